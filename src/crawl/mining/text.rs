//! Addresses in headers, style sheets, XML, robots.txt and plain text.

use std::sync::LazyLock;

use regex::Regex;

use super::{Mined, Weight};
use crate::crawl::address::{Likeness, likeness};

static STYLE_ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)(?:url\(\s*["']?([^"')]{1,1000})|@import\s+["']([^"']{1,1000}))"#).expect("a constant pattern")
});
static LINK_HEADER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<([^>]{1,1000})>").expect("a constant pattern"));
static QUOTED_ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)(?:href|src|action|data-url)\s*=\s*\\?["']?([^"'\s>\\]{1,1000})"#).expect("a constant pattern")
});
static TOKEN: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"[^\s"'<>`(){}|,;\[\]]+"#).expect("a constant pattern"));

/// Most pieces of one text that are looked at.
const MOST_TOKENS: usize = 200_000;

/// Mines response headers.
pub(super) fn headers(headers: &[(String, String)], mined: &mut Mined) {
    for (name, value) in headers {
        match name.to_ascii_lowercase().as_str() {
            "location" | "content-location" | "sourcemap" | "x-sourcemap" => {
                mined.mention(value, &format!("header {name}"), Weight::Linked);
            }
            "link" => {
                for found in LINK_HEADER.captures_iter(value) {
                    mined.mention(&found[1], "header Link", Weight::Linked);
                }
            }
            "refresh" => refresh(value, mined),
            lower
                if (lower.starts_with("hx-") || lower.starts_with("x-"))
                    && likeness(value) == Some(Likeness::Certain) =>
            {
                mined.mention(value, &format!("header {name}"), Weight::Mentioned);
            }
            _ => {}
        }
    }
}

/// Mines `3; url=/x`.
pub(super) fn refresh(value: &str, mined: &mut Mined) {
    let lower = value.to_ascii_lowercase();
    if let Some(at) = lower.find("url=") {
        mined.mention(value[at + 4..].trim_matches(['\'', '"', ' ']), "refresh", Weight::Linked);
    }
}

/// Mines a style sheet.
pub(super) fn style(source: &str, mined: &mut Mined) {
    for found in STYLE_ADDRESS.captures_iter(source) {
        if let Some(address) = found.get(1).or_else(|| found.get(2)) {
            mined.mention(address.as_str(), "style sheet", Weight::Linked);
        }
    }
}

/// Mines robots.txt: what it hides from others is what we look for.
pub(super) fn robots(source: &str, mined: &mut Mined) {
    for line in source.lines().take(5_000) {
        let Some((name, value)) = line.split_once(':') else { continue };
        if matches!(name.trim().to_ascii_lowercase().as_str(), "allow" | "disallow" | "sitemap") {
            let path = value.split('#').next().unwrap_or_default().trim();
            mined.mention(path.split(['*', '$']).next().unwrap_or_default(), "robots.txt", Weight::Mentioned);
        }
    }
}

/// Mines XML (sitemaps, feeds, drawings): texts and attributes that look like addresses.
pub(super) fn xml(source: &str, mined: &mut Mined) {
    let mut reader = quick_xml::Reader::from_str(source);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag)) => {
                for attribute in tag.attributes().flatten() {
                    candidate(&attribute.value, mined);
                }
            }
            Ok(quick_xml::events::Event::Text(content)) => candidate(&content, mined),
            Ok(quick_xml::events::Event::CData(content)) => plain(&content, "XML", mined),
            Ok(quick_xml::events::Event::Eof) => return,
            Ok(_) => {}
            // Not well-formed: what is left is read as plain text.
            Err(_) => return plain(source, "XML", mined),
        }
    }
}

fn candidate(value: &str, mined: &mut Mined) {
    let value = value.replace("&amp;", "&");
    if likeness(&value) == Some(Likeness::Certain) {
        mined.mention(&value, "XML", Weight::Linked);
    } else if value.contains("://") || value.contains("href") {
        plain(&value, "XML", mined);
    }
}

/// Mines plain text: whatever certainly is an address, and HTML attributes in it.
pub(super) fn plain(source: &str, how: &str, mined: &mut Mined) {
    for found in QUOTED_ATTRIBUTE.captures_iter(source).take(5_000) {
        if likeness(&found[1]).is_some() {
            mined.mention(&found[1], how, Weight::Mentioned);
        }
    }
    for token in TOKEN.find_iter(source).take(MOST_TOKENS) {
        let token = token.as_str().trim_end_matches(['.', ':', '!', '?']).trim_start_matches(['=', ':']);
        if token.len() > 1 && likeness(token) == Some(Likeness::Certain) {
            mined.mention(token, how, Weight::Mentioned);
        }
    }
}
