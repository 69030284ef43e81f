//! Finds a candidate's portrait among the pictures of a unit, by perceptual hash.

use image::DynamicImage;
use image_hasher::{HashAlg, Hasher, HasherConfig, ImageHash};

use super::matches::{Confidence, Disguise, Match};
use crate::candidates::{AttributeId, CandidateId};
use crate::extraction::Part;

/// Share of hash bits that may differ: about one false match in a thousand unrelated pictures.
const MOST_DIFFERENT: f64 = 0.16;

/// How a portrait may have been altered, each with its hash.
type Bank = Vec<(&'static str, ImageHash)>;

/// The candidates' photos as hashes.
#[derive(Debug, Default)]
pub(crate) struct Portraits(Vec<(CandidateId, Vec<u8>, Bank)>);

impl Portraits {
    /// Hashes each photo, its mirror image, some crops, and what is left of it in a square or round avatar; photos that no
    /// decoder reads are left out.
    pub fn new(photos: Vec<(CandidateId, Vec<u8>)>) -> Portraits {
        let hasher = hasher();
        let read = |(id, bytes): (CandidateId, Vec<u8>)| {
            let picture = decode(&bytes).ok()?;
            let mut bank =
                vec![("resized", hasher.hash_image(&picture)), ("mirrored", hasher.hash_image(&picture.fliph()))];
            for percent in [5, 10, 15, 20, 30] {
                let (w, h) = (picture.width(), picture.height());
                let (dx, dy) = (w * percent / 200, h * percent / 200);
                bank.push(("cropped", hasher.hash_image(&picture.crop_imm(dx, dy, w - 2 * dx, h - 2 * dy))));
            }
            for square in squares(&picture) {
                bank.push(("cropped", hasher.hash_image(&square)));
                bank.push((ROUND, hasher.hash_image(&inside_circle(&square))));
            }
            Some((id, bytes, bank))
        };
        Portraits(photos.into_iter().filter_map(read).collect())
    }

    /// Compares every picture (place and file) with every portrait; one match for each picture, the nearest.
    pub fn compare(&self, pictures: &[(String, Vec<u8>)], gaps: &mut Vec<String>) -> Vec<Match> {
        let mut matches = Vec::new();
        if self.0.is_empty() {
            return matches;
        }
        let hasher = hasher();
        for (place, bytes) in pictures {
            if let Some((id, ..)) = self.0.iter().find(|(_, own, _)| own == bytes) {
                matches.push(found(id, place, bytes.len(), None));
                continue;
            }
            let picture = match decode(bytes) {
                Ok(picture) => picture,
                Err(error) => {
                    gaps.push(format!("could not compare the picture at {place} with the portraits: {error}"));
                    continue;
                }
            };
            let hash = &hasher.hash_image(&picture);
            let within = &hasher.hash_image(&inside_circle(&picture));
            let most =
                (f64::from(u32::try_from(hash.as_bytes().len() * 8).unwrap_or(u32::MAX)) * MOST_DIFFERENT) as u32;
            let nearest = self
                .0
                .iter()
                .flat_map(|(id, _, bank)| {
                    bank.iter().map(move |(name, own)| {
                        // What lies around a round avatar is anybody's ground.
                        let distance = if *name == ROUND { own.dist(within) } else { own.dist(hash) };
                        (distance, *name, id)
                    })
                })
                .min_by_key(|(distance, ..)| *distance)
                .filter(|(distance, ..)| *distance <= most);
            if let Some((_, name, id)) = nearest {
                matches.push(found(id, place, bytes.len(), Some(name)));
            }
        }
        matches
    }
}

/// The name of what a round avatar leaves of a photo.
const ROUND: &str = "round";

/// The largest squares of a picture that avatars are made of: from its middle and from its top (or left).
fn squares(picture: &DynamicImage) -> [DynamicImage; 2] {
    let (w, h) = (picture.width(), picture.height());
    let side = w.min(h);
    [picture.crop_imm((w - side) / 2, (h - side) / 2, side, side), picture.crop_imm(0, 0, side, side)]
}

/// The largest square inside the circle (or ellipse) that fits into a picture.
fn inside_circle(picture: &DynamicImage) -> DynamicImage {
    let (w, h) = (picture.width(), picture.height());
    // Half of what is not one part in the root of two, and a little more for soft edges.
    let (dx, dy) = (w * 16 / 100, h * 16 / 100);
    picture.crop_imm(dx, dy, (w - 2 * dx).max(1), (h - 2 * dy).max(1))
}

fn hasher() -> Hasher {
    HasherConfig::new().hash_alg(HashAlg::DoubleGradient).hash_size(16, 16).to_hasher()
}

/// Reads a picture within bounds; the pixels of a hostile file must not fill the memory.
pub(super) fn decode(bytes: &[u8]) -> Result<DynamicImage, image::ImageError> {
    let mut reader = image::ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format()?;
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(256 * 1024 * 1024);
    limits.max_image_width = Some(20_000);
    limits.max_image_height = Some(20_000);
    reader.limits(limits);
    reader.decode()
}

fn found(id: &CandidateId, place: &str, bytes: usize, name: Option<&str>) -> Match {
    Match {
        candidate: id.clone(),
        attribute: AttributeId::D10,
        value: "photo".into(),
        disguise: Disguise(name.map(str::to_owned).into_iter().collect()),
        confidence: if name.is_none() { Confidence::Certain } else { Confidence::Likely },
        part: Part::Picture,
        place: place.to_owned(),
        concealed: None,
        span: (0, bytes as u64),
        span_in_bytes: false,
        snippet: "a picture that shows this candidate's portrait".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(seed: u32) -> DynamicImage {
        let mut image = image::RgbImage::new(200, 240);
        for (x, y, p) in image.enumerate_pixels_mut() {
            let v = ((x * (3 + seed) / 7) ^ (y * (5 + seed * 2) / 11)) as u8;
            *p = image::Rgb([v.wrapping_mul(3), v, (x / 20 * 30 * (seed + 1)) as u8]);
        }
        DynamicImage::ImageRgb8(image)
    }

    fn png(image: &DynamicImage) -> Vec<u8> {
        let mut out = std::io::Cursor::new(Vec::new());
        image.write_to(&mut out, image::ImageFormat::Png).unwrap();
        out.into_inner()
    }

    #[test]
    fn a_smaller_portrait_is_found_and_another_picture_is_not() {
        let portraits = Portraits::new(vec![(CandidateId("c1".into()), png(&picture(1)))]);
        let small = picture(1).resize(90, 108, image::imageops::FilterType::Triangle);
        let pictures = [("small".to_owned(), png(&small)), ("other".to_owned(), png(&picture(6)))];
        let mut gaps = Vec::new();
        let places: Vec<String> = portraits.compare(&pictures, &mut gaps).into_iter().map(|m| m.place).collect();
        assert_eq!(places, ["small"]);
        assert!(gaps.is_empty());
    }
}
