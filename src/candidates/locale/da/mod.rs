//! The Danish pack: names by origin and sex, places, work, and the sentences of an application.

pub mod family;
pub mod given;
pub mod life;
pub mod places;
pub mod sentences;
pub mod words;
pub mod work;

use fake::locales::Data;

/// A Danish locale for the `fake` crate, which ships none.
#[derive(Debug, Clone, Copy)]
pub struct DaDk;

impl Data for DaDk {
    // Prefixes that the Danish numbering plan lists as spare: there is no range reserved for fiction, and nobody
    // can own a number from these.
    const PHONE_NUMBER_FORMATS: &'static [&'static str] = &[
        "+45 13 ## ## ##",
        "+45 14 ## ## ##",
        "+45 15 ## ## ##",
        "+45 17 ## ## ##",
        "+45 19 ## ## ##",
        "+45 67 ## ## ##",
        "+45 68 ## ## ##",
        "+45 83 ## ## ##",
        "+45 84 ## ## ##",
        "+45 85 ## ## ##",
        "+45 94 ## ## ##",
        "+45 95 ## ## ##",
    ];
    const PHONE_CELL_NUMBER_FORMATS: &'static [&'static str] = Self::PHONE_NUMBER_FORMATS;
    // RFC 2606: never delegated.
    const INTERNET_DOMAIN_SUFFIX: &'static [&'static str] = &["example"];
    const INTERNET_FREE_EMAIL_PROVIDER: &'static [&'static str] =
        &["postkassen.example", "brevduen.example", "nordbrev.example", "hverdagspost.example", "egenmail.example"];
    const JOB_FIELD: &'static [&'static str] = &["Administration", "Sundhed", "Undervisning", "Teknik", "Kultur"];
}

/// A sex as the Danish CPR system knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// "kvinde"
    Woman,
    /// "mand"
    Man,
}

impl Sex {
    /// The Danish word.
    pub fn word(self) -> &'static str {
        match self {
            Sex::Woman => "kvinde",
            Sex::Man => "mand",
        }
    }

    /// The other one.
    pub fn other(self) -> Sex {
        match self {
            Sex::Woman => Sex::Man,
            Sex::Man => Sex::Woman,
        }
    }
}

/// Where a family comes from; decides names, nationality, mother tongue and schools.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Denmark.
    Danish,
    /// Greenland.
    Greenlandic,
    /// The Faroe Islands.
    Faroese,
    /// Syria, Iraq, Lebanon and their neighbours.
    Arabic,
    /// Türkiye.
    Turkish,
    /// Somalia.
    Somali,
    /// Poland.
    Polish,
    /// Viet Nam.
    Vietnamese,
    /// Ukraine.
    Ukrainian,
    /// Tamils of Sri Lanka.
    Tamil,
}

impl Origin {
    /// All of them, in the order of the tables.
    pub const ALL: [Origin; 10] = [
        Origin::Danish,
        Origin::Greenlandic,
        Origin::Faroese,
        Origin::Arabic,
        Origin::Turkish,
        Origin::Somali,
        Origin::Polish,
        Origin::Vietnamese,
        Origin::Ukrainian,
        Origin::Tamil,
    ];

    /// How many people of a thousand-fold draw belong here: Danish names lead, and no group is too thin to measure.
    pub fn share(self) -> u32 {
        if self == Origin::Danish { 5 } else { 1 }
    }

    /// Nationality as people write it, in lower case; one is drawn where there are several.
    pub fn nationalities(self) -> &'static [&'static str] {
        match self {
            Origin::Danish => &["dansk"],
            Origin::Greenlandic => &["grønlandsk"],
            Origin::Faroese => &["færøsk"],
            Origin::Arabic => &["syrisk", "irakisk", "libanesisk", "jordansk"],
            Origin::Turkish => &["tyrkisk"],
            Origin::Somali => &["somalisk"],
            Origin::Polish => &["polsk"],
            Origin::Vietnamese => &["vietnamesisk"],
            Origin::Ukrainian => &["ukrainsk"],
            Origin::Tamil => &["srilankansk"],
        }
    }

    /// Mother tongue in lower case.
    pub fn mother_tongue(self) -> &'static str {
        match self {
            Origin::Danish => "dansk",
            Origin::Greenlandic => "grønlandsk",
            Origin::Faroese => "færøsk",
            Origin::Arabic => "arabisk",
            Origin::Turkish => "tyrkisk",
            Origin::Somali => "somali",
            Origin::Polish => "polsk",
            Origin::Vietnamese => "vietnamesisk",
            Origin::Ukrainian => "ukrainsk",
            Origin::Tamil => "tamil",
        }
    }

    /// Whether the person has come to Denmark from outside the realm.
    pub fn is_foreign(self) -> bool {
        !matches!(self, Origin::Danish | Origin::Greenlandic | Origin::Faroese)
    }
}
