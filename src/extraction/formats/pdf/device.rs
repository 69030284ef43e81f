//! A drawing device that draws nothing: it remembers letters with their boxes and colours, and what is painted over and
//! under them, and makes lines of text of it that know whether anybody can see them.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Stream, String as PdfString};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps, Paint, SoftMask,
};

use image::{DynamicImage, GrayImage, RgbImage};

use super::Job;
use crate::extraction::Concealment;

/// Letters of one page that are kept.
const LETTERS: usize = 2_000_000;
/// Pixels of the largest picture that is decoded, and the longer side of the smallest that could hold a word.
const MOST_PIXELS: u64 = 64_000_000;
const SMALLEST: u32 = 40;
/// Shapes of one page that may cover or underlie letters.
const SHAPES: usize = 4000;

/// One line of text of a page.
pub(in crate::extraction) struct Line {
    /// The text, spaces inferred from positions.
    pub text: String,
    /// `page[1] > line[3]`.
    pub place: String,
    /// Why it is not seen.
    pub concealed: Option<Concealment>,
}

struct Letter {
    text: String,
    start: Point,
    end: Point,
    size: f64,
    colour: Option<[f32; 3]>,
    concealed: Option<Concealment>,
    /// Number of shapes that were painted before it.
    order: usize,
}

struct Painted {
    area: Rect,
    /// `None` for pictures and patterns.
    colour: Option<[f32; 3]>,
}

/// The device for one page.
pub(super) struct PageDevice<'j> {
    job: &'j Job,
    bounds: Rect,
    page: usize,
    letters: Vec<Letter>,
    shapes: Vec<Painted>,
    clips: Vec<Rect>,
    opacities: Vec<f32>,
    pictures: Vec<Rect>,
    alternatives: Vec<String>,
    ticks: u32,
}

impl<'j> PageDevice<'j> {
    /// A device for the page of that number with that visible area.
    pub fn new(bounds: Rect, page: usize, job: &'j Job) -> Self {
        PageDevice {
            job,
            bounds,
            page,
            letters: Vec::new(),
            shapes: Vec::new(),
            clips: Vec::new(),
            opacities: Vec::new(),
            pictures: Vec::new(),
            alternatives: Vec::new(),
            ticks: 0,
        }
    }

    /// The interpreter knows no deadline: it is left by unwinding, which the caller catches.
    fn tick(&mut self) {
        self.ticks = self.ticks.wrapping_add(1);
        if self.ticks.is_multiple_of(256) && self.job.late() {
            std::panic::resume_unwind(Box::new("time was up"));
        }
    }

    /// Hands over what a picture shows, whatever it is packed in. JPEG is left to the objects: its file says more.
    fn take_picture(&self, image: &Image<'_, '_>) {
        let stream = match image {
            Image::Raster(raster) => raster.stream(),
            Image::Stencil(stencil) => stencil.stream(),
        };
        let id = stream.obj_id();
        if is_file(stream) || image.width().max(image.height()) < SMALLEST || !self.job.draws(id.obj_number) {
            return;
        }
        let place = format!("page[{}] > picture[{} {}]", self.page, id.obj_number, id.gen_number);
        // The interpreter takes the memory that a picture asks for.
        if [Some(stream.clone()), stream.dict().get("SMask"), stream.dict().get("Mask")]
            .iter()
            .flatten()
            .any(is_too_large)
        {
            self.job.gap(&format!("{place} says that it is too large to decode: what it shows was not looked at"));
            return;
        }
        let mut shown = None;
        match image {
            Image::Raster(raster) => raster.with_rgba(
                |colours, _| {
                    shown = match colours {
                        ImageData::Rgb(rgb) => {
                            RgbImage::from_raw(rgb.width, rgb.height, rgb.data).map(DynamicImage::from)
                        }
                        ImageData::Luma(grey) => {
                            GrayImage::from_raw(grey.width, grey.height, grey.data).map(DynamicImage::from)
                        }
                    };
                },
                None,
            ),
            // A mask tells where ink goes.
            Image::Stencil(stencil) => stencil.with_stencil(
                |mask, _| {
                    let ink = mask.data.iter().map(|ink| 255 - ink).collect();
                    shown = GrayImage::from_raw(mask.width, mask.height, ink).map(DynamicImage::from);
                },
                None,
            ),
        }
        match shown {
            Some(picture) => self.job.pixels(&place, &picture),
            None => self.job.gap(&format!("could not decode {place}: what it shows was not looked at")),
        }
    }

    fn paint(&mut self, area: Rect, colour: Option<[f32; 3]>, alpha: f32) {
        if alpha < 0.9 || self.opacities.iter().any(|o| *o < 0.9) || self.shapes.len() >= SHAPES {
            return;
        }
        let area = self.clips.iter().fold(area, |a, c| a.intersect(*c));
        if area.width() > 1.0 && area.height() > 1.0 {
            self.shapes.push(Painted { area, colour });
        }
    }

    /// The lines of the page in the order of the content, and rows where the order on the page is another one.
    pub fn lines(mut self) -> Vec<Line> {
        self.judge();
        let page = self.page;
        let mut lines: Vec<Line> = Vec::new();
        let mut runs = 0;
        let mut block = 0;
        let mut start = 0;
        while start < self.letters.len() {
            let mut end = start + 1;
            while end < self.letters.len() && follows(&self.letters[end - 1], &self.letters[end]) {
                end += 1;
            }
            // Lines of one paragraph have one place: a value may be broken over them.
            if start == 0 || !continues(&self.letters[start - 1], &self.letters[start]) {
                block += 1;
            }
            runs += 1;
            for (from, to) in same_visibility(&self.letters, start, end) {
                let text = join(&self.letters[from..to].iter().collect::<Vec<_>>());
                if !text.trim().is_empty() {
                    let concealed = self.letters[from].concealed;
                    lines.push(Line { text, place: format!("page[{page}] > block[{block}]"), concealed });
                }
            }
            start = end;
        }
        self.rows(runs, &mut lines);
        for (index, text) in self.alternatives.drain(..).enumerate() {
            let place = format!("page[{page}] > alternative[{}]", index + 1);
            lines.push(Line { text, place, concealed: Some(Concealment::NotRendered) });
        }
        lines
    }

    /// Whether the page is nothing but a picture that fills it: a scan.
    pub fn is_picture_only(&self) -> bool {
        let whole = self.bounds.area().max(1.0);
        self.letters.is_empty() && self.pictures.iter().any(|p| p.intersect(self.bounds).area() > whole * 0.4)
    }

    /// Letters that were set in another order than they stand in: read once more along the rows of the page.
    fn rows(&self, runs: usize, lines: &mut Vec<Line>) {
        if runs < 2 || self.letters.len() > 200_000 {
            return;
        }
        let mut order: Vec<usize> = (0..self.letters.len()).filter(|i| self.letters[*i].text != " ").collect();
        order.sort_by(|a, b| {
            let (a, b) = (&self.letters[*a], &self.letters[*b]);
            let row = |l: &Letter| (l.start.y / 3.0).round() as i64;
            row(b).cmp(&row(a)).then(a.start.x.total_cmp(&b.start.x))
        });
        let compact = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
        let told: std::collections::HashSet<String> = lines.iter().map(|l| compact(&l.text)).collect();
        let mut from = 0;
        let mut number = 0;
        while from < order.len() {
            let mut to = from + 1;
            while to < order.len()
                && (self.letters[order[to]].start.y - self.letters[order[to - 1]].start.y).abs()
                    < self.letters[order[from]].size * 0.35
            {
                to += 1;
            }
            let letters: Vec<&Letter> = order[from..to].iter().map(|i| &self.letters[*i]).collect();
            let text = join(&letters);
            number += 1;
            // What reads the same in the order of the content is not told twice.
            if text.chars().count() > 1 && !told.contains(&compact(&text)) {
                let concealed = letters.iter().find_map(|l| l.concealed);
                lines.push(Line { text, place: format!("page[{}] > row[{number}]", self.page), concealed });
            }
            from = to;
        }
    }

    /// Decides for every letter whether it can be seen.
    fn judge(&mut self) {
        for (index, letter) in self.letters.iter_mut().enumerate() {
            // What is not judged in time counts as seen.
            if index.is_multiple_of(1024) && self.job.late() {
                return;
            }
            if letter.concealed.is_some() {
                continue;
            }
            let centre = Point::new(
                (letter.start.x + letter.end.x) / 2.0,
                (letter.start.y + letter.end.y) / 2.0 + letter.size * 0.25,
            );
            let over = self.shapes[letter.order.min(self.shapes.len())..].iter().any(|s| s.area.contains(centre));
            if over {
                letter.concealed = Some(Concealment::Covered);
                continue;
            }
            let under =
                self.shapes[..letter.order.min(self.shapes.len())].iter().rev().find(|s| s.area.contains(centre));
            let ground = match under {
                Some(shape) => shape.colour,
                None => Some([1.0, 1.0, 1.0]),
            };
            if let (Some(ink), Some(ground)) = (letter.colour, ground)
                && ink.iter().zip(ground).all(|(a, b)| (a - b).abs() < 0.06)
            {
                letter.concealed = Some(Concealment::Colour);
            }
        }
    }
}

/// Whether a letter goes on with the line of the one before.
fn follows(before: &Letter, letter: &Letter) -> bool {
    let size = before.size.max(letter.size).max(0.1);
    let rise = (letter.start.y - before.end.y).abs();
    let step = letter.start.x - before.end.x;
    rise < size * 0.6 && step > -size * 0.8 && step < size * 12.0
}

/// Whether a letter begins the next line of the paragraph that the one before ends.
fn continues(before: &Letter, letter: &Letter) -> bool {
    let drop = before.start.y - letter.start.y;
    let size = before.size.max(letter.size).max(0.1);
    (drop > 0.0 && drop < size * 1.9 && (before.size - letter.size).abs() < size * 0.25) || drop.abs() < size * 0.1
}

/// Runs of letters with one reason for not being seen (or none).
fn same_visibility(letters: &[Letter], start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut from = start;
    for at in start + 1..=end {
        if at == end || letters[at].concealed != letters[from].concealed {
            runs.push((from, at));
            from = at;
        }
    }
    runs
}

fn join(letters: &[&Letter]) -> String {
    let mut text = String::new();
    // Letters that are set apart (`F a t i m a`) have a wider rhythm: a word ends where the step leaves it.
    let mut steps: Vec<f64> = letters.windows(2).map(|w| (w[1].start.x - w[0].end.x) / w[0].size.max(0.1)).collect();
    let rhythm = if steps.len() >= 4 {
        steps.sort_by(f64::total_cmp);
        steps[steps.len() / 2].max(0.0)
    } else {
        0.0
    };
    for (index, letter) in letters.iter().enumerate() {
        if index > 0 {
            let before = letters[index - 1];
            let step = (letter.start.x - before.end.x) / before.size.max(letter.size).max(0.1);
            let spaced = text.ends_with(' ') || letter.text.starts_with(' ');
            if step > 0.17 + rhythm && !spaced {
                text.push(' ');
            }
        }
        text.push_str(&letter.text);
    }
    text
}

/// Whether a picture or its mask says that it has more pixels than are looked at.
fn is_too_large(stream: &Stream<'_>) -> bool {
    let side = |long: &str, short: &str| stream.dict().get::<u32>(long).or_else(|| stream.dict().get::<u32>(short));
    let (width, height) = (side("Width", "W").unwrap_or(0), side("Height", "H").unwrap_or(0));
    u64::from(width) * u64::from(height) > MOST_PIXELS
}

/// Whether a stream is a picture file of its own (JPEG, JPEG 2000): the objects hand it over as such, and it is bounded by
/// its own head. The library does not name its filters.
fn is_file(stream: &Stream<'_>) -> bool {
    let last = stream.dict().get::<Array<'_>>("Filter").and_then(|filters| filters.iter::<Name<'_>>().last());
    let last = last.or_else(|| stream.dict().get::<Name<'_>>("Filter"));
    last.is_some_and(|name| matches!(name.as_ref(), b"DCTDecode" | b"DCT" | b"JPXDecode"))
}

fn colour(paint: &Paint<'_>) -> (Option<[f32; 3]>, f32) {
    match paint {
        Paint::Color(c) => {
            let [r, g, b, a] = c.to_rgba().components();
            (Some([r, g, b]), a)
        }
        Paint::Pattern(_) => (None, 1.0),
    }
}

impl<'a> Device<'a> for PageDevice<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.tick();
        let bounds = (props.transform * path.clone()).bounding_box();
        let (ink, alpha) = colour(&props.paint);
        match mode {
            DrawMode::Fill(_) | DrawMode::FillAndStroke(..) if path.elements().len() <= 12 => {
                self.paint(bounds, ink, alpha)
            }
            DrawMode::Stroke(stroke) if path.elements().len() <= 3 => {
                // A thick stroke is a box.
                let coefficients = props.transform.as_coeffs();
                let width = f64::from(stroke.line_width) * coefficients[0].hypot(coefficients[1]);
                if width > 4.0 {
                    self.paint(bounds.inflate(width / 2.0, width / 2.0), ink, alpha);
                }
            }
            _ => {}
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.clips.push(clip.path.bounding_box());
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        self.opacities.push(opacity);
    }

    fn pop_transparency_group(&mut self) {
        self.opacities.pop();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        self.tick();
        let (ink, alpha) = colour(&props.paint);
        for glyph in run.glyphs() {
            if self.letters.len() >= LETTERS {
                return;
            }
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) => c.to_string(),
                Some(BfString::String(s)) => s,
                // Without a map the code itself is the best guess, where it is a letter.
                None => char::from_u32(glyph.char_code())
                    .filter(|c| c.is_ascii_graphic() || *c == ' ')
                    .unwrap_or('\u{FFFD}')
                    .to_string(),
            };
            let transform: Affine = props.transform * glyph.transform();
            let width = match &**glyph {
                Glyph::Outline(g) => g.advance_width(),
                Glyph::Type3(g) => g.advance_width(),
            };
            let start = transform * Point::ZERO;
            let end = transform * Point::new(f64::from(width.unwrap_or(500.0)), 0.0);
            let top = transform * Point::new(0.0, 1000.0);
            let size = (top - start).hypot();
            if !(start.x.is_finite() && start.y.is_finite() && end.x.is_finite() && size.is_finite()) {
                continue;
            }
            let outside = !self.bounds.inflate(1.0, 1.0).contains(start)
                || self.clips.iter().any(|c| !c.inflate(size, size).contains(start));
            let concealed = if matches!(mode, DrawMode::Invisible) {
                Some(Concealment::NotRendered)
            } else if alpha < 0.1 || self.opacities.iter().any(|o| *o < 0.1) {
                Some(Concealment::Opacity)
            } else if outside {
                Some(Concealment::OffScreen)
            } else if size < 2.5 {
                Some(Concealment::Tiny)
            } else {
                None
            };
            self.letters.push(Letter { text, start, end, size, colour: ink, concealed, order: self.shapes.len() });
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.tick();
        let area = (props.transform
            * Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height())).to_path(0.1))
        .bounding_box();
        self.take_picture(&image);
        if matches!(image, Image::Raster(_)) {
            self.paint(area, None, 1.0);
            if self.pictures.len() < SHAPES {
                self.pictures.push(area);
            }
        }
    }

    fn begin_marked_content(&mut self, _: &[u8], properties: Option<&Dict<'_>>) {
        let Some(properties) = properties else { return };
        for key in [&b"ActualText"[..], b"Alt", b"E"] {
            if let Some(text) = properties.get::<PdfString<'_>>(key)
                && self.alternatives.len() < 10_000
            {
                let text = super::objects::text_string(text.as_bytes());
                if !text.trim().is_empty() {
                    self.alternatives.push(text);
                }
            }
        }
    }
}
