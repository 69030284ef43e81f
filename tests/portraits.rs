//! How well a portrait is known again after what web applications do to pictures. The table in docs/portraits.md is what
//! `cargo test --test portraits -- --nocapture` prints.

use std::io::Cursor;
use std::path::Path;

use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat, Rgba};
use klarsyn::candidates::{AttributeId, CandidateId, Settings, generate};
use klarsyn::detection::{Anchors, Detector};
use klarsyn::extraction::Extraction;

type Alteration = (&'static str, fn(&DynamicImage) -> Vec<u8>);

fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::Png).expect("it encodes");
    out.into_inner()
}

fn jpeg(picture: &DynamicImage, quality: u8) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut out, quality);
    picture.to_rgb8().write_with_encoder(encoder).expect("it encodes");
    out.into_inner()
}

/// The largest square, from the middle or from the top.
fn square(picture: &DynamicImage, top: bool) -> DynamicImage {
    let (w, h) = (picture.width(), picture.height());
    let side = w.min(h);
    let y = if top { 0 } else { (h - side) / 2 };
    picture.crop_imm((w - side) / 2, y, side, side)
}

fn cropped(picture: &DynamicImage, percent: u32) -> DynamicImage {
    let (w, h) = (picture.width(), picture.height());
    let (dx, dy) = (w * percent / 200, h * percent / 200);
    picture.crop_imm(dx, dy, w - 2 * dx, h - 2 * dy)
}

/// An avatar: a circle on a ground.
fn round(picture: &DynamicImage, ground: Rgba<u8>) -> DynamicImage {
    let mut out = square(picture, false).to_rgba8();
    let side = out.width() as i64;
    for (x, y, pixel) in out.enumerate_pixels_mut() {
        let (dx, dy) = (2 * i64::from(x) - side, 2 * i64::from(y) - side);
        if dx * dx + dy * dy > side * side {
            *pixel = ground;
        }
    }
    out.into()
}

const ALTERATIONS: [Alteration; 17] = [
    ("as it is, as PNG", png),
    ("48 pixels wide", |p| png(&p.resize(48, 60, FilterType::Triangle))),
    ("32 pixels wide", |p| png(&p.resize(32, 40, FilterType::Triangle))),
    ("JPEG of quality 20", |p| jpeg(p, 20)),
    ("grey", |p| png(&p.grayscale())),
    ("blurred by 4 pixels", |p| png(&p.blur(4.0))),
    ("blurred by 8 pixels", |p| png(&p.blur(8.0))),
    ("brighter", |p| png(&p.brighten(40))),
    ("more contrast", |p| png(&p.adjust_contrast(30.0))),
    ("mirrored", |p| png(&p.fliph())),
    ("cropped by 8 %", |p| png(&cropped(p, 8))),
    ("cropped by 25 %", |p| png(&cropped(p, 25))),
    ("square from the middle, 96 pixels", |p| png(&square(p, false).resize(96, 96, FilterType::Triangle))),
    ("square from the top, 96 pixels", |p| png(&square(p, true).resize(96, 96, FilterType::Triangle))),
    ("round avatar, white ground, 96 pixels", |p| {
        png(&round(p, Rgba([255, 255, 255, 255])).resize(96, 96, FilterType::Triangle))
    }),
    ("round avatar, transparent ground", |p| png(&round(p, Rgba([0, 0, 0, 0])))),
    ("square avatar, grey, JPEG", |p| jpeg(&square(p, false).resize(64, 64, FilterType::Triangle).grayscale(), 60)),
];

#[test]
fn a_portrait_is_known_again_and_no_other_is_taken_for_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let dataset = generate(&Settings::new(2026, 8), folder.path(), &|_, _| ()).expect("it generates");
    let photo = |c: &klarsyn::candidates::Candidate| -> (CandidateId, Vec<u8>) {
        let document = c.documents.iter().find(|d| d.name == "photo").expect("everybody has a photo");
        (c.id.clone(), std::fs::read(Path::new(folder.path()).join(&document.path)).expect("the photo"))
    };
    // The decoys' portraits are looked for as well; those of a second pool are strangers to everybody.
    let photos: Vec<(CandidateId, Vec<u8>)> = dataset.candidates.iter().map(photo).collect();
    let strangers = tempfile::tempdir().expect("a folder");
    let others = generate(&Settings::new(77, 8), strangers.path(), &|_, _| ()).expect("it generates");
    let detector = Detector::new(&dataset, &Anchors::default()).with_portraits(photos.clone());
    let owners = |bytes: Vec<u8>| -> Vec<CandidateId> {
        let extraction = Extraction { pictures: vec![("picture".into(), bytes)], ..Extraction::default() };
        let matches = detector.search(&extraction).matches;
        matches.into_iter().filter(|m| m.attribute == AttributeId::D10).map(|m| m.candidate).collect()
    };
    println!("| what was done to the portrait | known again | taken for another |\n|---|---|---|");
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    for (name, alter) in ALTERATIONS {
        let (mut right, mut false_ones) = (0, 0);
        for (id, bytes) in &photos {
            let found = owners(alter(&image::load_from_memory(bytes).expect("a picture")));
            right += usize::from(found.contains(id));
            false_ones += found.iter().filter(|f| *f != id).count();
        }
        println!("| {name} | {right} of {} | {false_ones} |", photos.len());
        if right < photos.len() {
            missed.push(name);
        }
        if false_ones > 0 {
            wrong.push(name);
        }
    }
    let mut taken = 0;
    for candidate in &others.candidates {
        let document = candidate.documents.iter().find(|d| d.name == "photo").expect("everybody has a photo");
        let picture = image::open(strangers.path().join(&document.path)).expect("a picture");
        taken += ALTERATIONS.iter().map(|(_, alter)| owners(alter(&picture)).len()).sum::<usize>();
    }
    let asked = others.candidates.len() * ALTERATIONS.len();
    println!("| strangers' portraits, altered in every way | - | {taken} of {asked} |");
    assert!(missed.is_empty(), "not known again: {missed:?}");
    assert!(wrong.is_empty(), "taken for another: {wrong:?}");
    assert_eq!(taken, 0, "strangers taken for somebody");
}
