//! What each attribute of an element is: a label, an address, the value of a field, or something nobody is shown.

use super::orderly::Attribute;
use crate::extraction::work::starts_ignoring_case;
use crate::extraction::{Concealment, Part};

/// What to do with an attribute.
pub(super) enum Kind {
    /// Text of this part.
    Text(Part),
    /// An address; `true` where it is one of a picture.
    Address(bool),
    /// A list of addresses with descriptors.
    SourceSet,
    /// Inline style.
    Style,
    /// Script.
    Script,
    /// A document of its own.
    Document,
    /// Nothing that could name a person.
    Skip,
}

/// The attributes that decide how an element and what is inside of it are read.
#[derive(Default)]
pub(super) struct Marks<'e> {
    /// What the browser told of it (`data-klarsyn-concealed`).
    pub told: Option<&'e str>,
    pub style: Option<&'e str>,
    /// Its `type`, empty where it has none.
    pub kind: &'e str,
    pub hidden: bool,
    pub open: bool,
    /// Whether it carries a shadow root.
    pub shadow: bool,
}

impl<'e> Marks<'e> {
    /// Reads them in one go.
    #[inline]
    pub fn of(attributes: &'e [Attribute<'_>]) -> Marks<'e> {
        let mut marks = Marks::default();
        // Most attributes have a name of another length, or one that begins otherwise.
        let may_be = |a: &&Attribute<'_>| {
            matches!(
                (a.name.len(), a.name.as_bytes().first()),
                (22, Some(b'd')) | (5 | 10 | 14, Some(b's')) | (4, Some(b't' | b'o')) | (6, Some(b'h'))
            )
        };
        for attribute in attributes.iter().filter(may_be) {
            let value = attribute.value.as_ref();
            match attribute.name {
                "data-klarsyn-concealed" => marks.told = Some(value),
                "style" => marks.style = Some(value),
                "type" => marks.kind = value,
                "hidden" => marks.hidden = true,
                "open" => marks.open = true,
                "shadowrootmode" | "shadowroot" => marks.shadow = true,
                _ => {}
            }
        }
        marks
    }
}

/// What an attribute with this value is.
pub(super) fn kind(tag: &str, marks: &Marks<'_>, name: &str, value: &str) -> Kind {
    match name {
        // Most attributes.
        "class" | "id" | "name" | "for" => Kind::Text(Part::HiddenText),
        "data-klarsyn-concealed" => Kind::Skip,
        "alt" | "title" | "placeholder" | "label" | "summary" | "abbr" | "download" => Kind::Text(Part::Label),
        "srcset" | "imagesrcset" => Kind::SourceSet,
        "src" => Kind::Address(matches!(tag, "img" | "input" | "source" | "image")),
        "poster" | "background" => Kind::Address(true),
        "href" | "xlink:href" => Kind::Address(matches!(tag, "image" | "feimage")),
        "action" | "formaction" | "data" | "cite" | "ping" | "longdesc" | "manifest" | "codebase" | "classid"
        | "icon" | "profile" | "usemap" => Kind::Address(false),
        "style" => Kind::Style,
        "srcdoc" => Kind::Document,
        "content" if tag == "meta" => Kind::Text(Part::PageMeta),
        "value" => match tag {
            "input" => match marks.kind.to_ascii_lowercase().as_str() {
                "hidden" => Kind::Text(Part::HiddenText),
                "submit" | "button" | "reset" => Kind::Text(Part::VisibleText),
                _ => Kind::Text(Part::FormValue),
            },
            "option" | "textarea" => Kind::Text(Part::FormValue),
            "button" | "li" | "data" | "param" | "meter" | "progress" => Kind::Text(Part::HiddenText),
            _ => Kind::Text(Part::HiddenText),
        },
        _ if name.starts_with("aria-") => Kind::Text(Part::Label),
        _ if name.starts_with("on") && name.len() > 3 => Kind::Script,
        // Structure and looks: these hold words of the template's author, but an id or class made from a name is a leak.
        "type" | "rel" | "method" | "enctype" | "charset" | "http-equiv" | "lang" | "dir" | "tabindex" | "width"
        | "height" | "colspan" | "rowspan" | "maxlength" | "autocomplete" | "checked" | "selected" | "disabled"
        | "readonly" | "required" | "async" | "defer" | "crossorigin" | "integrity" | "loading" | "viewbox"
        | "fill" | "stroke" | "d" | "points" | "transform" | "role" | "target" | "hidden" | "xmlns" | "xmlns:xlink"
        | "stroke-width" | "stroke-linecap" | "stroke-linejoin" => {
            if looks_structural(value) {
                Kind::Skip
            } else {
                Kind::Text(Part::HiddenText)
            }
        }
        _ => Kind::Text(Part::HiddenText),
    }
}

/// Whether the value of a structural attribute is too short or too regular to be worth a segment.
fn looks_structural(value: &str) -> bool {
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    value.len() < 4
        || (letters < 24
            && value.chars().all(|c| {
                c.is_ascii_alphanumeric()
                    || matches!(c, '-' | '_' | '/' | '.' | ' ' | ';' | '=' | ':' | '%' | '#' | ',')
            })
            && !value.contains("@"))
        || letters * 4 < value.len()
}

/// The part of an address: inside of the target, outside of it, or a picture.
pub(super) fn address_part(address: &str, picture: bool, host: Option<&str>) -> Part {
    if picture {
        return Part::ImageLink;
    }
    let trimmed = address.trim().trim_start_matches(|c: char| c <= ' ');
    // A scheme begins with a letter: what begins otherwise leads on from where the page is.
    if !trimmed.starts_with("//") && !trimmed.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Part::Link;
    }
    let absolute =
        if trimmed.starts_with("//") { url::Url::parse(&format!("http:{trimmed}")) } else { url::Url::parse(trimmed) };
    match (absolute.ok().and_then(|u| u.host_str().map(str::to_owned)), host) {
        (Some(there), Some(here)) if !there.eq_ignore_ascii_case(here) => Part::OutboundLink,
        (Some(_), None) => Part::OutboundLink,
        _ => Part::Link,
    }
}

/// Whether an address is a script.
pub(super) fn is_script(address: &str) -> bool {
    starts_ignoring_case(address.trim_start(), "javascript:")
}

/// The concealment of an attribute's text: that of the element, and none of its own.
pub(super) fn concealment(part: Part, inherited: Option<Concealment>) -> Option<Concealment> {
    match part {
        Part::Label | Part::FormValue | Part::VisibleText | Part::Link | Part::OutboundLink | Part::ImageLink => {
            inherited
        }
        _ => None,
    }
}
