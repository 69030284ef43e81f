//! Addresses: telling them from other text, resolving them, and folding them into templates.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use url::Url;

use crate::evidence::Receipt;

/// Longest text that is taken for an address; longer ones are data.
const LONGEST: usize = 2_000;

/// Query keys whose words choose a page (`?view=list`) rather than fill it: their values stay in the template.
const ROUTING_KEYS: &[&str] = &[
    "format", "view", "visning", "tab", "fane", "faneblad", "type", "section", "action", "mode", "print", "udskriv",
    "route", "r", "path", "output", "side", "page", "p", "vis",
];

/// Query keys that page through a list.
const PAGING_KEYS: &[&str] = &["page", "side", "p", "offset", "start", "cursor", "after", "skip", "from"];

static UUID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$").expect("a constant pattern")
});
static VERSION: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^v\d{1,2}$").expect("a constant pattern"));
static FILE_LIKE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^[\w\-./%~+@]+\.(?:html?|php|aspx?|jsp|json|jsonl|xml|csv|tsv|txt|pdf|docx?|xlsx?|zip|ics|vcf|js|mjs|map|css|svg|png|jpe?g|gif|webp|webmanifest|rss|atom|ya?ml|md)(?:[?#].*)?$")
        .expect("a constant pattern")
});
static BARE_PATH: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[a-zA-Z][\w\-]*(?:/[\w\-.~%]+)+/?(?:\?[^\s<>]*)?$").expect("a constant pattern"));

/// How sure a text is to be an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// Absolute, rooted, or with `./`: nothing else looks like this.
    Certain,
    /// `api/x/y` or `report.pdf`: may be a media type, a folder, a name.
    Perhaps,
}

/// Says whether a string value (of JSON, of a script) looks like an address.
pub(crate) fn likeness(text: &str) -> Option<Likeness> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST || text.contains(|c: char| c.is_whitespace() || "<>\"\\^|".contains(c)) {
        return None;
    }
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") {
        return Some(Likeness::Certain);
    }
    if let Some(rest) = text.strip_prefix('/') {
        // `/` alone is an address, `//` starts a comment, `/[a-z]+/g` is a regular expression.
        let plausible = !rest.starts_with('*') && !rest.contains(['(', ')', '[', ']', '*', ',', ';', '\'']);
        return (plausible && rest != "/").then_some(Likeness::Certain);
    }
    if text.starts_with("./") || text.starts_with("../") || text.starts_with("#/") || text.starts_with("#!/") {
        return Some(Likeness::Certain);
    }
    if text.starts_with('?') && text.contains('=') {
        return Some(Likeness::Certain);
    }
    (FILE_LIKE.is_match(text) || (BARE_PATH.is_match(text) && !is_media_type(text))).then_some(Likeness::Perhaps)
}

fn is_media_type(text: &str) -> bool {
    let top = text.split('/').next().unwrap_or_default();
    matches!(top, "application" | "text" | "image" | "audio" | "video" | "font" | "multipart" | "model" | "message")
        && text.matches('/').count() == 1
}

/// The addresses that a text may stand for on a page: one when the target links to it, also the one from the origin's
/// root when the text was only found in data or a script (its code may add the slash).
pub(crate) fn resolve(page: &Url, base: Option<&str>, text: &str, linked: bool) -> Vec<Url> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return Vec::new();
    }
    let from = base.and_then(|b| page.join(b).ok()).unwrap_or_else(|| page.clone());
    let mut found = Vec::new();
    if let Ok(url) = from.join(text) {
        found.push(url);
    }
    let relative = !text.starts_with(['/', '#', '?', '.']) && !text.contains("://");
    if !linked
        && relative
        && let Ok(url) = page.join(&format!("/{text}"))
    {
        found.push(url);
    }
    found.retain(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    found.dedup();
    found
}

/// Drops what the server never sees, but keeps a fragment that is a client-side route.
pub(crate) fn canonical(mut url: Url) -> Url {
    let route = url.fragment().is_some_and(|f| f.starts_with('/') || f.starts_with("!/"));
    if !route {
        url.set_fragment(None);
    }
    if url.query() == Some("") {
        url.set_query(None);
    }
    url
}

/// Whether a part of an address looks like the name of one thing among many.
pub(crate) fn is_id(part: &str) -> bool {
    if part.is_empty() || VERSION.is_match(part) {
        return false;
    }
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    if digits == part.len() || UUID.is_match(part) {
        return true;
    }
    let words = part.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~=%:@+".contains(&b));
    words && ((digits > 0 && (part.len() >= 5 || digits * 2 >= part.len())) || part.len() >= 24)
}

/// The values that stand for our candidates in addresses and pages.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ours {
    values: BTreeSet<String>,
}

impl Ours {
    /// Takes every captured value of the receipts: ids, references, links (and the id-like parts of these).
    pub(crate) fn of(receipts: &[Receipt]) -> Ours {
        let mut values = BTreeSet::new();
        for value in receipts.iter().flat_map(|r| r.captured.values()) {
            let value = value.trim();
            if value.contains('/') {
                values.extend(value.split(['/', '?', '&', '=', '#']).filter(|part| is_id(part)).map(str::to_owned));
            } else if !value.is_empty() {
                values.insert(value.to_owned());
            }
        }
        Ours { values }
    }

    /// The values, sorted.
    pub(crate) fn values(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(String::as_str)
    }

    /// Whether a part of an address is one of them.
    pub(crate) fn is(&self, part: &str) -> bool {
        self.values.contains(part) || part.rsplit_once('.').is_some_and(|(stem, _)| self.values.contains(stem))
    }

    /// Whether an address belongs to one of our candidates.
    pub(crate) fn in_address(&self, url: &Url) -> bool {
        url.path_segments().is_some_and(|mut parts| parts.any(|p| self.is(p)))
            || url.query_pairs().any(|(_, v)| self.is(&v))
            || url.fragment().is_some_and(|f| f.split(['/', '?', '&', '=']).any(|p| self.is(p)))
    }

    /// Whether a text names one of them; short values only as whole words.
    pub(crate) fn in_text(&self, text: &str) -> bool {
        self.values.iter().any(|value| {
            text.match_indices(value.as_str()).any(|(at, _)| {
                let before = text[..at].chars().next_back();
                let after = text[at + value.len()..].chars().next();
                let whole = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                value.len() >= 8 || (whole(before) && whole(after))
            })
        })
    }
}

/// Folds an address into its template: id-like parts and query values become `{}`.
pub(crate) fn template(url: &Url, ours: &Ours) -> String {
    let mut out = format!("{}://{}", url.scheme(), url.host_str().unwrap_or_default());
    if let Some(port) = url.port() {
        out.push_str(&format!(":{port}"));
    }
    fold_path(&mut out, url.path(), ours);
    let mut keys: Vec<String> = url
        .query_pairs()
        .map(|(key, value)| {
            let word = !value.is_empty() && value.len() <= 20 && value.chars().all(|c| c.is_alphabetic() || c == '_');
            let kept = word && ROUTING_KEYS.contains(&key.as_ref()) && !ours.is(&value);
            if kept { format!("{key}={value}") } else { format!("{key}={{}}") }
        })
        .collect();
    keys.sort();
    keys.dedup();
    if !keys.is_empty() {
        out.push('?');
        out.push_str(&keys.join("&"));
    }
    if let Some(fragment) = url.fragment() {
        out.push('#');
        fold_path(&mut out, fragment.split('?').next().unwrap_or_default(), ours);
    }
    out
}

fn fold_path(out: &mut String, path: &str, ours: &Ours) {
    for (n, part) in path.split('/').enumerate() {
        if n > 0 {
            out.push('/');
        }
        if ours.is(part) || is_id(part) {
            out.push_str("{}");
            if let Some((_, extension)) = part.rsplit_once('.').filter(|(_, e)| e.len() <= 5 && !is_id(e)) {
                out.push('.');
                out.push_str(extension);
            }
        } else {
            out.push_str(part);
        }
    }
}

/// Whether an address pages through a list, so that it deserves to be followed further than other addresses of its template.
pub(crate) fn is_paging(url: &Url) -> bool {
    url.query_pairs().any(|(key, value)| {
        PAGING_KEYS.contains(&key.as_ref())
            && value.chars().any(|c| c.is_ascii_digit())
            && value.len() <= 12
            && !value.contains('-')
    })
}

/// Whether a path or address matches a pattern with `*` for any run of characters.
pub(crate) fn matches_pattern(pattern: &str, url: &Url) -> bool {
    let whole = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    glob(pattern, url.path()) || glob(pattern, &whole)
}

fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
    if !pattern.contains('*') {
        return rest.is_empty();
    }
    let mut parts: Vec<&str> = parts.collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours() -> Ours {
        Ours { values: ["zeta", "417"].iter().map(|s| s.to_string()).collect() }
    }

    #[test]
    fn addresses_of_one_kind_fold_into_one_template_and_of_two_kinds_do_not() {
        let cases = [
            ("http://h/app/12/cv", "http://h/app/{}/cv"),
            ("http://h/app/7c9e6679-7425-40de-944b-e07fc1f90ae7", "http://h/app/{}"),
            ("http://h/api/v1/x/A2024-17", "http://h/api/v1/x/{}"),
            ("http://h/doc/417.pdf", "http://h/doc/{}.pdf"),
            ("http://h/person/zeta", "http://h/person/{}"),
            ("http://h/list?page=3&q=abc", "http://h/list?page={}&q={}"),
            ("http://h/list?view=cards", "http://h/list?view=cards"),
            ("http://h/#/case/9", "http://h/#/case/{}"),
            ("http://h:81/om-os", "http://h:81/om-os"),
        ];
        for (address, wanted) in cases {
            assert_eq!(template(&Url::parse(address).unwrap(), &ours()), wanted, "{address}");
        }
    }

    #[test]
    fn strings_that_are_addresses_are_told_from_strings_that_are_not() {
        for yes in ["/a/b", "./x", "../y?z=1", "https://h/x", "api/v1/list", "report.pdf", "#/route", "?page=2", "/"] {
            assert!(likeness(yes).is_some(), "{yes}");
        }
        for no in ["application/json", "hello", "a b/c", "//", "/[a-z]+/g", "", "</p>", "/*", "12.5", "og/eller fx"] {
            assert!(likeness(no).is_none(), "{no}");
        }
    }

    #[test]
    fn a_relative_mention_is_tried_against_the_page_and_the_root_but_a_link_only_against_its_base() {
        let page = Url::parse("http://h/a/b").unwrap();
        let all = |base, linked| resolve(&page, base, "c/d", linked).iter().map(Url::to_string).collect::<Vec<_>>();
        assert_eq!(all(None, false), ["http://h/a/c/d", "http://h/c/d"]);
        assert_eq!(all(Some("/base/"), true), ["http://h/base/c/d"]);
        assert!(resolve(&page, None, "javascript:void(0)", true).is_empty());
    }

    #[test]
    fn a_short_value_of_ours_is_only_found_as_a_whole_word() {
        assert!(ours().in_text("sag 417, modtaget"));
        assert!(!ours().in_text("kr. 14170"));
        assert!(ours().in_address(&Url::parse("http://h/x?id=417").unwrap()));
        assert!(!ours().in_address(&Url::parse("http://h/x/4170").unwrap()));
    }

    #[test]
    fn skip_patterns_match_whole_paths_with_stars_for_any_run() {
        let url = Url::parse("http://h/static/js/app.js").unwrap();
        for (pattern, wanted) in
            [("/static/*", true), ("*.js", true), ("/static", false), ("/*/js/*", true), ("/x*", false)]
        {
            assert_eq!(matches_pattern(pattern, &url), wanted, "{pattern}");
        }
    }
}
