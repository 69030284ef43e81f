//! Chooses the reader for some bytes. The content decides; the declared type, the extension and the source are hints
//! where the content can be several things.

use super::UnitSource;
use super::formats::{self, Format};
use super::work::{Input, starts_ignoring_case};

/// The reader for these bytes.
pub(crate) fn choose(input: &Input<'_>) -> &'static Format {
    let bytes = input.bytes;
    match input.source {
        UnitSource::Dom if input.prefix.is_empty() => return &formats::HTML,
        UnitSource::Frames if input.prefix.is_empty() => return &formats::JSON_LINES,
        UnitSource::Print if input.prefix.is_empty() => return &formats::PLAIN,
        _ => {}
    }
    if let Some(format) = formats::formats().iter().find(|f| (f.sniff)(bytes)) {
        return format;
    }
    if !is_text(bytes) {
        if formats::zip::bytes_before(bytes) > 0 {
            return &formats::ZIP;
        }
        // A mail may carry its attachments as they are.
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
        return if formats::mail::looks_like_mail(&head) { &formats::MAIL } else { &formats::CARVE };
    }
    choose_text(input)
}

/// Whether bytes begin like a format that has a reader.
pub(crate) fn is_known(input: &Input<'_>) -> bool {
    formats::formats().iter().any(|f| (f.sniff)(input.bytes))
}

/// Some bytes from the begin on, without a part of a letter of UTF-8 at their end: they would pass for another charset.
fn head(bytes: &[u8]) -> &[u8] {
    let Some(cut) = bytes.get(..4096).filter(|cut| cut.len() < bytes.len()) else { return bytes };
    match std::str::from_utf8(cut) {
        Err(error) if error.error_len().is_none() => &cut[..error.valid_up_to()],
        _ => cut,
    }
}

fn choose_text(input: &Input<'_>) -> &'static Format {
    let head_text = super::charset::decode(head(input.bytes), input.charset, input.media_type).0;
    let head = head_text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    let extension = input.name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    let declared = input.media_type;

    if starts_ignoring_case(head, "BEGIN:VCALENDAR") || starts_ignoring_case(head, "BEGIN:VCARD") {
        return &formats::VOBJECT;
    }
    if starts_ignoring_case(head, "<!doctype html") || starts_ignoring_case(head, "<html") {
        return &formats::HTML;
    }
    if head.starts_with("<?xml")
        || starts_ignoring_case(head, "<svg")
        || starts_ignoring_case(head, "<rss")
        || starts_ignoring_case(head, "<feed")
    {
        // XHTML is read as HTML: the places of both are then alike, and HTML hides more.
        return if head.contains("<html") { &formats::HTML } else { &formats::XML };
    }
    if head.starts_with(['{', '[']) {
        if formats::json::looks_like_json(head.as_bytes()) {
            return if declared.contains("ndjson") || extension == "jsonl" || formats::json::is_lines(head) {
                &formats::JSON_LINES
            } else {
                &formats::JSON
            };
        }
    } else if head.starts_with(")]}'") || head.starts_with("for(;;)") || head.starts_with("while(1)") {
        // The guard that some interfaces put before JSON; the reader skips it.
        return &formats::JSON;
    }
    if declared == "text/event-stream" {
        return &formats::EVENT_STREAM;
    }
    if formats::mail::looks_like_mail(&head_text) && !declared.contains("html") {
        return &formats::MAIL;
    }
    // The table by declared type, then by extension; then markup by its look.
    let by_type = formats::formats().iter().find(|f| f.text && f.media_types.contains(&declared));
    if declared != "text/plain"
        && let Some(format) = by_type
    {
        return format;
    }
    if declared.ends_with("+xml") {
        return &formats::XML;
    }
    if declared.ends_with("+json") {
        return &formats::JSON;
    }
    if let Some(format) = formats::formats().iter().find(|f| f.text && f.extensions.contains(&extension.as_str())) {
        return format;
    }
    if head.starts_with('<') && (head.contains("</") || head.contains("/>")) {
        return &formats::HTML;
    }
    if starts_ignoring_case(head, "data:") && declared.is_empty() && formats::data_url::split(head).is_some() {
        return &formats::DATA_URL;
    }
    if formats::form::looks_like_form(head, declared) {
        return &formats::FORM;
    }
    &formats::PLAIN
}

/// Whether bytes are text in some usual set: few control characters, or UTF-16.
pub(crate) fn is_text(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || bytes.starts_with(&[0xEF, 0xBB, 0xBF]) {
        return true;
    }
    // Control characters but for white space and escape.
    let odd = |part: &[u8]| count(part, |byte| (byte < 9) | ((byte > 13) & (byte < 32) & (byte != 27)) | (byte == 127));
    let head = &bytes[..bytes.len().min(8192)];
    let tail = &bytes[bytes.len().saturating_sub(2048)..];
    if odd(head) * 100 <= head.len() && odd(tail) * 50 <= tail.len() {
        // Text in UTF-8 or ASCII is certain; other bytes above 127 must not outweigh the letters.
        let high = count(head, |byte| byte >= 128);
        return high * 2 < head.len()
            || std::str::from_utf8(&head[..valid_length(head)]).is_ok_and(|t| t.len() + 4 > head.len());
    }
    let (_, exact) = super::charset::decode(&head[..head.len() & !1], "", "");
    // UTF-16 without a mark is decoded (not exact) although its bytes are valid UTF-8 with zeros.
    exact.is_none() && head.len() >= 8 && std::str::from_utf8(head).is_ok() && head.contains(&0)
}

/// How many bytes are of a kind. Written so that a compiler asks for many at once.
fn count(bytes: &[u8], of_kind: impl Fn(u8) -> bool) -> usize {
    let few = |few: &[u8]| few.iter().fold(0u8, |count, byte| count + u8::from(of_kind(*byte)));
    bytes.chunks(usize::from(u8::MAX)).map(|part| usize::from(few(part))).sum()
}

fn valid_length(bytes: &[u8]) -> usize {
    match std::str::from_utf8(bytes) {
        Ok(_) => bytes.len(),
        Err(e) => e.valid_up_to(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_end_with_a_whole_letter() {
        for letter in ["a", "ø", "€", "😀"] {
            let text = letter.repeat(4096);
            for before in 0..4 {
                let text = format!("{}{text}", &"xyz"[..before]);
                let head = std::str::from_utf8(head(text.as_bytes())).expect("it is UTF-8");
                assert!(text.starts_with(head) && head.len() > 4096 - letter.len(), "{letter}");
            }
        }
        // What is short, or no UTF-8, stays as it is.
        for bytes in [&b"S\xf8ren"[..], b"", b"\xc3", &[0x80; 5000], &[0xff; 4096]] {
            assert_eq!(head(bytes).len(), bytes.len().min(4096), "{bytes:?}");
        }
    }
}
