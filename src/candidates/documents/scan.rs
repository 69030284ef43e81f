//! The CV as it comes out of a scanner: a page that is one grey picture, a little askew, with the dust of the glass. No
//! letter of it is text.

use std::io::Cursor;

use ab_glyph::{Font, FontRef, PxScale, ScaleFont};
use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;
use krilla::Document;
use krilla::geom::Size;
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;

use super::pdf::{FONT, PAGE, wrap};
use crate::candidates::cv::Cv;
use crate::candidates::rolls::{between, stream};

/// Pixels for each point: 150 dots an inch.
const RESOLUTION: f32 = 150.0 / 72.0;
const QUALITY: u8 = 70;
/// Characters in a line.
const COLUMNS: usize = 78;

/// Renders the first page as a PDF whose only content is the picture.
pub fn write(picture: &[u8]) -> Result<Vec<u8>, String> {
    let image = Image::from_jpeg(picture.to_vec().into(), false)?;
    let mut document = Document::new();
    document.set_metadata(Metadata::new().producer("klarsyn".into()).creator("Scanner".into()));
    let mut page = document.start_page_with(PageSettings::from_wh(PAGE.0, PAGE.1).ok_or("the page has no size")?);
    let mut surface = page.surface();
    surface.draw_image(image, Size::from_wh(PAGE.0, PAGE.1).ok_or("the picture has no size")?);
    surface.finish();
    page.finish();
    document.finish().map_err(|e| format!("{e:?}"))
}

/// The first page of the CV as a grey JPEG.
pub fn page(seed: u64, number: u32, cv: &Cv) -> Result<Vec<u8>, String> {
    let rng = &mut stream(seed, "scan", number, 0);
    let (width, height) = ((PAGE.0 * RESOLUTION) as usize, (PAGE.1 * RESOLUTION) as usize);
    // The dust repeats after a prime number of pixels, so that no two rows are alike.
    let dust: Vec<u8> = (0..4099).map(|_| 243 + between(rng, 0, 6) as u8).collect();
    let mut pixels: Vec<u8> = dust.iter().copied().cycle().take(width * height).collect();
    // Up to a third of a degree: what a sheet feeder does.
    let slope = (between(rng, 0, 12) as f32 - 6.0) / 1000.0;
    let mut lines = vec![(cv.name.clone(), 20.0), (cv.headline.clone(), 11.0)];
    for (heading, said) in &cv.sections {
        lines.extend([(String::new(), 6.0), ((*heading).to_owned(), 14.0)]);
        lines.extend(said.iter().flat_map(|said| wrap(&said.text, COLUMNS)).map(|text| (text, 11.0)));
    }
    ink(&mut pixels, width, slope, &lines)?;
    let mut jpeg = Cursor::new(Vec::new());
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode(&pixels, width as u32, height as u32, ExtendedColorType::L8)
        .map_err(|e| e.to_string())?;
    Ok(jpeg.into_inner())
}

/// Draws lines of text with their size in points into a grey picture, one below the other.
pub fn ink(pixels: &mut [u8], width: usize, slope: f32, lines: &[(String, f32)]) -> Result<(), String> {
    let font = FontRef::try_from_slice(FONT).map_err(|e| e.to_string())?;
    let mut y = 60.0 * RESOLUTION;
    for (text, points) in lines {
        let scale = PxScale::from(points * RESOLUTION);
        y += points * 1.55 * RESOLUTION;
        let scaled = font.as_scaled(scale);
        let mut x = 56.0 * RESOLUTION;
        for letter in text.chars() {
            let id = font.glyph_id(letter);
            let glyph = id.with_scale_and_position(scale, ab_glyph::point(x, y + slope * x));
            x += scaled.h_advance(id);
            let Some(outline) = font.outline_glyph(glyph) else { continue };
            let bounds = outline.px_bounds();
            outline.draw(|dx, dy, covered| {
                let (px, py) = (bounds.min.x as i64 + i64::from(dx), bounds.min.y as i64 + i64::from(dy));
                let inside = (0..width as i64).contains(&px) && py >= 0;
                if inside && let Some(pixel) = pixels.get_mut(py as usize * width + px as usize) {
                    *pixel = (f32::from(*pixel) * (1.0 - covered.clamp(0.0, 1.0) * 0.88)) as u8;
                }
            });
        }
    }
    Ok(())
}
