//! Parts of a container that are alike: whether they say the same of several people (rows of a list, cards) or several things of
//! one (fields below each other, sections of a page, answers to questions).
//! In: the segments of a unit and the places of a candidate's anchors. Out: whether a text in a part beside an anchor's is about
//! the same person.
//!
//! A list of people repeats its columns: the age of each stands where the age of the other does, and not where the letter of
//! the other does. Fields of one person stand in one column and have labels that differ. Where nothing speaks for a list, what a
//! container holds is about its candidate.

use std::collections::BTreeSet;

use super::labels::LONGEST;
use super::steps::{STEPS, is_cell, is_row, is_table_row, kind, next_step};
use crate::extraction::{Part, Segments};

/// Bytes of a text in a row that may be the value of a field.
const SHORT: usize = 80;
/// Anchors that are compared with.
const ANCHORS: usize = 16;
/// Texts of a part that are compared.
const TEXTS: usize = 128;
/// What a person is called who has no name.
const NAMELESS: [&str; 5] = ["ansøger", "ansoger", "kandidat", "applicant", "candidate"];
/// Elements, lines and pages of running text, of which none is a part for itself; without their namespaces.
const RUNNING: [&str; 28] = [
    "p", "span", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "b", "i", "em", "strong", "small",
    "label", "br", "option", "r", "page", "block", "slide", "line", "column", "alternative", "si",
];
/// A place below a container that holds an anchor: the part of it that the place lies in, and where there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot<'p> {
    container: &'p str,
    /// The path of the part.
    part: &'p str,
    step: &'p str,
    tail: &'p str,
}

impl<'p> Spot<'p> {
    /// Of a place in a container; none where it is the container.
    pub fn of(container: &str, place: &'p str) -> Option<Spot<'p>> {
        let rest = place.get(container.len()..)?;
        let begin = STEPS.iter().find(|step| rest.starts_with(**step)).map_or(0, |step| step.len());
        let length = next_step(&rest[begin..]).unwrap_or(rest.len() - begin);
        if length == 0 {
            return None;
        }
        let end = container.len() + begin + length;
        let tail = &place[end..];
        let tail = STEPS.iter().find_map(|step| tail.strip_prefix(step)).unwrap_or(tail);
        Some(Spot { container: &place[..container.len()], part: &place[..end], step: &rest[begin..][..length], tail })
    }

    /// The path of the part, and its last step.
    pub fn part(&self) -> &'p str {
        self.part
    }

    pub fn step(&self) -> &'p str {
        self.step
    }

    /// Where the place is in the part.
    pub fn tail(&self) -> &'p str {
        self.tail
    }

    /// What it has in common with the same field of a part beside it.
    fn column(&self) -> String {
        let first = &self.tail[..next_step(self.tail).unwrap_or(self.tail.len())];
        if is_cell(first) {
            return first.to_owned();
        }
        // Which row inside of the part it is says nothing.
        let mut column = String::with_capacity(self.tail.len());
        let mut rest = self.tail;
        while !rest.is_empty() {
            let end = next_step(rest).unwrap_or(rest.len());
            let step = &rest[..end];
            column.push_str(if is_row(step) { kind(step) } else { step });
            column.push('/');
            rest = STEPS.iter().find_map(|step| rest[end..].strip_prefix(step)).unwrap_or_default();
        }
        column
    }
}

/// The texts of a unit by their places, and the anchors of its candidates.
pub(super) struct Siblings<'s> {
    segments: &'s Segments,
    /// Sorted by path, and in the order of the unit where that is the same.
    texts: Vec<(String, usize)>,
    anchors: Vec<String>,
}

impl<'s> Siblings<'s> {
    pub fn of(segments: &'s Segments, anchors: &[String]) -> Siblings<'s> {
        let said = |number: &usize| !segments.text(*number).trim().is_empty();
        let mut paths = segments.paths();
        let mut texts: Vec<(String, usize)> =
            (0..segments.len()).filter(said).map(|n| (paths.path(segments.place(n)).to_owned(), n)).collect();
        texts.sort();
        let mut anchors = anchors.to_vec();
        anchors.sort();
        anchors.dedup();
        Siblings { segments, texts, anchors }
    }

    /// Whether a text at a spot is about the candidate whose anchors stand in other parts of the container.
    pub fn are_of_one(&self, spot: &Spot<'_>, text: &str) -> bool {
        let begin = self.anchors.partition_point(|anchor| anchor.as_str() < spot.container);
        let within = self.anchors[begin..].iter().take_while(|anchor| anchor.starts_with(spot.container));
        let mut others = Vec::new();
        for anchor in within.filter(|anchor| is_below(anchor, spot.container)).take(ANCHORS) {
            match Spot::of(spot.container, anchor) {
                Some(other) if kind(other.step) == kind(spot.step) => others.push(other),
                Some(_) if kind(spot.step).ends_with(':') => {}
                // It stands in the container itself, or in its head.
                _ => return true,
            }
        }
        if others.is_empty() {
            return true;
        }
        // A row without anything in it is a line of running text, and a line with fields in it is a row.
        let row = match kind(spot.step) {
            "row" | "line" => !spot.tail.is_empty(),
            _ => is_row(spot.step),
        };
        if row {
            self.is_a_field(spot, &others, text)
        } else if kind(spot.step) == "line" {
            !others.iter().any(|other| self.of_part(other.part).any(|(_, beside)| have_labels_in_common(text, beside)))
        } else if RUNNING.contains(&kind(spot.step)) || spot.step.starts_with('@') {
            true
        } else if is_of_a_page(spot) {
            !others.iter().any(|other| self.says_the_same_of_another(spot, text, other))
        } else {
            let column = spot.column();
            others.iter().any(|other| other.column() == column)
                || !others.iter().any(|other| self.has_fields_of(spot, other))
        }
    }

    /// Whether a row is a field of the one whom the rows beside it are about.
    fn is_a_field(&self, spot: &Spot<'_>, others: &[Spot<'_>], text: &str) -> bool {
        let column = spot.column();
        if is_table_row(spot.step) {
            let (heads, cells) = self.cells(spot.part);
            let pairs = matches!(heads + cells, 2 | 4);
            let below = others.iter().any(|other| other.column() == column);
            // A row of a page has all its cells, and one without those of another is about something else.
            let columns = self.columns(spot.part);
            let apart = kind(spot.step) == "tr" && others.iter().any(|other| !columns.contains(&other.column()));
            return heads > 0 && heads == cells || apart || pairs && below && text.trim().len() <= SHORT;
        }
        if is_of_a_page(spot) && others.iter().any(|other| self.says_the_same_of_another(spot, text, other)) {
            return false;
        }
        if others.iter().any(|other| other.column() == column) {
            return text.trim().len() <= SHORT;
        }
        // Records of a list have most fields in common, and sections of a record their title.
        others.iter().any(|other| {
            let (own, beside) = (self.columns(spot.part), self.columns(other.part));
            !own.contains(&other.column()) && !beside.contains(&column) && !own.is_disjoint(&beside)
        })
    }

    /// Whether an element of data has the field of the anchor beside it, or that one the field of this.
    fn has_fields_of(&self, spot: &Spot<'_>, other: &Spot<'_>) -> bool {
        self.columns(other.part).contains(&spot.column()) || self.columns(spot.part).contains(&other.column())
    }

    /// Whether a part says what its sibling does, of somebody else: it is called like that, or what is said has the same label.
    fn says_the_same_of_another(&self, spot: &Spot<'_>, text: &str, other: &Spot<'_>) -> bool {
        let beside: Vec<(&str, &str)> = self.of_part(other.part).collect();
        let any_at = |tail: &str, is: &dyn Fn(&str) -> bool| beside.iter().any(|(t, text)| *t == tail && is(text));
        if any_at(spot.tail, &|other| are_alike(text, other)) {
            return true;
        }
        let mut own: Vec<(&str, &str, usize)> = self.numbered(spot.part).collect();
        own.sort_by_key(|(.., number)| *number);
        let here = own.iter().find(|(tail, said, _)| *tail == spot.tail && *said == text.trim());
        let here = here.map_or(0, |(.., number)| *number);
        own.retain(|(_, said, _)| said.len() <= LONGEST && said.chars().any(char::is_alphabetic));
        // Its number is that of another.
        let is_nameless = |said: &str| NAMELESS.iter().any(|word| said.to_lowercase().contains(word));
        let numbered = |said: &str, other: &str| said != other && are_alike(said, other);
        if own.iter().any(|(tail, said, _)| is_nameless(said) && any_at(tail, &|other| numbered(said, other))) {
            return true;
        }
        // A word that fields have in common, such as that one may leave them out, is no label.
        let recurs = |(tail, said, _): &(&str, &str, usize)| any_at(tail, &|other| other == *said);
        let labels = own.iter().filter(|text| recurs(text)).count();
        let before = own.iter().take_while(|(.., number)| *number < here);
        labels >= 2 && labels * 2 >= own.len() && before.last().is_some_and(recurs)
    }

    /// Cells of a row that are heads, and others.
    fn cells(&self, part: &str) -> (usize, usize) {
        let columns = self.columns(part);
        let heads = columns.iter().filter(|column| kind(column) == "th").count();
        // A cell that is empty counts where one after it is not.
        let last = |c: &String| c.split_once('[').and_then(|(_, n)| n.strip_suffix(']')?.parse().ok()).unwrap_or(0);
        let cells = columns.iter().filter(|column| kind(column) != "th");
        (heads, cells.clone().map(last).max().unwrap_or(0).max(cells.count()))
    }

    fn columns(&self, part: &str) -> BTreeSet<String> {
        let spots = self.of_part(part).filter(|(tail, _)| !tail.contains('@'));
        spots.map(|(tail, _)| Spot { container: "", part: "", step: "", tail }.column()).collect()
    }

    /// The texts of a part, each with where it stands in it.
    fn of_part<'a>(&'a self, part: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.numbered(part).map(|(tail, text, _)| (tail, text))
    }

    fn numbered<'a>(&'a self, part: &'a str) -> impl Iterator<Item = (&'a str, &'a str, usize)> {
        let begin = self.texts.partition_point(|(path, _)| path.as_str() < part);
        let within = self.texts[begin..].iter().take_while(move |(path, _)| path.starts_with(part));
        let within = within.take(TEXTS).filter(move |(path, _)| is_below(path, part));
        within.filter(|(_, number)| !matches!(self.segments.part(*number), Part::HiddenText)).map(
            move |(path, number)| {
                let tail = &path[part.len()..];
                let tail = STEPS.iter().find_map(|step| tail.strip_prefix(step)).unwrap_or(tail);
                (tail, self.segments.text(*number).trim(), *number)
            },
        )
    }
}

/// Whether a spot lies in a page, whose elements are called after how they look, and not after what they hold.
fn is_of_a_page(spot: &Spot<'_>) -> bool {
    spot.part.starts_with("html")
}

/// Whether a path is this one, or lies in it.
pub(super) fn is_below(path: &str, container: &str) -> bool {
    let rest = &path[container.len()..];
    container.is_empty() || rest.is_empty() || STEPS.iter().any(|step| rest.starts_with(step))
}

/// Whether lines of two paragraphs begin with the same labels, more of them than a question and its answer have.
fn have_labels_in_common(a: &str, b: &str) -> bool {
    let labels = |text: &str| text.lines().filter_map(label).map(str::to_owned).collect::<BTreeSet<String>>();
    labels(a).intersection(&labels(b)).nth(2).is_some()
}

/// What a line begins with before a colon.
fn label(text: &str) -> Option<&str> {
    text.split_once(':').map(|(label, _)| label.trim()).filter(|label| !label.is_empty() && label.len() <= LONGEST)
}

/// Whether two texts say the same of two people: all but the numbers in them is the same, or the label that they begin with.
fn are_alike(a: &str, b: &str) -> bool {
    let letters = |text: &str| text.trim().chars().filter(|c| !c.is_numeric()).collect::<String>();
    let said = letters(a);
    said.chars().any(char::is_alphabetic) && said == letters(b) || label(a).is_some() && label(a) == label(b)
}

#[cfg(test)]
mod tests {
    use super::Spot;
    use crate::detection::sample::detect_answer;

    const MAIL: &str = "fatima.alsayed72@mail.example";

    /// Whether an answer that holds the mail address of the person shows her age and her sex as well.
    fn shows(body: &str) -> (bool, bool) {
        let body = body.replace("MAIL", MAIL);
        let media_type = match body.as_bytes()[0] {
            b'<' if body.starts_with("<?xml") => "application/xml",
            b'<' => "text/html",
            b'{' if body.contains("}\n{") => "application/x-ndjson",
            b'{' | b'[' => "application/json",
            _ if body.starts_with("Nr;") || body.starts_with("Felt;") => "text/csv",
            _ => "text/plain",
        };
        let matches = detect_answer(media_type, &body);
        assert!(matches.iter().any(|m| m.attribute.code() == "D06"), "{body}");
        let shown = |code: &str| matches.iter().any(|m| m.attribute.code() == code);
        (shown("P03"), shown("P01"))
    }

    #[test]
    fn fields_of_one_person_are_hers_wherever_the_anchor_stands() {
        for body in [
            "<table><tr><td>Mail<td>MAIL<tr><td>Alder<td>53 år<tr><td>Køn<td>Kvinde</table>",
            "<table><tr><th>Mail<td>MAIL<tr><th>Alder<td>53 år<tr><th>Køn<td>Kvinde</table>",
            "<table><tr><th>Mail<td>MAIL<th>Nr<td>7<tr><th>Nr<td>8<th>Køn<td>Kvinde<tr><th>Alder<td>53<th>Nr<td>9</table>",
            "<table><tr><td>Mail<td>MAIL<td>By<td>x<tr><td>Alder<td>53 år<td>Nr<td>7<tr><td>Køn<td>Kvinde<td>a<td>b</table>",
            "<table><caption>MAIL</caption><tr><td>a<td>b<td>53 år<tr><td>a<td>b<td>Køn: Kvinde</table>",
            "<table><tr><td>7<td>MAIL<tr><td colspan=2>53 år, kvinde</table>",
            "<ul><li>Mail: MAIL<li>Alder: 53 år<li>Køn: Kvinde</ul>",
            "<ul><li><b>Mail</b><span>MAIL</span><li><b>Alder</b><span>53</span><li><b>Køn</b><span>Kvinde</span></ul>",
            "<article><h2>Svar</h2><p>MAIL</article><article><h2>Stamdata</h2><p>Alder: 53 år<p>Køn: Kvinde</article>",
            "<div class=f><b>Mail</b><i>MAIL</i></div><div class=f><b>Alder</b><i>53</i></div><div><b>Køn</b><i>Kvinde</i></div>",
            "<section><p>MAIL</p><a>Ret</a></section><section><p>Nr. 7<p>53 år<p>Køn: Kvinde</p><a>Ret</a></section>",
            "<div>Mail <i>valgfri</i><p><input value=MAIL></div><div>Alder <i>valgfri</i><p><input value='53 år'></div>\
             <div>Køn <i>valgfri</i><p><input value=kvinde></div>",
            "<section><h3>Ansøger 7</h3><p>MAIL</section><section><h3>Ansøger 7</h3><p>Stilling<p>53 år<p>kvinde</section>",
            r#"{"answers":[{"q":"Mail","a":"MAIL"},{"q":"Alder","a":53},{"q":"Hvad er dit køn?","a":"Kvinde"}]}"#,
            r#"{"fields":[["Mail","MAIL"],["Alder","53"],["Køn","Kvinde"]]}"#,
            r#"[{"title":"Svar","text":"MAIL"},{"title":"Stamdata","fields":{"alder":53,"sex":"K"}}]"#,
            r#"{"application":{"mail":"MAIL","age":53,"sex":2},"lists":{"sex":{"1":"mand","2":"kvinde"}}}"#,
            r#"{"mail":"MAIL","age":53,"sex":{"value":2,"options":[{"id":1,"label":"mand"},{"id":2,"label":"kvinde"}]}}"#,
            "Felt;Svar\nMail;MAIL\nAlder;53\nKøn;Kvinde\n",
            "Felt: Mail\nSvar: MAIL\n\nFelt: Alder\nSvar: 53 år\n\nFelt: Køn\nSvar: Kvinde\n",
        ] {
            assert_eq!(shows(body), (true, true), "{body}");
        }
    }

    #[test]
    fn what_a_list_says_of_another_is_not_hers() {
        for body in [
            "<table><tr><td>7<td>MAIL<td>41 år<td>-<td>a<tr><td>8<td>x<td>53 år<td>Kvinde<td>b</table>",
            "<ul><li><h3>Nr. 7</h3><p>MAIL<p>41 år<li><h3>Nr. 8</h3><p>x<p>53 år<p>Kvinde</ul>",
            "<div><h3>Ansøger 7</h3><p>MAIL</p></div><div><h3>Ansøger 8</h3><p>x<p>53 år<p>Kvinde</div>",
            "<div><b>Mail</b><i>MAIL</i><b>Alder</b><u>41</u><b>Køn</b><u>-</u></div>\
             <div><b>Mail</b><i>x</i><b>Alder</b><u>53</u><b>Køn</b><u>kvinde</u></div>",
            "<section><p>MAIL<p>Alder: 41<p>Køn: -</section><section><p>x<p>Alder: 53<p>Køn: kvinde</section>",
            r#"[{"mail":"MAIL","age":41,"sex":"-"},{"mail":"x","age":53,"sex":"kvinde"}]"#,
            "{\"mail\":\"MAIL\",\"age\":41,\"sex\":\"-\"}\n{\"mail\":\"x\",\"age\":53,\"sex\":\"kvinde\"}\n",
            "<?xml version=\"1.0\"?><l><a><mail>MAIL</mail><sex>-</sex></a><a><mail>x</mail><alder>53</alder><sex>kvinde</sex></a></l>",
            "Nr;Mail;Alder;Køn\n7;MAIL;41;-\n8;x;53;kvinde\n",
            r#"{"application":{"mail":"MAIL"},"current_user":{"age":53,"sex":"kvinde"},"log":[{"createdBy":{"age":53,"sex":"kvinde"}}]}"#,
            r#"{"application":{"mail":"MAIL","sex":1},"lists":{"sex":{"1":"mand","2":"kvinde"}}}"#,
            r#"{"items":[{"mail":"MAIL"}],"facets":{"sex":[{"value":"kvinde","count":3},{"value":"mand","count":5}]}}"#,
            "Nr: 7\nMail: MAIL\nAlder: 41\nKøn: -\n\nNr: 8\nMail: x\nAlder: 53\nKøn: kvinde\n",
        ] {
            assert_eq!(shows(body), (false, false), "{body}");
        }
    }

    #[test]
    fn a_row_is_about_whom_it_names() {
        for body in [
            "<table><tr><th>Mail<th>Alder<th>Køn<tr><td>x<td>41<td>mand<tr><td>MAIL<td>53<td>kvinde<tr><td>y<td>30<td>mand</table>",
            "Nr;Mail;Alder;Køn\n7;MAIL;53;kvinde\n8;x;41;mand\n",
            r#"[{"mail":"x","age":41,"sex":"mand"},{"mail":"MAIL","age":53,"sex":"kvinde"}]"#,
        ] {
            assert_eq!(shows(body), (true, true), "{body}");
        }
    }

    #[test]
    fn a_spot_is_what_lies_below_a_container() {
        let spot = Spot::of("html > ul[1]", "html > ul[1] > li[2] > div[1] > tr[4]").unwrap();
        assert_eq!((spot.part, spot.step, spot.tail), ("html > ul[1] > li[2]", "li[2]", "div[1] > tr[4]"));
        assert_eq!(spot.column(), Spot::of("html > ul[1]", "html > ul[1] > li[3] > div[1] > tr[9]").unwrap().column());
        let spot = Spot::of("", "/sections/1/text").unwrap();
        assert_eq!((spot.part, spot.step, spot.tail), ("/sections", "sections", "1/text"));
        assert!(Spot::of("/sections", "/sections").is_none());
    }
}
