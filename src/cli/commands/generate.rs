//! `klarsyn generate`: an answer key and its documents.

use crate::candidates;
use crate::cli::args::GenerateArgs;
use crate::cli::exit::{Exit, fail};
use crate::cli::progress::Terminal;
use crate::pipeline::Observer;

pub(super) fn generate(args: &GenerateArgs, terminal: &Terminal) -> Exit {
    terminal.part("invent candidates");
    let progress = |done, of| terminal.progress(done, of);
    match candidates::generate_to_file(args.seed, args.count, !args.no_documents, &args.out, &progress) {
        Ok(people) => {
            anstream::println!(
                "{} applicants and {} decoys, seed {}: {}",
                args.count,
                people - args.count as usize,
                args.seed,
                args.out.join("candidates.json").display()
            );
            Exit::Clean
        }
        Err(error) => fail(&error.to_string(), Exit::Usage),
    }
}
