//! The numbers by which states know people, in forms that no person can have.

use chrono::{Datelike, NaiveDate};
use rand_chacha::ChaCha8Rng;

use super::pack::Sex;
use crate::candidates::rolls::between;

/// A country's number and the form of it that is nobody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Danish CPR number, `DDMMYY-SSSS`, with the day raised by 60: the form that the CPR office recommends for other
    /// systems, so that it cannot be taken for a real one.
    Cpr,
    /// Swedish personnummer, `YYMMDD-NNNC`, with a check digit (Luhn) that is wrong: every real number has the right one.
    /// The raised day is no way here, for it marks coordination numbers, which people do have.
    Personnummer,
    /// Norwegian fødselsnummer, `DDMMYY NNNCC`, with the month raised by 80: the mark of the tax administration's
    /// synthetic population.
    Fodselsnummer,
    /// German tax number (Steuer-IdNr.), eleven digits, beginning with 0: those are for tests only.
    SteuerId,
    /// British National Insurance number with the prefix `QQ`, which is never given out.
    Nino,
}

/// What a number tells of its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sealed {
    /// Birth date.
    pub birth: NaiveDate,
    /// Sex.
    pub sex: Sex,
}

impl Scheme {
    /// Reads a CPR number of a day of the calendar, with or without its hyphen. The century follows from the year and
    /// the seventh digit as the CPR office publishes it; no check digit is asked for, since there are numbers without.
    pub fn read_cpr(number: &str) -> Option<Sealed> {
        let bare = number.strip_prefix(char::is_whitespace).unwrap_or(number).replacen('-', "", 1);
        if bare.len() != 10 || !bare.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let part = |from: usize, to: usize| bare[from..to].parse::<u32>().ok();
        let (day, month, short, seventh) = (part(0, 2)?, part(2, 4)?, part(4, 6)?, part(6, 7)?);
        let century = match seventh {
            0..=3 => 1900,
            4 | 9 if short <= 36 => 2000,
            4 | 9 => 1900,
            _ if short <= 57 => 2000,
            _ => 1800,
        };
        let birth = NaiveDate::from_ymd_opt(century + i32::try_from(short).ok()?, month, day)?;
        let sex = if part(9, 10)? % 2 == 1 { Sex::Man } else { Sex::Woman };
        Some(Sealed { birth, sex })
    }

    /// What the number is called where people write it.
    pub fn name(self) -> &'static str {
        match self {
            Scheme::Cpr => "CPR",
            Scheme::Personnummer => "personnummer",
            Scheme::Fodselsnummer => "fødselsnummer",
            Scheme::SteuerId => "Steuer-IdNr.",
            Scheme::Nino => "National Insurance number",
        }
    }

    /// A number of somebody of that birth date and sex, as far as the number tells either.
    pub fn draw(self, rng: &mut ChaCha8Rng, birth: NaiveDate, sex: Sex) -> String {
        let odd = u32::from(sex == Sex::Man);
        let (day, month, year) = (birth.day(), birth.month(), birth.year().rem_euclid(100));
        match self {
            Scheme::Cpr => {
                // The seventh digit gives the century, the last one the sex.
                let century = if birth.year() < 2000 { between(rng, 0, 3) } else { between(rng, 4, 9) };
                let last = 2 * between(rng, 0, 4) + odd;
                format!("{:02}{month:02}{year:02}-{century}{:02}{last}", day + 60, between(rng, 0, 99))
            }
            Scheme::Personnummer => {
                let serial = between(rng, 1, 97) * 10 + 2 * between(rng, 0, 4) + odd;
                let body = format!("{year:02}{month:02}{day:02}{serial:03}");
                let wrong = (luhn(&body) + between(rng, 1, 9)) % 10;
                format!("{year:02}{month:02}{day:02}-{serial:03}{wrong}")
            }
            Scheme::Fodselsnummer => {
                let serial = if birth.year() < 2000 { between(rng, 0, 49) } else { between(rng, 50, 99) };
                let sexed = 2 * between(rng, 0, 4) + odd;
                format!("{day:02}{:02}{year:02} {serial:02}{sexed}{:02}", month + 80, between(rng, 0, 99))
            }
            Scheme::SteuerId => {
                let group = |rng: &mut ChaCha8Rng| between(rng, 0, 999);
                format!("0{} {:03} {:03} {:03}", between(rng, 1, 9), group(rng), group(rng), group(rng))
            }
            Scheme::Nino => {
                let pair = |rng: &mut ChaCha8Rng| between(rng, 0, 99);
                let suffix = char::from(b'A' + u8::try_from(between(rng, 0, 3)).unwrap_or(0));
                format!("QQ {:02} {:02} {:02} {suffix}", pair(rng), pair(rng), pair(rng))
            }
        }
    }

    /// Whether a number is in the form that is nobody's.
    pub fn is_nobodys(self, number: &str) -> bool {
        let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
        let pair = |at: usize| digits.get(at..at + 2).map_or(0, |d| d[0] * 10 + d[1]);
        match self {
            Scheme::Cpr => digits.len() == 10 && (61..=91).contains(&pair(0)),
            Scheme::Personnummer => {
                let body: String = digits.iter().take(9).map(u32::to_string).collect();
                digits.len() == 10 && digits[9] != luhn(&body)
            }
            Scheme::Fodselsnummer => digits.len() == 11 && (81..=92).contains(&pair(2)),
            Scheme::SteuerId => digits.len() == 11 && digits[0] == 0,
            Scheme::Nino => number.starts_with("QQ"),
        }
    }
}

/// Numbers by which states know firms, in forms that no firm can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirmNumber {
    /// Danish CVR number, eight digits of which the last is a check digit (modulus 11) and here is wrong.
    Cvr,
    /// Swedish organisation number `NNNNNN-NNNC`, with a check digit (Luhn) that is wrong.
    Swedish,
    /// Norwegian organisation number, nine digits of which the last is a check digit (modulus 11) and here is wrong.
    Norwegian,
    /// German VAT number, `DE` and nine digits of which the last is a check digit (ISO 7064) and here is wrong.
    German,
    /// British company number with a prefix that the register does not have.
    British,
}

impl FirmNumber {
    /// A number that is no firm's.
    pub fn draw(self, rng: &mut ChaCha8Rng) -> String {
        let digits = |rng: &mut ChaCha8Rng, from: u32, to: u32| between(rng, from, to).to_string();
        match self {
            FirmNumber::Cvr => {
                let body = digits(rng, 1_000_000, 9_999_999);
                format!("{body}{}", wrong(rng, eleven(&body, &[2, 7, 6, 5, 4, 3, 2])))
            }
            FirmNumber::Swedish => {
                let body = format!("5{}", digits(rng, 56_200_000, 59_999_999));
                format!("{}-{}{}", &body[..6], &body[6..], wrong(rng, Some(luhn(&body))))
            }
            FirmNumber::Norwegian => {
                let body = format!("9{}", digits(rng, 1_000_000, 9_999_999));
                let last = wrong(rng, eleven(&body, &[3, 2, 7, 6, 5, 4, 3, 2]));
                format!("{} {} {}{last}", &body[..3], &body[3..6], &body[6..])
            }
            FirmNumber::German => {
                let body = digits(rng, 10_000_000, 99_999_999);
                format!("DE{body}{}", wrong(rng, Some(iso_7064(&body))))
            }
            FirmNumber::British => format!("QX{}", digits(rng, 100_000, 999_999)),
        }
    }

    /// Whether a number is in the form that is no firm's.
    pub fn is_nobodys(self, number: &str) -> bool {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let Some((body, last)) = digits.split_at_checked(digits.len().saturating_sub(1)) else { return false };
        let last = last.parse::<u32>().ok();
        match self {
            FirmNumber::Cvr => digits.len() == 8 && last != eleven(body, &[2, 7, 6, 5, 4, 3, 2]),
            FirmNumber::Swedish => digits.len() == 10 && last != Some(luhn(body)),
            FirmNumber::Norwegian => digits.len() == 9 && last != eleven(body, &[3, 2, 7, 6, 5, 4, 3, 2]),
            FirmNumber::German => digits.len() == 9 && last != Some(iso_7064(body)),
            FirmNumber::British => number.starts_with("QX"),
        }
    }
}

/// A digit that is not the right one.
fn wrong(rng: &mut ChaCha8Rng, right: Option<u32>) -> u32 {
    match right {
        Some(right) => (right + between(rng, 1, 9)) % 10,
        // Such a number is never given out, whatever its last digit.
        None => between(rng, 0, 9),
    }
}

/// The check digit of modulus 11 with these weights; none where it would be ten.
fn eleven(body: &str, weights: &[u32]) -> Option<u32> {
    let sum: u32 = body.chars().filter_map(|c| c.to_digit(10)).zip(weights).map(|(digit, weight)| digit * weight).sum();
    Some((11 - sum % 11) % 11).filter(|digit| *digit < 10)
}

/// The check digit of ISO 7064, modulus 11 over 10.
fn iso_7064(body: &str) -> u32 {
    let product = body.chars().filter_map(|c| c.to_digit(10)).fold(10, |product, digit| {
        let sum = (digit + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10
}

/// The check digit that Swedish numbers carry: weights 2 and 1 in turn, sums of digits, up to the next ten.
fn luhn(body: &str) -> u32 {
    let sum: u32 = body
        .chars()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(at, digit)| if at % 2 == 0 { digit * 2 } else { digit })
        .map(|product| product / 10 + product % 10)
        .sum();
    (10 - sum % 10) % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_digit_is_that_of_the_published_example() {
        // The tax agency's own example is 811218-9876.
        assert_eq!(luhn("811218987"), 6);
        assert!(!Scheme::Personnummer.is_nobodys("811218-9876"));
        assert!(Scheme::Personnummer.is_nobodys("811218-9875"));
    }

    #[test]
    fn a_real_form_is_told_from_one_that_is_nobodys() {
        assert!(Scheme::Cpr.is_nobodys("751272-1234") && !Scheme::Cpr.is_nobodys("151272-1234"));
        assert!(Scheme::Fodselsnummer.is_nobodys("158172 12345") && !Scheme::Fodselsnummer.is_nobodys("150172 12345"));
        assert!(Scheme::SteuerId.is_nobodys("02 345 678 901") && !Scheme::SteuerId.is_nobodys("86 095 742 719"));
        assert!(Scheme::Nino.is_nobodys("QQ 12 34 56 C") && !Scheme::Nino.is_nobodys("AB 12 34 56 C"));
    }

    #[test]
    fn what_a_cpr_number_tells_is_read_by_the_published_rule() {
        let read = |number: &str| Scheme::read_cpr(number).map(|s| (s.birth.to_string(), s.sex));
        assert_eq!(read("151272-1234"), Some(("1972-12-15".into(), Sex::Woman)));
        assert_eq!(read("010100-4321"), Some(("2000-01-01".into(), Sex::Man)));
        assert_eq!(read("010137-4321"), Some(("1937-01-01".into(), Sex::Man)));
        assert_eq!(read("010158-5321"), Some(("1858-01-01".into(), Sex::Man)));
        for bad in ["751272-1234", "1512721234x", "æ51272-1234", "15127-21234x", ""] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn check_digits_of_firms_are_those_of_numbers_that_authorities_publish_of_themselves() {
        // The Danish business authority, the Norwegian register, and the example of the German tax office.
        assert!(!FirmNumber::Cvr.is_nobodys("10150817") && FirmNumber::Cvr.is_nobodys("10150818"));
        assert!(!FirmNumber::Norwegian.is_nobodys("974 760 673") && FirmNumber::Norwegian.is_nobodys("974 760 674"));
        assert!(!FirmNumber::German.is_nobodys("DE136695976") && FirmNumber::German.is_nobodys("DE136695975"));
        assert!(FirmNumber::British.is_nobodys("QX123456"));
    }
}
