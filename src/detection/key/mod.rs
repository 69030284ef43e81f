//! The answer key as folded literals, each with the rule that makes an occurrence a hit.
//! In: a dataset and the target's ids. Out: [`Key`]. Never: looks at a captured text.

mod dates;
mod forms;
mod literals;

pub(crate) use dates::{age_on, birth_date, month_names};
pub(crate) use literals::{Literal, Literals};

use std::collections::HashMap;
use std::hash::BuildHasher;

use super::fold::{fold, fold_str};
use super::kernel::Patterns;
use super::matches::Anchors;
use super::transforms::{DigestSet, Effort, Fact, Person};
use crate::candidates::{AttributeId, Candidate, Dataset, Strength, is_common_word};

/// When an occurrence of a literal counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    /// Anywhere, but digits at its ends must not go on.
    Free,
    /// Only as a whole word, a hump of camel case, or with a genitive ending.
    Word,
    /// Only as a whole number with ordinary separators inside.
    Number,
    /// A telephone number backwards, which is somebody's number as it stands: only in a tied container.
    Backwards,
    /// Not as a part of a longer address.
    Email,
    /// A whole number beside a word about birth, or in a tied container.
    Date,
    /// A given name.
    Given,
    /// The local part of an address: as a whole, and not before an @.
    Local,
    /// A user name made of the name: a whole word, digits may follow.
    User,
    /// The beginning of a value, cut off with dots.
    CutByDots,
    /// The beginning of a value, cut off with dots, or at the end of a word when most of it is there.
    Cut,
    /// The beginning of the name of a file that is mostly somebody's name: only where the name of a file goes on.
    CutFile,
    /// The first half of a CPR number, with stars for the second one.
    Masked,
    /// A short code, such as the number of an authorisation: as a whole.
    Code,
    /// An allowed fact.
    Qualification,
    /// An id that the target gave.
    Anchor,
    /// Almost the value, in text that was read out of a picture.
    Alike,
}

impl Rule {
    /// Whether an occurrence may begin inside of a word.
    fn is_anywhere(self) -> bool {
        matches!(self, Rule::Free | Rule::Email | Rule::Cut | Rule::CutByDots | Rule::CutFile)
    }
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

/// Everything that is searched for.
#[derive(Debug, Default)]
pub(crate) struct Key {
    pub values: Vec<Value>,
    pub patterns: Patterns,
    pub literals: Literals,
    pub digests: DigestSet,
    /// The first letter of each candidate's family name, in small.
    pub family_initials: Vec<Option<char>>,
    /// Patterns by a hash of theirs, while the key is made.
    index: HashMap<u64, u32>,
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
            let family = candidate.value(AttributeId::D02).and_then(|f| f.chars().next());
            key.family_initials.push(family.and_then(|c| c.to_lowercase().next()));
            let spelled = names(candidate);
            let mut names = (None, None);
            let mut person = Person::default();
            for a in &candidate.attributes {
                // A name that is an ordinary word stands on pages that are about nobody.
                let word = a.id == AttributeId::D01 && is_common_word(&crate::candidates::fold(&a.value));
                let unique = !word && owners.get(&(a.id, fold(&a.value))).is_none_or(|n| *n == 1);
                let value = key.value(number, a.id, &a.value, unique);
                match a.id {
                    AttributeId::D01 => names.0 = names.0.or(Some(value)),
                    AttributeId::D02 => names.1 = names.1.or(Some(value)),
                    _ => {}
                }
                key.add_value(value, a.id, &a.value, candidate, &spelled);
                forms::facts(a.id, &a.value).into_iter().for_each(|(fact, text)| person.add(fact, text, &[value]));
            }
            if let (Some(given), Some(family)) = names {
                key.add_name(given, family, candidate);
                person.add(Fact::Name, candidate.full_name().unwrap_or_default(), &[given, family]);
            }
            for q in &candidate.qualifications {
                let value = key.value(number, AttributeId::X24, &q.id, true);
                key.literal(&q.value, Literal::plain(value, Rule::Qualification));
            }
            for id in anchors.ids.get(&candidate.id).into_iter().flatten().filter(|id| id.chars().count() >= 4) {
                let value = key.value(number, AttributeId::D20, id, true);
                key.literal(id, Literal::plain(value, Rule::Anchor));
                person.add(Fact::Id, id.clone(), &[]);
            }
            key.digests.add_person(person);
        }
        key.digests.index();
        key.index = HashMap::new();
        key.values.shrink_to_fit();
        key.literals.shrink();
        key
    }

    fn value(&mut self, candidate: u32, attribute: AttributeId, text: &str, unique: bool) -> u32 {
        self.values.push(Value { candidate, attribute, text: text.to_owned(), unique });
        self.values.len() as u32 - 1
    }

    fn add_value(&mut self, value: u32, id: AttributeId, text: &str, candidate: &Candidate, spelled: &[String]) {
        let long = fold(text).len();
        let plain = |rule| Literal::plain(value, rule);
        match id {
            AttributeId::D01 if long >= 4 => self.danish(text, plain(Rule::Given)),
            AttributeId::D01 => {}
            AttributeId::D02 if long >= 4 => {
                self.danish(text, plain(Rule::Word));
                for form in [text, &text.to_lowercase(), &fold_str(text)] {
                    self.digests.add(form, value, Effort::Plain);
                }
            }
            AttributeId::D02 => {}
            // A name in other letters, a former name: initials are too short to be looked for.
            AttributeId::D03 if long >= 8 && !text.contains('.') => self.danish(text, plain(Rule::Free)),
            AttributeId::D04 => {
                let bare: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
                let rule = if bare.bytes().all(|b| b.is_ascii_digit()) { Rule::Number } else { Rule::Free };
                self.literal(text, plain(rule));
                let back: String = bare.chars().rev().collect();
                self.literal(&back, Literal { tag: "reversed", ..plain(rule) });
                if let Some(half) = bare.get(..6).filter(|_| rule == Rule::Number && bare.len() == 10) {
                    self.literal(half, Literal { tag: "masked", ..plain(Rule::Masked) });
                }
                for form in [text, &bare] {
                    self.digests.add(form, value, Effort::Number);
                }
            }
            AttributeId::D05 => {
                for (form, tag) in dates::forms(text) {
                    self.literal(&form, Literal { tag, ..plain(Rule::Date) });
                }
                if let Some(date) = birth_date(text) {
                    for pattern in ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%Y%m%d", "%d%m%Y", "%d%m%y"] {
                        self.digests.add(&date.format(pattern).to_string(), value, Effort::Plain);
                    }
                }
            }
            AttributeId::D06 => {
                self.disguised(text, plain(Rule::Email));
                for form in [text.to_lowercase(), text.to_owned(), text.to_uppercase()] {
                    self.digests.add(&form, value, Effort::Layered);
                }
                self.digests.add(&format!("mailto:{}", text.to_lowercase()), value, Effort::Layered);
                for form in forms::spelled_out(text) {
                    self.literal(&form, Literal { tag: "spelled-out", ..plain(Rule::Free) });
                }
                self.cut(text, 0, Literal { tag: "truncated", ..plain(Rule::CutByDots) });
                if let Some(local) = text.split('@').next().filter(|l| fold(l).len() >= 8) {
                    self.digests.add(&local.to_lowercase(), value, Effort::Plain);
                    // A bare name is found as the name.
                    if !is_name(local, spelled) {
                        self.literal(local, Literal { tag: "local-part", ..plain(Rule::Local) });
                    }
                }
            }
            AttributeId::D07 => {
                for (form, tag) in forms::phones(text) {
                    self.literal(&form, Literal { tag, ..plain(Rule::Number) });
                    if form.len() == 8 {
                        let back: String = form.chars().rev().collect();
                        self.literal(&back, Literal { tag: "reversed", ..plain(Rule::Backwards) });
                        let code = forms::country_code(text).unwrap_or("45");
                        self.digests.add(&format!("+{code}{form}"), value, Effort::Number);
                    }
                    self.digests.add(&form, value, Effort::Number);
                }
                self.digests.add(text, value, Effort::Plain);
            }
            AttributeId::D12 => {
                self.danish(text, plain(Rule::Free));
                self.digests.add(text, value, Effort::Plain);
                if let Some(handle) = forms::handle(text) {
                    let rule = if fold(handle).len() >= 8 { Rule::Free } else { Rule::Word };
                    if !is_name(handle, spelled) {
                        self.literal(handle, Literal { tag: "handle", ..plain(rule) });
                    }
                }
            }
            AttributeId::D08 => {
                self.digests.add(text, value, Effort::Plain);
                for form in forms::coordinates(text) {
                    self.literal(&form, plain(Rule::Number));
                }
                for form in forms::addresses(text) {
                    self.danish(&form, plain(Rule::Free));
                    let back: String = form.chars().rev().collect();
                    self.literal(&back, Literal { tag: "reversed", ..plain(Rule::Free) });
                }
            }
            AttributeId::X03 => {
                let stem = text.rsplit_once('.').map_or(text, |(stem, _)| stem);
                // `Fatima_AlSayed.jpg` without its ending is the name, which is found as such.
                let only_names = candidate.full_name().is_some_and(|name| fold(&name) == fold(stem));
                let stem = if only_names { text } else { stem };
                if fold(stem).len() >= 8 {
                    self.danish(stem, plain(Rule::Free));
                    let (before, behind) = around_the_name(stem, spelled);
                    self.cut(stem, behind, Literal { tag: "truncated", ..plain(Rule::Cut) });
                    // Cut inside the name, as in `CV_Fatima_AlSa_x2drp4s.pdf`, it is more than a name that is cut.
                    let skeleton = fold_str(stem);
                    if let Some(to_the_name) = skeleton.get(..behind.saturating_sub(2)).filter(|_| before >= 2) {
                        self.cut(to_the_name, before + 6, Literal { tag: "truncated", ..plain(Rule::CutFile) });
                    }
                }
            }
            AttributeId::D14 if (4..6).contains(&long) => self.literal(text, plain(Rule::Code)),
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
        let parts = forms::parts(&f);
        for whole in std::iter::once(f.as_str()).chain(parts.iter().copied()) {
            self.full_name((&g, given), (whole, family));
            self.user_names(&g, whole, family);
        }
        let rule = if fold(&g).len() + fold(&f).len() >= 10 { Rule::Free } else { Rule::Word };
        let back: String = format!("{g} {f}").chars().rev().collect();
        let split = Some((fold(&f).len(), given));
        self.literal(&back, Literal { tag: "reversed", split, ..Literal::plain(family, rule) });
        let shifted: String = fold_str(&format!("{g} {f}")).chars().map(forms::rot13).collect();
        let split = Some((fold(&g).len(), family));
        self.literal(&shifted, Literal { tag: "rot13", split, ..Literal::plain(given, rule) });
        if let Some(name) = candidate.full_name() {
            let small = name.to_lowercase();
            for form in [&name, &small, &small.replace(' ', ""), &fold_str(&name)] {
                self.digests.add(form, family, Effort::Plain);
            }
        }
    }

    /// Both orders of a name in every Danish spelling, whole and cut.
    fn full_name(&mut self, given: (&str, u32), family: (&str, u32)) {
        let rule = if fold(given.0).len() + fold(family.0).len() >= 10 { Rule::Free } else { Rule::Word };
        for ((first, a), (second, b)) in [(given, family), (family, given)] {
            // Two plain names are written in one way.
            let spellings = if forms::is_plain(first) && forms::is_plain(second) { 1 } else { usize::MAX };
            let whole = format!("{}{}", fold_str(first), fold_str(second));
            for (x, y) in forms::danish(first).into_iter().zip(forms::danish(second)).take(spellings) {
                let (x, y) = (fold_str(&x), fold_str(&y));
                let spelled = format!("{x}{y}");
                if spelled != whole && (spelled.len() < 8 || !forms::says_enough(&spelled, &whole)) {
                    continue;
                }
                let split = Some((x.len(), b));
                self.literal(&format!("{x}{y}"), Literal { split, ..Literal::plain(a, rule) });
                if y.len() >= 5 && x.len() >= 4 && y.is_char_boundary(3) {
                    let rest = &y.as_bytes()[3..];
                    let literal = Literal { tag: "truncated", split, rest, ..Literal::plain(a, Rule::Cut) };
                    self.literal(&format!("{x}{}", &y[..3]), literal);
                }
            }
        }
    }

    /// Initial and family name in one word, in both orders.
    fn user_names(&mut self, given: &str, family: &str, value: u32) {
        let Some(initial) = fold_str(given).chars().next() else { return };
        for name in forms::danish(family).iter().map(|f| fold_str(f)).filter(|f| f.len() >= 6) {
            // A name with an s behind it is the genitive of whoever has that name.
            let behind = (initial != 's').then(|| format!("{name}{initial}"));
            for form in [Some(format!("{initial}{name}")), behind].into_iter().flatten() {
                self.literal(&form, Literal { tag: "user-name", ..Literal::plain(value, Rule::User) });
            }
        }
    }

    /// The first six tenths of a value, eight characters and `least` bytes of its skeleton at least.
    fn cut(&mut self, text: &str, least: usize, literal: Literal<'_>) {
        let skeleton = fold_str(text);
        let mut at = (skeleton.len() * 6 / 10).max(8).max(least);
        while at < skeleton.len() && !skeleton.is_char_boundary(at) {
            at += 1;
        }
        if at < skeleton.len() {
            let rest = &skeleton.as_bytes()[at..];
            self.literal(&skeleton[..at], Literal { rest, ..literal });
        }
    }

    /// The value in every Danish spelling, backwards and shifted.
    fn disguised(&mut self, text: &str, literal: Literal<'_>) {
        self.danish(text, literal);
        let skeleton = fold_str(text);
        self.literal(&text.chars().rev().collect::<String>(), Literal { tag: "reversed", ..literal });
        let shifted: String = skeleton.chars().map(forms::rot13).collect();
        self.literal(&shifted, Literal { tag: "rot13", ..literal });
    }

    fn danish(&mut self, text: &str, literal: Literal<'_>) {
        if forms::is_plain(text) {
            return self.literal(text, literal);
        }
        let whole = fold_str(text);
        for form in forms::danish(text) {
            if forms::says_enough(&fold_str(&form), &whole) {
                self.literal(&form, literal);
            }
        }
    }

    fn literal(&mut self, text: &str, literal: Literal<'_>) {
        let pattern = fold(text);
        if pattern.len() < 4 {
            return;
        }
        let mut hash = self.index.hasher().hash_one(&pattern);
        let number = loop {
            match self.index.get(&hash) {
                Some(number) if self.patterns.get(*number) == pattern => break *number,
                // Another pattern of the same hash.
                Some(_) => hash = hash.wrapping_add(1),
                None => {
                    let number = self.patterns.add(&pattern);
                    self.index.insert(hash, number);
                    break number;
                }
            }
        };
        if literal.rule.is_anywhere() {
            self.patterns.set_anywhere(number);
        }
        self.literals.add(number, literal);
    }
}

/// The names of a candidate and their parts in every spelling, folded, the longest first.
fn names(candidate: &Candidate) -> Vec<String> {
    let values = [AttributeId::D01, AttributeId::D02].into_iter().filter_map(|id| candidate.value(id));
    let mut names: Vec<String> = values
        .flat_map(|name| std::iter::once(name).chain(forms::parts(name)))
        .flat_map(forms::danish)
        .map(|form| fold_str(&form))
        .filter(|form| !form.is_empty())
        .collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    names.dedup();
    names
}

/// Whether a text holds the candidate's names in some order, and no more than an initial besides.
fn is_name(text: &str, names: &[String]) -> bool {
    let mut rest = fold_str(text);
    for name in names {
        rest = rest.replacen(name, "", 1);
    }
    rest.len() <= 1
}

/// How many bytes of the skeleton of a file name stand before the names in it, and how many there must be, so that it is not
/// the bare name.
fn around_the_name(stem: &str, names: &[String]) -> (usize, usize) {
    let skeleton = fold_str(stem);
    let places = names.iter().filter_map(|name| skeleton.find(name).map(|at| (at, at + name.len() + 2)));
    places.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((0, 0))
}
