//! The answer key as folded literals, each with the rule that makes an occurrence a hit.
//! In: a dataset and the target's ids. Out: [`Key`]. Never: looks at a captured text.

mod dates;
mod forms;

pub(crate) use dates::{age_on, birth_date};

use std::collections::HashMap;

use super::fold::{fold, fold_str};
use super::matches::Anchors;
use super::transforms::DigestSet;
use crate::candidates::{AttributeId, Candidate, Dataset, Strength};

/// When an occurrence of a literal counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Anywhere, but digits at its ends must not go on.
    Free,
    /// Only as a whole word, a hump of camel case, or with a genitive ending.
    Word,
    /// Only as a whole number with ordinary separators inside.
    Number,
    /// Not as a part of a longer address.
    Email,
    /// A whole number beside a word about birth, or in a tied container.
    Date,
    /// A given name.
    Given,
    /// An allowed fact.
    Qualification,
    /// An id that the target gave.
    Anchor,
}

/// A value of a candidate.
#[derive(Debug)]
pub(crate) struct Value {
    pub candidate: u32,
    pub attribute: AttributeId,
    pub text: String,
    /// Whether no other candidate has it.
    pub unique: bool,
}

/// A folded form of a value.
#[derive(Debug, Clone)]
pub(crate) struct Literal {
    pub value: u32,
    pub rule: Rule,
    /// The transform that this form spells out; empty where the captured text itself tells.
    pub tag: &'static str,
    /// For a full name: skeleton length of its first part, and the value that the second part stands for.
    pub split: Option<(usize, u32)>,
}

/// Everything that is searched for.
#[derive(Debug, Default)]
pub(crate) struct Key {
    pub values: Vec<Value>,
    pub patterns: Vec<Vec<u8>>,
    /// The literals of each pattern.
    pub literals: Vec<Vec<Literal>>,
    pub digests: DigestSet,
    index: HashMap<Vec<u8>, u32>,
}

impl Key {
    /// Folds a dataset.
    pub fn new(dataset: &Dataset, anchors: &Anchors) -> Key {
        let mut key = Key::default();
        let mut owners: HashMap<(AttributeId, Vec<u8>), usize> = HashMap::new();
        for a in dataset.candidates.iter().flat_map(|c| &c.attributes) {
            *owners.entry((a.id, fold(&a.value))).or_default() += 1;
        }
        for (number, candidate) in dataset.candidates.iter().enumerate() {
            let number = number as u32;
            let mut names = (None, None);
            for a in &candidate.attributes {
                let unique = owners.get(&(a.id, fold(&a.value))).is_none_or(|n| *n == 1);
                let value = key.value(number, a.id, &a.value, unique);
                match a.id {
                    AttributeId::D01 => names.0 = names.0.or(Some(value)),
                    AttributeId::D02 => names.1 = names.1.or(Some(value)),
                    _ => {}
                }
                key.add_value(value, a.id, &a.value, candidate);
            }
            if let (Some(given), Some(family)) = names {
                key.add_name(given, family, candidate);
            }
            for q in &candidate.qualifications {
                let value = key.value(number, AttributeId::X24, &q.id, true);
                key.literal(&q.value, Literal { value, rule: Rule::Qualification, tag: "", split: None });
            }
            for id in anchors.ids.get(&candidate.id).into_iter().flatten().filter(|id| id.chars().count() >= 4) {
                let value = key.value(number, AttributeId::D20, id, true);
                key.literal(id, Literal { value, rule: Rule::Anchor, tag: "", split: None });
            }
        }
        key
    }

    fn value(&mut self, candidate: u32, attribute: AttributeId, text: &str, unique: bool) -> u32 {
        self.values.push(Value { candidate, attribute, text: text.to_owned(), unique });
        self.values.len() as u32 - 1
    }

    fn add_value(&mut self, value: u32, id: AttributeId, text: &str, candidate: &Candidate) {
        let long = fold(text).len();
        let plain = |rule| Literal { value, rule, tag: "", split: None };
        match id {
            AttributeId::D01 if long >= 4 => self.danish(text, plain(Rule::Given)),
            AttributeId::D01 => {}
            AttributeId::D02 if long >= 4 => self.danish(text, plain(Rule::Word)),
            AttributeId::D02 => {}
            AttributeId::D04 => {
                self.literal(text, plain(Rule::Number));
                for form in [text.to_owned(), text.replace('-', "")] {
                    self.digests.add(&form, value, false);
                }
            }
            AttributeId::D05 => {
                for (form, tag) in dates::forms(text) {
                    self.literal(&form, Literal { tag, ..plain(Rule::Date) });
                }
            }
            AttributeId::D06 => {
                self.disguised(text, plain(Rule::Email));
                for form in [text.to_lowercase(), text.to_owned(), text.to_uppercase()] {
                    self.digests.add(&form, value, true);
                }
                if let Some(local) = text.split('@').next().filter(|l| fold(l).len() >= 8) {
                    self.digests.add(&local.to_lowercase(), value, false);
                }
            }
            AttributeId::D07 => {
                for (form, tag) in forms::phones(text) {
                    self.literal(&form, Literal { tag, ..plain(Rule::Number) });
                    self.digests.add(&form, value, false);
                }
                self.digests.add(text, value, false);
            }
            AttributeId::D08 => {
                for form in forms::addresses(text) {
                    self.danish(&form, plain(Rule::Free));
                }
            }
            AttributeId::X03 => {
                let stem = text.rsplit_once('.').map_or(text, |(stem, _)| stem);
                // `Fatima_AlSayed.jpg` without its ending is the name, which is found as such.
                let only_names = candidate.full_name().is_some_and(|name| fold(&name) == fold(stem));
                let stem = if only_names { text } else { stem };
                if fold(stem).len() >= 8 {
                    self.danish(stem, plain(Rule::Free));
                }
            }
            _ if id.kind().strength == Strength::Strong && long >= 6 => {
                let digits = fold(text).iter().all(u8::is_ascii_digit);
                self.danish(
                    text,
                    plain(if digits {
                        Rule::Number
                    } else if long >= 10 {
                        Rule::Free
                    } else {
                        Rule::Word
                    }),
                );
            }
            _ => {}
        }
    }

    fn add_name(&mut self, given: u32, family: u32, candidate: &Candidate) {
        let (g, f) = (self.values[given as usize].text.clone(), self.values[family as usize].text.clone());
        let rule = if fold(&g).len() + fold(&f).len() >= 10 { Rule::Free } else { Rule::Word };
        for (first, second, a, b) in [(&g, &f, given, family), (&f, &g, family, given)] {
            for (x, y) in forms::danish(first).into_iter().zip(forms::danish(second)) {
                let split = Some((fold(&x).len(), b));
                self.literal(&format!("{x} {y}"), Literal { value: a, rule, tag: "", split });
            }
        }
        let whole = format!("{g} {f}");
        let back: String = fold_str(&whole).chars().rev().collect();
        let split = Some((fold(&f).len(), given));
        self.literal(&back, Literal { value: family, rule, tag: "reversed", split });
        if let Some(name) = candidate.full_name() {
            for form in [name.clone(), name.to_lowercase(), fold_str(&name)] {
                self.digests.add(&form, family, false);
            }
        }
    }

    /// The value in every Danish spelling, backwards and shifted.
    fn disguised(&mut self, text: &str, literal: Literal) {
        self.danish(text, literal.clone());
        let skeleton = fold_str(text);
        self.literal(&skeleton.chars().rev().collect::<String>(), Literal { tag: "reversed", ..literal.clone() });
        let shifted: String = skeleton.chars().map(forms::rot13).collect();
        self.literal(&shifted, Literal { tag: "rot13", ..literal });
    }

    fn danish(&mut self, text: &str, literal: Literal) {
        for form in forms::danish(text) {
            self.literal(&form, literal.clone());
        }
    }

    fn literal(&mut self, text: &str, literal: Literal) {
        let pattern = fold(text);
        if pattern.len() < 4 {
            return;
        }
        let next = self.patterns.len() as u32;
        let at = *self.index.entry(pattern.clone()).or_insert(next);
        if at == next {
            self.patterns.push(pattern);
            self.literals.push(Vec::new());
        }
        let list = &mut self.literals[at as usize];
        if !list.iter().any(|l| l.value == literal.value && l.split == literal.split) {
            list.push(literal);
        }
    }
}
