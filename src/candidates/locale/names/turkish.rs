//! Names of Türkiye. No two given names fold to the same letters, and none is an ordinary word.

use crate::candidates::locale::pack::{FamilyNames, Names};

/// The names of this group.
pub static NAMES: Names = Names {
    women: &[
        "Ayşe", "Elif", "Zeynep", "Emine", "Hatice", "Gülşen", "Çiğdem", "Özlem", "Şule", "Sevgi", "Nurcan", "Pınar",
        "Tuğba", "Ebru", "Feride", "Gönül", "İpek", "Meltem", "Songül", "Yıldız", "Dilek", "Berrin",
    ],
    men: &[
        "Mehmet", "Mustafa", "Hüseyin", "İbrahim", "Osman", "Murat", "Emre", "Burak", "Çağlar", "Doğan", "Erhan",
        "Ferhat", "Gökhan", "Haluk", "Kemal", "Levent", "Orhan", "Serkan", "Tolga", "Uğur", "Volkan", "Yücel",
    ],
    family: FamilyNames {
        firsts: &[
            "Kara", "Ak", "Öz", "Demir", "Taş", "Altın", "Gümüş", "Yeşil", "Kızıl", "Gök", "Bozkır", "Şahin", "Arslan",
            "Kaplan", "Yılmaz", "Çelik", "Sarı", "Uzun", "Büyük", "Köse", "Karaca", "Bay", "Er", "Güneş", "Soy",
        ],
        joint: "",
        seconds: &[
            "dağlı", "kaya", "türk", "demirel", "oğlu", "pınar", "soylu", "taşçı", "yürek", "kılıç", "bulut", "ırmak",
            "gündüz", "ateş", "çınar", "tepe", "ovalı", "yıldırım", "kaynak", "bayrak",
        ],
        seconds_of_men: None,
    },
    cyrillic: false,
};
