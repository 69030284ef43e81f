//! Fills a part with a person: the values that identify, the career, and what is told besides.

use chrono::{Datelike, Days, NaiveDate};
use fake::Fake;
use fake::faker::phone_number::raw::PhoneNumber;
use fake::locales::Data;
use rand_chacha::ChaCha8Rng;

use super::AttributeId;
use super::cast::Part;
use super::locale::da::family::family_names;
use super::locale::da::places::{DOORS, DOORS_OF_FLATS, STREET_FIRSTS, STREET_SECONDS, TOWNS};
use super::locale::da::work::{DANISH_SCHOOL_TOWNS, EMPLOYERS, JOBS, Job, schools_elsewhere};
use super::locale::da::{DaDk, Origin, Sex, life};
use super::rolls::{between, chance, index, pick, shuffled, stream};
use super::unique::{Prints, fold};

/// The day on which ages are counted, so that a dataset does not depend on a clock.
pub const REFERENCE_DATE: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 1).expect("a day of the calendar");

/// Something told in one sentence, for example that somebody is a shop steward.
#[derive(Debug, Clone)]
pub struct Told {
    /// What it betrays.
    pub id: AttributeId,
    /// The words that betray it.
    pub value: String,
    /// The sentence in which the value stands.
    pub sentence: String,
}

/// A span of years in a CV.
#[derive(Debug, Clone)]
pub struct Span {
    /// For example `1991–1994` or `2019–nu`.
    pub years: String,
    /// What and where.
    pub what: String,
}

/// One invented person.
#[derive(Debug, Clone)]
pub struct Person {
    /// Given name or names.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Initials with points: `F.A.`
    pub initials: String,
    /// Sex.
    pub sex: Sex,
    /// Years on [`REFERENCE_DATE`].
    pub age: u32,
    /// Birth date.
    pub birth: NaiveDate,
    /// CPR number in replacement form, `DDMMYY-SSSS` with the day raised by 60.
    pub cpr: String,
    /// E-mail address on a reserved domain.
    pub email: String,
    /// Telephone number from a spare range.
    pub phone: String,
    /// Street line of a street that does not exist.
    pub street: String,
    /// Post code and town.
    pub town: String,
    /// Address of a profile on a reserved domain.
    pub profile: String,
    /// Nationality in lower case.
    pub nationality: &'static str,
    /// Mother tongue in lower case.
    pub tongue: &'static str,
    /// Line of work.
    pub job: &'static Job,
    /// School that points to where somebody comes from.
    pub school: String,
    /// Education, earliest first.
    pub education: Vec<Span>,
    /// Jobs, earliest first.
    pub career: Vec<Span>,
    /// Job-relevant facts that must stay visible.
    pub facts: Vec<String>,
    /// Marital status, where it is told.
    pub marital: Option<&'static str>,
    /// Things told in sentences.
    pub told: Vec<Told>,
    /// File names: CV as PDF and DOCX, letter, photo, CV as ODT, RTF and scanned.
    pub files: [String; 7],
}

/// Draws the person for a part; another `attempt` gives the same part with other identifying values.
pub fn draw(seed: u64, part: &Part, attempt: u32) -> Person {
    let mut own = stream(seed, "identity", part.number, attempt);
    let mut story = stream(seed, "story", part.story, 0);
    let family = draw_family(&mut own, part, attempt);
    let birth = draw_birth(&mut own, part.age);
    let (job, school, education, career) = draw_career(&mut story, part, birth.year());
    let given_plain = fold(part.given.split(' ').next().unwrap_or(part.given));
    let family_plain = fold(&family);
    let facts =
        job.facts.iter().map(|fact| fact.replace('#', &between(&mut own, 100_000, 999_999).to_string())).collect();
    Person {
        given: part.given.to_owned(),
        sex: part.sex,
        age: part.age,
        initials: format!("{}.{}.", initial(part.given), initial(&family)),
        cpr: draw_cpr(&mut own, birth, part.sex),
        email: draw_email(&mut own, &given_plain, &family_plain, birth.year()),
        phone: PhoneNumber(DaDk).fake_with_rng(&mut own),
        street: draw_street(&mut own, part.crowded_town),
        town: pick(&mut own, TOWNS).to_owned(),
        profile: format!(
            "https://netvaerket.example/in/{given_plain}-{family_plain}-{:03x}",
            between(&mut own, 0, 0xfff)
        ),
        files: draw_files(&mut own, &name_part(part.given), &name_part(&family)),
        nationality: pick(&mut story, part.origin.nationalities()),
        tongue: part.origin.mother_tongue(),
        told: draw_told(&mut stream(seed, "kinds", part.kinds, 0), &mut story, part),
        marital: chance(&mut stream(seed, "marital", part.kinds, 0), 40).then(|| pick(&mut story, life::MARITAL)),
        birth,
        family,
        job,
        school,
        education,
        career,
        facts,
    }
}

impl Person {
    /// Given and family name.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given, self.family)
    }

    /// The values that must be this person's alone. Birth dates run out in a large pool, so they are compared only
    /// where `birth_dates` says so.
    pub fn prints(&self, birth_dates: bool) -> Prints {
        let national = self.phone.strip_prefix("+45 ").unwrap_or(&self.phone);
        let mut strong: Vec<String> = [&self.family, &self.cpr, national, &self.street].map(fold).into();
        strong.extend(self.facts.iter().map(|v| fold(v)));
        // All of these hold the family name.
        let full_name = self.full_name();
        let carrying = [&full_name, &self.email, &self.profile].into_iter().chain(&self.files);
        let carrying = carrying.map(|v| fold(v)).collect();
        let distinct = if birth_dates { vec![fold(&self.birth.to_string())] } else { Vec::new() };
        Prints { strong, carrying, distinct }
    }
}

fn initial(name: &str) -> String {
    name.chars().next().into_iter().flat_map(char::to_uppercase).collect()
}

fn draw_family(rng: &mut ChaCha8Rng, part: &Part, attempt: u32) -> String {
    let one = |rng: &mut ChaCha8Rng, origin| {
        let names = family_names(origin, part.sex);
        format!("{}{}{}", pick(rng, names.firsts), names.joint, pick(rng, names.seconds))
    };
    let mut family = one(rng, part.origin);
    // A second name, as after a marriage, where the names of the group do not suffice.
    if part.crowded || attempt >= 12 {
        family = format!("{family} {}", one(rng, Origin::Danish));
    }
    family
}

fn draw_birth(rng: &mut ChaCha8Rng, age: u32) -> NaiveDate {
    let year = REFERENCE_DATE.year() - i32::try_from(age).unwrap_or(40);
    let youngest = REFERENCE_DATE.with_year(year).unwrap_or(REFERENCE_DATE);
    youngest.checked_sub_days(Days::new(between(rng, 0, 364).into())).unwrap_or(youngest)
}

/// The replacement form that the CPR office recommends for other systems: day raised by 60. Such a number is nobody's.
/// The seventh digit gives the century, the last one the sex.
fn draw_cpr(rng: &mut ChaCha8Rng, birth: NaiveDate, sex: Sex) -> String {
    let century = if birth.year() < 2000 { between(rng, 0, 3) } else { between(rng, 4, 9) };
    let last = 2 * between(rng, 0, 4) + u32::from(sex == Sex::Man);
    let (day, month, year) = (birth.day() + 60, birth.month(), birth.year() % 100);
    format!("{day:02}{month:02}{year:02}-{century}{:02}{last}", between(rng, 0, 99))
}

fn draw_email(rng: &mut ChaCha8Rng, given: &str, family: &str, year: i32) -> String {
    let first = &given[..1.min(given.len())];
    let local = match between(rng, 0, 4) {
        0 => format!("{given}.{family}{:02}", year % 100),
        1 => format!("{first}.{family}{year}"),
        2 => format!("{family}.{given}"),
        3 => format!("{given}_{family}"),
        _ => format!("{given}{family}{:02}", year % 100),
    };
    format!("{local}@{}", pick(rng, DaDk::INTERNET_FREE_EMAIL_PROVIDER))
}

fn draw_street(rng: &mut ChaCha8Rng, crowded: bool) -> String {
    let (first, second) = (pick(rng, STREET_FIRSTS), pick(rng, STREET_SECONDS));
    // In a crowded town everybody lives on a floor: `bakken 2` stands inside `bakken 21`, `bakken 2, 1. tv.` in none.
    let doors = if crowded { DOORS_OF_FLATS } else { DOORS };
    let letter = if chance(rng, if crowded { 80 } else { 20 }) { pick(rng, &["A", "B", "C", "D"]) } else { "" };
    format!("{first}{second} {}{letter}{}", between(rng, 2, 198), pick(rng, doors))
}

/// A name as people put it into a file name: `AlSayed`.
fn name_part(name: &str) -> String {
    let words = name.split([' ', '-']).map(fold).filter(|w| !w.is_empty());
    words.map(|w| format!("{}{}", w[..1].to_uppercase(), &w[1..])).collect()
}

fn draw_files(rng: &mut ChaCha8Rng, given: &str, family: &str) -> [String; 7] {
    let year = REFERENCE_DATE.year();
    let [pdf, docx, letter, photo] = match between(rng, 0, 3) {
        0 => [
            format!("CV_{given}_{family}_{year}.pdf"),
            format!("CV_{given}_{family}_{year}.docx"),
            format!("Ansoegning_{given}_{family}.txt"),
            format!("{given}_{family}.jpg"),
        ],
        1 => [
            format!("{given} {family} CV.pdf"),
            format!("{given} {family} CV.docx"),
            format!("{given} {family} ansoegning.txt"),
            format!("{given} {family} portraet.jpg"),
        ],
        2 => [
            format!("cv-{}-{}.pdf", family.to_lowercase(), given.to_lowercase()),
            format!("cv-{}-{}.docx", family.to_lowercase(), given.to_lowercase()),
            format!("motiveret-ansoegning-{}.txt", family.to_lowercase()),
            format!("foto-{}.jpg", family.to_lowercase()),
        ],
        _ => [
            format!("{family}_{given}_CV_final.pdf"),
            format!("{family}_{given}_CV_kladde.docx"),
            format!("{family}_{given}_ansoegning_{year}.txt"),
            format!("{family}_{given}_billede.jpg"),
        ],
    };
    let stem = docx.trim_end_matches(".docx").to_owned();
    [pdf, docx, letter, photo, format!("{stem}.odt"), format!("{stem}.rtf"), format!("{stem}_scan.pdf")]
}

type Career = (&'static Job, String, Vec<Span>, Vec<Span>);

fn draw_career(rng: &mut ChaCha8Rng, part: &Part, born: i32) -> Career {
    let job = &JOBS[index(rng, JOBS.len())];
    let now = REFERENCE_DATE.year();
    let trained_at = format!("{} i {}", job.school, pick(rng, DANISH_SCHOOL_TOWNS));
    let elsewhere = schools_elsewhere(part.origin);
    let mut education = Vec::new();
    let school = if elsewhere.is_empty() { trained_at.clone() } else { pick(rng, elsewhere).to_owned() };
    let start = born + 19;
    if !elsewhere.is_empty() {
        education.push(Span { years: format!("{}–{start}", start - 3), what: format!("Studentereksamen, {school}") });
    }
    let done = (start + i32::try_from(job.years).unwrap_or(3)).min(now - 1);
    education.push(Span { years: format!("{start}–{done}"), what: format!("{}, {trained_at}", job.education) });

    let employers = shuffled(rng, EMPLOYERS.len());
    let jobs = i32::try_from(part.jobs).unwrap_or(1).clamp(1, (now - done).max(1));
    let from = |nth: i32| done + (now - done) * nth / jobs;
    let career = (0..jobs)
        .zip(employers)
        .map(|(nth, employer)| {
            let to = if nth + 1 == jobs { "nu".to_owned() } else { from(nth + 1).to_string() };
            Span { years: format!("{}–{to}", from(nth)), what: format!("{}, {}", job.title, EMPLOYERS[employer]) }
        })
        .collect();
    (job, school, education, career)
}

/// `kinds` decides which things are told, `story` in which words.
fn draw_told(kinds: &mut ChaCha8Rng, story: &mut ChaCha8Rng, part: &Part) -> Vec<Told> {
    use super::locale::da::sentences as s;
    let told =
        |id, (value, sentence): (&str, &str)| Told { id, value: value.to_owned(), sentence: sentence.to_owned() };
    let filled = |id, value: &str, template: &str, key: &str| Told {
        id,
        value: value.to_owned(),
        sentence: template.replace(key, value),
    };
    let mut all = Vec::new();
    let mut tells = |per_cent| chance(kinds, per_cent);
    if tells(25) {
        all.push(told(AttributeId::P06, pick(story, life::faiths(part.origin))));
    }
    if tells(15) {
        all.push(told(AttributeId::P07, pick(story, life::POLITICS)));
    }
    if tells(20) {
        all.push(told(AttributeId::P08, pick(story, life::UNIONS)));
    }
    if tells(20) {
        all.push(told(AttributeId::P10, pick(story, life::HEALTH)));
    }
    if tells(40) {
        let pair = life::children(part.sex)[index(story, 3)];
        all.push(told(AttributeId::P11, pair));
    }
    if tells(15) {
        all.push(told(AttributeId::X09, pick(story, life::MILITARY)));
    }
    if tells(30) {
        let value = life::associations(part.sex)[index(story, 4)];
        all.push(filled(AttributeId::X11, value, pick(story, s::ASSOCIATION), "{association}"));
    }
    if tells(25) {
        let value = life::sports(part.sex)[index(story, 4)];
        all.push(filled(AttributeId::X12, value, pick(story, s::SPORT), "{sport}"));
    }
    if tells(50) && part.origin.is_foreign() {
        all.push(filled(AttributeId::X13, pick(story, life::LANGUAGE_COURSES), pick(story, s::COURSE), "{course}"));
    }
    // At most three: a letter with everything in it reads like a form.
    let keep = all.len().min(3);
    let first = if all.len() > 3 { index(kinds, all.len() - 2) } else { 0 };
    all.into_iter().skip(first).take(keep).collect()
}
