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
        let window = self.length + usize::from(grams) - 1;
        let begins = (0u16..).zip(0..=pattern.len() - window).take(WEIGHED);
        let shared =
            |at: usize| (at..at + usize::from(grams)).map(|at| u32::from(self.counts[self.slot(pattern, at)])).sum();
        let common = |at: usize| pattern[at..at + window].iter().map(|byte| 3 - rarity(*byte)).sum::<u32>();
        let digits = |at: usize| pattern[at..at + window].iter().filter(|byte| byte.is_ascii_digit()).count() as u32;
        begins.min_by_key(|(_, at)| (u32::ilog2(shared(*at)) + digits(*at), common(*at))).map_or(0, |(begin, _)| begin)
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
