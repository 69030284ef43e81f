//! Leaks of what is written about an application: mails (C24), calendar (C25), notes (C26), history (C27), integrations
//! (C35), references (C41).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Spot;
use crate::candidates::attribute::AttributeId;
use crate::demo::store::Application;

/// The sender that stands in the subject, in the place of the pseudonym.
pub(in crate::demo) fn mail(leaks: &Spot<'_>, a: &Application) -> Option<String> {
    if leaks.on("c24-mail-subject") {
        leaks.leaked_name("c24-mail-subject", a);
        return Some(a.full_name());
    }
    None
}

/// The `From` header of the mail's file, name as an encoded word (RFC 2047).
pub(in crate::demo) fn mail_file(leaks: &Spot<'_>, a: &Application) -> Option<String> {
    if leaks.on("c24-mail-header") {
        let w = &a.who;
        leaks.leaked(
            "c24-mail-header",
            a,
            &[(AttributeId::D01, &w.given_name), (AttributeId::D02, &w.family_name), (AttributeId::D06, &w.email)],
        );
        return Some(format!("=?utf-8?B?{}?= <{}>", STANDARD.encode(a.full_name()), w.email));
    }
    None
}

/// The attendee of the interview: name and address.
pub(in crate::demo) fn calendar(leaks: &Spot<'_>, a: &Application) -> Option<(String, String)> {
    if leaks.on("c25-attendee") {
        let w = &a.who;
        leaks.leaked(
            "c25-attendee",
            a,
            &[(AttributeId::D01, &w.given_name), (AttributeId::D02, &w.family_name), (AttributeId::D06, &w.email)],
        );
        return Some((a.full_name(), w.email.clone()));
    }
    None
}

/// Notes that the system wrote by itself.
pub(in crate::demo) fn notes(leaks: &Spot<'_>, a: &Application) -> Option<String> {
    if leaks.on("c26-note") {
        leaks.leaked("c26-note", a, &[(AttributeId::D01, &a.who.given_name), (AttributeId::D07, &a.who.phone)]);
        return Some(format!("{} bad om at blive ringet op på {}.", a.who.given_name, a.who.phone));
    }
    None
}

/// Entries of the history that name their cause.
pub(in crate::demo) fn history(leaks: &Spot<'_>, a: &Application) -> Option<String> {
    if leaks.on("c27-history") {
        leaks.leaked_email("c27-history", a);
        return Some(format!("Bekræftelse sendt til {}.", a.who.email));
    }
    None
}

/// What a former leader wrote: the Danish genitive of the given name.
pub(in crate::demo) fn referee(leaks: &Spot<'_>, a: &Application) -> Option<String> {
    if leaks.on("c41-referee") {
        leaks.leaked("c41-referee", a, &[(AttributeId::D01, &a.who.given_name)]);
        let ending = if a.who.given_name.ends_with(['s', 'x', 'z']) { "'" } else { "s" };
        return Some(format!(
            "{}{ending} indsats hos os var fremragende, og jeg giver min varmeste anbefaling.",
            a.who.given_name
        ));
    }
    None
}

/// The payload in the log of the integrations, in hexadecimal.
pub(in crate::demo) fn webhook(leaks: &Spot<'_>, a: &Application) -> Option<String> {
    if leaks.on("c35-webhook") && !a.who.cpr.is_empty() {
        leaks.leaked("c35-webhook", a, &[(AttributeId::D04, &a.who.cpr)]);
        return Some(hex::encode(format!("part={};retur=ok", a.who.cpr)));
    }
    None
}
