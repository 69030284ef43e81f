//! Texts in which nothing was found: the frame of a page comes again with every page, and is searched once.
//!
//! A value may begin in one text and end in a later one. So each segment is known together with those behind it that a value
//! could go on to: where a page differs from another in one place, a few texts before it are searched again as well.

use std::ops::Range;
use std::sync::atomic::{AtomicI32, AtomicU32, Ordering};

use super::remembered::Remembered;
use crate::extraction::Segments;

/// Segments of a unit that is remembered. Larger ones are data that come once, and would drive out everything else.
const MOST: usize = 1 << 14;
/// Segments that are looked at behind one: more hold no value, but texts without letters.
const FURTHEST: usize = 32;

/// How many units may be looked at in vain, and how much one adds of which a sixteenth is familiar at least; beyond, one in so many
/// is looked at. (In tests, all.)
const CREDIT: i32 = 64;
const FOUND: i32 = 8;
const PART: usize = 16;
const SELDOM: u32 = if cfg!(test) { 1 } else { 8 };

/// What parts the places of texts in a hash; odd, so that it can be divided by.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
/// A number times this is the number divided by [`STEP`].
const BACK: u64 = {
    let (mut back, mut bits) = (STEP, 3);
    while bits < u64::BITS {
        back = back.wrapping_mul(2u64.wrapping_sub(STEP.wrapping_mul(back)));
        bits *= 2;
    }
    back
};
const _: () = assert!(STEP.wrapping_mul(BACK) == 1);

/// What was searched before without any find.
#[derive(Debug)]
pub(crate) struct Familiar {
    remembered: Remembered,
    /// Folded bytes of the longest pattern.
    longest: usize,
    /// Whether it pays to look: nothing that is found depends on it.
    credit: AtomicI32,
    asked: AtomicU32,
}

/// What is known of the segments of a unit.
#[derive(Debug, Default)]
pub(crate) struct Look {
    /// Segments in which something may be found.
    pub unfamiliar: Vec<Range<usize>>,
    /// These together with those that a value may go on to.
    pub reach: Vec<Range<usize>>,
    /// Familiar segments that mean something else as well, and how many bytes that takes.
    pub coded: Vec<(usize, usize)>,
    /// Segments that are to be remembered where they give nothing, each with what stands for it and those behind it.
    new: Vec<(usize, u64)>,
}

impl Familiar {
    /// For patterns of so many folded bytes at most.
    pub fn new(longest: usize) -> Familiar {
        Familiar {
            remembered: Remembered::default(),
            longest,
            credit: AtomicI32::new(CREDIT),
            asked: AtomicU32::new(0),
        }
    }

    /// Which segments were searched before, together with those behind them.
    pub fn look(&self, segments: &Segments) -> Look {
        let count = segments.len();
        let seldom = || !self.asked.fetch_add(1, Ordering::Relaxed).is_multiple_of(SELDOM);
        if count > MOST || self.credit.load(Ordering::Relaxed) <= 0 && seldom() {
            let all = || std::iter::once(0..count).collect();
            return Look { unfamiliar: all(), reach: all(), ..Look::default() };
        }
        // The hash of texts in a row is the sum of theirs, each times `STEP` as often as texts stand before it: so that of any
        // texts in the row is the difference of two sums, divided by `STEP` as often.
        let (mut sum, mut times, mut divided) = (0u64, 1u64, 1u64);
        let mut texts: Vec<(u64, usize)> = Vec::with_capacity(count + 1);
        for number in 0..count {
            let text = segments.text(number);
            texts.push((sum, letters(text)));
            sum = sum.wrapping_add(self.remembered.hash(text).wrapping_mul(times));
            times = times.wrapping_mul(STEP);
        }
        texts.push((sum, 0));
        let mut look = Look::default();
        let (mut end, mut behind) = (0, 0);
        for number in 0..count {
            match end > number {
                true => behind -= texts[number].1,
                false => end = number + 1,
            }
            while end < count && behind < self.longest {
                behind += texts[end].1;
                end += 1;
            }
            let hash = texts[end].0.wrapping_sub(texts[number].0).wrapping_mul(divided);
            divided = divided.wrapping_mul(BACK);
            if let Some(bytes) = self.remembered.get(hash) {
                if bytes > 0 {
                    look.coded.push((number, usize::from(bytes)));
                }
                continue;
            }
            if end - number <= FURTHEST {
                look.new.push((number, hash));
            }
            add(&mut look.unfamiliar, number..number + 1);
            add(&mut look.reach, number..end);
        }
        let known = count - look.unfamiliar.iter().map(Range::len).sum::<usize>();
        let credit = self.credit.load(Ordering::Relaxed);
        let credit = if known * PART >= count { (credit + FOUND).min(CREDIT) } else { (credit - 1).max(0) };
        self.credit.store(credit, Ordering::Relaxed);
        look
    }

    /// Remembers what is new and not among the segments that gave something. `decoded` are segments with as many bytes as
    /// they mean. Both come in order.
    pub fn remember(&self, look: &Look, fruitful: &[usize], decoded: &[(usize, usize)]) {
        for (number, hash) in look.new.iter().filter(|(number, _)| fruitful.binary_search(number).is_err()) {
            let bytes = decoded.binary_search_by_key(number, |(of, _)| *of).map_or(0, |at| decoded[at].1);
            if let Ok(bytes) = u16::try_from(bytes) {
                self.remembered.add(*hash, bytes);
            }
        }
    }
}

/// Adds a range that begins behind the others' begins.
fn add(ranges: &mut Vec<Range<usize>>, range: Range<usize>) {
    match ranges.last_mut() {
        Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
        _ => ranges.push(range),
    }
}

/// How many bytes a text folds to at least. Written so that a compiler asks for many at once.
fn letters(text: &str) -> usize {
    let of_few = |few: &[u8]| few.iter().fold(0u8, |count, byte| count + u8::from(byte.is_ascii_alphanumeric()));
    text.as_bytes().chunks(usize::from(u8::MAX)).map(|few| usize::from(of_few(few))).sum()
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::candidates::Dataset;
    use crate::detection::{Anchors, Detector, sample, transforms};
    use crate::extraction::{Extraction, Part, Place, Segment};

    fn page(texts: &[String], inline: bool) -> Extraction {
        // Apart from each other where they are no running text.
        let places: Vec<String> =
            (0..texts.len()).map(|n| format!("ul > li[{}] > a", if inline { 1 } else { n })).collect();
        let segment = |(text, place)| Segment {
            text,
            part: Part::VisibleText,
            place: Place::Written(place),
            span: None,
            concealed: None,
            inline,
        };
        let segments = texts.iter().map(String::as_str).zip(places.iter().map(String::as_str)).map(segment).collect();
        Extraction { segments, ..Extraction::default() }
    }

    #[test]
    fn the_frame_of_a_page_is_familiar_and_what_changed_is_not() {
        let familiar = Familiar::new(20);
        let mut texts: Vec<String> = (0..400).map(|number| format!("Punkt {number} i menuen")).collect();
        let first = page(&texts, true).segments;
        let look = familiar.look(&first);
        let unfamiliar = |segments: &Segments| {
            let look = familiar.look(segments);
            look.reach.into_iter().map(|range| (range.start, range.end)).collect::<Vec<_>>()
        };
        assert_eq!(unfamiliar(&first), [(0, 400)]);
        // What gave something stays unfamiliar, and what means more than can be noted.
        familiar.remember(&look, &[10], &[(20, 5), (30, 70_000)]);
        assert_eq!(unfamiliar(&first), [(10, 13), (30, 33)]);
        texts[200] = "noget andet".into();
        assert_eq!(unfamiliar(&page(&texts, true).segments), [(10, 13), (30, 33), (198, 203)]);
        // Without letters nobody knows how far a value goes on.
        let dots = page(&vec![". . . . .".to_owned(); 50], true).segments;
        familiar.remember(&familiar.look(&dots), &[], &[]);
        assert_eq!(unfamiliar(&dots), [(0, 50)]);
    }

    #[test]
    fn a_value_that_goes_on_from_a_familiar_text_is_found_and_none_that_only_seems_to() {
        let person = sample();
        let detector = Detector::new(&person, &Anchors::default());
        let line = |n: usize| {
            format!("Linje nummer {n} i en liste, der er længere end noget andet på siden, og slutter med Fati")
        };
        let mut texts: Vec<String> = (0..20).map(line).collect();
        let mut found = |changes: &[(usize, &str)]| {
            changes.iter().for_each(|(at, text)| texts[*at] = (*text).to_owned());
            detector.search(&page(&texts, true)).matches.into_iter().map(|m| m.attribute.code()).collect::<Vec<_>>()
        };
        assert_eq!(found(&[]), Vec::<&str>::new());
        assert_eq!(found(&[(10, "ma Al-Sayed")]), ["D01", "D02"]);
        assert_eq!(found(&[(9, "intet")]), ["D02"]);
        // Now what is searched first ends with `Fati`, and what is searched next begins with `ma`.
        assert_eq!(found(&[(5, "intet")]), ["D02"]);
    }

    /// Parts of values, weak values in codes, digests and salts, and lines that are in every page.
    fn pieces() -> Vec<String> {
        let parts = [
            "Fati", "ma ", "Al-", "Sayed", "fatima.alsayed72@", "mail.example", "751272", "-1234", "Gl. Æble",
            "vej 17, 2. tv.",
        ];
        let coded = ["Statsborger: syr%69sk", "Køn: kv%69nde", "Alder 53 &aring;r", "%46atima", "&lt;i>Fatima&lt;/i>"];
        let lines = (0..30)
            .map(|n| format!("Her står der en linje som kommer igen, nemlig nummer {n}, og intet andet end den"));
        let examples = transforms().iter().flat_map(|t| [t.example, t.counter_example]);
        let words = parts.into_iter().chain(coded).chain(examples).map(str::to_owned);
        words.chain(lines).collect()
    }

    proptest::proptest! {
        /// Against a detector that has seen nothing yet.
        #[test]
        fn what_was_seen_before_changes_no_find(
            pages in proptest::collection::vec(
                (proptest::collection::vec(proptest::sample::select(pieces()), 1..40), proptest::bool::ANY, 0usize..2), 2..6),
        ) {
            static PERSON: LazyLock<Dataset> = LazyLock::new(sample);
            let used = Detector::new(&PERSON, &Anchors::default());
            for (texts, inline, times) in pages {
                // Some pages come again, as they are and with each text apart.
                for inline in [inline, !inline].into_iter().chain(std::iter::repeat_n(inline, times)) {
                    let page = page(&texts, inline);
                    let wanted = format!("{:?}", Detector::new(&PERSON, &Anchors::default()).search(&page));
                    proptest::prop_assert_eq!(format!("{:?}", used.search(&page)), wanted);
                }
            }
        }
    }
}
