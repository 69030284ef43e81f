//! Recall where a program read the letters of a picture: one error in every eight characters, of the kinds that such programs
//! make.

use klarsyn::candidates::{AttributeId as A, Candidate, Dataset, Role, Settings, people};
use klarsyn::detection::{Anchors, Detector};
use klarsyn::extraction::{Extraction, Part, Segment};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

/// What is read for what, either way.
const CONFUSED: [(&str, &str); 22] = [
    ("l", "1"),
    ("l", "i"),
    ("i", "1"),
    ("o", "0"),
    ("s", "5"),
    ("b", "8"),
    ("g", "9"),
    ("z", "2"),
    ("c", "e"),
    ("n", "h"),
    ("u", "v"),
    ("y", "v"),
    ("m", "rn"),
    ("d", "cl"),
    ("w", "vv"),
    ("å", "a"),
    ("ø", "o"),
    ("æ", "ae"),
    ("f", "t"),
    ("a", "o"),
    ("r", "n"),
    ("i", "j"),
];

/// One character of every eight is misread: taken for another, left out, or with a speck beside it. The digits of a house
/// number are not: with another digit it is another house, and nobody could tell.
fn misread(value: &str, attribute: A, rng: &mut StdRng) -> String {
    let letters: Vec<char> = value.chars().collect();
    let stays = |c: &char| attribute == A::D08 && c.is_ascii_digit();
    let windows = (letters.len() / 8).max(1);
    let mut out = String::new();
    for (number, window) in letters.chunks(8).enumerate() {
        let may: Vec<usize> = (0..window.len()).filter(|at| !stays(&window[*at])).collect();
        let wrong = if number < windows { may[rng.random_range(0..may.len())] } else { usize::MAX };
        for (at, letter) in window.iter().enumerate() {
            if at == wrong { out.push_str(&error(*letter, rng)) } else { out.push(*letter) }
        }
    }
    out
}

fn error(letter: char, rng: &mut StdRng) -> String {
    let own = letter.to_lowercase().to_string();
    let others: Vec<&str> = CONFUSED
        .iter()
        .filter_map(|(a, b)| {
            if *a == own {
                Some(*b)
            } else if *b == own {
                Some(*a)
            } else {
                None
            }
        })
        .collect();
    match rng.random_range(0..10) {
        0 => String::new(),
        1 => format!("{letter}."),
        2 => format!("{letter} "),
        _ if !letter.is_alphanumeric() => [",", "", "'"][rng.random_range(0..3)].to_owned(),
        _ if others.is_empty() => ["e", "n", "t"][rng.random_range(0..3)].to_owned(),
        _ => others[rng.random_range(0..others.len())].to_owned(),
    }
}

fn value(candidate: &Candidate, attribute: A) -> Option<String> {
    match attribute {
        A::D02 => Some(format!("{} {}", candidate.value(A::D01)?, candidate.value(A::D02)?)),
        _ => candidate.value(attribute).map(str::to_owned),
    }
}

fn found(detector: &Detector, text: &str, attribute: A) -> Vec<String> {
    let segment = Segment {
        text: &format!("Ansøgning modtaget: {text}, stilling som konsulent"),
        part: Part::ImageText,
        place: "picture".into(),
        span: None,
        concealed: None,
        inline: false,
    };
    let seen = detector.search(&Extraction { segments: [segment].into_iter().collect(), ..Extraction::default() });
    seen.matches.into_iter().filter(|m| m.attribute == attribute).map(|m| m.candidate.0).collect()
}

#[test]
fn of_values_with_one_misread_character_in_eight_nearly_all_are_found_and_nobody_elses() {
    let whole = people(&Settings::new(77, 150)).unwrap();
    let (applicants, strangers): (Vec<_>, Vec<_>) =
        whole.candidates.iter().cloned().partition(|c| c.role == Role::Applicant);
    let detector = Detector::new(&Dataset { candidates: applicants.clone(), ..whole }, &Anchors::default());
    let mut rng = StdRng::seed_from_u64(8);
    let (mut all, mut seen, mut wrong, mut lost) = (0, 0, Vec::new(), Vec::new());
    for attribute in [A::D02, A::D06, A::D08, A::D12] {
        let (mut tried, mut here) = (0, 0);
        for candidate in &applicants {
            let Some(value) = value(candidate, attribute).filter(|value| value.chars().count() >= 8) else { continue };
            for _ in 0..4 {
                let text = misread(&value, attribute, &mut rng);
                tried += 1;
                if found(&detector, &text, attribute).contains(&candidate.id.0) {
                    here += 1;
                } else if lost.len() < 40 {
                    lost.push(format!("{value} as {text}"));
                }
            }
        }
        for stranger in &strangers {
            // A family name that an applicant has as well, or nearly so, may be taken for the applicant's.
            let family = |candidate: &Candidate| candidate.value(A::D02).unwrap_or_default().to_lowercase();
            let near = |a: &Candidate| strsim::levenshtein(&family(a), &family(stranger)) <= 3;
            let shared = attribute == A::D02 && applicants.iter().any(near);
            let Some(value) = value(stranger, attribute).filter(|_| !shared) else { continue };
            let text = misread(&value, attribute, &mut rng);
            for taken in found(&detector, &text, attribute) {
                wrong.push(format!("{value} as {text} for {taken}"));
            }
        }
        println!("{}: {here} of {tried}", attribute.code());
        (all, seen) = (all + tried, seen + here);
    }
    let share = seen as f64 * 100.0 / all as f64;
    let wrong_ones = wrong.len();
    println!("misread: {seen} of {all} found ({share:.2} %), {wrong_ones} of strangers taken for an applicant's");
    assert!(seen * 100 >= all * 97, "{seen} of {all}: {lost:#?}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
