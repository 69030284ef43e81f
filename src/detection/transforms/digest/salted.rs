//! Digests with a salt, and what in a unit is one.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use hmac::{KeyInit, Mac};

use super::notations::hex_runs;
use super::ways::{ALGORITHMS, COMMON};
use super::{DigestSet, Effort, Form};

impl DigestSet {
    /// As [`DigestSet::scan`] for digests with a salt: `salts` stand in the same unit. False where there are so many forms
    /// and salts that they were not tried.
    pub fn scan_salted(
        &self,
        texts: &[&str],
        salts: &[String],
        mut hit: impl FnMut(usize, usize, usize, u32, &[&'static str]),
    ) -> bool {
        if salts.is_empty() {
            return true;
        }
        let mut runs: HashMap<Vec<u8>, Vec<(usize, usize, usize)>> = HashMap::new();
        for (number, text) in texts.iter().enumerate() {
            for (start, end) in hex_runs(text) {
                if let Ok(bytes) = hex::decode(&text[start..end]) {
                    runs.entry(bytes).or_default().push((number, start, end));
                }
            }
        }
        if runs.is_empty() {
            return true;
        }
        let forms: Vec<&Form> = self.forms.iter().filter(|f| f.effort != Effort::Plain).collect();
        if forms.len() * salts.len() > MOST_SALTED {
            return false;
        }
        for form in forms {
            for salt in salts {
                let joined = [
                    format!("{salt}{}", form.text),
                    format!("{}{salt}", form.text),
                    format!("{salt}:{}", form.text),
                    format!("{}:{salt}", form.text),
                ];
                for (name, digest) in &ALGORITHMS[..COMMON] {
                    let keyed = keyed(name, salt.as_bytes(), form.text.as_bytes());
                    for bytes in joined.iter().map(|text| digest(text.as_bytes())).chain(keyed) {
                        for (number, start, end) in runs.get(&bytes).into_iter().flatten() {
                            hit(*number, *start, *end, form.value, &["salted", name]);
                        }
                    }
                }
            }
        }
        true
    }
}

/// Most pairs of a form and a salt that are tried for one unit.
const MOST_SALTED: usize = 40_000;

/// HMAC, for the digests that are used with it.
fn keyed(name: &str, key: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    fn of<M: Mac + KeyInit>(key: &[u8], message: &[u8]) -> Option<Vec<u8>> {
        let mut mac = <M as KeyInit>::new_from_slice(key).ok()?;
        mac.update(message);
        Some(mac.finalize().into_bytes().to_vec())
    }
    match name {
        "md5" => of::<hmac::Hmac<md5::Md5>>(key, message),
        "sha1" => of::<hmac::Hmac<sha1::Sha1>>(key, message),
        "sha256" => of::<hmac::Hmac<sha2::Sha256>>(key, message),
        "sha512" => of::<hmac::Hmac<sha2::Sha512>>(key, message),
        _ => None,
    }
}

/// What salts are called.
const WORDS: [&str; 3] = ["salt", "pepper", "hmac_key"];

/// Whether a text speaks of a salt, or is the name of one.
pub(crate) fn speaks_of_salt(text: &str) -> bool {
    static SPOKEN: LazyLock<AhoCorasick> = LazyLock::new(|| {
        AhoCorasick::builder().ascii_case_insensitive(true).build(WORDS).expect("three words make an automaton")
    });
    SPOKEN.is_match(text)
}

/// The values that a unit calls a salt: what follows the word, or stands in an attribute or field of that name.
pub(crate) fn salts<'a>(places: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    const MOST: usize = 8;
    let mut found: Vec<String> = Vec::new();
    let plain = |c: char| c.is_alphanumeric() || "-_.+/=$".contains(c);
    let mut add = |text: &str| {
        if (3..=128).contains(&text.len()) && found.len() < MOST && !found.iter().any(|f| f == text) {
            found.push(text.to_owned());
        }
    };
    for (place, text) in places {
        if !speaks_of_salt(place) && !speaks_of_salt(text) {
            continue;
        }
        let last = place.rsplit(['/', '>', '@', ' ']).next().unwrap_or_default().to_ascii_lowercase();
        if WORDS.iter().any(|w| last.contains(w)) && text.chars().all(plain) {
            add(text);
        }
        let lower = text.to_ascii_lowercase();
        for word in WORDS {
            for (at, _) in lower.match_indices(word).take(MOST) {
                let rest = text[at + word.len()..].trim_start_matches(['"', '\'', ' ', '\\']);
                let Some(rest) = rest.strip_prefix([':', '=']) else { continue };
                let rest = rest.trim_start_matches(['"', '\'', ' ', '\\', '=']);
                let end = rest.find(|c: char| !plain(c) || c == '&').unwrap_or(rest.len());
                add(&rest[..end]);
            }
        }
    }
    found
}
