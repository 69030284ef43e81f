//! `klarsyn run`, `submit` and `crawl`: a scenario, or half of it.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::print_json;
use crate::cli::args::{CrawlArgs, Format, RunArgs};
use crate::cli::exit::{Exit, fail, fail_with, plain};
use crate::cli::progress::Terminal;
use crate::pipeline::{self, Outcome, PipelineError, RunOptions};
use crate::reports::console;
use crate::scenario::Scenario;

pub(super) async fn run(args: RunArgs, terminal: &Terminal) -> Exit {
    let format = args.format;
    let options = match options(args) {
        Ok(options) => options,
        Err(error) => return fail_with(&error),
    };
    match stoppable(pipeline::run(&options, terminal)).await {
        None => stopped(&options),
        Some(Err(error)) => fail_with(&error),
        Some(Ok(outcome)) => show(&outcome, format),
    }
}

pub(super) async fn submit(args: RunArgs, terminal: &Terminal) -> Exit {
    let format = args.format;
    let file = args.scenario.clone();
    let options = match options(args) {
        Ok(options) => options,
        Err(error) => return fail_with(&error),
    };
    let (receipts, trouble) = match stoppable(pipeline::submit_only(&options, terminal)).await {
        None => return stopped(&options),
        Some(Err(error)) => return fail_with(&error),
        Some(Ok(done)) => done,
    };
    if format == Format::Json {
        print_json(&json!({ "receipts": receipts, "trouble": trouble }));
    } else {
        for receipt in &receipts {
            let what = if receipt.accepted { "accepted" } else { receipt.failure.as_str() };
            anstream::println!("{}: {}", receipt.candidate, plain(what));
            for (name, value) in &receipt.captured {
                anstream::println!("  {name}: {}", plain(value));
            }
        }
        anstream::println!("next: klarsyn crawl {}", file.display());
    }
    for reason in &trouble {
        fail(reason, Exit::Target);
    }
    if trouble.is_empty() && receipts.iter().all(|r| r.accepted) { Exit::Clean } else { Exit::Target }
}

pub(super) async fn crawl(mut args: CrawlArgs, terminal: &Terminal) -> Exit {
    let format = args.run.format;
    // A crawl without the submission before it would have nothing to look for.
    args.run.resume = true;
    let options = match options(args.run) {
        Ok(options) => options,
        Err(error) => return fail_with(&error),
    };
    if args.dry_run {
        return dry_run(&options, format, terminal).await;
    }
    let (tours, trouble) = match stoppable(pipeline::crawl_only(&options, terminal)).await {
        None => return stopped(&options),
        Some(Err(error)) => return fail_with(&error),
        Some(Ok(done)) => done,
    };
    if args.urls {
        let urls: std::collections::BTreeSet<&String> = tours.iter().flat_map(|t| &t.urls).collect();
        for url in urls {
            anstream::println!("{}", plain(url));
        }
    } else if format == Format::Json {
        print_json(&json!({ "tours": tours, "trouble": trouble }));
    } else {
        for tour in &tours {
            anstream::println!(
                "{} at {}: {} addresses, {} page states, {} forms",
                tour.role,
                tour.stage,
                tour.urls.len(),
                tour.states,
                tour.forms
            );
        }
        anstream::println!("next: klarsyn scan {}", options.out.display());
    }
    for reason in &trouble {
        fail(reason, Exit::Target);
    }
    if trouble.is_empty() { Exit::Clean } else { Exit::Target }
}

/// What a crawl would do.
async fn dry_run(options: &RunOptions, format: Format, terminal: &Terminal) -> Exit {
    let (previews, trouble) = match stoppable(pipeline::dry_run(options, terminal)).await {
        None => return fail("stopped; nothing was pressed", Exit::Inconclusive),
        Some(Err(error)) => return fail_with(&error),
        Some(Ok(done)) => done,
    };
    if format == Format::Json {
        print_json(&json!({ "would": previews, "trouble": trouble }));
    } else {
        for preview in &previews {
            anstream::println!("{} at {}", plain(&preview.role), plain(&preview.stage));
            let list = |title: &str, lines: &mut dyn Iterator<Item = String>| {
                let lines: Vec<String> = lines.collect();
                anstream::println!("  {title}: {}", lines.len());
                lines.iter().for_each(|line| anstream::println!("    {}", plain(line)));
            };
            let pair = |(what, reason): &(String, String)| format!("{what}: {reason}");
            list("opened", &mut preview.opened.iter().cloned());
            list("would open", &mut preview.open.iter().cloned());
            list("would do", &mut preview.press.iter().cloned());
            list("would leave alone", &mut preview.left_alone.iter().map(pair));
            list("did not work", &mut preview.failed.iter().map(pair));
        }
    }
    for reason in &trouble {
        fail(reason, Exit::Target);
    }
    if trouble.is_empty() { Exit::Clean } else { Exit::Target }
}

/// Prints a judged run.
fn show(outcome: &Outcome, format: Format) -> Exit {
    if format == Format::Json {
        print_json(&outcome.assessment);
    } else {
        anstream::print!("{}", console::render(&outcome.assessment, &outcome.folder));
    }
    for reason in &outcome.trouble {
        fail(reason, Exit::Target);
    }
    Exit::of(outcome.assessment.verdict, !outcome.trouble.is_empty())
}

fn options(args: RunArgs) -> Result<RunOptions, PipelineError> {
    let scenario = Scenario::read(&args.scenario)?;
    let text = std::fs::read_to_string(&args.scenario).unwrap_or_default();
    let folder = args.scenario.parent().map(Path::to_owned).unwrap_or_default();
    let out = args.out.unwrap_or_else(|| PathBuf::from("reports").join(&scenario.name));
    Ok(RunOptions {
        scenario,
        scenario_text: text,
        scenario_folder: folder,
        out,
        browser: args.browser.options(),
        resume: args.resume,
    })
}

/// Runs until done or until Ctrl-C; everything recorded up to then is in the bundle.
async fn stoppable<T>(work: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        done = work => Some(done),
        _ = tokio::signal::ctrl_c() => None,
    }
}

fn stopped(options: &RunOptions) -> Exit {
    fail(
        &format!(
            "stopped; what was seen is in {}. Go on with `--resume`, or look at it with `klarsyn scan {}`",
            options.out.display(),
            options.out.display()
        ),
        Exit::Inconclusive,
    )
}
