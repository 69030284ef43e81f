//! Birth dates in the notations that people and machines use.

use chrono::{Datelike, NaiveDate};

/// Danish, English, Swedish, Norwegian and German.
static MONTHS: [&[&str]; 12] = [
    &["januar", "january", "januari"],
    &["februar", "february", "februari"],
    &["marts", "march", "mars", "märz"],
    &["april"],
    &["maj", "may", "mai"],
    &["juni", "june"],
    &["juli", "july"],
    &["august", "augusti"],
    &["september"],
    &["oktober", "october"],
    &["november"],
    &["december", "desember", "dezember"],
];

static ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

/// Seconds from the begin of the year 1, and of 1601, to that of 1970.
const SECONDS_BEFORE_1970: i64 = 62_135_596_800;
const SECONDS_FROM_1601: i64 = 11_644_473_600;

/// Reads the canonical value, `YYYY-MM-DD` or `DD.MM.YYYY`.
pub(crate) fn birth_date(value: &str) -> Option<NaiveDate> {
    ["%Y-%m-%d", "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y"].iter().find_map(|f| NaiveDate::parse_from_str(value, f).ok())
}

/// Whole years between birth and `day`.
pub(crate) fn age_on(birth: NaiveDate, day: NaiveDate) -> Option<u32> {
    day.years_since(birth)
}

/// The names of the month of a date.
pub(crate) fn month_names(date: NaiveDate) -> &'static [&'static str] {
    MONTHS[date.month0() as usize]
}

/// Every notation, with the name of the transform where it is not the canonical one.
pub(super) fn forms(value: &str) -> Vec<(String, &'static str)> {
    let mut forms = vec![(value.to_owned(), "")];
    let Some(d) = birth_date(value) else { return forms };
    let mut add = |form: String| forms.push((form, "date-format"));
    for pattern in [
        "%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%-d.%-m.%Y", "%-m/%-d/%Y", "%d/%m-%y", "%m/%d/%y", "%Y-%j", "%G-W%V-%u",
        "%d%m%y", "%y%m%d", "%Y-%-m-%-d",
    ] {
        add(d.format(pattern).to_string());
    }
    let names = month_names(d);
    let short = |name: &&str| name.chars().take(3).collect::<String>();
    for month in names.iter().map(ToString::to_string).chain(names.iter().map(short)) {
        add(format!("{}. {month} {}", d.day(), d.year()));
        add(format!("{month} {}, {}", d.day(), d.year()));
        add(format!("{} {month} {}", d.year(), d.day()));
        add(format!("{}. {month}. {:02}", d.day(), d.year() % 100));
        let th = match d.day() {
            1 | 21 | 31 => "st",
            2 | 22 => "nd",
            3 | 23 => "rd",
            _ => "th",
        };
        add(format!("{month} {}{th}, {}", d.day(), d.year()));
        add(format!("{}{th} {month} {}", d.day(), d.year()));
        add(format!("{}{th} of {month} {}", d.day(), d.year()));
    }
    add(format!("{}.{}.{}", d.day(), ROMAN[d.month0() as usize], d.year()));
    // Midnight in Denmark as a moment in UTC: the evening before.
    if let Some(eve) = d.pred_opt() {
        add(eve.format("%Y-%m-%dT23").to_string());
        add(eve.format("%Y-%m-%dT22").to_string());
    }
    let seconds = d.and_time(chrono::NaiveTime::MIN).and_utc().timestamp();
    for moment in [seconds, seconds - 3_600, seconds - 7_200] {
        add(moment.unsigned_abs().to_string());
        add((moment * 1000).unsigned_abs().to_string());
        // Ticks of .NET and of Windows' file times.
        for epoch in [SECONDS_BEFORE_1970, SECONDS_FROM_1601] {
            add(((moment + epoch) * 10_000_000).to_string());
        }
    }
    if let Some(zero) = NaiveDate::from_ymd_opt(1899, 12, 30) {
        add((d - zero).num_days().to_string());
    }
    forms
}
