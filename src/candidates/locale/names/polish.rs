//! Names of Poland. No two given names fold to the same letters, and none is an ordinary word.

use crate::candidates::locale::pack::{FamilyNames, Names};

/// The names of this group.
pub static NAMES: Names = Names {
    women: &[
        "Agnieszka", "Małgorzata", "Katarzyna", "Joanna", "Magdalena", "Grażyna", "Bożena", "Jadwiga", "Zofia",
        "Halina", "Danuta", "Elżbieta", "Beata", "Dorota", "Ewelina", "Justyna", "Kinga", "Łucja", "Monika", "Renata",
        "Urszula", "Wioletta",
    ],
    men: &[
        "Krzysztof", "Piotr", "Paweł", "Tomasz", "Marcin", "Grzegorz", "Łukasz", "Zbigniew", "Wojciech", "Stanisław",
        "Andrzej", "Bartosz", "Czesław", "Dariusz", "Jarosław", "Kazimierz", "Leszek", "Mirosław", "Przemysław",
        "Ryszard", "Sławomir", "Witold",
    ],
    family: FamilyNames {
        firsts: &[
            "Brzez", "Kowal", "Wiśni", "Dąbr", "Jabłoń", "Sokoł", "Grab", "Olsz", "Lip", "Jesion", "Czarn", "Biał",
            "Głow", "Krasn", "Młyn", "Ostr", "Pietrz", "Rutk", "Szczep", "Trzebi", "Wierzb", "Zawadz", "Żuraw", "Śliw",
            "Borow", "Chmiel", "Dobrosz",
        ],
        joint: "",
        seconds: &[
            "owska", "ińska", "ewska", "ecka", "onowicz", "ańska", "ykowska", "owiecka", "omierska", "iszewska",
            "oradzka", "ogórska", "oleska", "imowicz", "isławska",
        ],
        seconds_of_men: Some(&[
            "owski", "iński", "ewski", "ecki", "onowicz", "ański", "ykowski", "owiecki", "omierski", "iszewski",
            "oradzki", "ogórski", "oleski", "imowicz", "isławski",
        ]),
    },
    cyrillic: false,
};
