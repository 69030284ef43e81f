//! Names of Greenland. No two given names fold to the same letters, and none is an ordinary word.

use crate::candidates::locale::pack::{FamilyNames, Names};

/// The names of this group.
pub static NAMES: Names = Names {
    women: &[
        "Aviâja", "Paninnguaq", "Pipaluk", "Arnannguaq", "Nivi", "Ivalu", "Naja", "Malu", "Nuka", "Aqqalina",
        "Navarana", "Sika", "Tukummeq", "Inunnguaq", "Najannguaq", "Ivinnguaq", "Parnuuna", "Qupanuk", "Bibiane",
        "Juaaka",
    ],
    men: &[
        "Malik", "Aqqaluk", "Inuk", "Minik", "Miki", "Angutimmarik", "Kunuk", "Nukannguaq", "Aputsiaq", "Qillaq",
        "Salik", "Ujuansi", "Taatsi", "Ittuk", "Inooraq", "Hansinnguaq", "Uvdloriaq", "Ivik", "Piitaaraq", "Nukappi",
    ],
    family: FamilyNames {
        firsts: &[
            "Petrussen", "Lyberth", "Kreutzmann", "Heilmann", "Motzfeldt", "Egede", "Olsvig", "Berthelsen",
            "Fleischer", "Rosing", "Chemnitz", "Kielsen", "Lennert", "Davidsen", "Geisler", "Storch", "Brandt", "Zeeb",
            "Jeremiassen", "Inusugtoq",
        ],
        joint: " ",
        seconds: &[
            "Kleist", "Lynge", "Poulsen", "Kuitse", "Umerineq", "Qaavigaq", "Nathanielsen", "Singertat", "Boassen",
            "Maratse", "Kristiansen", "Kuko", "Pivat", "Utuaq", "Mikaelsen", "Sandgreen", "Therkelsen", "Uvdloriaq",
            "Tobiassen", "Ignatiussen",
        ],
        seconds_of_men: None,
    },
    cyrillic: false,
};
