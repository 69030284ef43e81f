//! Addresses in a page: attributes, scripts, styles, comments, documents inside documents.

use scraper::{Html, Node};

use super::{MOST_NESTED, Mined, Weight, json, script, text};
use crate::crawl::address::{Likeness, likeness};
use crate::crawl::forms;
use crate::target::Scope;

/// Attributes that hold an address by their definition (HTML, SVG, and libraries that load fragments by GET).
const ADDRESS_ATTRIBUTES: &[&str] = &[
    "href", "src", "data", "poster", "background", "cite", "longdesc", "manifest", "codebase", "archive", "xlink:href",
    "hx-get", "data-hx-get", "up-href", "ic-get-from", "data-url", "data-href", "data-src", "data-remote", "data-path",
];

/// Attributes that name what would be written or destroyed: never fetched.
const WRITING_ATTRIBUTES: &[&str] = &[
    "ping", "hx-post", "hx-put", "hx-patch", "hx-delete", "data-hx-post", "data-hx-put", "data-hx-delete",
    "data-hx-patch",
];

/// Mines a whole document or a fragment of one.
pub(super) fn document(source: &str, nested: u8, mined: &mut Mined) {
    let html = Html::parse_document(source);
    for node in html.tree.nodes() {
        match node.value() {
            Node::Comment(comment) => {
                if comment.contains('<') && nested < MOST_NESTED {
                    document(comment, nested + 1, mined);
                }
                text::plain(comment, "comment", mined);
            }
            Node::Element(element) => {
                let name = element.name();
                let inner: String = match name {
                    "script" | "style" | "noscript" | "a" | "area" | "button" | "textarea" => {
                        node.descendants().filter_map(|n| n.value().as_text().map(|t| &**t)).collect()
                    }
                    // Whatever acts has words of its own.
                    _ if element.attrs().any(|(attribute, _)| attribute.starts_with("on")) => {
                        node.descendants().filter_map(|n| n.value().as_text().map(|t| &**t)).take(40).collect()
                    }
                    _ => String::new(),
                };
                let label: String = [Some(&*inner), element.attr("aria-label"), element.attr("title")]
                    .into_iter()
                    .flatten()
                    .flat_map(|t| t.split_whitespace())
                    .take(30)
                    .collect::<Vec<_>>()
                    .join(" ");
                attributes(element, name, &label, nested, mined);
                // A button may send its form elsewhere; only by GET it is an address to read.
                if let Some(action) = element.attr("formaction")
                    && !is_post(element.attr("formmethod"))
                    && node
                        .ancestors()
                        .filter_map(|n| n.value().as_element())
                        .find(|e| e.name() == "form")
                        .is_none_or(|form| !is_post(form.attr("method")))
                {
                    mined.labelled(action, "button formaction", Weight::Linked, &label, Vec::new());
                }
                match name {
                    "script" => inline_script(element.attr("type").unwrap_or_default(), &inner, nested, mined),
                    "style" => text::style(&inner, mined),
                    "noscript" if nested < MOST_NESTED => document(&inner, nested + 1, mined),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    mined.forms.extend(forms::read(&html));
}

fn is_post(method: Option<&str>) -> bool {
    method.is_some_and(|m| !m.trim().eq_ignore_ascii_case("get"))
}

fn inline_script(kind: &str, source: &str, nested: u8, mined: &mut Mined) {
    if kind.contains("json") || kind == "importmap" || kind == "speculationrules" {
        json::values(source, "data in the page", mined);
    } else if (kind.contains("html") || kind.contains("template")) && nested < MOST_NESTED {
        document(source, nested + 1, mined);
    } else {
        script::literals(source, "inline script", mined);
    }
}

fn attributes(element: &scraper::node::Element, name: &str, label: &str, nested: u8, mined: &mut Mined) {
    let writes = element.attrs().any(|(n, v)| {
        (n == "data-method" || n == "data-turbo-method" || n == "method") && !v.eq_ignore_ascii_case("get")
    });
    let patterns = mined.patterns.len();
    for (attribute, value) in element.attrs() {
        let how = || format!("{name} {attribute}");
        if name == "base" && attribute == "href" {
            mined.base.get_or_insert_with(|| value.to_owned());
        } else if attribute == "action" || attribute == "formaction" || WRITING_ATTRIBUTES.contains(&attribute) {
            // Forms are read as forms; the others write.
        } else if writes && attribute == "href" {
            // A link that a script sends as DELETE or POST.
        } else if ADDRESS_ATTRIBUTES.contains(&attribute) {
            let fragment = attribute.contains("hx-");
            let headers = if fragment { vec![("HX-Request".to_owned(), "true".to_owned())] } else { Vec::new() };
            let sure = !attribute.starts_with("data-") || likeness(value).is_some();
            if sure && !(attribute == "data" && name != "object") {
                mined.labelled(value, &how(), Weight::Linked, label, headers);
            }
        } else if attribute == "srcset" || attribute == "imagesrcset" {
            for part in value.split(',') {
                if let Some(address) = part.split_whitespace().next() {
                    mined.mention(address, &how(), Weight::Linked);
                }
            }
        } else if attribute == "srcdoc" {
            if nested < MOST_NESTED {
                document(value, nested + 1, mined);
            }
        } else if attribute == "style" {
            text::style(value, mined);
        } else if attribute.starts_with("on") || attribute.starts_with('@') || attribute.starts_with("x-on:") {
            // What a button does is done under its words: an address in the handler of "Reject" is not one to read.
            let before = mined.mentions.len();
            script::literals(value, &how(), mined);
            for mention in &mut mined.mentions[before..] {
                mention.label = label.to_owned();
            }
            if Scope::dangerous_word(label).is_some() {
                mined.patterns.truncate(patterns);
            }
        } else if attribute == "content"
            && element.attr("http-equiv").is_some_and(|e| e.eq_ignore_ascii_case("refresh"))
        {
            text::refresh(value, mined);
        } else if attribute != "class" && attribute != "id" {
            let start = value.trim_start();
            if start.starts_with('{') || start.starts_with('[') {
                json::values(value, &how(), mined);
            } else if likeness(value) == Some(Likeness::Certain) {
                mined.labelled(value, &how(), Weight::Mentioned, label, Vec::new());
            }
        }
    }
}
