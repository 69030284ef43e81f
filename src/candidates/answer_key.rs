//! Writes the answer key of one person: each value, its class, and every place in which it was planted.

use super::AttributeId as A;
use super::attribute::{Attribute, AttributeId, FixtureClass};
use super::candidate::{Candidate, Document, Place, Qualification};
use super::cast::Part;
use super::cv::Cv;
use super::letter::Writing;
use super::person::Person;
use super::settings::{NationalIds, Settings};

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
    settings: &Settings,
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

    let mut attributes = values(settings, person, writing);
    if documents.is_empty() {
        // The pictures do not exist, nor what a camera notes.
        let coordinates = person.coordinates();
        attributes.retain(|a| !matches!(a.id, A::D10 | A::D11) && a.value != coordinates);
    }
    for attribute in &mut attributes {
        let mine = places.iter().filter(|p| p.id == attribute.id && holds(&p.place, attribute));
        attribute.places = mine.map(|p| p.place.clone()).collect();
        if attribute.places.is_empty() {
            let field = attribute.id.kind().field;
            attribute.places.push(Place { document: "form".into(), part: field.into(), sentence: None });
        }
    }
    // Who claims the right to an interview says so in a field for HR; the others leave it empty.
    let claims = person.told.iter().any(|told| told.betrays.is_some_and(|(_, v)| Some(v) == person.pack.preferential));
    let preferential = writing.preferential.filter(|_| claims).unwrap_or_default();
    if !preferential.is_empty() {
        let sentence = Some(preferential.to_owned());
        let place = Place { document: "form".into(), part: "preferential".into(), sentence };
        let betrayed = attributes.iter_mut().filter(|a| a.id == A::P10);
        betrayed.for_each(|attribute| attribute.places.push(place.clone()));
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
        .into_iter()
        .chain([("preferential".to_owned(), preferential.to_owned())])
        .collect(),
    }
}

/// Where one kind has several values (file names, spans of years, addresses), a place belongs to the value that stands
/// in it.
fn holds(place: &Place, attribute: &Attribute) -> bool {
    let several = matches!(attribute.id, A::X03 | A::X05 | A::D03 | A::D08);
    !several || place.sentence.as_deref().is_none_or(|s| s.contains(&attribute.value))
}

fn values(settings: &Settings, person: &Person, writing: &Writing) -> Vec<Attribute> {
    use FixtureClass::{OutOfSpace, RealisticOwned, Reserved};
    let mut all = Vec::new();
    let mut add = |id, value: &str, fixture_class| {
        all.push(Attribute { id, value: value.to_owned(), fixture_class, places: Vec::new() });
    };
    add(A::D01, &person.given, RealisticOwned);
    add(A::D02, &person.family, RealisticOwned);
    add(A::D03, &person.initials, RealisticOwned);
    if let Some(native) = &person.native {
        add(A::D03, native, RealisticOwned);
    }
    if let Some(number) = &person.national_id {
        let owned = matches!(settings.national_ids, NationalIds::Owned(_));
        let class = if owned && !person.pack.national_id.is_nobodys(number) { RealisticOwned } else { OutOfSpace };
        add(A::D04, number, class);
    }
    add(A::D05, &person.birth.to_string(), RealisticOwned);
    add(A::D06, &person.email, settings.email_class());
    add(A::D07, &person.phone, settings.phone_class());
    add(A::D08, &person.street, RealisticOwned);
    add(A::D08, &person.coordinates(), RealisticOwned);
    add(A::D09, &person.town, RealisticOwned);
    add(A::D10, "photo", RealisticOwned);
    add(A::D11, "signature", RealisticOwned);
    add(A::D12, &person.profile, Reserved);
    if let Some(website) = &person.website {
        add(A::D13, website, Reserved);
    }
    for (id, number) in &person.numbers {
        add(*id, number, if *id == A::D14 { Reserved } else { OutOfSpace });
    }
    if let Some(referee) = &person.referee {
        add(A::D18, referee, RealisticOwned);
    }
    add(A::P01, person.sex_word(), RealisticOwned);
    add(A::P03, &person.age.to_string(), RealisticOwned);
    if let Some(ethnic) = person.ethnic {
        add(A::P04, ethnic, RealisticOwned);
    }
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
    for (id, value) in person.told.iter().filter_map(|told| told.betrays) {
        add(id, value, RealisticOwned);
    }
    all.sort_by_key(|a| a.id);
    all
}
