//! Addresses and ids in JSON, and API descriptions.

use serde_json::Value;
use url::Url;

use super::{Mined, Weight, script, text};
use crate::crawl::address::{is_id, likeness};
use crate::crawl::slots::Pattern;

/// Keys whose string is an address by everybody's habit.
const ADDRESS_KEYS: &[&str] = &[
    "url", "href", "link", "next", "previous", "prev", "self", "first", "last", "download", "location", "start_url",
    "scope",
];

/// Mines a whole JSON document, which may be an API description.
pub(super) fn document(source: &str, url: &Url, mined: &mut Mined) {
    match serde_json::from_str::<Value>(source) {
        Ok(value) => whole(&value, url, mined),
        // JSON lines, or JSON behind a guard such as `)]}'`.
        Err(_) => {
            for line in source.lines().take(10_000) {
                match serde_json::from_str::<Value>(line) {
                    Ok(value) => walk(&value, "", "JSON line", mined),
                    Err(_) => text::plain(line, "data", mined),
                }
            }
        }
    }
}

/// Mines an API description in YAML.
pub(super) fn yaml(source: &str, url: &Url, mined: &mut Mined) {
    match serde_saphyr::from_str::<Value>(source) {
        Ok(value) => whole(&value, url, mined),
        Err(_) => text::plain(source, "text", mined),
    }
}

fn whole(value: &Value, url: &Url, mined: &mut Mined) {
    if (value.get("openapi").is_some() || value.get("swagger").is_some())
        && value.get("paths").is_some_and(Value::is_object)
    {
        description(value, mined);
    }
    let word = url
        .path_segments()
        .and_then(|mut parts| parts.rfind(|p| !p.is_empty() && !is_id(p)))
        .unwrap_or_default()
        .to_owned();
    walk(value, &word, "JSON value", mined);
}

/// Mines a piece of JSON inside something else.
pub(super) fn values(source: &str, how: &str, mined: &mut Mined) {
    match serde_json::from_str::<Value>(source) {
        Ok(value) => walk(&value, "", how, mined),
        Err(_) => script::literals(source, how, mined),
    }
}

fn description(value: &Value, mined: &mut Mined) {
    let server =
        value.pointer("/servers/0/url").or_else(|| value.get("basePath")).and_then(Value::as_str).unwrap_or_default();
    let paths = value.get("paths").and_then(Value::as_object);
    for (path, operations) in paths.into_iter().flatten() {
        if operations.get("get").is_none() {
            continue;
        }
        let address = format!("{}{path}", server.trim_end_matches('/'));
        match Pattern::parse(&address) {
            Some(pattern) => {
                mined.operations.push(pattern.clone());
                mined.patterns.push(pattern);
            }
            None => {
                mined.plain_operations.push(address.clone());
                mined.mention(&address, "API description", Weight::Mentioned);
            }
        }
    }
}

/// serde_json bounds the depth of what it parses, so this recursion is bounded as well.
fn walk(value: &Value, word: &str, how: &str, mined: &mut Mined) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let lower = key.to_lowercase();
                if let Some(id) = scalar(value) {
                    if matches!(lower.as_str(), "id" | "pk" | "uuid" | "slug" | "key" | "ref" | "reference") {
                        mined.ids.push((word.to_owned(), id));
                    } else if lower.ends_with("id") || lower.ends_with("uuid") || is_id(&id) && id.len() < 60 {
                        mined.ids.push((key.clone(), id));
                    }
                }
                match value {
                    Value::String(text) if ADDRESS_KEYS.contains(&lower.as_str()) && likeness(text).is_some() => {
                        mined.mention(text, how, Weight::Linked);
                    }
                    Value::Array(sources) if key == "sourcesContent" => {
                        for source in sources.iter().filter_map(Value::as_str) {
                            script::literals(source, "source map", mined);
                        }
                    }
                    Value::Object(_) | Value::Array(_) => {
                        let generic =
                            matches!(lower.as_str(), "data" | "items" | "results" | "content" | "rows" | "list");
                        walk(value, if generic { word } else { key }, how, mined);
                    }
                    Value::String(_) => walk(value, word, how, mined),
                    _ => {}
                }
                // An object keyed by id.
                if is_id(key) {
                    mined.ids.push((word.to_owned(), key.clone()));
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, word, how, mined)),
        Value::String(text) if likeness(text).is_some() => mined.mention(text, how, Weight::Mentioned),
        // JSON in a string: each level doubles the escapes, so that there are never many.
        Value::String(text) if text.trim_start().starts_with(['{', '[']) => match serde_json::from_str::<Value>(text) {
            Ok(inner) => walk(&inner, word, how, mined),
            Err(_) => text::plain(text, how, mined),
        },
        Value::String(text) if text.contains("href=") || text.contains("://") => text::plain(text, how, mined),
        _ => {}
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.is_empty() && text.len() <= 100 && !text.contains(char::is_whitespace) => {
            Some(text.clone())
        }
        Value::Number(number) if number.is_u64() => Some(number.to_string()),
        _ => None,
    }
}
