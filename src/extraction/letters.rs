//! Letters and codes that are drawn: reads pictures with the program `tesseract` (Danish and English), QR and bar codes.
//!
//! Where the program is missing, every picture that could hold letters is a gap: a name in a picture is a name.

use std::collections::HashMap;
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageDecoder, ImageReader, Limits as PictureLimits};

use super::places::Place;
use super::segment::{Part, Segment};
use super::work::Work;

/// Smaller pictures hold no word.
const SMALLEST: (u32, u32) = (40, 12);
/// Below this width a picture is enlarged: the program was trained on scans.
const SMALL: u32 = 1_200;
/// Pixels of the largest picture that is read.
const MOST_PIXELS: u64 = 40_000_000;
/// Pictures that are read in one unit.
const MOST_PICTURES: usize = 100;
/// Time for one pass of the program.
const PATIENCE: Duration = Duration::from_secs(20);
/// Fewer letters than this are noise, and the picture may lie on its side.
const FEWEST_LETTERS: usize = 12;
/// Pictures whose letters are remembered: the same logo stands on every page.
const REMEMBERED: usize = 4_096;

/// What was read in one picture.
#[derive(Debug, Clone, Default)]
struct Reading {
    texts: Vec<String>,
    gap: Option<String>,
}

/// Reads every picture that was met in the unit.
pub(super) fn read(work: &mut Work<'_>) {
    let pictures = std::mem::take(&mut work.out.pictures);
    for (number, (place, bytes)) in pictures.iter().enumerate() {
        if number == MOST_PICTURES {
            work.gap("", format_args!("could not read the letters of more than {MOST_PICTURES} pictures"));
            break;
        }
        let reading = remembered(bytes);
        for text in reading.texts {
            work.push(Segment {
                text: &text,
                part: Part::ImageText,
                place: Place::from(&format!("{place} > letters")),
                span: None,
                concealed: None,
                inline: false,
            });
        }
        if let Some(reason) = reading.gap {
            work.gap(place, reason);
        }
    }
    work.out.pictures = pictures;
}

/// Whether letters can be read on this machine; the languages that the program has, or what is missing.
pub(super) fn languages() -> Result<&'static str, &'static str> {
    static FOUND: LazyLock<Result<String, String>> = LazyLock::new(|| {
        let listed = Command::new("tesseract").arg("--list-langs").stdin(Stdio::null()).output();
        let Ok(listed) = listed else {
            return Err("letters in it were not read: `tesseract` is not installed (see `klarsyn doctor`)".into());
        };
        let text = format!("{}{}", String::from_utf8_lossy(&listed.stdout), String::from_utf8_lossy(&listed.stderr));
        let has = |language: &str| text.lines().any(|line| line.trim() == language);
        match (has("dan"), has("eng")) {
            (true, true) => Ok("dan+eng".into()),
            (true, false) => Ok("dan".into()),
            (false, _) => Err("letters in it were not read: `tesseract` has no Danish (see `klarsyn doctor`)".into()),
        }
    });
    FOUND.as_ref().map(String::as_str).map_err(String::as_str)
}

fn remembered(bytes: &[u8]) -> Reading {
    static READ: LazyLock<Mutex<HashMap<[u8; 32], Reading>>> = LazyLock::new(Mutex::default);
    let hash = *blake3::hash(bytes).as_bytes();
    if let Some(known) = READ.lock().unwrap_or_else(PoisonError::into_inner).get(&hash) {
        return known.clone();
    }
    let reading = picture(bytes);
    let mut read = READ.lock().unwrap_or_else(PoisonError::into_inner);
    if read.len() < REMEMBERED {
        read.insert(hash, reading.clone());
    }
    reading
}

fn picture(bytes: &[u8]) -> Reading {
    let gap = |reason: String| Reading { gap: Some(reason), ..Reading::default() };
    let picture = match decode(bytes) {
        Ok(Some(picture)) => picture,
        Ok(None) => return Reading::default(),
        Err(reason) => return gap(reason),
    };
    let mut reading = Reading { texts: codes(&picture), gap: None };
    if is_plain(&picture) {
        return reading;
    }
    match letters(&picture) {
        Ok(text) if text.trim().is_empty() => {}
        Ok(text) => reading.texts.push(text),
        Err(reason) => reading.gap = Some(reason),
    }
    reading
}

/// The picture in grey on white, upright as its file says; none where it is too small for a word.
fn decode(bytes: &[u8]) -> Result<Option<GrayImage>, String> {
    let unreadable =
        |e: &dyn std::fmt::Display| format!("the picture could not be decoded ({e}); what it shows was not looked at");
    if bytes.starts_with(b"\0\0\0\x0cjP  ") || bytes.starts_with(&[0xFF, 0x4F, 0xFF, 0x51]) {
        return jpeg_2000(bytes);
    }
    let mut reader = ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().map_err(|e| unreadable(&e))?;
    let mut limits = PictureLimits::default();
    limits.max_alloc = Some(512 * 1024 * 1024);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|e| unreadable(&e))?;
    if !is_readable(decoder.dimensions())? {
        return Ok(None);
    }
    let turned = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|e| unreadable(&e))?;
    picture.apply_orientation(turned);
    Ok(Some(on_white(&picture)))
}

/// Whether a picture of that size can hold a word; one that is too large to look at is an error.
fn is_readable((width, height): (u32, u32)) -> Result<bool, String> {
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        let most = MOST_PIXELS / 1_000_000;
        return Err(format!("the picture is larger than {most} megapixels; letters in it were not read"));
    }
    Ok(width.min(height) >= SMALLEST.1 && width.max(height) >= SMALLEST.0)
}

fn jpeg_2000(bytes: &[u8]) -> Result<Option<GrayImage>, String> {
    let unreadable =
        |e: &dyn std::fmt::Display| format!("the picture could not be decoded ({e}); what it shows was not looked at");
    let file =
        hayro_jpeg2000::Image::new(bytes, &hayro_jpeg2000::DecodeSettings::default()).map_err(|e| unreadable(&e))?;
    let size = (file.width(), file.height());
    if !is_readable(size)? {
        return Ok(None);
    }
    let channels = usize::from(file.color_space().num_channels()) + usize::from(file.has_alpha());
    let mut context = hayro_jpeg2000::DecoderContext::default();
    let samples = file.decode(&mut context).map_err(|e| unreadable(&e))?.data_u8();
    let colours = channels.min(3);
    let grey = samples
        .chunks_exact(channels.max(1))
        .map(|pixel| (pixel[..colours].iter().map(|s| u32::from(*s)).sum::<u32>() / colours.max(1) as u32) as u8)
        .collect();
    GrayImage::from_raw(size.0, size.1, grey).map(Some).ok_or_else(|| unreadable(&"its samples are too few"))
}

fn on_white(picture: &DynamicImage) -> GrayImage {
    let mut grey = GrayImage::new(picture.width(), picture.height());
    for (from, to) in picture.to_luma_alpha8().pixels().zip(grey.pixels_mut()) {
        let [light, alpha] = from.0.map(u32::from);
        to.0 = [((light * alpha + 255 * (255 - alpha)) / 255) as u8];
    }
    grey
}

/// Whether hardly anything is drawn.
fn is_plain(picture: &GrayImage) -> bool {
    let (mut least, mut most) = (255, 0);
    for pixel in picture.pixels() {
        least = least.min(pixel.0[0]);
        most = most.max(pixel.0[0]);
    }
    most - least < 4
}

/// What QR codes, bar codes and their kin hold.
fn codes(picture: &GrayImage) -> Vec<String> {
    // The library is a port with panics of its own; what it cannot read is no code.
    let luma = picture.as_raw().clone();
    let found = std::panic::catch_unwind(|| {
        rxing::helpers::detect_multiple_in_luma(luma, picture.width(), picture.height()).unwrap_or_default()
    });
    found.unwrap_or_default().iter().map(|code| code.getText().to_owned()).collect()
}

/// The letters as they stand; turned, where there are hardly any and the picture is as large as a page.
fn letters(picture: &GrayImage) -> Result<String, String> {
    let languages = languages()?;
    let small = picture.width() < SMALL;
    let enlarged;
    let upright = if small {
        let times = (SMALL * 2 / picture.width().max(1)).clamp(2, 3);
        enlarged =
            image::imageops::resize(picture, picture.width() * times, picture.height() * times, FilterType::Triangle);
        &enlarged
    } else {
        picture
    };
    // Sparse text for small pictures, the layout of a page for large ones.
    let text = tesseract(upright, languages, if small { "11" } else { "3" })?;
    let enough = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count() >= FEWEST_LETTERS;
    // A low strip is a line of text; a tall one is a line of text on its side.
    let may_lie = picture.width().min(picture.height()) >= 400 || picture.height() > picture.width() * 2;
    if enough(&text) || !may_lie {
        return Ok(text);
    }
    for turned in [image::imageops::rotate90(picture), image::imageops::rotate270(picture)] {
        let text = tesseract(&turned, languages, if small { "11" } else { "3" })?;
        if enough(&text) {
            return Ok(text);
        }
    }
    Ok(text)
}

fn tesseract(picture: &GrayImage, languages: &str, layout: &str) -> Result<String, String> {
    let failed = |e: &dyn std::fmt::Display| format!("letters in it were not read: {e}");
    let mut png = Vec::new();
    picture.write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png).map_err(|e| failed(&e))?;
    let mut child = Command::new("tesseract")
        .args(["stdin", "stdout", "-l", languages, "--psm", layout])
        // Units are read in parallel already.
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| failed(&e))?;
    let (mut input, mut output) = (child.stdin.take(), child.stdout.take());
    let writer = std::thread::spawn(move || input.as_mut().map(|pipe| pipe.write_all(&png)));
    let reader = std::thread::spawn(move || {
        let mut text = Vec::new();
        if let Some(pipe) = output.as_mut() {
            pipe.take(8 * 1024 * 1024).read_to_end(&mut text).ok();
        }
        text
    });
    let end = Instant::now() + PATIENCE;
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break Some(status),
            Ok(None) if Instant::now() < end => std::thread::sleep(Duration::from_millis(5)),
            _ => break None,
        }
    };
    if status.is_none() {
        child.kill().ok();
        child.wait().ok();
    }
    writer.join().ok();
    let text = reader.join().unwrap_or_default();
    match status {
        Some(status) if status.success() => Ok(String::from_utf8_lossy(&text).into_owned()),
        Some(status) => Err(failed(&format!("`tesseract` ended with {status}"))),
        None => Err(failed(&format!("`tesseract` took longer than {} s", PATIENCE.as_secs()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_drawn_is_read_or_the_picture_is_a_gap() {
        let reading = picture(include_bytes!("../../tests/fixtures/extraction/navn.png"));
        match languages() {
            Ok(_) => {
                assert!(reading.texts.iter().any(|t| t.contains("Fatima") && t.contains("ndergaard")), "{reading:?}");
                assert_eq!(reading.gap, None);
            }
            Err(_) => assert!(reading.gap.is_some_and(|gap| gap.contains("tesseract"))),
        }
    }

    #[test]
    fn a_code_gives_the_address_that_it_holds() {
        let reading = picture(include_bytes!("../../tests/fixtures/extraction/kode.png"));
        assert_eq!(reading.texts.first().map(String::as_str), Some("https://profil.example/in/fatima-alsayed-4711"));
    }

    #[test]
    fn a_picture_that_cannot_be_decoded_is_a_gap_and_an_icon_is_none() {
        let reading = picture(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0");
        assert!(reading.gap.is_some_and(|gap| gap.contains("could not be decoded")));
        let mut icon = Vec::new();
        GrayImage::new(16, 16).write_to(&mut std::io::Cursor::new(&mut icon), image::ImageFormat::Png).unwrap();
        let reading = picture(&icon);
        assert!(reading.texts.is_empty() && reading.gap.is_none());
    }
}
