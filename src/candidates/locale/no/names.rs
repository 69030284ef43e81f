//! Names of Norway. No two given names fold to the same letters, and none is an ordinary word.

use crate::candidates::locale::pack::{FamilyNames, Names};

/// The names of this group.
pub static NAMES: Names = Names {
    women: &[
        "Ingrid", "Solveig", "Astrid", "Marit", "Kari-Anne", "Turid", "Randi", "Berit", "Gunhild", "Sigrun", "Åshild",
        "Torill", "Hilde", "Wenche", "Ragnhild", "Bjørg", "Eldbjørg", "Synnøve", "Guri", "Hjørdis", "Ingebjørg",
        "Jorunn", "Kjersti", "Line-Marie", "Magnhild", "Oddny", "Reidun", "Siv", "Tone", "Unni", "Vigdis", "Øydis",
    ],
    men: &[
        "Olav", "Kåre", "Terje", "Øystein", "Håvard", "Sverre", "Trygve", "Arne-Martin", "Birger", "Eirik",
        "Finn-Erik", "Geir", "Halvard", "Ivar", "Jostein", "Kjetil", "Leidulf", "Magne", "Njål", "Oddvar", "Petter",
        "Roald", "Sigbjørn", "Torgeir", "Ulrik", "Vidar", "Yngvar", "Ørjan", "Åsmund", "Einar",
    ],
    family: FamilyNames {
        firsts: &[
            "Aske", "Bjørke", "Eike", "Furu", "Gran", "Hassel", "Hegge", "Jern", "Korn", "Lauv", "Molte", "Nype",
            "Osp", "Pors", "Rogne", "Selje", "Tytte", "Ulve", "Vier", "Ørne", "Åker", "Brei", "Dals", "Elve", "Foss",
            "Gaupe", "Hauk", "Isbre", "Kvern", "Lynge", "Myr", "Nes", "Orre", "Rype", "Skare", "Tind", "Ur", "Vass",
            "Bekke", "Stein",
        ],
        joint: "",
        seconds: &[
            "hovden", "haugen", "rudsæter", "støylen", "bakkerud", "myrvoll", "tveitan", "lidvang", "nesset",
            "strandli", "moholt", "dalseide", "heimsund", "vikøren", "bergstø", "klevene", "eggebø", "sletten",
            "fjelltun", "åsheim",
        ],
        seconds_of_men: None,
    },
    cyrillic: false,
};
