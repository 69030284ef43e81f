//! Names of Denmark. No two given names fold to the same letters, and none is an ordinary word.

use crate::candidates::locale::pack::{FamilyNames, Names};

/// The names of this group.
pub static NAMES: Names = Names {
    women: &[
        "Mette", "Kirsten", "Hanne", "Susanne", "Lene", "Camilla", "Louise", "Charlotte", "Pernille", "Birgitte",
        "Rikke", "Tina", "Dorthe", "Annette", "Malene", "Trine", "Karoline", "Josefine", "Cecilie", "Signe", "Katrine",
        "Stine", "Bodil", "Ingrid", "Gudrun", "Solveig", "Agnete", "Vibeke", "Merete", "Jytte", "Bente", "Inger",
        "Lisbeth", "Marianne", "Helle", "Gitte", "Anja", "Sofie", "Mathilde", "Frederikke", "Laura", "Julie", "Emilie",
        "Caroline", "Astrid", "Sigrid", "Ragnhild", "Thyra", "Ellinor", "Rosemarie", "Benedikte", "Henriette",
        "Jeanette", "Maj-Britt", "Anne-Sofie", "Kristine", "Johanne", "Margrethe", "Asta", "Gerda", "Edith", "Esther",
        "Ninna", "Tove", "Ulla", "Lykke-Marie", "Filippa", "Nikoline", "Petrine", "Sidsel",
    ],
    men: &[
        "Anders", "Søren", "Lars", "Niels", "Jens", "Henrik", "Thomas", "Jesper", "Rasmus", "Morten", "Kasper",
        "Mikkel", "Mads", "Frederik", "Christian", "Jacob", "Jeppe", "Asger", "Esben", "Troels", "Bjarne", "Torben",
        "Preben", "Leif", "Ejnar", "Svend", "Knud", "Poul-Erik", "Gunnar", "Viggo", "Villads", "Valdemar", "Oskar",
        "Emil", "Magnus", "Tobias", "Kristoffer", "Andreas", "Alexander", "Sebastian", "Simon", "Jonas", "Mathias",
        "Lasse", "Rune", "Thorkild", "Holger", "Aksel", "Laurits", "Mogens", "Jørgen", "Flemming", "Allan", "Carsten",
        "Claus", "Steffen", "Michael", "Martin", "Peter", "Kenneth", "Ebbe", "Gorm", "Hjalmar", "Ingvar", "Palle",
        "Regnar", "Sigurd", "Tage", "Uffe", "Vagn",
    ],
    family: FamilyNames {
        firsts: &[
            "Ravn", "Torn", "Krog", "Lyng", "Hassel", "Birke", "Elle", "Aske", "Bøge", "Ege", "Pile", "Hyld", "Rørhat",
            "Tranbær", "Vibe", "Glente", "Spurve", "Stære", "Falke", "Uglesø", "Grævling", "Odder", "Bæver", "Hjorte",
            "Rådyr", "Ulve", "Sortbær", "Hvidtjørn", "Gråsten", "Rødkilde", "Blåklokke", "Grønlyng", "Mørkhøj",
            "Klokke", "Mølle", "Smede", "Kande", "Kvist", "Løv", "Mose", "Kær", "Eng", "Sump", "Klit", "Strande",
            "Fjorde", "Vige", "Nor", "Holme", "Skær", "Tange", "Kamp", "Brand", "Frost", "Rim", "Sne", "Hagl", "Storm",
            "Bryde", "Knap", "Krag", "Kviste", "Lange", "Brede", "Snævre", "Dybe", "Høje", "Nedre", "Øvre", "Østre",
            "Vestre", "Nørre", "Sønder", "Midt", "Gamme", "Nyhed", "Tvede", "Rud", "Ryde", "Bolle", "Galte", "Svine",
            "Kalve", "Okse", "Hingste", "Fole", "Gede", "Bukke", "Vædde", "Lamme", "Humle", "Byg", "Havre", "Rug",
            "Hvede", "Boghvede", "Malt", "Kornblomst", "Timian", "Merian", "Isop", "Tjørne", "Slåen", "Nælde",
        ],
        joint: "",
        seconds: &[
            "kilde", "bjerg", "holt", "gaard", "lund", "skov", "dal", "toft", "bæk", "mark", "vang", "sted", "høj",
            "borg", "strup", "ager", "bro", "næs", "damgaard", "kær", "husted", "bøl", "løkke", "vad", "ris", "krogh",
            "hede", "lev", "tved", "ballegaard",
        ],
        seconds_of_men: None,
    },
    cyrillic: false,
};
