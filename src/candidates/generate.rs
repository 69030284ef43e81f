//! From settings to people with or without documents: as a dataset in memory, or straight into a file.

use std::path::Path;

use super::answer_key::candidate;
use super::candidate::Candidate;
use super::dataset::{Dataset, DatasetError, SCHEMA_VERSION, Writer};
use super::person::REFERENCE_DATE;
use super::pool::Pool;
use super::settings::Settings;
use super::{documents, letter, ordered};

/// The largest pool of any pack; where telephone numbers run thin, [`Settings::most`] is less.
pub const MAX_COUNT: u32 = 200_000;

/// Invents applicants and as many decoys, and writes their documents and `candidates.json` into `out`.
///
/// `progress` hears how many of how many people are done. The same settings give the same bytes everywhere.
/// Fails where the count is 0 or above [`Settings::most`], where `out` cannot be written, or where a document cannot be
/// made.
pub fn generate(settings: &Settings, out: &Path, progress: &dyn Fn(usize, usize)) -> Result<Dataset, DatasetError> {
    let pool = pool(settings)?;
    let mut candidates = Vec::with_capacity(pool.len());
    progress(0, pool.len());
    ordered::each(
        pool.len(),
        |at| person(settings, &pool, at, Some(out)),
        |at, made| {
            candidates.push(made?);
            progress(at + 1, pool.len());
            Ok(())
        },
    )?;
    let mut dataset = dataset(settings, &pool, candidates);
    dataset.write(out)?;
    dataset.folder = out.to_owned();
    Ok(dataset)
}

/// As [`generate`], without holding everybody in memory, and without documents where `documents` is false. Gives the
/// number of people in the file; the bytes are those of [`generate`].
pub fn generate_to_file(
    settings: &Settings,
    documents: bool,
    out: &Path,
    progress: &dyn Fn(usize, usize),
) -> Result<usize, DatasetError> {
    let pool = pool(settings)?;
    let mut writer = Writer::create(&dataset(settings, &pool, Vec::new()), out)?;
    progress(0, pool.len());
    ordered::each(
        pool.len(),
        |at| Writer::entry(&person(settings, &pool, at, documents.then_some(out))?, out),
        |at, text| {
            writer.push(&text?)?;
            progress(at + 1, pool.len());
            Ok(())
        },
    )?;
    writer.finish()?;
    Ok(pool.len())
}

/// Invents the same people without documents.
pub fn people(settings: &Settings) -> Result<Dataset, DatasetError> {
    let pool = pool(settings)?;
    let all = (0..pool.len()).map(|at| person(settings, &pool, at, None)).collect::<Result<_, _>>()?;
    Ok(dataset(settings, &pool, all))
}

fn pool(settings: &Settings) -> Result<Pool<'_>, DatasetError> {
    let (count, most) = (settings.count, settings.most());
    if count == 0 || count > most {
        return Err(DatasetError::Count { count, most });
    }
    Pool::new(settings)
}

fn dataset(settings: &Settings, pool: &Pool<'_>, candidates: Vec<Candidate>) -> Dataset {
    Dataset {
        schema_version: SCHEMA_VERSION,
        seed: Some(settings.seed),
        locale: Some(settings.pack.code.into()),
        reference_date: Some(REFERENCE_DATE),
        uniqueness: Some(pool.uniqueness()),
        candidates,
        folder: std::path::PathBuf::new(),
    }
}

fn person(
    settings: &Settings,
    pool: &Pool<'_>,
    at: usize,
    documents: Option<&Path>,
) -> Result<Candidate, DatasetError> {
    let (part, person) = pool.get(at);
    let writing = letter::write(settings.seed, part.story, &person);
    let (documents, planted) = match documents {
        Some(out) => documents::write_all(settings.seed, &part, &person, &writing, out)?,
        None => Default::default(),
    };
    Ok(candidate(settings, &part, &person, &writing, documents, &planted))
}
