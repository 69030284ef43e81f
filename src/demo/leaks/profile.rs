//! Leaks of text that the system makes up: the automatic summary (C28) and error pages (C29).

use chrono::{Datelike as _, NaiveDate};

use super::Spot;
use crate::candidates::attribute::AttributeId;
use crate::demo::intake;
use crate::demo::store::Application;

/// The subject of the summary's sentences: a neutral word, or a pronoun that gives away the sex.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::demo) struct Subject {
    /// `Hun` or `Han`.
    pub pronoun: Option<&'static str>,
    /// `53`.
    pub age: Option<String>,
}

/// Too much in the automatic summary; `today` is the day on which ages are counted.
pub(in crate::demo) fn summary(leaks: &Spot<'_>, a: &Application, today: NaiveDate) -> Subject {
    let mut subject = Subject::default();
    if leaks.on("c28-gender")
        && let Some((sex, pronoun)) = sex(&a.who.cpr)
    {
        leaks.leaked("c28-gender", a, &[(AttributeId::P01, sex)]);
        subject.pronoun = Some(pronoun);
    }
    if leaks.on("c28-age")
        && let Some(birth) = intake::birth_date(&a.who.birth_date)
    {
        let had_birthday = (today.month(), today.day()) >= (birth.month(), birth.day());
        let age = (today.year() - birth.year() - i32::from(!had_birthday)).to_string();
        leaks.leaked("c28-age", a, &[(AttributeId::D05, &a.who.birth_date), (AttributeId::P03, &age)]);
        subject.age = Some(age);
    }
    subject
}

/// The last digit of a CPR number is even for women.
fn sex(cpr: &str) -> Option<(&'static str, &'static str)> {
    let last = cpr.chars().rev().find(char::is_ascii_digit)?.to_digit(10)?;
    Some(if last % 2 == 0 { ("kvinde", "Hun") } else { ("mand", "Han") })
}

/// The name in the message of a page that broke.
pub(in crate::demo) fn attachment(leaks: &Spot<'_>, a: &Application) -> Option<String> {
    if leaks.on("c29-error") {
        leaks.leaked_name("c29-error", a);
        return Some(a.full_name());
    }
    None
}
