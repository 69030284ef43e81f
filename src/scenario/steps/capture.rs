//! `capture`: values of the answer that later steps, start addresses and receipts need.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::StepWord;
use crate::scenario::page::{Page, first_element};
use crate::scenario::player::{Player, Trouble};

pub(super) const WORD: StepWord = StepWord {
    word: "capture",
    doc: "Takes values from the answer: they become `{{receipt.NAME}}` and stand in the receipt.",
    example: "- capture: { code: { css: \"a.case\", attr: href, regex: \"/case/([A-Z0-9]+)/\" } }",
};

/// Longest value that is taken; an identifier is short, a whole page is a mistake in the scenario.
const LONGEST: usize = 4096;

/// Where a value is taken from: one of `css`, `url`, `json`, `header`, or the whole body; then narrowed by `regex`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaptureFrom {
    /// CSS selector: the text of the first element.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub css: Option<String>,
    /// With `css`: the attribute in the place of the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attr: Option<String>,
    /// Regular expression: its first group, or all of it where it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regex: Option<String>,
    /// Regular expression on the final address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// JSON pointer into the body, for example `/data/id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub json: Option<String>,
    /// Name of a response header.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub header: Option<String>,
}

impl CaptureFrom {
    /// Why this cannot be played, if so.
    pub(in crate::scenario) fn mistake(&self) -> Option<String> {
        let sources = [&self.css, &self.url, &self.json, &self.header].iter().filter(|s| s.is_some()).count();
        if sources > 1 {
            return Some("take one of `css`, `url`, `json` and `header`".into());
        }
        if sources == 0 && self.regex.is_none() {
            return Some("say one of `css`, `regex`, `url`, `json` and `header`".into());
        }
        if self.attr.is_some() && self.css.is_none() {
            return Some("`attr` goes with `css`".into());
        }
        if let Some(json) = &self.json
            && !json.is_empty()
            && !json.starts_with('/')
        {
            return Some("a JSON pointer begins with `/`, for example `/data/id`".into());
        }
        if let Some(css) = &self.css
            && scraper::Selector::parse(css).is_err()
        {
            return Some(format!("`{css}` is no CSS selector"));
        }
        [&self.regex, &self.url]
            .into_iter()
            .flatten()
            .find_map(|r| regex::Regex::new(r).err().map(|_| format!("`{r}` is no regular expression")))
    }

    fn take(&self, page: &Page) -> Result<String, String> {
        let narrow = |pattern: &str, text: &str, place: &str| -> Result<String, String> {
            let regex = regex::Regex::new(pattern).map_err(|_| format!("`{pattern}` is no regular expression"))?;
            let found = regex.captures(text).ok_or_else(|| format!("`{pattern}` matches nothing in {place}"))?;
            Ok(found.get(1).or_else(|| found.get(0)).map(|m| m.as_str().to_owned()).unwrap_or_default())
        };
        if let Some(pattern) = &self.url {
            return narrow(pattern, page.url.as_str(), page.url.as_str());
        }
        let (text, place) = if let Some(css) = &self.css {
            let text = first_element(&page.body, css, self.attr.as_deref())
                .ok_or_else(|| format!("no element of the page is a `{css}`{}", self.with_attr()))?;
            (text, format!("`{css}`"))
        } else if let Some(pointer) = &self.json {
            let json: serde_json::Value =
                serde_json::from_str(&page.body).map_err(|e| format!("the answer is no JSON ({e})"))?;
            let text = match json.pointer(pointer) {
                None | Some(serde_json::Value::Null) => return Err(format!("the answer has nothing at `{pointer}`")),
                Some(serde_json::Value::String(text)) => text.clone(),
                Some(other) => other.to_string(),
            };
            (text, format!("`{pointer}`"))
        } else if let Some(name) = &self.header {
            let text = page.header(name).ok_or_else(|| format!("the answer has no header `{name}`"))?;
            (text.to_owned(), format!("header `{name}`"))
        } else {
            (page.body.clone(), "the answer".to_owned())
        };
        match &self.regex {
            Some(pattern) => narrow(pattern, &text, &place),
            None => Ok(text),
        }
    }

    fn with_attr(&self) -> String {
        self.attr.as_ref().map(|a| format!(" with `{a}`")).unwrap_or_default()
    }
}

pub(super) async fn play(values: &BTreeMap<String, CaptureFrom>, player: &mut Player<'_>) -> Result<(), Trouble> {
    let page = player.page().await?;
    for (name, from) in values {
        let value = from.take(&page).map_err(|e| Trouble::Said(format!("could not capture `{name}`: {e}")))?;
        let value = value.trim();
        if value.is_empty() || value.len() > LONGEST {
            let reason = if value.is_empty() { "it is empty".into() } else { format!("it has {} bytes", value.len()) };
            return Err(Trouble::Said(format!("could not capture `{name}`: {reason}")));
        }
        player.values.keep(name, value.to_owned());
        player.played.captured.insert(name.clone(), value.to_owned());
    }
    Ok(())
}
