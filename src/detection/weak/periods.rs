//! The years of an employment or an education: `1988–1991` in words, with the century left out, or in two fields.

/// Two years.
#[derive(Debug)]
pub(super) struct Period {
    pub value: String,
    from: String,
    to: String,
}

/// Bytes between two years of one period at most.
const BETWEEN: usize = 16;

impl Period {
    /// Of `1988–1991`; none where it has no end, or none in years.
    pub fn of(value: &str) -> Option<Period> {
        let mut years = value.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4);
        let (from, to) = (years.next()?.to_owned(), years.next()?.to_owned());
        Some(Period { value: value.to_owned(), from, to })
    }

    /// The year that it begins with.
    pub fn begin(&self) -> &str {
        &self.from
    }

    /// Where it stands in a text.
    pub fn find(&self, text: &str) -> Option<(usize, usize)> {
        text.match_indices(&self.from).find_map(|(start, _)| {
            let end = start + self.from.len();
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            if digit(text[..start].chars().next_back()) || digit(text[end..].chars().next()) {
                return None;
            }
            let rest = &text[end..];
            let apart = |at: usize, year: &str| {
                !digit(rest[..at].chars().next_back()) && !digit(rest[at + year.len()..].chars().next())
            };
            let whole = rest.find(&self.to).filter(|at| *at <= BETWEEN && apart(*at, &self.to));
            if let Some(at) = whole {
                return Some((start, end + at + self.to.len()));
            }
            let short = &self.to[2..];
            let behind = rest.trim_start_matches([' ', '-', '–', '/', '\'', '’']);
            let at = rest.len() - behind.len();
            let is_short = at > 0 && behind.starts_with(short) && apart(at, short);
            // `1988-91` is a period, and `1988-91-` the beginning of a number.
            let goes_on = behind.get(2..).is_some_and(|rest| rest.starts_with(['-', '/', '.']));
            (is_short && !goes_on).then_some((start, end + at + short.len()))
        })
    }

    /// Whether one field holds its begin and another its end.
    pub fn stands_in(&self, from: &str, to: &str) -> bool {
        is_of(from, &self.from) && is_of(to, &self.to)
    }
}

/// Whether a text is a year, or a date of it.
fn is_of(text: &str, year: &str) -> bool {
    let text = text.trim();
    let dated = |text: &str| text.chars().all(|c| c.is_ascii_digit() || "-/.:TZ+ ".contains(c));
    text == year || dated(text) && (starts(text, year) || text.len() == 10 && text.ends_with(year))
}

fn starts(text: &str, year: &str) -> bool {
    text.strip_prefix(year).is_some_and(|rest| rest.starts_with(['-', '/', '.']))
}
