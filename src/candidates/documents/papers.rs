//! The papers that come with an application: what a superior wrote, a diploma, and the certificate of a course.

use super::sheet::{self, Sheet};
use super::{code::grey_png, scan};
use crate::candidates::AttributeId as A;
use crate::candidates::letter::Said;
use crate::candidates::locale::pack::Papers;
use crate::candidates::person::Person;

/// A paper: a title and the lines under it.
#[derive(Debug)]
pub struct Paper {
    /// Title.
    pub title: &'static str,
    /// Lines, with what they tell.
    pub lines: Vec<Said>,
    /// Who wrote it, where that is known.
    pub author: Option<String>,
}

/// Reference, diploma and certificate of a person.
pub fn of(person: &Person) -> [Paper; 3] {
    let words: &Papers = &person.pack.papers;
    let paper = |title, text: &[&str]| {
        let lines = text.iter().filter_map(|line| fill(line, person)).collect();
        Paper { title, lines, author: None }
    };
    let mut reference = paper(words.reference, words.reference_text);
    let title = words.referee_titles[person.full_name().len() % words.referee_titles.len()];
    let signed = match &person.referee {
        Some(name) => Said::new(format!("{name}, {title}"), &[A::D18]),
        None => Said::new(title, &[]),
    };
    reference.lines.push(signed);
    reference.author = person.referee.clone();
    [reference, paper(words.diploma, words.diploma_text), paper(words.certificate, words.certificate_text)]
}

/// Puts a person's values into a line; nothing where the person has no such value.
fn fill(line: &str, person: &Person) -> Option<Said> {
    let mut said = Said::new(line, &[]);
    let name = person.full_name();
    let last = person.career.last();
    let values: [(&str, Option<&str>, &[A]); 10] = [
        ("{name}", Some(&name), &[A::D01, A::D02]),
        ("{given}", Some(&person.given), &[A::D01]),
        ("{born}", Some(&person.pack.write_date(person.birth)), &[A::D05]),
        ("{cpr}", person.national_id.as_deref(), &[A::D04]),
        ("{job}", Some(person.job.title), &[]),
        ("{employer}", Some(person.employer), &[]),
        ("{years}", last.map(|span| span.years.as_str()), &[A::X05]),
        ("{education}", Some(person.job.education), &[]),
        ("{school}", Some(&person.trained_at), if person.school == person.trained_at { &[A::X06] } else { &[] }),
        ("{fact}", person.facts.first().map(String::as_str), &[]),
    ];
    for (key, value, tells) in values {
        if said.text.contains(key) {
            said.text = said.text.replace(key, value?);
            said.tells.extend(tells);
        }
    }
    let year = person.education.last().and_then(|span| span.years.split('–').nth(1));
    said.text = said.text.replace("{year}", year.unwrap_or_default());
    Some(said)
}

/// A paper as PDF.
pub fn pdf(paper: &Paper, language: &str) -> Result<Vec<u8>, String> {
    let mut paragraphs = vec![(18.0, vec![paper.title.to_owned()])];
    paragraphs.extend(paper.lines.iter().map(|said| (9.5, vec![said.text.clone()])));
    let author = paper.author.as_deref();
    sheet::write(&Sheet { title: paper.title, author, language, paragraphs, ..Sheet::default() })
}

/// A paper as a picture, as people photograph what they have on paper only: PNG, with no text in the file.
pub fn picture(paper: &Paper) -> Result<Vec<u8>, String> {
    let (width, height) = (1_100, 640);
    let mut pixels = vec![255; width * height];
    let mut lines = vec![(paper.title.to_owned(), 20.0)];
    lines.extend(paper.lines.iter().map(|said| (said.text.clone(), 11.0)));
    scan::ink(&mut pixels, width, 0.0, &lines)?;
    grey_png(&pixels, width, height)
}
