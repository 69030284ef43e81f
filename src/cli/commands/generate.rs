//! `klarsyn generate`: an answer key and its documents.

use crate::candidates;
use crate::cli::args::GenerateArgs;
use crate::cli::exit::{Exit, fail};
use crate::cli::progress::Terminal;
use crate::pipeline::Observer;

pub(super) fn generate(args: &GenerateArgs, terminal: &Terminal) -> Exit {
    terminal.part("invent candidates");
    match candidates::generate(args.seed, args.count, &args.out, &|done, of| terminal.progress(done, of)) {
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
