//! The disguises: small, pure changes of a text.

use md5::Digest as _;

/// Lower-case hexadecimal MD5 of the trimmed, lower-cased text: how gravatar names people.
pub(super) fn md5_hex(text: &str) -> String {
    hex::encode(md5::Md5::digest(text.trim().to_lowercase()))
}

/// Lower-case hexadecimal SHA-1 of the trimmed, lower-cased text.
pub(super) fn sha1_hex(text: &str) -> String {
    hex::encode(sha1::Sha1::digest(text.trim().to_lowercase()))
}

/// Lower-case hexadecimal SHA-256 of the trimmed, lower-cased text: how advertisers exchange addresses.
pub(super) fn sha256_hex(text: &str) -> String {
    hex::encode(sha2::Sha256::digest(text.trim().to_lowercase()))
}

/// Percent-encodes everything that is no letter or digit.
pub(super) fn percent(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// `Gül Sørensen` becomes `guel-soerensen`.
pub(super) fn slug(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let mut slug = String::new();
    for c in text.to_lowercase().chars() {
        match c {
            'æ' | 'ä' => slug.push_str("ae"),
            'ø' | 'ö' => slug.push_str("oe"),
            'å' => slug.push_str("aa"),
            'ü' => slug.push_str("ue"),
            'ß' => slug.push_str("ss"),
            'ł' => slug.push('l'),
            'ı' => slug.push('i'),
            _ => {
                for part in std::iter::once(c).nfd() {
                    if part.is_ascii_alphanumeric() {
                        slug.push(part);
                    } else if part.is_ascii() && !slug.ends_with('-') {
                        slug.push('-');
                    }
                }
            }
        }
    }
    slug.trim_matches('-').to_owned()
}

/// A soft hyphen or a zero-width space after each second character.
pub(super) fn zero_width(text: &str) -> String {
    let mut out = String::new();
    for (i, c) in text.chars().enumerate() {
        out.push(c);
        match i % 4 {
            1 => out.push('\u{200b}'),
            3 => out.push('\u{ad}'),
            _ => {}
        }
    }
    out
}

/// Last character first.
pub(super) fn reversed(text: &str) -> String {
    text.chars().rev().collect()
}

/// Each character as a decimal entity; escaped once more by the template.
pub(super) fn entities(text: &str) -> String {
    text.chars().map(|c| format!("&#{};", u32::from(c))).collect()
}

/// Each UTF-16 unit as `\uXXXX`.
pub(super) fn unicode_escapes(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect()
}

/// `F.A.` of given and family name.
pub(super) fn initials(given: &str, family: &str) -> String {
    [given, family].iter().filter_map(|name| name.chars().next()).flat_map(|c| [c, '.']).collect()
}

/// What the portal's script undoes in the browser, so that the text stands nowhere on the wire: UTF-16 units, each shifted
/// by its place.
pub(super) fn packed(text: &str) -> String {
    let units: Vec<String> =
        text.encode_utf16().enumerate().map(|(i, unit)| (u32::from(unit) + 7 * i as u32 + 41).to_string()).collect();
    units.join(".")
}

/// Two halves, the first at least one character.
pub(super) fn halves(text: &str) -> (String, String) {
    let middle = text.chars().count().div_ceil(2);
    (text.chars().take(middle).collect(), text.chars().skip(middle).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_holds_only_plain_letters_digits_and_single_dashes() {
        for (name, expected) in [
            ("Gül Sørensen", "guel-soerensen"),
            ("Åse  O'Brien-Łuk", "aase-o-brien-luk"),
            ("Şeyma Çelik", "seyma-celik"),
            ("李", ""),
        ] {
            assert_eq!(slug(name), expected);
        }
    }

    #[test]
    fn text_with_invisible_characters_is_the_same_text_without_them() {
        let disguised = zero_width("a@mail.example");
        assert!(!disguised.contains("mail"));
        assert_eq!(disguised.replace(['\u{200b}', '\u{ad}'], ""), "a@mail.example");
    }
}
