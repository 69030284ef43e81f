//! How fast a target is crawled, beside Scrapy (HTTP alone) and Crawlee with Playwright (a browser that clicks) in the same
//! run, and how much memory a large one takes: `make bench-crawl`.
//!
//! Every crawler is a process of its own, and so is the target. Ours records each byte on the way. Peers that are not
//! installed are left out, with a line that says so: `scrapy` on the path, and Crawlee in `NODE_MODULES_OF/node_modules`.

#[path = "../tests/board/mod.rs"]
#[allow(dead_code)] // The tests keep the score; here the server does.
mod board;

use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use axum::Router;
use axum::extract::{Path as Segment, State};
use axum::response::Html;
use axum::routing::get;
use board::Board;
use board::tour::{How, at};
use klarsyn::scenario::CrawlLimits;

/// Which process this is; the bench itself where it is not set.
const PART: &str = "KLARSYN_BENCH_PART";

/// As the program has it.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    match std::env::var(PART).as_deref() {
        Ok("maze") => runtime.block_on(maze()),
        Ok("board") => runtime.block_on(serve_board()),
        Ok("crawl") => runtime.block_on(crawl()),
        _ => table(),
    }
}

fn number(name: &str) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("{name} is no number"))
}

// The targets.

/// A site of `PAGES` pages of `BYTES` bytes, ten links on each; ends with its standard input.
async fn maze() {
    let (pages, bytes) = (number("PAGES"), number("BYTES"));
    let page = |State((pages, bytes)): State<(usize, usize)>, Segment(n): Segment<usize>| async move {
        let links = (10 * n + 1..=10 * n + 10).filter(|to| *to < pages);
        let mut text = format!("<!doctype html><title>side {n}</title><ul>");
        links.for_each(|to| text.push_str(&format!("<li><a href='/side/{to}'>side {to}</a>")));
        text.push_str("</ul><p>");
        // Unlike any other page, and like text when it is packed.
        let mut seed = n as u64 + 1;
        while text.len() < bytes {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(&format!("{:x} opgave ", seed >> 40));
        }
        Html(text)
    };
    let router = Router::new().route("/side/{n}", get(page)).with_state((pages, bytes));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    println!("http://{}/side/0", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, router).await });
    until_input_ends().await;
}

/// The board of the tests; says at its end how many cases were reached by address, and how many traps were sprung.
async fn serve_board() {
    let board = Board::start().await;
    println!("http://{}/", board.address);
    until_input_ends().await;
    // What stands in brackets is told, and is no trap.
    let traps = board.traps().into_keys().filter(|name| !name.starts_with('(')).count();
    println!("{} {traps}", board.reached().len());
}

async fn until_input_ends() {
    tokio::task::spawn_blocking(|| std::io::stdin().lines().count()).await.ok();
}

// Our crawl.

/// Crawls `TARGET` with `BROWSERS` browsers (none: HTTP alone); says pages, states, and its highest memory in MB.
async fn crawl() {
    let target: url::Url = std::env::var("TARGET").expect("a target").parse().expect("an address");
    let browsers = number("BROWSERS") as u32;
    let limits = CrawlLimits {
        max_pages: 1_000_000,
        max_per_template: 1_000_000,
        max_minutes: 60,
        max_states: if browsers == 0 { 300 } else { 3_000 },
        max_actions: 10_000,
        browsers,
        ..CrawlLimits::default()
    };
    let limits = if browsers == 0 { limits } else { CrawlLimits { max_per_template: 12, ..limits } };
    let folder = tempfile::tempdir().expect("a folder");
    let how = How { limits, http_only: browsers == 0, ..How::default() };
    let tour = at(&target, how, folder.path()).await;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    let peak: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap_or(0);
    println!("{} {} {}", tour.by_miner.len(), tour.states, peak / 1024);
}

// The bench.

/// A target in its own process.
struct Target(Child, String);

impl Target {
    fn start(part: &str, pages: usize, bytes: usize) -> Target {
        let mut child = part_of_ours(part)
            .envs([("PAGES", pages.to_string()), ("BYTES", bytes.to_string())])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the target starts");
        let mut address = String::new();
        BufReader::new(child.stdout.as_mut().expect("its output")).read_line(&mut address).expect("its address");
        Target(child, address.trim().to_owned())
    }

    /// What it says at its end.
    fn end(mut self) -> String {
        drop(self.0.stdin.take());
        let output = self.0.wait_with_output().expect("the target ends");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }
}

fn part_of_ours(part: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().expect("our own program"));
    command.env(PART, part);
    command
}

/// Runs a crawler; gives the numbers on the last line that it prints, and how many seconds it took in all.
fn run(mut command: Command) -> Option<(Vec<u64>, f64)> {
    let begun = Instant::now();
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let last = text.lines().last()?;
    let numbers: Vec<u64> = last.split_whitespace().filter_map(|n| n.parse().ok()).collect();
    (!numbers.is_empty()).then(|| (numbers, begun.elapsed().as_secs_f64()))
}

fn ours(target: &str, browsers: u32) -> Command {
    let mut command = part_of_ours("crawl");
    command.envs([("TARGET", target.to_owned()), ("BROWSERS", browsers.to_string())]);
    command
}

fn scrapy(target: &str) -> Command {
    let mut command = Command::new("scrapy");
    let spider = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers/spider.py");
    command.arg("runspider").arg(spider).args(["-a", &format!("start={target}"), "-L", "ERROR"]);
    command
}

fn crawlee(target: &str) -> Option<Command> {
    let modules = PathBuf::from(std::env::var_os("NODE_MODULES_OF")?);
    let script = modules.join("klarsyn-peer.mjs");
    std::fs::write(&script, include_str!("peers/crawlee.mjs")).ok()?;
    let mut command = Command::new("node");
    command.arg(script).arg(target).current_dir(&modules);
    Some(command)
}

fn table() {
    println!("\nHTTP alone, 3,000 pages of 10 KB, seconds with the start of the program");
    let target = Target::start("maze", 3_000, 10_000);
    row("klarsyn, everything recorded", run(ours(&target.1, 0)), 0, "pages");
    row("scrapy", run(scrapy(&target.1)), 0, "pages");
    target.end();

    println!("\nBrowser, our board of techniques, four sessions");
    let board = Target::start("board", 0, 0);
    row("klarsyn", run(ours(&board.1, 4)), 1, "states");
    println!("    cases reached by address, traps: {}", board.end());
    let board = Target::start("board", 0, 0);
    match crawlee(&board.1) {
        Some(command) => row("crawlee with playwright, clicking", run(command), 0, "states"),
        None => println!("  crawlee is not there (`NODE_MODULES_OF`): left out"),
    }
    println!("    cases reached by address, traps: {}", board.end());

    println!("\nMemory and time, HTTP alone");
    for (pages, bytes) in [(2_500, 100_000), (5_000, 100_000), (10_000, 100_000), (4, 200_000_000)] {
        let target = Target::start("maze", pages, bytes);
        match run(ours(&target.1, 0)) {
            Some((numbers, seconds)) => println!(
                "  {pages:>6} pages of {:>6.1} MB  {seconds:>6.1} s  {:>5.0} MB/s  {:>4} MB of memory at most",
                bytes as f64 / 1e6,
                (pages * bytes) as f64 / 1e6 / seconds,
                numbers[2]
            ),
            None => println!("  our crawl failed"),
        }
        std::io::stdout().flush().ok();
        target.end();
    }
}

fn row(name: &str, outcome: Option<(Vec<u64>, f64)>, column: usize, what: &str) {
    match outcome {
        Some((numbers, seconds)) => {
            let count = numbers.get(column).copied().unwrap_or(0);
            println!("  {name:40} {count:>6} {what} {seconds:>6.1} s {:>7.1} {what}/s", count as f64 / seconds);
        }
        None => println!("  {name:40} is not installed, or failed: left out"),
    }
}
