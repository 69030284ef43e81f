//! Passwords and tokens: never printed, never written, blanked wherever they turn up.

use std::collections::BTreeSet;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

/// What stands where a secret stood.
pub(super) const BLANK: &str = "***";
/// Shortest run of base64 that is taken for a secret: anything shorter turns up by chance and would spoil evidence.
const LEAST_BASE64: usize = 8;
/// What `encodeURIComponent` leaves alone.
const COMPONENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');
/// What RFC 3986 calls unreserved.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A value from the environment that must appear in no log, report or bundle.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a value.
    pub fn new(value: impl Into<String>) -> Self {
        Secret(value.into())
    }

    /// The value itself, for the one place that sends it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(BLANK)
    }
}

/// All secrets of a run; blanks them in bytes before these are stored.
#[derive(Clone, Default)]
pub struct Secrets {
    finder: Option<Arc<AhoCorasick>>,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(***)")
    }
}

impl Secrets {
    /// Takes the secrets of a run; values under four characters are refused by the scenario and ignored here.
    pub fn new(values: Vec<Secret>) -> Self {
        let spellings: BTreeSet<Vec<u8>> =
            values.iter().filter(|s| s.0.chars().count() >= 4).flat_map(|s| spellings(&s.0)).collect();
        if spellings.is_empty() {
            return Secrets::default();
        }
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(&spellings)
            .expect("a few short patterns fit the automaton");
        Secrets { finder: Some(Arc::new(finder)) }
    }

    /// Replaces every secret (plain, percent-encoded, form-encoded, JSON-escaped, HTML-escaped, base64) by `***`; says
    /// whether it did.
    pub fn blank(&self, bytes: &[u8]) -> (Vec<u8>, bool) {
        let found = self.finder.as_ref().is_some_and(|finder| finder.is_match(bytes));
        (self.blank_up_to(bytes, bytes.len()).0, found)
    }

    /// As [`Secrets::blank`] for the secrets that begin before `sure`; says up to where the bytes are dealt with.
    pub(super) fn blank_up_to(&self, bytes: &[u8], sure: usize) -> (Vec<u8>, usize) {
        let Some(finder) = &self.finder else { return (bytes[..sure].to_vec(), sure) };
        let mut blanked = Vec::with_capacity(sure);
        let mut from = 0;
        for found in finder.find_iter(bytes).take_while(|found| found.start() < sure) {
            blanked.extend_from_slice(&bytes[from..found.start()]);
            blanked.extend_from_slice(BLANK.as_bytes());
            from = found.end();
        }
        let end = sure.max(from);
        blanked.extend_from_slice(&bytes[from..end]);
        (blanked, end)
    }

    /// Length of the longest way to write one of them.
    pub(super) fn longest(&self) -> usize {
        self.finder.as_ref().map_or(0, |finder| finder.max_pattern_len())
    }

    /// Blanks bytes that we own; a large body without secrets is not copied.
    pub(super) fn blank_owned(&self, bytes: Vec<u8>) -> Vec<u8> {
        match &self.finder {
            Some(finder) if finder.is_match(&bytes) => self.blank(&bytes).0,
            _ => bytes,
        }
    }

    /// Blanks a text; what is left is still UTF-8, because only whole spellings are taken out.
    pub(super) fn blank_text(&self, text: &str) -> String {
        match &self.finder {
            Some(finder) if finder.is_match(text) => {
                String::from_utf8_lossy(&self.blank(text.as_bytes()).0).into_owned()
            }
            _ => text.to_owned(),
        }
    }

    /// Blanks every string, key and number of a JSON value; the result is still JSON of the same shape.
    pub(super) fn blank_json(&self, value: Value) -> Value {
        if self.finder.is_none() {
            return value;
        }
        match value {
            Value::String(text) => Value::String(self.blank_text(&text)),
            Value::Number(number) => {
                let text = number.to_string();
                let blanked = self.blank_text(&text);
                if blanked == text { Value::Number(number) } else { Value::String(blanked) }
            }
            Value::Array(items) => Value::Array(items.into_iter().map(|v| self.blank_json(v)).collect()),
            Value::Object(map) => {
                Value::Object(map.into_iter().map(|(k, v)| (self.blank_text(&k), self.blank_json(v))).collect())
            }
            other => other,
        }
    }
}

/// Every way in which one secret may be written.
fn spellings(secret: &str) -> BTreeSet<Vec<u8>> {
    let mut all: BTreeSet<Vec<u8>> = BTreeSet::new();
    let mut add = |text: String| {
        if text.len() >= 4 {
            all.insert(text.into_bytes());
        }
    };
    add(secret.to_owned());
    for set in [NON_ALPHANUMERIC, COMPONENT, UNRESERVED] {
        let percent = utf8_percent_encode(secret, set).to_string();
        add(lower_escapes(&percent));
        add(percent.replace("%20", "+"));
        add(lower_escapes(&percent.replace("%20", "+")));
        add(percent);
    }
    add(url::form_urlencoded::byte_serialize(secret.as_bytes()).collect());
    let json = Value::from(secret).to_string();
    let json = json.trim_start_matches('"').strip_suffix('"').unwrap_or(&json).to_owned();
    add(json.replace('/', "\\/"));
    add(ascii_json(secret, false));
    add(ascii_json(secret, true));
    add(json);
    for (quote, apostrophe) in [("&quot;", "&#39;"), ("&#34;", "&#x27;"), ("&quot;", "'"), ("\"", "'")] {
        add(html(secret, quote, apostrophe));
    }
    add(STANDARD.encode(secret));
    add(STANDARD_NO_PAD.encode(secret));
    add(URL_SAFE_NO_PAD.encode(secret));
    for lead in 0..3 {
        for core in base64_cores(secret.as_bytes(), lead) {
            add(core);
        }
    }
    all
}

/// `%C3%A6` as `%c3%a6`.
fn lower_escapes(percent: &str) -> String {
    let mut out = String::with_capacity(percent.len());
    let mut escape = 0;
    for c in percent.chars() {
        escape = if c == '%' { 3 } else { escape };
        out.push(if escape > 0 { c.to_ascii_lowercase() } else { c });
        escape = if escape > 0 { escape - 1 } else { 0 };
    }
    out
}

/// As `JSON.stringify` of servers that escape all but ASCII; `strict` also escapes `<`, `>`, `&` and `'`.
fn ascii_json(secret: &str, strict: bool) -> String {
    let mut out = String::new();
    for unit in secret.encode_utf16() {
        match char::from_u32(u32::from(unit)) {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some(c @ ('<' | '>' | '&' | '\'')) if !strict => out.push(c),
            Some(c) if c.is_ascii() && !c.is_ascii_control() && !(strict && "<>&'".contains(c)) => out.push(c),
            _ => out.push_str(&format!("\\u{unit:04x}")),
        }
    }
    out
}

/// As templates escape it.
fn html(secret: &str, quote: &str, apostrophe: &str) -> String {
    let text = secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', quote).replace('\'', apostrophe)
}

/// The characters of base64 that depend on the secret alone when it starts `lead` bytes into a group of three
/// (`user:password` in a Basic header, a token inside JSON): the edges, which mix with the neighbours, are left out.
fn base64_cores(secret: &[u8], lead: usize) -> Vec<String> {
    let mut padded = vec![0; lead];
    padded.extend_from_slice(secret);
    let first = (lead * 8).div_ceil(6);
    let last = padded.len() * 8 / 6;
    [STANDARD_NO_PAD.encode(&padded), URL_SAFE_NO_PAD.encode(&padded)]
        .iter()
        .filter_map(|text| text.get(first..last))
        .filter(|core| core.len() >= LEAST_BASE64)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(value: &str) -> Secrets {
        Secrets::new(vec![Secret::new(value)])
    }

    #[test]
    fn a_secret_is_blanked_in_every_spelling() {
        let secret = "p&s w\"ø/rd'<9";
        let json = Value::from(secret).to_string();
        let spellings = [
            secret.to_owned(),
            utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string(),
            lower_escapes(&utf8_percent_encode(secret, NON_ALPHANUMERIC).to_string()),
            "p%26s%20w%22%C3%B8%2Frd'%3C9".to_owned(),
            url::form_urlencoded::Serializer::new(String::new()).append_pair("p", secret).finish(),
            format!("{{\"password\":{json}}}"),
            "{\"p\":\"p&s w\\\"\\u00f8/rd'<9\"}".to_owned(),
            "{\"p\":\"p\\u0026s w\\\"\\u00f8/rd\\u0027\\u003c9\"}".to_owned(),
            "<input value=\"p&amp;s w&quot;ø/rd&#39;&lt;9\">".to_owned(),
            STANDARD.encode(secret),
            STANDARD.encode(format!("anna:{secret}")),
            STANDARD.encode(format!("mette:{secret}x")),
            URL_SAFE_NO_PAD.encode(format!("ib:{secret}")),
        ];
        for spelling in spellings {
            let (blanked, did) = secrets(secret).blank(spelling.as_bytes());
            assert!(did, "not blanked: {spelling}");
            assert!(String::from_utf8_lossy(&blanked).contains(BLANK), "{spelling}");
        }
    }

    #[test]
    fn text_without_a_secret_is_left_byte_for_byte() {
        let body = b"\xff\x00 Mette Holm, mette@example.test".to_vec();
        assert_eq!(secrets("hunter2-hunter2").blank(&body), (body, false));
    }

    #[test]
    fn a_number_that_is_a_secret_leaves_json_that_still_parses() {
        let blanked =
            secrets("48151623").blank_json(serde_json::json!({"pin": 48151623, "48151623": [true, "x48151623"]}));
        assert_eq!(blanked, serde_json::json!({"pin": "***", "***": [true, "x***"]}));
    }

    #[test]
    fn a_secret_is_not_printed() {
        let secret = Secret::new("hunter2-hunter2");
        assert_eq!(format!("{secret:?} {:?}", Secrets::new(vec![secret.clone()])), "*** Secrets(***)");
    }
}
