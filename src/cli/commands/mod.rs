//! One file for each command, and the table that finds it.

mod compare;
mod demo;
mod detect;
mod doctor;
mod explain;
mod generate;
mod rendition;
mod report;
mod run;
mod scan;
mod scenario;
mod target;
mod verify;

use clap::CommandFactory;

use super::args::{Cli, Command};
use super::exit::{Exit, fail};
use super::progress::Terminal;

/// Runs the command that was asked for.
pub(super) async fn run(cli: Cli) -> Exit {
    let terminal = Terminal::new(cli.quiet);
    match cli.command {
        Command::Demo(args) => demo::demo(args, &terminal).await,
        Command::Benchmark(args) => demo::benchmark(args, &terminal).await,
        Command::Run(args) => run::run(args, &terminal).await,
        Command::Submit(args) => run::submit(args, &terminal).await,
        Command::Crawl(args) => run::crawl(args, &terminal).await,
        Command::Generate(args) => generate::generate(&args, &terminal),
        Command::Scan(args) => scan::scan(args, &terminal),
        Command::Report(args) => report::report(&args, &terminal),
        Command::Compare(args) => compare::compare(&args),
        Command::Verify(args) => verify::verify(&args),
        Command::Scenario(command) => scenario::scenario(&command),
        Command::Explain(args) => explain::explain(&args),
        Command::Detect(args) => detect::detect(&args),
        Command::Rendition(args) => rendition::rendition(&args),
        Command::Doctor => doctor::doctor(),
        Command::Target(args) => target::target(args).await,
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "klarsyn", &mut std::io::stdout());
            Exit::Clean
        }
    }
}

/// Prints one JSON document as the result.
fn print_json(value: &impl serde::Serialize) -> Exit {
    match serde_json::to_string_pretty(value) {
        Ok(text) => {
            anstream::println!("{text}");
            Exit::Clean
        }
        Err(error) => fail(&format!("could not print the result: {error}"), Exit::Usage),
    }
}

/// Reads `all`, `none` or ids with commas into the ids of switches.
fn switches(text: &str) -> Result<Vec<String>, String> {
    let known = crate::demo::switches();
    match text {
        "all" => return Ok(known.iter().map(|s| s.id.to_owned()).collect()),
        "none" | "" => return Ok(Vec::new()),
        _ => {}
    }
    text.split(',')
        .map(str::trim)
        .map(|id| match known.iter().find(|s| s.id == id) {
            Some(switch) => Ok(switch.id.to_owned()),
            None => {
                let near = known
                    .iter()
                    .map(|s| (strsim::jaro_winkler(s.id, id), s.id))
                    .max_by(|a, b| a.0.total_cmp(&b.0))
                    .map_or("c01-name", |(_, id)| id);
                Err(format!("could not find a switch `{id}`; did you mean `{near}`? `klarsyn target --list` lists all"))
            }
        })
        .collect()
}
