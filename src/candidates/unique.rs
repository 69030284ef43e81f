//! Proves that a value points to one person: no two people share a folded value, none holds another's, none is a
//! word. Whoever loses is drawn again.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::locale::da::words;

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

/// Whether a folded value is an ordinary word.
pub fn is_common_word(folded: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| words::COMMON.split_whitespace().collect());
    WORDS.contains(folded)
}

/// What one person brings into the comparison, folded.
#[derive(Debug, Clone, Default)]
pub struct Prints {
    /// Values that must be this person's alone, as a whole and inside any other.
    pub strong: Vec<String>,
    /// Values that must differ as a whole only.
    pub distinct: Vec<String>,
}

/// The people (by index, ascending) who must be drawn again: who shares a value with somebody before them, and whose
/// value stands inside another's.
///
/// Every strong value is looked for inside every value of everybody else, by way of its rarest piece: time grows with
/// the total length of the values and not with its square.
pub fn clashes(people: &[Prints]) -> BTreeSet<usize> {
    let mut losers = BTreeSet::new();
    let mut owners: HashMap<&str, usize> = HashMap::new();
    for (person, prints) in people.iter().enumerate() {
        for value in &prints.strong {
            if value.len() < PIECE || is_common_word(value) {
                losers.insert(person);
            }
        }
        for value in prints.strong.iter().chain(&prints.distinct) {
            if *owners.entry(value).or_insert(person) != person {
                losers.insert(person);
            }
        }
    }

    let mut counts = vec![0u16; 1 << COUNT_BITS];
    for value in people.iter().flat_map(|p| &p.strong) {
        for piece in pieces(value) {
            let count = &mut counts[bucket(piece)];
            *count = count.saturating_add(1);
        }
    }
    let mut anchors: HashMap<u64, Vec<(usize, &str, usize)>> = HashMap::new();
    let mut is_anchor = vec![false; 1 << COUNT_BITS];
    for (person, prints) in people.iter().enumerate() {
        let mut mine = HashSet::new();
        for value in &prints.strong {
            let rarest = pieces(value).enumerate().min_by_key(|(at, piece)| (counts[bucket(*piece)], *at));
            if let Some((at, piece)) = rarest
                && mine.insert(value.as_str())
            {
                anchors.entry(piece).or_default().push((person, value, at));
                is_anchor[bucket(piece)] = true;
            }
        }
    }
    for (person, prints) in people.iter().enumerate() {
        for value in prints.strong.iter().chain(&prints.distinct) {
            for (at, piece) in pieces(value).enumerate() {
                if !is_anchor[bucket(piece)] {
                    continue;
                }
                for (owner, needle, offset) in anchors.get(&piece).into_iter().flatten() {
                    let inside = at.checked_sub(*offset).and_then(|from| value.get(from..from + needle.len()));
                    if *owner != person && inside == Some(*needle) {
                        // The one inside loses: it may stand in words that everybody uses, and only another value
                        // of its own can cure that.
                        losers.insert(if needle.len() < value.len() { *owner } else { person.max(*owner) });
                    }
                }
            }
        }
    }
    losers
}

const COUNT_BITS: u32 = 22;

/// The windows of a folded (hence ASCII) value as numbers.
fn pieces(value: &str) -> impl Iterator<Item = u64> + '_ {
    value.as_bytes().windows(PIECE).map(|w| w.iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}

fn bucket(piece: u64) -> usize {
    (piece.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - COUNT_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(strong: &[&str], distinct: &[&str]) -> Prints {
        let own = |values: &[&str]| values.iter().map(|v| fold(v)).collect();
        Prints { strong: own(strong), distinct: own(distinct) }
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
        assert_eq!(clashes(&same), BTreeSet::from([1]));
        let inside = [person(&["Ravnkildegaard"], &[]), person(&["Tornholt"], &[]), person(&["ravnkilde"], &[])];
        assert_eq!(clashes(&inside), BTreeSet::from([2]));
        let inside_a_weaker_value = [person(&["Ravnkilde"], &[]), person(&["Tornholt"], &["Mette Ravnkilde Tornholt"])];
        assert_eq!(clashes(&inside_a_weaker_value), BTreeSet::from([0]));
    }

    #[test]
    fn values_of_one_person_may_hold_each_other() {
        let own =
            [person(&["Ravnkilde", "mette.ravnkilde@post.example"], &["Mette Ravnkilde"]), person(&["Tornholt"], &[])];
        assert!(clashes(&own).is_empty());
    }

    #[test]
    fn short_values_and_ordinary_words_are_refused() {
        assert_eq!(clashes(&[person(&["Holt"], &[])]), BTreeSet::from([0]));
        assert_eq!(clashes(&[person(&["kvalifikationer"], &[])]), BTreeSet::from([0]));
    }
}
