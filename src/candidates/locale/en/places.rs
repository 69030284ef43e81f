//! Post towns that exist, and streets that do not. The post codes are those of districts, with no such unit in them.

use crate::candidates::locale::pack::Streets;

/// Post town and outward code.
pub const TOWNS: &[&str] = &[
    "Aberdeen AB10", "Bath BA1", "Belfast BT1", "Birmingham B4", "Bristol BS1", "Cambridge CB2", "Cardiff CF10",
    "Coventry CV1", "Derby DE1", "Dundee DD1", "Edinburgh EH3", "Exeter EX1", "Glasgow G2", "Hull HU1", "Leeds LS2",
    "Leicester LE1", "London E8", "London SE5", "Manchester M4", "Norwich NR2", "Oxford OX4", "Sheffield S3",
    "Swansea SA1", "York YO10",
];

/// Streets whose names are invented; no British street is called so.
pub const STREETS: Streets = Streets {
    firsts: &[
        "Badgersock", "Carouselhorse", "Dormousenest", "Earwigdance", "Frogchorus", "Grasshoppersong", "Hedgehogpin",
        "Inkfish", "Jellywobble", "Kettleboil", "Liquoriceroot", "Moonfish", "Newtspots", "Owlbell", "Paraplumaker",
        "Quillfeather", "Ropeknot", "Soapbubble", "Thundercloud", "Umbrellastand", "Velvetmole", "Woolsock",
        "Yellowbunting", "Zephyrkite",
    ],
    seconds: &[" Street", " Road", " Lane", " Avenue", " Close", " Crescent", " Gardens", " Row"],
    pattern: "{door}{number} {street}",
    doors: &["", "", "", "Flat 1, ", "Flat 2, ", "Flat 3B, "],
    doors_of_flats: &["Flat 1, ", "Flat 2, ", "Flat 3, ", "Flat 4, ", "Flat 5, ", "Flat 6, "],
};
