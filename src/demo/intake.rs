//! Checks what applicants send in: wrong input becomes messages in Danish, never a stored application.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::store::{Applicant, Upload};

/// Fields of step 1 as they were typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Fields {
    pub csrf: String,
    pub given_name: String,
    pub family_name: String,
    pub email: String,
    pub phone: String,
    pub address: String,
    pub postcode_city: String,
    pub birth_date: String,
    pub cpr: String,
    pub nationality: String,
    pub profile: String,
    pub preferential: String,
}

/// Fields of step 2 as they were typed.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Answers {
    pub csrf: String,
    pub qualifications: String,
    pub letter: String,
}

/// The applicant, or what is wrong.
pub(super) fn person(fields: &Fields) -> Result<Applicant, Vec<String>> {
    let mut messages = Vec::new();
    let mut text = |value: &str, label: &str, required: bool| {
        let value: String = value.trim().chars().filter(|c| !c.is_control()).collect();
        if required && value.is_empty() {
            messages.push(format!("Udfyld {label}."));
        }
        if value.chars().count() > 200 {
            messages.push(format!("{label} må højst fylde 200 tegn."));
        }
        value
    };
    let applicant = Applicant {
        given_name: text(&fields.given_name, "fornavn", true),
        family_name: text(&fields.family_name, "efternavn", true),
        email: text(&fields.email, "e-mail", true),
        phone: text(&fields.phone, "telefon", true),
        address: text(&fields.address, "adresse", true),
        postcode_city: text(&fields.postcode_city, "postnummer og by", true),
        birth_date: text(&fields.birth_date, "fødselsdato", false),
        cpr: text(&fields.cpr, "CPR-nummer", false),
        nationality: text(&fields.nationality, "nationalitet", false),
        profile: text(&fields.profile, "profil", false),
        preferential: text(&fields.preferential, "fortrinsadgang", false),
    };
    if !applicant.email.is_empty() && !is_email(&applicant.email) {
        messages.push("E-mailadressen er ikke gyldig.".to_owned());
    }
    if !applicant.phone.is_empty() && applicant.phone.chars().filter(char::is_ascii_digit).count() < 8 {
        messages.push("Telefonnummeret skal have mindst otte cifre.".to_owned());
    }
    if !applicant.birth_date.is_empty() && birth_date(&applicant.birth_date).is_none() {
        messages.push("Skriv fødselsdatoen som dd-mm-åååå.".to_owned());
    }
    if !applicant.cpr.is_empty() && !is_cpr(&applicant.cpr) {
        messages.push("CPR-nummeret skal have ti cifre.".to_owned());
    }
    if messages.is_empty() { Ok(applicant) } else { Err(messages) }
}

/// What is wrong with step 2; nothing where it is right.
pub(super) fn answers(answers: &Answers, uploads: &[Upload]) -> Vec<String> {
    let mut messages = Vec::new();
    if answers.qualifications.chars().count() < 10 {
        messages.push("Beskriv dine kvalifikationer med mindst ti tegn.".to_owned());
    }
    if answers.letter.is_empty() {
        messages.push("Skriv en kort motivation.".to_owned());
    }
    for (text, label) in [(&answers.qualifications, "Kvalifikationer"), (&answers.letter, "Motivation")] {
        if text.chars().count() > 20_000 {
            messages.push(format!("{label} må højst fylde 20.000 tegn."));
        }
    }
    if !uploads.iter().any(|u| u.kind == "cv") {
        messages.push("Vedhæft dit CV.".to_owned());
    }
    for kind in ["cv", "photo"] {
        if uploads.iter().filter(|u| u.kind == kind).count() > 1 {
            messages.push("Vedhæft højst én fil af hver slags.".to_owned());
        }
    }
    messages
}

fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty()
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !domain.contains('@')
            && !text.contains(char::is_whitespace)
    })
}

/// Ten digits with or without a dash. The day may be raised by 60: the form of replacement numbers.
fn is_cpr(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let rest_is_harmless = text.chars().all(|c| c.is_ascii_digit() || c == '-' || c == ' ');
    let day = digits.get(..2).and_then(|d| d.parse::<u8>().ok()).unwrap_or(0);
    digits.len() == 10 && rest_is_harmless && ((1..=31).contains(&day) || (61..=91).contains(&day))
}

/// Reads the ways in which Danes write a date.
pub(super) fn birth_date(text: &str) -> Option<NaiveDate> {
    const MONTHS: [&str; 12] = [
        "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
        "december",
    ];
    let mut text = text.trim().to_lowercase();
    for (i, month) in MONTHS.iter().enumerate() {
        text = text.replace(month, &format!("-{}-", i + 1));
    }
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|n| !n.is_empty()).collect();
    let [first, second, third] = numbers.as_slice() else { return None };
    let number = |n: &str| n.parse::<u32>().ok();
    let year = |n: &str| n.parse::<i32>().ok().filter(|_| n.len() == 4);
    match year(first) {
        Some(year) => NaiveDate::from_ymd_opt(year, number(second)?, number(third)?),
        None => NaiveDate::from_ymd_opt(year(third)?, number(second)?, number(first)?),
    }
}

/// The media type by content, if that kind of file is accepted.
pub(super) fn media_type(kind: &str, bytes: &[u8]) -> Option<&'static str> {
    match kind {
        "cv" if bytes.starts_with(b"%PDF-") => Some("application/pdf"),
        "cv" if bytes.starts_with(b"PK\x03\x04") => {
            Some("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
        }
        "photo" if bytes.starts_with(b"\xff\xd8\xff") => Some("image/jpeg"),
        "photo" if bytes.starts_with(b"\x89PNG\r\n\x1a\n") => Some("image/png"),
        _ => None,
    }
}

/// The last part of a file name, without anything that could end a header or a path.
pub(super) fn safe_file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control() && !"\"<>:|?*;".contains(*c)).take(120).collect();
    if clean.trim().is_empty() { "fil".to_owned() } else { clean }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_the_ways_in_which_danes_write_them() {
        let expected = NaiveDate::from_ymd_opt(1972, 12, 15);
        for text in ["15-12-1972", "15.12.1972", "1972-12-15", "15. december 1972", "15/12 1972"] {
            assert_eq!(birth_date(text), expected, "{text}");
        }
        for text in ["31-02-1972", "1972", "15-12-72", "december", "1-2-3-4"] {
            assert_eq!(birth_date(text), None, "{text}");
        }
    }

    #[test]
    fn replacement_cpr_numbers_are_accepted_and_impossible_days_are_not() {
        assert!(is_cpr("751272-1234") && is_cpr("1512721234"));
        assert!(!is_cpr("001272-1234") && !is_cpr("951272-1234") && !is_cpr("151272-12345") && !is_cpr("151272x1234"));
    }

    #[test]
    fn a_file_name_cannot_leave_its_folder_or_its_header() {
        assert_eq!(safe_file_name("..\\x/../CV \"a\"\r\n.pdf"), "CV a.pdf");
        assert_eq!(safe_file_name("/"), "fil");
    }
}
