//! Extraction, detection and judgement over a bundle or over plain files: offline, deterministic, parallel.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::{Observer, PipelineError, facts};
use crate::candidates::{AttributeId, Candidate, CandidateId, Dataset};
use crate::crawl::Tour;
use crate::detection::{Anchors, Detector, UnitMatches};
use crate::evidence::{Bundle, Capture, CaptureKind, Engine, Receipt};
use crate::extraction::{Extraction, Limits, Unit, UnitSource, extract, extract_again, pictures};
use crate::findings::{Assessment, AssessmentInput, Sighting, assess};
use crate::probes::Oracle;

/// How a scan works.
#[derive(Debug, Clone, Default)]
pub struct ScanOptions {
    /// Answer key; none takes the one inside the bundle.
    pub candidates: Option<PathBuf>,
    /// Bounds of each extraction.
    pub limits: Limits,
    /// Threads; 0 for one per core.
    pub threads: usize,
}

/// Files above this size are not read: a gap.
const FILE_LIMIT: u64 = 512 * 1024 * 1024;

/// Scans a run's bundle with the scenario that was played.
pub fn scan_bundle(folder: &Path, options: &ScanOptions, observer: &dyn Observer) -> Result<Assessment, PipelineError> {
    let bundle = Bundle::open(folder)?;
    let own_key = folder.join(facts::CANDIDATES);
    let dataset = Dataset::read(options.candidates.as_deref().unwrap_or(&own_key))?;
    let tours: Vec<Tour> = facts::read(&bundle, facts::TOURS)?;
    let oracles: Vec<Oracle> = facts::read(&bundle, facts::ORACLES)?;
    let receipts = bundle.receipts()?;
    let detector = detector(&dataset, &receipts);
    let mut input = match facts::scenario(&bundle)? {
        Some(scenario) => facts::input(&scenario, dataset, &tours, &oracles),
        None => AssessmentInput::plain(name_of(folder), name_of(folder), dataset),
    };
    input.gaps = bundle.gaps()?;
    input.receipts = receipts;
    let captures = bundle.captures()?;
    input.screenshots = screenshots(&captures);
    observer.part("scan");
    let bundle = Mutex::new(bundle);
    let sightings = in_parallel(by_body(captures), options.threads, observer, |captures| {
        capture_sightings(&bundle, captures, &detector, &options.limits)
    });
    input.sightings = sightings.into_iter().flatten().collect();
    input.sightings.sort_by_key(|sighting| sighting.capture.as_ref().map(|capture| capture.id));
    observer.part("judge");
    (input.documents, input.documents_left) = super::documents::documents(&bundle, &input, &detector, &options.limits);
    Ok(assess(&input))
}

/// Scans files, folders and bundles against an answer key. A single bundle is judged with its scenario; anything else
/// can prove a leak, but never that there is none.
pub fn scan_paths(
    paths: &[PathBuf],
    options: &ScanOptions,
    observer: &dyn Observer,
) -> Result<Assessment, PipelineError> {
    if let [single] = paths
        && Bundle::is_bundle(single)
    {
        return scan_bundle(single, options, observer);
    }
    let Some(key) = &options.candidates else {
        return Err(PipelineError::Usage {
            what: "scan".into(),
            reason: "plain files have no answer key of their own; name one with `--candidates FILE`".into(),
        });
    };
    let dataset = Dataset::read(key)?;
    let detector = detector(&dataset, &[]);
    let mut input = AssessmentInput::plain(name_of(&paths[0]), list(paths), dataset);
    let mut files = Vec::new();
    for path in paths {
        if Bundle::is_bundle(path) {
            return Err(PipelineError::Usage {
                what: "scan".into(),
                reason: format!("{} is a bundle: scan it alone, so that its own scenario judges it", path.display()),
            });
        }
        walk(path, &mut files)?;
    }
    files.sort();
    observer.part("scan");
    input.sightings =
        in_parallel(files, options.threads, observer, |file| file_sighting(file, &detector, &options.limits));
    observer.part("judge");
    Ok(assess(&input))
}

fn detector(dataset: &Dataset, receipts: &[Receipt]) -> Detector {
    let mut anchors = Anchors::default();
    for receipt in receipts {
        let ids: Vec<String> = receipt.captured.values().filter(|v| v.chars().count() >= 4).cloned().collect();
        anchors.ids.entry(CandidateId(receipt.candidate.clone())).or_default().extend(ids);
    }
    let portraits = dataset
        .candidates
        .iter()
        .filter_map(|candidate| {
            let photo = candidate.documents.iter().find(|d| d.name == "photo")?;
            let bytes = std::fs::read(dataset.folder.join(&photo.path)).ok()?;
            Some((candidate.id.clone(), bytes))
        })
        .collect();
    let signatures = dataset.candidates.iter().filter_map(|candidate| signature_of(candidate, dataset)).collect();
    Detector::new(dataset, &anchors).with_portraits(portraits).with_signatures(signatures)
}

/// The picture of a candidate's signature, out of the document that the answer key names.
fn signature_of(candidate: &Candidate, dataset: &Dataset) -> Option<(CandidateId, Vec<u8>)> {
    let signature = candidate.attributes.iter().find(|a| a.id == AttributeId::D11)?;
    let place = signature.places.iter().find(|place| place.part == "image")?;
    let document = candidate.documents.iter().find(|d| d.name == place.document)?;
    let unit = file_unit(&dataset.folder.join(&document.path)).ok()?;
    let (_, bytes) = pictures(&unit, &Limits::default()).into_iter().next()?;
    Some((candidate.id.clone(), bytes))
}

/// Captures of the same bytes together: much is sent again for each role and at each stage.
fn by_body(captures: Vec<Capture>) -> Vec<Vec<Capture>> {
    let mut groups: BTreeMap<String, Vec<Capture>> = BTreeMap::new();
    for capture in captures {
        groups.entry(capture.sha256.clone()).or_default().push(capture);
    }
    groups.into_values().collect()
}

/// What captures of the same bytes show.
fn capture_sightings(
    bundle: &Mutex<Bundle>,
    captures: Vec<Capture>,
    detector: &Detector,
    limits: &Limits,
) -> Vec<Sighting> {
    let (mut bytes, mut body) = (None, None);
    let sighting = |capture: Capture| {
        let mut sighting = Sighting { sha256: capture.sha256.clone(), size: capture.size, ..Sighting::default() };
        // What the applicant sees of their own application is no leak, and pictures of states are shown, not read.
        if capture.provenance.engine != Engine::Submission && capture.kind != CaptureKind::Screenshot {
            let of_bundle = || bundle.lock().unwrap_or_else(PoisonError::into_inner).body(&capture);
            match bytes.take().map_or_else(of_bundle, Ok) {
                Ok(all) => {
                    let unit = unit_of(&capture, all);
                    look_into(extract_again(&unit, limits, &mut body), detector, &mut sighting);
                    bytes = Some(unit.body);
                }
                Err(error) => sighting.gaps.push(error.to_string()),
            }
        }
        sighting.capture = Some(capture);
        sighting
    };
    captures.into_iter().map(sighting).collect()
}

pub(super) fn unit_of(capture: &Capture, body: Vec<u8>) -> Unit {
    let source = match capture.kind {
        CaptureKind::Response | CaptureKind::ClientFile | CaptureKind::Screenshot => UnitSource::Response,
        CaptureKind::Refused => UnitSource::Refused,
        CaptureKind::Frames => UnitSource::Frames,
        CaptureKind::Dom => UnitSource::Dom,
        CaptureKind::Storage => UnitSource::Storage,
        CaptureKind::Accessibility => UnitSource::Accessibility,
        CaptureKind::Print => UnitSource::Print,
    };
    let headers = match capture.kind {
        CaptureKind::Refused => capture.request_headers.clone(),
        _ => capture.headers.clone(),
    };
    Unit { source, url: capture.url.clone(), media_type: capture.media_type.clone(), headers, body }
}

fn file_sighting(file: PathBuf, detector: &Detector, limits: &Limits) -> Sighting {
    let mut sighting = Sighting::default();
    match file_unit(&file) {
        Ok(unit) => {
            sighting.sha256 = hex::encode(Sha256::digest(&unit.body));
            sighting.size = unit.body.len() as u64;
            look_into(extract(&unit, limits), detector, &mut sighting);
        }
        Err(reason) => sighting.gaps.push(reason),
    }
    sighting.file = Some(file);
    sighting
}

/// A file as it is searched, or why it cannot be.
pub(super) fn file_unit(file: &Path) -> Result<Unit, String> {
    let size = std::fs::metadata(file).map_or(0, |m| m.len());
    if size > FILE_LIMIT {
        return Err(format!("{size} bytes is more than is read of one file ({FILE_LIMIT})"));
    }
    Ok(Unit {
        source: UnitSource::File,
        url: file.to_string_lossy().into_owned(),
        media_type: String::new(),
        headers: Vec::new(),
        body: std::fs::read(file).map_err(|error| format!("could not be read: {error}"))?,
    })
}

fn look_into(extraction: Extraction, detector: &Detector, sighting: &mut Sighting) {
    let mut found: UnitMatches = detector.search(&extraction);
    sighting.formats = extraction.formats.iter().map(|f| (*f).to_owned()).collect();
    sighting.gaps.extend(extraction.gaps);
    sighting.gaps.append(&mut found.gaps);
    sighting.matches = found;
}

/// Screenshots by the capture of the page state that they show.
fn screenshots(captures: &[Capture]) -> BTreeMap<u64, String> {
    captures
        .iter()
        .filter(|c| c.kind == CaptureKind::Screenshot)
        .filter_map(|c| Some((c.provenance.reached.from?.0, format!("evidence/screens/{}.png", c.sha256))))
        .collect()
}

/// Works through items on several threads; results keep the order of the items.
pub(super) fn in_parallel<T: Send, R: Send>(
    items: Vec<T>,
    threads: usize,
    observer: &dyn Observer,
    work: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let threads = match threads {
        0 => std::thread::available_parallelism().map_or(1, usize::from),
        n => n,
    };
    let of = items.len();
    let done = AtomicUsize::new(0);
    let queue = Mutex::new(items.into_iter().enumerate());
    let results = Mutex::new(Vec::with_capacity(of));
    std::thread::scope(|scope| {
        for _ in 0..threads.min(of.max(1)) {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some((index, item)) = next else { break };
                    let result = work(item);
                    results.lock().unwrap_or_else(PoisonError::into_inner).push((index, result));
                    observer.progress(done.fetch_add(1, Ordering::Relaxed) + 1, of);
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

pub(super) fn walk(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), PipelineError> {
    let unreadable = |error: std::io::Error| PipelineError::Usage {
        what: format!("scan {}", path.display()),
        reason: format!("{error}; name a file or folder that exists and may be read"),
    };
    let kind = std::fs::symlink_metadata(path).map_err(unreadable)?;
    if kind.is_symlink() {
        // Followed only when named on the command line would be a surprise; a link out of the folder is worse.
        return Ok(());
    }
    if kind.is_dir() {
        for entry in std::fs::read_dir(path).map_err(unreadable)? {
            walk(&entry.map_err(unreadable)?.path(), files)?;
        }
    } else {
        files.push(path.to_owned());
    }
    Ok(())
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| "scan".into(), |n| n.to_string_lossy().into_owned())
}

fn list(paths: &[PathBuf]) -> String {
    paths.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ")
}
