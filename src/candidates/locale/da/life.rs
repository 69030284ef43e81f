//! What people tell about their lives though nobody needs to know: faith, politics, family, health, leisure.

use super::{Origin, Sex};

/// Faith: the word, and the sentence that holds it.
pub fn faiths(origin: Origin) -> &'static [(&'static str, &'static str)] {
    match origin {
        Origin::Danish | Origin::Faroese | Origin::Greenlandic => &[
            ("menighedsråd", "Jeg sidder i det lokale menighedsråd."),
            ("folkekirken", "Jeg synger i kor i folkekirken hver søndag."),
        ],
        Origin::Arabic | Origin::Turkish | Origin::Somali => &[
            ("moské", "Jeg underviser børn i den lokale moské."),
            ("ramadan", "Under ramadan samler jeg ind til trængte familier."),
        ],
        Origin::Polish | Origin::Ukrainian => &[("katolsk", "Jeg er katolsk og frivillig i sognets suppekøkken.")],
        Origin::Vietnamese => &[("buddhistisk", "Jeg hjælper til i den buddhistiske pagode.")],
        Origin::Tamil => &[("hindu", "Som hindu er jeg med til at arrangere den årlige tempelfest.")],
    }
}

/// Politics.
pub const POLITICS: &[(&str, &str)] = &[
    ("byrådskandidat", "Jeg har stillet op som byrådskandidat."),
    ("ungdomsparti", "Jeg har været formand for et ungdomsparti."),
    ("partimedlem", "Jeg er aktivt partimedlem og deler løbesedler ud."),
];

/// Unions.
pub const UNIONS: &[(&str, &str)] = &[
    ("tillidsrepræsentant", "I tre år var jeg tillidsrepræsentant på min arbejdsplads."),
    ("FOA", "Jeg er medlem af FOA og sidder i klubbens bestyrelse."),
    ("HK Kommunal", "Jeg er medlem af HK Kommunal og med i klubarbejdet."),
];

/// Health.
pub const HEALTH: &[(&str, &str)] = &[
    ("fortrinsadgang", "Jeg ønsker at benytte min fortrinsadgang til samtale."),
    ("fleksjob", "Jeg har tidligere været ansat i fleksjob."),
    ("nedsat hørelse", "Jeg har nedsat hørelse og bruger høreapparat."),
];

/// Children: women and men tell it differently.
pub fn children(sex: Sex) -> &'static [(&'static str, &'static str)] {
    match sex {
        Sex::Woman => &[
            ("mor til to", "Privat er jeg mor til to skolebørn."),
            ("barselsorlov", "Jeg er netop vendt tilbage fra barselsorlov."),
            ("mor til tre", "Jeg er mor til tre, og det har lært mig at planlægge."),
        ],
        Sex::Man => &[
            ("far til to", "Privat er jeg far til to skolebørn."),
            ("fædreorlov", "Jeg er netop vendt tilbage fra fædreorlov."),
            ("far til tre", "Jeg er far til tre, og det har lært mig at planlægge."),
        ],
    }
}

/// Marital status, as it stands in a CV.
pub const MARITAL: &[&str] = &["gift", "ugift", "fraskilt", "enlig"];

/// Military service.
pub const MILITARY: &[(&str, &str)] = &[
    ("værnepligt", "Jeg aftjente min værnepligt som sergent."),
    ("Hjemmeværnet", "Jeg er frivillig i Hjemmeværnet."),
    ("Livgarden", "Jeg har været i Livgarden."),
];

/// Associations, by sex where they tell it.
pub fn associations(sex: Sex) -> &'static [&'static str] {
    match sex {
        Sex::Woman => &["Dansk Kvindesamfund", "KFUK-spejderne", "Mødrehjælpen", "Natteravnene"],
        Sex::Man => &["KFUM-spejderne", "Mandecentret", "Odd Fellow Ordenen", "Natteravnene"],
    }
}

/// Sport that tells the sex.
pub fn sports(sex: Sex) -> &'static [&'static str] {
    match sex {
        Sex::Woman => &["damehåndbold", "pigegarden", "kvindefodbold", "dameroning"],
        Sex::Man => &["herrehåndbold", "drengekoret", "herrefodbold", "mandeyoga"],
    }
}

/// Language courses of those who came from abroad.
pub const LANGUAGE_COURSES: &[&str] = &["Prøve i Dansk 3", "Studieprøven", "Prøve i Dansk 2"];
