//! Which attributes of a candidate a submission really planted: those in sent fields, file names and documents.

use std::collections::{BTreeMap, BTreeSet};

use crate::candidates::Candidate;
use crate::scenario::Played;

/// Attribute ids that stand in what was sent, and those that the answer key places in documents that were sent.
pub(super) fn planted(candidate: &Candidate, played: &Played) -> Vec<String> {
    let documents: BTreeSet<&str> = played.files.values().map(|(document, _)| document.as_str()).collect();
    let texts: Vec<&str> =
        played.sent.values().map(String::as_str).chain(played.files.values().map(|(_, file)| file.as_str())).collect();
    let ids: BTreeSet<&'static str> = candidate
        .attributes
        .iter()
        .filter(|a| {
            texts.iter().any(|t| holds(t, &a.value)) || a.places.iter().any(|p| documents.contains(p.document.as_str()))
        })
        .map(|a| a.id.code())
        .collect();
    ids.into_iter().map(str::to_owned).collect()
}

/// For each field of the target's form: the attribute ids in it, or the document and the file name it was sent under.
pub(super) fn sent_by_field(candidate: &Candidate, played: &Played) -> BTreeMap<String, String> {
    let texts = played.sent.iter().map(|(field, text)| {
        let ids: BTreeSet<&str> =
            candidate.attributes.iter().filter(|a| holds(text, &a.value)).map(|a| a.id.code()).collect();
        let shown = match ids.is_empty() {
            true => "no attribute".to_owned(),
            false => ids.into_iter().collect::<Vec<_>>().join(" "),
        };
        (field.clone(), shown)
    });
    let files = played.files.iter().map(|(field, (document, file))| (field.clone(), format!("{document} as {file}")));
    texts.chain(files).collect()
}

/// Whether a value stands in a text as a word of its own: `53` is not in `1532`.
fn holds(text: &str, value: &str) -> bool {
    let value = value.trim();
    !value.is_empty()
        && text.match_indices(value).any(|(at, _)| {
            let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !joins(text[..at].chars().next_back()) && !joins(text[at + value.len()..].chars().next())
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::Dataset;

    fn candidate() -> Candidate {
        let json = r#"{"candidates":[{"id":"c1","attributes":[
            {"id":"D01","value":"Fatima"},{"id":"P03","value":"53"},{"id":"D10","value":"photo",
             "places":[{"document":"photo","part":"image"}]},{"id":"D04","value":"751272-1234",
             "places":[{"document":"cv_pdf","part":"text"}]}]}]}"#;
        let mut dataset: Dataset = serde_json::from_str(json).unwrap();
        dataset.candidates.remove(0)
    }

    #[test]
    fn values_in_fields_and_in_sent_documents_are_planted_and_nothing_else() {
        let played = Played {
            sent: BTreeMap::from([("navn".into(), "Fatima Al-Sayed".into()), ("tlf".into(), "1532".into())]),
            files: BTreeMap::from([("cv".into(), ("cv_pdf".into(), "CV_Fatima.pdf".into()))]),
            ..Played::default()
        };
        assert_eq!(planted(&candidate(), &played), ["D01", "D04"]);
        let sent = sent_by_field(&candidate(), &played);
        assert_eq!(sent["navn"], "D01");
        assert_eq!(sent["tlf"], "no attribute");
        assert_eq!(sent["cv"], "cv_pdf as CV_Fatima.pdf");
    }
}
