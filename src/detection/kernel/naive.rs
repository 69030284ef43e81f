//! The obvious search, to which the others are compared.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::super::starts::Starts;
use super::{Automaton, Grams, Kernel, Patterns};

#[derive(Debug)]
struct Naive(Vec<Vec<u8>>);

impl Kernel for Naive {
    fn scan(&self, haystack: &[u8], hit: &mut dyn FnMut(usize, usize, u32)) {
        for start in 0..haystack.len() {
            for (pattern, number) in self.0.iter().zip(0u32..) {
                if haystack[start..].starts_with(pattern) {
                    hit(start, start + pattern.len(), number);
                }
            }
        }
    }
}

fn all(kernel: &dyn Kernel, haystack: &[u8]) -> Vec<(usize, usize, u32)> {
    let mut hits = Vec::new();
    kernel.scan(haystack, &mut |s, e, p| hits.push((s, e, p)));
    hits.sort_unstable();
    hits
}

#[test]
fn the_kernel_finds_what_the_obvious_search_finds() {
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    for _ in 0..300 {
        let word = |rng: &mut ChaCha8Rng, max: usize| -> Vec<u8> {
            (0..rng.random_range(1..=max)).map(|_| b"abc"[rng.random_range(0..3)]).collect()
        };
        let mut patterns: Vec<Vec<u8>> = (0..rng.random_range(1..12)).map(|_| word(&mut rng, 5)).collect();
        patterns.sort();
        patterns.dedup();
        let haystack = word(&mut rng, 200);
        assert_eq!(all(&Automaton::new(&patterns), &haystack), all(&Naive(patterns.clone()), &haystack));
    }
}

/// Patterns of at most so many letters and a text that holds some of them, of another alphabet each round.
fn patterns_and_text(rng: &mut ChaCha8Rng, round: usize, most: usize) -> (Vec<Vec<u8>>, Vec<u8>) {
    let alphabets: [&[u8]; 4] = [b"ab", b"abcdefghij0123456789", b"01", b"0123456789a"];
    let letters = alphabets[round % alphabets.len()];
    let word = |rng: &mut ChaCha8Rng, least: usize, most: usize| -> Vec<u8> {
        (0..rng.random_range(least..=most)).map(|_| letters[rng.random_range(0..letters.len())]).collect()
    };
    let mut patterns: Vec<Vec<u8>> = (0..rng.random_range(1..60)).map(|_| word(rng, 4, most)).collect();
    patterns.sort();
    patterns.dedup();
    let mut text = word(rng, 0, if round % 20 < 4 { 12_000 } else { 300 });
    // Text at random seldom holds a long pattern: some are put in, at every distance from the end.
    for pattern in patterns.iter().take(9) {
        let at = rng.random_range(0..=text.len());
        text.splice(at..at, pattern.iter().copied());
    }
    (patterns, text)
}

#[test]
fn sampled_grams_find_what_the_automaton_finds() {
    let mut rng = ChaCha8Rng::seed_from_u64(11);
    for round in 0..400 {
        let (patterns, text) = patterns_and_text(&mut rng, round, 24);
        let grams = Grams::new(patterns.iter().collect());
        assert_eq!(all(&grams, &text), all(&Automaton::new(&patterns), &text), "{patterns:?}");
    }
    assert_eq!(all(&Grams::new(Patterns::default()), b"abcdefgh"), []);
}

#[test]
fn patterns_that_begin_words_are_found_where_words_begin_and_nowhere_else() {
    let mut rng = ChaCha8Rng::seed_from_u64(13);
    for round in 0..400 {
        let (patterns, text) = patterns_and_text(&mut rng, round, 14);
        let mut all_patterns = Patterns::default();
        for pattern in &patterns {
            let number = all_patterns.add(pattern);
            if rng.random_range(0..3) == 0 {
                all_patterns.set_anywhere(number);
            }
        }
        let anywhere: Vec<bool> = all_patterns.iter().map(|(number, _)| all_patterns.is_anywhere(number)).collect();
        let bits: Vec<bool> = text.iter().map(|_| rng.random_range(0..3) == 0).collect();
        let mut starts = Starts::default();
        for piece in bits.chunks(rng.random_range(1..=64)) {
            starts.push(piece.iter().rev().fold(0, |all, bit| all << 1 | u64::from(*bit)), piece.len());
        }
        let mut found = Vec::new();
        Grams::new(all_patterns).scan_words(&text, &starts, &mut |s, e, p| found.push((s, e, p)));
        found.sort_unstable();
        let mut wanted = all(&Automaton::new(&patterns), &text);
        // Long ones are looked for in another way, which asks everywhere.
        let long = |p: u32| patterns[p as usize].len() >= 9 && !patterns[p as usize].iter().all(u8::is_ascii_digit);
        wanted.retain(|(start, _, p)| bits[*start] || anywhere[*p as usize] || long(*p));
        assert_eq!(found, wanted, "{patterns:?}");
    }
}

/// Of so many patterns a filter takes much for one of them.
#[test]
fn what_seems_to_begin_before_the_end_of_a_text_is_none() {
    let mut rng = ChaCha8Rng::seed_from_u64(17);
    let mut word = |length: usize| -> Vec<u8> { (0..length).map(|_| rng.random_range(b'a'..=b'z')).collect() };
    let mut patterns = Patterns::default();
    (0..20_000).for_each(|_| _ = patterns.add(&word(4)));
    let kernel = Grams::new(patterns);
    for text in (0..30_000).map(|number| word(1 + number % 3)) {
        let mut found = 0;
        kernel.scan_words(&text, &Starts::everywhere(text.len()), &mut |_, _, _| found += 1);
        assert_eq!(found, 0);
    }
}

#[test]
fn a_number_is_found_wherever_it_stands_among_letters() {
    let patterns = ["12345678", "2345678901", "00000000"].map(|number| number.as_bytes().to_vec());
    let kernel = Grams::new(patterns.iter().collect());
    for text in ["12345678", "a12345678b", "ab12345678", "12345678901", "1234567 812345678901a", "a000000000b1234567"] {
        assert_eq!(all(&kernel, text.as_bytes()), all(&Automaton::new(&patterns), text.as_bytes()), "{text}");
    }
}
