//! Spellings of names, telephone numbers and addresses that folding alone does not bring together.

use super::dates::birth_date;
use crate::candidates::AttributeId;
use crate::detection::transforms::Fact;

/// Whether a text has no letters that systems mangle.
pub(super) fn is_plain(text: &str) -> bool {
    text.is_ascii() && !text.contains("aa") && !text.contains("Aa")
}

/// Whether a spelling says as much as the value: where most letters are dropped, what is left is nobody's name.
pub(super) fn says_enough(spelling: &str, value: &str) -> bool {
    spelling.len() >= 4 && spelling.len() * 10 >= value.len() * 6
}

/// Each way in which systems mangle Danish and accented letters; the first is the value itself, and all values give
/// the same number of spellings in the same order.
pub(super) fn danish(text: &str) -> Vec<String> {
    let plain: fn(char) -> Option<&'static str> = |c| match c {
        'å' => Some("a"),
        'Å' => Some("A"),
        'ø' | 'ö' => Some("o"),
        'Ø' | 'Ö' => Some("O"),
        'ü' => Some("u"),
        _ => None,
    };
    let single: fn(char) -> Option<&'static str> = |c| match c {
        'æ' | 'ä' | 'å' => Some("a"),
        'Æ' | 'Ä' | 'Å' => Some("A"),
        'ø' | 'ö' => Some("o"),
        'Ø' | 'Ö' => Some("O"),
        _ => None,
    };
    let double: fn(char) -> Option<&'static str> = |c| match c {
        'ä' | 'Ä' => Some("ae"),
        'ö' | 'Ö' => Some("oe"),
        'ü' | 'Ü' => Some("ue"),
        _ => None,
    };
    let dropped: fn(char) -> Option<&'static str> = |c| (c.is_alphabetic() && !c.is_ascii()).then_some("");
    let ash: fn(char) -> Option<&'static str> = |c| matches!(c, 'æ' | 'Æ').then_some("");
    let ring: fn(char) -> Option<&'static str> = |c| match c {
        'å' => Some("a"),
        'Å' => Some("A"),
        _ => None,
    };
    // Swedish letters in the place of Danish ones, accents dropped.
    let nordic: fn(char) -> Option<&'static str> = |c| match c {
        'æ' | 'ä' => Some("a"),
        'Æ' | 'Ä' => Some("A"),
        'ø' | 'ö' => Some("o"),
        'Ø' | 'Ö' => Some("O"),
        _ => None,
    };
    // Decomposed, and whatever is not ASCII left out: the ring falls off, the other two letters vanish.
    let ignored: fn(char) -> Option<&'static str> = |c| match c {
        'å' => Some("a"),
        'Å' => Some("A"),
        'æ' | 'Æ' | 'ø' | 'Ø' => Some(""),
        _ => None,
    };
    // Marks fall off, and the one letter that is two vanishes.
    let unmarked: fn(char) -> Option<&'static str> = |c| match c {
        'å' => Some("a"),
        'Å' => Some("A"),
        'ø' => Some("o"),
        'Ø' => Some("O"),
        'æ' | 'Æ' => Some(""),
        _ => None,
    };
    let mut forms = vec![text.to_owned()];
    for map in [plain, single, double, dropped, ash, ring, nordic, ignored, unmarked] {
        let mut form = String::new();
        for c in text.chars() {
            match map(c) {
                Some(letters) => form.push_str(letters),
                None => form.push(c),
            }
        }
        forms.push(form);
    }
    forms.push(text.replace("aa", "a").replace("Aa", "A"));
    forms
}

/// Shifts a letter by thirteen.
pub(super) fn rot13(c: char) -> char {
    match c {
        'a'..='m' | 'A'..='M' => (c as u8 + 13) as char,
        'n'..='z' | 'N'..='Z' => (c as u8 - 13) as char,
        other => other,
    }
}

/// Country codes whose national numbers are told apart from them.
const COUNTRIES: [&str; 5] = ["45", "46", "47", "44", "49"];

/// The country code of a number in international form, where it is one that we know.
pub(super) fn country_code(text: &str) -> Option<&'static str> {
    let rest = text.trim_start().strip_prefix('+').or_else(|| text.trim_start().strip_prefix("00"))?;
    COUNTRIES.into_iter().find(|code| rest.starts_with(code))
}

/// A telephone number with and without its prefix.
pub(super) fn phones(text: &str) -> Vec<(String, &'static str)> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let mut forms = vec![(digits.clone(), "")];
    // A Danish number may stand without its plus; in the other countries a trunk zero says that it is national.
    let code = country_code(text).unwrap_or("45");
    let rest = digits.strip_prefix("00").unwrap_or(&digits);
    let bare = rest.strip_prefix(code).filter(|r| if code == "45" { r.len() == 8 } else { r.len() >= 7 });
    let bare = bare.or((code == "45" && digits.len() == 8).then_some(digits.as_str()));
    if let Some(bare) = bare {
        let mut spelled = vec![format!("{code}{bare}"), format!("00{code}{bare}"), format!("{code}0{bare}")];
        // Norway and Denmark have no trunk zero.
        spelled.insert(0, if matches!(code, "45" | "47") { bare.to_owned() } else { format!("0{bare}") });
        forms.extend(spelled.into_iter().map(|form| (form, "phone-form")));
    }
    forms
}

/// Degrees north and east as numbers without zeros at their ends, and the other way round, as GeoJSON has them.
pub(super) fn coordinates(text: &str) -> Vec<String> {
    let degrees = |part: &str| {
        let part = part.trim();
        let fine = part.split_once('.').is_some_and(|(_, fraction)| fraction.len() >= 4);
        (fine && part.parse::<f64>().is_ok()).then(|| part.to_owned())
    };
    let Some((north, east)) = text.split_once(',') else { return Vec::new() };
    let (Some(north), Some(east)) = (degrees(north), degrees(east)) else { return Vec::new() };
    let [short_north, short_east] = [&north, &east].map(|part| part.trim_end_matches('0').to_owned());
    let mut forms = vec![format!("{short_north} {short_east}"), format!("{east} {north}")];
    forms.push(format!("{short_east} {short_north}"));
    // As data bases write numbers of so many places.
    for places in [6, 7, 8] {
        let [north, east] = [&north, &east].map(|part| {
            let missing = (places + 1usize).saturating_sub(part.len() - part.find('.').unwrap_or(0));
            format!("{part}{}", "0".repeat(missing))
        });
        forms.extend([format!("{north} {east}"), format!("{east} {north}")]);
    }
    forms.sort();
    forms.dedup();
    forms
}

/// What a value says for digests of several together, in each notation that is hashed.
pub(super) fn facts(id: AttributeId, value: &str) -> Vec<(Fact, String)> {
    let bare = || value.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    match id {
        AttributeId::D01 => vec![(Fact::Given, value.to_owned())],
        AttributeId::D02 => vec![(Fact::Family, value.to_owned())],
        AttributeId::D04 => vec![(Fact::Number, value.to_owned()), (Fact::Number, bare())],
        AttributeId::D05 => {
            let date = birth_date(value);
            let notations = ["%Y-%m-%d", "%d-%m-%Y", "%d%m%Y", "%Y%m%d"].into_iter();
            notations.filter_map(|notation| Some((Fact::Date, date?.format(notation).to_string()))).collect()
        }
        AttributeId::D06 => vec![(Fact::Mail, value.to_owned())],
        AttributeId::D07 => {
            let digits: String = value.chars().filter(char::is_ascii_digit).collect();
            let local = digits.get(digits.len().saturating_sub(8)..).unwrap_or_default().to_owned();
            vec![(Fact::Phone, local), (Fact::Phone, format!("+{digits}"))]
        }
        AttributeId::D09 => value.split(' ').next().map(|code| (Fact::Code, code.to_owned())).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// An e-mail address with words for its signs.
pub(super) fn spelled_out(address: &str) -> Vec<String> {
    let Some((local, domain)) = address.split_once('@') else { return Vec::new() };
    let mut forms = Vec::new();
    for at in ["at", "snabela", "alfakrøl"] {
        forms.push(format!("{local} {at} {domain}"));
        for dot in [" dot ", " punktum "] {
            let domain = domain.replace('.', dot);
            forms.push(format!("{local} {at} {domain}"));
            if local.contains('.') {
                forms.push(format!("{} {at} {domain}", local.replace('.', dot)));
            }
        }
    }
    forms
}

/// The last part of a profile's address.
pub(super) fn handle(address: &str) -> Option<&str> {
    let (rest, last) = address.trim_end_matches('/').rsplit_once('/')?;
    let last = last.trim_start_matches('@');
    (rest.contains('/') && super::fold(last).len() >= 6).then_some(last)
}

/// The parts of a family name of several; empty where it is one word.
pub(super) fn parts(family: &str) -> Vec<&str> {
    let parts: Vec<&str> = family.split(['-', ' ']).filter(|p| super::fold(p).len() >= 4).collect();
    if parts.len() > 1 || parts.first().is_some_and(|p| p.len() < family.len()) { parts } else { Vec::new() }
}

/// A street line with and without floor and abbreviations.
pub(super) fn addresses(text: &str) -> Vec<String> {
    let mut forms = vec![text.to_owned()];
    if let Some((street, _)) = text.split_once(',') {
        forms.push(street.to_owned());
    }
    for (short, long) in [
        ("Gl. ", "Gammel "),
        ("Sdr. ", "Søndre "),
        ("Ndr. ", "Nørre "),
        ("St. ", "Store "),
        ("Ll. ", "Lille "),
        ("v. ", "vej "),
        ("vej ", "v. "),
        ("Allé ", "Alle "),
        ("Plads ", "Pl. "),
    ] {
        for i in 0..forms.len() {
            for (a, b) in [(short, long), (long, short)] {
                if forms[i].contains(a) {
                    let other = forms[i].replace(a, b);
                    if !forms.contains(&other) {
                        forms.push(other);
                    }
                }
            }
        }
    }
    // The number before the street, as in English.
    for i in 0..forms.len() {
        if let Some((street, number)) = forms[i].rsplit_once(' ')
            && number.starts_with(|c: char| c.is_ascii_digit())
        {
            forms.push(format!("{number} {street}"));
        }
    }
    forms.retain(|f| super::fold(f).len() >= 8);
    forms
}
