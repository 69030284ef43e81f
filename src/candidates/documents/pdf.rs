//! The CV as a PDF of one or two pages in one of six layouts: text, links, a portrait, a code that a
//! telephone reads, and the author in Info and XMP.

use std::sync::LazyLock;

use krilla::Document;
use krilla::action::LinkAction;
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::text::{Font, TextDirection};

use super::code;
use crate::candidates::cv::Cv;

/// DejaVu Sans, cut down to Latin and Ukrainian letters; its licence lies beside it.
pub(super) static FONT: &[u8] = include_bytes!("font/DejaVuSans.ttf");

/// Width and height in points.
pub(super) const PAGE: (f32, f32) = (595.0, 842.0);
pub(super) const MARGIN: f32 = 56.0;
pub(super) const LINE: f32 = 14.5;
/// Width and height of the code in points.
const CODE: f32 = 58.0;
/// Characters in a line of running text at its size; DejaVu is a wide face.
pub(super) const COLUMNS: usize = 84;

/// How a CV is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One column, the photo beside the contact data.
    Plain,
    /// Contact and personal data in a bar at the left, the rest at the right.
    Sidebar,
    /// Labels at the left of a rule, as tables have them.
    Table,
    /// Headings in a column of their own, as Europass has them.
    Europass,
    /// The photo in the middle above everything.
    PhotoTop,
    /// Headings and name as designers set them, letter by letter.
    Spaced,
}

const LAYOUTS: [Layout; 6] =
    [Layout::Plain, Layout::Sidebar, Layout::Table, Layout::Europass, Layout::PhotoTop, Layout::Spaced];

impl Layout {
    /// The layout of the person with that number.
    pub fn of(number: u32) -> Layout {
        LAYOUTS[number as usize % LAYOUTS.len()]
    }

    /// Where the running text begins, and how many characters fit in its lines.
    fn column(self) -> (f32, usize) {
        match self {
            Layout::Plain | Layout::PhotoTop | Layout::Spaced => (MARGIN, COLUMNS),
            Layout::Table => (MARGIN + 12.0, COLUMNS - 4),
            Layout::Europass => (MARGIN + 130.0, COLUMNS - 28),
            Layout::Sidebar => (MARGIN + 180.0, COLUMNS - 38),
        }
    }
}

/// A line with its size and where it begins.
struct Line {
    text: String,
    size: f32,
    /// Distance from the line before.
    gap: f32,
    x: f32,
    /// Each letter by itself, with room between.
    spaced: bool,
}

/// The line at the foot of the CV.
pub fn foot(cv: &Cv) -> String {
    format!("CV {}", cv.initials)
}

/// Renders the CV; fails only where the font or the picture is damaged.
pub fn write(cv: &Cv, photo: &[u8], layout: Layout) -> Result<Vec<u8>, String> {
    let font = Font::new(FONT.into(), 0).ok_or("the embedded font does not parse")?;
    let image = Image::from_jpeg(photo.to_vec().into(), true)?;
    let mut document = Document::new();
    document.set_metadata(
        Metadata::new()
            .title(format!("CV {}", cv.name))
            .authors(vec![cv.name.clone()])
            .creator("Tekstbehandling".into())
            .producer("klarsyn".into())
            .language(cv.pack.code.into())
            .creation_date(DateTime::new(2026).month(9).day(1))
            .document_id(cv.name.clone()),
    );
    let code = Image::from_png(code::draw(&cv.profile)?.into(), false)?;
    let (aside, lines) = lines(cv, layout);
    let top = if layout == Layout::PhotoTop { 110.0 } else { 0.0 };
    let per_page = PAGE.1 - 2.0 * MARGIN - LINE;
    let mut rest = lines.as_slice();
    let mut first = true;
    while !rest.is_empty() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or("the page has no size")?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        let mut links = Vec::new();
        if first && layout == Layout::Sidebar {
            fill(&mut surface, 226);
            let bar = Rect::from_xywh(0.0, 0.0, MARGIN + 168.0, PAGE.1).ok_or("the bar has no size")?;
            surface.draw_path(&rectangle(bar)?);
        }
        fill(&mut surface, 20);
        let mut y = if first { top } else { 0.0 };
        while let Some(line) = rest.first() {
            if y + line.gap > per_page {
                break;
            }
            y += line.gap;
            draw(&mut surface, &font, line, MARGIN + y);
            links.extend(link(cv, line, MARGIN + y));
            if layout == Layout::Table && line.size < 10.0 {
                let rule = Rect::from_xywh(MARGIN, MARGIN + y + 4.0, PAGE.0 - 2.0 * MARGIN, 0.4);
                surface.draw_path(&rectangle(rule.ok_or("the rule has no size")?)?);
            }
            rest = &rest[1..];
        }
        if first {
            let mut y = 150.0;
            for line in &aside {
                y += line.gap;
                draw(&mut surface, &font, line, MARGIN + y);
                links.extend(link(cv, line, MARGIN + y));
            }
        }
        if rest.is_empty() {
            let start = Point::from_xy(MARGIN, PAGE.1 - MARGIN / 2.0);
            surface.draw_text(start, font.clone(), 8.0, &foot(cv), false, TextDirection::LeftToRight);
        }
        if first {
            let (x, y) = match layout {
                // Beside the contact data, right of the text.
                Layout::Plain | Layout::Table | Layout::Spaced => (PAGE.0 - MARGIN - 96.0, MARGIN + 34.0),
                Layout::Europass => (MARGIN, PAGE.1 - 2.0 * MARGIN - 120.0),
                Layout::Sidebar => (MARGIN, MARGIN),
                Layout::PhotoTop => (PAGE.0 / 2.0 - 48.0, MARGIN - 20.0),
            };
            surface.push_transform(&Transform::from_translate(x, y));
            surface.draw_image(image.clone(), Size::from_wh(96.0, 120.0).ok_or("the picture has no size")?);
            surface.pop();
            surface.push_transform(&Transform::from_translate(PAGE.0 - MARGIN - CODE, MARGIN - 34.0));
            surface.draw_image(code.clone(), Size::from_wh(CODE, CODE).ok_or("the code has no size")?);
            surface.pop();
            first = false;
        }
        surface.finish();
        links.into_iter().for_each(|link| page.add_annotation(link));
        page.finish();
    }
    document.finish().map_err(|e| format!("{e:?}"))
}

pub(super) fn fill(surface: &mut Surface<'_>, grey: u8) {
    let paint = rgb::Color::new(grey, grey, grey.saturating_add(10)).into();
    surface.set_fill(Some(Fill { paint, ..Fill::default() }));
}

/// The link over a line that holds an address: people's programs make one without being asked.
fn link(cv: &Cv, line: &Line, y: f32) -> Option<Annotation> {
    let address = [(&cv.email, format!("mailto:{}", cv.email)), (&cv.profile, cv.profile.clone())];
    let address = address.into_iter().find(|(shown, _)| line.text.contains(shown.as_str()))?.1;
    let width = line.text.chars().map(advance).sum::<f32>() * line.size;
    let area = Rect::from_xywh(line.x, y - line.size, width, line.size * 1.3)?;
    Some(LinkAnnotation::new(area, Target::Action(LinkAction::new(address).into())).into())
}

fn rectangle(at: Rect) -> Result<Path, String> {
    let mut path = PathBuilder::new();
    path.push_rect(at);
    path.finish().ok_or_else(|| "the rectangle has no size".into())
}

fn draw(surface: &mut Surface<'_>, font: &Font, line: &Line, y: f32) {
    let mut put = |x: f32, text: &str| {
        surface.draw_text(Point::from_xy(x, y), font.clone(), line.size, text, false, TextDirection::LeftToRight);
    };
    if !line.spaced {
        return put(line.x, &line.text);
    }
    // The room between letters is a sixth of their height; readers tell it from that between words.
    let mut x = line.x;
    for letter in line.text.chars() {
        put(x, letter.encode_utf8(&mut [0; 4]));
        x += line.size * (advance(letter) + 0.16);
    }
}

/// The width of a letter in its height.
fn advance(letter: char) -> f32 {
    use ab_glyph::Font;
    static FACE: LazyLock<ab_glyph::FontRef<'static>> =
        LazyLock::new(|| ab_glyph::FontRef::try_from_slice(FONT).expect("the embedded font parses"));
    let units = FACE.units_per_em().unwrap_or(2048.0);
    FACE.h_advance_unscaled(FACE.glyph_id(letter)) / units
}

/// The lines beside the text, where there are any, and the lines of the text.
fn lines(cv: &Cv, layout: Layout) -> (Vec<Line>, Vec<Line>) {
    let spaced = layout == Layout::Spaced;
    let (x, columns) = layout.column();
    // A long name is set smaller, so that it stays on one line.
    let long = cv.name.chars().count() > 26 || (layout == Layout::Sidebar && cv.name.chars().count() > 18);
    let size = if long { 13.0 } else { 20.0 };
    let head = if layout == Layout::Europass { MARGIN } else { x };
    let line = |text: &str, size: f32, gap: f32, x: f32| Line { text: text.to_owned(), size, gap, x, spaced: false };
    let mut text = vec![Line { spaced, ..line(&cv.name, size, 16.0, head) }];
    text.extend(
        wrap(&cv.headline, columns)
            .iter()
            .enumerate()
            .map(|(n, l)| line(l, 9.5, if n == 0 { 18.0 } else { LINE }, head)),
    );
    let mut aside = Vec::new();
    for (number, (heading, said)) in cv.sections.iter().enumerate() {
        // Contact and personal data stand in the bar.
        let in_bar = layout == Layout::Sidebar && number < 2;
        let (into, x, columns) = if in_bar { (&mut aside, MARGIN, 32) } else { (&mut text, x, columns) };
        let heading_x = if layout == Layout::Europass { MARGIN } else { x };
        into.push(Line { spaced, ..line(heading, 12.0, 26.0, heading_x) });
        // What no space allows to break is set smaller in the bar, as designers do.
        let size = |text: &str| match (in_bar, text.chars().count()) {
            (false, _) => 9.5,
            (true, count) => 8.0 * (30.0 / count as f32).min(1.0),
        };
        for said in said {
            into.extend(wrap(&said.text, columns).iter().map(|text| line(text, size(text), LINE, x)));
        }
    }
    (aside, text)
}

/// Breaks a text at spaces, so that no line is longer than `columns` where a space allows it.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<String> {
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
