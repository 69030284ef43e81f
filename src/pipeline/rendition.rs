//! A rendition and its original, read and searched for one candidate's values.

use std::path::Path;

use super::PipelineError;
use super::scan::file_unit;
use crate::candidates::{AttributeId, Candidate, Dataset, fold};
use crate::detection::{Anchors, Detector};
use crate::extraction::{Extraction, Limits, Part, Place, extract};
use crate::findings::{AttributeValue, RenditionReport, Side, Survivor, compare_rendition};

/// Compares an anonymised rendition with the document that it was made from. Without `candidate` it is the one of whom
/// most stands in the original.
pub fn rendition(
    original: &Path,
    rendition: &Path,
    dataset: &Dataset,
    candidate: Option<&str>,
    limits: &Limits,
) -> Result<RenditionReport, PipelineError> {
    let usage =
        |what: &Path, reason: String| PipelineError::Usage { what: format!("compare {}", what.display()), reason };
    let read = |path: &Path| file_unit(path).map(|unit| extract(&unit, limits)).map_err(|reason| usage(path, reason));
    let (before, after) = (read(original)?, read(rendition)?);
    let detector = Detector::new(dataset, &Anchors::default());
    let candidate = match candidate {
        Some(id) => dataset.candidates.iter().find(|c| c.id.0 == id),
        None => owner(&detector, dataset, &before),
    };
    let Some(candidate) = candidate else {
        let reason = "no candidate of the answer key stands in it; name one with `--candidate ID`".to_owned();
        return Err(usage(original, reason));
    };
    let side = |extraction: &Extraction| side(&detector, candidate, extraction);
    Ok(compare_rendition(&candidate.id.0, &side(&before), &side(&after)))
}

fn owner<'d>(detector: &Detector, dataset: &'d Dataset, extraction: &Extraction) -> Option<&'d Candidate> {
    let found = detector.search(extraction).matches;
    let hits = |c: &Candidate| found.iter().filter(|m| m.candidate == c.id).count();
    dataset.candidates.iter().max_by_key(|c| hits(c)).filter(|c| hits(c) > 0)
}

/// What of one candidate stands in a document.
pub(super) fn side(detector: &Detector, candidate: &Candidate, extraction: &Extraction) -> Side {
    let found = detector.search(extraction);
    let mut values: Vec<Survivor> = found
        .matches
        .iter()
        .filter(|m| m.candidate == candidate.id)
        .map(|m| Survivor {
            attribute: AttributeValue { id: m.attribute, value: m.value.clone() },
            place: m.place.clone(),
            disguise: m.disguise.0.clone(),
            concealed: m.concealed.map(|c| format!("{c:?}")),
        })
        .collect();
    let known = |values: &[Survivor], id, value: &str| {
        values.iter().any(|s: &Survivor| s.attribute.id == id && s.attribute.value == value)
    };
    // Whose document it is, is known: what proves nothing on a page of many people counts here.
    let texts: Vec<(String, Place<'_>)> =
        extraction.segments.iter().map(|s| (format!(" {} ", spaced(s.text)), s.place)).collect();
    for attribute in &candidate.attributes {
        let value = spaced(&attribute.value);
        // Pictures have names in the answer key, no words.
        let is_picture = matches!(attribute.id, AttributeId::D10 | AttributeId::D11);
        if is_picture || value.len() < 2 || known(&values, attribute.id, &attribute.value) {
            continue;
        }
        let whole = format!(" {value} ");
        if let Some((_, place)) = texts.iter().find(|(text, _)| text.contains(&whole)) {
            values.push(Survivor {
                attribute: AttributeValue { id: attribute.id, value: attribute.value.clone() },
                place: place.to_string(),
                disguise: Vec::new(),
                concealed: None,
            });
        }
    }
    let shown = extraction.segments.iter().filter(|s| s.concealed.is_none() && is_shown(s.part));
    let qualifications = found.qualifications.into_iter().filter(|(id, _)| *id == candidate.id).map(|(_, q)| q);
    Side {
        words: shown.flat_map(|s| s.text.split_whitespace().map(str::to_owned)).collect(),
        values,
        qualifications: qualifications.collect(),
        gaps: extraction.gaps.iter().chain(&found.gaps).cloned().collect(),
    }
}

fn is_shown(part: Part) -> bool {
    matches!(part, Part::VisibleText | Part::DocumentText | Part::PlainText | Part::Cell | Part::ImageText)
}

/// Words without case and marks, one space between them.
fn spaced(text: &str) -> String {
    text.split(|c: char| !c.is_alphanumeric()).map(fold).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}
