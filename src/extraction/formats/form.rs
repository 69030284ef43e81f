//! Fields of a submitted form: what a page tells a third party is mostly in this form.

use crate::extraction::Part;
use crate::extraction::work::{Input, Work};

/// Whether text is a submitted form: by its declared type, or nothing but pairs.
pub(crate) fn looks_like_form(head: &str, declared: &str) -> bool {
    declared.is_empty()
        && head.len() < 4096
        && !head.contains(char::is_whitespace)
        && head.split('&').all(|pair| pair.split_once('=').is_some_and(|(name, _)| !name.is_empty() && name.len() < 80))
}

/// Reads each pair, as it stands and decoded.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let (text, exact) = input.text();
    let span = exact.and_then(|e| input.span(e, e + text.len()));
    work.text(input, Part::Data, "", text.as_ref(), span);
    for (index, (name, value)) in url::form_urlencoded::parse(text.trim().as_bytes()).enumerate() {
        if work.stopped() {
            break;
        }
        let place =
            format!("field[{}] > {}", index + 1, name.chars().filter(|c| !c.is_control()).take(80).collect::<String>());
        work.text(input, Part::Data, &place, value.as_ref(), None);
        work.nested_value(input, &place, &value);
    }
    Ok(())
}
