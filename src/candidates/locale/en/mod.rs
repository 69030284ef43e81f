//! The English pack, for the United Kingdom.

mod life;
mod names;
mod places;
mod sentences;
mod words;
mod work;

use super::names::{arabic, polish, somali, tamil, turkish, ukrainian, vietnamese};
use super::national::{FirmNumber, Scheme};
use super::pack::{Group, Pack, Tell, tell};
use crate::candidates::FixtureClass;

const CHURCH: &[Tell] = &[
    tell("parish council", "I sit on the parish council of our church."),
    tell("Methodist", "I am a Methodist and sing in the choir every Sunday."),
];
const MOSQUE: &[Tell] = &[
    tell("mosque", "I teach children at our local mosque."),
    tell("Ramadan", "During Ramadan I collect for families in need."),
];
const CATHOLIC: &[Tell] = &[
    tell("Catholic", "I am a Catholic and help in the soup kitchen of the parish."),
    tell("Orthodox", "I am Orthodox and help in the kitchen of the parish."),
];

const GROUPS: &[Group] = &[
    Group {
        names: &names::NAMES,
        share: 5,
        nationalities: &["British"],
        tongue: "English",
        ethnic: "White British",
        abroad: false,
        schools: &[],
        faiths: CHURCH,
    },
    Group {
        names: &arabic::NAMES,
        share: 1,
        nationalities: &["Syrian", "Iraqi", "Lebanese"],
        tongue: "Arabic",
        ethnic: "British Arab",
        abroad: true,
        schools: &["University of Aleppo", "University of Basra", "High School of Sidon"],
        faiths: MOSQUE,
    },
    Group {
        names: &somali::NAMES,
        share: 1,
        nationalities: &["Somali"],
        tongue: "Somali",
        ethnic: "Black British",
        abroad: true,
        schools: &["University of Hargeisa", "High School of Kismayo"],
        faiths: MOSQUE,
    },
    Group {
        names: &turkish::NAMES,
        share: 1,
        nationalities: &["Turkish"],
        tongue: "Turkish",
        ethnic: "British Turkish",
        abroad: true,
        schools: &["University of Konya", "High School of Trabzon"],
        faiths: MOSQUE,
    },
    Group {
        names: &polish::NAMES,
        share: 1,
        nationalities: &["Polish"],
        tongue: "Polish",
        ethnic: "White Polish",
        abroad: true,
        schools: &["University of Lublin", "High School of Rzeszów"],
        faiths: CATHOLIC,
    },
    Group {
        names: &ukrainian::NAMES,
        share: 1,
        nationalities: &["Ukrainian"],
        tongue: "Ukrainian",
        ethnic: "White Ukrainian",
        abroad: true,
        schools: &["University of Lviv", "High School of Poltava"],
        faiths: CATHOLIC,
    },
    Group {
        names: &vietnamese::NAMES,
        share: 1,
        nationalities: &["Vietnamese"],
        tongue: "Vietnamese",
        ethnic: "British Vietnamese",
        abroad: true,
        schools: &["University of Huế", "High School of Cần Thơ"],
        faiths: &[
            tell("Buddhist", "I am a Buddhist and help at the pagoda."),
            tell("Catholic", "I am a Catholic and help at the church."),
        ],
    },
    Group {
        names: &tamil::NAMES,
        share: 1,
        nationalities: &["Sri Lankan"],
        tongue: "Tamil",
        ethnic: "British Asian",
        abroad: true,
        schools: &["University of Jaffna", "High School of Batticaloa"],
        faiths: &[
            tell("Hindu", "I am a Hindu and help with the yearly temple festival."),
            tell("Catholic", "I am a Catholic and help with the yearly church festival."),
        ],
    },
];

/// The pack.
pub static PACK: Pack = Pack {
    code: "en",
    name: "English",
    groups: GROUPS,
    word_names: [&["Hope", "Faith", "Grace", "Rose"], &["Mark", "Will", "Grant", "Frank"]],
    particles: &["de ", "van ", "St "],
    sexes: ["female", "male"],
    months: [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ],
    date: "{day} {month} {year}",
    national_id: Scheme::Nino,
    // Ofcom keeps these for drama: a thousand each in towns, for no area, and for mobile telephones.
    phones: &[
        "+44 7700 900###", "+44 1632 960###", "+44 20 7946 0###", "+44 113 496 0###", "+44 114 496 0###",
        "+44 115 496 0###", "+44 116 496 0###", "+44 117 496 0###", "+44 118 496 0###", "+44 121 496 0###",
        "+44 131 496 0###", "+44 141 496 0###", "+44 151 496 0###", "+44 161 496 0###", "+44 191 498 0###",
        "+44 29 2018 0###", "+44 28 9649 6###",
    ],
    phone_class: FixtureClass::Reserved,
    authorisations: &[],
    firm: FirmNumber::British,
    // In the North Sea, east of Scarborough.
    sea: (54.4, 1.2),
    // RFC 2606: never delegated.
    mail: &["letterbox.example", "pigeonpost.example", "northmail.example", "ownmail.example"],
    network: "https://network.example/in/",
    towns: places::TOWNS,
    streets: places::STREETS,
    school_towns: work::SCHOOL_TOWNS,
    school_in: " of ",
    jobs: work::JOBS,
    employers: work::EMPLOYERS,
    marital: &["married", "single", "divorced", "widowed"],
    // The guaranteed interview of the Disability Confident scheme.
    preferential: Some("guaranteed interview"),
    grounds: life::GROUNDS,
    sentences: sentences::SENTENCES,
    labels: sentences::LABELS,
    papers: sentences::PAPERS,
    files: sentences::FILES,
    common: words::COMMON,
};
