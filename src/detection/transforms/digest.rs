//! Digests of normal forms, found by their first eight bytes in runs of hexadecimal and base64 digits.

use std::collections::HashMap;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use base64::Engine as _;
use hmac::{KeyInit, Mac};
use md5::Digest;

use super::super::alphabet::{self, runs};
use super::Transform;
use super::summary::Summary;
use crate::detection::kernel::{Bits, Filter};

pub(super) const MD5: Transform = Transform {
    name: "md5",
    doc: "MD5 of a normal form, as picture services use it.",
    example: "/avatar/a55c36cd2123fcfb930e93c7e330d17e?d=mp",
    counter_example: "/avatar/a55c36cd2123fcfa930e93c7e330d17e?d=mp",
};
pub(super) const SHA256: Transform = Transform {
    name: "sha256",
    doc: "SHA-1, SHA-2, SHA-3, BLAKE2 or BLAKE3 of a normal form, in hexadecimal digits or base64, also cut to sixteen \
          digits or more, also of another digest.",
    example: "8278f94af7e5dddb106ad86b5aff4f6eca2b3038a837eedba281bff3bdfe773e",
    counter_example: "8278f94af7e5dddc106ad86b5aff4f6eca2b3038a837eedba281bff3bdfe773e",
};
pub(super) const UUID: Transform = Transform {
    name: "uuid5",
    doc: "A name-based UUID (version 3 or 5) of an address, in the name spaces of RFC 9562.",
    example: "/u/dbdf6d58-771d-5566-bc3d-0f35a6583357",
    counter_example: "/u/5cb5d5cb-8e39-5b0b-8e4f-0c9b5f9a5a11",
};
pub(super) const SALTED: Transform = Transform {
    name: "salted",
    doc: "A digest or keyed digest (HMAC) with a salt that stands in the same unit.",
    example: r#"<p data-salt="s3cret" data-id="ea8baf839c187d51cfe06c4a9d0ec8f5ad1aede682c6b1ea992a6de9172ad7d2">"#,
    counter_example: r#"<p data-salt="s3cres" data-id="ea8baf839c187d51cfe06c4a9d0ec8f5ad1aede682c6b1ea992a6de9172ad7d2">"#,
};

/// Name and function of a digest.
type Algorithm = (&'static str, fn(&[u8]) -> Vec<u8>);

static ALGORITHMS: [Algorithm; 12] = [
    ("md5", |b| md5::Md5::digest(b).to_vec()),
    ("sha1", |b| sha1::Sha1::digest(b).to_vec()),
    ("sha256", |b| sha2::Sha256::digest(b).to_vec()),
    ("sha512", |b| sha2::Sha512::digest(b).to_vec()),
    ("sha3-256", |b| sha3::Sha3_256::digest(b).to_vec()),
    ("blake2b", |b| blake2::Blake2b512::digest(b).to_vec()),
    ("blake3", |b| blake3::hash(b).as_bytes().to_vec()),
    ("sha224", |b| sha2::Sha224::digest(b).to_vec()),
    ("sha384", |b| sha2::Sha384::digest(b).to_vec()),
    ("sha3-512", |b| sha3::Sha3_512::digest(b).to_vec()),
    ("blake2s", |b| blake2::Blake2s256::digest(b).to_vec()),
    ("keccak-256", |b| sha3::Keccak256::digest(b).to_vec()),
];
/// How many of them are also tried in layers and with salts.
const COMMON: usize = 7;

/// Name spaces of name-based UUIDs: DNS, URL, OID, X.500.
const NAME_SPACES: [u128; 4] = [
    0x6ba7b810_9dad_11d1_80b4_00c04fd430c8,
    0x6ba7b811_9dad_11d1_80b4_00c04fd430c8,
    0x6ba7b812_9dad_11d1_80b4_00c04fd430c8,
    0x6ba7b814_9dad_11d1_80b4_00c04fd430c8,
];

/// How a digest was made of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Of the form itself.
    Plain(u8),
    /// The first digest of the second one's hexadecimal digits.
    OfHex(u8, u8),
    /// The first digest of the second one's bytes.
    OfBytes(u8, u8),
    /// A UUID of that version in that name space.
    Uuid(u8, u8),
}

/// Digits of the shortest digest that is found, which is a cut one.
const SHORTEST: usize = 16;

/// How many ways there are, and so how many numbers of ways.
const WAYS: u32 = 128;

/// Every way by its number.
fn ways(effort: Effort) -> impl Iterator<Item = (u32, Way)> {
    let all = ALGORITHMS.len() as u8;
    let common = COMMON as u8;
    let plain = (0..all).map(Way::Plain);
    let hex = (0..common).flat_map(move |a| (0..common).map(move |b| Way::OfHex(a, b)));
    let bytes = (0..common).map(|a| Way::OfBytes(a, a));
    let uuid = (0..NAME_SPACES.len() as u8).flat_map(|space| [3, 5].map(|version| Way::Uuid(version, space)));
    (0u32..).zip(plain.chain(hex).chain(bytes).chain(uuid)).filter(move |(_, way)| match (effort, way) {
        (Effort::Layered, _) | (_, Way::Plain(_)) => true,
        // Numbers are hashed once, or twice with what every language has.
        (Effort::Number, Way::OfHex(a, b)) => *a < 3 && *b < 3,
        _ => false,
    })
}

/// The digests of a form that others are made of, each made once.
struct Inner<'f> {
    form: &'f str,
    /// Bytes and their hexadecimal digits.
    made: [Option<(Vec<u8>, String)>; COMMON],
}

impl<'f> Inner<'f> {
    fn of(form: &'f str) -> Inner<'f> {
        Inner { form, made: [const { None }; COMMON] }
    }

    fn get(&mut self, algorithm: u8) -> &(Vec<u8>, String) {
        self.made[usize::from(algorithm)].get_or_insert_with(|| {
            let bytes = run(algorithm, self.form.as_bytes());
            let digits = hex::encode(&bytes);
            (bytes, digits)
        })
    }
}

fn run(algorithm: u8, bytes: &[u8]) -> Vec<u8> {
    ALGORITHMS[usize::from(algorithm)].1(bytes)
}

impl Way {
    fn digest(self, inner: &mut Inner<'_>) -> Vec<u8> {
        let form = inner.form.as_bytes();
        match self {
            Way::Plain(a) => run(a, form),
            Way::OfHex(a, b) => run(a, inner.get(b).1.as_bytes()),
            Way::OfBytes(a, b) => run(a, &inner.get(b).0),
            Way::Uuid(version, space) => {
                let mut name = NAME_SPACES[usize::from(space)].to_be_bytes().to_vec();
                name.extend(form);
                let mut bytes = run(u8::from(version == 5), &name);
                bytes.truncate(16);
                bytes[6] = bytes[6] & 0x0f | version << 4;
                bytes[8] = bytes[8] & 0x3f | 0x80;
                bytes
            }
        }
    }

    /// The names, outermost first.
    fn names(self) -> Vec<&'static str> {
        let name = |n: u8| ALGORITHMS[usize::from(n)].0;
        match self {
            Way::Plain(a) => vec![name(a)],
            Way::OfHex(a, b) | Way::OfBytes(a, b) => vec![name(a), name(b)],
            Way::Uuid(..) => vec!["uuid5"],
        }
    }
}

/// How much is tried with a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// Its digests.
    Plain,
    /// Also with the salts of a page, and the usual digests of digests.
    Number,
    /// Also all digests of digests and name-based UUIDs: for what systems make pseudonyms of.
    Layered,
}

/// A form of a value.
#[derive(Debug)]
struct Form {
    text: String,
    value: u32,
    effort: Effort,
}

/// Digests of known values by their first 64 bits, of which half are kept: the digest itself is made again where one seems
/// to stand, so that an entry takes eight bytes.
#[derive(Debug, Default)]
pub(crate) struct DigestSet {
    forms: Vec<Form>,
    /// First bits of a digest with the number of its form and way, in order.
    entries: Vec<(u32, u32)>,
    /// Where the entries of each first sixteen bits begin.
    starts: Vec<u32>,
    /// Answers nearly every question whether there is an entry.
    filter: Option<Bits>,
}

impl DigestSet {
    /// Adds a form for the value of that number; its digests are there after [`DigestSet::index`].
    pub fn add(&mut self, form: &str, value: u32, effort: Effort) {
        if !self.forms.iter().rev().take(16).any(|f| f.value == value && f.text == form) {
            self.forms.push(Form { text: form.to_owned(), value, effort });
        }
    }

    /// Makes the digests of all forms.
    pub fn index(&mut self) {
        let most = (u32::MAX / WAYS) as usize;
        let forms = &self.forms[..self.forms.len().min(most)];
        // Half a thousand digests for each candidate: each core makes its share.
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let share = forms.len().div_ceil(cores).max(1);
        let of_share = |number: usize, forms: &[Form]| {
            let mut entries = Vec::with_capacity(forms.iter().map(|form| ways(form.effort).count()).sum());
            for (number, form) in (number * share..).zip(forms) {
                let mut inner = Inner::of(&form.text);
                for (at, way) in ways(form.effort) {
                    if let Some(first) = way.digest(&mut inner).first_chunk::<4>() {
                        entries.push((u32::from_be_bytes(*first), number as u32 * WAYS + at));
                    }
                }
            }
            entries
        };
        let mut entries: Vec<(u32, u32)> = std::thread::scope(|scope| {
            let shares = forms.chunks(share).enumerate();
            let work: Vec<_> = shares.map(|(n, forms)| scope.spawn(move || of_share(n, forms))).collect();
            work.into_iter().flat_map(|made| made.join().expect("digests of texts do not fail")).collect()
        });
        entries.sort_unstable();
        self.starts = vec![0; (1 << 16) + 1];
        for (first, _) in &entries {
            self.starts[(first >> 16) as usize + 1] += 1;
        }
        for at in 1..self.starts.len() {
            self.starts[at] += self.starts[at - 1];
        }
        let mut filter = Bits::new(entries.len());
        entries.iter().for_each(|(first, _)| filter.add(u64::from(*first)));
        self.filter = Some(filter);
        entries.shrink_to_fit();
        self.entries = entries;
        self.forms.shrink_to_fit();
    }

    fn get(&self, first: u64) -> Option<Known> {
        let (key, bucket) = ((first >> 32) as u32, (first >> 48) as usize);
        if !self.filter.as_ref()?.may_hold(u64::from(key)) {
            return None;
        }
        let range = *self.starts.get(bucket)? as usize..self.starts[bucket + 1] as usize;
        let bucket = &self.entries[range];
        let alike = bucket[bucket.partition_point(|(k, _)| *k < key)..].iter().take_while(|(k, _)| *k == key);
        for (_, code) in alike {
            let form = &self.forms[(code / WAYS) as usize];
            let (_, way) = ways(form.effort).find(|(at, _)| *at == code % WAYS)?;
            let digest = way.digest(&mut Inner::of(&form.text));
            if digest.first_chunk::<8>().is_some_and(|head| u64::from_be_bytes(*head) == first) {
                return Some((form.value, way.names(), digest));
            }
        }
        None
    }

    /// The numbers of the texts that may hold a digest. All are asked about together: nearly each question takes a look at memory
    /// that is far away, and many looks at once take little longer than one.
    pub fn suspects<'t>(&self, texts: impl Iterator<Item = (&'t str, &'t Summary)>) -> Vec<usize> {
        let mut suspects = Vec::new();
        let Some(filter) = &self.filter else { return suspects };
        let mut asked: Vec<(u32, usize)> = Vec::new();
        let mut answer = |asked: &mut Vec<(u32, usize)>| {
            suspects.extend(asked.drain(..).filter(|(key, _)| filter.may_hold(u64::from(*key))).map(|(_, text)| text));
        };
        for (number, (text, summary)) in texts.enumerate() {
            let mut get = |first: u64| {
                asked.push(((first >> 32) as u32, number));
                None
            };
            each_digest(text, summary, &mut get, &mut |_, _, _, _| {});
            if asked.len() >= AT_ONCE {
                answer(&mut asked);
            }
        }
        answer(&mut asked);
        suspects.dedup();
        suspects
    }

    /// Calls `hit(start, end, value, names)` for each digest, whole or cut; every digit that is there must agree.
    pub fn scan(&self, text: &str, summary: &Summary, mut hit: impl FnMut(usize, usize, u32, &[&'static str])) {
        each_digest(text, summary, &mut |first| self.get(first), &mut hit);
    }

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

/// What is known of a digest by its first 64 bits: its value, the names of the ways, the whole digest.
type Known = (u32, Vec<&'static str>, Vec<u8>);
type Get<'g> = dyn FnMut(u64) -> Option<Known> + 'g;
/// Start and end in the text, value, names of the ways.
type Hit<'h> = dyn FnMut(usize, usize, u32, &[&'static str]) + 'h;

/// Questions that are answered together.
const AT_ONCE: usize = 256;

/// Whether a text of such bytes may hold a digest in any notation.
pub(crate) fn may_be_a_digest(summary: &Summary) -> bool {
    // The digits of every notation, the dashes of UUIDs included, are digits of base64.
    summary.longest >= SHORTEST as u32
}

/// Asks for everything in a text that may be a digest, in every notation.
fn each_digest(text: &str, summary: &Summary, get: &mut Get<'_>, hit: &mut Hit<'_>) {
    if !may_be_a_digest(summary) {
        return;
    }
    let raw = text.as_bytes();
    runs(raw, alphabet::BASE64, SHORTEST, |start, end| {
        let run = &raw[start..end];
        let mut hit = |from: usize, to: usize, value: u32, names: &[&'static str]| {
            hit(start + from, start + to, value, names);
        };
        runs(run, alphabet::HEX, SHORTEST, |from, to| hexadecimal(run, from, to, get, &mut hit));
        base64(run, get, &mut hit);
        dashed(run, get, &mut hit);
    });
}

/// Digests in a run of hexadecimal digits.
fn hexadecimal(raw: &[u8], start: usize, end: usize, get: &mut Get<'_>, hit: &mut Hit<'_>) {
    let mut key = 0u64;
    for at in start..end {
        // The letters begin at a byte that ends in one, and mean ten.
        let digit = (raw[at] & 15) + (raw[at] >> 6) * 9;
        key = key << 4 | u64::from(digit);
        if at + 1 < start + 16 {
            continue;
        }
        if let Some((value, names, bytes)) = get(key) {
            let from = at + 1 - 16;
            let full = hex::encode(bytes);
            let same =
                raw[from..end].iter().zip(full.bytes()).take_while(|(a, b)| a.to_ascii_lowercase() == *b).count();
            if same == full.len() || same == end - from {
                hit(from, from + same, value, &names);
            }
        }
    }
}

/// Digests in base64, which begin where a run of its digits begins, or after a sign in it.
fn base64(run: &[u8], get: &mut Get<'_>, hit: &mut Hit<'_>) {
    use base64::engine::general_purpose::STANDARD_NO_PAD;
    for at in 0..(run.len() + 1).saturating_sub(22) {
        if at > 0 && run[at - 1].is_ascii_alphanumeric() {
            continue;
        }
        let (mut first, mut head) = ([0u8; 12], [0u8; 9]);
        first.iter_mut().zip(&run[at..]).for_each(|(digit, byte)| *digit = standard(*byte));
        if STANDARD_NO_PAD.decode_slice(first, &mut head).is_ok()
            && let Some(first) = head.first_chunk::<8>()
            && let Some((value, names, bytes)) = get(u64::from_be_bytes(*first))
        {
            let full = STANDARD_NO_PAD.encode(bytes);
            let same = run[at..].iter().zip(full.bytes()).take_while(|(a, b)| standard(**a) == *b).count();
            if same == full.len() {
                let names: Vec<&'static str> = std::iter::once("base64").chain(names).collect();
                hit(at, at + same, value, &names);
            }
        }
    }
}

/// Thirty-two hexadecimal digits in the shape of a UUID.
fn dashed(raw: &[u8], get: &mut Get<'_>, hit: &mut Hit<'_>) {
    let mut at = 0;
    while let Some(shape) = raw.get(at..at + 36) {
        let fits = shape.iter().enumerate().all(|(i, b)| match i {
            8 | 13 | 18 | 23 => *b == b'-',
            _ => b.is_ascii_hexdigit(),
        });
        if !fits {
            at += 1;
            continue;
        }
        let digits: Vec<u8> = shape.iter().copied().filter(|b| *b != b'-').collect();
        if let Ok(bytes) = hex::decode(digits)
            && let Some(first) = bytes.first_chunk::<8>()
            && let Some((value, names, full)) = get(u64::from_be_bytes(*first))
            && full.starts_with(&bytes)
        {
            hit(at, at + 36, value, &names);
        }
        at += 36;
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

/// Whether a text has hexadecimal digits of the length of a digest.
pub(crate) fn holds_a_digest(text: &str, summary: &Summary) -> bool {
    summary.longest >= 32 && hex_runs(text).next().is_some()
}

/// Runs of hexadecimal digits of the length of a digest.
fn hex_runs(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let raw = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < raw.len() {
            let start = at;
            at += raw[at..].iter().take_while(|b| b.is_ascii_hexdigit()).count();
            if matches!(at - start, 32 | 40 | 64 | 128) {
                return Some((start, at));
            }
            at = at.max(start + 1);
        }
        None
    })
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

fn standard(byte: u8) -> u8 {
    match byte {
        b'-' => b'+',
        b'_' => b'/',
        other => other,
    }
}
