//! What a person writes: a letter that tells too much, as letters do, and the same without identity.

use rand_chacha::ChaCha8Rng;

use super::AttributeId;
use super::person::Person;
use super::rolls::{pick, shuffled, stream};

/// A sentence or line, with what it betrays.
#[derive(Debug, Clone)]
pub struct Said {
    /// The words.
    pub text: String,
    /// The attributes whose values stand in it.
    pub tells: Vec<AttributeId>,
}

impl Said {
    /// A line that betrays what `tells` names.
    pub fn new(text: impl Into<String>, tells: &[AttributeId]) -> Said {
        Said { text: text.into(), tells: tells.to_vec() }
    }
}

/// A letter as sentences in paragraphs.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Paragraphs; the last one is the sign-off, whose entries are lines.
    pub paragraphs: Vec<Vec<Said>>,
}

impl Letter {
    /// The letter as plain text: blank lines between paragraphs, the sign-off line by line.
    pub fn text(&self) -> String {
        let last = self.paragraphs.len().saturating_sub(1);
        let paragraphs: Vec<String> = self
            .paragraphs
            .iter()
            .enumerate()
            .map(|(nth, sentences)| {
                let words: Vec<&str> = sentences.iter().map(|s| s.text.as_str()).collect();
                words.join(if nth == last { "\n" } else { " " })
            })
            .collect();
        paragraphs.join("\n\n")
    }

    /// All sentences that betray something.
    pub fn telling(&self) -> impl Iterator<Item = &Said> {
        self.paragraphs.iter().flatten().filter(|s| !s.tells.is_empty())
    }
}

/// Everything that a person writes into a form.
#[derive(Debug, Clone)]
pub struct Writing {
    /// The letter with identity.
    pub letter: Letter,
    /// The letter without.
    pub neutral: String,
    /// A neutral line.
    pub headline: String,
    /// The facts that must stay visible, neutral.
    pub qualifications: String,
    /// The line that closes the letter, with the given name.
    pub sign_off: String,
    /// What claims the right to a preferential interview, where the law knows one: for HR, and never for a reviewer.
    pub preferential: Option<&'static str>,
}

/// Writes everything for a person; `story` chooses the wording, so that twins write alike.
pub fn write(seed: u64, story: u32, person: &Person) -> Writing {
    let mut rng = stream(seed, "wording", story, 0);
    let s = &person.pack.sentences;
    let job = person.job;
    let greeting = Said::new(format!("{},", pick(&mut rng, s.greetings)), &[]);
    let opening = pick(&mut rng, s.openings).replace("{job}", job.title).replace("{topic}", job.topic);
    let opening = Said::new(opening, &[]);
    let order = shuffled(&mut rng, s.neutral.len());
    let filler = |nth: usize| Said::new(s.neutral[order[nth]], &[]);
    let lead = pick(&mut rng, s.facts_lead);
    let facts: Vec<Said> = std::iter::once(Said::new(lead, &[]))
        .chain(person.facts.iter().map(|fact| Said::new(format!("{fact}."), &[])))
        .collect();
    let closing = Said::new(pick(&mut rng, s.closings), &[]);

    let mut about = about_myself(&mut rng, person);
    about.push(filler(0));
    // Who tells little about themselves writes more about the work.
    let mut last: Vec<Said> = (2..5usize.saturating_sub(person.told.len())).map(filler).collect();
    let volunteered = pick(&mut rng, s.national_id);
    if let Some(number) = &person.national_id {
        last.push(Said::new(volunteered.replace("{cpr}", number), &[AttributeId::D04]));
    }
    last.push(closing.clone());
    let sign_off = pick(&mut rng, s.sign_offs).replace("{given}", &person.given);
    let letter = Letter {
        paragraphs: vec![
            vec![greeting.clone()],
            vec![opening.clone(), filler(1)],
            about,
            facts.clone(),
            last,
            vec![
                Said::new(sign_off.clone(), &[AttributeId::D01, AttributeId::X17]),
                Said::new(person.full_name(), &[AttributeId::D01, AttributeId::D02]),
            ],
        ],
    };
    let neutral = Letter {
        paragraphs: vec![
            vec![greeting],
            vec![opening, filler(1), filler(0), filler(5)],
            facts,
            vec![filler(2), filler(3), filler(4), closing],
            vec![Said::new(s.neutral_sign_off, &[])],
        ],
    };
    Writing {
        letter,
        sign_off,
        neutral: neutral.text(),
        headline: s.headline.replace("{topic}", job.topic),
        qualifications: person.facts.iter().map(|fact| format!("{fact}.")).collect::<Vec<_>>().join("\n"),
        preferential: s.preferential,
    }
}

fn about_myself(rng: &mut ChaCha8Rng, person: &Person) -> Vec<Said> {
    let s = &person.pack.sentences;
    let age = person.age.to_string();
    let sex_and_age = pick(rng, s.sex_and_age).replace("{sex}", person.sex_word()).replace("{age}", &age);
    let tongues = if person.tongue_is_home { s.tongue_home } else { s.tongue_foreign };
    let tongue = pick(rng, tongues).replace("{tongue}", person.tongue);
    let nationality = pick(rng, s.nationality).replace("{nationality}", person.nationality);
    let mut about = vec![
        Said::new(sex_and_age, &[AttributeId::P01, AttributeId::P03]),
        Said::new(tongue, &[AttributeId::X07]),
        Said::new(nationality, &[AttributeId::P05]),
    ];
    about.extend(person.ethnic.map(|e| Said::new(s.ethnic.replace("{ethnic}", e), &[AttributeId::P04])));
    about.extend(
        person.told.iter().map(|told| Said {
            text: told.sentence.to_owned(),
            tells: told.betrays.iter().map(|(id, _)| *id).collect(),
        }),
    );
    about
}
