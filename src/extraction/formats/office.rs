//! Office documents (OOXML and OpenDocument) through all their parts: every text node and attribute has its part and
//! path. What a reader of the document sees is told apart from what only the file holds.

use super::xml::{self, Path, Token};
use crate::extraction::work::{Input, Work};
use crate::extraction::{Concealment, Part, Place, Segment};

/// Sort of office document.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Docx,
    Xlsx,
    Pptx,
    OpenDocument,
}

impl Kind {
    /// Name for the coverage report.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Docx => "docx",
            Kind::Xlsx => "xlsx",
            Kind::Pptx => "pptx",
            Kind::OpenDocument => "opendocument",
        }
    }
}

/// The sort of document that these members make, if they make one.
pub(super) fn kind(names: &[String]) -> Option<Kind> {
    let has = |start: &str| names.iter().any(|n| n.starts_with(start));
    if has("word/") {
        Some(Kind::Docx)
    } else if has("xl/") {
        Some(Kind::Xlsx)
    } else if has("ppt/") {
        Some(Kind::Pptx)
    } else if has("content.xml") && (has("meta.xml") || has("META-INF/manifest.xml")) {
        Some(Kind::OpenDocument)
    } else {
        None
    }
}

/// What a part of the document is.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    /// Text that is shown.
    Body,
    /// Text that is there but not on the page: comments, notes of a speaker.
    Beside,
    /// Properties.
    Meta,
    /// Anything else: relations, settings, styles, custom XML.
    Machinery,
    /// Cells.
    Cells,
}

fn role(kind: Kind, name: &str) -> Role {
    let lower = name.to_ascii_lowercase();
    if lower.starts_with("docprops/") || lower == "meta.xml" {
        return Role::Meta;
    }
    if lower.contains("comments")
        || lower.contains("notesslide")
        || lower.contains("persons/")
        || lower.contains("people")
        || lower.contains("commentauthors")
    {
        return Role::Beside;
    }
    match kind {
        Kind::Docx
            if ["word/document", "word/header", "word/footer", "word/footnotes", "word/endnotes"]
                .iter()
                .any(|s| lower.starts_with(s)) =>
        {
            Role::Body
        }
        Kind::Pptx
            if lower.starts_with("ppt/slides/slide") || lower.contains("/charts/") || lower.contains("/diagrams/") =>
        {
            Role::Body
        }
        Kind::Xlsx if lower.starts_with("xl/sharedstrings") || lower.starts_with("xl/worksheets/sheet") => Role::Cells,
        Kind::Xlsx if lower.starts_with("xl/drawings/") || lower.starts_with("xl/charts/") => Role::Body,
        Kind::OpenDocument if lower == "content.xml" || lower.ends_with("/content.xml") => Role::Body,
        Kind::OpenDocument if lower == "styles.xml" => Role::Body,
        _ => Role::Machinery,
    }
}

/// Reads one member of an office document.
pub(super) fn read_member(kind: Kind, name: &str, input: &Input<'_>, strings: &mut SharedStrings, work: &mut Work<'_>) {
    let lower = name.to_ascii_lowercase();
    if lower == "mimetype" {
        return;
    }
    if kind == Kind::Xlsx && lower == SHARED_STRINGS {
        if let Err(reason) = strings.read(input, work) {
            work.gap(&input.prefix, reason);
        }
        return;
    }
    if lower.ends_with(".xml") || lower.ends_with(".rels") || lower.ends_with(".vml") {
        let role = role(kind, name);
        if let Err(reason) = read_part(role, input, strings, work) {
            work.gap(&input.prefix, reason);
        }
        return;
    }
    // Media and embedded files: their names are part of the file, and they are read in turn.
    let unusual = !lower.contains("/image") && !lower.contains("thumbnail");
    if unusual {
        let mut named = input.inside(input.bytes, "");
        named.prefix.clone_from(&input.prefix);
        named.part = Some(Part::DocumentHidden);
        work.text(&named, Part::DocumentHidden, "name", name, None);
    }
    work.nested(input);
}

/// State of the walk that elements open and close.
struct Level {
    concealed: Option<Concealment>,
    /// Place of the paragraph, cell or shape whose text belongs together.
    block: Option<String>,
}

fn read_part(role: Role, input: &Input<'_>, strings: &mut SharedStrings, work: &mut Work<'_>) -> Result<(), String> {
    let (source, _) = input.text();
    let mut path = Path::new();
    let mut levels: Vec<Level> = Vec::new();
    let base = match role {
        Role::Body => Part::DocumentText,
        Role::Cells => Part::Cell,
        Role::Beside | Role::Machinery => Part::DocumentHidden,
        Role::Meta => Part::DocumentMeta,
    };
    let mut hidden_run: Option<Concealment> = None;
    let mut shared_cell = false;
    let mut column = 0;
    xml::tokens(&source, work, |token, work| match token {
        Token::Open { name, attributes } => {
            let local = name.rsplit(':').next().unwrap_or(&name);
            number_cell(&mut path, &name, &attributes, &mut column);
            path.open(&name);
            let parent = levels.last();
            let mut concealed = parent.and_then(|l| l.concealed);
            let mut block = parent.and_then(|l| l.block.clone());
            match local {
                // Tracked changes: what was deleted or moved away is still in the file.
                "del" | "delText" | "moveFrom" | "deletion" | "delInstrText" | "tracked-changes" => {
                    concealed = concealed.or(Some(Concealment::EarlierRevision))
                }
                "instrText" | "annotation" => concealed = concealed.or(Some(Concealment::NotRendered)),
                "p" | "h" | "si" | "c" | "table-cell" => block = Some(path.as_str().to_owned()),
                "r" => hidden_run = None,
                _ => {}
            }
            if role == Role::Cells && local == "c" {
                shared_cell = value(&attributes, "t") == "s";
            }
            match local {
                "vanish" | "webHidden" | "specVanish"
                    if !matches!(value(&attributes, "val"), "0" | "false" | "off") =>
                {
                    hidden_run = Some(Concealment::NotRendered);
                }
                // White on the white of the page, and type of two points or less.
                "color" if value(&attributes, "val").eq_ignore_ascii_case("ffffff") => {
                    hidden_run = Some(Concealment::Colour)
                }
                "sz" if value(&attributes, "val").parse().is_ok_and(|n: u32| n <= 4) => {
                    hidden_run = Some(Concealment::Tiny)
                }
                "tab" | "br" | "cr" if role == Role::Body => {
                    if let Some(block) = &block {
                        push(work, input, base, block, " ", concealed, true);
                    }
                }
                "s" | "line-break" if role == Role::Body && name.starts_with("text:") => {
                    if let Some(block) = &block {
                        push(work, input, base, block, " ", concealed, true);
                    }
                }
                _ => {}
            }
            let hides = attributes.iter().any(|(n, v)| match n.rsplit(':').next().unwrap_or(n) {
                "hidden" => matches!(v.as_str(), "1" | "true"),
                "state" => matches!(v.as_str(), "hidden" | "veryHidden"),
                "show" => v == "0",
                "display" | "visibility" => matches!(v.as_str(), "none" | "collapse" | "filter"),
                _ => false,
            });
            if hides {
                concealed = concealed.or(Some(Concealment::NotRendered));
            }
            for (attribute, value) in &attributes {
                self::attribute(role, input, work, path.as_str(), local, attribute, value, concealed);
            }
            levels.push(Level { concealed, block });
        }
        Token::Close => {
            path.close();
            levels.pop();
        }
        Token::Text { text, .. } => {
            let level = levels.last();
            let mut concealed = level.and_then(|l| l.concealed);
            if path.as_str().contains(":r[") {
                concealed = concealed.or(hidden_run);
            }
            let block = level.and_then(|l| l.block.as_deref());
            // White space between elements is layout; inside of a run's text it parts words.
            if text.trim().is_empty() && !(block.is_some() && is_text_element(path.as_str())) {
                return;
            }
            let text = match (shared_cell && path.as_str().rsplit(" > ").next().is_some_and(|e| e.starts_with("v[")))
                .then(|| strings.resolve(&text))
                .flatten()
            {
                Some(shared) => shared,
                None => text,
            };
            let part = if concealed.is_some() && base != Part::DocumentMeta { Part::DocumentHidden } else { base };
            let concealed =
                concealed.or((part == Part::DocumentHidden && role != Role::Body).then_some(Concealment::NotRendered));
            match block {
                Some(block) => push(work, input, part, block, &text, concealed, true),
                None => push(work, input, part, path.as_str(), &text, concealed, false),
            }
        }
        Token::Aside { kind, text } => {
            if !text.trim().is_empty() {
                push(
                    work,
                    input,
                    Part::DocumentHidden,
                    &format!("{} > {kind}", path.as_str()),
                    &text,
                    Some(Concealment::NotRendered),
                    false,
                );
            }
        }
    })
}

/// Where a workbook keeps its strings, in lower case.
pub(super) const SHARED_STRINGS: &str = "xl/sharedstrings.xml";

/// The strings of a workbook, to which cells point by number.
#[derive(Default)]
pub(super) struct SharedStrings {
    strings: Vec<(String, bool)>,
}

impl SharedStrings {
    fn read(&mut self, input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
        let (source, _) = input.text();
        let strings = &mut self.strings;
        xml::tokens(&source, work, |token, _| match token {
            Token::Open { name, .. } if name.rsplit(':').next() == Some("si") => strings.push((String::new(), false)),
            Token::Text { text, .. } => {
                if let Some((string, _)) = strings.last_mut() {
                    string.push_str(&text);
                }
            }
            _ => {}
        })
    }

    fn resolve(&mut self, number: &str) -> Option<String> {
        let (string, used) = self.strings.get_mut(number.trim().parse::<usize>().ok()?)?;
        *used = true;
        Some(string.clone())
    }

    /// Takes the strings to which no cell points any more: rows that were deleted leave theirs behind.
    pub fn take_loose(&self, input: &Input<'_>, work: &mut Work<'_>) {
        for (index, (string, used)) in self.strings.iter().enumerate() {
            if !used && !string.trim().is_empty() {
                let place = format!("member {SHARED_STRINGS}!si[{}]", index + 1);
                push(work, input, Part::DocumentHidden, &place, string, Some(Concealment::NotRendered), false);
            }
        }
    }
}

/// The value of an attribute by its local name; empty where there is none.
/// Cells are numbered by their columns: those that are empty need not be there. `column` is how many the row has before this.
fn number_cell(path: &mut Path, name: &str, attributes: &[(String, String)], column: &mut u32) {
    let repeated = || value(attributes, "number-columns-repeated").parse().unwrap_or(1u32);
    match name.rsplit(':').next().unwrap_or(name) {
        "table-row" => *column = 0,
        "covered-table-cell" => *column = column.saturating_add(repeated()),
        "table-cell" => {
            path.count(name, *column);
            *column = column.saturating_add(repeated());
        }
        "c" => {
            let letters = value(attributes, "r").bytes().take(3).take_while(u8::is_ascii_uppercase);
            let number = letters.fold(0, |number, letter| number * 26 + u32::from(letter - b'A') + 1);
            if let Some(before) = number.checked_sub(1) {
                path.count(name, before);
            }
        }
        _ => {}
    }
}

fn value<'a>(attributes: &'a [(String, String)], local: &str) -> &'a str {
    attributes.iter().find(|(n, _)| n.rsplit(':').next() == Some(local)).map_or("", |(_, v)| v.as_str())
}

/// Whether a path ends in an element that holds text of a run.
fn is_text_element(path: &str) -> bool {
    let last = path.rsplit(" > ").next().unwrap_or_default();
    ["w:t[", "a:t[", "t[", "text:span[", "text:a[", "w:delText["].iter().any(|e| last.starts_with(e))
}

fn push(
    work: &mut Work<'_>,
    input: &Input<'_>,
    part: Part,
    place: &str,
    text: &str,
    concealed: Option<Concealment>,
    inline: bool,
) {
    work.push(Segment {
        text,
        part: input.part_or(part),
        place: Place::from(&input.place(place)),
        span: None,
        concealed: concealed.or(input.concealed),
        inline,
    });
}

/// Attributes that carry words: authors, alternative texts, targets, names of sheets and bookmarks, custom values.
#[expect(clippy::too_many_arguments, reason = "one call site; a struct would only rename the arguments")]
fn attribute(
    role: Role,
    input: &Input<'_>,
    work: &mut Work<'_>,
    path: &str,
    element: &str,
    name: &str,
    value: &str,
    concealed: Option<Concealment>,
) {
    let local = name.rsplit(':').next().unwrap_or(name);
    if value.trim().is_empty() || name.starts_with("xmlns") {
        return;
    }
    let place = format!("{path} > @{name}");
    let part = match local {
        "author" | "initials" | "lastModifiedBy" | "userId" | "displayName" | "providerId" | "creator" => {
            Part::DocumentMeta
        }
        // Relations inside of the document name its own parts: harmless, and a path of somebody's disk looks the same.
        "Target" | "href" => Part::DocumentHidden,
        "descr" | "title" | "alt" => Part::DocumentHidden,
        "name" if element == "sheet" => Part::Cell,
        _ if role == Role::Meta => Part::DocumentMeta,
        // Ids of revisions and paragraphs are numbers of the machinery; a word among them is worth a look.
        _ if value.len() < 3 => return,
        _ if value.len() >= 6
            && value.bytes().any(|b| b.is_ascii_digit())
            && value.bytes().all(|b| b.is_ascii_hexdigit() || matches!(b, b'-' | b'{' | b'}' | b'.' | b'%'))
            && !value.bytes().all(|b| b.is_ascii_digit()) =>
        {
            return;
        }
        _ if value.bytes().all(|b| b.is_ascii_digit()) && value.len() < 6 => return,
        _ if value.starts_with("http://schemas.")
            || value.starts_with("http://purl.")
            || value.starts_with("http://www.w3.org/")
            || value.starts_with("urn:oasis")
            || value.starts_with("application/") =>
        {
            return;
        }
        _ => Part::DocumentHidden,
    };
    let concealed = if part == Part::DocumentHidden { concealed.or(Some(Concealment::NotRendered)) } else { concealed };
    push(work, input, part, &place, value, concealed, false);
}
