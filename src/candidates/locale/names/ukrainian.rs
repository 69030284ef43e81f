//! Names of Ukraine. No two given names fold to the same letters, and none is an ordinary word.

use crate::candidates::locale::pack::{FamilyNames, Names};

/// The names of this group.
pub static NAMES: Names = Names {
    women: &[
        "Oksana", "Olena", "Natalija", "Svitlana", "Iryna", "Tetjana", "Ljudmyla", "Halyna", "Jaroslava", "Kateryna",
        "Larysa", "Marija", "Nadija", "Oleksandra", "Solomija", "Valentyna", "Viktorija", "Julija", "Zlata", "Bohdana",
    ],
    men: &[
        "Oleksandr", "Volodymyr", "Serhij", "Andrij", "Mykola", "Vasyl", "Ihor", "Bohdan", "Dmytro", "Jevhen",
        "Hryhorij", "Maksym", "Nazar", "Orest", "Pavlo", "Roman-Taras", "Stepan", "Taras", "Vjatsjeslav", "Jurij",
    ],
    family: FamilyNames {
        firsts: &[
            "Bondar", "Kravt", "Hontjar", "Lysyts", "Zabolot", "Verbyts", "Hrusjev", "Dubrov", "Kalynov", "Lozyns",
            "Petljuk", "Stadnyk", "Tkats", "Usatj", "Vasylts", "Jarmol", "Sjevts", "Palamar", "Nahirn", "Myronj",
            "Kobyljan",
        ],
        joint: "",
        seconds: &[
            "enko", "tjuk", "ytjenko", "ovets", "ijtjuk", "ysjyn", "jak", "ynets", "uk-Halytj", "ovytj", "ulenko",
            "ijenko", "asjko", "ykalo",
        ],
        seconds_of_men: None,
    },
    cyrillic: true,
};
