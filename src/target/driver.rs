//! The local driver process.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, ChildStdin, Command};
use url::Url;

use super::TargetError;
use super::vendor::BrowserKind;

/// How long the driver may take to start.
const START: Duration = Duration::from_secs(30);

/// How long one that says nothing more may take to end.
const END: Duration = Duration::from_secs(2);

/// How often it is started before it is given up.
const STARTS: u32 = 3;

/// Becomes the driver, with a guard beside it that waits for the end of its own input: that comes when the program drops it, and
/// also when the program is killed. Then everything that the driver started is asked to end, and two seconds later made to.
#[cfg(unix)]
const GUARDED: &str = r#"exec 3<&0
(trap "" TERM; read -r _ <&3; kill -TERM 0; sleep 2; kill -KILL 0) >/dev/null 2>&1 &
exec "$@" 3<&- </dev/null"#;

/// What a shell ends with where it may not become a program, and where there is none.
const CANNOT: i32 = 126;
const UNKNOWN: i32 = 127;

/// A running driver. It ends when this is dropped, and its browsers with it.
#[derive(Debug)]
pub(super) struct Driver {
    process: Child,
    url: Url,
    /// What the guard waits for.
    _held: Option<ChildStdin>,
}

impl Driver {
    /// Starts the driver of a browser on a port that it chooses itself. The port may be taken by somebody else in the moment
    /// between choosing and listening, and then the driver ends: it is started again.
    pub async fn start(kind: BrowserKind) -> Result<Self, TargetError> {
        for _ in 1..STARTS {
            if let Some(driver) = Driver::started(kind).await? {
                return Ok(driver);
            }
        }
        let name = kind.driver();
        let why = format!("`{}` did not say on which port it listens; {}", name.to_string_lossy(), kind.cure());
        Driver::started(kind).await?.ok_or(TargetError::BrowserMissing(why))
    }

    /// Starts it once; none where it ended before it said where it listens.
    async fn started(kind: BrowserKind) -> Result<Option<Self>, TargetError> {
        let program = kind.driver();
        let name = program.to_string_lossy().into_owned();
        let mut command = command(&program);
        command.arg("--port=0");
        if kind == BrowserKind::Firefox {
            // The browser listens for WebDriver BiDi on a port of its own; the usual one may be taken by another.
            command.arg("--websocket-port=0");
        }
        command.stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let missing = |why: String| TargetError::BrowserMissing(format!("{why}; {}", kind.cure()));
        let mut process = command.spawn().map_err(|e| missing(format!("`{name}` does not start: {e}")))?;
        let held = process.stdin.take();
        let output = process.stdout.take().ok_or_else(|| missing(format!("`{name}` has no output")))?;
        let mut lines = BufReader::new(output).lines();
        let port = tokio::time::timeout(START, async {
            while let Ok(Some(line)) = lines.next_line().await {
                if let Some(port) = port(&line) {
                    return Some(port);
                }
            }
            None
        });
        let seconds = START.as_secs();
        let port = port.await.map_err(|_| missing(format!("`{name}` was not ready after {seconds} seconds")))?;
        let Some(port) = port else {
            // It has closed its output; one that goes on all the same is ended when it is dropped here.
            let ended = tokio::time::timeout(END, process.wait()).await;
            return match ended.ok().and_then(Result::ok).and_then(|status| status.code()) {
                Some(CANNOT | UNKNOWN) => Err(missing(format!("`{name}` does not start: no such program may be run"))),
                _ => Ok(None),
            };
        };
        // Its output is drawn off, or it would stop when the pipe is full.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        let url =
            Url::parse(&format!("http://127.0.0.1:{port}/")).expect("a loopback address with a port is an address");
        Ok(Some(Driver { process, url, _held: held }))
    }

    /// Where it listens.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Whether the process still runs.
    pub fn alive(&mut self) -> bool {
        matches!(self.process.try_wait(), Ok(None))
    }

    /// Ends the process and waits for it.
    pub async fn end(mut self) {
        self.process.kill().await.ok();
    }
}

/// A program in a group of processes of its own, guarded. An interrupt from the keyboard does not reach it: its end is ours.
#[cfg(unix)]
fn command(program: &Path) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", GUARDED, "sh"]).arg(program).stdin(Stdio::piped()).process_group(0);
    command
}

#[cfg(not(unix))]
fn command(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::null());
    command
}

/// The port in "ChromeDriver was started successfully on port 12345." or "Listening on 127.0.0.1:12345".
fn port(line: &str) -> Option<u16> {
    let (_, after) = line.split_once("successfully on port ").or_else(|| line.split_once("Listening on 127.0.0.1:"))?;
    after.trim_end_matches('.').trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[cfg(unix)]
    #[tokio::test]
    async fn what_a_program_started_ends_when_its_guard_hears_nothing_more() {
        let mut command = super::command(Path::new("sh"));
        command.args(["-c", "sleep 600 & echo $!; wait"]).stdout(std::process::Stdio::piped());
        let mut process = command.spawn().unwrap();
        let held = process.stdin.take();
        let mut said = tokio::io::BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        tokio::io::AsyncBufReadExt::read_line(&mut said, &mut line).await.unwrap();
        assert!(line.trim().parse::<u32>().is_ok(), "{line}");
        drop(held);
        // The end of what both may write to: neither is left.
        line.clear();
        let end = tokio::io::AsyncBufReadExt::read_line(&mut said, &mut line);
        let read = tokio::time::timeout(std::time::Duration::from_secs(20), end).await;
        assert_eq!(read.expect("the sleeper is still there").unwrap(), 0, "{line}");
        assert!(!process.wait().await.unwrap().success());
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_program_that_is_not_there_is_told_from_one_that_says_nothing() {
        let mut process = super::command(Path::new("/nowhere/a driver")).spawn().unwrap();
        let _held = process.stdin.take();
        assert_eq!(process.wait().await.unwrap().code(), Some(super::UNKNOWN));
    }

    #[test]
    fn the_port_is_read_from_the_drivers_greeting() {
        assert_eq!(super::port("ChromeDriver was started successfully on port 39241."), Some(39241));
        assert_eq!(super::port("1732600000000\tgeckodriver\tINFO\tListening on 127.0.0.1:4444"), Some(4444));
        assert_eq!(super::port("Starting ChromeDriver 156.0 on port 0"), None);
    }
}
