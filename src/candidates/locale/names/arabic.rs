//! Names of Syria, Iraq, Lebanon and their neighbours. No two given names fold to the same letters, and none is an ordinary word.

use crate::candidates::locale::pack::{FamilyNames, Names};

/// The names of this group.
pub static NAMES: Names = Names {
    women: &[
        "Fatima", "Aisha", "Zainab", "Maryam", "Rania", "Samira", "Nour", "Layla", "Hanan", "Iman", "Khadija", "Rasha",
        "Salma", "Yasmin", "Dalal", "Ghada", "Hala", "Jumana", "Lubna", "Nisreen", "Ruba", "Suha", "Wafaa",
    ],
    men: &[
        "Ahmad", "Mohammed", "Omar", "Khaled", "Yousef", "Tariq", "Hassan", "Bilal", "Faisal", "Ghassan", "Hisham",
        "Issam", "Jamal", "Karim", "Mahmoud", "Nabil", "Qusay", "Rami", "Samir", "Waleed", "Ziad", "Anwar", "Basel",
    ],
    family: FamilyNames {
        firsts: &[
            "Al-Sayed", "Al-Hamdouni", "Al-Jubouri", "Al-Khatib", "Al-Najjar", "Al-Qudsi", "Al-Rashidi", "Al-Tamimi",
            "Al-Zubaidi", "Abu Zaytoun", "Abu Rumman", "Abu Shanab", "Al-Dabbagh", "Al-Farra", "Al-Ghazali",
            "Al-Haddadin", "Al-Issawi", "Al-Kurdi", "Al-Masri", "Al-Obeidi", "Al-Sabbagh", "Al-Wardani", "Al-Yaziji",
            "Bani Odeh", "Al-Bitar",
        ],
        joint: " ",
        seconds: &[
            "Halabi", "Mousawi", "Kanaan", "Darwish", "Shehadeh", "Barakat", "Zahran", "Khoury", "Saqqa", "Nasrallah",
            "Touma", "Hourani", "Qasem", "Fakhouri", "Jarrar", "Samara", "Tahhan", "Rizqallah", "Awwad", "Maalouf",
        ],
        seconds_of_men: None,
    },
    cyrillic: false,
};
