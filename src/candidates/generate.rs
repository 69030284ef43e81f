//! From a seed and a count to a pool in which every strong value is one person's alone, with or without documents.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;

use super::answer_key::candidate;
use super::candidate::Candidate;
use super::cast::{Part, cast};
use super::dataset::{Dataset, DatasetError, SCHEMA_VERSION};
use super::person::{self, Person, REFERENCE_DATE};
use super::unique::clashes;
use super::{documents, letter};

/// The largest pool: beyond it the spare telephone numbers run thin.
pub const MAX_COUNT: u32 = 200_000;

/// The largest pool (decoys included) in which birth dates differ too: there are only so many days in a working life.
const UNIQUE_BIRTH_DATES: usize = 4_000;

/// Invents `count` applicants and as many decoys, and writes their documents and `candidates.json` into `out`.
///
/// `progress` hears how many of how many people are done. The same seed and count give the same bytes everywhere.
/// Fails where `count` is 0 or above [`MAX_COUNT`], where `out` cannot be written, or where a document cannot be made.
pub fn generate(seed: u64, count: u32, out: &Path, progress: &dyn Fn(usize, usize)) -> Result<Dataset, DatasetError> {
    if count == 0 || count > MAX_COUNT {
        return Err(DatasetError::Count { count, most: MAX_COUNT });
    }
    let pool = invent(seed, count);
    let total = pool.len();
    progress(0, total);

    let next = AtomicUsize::new(0);
    let failed = AtomicBool::new(false);
    let (sender, receiver) = mpsc::channel();
    let mut made: Vec<Option<Result<Candidate, DatasetError>>> = Vec::new();
    made.resize_with(total, || None);
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(total);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, next, failed, pool) = (sender.clone(), &next, &failed, &pool);
            scope.spawn(move || {
                while !failed.load(Ordering::Relaxed) {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some((part, person)) = pool.get(at) else { break };
                    let result = with_documents(seed, part, person, out);
                    failed.fetch_or(result.is_err(), Ordering::Relaxed);
                    if sender.send((at, result)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        for (done, (at, result)) in receiver.iter().enumerate() {
            made[at] = Some(result);
            progress(done + 1, total);
        }
    });
    // A failure stops the others, so the first one is met before any gap.
    let mut candidates = Vec::with_capacity(total);
    let mut error = None;
    for result in made.into_iter().flatten() {
        match result {
            Ok(candidate) => candidates.push(candidate),
            Err(e) => error = error.or(Some(e)),
        }
    }
    if let Some(error) = error {
        return Err(error);
    }
    let mut dataset = dataset(seed, candidates);
    dataset.write(out)?;
    dataset.folder = out.to_owned();
    Ok(dataset)
}

/// Invents the same people and writes `candidates.json` alone; fails as [`generate`] does.
pub fn generate_key(seed: u64, count: u32, out: &Path) -> Result<Dataset, DatasetError> {
    if count == 0 || count > MAX_COUNT {
        return Err(DatasetError::Count { count, most: MAX_COUNT });
    }
    let mut dataset = people(seed, count);
    dataset.write(out)?;
    dataset.folder = out.to_owned();
    Ok(dataset)
}

/// Invents the same people without documents; `count` is held to [`MAX_COUNT`].
pub fn people(seed: u64, count: u32) -> Dataset {
    let pool = invent(seed, count.min(MAX_COUNT));
    let candidates = pool
        .iter()
        .map(|(part, person)| candidate(part, person, &letter::write(seed, part.story, person), Vec::new(), &[]))
        .collect();
    dataset(seed, candidates)
}

fn dataset(seed: u64, candidates: Vec<Candidate>) -> Dataset {
    Dataset {
        schema_version: SCHEMA_VERSION,
        seed: Some(seed),
        locale: Some("da".into()),
        reference_date: Some(REFERENCE_DATE),
        candidates,
        folder: std::path::PathBuf::new(),
    }
}

/// Draws everybody, and again whoever clashes with somebody before them, until nobody does.
fn invent(seed: u64, count: u32) -> Vec<(Part, Person)> {
    let parts = cast(seed, count);
    let birth_dates = parts.len() <= UNIQUE_BIRTH_DATES;
    let mut attempts = vec![0; parts.len()];
    let mut people: Vec<Person> = parts.iter().map(|part| person::draw(seed, part, 0)).collect();
    let mut prints: Vec<_> = people.iter().map(|p| p.prints(birth_dates)).collect();
    loop {
        let losers = clashes(&prints);
        if losers.is_empty() {
            return parts.into_iter().zip(people).collect();
        }
        for loser in losers {
            attempts[loser] += 1;
            people[loser] = person::draw(seed, &parts[loser], attempts[loser]);
            prints[loser] = people[loser].prints(birth_dates);
        }
    }
}

fn with_documents(seed: u64, part: &Part, person: &Person, out: &Path) -> Result<Candidate, DatasetError> {
    let writing = letter::write(seed, part.story, person);
    let (documents, planted) = documents::write_all(seed, part, person, &writing, out)?;
    Ok(candidate(part, person, &writing, documents, &planted))
}
