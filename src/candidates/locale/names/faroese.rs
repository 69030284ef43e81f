//! Names of the Faroe Islands. No two given names fold to the same letters, and none is an ordinary word.

use crate::candidates::locale::pack::{FamilyNames, Names};

/// The names of this group.
pub static NAMES: Names = Names {
    women: &[
        "Barbá", "Bergljót", "Beinta", "Durita", "Eyðvør", "Guðrið", "Jóhild", "Katrina", "Marjun", "Oddvør", "Rannvá",
        "Sólrun", "Súsanna", "Turið", "Vónbjørt", "Annika", "Bjørg", "Elspa", "Hjørdis", "Silja",
    ],
    men: &[
        "Bárður", "Bogi", "Dánjal", "Eyðun", "Fróði", "Gunnleivur", "Hanus", "Høgni", "Jákup", "Jógvan", "Kári",
        "Magni", "Óli", "Pætur", "Rói", "Sjúrður", "Teitur", "Tróndur", "Zakaris", "Hallgrímur",
    ],
    family: FamilyNames {
        firsts: &[
            "Heina", "Sand", "Kamba", "Eystur", "Vestur", "Norð", "Suður", "Gjógv", "Funn", "Haldar", "Skála",
            "Strond", "Toftir", "Hvanna", "Kvívík", "Leynum", "Múla", "Nes", "Runa", "Saksun", "Sørvág", "Tjørnu",
            "Viðar", "Æðu", "Brim",
        ],
        joint: "",
        seconds: &[
            "lund", "heygg", "garð", "berg", "dalur", "stein", "nes", "havn", "vatn", "lið", "bø", "foss", "klett",
            "tún", "hamar",
        ],
        seconds_of_men: None,
    },
    cyrillic: false,
};
