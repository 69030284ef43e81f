//! `klarsyn rendition`: an anonymised document beside the one that it was made from.

use serde_json::json;

use super::print_json;
use crate::candidates::Dataset;
use crate::cli::args::{Format, RenditionArgs};
use crate::cli::exit::{Exit, fail, plain};
use crate::extraction::Limits;
use crate::findings::RenditionReport;
use crate::pipeline;

pub(super) fn rendition(args: &RenditionArgs) -> Exit {
    let dataset = match Dataset::read(&args.candidates) {
        Ok(dataset) => dataset,
        Err(error) => return fail(&error.to_string(), Exit::Usage),
    };
    let candidate = args.candidate.as_deref();
    let report = match pipeline::rendition(&args.original, &args.rendition, &dataset, candidate, &Limits::default()) {
        Ok(report) => report,
        Err(error) => return fail(&error.to_string(), Exit::Usage),
    };
    if args.format == Format::Json {
        print_json(&json!(report));
    } else {
        print(&report);
    }
    if !report.survived.is_empty() {
        Exit::Leaking
    } else if report.gaps.is_empty() {
        Exit::Clean
    } else {
        Exit::Inconclusive
    }
}

fn print(report: &RenditionReport) {
    anstream::println!("candidate: {}", plain(&report.candidate));
    anstream::println!("survived: {}", report.survived.len());
    for s in &report.survived {
        let how = if s.disguise.is_empty() { String::new() } else { format!(" as {}", s.disguise.join(" < ")) };
        let hidden = s.concealed.as_ref().map(|c| format!(" ({c})")).unwrap_or_default();
        let (id, value) = (s.attribute.id, plain(&s.attribute.value));
        anstream::println!("  {id} {}: {value}{how} at {}{hidden}", id.kind().name, plain(&s.place));
    }
    anstream::println!("removed: {}", report.removed.len());
    for value in &report.removed {
        anstream::println!("  {} {}: {}", value.id, value.id.kind().name, plain(&value.value));
    }
    let (kept, all) = (report.kept.len(), report.kept.len() + report.lost.len());
    anstream::println!("qualifications kept: {kept} of {all}; lost: {}", plain(&report.lost.join(", ")));
    anstream::println!("words kept: {} of {}", report.words_kept, report.words);
    for (title, stretches) in [("taken out", &report.taken_out), ("put in", &report.put_in)] {
        anstream::println!("{title}: {}", stretches.len());
        stretches.iter().for_each(|text| anstream::println!("  {}", plain(text)));
    }
    anstream::println!("could not be read: {}", report.gaps.len());
    report.gaps.iter().for_each(|gap| anstream::println!("  {}", plain(gap)));
}
