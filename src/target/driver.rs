//! The local driver process.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use url::Url;

use super::TargetError;
use super::vendor::BrowserKind;

/// How long the driver may take to start.
const START: Duration = Duration::from_secs(30);

/// How often it is started before it is given up.
const STARTS: u32 = 3;

/// A running driver. It ends when this is dropped.
#[derive(Debug)]
pub(super) struct Driver {
    process: Child,
    url: Url,
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
        let mut command = Command::new(&program);
        command.arg("--port=0");
        if kind == BrowserKind::Firefox {
            // The browser listens for WebDriver BiDi on a port of its own; the usual one may be taken by another.
            command.arg("--websocket-port=0");
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let missing = |why: String| TargetError::BrowserMissing(format!("{why}; {}", kind.cure()));
        let mut process = command.spawn().map_err(|e| missing(format!("`{name}` does not start: {e}")))?;
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
        let Some(port) = port else { return Ok(None) };
        // Its output is drawn off, or it would stop when the pipe is full.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        let url =
            Url::parse(&format!("http://127.0.0.1:{port}/")).expect("a loopback address with a port is an address");
        Ok(Some(Driver { process, url }))
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

/// The port in "ChromeDriver was started successfully on port 12345." or "Listening on 127.0.0.1:12345".
fn port(line: &str) -> Option<u16> {
    let (_, after) = line.split_once("successfully on port ").or_else(|| line.split_once("Listening on 127.0.0.1:"))?;
    after.trim_end_matches('.').trim().parse().ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_port_is_read_from_the_drivers_greeting() {
        assert_eq!(super::port("ChromeDriver was started successfully on port 39241."), Some(39241));
        assert_eq!(super::port("1732600000000\tgeckodriver\tINFO\tListening on 127.0.0.1:4444"), Some(4444));
        assert_eq!(super::port("Starting ChromeDriver 156.0 on port 0"), None);
    }
}
