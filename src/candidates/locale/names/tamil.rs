//! Names of the Tamils of Sri Lanka. No two given names fold to the same letters, and none is an ordinary word.

use crate::candidates::locale::pack::{FamilyNames, Names};

/// The names of this group.
pub static NAMES: Names = Names {
    women: &[
        "Abirami", "Anusha", "Bhavani", "Dharshini", "Gayathri", "Kavitha", "Lakshmi", "Mathura", "Nirosha",
        "Priyanka", "Sangeetha", "Sivani", "Thanuja", "Vasuki", "Yalini", "Kalaivani", "Meenakshi", "Rajini",
        "Shanthini", "Tharani",
    ],
    men: &[
        "Aravinthan", "Balendran", "Chandran", "Dinesh", "Ganesh", "Jeyakumar", "Karthik", "Logan-Raj", "Murugan",
        "Nimal", "Prabakaran", "Rajkumar", "Sathees", "Sivakumar", "Suthan", "Thusyanthan", "Uthayan", "Vasanthan",
        "Kugan", "Pirabu",
    ],
    family: FamilyNames {
        firsts: &[
            "Siva", "Guna", "Maha", "Raja", "Kanaga", "Thiru", "Nada", "Selva", "Para", "Bala", "Kula", "Sothi",
            "Thurai", "Vaithi", "Arul", "Ananda", "Jeya", "Navara", "Pathma", "Yoga",
        ],
        joint: "",
        seconds: &[
            "nathapillai", "singham", "sekaram", "lingam", "rajah", "moorthy", "kumaran", "ratnam", "samypillai",
            "nesan", "thevan", "varathan", "balasingam", "chelvam", "sundaram", "mohanadas", "devarajah", "karanathan",
        ],
        seconds_of_men: None,
    },
    cyrillic: false,
};
