//! Forms: which are safe to send, and with what values.

use scraper::{ElementRef, Html, Selector};
use url::Url;

use crate::target::Scope;

/// Words that mark a field as one to search with.
const SEARCH_WORDS: &[&str] =
    &["search", "søg", "soeg", "query", "find", "filter", "suggest", "term", "keyword", "navn", "name"];
/// Field names that mean a search by themselves.
const SEARCH_NAMES: &[&str] =
    &["q", "s", "query", "search", "soeg", "sog", "søg", "term", "find", "keyword", "keywords", "text", "name", "navn"];

/// A form as it stands in a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Form {
    /// Lower-case method.
    pub method: String,
    /// Address as written; empty for the page itself.
    pub action: String,
    /// Fields in order.
    pub fields: Vec<Field>,
    /// Button texts, legend and the like, for the safety words.
    pub label: String,
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Field {
    /// Name; fields without one are not sent.
    pub name: String,
    /// Input type, or `select`, `textarea`.
    pub kind: String,
    /// Value that the page gave it.
    pub value: String,
    /// Options of a `<select>`, values of a radio group.
    pub options: Vec<String>,
    /// Placeholder, label, aria-label.
    pub label: String,
}

/// Reads every form of a page.
pub(crate) fn read(html: &Html) -> Vec<Form> {
    let parse = |s| Selector::parse(s).expect("a constant selector");
    let (form, field, option, button) = (
        parse("form"),
        parse("input, select, textarea"),
        parse("option"),
        parse("button, input[type=submit], legend, h1, h2, h3"),
    );
    html.select(&form)
        .map(|form| {
            let mut fields: Vec<Field> = Vec::new();
            for element in form.select(&field) {
                let Some(name) = element.attr("name").filter(|n| !n.is_empty()) else { continue };
                let kind = match element.value().name() {
                    "input" => element.attr("type").unwrap_or("text").to_ascii_lowercase(),
                    other => other.to_owned(),
                };
                if matches!(kind.as_str(), "submit" | "image" | "button" | "reset") {
                    continue;
                }
                let value = element.attr("value").unwrap_or_default().to_owned();
                if kind == "radio"
                    && let Some(group) = fields.iter_mut().find(|f| f.name == name)
                {
                    group.options.push(value);
                    continue;
                }
                let options = match kind.as_str() {
                    "select" => element
                        .select(&option)
                        .map(|o| o.attr("value").map_or_else(|| text(&o), str::to_owned))
                        .collect(),
                    "radio" => vec![value.clone()],
                    _ => Vec::new(),
                };
                let label = ["placeholder", "aria-label", "title", "id"]
                    .iter()
                    .filter_map(|a| element.attr(a))
                    .collect::<Vec<_>>()
                    .join(" ");
                fields.push(Field { name: name.to_owned(), kind, value, options, label });
            }
            let mut label = form
                .select(&button)
                .map(|b| format!("{} {}", text(&b), b.attr("value").unwrap_or_default()))
                .collect::<Vec<_>>()
                .join(" ");
            for attribute in ["aria-label", "id", "role", "title"] {
                label.push(' ');
                label.push_str(form.attr(attribute).unwrap_or_default());
            }
            Form {
                method: form.attr("method").unwrap_or("get").trim().to_ascii_lowercase(),
                action: form.attr("action").unwrap_or_default().trim().to_owned(),
                fields,
                label: label.split_whitespace().collect::<Vec<_>>().join(" "),
            }
        })
        .collect()
}

fn text(element: &ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Form {
    /// The word that forbids this form, if any: its buttons, action, field names and fixed values are looked at.
    pub(crate) fn danger(&self) -> Option<&'static str> {
        let parts = [self.label.as_str(), self.action.as_str()];
        let fixed = self.fields.iter().filter(|f| f.kind == "hidden").flat_map(|f| [f.name.as_str(), f.value.as_str()]);
        parts.into_iter().chain(fixed).find_map(Scope::dangerous_word)
    }

    /// The field that a person would search with.
    pub(crate) fn search_field(&self) -> Option<&Field> {
        let typed = |f: &&Field| matches!(f.kind.as_str(), "text" | "search" | "email" | "tel" | "");
        self.fields
            .iter()
            .filter(typed)
            .find(|f| f.kind == "search" || SEARCH_NAMES.contains(&f.name.to_lowercase().as_str()))
            .or_else(|| {
                self.fields.iter().filter(typed).find(|f| {
                    let words = format!("{} {} {}", f.name, f.label, self.label).to_lowercase();
                    SEARCH_WORDS.iter().any(|w| words.contains(w))
                })
            })
    }

    /// The addresses that sending this form by GET leads to: once with safe values, and once for each option of each
    /// select and radio group (a few). Empty for other methods.
    pub(crate) fn addresses(&self, page: &Url, base: Option<&str>) -> Vec<Url> {
        if self.method != "get" {
            return Vec::new();
        }
        let plain: Vec<(String, String)> =
            self.fields.iter().filter_map(|f| Some((f.name.clone(), safe_value(f)?))).collect();
        let mut variants = vec![plain.clone()];
        for field in self.fields.iter().filter(|f| !f.options.is_empty()) {
            for option in field.options.iter().filter(|o| !o.is_empty()).take(8) {
                let mut row = plain.clone();
                row.retain(|(name, _)| name != &field.name);
                row.push((field.name.clone(), option.clone()));
                variants.push(row);
            }
        }
        let mut found: Vec<Url> = variants.iter().filter_map(|row| self.address(page, base, row)).collect();
        found.dedup();
        found
    }

    /// The search address of this form with `{{value}}` in the place of the query, if it is a GET search.
    pub(crate) fn search_address(&self, page: &Url, base: Option<&str>) -> Option<String> {
        let field = self.search_field().filter(|_| self.method == "get")?;
        let mut row: Vec<(String, String)> = self
            .fields
            .iter()
            .filter(|f| f.name != field.name)
            .filter_map(|f| {
                Some((
                    f.name.clone(),
                    match f.kind.as_str() {
                        "hidden" | "select" | "radio" => safe_value(f)?,
                        _ => return None,
                    },
                ))
            })
            .collect();
        row.push((field.name.clone(), "KLARSYNVALUE".into()));
        Some(self.address(page, base, &row)?.to_string().replace("KLARSYNVALUE", "{{value}}"))
    }

    fn address(&self, page: &Url, base: Option<&str>, row: &[(String, String)]) -> Option<Url> {
        let mut url = if self.action.is_empty() {
            page.clone()
        } else {
            base.and_then(|b| page.join(b).ok()).unwrap_or_else(|| page.clone()).join(&self.action).ok()?
        };
        url.set_fragment(None);
        url.query_pairs_mut().clear().extend_pairs(row);
        Some(url)
    }
}

/// A value that asks for as much as possible and harms nobody; none where the field is best not sent.
pub(crate) fn safe_value(field: &Field) -> Option<String> {
    if !field.value.is_empty() && field.kind != "checkbox" {
        return Some(field.value.clone());
    }
    Some(match field.kind.as_str() {
        "checkbox" => {
            if field.value.is_empty() {
                "on".into()
            } else {
                field.value.clone()
            }
        }
        "radio" | "select" => field.options.first()?.clone(),
        "number" | "range" => "1".into(),
        "date" => "2026-01-01".into(),
        "month" => "2026-01".into(),
        "week" => "2026-W01".into(),
        "time" => "12:00".into(),
        "datetime-local" => "2026-01-01T12:00".into(),
        "color" => "#000000".into(),
        "email" => "laes@klarsyn.example".into(),
        "tel" => "00000000".into(),
        "url" => "https://klarsyn.example/".into(),
        "file" | "password" => return None,
        // An empty text asks a search for everything.
        _ => String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(body: &str) -> Vec<Form> {
        read(&Html::parse_document(body))
    }

    #[test]
    fn a_get_form_leads_to_one_address_for_each_option() {
        let page = Url::parse("http://h/list").unwrap();
        let form = &forms(
            "<form action=/find><input name=q><select name=s><option>a<option value=b>B</select><input type=hidden name=t value=9></form>",
        )[0];
        let all: Vec<String> = form.addresses(&page, None).iter().map(Url::to_string).collect();
        assert_eq!(all, ["http://h/find?q=&s=a&t=9", "http://h/find?q=&t=9&s=a", "http://h/find?q=&t=9&s=b"]);
    }

    #[test]
    fn a_search_form_gives_the_address_that_the_probes_ask() {
        let page = Url::parse("http://h/list").unwrap();
        let form =
            &forms("<form action=/find><input type=search name=q><input type=hidden name=job value=3></form>")[0];
        assert_eq!(form.search_address(&page, None).as_deref(), Some("http://h/find?job=3&q={{value}}"));
        let other = &forms("<form method=post action=/find><input type=search name=q></form>")[0];
        assert_eq!(other.search_address(&page, None), None);
    }

    #[test]
    fn post_forms_lead_nowhere() {
        let page = Url::parse("http://h/").unwrap();
        assert!(forms("<form method=POST action=/x><input name=a></form>")[0].addresses(&page, None).is_empty());
    }
}
