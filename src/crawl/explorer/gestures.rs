//! What can be done in a page state, and doing it as a person would.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::target::{Browser, Press, TargetError};

/// Keys as WebDriver writes them (W3C WebDriver, 17.4.2).
const DOWN: char = '\u{E015}';
const RIGHT: char = '\u{E014}';
const ENTER: char = '\u{E007}';
const ESCAPE: char = '\u{E00C}';
const TAB: char = '\u{E004}';
/// How long a long press lasts.
const LONG: Duration = Duration::from_millis(700);

/// One thing that can be done.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Action {
    /// CSS selectors joined by ` >>> `, one for each shadow root or frame that is entered.
    pub path: String,
    /// `click`, `hover`, `option` ...
    pub gesture: String,
    /// What a person reads on it.
    pub label: String,
    /// Gesture and place: equal for the rows of a table.
    class: String,
    /// All words that may give a danger away.
    pub danger: String,
    /// Markup of the row around it.
    pub context: String,
    /// The option to choose or text to type.
    #[serde(default)]
    pub value: Option<String>,
    /// What the option said when it was judged harmless.
    #[serde(default)]
    said: Option<String>,
    /// One of many options of a list: tried after the one before it, without going back.
    #[serde(default)]
    pub further: bool,
}

impl Action {
    /// In words, for the report: enough to do it again by hand.
    pub(super) fn words(&self) -> String {
        let label: String = self.label.chars().take(60).collect();
        let after = if self.further { " after options before it" } else { "" };
        format!("{} {} ({label}){after}", self.gesture, self.path)
    }

    /// Whether doing it again may show more: scrolling on, and buttons that ask for more.
    pub(super) fn may_go_on(&self) -> bool {
        const WORDS: [&str; 10] =
            ["mere", "flere", "næste", "indlæs", "more", "next", "load", "older", "ældre", "fremad"];
        let label = self.label.to_lowercase();
        let asks = label.split(|c: char| !c.is_alphabetic()).any(|word| WORDS.contains(&word));
        self.gesture == "scroll" || (self.gesture == "click" && asks)
    }

    /// The class of equivalent actions. Buttons that say different things are different.
    pub(super) fn kind(&self) -> String {
        let label: String = self.label.chars().filter(|c| c.is_alphabetic()).take(24).collect();
        let value = self.value.as_deref().unwrap_or_default();
        format!("{} {label} {value}", self.class)
    }
}

/// What can be done in a state.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Found {
    /// The actions.
    pub actions: Vec<Action>,
    /// Elements, options and depths that were too many to be listed.
    pub cut: u32,
}

/// Lists what can be done in the current state.
pub(super) async fn discover(browser: &mut Browser) -> Result<Found, TargetError> {
    let found = browser.execute(include_str!("actions.js"), Vec::new()).await?;
    // A page may change our answer only by being broken: then nothing is listed, and that is told.
    Ok(serde_json::from_value(found).unwrap_or(Found { cut: 1, ..Found::default() }))
}

/// Does it; false where the element is not there.
pub(super) async fn perform(browser: &mut Browser, action: &Action) -> Result<bool, TargetError> {
    let gesture = action.gesture.as_str();
    match gesture {
        "keys" | "shortcuts" | "type" => return keyboard(browser, action).await,
        "drag" => return drag(browser, action).await,
        // What a script does here is what the browser tells the page of: focus and toggling are trusted events, and an option
        // that is chosen over WebDriver is told by a made event as well (W3C WebDriver, 12.5.1).
        "details" | "focus" | "option" | "scroll" => {
            let value = match gesture {
                "option" => json!(json!([action.value, action.said]).to_string()),
                _ => action.value.clone().map_or(Value::Null, Value::String),
            };
            let found = locate(browser, &action.path, gesture, value).await?;
            if gesture == "scroll" {
                wheel(browser).await?;
            }
            return Ok(!found.is_null());
        }
        _ => {}
    }
    if gesture == "submit" && locate(browser, &action.path, "fill form", Value::Null).await?.is_null() {
        return Ok(false);
    }
    let place = locate(browser, &action.path, "", Value::Null).await?;
    if place.is_null() {
        return Ok(false);
    }
    let (x, y) = (place["x"].as_f64().unwrap_or(0.0), place["y"].as_f64().unwrap_or(0.0));
    let pressed = place["visible"].as_bool() == Some(true) && browser.mouse(press(gesture), x, y).await.is_ok();
    if !pressed {
        // Covered, of no size, or outside of what the driver reaches: the script does it.
        let gesture = if gesture == "submit" { "click" } else { gesture };
        locate(browser, &action.path, gesture, Value::Null).await?;
    }
    Ok(true)
}

/// What became of options that were chosen one after the other.
#[derive(Debug, Deserialize)]
pub(super) struct Chosen {
    /// Those after which the document showed something else.
    pub noticed: Vec<usize>,
    /// How many were chosen.
    pub done: usize,
    /// Whether the one behind these started something that does not end by itself.
    pub stuck: bool,
}

/// Chooses options of one list one after the other, each when the page has come to rest after the one before it. None where
/// the list is not there, or led elsewhere.
pub(super) async fn choose_all(browser: &mut Browser, options: &[Action]) -> Result<Option<Chosen>, TargetError> {
    let Some(first) = options.first() else { return Ok(None) };
    let values: Vec<_> = options.iter().map(|option| json!([option.value, option.said])).collect();
    match locate(browser, &first.path, "options", json!(json!(values).to_string())).await {
        Err(lost @ TargetError::BrowserLost(_)) => Err(lost),
        // A list may lead to another page, and then our script ends with the one it was on.
        Err(_) => Ok(None),
        Ok(told) => Ok(serde_json::from_value(told).ok()),
    }
}

/// Drags with the mouse to each place that listens for it; where nothing was dropped by that, the script tells the page.
async fn drag(browser: &mut Browser, action: &Action) -> Result<bool, TargetError> {
    let places = locate(browser, &action.path, "drop places", Value::Null).await?;
    if places.is_null() {
        return Ok(false);
    }
    let point = |place: &Value| Some((place["x"].as_f64()?, place["y"].as_f64()?));
    let targets = places["targets"].as_array().map(Vec::as_slice).unwrap_or_default();
    if let Some(from) = point(&places).filter(|_| places["visible"].as_bool() == Some(true)) {
        for to in targets.iter().filter_map(point) {
            match browser.drag(from, to).await {
                Err(lost @ TargetError::BrowserLost(_)) => return Err(lost),
                Err(_) => break,
                Ok(()) => {}
            }
        }
        let dropped = browser.execute("return !!(window.__klarsyn || {}).dropped", Vec::new()).await?;
        if dropped.as_bool() == Some(true) {
            return Ok(true);
        }
    }
    Ok(!locate(browser, &action.path, "drag", Value::Null).await?.is_null())
}

/// Presses keys as a person would: on what has the focus. What cannot have it, and fields with a picker of their own, are
/// told by the script.
async fn keyboard(browser: &mut Browser, action: &Action) -> Result<bool, TargetError> {
    let place = locate(browser, &action.path, "take focus", json!(action.gesture)).await?;
    if place.is_null() {
        return Ok(false);
    }
    let keys = match action.gesture.as_str() {
        "keys" => format!("{DOWN}{ENTER}"),
        "shortcuts" => format!("{ESCAPE}{DOWN}{RIGHT}/?"),
        // Leaving the field tells the page that it was changed.
        _ => format!("{}{TAB}", place["typed"].as_str().unwrap_or_default()),
    };
    if place["focused"].as_bool() == Some(true) && browser.keys(&keys).await.is_ok() {
        return Ok(true);
    }
    Ok(!locate(browser, &action.path, &action.gesture, json!("a")).await?.is_null())
}

async fn locate(browser: &mut Browser, path: &str, gesture: &str, value: Value) -> Result<Value, TargetError> {
    browser.execute(include_str!("locate.js"), vec![json!(path), json!(gesture), value]).await
}

/// What a gesture does with the mouse.
fn press(gesture: &str) -> Press {
    match gesture {
        "hover" => Press::None,
        "context menu" => Press::Right,
        "double click" => Press::Double,
        "long press" => Press::Long(LONG),
        _ => Press::Left,
    }
}

/// One turn of the wheel, for pages that listen to it.
async fn wheel(browser: &mut Browser) -> Result<(), TargetError> {
    match browser.wheel(2_000).await {
        Err(lost @ TargetError::BrowserLost(_)) => Err(lost),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_table_are_one_class_and_buttons_with_other_words_are_not() {
        let action = |label: &str| Action {
            path: "tr".into(),
            gesture: "click".into(),
            label: label.into(),
            class: "click table>tr>button".into(),
            danger: String::new(),
            context: String::new(),
            value: None,
            said: None,
            further: false,
        };
        assert_eq!(action("Åbn 1").kind(), action("Åbn 2").kind());
        assert_ne!(action("Åbn 1").kind(), action("Eksportér").kind());
    }
}
