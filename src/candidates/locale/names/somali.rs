//! Names of Somalia. No two given names fold to the same letters, and none is an ordinary word.

use crate::candidates::locale::pack::{FamilyNames, Names};

/// The names of this group.
pub static NAMES: Names = Names {
    women: &[
        "Hodan", "Ifrah", "Fadumo", "Sahra", "Hibaaq", "Ayaan", "Ubax", "Idil", "Nimco", "Deqa", "Faiza", "Hamdi",
        "Khadra", "Ladan", "Muna", "Naima", "Raxma", "Sagal", "Xaliimo", "Ruqiya",
    ],
    men: &[
        "Abdirahman", "Abdullahi", "Cabdi", "Liban", "Guled", "Mahad", "Yusuf", "Bashir", "Dahir", "Faarax", "Hirsi",
        "Jaamac", "Keynaan", "Mukhtar", "Nuur-Xasan", "Saciid", "Shire", "Warfaa", "Zakariye",
    ],
    family: FamilyNames {
        firsts: &[
            "Warsame", "Guuleed", "Jaamac", "Cawaale", "Dhooraan", "Faarax", "Geedi", "Hirsi", "Kaahin", "Liibaan",
            "Maxamuud", "Nuur", "Qaasim", "Rooble", "Samatar", "Shirwac", "Ugaas", "Xirsi", "Yaasiin", "Beeldaaje",
            "Cilmi", "Diiriye",
        ],
        joint: " ",
        seconds: &[
            "Abokor", "Boqorre", "Cigaal", "Dubad", "Faahiye", "Gabeyre", "Haybe", "Igaal", "Jibriil", "Koshin",
            "Magan", "Mooge", "Odowaa", "Qoorsheel", "Raage", "Subeer", "Tarabi", "Wacays", "Weheliye", "Xuseen",
        ],
        seconds_of_men: None,
    },
    cyrillic: false,
};
