//! The answer key, ready to search, and the search of one unit.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::addresses::Addresses;
use super::beside::Beside;
use super::containers::Containers;
use super::describe::differences;
use super::expand::Expansion;
use super::familiar::{Familiar, Look};
use super::fields::{Row, named, rows};
use super::fuzzy::Fuzzy;
use super::haystack::Haystack;
use super::judgement::Hit;
use super::kernel::Grams;
use super::key::{Key, Literal, Rule};
use super::labels::Labels;
use super::matches::{Anchors, Confidence, Match, Passage, UnitMatches};
use super::neighbours::{around, cut_end, fits, is_called, tight};
use super::node::{Node, Origin, path, root_span};
use super::portrait::Portraits;
use super::remembered::Remembered;
use super::signature::Signatures;
use super::texts::Texts;
use super::transforms::{Summary, holds_a_digest, may_be_a_digest, salts, speaks_of_salt};
use super::weak::{WeakTable, WeakValues};
use crate::candidates::{AttributeId, CandidateId, Dataset};
use crate::extraction::{Extraction, Part, Segments};

/// The answer key, ready to search: built once, used for every unit, shareable between threads.
#[derive(Debug)]
pub struct Detector {
    candidates: Vec<CandidateId>,
    key: Key,
    kernel: Grams,
    weak: WeakTable,
    portraits: Portraits,
    signatures: Signatures,
    /// Segments in which nothing was found.
    familiar: Familiar,
    /// Texts that no decoder read anything in, and those in which no candidate's weak value was.
    barren: Remembered,
    plain: Remembered,
    /// Made when the first letters out of a picture are met.
    fuzzy: OnceLock<Fuzzy>,
}

/// Digits of a national id: shorter numbers may meet by chance.
const NATIONAL: usize = 10;

impl Detector {
    /// Builds the index for a dataset, decoys included.
    pub fn new(dataset: &Dataset, anchors: &Anchors) -> Self {
        let mut key = Key::new(dataset, anchors);
        let familiar = Familiar::new(key.patterns.longest());
        let kernel = Grams::new(std::mem::take(&mut key.patterns));
        let weak = dataset.candidates.iter().zip(0u32..).map(|(c, n)| (n, WeakValues::new(c, dataset))).collect();
        let candidates = dataset.candidates.iter().map(|c| c.id.clone()).collect();
        Detector {
            candidates,
            key,
            kernel,
            weak,
            portraits: Portraits::default(),
            signatures: Signatures::default(),
            familiar,
            barren: Remembered::default(),
            plain: Remembered::default(),
            fuzzy: OnceLock::new(),
        }
    }

    /// Adds the candidates' photo files, as bytes; a photo that cannot be read is left out.
    #[must_use]
    pub fn with_portraits(mut self, photos: Vec<(CandidateId, Vec<u8>)>) -> Self {
        self.portraits = Portraits::new(photos);
        self
    }

    /// Adds pictures of the candidates' signatures; what cannot be read is left out.
    #[must_use]
    pub fn with_signatures(mut self, pictures: Vec<(CandidateId, Vec<u8>)>) -> Self {
        self.signatures = Signatures::new(pictures);
        self
    }

    /// Searches everything that came out of one unit.
    pub fn search(&self, extraction: &Extraction) -> UnitMatches {
        let segments = &extraction.segments;
        let look = self.familiar.look(segments);
        let mut expansion = Expansion::new(segments, &look, &self.barren);
        let searched_bytes = (segments.all_text().len() + expansion.decoded) as u64;
        let mut found = UnitMatches { gaps: expansion.take_gaps(), searched_bytes, ..UnitMatches::default() };
        let (mut hits, digests) = self.search_unfamiliar(segments, &look, &expansion, found.gaps.is_empty());
        // Without a digest nobody has to look for a salt.
        if digests {
            expansion = expansion.with_familiar(&look);
            self.scan_salted(segments, &expansion.nodes, &mut hits, &mut found.gaps);
        }
        self.scan_pictures(segments, &mut hits);
        let containers = self.anchor(&hits, segments, &expansion.nodes, &mut found);
        let labels = Labels::of(segments);
        let addresses = Addresses::of(&hits, &self.key);
        for hit in &hits {
            let value = &self.key.values[hit.value as usize];
            let text = (hit.origin, hit.span);
            if addresses.hold(value.attribute, value.candidate, hit.segment, text, &expansion.nodes) {
                continue;
            }
            if let Some(confidence) = hit.confidence(&self.key, segments, &expansion.nodes, &containers, &labels) {
                found.matches.push(self.to_match(hit, confidence, segments, &expansion.nodes));
            }
        }
        if !containers.is_empty() {
            if !digests {
                expansion = expansion.with_familiar(&look);
            }
            let (weak, candidates) = (&self.weak, &self.candidates);
            let beside = Beside { weak, candidates, addresses: &addresses, key: &self.key, barren: &self.plain };
            beside.find(&labels, &expansion.nodes, &containers, &mut found.matches);
        }
        found.matches.extend(self.portraits.compare(&extraction.pictures, &mut found.gaps));
        found.matches.extend(self.signatures.compare(&extraction.pictures));
        tidy(&mut found.matches);
        found
    }

    /// What unfamiliar texts and their meanings hold, but for weak values; and whether a digest is among them. Where `remember`
    /// says so, texts that hold nothing are familiar from now on.
    fn search_unfamiliar(
        &self,
        segments: &Segments,
        look: &Look,
        expansion: &Expansion<'_>,
        remember: bool,
    ) -> (Vec<Hit>, bool) {
        let mut hits = Vec::new();
        // Segments that are searched again where they come again.
        let mut fruitful = Vec::new();
        let hay = Haystack::of_segments(segments, &look.reach);
        let numbers: Vec<usize> = look.reach.iter().cloned().flatten().collect();
        self.scan(&hay, Texts::Segments(segments, &numbers), &mut fruitful, &mut hits);
        let hay = Haystack::of_all(expansion.nodes.iter().map(|n| n.decoded.text.as_str()));
        self.scan(&hay, Texts::Decoded(&expansion.nodes), &mut fruitful, &mut hits);
        // Each field may be familiar, and what they say together be new.
        let rows = rows(segments);
        let hay = Haystack::of_all(rows.iter().map(|row| row.text.as_str()));
        self.scan(&hay, Texts::Rows(segments, &rows), &mut fruitful, &mut hits);

        let own = look.unfamiliar.iter().cloned().flatten().filter(|i| may_be_a_digest(&expansion.summaries[*i]));
        let own = own.map(|i| (Origin::Segment(i), i, segments.text(i), &expansion.summaries[i]));
        let decoded = expansion.nodes.iter().enumerate().filter(|(_, n)| may_be_a_digest(&n.summary));
        let decoded = decoded.map(|(i, n)| (Origin::Node(i), n.segment, n.decoded.text.as_str(), &n.summary));
        let texts: Vec<_> = own.chain(decoded).collect();
        for number in self.key.digests.suspects(texts.iter().map(|(.., text, summary)| (*text, *summary))) {
            let (origin, segment, text, summary) = texts[number];
            self.scan_digests(origin, segment, text, summary, &mut hits);
        }
        let before = fruitful.len();
        let holds = |(_, _, text, summary): &&(_, _, &str, &Summary)| holds_a_digest(text, summary);
        for (origin, segment, text, summary) in texts.iter().filter(holds) {
            self.key.digests.scan_combined(text, summary, |start, end, value, names| {
                let names = names.iter().map(|n| (*n).to_owned()).collect();
                hits.push(Hit::new(*origin, *segment, (start, end), value, Rule::Free, names));
            });
        }
        fruitful.extend(texts.iter().filter(holds).map(|(_, segment, ..)| *segment));
        let digests = fruitful.len() > before;
        if remember {
            fruitful.extend(hits.iter().map(|hit| hit.segment));
            fruitful.sort_unstable();
            self.familiar.remember(look, &fruitful, &expansion.bytes_of_segments());
        }
        (hits, digests)
    }

    fn scan(&self, hay: &Haystack<'_>, texts: Texts<'_>, fruitful: &mut Vec<usize>, hits: &mut Vec<Hit>) {
        self.kernel.scan_words(&hay.bytes, &hay.starts, &mut |start, end, pattern| {
            let number_at = |at: usize| texts.number(hay.text_at(at));
            let (first, last) = (number_at(start), number_at(end - 1));
            let split = first != last;
            if split {
                // Whether they belong together is told by more than what they say: it may be otherwise the next time.
                fruitful.push(texts.origin(first).1);
                let follow_each_other = last - first == hay.text_at(end - 1) - hay.text_at(start);
                if !follow_each_other || !texts.joined(first..=last) {
                    return;
                }
            }
            let cells = split && !texts.in_a_line(first..=last);
            for literal in self.key.literals.of(pattern) {
                // A word in one cell and a name in the next are no name of a file.
                if cells && self.key.values[literal.value as usize].attribute == AttributeId::X03 {
                    continue;
                }
                if let Texts::Rows(segments, rows) = texts {
                    hits.extend(self.over_fields(&rows[first], segments, hay, (start, end), &literal));
                    continue;
                }
                let mut end = end;
                if matches!(literal.rule, Rule::Cut | Rule::CutByDots | Rule::CutFile) {
                    if split {
                        continue;
                    }
                    let Some(cut) = cut_end(texts.text(first), hay, (start, end), &literal) else { continue };
                    end = cut;
                }
                if !fits(literal.rule, hay, start, end) || (split && literal.rule == Rule::User) {
                    continue;
                }
                let parts = match literal.split {
                    Some((len, second)) => vec![(start, start + len, literal.value), (start + len, end, second)],
                    None => vec![(start, end, literal.value)],
                };
                let length = end - start;
                for (start, end, value) in parts {
                    let number = number_at(start);
                    let (text, (origin, segment)) = (texts.text(number), texts.origin(number));
                    let span = hay.locate(start, end);
                    if !tight(&text[span.0..span.1], literal.rule) || !around(text, span, literal.rule, split) {
                        continue;
                    }
                    // `+45 53 92 94 76` begins no other number.
                    let attribute = self.key.values[value as usize].attribute;
                    let telephone = is_called(text, span.0);
                    if literal.rule == Rule::Number && attribute != AttributeId::D07 && telephone {
                        continue;
                    }
                    let captured = &text[span.0..span.1];
                    let names = self.names(&literal, value, captured, number_at(end - 1) != number);
                    let loose = match literal.rule {
                        // Numbers stand in rows of numbers: only a long one, as it is, lies over cells by no chance.
                        Rule::Number if split => {
                            let plain = length >= NATIONAL && literal.tag.is_empty();
                            !plain && !texts.in_a_line(first..=last)
                        }
                        Rule::Given | Rule::Word if split => !texts.seamless(first..=last),
                        Rule::Given | Rule::Word => {
                            let own = &self.key.values[value as usize].text;
                            [char::is_whitespace as fn(char) -> bool, |c| matches!(c, '-' | '_')]
                                .iter()
                                .any(|between| in_words(captured, between) && !in_words(own, between))
                        }
                        _ => false,
                    };
                    let hit = Hit::new(origin, segment, span, value, literal.rule, names);
                    hits.push(Hit { split, loose, ..hit });
                }
            }
        });
    }

    /// A value that lies over several fields of a row: a date, a number that is long enough to be no chance, an address.
    fn over_fields(
        &self,
        row: &Row,
        segments: &Segments,
        hay: &Haystack<'_>,
        (start, end): (usize, usize),
        literal: &Literal<'_>,
    ) -> Option<Hit> {
        let attribute = self.key.values[literal.value as usize].attribute;
        let long = match literal.rule {
            Rule::Date => true,
            Rule::Number => end - start >= NATIONAL && literal.tag.is_empty(),
            Rule::Free => attribute == AttributeId::D08,
            _ => false,
        };
        let span = hay.locate(start, end);
        if !long || !fits(literal.rule, hay, start, end) || !tight(&row.text[span.0..span.1], literal.rule) {
            return None;
        }
        let over = row.over(segments, span)?;
        let origin = Origin::Segment(over.segment);
        let hit = Hit::new(origin, over.segment, over.span, literal.value, literal.rule, Vec::new());
        Some(Hit { split: true, fields: over.segments, ..hit })
    }

    fn names(&self, literal: &Literal<'_>, value: u32, captured: &str, cut: bool) -> Vec<String> {
        if cut {
            return Vec::new();
        }
        let value = &self.key.values[value as usize];
        if !literal.tag.is_empty() {
            let same = captured == value.text;
            return if same { Vec::new() } else { vec![literal.tag.to_owned()] };
        }
        let stem = (value.attribute == AttributeId::X03).then(|| value.text.rsplit_once('.')).flatten();
        let shown_whole = captured.len() >= value.text.len();
        differences(captured, stem.filter(|_| !shown_whole).map_or(value.text.as_str(), |s| s.0))
    }

    fn scan_digests(&self, origin: Origin, segment: usize, text: &str, summary: &Summary, hits: &mut Vec<Hit>) {
        self.key.digests.scan(text, summary, |start, end, value, names| {
            let names = names.iter().map(|n| (*n).to_owned()).collect();
            hits.push(Hit::new(origin, segment, (start, end), value, Rule::Free, names));
        });
    }

    /// Almost the same is the same where a program read it out of a picture.
    fn scan_pictures(&self, segments: &Segments, hits: &mut Vec<Hit>) {
        for (number, segment) in segments.iter().enumerate().filter(|(_, s)| s.part == Part::ImageText) {
            let hay = Haystack::of(segment.text);
            self.fuzzy.get_or_init(|| Fuzzy::new(&self.key)).scan(&hay, |start, end, value| {
                let span = hay.locate(start, end);
                // What is somebody's value as it stands is not almost somebody else's.
                let whose = |value: u32| self.key.values[value as usize].candidate;
                // A loose one may yet be dismissed, and explains nothing.
                let explained = hits.iter().filter(|h| h.origin == Origin::Segment(number) && !h.loose).any(|h| {
                    let overlaps = h.span.0 < span.1 && span.0 < h.span.1;
                    h.value == value || (overlaps && h.rule != Rule::Alike && whose(h.value) != whose(value))
                });
                if !explained {
                    let (origin, names) = (Origin::Segment(number), vec!["ocr".to_owned()]);
                    hits.push(Hit::new(origin, number, span, value, Rule::Alike, names));
                }
            });
        }
    }

    /// Digests with a salt that stands in the same unit.
    fn scan_salted(&self, segments: &Segments, nodes: &[Node], hits: &mut Vec<Hit>, gaps: &mut Vec<String>) {
        let texts: Vec<&str> =
            segments.iter().map(|s| s.text).chain(nodes.iter().map(|n| n.decoded.text.as_str())).collect();
        let own = segments.iter().map(|s| (s.place.name(), s.text));
        let decoded = nodes.iter().map(|n| (segments.get(n.segment).place.name(), n.decoded.text.as_str()));
        let salts = salts(own.chain(decoded).chain(named(segments, speaks_of_salt)));
        let tried = self.key.digests.scan_salted(&texts, &salts, |number, start, end, value, names| {
            let (origin, segment) = match number.checked_sub(segments.len()) {
                None => (Origin::Segment(number), number),
                Some(node) => (Origin::Node(node), nodes[node].segment),
            };
            let names = names.iter().map(|n| (*n).to_owned()).collect();
            hits.push(Hit::new(origin, segment, (start, end), value, Rule::Free, names));
        });
        if !tried {
            gaps.push("could not try the salts of the unit: there are too many candidates and salts".into());
        }
    }

    /// Notes what ties containers to candidates, and the allowed facts that are there.
    fn anchor<'s>(
        &self,
        hits: &[Hit],
        segments: &'s Segments,
        nodes: &[Node],
        found: &mut UnitMatches,
    ) -> Containers<'s> {
        let mut containers = Containers::of(segments);
        for hit in hits {
            let value = &self.key.values[hit.value as usize];
            let mut add = || {
                containers.note(hit.origin, hit.span.0, value.candidate);
                containers.add_at(hit.segment, root_span(hit.origin, hit.span, nodes), value.candidate);
            };
            match hit.rule {
                Rule::Qualification => {
                    add();
                    let id = self.candidates[value.candidate as usize].clone();
                    found.qualifications.push((id, value.text.clone()));
                }
                Rule::Given | Rule::Date | Rule::Alike | Rule::Backwards => {}
                Rule::Word | Rule::Number if hit.loose => {}
                _ if value.unique => add(),
                _ => {}
            }
        }
        found.qualifications.sort();
        found.qualifications.dedup();
        if !containers.is_empty() {
            containers.extend();
        }
        containers
    }

    fn to_match(&self, hit: &Hit, confidence: Confidence, segments: &Segments, nodes: &[Node]) -> Match {
        let value = &self.key.values[hit.value as usize];
        let mut names = if hit.split { vec!["split".to_owned()] } else { path(hit.origin, nodes) };
        names.extend(hit.names.iter().cloned());
        let place = Passage { segment: segments.get(hit.segment), span: root_span(hit.origin, hit.span, nodes) };
        place.to_match(&self.candidates[value.candidate as usize], value.attribute, &value.text, names, confidence)
    }
}

/// Whether a text is several words with that between them, and not one whose letters are spaced apart.
fn in_words(text: &str, between: impl Fn(char) -> bool) -> bool {
    let words: Vec<&str> = text.split(between).filter(|word| !word.is_empty()).collect();
    words.len() > 1 && words.iter().any(|word| word.chars().filter(|c| c.is_alphanumeric()).count() > 1)
}

/// Sorts, and keeps for each value at each place the plainest reading.
fn tidy(matches: &mut Vec<Match>) {
    let mut best: BTreeMap<(CandidateId, AttributeId, String, String), Vec<Match>> = BTreeMap::new();
    for m in matches.drain(..) {
        let key = (m.candidate.clone(), m.attribute, m.value.clone(), m.place.clone());
        best.entry(key).or_default().push(m);
    }
    for mut group in best.into_values() {
        // The plainest reading first, and of these the one that explains most of the text.
        group.sort_by_cached_key(|m| {
            (m.disguise.0.len(), std::cmp::Reverse(m.span.1 - m.span.0), m.disguise.clone(), m.span, m.part)
        });
        let mut kept: Vec<Match> = Vec::new();
        for m in group {
            if !kept.iter().any(|k| {
                k.part == m.part && k.span.0 < m.span.1.max(m.span.0 + 1) && m.span.0 < k.span.1.max(k.span.0 + 1)
            }) {
                kept.push(m);
            }
        }
        matches.append(&mut kept);
    }
    matches.sort();
}
