//! The German pack.

mod life;
mod names;
mod places;
mod sentences;
mod words;
mod work;

use super::names::{arabic, polish, tamil, turkish, ukrainian, vietnamese};
use super::national::{FirmNumber, Scheme};
use super::pack::{Group, Pack, Tell, tell};
use crate::candidates::FixtureClass;

const CHURCH: &[Tell] = &[
    tell("Kirchenvorstand", "Ich bin im Kirchenvorstand unserer Gemeinde."),
    tell("evangelisch", "Ich bin evangelisch und singe jeden Sonntag im Chor."),
];
const MOSQUE: &[Tell] = &[
    tell("Moschee", "Ich unterrichte Kinder in unserer Moschee."),
    tell("Ramadan", "Im Ramadan sammle ich für Familien in Not."),
];
const CATHOLIC: &[Tell] = &[
    tell("katholisch", "Ich bin katholisch und helfe in der Suppenküche der Gemeinde."),
    tell("orthodox", "Ich bin orthodox und helfe in der Küche der Gemeinde."),
];

const GROUPS: &[Group] = &[
    Group {
        names: &names::NAMES,
        share: 5,
        nationalities: &["deutsch"],
        tongue: "Deutsch",
        ethnic: "deutscher Herkunft",
        abroad: false,
        schools: &[],
        faiths: CHURCH,
    },
    Group {
        names: &turkish::NAMES,
        share: 2,
        nationalities: &["türkisch"],
        tongue: "Türkisch",
        ethnic: "deutsch-türkischer Herkunft",
        abroad: true,
        schools: &["Universität in Konya", "Gymnasium in Trabzon"],
        faiths: MOSQUE,
    },
    Group {
        names: &arabic::NAMES,
        share: 1,
        nationalities: &["syrisch", "irakisch", "libanesisch"],
        tongue: "Arabisch",
        ethnic: "deutsch-arabischer Herkunft",
        abroad: true,
        schools: &["Universität in Aleppo", "Universität in Basra", "Gymnasium in Sidon"],
        faiths: MOSQUE,
    },
    Group {
        names: &polish::NAMES,
        share: 1,
        nationalities: &["polnisch"],
        tongue: "Polnisch",
        ethnic: "deutsch-polnischer Herkunft",
        abroad: true,
        schools: &["Universität in Lublin", "Gymnasium in Rzeszów"],
        faiths: CATHOLIC,
    },
    Group {
        names: &ukrainian::NAMES,
        share: 1,
        nationalities: &["ukrainisch"],
        tongue: "Ukrainisch",
        ethnic: "deutsch-ukrainischer Herkunft",
        abroad: true,
        schools: &["Universität in Lwiw", "Gymnasium in Poltawa"],
        faiths: CATHOLIC,
    },
    Group {
        names: &vietnamese::NAMES,
        share: 1,
        nationalities: &["vietnamesisch"],
        tongue: "Vietnamesisch",
        ethnic: "deutsch-vietnamesischer Herkunft",
        abroad: true,
        schools: &["Universität in Huế", "Gymnasium in Cần Thơ"],
        faiths: &[
            tell("buddhistisch", "Ich bin buddhistisch und helfe in der Pagode."),
            tell("katholisch", "Ich bin katholisch und helfe in der Kirche."),
        ],
    },
    Group {
        names: &tamil::NAMES,
        share: 1,
        nationalities: &["sri-lankisch"],
        tongue: "Tamil",
        ethnic: "deutsch-tamilischer Herkunft",
        abroad: true,
        schools: &["Universität in Jaffna", "Gymnasium in Batticaloa"],
        faiths: &[
            tell("hinduistisch", "Ich bin hinduistisch und helfe beim jährlichen Tempelfest."),
            tell("katholisch", "Ich bin katholisch und helfe beim jährlichen Kirchenfest."),
        ],
    },
];

/// The pack.
pub static PACK: Pack = Pack {
    code: "de",
    name: "German",
    groups: GROUPS,
    word_names: [&["Rose", "Heide", "Wolke", "Linde"], &["Mark", "Ernst", "Frank", "Wolf"]],
    particles: &["von ", "zu ", "van der "],
    sexes: ["weiblich", "männlich"],
    months: [
        "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
        "Dezember",
    ],
    date: "{day}. {month} {year}",
    national_id: Scheme::SteuerId,
    // The Federal Network Agency keeps these for films and books (Mitteilung 148/2021): a thousand in each of five towns,
    // and two hundred mobile ones.
    phones: &[
        "+49 30 23125 ###", "+49 69 90009 ###", "+49 40 66969 ###", "+49 221 4710 ###", "+49 89 99998 ###",
        "+49 171 39200 ##", "+49 176 040690 ##",
    ],
    phone_class: FixtureClass::Reserved,
    authorisations: &[],
    firm: FirmNumber::German,
    // In the German Bight, north-west of Borkum.
    sea: (54.2, 5.4),
    // RFC 2606: never delegated.
    mail: &["briefkasten.example", "brieftaube.example", "nordpost.example", "eigenpost.example"],
    network: "https://netzwerk.example/in/",
    towns: places::TOWNS,
    streets: places::STREETS,
    school_towns: work::SCHOOL_TOWNS,
    school_in: " ",
    jobs: work::JOBS,
    employers: work::EMPLOYERS,
    marital: &["verheiratet", "ledig", "geschieden", "verwitwet"],
    // Public employers have to invite severely disabled people (SGB IX, section 165).
    preferential: Some("schwerbehindert"),
    grounds: life::GROUNDS,
    sentences: sentences::SENTENCES,
    labels: sentences::LABELS,
    papers: sentences::PAPERS,
    files: sentences::FILES,
    common: words::COMMON,
};
