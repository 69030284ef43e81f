//! Towns that exist, and streets that do not.

use crate::candidates::locale::pack::Streets;

/// Post code and town.
pub const TOWNS: &[&str] = &[
    "0152 Oslo", "0668 Oslo", "1606 Fredrikstad", "2315 Hamar", "2609 Lillehammer", "3015 Drammen", "3111 Tønsberg",
    "3724 Skien", "4006 Stavanger", "4610 Kristiansand", "5003 Bergen", "5527 Haugesund", "6002 Ålesund", "6413 Molde",
    "7011 Trondheim", "7713 Steinkjer", "8006 Bodø", "9008 Tromsø", "9600 Hammerfest",
];

/// Streets whose names are invented; no Norwegian street is called so.
pub const STREETS: Streets = Streets {
    firsts: &[
        "Blekksprut", "Dompap", "Fyrvokter", "Gresshoppe", "Hasselmus", "Isfuglreir", "Jernugle", "Karusellhest",
        "Lakrisrot", "Månefisk", "Nordlysvakt", "Oterspor", "Paraplymaker", "Ramsløk", "Såpeboble", "Tordivel",
        "Ullsokk", "Vindrose", "Ørekyte", "Ålekvabbe", "Flintstein", "Sneglehus", "Tranebær", "Kandisbit",
    ],
    seconds: &["veien", "gata", "stien", "bakken", "svingen", "kroken", "lia", "tunet"],
    pattern: "{street} {number}{door}",
    doors: &["", "", "", " H0101", " H0202", " H0301", " U0101"],
    doors_of_flats: &[" H0101", " H0202", " H0301", " H0403", " H0501", " U0101"],
};
