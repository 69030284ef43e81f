//! Documents that reviewers were handed, each beside the one that its candidate sent: what survived the anonymisation,
//! what was taken out, and what was taken out although it may be seen.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashSet};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::rendition::side;
use super::scan::{file_unit, unit_of};
use crate::candidates::{Candidate, Document, fold};
use crate::detection::Detector;
use crate::evidence::{Bundle, Capture, Engine};
use crate::extraction::{Extraction, Limits, extract_text};
use crate::findings::{AssessmentInput, AttributeValue, ShownDocument, Side, Sighting, Survivor, compare_rendition};

/// Formats that a document is sent and handed out in.
const FORMATS: [&str; 5] = ["pdf", "docx", "odt", "rtf", "ole"];
/// Documents that are compared at most: each takes some of the time of a report.
const MOST: usize = 200;
/// Words that follow each other and are looked for in both documents.
const WORDS: usize = 3;
/// Share of these that two documents must have in common where nothing else says whose the one is.
const SHARE: f64 = 0.2;

/// A document that a candidate sent; read when it is first compared with another.
struct Original<'i> {
    candidate: &'i Candidate,
    document: &'i Document,
    read: OnceCell<(Extraction, HashSet<String>)>,
}

impl Original<'_> {
    /// Its text and its phrases.
    fn read(&self, folder: &Path, limits: &Limits) -> &(Extraction, HashSet<String>) {
        self.read.get_or_init(|| {
            let unit = file_unit(&folder.join(&self.document.path));
            let text = match unit {
                Ok(unit) => extract_text(&unit, limits),
                Err(reason) => Extraction { gaps: vec![reason], ..Extraction::default() },
            };
            let phrases = phrases(&text);
            (text, phrases)
        })
    }
}

/// Compares the documents that reviewing roles were handed, and says how many could not be: those that belong to nobody,
/// that hold no text to compare, or that are too many.
pub(super) fn documents(
    bundle: &Mutex<Bundle>,
    input: &AssessmentInput,
    detector: &Detector,
    limits: &Limits,
) -> (Vec<ShownDocument>, u64) {
    let handed = handed(input);
    let originals = if handed.is_empty() { Vec::new() } else { originals(input) };
    let all = handed.len();
    let compared: Vec<ShownDocument> = handed
        .into_iter()
        .take(MOST)
        .filter_map(|shown| compare(bundle, input, shown, &originals, detector, limits))
        .collect();
    let left = (all - compared.len()) as u64;
    (compared, left)
}

/// The documents among what was seen, each once for a role.
fn handed(input: &AssessmentInput) -> Vec<&Sighting> {
    let mut seen = HashSet::new();
    let documents = input.sightings.iter().filter(|sighting| {
        sighting.capture.as_ref().is_some_and(|capture| {
            capture.provenance.engine != Engine::Submission
                && input.is_reviewing(&capture.provenance.role)
                && is_document(capture, &sighting.formats)
                && seen.insert((capture.provenance.role.as_str(), sighting.sha256.as_str()))
        })
    });
    documents.collect()
}

/// Whether the outermost format is that of a document: an office file is an archive, then an office file, then of its kind.
/// An archive of several documents looks the same, and says what it is.
fn is_document(capture: &Capture, formats: &[String]) -> bool {
    !capture.media_type.contains("zip") && formats.iter().take(3).any(|format| FORMATS.contains(&format.as_str()))
}

/// The documents that the accepted candidates sent.
fn originals(input: &AssessmentInput) -> Vec<Original<'_>> {
    let mut originals = Vec::new();
    for receipt in input.receipts.iter().filter(|receipt| receipt.accepted) {
        let Some(candidate) = input.dataset.candidates.iter().find(|c| c.id.0 == receipt.candidate) else { continue };
        let sent: BTreeSet<&str> = receipt.sent.values().filter_map(|sent| Some(sent.split_once(" as ")?.0)).collect();
        let documents = candidate.documents.iter().filter(|d| sent.contains(d.name.as_str()));
        let no_picture = documents.filter(|d| !d.media_type.starts_with("image/"));
        originals.extend(no_picture.map(|d| Original { candidate, document: d, read: OnceCell::new() }));
    }
    originals
}

fn compare(
    bundle: &Mutex<Bundle>,
    input: &AssessmentInput,
    shown: &Sighting,
    originals: &[Original<'_>],
    detector: &Detector,
    limits: &Limits,
) -> Option<ShownDocument> {
    let capture = shown.capture.as_ref()?;
    let body = bundle.lock().unwrap_or_else(PoisonError::into_inner).body(capture).ok()?;
    let text = extract_text(&unit_of(capture, body), limits);
    let folder = &input.dataset.folder;
    let owner = owner(input, shown);
    let phrases = phrases(&text);
    let common = |original: &Original<'_>| {
        let (_, own) = original.read(folder, limits);
        own.intersection(&phrases).count() as f64 / own.len().min(phrases.len()).max(1) as f64
    };
    let of_owner = originals.iter().filter(|o| owner.is_none_or(|id| o.candidate.id.0 == id));
    let (original, share) =
        of_owner.map(|o| (o, common(o))).fold(None, |best: Option<(&Original<'_>, f64)>, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        })?;
    if share <= if owner.is_some() { 0.0 } else { SHARE } {
        return None;
    }
    let before = side(detector, original.candidate, &original.read(folder, limits).0);
    let mut after = side(detector, original.candidate, &text);
    also_seen(&mut after, shown, original.candidate);
    Some(ShownDocument {
        role: capture.provenance.role.clone(),
        stage: capture.provenance.stage.clone(),
        url: capture.url.clone(),
        evidence: shown.sha256.clone(),
        original: original.document.name.clone(),
        outcome: compare_rendition(&original.candidate.id.0, &before, &after),
    })
}

/// Whose document it is, as its address or what was found in it says.
fn owner<'i>(input: &'i AssessmentInput, shown: &'i Sighting) -> Option<&'i str> {
    let url = &shown.capture.as_ref()?.url;
    let names = |value: &String| value.chars().count() >= 4 && url.contains(value.as_str());
    let by_address = input.receipts.iter().find(|r| r.accepted && r.captured.values().any(names));
    let mut found = shown.matches.matches.iter().map(|m| m.candidate.0.as_str());
    by_address.map(|r| r.candidate.as_str()).or_else(|| found.next().filter(|first| found.all(|other| other == *first)))
}

/// What was found in letters of pictures, which the text alone does not hold.
fn also_seen(side: &mut Side, shown: &Sighting, candidate: &Candidate) {
    for m in shown.matches.matches.iter().filter(|m| m.candidate == candidate.id) {
        let attribute = AttributeValue { id: m.attribute, value: m.value.clone() };
        if !side.values.iter().any(|s| s.attribute == attribute) {
            let concealed = m.concealed.map(|c| format!("{c:?}"));
            side.values.push(Survivor { attribute, place: m.place.clone(), disguise: m.disguise.0.clone(), concealed });
        }
    }
}

/// The words of a document, three at a time.
fn phrases(extraction: &Extraction) -> HashSet<String> {
    let words: Vec<String> = extraction
        .segments
        .iter()
        .flat_map(|segment| segment.text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(fold)
        .collect();
    words.windows(WORDS).map(|words| words.join(" ")).collect()
}
