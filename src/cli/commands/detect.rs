//! `klarsyn detect`: the detection on a text by hand.

use crate::candidates::Dataset;
use crate::cli::args::DetectArgs;
use crate::cli::exit::{Exit, fail, plain};
use crate::detection;

pub(super) fn detect(args: &DetectArgs) -> Exit {
    let mut dataset = match Dataset::read(&args.candidates) {
        Ok(dataset) => dataset,
        Err(error) => return fail(&error.to_string(), Exit::Usage),
    };
    if let Some(id) = &args.candidate {
        dataset.candidates.retain(|c| &c.id.0 == id);
        if dataset.candidates.is_empty() {
            return fail(&format!("could not find candidate `{id}` in {}", args.candidates.display()), Exit::Usage);
        }
    }
    let found = detection::detect_text(&args.text, &dataset);
    for m in &found {
        anstream::println!(
            "{} {} ({}) as {}: {}",
            m.candidate,
            m.attribute,
            plain(&m.value),
            m.disguise,
            plain(&m.snippet)
        );
    }
    if found.is_empty() {
        anstream::println!("nothing found");
        Exit::Clean
    } else {
        Exit::Leaking
    }
}
