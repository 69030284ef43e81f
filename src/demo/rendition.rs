//! The anonymised rendition of a CV, made here from the qualifications alone: as PDF and as a Word file.

use std::io::{Cursor, Write as _};

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::text::{Font, TextDirection};
use zip::write::SimpleFileOptions;

use super::app::Trouble;
use super::pages;
use super::store::Application;

/// What a leak adds to the PDF.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PdfExtras {
    /// In the page header.
    pub header: Option<String>,
    /// Text under a black box.
    pub under_box: Option<String>,
    /// In the document's properties.
    pub author: Option<String>,
}

/// What a leak adds to the Word file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct DocxExtras {
    /// Deleted text that tracked changes keep.
    pub deleted: Option<String>,
    /// In the document's properties.
    pub modified_by: Option<String>,
}

const PAGE: (f32, f32) = (595.0, 842.0);
const MARGIN: f32 = 64.0;
const LINES_ON_A_PAGE: usize = 42;
const CHARACTERS_IN_A_LINE: usize = 82;

fn document_trouble(what: impl std::fmt::Display) -> Trouble {
    Trouble::Document(what.to_string())
}

/// The qualifications as PDF, without metadata unless `extras` say so.
pub(super) fn pdf(application: &Application, job: &str, extras: &PdfExtras) -> Result<Vec<u8>, Trouble> {
    let (_, font) = pages::static_file("skovby-sans.ttf").ok_or_else(|| document_trouble("the font is missing"))?;
    let font = Font::new(font.to_vec().into(), 0).ok_or_else(|| document_trouble("the font is damaged"))?;
    let mut document =
        Document::new_with(krilla::SerializeSettings { xmp_metadata: extras.author.is_some(), ..Default::default() });
    if let Some(author) = &extras.author {
        document.set_metadata(Metadata::new().authors(vec![author.clone()]).title("CV".to_owned()));
    }
    let lines = wrap(&application.qualifications);
    let pages: Vec<&[String]> = if lines.is_empty() { vec![&[]] } else { lines.chunks(LINES_ON_A_PAGE).collect() };
    for (number, lines) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| document_trouble("the page has no size"))?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        let mut write = |x: f32, y: f32, size: f32, colour: (u8, u8, u8), text: &str| {
            surface.set_fill(Some(Fill {
                paint: rgb::Color::new(colour.0, colour.1, colour.2).into(),
                opacity: krilla::num::NormalizedF32::ONE,
                rule: FillRule::default(),
            }));
            surface.draw_text(Point::from_xy(x, y), font.clone(), size, text, false, TextDirection::Auto);
        };
        write(MARGIN, 40.0, 8.0, (110, 118, 112), "Skovby Kommune · anonymiseret udgave");
        if let Some(header) = &extras.header {
            write(PAGE.0 - 230.0, 40.0, 8.0, (110, 118, 112), header);
        }
        write(MARGIN, 90.0, 20.0, (22, 64, 47), &application.pseudonym());
        write(MARGIN, 112.0, 10.0, (60, 60, 60), job);
        write(MARGIN, 156.0, 13.0, (22, 64, 47), "Kvalifikationer");
        for (i, line) in lines.iter().enumerate() {
            write(MARGIN, 178.0 + 15.0 * i as f32, 10.0, (20, 20, 20), line);
        }
        if let Some(text) = &extras.under_box
            && number == 0
        {
            write(MARGIN, 132.0, 10.0, (20, 20, 20), text);
            let rectangle = Rect::from_xywh(MARGIN - 2.0, 121.0, 140.0, 15.0)
                .ok_or_else(|| document_trouble("the box has no size"))?;
            let mut path = PathBuilder::new();
            path.push_rect(rectangle);
            let path = path.finish().ok_or_else(|| document_trouble("the box has no outline"))?;
            surface.set_fill(Some(Fill {
                paint: rgb::Color::new(0, 0, 0).into(),
                opacity: krilla::num::NormalizedF32::ONE,
                rule: FillRule::default(),
            }));
            surface.draw_path(&path);
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|e| document_trouble(format!("{e:?}")))
}

/// Lines of a width that fits the page; words that are longer than a line are cut.
fn wrap(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let letters: Vec<char> = word.chars().collect();
            for piece in letters.chunks(CHARACTERS_IN_A_LINE) {
                if !line.is_empty() && line.chars().count() + 1 + piece.len() > CHARACTERS_IN_A_LINE {
                    lines.push(std::mem::take(&mut line));
                }
                if !line.is_empty() {
                    line.push(' ');
                }
                line.extend(piece);
            }
        }
        lines.push(line);
    }
    lines
}

/// The qualifications as a Word file.
pub(super) fn docx(application: &Application, job: &str, extras: &DocxExtras) -> Result<Vec<u8>, Trouble> {
    let paragraphs: Vec<String> = application.qualifications.lines().map(str::to_owned).collect();
    let values = minijinja::context! {
        pseudonym => application.pseudonym(), job, paragraphs,
        deleted => extras.deleted.as_deref(), modified_by => extras.modified_by.as_deref(),
    };
    let mut members = Vec::new();
    for (name, template) in [
        ("[Content_Types].xml", "docx_types.xml"),
        ("_rels/.rels", "docx_rels.xml"),
        ("word/document.xml", "docx_document.xml"),
        ("docProps/core.xml", "docx_core.xml"),
    ] {
        let text = pages::render(template, values.clone()).map_err(document_trouble)?;
        members.push((name.to_owned(), text.into_bytes()));
    }
    zip(&members)
}

/// A ZIP file with fixed dates: the same members give the same bytes.
pub(super) fn zip(members: &[(String, Vec<u8>)]) -> Result<Vec<u8>, Trouble> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, bytes) in members {
        writer.start_file(name.as_str(), options).map_err(document_trouble)?;
        writer.write_all(bytes).map_err(document_trouble)?;
    }
    Ok(writer.finish().map_err(document_trouble)?.into_inner())
}

/// A picture of at most 96 pixels a side, as PNG.
pub(super) fn thumbnail(bytes: &[u8]) -> Result<Vec<u8>, Trouble> {
    let mut reader = image::ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(document_trouble)?;
    let mut limits = image::Limits::default();
    limits.max_image_width = Some(8000);
    limits.max_image_height = Some(8000);
    limits.max_alloc = Some(256 * 1024 * 1024);
    reader.limits(limits);
    let small = reader.decode().map_err(document_trouble)?.thumbnail(96, 96);
    let mut out = Cursor::new(Vec::new());
    small.write_to(&mut out, image::ImageFormat::Png).map_err(document_trouble)?;
    Ok(out.into_inner())
}
