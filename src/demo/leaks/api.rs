//! Leaks of the interfaces that programs use: REST (C08), GraphQL (C09), WebSocket (C32), mobile (C33).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::{Spot, words};
use crate::candidates::attribute::AttributeId;
use crate::demo::store::Application;

type Object = Map<String, Value>;

/// Too much in one entry of the list.
pub(in crate::demo) fn rest_list(leaks: &Spot<'_>, a: &Application, entry: &mut Object) {
    if leaks.on("c08-api-email") {
        leaks.leaked_email("c08-api-email", a);
        entry.insert("kontakt".into(), json!({ "email": a.who.email }));
    }
}

/// Too much in the detail.
pub(in crate::demo) fn rest(leaks: &Spot<'_>, a: &Application, entry: &mut Object) {
    if leaks.on("c08-api-address") {
        let (street, city) = (&a.who.address, &a.who.postcode_city);
        leaks.leaked("c08-api-address", a, &[(AttributeId::D08, street), (AttributeId::D09, city)]);
        entry.insert("bopael".into(), json!({ "vej": street, "postby": city }));
    }
    if leaks.on("c08-api-token") {
        leaks.leaked_name("c08-api-token", a);
        entry.insert("sidenoegle".into(), STANDARD.encode(words::percent(&a.full_name())).into());
    }
    if leaks.on("c39-reference") {
        leaks.leaked_email("c39-reference", a);
        entry.insert("ref".into(), words::sha256_hex(&a.who.email).into());
    }
}

/// The field `kontakt` of GraphQL: empty for reviewers, unless it leaks.
pub(in crate::demo) fn graphql_contact(leaks: &Spot<'_>, a: &Application) -> Value {
    if leaks.on("c09-graphql-phone") {
        leaks.leaked("c09-graphql-phone", a, &[(AttributeId::D07, &a.who.phone)]);
        return a.who.phone.as_str().into();
    }
    Value::Null
}

/// Too much in an event over WebSocket.
pub(in crate::demo) fn socket(leaks: &Spot<'_>, a: &Application, event: &mut Object) {
    if leaks.on("c32-socket") {
        leaks.leaked_name("c32-socket", a);
        event.insert("oprettetAf".into(), a.full_name().into());
    }
}

/// Too much for the mobile app.
pub(in crate::demo) fn mobile(leaks: &Spot<'_>, a: &Application, entry: &mut Object) {
    if leaks.on("c33-mobile") {
        leaks.leaked("c33-mobile", a, &[(AttributeId::D07, &a.who.phone)]);
        entry.insert("ring".into(), a.who.phone.as_str().into());
    }
}
