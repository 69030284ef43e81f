//! An anonymised rendition beside the document that it was made from: what survived, what was taken out, and what was
//! taken out although it may be seen.

use std::time::{Duration, Instant};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use super::finding::AttributeValue;

/// Time for the comparison of the words; what is not aligned in time counts as changed.
const PATIENCE: Duration = Duration::from_secs(20);
/// Stretches of words that are told, and the length of each in characters.
const STRETCHES: usize = 200;
const STRETCH: usize = 300;

/// An identifying value that is still there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Survivor {
    /// Which one.
    pub attribute: AttributeValue,
    /// Where in the rendition.
    pub place: String,
    /// In which disguise; empty where it stands as it is.
    pub disguise: Vec<String>,
    /// Why nobody sees it, where nobody does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concealed: Option<String>,
}

/// A document of a candidate, as its words and what was found in them.
#[derive(Debug, Clone, Default)]
pub struct Side {
    /// All words that a reader sees, in their order.
    pub words: Vec<String>,
    /// Identifying values in all that can be read, hidden text and metadata included.
    pub values: Vec<Survivor>,
    /// Ids of the qualifications that stand in it.
    pub qualifications: Vec<String>,
    /// What could not be read.
    pub gaps: Vec<String>,
}

/// The outcome of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RenditionReport {
    /// Whose document it is.
    pub candidate: String,
    /// Identifying values that are still there: leaks.
    pub survived: Vec<Survivor>,
    /// Identifying values of the original that are gone: what anonymising is for.
    pub removed: Vec<AttributeValue>,
    /// Qualifications of the original that are still there.
    pub kept: Vec<String>,
    /// Qualifications that are gone although they may be seen.
    pub lost: Vec<String>,
    /// Words of the original.
    pub words: u64,
    /// Words of the original that stand in the rendition, in the same order.
    pub words_kept: u64,
    /// Stretches of the original that are not in the rendition.
    pub taken_out: Vec<String>,
    /// Stretches of the rendition that are not in the original: what was put in their place.
    pub put_in: Vec<String>,
    /// What could not be read on either side.
    pub gaps: Vec<String>,
}

/// A document that a reviewer was handed, beside the one that its candidate sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ShownDocument {
    /// The role that was handed it.
    pub role: String,
    /// The stage at which it was.
    pub stage: String,
    /// Its address.
    pub url: String,
    /// SHA-256 of its bytes.
    pub evidence: String,
    /// Name of the original in the answer key.
    pub original: String,
    /// What became of it.
    pub outcome: RenditionReport,
}

/// Compares a rendition with its original.
pub fn compare_rendition(candidate: &str, original: &Side, rendition: &Side) -> RenditionReport {
    let deadline = Instant::now().checked_add(PATIENCE);
    let folded = |words: &[String]| words.iter().map(|w| w.to_lowercase()).collect::<Vec<_>>();
    let (before, after) = (folded(&original.words), folded(&rendition.words));
    let steps = capture_diff_slices_deadline(Algorithm::Patience, &before, &after, deadline);
    let (mut kept, mut taken_out, mut put_in) = (0, Vec::new(), Vec::new());
    for step in steps {
        match step {
            DiffOp::Equal { len, .. } => kept += len,
            DiffOp::Delete { old_index, old_len, .. } => {
                taken_out.push(&original.words[old_index..old_index + old_len])
            }
            DiffOp::Insert { new_index, new_len, .. } => put_in.push(&rendition.words[new_index..new_index + new_len]),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                taken_out.push(&original.words[old_index..old_index + old_len]);
                put_in.push(&rendition.words[new_index..new_index + new_len]);
            }
        }
    }
    let survives = |value: &AttributeValue| rendition.values.iter().any(|s| &s.attribute == value);
    let mut removed: Vec<AttributeValue> =
        original.values.iter().map(|s| s.attribute.clone()).filter(|value| !survives(value)).collect();
    removed.sort();
    removed.dedup();
    let mut survived = rendition.values.clone();
    survived.sort();
    survived.dedup();
    let (still, gone): (Vec<_>, Vec<_>) =
        original.qualifications.iter().cloned().partition(|q| rendition.qualifications.contains(q));
    let gaps = original.gaps.iter().map(|g| format!("original: {g}"));
    RenditionReport {
        candidate: candidate.to_owned(),
        survived,
        removed,
        kept: still,
        lost: gone,
        words: original.words.len() as u64,
        words_kept: kept as u64,
        taken_out: stretches(&taken_out),
        put_in: stretches(&put_in),
        gaps: gaps.chain(rendition.gaps.iter().map(|g| format!("rendition: {g}"))).collect(),
    }
}

fn stretches(words: &[&[String]]) -> Vec<String> {
    let told = |words: &&[String]| {
        let text = words.join(" ");
        match text.char_indices().nth(STRETCH) {
            Some((at, _)) => format!("{}…", &text[..at]),
            None => text,
        }
    };
    words.iter().take(STRETCHES).map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::AttributeId;

    fn side(text: &str, values: &[(AttributeId, &str)], qualifications: &[&str]) -> Side {
        let survivor = |(id, value): &(AttributeId, &str)| Survivor {
            attribute: AttributeValue { id: *id, value: (*value).to_owned() },
            place: "p".into(),
            disguise: Vec::new(),
            concealed: None,
        };
        Side {
            words: text.split_whitespace().map(str::to_owned).collect(),
            values: values.iter().map(survivor).collect(),
            qualifications: qualifications.iter().map(|q| (*q).to_owned()).collect(),
            gaps: Vec::new(),
        }
    }

    #[test]
    fn what_survived_what_was_removed_and_what_was_removed_too_much_are_told_apart() {
        let name = (AttributeId::D02, "Sørensen");
        let mail = (AttributeId::D06, "a@b.example");
        let original = side("CV Anna Sørensen a@b.example Ledede 17 børnehaver", &[name, mail], &["Q1", "Q2"]);
        let rendition = side("CV [fjernet] a@b.example Ledede", &[mail], &["Q2"]);
        let report = compare_rendition("c1", &original, &rendition);
        assert_eq!(report.survived.iter().map(|s| s.attribute.id).collect::<Vec<_>>(), [AttributeId::D06]);
        assert_eq!(report.removed.iter().map(|v| v.id).collect::<Vec<_>>(), [AttributeId::D02]);
        assert_eq!((report.kept, report.lost), (vec!["Q2".to_owned()], vec!["Q1".to_owned()]));
        assert_eq!((report.words, report.words_kept), (7, 3));
        assert_eq!(report.taken_out, ["Anna Sørensen", "17 børnehaver"]);
        assert_eq!(report.put_in, ["[fjernet]"]);
    }
}
