//! A CV as lines under headings, before it becomes a PDF or a DOCX.

use super::AttributeId as A;
use super::letter::Said;
use super::locale::Pack;
use super::person::{Person, Span};

/// A CV: the same content in every format.
#[derive(Debug, Clone)]
pub struct Cv {
    /// Language pack.
    pub pack: &'static Pack,
    /// The name at the top.
    pub name: String,
    /// The neutral line under it.
    pub headline: String,
    /// Headings with their lines, in reading order.
    pub sections: Vec<(&'static str, Vec<Said>)>,
    /// Initials at the foot.
    pub initials: String,
    /// E-mail address, for a link.
    pub email: String,
    /// Address of a profile, for a link and for a code that a telephone reads.
    pub profile: String,
    /// Street line, for what stays in a file after it was deleted.
    street: String,
    /// Telephone number, for what is hidden in a file.
    phone: String,
}

impl Cv {
    /// The line that was deleted with changes tracked.
    pub fn deleted(&self) -> Said {
        Said::new(self.pack.labels.deleted.replace("{street}", &self.street), &[A::D08])
    }

    /// The line that is formatted as hidden.
    pub fn hidden(&self) -> Said {
        Said::new(self.pack.labels.hidden.replace("{phone}", &self.phone), &[A::D07])
    }

    /// The portrait in words, for those who cannot see it.
    pub fn portrait(&self) -> Said {
        Said::new(self.pack.labels.portrait.replace("{name}", &self.name), &[A::D01, A::D02])
    }
}

/// Lays a person's life out as a CV.
pub fn lay_out(person: &Person, headline: &str) -> Cv {
    let labels = &person.pack.labels;
    let said = |label: &str, value: &str, id| Said::new(format!("{label}: {value}"), &[id]);
    let [address, postcode, phone, email, profile, website] = labels.contact;
    let mut contact = vec![
        said(address, &person.street, A::D08),
        said(postcode, &person.town, A::D09),
        said(phone, &person.phone, A::D07),
        said(email, &person.email, A::D06),
        said(profile, &person.profile, A::D12),
    ];
    contact.extend(person.website.as_deref().map(|own| said(website, own, A::D13)));
    let [born, age, sex, nationality, marital, referee] = labels.personal;
    let mut personal = vec![
        said(born, &person.pack.write_date(person.birth), A::D05),
        Said::new(age.replace("{age}", &person.age.to_string()), &[A::P03]),
        said(sex, person.sex_word(), A::P01),
        said(nationality, person.nationality, A::P05),
    ];
    personal.extend(person.marital.map(|status| said(marital, status, A::P12)));
    let name = person.native.as_deref();
    personal.extend(name.map(|own| Said::new(labels.native.replace("{native}", own), &[A::D03])));
    let [authorisation, firm, card, union] = labels.numbers;
    let label = |id| match id {
        A::D14 => authorisation,
        A::D15 => firm,
        A::D16 => card,
        _ => union,
    };
    let mut papers: Vec<Said> = person.numbers.iter().map(|(id, number)| said(label(*id), number, *id)).collect();
    papers.extend(person.referee.as_deref().map(|name| said(referee, name, A::D18)));
    let spans = |spans: &[Span], school: Option<&str>| -> Vec<Said> {
        let line = |span: &Span| {
            let mut tells = vec![A::X05];
            tells.extend(school.filter(|s| span.what.contains(s)).map(|_| A::X06));
            Said::new(format!("{}  {}", span.years, span.what), &tells)
        };
        spans.iter().rev().map(line).collect()
    };
    let others = labels.others[usize::from(!person.tongue_is_home)];
    let tongues = labels.tongues.replace("{tongue}", person.tongue).replace("{others}", others);
    let lines = [
        contact,
        personal,
        spans(&person.career, None),
        spans(&person.education, Some(&person.school)),
        person.facts.iter().map(|fact| Said::new(fact.as_str(), &[])).collect(),
        vec![Said::new(tongues, &[A::X07])],
        papers,
    ];
    Cv {
        pack: person.pack,
        name: person.full_name(),
        headline: headline.to_owned(),
        sections: labels.headings.into_iter().zip(lines).filter(|(_, lines)| !lines.is_empty()).collect(),
        initials: person.initials.clone(),
        email: person.email.clone(),
        profile: person.profile.clone(),
        street: person.street.clone(),
        phone: person.phone.clone(),
    }
}
