//! Writes the answer key of one person: each value, its class, and every place in which it was planted.

use super::AttributeId as A;
use super::attribute::{Attribute, AttributeId, FixtureClass};
use super::candidate::{Candidate, Document, Place, Qualification};
use super::cast::Part;
use super::cv::Cv;
use super::letter::Writing;
use super::person::Person;

/// A place that a document's writer reports: which attribute stands in which part.
#[derive(Debug, Clone)]
pub struct Planted {
    /// The attribute.
    pub id: AttributeId,
    /// Where.
    pub place: Place,
}

/// Shorthand for a planted value.
pub fn planted(id: AttributeId, document: &str, part: &str, sentence: Option<&str>) -> Planted {
    let place = Place { document: document.into(), part: part.into(), sentence: sentence.map(str::to_owned) };
    Planted { id, place }
}

/// Where a CV's lines stand, for a document whose running text has the name `part`.
pub fn cv_lines(cv: &Cv, document: &str, part: &str) -> Vec<Planted> {
    let mut places =
        vec![planted(A::D01, document, part, Some(&cv.name)), planted(A::D02, document, part, Some(&cv.name))];
    for said in cv.sections.iter().flat_map(|(_, lines)| lines) {
        places.extend(said.tells.iter().map(|id| planted(*id, document, part, Some(&said.text))));
    }
    places
}

/// The finished candidate. `documents` is empty for people without files; values that no text or file holds are then
/// said to stand in the form.
pub fn candidate(
    part: &Part,
    person: &Person,
    writing: &Writing,
    documents: Vec<Document>,
    files: &[Planted],
) -> Candidate {
    let mut places: Vec<Planted> = Vec::new();
    for said in writing.letter.telling() {
        places.extend(said.tells.iter().map(|id| planted(*id, "letter", "text", Some(&said.text))));
    }
    places.extend(files.iter().cloned());

    let mut attributes = values(person, writing);
    if documents.is_empty() {
        // The picture does not exist.
        attributes.retain(|a| a.id != A::D10);
    }
    for attribute in &mut attributes {
        let mine = places.iter().filter(|p| p.id == attribute.id && holds(&p.place, attribute));
        attribute.places = mine.map(|p| p.place.clone()).collect();
        if attribute.places.is_empty() {
            let field = attribute.id.kind().field;
            attribute.places.push(Place { document: "form".into(), part: field.into(), sentence: None });
        }
    }
    let numbered = person.facts.iter().enumerate();
    Candidate {
        id: part.id.clone(),
        role: part.role,
        twin: part.twin.clone(),
        attributes,
        qualifications: numbered
            .map(|(nth, fact)| Qualification { id: format!("Q{}", nth + 1), value: fact.clone() })
            .collect(),
        documents,
        texts: [
            ("letter", writing.letter.text()),
            ("headline", writing.headline.clone()),
            ("qualifications", writing.qualifications.clone()),
            ("cover_neutral", writing.neutral.clone()),
        ]
        .map(|(name, text)| (name.to_owned(), text))
        .into(),
    }
}

/// Where one kind has several values (file names, spans of years), a place belongs to the value that stands in it.
fn holds(place: &Place, attribute: &Attribute) -> bool {
    let several = matches!(attribute.id, A::X03 | A::X05);
    !several || place.sentence.as_deref().is_none_or(|s| s.contains(&attribute.value))
}

fn values(person: &Person, writing: &Writing) -> Vec<Attribute> {
    use FixtureClass::{OutOfSpace, RealisticOwned, Reserved};
    let mut all = Vec::new();
    let mut add = |id, value: &str, fixture_class| {
        all.push(Attribute { id, value: value.to_owned(), fixture_class, places: Vec::new() });
    };
    add(A::D01, &person.given, RealisticOwned);
    add(A::D02, &person.family, RealisticOwned);
    add(A::D03, &person.initials, RealisticOwned);
    add(A::D04, &person.cpr, OutOfSpace);
    add(A::D05, &person.birth.to_string(), RealisticOwned);
    add(A::D06, &person.email, Reserved);
    add(A::D07, &person.phone, Reserved);
    add(A::D08, &person.street, RealisticOwned);
    add(A::D09, &person.town, RealisticOwned);
    add(A::D10, "photo", RealisticOwned);
    add(A::D12, &person.profile, Reserved);
    add(A::P01, person.sex.word(), RealisticOwned);
    add(A::P03, &person.age.to_string(), RealisticOwned);
    add(A::P05, person.nationality, RealisticOwned);
    for file in &person.files {
        add(A::X03, file, RealisticOwned);
    }
    for span in person.education.iter().chain(&person.career) {
        add(A::X05, &span.years, RealisticOwned);
    }
    add(A::X06, &person.school, RealisticOwned);
    add(A::X07, person.tongue, RealisticOwned);
    add(A::X17, &writing.sign_off, RealisticOwned);
    if let Some(marital) = person.marital {
        add(A::P12, marital, RealisticOwned);
    }
    for told in &person.told {
        add(told.id, &told.value, RealisticOwned);
    }
    all.sort_by_key(|a| a.id);
    all
}
