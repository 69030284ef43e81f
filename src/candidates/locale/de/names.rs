//! Names of Germany. No two given names fold to the same letters, and none is an ordinary word.

use crate::candidates::locale::pack::{FamilyNames, Names};

/// The names of this group.
pub static NAMES: Names = Names {
    women: &[
        "Anneliese", "Brigitte", "Christa", "Dorothea", "Elfriede", "Friederike", "Gisela", "Hannelore", "Ilse",
        "Jutta", "Katharina", "Liselotte", "Mechthild", "Nadja", "Ortrud", "Petra", "Renate", "Sabine", "Traudl",
        "Ursula", "Waltraud", "Yvonne", "Angelika", "Bärbel", "Cornelia", "Dörte", "Eva-Maria", "Franziska",
        "Gudrun-Inge", "Heidrun",
    ],
    men: &[
        "Albrecht", "Burkhard", "Christoph", "Dietmar", "Eberhard", "Friedrich", "Gerhard", "Heinz-Peter", "Ingolf",
        "Jürgen", "Klaus-Dieter", "Lothar", "Manfred", "Norbert", "Ottmar", "Philipp", "Reinhard", "Siegfried",
        "Thorsten", "Ulrich", "Volker", "Wilhelm", "Xaver", "Alfons", "Bernhard", "Detlef", "Eckhart", "Günther",
        "Helmut", "Joachim",
    ],
    family: FamilyNames {
        firsts: &[
            "Ahorn", "Birken", "Dachs", "Eichen", "Fuchs", "Ginster", "Habicht", "Iltis", "Jäger", "Kranich",
            "Lerchen", "Moor", "Nebel", "Otter", "Pappel", "Quellen", "Reiher", "Schlehen", "Tannen", "Ulmen",
            "Wacholder", "Zeisig", "Amsel", "Brombeer", "Dornen", "Elster", "Falken", "Grün", "Holunder", "Igel",
            "Kessel", "Luchs", "Mühlen", "Nuss", "Rüben", "Sperber", "Tauben", "Ähren", "Öl", "Übel",
        ],
        joint: "",
        seconds: &[
            "bacher", "brunner", "felder", "gruber", "hauser", "hofner", "kamper", "leitner", "moser", "rieder",
            "sattler", "steiner", "thaler", "wieser", "zehnter", "stöckl", "brügge", "müllner", "häusler", "dörfler",
        ],
        seconds_of_men: None,
    },
    cyrillic: false,
};
