//! What may stand before, inside and after an occurrence, so that it is the value and not a part of something else.

use super::fold::is_invisible;
use super::haystack::Haystack;
use super::key::{Literal, Rule};

/// Digits of a date without anything between them.
const COMPACT: usize = 8;

/// Whether the noughts of a time follow, with or without seconds: `19721215000000`.
fn midnight(hay: &Haystack<'_>, at: usize) -> bool {
    let noughts = hay.bytes[at..].iter().take_while(|byte| **byte == b'0').count();
    matches!(noughts, 4 | 6) && hay.soft(at + noughts)
}

/// Whether the neighbours of an occurrence allow it.
pub(super) fn fits(rule: Rule, hay: &Haystack<'_>, start: usize, end: usize) -> bool {
    let digit = |at: usize| hay.bytes.get(at).is_some_and(u8::is_ascii_digit);
    let goes_on = |at: usize| at > 0 && at < hay.bytes.len() && !hay.soft(at) && digit(at) && digit(at - 1);
    match rule {
        Rule::Free | Rule::Email | Rule::Cut | Rule::CutByDots | Rule::CutFile => !goes_on(start) && !goes_on(end),
        Rule::Local => hay.soft(start) && hay.soft(end),
        Rule::User => hay.clean(start) && hay.soft(end),
        Rule::Date => hay.soft(start) && (hay.soft(end) || end - start == COMPACT && midnight(hay, end)),
        Rule::Number | Rule::Backwards | Rule::Masked => hay.soft(start) && hay.soft(end),
        Rule::Word => hay.soft(start) && (hay.soft(end) || genitive(hay, end)),
        Rule::Given => hay.clean(start) && (hay.clean(end) || genitive(hay, end)),
        Rule::Qualification | Rule::Anchor | Rule::Alike | Rule::Code => hay.clean(start) && hay.clean(end),
    }
}

/// Where a value that begins at `start..end` of a text is cut off; none where it goes on to its end, or to something else.
pub(super) fn cut_end(
    text: &str,
    hay: &Haystack<'_>,
    (start, end): (usize, usize),
    literal: &Literal<'_>,
) -> Option<usize> {
    let more = hay.goes_on(end, literal.rest);
    if more == literal.rest.len() {
        return None;
    }
    let cut = end + more;
    let (_, last) = hay.locate(start, cut);
    let tail = text[last..].trim_start();
    if literal.rule == Rule::CutFile && !names_a_file(&text[last..]) {
        return None;
    }
    if tail.starts_with('…') || tail.starts_with("..") {
        return Some(cut);
    }
    if literal.rule == Rule::CutByDots {
        return None;
    }
    // Without dots, most of it must be there (of a name: of its second part), and no letter may follow. What follows may
    // begin like the rest of the value, such as the random letters in `Fatima_AlSayed_por_t3xQ9aa.jpg`.
    let cut = (end..=cut).rev().find(|at| hay.clean(*at))?;
    let first = literal.split.map_or(0, |(len, _)| len);
    let (shown, whole) = (cut - start - first, end - start - first + literal.rest.len());
    // What follows a name is another word more often than not, so of a file name more is asked, unless the name of a file
    // goes on.
    let (_, last) = hay.locate(start, cut);
    let asked = if literal.split.is_some() || names_a_file(&text[last..]) { 7 } else { 8 };
    (shown * 10 >= whole * asked).then_some(cut)
}

/// Whether a text begins with the four stars of a CPR number.
fn is_masked_from(text: &str) -> bool {
    let rest = text.trim_start_matches(['-', '–', ' ']);
    let star = rest.chars().next().filter(|c| super::weak::is_star(*c) || matches!(c, 'x' | 'X'));
    let stars = rest.chars().take_while(|c| star == Some(*c)).count();
    stars == 4 && !rest.chars().nth(stars).is_some_and(char::is_alphanumeric)
}

/// Whether a text goes on without a space to the ending of a file, such as `_x2drp4s.pdf`.
fn names_a_file(text: &str) -> bool {
    let more: String = text.chars().take(80).take_while(|c| c.is_alphanumeric() || "_-.".contains(*c)).collect();
    more.rsplit_once('.')
        .is_some_and(|(_, ending)| (2..=4).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric()))
}

fn genitive(hay: &Haystack<'_>, end: usize) -> bool {
    hay.bytes.get(end) == Some(&b's') && hay.clean(end + 1)
}

/// Whether what stands between the letters is no more than a separator.
pub(super) fn tight(captured: &str, rule: Rule) -> bool {
    // Digits set apart have ` - ` between their groups.
    let most = match rule {
        Rule::Date => 2,
        Rule::Number | Rule::Backwards => 3,
        _ => 4,
    };
    // `Sagsnr. 687949, 20.06.2004` is two numbers.
    if matches!(rule, Rule::Number | Rule::Backwards) && captured.contains(", ") {
        return false;
    }
    let mut gap = 0;
    for c in captured.chars() {
        if c.is_alphanumeric() || is_invisible(c) || c == '\0' {
            gap = 0;
        } else {
            gap += 1;
            let ordinary = c.is_whitespace() || " -./()+,–—‑_－．／＋，（）".contains(c);
            // `Poulsen. I dag` is no user name of Ida Poulsen.
            let one_word = rule != Rule::User || "._-".contains(c);
            if gap > most || !one_word || (matches!(rule, Rule::Number | Rule::Backwards) && !ordinary) {
                return rule == Rule::Qualification && c.is_whitespace();
            }
        }
    }
    true
}

/// Whether a word is a piece of a token of random letters, such as `aGuxcZ-Emil`. The name of a file that ends in some random
/// letters, such as `Emil_x2drp4s.pdf`, is none.
pub(super) fn in_a_random_token(text: &str, (start, end): (usize, usize)) -> bool {
    let of_token = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    let before = text.as_bytes()[..start].iter().rev().take(64).take_while(|b| of_token(b)).count();
    let after = text.as_bytes()[end..].iter().take(64).take_while(|b| of_token(b)).count();
    let (before, after, rest) = (&text[start - before..start], &text[end..end + after], &text[end + after..]);
    let mut others = before.split(['-', '_']).chain(after.split(['-', '_']));
    let capitals = !text[start..end].bytes().any(|b| b.is_ascii_lowercase());
    if !others.any(|piece| is_random(piece) || (capitals && humps(piece) > 0)) {
        return false;
    }
    let as_a_name = text[start..end].chars().skip(1).all(|c| !c.is_uppercase());
    let file = rest.strip_prefix('.').is_some_and(|ending| ending.starts_with(|c: char| c.is_ascii_alphabetic()));
    !(before.is_empty() && after.len() <= 10 && as_a_name && file)
}

/// Whether letters and digits follow each other as no word has them.
fn is_random(piece: &str) -> bool {
    let bytes = piece.as_bytes();
    let has = |of: fn(&u8) -> bool| bytes.iter().any(of);
    let all_kinds = has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_digit);
    let turns = bytes.windows(2).filter(|two| two[0].is_ascii_digit() != two[1].is_ascii_digit()).count();
    bytes.len() >= 4 && (all_kinds || humps(piece) >= 2 || turns >= 3)
}

/// How often a capital follows a small letter.
fn humps(piece: &str) -> usize {
    let pairs = piece.as_bytes().windows(2);
    pairs.filter(|two| two[0].is_ascii_lowercase() && two[1].is_ascii_uppercase()).count()
}

/// Whether a number is a telephone number by what stands before it: the plus or the code of a country, or a word for telephones
/// as the last word.
pub(super) fn is_called(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end();
    let code = before.bytes().rev().take(3).take_while(u8::is_ascii_digit).count();
    let last = before.rsplit(|c: char| c.is_whitespace()).next().unwrap_or_default().to_lowercase();
    let word = last.trim_matches(|c: char| !c.is_alphanumeric());
    before[..before.len() - code].ends_with('+') || ["tlf", "tel", "telefon", "phone", "mobil"].contains(&word)
}

/// Whether digits are written as a date: `1944-07-01` is no telephone number.
fn is_a_date(captured: &str) -> bool {
    let Some(separator) = captured.chars().find(|c| !c.is_ascii_digit()).filter(|c| "-./".contains(*c)) else {
        return false;
    };
    let groups: Vec<&str> = captured.split(separator).collect();
    let lengths: Vec<usize> = groups.iter().map(|g| g.len()).collect();
    let numbers: Option<Vec<u32>> = groups.iter().map(|g| g.parse().ok()).collect();
    let months_and_days = match (lengths.as_slice(), numbers.as_deref()) {
        ([4, 2, 2], Some([_, month, day])) => Some((*month, *day)),
        ([2, 2, 4], Some([day, month, _])) => Some((*month.min(day), *month.max(day))),
        _ => None,
    };
    months_and_days.is_some_and(|(month, day)| (1..=12).contains(&month) && (1..=31).contains(&day))
}

/// Whether digits are a part of a UUID or of a long run of hexadecimal digits: between its letters they are nobody's
/// number.
pub(super) fn in_a_random_id(text: &str, start: usize, end: usize) -> bool {
    let of_id = |c: &char| c.is_ascii_hexdigit() || *c == '-';
    let before: usize = text[..start].chars().rev().take(64).take_while(of_id).count();
    let after: usize = text[end..].chars().take(64).take_while(of_id).count();
    // All of these are ASCII, so that characters are bytes.
    let token = &text[start - before..end + after];
    if before + after == 0 || !token.bytes().any(|b| b.is_ascii_alphabetic()) {
        return false;
    }
    let groups: Vec<usize> = token.split('-').map(str::len).collect();
    groups == [8, 4, 4, 4, 12] || (groups.len() == 1 && token.len() >= 16)
}

/// Whether the characters right before and after allow the rule.
pub(super) fn around(text: &str, (start, end): (usize, usize), rule: Rule, split: bool) -> bool {
    if rule == Rule::Masked {
        return !split && is_masked_from(&text[end..]);
    }
    if matches!(rule, Rule::Number | Rule::Backwards) && !split {
        // Ten digits of a present-day time stamp are a time stamp.
        let digits = &text[start..end];
        if digits.len() == 10
            && digits.bytes().all(|b| b.is_ascii_digit())
            && ("1000000000".."2200000000").contains(&digits)
        {
            return false;
        }
        if in_a_random_id(text, start, end) || is_a_date(digits) {
            return false;
        }
    }
    if !matches!(rule, Rule::Email | Rule::Local) || split {
        return true;
    }
    // `bounce+fatima.alsayed=mail.example@klient.example`: mail that comes back is told apart by whom it went to.
    if text[start..end].contains('=') && !text[start..end].contains('@') && text[end..].starts_with('@') {
        return true;
    }
    let mut before = text[..start].chars().rev();
    let longer = match before.next() {
        Some(c) if c.is_alphanumeric() => true,
        Some('.' | '_' | '+' | '-') => before.next().is_some_and(char::is_alphanumeric),
        _ => false,
    };
    let mut after = text[end..].chars();
    let goes_on = match after.next() {
        Some(c) if c.is_alphanumeric() => true,
        Some('.' | '-') => after.next().is_some_and(char::is_alphanumeric),
        // At another provider it is another address.
        Some('@') => rule == Rule::Local,
        _ => false,
    };
    !longer && !goes_on
}
