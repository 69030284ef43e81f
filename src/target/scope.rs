//! Where we may go, and what we must not touch.

use std::collections::HashMap;
use std::sync::LazyLock;

use percent_encoding::percent_decode_str;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use url::Url;

use super::words::{AMBIGUOUS, DANGEROUS};

/// Forbids (or, in an allow list, permits again) requests whose method and path match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DenyRule {
    /// HTTP method, or absent for any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Path with `*` for any run of characters, for example `/*/logout`.
    pub path: String,
}

impl DenyRule {
    /// Whether the rule speaks of such a request. A rule with a `?` is met with path and query, any other with the path.
    fn matches(&self, method: &str, url: &Url) -> bool {
        let method_fits = self.method.as_deref().is_none_or(|m| m.eq_ignore_ascii_case(method));
        let whole = if self.path.contains('?') {
            &url[url::Position::BeforePath..url::Position::AfterQuery]
        } else {
            url.path()
        };
        let decoded = percent_decode_str(whole).decode_utf8_lossy().into_owned();
        method_fits && (wildcard(&self.path, whole) || wildcard(&self.path, &decoded))
    }
}

/// Whether a pattern with `*` covers a text as a whole. Linear in both, whatever the pattern.
fn wildcard(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or("");
    let Some(mut rest) = text.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = parts.collect();
    let Some(last) = parts.pop() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// What the scope says about a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// Go.
    Allowed,
    /// Another host than the target's.
    OutOfScope,
    /// Inside, and named like an action or like a plain page: not touched until the scenario says which.
    Undecided(String),
    /// Inside, but it destroys, rejects, mails or logs out: the rule, or the word that gave it away.
    Denied(String),
}

/// The allow-list of origins, the built-in dangerous words (Danish and English), and the scenario's own rules.
#[derive(Debug, Clone)]
pub struct Scope {
    /// Origins that may be visited.
    pub origins: Vec<Url>,
    /// The scenario's deny rules.
    pub deny: Vec<DenyRule>,
    /// The scenario's exceptions from built-in words and deny rules.
    pub allow: Vec<DenyRule>,
}

impl Scope {
    /// Judges a request. `writing` says whether the caller was asked by the scenario to change something (submission,
    /// login, stage change): then methods other than GET and HEAD are allowed, but for denied paths.
    ///
    /// An allow rule lifts deny rules and words; only one that names the method also lifts the ban on writing (a search
    /// that is a POST). While `writing`, words do not count for methods that write: the scenario itself named the step.
    pub fn judge(&self, method: &str, url: &Url, writing: bool) -> Judgement {
        if !self.holds(url) {
            return Judgement::OutOfScope;
        }
        let reads = ["GET", "HEAD", "OPTIONS"].iter().any(|m| m.eq_ignore_ascii_case(method));
        let allowed: Vec<&DenyRule> = self.allow.iter().filter(|rule| rule.matches(method, url)).collect();
        if !reads && !writing && !allowed.iter().any(|rule| rule.method.is_some()) {
            return Judgement::Denied(format!(
                "{method} may change something; add an allow rule with this method if it only reads"
            ));
        }
        if !allowed.is_empty() {
            return Judgement::Allowed;
        }
        if let Some(rule) = self.deny.iter().find(|rule| rule.matches(method, url)) {
            return Judgement::Denied(format!("the scenario denies `{}`", rule.path));
        }
        if !reads {
            return Judgement::Allowed;
        }
        match dangerous_address(url) {
            Some(word) if Self::may_be_a_page(word) => Judgement::Undecided(format!(
                "`{word}` may name a page or an action; decide it in the scenario: add the path (with `*` for numbers) to \
                 `target.scope.allow` to have it read, or to `target.scope.deny` to leave it alone"
            )),
            Some(word) => Judgement::Denied(format!(
                "`{word}` names an action that must not be touched; add an allow rule if it is harmless"
            )),
            None => Judgement::Allowed,
        }
    }

    /// Whether the scenario says that this address is harmless.
    pub fn allows(&self, method: &str, url: &Url) -> bool {
        self.allow.iter().any(|rule| rule.matches(method, url))
    }

    /// Whether a dangerous word is also what a plain list or page may be called.
    pub fn may_be_a_page(word: &str) -> bool {
        AMBIGUOUS.contains(&word)
    }

    /// Whether an address belongs to one of the origins; `ws` counts as `http`.
    fn holds(&self, url: &Url) -> bool {
        let scheme = |url: &Url| match url.scheme() {
            "ws" => "http".to_owned(),
            "wss" => "https".to_owned(),
            other => other.to_owned(),
        };
        let name = |url: &Url| url.host_str().unwrap_or("").trim_end_matches('.').to_ascii_lowercase();
        self.origins.iter().any(|origin| {
            scheme(origin) == scheme(url)
                && name(origin) == name(url)
                && origin.port_or_known_default() == url.port_or_known_default()
        })
    }

    /// Whether a text (label, title, address, form action) names an action that must not be touched; gives the word.
    pub fn dangerous_word(text: &str) -> Option<&'static str> {
        match Url::parse(text) {
            Ok(url) if url.has_host() => dangerous_address(&url),
            _ => find(&words(text)),
        }
    }
}

/// The dangerous word in path and query of an address, one that can be nothing else before others. Names of files do not count: `afslag.pdf` is a document to read.
fn dangerous_address(url: &Url) -> Option<&'static str> {
    let segments: Vec<&str> = url.path().split('/').collect();
    let mut parts: Vec<String> = segments
        .iter()
        .filter(|s| !is_file(s))
        .map(|s| percent_decode_str(s).decode_utf8_lossy().into_owned())
        .collect();
    for (key, value) in url.query_pairs() {
        parts.extend([key.into_owned(), value.into_owned()]);
    }
    let words: Vec<Vec<String>> = parts.iter().map(|part| words(part)).collect();
    let found: Vec<&'static str> = words.iter().flat_map(|words| find_all(words)).collect();
    found.iter().find(|word| !Scope::may_be_a_page(word)).or(found.first()).copied()
}

fn is_file(segment: &str) -> bool {
    let scripts = ["php", "asp", "aspx", "jsp", "do", "action", "cgi", "html", "htm", "cfm"];
    match segment.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => {
            (1..=5).contains(&extension.len())
                && extension.chars().all(|c| c.is_ascii_alphanumeric())
                && !scripts.contains(&extension.to_ascii_lowercase().as_str())
        }
        _ => false,
    }
}

/// Lower-case words of a text: cut at everything but letters and digits, and where camelCase begins a new word.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in text.nfc() {
        let hump = c.is_uppercase() && before.is_lowercase();
        if (!c.is_alphanumeric() || hump) && words.last().is_some_and(|w| !w.is_empty()) {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The words of an entry, and the entry as it is written.
type Entry = (Vec<String>, &'static str);

/// Entries by their first word.
static ENTRIES: LazyLock<HashMap<String, Vec<Entry>>> = LazyLock::new(|| {
    let mut entries: HashMap<String, Vec<Entry>> = HashMap::new();
    for entry in DANGEROUS {
        let words = words(entry);
        if let Some(first) = words.first().cloned() {
            entries.entry(first).or_default().push((words, entry));
        }
    }
    entries
});

/// Every entry that stands in the words.
fn find_all(words: &[String]) -> impl Iterator<Item = &'static str> + '_ {
    (0..words.len()).flat_map(move |at| {
        let entries = ENTRIES.get(&words[at]).map(Vec::as_slice).unwrap_or_default();
        entries.iter().filter(move |(entry, _)| words[at..].starts_with(entry)).map(|(_, name)| *name)
    })
}

/// The entry that says most clearly what a label does.
fn find(words: &[String]) -> Option<&'static str> {
    let mut first = None;
    for word in find_all(words) {
        if !Scope::may_be_a_page(word) {
            return Some(word);
        }
        first = first.or(Some(word));
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(method: Option<&str>, path: &str) -> DenyRule {
        DenyRule { method: method.map(str::to_owned), path: path.into() }
    }

    fn scope() -> Scope {
        Scope {
            origins: vec![
                Url::parse("https://job.example.test/").unwrap(),
                Url::parse("http://127.0.0.1:8080/").unwrap(),
            ],
            deny: vec![rule(None, "/admin/*"), rule(Some("GET"), "/*/export?format=*")],
            allow: vec![
                rule(Some("POST"), "/api/search"),
                rule(None, "/admin/list"),
                rule(None, "/templates/send-preview"),
            ],
        }
    }

    #[test]
    fn requests_are_judged_by_origin_method_word_and_rule() {
        let cases = [
            ("GET", "https://job.example.test/ansoegere/4", false, "allowed"),
            ("GET", "https://JOB.example.test./ansoegere", false, "allowed"),
            ("GET", "wss://job.example.test/socket", false, "allowed"),
            ("GET", "http://job.example.test/", false, "out"),
            ("GET", "https://job.example.test:8443/", false, "out"),
            ("GET", "https://job.example.test.evil.example/", false, "out"),
            ("GET", "https://evil.example/?https://job.example.test/", false, "out"),
            ("GET", "https://job.example.test@evil.example/", false, "out"),
            ("POST", "http://127.0.0.1:8080/apply", false, "denied"),
            ("POST", "http://127.0.0.1:8080/apply", true, "allowed"),
            ("POST", "https://job.example.test/api/search", false, "allowed"),
            ("DELETE", "https://job.example.test/api/search", false, "denied"),
            ("POST", "https://job.example.test/admin/list", false, "denied"),
            ("GET", "https://job.example.test/admin/users", true, "denied"),
            ("POST", "https://job.example.test/admin/users", true, "denied"),
            ("GET", "https://job.example.test/admin/list", false, "allowed"),
            ("GET", "https://job.example.test/jobs/export?format=csv", false, "denied"),
            ("GET", "https://job.example.test/jobs/export", false, "allowed"),
            ("GET", "https://job.example.test/templates/send-preview", false, "allowed"),
            ("GET", "https://job.example.test/log%20ud", false, "denied"),
            ("GET", "https://job.example.test/candidates/4/slet", false, "denied"),
            ("GET", "https://job.example.test/candidates?action=tr%C3%A6k+tilbage", false, "denied"),
            ("GET", "https://job.example.test/do.php?cmd=deleteCandidate", false, "denied"),
            ("GET", "https://job.example.test/files/afslag.pdf", false, "allowed"),
            ("GET", "https://job.example.test/logout.php", false, "denied"),
            ("GET", "https://job.example.test/archive", false, "undecided"),
            ("GET", "https://job.example.test/ansoegninger/4/svar", false, "undecided"),
            ("GET", "https://job.example.test/archive/4/delete", false, "denied"),
            ("GET", "https://job.example.test/send/mail", false, "undecided"),
            ("GET", "https://job.example.test/send-mail", false, "denied"),
        ];
        for (method, url, writing, expected) in cases {
            let judged = match scope().judge(method, &Url::parse(url).unwrap(), writing) {
                Judgement::Allowed => "allowed",
                Judgement::OutOfScope => "out",
                Judgement::Undecided(_) => "undecided",
                Judgement::Denied(_) => "denied",
            };
            assert_eq!(judged, expected, "{method} {url} writing={writing}");
        }
    }

    #[test]
    fn labels_that_destroy_are_told_from_labels_that_only_sound_like_it() {
        let dangerous = [
            "Log ud", "LOGOUT", "Sign out", "Slet ansøger", "btn-delete", "deleteCandidate", "Fjern", "Giv afslag",
            "Træk tilbage", "Annuller", "Send besked", "Arkivér", "Ansæt", "reset_password", "/applications/3/reject",
            "Invitér til samtale",
        ];
        for label in dangerous {
            assert!(Scope::dangerous_word(label).is_some(), "{label}");
        }
        let harmless = [
            "Download", "Slettet-ikke", "/slettet-ikke", "Afsender", "Vis ansøgning", "Removable media", "Sender",
            "Undeleted", "Cancellation policy", "Næste", "Sorter efter dato", "Åbn", "",
        ];
        for label in harmless {
            assert_eq!(Scope::dangerous_word(label), None, "{label}");
        }
    }

    #[test]
    fn a_wildcard_covers_any_run_of_characters_and_the_pattern_the_whole_path() {
        for (pattern, text, covers) in [
            ("/a/*", "/a/b/c", true),
            ("/*/logout", "/x/logout", true),
            ("/*/logout", "/x/logout2", false),
            ("/a", "/a/b", false),
            ("*", "", true),
            ("/a*a", "/a", false),
            ("/*x*y", "/xyxy", true),
        ] {
            assert_eq!(wildcard(pattern, text), covers, "{pattern} {text}");
        }
    }
}
