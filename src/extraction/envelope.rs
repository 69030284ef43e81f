//! What surrounds a body: the unit's own address, its headers, cookies and the file name of a download.

use super::places::Place;
use super::work::{Input, Work};
use super::{Part, Segment, Unit, UnitSource};

/// What the headers and the source say about the body.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Head {
    source: UnitSource,
    media_type: String,
    charset: String,
    name: String,
    host: Option<String>,
    part: Option<Part>,
}

impl Head {
    /// Reads the head of a unit.
    pub fn of(unit: &Unit) -> Self {
        let header =
            |name: &str| unit.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str());
        let content_type = header("content-type").unwrap_or_default();
        let declared = if unit.media_type.is_empty() { content_type } else { unit.media_type.as_str() };
        let name =
            header("content-disposition").and_then(|v| file_names(v).into_iter().next_back()).unwrap_or_else(|| {
                unit.url
                    .split(['?', '#'])
                    .next()
                    .unwrap_or_default()
                    .rsplit(['/', '\\'])
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            });
        Head {
            source: unit.source,
            media_type: media_type(declared),
            charset: parameter(content_type, "charset").unwrap_or_default(),
            name,
            host: url::Url::parse(&unit.url).ok().and_then(|u| u.host_str().map(str::to_owned)),
            part: match unit.source {
                UnitSource::Storage => Some(Part::Storage),
                UnitSource::Accessibility => Some(Part::Accessibility),
                UnitSource::Print => Some(Part::Print),
                UnitSource::Frames => Some(Part::Frame),
                UnitSource::Response | UnitSource::Dom | UnitSource::Refused | UnitSource::File => None,
            },
        }
    }

    /// The body of the unit as a reader's input.
    pub fn input<'a>(&'a self, unit: &'a Unit) -> Input<'a> {
        Input {
            bytes: &unit.body,
            prefix: String::new(),
            media_type: &self.media_type,
            charset: &self.charset,
            name: &self.name,
            host: self.host.as_deref(),
            source: self.source,
            part: self.part,
            concealed: None,
            offset: Some(0),
        }
    }
}

/// Reads the address and the headers of a unit.
pub(crate) fn read(unit: &Unit, work: &mut Work<'_>) {
    let mut take = |part: Part, place: String, text: &str| {
        let place = Place::from(&place);
        work.push(Segment { text, part, place, span: None, concealed: None, inline: false });
    };
    if unit.source == UnitSource::File {
        // The folders above a file are the auditor's own; its name is the vendor's.
        take(Part::FileName, "file name".into(), unit.url.rsplit(['/', '\\']).next().unwrap_or_default());
    } else {
        take(Part::Url, "url".into(), &unit.url);
    }
    let mut seen = std::collections::BTreeMap::<String, usize>::new();
    for (name, value) in &unit.headers {
        let lower = name.to_ascii_lowercase();
        let count = seen.entry(lower.clone()).or_default();
        *count += 1;
        let place = if *count == 1 { format!("header {lower}") } else { format!("header {lower}[{count}]") };
        match lower.as_str() {
            "set-cookie" | "cookie" => cookies(&lower, &place, value, &mut take),
            "content-disposition" => {
                let names = file_names(value);
                if names.is_empty() {
                    take(Part::Header, place, value);
                } else {
                    for name in names {
                        take(Part::FileName, place.clone(), &name);
                    }
                }
            }
            "location" | "content-location" => {
                let away = match (url::Url::parse(value), url::Url::parse(&unit.url)) {
                    (Ok(there), Ok(here)) => there.host_str() != here.host_str(),
                    _ => false,
                };
                take(if away { Part::OutboundLink } else { Part::Link }, place, value);
            }
            _ => take(Part::Header, place, value),
        }
    }
}

fn cookies(header: &str, place: &str, value: &str, take: &mut impl FnMut(Part, String, &str)) {
    // In `Set-Cookie` only the first pair is the cookie; what follows are attributes, of which the path may name a person.
    for (index, pair) in value.split(';').enumerate() {
        let (name, content) = pair.split_once('=').unwrap_or(("", pair));
        let (name, content) = (name.trim(), content.trim().trim_matches('"'));
        if header == "set-cookie" && index > 0 {
            if name.eq_ignore_ascii_case("path") || name.eq_ignore_ascii_case("domain") {
                take(Part::Cookie, format!("{place}; {}", name.to_ascii_lowercase()), content);
            }
            continue;
        }
        take(Part::Cookie, format!("{place} > {name}"), content);
        if index == 0 || header == "cookie" {
            take(Part::Cookie, format!("{place} > {name} (name)"), name);
        }
    }
}

/// The media type without parameters, lower case.
pub(crate) fn media_type(value: &str) -> String {
    value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// A parameter of a header value (`charset` of a content type), unquoted.
pub(crate) fn parameter(value: &str, name: &str) -> Option<String> {
    parameters(value).into_iter().find(|(n, _)| n == name).map(|(_, v)| v)
}

/// All parameters of a header value; names lower case, values unquoted.
fn parameters(value: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = match value.find(';') {
        Some(at) => &value[at + 1..],
        None => return found,
    };
    while !rest.trim().is_empty() {
        let Some(equals) = rest.find('=') else { break };
        let name = rest[..equals].trim_matches([' ', ';', '\t']).to_ascii_lowercase();
        let after = rest[equals + 1..].trim_start();
        let (content, left) = if let Some(quoted) = after.strip_prefix('"') {
            let mut content = String::new();
            let mut escaped = false;
            let mut end = quoted.len();
            for (at, c) in quoted.char_indices() {
                match c {
                    _ if escaped => {
                        content.push(c);
                        escaped = false;
                    }
                    '\\' => escaped = true,
                    '"' => {
                        end = at + 1;
                        break;
                    }
                    _ => content.push(c),
                }
            }
            (content, &quoted[end..])
        } else {
            let end = after.find(';').unwrap_or(after.len());
            (after[..end].trim().to_owned(), &after[end..])
        };
        found.push((name, content));
        rest = match left.find(';') {
            Some(at) => &left[at + 1..],
            None => "",
        };
    }
    found
}

/// The file names of a `Content-Disposition`: plain, and extended by RFC 5987 (decoded); the best one last.
pub(crate) fn file_names(value: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut extended = Vec::new();
    for (name, content) in parameters(value) {
        match name.as_str() {
            "filename" | "name" => names.push(content),
            "filename*" | "name*" => {
                let mut parts = content.splitn(3, '\'');
                let (set, _language, encoded) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
                let encoded = encoded.unwrap_or(&content);
                let bytes: Vec<u8> = percent_encoding::percent_decode_str(encoded).collect();
                extended.push(super::charset::decode(&bytes, set, "").0.into_owned());
            }
            _ => {}
        }
    }
    names.extend(extended);
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_of_a_download_are_read_in_every_notation() {
        let cases = [
            ("attachment; filename=cv.pdf", vec!["cv.pdf"]),
            ("attachment; filename=\"CV; \\\"Fatima\\\".pdf\"", vec!["CV; \"Fatima\".pdf"]),
            (
                "attachment; filename=\"x.pdf\"; filename*=UTF-8''CV%20S%C3%B8rensen.pdf",
                vec!["x.pdf", "CV Sørensen.pdf"],
            ),
            ("attachment; filename*=iso-8859-1'da'S%F8rensen.pdf", vec!["Sørensen.pdf"]),
            ("inline", vec![]),
        ];
        for (value, expected) in cases {
            assert_eq!(file_names(value), expected, "{value}");
        }
    }
}
