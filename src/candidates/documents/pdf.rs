//! The CV as a PDF of one or two pages: text in reading order, a portrait, and the author in Info and XMP.

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{Point, Size, Transform};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::text::{Font, TextDirection};

use crate::candidates::cv::Cv;

/// DejaVu Sans, cut down to Latin letters; its licence lies beside it.
static FONT: &[u8] = include_bytes!("font/DejaVuSans-latin.ttf");

const PAGE: (f32, f32) = (595.0, 842.0);
const MARGIN: f32 = 56.0;
const LINE: f32 = 14.5;
/// Characters in a line of running text at its size; DejaVu is a wide face.
const COLUMNS: usize = 84;

/// A line with its size.
struct Line {
    text: String,
    size: f32,
    gap: f32,
}

/// The line at the foot of the CV.
pub fn foot(cv: &Cv) -> String {
    format!("CV {}", cv.initials)
}

/// Renders the CV; fails only where the font or the picture is damaged.
pub fn write(cv: &Cv, photo: &[u8]) -> Result<Vec<u8>, String> {
    let font = Font::new(FONT.into(), 0).ok_or("the embedded font does not parse")?;
    let image = Image::from_jpeg(photo.to_vec().into(), true)?;
    let mut document = Document::new();
    document.set_metadata(
        Metadata::new()
            .title(format!("CV {}", cv.name))
            .authors(vec![cv.name.clone()])
            .creator("Tekstbehandling".into())
            .producer("klarsyn".into())
            .language("da".into())
            .creation_date(DateTime::new(2026).month(9).day(1))
            .document_id(cv.name.clone()),
    );
    let lines = lines(cv);
    let per_page = PAGE.1 - 2.0 * MARGIN - LINE;
    let mut rest = lines.as_slice();
    let mut first = true;
    while !rest.is_empty() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or("the page has no size")?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        surface.set_fill(Some(Fill { paint: rgb::Color::new(20, 20, 30).into(), ..Fill::default() }));
        let mut y = 0.0;
        while let Some(line) = rest.first() {
            if y + line.gap > per_page {
                break;
            }
            y += line.gap;
            let start = Point::from_xy(MARGIN, MARGIN + y);
            surface.draw_text(start, font.clone(), line.size, &line.text, false, TextDirection::LeftToRight);
            rest = &rest[1..];
        }
        if rest.is_empty() {
            let start = Point::from_xy(MARGIN, PAGE.1 - MARGIN / 2.0);
            surface.draw_text(start, font.clone(), 8.0, &foot(cv), false, TextDirection::LeftToRight);
        }
        if first {
            // Beside the contact data, right of the text.
            surface.push_transform(&Transform::from_translate(PAGE.0 - MARGIN - 96.0, MARGIN + 34.0));
            surface.draw_image(image.clone(), Size::from_wh(96.0, 120.0).ok_or("the picture has no size")?);
            surface.pop();
            first = false;
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|e| format!("{e:?}"))
}

fn lines(cv: &Cv) -> Vec<Line> {
    // A long name is set smaller, so that it stays on one line.
    let size = if cv.name.chars().count() > 26 { 13.0 } else { 20.0 };
    let mut lines =
        vec![Line { text: cv.name.clone(), size, gap: 16.0 }, Line { text: cv.headline.clone(), size: 9.5, gap: 18.0 }];
    for (heading, said) in &cv.sections {
        lines.push(Line { text: (*heading).to_owned(), size: 12.0, gap: 26.0 });
        for said in said {
            lines.extend(wrap(&said.text, COLUMNS).into_iter().map(|text| Line { text, size: 9.5, gap: LINE }));
        }
    }
    lines
}

/// Breaks a text at spaces, so that no line is longer than `columns` where a space allows it.
fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("it starts with one line and never shrinks");
        if line.is_empty() {
            line.push_str(word);
        } else if line.chars().count() + 1 + word.chars().count() <= columns {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}
