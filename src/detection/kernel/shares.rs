//! Which grams of a pattern are few others'.

use super::filter::hash;
use super::load;

/// How many patterns share a gram: telephone numbers of one range all begin alike, addresses all end alike.
pub(super) struct Shares {
    /// As many as can be told in a byte.
    counts: Vec<u8>,
    shift: u32,
    length: usize,
}

/// Windows of a pattern that are weighed: a place is kept in sixteen bits, and a longer search would find little better.
const WEIGHED: usize = 4_096;

impl Shares {
    pub fn of<'p>(patterns: impl Iterator<Item = &'p [u8]> + Clone, length: usize) -> Shares {
        let grams: usize = patterns.clone().map(|pattern| pattern.len().min(WEIGHED)).sum();
        let bits = (grams.max(64) * 2).next_power_of_two().trailing_zeros().min(26);
        let mut shares = Shares { counts: vec![0; 1 << bits], shift: 64 - bits, length };
        for pattern in patterns {
            for at in (0..=pattern.len() - length).take(WEIGHED) {
                let slot = shares.slot(pattern, at);
                shares.counts[slot] = shares.counts[slot].saturating_add(1);
            }
        }
        shares
    }

    fn slot(&self, pattern: &[u8], at: usize) -> usize {
        (hash(load(pattern, at, self.length)) >> self.shift) as usize
    }

    /// Where so many grams in a row begin that few others have; among those, rare letters: grams of ordinary words would be
    /// asked about too often.
    pub fn least(&self, pattern: &[u8], grams: u16) -> u16 {
        let grams = usize::from(grams);
        let window = self.length + grams - 1;
        let shared = |at: usize| u32::from(self.counts[self.slot(pattern, at)]);
        let common = |at: usize| 3 - rarity(pattern[at]);
        let digit = |at: usize| u32::from(pattern[at].is_ascii_digit());
        // What stands in the window, from one place to the next.
        let mut sums = (
            (0..grams).map(shared).sum::<u32>(),
            (0..window).map(common).sum::<u32>(),
            (0..window).map(digit).sum::<u32>(),
        );
        let weight = |(shared, common, digits): (u32, u32, u32)| (u32::ilog2(shared) + digits, common);
        let (mut least, mut begin) = (weight(sums), 0);
        for at in (1..=pattern.len() - window).take(WEIGHED - 1) {
            let (before, behind) = (at - 1, at - 1 + window);
            sums.0 = sums.0 + shared(before + grams) - shared(before);
            sums.1 = sums.1 + common(behind) - common(before);
            sums.2 = sums.2 + digit(behind) - digit(before);
            if weight(sums) < least {
                (least, begin) = (weight(sums), at as u16);
            }
        }
        begin
    }
}

/// How rare a byte is in Danish text, from nought to three.
fn rarity(byte: u8) -> u32 {
    match byte {
        b'e' | b'n' | b'r' | b't' | b'a' | b'i' | b's' => 0,
        b'd' | b'l' | b'o' | b'g' | b'k' | b'm' | b'u' | b'v' | b'f' | b'h' => 1,
        b'0'..=b'2' | b'9' => 1,
        b'3'..=b'8' => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// Against the weights of all windows, each counted from its own letters.
        #[test]
        fn the_first_window_of_the_least_weight_is_taken(
            patterns in proptest::collection::vec("[a-e0-9]{8,40}", 1..12),
            grams in 1u16..5,
        ) {
            let patterns: Vec<&[u8]> = patterns.iter().map(String::as_bytes).collect();
            let shares = Shares::of(patterns.iter().copied(), 4);
            for pattern in patterns {
                let windows = pattern.windows(4 + usize::from(grams) - 1);
                let weight = |window: &[u8]| {
                    let shared: u32 = (0..usize::from(grams)).map(|at| u32::from(shares.counts[shares.slot(window, at)])).sum();
                    let digits = window.iter().filter(|byte| byte.is_ascii_digit()).count() as u32;
                    (shared.ilog2() + digits, window.iter().map(|byte| 3 - rarity(*byte)).sum::<u32>())
                };
                let (first, _) = windows.enumerate().min_by_key(|(_, window)| weight(window)).expect("it is long enough");
                proptest::prop_assert_eq!(usize::from(shares.least(pattern, grams)), first);
            }
        }
    }
}
