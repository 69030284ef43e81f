//! `klarsyn generate`: an answer key and its documents.

use std::sync::Arc;

use crate::candidates::{self, NationalIds, Refusal, Settings};
use crate::cli::args::GenerateArgs;
use crate::cli::exit::{Exit, fail};
use crate::cli::progress::Terminal;
use crate::extraction::Limits;
use crate::pipeline::{self, Observer};

pub(super) fn generate(args: &GenerateArgs, terminal: &Terminal) -> Exit {
    let mut settings = match settings(args) {
        Ok(settings) => settings,
        Err(refusal) => return fail(&refusal.to_string(), Exit::Usage),
    };
    if let Some(path) = &args.control {
        match pipeline::control(path, &Limits::default(), terminal) {
            Ok(control) => settings.control = Some(Arc::new(control)),
            Err(error) => return fail(&error.to_string(), Exit::Usage),
        }
    }
    terminal.part("invent candidates");
    let progress = |done, of| terminal.progress(done, of);
    match candidates::generate_to_file(&settings, !args.no_documents, &args.out, &progress) {
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

fn settings(args: &GenerateArgs) -> Result<Settings, Refusal> {
    let mut settings = Settings::new(args.seed, args.count).with_pack(&args.locale)?.with_phones(&args.phones)?;
    if let Some(domain) = &args.email_domain {
        settings = settings.with_email_domain(domain)?;
    }
    if args.without_national_ids {
        settings.national_ids = NationalIds::Without;
    }
    match &args.owned_national_ids {
        Some(list) => settings.with_national_id_file(list),
        None => Ok(settings),
    }
}
