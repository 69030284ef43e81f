//! Nationalities by their countries and codes (ISO 3166): what a system shows of `polsk` may be `Polen`, `PL` or a flag.

/// A nation: words for it, its country, and its codes.
struct Nation {
    adjectives: &'static [&'static str],
    countries: &'static [&'static str],
    codes: [&'static str; 2],
    /// Whether its flag and code stand on many pages that are about nobody: languages to choose from, addresses.
    near: bool,
}

static NATIONS: [Nation; 17] = [
    Nation::of(&["syrisk", "syrian", "syrisch"], &["Syrien", "Syria"], ["SY", "SYR"], false),
    Nation::of(&["irakisk", "iraqi", "irakisch"], &["Irak", "Iraq"], ["IQ", "IRQ"], false),
    Nation::of(&["libanesisk", "lebanese", "libanesisch"], &["Libanon", "Lebanon"], ["LB", "LBN"], false),
    Nation::of(&["jordansk", "jordanian"], &["Jordan"], ["JO", "JOR"], false),
    Nation::of(&["polsk", "polish", "polnisch", "polska"], &["Polen", "Poland"], ["PL", "POL"], false),
    Nation::of(
        &["tyrkisk", "turkish", "türkisch", "turkisk", "turkiska"],
        &["Tyrkiet", "Turkey", "Türkei", "Turkiet", "Tyrkia"],
        ["TR", "TUR"],
        false,
    ),
    Nation::of(&["ukrainsk", "ukrainian", "ukrainisch", "ukrainska"], &["Ukraine", "Ukraina"], ["UA", "UKR"], false),
    Nation::of(&["vietnamesisk", "vietnamese", "vietnamesisch", "vietnamesiska"], &["Vietnam"], ["VN", "VNM"], false),
    Nation::of(&["somalisk", "somali", "somaliska"], &["Somalia"], ["SO", "SOM"], false),
    Nation::of(&["srilankansk", "sri lankan", "sri-lankisch"], &["Sri Lanka"], ["LK", "LKA"], false),
    Nation::of(&["færøsk", "faroese"], &["Færøerne", "Faroe Islands"], ["FO", "FRO"], false),
    Nation::of(&["grønlandsk", "greenlandic"], &["Grønland", "Greenland"], ["GL", "GRL"], false),
    Nation::of(&["dansk", "danish"], &["Danmark", "Denmark"], ["DK", "DNK"], true),
    Nation::of(&["svensk", "swedish", "svenska"], &["Sverige", "Sweden"], ["SE", "SWE"], true),
    Nation::of(&["norsk", "norwegian"], &["Norge", "Norway"], ["NO", "NOR"], true),
    Nation::of(&["tysk", "german", "deutsch"], &["Tyskland", "Germany", "Deutschland"], ["DE", "DEU"], true),
    Nation::of(&["british"], &["Storbritannien", "United Kingdom"], ["GB", "GBR"], true),
];

impl Nation {
    const fn of(
        adjectives: &'static [&'static str],
        countries: &'static [&'static str],
        codes: [&'static str; 2],
        near: bool,
    ) -> Nation {
        Nation { adjectives, countries, codes, near }
    }
}

/// How else a nationality may be shown.
#[derive(Debug)]
pub(super) struct Shown {
    /// Countries and codes, which count beside a word about origin.
    pub words: Vec<&'static str>,
    /// The flag, as two letters for regions, where it stands on few other pages.
    pub flag: Option<String>,
}

/// How else a nationality may be shown; none where it is not in the table.
pub(super) fn shown(nationality: &str) -> Option<Shown> {
    let small = nationality.to_lowercase();
    let nation = NATIONS.iter().find(|nation| nation.adjectives.contains(&small.as_str()))?;
    let words = nation.countries.iter().chain(&nation.codes).copied().collect();
    let region = |letter: char| char::from_u32('\u{1f1e6}' as u32 + (letter as u32 - 'A' as u32));
    let flag = (!nation.near).then(|| nation.codes[0].chars().filter_map(region).collect());
    Some(Shown { words, flag })
}
