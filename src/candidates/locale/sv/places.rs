//! Towns that exist, and streets that do not.

use crate::candidates::locale::pack::Streets;

/// Post code and town.
pub const TOWNS: &[&str] = &[
    "111 29 Stockholm", "164 40 Kista", "211 22 Malmö", "222 23 Lund", "252 20 Helsingborg", "302 43 Halmstad",
    "352 30 Växjö", "392 31 Kalmar", "411 03 Göteborg", "461 30 Trollhättan", "503 30 Borås", "553 16 Jönköping",
    "582 22 Linköping", "602 21 Norrköping", "652 24 Karlstad", "702 11 Örebro", "722 11 Västerås", "753 10 Uppsala",
    "802 50 Gävle", "852 30 Sundsvall", "903 26 Umeå", "972 31 Luleå",
];

/// Streets whose names are invented; no Swedish street is called so.
pub const STREETS: Streets = Streets {
    firsts: &[
        "Bläckfisk", "Domherrevisse", "Fyrvaktar", "Grodsång", "Hasselmus", "Igelkottspins", "Järnuggle",
        "Karusellhäst", "Lakritsrot", "Månfisk", "Norrskensvakt", "Orrspels", "Paraplymakar", "Råttfäll", "Såpbubble",
        "Tordyvel", "Ullsocke", "Vindros", "Åskmoln", "Älgpass", "Ödlestjärt", "Kandisbit", "Flintsten", "Gräshoppe",
        "Snigelskal", "Tranbärs",
    ],
    seconds: &["gatan", "vägen", "stigen", "gränden", "backen", "torget", "gången", "kroken"],
    pattern: "{street} {number}{door}",
    doors: &["", "", "", " lgh 1001", " lgh 1102", " lgh 1201", " lgh 1303"],
    doors_of_flats: &[" lgh 1001", " lgh 1102", " lgh 1201", " lgh 1303", " lgh 1402", " lgh 1501"],
};
