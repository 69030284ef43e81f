//! Finds a candidate's signature among the pictures of a unit, by the shape of its ink.

use image::imageops::FilterType;

use super::matches::{Confidence, Disguise, Match};
use super::portrait::decode;
use crate::candidates::{AttributeId, CandidateId};
use crate::extraction::Part;

/// Cells of the grid that ink is laid on: wide, as signatures are.
const GRID: (u32, u32) = (64, 24);
/// Brightness below which a pixel of a picture on white is ink.
const INK: u8 = 150;
/// Brightness below which a cell of the grid, a mean of its pixels, has ink in it.
const SOME_INK: u8 = 225;
/// The least share of cells in common, of those that either has, by which two shapes are one.
const ALIKE: f64 = 0.6;
/// A picture of which more than this share is ink is no signature.
const MOST_INK: f64 = 0.35;

/// Which cells have ink.
type Shape = Vec<bool>;

/// The candidates' signatures as shapes.
#[derive(Debug, Default)]
pub(crate) struct Signatures(Vec<(CandidateId, Shape)>);

impl Signatures {
    /// Takes pictures of signatures; what no decoder reads, or holds no ink, is left out.
    pub fn new(pictures: Vec<(CandidateId, Vec<u8>)>) -> Signatures {
        Signatures(pictures.into_iter().filter_map(|(id, bytes)| Some((id, shape(&bytes)?))).collect())
    }

    /// Compares every picture (place and file) with every signature; one match for each picture, the nearest. What cannot
    /// be decoded is a gap of the comparison with portraits already.
    pub fn compare(&self, pictures: &[(String, Vec<u8>)]) -> Vec<Match> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let nearest = |bytes: &[u8]| {
            let seen = shape(bytes)?;
            let all = self.0.iter().map(|(id, own)| (alike(own, &seen), id));
            all.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(share, _)| *share >= ALIKE)
        };
        let found = |(place, bytes): &(String, Vec<u8>)| {
            let (share, id) = nearest(bytes)?;
            Some(Match {
                candidate: id.clone(),
                attribute: AttributeId::D11,
                value: "signature".into(),
                disguise: Disguise(if share > 0.999 { Vec::new() } else { vec!["resized".into()] }),
                confidence: Confidence::Likely,
                part: Part::Picture,
                place: place.clone(),
                concealed: None,
                span: (0, bytes.len() as u64),
                span_in_bytes: false,
                snippet: "a picture that shows this candidate's signature".into(),
            })
        };
        pictures.iter().filter_map(found).collect()
    }
}

/// Cuts the ink out of a picture and lays it on the grid; nothing where there is none, or too much.
fn shape(bytes: &[u8]) -> Option<Shape> {
    let grey = decode(bytes).ok()?.into_luma8();
    let mut inked = 0u64;
    let (mut left, mut top, mut right, mut bottom) = (u32::MAX, u32::MAX, 0, 0);
    for (x, y, _) in grey.enumerate_pixels().filter(|(_, _, pixel)| pixel.0[0] < INK) {
        inked += 1;
        (left, top, right, bottom) = (left.min(x), top.min(y), right.max(x), bottom.max(y));
    }
    if inked < 20 || right <= left + 8 || bottom <= top + 4 {
        return None;
    }
    let area = u64::from(right - left + 1) * u64::from(bottom - top + 1);
    if inked as f64 > area as f64 * MOST_INK {
        return None;
    }
    let cut = image::imageops::crop_imm(&grey, left, top, right - left + 1, bottom - top + 1).to_image();
    let small = image::imageops::resize(&cut, GRID.0, GRID.1, FilterType::Triangle);
    Some(small.pixels().map(|pixel| pixel.0[0] < SOME_INK).collect())
}

/// The share of cells that both have, of those that either has.
fn alike(one: &Shape, other: &Shape) -> f64 {
    let pairs = || one.iter().zip(other);
    let (both, either) = (pairs().filter(|(a, b)| **a && **b).count(), pairs().filter(|(a, b)| **a || **b).count());
    both as f64 / either.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{DynamicImage, GrayImage, Luma};

    /// A wave whose shape depends on the seed, on white.
    fn signature(seed: f64) -> DynamicImage {
        let mut picture = GrayImage::from_pixel(280, 90, Luma([255]));
        for step in 0..2_600 {
            let x = 10.0 + f64::from(step) / 10.0;
            let y = 45.0 + 30.0 * (x * (0.03 + seed * 0.017)).sin() * (x * 0.011 + seed).cos();
            for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                picture.put_pixel(x as u32 + dx, y as u32 + dy, Luma([30]));
            }
        }
        DynamicImage::ImageLuma8(picture)
    }

    fn png(picture: &DynamicImage) -> Vec<u8> {
        let mut out = std::io::Cursor::new(Vec::new());
        picture.write_to(&mut out, image::ImageFormat::Png).expect("a PNG");
        out.into_inner()
    }

    #[test]
    fn a_signature_is_found_smaller_and_with_more_paper_around_it_and_no_other_is() {
        let people: Vec<(CandidateId, Vec<u8>)> =
            (1..9).map(|n| (CandidateId(format!("c{n}")), png(&signature(f64::from(n))))).collect();
        let signatures = Signatures::new(people);
        let mut sheet = DynamicImage::new_luma8(600, 300);
        sheet.invert();
        image::imageops::overlay(&mut sheet, &signature(3.0), 200, 150);
        let pictures = [
            ("same".to_owned(), png(&signature(3.0))),
            ("small".to_owned(), png(&signature(3.0).resize(180, 60, FilterType::Triangle))),
            ("sheet".to_owned(), png(&sheet)),
            ("stranger".to_owned(), png(&signature(20.0))),
            ("black".to_owned(), png(&DynamicImage::new_luma8(90, 90))),
        ];
        let found: Vec<(String, String)> =
            signatures.compare(&pictures).into_iter().map(|m| (m.place, m.candidate.0)).collect();
        let c3 = |place: &str| (place.to_owned(), "c3".to_owned());
        assert_eq!(found, [c3("same"), c3("small"), c3("sheet")]);
    }
}
