//! The digests, and the ways in which systems make them of a form.

use md5::Digest;

use super::Effort;

/// Name and function of a digest.
pub(super) type Algorithm = (&'static str, fn(&[u8]) -> Vec<u8>);

pub(super) static ALGORITHMS: [Algorithm; 12] = [
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
pub(super) const COMMON: usize = 7;

/// Name spaces of name-based UUIDs: DNS, URL, OID, X.500.
const NAME_SPACES: [u128; 4] = [
    0x6ba7b810_9dad_11d1_80b4_00c04fd430c8,
    0x6ba7b811_9dad_11d1_80b4_00c04fd430c8,
    0x6ba7b812_9dad_11d1_80b4_00c04fd430c8,
    0x6ba7b814_9dad_11d1_80b4_00c04fd430c8,
];

/// How a digest was made of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
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
pub(super) const SHORTEST: usize = 16;

/// How many ways there are, and so how many numbers of ways.
pub(super) const WAYS: u32 = 128;

/// Every way by its number.
pub(super) fn ways(effort: Effort) -> impl Iterator<Item = (u32, Way)> {
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
pub(super) struct Inner<'f> {
    form: &'f str,
    /// Bytes and their hexadecimal digits.
    made: [Option<(Vec<u8>, String)>; COMMON],
}

impl<'f> Inner<'f> {
    pub fn of(form: &'f str) -> Inner<'f> {
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
    pub fn digest(self, inner: &mut Inner<'_>) -> Vec<u8> {
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
    pub fn names(self) -> Vec<&'static str> {
        let name = |n: u8| ALGORITHMS[usize::from(n)].0;
        match self {
            Way::Plain(a) => vec![name(a)],
            Way::OfHex(a, b) | Way::OfBytes(a, b) => vec![name(a), name(b)],
            Way::Uuid(..) => vec!["uuid5"],
        }
    }
}

/// What is known of a digest by its first 64 bits: its value, the names of the ways, the whole digest.
pub(super) type Known = (u32, Vec<&'static str>, Vec<u8>);
