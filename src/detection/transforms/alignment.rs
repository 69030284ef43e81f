//! From which of its first digits on a run of base64 or of hexadecimal digits may mean something. An address with a number in it
//! is such a run, and means nothing from any of them: that is told here without decoding it four times.
//!
//! Each byte is made of two neighbouring digits: in base64 in one of three ways, and each digit may begin a group of four. All
//! bytes of all readings are made at once, and each reading takes its own.

use fearless_simd::{Level, Select, Simd, SimdBase, SimdInt, SimdMask, dispatch, mask8x64, u8x32, u8x64};

use super::meanings::PIECE;

/// The longest run that is looked at.
pub(super) const LONGEST: usize = 64;

/// Every fourth digit.
const FOURTH: u64 = 0x1111_1111_1111_1111;

/// What the bytes that are made in one way are, a bit for each digit that one of them begins in.
#[derive(Clone, Copy)]
struct Kinds {
    ascii: u64,
    /// The first byte of a letter of two, three, four bytes, and a further one.
    two: u64,
    three: u64,
    four: u64,
    further: u64,
    nought: u64,
    plain: u64,
}

/// Whether a run may mean something from its first, second, third, fourth digit on; never false where
/// [`meanings`](super::meanings::meanings) finds some without guessing. Runs that are longer than [`LONGEST`] always may.
pub(super) fn may_mean_from(run: &[u8]) -> [bool; 4] {
    if run.len() > LONGEST {
        return [true; 4];
    }
    dispatch!(Level::new(), simd => of_run(simd, run))
}

#[inline(always)]
fn of_run<S: Simd>(simd: S, run: &[u8]) -> [bool; 4] {
    let mut digits = [b'A'; LONGEST + 1];
    digits[..run.len()].copy_from_slice(run);
    let sextets = sextets(simd, u8x64::from_slice(simd, &digits[..LONGEST]));
    let mut next = [0; LONGEST + 1];
    sextets.store_slice(&mut next[..LONGEST]);
    let following = u8x64::from_slice(simd, &next[1..]);
    let ways = [sextets << 2 | following >> 4, (sextets & 15) << 4 | following >> 2, (sextets & 3) << 6 | following];
    let kinds = [kinds(ways[0]), kinds(ways[1]), kinds(ways[2])];
    let bytes: [[u8; LONGEST]; 3] = [ways[0].into(), ways[1].into(), ways[2].into()];
    // Not by a closure, which would be built for any machine.
    let mut may = [false; 4];
    for (begin, may) in may.iter_mut().enumerate() {
        *may = may_mean_at(&kinds, &bytes, run.len(), begin);
    }
    may
}

#[inline(always)]
fn sextets<S: Simd>(simd: S, digits: u8x64<S>) -> u8x64<S> {
    let where_ = |mask: mask8x64<S>, then: u8x64<S>, otherwise: u8x64<S>| mask.select(then, otherwise);
    let all = |value: u8| u8x64::splat(simd, value);
    let capital = digits - b'A';
    let last = where_(digits.simd_eq(b'/') | digits.simd_eq(b'_'), all(63), all(62));
    let number = where_((digits - b'0').simd_le(9), digits + 4, last);
    let small = where_((digits - b'a').simd_le(25), digits - (b'a' - 26), number);
    where_(capital.simd_le(25), capital, small)
}

#[inline(always)]
fn kinds<S: Simd, V: SimdInt<S, Element = u8>>(bytes: V) -> Kinds {
    let between = |first: u8, last: u8| (bytes - first).simd_le(last - first).to_bitmask();
    let graphic = between(0x20, 0x7e);
    Kinds {
        ascii: graphic | between(b'\t', b'\r'),
        two: between(0xc2, 0xdf),
        three: between(0xe0, 0xef),
        four: between(0xf0, 0xf4),
        further: between(0x80, 0xbf),
        nought: bytes.simd_eq(0).to_bitmask(),
        plain: graphic | bytes.simd_ge(0xc0).to_bitmask(),
    }
}

/// The longest run of hexadecimal digits that is looked at: bytes of a longer one may be compressed without a mark.
const LONGEST_HEX: usize = 23;

/// The same of a run of hexadecimal digits, from its first and second one on.
pub(super) fn may_mean_in_hex(run: &[u8]) -> [bool; 2] {
    if run.len() > LONGEST_HEX {
        return [true; 2];
    }
    dispatch!(Level::new(), simd => of_hex(simd, run))
}

#[inline(always)]
fn of_hex<S: Simd>(simd: S, run: &[u8]) -> [bool; 2] {
    const ROOM: usize = 32;
    let mut digits = [b'0'; ROOM + 1];
    digits[..run.len()].copy_from_slice(run);
    let values = |digits: u8x32<S>| {
        let number = digits - b'0';
        number.simd_le(9).select(number, (digits | 0x20) - (b'a' - 10))
    };
    let (high, low) = (&digits[..ROOM], &digits[1..]);
    let made = values(u8x32::from_slice(simd, high)) << 4 | values(u8x32::from_slice(simd, low));
    let (kinds, bytes): (Kinds, [u8; ROOM]) = (kinds(made), made.into());
    let mut may = [false; 2];
    for (begin, may) in may.iter_mut().enumerate() {
        let all = (EVEN << begin) & there(run.len(), begin);
        let reading = Reading { all, of: |kind: Kind| kind(&kinds) & all, byte: |number| bytes[begin + 2 * number] };
        let six = |text: u64| (1..PIECE).fold(text, |six, further| six & text >> (2 * further)) != 0;
        *may = reading.may_mean(|mask| mask << 2 & all, |mask| mask >> 2 & all, six);
    }
    may
}

/// One of the kinds.
type Kind = fn(&Kinds) -> u64;

/// Every second digit.
const EVEN: u64 = 0x5555_5555_5555_5555;

/// The digits from one on that a byte may begin in: it goes on in the next one.
fn there(length: usize, begin: usize) -> u64 {
    if length > begin + 1 { (1u64 << (length - 1)) - (1u64 << begin) } else { 0 }
}

#[inline(always)]
fn may_mean_at(kinds: &[Kinds; 3], bytes: &[[u8; LONGEST]; 3], length: usize, begin: usize) -> bool {
    let there = there(length, begin);
    let ways = [0, 1, 2].map(|way| FOURTH.rotate_left((begin + way) as u32) & there);
    let all = ways[0] | ways[1] | ways[2];
    let reading = Reading {
        all,
        of: |kind: Kind| (0..3).fold(0, |all, way| all | kind(&kinds[way]) & ways[way]),
        byte: |number: usize| bytes[number % 3][begin + number / 3 * 4 + number % 3],
    };
    // A group's last digit begins no byte.
    let before = |mask: u64| mask << 1 & (ways[1] | ways[2]) | mask << 2 & ways[0];
    let behind = |mask: u64| mask >> 1 & (ways[0] | ways[1]) | mask >> 2 & ways[2];
    let six = |text: u64| {
        // They lie over seven digits where they begin with a group, and over eight elsewhere.
        let mut seven = text | there & !all;
        for _ in 0..PIECE {
            seven &= seven >> 1;
        }
        seven & (ways[0] | seven >> 1 & all) != 0
    };
    reading.may_mean(before, behind, six)
}

/// One way to read a run: a bit for each digit that a byte begins in, what these bytes are, and each of them by its number.
struct Reading<K, B> {
    all: u64,
    of: K,
    byte: B,
}

impl<K: Fn(Kind) -> u64, B: Fn(usize) -> u8> Reading<K, B> {
    /// Whether its bytes may be anything but chance. `before` and `behind` move bits to the byte that comes before or behind;
    /// `six` tells whether six bytes in a row have one.
    #[inline(always)]
    fn may_mean(&self, before: impl Fn(u64) -> u64, behind: impl Fn(u64) -> u64, six: impl Fn(u64) -> bool) -> bool {
        let count = self.all.count_ones();
        if (self.of)(|k| k.nought).count_ones() * 4 > count || (self.of)(|k| k.plain).count_ones() * 20 >= count * 19 {
            return true;
        }
        let further = (self.of)(|k| k.further);
        // The first bytes of letters that go on as far as they say, and then all bytes of these.
        let one = behind(further);
        let (two, three) = (one, one & behind(one));
        let four = three & behind(behind(one));
        let (two, three, four) =
            ((self.of)(|k| k.two) & two, (self.of)(|k| k.three) & three, (self.of)(|k| k.four) & four);
        let begins = two | three | four;
        let letters = begins | before(begins | before(three | four | before(four)));
        let text = (self.of)(|k| k.ascii) | letters;
        // Few are text as a whole, or nothing.
        if if (count as usize) < PIECE { text == self.all } else { six(text) } {
            return true;
        }
        let (key, head) = ((self.byte)(0), [(self.byte)(0), (self.byte)(1)]);
        let file = [*b"PK", *b"%P", [0xd0, 0xcf], [0x89, b'P'], [0xff, 0xd8], [0x1f, 0x8b]];
        let packed = file.contains(&head) || matches!(head, [0x78, 0x01 | 0x5e | 0x9c | 0xda]);
        packed || key != 0 && (1..4).all(|number| ((self.byte)(number) ^ key).is_ascii_graphic())
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;

    use super::super::{Output, binary, meanings};
    use super::*;

    /// Whether bytes are found to mean anything.
    fn means(bytes: &[u8]) -> bool {
        let mut out = Output::default();
        meanings::meanings("", bytes, false, 0..1, &mut out) || !out.decoded.is_empty() || !out.gaps.is_empty()
    }

    proptest::proptest! {
        /// Against decoding it from each digit on.
        #[test]
        fn what_may_not_mean_anything_means_nothing(
            run in "[A-Za-z0-9+/_-]{10,64}|[a-z/]{4,20}[0-9]{1,12}|(/[a-z]{2,9}){1,4}/[0-9]{1,8}",
            text in "[a-z ]{0,4}[a-zæøåÆü€ .@\\n\\x00]{0,12}[a😀\u{10ffff}]{0,3}\\PC{0,4}",
            noise in proptest::collection::vec(proptest::num::u8::ANY, 0..30),
            key in proptest::num::u8::ANY,
        ) {
            let encode = |bytes: &[u8]| base64::engine::general_purpose::STANDARD_NO_PAD.encode(bytes);
            let (front, back) = noise.split_at(noise.len() / 2);
            let masked: Vec<u8> = std::iter::once(key).chain("a.b@c.example".bytes().map(|b| b ^ key)).collect();
            let text = text.as_bytes();
            let runs = [
                run.clone().into_bytes(),
                encode(&[front, text, back].concat()).into_bytes(),
                format!("{}{}", &run[..5], encode(text)).into_bytes(),
                encode(&masked).into_bytes(),
                encode(&[&[0x1f, 0x8b][..], back].concat()).into_bytes(),
            ];
            for run in runs.iter().filter(|run| run.len() >= 4) {
                let may = may_mean_from(run);
                for begin in 0..4 {
                    let mut bytes = Vec::new();
                    let means = binary::base64(&run[begin..], &mut bytes) && means(&bytes);
                    proptest::prop_assert!(may[begin] || !means, "{} from {begin}: {bytes:?}", String::from_utf8_lossy(run));
                }
            }
        }
    }

    proptest::proptest! {
        /// Against decoding it from both digits on.
        #[test]
        fn what_may_not_mean_anything_in_hexadecimal_digits_means_nothing(
            run in "[0-9a-f]{12,23}|[0-9A-F]{12,30}",
            text in "[a-z]{0,3}[a-zæøåÆü€ .@\\n\\x00]{0,7}|[a😀€]{0,4}",
            noise in proptest::collection::vec(proptest::num::u8::ANY, 0..6),
        ) {
            let runs = [run.clone(), hex::encode(&text), hex::encode([&noise, text.as_bytes()].concat())];
            for run in runs.iter().filter(|run| run.len() >= 2) {
                let may = may_mean_in_hex(run.as_bytes());
                for begin in 0..2 {
                    let bytes = hex::decode(&run[begin..begin + (run.len() - begin) / 2 * 2]).expect("they are digits");
                    proptest::prop_assert!(may[begin] || !means(&bytes), "{run} from {begin}: {bytes:?}");
                }
            }
        }
    }

    #[test]
    fn an_address_with_a_number_means_nothing_and_a_value_does() {
        assert_eq!(may_mean_from(b"/stillinger/78123"), [false; 4]);
        // From the second digit on it ends in a letter that only begins.
        assert_eq!(may_mean_from(b"/ansoegninger/12345"), [false; 4]);
        assert_eq!(may_mean_in_hex(b"9f3c81d7e20ab4f6"), [false; 2]);
        assert!(may_mean_from(b"x/ZmF0aW1hLmFsc2F5ZWQ3MkBtYWlsLmV4YW1wbGU")[2]);
    }
}
