//! What a target shows before anybody applies: the texts that no invented value may stand in.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::scan::{file_unit, in_parallel, unit_of, walk};
use super::{Observer, PipelineError};
use crate::candidates::Control;
use crate::evidence::{Bundle, CaptureKind};
use crate::extraction::{Limits, Unit, extract};

/// Reads a bundle, a folder or a file as a control crawl. What could not be read is told to the observer: a value may
/// stand there.
pub fn control(path: &Path, limits: &Limits, observer: &dyn Observer) -> Result<Control, PipelineError> {
    observer.part("read the control crawl");
    let control = Mutex::new(Control::default());
    let take = |unit: Result<Unit, String>| -> usize {
        let Ok(unit) = unit else { return 1 };
        let extraction = extract(&unit, limits);
        let mut control = control.lock().unwrap_or_else(PoisonError::into_inner);
        extraction.segments.iter().for_each(|segment| control.add(segment.text));
        extraction.gaps.len()
    };
    let gaps: Vec<usize> = if Bundle::is_bundle(path) {
        let bundle = Bundle::open(path)?;
        let captures = bundle.captures()?.into_iter().filter(|c| c.kind != CaptureKind::Screenshot).collect();
        let bundle = Mutex::new(bundle);
        in_parallel(captures, 0, observer, |capture| {
            let body = bundle.lock().unwrap_or_else(PoisonError::into_inner).body(&capture);
            take(body.map(|body| unit_of(&capture, body)).map_err(|error| error.to_string()))
        })
    } else {
        let mut files = Vec::new();
        walk(path, &mut files)?;
        in_parallel(files, 0, observer, |file| take(file_unit(&file)))
    };
    let control = control.into_inner().unwrap_or_else(PoisonError::into_inner);
    if control.texts() == 0 {
        return Err(PipelineError::Usage {
            what: format!("use {} as a control crawl", path.display()),
            reason: "there is no text in it; give the folder of a `klarsyn crawl`".into(),
        });
    }
    match gaps.iter().sum::<usize>() {
        0 => {}
        gaps => {
            observer.note(&format!("{gaps} places of the control crawl could not be read: a value may stand there"))
        }
    }
    Ok(control)
}
