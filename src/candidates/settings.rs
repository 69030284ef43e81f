//! What a team decides about the people to be invented, checked before anybody is drawn: nothing may reach a real person.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::attribute::FixtureClass;
use super::control::Control;
use super::locale::national::{Scheme, Sealed};
use super::locale::pack::Sex;
use super::locale::{PACKS, Pack, pack};

/// By which number the state knows these people.
#[derive(Debug, Clone, Default)]
pub enum NationalIds {
    /// A form that is nobody's.
    #[default]
    Replacement,
    /// None at all: for targets that refuse that form, and for those that may not ask.
    Without,
    /// Numbers that the authority gave the team for tests, for targets that accept no other. Applicants take them in
    /// this order, with the birth date and sex that they tell; there are no twins then. Decoys keep the form that is
    /// nobody's.
    Owned(Arc<Vec<OwnedNumber>>),
}

/// A number that the authority gave the team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnedNumber {
    /// As the list has it.
    pub number: String,
    /// The birth date that it tells.
    pub birth: NaiveDate,
    /// The sex that it tells.
    pub sex: Sex,
}

/// Everything that decides who is invented.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where chance begins.
    pub seed: u64,
    /// How many apply; as many decoys are made besides.
    pub count: u32,
    /// Language pack.
    pub pack: &'static Pack,
    /// Domain of all mail addresses, owned by the team; reserved domains where there is none.
    pub email_domain: Option<String>,
    /// Telephone numbers owned by the team, `#` for a digit; those of the pack where there are none.
    pub phones: Vec<String>,
    /// National numbers.
    pub national_ids: NationalIds,
    /// What the target shows already.
    pub control: Option<Arc<Control>>,
}

/// Why people of that kind are not invented.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such pack.
    #[error("could not find the language pack `{code}`; there are: {known}")]
    Pack {
        /// What was asked for.
        code: String,
        /// Those that exist.
        known: String,
    },
    /// Mail to that domain would reach somebody.
    #[error("could not use the mail domain `{domain}`: {reason}")]
    Domain {
        /// The domain.
        domain: String,
        /// Why, and what to do.
        reason: String,
    },
    /// Some of these telephone numbers may be somebody's.
    #[error("could not use the telephone numbers `{pattern}`: {reason}")]
    Phones {
        /// The pattern.
        pattern: String,
        /// Why, and what to do.
        reason: String,
    },
    /// The list of national numbers is no good.
    #[error("could not use the national numbers in {path}: {reason}")]
    National {
        /// The list.
        path: PathBuf,
        /// Line, cause and cure.
        reason: String,
    },
}

impl Refusal {
    /// What could not be done, and why with what to do instead.
    pub fn halves(&self) -> (String, String) {
        let whole = self.to_string();
        match self {
            Refusal::Pack { code, known } => {
                (format!("there is no language pack `{code}`"), format!("write one of {known}"))
            }
            Refusal::Domain { reason, .. } | Refusal::Phones { reason, .. } | Refusal::National { reason, .. } => {
                let said = whole.strip_suffix(reason.as_str()).unwrap_or(&whole);
                (said.trim_end_matches([':', ' ']).to_owned(), reason.clone())
            }
        }
    }
}

/// Providers at which anybody may have an address; a domain below one of them is refused, too.
const PROVIDERS: &[&str] = &[
    "gmail.com", "googlemail.com", "outlook.com", "outlook.dk", "hotmail.com", "hotmail.dk", "hotmail.se",
    "hotmail.no", "hotmail.de", "hotmail.co.uk", "live.com", "live.dk", "live.se", "live.no", "live.co.uk", "msn.com",
    "yahoo.com", "yahoo.dk", "yahoo.se", "yahoo.no", "yahoo.de", "yahoo.co.uk", "ymail.com", "icloud.com", "me.com",
    "mac.com", "proton.me", "protonmail.com", "pm.me", "tutanota.com", "tuta.com", "fastmail.com", "aol.com",
    "mail.com", "gmx.com", "gmx.net", "gmx.de", "web.de", "t-online.de", "freenet.de", "posteo.de", "mailbox.org",
    "mail.dk", "jubii.dk", "ofir.dk", "sol.dk", "tdcadsl.dk", "get2net.dk", "youmail.dk", "stofanet.dk", "webspeed.dk",
    "privat.dk", "email.dk", "telia.com", "spray.se", "bredband.net", "comhem.se", "telenor.no", "online.no",
    "broadpark.no", "getmail.no", "btinternet.com", "sky.com", "virginmedia.com", "talktalk.net", "yandex.com",
    "yandex.ru", "mail.ru", "qq.com", "wp.pl", "o2.pl", "onet.pl", "interia.pl", "ukr.net", "zoho.com", "hey.com",
    "e-boks.dk", "e-boks.com",
];

/// Names that RFC 2606 and RFC 6761 keep for tests and examples.
pub(crate) fn is_reserved(domain: &str) -> bool {
    ["example", "test", "invalid", "localhost", "example.com", "example.net", "example.org"]
        .into_iter()
        .any(|name| is_within(domain, name))
}

/// Whether a domain is another one or below it.
fn is_within(domain: &str, other: &str) -> bool {
    domain == other || domain.strip_suffix(other).is_some_and(|rest| rest.ends_with('.'))
}

/// A line for each of the largest pool, and remarks.
const LARGEST_LIST: u64 = 16 << 20;

/// More digits than that are no block that one owner has.
const MOST_FREE_DIGITS: usize = 5;

impl Settings {
    /// Danish people of a seed, as the reference sets have them.
    pub fn new(seed: u64, count: u32) -> Settings {
        Settings {
            seed,
            count,
            pack: PACKS[0],
            email_domain: None,
            phones: Vec::new(),
            national_ids: NationalIds::Replacement,
            control: None,
        }
    }

    /// People of another language.
    pub fn with_pack(self, code: &str) -> Result<Settings, Refusal> {
        let known = || PACKS.map(|p| p.code).join(", ");
        let pack = pack(code).ok_or_else(|| Refusal::Pack { code: code.into(), known: known() })?;
        Ok(Settings { pack, ..self })
    }

    /// Mail on a domain that the team owns; refused where it is nobody's to give or reaches strangers.
    pub fn with_email_domain(self, domain: &str) -> Result<Settings, Refusal> {
        let domain = domain.trim().trim_start_matches('@').to_ascii_lowercase();
        let refuse = |reason: &str| Refusal::Domain { domain: domain.clone(), reason: reason.into() };
        let label =
            |l: &str| !l.is_empty() && l.len() <= 63 && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let labels: Vec<&str> = domain.split('.').collect();
        if labels.len() < 2 || !labels.iter().all(|l| label(l)) {
            return Err(refuse("it is no domain; write one that the team owns, such as `trial.ourcity.dk`"));
        }
        if PROVIDERS.iter().any(|provider| is_within(&domain, provider)) {
            return Err(refuse(
                "it belongs to a public mail provider, so an invented address could be somebody's; use a domain that \
                 the team owns, with a mailbox that catches everything, or leave it out for addresses on `.example`",
            ));
        }
        if !is_reserved(&domain) && labels.len() == 2 && labels[0].len() <= 3 {
            return Err(refuse("so short a domain is a registry's; write the whole domain that the team owns"));
        }
        Ok(Settings { email_domain: Some(domain), ..self })
    }

    /// Telephone numbers that the team owns: in international form, `#` for a digit, at most five of them.
    pub fn with_phones(mut self, patterns: &[String]) -> Result<Settings, Refusal> {
        for pattern in patterns {
            let refuse = |reason: &str| Refusal::Phones { pattern: pattern.clone(), reason: reason.into() };
            let signs = |c: char| c.is_ascii_digit() || matches!(c, '+' | '#' | ' ' | '-' | '(' | ')');
            if !pattern.starts_with('+') || !pattern.chars().all(signs) {
                return Err(refuse("write it with its country code, as in `+45 70 20 ## ##`"));
            }
            let free = pattern.matches('#').count();
            let digits = free + pattern.chars().filter(char::is_ascii_digit).count();
            if !(8..=15).contains(&digits) {
                return Err(refuse("a number has 8 to 15 digits with its country code (E.164)"));
            }
            if free == 0 || free > MOST_FREE_DIGITS {
                return Err(refuse(
                    "one to five digits may be open: a wider range is no single owner's, and somebody would be called",
                ));
            }
            self.phones.push(pattern.clone());
        }
        Ok(self)
    }

    /// As [`Settings::with_national_ids`], from a file.
    pub fn with_national_id_file(self, path: &Path) -> Result<Settings, Refusal> {
        let refuse = |reason: String| Refusal::National { path: path.to_owned(), reason };
        let size = std::fs::metadata(path).map_err(|e| refuse(e.to_string()))?.len();
        if size > LARGEST_LIST {
            return Err(refuse(format!("it is larger than {LARGEST_LIST} bytes; is it a list of numbers?")));
        }
        let list = std::fs::read_to_string(path).map_err(|e| refuse(e.to_string()))?;
        self.with_national_ids(path.to_owned(), &list)
    }

    /// Numbers that the authority gave the team, a line each; lines that begin with `#` are remarks.
    pub fn with_national_ids(self, path: PathBuf, list: &str) -> Result<Settings, Refusal> {
        let refuse = |reason: String| Refusal::National { path: path.clone(), reason };
        if self.pack.national_id != Scheme::Cpr {
            return Err(refuse("only the Danish pack takes a list".into()));
        }
        let lines = list.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
        let mut owned: Vec<OwnedNumber> = Vec::new();
        for (line, number) in lines.filter(|(_, text)| !text.is_empty() && !text.starts_with('#')) {
            let Sealed { birth, sex } = Scheme::read_cpr(number)
                .ok_or_else(|| refuse(format!("line {line}: `{number}` is no CPR number; write `DDMMYY-SSSS`")))?;
            if owned.iter().any(|o| o.number == number) {
                return Err(refuse(format!("line {line}: `{number}` stands twice")));
            }
            owned.push(OwnedNumber { number: number.to_owned(), birth, sex });
        }
        if owned.len() < self.count as usize {
            let (have, want) = (owned.len(), self.count);
            return Err(refuse(format!("it holds {have} numbers for {want} applicants; ask for fewer of them")));
        }
        Ok(Settings { national_ids: NationalIds::Owned(Arc::new(owned)), ..self })
    }

    /// The patterns that telephone numbers are drawn from.
    pub(crate) fn phone_patterns(&self) -> Vec<&str> {
        if self.phones.is_empty() {
            self.pack.phones.to_vec()
        } else {
            self.phones.iter().map(String::as_str).collect()
        }
    }

    /// How many numbers there are.
    fn phone_numbers(&self) -> u64 {
        let open = |pattern: &str| {
            pattern
                .chars()
                .map(|c| match c {
                    '#' => 10,
                    '^' => 9,
                    _ => 1,
                })
                .fold(1, u64::saturating_mul)
        };
        self.phone_patterns().into_iter().map(open).fold(0, u64::saturating_add)
    }

    /// The largest pool: nine tenths of the telephone numbers, for applicants and decoys.
    pub fn most(&self) -> u32 {
        let most = (self.phone_numbers() * 9 / 20).min(u64::from(super::generate::MAX_COUNT));
        u32::try_from(most).unwrap_or(super::generate::MAX_COUNT)
    }

    /// Whether mail addresses and telephone numbers look real and are the team's, or are kept for tests.
    pub(crate) fn email_class(&self) -> FixtureClass {
        match &self.email_domain {
            Some(domain) if !is_reserved(domain) => FixtureClass::RealisticOwned,
            _ => FixtureClass::Reserved,
        }
    }

    pub(crate) fn phone_class(&self) -> FixtureClass {
        if self.phones.is_empty() { self.pack.phone_class } else { FixtureClass::RealisticOwned }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_at_which_anybody_has_mail_is_refused_with_a_reason() {
        for domain in ["gmail.com", "@Hotmail.DK", "team.outlook.com", "dk", "a b.dk", "co.uk", ""] {
            let refused = Settings::new(1, 1).with_email_domain(domain).expect_err(domain).to_string();
            assert!(refused.contains("team owns"), "{refused}");
        }
        for domain in ["trial.ourcity.dk", "mail.example", "notgmail.com"] {
            Settings::new(1, 1).with_email_domain(domain).expect(domain);
        }
    }

    #[test]
    fn a_range_that_is_no_single_owners_is_refused() {
        for pattern in ["+45 ## ## ## ##", "20 ## ## ##", "+45 20 11 22 33", "+45 ##", "+45 2x ## ## ##"] {
            assert!(Settings::new(1, 1).with_phones(&[pattern.into()]).is_err(), "{pattern}");
        }
        let owned = Settings::new(1, 1).with_phones(&["+45 70 20 ## ##".into()]).expect("a block of ten thousand");
        assert_eq!(owned.most(), 4_500);
    }

    #[test]
    fn a_list_of_numbers_is_read_or_refused_by_its_line() {
        let read = |list: &str| Settings::new(1, 2).with_national_ids("cpr.txt".into(), list);
        let list = read("# from the CPR office\n151272-1234\n010100-4321\n").expect("two numbers");
        let NationalIds::Owned(owned) = list.national_ids else { panic!("the list is gone") };
        assert_eq!((owned[0].sex, owned[1].sex), (Sex::Woman, Sex::Man));
        assert_eq!(owned[1].birth, NaiveDate::from_ymd_opt(2000, 1, 1).expect("a day"));
        for (bad, told) in [("151272-1234", "1 numbers"), ("151272-1234\n311399-1111", "line 2"), ("1\n2", "line 1")] {
            assert!(read(bad).expect_err(bad).to_string().contains(told), "{bad}");
        }
    }
}
