//! Names of Sweden. No two given names fold to the same letters, and none is an ordinary word.

use crate::candidates::locale::pack::{FamilyNames, Names};

/// The names of this group.
pub static NAMES: Names = Names {
    women: &[
        "Karin", "Birgitta", "Margareta", "Ingegerd", "Lovisa", "Gunilla", "Annika", "Malin", "Åsa", "Elsa", "Frida",
        "Hedvig", "Ebba", "Gunborg", "Kerstin", "Lisbet", "Märta", "Pernilla", "Sigrid", "Solveig", "Terese", "Ulrika",
        "Viveka", "Ylva", "Agneta", "Barbro", "Cajsa", "Dagny", "Elin", "Felicia",
    ],
    men: &[
        "Göran", "Lennart", "Anders", "Björne", "Carl-Johan", "Dag", "Elof", "Fredrik", "Gösta", "Håkan", "Ingemar",
        "Jörgen", "Kjell", "Ludvig", "Mattias", "Niklas", "Olle", "Pontus", "Rickard", "Sixten", "Torsten", "Ulf-Erik",
        "Viktor", "Yngve", "Åke", "Östen", "Arvid", "Bertil", "Claes", "Emil",
    ],
    family: FamilyNames {
        firsts: &[
            "Ask", "Björk", "Ceder", "Dahl", "Ek", "Fors", "Gran", "Hägg", "Idegrans", "Järn", "Korp", "Lavskrik",
            "Mård", "Nors", "Oxel", "Pil", "Rönn", "Sälg", "Törn", "Ugglas", "Vass", "Ål", "Älv", "Ören", "Brinn",
            "Flod", "Grip", "Hjort", "Klöver", "Lärk", "Mask", "Näckros", "Puls", "Räv", "Skugg", "Tjäder", "Utter",
            "Vild", "Åker", "Ängs",
        ],
        joint: "",
        seconds: &[
            "kvist", "fjäll", "strand", "berglund", "gren", "ström", "holm", "vall", "stedt", "hammar", "qvarn",
            "backe", "skär", "mossen", "tuna", "hult", "brandt", "sjöö", "viken", "rydh",
        ],
        seconds_of_men: None,
    },
    cyrillic: false,
};
