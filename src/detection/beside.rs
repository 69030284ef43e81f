//! Looks for weak values wherever a text is tied to a candidate: in the text, in a line of it, over two lines, in two fields.

use std::collections::HashMap;

use foldhash::quality::RandomState;

use super::addresses::Addresses;
use super::braces::{Said, about};
use super::containers::{Containers, Tied};
use super::describe::differences;
use super::key::Key;
use super::labels::{Labels, OPTION, in_a_list, step};
use super::matches::{Confidence, Match, Passage};
use super::node::{Node, Origin, ceil, floor, path, root_span, text_of, to_source};
use super::remembered::Remembered;
use super::weak::{Around, Sighting, WeakTable};
use crate::candidates::{AttributeId, CandidateId};
use crate::extraction::{Segment, Segments};

/// Bytes of a number of years, a year, or a date that begins with one; segments between the two of a period.
const YEAR: usize = 25;
const BESIDE: usize = 4;
/// Segments between the value of a field and what it is called.
const NEAR: usize = 32;

/// What a place lies in.
fn container(place: &str) -> &str {
    place.rfind([' ', '/']).map_or("", |at| &place[..at])
}

/// Elements whose class tells what they show.
const ICONS: [&str; 5] = ["icon", "fa-", "avatar", "gender", "sex"];

/// Whether a text is what a field is called, which every system may call so whatever the field holds: `{"is_male": false}`.
fn is_a_name(segments: &Segments, number: usize, attribute: AttributeId) -> bool {
    let Segment { text, place, .. } = segments.get(number);
    let sex = attribute == AttributeId::P01;
    match step(&place) {
        "@name" | "@id" | "@for" => true,
        "@class" => sex && !ICONS.iter().any(|icon| text.contains(icon)),
        _ if !text.is_empty() && place.name().strip_prefix('/') == Some(text) => {
            // Keys are told behind the values.
            let said = (0..number).rev().take(NEAR).find(|at| segments.get(*at).place == place);
            let said = said.map(|at| segments.text(at).trim());
            sex || said.is_some_and(|said| matches!(said, "false" | "0" | "no" | "nej"))
        }
        _ => false,
    }
}

/// Whether a span of a text, seen in the list that the text was decoded out of, stands in what that says of a candidate.
fn is_said_of(
    candidate: u32,
    (mut origin, mut span): (Origin, (usize, usize)),
    lists: &HashMap<Origin, Vec<Said<'_>>, RandomState>,
    segments: &Segments,
    nodes: &[Node],
) -> bool {
    while let Origin::Node(number) = origin {
        span = to_source(&nodes[number].decoded.pieces, span.0, span.1);
        origin = nodes[number].parent;
        let Some(list) = lists.get(&origin) else { continue };
        let text = text_of(origin, segments, nodes).as_bytes();
        let said = |said: &Said<'_>| {
            let inside = said.at <= span.0 && span.1 <= said.at + said.text.len();
            inside && said.text.as_bytes()[span.0 - said.at..span.1 - said.at] == text[span.0..span.1]
        };
        return list.iter().any(|list| list.candidate == candidate && said(list));
    }
    true
}

/// How much of each of two lines is looked at for a weak value that lies over both.
const SEAM: usize = 120;

/// The weak values of all candidates, and who they are.
pub(super) struct Beside<'a> {
    pub weak: &'a WeakTable,
    pub candidates: &'a [CandidateId],
    pub addresses: &'a Addresses,
    pub key: &'a Key,
    /// Texts that show nothing of a candidate wherever they stand.
    pub barren: &'a Remembered,
}

impl Beside<'_> {
    /// Adds what every text that is tied to a candidate shows of the candidate.
    pub fn find(&self, labels: &Labels<'_>, nodes: &[Node], containers: &Containers<'_>, out: &mut Vec<Match>) {
        let segments = labels.segments();
        let texts = segments.iter().enumerate().map(|(i, s)| (Origin::Segment(i), i, s.text));
        let decoded = nodes.iter().enumerate().map(|(i, n)| (Origin::Node(i), n.segment, n.decoded.text.as_str()));
        let of_places = containers.tied_places();
        let tied: Vec<Option<Tied>> =
            (0..segments.len()).map(|number| of_places[segments.place(number).number()]).collect();
        let lists_to_choose_from = segments.all_places().mention(OPTION);
        // What texts that are lists say of each.
        let mut lists: HashMap<Origin, Vec<Said<'_>>, RandomState> = HashMap::default();
        for (origin, number, text) in texts.chain(decoded) {
            // Other lines of the text may be about others, or contradict.
            if matches!(origin, Origin::Segment(_)) {
                let whole = tied[number].map(|tie| tie.candidate);
                self.in_lines(segments.get(number), whole, containers.lines(number), out);
            }
            let segment = segments.get(number);
            // What may be chosen in a list and is not says nothing about anybody.
            if lists_to_choose_from && in_a_list(&segment.place) && !labels.is_chosen(number) {
                continue;
            }
            let of_lists = about(text, containers.noted(origin));
            for Said { candidate, at, text } in &of_lists {
                let around = Around::new(text, &segment.place, None);
                self.in_text(*candidate, (origin, number, *at), (text, &around), (labels, nodes), |_| true, out);
            }
            if !of_lists.is_empty() {
                lists.insert(origin, of_lists);
                continue;
            }
            let Some(tie) = tied[number] else { continue };
            let before = out.len();
            let apart = || containers.firmly_tied(&segment.place.to_string(), segment.text).is_none();
            let around = Around::new(text, &segment.place, Some((labels, number))).apart(&apart);
            let own = |span| is_said_of(tie.candidate, (origin, span), &lists, segments, nodes);
            self.in_text(tie.candidate, (origin, number, 0), (text, &around), (labels, nodes), own, out);
            if out.len() > before && !containers.holds(tie, &segment.place.to_string(), segment.text) {
                out.truncate(before);
            }
        }
        self.over_fields(segments, &tied, containers, out);
        let is_tied = |tie: Tied, number: usize| {
            let segment = segments.get(number);
            containers.holds(tie, &segment.place.to_string(), segment.text)
        };
        for (number, pair) in tied.windows(2).enumerate() {
            let &[Some(tie), Some(next)] = pair else { continue };
            if tie.candidate != next.candidate {
                continue;
            }
            let before = out.len();
            let (a, b) = (segments.get(number), segments.get(number + 1));
            self.over_a_seam(tie.candidate, a, b, out);
            if out.len() > before && !(is_tied(tie, number) && is_tied(next, number + 1)) {
                out.truncate(before);
            }
        }
    }

    /// What a text shows of a candidate, which stands there in the text of its origin.
    fn in_text(
        &self,
        candidate: u32,
        (origin, number, at): (Origin, usize, usize),
        (text, around): (&str, &Around<'_>),
        (labels, nodes): (&Labels<'_>, &[Node]),
        own: impl Fn((usize, usize)) -> bool,
        out: &mut Vec<Match>,
    ) {
        let Some(weak) = self.weak.get(&candidate) else { return };
        let known = self.barren.hash((candidate, text));
        if self.barren.get(known).is_some() {
            return;
        }
        let segments = labels.segments();
        let mut barren = true;
        let mut add = |attribute, value: &str, span, disguise: Vec<String>| {
            let names = path(origin, nodes).into_iter().chain(disguise).collect();
            let place = Passage { segment: segments.get(number), span: root_span(origin, span, nodes) };
            let id = &self.candidates[candidate as usize];
            out.push(place.to_match(id, attribute, value, names, Confidence::Likely));
        };
        self.key.digests.scan_short(text, |start, end, value, digest| {
            barren = false;
            let value = &self.key.values[value as usize];
            let span = (at + start, at + end);
            if value.candidate == candidate && own(span) {
                add(value.attribute, &value.text, span, digest.iter().map(|name| (*name).to_owned()).collect());
            }
        });
        let mut sightings: Vec<Sighting> = Vec::new();
        weak.find(text, around, &mut sightings);
        if barren && sightings.is_empty() && !around.was_asked() {
            self.barren.add(known, 0);
        }
        for s in sightings {
            let span = (at + s.span.0, at + s.span.1);
            let address = self.addresses.hold(s.attribute, candidate, number, (origin, span), nodes);
            if address || is_a_name(segments, number, s.attribute) || !own(span) {
                continue;
            }
            let disguise = match s.tag.is_empty() {
                true => differences(&text[s.span.0..s.span.1], &s.value),
                false => vec![s.tag.to_owned()],
            };
            add(s.attribute, &s.value, span, disguise);
        }
    }

    /// Years of which one field holds the first and one of the next fields beside it the last.
    fn over_fields(
        &self,
        segments: &Segments,
        tied: &[Option<Tied>],
        containers: &Containers<'_>,
        out: &mut Vec<Match>,
    ) {
        let is_number = |number: usize| {
            let text = segments.text(number).trim();
            text.len() <= YEAR && text.len() >= 2 && text.as_bytes()[0].is_ascii_digit()
        };
        let years: Vec<usize> = (0..segments.len()).filter(|n| tied[*n].is_some() && is_number(*n)).collect();
        for (at, from) in years.iter().enumerate() {
            let Some(tie) = tied[*from] else { continue };
            let Some(weak) = self.weak.get(&tie.candidate) else { continue };
            let segment = segments.get(*from);
            let place = segment.place.to_string();
            let beside = years[at + 1..].iter().take_while(|to| **to - from <= BESIDE);
            let mut values = beside.filter_map(|to| weak.over_fields(&segment, &segments.get(*to)).zip(Some(*to)));
            let of_one = |to: usize| container(&segments.get(to).place.to_string()) == container(&place);
            if let Some(((attribute, value, disguise), _)) = values.find(|(_, to)| of_one(*to))
                && containers.holds(tie, &place, segment.text)
            {
                let place = Passage { segment, span: (0, segment.text.len()) };
                let (id, names) = (&self.candidates[tie.candidate as usize], vec![disguise.to_owned()]);
                out.push(place.to_match(id, attribute, value, names, Confidence::Likely));
            }
        }
    }

    /// Weak values in lines of a text of which each is tied to somebody; the whole text may be tied to one as well.
    fn in_lines(
        &self,
        segment: Segment<'_>,
        tied: Option<u32>,
        lines: impl Iterator<Item = ((usize, usize), u32)>,
        out: &mut Vec<Match>,
    ) {
        for ((start, end), candidate) in lines {
            let Some(weak) = self.weak.get(&candidate) else { continue };
            let text = &segment.text[start..end];
            if tied == Some(candidate) && text.len() == segment.text.len() {
                continue;
            }
            let mut sightings: Vec<Sighting> = Vec::new();
            weak.find(text, &Around::new(text, &segment.place, None), &mut sightings);
            for s in sightings {
                let tag = Some(s.tag.to_owned()).filter(|tag| !tag.is_empty()).into_iter().collect();
                let place = Passage { segment, span: (start + s.span.0, start + s.span.1) };
                let id = &self.candidates[candidate as usize];
                out.push(place.to_match(id, s.attribute, &s.value, tag, Confidence::Likely));
            }
        }
    }

    /// Weak values of which one line of running text holds the beginning and the next one the end.
    fn over_a_seam(&self, candidate: u32, a: Segment<'_>, b: Segment<'_>, out: &mut Vec<Match>) {
        if !a.inline || !b.inline || a.text.is_empty() {
            return;
        }
        let Some(weak) = self.weak.get(&candidate) else { return };
        let from = ceil(a.text, a.text.len().saturating_sub(SEAM));
        let text = format!("{} {}", &a.text[from..], &b.text[..floor(b.text, SEAM)]);
        let seam = a.text.len() - from;
        let mut sightings: Vec<Sighting> = Vec::new();
        weak.find(&text, &Around::new(&text, &a.place, None), &mut sightings);
        for s in sightings.into_iter().filter(|s| s.span.0 < seam && s.span.1 > seam + 1) {
            let mut names = vec!["split".to_owned()];
            if !s.tag.is_empty() {
                names.push(s.tag.to_owned());
            }
            let place = Passage { segment: a, span: (from + s.span.0, a.text.len()) };
            let id = &self.candidates[candidate as usize];
            out.push(place.to_match(id, s.attribute, &s.value, names, Confidence::Likely));
        }
    }
}
