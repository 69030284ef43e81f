//! Values that lie in several fields of a form or several cells of a page: a birth date in three lists, a CPR number in two boxes,
//! a street and its number in two columns. Labels, classes and names of fields stand between them in the source, so what a
//! person reads in a row is put in a row here.
//! In: segments. Out: rows of short texts with numbers among them, and where each text came from.

use super::labels::{in_a_list, step};
use crate::extraction::{Part, Place, Segments};

/// Bytes of a text that is one field of several.
const LONGEST: usize = 48;
/// Characters of a number that is a part of a value.
const DIGITS: usize = 6;
/// Segments beside the name of a field among which its value is.
const BESIDE: usize = 8;

/// Texts of a page in the order in which they are read, with a blank between them.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub text: String,
    /// Where each field begins in the text, and the number of its segment.
    fields: Vec<(usize, usize)>,
}

/// A part of a row that lies in several fields.
pub(super) struct Over {
    /// The segment that it begins in.
    pub segment: usize,
    /// Where it stands in the text of that one.
    pub span: (usize, usize),
    /// All segments that it lies in.
    pub segments: Vec<usize>,
}

/// The rows of a unit in which a value may lie over several fields: those of forms, those of the page, and the numbers of the page
/// alone, of which each may have its label before it.
pub(super) fn rows(segments: &Segments) -> Vec<Row> {
    let mut rows = Vec::new();
    let (mut form, mut page, mut numbers) = (Run::default(), Run::default(), Run::default());
    // What was read last in a list to choose from, of which only the chosen one counts.
    let mut choice = None;
    for number in 0..segments.len() {
        let part = segments.part(number);
        // Most segments are attributes, or data, which stands in a row as it is.
        let name = match part {
            Part::VisibleText | Part::FormValue => segments.place_name(number),
            Part::HiddenText => match segments.place_name(number) {
                name if is_value(name) || is_mark(name) => name,
                _ => continue,
            },
            _ => continue,
        };
        let text = segments.text(number);
        if is_choice(name) {
            choice = Some(number);
        } else if part == Part::VisibleText {
            page.add(segments, number, text, &mut rows);
            if is_number(text) || is_long(text) {
                numbers.add(segments, number, text, &mut rows);
            }
        } else if is_mark(name) {
            if let Some(chosen) = choice.take().filter(|choice| is_chosen_by(segments, *choice, number)) {
                form.add(segments, chosen, segments.text(chosen), &mut rows);
            }
        } else if !in_a_list(&segments.get(number).place) {
            form.add(segments, number, text, &mut rows);
        }
    }
    [form, page, numbers].iter_mut().for_each(|run| run.end(segments, &mut rows));
    rows
}

/// Whether the name of a place is that of a value, of a mark, of a thing to choose from in a list. It is asked of every attribute
/// of a page: most have another last letter.
fn is_value(name: &str) -> bool {
    name.as_bytes().last() == Some(&b'e') && name.ends_with("> @value")
}

fn is_mark(name: &str) -> bool {
    name.as_bytes().last() == Some(&b'd') && name.ends_with("> @selected")
}

fn is_choice(name: &str) -> bool {
    match name.strip_prefix(" > ") {
        Some(name) => name.starts_with("option["),
        None => step(&Place::Written(name)).starts_with("option["),
    }
}

/// Whether a text is too long for a part of a value.
fn is_long(text: &str) -> bool {
    text.len() > LONGEST && text.trim().len() > LONGEST
}

/// Whether a mark says that a thing is chosen.
fn is_chosen_by(segments: &Segments, choice: usize, mark: usize) -> bool {
    let place = segments.get(mark).place.to_string();
    place.strip_suffix(" > @selected") == Some(&segments.get(choice).place.to_string())
}

/// Fields that follow each other, of any two neighbours one a number.
#[derive(Default)]
struct Run {
    fields: Vec<usize>,
    /// A word that a number may follow.
    word: Option<usize>,
    last_is_number: bool,
}

impl Run {
    fn add(&mut self, segments: &Segments, number: usize, text: &str, rows: &mut Vec<Row>) {
        if is_number(text) {
            self.fields.extend(self.word.take());
            self.fields.push(number);
            self.last_is_number = true;
        } else if is_long(text) {
            self.end(segments, rows);
        } else if !text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            if self.last_is_number {
                self.fields.push(number);
            } else {
                self.end(segments, rows);
                self.word = Some(number);
            }
            self.last_is_number = false;
        }
    }

    fn end(&mut self, segments: &Segments, rows: &mut Vec<Row>) {
        if self.fields.len() > 1 {
            rows.push(Row::of(segments, &self.fields));
        }
        self.fields.clear();
        self.word = None;
        self.last_is_number = false;
    }
}

/// Whether a text is a number, such as that of a house, a day or half of a CPR number.
fn is_number(text: &str) -> bool {
    // Most begin with a letter.
    let begins = |text: &str| text.as_bytes().first().is_some_and(u8::is_ascii_digit);
    if !begins(text) && !text.starts_with([' ', '\n', '\t', '\r']) {
        return false;
    }
    let text = text.trim();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    text.len() <= DIGITS && begins(text) && text.len() - digits <= 2
}

/// The values of elements whose name or id is of a kind, with it: `<input name="salt" value="...">`.
pub(super) fn named(segments: &Segments, is_asked: impl Fn(&str) -> bool) -> Vec<(&str, &str)> {
    let mut named = Vec::new();
    let element = |number: usize| segments.get(number).place.to_string().rsplit_once(" > ").map(|(e, _)| e.to_owned());
    for (number, segment) in segments.iter().enumerate() {
        let is_name = matches!(step(&segment.place), "@name" | "@id");
        if !is_name || segment.text.len() > LONGEST || !is_asked(segment.text) {
            continue;
        }
        let own = element(number);
        let beside = number.saturating_sub(BESIDE)..(number + BESIDE + 1).min(segments.len());
        let values = beside.filter(|at| matches!(step(&segments.get(*at).place), "@value" | "@content"));
        named.extend(values.filter(|at| element(*at) == own).map(|at| (segment.text, segments.text(at))));
    }
    named
}

impl Row {
    fn of(segments: &Segments, fields: &[usize]) -> Row {
        let mut row = Row::default();
        for number in fields {
            if !row.text.is_empty() {
                row.text.push(' ');
            }
            row.fields.push((row.text.len(), *number));
            row.text.push_str(segments.text(*number).trim());
        }
        row
    }

    /// The segment of the first field.
    pub fn first(&self) -> usize {
        self.fields[0].1
    }

    /// Where a part of the text lies; none where that is one field, which is searched by itself.
    pub fn over(&self, segments: &Segments, (start, end): (usize, usize)) -> Option<Over> {
        let field = |at: usize| self.fields.partition_point(|(begin, _)| *begin <= at) - 1;
        let (first, last) = (field(start), field(end - 1));
        if first == last {
            return None;
        }
        let (begin, segment) = self.fields[first];
        let text = segments.text(segment);
        let blanks = text.len() - text.trim_start().len();
        let span = (blanks + start - begin, blanks + text.trim().len());
        let segments = self.fields[first..=last].iter().map(|(_, number)| *number).collect();
        Some(Over { segment, span, segments })
    }
}

#[cfg(test)]
mod tests {
    use crate::detection::sample::detect_answer;

    /// The attributes that a page or an answer shows.
    fn seen(body: &str) -> Vec<&'static str> {
        let media_type = if body.starts_with('{') { "application/json" } else { "text/html" };
        let mut codes: Vec<_> = detect_answer(media_type, body).iter().map(|m| m.attribute.code()).collect();
        codes.dedup();
        codes
    }

    fn list(chosen: u32, from: u32, to: u32) -> String {
        let option = |n| format!("<option value={n}{}>{n}</option>", if n == chosen { " selected" } else { "" });
        (from..=to).map(option).collect()
    }

    #[test]
    fn a_value_in_several_fields_is_seen_and_no_chance_is_taken_for_one() {
        let date = |label: &str, year: u32| {
            format!(
                "<form><label for=d>{label}</label><select name=d>{}</select><select name=m>{}</select><select name=y>{}</select></form>",
                list(15, 1, 31),
                list(12, 1, 12),
                list(year, 1970, 1974)
            )
        };
        for (body, want) in [
            ("<input name=cpr1 class=kort value=751272> - <input name=cpr2 class=kort value=1234>".to_owned(), vec!["D04"]),
            ("<table><tr><td class=a>751272</td><td class=b>1234</td></tr></table>".to_owned(), vec!["D04"]),
            ("<input name=cpr1 value=751272><input name=cpr2 value=1235>".to_owned(), vec![]),
            ("<input value=751272><input value=1234>".to_owned(), vec!["D04"]),
            ("<dl><dt>Født</dt><dd>751272</dd><dt>Løbenr.</dt><dd>1234</dd></dl>".to_owned(), vec!["D04"]),
            // A number between them, and a text that is no field.
            ("<input name=a value=751272><input name=b value=7><input name=c value=1234>".to_owned(), vec![]),
            ("<div class=a>751272</div><div class=b>Ansøgeren har søgt tre stillinger hos os siden 2019</div><div class=c>1234</div>".to_owned(), vec![]),
            (date("Fødselsdato", 1972), vec!["D05"]),
            (date("Fødselsdato", 1973), vec![]),
            // What is chosen says nothing.
            (date("Fødselsdato", 1972).replace("<option value=15 selected>15", "<option>15</option><option selected>"), vec![]),
            (date("Ansættelsesdato", 1972), vec![]),
            ("<input name=birth_d value=15><input name=birth_m value=12><input name=birth_y value=1972>".to_owned(), vec!["D05"]),
            ("<input name=vej value='Gl. Æblevej'><input name=nr value=17>".to_owned(), vec!["D08"]),
            ("<input name=vej value='Gl. Æblevej'><input name=nr value=18>".to_owned(), vec![]),
            ("<div class=v>Gl. Æblevej</div><div class=n>17</div>".to_owned(), vec!["D08"]),
            // Eight digits of a telephone meet by chance.
            ("<table><tr><td class=a>1357</td><td class=b>2468</td></tr></table>".to_owned(), vec![]),
            (r#"{"cpr":{"dato":"751272","løbenr":"1234"}}"#.to_owned(), vec!["D04"]),
            (r#"{"cpr":{"dato":"751272","løbenr":"1235"}}"#.to_owned(), vec![]),
            (r#"{"født":{"dag":15,"måned":12,"år":1972}}"#.to_owned(), vec!["D05"]),
            (r#"{"type":"CV","navn":"Fatima Al-Sayed","år":2026}"#.to_owned(), vec!["D01", "D02"]),
            (r#"{"oprettet":{"dag":15,"måned":12,"år":1972}}"#.to_owned(), vec![]),
            (r#"{"adresse":{"vejnavn":"Gl. Æblevej","husnr":"17"}}"#.to_owned(), vec!["D08"]),
        ] {
            assert_eq!(seen(&body), want, "{body}");
        }
    }

    #[test]
    fn the_finding_stands_at_the_first_field() {
        let body = "<form><input name=a value=' 751272 '><input name=b value=1234></form>";
        let found = detect_answer("text/html", body);
        let [found] = found.as_slice() else { panic!("{found:#?}") };
        assert_eq!((found.disguise.to_string().as_str(), found.span_in_bytes), ("split", true));
        assert_eq!(&body[found.span.0 as usize..found.span.1 as usize], "751272");
        assert!(found.place.ends_with("input[1] > @value"), "{}", found.place);
    }
}
