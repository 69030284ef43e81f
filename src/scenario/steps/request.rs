//! `request`: a request of the scenario's own making, for systems that are fed over an API.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::StepWord;
use crate::scenario::player::{Player, Trouble};
use crate::scenario::values::{TemplateError, Values};
use crate::target::{Payload, Query, Reached};

pub(super) const WORD: StepWord = StepWord {
    word: "request",
    doc: "Sends a request of your own making: `form`, `json` or `body`, and `files` with a form.",
    example: "- request: { method: POST, url: /api/applications, json: { name: \"{{candidate.full_name}}\" } }",
};

/// One request. At most one of `form`, `json` and `body`; `files` go with `form`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// HTTP method; `GET` where absent.
    #[serde(default = "get")]
    pub method: String,
    /// Address, relative to `base`.
    pub url: String,
    /// Headers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// Form fields.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<BTreeMap<String, String>>,
    /// JSON; placeholders are filled in inside its strings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub json: Option<serde_json::Value>,
    /// A body as text; say its `content-type` in `headers`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// File fields: name to `{{candidate.cv_pdf}}`; makes the form `multipart/form-data`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, String>,
}

fn get() -> String {
    "GET".into()
}

impl Request {
    pub(super) async fn play(&self, player: &mut Player<'_>) -> Result<(), Trouble> {
        let url = player.values.address(&self.url)?;
        let mut headers = Vec::new();
        for (name, template) in &self.headers {
            headers.push((name.clone(), player.values.render(template)?));
        }
        let mut fields = Vec::new();
        for (name, template) in self.form.iter().flatten() {
            fields.push((name.clone(), player.values.render(template)?));
            player.note_sent(name, &player.values.render_for_people(template)?);
        }
        let payload = if !self.files.is_empty() {
            let mut files = Vec::new();
            for (name, template) in &self.files {
                let upload = player.values.upload(template)?;
                let bytes = player.read(&upload).await?;
                player.note_file(name, &upload);
                files.push((name.clone(), upload.file_name, upload.media_type, bytes));
            }
            Payload::Multipart(fields, files)
        } else if let Some(json) = &self.json {
            note_json(json, "json", player)?;
            let body = serde_json::to_vec(&fill_json(json, player.values, false)?)
                .map_err(|e| Trouble::Said(format!("could not write the JSON body: {e}")))?;
            Payload::Raw("application/json".into(), body)
        } else if let Some(body) = &self.body {
            let text = player.values.render(body)?;
            player.note_sent("body", &player.values.render_for_people(body)?);
            let declared = headers.iter().position(|(n, _)| n.eq_ignore_ascii_case("content-type"));
            let media = declared.map_or_else(|| "text/plain; charset=utf-8".to_owned(), |i| headers.remove(i).1);
            Payload::Raw(media, text.into_bytes())
        } else if self.form.is_some() {
            Payload::Form(fields)
        } else {
            Payload::None
        };
        let reached = Reached { action: format!("request {} {}", self.method, url.path()), ..Reached::default() };
        let method = self.method.to_uppercase();
        player.send(Query { method, url, headers, payload, reached, follow: true }).await
    }
}

fn fill_json(value: &serde_json::Value, values: &Values, for_people: bool) -> Result<serde_json::Value, TemplateError> {
    use serde_json::Value;
    Ok(match value {
        Value::String(text) if for_people => Value::String(values.render_for_people(text)?),
        Value::String(text) => Value::String(values.render(text)?),
        Value::Array(items) => {
            Value::Array(items.iter().map(|v| fill_json(v, values, for_people)).collect::<Result<_, _>>()?)
        }
        Value::Object(map) => Value::Object(
            map.iter()
                .map(|(k, v)| Ok((k.clone(), fill_json(v, values, for_people)?)))
                .collect::<Result<_, TemplateError>>()?,
        ),
        other => other.clone(),
    })
}

/// Notes every string of the body under its JSON pointer.
fn note_json(value: &serde_json::Value, pointer: &str, player: &mut Player<'_>) -> Result<(), TemplateError> {
    match value {
        serde_json::Value::String(text) => {
            let shown = player.values.render_for_people(text)?;
            player.note_sent(pointer, &shown);
        }
        serde_json::Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                note_json(item, &format!("{pointer}/{i}"), player)?;
            }
        }
        serde_json::Value::Object(map) => {
            for (key, item) in map {
                note_json(item, &format!("{pointer}/{key}"), player)?;
            }
        }
        _ => {}
    }
    Ok(())
}
