//! `klarsyn generate`: an answer key and its documents.

use crate::candidates;
use crate::cli::args::GenerateArgs;
use crate::cli::exit::{Exit, fail};
use crate::cli::progress::Terminal;
use crate::pipeline::Observer;

pub(super) fn generate(args: &GenerateArgs, terminal: &Terminal) -> Exit {
    terminal.part("invent candidates");
    let progress = |done, of| terminal.progress(done, of);
    let made = match args.no_documents {
        true => candidates::generate_key(args.seed, args.count, &args.out),
        false => candidates::generate(args.seed, args.count, &args.out, &progress),
    };
    match made {
        Ok(dataset) => {
            anstream::println!(
                "{} applicants and {} decoys, seed {}: {}",
                dataset.applicants().count(),
                dataset.decoys().count(),
                args.seed,
                args.out.join("candidates.json").display()
            );
            Exit::Clean
        }
        Err(error) => fail(&error.to_string(), Exit::Usage),
    }
}
