//! Digests of normal forms, found by their first eight bytes in runs of hexadecimal and base64 digits.

mod combined;
mod notations;
mod salted;
mod ways;

pub(crate) use combined::{Fact, Person};
pub(crate) use notations::{holds_a_digest, may_be_a_digest};
pub(crate) use salted::{salts, speaks_of_salt};

use super::Transform;
use super::summary::Summary;
use crate::detection::kernel::{Bits, Filter};
use combined::Combined;
use notations::{each_digest, each_short};
use ways::{Inner, Known, WAYS, ways};

pub(super) const MD5: Transform = Transform {
    name: "md5",
    doc: "MD5 of a normal form, as picture services use it.",
    example: "/avatar/a55c36cd2123fcfb930e93c7e330d17e?d=mp",
    counter_example: "/avatar/a55c36cd2123fcfa930e93c7e330d17e?d=mp",
};
pub(super) const SHA256: Transform = Transform {
    name: "sha256",
    doc: "SHA-1, SHA-2, SHA-3, BLAKE2 or BLAKE3 of a normal form, in hexadecimal digits or base64, also cut to sixteen \
          digits or more, or to eight beside what the candidate is known by; also of another digest, or parted into folders.",
    example: "8278f94af7e5dddb106ad86b5aff4f6eca2b3038a837eedba281bff3bdfe773e",
    counter_example: "8278f94af7e5dddc106ad86b5aff4f6eca2b3038a837eedba281bff3bdfe773e",
};
pub(super) const UUID: Transform = Transform {
    name: "uuid5",
    doc: "A name-based UUID (version 3 or 5) of an address, in the name spaces of RFC 9562; any digest in the shape of one, also in \
          the byte order of .NET.",
    example: "/u/dbdf6d58-771d-5566-bc3d-0f35a6583357",
    counter_example: "/u/5cb5d5cb-8e39-5b0b-8e4f-0c9b5f9a5a11",
};
pub(super) const COMBINED: Transform = Transform {
    name: "combined",
    doc: "MD5, SHA-1 or SHA-2 of several values together, such as name and birth date, with or without a sign between them; of \
          one value with the end of its line. In pools of at most 500 people, decoys included.",
    example: "id=49d4baac0ebac7c69ce40acadeabc1d1ac57653c07fb783c48296460120b8238",
    counter_example: "id=49d4baac0ebac7069ce40acadeabc1d1ac57653c07fb783c48296460120b8238",
};
pub(super) const SALTED: Transform = Transform {
    name: "salted",
    doc: "A digest or keyed digest (HMAC) with a salt that stands in the same unit.",
    example: r#"<p data-salt="s3cret" data-id="ea8baf839c187d51cfe06c4a9d0ec8f5ad1aede682c6b1ea992a6de9172ad7d2">"#,
    counter_example: r#"<p data-salt="s3cres" data-id="ea8baf839c187d51cfe06c4a9d0ec8f5ad1aede682c6b1ea992a6de9172ad7d2">"#,
};

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
    combined: Combined,
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

    /// Adds what digests of several values of a person are made of.
    pub fn add_person(&mut self, person: Person) {
        self.combined.add(person);
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

    /// The entries of digests that begin with these bits.
    fn alike(&self, key: u32) -> impl Iterator<Item = &(u32, u32)> {
        let bucket = (key >> 16) as usize;
        let range = self.starts.get(bucket..bucket + 2).map_or(0..0, |ends| ends[0] as usize..ends[1] as usize);
        let bucket = &self.entries[range];
        bucket[bucket.partition_point(|(k, _)| *k < key)..].iter().take_while(move |(k, _)| *k == key)
    }

    fn get(&self, first: u64) -> Option<Known> {
        let key = (first >> 32) as u32;
        if !self.filter.as_ref()?.may_hold(u64::from(key)) {
            return None;
        }
        for (_, code) in self.alike(key) {
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

    /// Calls `hit(start, end, value, names)` for each word of a text that the hexadecimal digits of a digest begin with, from eight
    /// on: so few are nobody's but where it is known whose they would be.
    pub fn scan_short(&self, text: &str, mut hit: impl FnMut(usize, usize, u32, &[&'static str])) {
        let Some(filter) = &self.filter else { return };
        each_short(text, &mut |start, end, key| {
            if !filter.may_hold(u64::from(key)) {
                return;
            }
            for (_, code) in self.alike(key) {
                let form = &self.forms[(code / WAYS) as usize];
                let Some((_, way)) = ways(form.effort).find(|(at, _)| *at == code % WAYS) else { continue };
                let digits = hex::encode(way.digest(&mut Inner::of(&form.text)));
                if digits.starts_with(&text[start..end].to_ascii_lowercase()) {
                    let names: Vec<&'static str> = std::iter::once("truncated").chain(way.names()).collect();
                    hit(start, end, form.value, &names);
                }
            }
        });
    }

    /// As [`DigestSet::scan`] for digests of several values together, in a text that has digits of the length of a digest.
    pub fn scan_combined(&self, text: &str, summary: &Summary, hit: impl FnMut(usize, usize, u32, &[&'static str])) {
        self.combined.scan(text, summary, hit);
    }

    /// Calls `hit(start, end, value, names)` for each digest, whole or cut; every digit that is there must agree.
    pub fn scan(&self, text: &str, summary: &Summary, mut hit: impl FnMut(usize, usize, u32, &[&'static str])) {
        each_digest(text, summary, &mut |first| self.get(first), &mut hit);
    }
}

/// Questions that are answered together.
const AT_ONCE: usize = 256;
