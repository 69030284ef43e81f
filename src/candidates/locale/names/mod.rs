//! Names of groups that live in more than one country; a pack adds those of its own.

pub mod arabic;
pub mod faroese;
pub mod greenlandic;
pub mod polish;
pub mod somali;
pub mod tamil;
pub mod turkish;
pub mod ukrainian;
pub mod vietnamese;

use crate::candidates::unique::fold;

/// A name of these groups in Cyrillic letters, from its Danish transcription, as its bearer writes it.
pub fn cyrillic(name: &str) -> String {
    const LETTERS: [(&str, &str); 48] = [
        ("tja", "тя"),
        ("lja", "ля"),
        ("lju", "лю"),
        ("nja", "ня"),
        ("nju", "ню"),
        ("tsj", "ч"),
        ("tj", "ч"),
        ("sj", "ш"),
        ("zj", "ж"),
        ("kh", "х"),
        ("ts", "ц"),
        ("ija", "ія"),
        ("ij", "ій"),
        ("yj", "ий"),
        ("ja", "я"),
        ("je", "є"),
        ("ji", "ї"),
        ("ju", "ю"),
        ("jo", "йо"),
        ("lj", "ль"),
        ("nj", "нь"),
        ("dj", "дь"),
        ("a", "а"),
        ("b", "б"),
        ("v", "в"),
        ("w", "в"),
        ("h", "г"),
        ("g", "ґ"),
        ("d", "д"),
        ("e", "е"),
        ("z", "з"),
        ("y", "и"),
        ("i", "і"),
        ("j", "й"),
        ("k", "к"),
        ("l", "л"),
        ("m", "м"),
        ("n", "н"),
        ("o", "о"),
        ("p", "п"),
        ("r", "р"),
        ("s", "с"),
        ("t", "т"),
        ("u", "у"),
        ("f", "ф"),
        ("c", "к"),
        ("x", "кс"),
        ("q", "к"),
    ];
    let mut out = String::new();
    let mut rest = name;
    while let Some(letter) = rest.chars().next() {
        let lower = rest.to_lowercase();
        match LETTERS.iter().find(|(latin, _)| lower.starts_with(latin)) {
            Some((latin, own)) => {
                let mut own = own.chars();
                if letter.is_uppercase() {
                    out.extend(own.next().into_iter().flat_map(char::to_uppercase));
                }
                out.extend(own);
                rest = &rest[latin.len()..];
            }
            None => {
                // A letter of another language, in a name that came later: as its plain letters, and signs as they are.
                let plain = if letter.is_alphabetic() { fold(letter.encode_utf8(&mut [0; 4])) } else { String::new() };
                if plain.is_empty() {
                    out.push(letter);
                } else {
                    out.push_str(&cyrillic(&plain));
                }
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_spelled_as_their_bearers_do() {
        for (latin, own) in [
            ("Oleksandr", "Олександр"),
            ("Jevhen", "Євген"),
            ("Bondartjuk-Halytj", "Бондарчук-Галич"),
            ("Serhij", "Сергій"),
            ("Tetjana", "Тетяна"),
            ("Ljudmyla", "Людмила"),
            ("Bjørn Bölle", "Бйоерн Болле"),
        ] {
            assert_eq!(super::cyrillic(latin), own);
        }
    }
}
