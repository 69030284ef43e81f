//! The Swedish pack.

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
    tell("kyrkorådet", "Jag sitter i kyrkorådet där jag bor."),
    tell("Svenska kyrkan", "Jag sjunger i kör i Svenska kyrkan varje söndag."),
];
const MOSQUE: &[Tell] = &[
    tell("moské", "Jag undervisar barn i vår lokala moské."),
    tell("ramadan", "Under ramadan samlar jag in till familjer i nöd."),
];
const CATHOLIC: &[Tell] = &[
    tell("katolsk", "Jag är med i den katolska församlingens soppkök, för jag är katolsk."),
    tell("ortodox", "Jag är med i den ortodoxa församlingens kök, för jag är ortodox."),
];

const GROUPS: &[Group] = &[
    Group {
        names: &names::NAMES,
        share: 5,
        nationalities: &["svensk"],
        tongue: "svenska",
        ethnic: "svensk till ursprung",
        abroad: false,
        schools: &[],
        faiths: CHURCH,
    },
    Group {
        names: &arabic::NAMES,
        share: 1,
        nationalities: &["syrisk", "irakisk", "libanesisk"],
        tongue: "arabiska",
        ethnic: "svensk-arabisk",
        abroad: true,
        schools: &["Universitetet i Aleppo", "Universitetet i Basra", "Gymnasiet i Sidon"],
        faiths: MOSQUE,
    },
    Group {
        names: &turkish::NAMES,
        share: 1,
        nationalities: &["turkisk"],
        tongue: "turkiska",
        ethnic: "svensk-turkisk",
        abroad: true,
        schools: &["Universitetet i Konya", "Gymnasiet i Trabzon"],
        faiths: MOSQUE,
    },
    Group {
        names: &somali::NAMES,
        share: 1,
        nationalities: &["somalisk"],
        tongue: "somaliska",
        ethnic: "svensk-somalisk",
        abroad: true,
        schools: &["Universitetet i Hargeisa", "Gymnasiet i Kismayo"],
        faiths: MOSQUE,
    },
    Group {
        names: &polish::NAMES,
        share: 1,
        nationalities: &["polsk"],
        tongue: "polska",
        ethnic: "svensk-polsk",
        abroad: true,
        schools: &["Universitetet i Lublin", "Gymnasiet i Rzeszów"],
        faiths: CATHOLIC,
    },
    Group {
        names: &vietnamese::NAMES,
        share: 1,
        nationalities: &["vietnamesisk"],
        tongue: "vietnamesiska",
        ethnic: "svensk-vietnamesisk",
        abroad: true,
        schools: &["Universitetet i Huế", "Gymnasiet i Cần Thơ"],
        faiths: &[
            tell("buddhistisk", "Jag hjälper till i den buddhistiska pagoden, för jag är buddhistisk."),
            tell("katolsk", "Jag hjälper till i den katolska kyrkan, för jag är katolsk."),
        ],
    },
    Group {
        names: &ukrainian::NAMES,
        share: 1,
        nationalities: &["ukrainsk"],
        tongue: "ukrainska",
        ethnic: "svensk-ukrainsk",
        abroad: true,
        schools: &["Universitetet i Lviv", "Gymnasiet i Poltava"],
        faiths: CATHOLIC,
    },
];

/// The pack.
pub static PACK: Pack = Pack {
    code: "sv",
    name: "Swedish",
    groups: GROUPS,
    word_names: [&["Saga", "Linnea", "Ros", "Vår"], &["Bo", "Sten", "Björn", "Stig"]],
    particles: &["von ", "af ", "de la "],
    sexes: ["kvinna", "man"],
    months: [
        "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
        "december",
    ],
    date: "{day} {month} {year}",
    national_id: Scheme::Personnummer,
    // The post and telecom authority keeps these for books and films: one series of mobile numbers and four of towns.
    phones: &["+46 70 174 06 ^#", "+46 8 465 004 ##", "+46 31 390 06 ##", "+46 40 628 04 ##", "+46 980 319 2##"],
    phone_class: FixtureClass::Reserved,
    authorisations: &[],
    firm: FirmNumber::Swedish,
    // South-east of Öland.
    sea: (56.1, 18.2),
    // RFC 2606: never delegated.
    mail: &["postladan.example", "brevduvan.example", "nordbrev.example", "egenpost.example"],
    network: "https://natverket.example/in/",
    towns: places::TOWNS,
    streets: places::STREETS,
    school_towns: work::SCHOOL_TOWNS,
    school_in: " i ",
    jobs: work::JOBS,
    employers: work::EMPLOYERS,
    marital: &["gift", "ogift", "frånskild", "ensamstående"],
    preferential: None,
    grounds: life::GROUNDS,
    sentences: sentences::SENTENCES,
    labels: sentences::LABELS,
    papers: sentences::PAPERS,
    files: sentences::FILES,
    common: words::COMMON,
};
