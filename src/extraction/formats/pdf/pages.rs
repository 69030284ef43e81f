//! The pages of a PDF through the interpreter.

use std::sync::Arc;

use hayro_interpret::hayro_syntax::LoadPdfError;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};

use super::Job;
use super::device::{Line, PageDevice};
use crate::extraction::letters;

/// Pages that are read.
const PAGES: usize = 5000;

/// All lines of all pages, and why it is not all of them.
pub(super) fn read(bytes: &Arc<Vec<u8>>, job: &Job) -> (Vec<Line>, Option<String>) {
    let pdf = match Pdf::new(Arc::clone(bytes)) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(_)) => return (Vec::new(), Some("it is encrypted and wants a password".into())),
        Err(LoadPdfError::Invalid) => return (Vec::new(), Some("it is damaged beyond repair".into())),
    };
    let cache = InterpreterCache::new();
    let mut lines = Vec::new();
    let pages = pdf.pages();
    let mut fault = (pages.is_empty()).then(|| "it has no pages".to_owned());
    for (index, page) in pages.iter().enumerate() {
        if index >= PAGES {
            fault = Some(format!("it has more than {PAGES} pages"));
            break;
        }
        if job.late() {
            fault = Some(format!("time was up at page {}", index + 1));
            break;
        }
        let shown = page.crop_box();
        let bounds = Rect::new(shown.x0, shown.y0, shown.x1, shown.y1);
        let mut context = Context::new(Affine::IDENTITY, bounds, &cache, pdf.xref(), InterpreterSettings::default());
        let mut device = PageDevice::new(bounds, index + 1, job);
        let outcome =
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| interpret_page(page, &mut context, &mut device)));
        if outcome.is_err() {
            fault = Some(if job.late() {
                format!("time was up at page {}", index + 1)
            } else {
                format!("page {} could not be interpreted in full", index + 1)
            });
        }
        // Where letters are read, the pictures of the page are handed over as such.
        if device.is_picture_only()
            && let Err(reason) = letters::languages()
        {
            job.gap(&format!("page {} is a picture of text: {reason}", index + 1));
        }
        lines.extend(device.lines());
    }
    (lines, fault)
}
