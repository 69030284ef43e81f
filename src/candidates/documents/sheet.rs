//! A sheet of running text as PDF: letters, references and certificates.

use krilla::Document;
use krilla::geom::{Point, Size, Transform};
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::text::{Font, TextDirection};

use super::pdf::{COLUMNS, FONT, LINE, MARGIN, PAGE, fill, wrap};

/// What stands on the sheet.
#[derive(Debug, Default)]
pub struct Sheet<'a> {
    /// Title in the metadata.
    pub title: &'a str,
    /// Author in the metadata.
    pub author: Option<&'a str>,
    /// Language code.
    pub language: &'a str,
    /// Paragraphs: size in points, and lines that are broken where they are too long.
    pub paragraphs: Vec<(f32, Vec<String>)>,
    /// A picture below the text: PNG, width and height in points.
    pub picture: Option<(&'a [u8], f32, f32)>,
    /// A line below everything, drawn last.
    pub last: Option<String>,
}

/// Renders the sheet; fails only where the font or the picture is damaged.
pub fn write(sheet: &Sheet<'_>) -> Result<Vec<u8>, String> {
    let font = Font::new(FONT.into(), 0).ok_or("the embedded font does not parse")?;
    let mut document = Document::new();
    let mut metadata = Metadata::new()
        .title(sheet.title.into())
        .producer("klarsyn".into())
        .language(sheet.language.into())
        .document_id(format!("{} {}", sheet.title, sheet.author.unwrap_or_default()));
    if let Some(author) = sheet.author {
        metadata = metadata.authors(vec![author.into()]);
    }
    document.set_metadata(metadata);
    let lines: Vec<(f32, f32, String)> = sheet
        .paragraphs
        .iter()
        .flat_map(|(size, texts)| {
            let columns = (COLUMNS as f32 * 9.5 / size) as usize;
            let broken = texts.iter().flat_map(move |text| wrap(text, columns));
            broken.enumerate().map(move |(nth, text)| (*size, if nth == 0 { LINE * 1.8 } else { LINE }, text))
        })
        .collect();
    let mut rest = lines.as_slice();
    let mut is_done = false;
    while !is_done {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or("the page has no size")?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        fill(&mut surface, 20);
        let mut y = MARGIN;
        let mut put = |y: f32, size: f32, text: &str| {
            let at = Point::from_xy(MARGIN, y);
            surface.draw_text(at, font.clone(), size, text, false, TextDirection::LeftToRight);
        };
        while let Some((size, gap, text)) = rest.first().filter(|(_, gap, _)| y + gap < PAGE.1 - MARGIN) {
            y += gap;
            put(y, *size, text);
            rest = &rest[1..];
        }
        let height = sheet.picture.map_or(0.0, |(_, _, height)| height + LINE);
        // The picture needs room; a page of its own where there is none.
        if rest.is_empty() && y + height + 2.0 * LINE < PAGE.1 - MARGIN {
            is_done = true;
            if let Some((png, width, height)) = sheet.picture {
                let image = Image::from_png(png.to_vec().into(), false)?;
                surface.push_transform(&Transform::from_translate(MARGIN, y + LINE));
                surface.draw_image(image, Size::from_wh(width, height).ok_or("the picture has no size")?);
                surface.pop();
            }
            if let Some(last) = &sheet.last {
                let at = Point::from_xy(MARGIN, y + height + 2.0 * LINE);
                surface.draw_text(at, font.clone(), 9.5, last, false, TextDirection::LeftToRight);
            }
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|e| format!("{e:?}"))
}
