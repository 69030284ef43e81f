//! What a value is labelled with where that stands apart from it: `<dt>Født</dt><dd>15. december 1972</dd>`, the name of a field, the
//! head of a column.
//! In: the segments of a unit. Out: the texts that say what one of them is about.

use std::cell::OnceCell;
use std::collections::HashMap;

use foldhash::quality::RandomState;

use super::questions::Questions;
use super::steps::{CHILD, first_child, is_cell, is_table_row, kind, last_child};
use crate::extraction::{Part, Place, Segment, Segments};

/// Bytes of the longest label.
pub(super) const LONGEST: usize = 40;
/// Segments beside a value that are attributes of its element, at most.
const BESIDE: usize = 8;
/// Segments before a value among which its label is, lists to choose from left out, and those among which these are looked for.
const BEFORE: usize = 16;
const FURTHEST: usize = 512;
/// Ends of what an array of the names of columns is called, and fields of its elements that hold them.
const HEADS: [&str; 6] = ["columns", "fields", "headers", "header", "cols", "keys"];
const HEAD_FIELDS: [&str; 7] = ["field", "name", "title", "label", "key", "header", "text"];
/// Fields that hold the code of something to choose, and bytes of a name that says what is chosen.
const CODES: [&str; 4] = ["id", "code", "key", "value"];
const SAYING: usize = 3;
/// Labels of the single fields of a date, which do not say what date.
const OF_A_DATE: [&str; 6] = ["dag", "måned", "år", "day", "month", "year"];

/// The labels of a unit.
pub(super) struct Labels<'s> {
    segments: &'s Segments,
    /// Made when the first one is asked for.
    heads: OnceCell<Heads>,
    questions: OnceCell<Questions>,
}

/// The heads of the columns of all tables, and how many heads each row begins with.
#[derive(Default)]
struct Heads {
    columns: HashMap<(String, usize), usize, RandomState>,
    /// What stands first in a column that has no head.
    first: HashMap<(String, usize), usize, RandomState>,
    /// How many heads a row has, and the first of them.
    of_rows: HashMap<String, (usize, usize), RandomState>,
    /// What an array beside one of arrays calls the element of each, by what both lie in.
    of_arrays: HashMap<(String, usize), usize, RandomState>,
}

/// A cell of a table.
struct Cell<'p> {
    table: &'p str,
    row: &'p str,
    first_row: bool,
    head: bool,
    /// Among the cells of its kind in the row, from one on.
    number: usize,
}

impl<'s> Labels<'s> {
    pub fn of(segments: &'s Segments) -> Labels<'s> {
        Labels { segments, heads: OnceCell::new(), questions: OnceCell::new() }
    }

    /// The segments of the unit.
    pub fn segments(&self) -> &'s Segments {
        self.segments
    }

    /// Whether any label of a segment is about something.
    pub fn any(&self, number: usize, is_about: impl Fn(&str) -> bool) -> bool {
        let short = |number: usize| Some(self.segments.text(number)).filter(|text| text.len() <= LONGEST);
        let about = |number: usize| short(number).is_some_and(&is_about);
        // Only names are written in humps: in a text these are the letters of a random token.
        if self.attributes(number).any(|number| short(number).is_some_and(|text| is_about(&humps_apart(text)))) {
            return true;
        }
        let questions = self.questions.get_or_init(|| Questions::of(self.segments));
        if questions.of_answer(self.segments, number).into_iter().any(&about) {
            return true;
        }
        let before = self.before(number);
        match self.column(number) {
            // What another row ends with says nothing about this one.
            Some(head) => {
                about(head)
                    || before.filter(|at| self.in_one_row(*at, number)).is_some_and(about)
                    || self.head_of_row(number).is_some_and(about)
            }
            None => before.is_some_and(about) || self.head_of_row(number).is_some_and(about),
        }
    }

    /// Whether a segment is one of several boxes or buttons to choose from, or is written beside one, and another is of a kind.
    /// Those who stand below each other in a list of people have no such fields beside them.
    pub fn is_one_of_a_choice(&self, number: usize, is: impl Fn(&str) -> bool) -> bool {
        let beside = number.saturating_sub(BESIDE)..(number + BESIDE + 1).min(self.segments.len());
        let is_field = |at: &usize| {
            let Segment { part, place, .. } = self.segments.get(*at);
            part == Part::FormValue && step(&place) == "@value"
        };
        beside.clone().filter(is_field).nth(1).is_some()
            && beside.filter(|at| *at != number).any(|at| is(self.segments.text(at)))
    }

    /// Whether a segment stands in an array of which another element holds one of a kind at the same place: what a list may be
    /// sorted by, or how many there are of each.
    pub fn is_one_of_an_array(&self, number: usize, is: impl Fn(&str) -> bool) -> bool {
        let place = self.segments.get(number).place.to_string();
        let same = |other: &str| {
            let mut steps = place.split('/').zip(other.split('/'));
            place.starts_with('/')
                && place.matches('/').count() == other.matches('/').count()
                && place != other
                && steps.all(|(a, b)| a == b || kind(a) == "#" && kind(b) == "#")
        };
        let beside = number.saturating_sub(BEFORE)..(number + BEFORE + 1).min(self.segments.len());
        let mut others = beside.filter(|at| *at != number && is(self.segments.text(*at)));
        others.any(|at| same(&self.segments.get(at).place.to_string()))
    }

    /// Whether a segment of data says what a code means that a field elsewhere holds: `"sex": 2` and `{"sex": {"2": ...}}`,
    /// or `{"id": 2, "label": ...}` among the options of `sex`.
    pub fn is_chosen_by_its_code(&self, number: usize) -> bool {
        let place = self.segments.get(number).place.to_string();
        let steps: Vec<&str> = place.split('/').collect();
        let Some(at) = steps.iter().rposition(|step| kind(step) == "#") else { return false };
        // What one chooses among is short, and each is looked for in the whole unit.
        if steps[at].len() > 2 {
            return false;
        }
        let (list, element) = (steps[..at].join("/"), steps[..=at].join("/"));
        let names: Vec<&str> = steps[..at].iter().copied().filter(|step| step.len() >= SAYING).collect();
        let ids = self.segments.iter().filter_map(|segment| {
            let place = segment.place.to_string();
            let field = place.strip_prefix(&element)?.strip_prefix('/')?.to_lowercase();
            CODES.contains(&field.as_str()).then_some(segment.text)
        });
        let codes: Vec<&str> = ids.chain((at + 1 == steps.len()).then_some(steps[at])).collect();
        self.segments.iter().filter(|segment| codes.contains(&segment.text)).any(|segment| {
            let place = segment.place.to_string();
            let mut path = place.split('/').rev().take(2);
            !place.starts_with(&list) && path.any(|step| names.contains(&step))
        })
    }

    /// Whether a segment is, or is the value of, what is chosen among others.
    pub fn is_chosen(&self, number: usize) -> bool {
        let marks = |at: usize| matches!(step(&self.segments.get(at).place), "@selected" | "@checked");
        self.attributes(number).any(marks) || self.of_the_box(number).any(marks)
    }

    /// The attributes of a box or button right before the text that is written beside it.
    fn of_the_box(&self, number: usize) -> impl Iterator<Item = usize> {
        let element = |at: usize| {
            let place = self.segments.get(at).place.to_string();
            place.rsplit_once(" > @").map(|(element, _)| element.to_owned())
        };
        let own = number
            .checked_sub(1)
            .and_then(element)
            .filter(|of| kind(of.rsplit(' ').next().unwrap_or_default()) == "input");
        let before = (number.saturating_sub(BESIDE)..number).rev();
        before.take_while(move |at| own.is_some() && element(*at) == own)
    }

    /// The attributes of the element that a segment is text or the value of.
    fn attributes(&self, number: usize) -> impl Iterator<Item = usize> {
        let element = |number: usize| {
            let place = self.segments.get(number).place.to_string();
            match place.rsplit_once(" > @") {
                Some((element, _)) => element.to_owned(),
                None => place,
            }
        };
        let own = element(number);
        let beside = number.saturating_sub(BESIDE)..(number + BESIDE + 1).min(self.segments.len());
        beside.filter(move |at| *at != number && self.is_attribute(*at) && element(*at) == own)
    }

    fn is_attribute(&self, number: usize) -> bool {
        step(&self.segments.get(number).place).starts_with('@')
    }

    /// The text before a segment that says something; of a cell, one in its row.
    fn before(&self, number: usize) -> Option<usize> {
        let row = |number: usize| {
            let Segment { part, place, .. } = self.segments.get(number);
            (part == Part::Cell).then(|| last_child(&place.to_string()).map(|(row, _)| row.to_owned()))
        };
        let own = row(number);
        let before = (0..number).rev().take(FURTHEST);
        let texts = before.filter(|at| !self.is_attribute(*at) && !in_a_list(&self.segments.get(*at).place));
        texts
            .take(BEFORE)
            .find(|at| {
                let Segment { text, part, .. } = self.segments.get(*at);
                let word = text.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
                part != Part::FormValue && !word.is_empty() && !OF_A_DATE.contains(&word.as_str())
            })
            .filter(|at| own.is_none() || row(*at) == own)
    }

    fn in_one_row(&self, a: usize, b: usize) -> bool {
        let places = [a, b].map(|number| self.segments.get(number).place.to_string());
        let [a, b] = [0, 1].map(|n| cell(&places[n]).map(|cell| cell.row));
        a.is_some() && a == b
    }

    /// The head of the column that a segment stands in, if it stands in a table with heads.
    fn column(&self, number: usize) -> Option<usize> {
        let place = self.segments.get(number).place.to_string();
        if let Some((outer, column)) = array_cell(&place) {
            let heads = self.heads.get_or_init(|| Heads::of(self.segments));
            return heads.of_arrays.get(&(outer.to_owned(), column)).copied();
        }
        let cell = cell(&place).filter(|cell| !cell.head)?;
        let heads = self.heads.get_or_init(|| Heads::of(self.segments));
        let before = heads.of_rows.get(cell.row).map_or(0, |(count, _)| *count);
        let column = (cell.table.to_owned(), before + cell.number);
        heads.columns.get(&column).or_else(|| heads.first.get(&column)).copied().filter(|head| *head != number)
    }

    /// The head of the row that a segment stands in, which says of each cell what it is where each is about somebody else.
    fn head_of_row(&self, number: usize) -> Option<usize> {
        let place = self.segments.get(number).place.to_string();
        let cell = cell(&place).filter(|cell| !cell.head)?;
        let heads = self.heads.get_or_init(|| Heads::of(self.segments));
        heads.of_rows.get(cell.row).filter(|(count, _)| *count == 1).map(|(_, first)| *first)
    }
}

impl Heads {
    fn of(segments: &Segments) -> Heads {
        let mut heads = Heads::default();
        let mut paths = segments.paths();
        for (number, segment) in segments.iter().enumerate() {
            let said = matches!(segment.part, Part::VisibleText | Part::Cell | Part::DocumentText | Part::Data);
            if !said || step(&segment.place).starts_with('@') {
                continue;
            }
            let place = paths.path(segments.place(number));
            if let Some((outer, column)) = array_head(place) {
                heads.of_arrays.entry((outer.to_owned(), column)).or_insert(number);
            }
            let Some(cell) = cell(place) else { continue };
            if !cell.head {
                heads.first.entry((cell.table.to_owned(), cell.number)).or_insert(number);
            } else if cell.first_row {
                heads.columns.entry((cell.table.to_owned(), cell.number)).or_insert(number);
            } else {
                let (count, _) = heads.of_rows.entry(cell.row.to_owned()).or_insert((0, number));
                *count = cell.number.max(*count);
            }
        }
        heads
    }
}

/// The cell that a place lies in: `html > body > table[1] > tbody > tr[2] > td[1]`, `sheetData[1] > row[2] > c[1]`.
fn cell(place: &str) -> Option<Cell<'_>> {
    let mut begin = place.len();
    // The innermost row.
    let (at, row) = loop {
        begin = last_child(&place[..begin])?.0.len();
        let row = first_child(&place[begin + CHILD.len()..]);
        if is_table_row(row) {
            break (begin, row);
        }
    };
    let inside = place[at + CHILD.len() + row.len()..].strip_prefix(CHILD)?;
    let cell = Some(first_child(inside)).filter(|cell| is_cell(cell))?;
    let table = ["thead", "tbody", "tfoot"].iter().find_map(|part| place[..at].strip_suffix(part));
    let first_row = row.ends_with("[1]") && !place[..at].ends_with("tfoot");
    Some(Cell {
        table: table.unwrap_or(&place[..at]).trim_end_matches([' ', '>']),
        row: &place[..at + CHILD.len() + row.len()],
        first_row,
        head: kind(cell) == "th",
        number: cell.strip_suffix(']')?.split_once('[')?.1.parse().ok()?,
    })
}

/// What holds the array of arrays that a value stands in, and its number in the inner one: `/rows/0/3` as `` and 3.
fn array_cell(place: &str) -> Option<(&str, usize)> {
    let (row, column) = place.rsplit_once('/')?;
    let (rows, row) = row.rsplit_once('/')?;
    (kind(row) == "#").then_some(())?;
    Some((rows.rsplit_once('/')?.0, column.parse().ok()?))
}

/// The same of the name of a column: `/columns/3`, `/columns/3/field`.
fn array_head(place: &str) -> Option<(&str, usize)> {
    let (mut path, mut number) = place.rsplit_once('/')?;
    if kind(number) != "#" {
        HEAD_FIELDS.contains(&number).then_some(())?;
        (path, number) = path.rsplit_once('/')?;
    }
    let (outer, array) = path.rsplit_once('/')?;
    let array = array.to_lowercase();
    let heads = kind(number) == "#" && HEADS.iter().any(|head| array.ends_with(head));
    heads.then_some(())?;
    Some((outer, number.parse().ok()?))
}

/// A name or place with a blank before each hump: `/applicantDob` as `/applicant Dob`.
pub(super) fn humps_apart(place: &str) -> String {
    let mut apart = String::with_capacity(place.len() + 8);
    let mut last = ' ';
    for c in place.chars() {
        if c.is_uppercase() && last.is_lowercase() {
            apart.push(' ');
        }
        apart.push(c);
        last = c;
    }
    apart
}

/// The last step of a place.
pub(super) fn step<'a>(place: &Place<'a>) -> &'a str {
    let name = place.name();
    last_child(name).map_or(name, |(_, step)| step)
}

/// What the step of one of the things to choose from begins with.
pub(super) const OPTION: &str = "option[";

/// Whether a place is that of one of the things to choose from in a list.
pub(super) fn in_a_list(place: &Place<'_>) -> bool {
    step(place).starts_with(OPTION) || place.around().is_some_and(|outer| outer.contains(OPTION))
}

#[cfg(test)]
mod tests {
    use crate::detection::sample::detect_answer;

    fn shows_a_birth_date(body: &str) -> bool {
        let media_type = match body.as_bytes()[0] {
            b'<' => "text/html",
            b'{' => "application/json",
            _ => "text/csv",
        };
        detect_answer(media_type, body).iter().any(|m| m.attribute.code() == "D05")
    }

    #[test]
    fn a_date_is_a_birth_date_by_its_label() {
        for (body, want) in [
            ("<dl><dt>Født</dt><dd>15. december 1972</dd></dl>", true),
            ("<dl><dt>Ansat</dt><dd>15. december 1972</dd></dl>", false),
            ("<dl><dt>Født</dt><dd>1. maj 1980</dd><dt>Ansat</dt><dd>15. december 1972</dd></dl>", false),
            ("<label class=l for=x>Fødselsdato</label><input class=f id=x value=1972-12-15>", true),
            ("<label class=l for=x>Dato</label><input class=f name=applicant_birth value=1972-12-15>", true),
            ("<label class=l for=x>Dato</label><input class=f name=start value=1972-12-15>", false),
            ("<span itemprop=birthDate content=1972-12-15></span>", true),
            ("<span itemprop=dateCreated content=1972-12-15></span>", false),
            ("<table><tr><th>Fødselsdag</th><td>15-12-1972</td></tr></table>", true),
            ("<div class=row><div class='col label'>Født</div><div class=col>15.12.1972</div></div>", true),
            ("<table><thead><tr><th>Nr<th>Fødselsdato<th>Status<tbody><tr><td>7<td>15.12.1972<td>ny</table>", true),
            ("<table><thead><tr><th>Nr<th>Status<th>Fødselsdato<tbody><tr><td>7<td>15.12.1972<td>ny</table>", false),
            ("<table><tr><th>Oplysning<th>Svar<tr><td>Navn<td>x<tr><td>Født<td>15.12.1972</table>", true),
            ("<table><tr><th>Oplysning<th>Svar<tr><th>Født<td>15.12.1972</table>", true),
            ("<table><tr><th>Oplysning<th>Svar<tr><td>Født<td>x<tr><td>Ansat<td>15.12.1972</table>", false),
            ("<table><tr><th>Ansat<th>Fødselsdato<tr><td>15.12.1972<td>x</table>", false),
            ("<table><tr><th>Nr<th>Fødselsdato<tr><th>7<td>15.12.1972</table>", true),
            ("<table><tr><th>Fødselsdato<th>Ansat<tr><th>7<td>15.12.1972</table>", false),
            (r#"{"columns":["nr","Født"],"rows":[[7,"15.12.1972"]]}"#, true),
            (r#"{"a":{"headers":[{"field":"nr"},{"field":"birth"}],"data":[[7,"15.12.1972"]]}}"#, true),
            (r#"{"a":{"headers":[{"field":"birth"},{"field":"nr"}],"data":[[7,"15.12.1972"]]}}"#, false),
            ("nr;a;b\n7;Født;15.12.1972\n", true),
            ("nr;a;b\n6;x;født\n7;15.12.1972;y\n", false),
            ("<p class=a>xqDobWz7-Ca</p><p class=b>15.12.1972</p>", false),
            ("<p>Han er født i Odense, og vi mødte ham i går til en samtale.</p><p>15.12.1972</p>", false),
        ] {
            assert_eq!(shows_a_birth_date(body), want, "{body}");
        }
    }

    #[test]
    fn a_table_of_many_rows_is_looked_through_once() {
        let row = "<tr><td class=a>7</td><td class=b>15.12.1972</td></tr>";
        let head = "<table><tr><th>Nr</th><th>Fødselsdato</th></tr>";
        let body = format!("{head}{}</table>", row.repeat(20_000));
        assert!(shows_a_birth_date(&body));
    }
}
