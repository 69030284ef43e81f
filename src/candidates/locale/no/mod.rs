//! The Norwegian pack (bokmål).

mod life;
mod names;
mod places;
mod sentences;
mod words;
mod work;

use super::names::{arabic, polish, somali, turkish, ukrainian, vietnamese};
use super::national::{FirmNumber, Scheme};
use super::pack::{Group, Pack, Tell, tell};
use crate::candidates::FixtureClass;

const CHURCH: &[Tell] = &[
    tell("menighetsrådet", "Jeg sitter i menighetsrådet der jeg bor."),
    tell("Den norske kirke", "Jeg synger i kor i Den norske kirke hver søndag."),
];
const MOSQUE: &[Tell] = &[
    tell("moské", "Jeg underviser barn i den lokale moskeen, vår moské."),
    tell("ramadan", "Under ramadan samler jeg inn til familier i nød."),
];
const CATHOLIC: &[Tell] = &[
    tell("katolsk", "Jeg er katolsk og frivillig på menighetens suppekjøkken."),
    tell("ortodoks", "Jeg er ortodoks og frivillig på menighetens kjøkken."),
];

const GROUPS: &[Group] = &[
    Group {
        names: &names::NAMES,
        share: 5,
        nationalities: &["norsk"],
        tongue: "norsk",
        ethnic: "etnisk norsk",
        abroad: false,
        schools: &[],
        faiths: CHURCH,
    },
    Group {
        names: &arabic::NAMES,
        share: 1,
        nationalities: &["syrisk", "irakisk", "libanesisk"],
        tongue: "arabisk",
        ethnic: "norsk-arabisk",
        abroad: true,
        schools: &["Universitetet i Aleppo", "Universitetet i Basra", "Gymnasiet i Sidon"],
        faiths: MOSQUE,
    },
    Group {
        names: &turkish::NAMES,
        share: 1,
        nationalities: &["tyrkisk"],
        tongue: "tyrkisk",
        ethnic: "norsk-tyrkisk",
        abroad: true,
        schools: &["Universitetet i Konya", "Gymnasiet i Trabzon"],
        faiths: MOSQUE,
    },
    Group {
        names: &somali::NAMES,
        share: 1,
        nationalities: &["somalisk"],
        tongue: "somali",
        ethnic: "norsk-somalisk",
        abroad: true,
        schools: &["Universitetet i Hargeisa", "Gymnasiet i Kismayo"],
        faiths: MOSQUE,
    },
    Group {
        names: &polish::NAMES,
        share: 1,
        nationalities: &["polsk"],
        tongue: "polsk",
        ethnic: "norsk-polsk",
        abroad: true,
        schools: &["Universitetet i Lublin", "Gymnasiet i Rzeszów"],
        faiths: CATHOLIC,
    },
    Group {
        names: &vietnamese::NAMES,
        share: 1,
        nationalities: &["vietnamesisk"],
        tongue: "vietnamesisk",
        ethnic: "norsk-vietnamesisk",
        abroad: true,
        schools: &["Universitetet i Huế", "Gymnasiet i Cần Thơ"],
        faiths: &[
            tell("buddhistisk", "Jeg er buddhistisk og hjelper til i pagoden."),
            tell("katolsk", "Jeg er katolsk og hjelper til i kirken."),
        ],
    },
    Group {
        names: &ukrainian::NAMES,
        share: 1,
        nationalities: &["ukrainsk"],
        tongue: "ukrainsk",
        ethnic: "norsk-ukrainsk",
        abroad: true,
        schools: &["Universitetet i Lviv", "Gymnasiet i Poltava"],
        faiths: CATHOLIC,
    },
];

/// The pack.
pub static PACK: Pack = Pack {
    code: "no",
    name: "Norwegian",
    groups: GROUPS,
    word_names: [&["Liv", "Sol", "Rose", "Vår"], &["Bjørn", "Ulv", "Stein", "Dag"]],
    particles: &["von ", "van ", "de "],
    sexes: ["kvinne", "mann"],
    months: [
        "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
        "desember",
    ],
    date: "{day}. {month} {year}",
    national_id: Scheme::Fodselsnummer,
    // Subscribers' numbers of eight digits begin with 2 to 9; those that begin with 1 are short services, and none of these
    // beginnings is one. Nothing is kept for fiction.
    phones: &["+47 13 ## ## ##", "+47 16 ## ## ##", "+47 19 ## ## ##"],
    phone_class: FixtureClass::OutOfSpace,
    authorisations: &[],
    firm: FirmNumber::Norwegian,
    // In the North Sea, west of Stavanger.
    sea: (58.6, 3.2),
    // RFC 2606: never delegated.
    mail: &["postkassa.example", "brevdua.example", "nordbrev.example", "egenpost.example"],
    network: "https://nettverket.example/in/",
    towns: places::TOWNS,
    streets: places::STREETS,
    school_towns: work::SCHOOL_TOWNS,
    school_in: " i ",
    jobs: work::JOBS,
    employers: work::EMPLOYERS,
    marital: &["gift", "ugift", "skilt", "enslig"],
    preferential: None,
    grounds: life::GROUNDS,
    sentences: sentences::SENTENCES,
    labels: sentences::LABELS,
    papers: sentences::PAPERS,
    files: sentences::FILES,
    common: words::COMMON,
};
