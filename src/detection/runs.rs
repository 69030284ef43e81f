//! Parts of a list of several people that hold nothing of anybody, and whose they are: what follows a heading that names one of
//! them, the second row of each, the column of each.
//! In: the segments of a unit, and whose its containers are. Out: places that are about the candidate whose part they go with.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use foldhash::quality::RandomState;

use super::containers::Containers;
use super::siblings::Spot;
use super::steps::{is_cell, is_table_row, kind, prefixes};
use crate::extraction::{Part, Segments};

/// Parts of a container that are looked at, and parts that one person may have.
const MOST: usize = 1 << 16;
const LONGEST_RUN: usize = 6;
/// Texts of a part that are compared with those of another.
const SHAPE: usize = 32;
/// Rows of a table whose columns are looked at.
const ROWS: usize = 64;

/// A part of a container.
struct Piece {
    path: String,
    kind: String,
    candidate: Option<u32>,
    several: bool,
    /// Where its texts stand in it.
    shape: BTreeSet<String>,
}

/// What goes with a part of one candidate.
pub(super) fn runs(segments: &Segments, containers: &Containers<'_>) -> BTreeSet<(String, u32)> {
    let mut runs = BTreeSet::new();
    if !containers.are_several() {
        return runs;
    }
    let pieces = pieces(segments, containers);
    for pieces in pieces.values().filter(|pieces| pieces.len() <= MOST) {
        let known = pieces.iter().filter(|piece| piece.candidate.is_some()).count();
        let lists = known >= 2 && !pieces.iter().any(|piece| piece.several);
        if lists && !in_turn(pieces, &mut runs) {
            after_heads(pieces, &mut runs);
        }
    }
    columns(&pieces, segments, &mut runs);
    runs
}

/// The parts of each container that has anchors of several, in their order.
fn pieces(segments: &Segments, containers: &Containers<'_>) -> BTreeMap<String, Vec<Piece>> {
    let mut pieces: BTreeMap<String, Vec<Piece>> = BTreeMap::new();
    let mut known: HashSet<String, RandomState> = HashSet::default();
    let mut paths = segments.paths();
    for (number, segment) in segments.iter().enumerate() {
        let place = paths.path(segments.place(number));
        let shown = !matches!(segment.part, Part::HiddenText) && !segment.text.trim().is_empty();
        for container in prefixes(place).filter(|container| shown && containers.is_of_several(container)) {
            let Some(spot) = Spot::of(container, place) else { continue };
            // Beside data stand its address and its headers.
            if kind(spot.step()).starts_with('@') || container.is_empty() && !place.starts_with('/') {
                continue;
            }
            if !pieces.contains_key(container) {
                pieces.insert(container.to_owned(), Vec::new());
            }
            let Some(of_container) = pieces.get_mut(container) else { continue };
            if !known.contains(spot.part()) {
                known.insert(spot.part().to_owned());
                of_container.push(Piece {
                    path: spot.part().to_owned(),
                    kind: kind(spot.step()).to_owned(),
                    candidate: containers.only(spot.part()),
                    several: containers.is_of_several(spot.part()),
                    shape: BTreeSet::new(),
                });
            }
            let same = |piece: &&mut Piece| piece.path == spot.part() && piece.shape.len() < SHAPE;
            if let Some(piece) = of_container.last_mut().filter(same)
                && !piece.shape.contains(spot.tail())
            {
                piece.shape.insert(spot.tail().to_owned());
            }
        }
    }
    pieces
}

/// Parts behind one that names somebody, which is of a kind of its own as a heading is.
fn after_heads(pieces: &[Piece], runs: &mut BTreeSet<(String, u32)>) {
    let mut heads = pieces.iter().filter(|piece| piece.candidate.is_some());
    let Some(kind) = heads.next().map(|head| &head.kind) else { return };
    if heads.any(|head| head.kind != *kind) {
        return;
    }
    // What follows the last one may be the end of the page: no more of it than of the others.
    let begins: Vec<usize> = (0..pieces.len()).filter(|at| pieces[*at].kind == *kind).collect();
    let most = begins.windows(2).map(|pair| pair[1] - pair[0]).max().unwrap_or(1).min(LONGEST_RUN + 1);
    for (at, begin) in begins.iter().enumerate() {
        let Some(candidate) = pieces[*begin].candidate else { continue };
        let end = begins.get(at + 1).copied().unwrap_or(pieces.len()).min(begin + most);
        runs.extend(pieces[begin + 1..end].iter().map(|piece| (piece.path.clone(), candidate)));
    }
}

/// Parts of which each person has as many, without anything else among them. False where that is not so.
fn in_turn(pieces: &[Piece], runs: &mut BTreeSet<(String, u32)>) -> bool {
    let known: Vec<usize> = (0..pieces.len()).filter(|at| pieces[*at].candidate.is_some()).collect();
    let turn = known[1] - known[0];
    let even = known.windows(2).all(|pair| pair[1] - pair[0] == turn);
    let alike = pieces.windows(turn + 1).all(|window| window[0].kind == window[turn].kind);
    if !even || !alike || !(2..=LONGEST_RUN).contains(&turn) || known[0] >= turn || pieces.len() != known.len() * turn {
        return false;
    }
    for (of_one, at) in pieces.chunks(turn).zip(known) {
        let Some(candidate) = pieces[at].candidate else { continue };
        // What looks as the part of somebody does is that of somebody else.
        let looks = |piece: &Piece| piece.shape.len() > 1 && piece.shape == pieces[at].shape;
        let others = of_one.iter().filter(|piece| piece.candidate.is_none() && !looks(piece));
        runs.extend(others.map(|piece| (piece.path.clone(), candidate)));
    }
    true
}

/// Columns of a table, of arrays that stand beside each other, and of records by the same ids: where one row holds something of
/// each, the others say of each the same.
fn columns(pieces: &BTreeMap<String, Vec<Piece>>, segments: &Segments, runs: &mut BTreeSet<(String, u32)>) {
    for (outer, rows) in pieces {
        let of_several = rows.iter().filter(|piece| piece.several).map(|piece| piece.path.as_str()).take(ROWS);
        let of_several: Vec<(&str, &Vec<Piece>)> =
            of_several.filter_map(|row| Some((row, pieces.get(row).filter(|cells| cells.len() <= MOST)?))).collect();
        let Some((row, cells)) = of_several.first() else { continue };
        let Some(known) = known(&of_several).filter(|known| known.len() >= 2) else { continue };
        let table = is_table_row(last(row)) && cells.iter().all(|cell| is_cell(&cell.kind));
        let data = row.starts_with('/') && (outer.is_empty() || outer.starts_with('/'));
        // In data: records that are called by their ids, or values alone.
        let called = data && cells.iter().all(|cell| kind(last(&cell.path)) != "#");
        let values = data && !called && cells.iter().all(|cell| cell.shape.iter().all(String::is_empty));
        let free =
            |piece: &&Piece| piece.candidate.is_none() && !piece.several && (!table || is_table_row(last(&piece.path)));
        let others: Vec<&str> = rows.iter().filter(free).map(|piece| piece.path.as_str()).take(ROWS).collect();
        if !(table || called || values) || others.is_empty() {
            continue;
        }
        for (other, inner) in inner(segments, outer, &others) {
            let same: Vec<(String, u32)> = known.iter().map(|(cell, c)| (format!("{other}{cell}"), *c)).collect();
            let alike = !values || inner.len() == cells.len() && inner.values().all(|leaf| *leaf);
            if alike && same.iter().all(|(path, _)| inner.contains_key(path)) {
                runs.extend(same);
            }
        }
    }
}

/// Whose each column is, by where its cells stand in their rows; none where a person has two, or a column is of two people: these
/// are pairs of people, and no table of all of them.
fn known<'p>(rows: &[(&'p str, &'p Vec<Piece>)]) -> Option<BTreeMap<&'p str, u32>> {
    let mut known: BTreeMap<&str, u32> = BTreeMap::new();
    for (row, cells) in rows {
        for cell in *cells {
            if cell.several {
                return None;
            }
            let (Some(column), Some(candidate)) = (cell.path.get(row.len()..), cell.candidate) else { continue };
            if *known.entry(column).or_insert(candidate) != candidate {
                return None;
            }
        }
    }
    let people: BTreeSet<u32> = known.values().copied().collect();
    (people.len() == known.len()).then_some(known)
}

/// The last step of a path.
fn last(path: &str) -> &str {
    path.rsplit([' ', '/']).next().unwrap_or_default()
}

/// The parts of some parts of a container, and whether each is a value alone.
fn inner<'p>(segments: &Segments, outer: &str, parts: &[&'p str]) -> BTreeMap<&'p str, BTreeMap<String, bool>> {
    let mut inner: BTreeMap<&str, BTreeMap<String, bool>> = BTreeMap::new();
    let mut paths = segments.paths();
    for number in 0..segments.len() {
        let place = paths.path(segments.place(number));
        let Some(part) = place.starts_with(outer).then(|| Spot::of(outer, place)).flatten().map(|spot| spot.part())
        else {
            continue;
        };
        let Some(part) = parts.iter().find(|known| **known == part) else { continue };
        let Some(spot) = Spot::of(part, place).filter(|spot| !spot.step().starts_with('@')) else { continue };
        let leaf = spot.part().len() == place.len();
        *inner.entry(part).or_default().entry(spot.part().to_owned()).or_insert(true) &= leaf;
    }
    inner
}

#[cfg(test)]
mod tests {
    use crate::candidates::{AttributeId, CandidateId, Dataset};
    use crate::detection::sample;
    use crate::detection::sample::detect_answer_of;

    /// The person of the examples and a man of forty-one.
    fn two() -> Dataset {
        let mut two = sample();
        let mut other = two.candidates[0].clone();
        other.id = CandidateId("c2".into());
        for attribute in &mut other.attributes {
            attribute.value = match attribute.id {
                AttributeId::D06 => "jens.ravnsborgholt@mail.example".into(),
                AttributeId::P01 => "mand".into(),
                AttributeId::P03 => "41".into(),
                _ => format!("{}x", attribute.value.replace(['7', '2'], "9")),
            };
        }
        two.candidates.push(other);
        two
    }

    /// Whose age an answer shows that holds the mail addresses of both.
    fn ages(body: &str) -> Vec<String> {
        let body =
            body.replace("ONE", "fatima.alsayed72@mail.example").replace("TWO", "jens.ravnsborgholt@mail.example");
        let media_type = if body.starts_with('<') { "text/html" } else { "application/json" };
        let mut ages: Vec<String> = detect_answer_of(&two(), media_type, &body)
            .into_iter()
            .filter(|m| m.attribute == AttributeId::P03)
            .map(|m| m.candidate.to_string())
            .collect();
        ages.sort();
        ages.dedup();
        ages
    }

    #[test]
    fn what_goes_with_the_part_of_somebody_is_about_them() {
        for body in [
            "<div><h3>ONE</h3><p>A år<h3>TWO</h3><p>B år</div>",
            "<div><h3>ONE</h3><p>x<p>A år<h3>x</h3><p>30 år<h3>TWO</h3><p>x<p>B år</div><p>x",
            "<div><p>ONE<p>A år<hr><p>TWO<p>B år</div>",
            "<table><tr><td>ONE<tr><td>A år<tr><td>TWO<tr><td>B år</table>",
            "<table><tr class=a><td>ONE<tr class=b><td>A år<tr class=a><td>TWO<tr class=b><td>B år</table>",
            "<table><tr><td rowspan=2>ONE<td>x<tr><td>A år<tr><td rowspan=2>TWO<td>x<tr><td>B år</table>",
            "<dl><dt>1<dd>ONE<dd>A år<dt>2<dd>TWO<dd>B år</dl>",
            "<table><tr><th>Mail<td>ONE<td>TWO<tr><th>age<td>A<td>B</table>",
            "<table><tr><th>Mail<td>ONE<td>TWO<tr><th>age<td>A<td>B<tr><th>Mail<td>ONE<td>TWO</table>",
            r#"{"mail":["ONE","TWO"],"age":[A,B]}"#,
            r#"{"mails":{"x7":"ONE","x8":"TWO"},"facts":{"x8":{"age":B},"x7":{"age":A}}}"#,
            r#"["ONE","A år","TWO","B år"]"#,
        ] {
            assert_eq!(ages(&body.replace('A', "53").replace('B', "41")), ["c1", "c2"], "{body}");
            assert_eq!(ages(&body.replace('A', "41").replace('B', "53")), Vec::<String>::new(), "{body}");
        }
    }

    #[test]
    fn what_goes_with_nobody_is_about_nobody() {
        for body in [
            "<div><p>53 år<p>ONE<p>41 år<p>TWO<p>x</div>",
            "<div><h3>ONE</h3><h3>TWO</h3><p>53 år<p>41 år</div>",
            "<div><section>ONE</section><section>TWO</section><aside>41 år</aside></div>",
            r#"{"items":[{"mail":"ONE"},{"mail":"TWO"}],"facets":[{"age":53},{"age":41}]}"#,
            "<table><tr><td>ONE<td>x<tr><td>TWO<td>x<tr><td>53 år<td>41 år</table>",
            "<table><tr><td>ONE<td>TWO<tr><td>TWO<td>ONE<tr><td>53 år<td>41 år</table>",
            "<table><tr class=a><td>ONE<td>x<tr class=b><td>y<td>53 år<tr class=a><td>TWO<td>x<tr class=b><td>z<td>41 år</table>",
        ] {
            assert_eq!(ages(body), Vec::<String>::new(), "{body}");
        }
    }
}
