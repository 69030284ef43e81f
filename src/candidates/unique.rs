//! Proves that a value points to one person: no two people share a folded value, none holds another's, none is a
//! word. Whoever loses is drawn again.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use chrono::Datelike;
use unicode_normalization::UnicodeNormalization;

use super::locale::PACKS;

/// Length of the pieces that values are compared by; no strong value is shorter when folded.
pub const PIECE: usize = 6;

/// Lower case, Danish letters written out, marks removed, letters and digits only: what a detector compares.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'æ' => folded.push_str("ae"),
            'ø' => folded.push_str("oe"),
            'å' => folded.push_str("aa"),
            'þ' => folded.push_str("th"),
            'ß' => folded.push_str("ss"),
            'đ' | 'ð' => folded.push('d'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            'a'..='z' | '0'..='9' => folded.push(letter),
            other => folded.extend(std::iter::once(other).nfkd().filter(char::is_ascii_alphanumeric)),
        }
    }
    folded
}

/// The ordinary words of all packs, folded.
pub fn common_words() -> &'static HashSet<&'static str> {
    static WORDS: LazyLock<HashSet<&str>> =
        LazyLock::new(|| PACKS.into_iter().flat_map(|pack| pack.common.split_whitespace()).collect());
    &WORDS
}

/// Whether a folded value is an ordinary word.
pub fn is_common_word(folded: &str) -> bool {
    common_words().contains(folded)
}

/// Whether eight digits are a date of these centuries without its separators: such a telephone number stands on pages that
/// are about nobody.
fn is_a_date(folded: &str) -> bool {
    let date =
        |format| chrono::NaiveDate::parse_from_str(folded, format).is_ok_and(|d| (1900..2100).contains(&d.year()));
    folded.len() == 8
        && folded.bytes().all(|b| b.is_ascii_digit())
        && ["%Y%m%d", "%d%m%Y", "%m%d%Y"].into_iter().any(date)
}

/// What one person brings into the comparison, folded.
#[derive(Debug, Clone, Default)]
pub struct Prints {
    /// Values that must be this person's alone, as a whole and inside any other.
    pub strong: Vec<String>,
    /// Values that hold one of the strong ones, so that they cannot stand in anybody else's either: others' strong
    /// values are looked for in them, and that is enough.
    pub carrying: Vec<String>,
    /// Values that must differ as a whole only.
    pub distinct: Vec<String>,
}

/// Whose every value is, as hashes: some twenty bytes for a value, whatever its length. Two values of one hash are
/// taken for the same value, which costs a draw and never hides a clash.
#[derive(Debug, Default)]
pub struct Registry {
    owners: HashMap<u64, u32>,
    /// Lengths (as bits) of the strong values that begin with a piece.
    lengths: HashMap<u64, u128>,
    /// Which buckets of pieces are in use: most pieces of a text are no beginning, and this says so cheaply.
    begins: Vec<u64>,
}

impl Registry {
    /// Takes a person's values, or none of them where one is somebody else's, an ordinary word, a date or too short.
    pub fn claim(&mut self, person: u32, prints: &Prints) -> bool {
        if prints.strong.iter().any(|value| value.len() < PIECE || is_common_word(value) || is_a_date(value)) {
            return false;
        }
        let whole = || prints.strong.iter().chain(&prints.distinct).map(|value| hash(value.as_bytes()));
        if whole().any(|hash| self.owners.get(&hash).is_some_and(|owner| *owner != person)) {
            return false;
        }
        self.owners.extend(whole().map(|hash| (hash, person)));
        self.begins.resize(1 << (BUCKET_BITS - 6), 0);
        for value in &prints.strong {
            if let Some(piece) = pieces(value).next()
                && value.len() < LENGTHS
            {
                *self.lengths.entry(piece).or_default() |= 1 << value.len();
                self.begins[bucket(piece) / 64] |= 1 << (bucket(piece) % 64);
            }
        }
        true
    }

    /// Gives a person's values back.
    pub fn release(&mut self, person: u32, prints: &Prints) {
        for value in prints.strong.iter().chain(&prints.distinct) {
            let key = hash(value.as_bytes());
            if self.owners.get(&key) == Some(&person) {
                self.owners.remove(&key);
            }
        }
    }

    /// The others whose strong value stands inside one of this person's. Those are the ones to draw again: the text
    /// around may be words that everybody uses, and only another value of their own can cure that.
    pub fn inside(&self, person: u32, prints: &Prints) -> Vec<u32> {
        let mut others = Vec::new();
        for value in prints.strong.iter().chain(&prints.carrying).chain(&prints.distinct) {
            for (at, piece) in pieces(value).enumerate() {
                if self.begins.get(bucket(piece) / 64).is_none_or(|bits| bits >> (bucket(piece) % 64) & 1 == 0) {
                    continue;
                }
                let mut lengths = self.lengths.get(&piece).copied().unwrap_or_default();
                while lengths != 0 {
                    let length = lengths.trailing_zeros() as usize;
                    lengths &= lengths - 1;
                    let Some(part) = value.as_bytes().get(at..at + length) else { break };
                    others.extend(self.owners.get(&hash(part)).filter(|owner| **owner != person));
                }
            }
        }
        others
    }
}

const BUCKET_BITS: u32 = 22;

/// Longer values are compared as a whole only; a value that holds such a long one of somebody else does not occur.
const LENGTHS: usize = u128::BITS as usize;

/// The windows of a folded (hence ASCII) value as numbers.
fn pieces(value: &str) -> impl Iterator<Item = u64> + '_ {
    value.as_bytes().windows(PIECE).map(|w| w.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}

fn bucket(piece: u64) -> usize {
    (piece.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - BUCKET_BITS)) as usize
}

/// FNV-1a with its bits mixed: the same on every machine, and nobody attacks a generator with its own names.
fn hash(value: &[u8]) -> u64 {
    let sum = value
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum: u64, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3));
    (sum ^ sum >> 32).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(strong: &[&str], distinct: &[&str]) -> Prints {
        let own = |values: &[&str]| values.iter().map(|v| fold(v)).collect();
        Prints { strong: own(strong), carrying: Vec::new(), distinct: own(distinct) }
    }

    /// Who cannot claim, and whose values stand inside those of others.
    fn clashes(people: &[Prints]) -> (Vec<u32>, Vec<u32>) {
        let mut registry = Registry::default();
        let all = || (0u32..).zip(people);
        let refused = all().filter(|(who, prints)| !registry.claim(*who, prints)).map(|(who, _)| who).collect();
        (refused, all().flat_map(|(who, prints)| registry.inside(who, prints)).collect())
    }

    #[test]
    fn folding_writes_danish_letters_out_and_drops_marks() {
        for (text, folded) in [
            ("Sørensen-Ærø Å", "soerensenaeroeaa"),
            ("Đặng Hữu Phước", "danghuuphuoc"),
            ("Yılmazkılıç", "yilmazkilic"),
            ("Łukasz Wiśniewski", "lukaszwisniewski"),
            ("Guðrið", "gudrid"),
            ("+45 13 57 24 68", "4513572468"),
        ] {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn whoever_comes_later_or_stands_inside_loses_a_clash() {
        let same = [person(&["Ravnkilde"], &[]), person(&["RAVN-KILDE"], &[])];
        assert_eq!(clashes(&same).0, [1]);
        let inside = [person(&["Ravnkildegaard"], &[]), person(&["Tornholt"], &[]), person(&["ravnkilde"], &[])];
        assert_eq!(clashes(&inside), (vec![], vec![2]));
        let inside_a_weaker_value = [person(&["Ravnkilde"], &[]), person(&["Tornholt"], &["Mette Ravnkilde Tornholt"])];
        assert_eq!(clashes(&inside_a_weaker_value), (vec![], vec![0]));
        let carried = Prints { carrying: vec!["cvravnkildepdf".into()], ..person(&["Tornholt"], &[]) };
        assert_eq!(clashes(&[person(&["Ravnkilde"], &[]), carried]), (vec![], vec![0]));
    }

    #[test]
    fn values_of_one_person_may_hold_each_other() {
        let own =
            [person(&["Ravnkilde", "mette.ravnkilde@post.example"], &["Mette Ravnkilde"]), person(&["Tornholt"], &[])];
        assert_eq!(clashes(&own), (vec![], vec![]));
    }

    #[test]
    fn a_value_given_back_is_free_again() {
        let mut registry = Registry::default();
        let (one, two) = (person(&["Ravnkilde", "Tornholt"], &[]), person(&["Ravnkilde"], &[]));
        assert!(registry.claim(1, &one) && !registry.claim(2, &two));
        registry.release(1, &one);
        assert!(registry.claim(2, &two) && !registry.claim(1, &one));
    }

    #[test]
    fn short_values_and_ordinary_words_are_refused() {
        assert_eq!(clashes(&[person(&["Holt"], &[])]).0, [0]);
        assert_eq!(clashes(&[person(&["kvalifikationer"], &[])]).0, [0]);
    }
}
