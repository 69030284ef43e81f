//! What a captured slice did to the value, in the names of the transforms; and the snippet that reports show.

use unicode_normalization::UnicodeNormalization;

use super::fold::is_invisible;

/// The names of the differences between what was captured and the value; empty where there is none.
pub(crate) fn differences(captured: &str, value: &str) -> Vec<String> {
    let mut names = Vec::new();
    if captured == value {
        return names;
    }
    if captured.contains('\0') {
        names.push("utf-16".to_owned());
    }
    let visible: String = captured.nfc().filter(|c| !is_invisible(*c) && *c != '\0').collect();
    let canonical: String = value.nfc().collect();
    if captured.chars().any(|c| is_invisible(c) && !unicode_normalization::char::is_combining_mark(c)) {
        names.push("zero-width".to_owned());
    }
    let foreign = |c: char| {
        c.is_alphanumeric() && !c.is_ascii() && !canonical.contains(c) && !canonical.to_lowercase().contains(c)
    };
    if visible.chars().any(|c| foreign(c) && !"æøåÆØÅ".contains(c)) {
        names.push("unicode-form".to_owned());
    }
    let letters = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (a, b) = (letters(&visible), letters(&canonical));
    let accented = |t: &str| t.to_lowercase().chars().filter(|c| !c.is_ascii()).collect::<String>();
    if accented(&a) != accented(&b) && !names.iter().any(|n| n == "unicode-form") {
        names.push("danish-letters".to_owned());
    }
    let marks = |t: &str| t.chars().filter(|c| !c.is_alphanumeric()).collect::<String>();
    if marks(&visible) != marks(&canonical) {
        names.push("separators".to_owned());
    }
    if a != b && a.to_lowercase() == b.to_lowercase() {
        names.push("case".to_owned());
    }
    names
}

/// About 120 characters around `start..end`, without control characters.
pub(crate) fn snippet(text: &str, start: usize, end: usize) -> String {
    let hit = text[start..end].chars().count().min(120);
    let side = (120 - hit) / 2;
    let before: Vec<char> = text[..start].chars().rev().take(side).collect();
    let around = before.into_iter().rev().chain(text[start..].chars().take(hit + side));
    around.map(|c| if c.is_control() { ' ' } else { c }).collect()
}
