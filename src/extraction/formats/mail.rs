//! Mail: headers, bodies, attachments, messages inside messages; MHTML, which is mail that holds a page.

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

use crate::extraction::Part;
use crate::extraction::work::{Input, Work, find};

/// Whether text begins like a mail: several header lines, of which some are a mail's own.
pub(crate) fn looks_like_mail(head: &str) -> bool {
    let mut known = 0;
    for (number, line) in head.lines().enumerate().take(60) {
        if line.is_empty() || line.starts_with([' ', '\t']) {
            if line.is_empty() && number > 0 {
                break;
            }
            continue;
        }
        let Some((name, _)) = line.split_once(':') else {
            // An mbox begins with a line of its own.
            if number == 0 && line.starts_with("From ") {
                continue;
            }
            return false;
        };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return false;
        }
        if [
            "from", "to", "subject", "date", "received", "message-id", "mime-version", "return-path", "delivered-to",
            "content-type", "reply-to",
        ]
        .contains(&name.to_ascii_lowercase().as_str())
        {
            known += 1;
        }
    }
    known >= 2
}

/// Reads a message, or each message of a mailbox (RFC 4155).
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    if !input.bytes.starts_with(b"From ") {
        return message(input, work);
    }
    let (mut start, mut number) = (0, 1);
    while start < input.bytes.len() && !work.stopped_now() {
        let head_end = find(input.bytes, b"\n", start).map_or(input.bytes.len(), |at| at + 1);
        let end = [b"\n\nFrom ".as_slice(), b"\r\n\r\nFrom "]
            .iter()
            .filter_map(|mark| find(input.bytes, mark, head_end).map(|at| at + mark.len() - 5))
            .min()
            .unwrap_or(input.bytes.len());
        let place = format!("message[{number}]");
        let head = String::from_utf8_lossy(&input.bytes[start..head_end]).trim_end().to_owned();
        work.text(input, Part::Mail, &format!("{place} > envelope"), head, input.span(start, head_end));
        let mut one = input.inside(&input.bytes[head_end..end], &place);
        one.media_type = "message/rfc822";
        if let Err(reason) = message(&one, work) {
            work.gap(&one.prefix, reason);
            super::carve::carve(&one, input.part_or(Part::Mail), work);
        }
        (start, number) = (end, number + 1);
    }
    Ok(())
}

fn message(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let Some(message) = MessageParser::default().parse(input.bytes) else {
        return Err("could not be read as a mail".into());
    };
    let mut mail = input.inside(input.bytes, "");
    mail.prefix.clone_from(&input.prefix);
    mail.part = Some(input.part_or(Part::Mail));
    read_message(&message, input, &mail, 0, work);
    around_the_parts(&message, &mail, work);
    Ok(())
}

/// Reads the parts of a message; `mail` is `input`, but for its texts, which are all of a mail.
fn read_message(message: &Message<'_>, input: &Input<'_>, mail: &Input<'_>, depth: u8, work: &mut Work<'_>) {
    for (index, part) in message.parts.iter().enumerate() {
        if work.stopped_now() {
            break;
        }
        let place = if index == 0 { "mail".to_owned() } else { format!("part[{index}]") };
        for header in &part.headers {
            let name = header.name.as_str().to_ascii_lowercase();
            let (start, end) = (header.offset_start as usize, header.offset_end as usize);
            let Some(raw) = message.raw_message.get(start..end) else { continue };
            let raw_text = String::from_utf8_lossy(raw);
            let unfolded = raw_text.split(['\r', '\n']).map(str::trim_end).collect::<Vec<_>>().join("");
            let decoded = decoded_header(&header.value);
            let at = format!("{place} > {name}");
            work.text(mail, Part::Mail, &at, unfolded.trim(), None);
            for value in decoded {
                if value.trim() != unfolded.trim() {
                    work.text(mail, Part::Mail, &at, value, None);
                }
            }
        }
        let name = part.attachment_name().unwrap_or_default().to_owned();
        if !name.is_empty() {
            work.text(input, Part::FileName, &format!("{place} > name"), name.as_str(), None);
        }
        let media_type = part
            .content_type()
            .map(|t| format!("{}/{}", t.ctype(), t.subtype().unwrap_or_default()).to_ascii_lowercase())
            .unwrap_or_default();
        match &part.body {
            PartType::Multipart(_) => {}
            PartType::Text(text) | PartType::Html(text) => {
                let html = matches!(part.body, PartType::Html(_));
                let mut nested = mail.inside(text.as_bytes(), &place);
                nested.media_type = if html { "text/html" } else { &media_type };
                nested.charset = "utf-8";
                nested.name = &name;
                work.expand(text.len());
                work.nested(&nested);
            }
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
                let mut nested = input.inside(bytes, &place);
                nested.media_type = &media_type;
                nested.name = &name;
                work.expand(bytes.len());
                work.nested(&nested);
            }
            PartType::Message(inner) => {
                // The parser has read it already; its offsets count in its own copy of the bytes.
                let (mut inner_input, mut inner_mail) =
                    (input.inside(input.bytes, &place), mail.inside(mail.bytes, &place));
                inner_input.part = input.part;
                inner_mail.part = mail.part;
                if depth >= work.limits.depth {
                    work.gap(
                        &inner_input.prefix,
                        format_args!("could not look deeper than {} containers", work.limits.depth),
                    );
                } else {
                    read_message(inner, &inner_input, &inner_mail, depth + 1, work);
                }
            }
        }
    }
}

/// What stands before the first part and behind the last one: no mail program shows it.
fn around_the_parts(message: &Message<'_>, mail: &Input<'_>, work: &mut Work<'_>) {
    let Some(boundary) = message.content_type().and_then(|t| t.attribute("boundary")) else { return };
    let bytes = mail.bytes;
    let body = message.parts.first().map_or(0, |part| part.offset_body as usize);
    let mark = format!("--{boundary}");
    if let Some(first) = find(bytes, mark.as_bytes(), body) {
        let text = String::from_utf8_lossy(&bytes[body..first]);
        work.text(mail, Part::HiddenText, "before the parts", text.trim(), mail.span(body, first));
    }
    let mark = format!("--{boundary}--");
    if let Some(last) = bytes.windows(mark.len()).rposition(|w| w == mark.as_bytes()) {
        let start = last + mark.len();
        let text = String::from_utf8_lossy(&bytes[start..]);
        work.text(mail, Part::HiddenText, "behind the parts", text.trim(), mail.span(start, bytes.len()));
    }
}

/// The texts of a header with its encodings undone.
fn decoded_header(value: &mail_parser::HeaderValue<'_>) -> Vec<String> {
    use mail_parser::{Address, HeaderValue};
    match value {
        HeaderValue::Text(text) => vec![text.to_string()],
        HeaderValue::TextList(list) => list.iter().map(ToString::to_string).collect(),
        HeaderValue::Address(address) => {
            let all: Vec<_> = match address {
                Address::List(list) => list.iter().collect(),
                Address::Group(groups) => groups.iter().flat_map(|g| g.addresses.iter()).collect(),
            };
            all.into_iter()
                .map(|a| {
                    format!("{} {}", a.name.as_deref().unwrap_or_default(), a.address.as_deref().unwrap_or_default())
                        .trim()
                        .to_owned()
                })
                .collect()
        }
        _ => Vec::new(),
    }
}
