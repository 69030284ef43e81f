//! From a seed and a count to people with or without documents: as a dataset in memory, or straight into a file.

use std::path::Path;

use super::answer_key::candidate;
use super::candidate::Candidate;
use super::dataset::{Dataset, DatasetError, SCHEMA_VERSION, Writer};
use super::person::REFERENCE_DATE;
use super::pool::Pool;
use super::{documents, letter, ordered};

/// The largest pool: beyond it the spare telephone numbers run thin.
pub const MAX_COUNT: u32 = 200_000;

/// Invents `count` applicants and as many decoys, and writes their documents and `candidates.json` into `out`.
///
/// `progress` hears how many of how many people are done. The same seed and count give the same bytes everywhere.
/// Fails where `count` is 0 or above [`MAX_COUNT`], where `out` cannot be written, or where a document cannot be made.
pub fn generate(seed: u64, count: u32, out: &Path, progress: &dyn Fn(usize, usize)) -> Result<Dataset, DatasetError> {
    let pool = pool(seed, count)?;
    let mut candidates = Vec::with_capacity(pool.len());
    progress(0, pool.len());
    ordered::each(
        pool.len(),
        |at| person(seed, &pool, at, Some(out)),
        |at, made| {
            candidates.push(made?);
            progress(at + 1, pool.len());
            Ok(())
        },
    )?;
    let mut dataset = dataset(seed, candidates);
    dataset.write(out)?;
    dataset.folder = out.to_owned();
    Ok(dataset)
}

/// As [`generate`], without holding everybody in memory, and without documents where `documents` is false. Gives the
/// number of people in the file; the bytes are those of [`generate`].
pub fn generate_to_file(
    seed: u64,
    count: u32,
    documents: bool,
    out: &Path,
    progress: &dyn Fn(usize, usize),
) -> Result<usize, DatasetError> {
    let pool = pool(seed, count)?;
    let mut writer = Writer::create(&dataset(seed, Vec::new()), out)?;
    progress(0, pool.len());
    ordered::each(
        pool.len(),
        |at| Writer::entry(&person(seed, &pool, at, documents.then_some(out))?, out),
        |at, text| {
            writer.push(&text?)?;
            progress(at + 1, pool.len());
            Ok(())
        },
    )?;
    writer.finish()?;
    Ok(pool.len())
}

/// Invents the same people without documents; `count` is held to [`MAX_COUNT`].
pub fn people(seed: u64, count: u32) -> Dataset {
    let pool = Pool::new(seed, count.min(MAX_COUNT));
    let all = (0..pool.len()).map(|at| {
        let (part, person) = pool.get(at);
        candidate(&part, &person, &letter::write(seed, part.story, &person), Vec::new(), &[])
    });
    dataset(seed, all.collect())
}

fn pool(seed: u64, count: u32) -> Result<Pool, DatasetError> {
    if count == 0 || count > MAX_COUNT {
        return Err(DatasetError::Count { count, most: MAX_COUNT });
    }
    Ok(Pool::new(seed, count))
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

fn person(seed: u64, pool: &Pool, at: usize, documents: Option<&Path>) -> Result<Candidate, DatasetError> {
    let (part, person) = pool.get(at);
    let writing = letter::write(seed, part.story, &person);
    let (documents, planted) = match documents {
        Some(out) => documents::write_all(seed, &part, &person, &writing, out)?,
        None => Default::default(),
    };
    Ok(candidate(&part, &person, &writing, documents, &planted))
}
