//! Forms as a browser would send them: found by the fields that were filled, with everything that was already in them.
//! Pure: HTML and entries in, one [`Prepared`] request out.

use scraper::{ElementRef, Html, Node, Selector};
use url::Url;

use super::error::suggestion;
use super::values::Upload;

/// What a step puts into one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entry {
    Text(String),
    Choice(String),
    Tick(bool),
    File(Upload),
}

/// A form ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Prepared {
    pub method: String,
    pub action: Url,
    pub multipart: bool,
    pub fields: Vec<(String, String)>,
    pub files: Vec<(String, Upload)>,
    /// For each entry, the name of the field that it went into.
    pub names: Vec<String>,
}

/// A button: CSS selector, or `name=value`.
pub(super) type Entries = [(String, Entry)];

/// Chooses the form, fills it, and lists what a browser would send.
///
/// The error says which field is not there, or that several forms fit.
pub(super) fn prepare(
    html: &str,
    page: &Url,
    form: Option<&str>,
    button: Option<&str>,
    entries: &Entries,
) -> Result<Prepared, String> {
    let document = Html::parse_document(html);
    let forms = forms(&document);
    if forms.is_empty() {
        return Err("the page has no form".into());
    }
    let chosen = choose(&document, &forms, form, button, entries)?;
    fill(&document, chosen, page, button, entries)
}

struct Form<'a> {
    element: ElementRef<'a>,
    controls: Vec<ElementRef<'a>>,
}

fn select(css: &str) -> Result<Selector, String> {
    Selector::parse(css).map_err(|_| format!("`{css}` is no CSS selector"))
}

fn forms(document: &Html) -> Vec<Form<'_>> {
    let (Ok(form), Ok(control)) = (Selector::parse("form"), Selector::parse("input, select, textarea, button")) else {
        return Vec::new();
    };
    let all: Vec<ElementRef<'_>> = document.select(&control).collect();
    document
        .select(&form)
        .filter(|f| !f.attr("method").is_some_and(|m| m.eq_ignore_ascii_case("dialog")))
        .map(|element| {
            let id = element.attr("id");
            let controls = all
                .iter()
                .copied()
                .filter(|c| match c.attr("form") {
                    Some(owner) => Some(owner) == id,
                    None => c.ancestors().find(|a| is_element(*a, "form")).is_some_and(|a| a.id() == element.id()),
                })
                .collect();
            Form { element, controls }
        })
        .collect()
}

fn is_element(node: ego_tree::NodeRef<'_, Node>, name: &str) -> bool {
    ElementRef::wrap(node).is_some_and(|e| e.value().name() == name)
}

fn kind<'a>(control: &ElementRef<'a>) -> &'a str {
    match control.value().name() {
        "input" => control.value().attr("type").unwrap_or("text"),
        "button" => control.value().attr("type").unwrap_or("submit"),
        other => match other {
            "select" => "select",
            _ => "textarea",
        },
    }
}

fn is_kind(control: &ElementRef<'_>, kinds: &[&str]) -> bool {
    kinds.iter().any(|k| kind(control).eq_ignore_ascii_case(k))
}

fn disabled(control: &ElementRef<'_>) -> bool {
    control.attr("disabled").is_some()
        || control
            .ancestors()
            .filter_map(ElementRef::wrap)
            .any(|a| a.value().name() == "fieldset" && a.attr("disabled").is_some())
}

/// The controls that a key means: by name, by `name=value` for boxes, or by CSS selector.
fn meant<'a>(form: &Form<'a>, key: &str) -> Vec<ElementRef<'a>> {
    let not_button = |c: &&ElementRef<'a>| !is_kind(c, &["submit", "image", "reset", "button"]);
    let by_name: Vec<_> =
        form.controls.iter().filter(not_button).filter(|c| c.attr("name") == Some(key)).copied().collect();
    if !by_name.is_empty() {
        return by_name;
    }
    if let Some((name, value)) = key.split_once('=') {
        let by_value: Vec<_> = form
            .controls
            .iter()
            .filter(|c| c.attr("name") == Some(name) && c.attr("value").unwrap_or("on") == value)
            .filter(not_button)
            .copied()
            .collect();
        if !by_value.is_empty() {
            return by_value;
        }
    }
    match Selector::parse(key) {
        Ok(selector) => form.controls.iter().filter(not_button).filter(|c| selector.matches(c)).copied().collect(),
        Err(_) => Vec::new(),
    }
}

fn buttons<'a>(form: &Form<'a>, wanted: &str) -> Option<ElementRef<'a>> {
    let mut all = form.controls.iter().filter(|c| is_kind(c, &["submit", "image"]));
    if let Some((name, value)) = wanted.split_once('=')
        && let Some(found) = all.clone().find(|c| c.attr("name") == Some(name) && c.attr("value") == Some(value))
    {
        return Some(*found);
    }
    let selector = Selector::parse(wanted).ok()?;
    all.find(|c| selector.matches(c)).copied()
}

fn choose<'f, 'a>(
    document: &'a Html,
    forms: &'f [Form<'a>],
    form: Option<&str>,
    button: Option<&str>,
    entries: &Entries,
) -> Result<&'f Form<'a>, String> {
    let mut candidates: Vec<&Form<'a>> = forms.iter().collect();
    if let Some(css) = form {
        let selector = select(css)?;
        let marked: Vec<_> = document.select(&selector).map(|e| e.id()).collect();
        candidates
            .retain(|f| marked.contains(&f.element.id()) || f.element.descendants().any(|d| marked.contains(&d.id())));
        if candidates.is_empty() {
            return Err(format!("no form of the page is, or holds, a `{css}`"));
        }
    }
    let missing = |f: &Form<'a>| entries.iter().filter(|(key, _)| meant(f, key).is_empty()).count();
    candidates.sort_by_key(|f| missing(f));
    let best = candidates.first().map_or(0, |f| missing(f));
    if best > 0 {
        let closest = candidates[0];
        let key = entries.iter().map(|(k, _)| k).find(|k| meant(closest, k).is_empty()).map_or("", |k| k.as_str());
        let names: std::collections::BTreeSet<&str> = candidates
            .iter()
            .flat_map(|f| &f.controls)
            .filter(|c| !is_kind(c, &["hidden", "submit", "image", "reset", "button"]))
            .filter_map(|c| c.attr("name"))
            .collect();
        return Err(format!("no form of the page has a field `{key}`; {}", suggestion(key, names)));
    }
    candidates.retain(|f| missing(f) == 0);
    if let Some(wanted) = button {
        candidates.retain(|f| buttons(f, wanted).is_some());
        if candidates.is_empty() {
            return Err(format!("no form with these fields has a button `{wanted}`"));
        }
    }
    if candidates.len() > 1 {
        // A search box or a logout button beside the real form: prefer the one that writes.
        let writing: Vec<_> = candidates.iter().copied().filter(|f| method(f, None) == "POST").collect();
        if writing.len() != 1 {
            return Err(format!("{} forms of the page fit; name one with `form:`", candidates.len()));
        }
        return Ok(writing[0]);
    }
    candidates.first().copied().ok_or_else(|| "no form of the page fits".into())
}

fn method(form: &Form<'_>, button: Option<&ElementRef<'_>>) -> String {
    button.and_then(|b| b.attr("formmethod")).or(form.element.attr("method")).unwrap_or("GET").to_ascii_uppercase()
}

fn label_of(document: &Html, control: &ElementRef<'_>) -> String {
    let text = |e: ElementRef<'_>| e.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(wrapping) = control.ancestors().filter_map(ElementRef::wrap).find(|a| a.value().name() == "label") {
        return text(wrapping);
    }
    let (Some(id), Ok(labels)) = (control.attr("id"), Selector::parse("label")) else { return String::new() };
    document.select(&labels).find(|l| l.attr("for") == Some(id)).map(text).unwrap_or_default()
}

fn option_text(option: &ElementRef<'_>) -> String {
    option.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn option_value(option: &ElementRef<'_>) -> String {
    option.attr("value").map_or_else(|| option_text(option), str::to_owned)
}

fn fill(
    document: &Html,
    form: &Form<'_>,
    page: &Url,
    button: Option<&str>,
    entries: &Entries,
) -> Result<Prepared, String> {
    let pressed = match button {
        Some(wanted) => buttons(form, wanted),
        // What a browser presses when a person hits Enter: the first button of the form.
        None => form.controls.iter().find(|c| is_kind(c, &["submit", "image"]) && !disabled(c)).copied(),
    };
    let mut names = Vec::new();
    // For each control, the entry that was made for it; a later entry wins.
    let mut made: Vec<(ego_tree::NodeId, &Entry)> = Vec::new();
    for (key, entry) in entries {
        let mut targets = meant(form, key);
        let name = targets.first().and_then(|c| c.attr("name")).unwrap_or(key).to_owned();
        let wrong = |what: &str| Err(format!("field `{key}` is {what}"));
        let first_kind = targets.first().map_or("", kind).to_ascii_lowercase();
        match entry {
            Entry::Text(_) => match first_kind.as_str() {
                "file" => return wrong("a file field: use `upload`"),
                "checkbox" => return wrong("a box: use `check`"),
                "radio" | "select" => return wrong("a choice: use `select`"),
                _ => targets.truncate(1),
            },
            Entry::File(_) => match first_kind.as_str() {
                "file" => targets.truncate(1),
                _ => return wrong("no file field: use `fill`"),
            },
            Entry::Tick(_) => match first_kind.as_str() {
                "checkbox" | "radio" => targets.truncate(1),
                _ => return wrong("no box: use `fill` or `select`"),
            },
            Entry::Choice(wanted) => match first_kind.as_str() {
                "radio" | "checkbox" => {
                    let group = targets.clone();
                    targets.retain(|c| c.attr("value").unwrap_or("on") == wanted || label_of(document, c) == *wanted);
                    targets.truncate(1);
                    if targets.is_empty() {
                        let values: Vec<&str> = group.iter().filter_map(|c| c.attr("value")).collect();
                        return wrong(&format!("without a choice `{wanted}`; {}", suggestion(wanted, values)));
                    }
                }
                "select" => targets.truncate(1),
                _ => return wrong("no choice: use `fill`"),
            },
        }
        names.push(name);
        made.extend(targets.iter().map(|t| (t.id(), entry)));
    }

    let (mut fields, mut files) = (Vec::new(), Vec::new());
    for control in &form.controls {
        let is_pressed = pressed.is_some_and(|p| p.id() == control.id());
        if disabled(control) {
            continue;
        }
        let Some(name) = control.attr("name").filter(|n| !n.is_empty()) else { continue };
        let entry = made.iter().rev().find(|(id, _)| *id == control.id()).map(|(_, e)| *e);
        let value = control.attr("value");
        match kind(control).to_ascii_lowercase().as_str() {
            "submit" | "image" if is_pressed => {
                fields.push((name.to_owned(), value.unwrap_or_default().to_owned()));
            }
            "submit" | "image" | "reset" | "button" => {}
            "file" => {
                if let Some(Entry::File(upload)) = entry {
                    files.push((name.to_owned(), upload.clone()));
                }
            }
            kind @ ("checkbox" | "radio") => {
                let ticked = match entry {
                    Some(Entry::Tick(ticked)) => *ticked,
                    Some(_) => true,
                    // Choosing one radio button releases the others of its name.
                    None if kind == "radio" && group_was_chosen(form, name, &made) => false,
                    None => control.attr("checked").is_some(),
                };
                if ticked {
                    fields.push((name.to_owned(), value.unwrap_or("on").to_owned()));
                }
            }
            "select" => fields.extend(chosen_options(control, name, entry)?),
            "textarea" => {
                let text = match entry {
                    Some(Entry::Text(text)) => text.clone(),
                    _ => {
                        let text: String = control.text().collect();
                        text.strip_prefix('\n').map_or(text.clone(), str::to_owned)
                    }
                };
                // Line ends as browsers send them (HTML standard, form submission).
                fields.push((name.to_owned(), text.replace("\r\n", "\n").replace('\n', "\r\n")));
            }
            _ => {
                let text = match entry {
                    Some(Entry::Text(text)) => text.replace(['\r', '\n'], " "),
                    _ => value.unwrap_or_default().to_owned(),
                };
                fields.push((name.to_owned(), text));
            }
        }
    }
    let action = pressed.and_then(|b| b.attr("formaction")).or(form.element.attr("action")).unwrap_or_default().trim();
    let action = if action.is_empty() { Ok(page.clone()) } else { base_of(document, page).join(action) };
    let action = action.map_err(|e| format!("the form's address is none ({e})"))?;
    let encoding = pressed.and_then(|b| b.attr("formenctype")).or(form.element.attr("enctype")).unwrap_or_default();
    Ok(Prepared {
        method: method(form, pressed.as_ref()),
        action,
        multipart: encoding.eq_ignore_ascii_case("multipart/form-data"),
        fields,
        files,
        names,
    })
}

fn group_was_chosen(form: &Form<'_>, name: &str, made: &[(ego_tree::NodeId, &Entry)]) -> bool {
    form.controls
        .iter()
        .filter(|c| c.attr("name") == Some(name))
        .any(|c| made.iter().any(|(id, e)| *id == c.id() && **e != Entry::Tick(false)))
}

fn chosen_options(
    control: &ElementRef<'_>,
    name: &str,
    entry: Option<&Entry>,
) -> Result<Vec<(String, String)>, String> {
    let selector = select("option")?;
    let options: Vec<ElementRef<'_>> = control.select(&selector).collect();
    let pair = |o: &ElementRef<'_>| (name.to_owned(), option_value(o));
    if let Some(Entry::Choice(wanted)) = entry {
        let found = options.iter().find(|o| option_value(o) == *wanted).or_else(|| {
            let wanted = wanted.split_whitespace().collect::<Vec<_>>().join(" ");
            options.iter().find(|o| option_text(o) == wanted)
        });
        return match found {
            Some(option) => Ok(vec![pair(option)]),
            None => {
                let values: Vec<String> = options.iter().map(option_value).collect();
                let help = suggestion(wanted, values.iter().map(String::as_str).collect::<Vec<_>>());
                Err(format!("field `{name}` has no option `{wanted}`; {help}"))
            }
        };
    }
    let selected: Vec<_> = options.iter().filter(|o| o.attr("selected").is_some()).collect();
    if control.attr("multiple").is_some() {
        return Ok(selected.into_iter().map(pair).collect());
    }
    let first = options.iter().find(|o| o.attr("disabled").is_none());
    Ok(selected.last().copied().or(first).map(pair).into_iter().collect())
}

fn base_of(document: &Html, page: &Url) -> Url {
    Selector::parse("base[href]")
        .ok()
        .and_then(|s| document.select(&s).next())
        .and_then(|b| page.join(b.attr("href")?).ok())
        .unwrap_or_else(|| page.clone())
}

/// What a click on the element of `css` does without a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ClickTarget {
    /// Opens an address.
    Link(Url),
    /// Sends the form of this button.
    Button,
}

/// Finds the element of `css` and says what a click on it does.
pub(super) fn click_target(html: &str, page: &Url, css: &str) -> Result<ClickTarget, String> {
    let document = Html::parse_document(html);
    let selector = select(css)?;
    let element = document.select(&selector).next().ok_or_else(|| format!("no element of the page is a `{css}`"))?;
    if matches!(element.value().name(), "input" | "button") && is_kind(&element, &["submit", "image"]) {
        return Ok(ClickTarget::Button);
    }
    let link = std::iter::once(element)
        .chain(element.ancestors().filter_map(ElementRef::wrap))
        .find(|e| e.value().name() == "a" && e.attr("href").is_some());
    match link.and_then(|a| a.attr("href")) {
        Some(href) => base_of(&document, page)
            .join(href.trim())
            .map(ClickTarget::Link)
            .map_err(|e| format!("the link `{href}` is no address ({e})")),
        None => Err(format!("`{css}` is neither a link nor a button: play it with `via: browser`")),
    }
}
