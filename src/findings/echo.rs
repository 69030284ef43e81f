//! Tells an echo of our own question from an answer. A search page that prints "no hits for x" shows x because we typed
//! it; decoys, who are typed in the same way and are not there, teach us where a page prints its question.

use std::collections::BTreeSet;

use crate::candidates::{Candidate, Dataset};
use crate::extraction::Part;

use super::input::Sighting;
use super::template::{Slots, fold, holds_word};

/// Where pages print what was typed.
#[derive(Debug, Default)]
pub struct EchoBook {
    /// Role, template and place at which a decoy's value came back.
    places: BTreeSet<(String, String, String)>,
    /// Role and template of the questions in which a decoy's value was typed.
    asked: BTreeSet<(String, String)>,
    /// Values of the answer key that were typed anywhere, folded.
    typed: BTreeSet<String>,
}

impl EchoBook {
    /// Learns from all answers to questions about decoys.
    pub fn new(sightings: &[Sighting], templates: &[String], dataset: &Dataset, slots: &Slots) -> EchoBook {
        let mut book = EchoBook::default();
        let typed: BTreeSet<String> =
            sightings.iter().flat_map(|s| s.typed().iter().map(|t| fold(t))).filter(|t| !t.is_empty()).collect();
        if typed.is_empty() {
            return book;
        }
        let values = |c: &Candidate| {
            let mut values: Vec<String> = c.attributes.iter().map(|a| fold(&a.value)).collect();
            values.extend(c.full_name().map(|n| fold(&n)));
            values
        };
        book.typed = dataset.candidates.iter().flat_map(values).filter(|v| covers(&typed, v)).collect();
        let decoy_values: BTreeSet<String> = dataset.decoys().flat_map(values).collect();
        let decoys: BTreeSet<&str> = dataset.decoys().map(|c| c.id.0.as_str()).collect();
        for (sighting, template) in sightings.iter().zip(templates) {
            if sighting.typed().iter().any(|t| decoy_values.contains(&fold(t))) {
                book.asked.insert((sighting.role().into(), question(sighting, slots)));
            }
            for hit in &sighting.matches.matches {
                if decoys.contains(hit.candidate.0.as_str()) && book.typed.contains(&fold(&hit.value)) {
                    book.places.insert((sighting.role().into(), template.clone(), slots.place(&hit.place)));
                }
            }
        }
        book
    }

    /// Whether a hit is what we typed ourselves, given back. `place` is normalised.
    pub fn is_echo(&self, sighting: &Sighting, template: &str, slots: &Slots, hit: &EchoHit) -> bool {
        let value = fold(without_ending(hit.value));
        let here = covers(&sighting.typed().iter().map(|t| fold(t)).collect(), &value);
        let known_place =
            || self.places.contains(&(sighting.role().to_owned(), template.to_owned(), hit.place.to_owned()));
        if hit.decoy {
            // A decoy was never submitted: wherever it stands, once we typed it, it is ours.
            return here || self.typed.contains(&value);
        }
        if here {
            let compared = self.asked.contains(&(sighting.role().to_owned(), question(sighting, slots)));
            return hit.part == Part::Url || !compared || known_place();
        }
        // An older question, kept by the page ("latest searches"): an echo only where decoys came back too.
        self.typed.contains(&value) && known_place()
    }
}

/// The facts of a hit that decide.
#[derive(Debug, Clone, Copy)]
pub struct EchoHit<'a> {
    /// The canonical value.
    pub value: &'a str,
    /// Its normalised place.
    pub place: &'a str,
    /// Its part.
    pub part: Part,
    /// Whether it belongs to a decoy.
    pub decoy: bool,
}

/// A file name without its ending: the rest may be a name that was typed.
fn without_ending(value: &str) -> &str {
    match value.rsplit_once('.') {
        Some((stem, ending))
            if (2..=4).contains(&ending.len()) && !value.contains('@') && !value.contains('/') && stem.len() > 4 =>
        {
            stem
        }
        _ => value,
    }
}

/// The template of what was asked. Not of what came back: a search with one hit may send the reviewer on to the
/// applicant's page, which no decoy ever reaches.
fn question(sighting: &Sighting, slots: &Slots) -> String {
    sighting.capture.as_ref().map_or_else(String::new, |c| slots.address(&c.url, sighting.typed()))
}

/// Whether one of the typed strings holds the whole value; both are folded. The other way round is no echo: a prefix
/// that comes back as a whole name was completed by the target.
fn covers(typed: &BTreeSet<String>, value: &str) -> bool {
    !value.is_empty() && (typed.contains(value) || typed.iter().any(|t| holds_word(t, value)))
}
