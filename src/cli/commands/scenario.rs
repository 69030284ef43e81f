//! `klarsyn scenario`: a file to start from, a check, the schema.

use super::print_json;
use crate::cli::args::ScenarioCommand;
use crate::cli::exit::{Exit, fail};
use crate::scenario::Scenario;

pub(super) fn scenario(command: &ScenarioCommand) -> Exit {
    match command {
        ScenarioCommand::New { base } => {
            anstream::print!("{}", Scenario::template(base));
            Exit::Clean
        }
        ScenarioCommand::Schema => print_json(&Scenario::json_schema()),
        ScenarioCommand::Check { file } => match Scenario::read(file) {
            Err(error) => fail(&error.to_string(), Exit::Usage),
            Ok(scenario) => {
                anstream::println!(
                    "{}: {} roles, {} stages, {} steps to apply",
                    file.display(),
                    scenario.roles.len(),
                    scenario.stages.len(),
                    scenario.apply.steps.len()
                );
                for name in scenario.environment_names() {
                    let state = if std::env::var_os(&name).is_some() { "set" } else { "not set" };
                    anstream::println!("  reads {name} from the environment: {state}");
                }
                Exit::Clean
            }
        },
    }
}
