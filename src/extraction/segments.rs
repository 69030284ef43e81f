//! All segments of a unit, kept so that a page of a hundred thousand takes a few pieces of memory and not a few hundred
//! thousand: their texts stand one after the other.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::places::{Paths, Place, PlaceId, Places};
use super::segment::{Concealment, Part, Segment};

/// Segments in order.
#[derive(Clone, Default)]
pub struct Segments {
    text: String,
    /// Where the text of each ends.
    ends: Vec<usize>,
    rows: Vec<Row>,
    places: Places,
}

/// All of a segment but its text.
#[derive(Clone, Copy)]
struct Row {
    place: PlaceId,
    part: Part,
    concealed: Option<Concealment>,
    inline: bool,
    /// An end before its start where there is none.
    span: (u64, u64),
}

const NO_SPAN: (u64, u64) = (1, 0);

/// A span so many bytes further on, or back where that is told by a number that wraps around.
fn shifted(span: (u64, u64), by: u64) -> (u64, u64) {
    if span == NO_SPAN { span } else { (span.0.wrapping_add(by), span.1.wrapping_add(by)) }
}

impl Segments {
    /// Makes room for what a document of so many bytes may hold, so that it need not be moved as it grows.
    pub(crate) fn reserve(&mut self, bytes: usize) {
        let rows = bytes / 64;
        self.text.reserve(bytes);
        self.ends.reserve(rows);
        self.rows.reserve(rows);
        self.places.reserve(bytes / 2, 2 * rows);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds one at the end.
    pub fn push(&mut self, segment: Segment<'_>) {
        let node = match segment.place {
            Place::Written(place) => self.places.written(place),
            // Of other segments: its name is all that it has here.
            Place::Known(..) => self.places.written(&segment.place.to_string()),
        };
        self.push_at(node, &Segment { place: Place::Written(""), ..segment });
    }

    /// Adds one at a place that is known already, whatever its own place says.
    pub(crate) fn push_at(&mut self, place: PlaceId, segment: &Segment<'_>) {
        self.text.push_str(segment.text);
        self.ends.push(self.text.len());
        let Segment { part, concealed, inline, span, .. } = *segment;
        self.rows.push(Row { place, part, concealed, inline, span: span.unwrap_or(NO_SPAN) });
    }

    /// Adds all of others behind these.
    pub(crate) fn append(&mut self, other: &Segments) {
        let (text, places) = (self.text.len(), self.places.append(&other.places));
        self.text.push_str(&other.text);
        self.ends.extend(other.ends.iter().map(|end| text + end));
        self.rows.extend(other.rows.iter().map(|row| Row { place: row.place.behind(places), ..*row }));
    }

    /// Copies those from `first` on, whose places all lie in one that all later ones lie in as well; spans count from a byte.
    /// None where a path from that place is longer than `most`.
    pub(crate) fn copied(&self, first: usize, root: PlaceId, from: u64, most: usize) -> Option<Segments> {
        let (places, longest) = self.places.copied(root);
        if longest > most {
            return None;
        }
        let start = first.checked_sub(1).map_or(0, |before| self.ends[before]);
        let moved =
            |row: &Row| Row { place: row.place.before(root), span: shifted(row.span, from.wrapping_neg()), ..*row };
        Some(Segments {
            text: self.text[start..].to_owned(),
            ends: self.ends[first..].iter().map(|end| end - start).collect(),
            rows: self.rows[first..].iter().map(moved).collect(),
            places,
        })
    }

    /// Adds those of a copy inside of a place, with spans that count from a byte.
    pub(crate) fn paste(&mut self, copy: &Segments, root: PlaceId, from: u64) {
        let (text, grown) = (self.text.len(), self.places.paste(&copy.places, root));
        self.text.push_str(&copy.text);
        self.ends.extend(copy.ends.iter().map(|end| text + end));
        let place = |place: PlaceId| if place.number() == 0 { root } else { place.behind(grown) };
        let moved = |row: &Row| Row { place: place(row.place), span: shifted(row.span, from), ..*row };
        self.rows.extend(copy.rows.iter().map(moved));
    }

    /// Bytes of memory that they take.
    pub(crate) fn size(&self) -> usize {
        let rows = size_of_val(self.ends.as_slice()) + size_of_val(self.rows.as_slice());
        self.text.len() + rows + self.places.size()
    }

    /// Keeps the first `len`.
    pub fn truncate(&mut self, len: usize) {
        self.rows.truncate(len);
        self.ends.truncate(len);
        self.text.truncate(self.ends.last().copied().unwrap_or(0));
    }

    /// The segment of that number.
    pub fn get(&self, number: usize) -> Segment<'_> {
        let Row { place, part, concealed, inline, span } = self.rows[number];
        Segment {
            text: self.text(number),
            part,
            place: Place::Known(&self.places, place),
            span: (span != NO_SPAN).then_some(span),
            concealed,
            inline,
        }
    }

    /// The text of the segment of that number.
    pub fn text(&self, number: usize) -> &str {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[number]]
    }

    /// The part of the segment of that number.
    #[inline]
    pub(crate) fn part(&self, number: usize) -> Part {
        self.rows[number].part
    }

    /// The innermost name of the place of the segment of that number.
    #[inline]
    pub(crate) fn place_name(&self, number: usize) -> &str {
        self.places.name(self.rows[number].place.number())
    }

    /// All of them.
    pub fn iter(&self) -> Iter<'_> {
        Iter { segments: self, left: 0..self.len() }
    }

    /// All texts one after the other.
    pub(crate) fn all_text(&self) -> &str {
        &self.text
    }

    /// The texts of segments one after the other, and where in them each ends.
    pub(crate) fn texts(&self, which: Range<usize>) -> (&str, Cow<'_, [usize]>) {
        let begin = which.start.checked_sub(1).map_or(0, |before| self.ends[before]);
        let ends = &self.ends[which];
        let text = &self.text[begin..ends.last().copied().unwrap_or(begin)];
        if begin == 0 { (text, ends.into()) } else { (text, ends.iter().map(|end| end - begin).collect()) }
    }

    /// The place of the segment of that number.
    pub(crate) fn place(&self, number: usize) -> PlaceId {
        self.rows[number].place
    }

    /// The paths of their places.
    pub(crate) fn paths(&self) -> Paths<'_> {
        Paths::of(&self.places)
    }

    /// All places of segments, and of what they lie in.
    pub(crate) fn all_places(&self) -> &Places {
        &self.places
    }

    /// The places, to which readers add.
    pub(crate) fn places(&mut self) -> &mut Places {
        &mut self.places
    }
}

/// Segments in order.
#[derive(Clone)]
pub struct Iter<'s> {
    segments: &'s Segments,
    left: Range<usize>,
}

impl<'s> Iterator for Iter<'s> {
    type Item = Segment<'s>;

    fn next(&mut self) -> Option<Segment<'s>> {
        self.left.next().map(|number| self.segments.get(number))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.left.size_hint()
    }
}

impl ExactSizeIterator for Iter<'_> {}

impl<'s> IntoIterator for &'s Segments {
    type Item = Segment<'s>;
    type IntoIter = Iter<'s>;

    fn into_iter(self) -> Iter<'s> {
        self.iter()
    }
}

impl<'s> FromIterator<Segment<'s>> for Segments {
    fn from_iter<I: IntoIterator<Item = Segment<'s>>>(segments: I) -> Segments {
        let mut all = Segments::default();
        segments.into_iter().for_each(|segment| all.push(segment));
        all
    }
}

impl fmt::Debug for Segments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl PartialEq for Segments {
    fn eq(&self, other: &Segments) -> bool {
        self.iter().eq(other.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_pushed_comes_out() {
        let mut segments = Segments::default();
        let segment = |text, place| Segment {
            text,
            part: Part::Data,
            place: Place::Written(place),
            span: Some((2, 4)),
            concealed: None,
            inline: false,
        };
        segments.push(segment("et", "/a"));
        segments.push(segment("to", "/a"));
        let outer = segments.places().written("/a");
        let outer = segments.places().inside(outer, &["/", "b"]);
        segments.push_at(outer, &Segment { span: None, ..segment("tre", "") });
        let all: Vec<_> = segments.iter().map(|s| (s.text, s.place.to_string(), s.span)).collect();
        let span = Some((2, 4));
        assert_eq!(all, [("et", "/a".into(), span), ("to", "/a".into(), span), ("tre", "/a/b".into(), None)]);
        assert_eq!(segments, segments.iter().collect());
        let first = || [segment("nul", "/x")].into_iter();
        let mut more: Segments = first().collect();
        more.append(&segments);
        assert_eq!(more, first().chain(segments.iter()).collect());
        segments.truncate(1);
        segments.push(segment("fire", "/c"));
        assert_eq!(segments.iter().map(|s| s.text).collect::<Vec<_>>(), ["et", "fire"]);
    }
}
