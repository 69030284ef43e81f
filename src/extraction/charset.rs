//! From bytes to text: byte order mark, declared set, the document's own word for it, and at last a guess.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Decodes bytes. The second value is the offset of the text in the bytes where the text is the bytes as they stand.
pub(crate) fn decode<'a>(bytes: &'a [u8], declared: &str, media_type: &str) -> (Cow<'a, str>, Option<usize>) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        let exact = matches!(text, Cow::Borrowed(_)) && encoding == UTF_8;
        return (text, exact.then_some(mark));
    }
    if let Some(wide) = wide_without_mark(bytes) {
        return (wide.decode_without_bom_handling(bytes).0, None);
    }
    // Valid UTF-8 with a letter beyond ASCII is hardly ever anything else, whatever was declared.
    if let Ok(text) = simdutf8::basic::from_utf8(bytes)
        && !is_escaped_set(declared)
    {
        return (Cow::Borrowed(text), Some(0));
    }
    let named = Encoding::for_label(declared.as_bytes()).or_else(|| own_word(bytes, media_type));
    let encoding = match named {
        // Declared UTF-8 that is no UTF-8: the guess decides.
        Some(e) if e != UTF_8 => e,
        _ => guess(bytes),
    };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    (text, None)
}

/// Sets in which plain ASCII bytes stand for something else.
fn is_escaped_set(declared: &str) -> bool {
    let declared = declared.trim().to_ascii_lowercase();
    matches!(declared.as_str(), "utf-7" | "iso-2022-jp" | "hz-gb-2312")
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    // The first letters decide; a guess over hundreds of megabytes would not be better.
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    // Danish is the first language of these systems: without a clear sign the guess leans to it.
    detector.guess(Some(b"dk"), chardetng::Utf8Detection::Allow)
}

/// UTF-16 without a byte order mark: every other byte of the beginning is zero.
fn wide_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512) & !1];
    if head.len() < 8 {
        return None;
    }
    let pairs = head.len() / 2;
    let zero_even = head.iter().step_by(2).filter(|b| **b == 0).count();
    let zero_odd = head.iter().skip(1).step_by(2).filter(|b| **b == 0).count();
    if zero_odd * 10 >= pairs * 7 && zero_even == 0 {
        Some(UTF_16LE)
    } else if zero_even * 10 >= pairs * 7 && zero_odd == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The set that the document names itself: `<meta charset>`, `<?xml encoding?>`, `@charset`.
fn own_word(bytes: &[u8], media_type: &str) -> Option<&'static Encoding> {
    let head: String = bytes[..bytes.len().min(2048)].iter().map(|b| b.to_ascii_lowercase() as char).collect();
    let keys: &[&str] = if media_type == "text/css" { &["@charset"] } else { &["charset", "encoding"] };
    for key in keys {
        for (at, _) in head.match_indices(key) {
            let rest = head[at + key.len()..].trim_start_matches([' ', '=', '"', '\'']);
            let label: String =
                rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')).collect();
            if let Some(encoding) = Encoding::for_label(label.as_bytes()) {
                return Some(encoding);
            }
        }
    }
    None
}

/// Text in 8-bit code page, for formats that name theirs by number; Windows-1252 where the number is unknown.
pub(crate) fn code_page(number: u32) -> &'static Encoding {
    let label: Cow<'static, str> = match number {
        65001 => "utf-8".into(),
        932 => "shift_jis".into(),
        936 => "gbk".into(),
        949 => "euc-kr".into(),
        950 => "big5".into(),
        10000 => "macintosh".into(),
        10007 => "x-mac-cyrillic".into(),
        866 => "ibm866".into(),
        n => format!("windows-{n}").into(),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn danish_letters_survive_every_usual_set() {
        let word = "Sørensen Ærøskøbing Åse blåbærgrød";
        let utf16: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16_be: Vec<u8> =
            [0xFE, 0xFF].into_iter().chain(word.encode_utf16().flat_map(u16::to_be_bytes)).collect();
        let latin = encoding_rs::WINDOWS_1252.encode(word).0.into_owned();
        let cases: Vec<(&str, Vec<u8>, &str)> = vec![
            ("utf-8", word.as_bytes().to_vec(), ""),
            ("utf-8 declared as latin-1", word.as_bytes().to_vec(), "iso-8859-1"),
            ("utf-16 without a mark", utf16, ""),
            ("utf-16 with a mark", utf16_be, ""),
            ("latin-1 declared", latin.clone(), "iso-8859-1"),
            ("latin-1 guessed", latin.clone(), ""),
            ("latin-1 declared as utf-8", latin, "utf-8"),
        ];
        for (name, bytes, declared) in cases {
            assert_eq!(decode(&bytes, declared, "text/plain").0, word, "{name}");
        }
    }

    #[test]
    fn the_offset_of_exact_text_counts_the_byte_order_mark() {
        let (text, offset) = decode(b"\xEF\xBB\xBFabc", "", "");
        assert_eq!((text.as_ref(), offset), ("abc", Some(3)));
    }
}
