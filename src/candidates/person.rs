//! Fills a part with a person: the values that identify, the career, and what is told besides.

use chrono::{Datelike, Days, NaiveDate};
use fake::Fake;
use fake::faker::number::raw::NumberWithFormat;
use fake::locales::EN;
use rand_chacha::ChaCha8Rng;

use super::AttributeId as A;
use super::cast::{Part, Style};
use super::locale::names::cyrillic;
use super::locale::pack::{Group, Job, Pack, Sex, Tell};
use super::rolls::{between, chance, index, pick, shuffled, stream};
use super::settings::{NationalIds, Settings};
use super::twins::Differs;
use super::unique::{Prints, fold};

/// The day on which ages are counted, so that a dataset does not depend on a clock.
pub const REFERENCE_DATE: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 1).expect("a day of the calendar");

/// Something said in one sentence, for example that somebody is a shop steward.
#[derive(Debug, Clone)]
pub struct Told {
    /// What it betrays, and by which words; nothing for the twin of somebody who tells.
    pub betrays: Option<(A, &'static str)>,
    /// The sentence.
    pub sentence: &'static str,
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
    /// Language pack.
    pub pack: &'static Pack,
    /// Given name or names.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Initials with points: `F.A.`
    pub initials: String,
    /// The name in the letters of the passport, where those are others.
    pub native: Option<String>,
    /// Sex.
    pub sex: Sex,
    /// Years on [`REFERENCE_DATE`].
    pub age: u32,
    /// Birth date.
    pub birth: NaiveDate,
    /// The number by which the state knows people, in a form that is nobody's.
    pub national_id: Option<String>,
    /// E-mail address on a reserved domain or one that the team owns.
    pub email: String,
    /// Telephone number from a range that is nobody's or the team's.
    pub phone: String,
    /// Street line of a street that does not exist.
    pub street: String,
    /// Post code and town.
    pub town: String,
    /// Degrees north and east of a place at sea, as a camera notes where it was.
    pub coordinates: (f64, f64),
    /// Address of a profile on a reserved domain.
    pub profile: String,
    /// Own website, where there is one.
    pub website: Option<String>,
    /// Further numbers that registers know: authorisation, firm, student card, union.
    pub numbers: Vec<(A, String)>,
    /// Who is named as a reference.
    pub referee: Option<String>,
    /// Nationality in a word.
    pub nationality: &'static str,
    /// Ethnic origin, where it is told.
    pub ethnic: Option<&'static str>,
    /// Mother tongue in a word.
    pub tongue: &'static str,
    /// Whether the mother tongue is that of the country.
    pub tongue_is_home: bool,
    /// Line of work.
    pub job: &'static Job,
    /// School that points to where somebody comes from.
    pub school: String,
    /// School of the longest education.
    pub trained_at: String,
    /// Education, earliest first.
    pub education: Vec<Span>,
    /// Jobs, earliest first.
    pub career: Vec<Span>,
    /// Last employer.
    pub employer: &'static str,
    /// Job-relevant facts that must stay visible.
    pub facts: Vec<String>,
    /// Marital status, where it is told.
    pub marital: Option<&'static str>,
    /// Things told in sentences.
    pub told: Vec<Told>,
    /// Names of the files that are sent, in the order of [`super::documents::FILES`].
    pub files: Vec<String>,
}

/// Draws the person for a part; another `attempt` gives the same part with other identifying values.
pub fn draw(settings: &Settings, part: &Part, attempt: u32) -> Person {
    let pack = settings.pack;
    let (names, roots) = (&pack.groups[part.group], &pack.groups[part.roots]);
    let mut own = stream(settings.seed, "identity", part.number, attempt);
    let mut story = stream(settings.seed, "story", part.story, 0);
    let mut kinds = stream(settings.seed, "kinds", part.kinds, 0);
    let (given, family) = draw_name(&mut own, pack, part, attempt);
    let birth = match &part.owned {
        Some(owned) => owned.birth,
        None => draw_birth(&mut own, part.age),
    };
    // An applicant and their decoy do the same work: who is in the register of health staff has its number.
    let job = &pack.jobs[index(&mut kinds, pack.jobs.len())];
    let career = draw_career(&mut story, pack, job, roots, part, birth.year());
    let given_plain = fold(given.split([' ', '-']).next().unwrap_or(&given));
    let family_plain = fold(&family);
    let handle = if part.style == Style::One { family_plain.clone() } else { format!("{given_plain}-{family_plain}") };
    let website = chance(&mut kinds, 20).then(|| format!("https://www.{family_plain}.example/"));
    let numbers = draw_numbers(&mut kinds, &mut own, pack, job);
    // In a crowded pool every family name would stand inside somebody's referee.
    let referee = (chance(&mut kinds, 60) && !part.crowded_town).then(|| draw_referee(&mut own, pack));
    // A stream of its own: twins who differ in it are to agree in all that is drawn after it.
    let nationalities = if part.citizen { pack.groups[0].nationalities } else { roots.nationalities };
    let nationality = pick(&mut stream(settings.seed, "nationality", part.story, 0), nationalities);
    let ethnic = match part.differs {
        Some(Differs { id: A::P04, .. }) => Some(names.ethnic),
        _ => chance(&mut kinds, 8).then_some(names.ethnic),
    };
    let mut facts = |fact: &&str| fact.replace('#', &between(&mut own, 100_000, 999_999).to_string());
    let facts = job.facts.iter().map(&mut facts).collect();
    let national_id = match (&settings.national_ids, &part.owned) {
        (NationalIds::Without, _) => None,
        (_, Some(owned)) => Some(owned.number.clone()),
        _ => Some(pack.national_id.draw(&mut own, birth, part.sex)),
    };
    let phones = settings.phone_patterns();
    let mut marital = |story: &mut ChaCha8Rng| match part.differs {
        Some(Differs { id: A::P12, twin }) => Some(pack.marital[usize::from(twin)]),
        _ => chance(&mut kinds, 40).then(|| pick(story, pack.marital)),
    };
    Person {
        pack,
        sex: part.sex,
        age: part.age,
        initials: if part.style == Style::One {
            format!("{}.", initial(&family))
        } else {
            format!("{}.{}.", initial(&given), initial(&family))
        },
        native: names.names.cyrillic.then(|| cyrillic(&format!("{given} {family}"))),
        national_id,
        email: draw_email(&mut own, settings, &given_plain, &family_plain, birth.year()),
        phone: NumberWithFormat(EN, pick(&mut own, &phones)).fake_with_rng(&mut own),
        street: draw_street(&mut own, pack, part.crowded_town),
        town: pick(&mut own, pack.towns).to_owned(),
        coordinates: draw_coordinates(&mut own, pack),
        profile: format!("{}{handle}-{:03x}", pack.network, between(&mut own, 0, 0xfff)),
        files: draw_files(&mut own, pack, &name_part(&given), &name_part(&family)),
        website,
        numbers,
        referee,
        nationality,
        ethnic,
        tongue: roots.tongue,
        tongue_is_home: part.roots == 0,
        marital: marital(&mut story),
        told: draw_told(&mut kinds, &mut story, pack, roots, part),
        birth,
        given,
        family,
        job,
        school: career.school,
        trained_at: career.trained_at,
        education: career.education,
        career: career.jobs,
        employer: career.employer,
        facts,
    }
}

impl Person {
    /// Given and family name; the one name of those who have one.
    pub fn full_name(&self) -> String {
        if self.given == self.family { self.family.clone() } else { format!("{} {}", self.given, self.family) }
    }

    /// The word for the sex.
    pub fn sex_word(&self) -> &'static str {
        self.pack.sex(self.sex)
    }

    /// Degrees as people write them, north and east: `55.1234, 7.5678`.
    pub fn coordinates(&self) -> String {
        format!("{:.4}, {:.4}", self.coordinates.0, self.coordinates.1)
    }

    /// The values that must be this person's alone. Birth dates run out in a large pool, so they are compared only
    /// where `birth_dates` says so.
    pub fn prints(&self, birth_dates: bool) -> Prints {
        // The country code is everybody's.
        let national = self.phone.split_once(' ').map_or(self.phone.as_str(), |(_, rest)| rest);
        let mut strong: Vec<String> = [&self.family, national, &self.street].map(fold).into();
        strong.extend(self.national_id.as_deref().map(fold));
        strong.extend(self.referee.as_deref().map(fold));
        strong.push(fold(&self.coordinates()));
        strong.extend(self.numbers.iter().filter(|(id, _)| *id != A::D14).map(|(_, number)| fold(number)));
        strong.extend(self.facts.iter().map(|v| fold(v)));
        // All of these hold the family name.
        let full_name = self.full_name();
        let carrying = [&full_name, &self.email, &self.profile].into_iter().chain(&self.files).chain(&self.website);
        let carrying = carrying.map(|v| fold(v)).collect();
        let distinct = if birth_dates { vec![fold(&self.birth.to_string())] } else { Vec::new() };
        Prints { strong, carrying, distinct }
    }
}

fn initial(name: &str) -> String {
    name.chars().next().into_iter().flat_map(char::to_uppercase).collect()
}

fn draw_name(rng: &mut ChaCha8Rng, pack: &Pack, part: &Part, attempt: u32) -> (String, String) {
    let one = |rng: &mut ChaCha8Rng, group: &Group| {
        let names = &group.names.family;
        format!("{}{}{}", pick(rng, names.firsts), names.joint, pick(rng, names.seconds(part.sex)))
    };
    let group = &pack.groups[part.group];
    let more = |rng: &mut ChaCha8Rng| pick(rng, group.names.given(part.sex));
    let mut family = one(rng, group);
    // A second name, as after a marriage, where the names of the group do not suffice.
    if part.crowded || attempt >= 12 {
        family = format!("{family} {}", one(rng, &pack.groups[0]));
    }
    match part.style {
        Style::Plain | Style::Word => (part.given.to_owned(), family),
        Style::Hyphen => (format!("{}-{}", part.given, more(rng)), family),
        Style::Particle => (part.given.to_owned(), format!("{}{family}", pick(rng, pack.particles))),
        Style::One => (family.clone(), family),
        Style::Long => {
            let given = format!("{} {} {}", part.given, more(rng), more(rng));
            (given, format!("{family}-{}", one(rng, &pack.groups[0])))
        }
    }
}

fn draw_birth(rng: &mut ChaCha8Rng, age: u32) -> NaiveDate {
    let year = REFERENCE_DATE.year() - i32::try_from(age).unwrap_or(40);
    let youngest = REFERENCE_DATE.with_year(year).unwrap_or(REFERENCE_DATE);
    youngest.checked_sub_days(Days::new(between(rng, 0, 364).into())).unwrap_or(youngest)
}

fn draw_email(rng: &mut ChaCha8Rng, settings: &Settings, given: &str, family: &str, year: i32) -> String {
    let first = &given[..1.min(given.len())];
    let local = match between(rng, 0, 4) {
        _ if given == family => format!("{family}{:02}", year % 100),
        0 => format!("{given}.{family}{:02}", year % 100),
        1 => format!("{first}.{family}{year}"),
        2 => format!("{family}.{given}"),
        3 => format!("{given}_{family}"),
        _ => format!("{given}{family}{:02}", year % 100),
    };
    // RFC 5321 allows 64 characters before the sign.
    let local: String = local.chars().take(64).collect();
    let domain = pick(rng, settings.pack.mail);
    format!("{local}@{}", settings.email_domain.as_deref().unwrap_or(domain))
}

fn draw_street(rng: &mut ChaCha8Rng, pack: &Pack, crowded: bool) -> String {
    let streets = &pack.streets;
    let street = format!("{}{}", pick(rng, streets.firsts), pick(rng, streets.seconds));
    // In a crowded town everybody lives on a floor: `bakken 2` stands inside `bakken 21`, `bakken 2, 1. tv.` in none.
    let doors = if crowded { streets.doors_of_flats } else { streets.doors };
    let letter = if chance(rng, if crowded { 80 } else { 20 }) { pick(rng, &["A", "B", "C", "D"]) } else { "" };
    let number = format!("{}{letter}", between(rng, 2, 198));
    streets.pattern.replace("{street}", &street).replace("{number}", &number).replace("{door}", pick(rng, doors))
}

/// A place in the open sea that the pack names: nobody lives there.
fn draw_coordinates(rng: &mut ChaCha8Rng, pack: &Pack) -> (f64, f64) {
    let (north, east) = pack.sea;
    // Ten thousandths of a degree: some eleven metres.
    let mut offset = || f64::from(between(rng, 1, 1_999)) / 10_000.0;
    (north + offset(), east + offset())
}

fn draw_numbers(kinds: &mut ChaCha8Rng, own: &mut ChaCha8Rng, pack: &Pack, job: &Job) -> Vec<(A, String)> {
    let mut numbers = Vec::new();
    if chance(kinds, 80) && job.health && !pack.authorisations.is_empty() {
        numbers.push((A::D14, pick(own, pack.authorisations).to_owned()));
    }
    if chance(kinds, 10) {
        numbers.push((A::D15, pack.firm.draw(own)));
    }
    if chance(kinds, 15) {
        numbers.push((A::D16, format!("SK-{:07}", between(own, 1, 9_999_999))));
    }
    if chance(kinds, 15) {
        numbers.push((A::D17, format!("M-{:08}", between(own, 1, 99_999_999))));
    }
    numbers
}

/// Somebody who can be asked; their name is as rare as that of the person.
fn draw_referee(rng: &mut ChaCha8Rng, pack: &Pack) -> String {
    let names = pack.groups[0].names;
    let sex = if chance(rng, 50) { Sex::Woman } else { Sex::Man };
    let family = format!("{}{}", pick(rng, names.family.firsts), pick(rng, names.family.seconds(sex)));
    format!("{} {}{}", pick(rng, names.given(sex)), pick(rng, names.family.firsts), family.to_lowercase())
}

/// A name as people put it into a file name: `AlSayed`.
fn name_part(name: &str) -> String {
    let words = name.split([' ', '-']).map(fold).filter(|w| !w.is_empty());
    words.map(|w| format!("{}{}", w[..1].to_uppercase(), &w[1..])).collect()
}

/// File names in the way of one kind of person.
fn draw_files(rng: &mut ChaCha8Rng, pack: &Pack, given: &str, family: &str) -> Vec<String> {
    let year = REFERENCE_DATE.year();
    let way = between(rng, 0, 3);
    let [draft, last] = pack.files.states;
    let (whole, turned) = if given == family {
        (family.to_owned(), family.to_owned())
    } else {
        (format!("{given}_{family}"), format!("{family}_{given}"))
    };
    let small = whole.to_lowercase().replace('_', "-");
    let stem = |word: &str, state: &str| match way {
        0 => format!("{word}_{whole}{}", if state.is_empty() { String::new() } else { format!("_{year}") }),
        1 => format!("{} {word}", whole.replace('_', " ")),
        2 => format!("{}-{small}", word.to_lowercase()),
        _ => format!("{turned}_{word}{}", if state.is_empty() { String::new() } else { format!("_{state}") }),
    };
    super::documents::FILES
        .iter()
        .map(|file| {
            let word = pack.files.words[file.word];
            let state = match file.state {
                super::documents::State::Final => last,
                super::documents::State::Draft => draft,
                super::documents::State::Only => "",
            };
            format!("{}{}.{}", stem(word, state), file.suffix, file.ending)
        })
        .collect()
}

struct Career {
    school: String,
    trained_at: String,
    education: Vec<Span>,
    jobs: Vec<Span>,
    employer: &'static str,
}

fn draw_career(rng: &mut ChaCha8Rng, pack: &Pack, job: &Job, roots: &Group, part: &Part, born: i32) -> Career {
    let now = REFERENCE_DATE.year();
    let trained_at = format!("{}{}{}", job.school, pack.school_in, pick(rng, pack.school_towns));
    let elsewhere = roots.schools;
    let mut education = Vec::new();
    let school = if elsewhere.is_empty() { trained_at.clone() } else { pick(rng, elsewhere).to_owned() };
    let start = born + 19;
    if !elsewhere.is_empty() {
        let what = format!("{}, {school}", pack.labels.leaving_examination);
        education.push(Span { years: format!("{}–{start}", start - 3), what });
    }
    let done = (start + i32::try_from(job.years).unwrap_or(3)).min(now - 1);
    education.push(Span { years: format!("{start}–{done}"), what: format!("{}, {trained_at}", job.education) });

    let employers = shuffled(rng, pack.employers.len());
    let count = i32::try_from(part.jobs).unwrap_or(1).clamp(1, (now - done).max(1));
    let from = |nth: i32| done + (now - done) * nth / count;
    let mut employer = pack.employers[0];
    let jobs = (0..count)
        .zip(employers)
        .map(|(nth, at)| {
            employer = pack.employers[at];
            let to = if nth + 1 == count { pack.labels.now.to_owned() } else { from(nth + 1).to_string() };
            Span { years: format!("{}–{to}", from(nth)), what: format!("{}, {employer}", job.title) }
        })
        .collect();
    Career { school, trained_at, education, jobs, employer }
}

/// `kinds` decides which things are told, `story` in which words.
fn draw_told(kinds: &mut ChaCha8Rng, story: &mut ChaCha8Rng, pack: &Pack, roots: &Group, part: &Part) -> Vec<Told> {
    let told = |id: A, tell: &Tell| Told { betrays: Some((id, tell.value)), sentence: tell.sentence };
    let mut all = Vec::new();
    let differs = part.differs.filter(|d| !matches!(d.id, A::P03 | A::P04 | A::P12));
    let id_of = |part: &Part| part.differs.map(|d| d.id);
    if chance(kinds, 25) && !roots.faiths.is_empty() {
        all.push(told(A::P06, &roots.faiths[index(story, roots.faiths.len())]));
    }
    for ground in pack.grounds {
        // Twins in age tell the same, so nothing that only the older one could.
        let of_age = part.age >= ground.from_age && (ground.from_age == 0 || id_of(part) != Some(A::P03));
        let may = of_age && (!ground.abroad || roots.abroad);
        let tells = if part.sex == Sex::Woman { ground.women } else { ground.men };
        if chance(kinds, ground.per_cent) && may && !tells.is_empty() {
            all.push(told(ground.id, &tells[index(story, tells.len())]));
        }
    }
    // At most three: a letter with everything in it reads like a form.
    let keep = all.len().min(3);
    let first = if all.len() > 3 { index(kinds, all.len() - 2) } else { 0 };
    let mut all: Vec<Told> = all.into_iter().skip(first).take(keep).collect();
    let Some(Differs { id, twin }) = differs else { return all };
    // What a pair is about stands first, and once.
    all.retain(|told| told.betrays.is_none_or(|(other, _)| other != id));
    all.truncate(2);
    let (tells, nothing) = match pack.ground(id) {
        Some(ground) => (if part.sex == Sex::Woman { ground.women } else { ground.men }, ground.nothing),
        None => (roots.faiths, None),
    };
    let pair = match (twin, nothing) {
        (false, _) => told(id, &tells[0]),
        (true, Some(sentence)) => Told { betrays: None, sentence },
        (true, None) => told(id, &tells[1 % tells.len()]),
    };
    all.insert(0, pair);
    all
}
