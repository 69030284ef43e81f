//! What steps and logins need to know of the page that came last.

use scraper::{ElementRef, Html, Node, Selector};
use url::Url;

/// The page that came last, over HTTP or as the browser shows it.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub url: Url,
    /// HTTP status; 0 where the browser does not tell.
    pub status: u16,
    pub body: String,
    pub headers: Vec<(String, String)>,
}

impl Page {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }
}

/// The text of a page without scripts and styles, white space collapsed.
pub(super) fn visible_text(html: &str) -> String {
    text_of(Html::parse_document(html).root_element())
}

fn text_of(root: ElementRef<'_>) -> String {
    let mut words = String::new();
    for node in root.descendants() {
        let Node::Text(text) = node.value() else { continue };
        let hidden = node
            .ancestors()
            .take(3)
            .filter_map(ElementRef::wrap)
            .any(|e| matches!(e.value().name(), "script" | "style" | "template" | "noscript"));
        if !hidden {
            for word in text.split_whitespace() {
                if !words.is_empty() {
                    words.push(' ');
                }
                words.push_str(word);
            }
        }
    }
    words
}

/// Text (or attribute) of the first element of a selector.
pub(super) fn first_element(html: &str, css: &str, attr: Option<&str>) -> Option<String> {
    let selector = Selector::parse(css).ok()?;
    let document = Html::parse_document(html);
    match attr {
        Some(attr) => document.select(&selector).find_map(|e| e.value().attr(attr)).map(str::to_owned),
        None => document.select(&selector).next().map(text_of),
    }
}

/// Whether the page asks for a password: then nobody is logged in here.
pub(super) fn asks_for_password(html: &str) -> bool {
    first_element(html, "input[type=password]", Some("type")).is_some()
}

/// What the page says went wrong, for messages; at most a few hundred characters, empty where it says nothing.
pub(super) fn complaints(html: &str) -> String {
    const SELECTOR: &str = "[role=alert], .errorlist, .invalid-feedback, .error, .errors, .alert-danger, .alert-warning, \
        .alert-error, .field-error, .field_with_errors .message, .help-block.error, .form-error, .fejl, .validation-summary-errors";
    let Ok(selector) = Selector::parse(SELECTOR) else { return String::new() };
    let document = Html::parse_document(html);
    let mut said: Vec<String> = Vec::new();
    for element in document.select(&selector).take(200) {
        let text = text_of(element);
        if !text.is_empty() && !said.iter().any(|s| s.contains(&text)) {
            said.push(text);
        }
    }
    clean(&said.join(" | "), 400)
}

/// One line without control characters, cut to `limit` characters: pages are hostile and terminals obey them.
pub(super) fn clean(text: &str, limit: usize) -> String {
    let mut short: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(limit).collect();
    if text.chars().nth(limit).is_some() {
        short.push('…');
    }
    short
}

/// Whether `text` is of the form of `pattern`, in which `*` stands for any run of characters.
pub(super) fn glob_matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(i) => rest = &rest[i + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_run_of_characters() {
        for (pattern, text, expected) in [
            ("/me/*", "/me/submissions/", true),
            ("/*/me/", "/blind/me/", true),
            ("/a*b*c", "/axxbyyc", true),
            ("/a", "/ab", false),
            ("*", "", true),
            ("/x*ab", "/xab", true),
            ("/ab*ab", "/ab", false),
        ] {
            assert_eq!(glob_matches(pattern, text), expected, "{pattern} on {text}");
        }
    }

    #[test]
    fn a_pages_complaints_are_quoted_once_and_without_control_characters() {
        let html = "<div role=alert><p class=error>Forkert\u{1b}[31m  kodeord</p></div><p>ro</p>";
        assert_eq!(complaints(html), "Forkert [31m kodeord");
    }

    #[test]
    fn script_text_is_not_visible() {
        assert_eq!(visible_text("<p>Tak <b>for</b>\n din</p><script>var x='Fejl'</script>"), "Tak for din");
    }
}
