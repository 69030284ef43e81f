//! Towns that exist, and streets that do not.

use crate::candidates::locale::pack::Streets;

/// Post code and town.
pub const TOWNS: &[&str] = &[
    "01067 Dresden",
    "04109 Leipzig",
    "10115 Berlin",
    "12043 Berlin",
    "18055 Rostock",
    "20095 Hamburg",
    "24103 Kiel",
    "28195 Bremen",
    "30159 Hannover",
    "34117 Kassel",
    "39104 Magdeburg",
    "40210 Düsseldorf",
    "44135 Dortmund",
    "48143 Münster",
    "50667 Köln",
    "55116 Mainz",
    "60311 Frankfurt am Main",
    "66111 Saarbrücken",
    "70173 Stuttgart",
    "79098 Freiburg im Breisgau",
    "80331 München",
    "90402 Nürnberg",
    "99084 Erfurt",
];

/// Streets whose names are invented; no German street is called so.
pub const STREETS: Streets = Streets {
    firsts: &[
        "Blindschleichen", "Dompfaffenkäfig", "Eulenspuk", "Froschkonzert", "Gänsewein", "Haselmausnest",
        "Igelstachel", "Juckreiz", "Karussellpferd", "Lakritzstangen", "Mondfisch", "Nordlichtwächter", "Ohrenkneifer",
        "Pustekuchen", "Quallentanz", "Regenschirmmacher", "Seifenblasen", "Tintenfisch", "Unkenruf", "Vogelscheuchen",
        "Wollsocken", "Zitronenfalterei", "Ährenkranz", "Kandiszucker",
    ],
    seconds: &["straße", "weg", "gasse", "allee", "platz", "ufer", "steig", "ring"],
    pattern: "{street} {number}{door}",
    doors: &["", "", "", ", 1. OG", ", 2. OG links", ", Hinterhaus"],
    doors_of_flats: &[", 1. OG links", ", 1. OG rechts", ", 2. OG links", ", 3. OG rechts", ", 4. OG", ", Hinterhaus"],
};
