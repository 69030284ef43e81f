//! A CV as lines under headings, before it becomes a PDF or a DOCX.

use chrono::Datelike;

use super::AttributeId as A;
use super::letter::Said;
use super::person::{Person, Span};

/// A CV: the same content in every format.
#[derive(Debug, Clone)]
pub struct Cv {
    /// The name at the top.
    pub name: String,
    /// The neutral line under it.
    pub headline: String,
    /// Headings with their lines, in reading order.
    pub sections: Vec<(&'static str, Vec<Said>)>,
    /// Initials at the foot.
    pub initials: String,
    /// Street line, for what stays in a file after it was deleted.
    street: String,
    /// Telephone number, for what is hidden in a file.
    phone: String,
}

impl Cv {
    /// The line that was deleted with changes tracked.
    pub fn deleted(&self) -> Said {
        Said::new(format!("Hjemme på {}", self.street), &[A::D08])
    }

    /// The line that is formatted as hidden.
    pub fn hidden(&self) -> Said {
        Said::new(format!("Ring helst om aftenen på {}", self.phone), &[A::D07])
    }
}

const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
];

/// A date as it is written in Danish: `15. december 1972`.
pub fn danish_date(date: chrono::NaiveDate) -> String {
    format!("{}. {} {}", date.day(), MONTHS[date.month0() as usize], date.year())
}

/// Lays a person's life out as a CV.
pub fn lay_out(person: &Person, headline: &str) -> Cv {
    let contact = vec![
        Said::new(format!("Adresse: {}", person.street), &[A::D08]),
        Said::new(format!("Postnummer og by: {}", person.town), &[A::D09]),
        Said::new(format!("Telefon: {}", person.phone), &[A::D07]),
        Said::new(format!("E-mail: {}", person.email), &[A::D06]),
        Said::new(format!("Profil: {}", person.profile), &[A::D12]),
    ];
    let mut personal = vec![
        Said::new(format!("Født: {}", danish_date(person.birth)), &[A::D05]),
        Said::new(format!("Alder: {} år", person.age), &[A::P03]),
        Said::new(format!("Køn: {}", person.sex.word()), &[A::P01]),
        Said::new(format!("Nationalitet: {}", person.nationality), &[A::P05]),
    ];
    if let Some(marital) = person.marital {
        personal.push(Said::new(format!("Civilstand: {marital}"), &[A::P12]));
    }
    let spans = |spans: &[Span], school: Option<&str>| -> Vec<Said> {
        let line = |span: &Span| {
            let mut tells = vec![A::X05];
            tells.extend(school.filter(|s| span.what.contains(s)).map(|_| A::X06));
            Said::new(format!("{}  {}", span.years, span.what), &tells)
        };
        spans.iter().rev().map(line).collect()
    };
    let others = if person.tongue == "dansk" { "engelsk, tysk" } else { "dansk, engelsk" };
    Cv {
        name: person.full_name(),
        headline: headline.to_owned(),
        sections: vec![
            ("Kontakt", contact),
            ("Personlige oplysninger", personal),
            ("Erhvervserfaring", spans(&person.career, None)),
            ("Uddannelse", spans(&person.education, Some(&person.school))),
            ("Kvalifikationer", person.facts.iter().map(|fact| Said::new(fact.as_str(), &[])).collect()),
            ("Sprog", vec![Said::new(format!("{} (modersmål), {others}", person.tongue), &[A::X07])]),
        ],
        initials: person.initials.clone(),
        street: person.street.clone(),
        phone: person.phone.clone(),
    }
}
