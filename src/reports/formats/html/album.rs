//! Screenshots inside the page: made smaller, each embedded once, and bounded in total.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Component, Path};

use base64::Engine as _;

use crate::reports::text::visible;

const MOST_PICTURE_BYTES: usize = 12 * 1024 * 1024;
const MOST_FILE_BYTES: u64 = 20 * 1024 * 1024;
const PICTURE_WIDTH: u32 = 1_000;
/// Pages can be endless; a reader needs the part that fits on a sheet.
const PICTURE_HEIGHT: u32 = 1_400;

/// Embeds screenshots until the page would become too big to send.
pub(super) struct Album<'a> {
    folder: &'a Path,
    left: usize,
    shown: BTreeMap<String, usize>,
}

/// What becomes of a screenshot at one place of the page.
pub(super) enum Picture {
    /// A data URI.
    Embedded(String),
    /// It was shown before, in the article of that number.
    ShownAt(usize),
    /// Why there is none.
    Missing(String),
}

impl<'a> Album<'a> {
    /// Pictures are read from the run's folder.
    pub(super) fn new(folder: &'a Path) -> Self {
        Album { folder, left: MOST_PICTURE_BYTES, shown: BTreeMap::new() }
    }

    /// The picture at `path` inside the run's folder, for the article of that number.
    pub(super) fn picture(&mut self, path: &str, article: usize) -> Picture {
        if let Some(first) = self.shown.get(path) {
            return Picture::ShownAt(*first);
        }
        match self.embed(path) {
            Ok(uri) => {
                self.shown.insert(path.to_owned(), article);
                Picture::Embedded(uri)
            }
            Err(reason) => Picture::Missing(reason),
        }
    }

    fn embed(&mut self, path: &str) -> Result<String, String> {
        let inside = Path::new(path);
        if !inside.components().all(|c| matches!(c, Component::Normal(_))) {
            return Err("the path leaves the run's folder".to_owned());
        }
        if self.left == 0 {
            return Err("the report is full; the picture is in the run's folder".to_owned());
        }
        let file = self.folder.join(inside);
        let size = std::fs::symlink_metadata(&file).map_err(|_| "the file is missing".to_owned())?;
        if !size.is_file() || size.len() > MOST_FILE_BYTES {
            return Err("not a plain file of a size that is embedded".to_owned());
        }
        let jpeg = shrink(&file).map_err(|e| format!("could not read the picture: {}", visible(&e, 200)))?;
        if jpeg.len() > self.left {
            self.left = 0;
            return Err("the report is full; the picture is in the run's folder".to_owned());
        }
        self.left -= jpeg.len();
        Ok(format!("data:image/jpeg;base64,{}", base64::engine::general_purpose::STANDARD.encode(jpeg)))
    }
}

fn shrink(file: &Path) -> Result<Vec<u8>, String> {
    let mut reader = image::ImageReader::open(file).and_then(|r| r.with_guessed_format()).map_err(|e| e.to_string())?;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(20_000);
    limits.max_image_height = Some(40_000);
    limits.max_alloc = Some(256 * 1024 * 1024);
    reader.limits(limits);
    let mut picture = reader.decode().map_err(|e| e.to_string())?;
    if picture.width() > PICTURE_WIDTH {
        picture = picture.resize(PICTURE_WIDTH, u32::MAX, image::imageops::FilterType::Triangle);
    }
    if picture.height() > PICTURE_HEIGHT {
        picture = picture.crop_imm(0, 0, picture.width(), PICTURE_HEIGHT);
    }
    let mut out = Cursor::new(Vec::new());
    picture.to_rgb8().write_to(&mut out, image::ImageFormat::Jpeg).map_err(|e| e.to_string())?;
    Ok(out.into_inner())
}
