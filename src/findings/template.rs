//! Addresses and places with whatever changes from run to run taken out, so that the same broken template is the same
//! finding for every candidate, every run, and every installation.

use aho_corasick::{AhoCorasick, MatchKind};
use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use url::Url;

use crate::candidates::{Dataset, Strength};
use crate::evidence::Receipt;

/// Values shorter than this (folded) say too little to be taken for a candidate's value inside an address.
const LEAST_VALUE: usize = 4;

/// Knows which parts of an address stand for one candidate only.
#[derive(Debug)]
pub struct Slots {
    /// Values of candidates, folded; none where the answer key holds no value that is long enough.
    values: Option<AhoCorasick>,
    /// Whole segments that the target gave us (ids, links).
    captured: std::collections::BTreeSet<String>,
    /// Origin of the target: `http://127.0.0.1:8377`.
    origin: Option<String>,
}

impl Slots {
    /// Learns the values of an answer key and what receipts captured; addresses of the origin of `target` lose it.
    pub fn new(dataset: &Dataset, receipts: &[Receipt], target: &str) -> Slots {
        let mut values: Vec<String> = Vec::new();
        for candidate in &dataset.candidates {
            values.extend(candidate.full_name().map(|n| fold(&n)));
            for attribute in &candidate.attributes {
                // Weak values are words such as a sex or a school: they would turn ordinary paths into slots.
                if matches!(attribute.id.kind().strength, Strength::Strong | Strength::Unusual) {
                    values.push(fold(&attribute.value));
                }
            }
        }
        values.retain(|v| v.chars().count() >= LEAST_VALUE);
        values.sort();
        values.dedup();
        let mut captured = std::collections::BTreeSet::new();
        for value in receipts.iter().flat_map(|r| r.captured.values()) {
            // A captured link is taken apart: its last segment is what names the candidate.
            let last = value.split(['/', '?', '#', '=', '&']).rfind(|s| !s.is_empty()).unwrap_or(value);
            if last.chars().count() >= 2 {
                captured.insert(fold(last));
            }
            captured.insert(fold(value));
        }
        Slots {
            values: AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(values).ok(),
            captured,
            origin: Url::parse(target).ok().map(|u| u.origin().ascii_serialization()),
        }
    }

    /// The address with slots: `http://t/reviewer/applications/ANS-7F3K2?page=3` becomes
    /// `/reviewer/applications/{id}?page={id}`. Addresses of other hosts keep their host.
    pub fn address(&self, address: &str, typed: &[String]) -> String {
        let Ok(url) = Url::parse(address) else { return self.path(address, typed) };
        let origin = url.origin().ascii_serialization();
        let mut out = if url.host().is_none() || self.origin.as_deref() == Some(origin.as_str()) {
            String::new()
        } else {
            origin
        };
        if matches!(url.scheme(), "data" | "blob" | "about" | "javascript") {
            return format!("{}:{{value}}", url.scheme());
        }
        out.push_str(&self.path(url.path(), typed));
        let mut pairs: Vec<(String, String)> =
            url.query_pairs().map(|(k, v)| (self.segment(&k, typed), self.query_value(&v, typed))).collect();
        pairs.sort();
        pairs.dedup();
        for (i, (key, value)) in pairs.iter().enumerate() {
            out.push(if i == 0 { '?' } else { '&' });
            out.push_str(key);
            if !value.is_empty() {
                out.push('=');
                out.push_str(value);
            }
        }
        // A fragment that looks like a path is a route of the page's own program; others are jumps inside of a page.
        if let Some(route) = url.fragment().filter(|f| f.trim_start_matches('!').starts_with('/')) {
            let (path, query) = route.split_once('?').map_or((route, ""), |(p, q)| (p, q));
            out.push('#');
            out.push_str(&self.path(path, typed));
            if !query.is_empty() {
                out.push_str("?{value}");
            }
        }
        out
    }

    /// A path inside a page, a data object or a document, without indices: `html > tr[7] > td` becomes
    /// `html > tr > td`, `/results/3/email` becomes `/results/*/email`.
    pub fn place(&self, place: &str) -> String {
        let mut out = String::with_capacity(place.len());
        let mut token = String::new();
        let mut chars = place.chars().peekable();
        while let Some(c) = chars.next() {
            if c.is_alphanumeric() || matches!(c, '_' | '-' | '@' | '.' | '+' | '%') {
                token.push(c);
                continue;
            }
            self.flush(&mut token, &mut out);
            if c == '[' {
                let mut inner = String::new();
                while let Some(next) = chars.next_if(|n| n.is_ascii_digit()) {
                    inner.push(next);
                }
                if !inner.is_empty() && chars.peek() == Some(&']') {
                    chars.next();
                    continue;
                }
                out.push('[');
                token.push_str(&inner);
                continue;
            }
            out.push(c);
        }
        self.flush(&mut token, &mut out);
        out
    }

    fn flush(&self, token: &mut String, out: &mut String) {
        if token.is_empty() {
            return;
        }
        let word = std::mem::take(token);
        if self.holds_value(&fold(&word)) || is_id_like(&word) || self.captured.contains(&fold(&word)) {
            out.push('*');
        } else {
            out.push_str(&word);
        }
    }

    fn path(&self, path: &str, typed: &[String]) -> String {
        path.split('/').map(|s| self.segment(s, typed)).collect::<Vec<_>>().join("/")
    }

    fn segment(&self, segment: &str, typed: &[String]) -> String {
        let plain = percent_decode_str(segment).decode_utf8_lossy();
        if plain.is_empty() {
            return String::new();
        }
        let (stem, extension) = split_extension(&plain);
        let folded = fold(&plain);
        let slot = if self.captured.contains(&folded) || self.captured.contains(&fold(stem)) {
            "{id}"
        } else if self.holds_value(&folded) || typed.iter().any(|t| !t.is_empty() && fold(t) == folded) {
            "{value}"
        } else if is_id_like(stem) {
            "{id}"
        } else {
            return plain.chars().filter(|c| !c.is_control()).collect();
        };
        format!("{slot}{extension}")
    }

    fn query_value(&self, value: &str, typed: &[String]) -> String {
        let slotted = self.segment(value, typed);
        let is_word = slotted.chars().count() <= 24
            && slotted.chars().all(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '-' | ',' | '.' | '{' | '}'));
        if is_word { slotted } else { "{value}".into() }
    }

    fn holds_value(&self, folded: &str) -> bool {
        let Some(values) = &self.values else { return false };
        values.find_iter(folded).any(|m| stands_alone(folded, m.start(), m.end()))
    }
}

/// Whether a value stands in a text as a word of its own; both are folded.
pub(super) fn holds_word(text: &str, value: &str) -> bool {
    text.match_indices(value).any(|(at, _)| stands_alone(text, at, at + value.len()))
}

/// Inside of a longer word only long values count: `mark` must not swallow `marketing`.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    end - start >= 8 || (free(text[..start].chars().next_back()) && free(text[end..].chars().next()))
}

/// Lower case, Danish letters written out, spaces and underscores as hyphens: the way values stand in addresses.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            'æ' | 'Æ' => out.push_str("ae"),
            'ø' | 'Ø' => out.push_str("oe"),
            'å' | 'Å' => out.push_str("aa"),
            'ł' | 'Ł' => out.push('l'),
            'ı' => out.push('i'),
            'ß' => out.push_str("ss"),
            ' ' | '_' | '+' => out.push('-'),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            // Systems that write names into addresses drop the marks of letters that they do not know.
            c => out.extend(std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase)),
        }
    }
    out
}

fn split_extension(segment: &str) -> (&str, &str) {
    match segment.rfind('.') {
        Some(dot) if dot > 0 => {
            let extension = &segment[dot + 1..];
            let fits = (1..=5).contains(&extension.len())
                && extension.chars().all(|c| c.is_ascii_alphanumeric())
                && extension.chars().any(|c| c.is_ascii_alphabetic());
            if fits { (&segment[..dot], &segment[dot..]) } else { (segment, "") }
        }
        _ => (segment, ""),
    }
}

/// Numbers, hexadecimal runs, UUIDs, codes with digits, and long mixed-case tokens; not versions (`v2`) or words with a
/// short number at their end (`step2`).
fn is_id_like(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let length = text.chars().count();
    if digits == length {
        return length > 0;
    }
    if digits == 0 {
        let turns =
            text.as_bytes().windows(2).filter(|w| w[0].is_ascii_lowercase() && w[1].is_ascii_uppercase()).count();
        return length >= 16 && turns >= 3 && text.chars().all(|c| c.is_ascii_alphanumeric() || "-_=".contains(c));
    }
    let word = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let word_with_number = length - word.chars().count() <= 2
        && !word.is_empty()
        && word.chars().all(|c| c.is_lowercase() || matches!(c, '_' | '-'));
    let all_hex = length >= 6 && text.chars().all(|c| c.is_ascii_hexdigit());
    all_hex || (!word_with_number && length >= 4 && text.chars().all(|c| c.is_alphanumeric() || "-_.:=~".contains(c)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::{Attribute, AttributeId, Candidate, CandidateId, Role};

    fn slots() -> Slots {
        let attribute = |id, value: &str| Attribute {
            id,
            value: value.into(),
            fixture_class: Default::default(),
            places: Vec::new(),
        };
        let dataset = Dataset {
            schema_version: 1,
            seed: None,
            locale: None,
            reference_date: None,
            uniqueness: None,
            candidates: vec![Candidate {
                id: CandidateId("c1".into()),
                role: Role::Applicant,
                twin: None,
                attributes: vec![
                    attribute(AttributeId::D01, "Mark"),
                    attribute(AttributeId::D02, "Sørensen"),
                    attribute(AttributeId::D06, "mark.s@post.example"),
                    attribute(AttributeId::D03, "x"),
                    attribute(AttributeId::D12, "Mark Żółty"),
                    attribute(AttributeId::P01, "mand"),
                ],
                qualifications: Vec::new(),
                documents: Vec::new(),
                texts: Default::default(),
            }],
            folder: Default::default(),
        };
        let receipt = Receipt {
            candidate: "c1".into(),
            accepted: true,
            failure: String::new(),
            sent: Default::default(),
            planted: Vec::new(),
            captured: [("link".to_owned(), "/status/kvasten".to_owned())].into(),
            captures: Vec::new(),
            at: String::new(),
        };
        Slots::new(&dataset, &[receipt], "http://127.0.0.1:8377/")
    }

    #[test]
    fn whatever_names_one_candidate_becomes_a_slot_and_words_stay() {
        let slots = slots();
        for (address, template) in [
            ("http://127.0.0.1:8377/reviewer/applications/17", "/reviewer/applications/{id}"),
            ("http://127.0.0.1:8377/a/ANS-7F3K2/cv", "/a/{id}/cv"),
            ("http://127.0.0.1:8377/a/9b2f6c1a-7d61-4f0e-8a44-0c5d1f2e3a4b", "/a/{id}"),
            ("http://127.0.0.1:8377/a/deadbeef01", "/a/{id}"),
            ("http://127.0.0.1:8377/api/v2/step2/oauth2", "/api/v2/step2/oauth2"),
            ("http://127.0.0.1:8377/files/CV_Mark_S%C3%B8rensen.pdf", "/files/{value}.pdf"),
            ("http://127.0.0.1:8377/soerensen/marketing/mand", "/{value}/marketing/mand"),
            ("http://127.0.0.1:8377/status/kvasten", "/status/{id}"),
            ("http://127.0.0.1:8377/a/1/mark-zolty", "/a/{id}/{value}"),
            ("http://127.0.0.1:8377/s?sort=name&q=s%C3%B8rensen&page=2", "/s?page={id}&q={value}&sort=name"),
            ("http://127.0.0.1:8377/app#/sag/481", "/app#/sag/{id}"),
            ("http://127.0.0.1:8377/app#top", "/app"),
            ("https://sporing.example/c?e=mark.s@post.example", "https://sporing.example/c?e={value}"),
            ("udtraek/CV_Mark_Sørensen.pdf", "udtraek/{value}.pdf"),
            ("data:text/html;base64,AAAA", "data:{value}"),
        ] {
            assert_eq!(slots.address(address, &[]), template, "{address}");
        }
        assert_eq!(slots.address("http://127.0.0.1:8377/s?q=fri tekst", &["fri tekst".into()]), "/s?q={value}");
    }

    #[test]
    fn places_lose_their_indices_and_values() {
        let slots = slots();
        for (place, normal) in [
            ("html > body > table > tr[7] > td[1]", "html > body > table > tr > td"),
            ("/results/3/email", "/results/*/email"),
            ("/by_mail/mark.s@post.example/x", "/by_mail/*/x"),
            ("member cv.docx!word/document.xml!w:t[3]", "member cv.docx!word/document.xml!w:t"),
            ("tr#row-48213 > td", "tr#* > td"),
        ] {
            assert_eq!(slots.place(place), normal, "{place}");
        }
    }
}
