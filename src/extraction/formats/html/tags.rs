//! The names of HTML: what an element may hold and stand in, and whether it stands in a line of running text.

use std::collections::HashMap;
use std::sync::LazyLock;

use memchr::memmem::Finder;

/// What the standard's rules for building a tree ask of an element (WHATWG HTML, 13.2.6.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nesting {
    /// `html`, `head`, `body`: once, in this order.
    Frame,
    /// No rule of its own but that it ends before what it stands in.
    Plain,
    /// Like the former; one within another of its name ends the outer one.
    Single,
    /// Ends an open paragraph.
    Block,
    /// A block; a heading right within a heading ends it.
    Heading,
    /// A block that swallows the line break after its tag.
    Preformatted,
    /// A form: a block, and the second of two that lie within each other is not there.
    Form,
    /// `li`, `dd`, `dt`: ends the former one of its list.
    Item,
    /// `option`, `optgroup`.
    Choice,
    /// `rb`, `rp`, `rt`, `rtc`.
    Ruby,
    /// Ends with its start tag.
    Void,
    /// `hr`: ends with its start tag, and ends a paragraph.
    Ruler,
    /// `base`, `link`, `meta`: ends with its start tag, and may stand in the head.
    Declaration,
    /// `title`, `textarea`: text with references, no elements.
    Text,
    /// `script`, `style`, `iframe`: text as it stands.
    Raw,
    /// `noscript`.
    NoScript,
    /// A table.
    Table,
    /// `caption`, right within a table.
    Caption,
    /// `colgroup`, right within a table.
    Columns,
    /// `col`, right within a `colgroup`.
    Column,
    /// `thead`, `tbody`, `tfoot`.
    Section,
    /// `tr`.
    Row,
    /// `td`, `th`.
    Cell,
    /// `svg`: other rules hold within.
    Drawing,
    /// Rules of its own that only a full parser knows.
    Unusual,
}

/// What is known of an element by its name.
#[derive(Debug)]
pub(super) struct Tag {
    /// The rule for where it may stand.
    pub nesting: Nesting,
    /// Whether it stands in a line of running text, so that a value may be split over it and its neighbours.
    pub inline: bool,
    /// Finds what its end tags begin with; none where the standard does not name it.
    pub end: Option<Finder<'static>>,
}

/// An element that the standard does not name: a browser nests it like a `span`; its text is taken to
/// stand alone.
static UNKNOWN: Tag = Tag { nesting: Nesting::Plain, inline: false, end: None };
static CUSTOM: Tag = Tag { nesting: Nesting::Plain, inline: true, end: None };
static UNUSUAL_CUSTOM: Tag = Tag { nesting: Nesting::Unusual, inline: true, end: None };

/// What is known of the element with this name, in lower case.
pub(super) fn of(name: &str) -> &'static Tag {
    match TAGS.get(name) {
        Some(tag) => tag,
        None if name == "annotation-xml" => &UNUSUAL_CUSTOM,
        None if name.contains('-') => &CUSTOM,
        None => &UNKNOWN,
    }
}

/// The names are ours, so that a quick hash is as good as one that withstands made-up names.
static TAGS: LazyLock<HashMap<&'static str, Tag, foldhash::fast::FixedState>> = LazyLock::new(|| {
    use Nesting::*;
    let rows: &[(Nesting, &str, &str)] = &[
        // The rule, then the names in a line of text, then the others.
        (Frame, "", "html head body"),
        (
            Plain,
            "abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark output q ruby s samp slot \
             small span strike strong sub sup time tspan tt u var",
            "audio canvas datalist legend map meter object picture progress video",
        ),
        (Single, "a nobr", "button select"),
        (
            Block,
            "",
            "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer \
             header hgroup main menu nav ol p search section summary ul",
        ),
        (Heading, "", "h1 h2 h3 h4 h5 h6"),
        (Preformatted, "", "pre"),
        (Form, "", "form"),
        (Item, "", "li dd dt"),
        (Choice, "", "option optgroup"),
        (Ruby, "rp rt", "rb rtc"),
        (Void, "br img wbr", "area embed input param source track"),
        (Ruler, "", "hr"),
        (Declaration, "", "base link meta"),
        (Text, "", "title textarea"),
        (Raw, "", "script style iframe"),
        (NoScript, "", "noscript"),
        (Table, "", "table"),
        (Caption, "", "caption"),
        (Columns, "", "colgroup"),
        (Column, "", "col"),
        (Section, "", "thead tbody tfoot"),
        (Row, "", "tr"),
        (Cell, "", "td th"),
        (Drawing, "", "svg"),
        (
            Unusual,
            "",
            "applet basefont bgsound command frame frameset image isindex keygen listing marquee math menuitem noembed \
             noframes plaintext selectedcontent template xmp",
        ),
    ];
    let mut tags = HashMap::default();
    for (nesting, inline, others) in rows {
        let tag = |name: &str, inline: bool| {
            let end = Some(Finder::new(&format!("</{name}")).into_owned());
            Tag { nesting: *nesting, inline, end }
        };
        tags.extend(inline.split_whitespace().map(|name| (name, tag(name, true))));
        tags.extend(others.split_whitespace().map(|name| (name, tag(name, false))));
    }
    tags
});
