//! The Danish pack.

mod life;
mod names;
mod places;
mod sentences;
mod words;
mod work;

use super::names::{arabic, faroese, greenlandic, polish, somali, tamil, turkish, ukrainian, vietnamese};
use super::national::{FirmNumber, Scheme};
use super::pack::{Group, Pack, Tell, tell};
use crate::candidates::FixtureClass;

const CHURCH: &[Tell] = &[
    tell("menighedsråd", "Jeg sidder i det lokale menighedsråd."),
    tell("folkekirken", "Jeg synger i kor i folkekirken hver søndag."),
];
const MOSQUE: &[Tell] = &[
    tell("moské", "Jeg underviser børn i den lokale moské."),
    tell("ramadan", "Under ramadan samler jeg ind til trængte familier."),
];
const CATHOLIC: &[Tell] = &[
    tell("katolsk", "Jeg er katolsk og frivillig i sognets suppekøkken."),
    tell("ortodoks", "Jeg er ortodoks og frivillig i menighedens køkken."),
];

/// Danish names lead, and no group is too thin to measure.
const GROUPS: &[Group] = &[
    Group {
        names: &names::NAMES,
        share: 5,
        nationalities: &["dansk"],
        tongue: "dansk",
        ethnic: "etnisk dansk",
        abroad: false,
        schools: &[],
        faiths: CHURCH,
    },
    Group {
        names: &greenlandic::NAMES,
        share: 1,
        nationalities: &["grønlandsk"],
        tongue: "grønlandsk",
        ethnic: "dansk-grønlandsk",
        abroad: false,
        schools: &["Gymnasiet i Nuuk", "Gymnasiet i Qaqortoq", "Gymnasiet i Aasiaat"],
        faiths: CHURCH,
    },
    Group {
        names: &faroese::NAMES,
        share: 1,
        nationalities: &["færøsk"],
        tongue: "færøsk",
        ethnic: "dansk-færøsk",
        abroad: false,
        schools: &["Gymnasiet i Tórshavn", "Gymnasiet i Kambsdal", "Gymnasiet i Hov"],
        faiths: CHURCH,
    },
    Group {
        names: &arabic::NAMES,
        share: 1,
        nationalities: &["syrisk", "irakisk", "libanesisk", "jordansk"],
        tongue: "arabisk",
        ethnic: "dansk-arabisk",
        abroad: true,
        schools: &["Universitetet i Aleppo", "Universitetet i Basra", "Gymnasiet i Sidon", "Gymnasiet i Irbid"],
        faiths: MOSQUE,
    },
    Group {
        names: &turkish::NAMES,
        share: 1,
        nationalities: &["tyrkisk"],
        tongue: "tyrkisk",
        ethnic: "dansk-tyrkisk",
        abroad: true,
        schools: &["Universitetet i Konya", "Gymnasiet i Trabzon", "Gymnasiet i Kayseri"],
        faiths: MOSQUE,
    },
    Group {
        names: &somali::NAMES,
        share: 1,
        nationalities: &["somalisk"],
        tongue: "somali",
        ethnic: "dansk-somalisk",
        abroad: true,
        schools: &["Universitetet i Hargeisa", "Gymnasiet i Kismayo", "Gymnasiet i Bosaso"],
        faiths: MOSQUE,
    },
    Group {
        names: &polish::NAMES,
        share: 1,
        nationalities: &["polsk"],
        tongue: "polsk",
        ethnic: "dansk-polsk",
        abroad: true,
        schools: &["Universitetet i Lublin", "Gymnasiet i Rzeszów", "Gymnasiet i Białystok"],
        faiths: CATHOLIC,
    },
    Group {
        names: &vietnamese::NAMES,
        share: 1,
        nationalities: &["vietnamesisk"],
        tongue: "vietnamesisk",
        ethnic: "dansk-vietnamesisk",
        abroad: true,
        schools: &["Universitetet i Huế", "Gymnasiet i Cần Thơ", "Gymnasiet i Đà Nẵng"],
        faiths: &[
            tell("buddhistisk", "Jeg hjælper til i den buddhistiske pagode."),
            tell("katolsk", "Jeg hjælper til i den katolske kirke."),
        ],
    },
    Group {
        names: &ukrainian::NAMES,
        share: 1,
        nationalities: &["ukrainsk"],
        tongue: "ukrainsk",
        ethnic: "dansk-ukrainsk",
        abroad: true,
        schools: &["Universitetet i Lviv", "Gymnasiet i Poltava", "Gymnasiet i Tjernihiv"],
        faiths: CATHOLIC,
    },
    Group {
        names: &tamil::NAMES,
        share: 1,
        nationalities: &["srilankansk"],
        tongue: "tamil",
        ethnic: "dansk-tamilsk",
        abroad: true,
        schools: &["Universitetet i Jaffna", "Gymnasiet i Batticaloa", "Gymnasiet i Trincomalee"],
        faiths: &[
            tell("hindu", "Som hindu er jeg med til at arrangere den årlige tempelfest."),
            tell("katolik", "Som katolik er jeg med til at arrangere den årlige kirkefest."),
        ],
    },
];

/// The pack.
pub static PACK: Pack = Pack {
    code: "da",
    name: "Danish",
    groups: GROUPS,
    word_names: [&["Rose", "Liv", "Vita", "Sol"], &["Bo", "Sten", "Mark", "Bjørn"]],
    particles: &["von ", "af ", "de "],
    sexes: ["kvinde", "mand"],
    months: [
        "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
        "december",
    ],
    date: "{day}. {month} {year}",
    national_id: Scheme::Cpr,
    // Prefixes that the Danish numbering plan lists as spare: there is no range reserved for fiction, and nobody can own a
    // number from these.
    phones: &[
        "+45 13 ## ## ##", "+45 14 ## ## ##", "+45 15 ## ## ##", "+45 17 ## ## ##", "+45 19 ## ## ##",
        "+45 67 ## ## ##", "+45 68 ## ## ##", "+45 83 ## ## ##", "+45 84 ## ## ##", "+45 85 ## ## ##",
        "+45 94 ## ## ##", "+45 95 ## ## ##",
    ],
    phone_class: FixtureClass::Reserved,
    // The health authority publishes these as denoting nobody.
    authorisations: &["09YM8", "09YM9", "09YMB"],
    firm: FirmNumber::Cvr,
    // West of Jutland.
    sea: (56.4, 6.2),
    // RFC 2606: never delegated.
    mail: &["postkassen.example", "brevduen.example", "nordbrev.example", "hverdagspost.example", "egenmail.example"],
    network: "https://netvaerket.example/in/",
    towns: places::TOWNS,
    streets: places::STREETS,
    school_towns: work::SCHOOL_TOWNS,
    school_in: " i ",
    jobs: work::JOBS,
    employers: work::EMPLOYERS,
    marital: &["gift", "ugift", "fraskilt", "enlig"],
    preferential: Some("fortrinsadgang"),
    grounds: life::GROUNDS,
    sentences: sentences::SENTENCES,
    labels: sentences::LABELS,
    papers: sentences::PAPERS,
    files: sentences::FILES,
    common: words::COMMON,
};
