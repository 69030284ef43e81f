//! From which of its first four digits on a run of base64 may mean something. An address with a number in it is such a run, and
//! means nothing from any of them: that is told here without decoding it four times.
//!
//! Each byte is made of two neighbouring digits in one of three ways, and each digit may begin a group of four: all bytes of
//! all four readings are made at once, and each reading takes its own.

use fearless_simd::{Level, Select, Simd, SimdBase, SimdMask, dispatch, mask8x64, u8x64};

use super::meanings::PIECE;

/// The longest run that is looked at.
pub(super) const LONGEST: usize = 64;

/// Every fourth digit.
const FOURTH: u64 = 0x1111_1111_1111_1111;

/// What the bytes that are made in one way are, a bit for each digit that one of them begins in.
#[derive(Clone, Copy)]
struct Kinds {
    ascii: u64,
    first: u64,
    further: u64,
    nought: u64,
    plain: u64,
}

/// Whether a run may mean something from its first, second, third, fourth digit on; never false where
/// [`may_mean`](super::meanings::may_mean) says otherwise. Runs that are longer than [`LONGEST`] always may.
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
    [0, 1, 2, 3].map(|begin| may_mean_at(&kinds, &bytes, run.len(), begin))
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
fn kinds<S: Simd>(bytes: u8x64<S>) -> Kinds {
    let graphic = (bytes - 0x20).simd_le(0x7e - 0x20);
    Kinds {
        ascii: (graphic | (bytes - b'\t').simd_le(b'\r' - b'\t')).to_bitmask(),
        first: (bytes - 0xc2).simd_le(0xf4 - 0xc2).to_bitmask(),
        further: (bytes - 0x80).simd_le(0x3f).to_bitmask(),
        nought: bytes.simd_eq(0).to_bitmask(),
        plain: (graphic | bytes.simd_ge(0xc0)).to_bitmask(),
    }
}

/// Whether the bytes of the reading that begins at a digit may be anything but chance.
fn may_mean_at(kinds: &[Kinds; 3], bytes: &[[u8; LONGEST]; 3], length: usize, begin: usize) -> bool {
    // A byte begins in each digit but the last of a group, and goes on in the next one.
    let there = if length > begin + 1 { (1u64 << (length - 1)) - (1u64 << begin) } else { 0 };
    let ways = [0, 1, 2].map(|way| FOURTH.rotate_left((begin + way) as u32) & there);
    let of = |kind: fn(&Kinds) -> u64| (0..3).fold(0, |all, way| all | kind(&kinds[way]) & ways[way]);
    let all = ways[0] | ways[1] | ways[2];
    let count = all.count_ones();
    if (count as usize) < PIECE
        || of(|k| k.nought).count_ones() * 4 > count
        || of(|k| k.plain).count_ones() * 20 >= count * 19
    {
        return true;
    }
    // A group's last digit begins no byte.
    let before = |mask: u64| mask << 1 & (ways[1] | ways[2]) | mask << 2 & ways[0];
    let behind = |mask: u64| mask >> 1 & (ways[0] | ways[1]) | mask >> 2 & ways[2];
    let further = of(|k| k.further);
    let mut letters = further & before(of(|k| k.first));
    loop {
        let more = letters | further & before(letters);
        if more == letters {
            break;
        }
        letters = more;
    }
    let text = of(|k| k.ascii) | letters | behind(letters);
    // Six bytes lie over seven digits where they begin with a group, and over eight elsewhere.
    let mut seven = text | there & !all;
    for _ in 0..PIECE {
        seven &= seven >> 1;
    }
    if seven & (ways[0] | seven >> 1 & all) != 0 {
        return true;
    }
    let byte = |number: usize| bytes[number % 3][begin + number / 3 * 4 + number % 3];
    let (key, head) = (byte(0), [byte(0), byte(1)]);
    let file = [*b"PK", *b"%P", [0xd0, 0xcf], [0x89, b'P'], [0xff, 0xd8], [0x1f, 0x8b]];
    let packed = file.contains(&head) || matches!(head, [0x78, 0x01 | 0x5e | 0x9c | 0xda]);
    packed || key != 0 && (1..4).all(|number| (byte(number) ^ key).is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;

    use super::super::{binary, meanings};
    use super::*;

    proptest::proptest! {
        /// Against decoding it from each digit on.
        #[test]
        fn what_may_not_mean_anything_means_nothing(
            run in "[A-Za-z0-9+/_-]{10,64}|[a-z/]{4,20}[0-9]{1,12}|(/[a-z]{2,9}){1,4}/[0-9]{1,8}",
            text in "[a-z ]{0,4}[a-zæøåÆü€ .@\\n\\x00]{0,12}\\PC{0,4}",
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
                    let means = binary::base64(&run[begin..], &mut bytes) && meanings::may_mean(&bytes);
                    proptest::prop_assert!(may[begin] || !means, "{} from {begin}: {bytes:?}", String::from_utf8_lossy(run));
                }
            }
        }
    }

    #[test]
    fn an_address_with_a_number_means_nothing_and_a_value_does() {
        assert_eq!(may_mean_from(b"/stillinger/78123"), [false; 4]);
        assert!(may_mean_from(b"x/ZmF0aW1hLmFsc2F5ZWQ3MkBtYWlsLmV4YW1wbGU")[2]);
    }
}
