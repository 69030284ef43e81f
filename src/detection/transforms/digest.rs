//! Digests of normal forms, found by their first eight bytes in runs of hexadecimal digits.

use std::collections::HashMap;

use md5::Digest;

use super::Transform;

pub(super) const MD5: Transform = Transform {
    name: "md5",
    doc: "MD5 of a normal form, as picture services use it.",
    example: "/avatar/a55c36cd2123fcfb930e93c7e330d17e?d=mp",
    counter_example: "/avatar/a55c36cd2123fcfa930e93c7e330d17e?d=mp",
};
pub(super) const SHA256: Transform = Transform {
    name: "sha256",
    doc: "SHA-1, SHA-2, SHA-3, BLAKE2 or BLAKE3 of a normal form, also cut to sixteen digits or more, also of another digest.",
    example: "8278f94af7e5dddb106ad86b5aff4f6eca2b3038a837eedba281bff3bdfe773e",
    counter_example: "8278f94af7e5dddc106ad86b5aff4f6eca2b3038a837eedba281bff3bdfe773e",
};

/// Name and function of a digest.
type Algorithm = (&'static str, fn(&[u8]) -> Vec<u8>);

static ALGORITHMS: [Algorithm; 7] = [
    ("md5", |b| md5::Md5::digest(b).to_vec()),
    ("sha1", |b| sha1::Sha1::digest(b).to_vec()),
    ("sha256", |b| sha2::Sha256::digest(b).to_vec()),
    ("sha512", |b| sha2::Sha512::digest(b).to_vec()),
    ("sha3-256", |b| sha3::Sha3_256::digest(b).to_vec()),
    ("blake2b", |b| blake2::Blake2b512::digest(b).to_vec()),
    ("blake3", |b| blake3::hash(b).as_bytes().to_vec()),
];

/// Number of the value, names of the digests (outermost first), and the whole digest.
type Entry = (u32, Vec<&'static str>, Vec<u8>);

/// Digests of known values by their first 64 bits.
#[derive(Debug, Default)]
pub(crate) struct DigestSet {
    entries: HashMap<u64, Entry>,
}

impl DigestSet {
    /// Adds every digest of `form`, one layer deep, for the value of that number.
    pub fn add(&mut self, form: &str, value: u32, layered: bool) {
        for (name, digest) in ALGORITHMS {
            let bytes = digest(form.as_bytes());
            if layered {
                let hex = hex::encode(&bytes);
                for (outer, again) in ALGORITHMS {
                    self.insert(again(hex.as_bytes()), value, vec![outer, name]);
                }
            }
            self.insert(bytes, value, vec![name]);
        }
    }

    fn insert(&mut self, bytes: Vec<u8>, value: u32, names: Vec<&'static str>) {
        if let Some(first) = bytes.first_chunk::<8>() {
            self.entries.entry(u64::from_be_bytes(*first)).or_insert((value, names, bytes));
        }
    }

    /// Calls `hit(start, end, value, names)` for each digest, whole or cut, in runs of hexadecimal digits; every digit
    /// that is there must agree.
    pub fn scan(&self, text: &str, mut hit: impl FnMut(usize, usize, u32, &[&'static str])) {
        let raw = text.as_bytes();
        let (mut key, mut len) = (0u64, 0usize);
        for at in 0..raw.len() {
            let Some(digit) = (raw[at] as char).to_digit(16) else {
                len = 0;
                continue;
            };
            key = key << 4 | u64::from(digit);
            len += 1;
            if len < 16 {
                continue;
            }
            if let Some((value, names, bytes)) = self.entries.get(&key) {
                let start = at + 1 - 16;
                let full = hex::encode(bytes);
                let same =
                    raw[start..].iter().zip(full.bytes()).take_while(|(a, b)| a.to_ascii_lowercase() == *b).count();
                let run = raw[start..].iter().take_while(|b| b.is_ascii_hexdigit()).count();
                if same == full.len() || same == run {
                    hit(start, start + same, *value, names);
                }
            }
        }
    }
}
