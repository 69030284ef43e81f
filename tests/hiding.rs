//! Every place of a file where a word can hide, in files that other software wrote: found, or explained by a gap.
//!
//! `tests/hiding/places.tsv` lists file, place and the word that stands there; `tests/hiding/make` made the files. With
//! `KLARSYN_BLESS=1` the table of `docs/hiding-places.md` is written anew, with what other programs find in the same files;
//! without, it is checked.

#[path = "hiding/peers.rs"]
mod peers;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use klarsyn::candidates::Dataset;
use klarsyn::detection::{Anchors, Detector};
use klarsyn::extraction::{Limits, Unit, UnitSource, extract};
use peers::{PEERS, holds};

#[derive(serde::Deserialize)]
struct Place {
    file: String,
    place: String,
    word: String,
    /// Words of the gap that explains why nobody could read it; empty where it must be found.
    gap: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hiding")
}

fn places() -> Vec<Place> {
    let list = std::fs::read(folder().join("places.tsv")).expect("the list of places");
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(list.as_slice());
    reader.deserialize().collect::<Result<_, _>>().expect("rows of the list")
}

/// What a file gave: its texts in one, the words that stand in them in a disguise, and its gaps.
struct Seen {
    text: String,
    disguised: BTreeSet<String>,
    gaps: Vec<String>,
}

/// An answer key with a person of each word's name: base64 and the like are the detector's to undo, not the extraction's.
fn answer_key(places: &[Place]) -> Dataset {
    let people: Vec<serde_json::Value> = places
        .iter()
        .map(|p| serde_json::json!({ "id": p.word, "attributes": [{ "id": "D02", "value": p.word }] }))
        .collect();
    serde_json::from_value(serde_json::json!({ "candidates": people })).expect("an answer key")
}

fn read(file: &str, detector: &Detector) -> Seen {
    let body = std::fs::read(folder().join("files").join(file)).expect("a file of the list");
    let unit = Unit { source: UnitSource::File, url: "bilag".into(), media_type: String::new(), headers: vec![], body };
    let out = extract(&unit, &Limits { seconds: 120, ..Limits::default() });
    let text = out.segments.iter().map(|s| s.text).collect::<Vec<_>>().join("\n");
    let found = detector.search(&out);
    let disguised = found.matches.into_iter().map(|m| m.candidate.0).collect();
    let gaps = out.gaps.into_iter().chain(found.gaps).collect();
    Seen { text, disguised, gaps }
}

#[derive(Clone, Copy, PartialEq)]
enum Outcome {
    Found,
    Explained,
    Missed,
}

fn outcome(place: &Place, seen: &Seen) -> Outcome {
    if holds(&seen.text, &place.word) || seen.disguised.contains(&place.word) {
        Outcome::Found
    } else if !place.gap.is_empty() && seen.gaps.iter().any(|gap| gap.contains(&place.gap)) {
        Outcome::Explained
    } else {
        Outcome::Missed
    }
}

fn outcomes(places: &[Place]) -> Vec<Outcome> {
    let detector = Detector::new(&answer_key(places), &Anchors::default());
    let mut seen: BTreeMap<&str, Seen> = BTreeMap::new();
    places
        .iter()
        .map(|place| outcome(place, seen.entry(&place.file).or_insert_with(|| read(&place.file, &detector))))
        .collect()
}

#[test]
fn every_hiding_place_is_found_or_explained() {
    let places = places();
    let ours = outcomes(&places);
    let missed: Vec<String> = places
        .iter()
        .zip(&ours)
        .filter(|(_, outcome)| **outcome == Outcome::Missed)
        .map(|(place, _)| format!("{}: {} (`{}`)", place.file, place.place, place.word))
        .collect();
    assert!(missed.is_empty(), "{} of {} are missed:\n{}", missed.len(), places.len(), missed.join("\n"));
    assert!(places.len() >= 150, "there are only {} places", places.len());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/hiding-places.md");
    if std::env::var_os("KLARSYN_BLESS").is_some() {
        std::fs::write(&path, table(&places, &ours)).expect("it writes");
        return;
    }
    let told = std::fs::read_to_string(&path).expect("the table");
    for (place, outcome) in places.iter().zip(&ours) {
        let row = format!("| {} | {} | {} |", place.file, place.place, mark(*outcome));
        assert!(told.contains(&row), "docs/hiding-places.md does not say: {row}; run `make hiding`");
    }
}

fn mark(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Found => "yes",
        Outcome::Explained => "gap",
        Outcome::Missed => "no",
    }
}

fn table(places: &[Place], ours: &[Outcome]) -> String {
    let found = peers::ask(&folder().join("files"), places.iter().map(|p| (p.file.as_str(), p.word.as_str())));
    let mut text = String::from(include_str!("hiding/introduction.md"));
    let count = |yes: &dyn Fn(usize) -> bool| (0..places.len()).filter(|at| yes(*at)).count();
    let ours_found = count(&|at| ours[at] == Outcome::Found);
    writeln!(text, "\n| of {} places | klarsyn | {} |", places.len(), PEERS.map(|p| p.name).join(" | ")).expect("text");
    writeln!(text, "|---|---|{}", "---|".repeat(PEERS.len())).expect("text");
    let peers: Vec<String> = (0..PEERS.len()).map(|p| count(&|at| found[at][p] == Some(true)).to_string()).collect();
    writeln!(text, "| found | {ours_found} | {} |", peers.join(" | ")).expect("text");
    // A program that found nothing at all was not there.
    for (peer, found) in PEERS.iter().zip(&peers) {
        assert!(found != "0", "{} is not installed as it must be for the table", peer.name);
    }
    let explained = count(&|at| ours[at] == Outcome::Explained);
    writeln!(text, "| explained by a gap | {explained} | {} |", ["-"; PEERS.len()].join(" | ")).expect("text");
    writeln!(text, "\n| file | hiding place | klarsyn | {} |", PEERS.map(|p| p.name).join(" | ")).expect("text");
    writeln!(text, "|---|---|---|{}", "---|".repeat(PEERS.len())).expect("text");
    for (at, place) in places.iter().enumerate() {
        let peers: Vec<&str> = found[at]
            .iter()
            .map(|found| match found {
                Some(true) => "yes",
                Some(false) => "no",
                None => "-",
            })
            .collect();
        writeln!(text, "| {} | {} | {} | {} |", place.file, place.place, mark(ours[at]), peers.join(" | "))
            .expect("text");
    }
    text
}
