//! What an answer answers, where data keep questions apart: `{"questionId": 7, "value": 54}` and `{"id": 7, "text": "Alder"}`, or
//! `{"answers": {"q7": 54}}` and `{"questions": {"q7": {"title": "Alder"}}}`.
//! In: the segments of a unit. Out: the texts of the questions that a segment may be the answer to.

use std::collections::HashMap;

use foldhash::quality::RandomState;

use super::links::{agree, id_of, of_path, tells};
use super::steps::kind;
use crate::extraction::Segments;

/// Fields that hold the text of a question, and its id.
const TITLES: [&str; 11] =
    ["label", "title", "text", "question", "name", "prompt", "caption", "displayname", "spørgsmål", "tekst", "header"];
const IDS: [&str; 7] = ["id", "key", "uuid", "guid", "ref", "code", "slug"];
/// What the names of collections of questions begin with: an id of such a record may be short.
const COLLECTIONS: [&str; 11] =
    ["ques", "fiel", "sche", "attr", "prop", "colu", "defi", "cust", "spør", "felt", "form"];
/// Segments beside an answer among which the id of its question is, and records around it.
const BESIDE: usize = 8;
const RECORDS: usize = 2;
/// Bytes of the longest id, and questions that may have the same.
const LONGEST: usize = 64;
const MOST: usize = 4;

/// A question of a unit.
struct Question {
    /// The record that it is, and how the collections are called that it lies in.
    record: String,
    names: Vec<String>,
    text: usize,
}

/// All questions of a unit by their ids.
pub(super) struct Questions {
    by_id: HashMap<String, Vec<Question>, RandomState>,
}

impl Questions {
    pub fn of(segments: &Segments) -> Questions {
        let mut texts: HashMap<String, usize, RandomState> = HashMap::default();
        let mut ids: Vec<(String, String)> = Vec::new();
        let mut paths = segments.paths();
        for (number, segment) in segments.iter().enumerate() {
            let Some((record, field)) = paths.path(segments.place(number)).rsplit_once('/') else { continue };
            let small = field.to_lowercase();
            // Keys are told behind the values.
            if TITLES.contains(&small.as_str()) && !texts.contains_key(record) && !segment.text.is_empty() {
                texts.insert(record.to_owned(), number);
            } else if IDS.contains(&small.as_str()) && segment.text != field && segment.text.len() <= LONGEST {
                ids.push((segment.text.to_owned(), record.to_owned()));
            }
        }
        // The seventh element of an array is not the one that is called so.
        let called = texts.keys().filter_map(|record| {
            let (collection, key) = record.rsplit_once('/')?;
            let element = kind(key) == "#" && texts.contains_key(&format!("{collection}/0"));
            (!element && key.len() <= LONGEST).then(|| (key.to_owned(), record.clone()))
        });
        let mut called: Vec<_> = called.collect();
        called.sort_by_key(|(_, record)| texts[record]);
        let mut by_id: HashMap<String, Vec<Question>, RandomState> = HashMap::default();
        for (id, record) in ids.into_iter().chain(called) {
            let Some(text) = texts.get(&record).copied() else { continue };
            let of_id = by_id.entry(id).or_default();
            if of_id.len() < MOST {
                let names = of_path(record.rsplit_once('/').map_or("", |(collection, _)| collection));
                of_id.push(Question { record, names, text });
            }
        }
        Questions { by_id }
    }

    /// The texts of the questions that a segment may answer.
    pub fn of_answer(&self, segments: &Segments, number: usize) -> Vec<usize> {
        let mut texts = Vec::new();
        if self.by_id.is_empty() || !segments.get(number).place.name().contains('/') {
            return texts;
        }
        let path = segments.get(number).place.to_string();
        let mut add = |id: &str, kind: Option<&str>| {
            let questions = self.by_id.get(id).into_iter().flatten();
            let own = |question: &&Question| path.starts_with(&question.record);
            let meant = |question: &&Question| match kind {
                Some(kind) => tells(id) || agree(&[kind.to_owned()], &question.names),
                None => {
                    let begins = |name: &String| COLLECTIONS.iter().any(|begin| name.starts_with(begin));
                    tells(id) || question.names.iter().any(begins)
                }
            };
            texts.extend(questions.filter(|question| !own(question) && meant(question)).map(|question| question.text));
        };
        let beside = number.saturating_sub(BESIDE)..(number + BESIDE + 1).min(segments.len());
        let mut record = path.as_str();
        for _ in 0..RECORDS {
            let Some((outer, field)) = record.rsplit_once('/') else { break };
            add(field, None);
            record = outer;
            for at in beside.clone().filter(|at| *at != number) {
                let place = segments.get(at).place.to_string();
                let field = place.strip_prefix(record).and_then(|rest| rest.strip_prefix('/'));
                if let Some(kind) = field.and_then(id_of).filter(|_| segments.text(at).len() <= LONGEST) {
                    add(segments.text(at), Some(&kind).filter(|kind| !kind.is_empty()).map(String::as_str));
                }
            }
            if kind(record.rsplit('/').next().unwrap_or_default()) == "#" {
                break;
            }
        }
        texts
    }
}

#[cfg(test)]
mod tests {
    use crate::detection::sample::detect_answer;

    fn shows(body: &str) -> bool {
        let body = body.replace("MAIL", "fatima.alsayed72@mail.example");
        detect_answer("application/json", &body).iter().any(|m| m.attribute.code() == "P03")
    }

    #[test]
    fn an_answer_is_about_what_its_question_is() {
        for body in [
            r#"{"questions":[{"id":1,"text":"A"},{"id":2,"text":"B"}],"person":{"mail":"MAIL","answers":[{"questionId":1,"value":"x"},{"questionId":2,"value":53}]}}"#,
            r#"{"schema":{"q1":{"title":"A"},"q2":{"title":"B"}},"person":{"mail":"MAIL","answers":{"q1":"x","q2":"53"}}}"#,
            r#"{"questions":{"1":{"title":"A"},"2":{"title":"B"}},"person":{"mail":"MAIL","answers":{"1":"x","2":"53"}}}"#,
            r#"{"definition":{"fields":[{"id":"Xh3kPq9a","title":"A"},{"id":"Lm2wZx7b","title":"B"}]},"answers":[{"field":{"id":"Xh3kPq9a"},"text":"MAIL"},{"field":{"id":"Lm2wZx7b"},"number":53}]}"#,
            r#"{"customFields":[{"id":7,"name":"A"},{"id":8,"name":"B"}],"mail":"MAIL","values":[{"custom_field_id":7,"value":"x"},{"custom_field_id":8,"value":"53"}]}"#,
        ] {
            assert!(shows(&body.replace('A', "Plads").replace('B', "Alder").replace("MPladsIL", "MAIL")), "{body}");
            assert!(!shows(&body.replace('A', "Alder").replace('B', "Plads").replace("MAlderIL", "MAIL")), "{body}");
        }
    }

    #[test]
    fn a_number_that_is_the_id_of_something_else_is_no_answer() {
        for body in [
            r#"{"jobs":[{"id":2,"title":"Alder"}],"person":{"mail":"MAIL","answers":[{"questionId":2,"value":53}]}}"#,
            r#"{"questions":[{"title":"x"},{"title":"y"},{"title":"Alder"}],"person":{"mail":"MAIL","answers":{"2":53}}}"#,
            r#"{"questions":[{"id":2,"text":"Alder"}],"person":{"mail":"MAIL","answers":[{"unitId":2,"value":53}]}}"#,
        ] {
            assert!(!shows(body), "{body}");
        }
    }
}
