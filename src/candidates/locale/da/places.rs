//! Towns that exist, with their post codes, and streets that do not.

use crate::candidates::locale::pack::Streets;

/// Post code and town as one line.
pub const TOWNS: &[&str] = &[
    "1300 København K", "1620 København V", "2000 Frederiksberg", "2100 København Ø", "2200 København N",
    "2300 København S", "2400 København NV", "2450 København SV", "2500 Valby", "2605 Brøndby", "2610 Rødovre",
    "2620 Albertslund", "2630 Taastrup", "2650 Hvidovre", "2700 Brønshøj", "2720 Vanløse", "2730 Herlev",
    "2750 Ballerup", "2770 Kastrup", "2800 Kongens Lyngby", "2860 Søborg", "2900 Hellerup", "3000 Helsingør",
    "3400 Hillerød", "3700 Rønne", "4000 Roskilde", "4100 Ringsted", "4200 Slagelse", "4300 Holbæk", "4600 Køge",
    "4700 Næstved", "4800 Nykøbing F", "5000 Odense C", "5700 Svendborg", "6000 Kolding", "6400 Sønderborg",
    "6700 Esbjerg", "7100 Vejle", "7400 Herning", "7500 Holstebro", "8000 Aarhus C", "8210 Aarhus V", "8600 Silkeborg",
    "8700 Horsens", "8800 Viborg", "8900 Randers C", "9000 Aalborg", "9800 Hjørring",
];

/// Streets whose names are invented; no Danish street is called so.
pub const STREETS: Streets = Streets {
    firsts: &[
        "Mosekrage", "Tjørnefinke", "Havtaske", "Ruskursus", "Klinteugle", "Blæksprutte", "Dompapegøje", "Karuselhest",
        "Sæbeboble", "Fyrtårnspasser", "Kandisknald", "Lakridsrod", "Månefisk", "Nordlysvagt", "Ostindiefarer",
        "Paraplymager", "Rebslagerknude", "Skorstensnisse", "Tordenskylle", "Uldsokke", "Vindrosepil", "Æblegrød",
        "Øsekar", "Ålekvabbe", "Brombærkrat", "Cikoriedyrker", "Dampvæver", "Egernhale", "Flintesømand",
        "Græshoppesang", "Hyldeblomstmost", "Isfuglerede", "Jernugle", "Kærminde", "Løvetandsfrø", "Muldvarpeskud",
        "Nattergalesang", "Odderspor", "Pindsvineunge", "Ræverøds", "Snegleskal", "Tranebær",
    ],
    seconds: &["bakken", "svinget", "stræde", "vænget", "stien", "krogen", "toften", "engen", "parken", "gangen"],
    pattern: "{street} {number}{door}",
    doors: &["", "", "", ", st. tv.", ", 1. th.", ", 2. tv.", ", 3. th.", ", 4. mf.", ", 5. tv."],
    doors_of_flats: &[", st. tv.", ", st. th.", ", 1. tv.", ", 1. th.", ", 2. tv.", ", 3. th.", ", 4. mf.", ", 5. tv."],
};
