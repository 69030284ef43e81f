//! Reads every address that anything mentions: pages, scripts, data, style sheets, headers.
//! In: an answer as bytes and headers. Out: [`Mined`]. Pure; never fetches, never judges whether an address may be visited.

mod html;
mod json;
mod script;
mod text;

use url::Url;

use super::forms::Form;
use super::slots::Pattern;

/// Most bytes of one body that are read for addresses; what lies behind is reported as a bound.
pub(crate) const MOST_READ: usize = 4 * 1024 * 1024;
/// Most mentions kept from one body, so that a hostile page cannot fill memory.
const MOST_MENTIONS: usize = 20_000;
/// How deep documents inside documents (srcdoc, noscript, source maps) are followed.
const MOST_NESTED: u8 = 3;

/// How much a mention promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// We tried a usual place; nothing promised it.
    Guessed,
    /// A string that looks like an address.
    Mentioned,
    /// The target links to it.
    Linked,
}

/// An address as it was written, and what stood around it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mention {
    /// The text of the address.
    pub text: String,
    /// How it was mentioned, for example `a href`.
    pub how: String,
    /// How much it promises.
    pub weight: Weight,
    /// What a person would read on the link, for the safety words.
    pub label: String,
    /// Headers that the page itself would send.
    pub headers: Vec<(String, String)>,
}

/// All that one answer mentions.
#[derive(Debug, Default)]
pub(crate) struct Mined {
    /// Addresses.
    pub mentions: Vec<Mention>,
    /// `<base href>`.
    pub base: Option<String>,
    /// Addresses with slots.
    pub patterns: Vec<Pattern>,
    /// Forms of the page.
    pub forms: Vec<Form>,
    /// Ids in data, each with the word that names it.
    pub ids: Vec<(String, String)>,
    /// Reading operations that an API description declares.
    pub operations: Vec<Pattern>,
    /// Operations of an API description that take no parameter in their path.
    pub plain_operations: Vec<String>,
    /// True where only the first part of the body was read.
    pub cut: bool,
}

impl Mined {
    fn mention(&mut self, text: &str, how: &str, weight: Weight) {
        self.labelled(text, how, weight, "", Vec::new());
    }

    fn labelled(&mut self, text: &str, how: &str, weight: Weight, label: &str, headers: Vec<(String, String)>) {
        let text = text.trim();
        if text.is_empty() || text.len() > 2_000 {
            return;
        }
        if self.mentions.len() >= MOST_MENTIONS {
            self.cut = true;
            return;
        }
        let lower = text.get(..11).unwrap_or(text).to_ascii_lowercase();
        if lower.starts_with("javascript:") {
            script::literals(&text[11..], how, self);
        } else if !["data:", "blob:", "mailto:", "tel:", "about:"].iter().any(|s| lower.starts_with(s)) {
            if (text.contains('{') || text.contains("/:"))
                && let Some(pattern) = Pattern::parse(text)
            {
                self.patterns.push(pattern);
                return;
            }
            self.mentions.push(Mention { text: text.into(), how: how.into(), weight, label: label.into(), headers });
        }
    }
}

/// Mines an answer: its headers always, its body where it is text.
pub(crate) fn mine(url: &Url, media: &str, headers: &[(String, String)], body: &str) -> Mined {
    let mut mined = Mined::default();
    text::headers(headers, &mut mined);
    let body = match body.char_indices().nth(MOST_READ) {
        Some((at, _)) => {
            mined.cut = true;
            &body[..at]
        }
        None => body,
    };
    let start = body.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let path = url.path().to_ascii_lowercase();
    let is_json =
        media.contains("json") || ((start.starts_with('{') || start.starts_with('[')) && !media.contains("html"));
    if path.ends_with("/robots.txt") {
        text::robots(body, &mut mined);
    } else if is_json {
        json::document(start, url, &mut mined);
    } else if media.contains("html") || (media.is_empty() && start.starts_with('<')) {
        html::document(body, 0, &mut mined);
    } else if media.contains("javascript")
        || media.contains("ecmascript")
        || path.ends_with(".js")
        || path.ends_with(".mjs")
    {
        script::literals(body, "script", &mut mined);
    } else if media.contains("css") {
        text::style(body, &mut mined);
    } else if media.contains("xml") || media.contains("svg") || start.starts_with("<?xml") {
        text::xml(body, &mut mined);
    } else if media.contains("yaml") || start.starts_with("openapi:") || start.starts_with("swagger:") {
        json::yaml(body, url, &mut mined);
    } else if media.starts_with("text/") || media.is_empty() || media.contains("manifest") {
        text::plain(body, "text", &mut mined);
    }
    mined.patterns.sort();
    mined.patterns.dedup();
    mined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(url: &str, media: &str, headers: &[(&str, &str)], body: &str) -> (Vec<String>, Vec<String>) {
        let headers: Vec<_> = headers.iter().map(|(n, v)| (n.to_string(), v.to_string())).collect();
        let mined = mine(&Url::parse(url).unwrap(), media, &headers, body);
        let mentions = mined.mentions.into_iter().map(|m| m.text).collect();
        (mentions, mined.patterns.iter().map(Pattern::text).collect())
    }

    #[test]
    fn every_kind_of_mention_is_read() {
        let cases: &[(&str, &str, &str, &str)] = &[
            ("a link", "text/html", "<a href=/goal>x</a>", "/goal"),
            ("srcset", "text/html", "<img srcset='/a.png 1x, /goal 2x'>", "/goal"),
            ("data attribute", "text/html", "<div data-load='/goal'></div>", "/goal"),
            ("meta refresh", "text/html", "<meta http-equiv=refresh content='0; url=/goal'>", "/goal"),
            ("comment", "text/html", "<!-- old page: /goal -->", "/goal"),
            ("a link inside a comment", "text/html", "<!-- <a href=\"goal/\">x</a> -->", "goal/"),
            ("inline handler", "text/html", "<p onclick=\"location='/goal'\">", "/goal"),
            ("srcdoc", "text/html", "<iframe srcdoc='<a href=/goal>'></iframe>", "/goal"),
            ("noscript", "text/html", "<noscript><a href=/goal>x</a></noscript>", "/goal"),
            ("template", "text/html", "<template><a href=/goal>x</a></template>", "/goal"),
            ("JSON island", "text/html", "<script type=application/json>{\"next\":\"/goal\"}</script>", "/goal"),
            ("inline script", "text/html", "<script>load('/goal')</script>", "/goal"),
            ("style", "text/html", "<style>b{background:url(/goal)}</style>", "/goal"),
            ("style attribute", "text/html", "<b style='background:url(\"/goal\")'>", "/goal"),
            ("javascript link", "text/html", "<a href=\"javascript:go('/goal')\">x</a>", "/goal"),
            ("htmx", "text/html", "<b hx-get='/goal'>", "/goal"),
            ("JSON value", "application/json", "{\"a\":[{\"b\":\"/goal\"}]}", "/goal"),
            ("script", "text/javascript", "const a = \"/goal\"; // x", "/goal"),
            ("escaped string", "text/javascript", "const a = '\\x2fgoal'", "/goal"),
            ("source map comment", "text/javascript", "a()\n//# sourceMappingURL=goal.js.map", "goal.js.map"),
            ("source in a source map", "application/json", "{\"sourcesContent\":[\"fetch('/goal')\"]}", "/goal"),
            ("css import", "text/css", "@import '/goal';", "/goal"),
            ("sitemap", "application/xml", "<urlset><url><loc>http://h/goal</loc></url></urlset>", "http://h/goal"),
            ("feed", "application/atom+xml", "<feed><link href='/goal'/></feed>", "/goal"),
            ("plain text", "text/plain", "see http://h/goal.", "http://h/goal"),
        ];
        for (name, media, body, goal) in cases {
            let (mentions, _) = texts("http://h/p", media, &[], body);
            assert!(mentions.iter().any(|m| m == goal), "{name}: {mentions:?}");
        }
    }

    #[test]
    fn headers_and_robots_are_read() {
        let (mentions, _) = texts(
            "http://h/p",
            "image/png",
            &[("Link", "</goal>; rel=next, </b>; rel=x"), ("Refresh", "3; url=/c")],
            "",
        );
        assert_eq!(mentions, ["/goal", "/b", "/c"]);
        let (mentions, _) =
            texts("http://h/robots.txt", "text/plain", &[], "Disallow: /goal/*\nSitemap: http://h/s.xml");
        assert_eq!(mentions, ["/goal/", "http://h/s.xml"]);
    }

    #[test]
    fn template_literals_concatenations_and_api_descriptions_give_patterns() {
        let cases = [
            ("text/javascript", "fetch(`/api/x/${row.id}/y`)", "/api/x/{}/y"),
            ("text/javascript", "fetch('/api/x/' + encodeURIComponent(row.id) + '/y')", "/api/x/{}/y"),
            ("text/javascript", "fetch('/api/x/' + id)", "/api/x/{}"),
            ("text/html", "<script>routes=['/x/:id/edit']</script>", "/x/{}/edit"),
            (
                "application/json",
                "{\"openapi\":\"3.0.0\",\"servers\":[{\"url\":\"/v9\"}],\"paths\":{\"/x/{id}\":{\"get\":{}}}}",
                "/v9/x/{}",
            ),
        ];
        for (media, body, wanted) in cases {
            let (_, patterns) = texts("http://h/p", media, &[], body);
            assert!(patterns.iter().any(|p| p == wanted), "{body}: {patterns:?}");
        }
    }

    #[test]
    fn a_post_form_is_no_address_and_a_get_form_is_a_form() {
        let body = "<form method=post action=/delete><input name=a></form><form action=/find><input name=q type=search></form>";
        let mined = mine(&Url::parse("http://h/").unwrap(), "text/html", &[], body);
        assert!(mined.mentions.iter().all(|m| m.text != "/delete"));
        assert_eq!(mined.forms.len(), 2);
    }

    #[test]
    fn deep_and_broken_bodies_do_no_harm() {
        let url = Url::parse("http://h/").unwrap();
        for (media, body) in [
            ("application/json", "[".repeat(100_000)),
            ("text/html", "<div>".repeat(5_000)),
            ("text/html", "<iframe srcdoc='".repeat(50)),
            ("text/javascript", "`${`${".repeat(10_000)),
            ("text/javascript", "'\\".into()),
            ("application/xml", "<a><b".repeat(1_000)),
            ("text/css", "url(".repeat(1_000)),
        ] {
            mine(&url, media, &[], &body);
        }
    }
}
