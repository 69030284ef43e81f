//! `klarsyn demo` and `klarsyn benchmark`: the embedded system, with all leaks on or with each alone.

use serde_json::json;

use super::{print_json, switches};
use crate::cli::args::{BenchmarkArgs, DemoArgs, Format};
use crate::cli::exit::{Exit, fail, fail_with};
use crate::cli::progress::Terminal;
use crate::pipeline::{self, DemoRun};
use crate::reports::{Scoreboard, console};
use crate::target::BrowserOptions;

pub(super) async fn demo(args: DemoArgs, terminal: &Terminal) -> Exit {
    let leaks = match switches(&args.leaks) {
        Ok(leaks) => leaks,
        Err(message) => return fail(&message, Exit::Usage),
    };
    let options = DemoRun {
        leaks,
        out: args.out.clone(),
        count: args.count,
        browser: args.browser.clone().options(),
        http_only: false,
    };
    let made = match pipeline::demo(&options, terminal).await {
        Ok(made) => made,
        Err(error) => return fail_with(&error),
    };
    for trouble in &made.outcome.trouble {
        fail(trouble, Exit::Target);
    }
    for trap in &made.traps {
        fail(&format!("touched what must not be touched: {trap}"), Exit::Leaking);
    }
    let report = made.outcome.reports.first().map(|p| p.display().to_string()).unwrap_or_default();
    if args.format == Format::Json {
        print_json(&json!({
            "planted": made.scoreboard.rows.len(),
            "found": made.scoreboard.found(),
            "missed": made.scoreboard.missed(),
            "false_positives": made.scoreboard.false_positives,
            "verdict": made.outcome.assessment.verdict,
            "report": report,
        }));
    } else {
        anstream::print!("{}", console::render(&made.outcome.assessment, &made.outcome.folder));
        anstream::println!("{}", made.scoreboard.render());
    }
    if made.kept_its_promise() {
        Exit::Clean
    } else if made.outcome.trouble.is_empty() {
        fail("the demonstration did not do what it promises; see the table above", Exit::Leaking)
    } else {
        Exit::Target
    }
}

pub(super) async fn benchmark(args: BenchmarkArgs, terminal: &Terminal) -> Exit {
    let leaks = match switches(&args.leaks) {
        Ok(leaks) => leaks,
        Err(message) => return fail(&message, Exit::Usage),
    };
    let options =
        DemoRun { leaks, out: args.out, count: args.count, browser: BrowserOptions::default(), http_only: false };
    let board: Scoreboard = match pipeline::each_switch(&options, terminal).await {
        Ok(board) => board,
        Err(error) => return fail_with(&error),
    };
    if args.format == Format::Json {
        print_json(&json!({
            "planted": board.rows.len(),
            "found": board.found(),
            "missed": board.missed(),
            "false_positives": board.false_positives,
        }));
    } else {
        anstream::println!("{}", board.render());
    }
    if board.found() == board.rows.len() && board.false_positives.is_empty() {
        Exit::Clean
    } else {
        fail("not every switch was found alone, or something false was found; see the table above", Exit::Leaking)
    }
}
