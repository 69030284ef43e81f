//! Names of Great Britain. No two given names fold to the same letters, and none is an ordinary word.

use crate::candidates::locale::pack::{FamilyNames, Names};

/// The names of this group.
pub static NAMES: Names = Names {
    women: &[
        "Abigail", "Beatrice", "Constance", "Deborah", "Eleanor", "Florence", "Gwendolyn", "Harriet", "Imogen",
        "Jacqueline", "Kathleen", "Lorraine", "Margaret", "Nicola", "Olwen", "Philippa", "Rosalind", "Shirley",
        "Theodora", "Ursuline", "Verity-Anne", "Winifred", "Yvette", "Zara", "Annabel", "Bronwen", "Cordelia",
        "Dorothy", "Elspeth", "Fenella",
    ],
    men: &[
        "Alasdair", "Barnaby", "Clement", "Douglas", "Edmund", "Fergus", "Geoffrey", "Humphrey", "Ivor", "Jonathan",
        "Kenelm", "Lachlan", "Malcolm", "Nigel", "Oswald", "Percival", "Quentin", "Rupert", "Stuart", "Timothy",
        "Vaughan", "Wilfred", "Angus", "Benedict", "Cedric", "Duncan", "Emlyn", "Francis-Lee", "Gareth", "Hamish",
    ],
    family: FamilyNames {
        firsts: &[
            "Alder", "Bramble", "Copper", "Dagger", "Elder", "Fennel", "Gorse", "Hather", "Ivel", "Juniper", "Kestrel",
            "Lark", "Mallow", "Nettle", "Oaken", "Pepper", "Quill", "Raven", "Sorrel", "Thistle", "Umber", "Vetch",
            "Whin", "Yarrow", "Ash", "Birch", "Cloud", "Dusk", "Ember", "Fox", "Grouse", "Hawk", "Iron", "Jack",
            "Kite", "Loam", "Moss", "North", "Otter", "Plover",
        ],
        joint: "",
        seconds: &[
            "thwaite", "borough", "combe", "dale", "fold", "garth", "hurst", "ingham", "keld", "leigh", "minster",
            "ness", "royd", "shaw", "stead", "thorpe", "wick", "worth", "ridding", "bottom",
        ],
        seconds_of_men: None,
    },
    cyrillic: false,
};
