//! Nationalities by their countries and codes (ISO 3166): what a system shows of `polsk` may be `Polen`, `PL` or a flag.

use crate::detection::fold::fold;

/// A nation: words for it, its country, and its codes.
struct Nation {
    adjectives: &'static [&'static str],
    countries: &'static [&'static str],
    codes: [&'static str; 2],
    /// One of its people, in Danish.
    person: &'static str,
    /// Whether its flag and code stand on many pages that are about nobody: languages to choose from, addresses.
    near: bool,
}

static NATIONS: [Nation; 17] = [
    Nation::of(&["syrisk", "syrian", "syrisch"], &["Syrien", "Syria"], ["SY", "SYR"], "syrer", false),
    Nation::of(&["irakisk", "iraqi", "irakisch"], &["Irak", "Iraq"], ["IQ", "IRQ"], "iraker", false),
    Nation::of(&["libanesisk", "lebanese", "libanesisch"], &["Libanon", "Lebanon"], ["LB", "LBN"], "libaneser", false),
    Nation::of(&["jordansk", "jordanian"], &["Jordan"], ["JO", "JOR"], "jordaner", false),
    Nation::of(&["polsk", "polish", "polnisch", "polska"], &["Polen", "Poland"], ["PL", "POL"], "polak", false),
    Nation::of(
        &["tyrkisk", "turkish", "türkisch", "turkisk", "turkiska"],
        &["Tyrkiet", "Turkey", "Türkei", "Turkiet", "Tyrkia"],
        ["TR", "TUR"],
        "tyrker",
        false,
    ),
    Nation::of(
        &["ukrainsk", "ukrainian", "ukrainisch", "ukrainska"],
        &["Ukraine", "Ukraina"],
        ["UA", "UKR"],
        "ukrainer",
        false,
    ),
    Nation::of(
        &["vietnamesisk", "vietnamese", "vietnamesisch", "vietnamesiska"],
        &["Vietnam"],
        ["VN", "VNM"],
        "vietnameser",
        false,
    ),
    Nation::of(&["somalisk", "somali", "somaliska"], &["Somalia"], ["SO", "SOM"], "somalier", false),
    Nation::of(&["srilankansk", "sri lankan", "sri-lankisch"], &["Sri Lanka"], ["LK", "LKA"], "srilankaner", false),
    Nation::of(&["færøsk", "faroese"], &["Færøerne", "Faroe Islands"], ["FO", "FRO"], "færing", false),
    Nation::of(&["grønlandsk", "greenlandic"], &["Grønland", "Greenland"], ["GL", "GRL"], "grønlænder", false),
    Nation::of(&["dansk", "danish"], &["Danmark", "Denmark"], ["DK", "DNK"], "", true),
    Nation::of(&["svensk", "swedish", "svenska"], &["Sverige", "Sweden"], ["SE", "SWE"], "svensker", true),
    Nation::of(&["norsk", "norwegian"], &["Norge", "Norway"], ["NO", "NOR"], "nordmand", true),
    Nation::of(&["tysk", "german", "deutsch"], &["Tyskland", "Germany", "Deutschland"], ["DE", "DEU"], "tysker", true),
    Nation::of(&["british"], &["Storbritannien", "United Kingdom"], ["GB", "GBR"], "brite", true),
];

impl Nation {
    const fn of(
        adjectives: &'static [&'static str],
        countries: &'static [&'static str],
        codes: [&'static str; 2],
        person: &'static str,
        near: bool,
    ) -> Nation {
        Nation { adjectives, countries, codes, person, near }
    }
}

/// What flags are called, and what the names of their icons begin with: `fi-sy`.
const FLAG: &str = "flag";
const ICON: &str = "fi-";

/// How else a nationality may be shown.
#[derive(Debug)]
pub(super) struct Shown {
    /// Countries and codes, which count beside a word about origin.
    pub words: Vec<&'static str>,
    /// The adjective in other languages, and one of the people: they count wherever they stand.
    pub adjectives: Vec<&'static str>,
    /// The flag, as two letters for regions, where it stands on few other pages.
    pub flag: Option<String>,
    /// The code that pictures of it are called after, in small letters.
    code: Option<String>,
}

/// How else a nationality may be shown; none where it is not in the table.
pub(super) fn shown(nationality: &str) -> Option<Shown> {
    let small = nationality.to_lowercase();
    let nation = NATIONS.iter().find(|nation| nation.adjectives.contains(&small.as_str()))?;
    let words = nation.countries.iter().chain(&nation.codes).copied().collect();
    let adjectives = nation.adjectives.iter().copied().chain([nation.person]);
    let adjectives = adjectives.filter(|word| !nation.near && !word.is_empty() && *word != small).collect();
    let region = |letter: char| char::from_u32('\u{1f1e6}' as u32 + (letter as u32 - 'A' as u32));
    let flag = (!nation.near).then(|| nation.codes[0].chars().filter_map(region).collect());
    let code = (!nation.near).then(|| nation.codes[0].to_lowercase());
    Some(Shown { words, adjectives, flag, code })
}

impl Shown {
    /// What all of it but codes and the flag itself has in it, folded.
    pub fn phrases(&self) -> impl Iterator<Item = Vec<u8>> {
        let words = self.words.iter().chain(&self.adjectives).filter(|word| word.len() > 3).map(|word| fold(word));
        let called = self.code.iter().flat_map(|code| [FLAG.to_owned(), format!("{ICON}{code}")]);
        words.chain(called.map(|name| fold(&name)))
    }

    /// Whether a text is the address or the class of a picture of the flag: `/flags/sy.svg`, `fi fi-sy`.
    pub fn is_called_after_the_flag(&self, text: &str) -> bool {
        let Some(code) = &self.code else { return false };
        let small = text.to_ascii_lowercase();
        let mut parts = small.split(|c: char| !c.is_alphanumeric());
        (small.contains(FLAG) || small.contains(ICON)) && parts.any(|part| part == code)
    }
}
