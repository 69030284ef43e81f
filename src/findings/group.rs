//! Folds matches into findings: one for each candidate, attribute, channel, template, disguise, role and stage.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::candidates::{AttributeId, CandidateId, Role, Strength};
use crate::detection::{Confidence, Match};
use crate::evidence::{Capture, Engine};

use super::channel::Channel;
use super::classify::{self, Context};
use super::echo::{EchoBook, EchoHit};
use super::finding::{AttributeValue, Expectation, Finding, Fingerprint, Severity, Surface};
use super::input::{AssessmentInput, OracleSighting, STAGE_BEFORE, Sighting};
use super::severity::severity;
use super::template::{Slots, fold};

/// What grouping gives to the judgement.
#[derive(Debug, Default)]
pub struct Grouped {
    /// All findings, leaks first, then explained, allowed and control sightings.
    pub findings: Vec<Finding>,
    /// Template of each sighting, in their order.
    pub templates: Vec<String>,
    /// Matches in captures of the submission itself: what an applicant sees of their own data is no leak.
    pub submission_matches: u64,
    /// Pairs of decoy and attribute that were hit without having been typed by us.
    pub decoy_hits: BTreeSet<(String, AttributeId)>,
    /// Pairs of applicant and attribute that were hit for real.
    pub real_hits: BTreeSet<(String, AttributeId)>,
    /// Pairs of applicant and attribute that a control role saw.
    pub control_hits: BTreeSet<(String, AttributeId)>,
    /// Strong values that were there before anything was submitted.
    pub before_hits: BTreeSet<(String, AttributeId)>,
}

/// Why a sighting is explained by a crawl before submission.
const BEFORE: &str = "it was there before anything was submitted";

type Key = (CandidateId, AttributeId, Channel, String, Vec<String>, String, String, Expectation);

/// The captures of a run by number, and the page states that there is a picture of.
struct Index<'a> {
    captures: BTreeMap<u64, &'a Capture>,
    shown: BTreeMap<(&'a str, &'a str, &'a str), BTreeMap<u64, &'a str>>,
    paths: &'a BTreeMap<u64, String>,
}

struct Group<'a> {
    place: String,
    explanation: String,
    best: (&'a Sighting, &'a Match),
    occurrences: u64,
}

/// Groups everything that was seen.
pub fn group(input: &AssessmentInput, slots: &Slots) -> Grouped {
    let templates: Vec<String> = input.sightings.iter().map(|s| slots.address(&s.address(), s.typed())).collect();
    let echoes = EchoBook::new(&input.sightings, &templates, &input.dataset, slots);
    let uploaded: BTreeSet<String> =
        input.dataset.candidates.iter().flat_map(|c| c.documents.iter().map(|d| d.sha256.clone())).collect();
    let roles: BTreeMap<&str, Role> = input.dataset.candidates.iter().map(|c| (c.id.0.as_str(), c.role)).collect();
    let before = seen_before(input, &templates);
    let first_seen = first_seen(input, &templates);

    let mut out = Grouped::default();
    let mut groups: BTreeMap<Key, Group> = BTreeMap::new();
    for (sighting, template) in input.sightings.iter().zip(&templates) {
        if sighting.capture.as_ref().is_some_and(|c| c.provenance.engine == Engine::Submission) {
            out.submission_matches += sighting.matches.matches.len() as u64;
            continue;
        }
        let address = sighting.address();
        let stage = input.stage_index(sighting.stage()).unwrap_or(0);
        for hit in &sighting.matches.matches {
            let place = slots.place(&hit.place);
            let decoy = roles.get(hit.candidate.0.as_str()) == Some(&Role::Decoy);
            let seen_at = first_seen.get(&seen_key(hit, template, sighting.role()));
            let context = Context {
                capture: sighting.capture.as_ref(),
                address: &address,
                sha256: sighting.hash(),
                uploaded: &uploaded,
                outsider: input.role(sighting.role()).is_some_and(|r| r.outsider),
                stranger: input.role(sighting.role()).is_some_and(|r| r.stranger),
                new_at_later_stage: stage > 0 && seen_at.is_none_or(|first| *first >= stage),
            };
            let channel = classify::channel(hit, &context);
            let facts = EchoHit { value: &hit.value, place: &place, part: hit.part, decoy };
            let echo = echoes.is_echo(sighting, template, slots, &facts);
            let pair = (hit.candidate.0.clone(), hit.attribute);
            let (expected, explanation) = if echo {
                (Expectation::Explained, "an echo of what the tool itself typed".to_owned())
            } else if decoy {
                out.decoy_hits.insert(pair);
                let why = "a decoy that was never submitted: a chance hit, or a value of an earlier run";
                (Expectation::Explained, why.to_owned())
            } else if sighting.stage() == STAGE_BEFORE || before.contains(&before_key(hit, template)) {
                if sighting.stage() == STAGE_BEFORE
                    && matches!(hit.attribute.kind().strength, Strength::Strong | Strength::Image)
                {
                    out.before_hits.insert(pair);
                }
                (Expectation::Explained, BEFORE.to_owned())
            } else {
                out.real_hits.insert(pair.clone());
                if input.is_control(sighting.role()) {
                    out.control_hits.insert(pair);
                }
                expectation(input, hit.attribute, sighting.role(), sighting.stage())
            };
            let key = (
                hit.candidate.clone(),
                hit.attribute,
                channel,
                template.clone(),
                hit.disguise.0.clone(),
                sighting.role().to_owned(),
                sighting.stage().to_owned(),
                expected,
            );
            match groups.get_mut(&key) {
                None => {
                    groups.insert(key, Group { place, explanation, best: (sighting, hit), occurrences: 1 });
                }
                Some(group) => {
                    group.occurrences += 1;
                    // The smallest place, not the first: the order in which a crawl meets pages is not stable.
                    if place < group.place {
                        group.place = place;
                    }
                    if hit.confidence > group.best.1.confidence {
                        group.best = (sighting, hit);
                    }
                }
            }
        }
    }
    let index = Index::new(input);
    out.findings = groups.into_iter().map(|(key, group)| finding(&index, key, &group)).collect();
    for oracle in &input.oracles {
        let pair = (oracle.candidate.clone(), oracle.attribute);
        let (expected, why) = if roles.get(oracle.candidate.as_str()) == Some(&Role::Decoy) {
            // A probe that gives away somebody who is not there gives away nobody.
            out.decoy_hits.insert(pair);
            (Expectation::Explained, "a decoy that was never submitted: the probe cannot be trusted".to_owned())
        } else if oracle.stage == STAGE_BEFORE {
            out.before_hits.insert(pair);
            (Expectation::Explained, BEFORE.to_owned())
        } else {
            out.real_hits.insert(pair);
            expectation(input, oracle.attribute, &oracle.role, &oracle.stage)
        };
        out.findings.push(oracle_finding(&index, oracle, slots, expected, why));
    }
    out.findings.sort_by_cached_key(order);
    out.findings.dedup();
    out.templates = templates;
    out
}

/// What the policy says of a role that sees an attribute at a stage, with the reason.
pub fn expectation(input: &AssessmentInput, id: AttributeId, role: &str, stage: &str) -> (Expectation, String) {
    if input.is_control(role) {
        return (Expectation::Control, "seen by a role that may see everything".to_owned());
    }
    let fits = |list: &[String], name: &str| list.is_empty() || list.iter().any(|n| n == name);
    let rule =
        input.policy.iter().find(|r| r.attributes.contains(&id) && fits(&r.roles, role) && fits(&r.stages, stage));
    match rule {
        Some(rule) if rule.because.is_empty() => {
            (Expectation::Allowed, "the policy allows it (without a reason)".to_owned())
        }
        Some(rule) => (Expectation::Allowed, rule.because.clone()),
        None => (Expectation::Leak, String::new()),
    }
}

/// Attribute, value, template and place of something that stood there before anything was submitted.
type BeforeKey = (AttributeId, String, String, String);

fn before_key(hit: &Match, template: &str) -> BeforeKey {
    (hit.attribute, fold(&hit.value), template.to_owned(), hit.place.clone())
}

/// What stood there before anything was submitted: names of users, texts of the product. It explains nothing elsewhere: the
/// reviewer of that name and the applicant of that name are two. Weak values are as many people's, so that one which was
/// there before says nothing of one in the same place now.
fn seen_before(input: &AssessmentInput, templates: &[String]) -> BTreeSet<BeforeKey> {
    let sightings = input.sightings.iter().zip(templates).filter(|(s, _)| s.stage() == STAGE_BEFORE);
    let hits = sightings.flat_map(|(s, template)| s.matches.matches.iter().map(move |hit| (hit, template)));
    hits.filter(|(hit, _)| matches!(hit.attribute.kind().strength, Strength::Strong | Strength::Unusual))
        .map(|(hit, template)| before_key(hit, template))
        .collect()
}

type SeenKey = (CandidateId, AttributeId, String, String);

fn seen_key(hit: &Match, template: &str, role: &str) -> SeenKey {
    (hit.candidate.clone(), hit.attribute, template.to_owned(), role.to_owned())
}

/// The first stage at which a role saw an attribute of a candidate on a template.
fn first_seen(input: &AssessmentInput, templates: &[String]) -> BTreeMap<SeenKey, usize> {
    let mut first = BTreeMap::new();
    for (sighting, template) in input.sightings.iter().zip(templates) {
        let Some(stage) = input.stage_index(sighting.stage()) else { continue };
        for hit in &sighting.matches.matches {
            let at = first.entry(seen_key(hit, template, sighting.role())).or_insert(stage);
            *at = stage.min(*at);
        }
    }
    first
}

fn finding(index: &Index, key: Key, group: &Group) -> Finding {
    let (candidate, attribute, channel, template, disguise, role, stage, expected) = key;
    let (sighting, hit) = group.best;
    let capture = sighting.capture.as_ref();
    Finding {
        fingerprint: fingerprint(attribute, channel, &template, &group.place, &role, &stage, &disguise),
        candidate: candidate.0,
        attribute: AttributeValue { id: attribute, value: hit.value.clone() },
        channel,
        disguise,
        concealed: hit.concealed.and_then(|c| serde_json::to_value(c).ok()?.as_str().map(str::to_owned)),
        role,
        stage,
        surface: Surface {
            method: capture.map(|c| c.method.clone()).unwrap_or_default(),
            url: sighting.address(),
            template,
            place: hit.place.clone(),
            reached: capture.map(|c| index.reached(c)).unwrap_or_default(),
        },
        snippet: hit.snippet.clone(),
        confidence: match hit.confidence {
            Confidence::Certain => "certain".into(),
            Confidence::Likely => "likely".into(),
        },
        severity: judge(attribute, channel, expected),
        expected,
        explanation: group.explanation.clone(),
        evidence: sighting.hash().to_owned(),
        capture: capture.map(|c| c.id.0),
        span: hit.span_in_bytes.then_some(hit.span),
        screenshot: capture.and_then(|c| index.screenshot(c)),
        occurrences: group.occurrences,
    }
}

fn oracle_finding(
    index: &Index,
    oracle: &OracleSighting,
    slots: &Slots,
    expected: Expectation,
    explanation: String,
) -> Finding {
    // A code that is no channel is a slip of the probe, never a reason to lose the proof.
    let channel = Channel::parse(&oracle.channel).unwrap_or(Channel::new(30));
    let template = slots.address(&oracle.url, std::slice::from_ref(&oracle.value));
    let capture = index.captures.get(&oracle.capture).copied();
    Finding {
        fingerprint: fingerprint(
            oracle.attribute,
            channel,
            &template,
            &oracle.probe,
            &oracle.role,
            &oracle.stage,
            &[format!("oracle {}", oracle.probe)],
        ),
        candidate: oracle.candidate.clone(),
        attribute: AttributeValue { id: oracle.attribute, value: oracle.value.clone() },
        channel,
        disguise: vec![format!("oracle {}", oracle.probe)],
        concealed: None,
        role: oracle.role.clone(),
        stage: oracle.stage.clone(),
        surface: Surface {
            method: capture.map_or_else(|| "GET".into(), |c| c.method.clone()),
            url: oracle.url.clone(),
            template,
            place: String::new(),
            reached: format!("probe {}", oracle.probe),
        },
        snippet: oracle.proof.clone(),
        // Without its capture nobody can check the proof.
        confidence: if capture.is_some() { "certain".into() } else { "likely".into() },
        severity: judge(oracle.attribute, channel, expected),
        expected,
        explanation,
        evidence: capture.map(|c| c.sha256.clone()).unwrap_or_default(),
        capture: capture.map(|c| c.id.0),
        span: None,
        screenshot: capture.and_then(|c| index.screenshot(c)),
        occurrences: 1,
    }
}

fn judge(attribute: AttributeId, channel: Channel, expected: Expectation) -> Severity {
    if expected == Expectation::Leak { severity(attribute.kind().sort, channel) } else { Severity::Info }
}

impl<'a> Index<'a> {
    fn new(input: &'a AssessmentInput) -> Self {
        let captures: BTreeMap<u64, &Capture> =
            input.sightings.iter().filter_map(|s| s.capture.as_ref()).map(|c| (c.id.0, c)).collect();
        let mut shown: BTreeMap<_, BTreeMap<u64, &str>> = BTreeMap::new();
        for (id, path) in &input.screenshots {
            if let Some(c) = captures.get(id) {
                let cell = (c.provenance.role.as_str(), c.provenance.stage.as_str(), c.final_url.as_str());
                shown.entry(cell).or_default().insert(*id, path.as_str());
            }
        }
        Index { captures, shown, paths: &input.screenshots }
    }

    /// How a person gets there: the action, and the page it was done on.
    fn reached(&self, capture: &Capture) -> String {
        let reached = &capture.provenance.reached;
        let from = reached.from.and_then(|id| self.captures.get(&id.0)).map(|c| c.final_url.as_str());
        match (reached.action.as_str(), from) {
            ("", None) => String::new(),
            ("", Some(page)) => format!("on {page}"),
            (action, None) => action.to_owned(),
            (action, Some(page)) => format!("{action} on {page}"),
        }
    }

    /// The picture of a page state: its own, or that of the nearest state of the same role, stage and address.
    fn screenshot(&self, capture: &Capture) -> Option<String> {
        if let Some(own) = self.paths.get(&capture.id.0) {
            return Some(own.clone());
        }
        let cell = (capture.provenance.role.as_str(), capture.provenance.stage.as_str(), capture.final_url.as_str());
        let nearest = self.shown.get(&cell)?.iter().min_by_key(|(id, _)| (id.abs_diff(capture.id.0), **id))?;
        Some((*nearest.1).to_owned())
    }
}

/// Sixteen hexadecimal digits of SHA-256 over what is the same for every candidate and every run.
pub fn fingerprint(
    attribute: AttributeId,
    channel: Channel,
    template: &str,
    place: &str,
    role: &str,
    stage: &str,
    disguise: &[String],
) -> Fingerprint {
    let mut hash = Sha256::new();
    for part in [attribute.code(), channel.code(), template, place, role, stage, &disguise.join(" > ")] {
        // Lengths keep `a|b` and `a`,`|b` apart.
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    Fingerprint(hex::encode(&hash.finalize()[..8]))
}

/// Leaks first, then explained, allowed and control sightings; the worst first.
fn order(f: &Finding) -> impl Ord + use<> {
    let rank = match f.expected {
        Expectation::Leak => 0,
        Expectation::Explained => 1,
        Expectation::Allowed => 2,
        Expectation::Control => 3,
    };
    (
        rank,
        std::cmp::Reverse(f.severity),
        f.attribute.id,
        f.channel,
        f.surface.template.clone(),
        f.fingerprint.clone(),
        f.candidate.clone(),
        (f.role.clone(), f.stage.clone(), f.disguise.clone(), f.capture),
    )
}
