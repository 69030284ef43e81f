//! What was there before anybody applied.

use super::*;

#[test]
fn what_was_there_before_anybody_applied_is_explained_and_a_strong_value_spoils_the_run() {
    let mut input = with(seen(5, "reviewer", "before", "/me", vec![hit("c1", "nav")]));
    input.sightings.push(seen(9, "reviewer", "received", "/me", vec![hit("c1", "nav")]));
    let result = assess(&input);
    assert_eq!(leaks(&result).len(), 0);
    assert_eq!(result.verdict, Verdict::Inconclusive, "a target that already holds the applicants proves nothing");
    assert!(result.reasons.iter().any(|r| r.contains("before")), "{:#?}", result.reasons);
}

#[test]
fn a_name_or_a_word_that_was_there_before_explains_only_the_name_in_the_same_place() {
    let as_attribute =
        |attribute, value: &str, place: &str| Match { attribute, value: value.into(), ..hit("c1", place) };
    let mut input = with(seen(
        5,
        "reviewer",
        "before",
        "/list",
        vec![as_attribute(AttributeId::D01, "Ida", "header"), as_attribute(AttributeId::P01, "Kvinde", "td[1]")],
    ));
    input.sightings.push(seen(
        9,
        "reviewer",
        "received",
        "/list",
        vec![
            as_attribute(AttributeId::D01, "Ida", "header"),
            as_attribute(AttributeId::D01, "Ida", "td[2]"),
            as_attribute(AttributeId::P01, "Kvinde", "td[1]"),
        ],
    ));
    let result = assess(&input);
    let found: Vec<(AttributeId, &str)> =
        leaks(&result).iter().map(|f| (f.attribute.id, f.surface.place.as_str())).collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().any(|(id, place)| *id == AttributeId::D01 && place.starts_with("td")), "{found:?}");
    assert!(found.iter().any(|(id, _)| *id == AttributeId::P01), "{found:?}");
}

#[test]
fn a_look_before_anybody_applied_that_was_asked_for_and_not_made_proves_nothing() {
    let mut input = clean();
    input.controls.look_before = true;
    let result = assess(&input);
    assert_eq!(result.verdict, Verdict::Inconclusive);
    assert!(result.reasons.iter().any(|r| r.contains("did not look before")), "{:#?}", result.reasons);
}
