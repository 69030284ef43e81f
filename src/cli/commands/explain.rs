//! `klarsyn explain`: what a word of the reports or of a scenario means.

use crate::candidates::attribute::{AttributeId, TAXONOMY};
use crate::cli::args::ExplainArgs;
use crate::cli::exit::{Exit, fail};
use crate::findings::channel::{CHANNELS, Channel};
use crate::{demo, detection, extraction, scenario};

pub(super) fn explain(args: &ExplainArgs) -> Exit {
    let Some(word) = &args.word else {
        list();
        return Exit::Clean;
    };
    let texts = [attribute(word), channel(word), transform(word), format(word), step(word), switch(word)];
    let known: Vec<String> = texts.into_iter().flatten().collect();
    if known.is_empty() {
        return fail(&format!("could not find `{word}`; `klarsyn explain` lists every word"), Exit::Usage);
    }
    anstream::println!("{}", known.join("\n\n"));
    Exit::Clean
}

fn list() {
    let codes: Vec<&str> = TAXONOMY.iter().map(|k| k.id.code()).collect();
    let channels: Vec<&str> = CHANNELS.iter().map(|c| c.0).collect();
    let transforms: Vec<&str> = detection::transforms().iter().map(|t| t.name).collect();
    let formats: Vec<&str> = extraction::formats().iter().map(|f| f.name).collect();
    let steps: Vec<&str> = scenario::steps::words().iter().map(|w| w.word).collect();
    let switches: Vec<&str> = demo::switches().iter().map(|s| s.id).collect();
    for (title, words) in [
        ("attributes", codes),
        ("channels", channels),
        ("disguises", transforms),
        ("formats", formats),
        ("steps", steps),
        ("switches of the embedded system", switches),
    ] {
        anstream::println!("{title}: {}", words.join(" "));
    }
}

fn attribute(word: &str) -> Option<String> {
    let kind = AttributeId::parse(word)?.kind();
    let ground = kind.ground.map(|g| format!("\nprotected by: {g}")).unwrap_or_default();
    let forms: Vec<&str> = kind.id.forms().map(|form| form.words()).collect();
    Some(format!(
        "{}: {} ({})\nsort: {:?}; one occurrence is {:?} evidence\ncomes as: {}\nwhere a scenario says nothing: {}\n\
         placeholder: {{{{candidate.{}}}}}{ground}",
        kind.id,
        kind.name,
        kind.name_da,
        kind.sort,
        kind.strength,
        forms.join(", "),
        kind.id.default_policy().words(),
        kind.field
    ))
}

fn channel(word: &str) -> Option<String> {
    let channel = Channel::parse(word)?;
    Some(format!("{channel}: {} ({})", channel.name(), channel.name_da()))
}

fn transform(word: &str) -> Option<String> {
    let t = detection::transforms().iter().find(|t| t.name == word)?;
    Some(format!("disguise {}: {}\nfound: {}\nnot found: {}", t.name, t.doc, t.example, t.counter_example))
}

fn format(word: &str) -> Option<String> {
    let f = extraction::formats().iter().find(|f| f.name == word)?;
    Some(format!("format {}: {}", f.name, f.doc))
}

fn step(word: &str) -> Option<String> {
    let w = scenario::steps::words().iter().find(|w| w.word == word)?;
    Some(format!("step {}: {}\n{}", w.word, w.doc, w.example))
}

fn switch(word: &str) -> Option<String> {
    let s = demo::switches().iter().find(|s| s.id == word)?;
    Some(format!(
        "switch {}: {}\nchannel {}, role {}, disguise {}\nresembles {}",
        s.id, s.title, s.channel, s.role, s.disguise, s.resembles
    ))
}
