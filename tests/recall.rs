//! Recall: each disguise of each kind of value in each kind of container, and as many of people who are not in the key.
//!
//! With `KLARSYN_BLESS=1` the table of `docs/recall.md` is written anew, over more people; without, a few are tried and the
//! table is checked.

#[path = "recall/containers.rs"]
mod containers;
#[path = "recall/disguises.rs"]
mod disguises;

use std::fmt::Write as _;
use std::path::Path;

use containers::CONTAINERS;
use disguises::{DISGUISES, Disguise};
use klarsyn::candidates::{AttributeId as A, Candidate, Dataset, Role, Settings, people};
use klarsyn::detection::{Anchors, Detector};
use klarsyn::extraction::{Limits, Unit, extract};

/// The people who apply, and those whose values must not be taken for theirs.
struct Pool {
    detector: Detector,
    applicants: Vec<Candidate>,
    strangers: Vec<Candidate>,
}

fn pool(count: u32) -> Pool {
    let whole = people(&Settings::new(4242, count)).expect("people");
    let (applicants, strangers): (Vec<_>, Vec<_>) =
        whole.candidates.iter().cloned().partition(|c| c.role == Role::Applicant);
    let key = Dataset { candidates: applicants.clone(), ..whole };
    Pool { detector: Detector::new(&key, &Anchors::default()), applicants, strangers }
}

/// What is looked for: a family name stands with its given name, as one value that both attributes are part of.
fn value(candidate: &Candidate, attribute: A) -> Option<String> {
    match attribute {
        A::D02 => Some(format!("{} {}", candidate.value(A::D01)?, candidate.value(A::D02)?)),
        _ => candidate.value(attribute).map(str::to_owned),
    }
}

/// Who was found in a unit with a value of that kind, and what was cut short.
fn looked(pool: &Pool, unit: &Unit, attribute: A) -> (Vec<String>, Vec<String>) {
    let seen = pool.detector.search(&extract(unit, &Limits::default()));
    let matches = seen.matches.into_iter().filter(|m| m.attribute == attribute);
    (matches.map(|m| m.candidate.0).collect(), seen.gaps)
}

fn found(pool: &Pool, unit: &Unit, attribute: A) -> Vec<String> {
    looked(pool, unit, attribute).0
}

#[derive(Default, Clone, Copy)]
struct Count {
    found: usize,
    tried: usize,
    wrong: usize,
    strangers: usize,
}

impl Count {
    fn add(&mut self, other: Count) {
        self.found += other.found;
        self.tried += other.tried;
        self.wrong += other.wrong;
        self.strangers += other.strangers;
    }

    fn cell(self) -> String {
        match (self.found, self.tried) {
            (_, 0) => String::new(),
            (found, tried) if found == tried => "all".to_owned(),
            (found, tried) => format!("**{found} of {tried}**"),
        }
    }
}

/// A value in disguise. A date alone is nobody's birthday: a word about birth stands beside it.
fn written(disguise: &Disguise, attribute: A, value: &str) -> Option<String> {
    let has_word = |text: &str| ["født", "Født", "Born", "birth", "føds"].iter().any(|word| text.contains(word));
    match attribute {
        A::D05 if disguise.wraps => (disguise.make)(attribute, &format!("født {value}")),
        A::D05 => {
            (disguise.make)(attribute, value).map(|text| if has_word(&text) { text } else { format!("født {text}") })
        }
        _ => (disguise.make)(attribute, value),
    }
}

/// One disguise of one attribute in one container, over all people; misses are told.
fn try_out(pool: &Pool, disguise: &Disguise, attribute: A, at: usize, misses: &mut Vec<String>) -> Count {
    let container = &CONTAINERS[at];
    let mut count = Count::default();
    let written = |c: &Candidate| {
        let text = written(disguise, attribute, &value(c, attribute)?)?;
        Some(((container.make)(&text)?, text))
    };
    for candidate in &pool.applicants {
        let Some((unit, text)) = written(candidate) else { continue };
        count.tried += 1;
        if found(pool, &unit, attribute).contains(&candidate.id.0) {
            count.found += 1;
        } else {
            misses.push(format!("{} of {attribute} in {}: `{text}`", disguise.name, container.name));
        }
    }
    for stranger in &pool.strangers {
        let Some((unit, text)) = written(stranger) else { continue };
        count.strangers += 1;
        if !found(pool, &unit, attribute).is_empty() {
            count.wrong += 1;
            misses.push(format!("WRONG: {} of {attribute} in {}: `{text}`", disguise.name, container.name));
        }
    }
    count
}

#[test]
fn every_disguise_is_seen_through_in_every_container_and_nobody_is_taken_for_another() {
    let bless = std::env::var_os("KLARSYN_BLESS").is_some();
    let pool = pool(if bless { 20 } else { 2 });
    let mut misses = Vec::new();
    let mut rows = Vec::new();
    for disguise in DISGUISES {
        let mut by_container = vec![Count::default(); CONTAINERS.len()];
        let mut by_attribute = Vec::new();
        for attribute in disguise.of {
            let mut sum = Count::default();
            for (at, total) in by_container.iter_mut().enumerate() {
                let count = try_out(&pool, disguise, *attribute, at, &mut misses);
                total.add(count);
                sum.add(count);
            }
            by_attribute.push((*attribute, sum));
        }
        rows.push((disguise, by_container, by_attribute));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/recall.md");
    assert!(misses.is_empty(), "{} misses:\n{}", misses.len(), misses.join("\n"));
    if bless {
        std::fs::write(&path, table(&rows)).expect("it writes");
        return;
    }
    let told = std::fs::read_to_string(&path).expect("the table");
    for (disguise, ..) in &rows {
        let begin = format!("| {} |", disguise.name);
        assert!(told.contains(&begin), "docs/recall.md does not tell of `{}`; run `make recall`", disguise.name);
    }
}

/// Encodings that can be put around another disguise, and undone.
fn outer() -> Vec<&'static Disguise> {
    let from = DISGUISES.iter().position(|d| d.name == "decimal entities").expect("it is there");
    let to = DISGUISES.iter().position(|d| d.name == "JSON in JSON").expect("it is there");
    DISGUISES[from..=to].iter().filter(|d| d.wraps).collect()
}

/// A value in several disguises, the first one innermost. Nobody writes more than a few hundred characters as base58,
/// which takes time by the square of their number.
fn nested(chain: &[&Disguise], value: &str) -> Option<String> {
    chain.iter().try_fold(value.to_owned(), |text, disguise| {
        (disguise.name != "base58" || text.len() < 500).then(|| (disguise.make)(A::D06, &text)).flatten()
    })
}

/// How many encodings a disguise is.
fn levels(disguise: &Disguise) -> usize {
    match disguise.name {
        "hexadecimal entities, twice" | "percent, twice" | "claim of a JWT" | "JSON in JSON" | "base64 of base64" => 2,
        _ => 1,
    }
}

#[test]
fn disguises_inside_of_disguises_are_seen_through_to_depth_four() {
    let pool = pool(3);
    let json = CONTAINERS.iter().find(|c| c.name == "JSON").expect("it is there");
    let inner: Vec<&Disguise> = DISGUISES.iter().filter(|d| d.of.contains(&A::D06) && d.wraps).collect();
    let outer = outer();
    let pairs = inner.iter().flat_map(|a| outer.iter().map(move |b| vec![*a, *b]));
    // Every pair, and a walk through triples and fours that meets each disguise often.
    let deeper = (0..900usize).map(|n| {
        let pick = |step: usize| outer[(n * 7 + step * (n / outer.len() * 2 + 11)) % outer.len()];
        let mut chain = vec![inner[n % inner.len()], pick(1), pick(2)];
        if n % 2 == 0 {
            chain.push(pick(3));
        }
        chain
    });
    let mut misses = Vec::new();
    let mut tried = 0;
    for (n, chain) in pairs.chain(deeper).enumerate() {
        let candidate = &pool.applicants[n % pool.applicants.len()];
        let stranger = &pool.strangers[n % pool.strangers.len()];
        let names = || chain.iter().map(|d| d.name).collect::<Vec<_>>().join(" < ");
        let unit = |c: &Candidate| (json.make)(&nested(&chain, c.value(A::D06)?)?);
        // What has grown beyond any address or field is no disguise of a value any more.
        let Some(unit_of_candidate) = unit(candidate).filter(|u| u.body.len() < 60_000) else { continue };
        tried += 1;
        let (who, gaps) = looked(&pool, &unit_of_candidate, A::D06);
        // Deeper than four encodings nobody has to see, but has to say so.
        let is_told = chain.iter().map(|d| levels(d)).sum::<usize>() > 4 && !gaps.is_empty();
        if !who.contains(&candidate.id.0) && !is_told {
            misses.push(names());
        }
        if unit(stranger).is_some_and(|unit| !found(&pool, &unit, A::D06).is_empty()) {
            misses.push(format!("WRONG: {}", names()));
        }
    }
    assert!(misses.is_empty(), "{} misses of {tried}:\n{}", misses.len(), misses.join("\n"));
    assert!(tried > 2_000, "only {tried} were tried");
}

/// A disguise with its counts by container and by attribute.
type Row<'d> = (&'d Disguise, Vec<Count>, Vec<(A, Count)>);

fn table(rows: &[Row<'_>]) -> String {
    let mut text = String::from(include_str!("recall/introduction.md"));
    let mut all = Count::default();
    rows.iter().flat_map(|(_, counts, _)| counts).for_each(|count| all.add(*count));
    writeln!(
        text,
        "\n{} of {} values found, {} of {} strangers' values taken for an applicant's.\n",
        all.found, all.tried, all.wrong, all.strangers
    )
    .expect("text");
    writeln!(text, "| disguise | {} | tried |", CONTAINERS.iter().map(|c| c.name).collect::<Vec<_>>().join(" | "))
        .expect("text");
    writeln!(text, "|---|{}---|", "---|".repeat(CONTAINERS.len())).expect("text");
    for (disguise, containers, _) in rows {
        let cells: Vec<String> = containers.iter().map(|c| c.cell()).collect();
        let tried: usize = containers.iter().map(|c| c.tried).sum();
        writeln!(text, "| {} | {} | {tried} |", disguise.name, cells.join(" | ")).expect("text");
    }
    let kinds = [A::D02, A::D04, A::D05, A::D06, A::D07, A::D08, A::D12, A::X03];
    writeln!(text, "\n| disguise | {} |", kinds.map(|k| k.to_string()).join(" | ")).expect("text");
    writeln!(text, "|---|{}", "---|".repeat(kinds.len())).expect("text");
    for (disguise, _, attributes) in rows {
        let cell = |kind: A| attributes.iter().find(|(a, _)| *a == kind).map(|(_, c)| c.cell()).unwrap_or_default();
        writeln!(text, "| {} | {} |", disguise.name, kinds.map(cell).join(" | ")).expect("text");
    }
    text
}
