//! `klarsyn target`: serves the embedded recruitment system until Ctrl-C.

use super::switches;
use crate::cli::args::TargetArgs;
use crate::cli::exit::{Exit, fail};
use crate::demo::{self, Demo, DemoOptions};

pub(super) async fn target(args: TargetArgs) -> Exit {
    if args.list {
        let mut table = comfy_table::Table::new();
        table.load_style(comfy_table::presets::UTF8_HORIZONTAL_ONLY);
        table.set_header(["switch", "what leaks", "disguise", "role", "resembles"]);
        for s in demo::switches() {
            table.add_row([s.id, s.title, s.disguise, s.role, s.resembles]);
        }
        anstream::println!("{table}");
        return Exit::Clean;
    }
    let leaks = match switches(&args.leaks) {
        Ok(leaks) => leaks,
        Err(message) => return fail(&message, Exit::Usage),
    };
    let options = DemoOptions { port: args.port, leaks, truth: args.truth, database: args.database };
    let system = match Demo::start(options).await {
        Ok(system) => system,
        Err(error) => return fail(&format!("could not serve on port {}: {error}", args.port), Exit::Usage),
    };
    anstream::println!("http://{}/", system.address());
    anstream::eprintln!("serving until Ctrl-C; accounts reviewer, reviewer2 and hr, password Klarsyn-Demo-1");
    // Without a signal handler there is nothing to wait for, and the system would end at once.
    if let Err(error) = tokio::signal::ctrl_c().await {
        return fail(&format!("could not wait for Ctrl-C: {error}"), Exit::Usage);
    }
    for trap in system.traps_sprung() {
        anstream::eprintln!("touched: {trap}");
    }
    system.stop().await;
    Exit::Clean
}
