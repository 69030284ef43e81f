//! A portrait drawn from the seed: nobody's face, distinct background; its EXIF data hold a name, a place and a small copy.

use std::io::Cursor;

use exif::experimental::Writer;
use exif::{Field, In, Rational, Tag, Value};
use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;
use rand_chacha::ChaCha8Rng;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use crate::candidates::locale::pack::Sex;
use crate::candidates::person::Person;
use crate::candidates::rolls::{between, pick, stream};

const WIDTH: u32 = 320;
const HEIGHT: u32 = 400;
const QUALITY: u8 = 82;

/// Draws the portrait of the person with that number as JPEG.
pub fn draw(seed: u64, number: u32, person: &Person) -> Result<Vec<u8>, String> {
    let tree = Tree::from_str(&svg(seed, number, person), &Options::default()).map_err(|e| e.to_string())?;
    let mut pixmap = Pixmap::new(WIDTH, HEIGHT).ok_or("the picture has no size")?;
    resvg::render(&tree, Transform::identity(), &mut pixmap.as_mut());
    let rgb: Vec<u8> = pixmap.data().chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode(&rgb, WIDTH, HEIGHT, ExtendedColorType::Rgb8)
        .map_err(|e| e.to_string())?;
    let small = thumbnail(&jpeg)?;
    with_exif(jpeg, &exif_data(person, Some(&small))?)
}

/// A face before a mosaic on two colours: backgrounds differ, because perceptual hashes see them first.
fn svg(seed: u64, number: u32, person: &Person) -> String {
    let rng = &mut stream(seed, "portrait", number, 0);
    let skin = pick(rng, &["#f3d3bd", "#e8b998", "#c98f66", "#a86b42", "#7d4a2b", "#5b3420"]);
    let hair =
        if person.age > 52 { "#b9b4ae" } else { pick(rng, &["#1d1510", "#3b2314", "#6b4423", "#b5813f", "#8c2f1b"]) };
    let (top, foot, shirt) = (colour(rng, 60, 250), colour(rng, 20, 220), colour(rng, 10, 200));
    let mut shapes = String::new();
    for tile in 0..20 {
        let (x, y, fill) = (tile % 4 * 80, tile / 4 * 80, colour(rng, 0, 255));
        shapes
            .push_str(&format!(r#"<rect x="{x}" y="{y}" width="80" height="80" fill="{fill}" fill-opacity="0.85"/>"#));
    }
    // People sit where they like: the same place for everybody would make all portraits alike to a hash.
    let scale = between(rng, 58, 82);
    let aside = between(rng, 0, WIDTH - WIDTH * scale / 100);
    let down = HEIGHT - HEIGHT * scale / 100;
    let (wide, tall) = (between(rng, 62, 80), between(rng, 84, 104));
    let (eyes, mouth) = (between(rng, 24, 34), between(rng, 16, 30));
    let long = if person.sex == Sex::Woman { between(rng, 60, 120) } else { between(rng, 0, 14) };
    let behind = format!(
        r#"<rect x="{}" y="110" width="{}" height="{}" rx="50" fill="{hair}"/>"#,
        160 - wide - 10,
        2 * wide + 20,
        80 + long
    );
    let glasses = if between(rng, 0, 3) == 0 {
        let left = 160 - eyes;
        let right = 160 + eyes;
        format!(
            r##"<g fill="none" stroke="#222" stroke-width="4"><circle cx="{left}" cy="180" r="19"/><circle cx="{right}" cy="180" r="19"/></g>"##
        )
    } else {
        String::new()
    };
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"><defs><linearGradient id="b" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="{top}"/><stop offset="1" stop-color="{foot}"/></linearGradient></defs><rect width="{WIDTH}" height="{HEIGHT}" fill="url(#b)"/>{shapes}<g transform="translate({aside} {down}) scale(0.{scale})">{behind}<rect x="135" y="250" width="50" height="70" fill="{skin}"/><path fill="{shirt}" d="M30 400 Q40 310 135 300 Q160 325 185 300 Q280 310 290 400 Z"/><ellipse cx="160" cy="190" rx="{wide}" ry="{tall}" fill="{skin}"/><path fill="{hair}" d="M{} 170 Q{} 70 160 74 Q{} 70 {} 170 Q200 120 160 122 Q120 120 {} 170 Z"/><g fill="#fff"><circle cx="{}" cy="180" r="11"/><circle cx="{}" cy="180" r="11"/></g><g fill="#2b2320"><circle cx="{}" cy="181" r="6"/><circle cx="{}" cy="181" r="6"/></g><path d="M160 190 L152 218 L166 219" fill="none" stroke="#00000055" stroke-width="4"/><path d="M{} 245 Q160 {} {} 245" fill="none" stroke="#8a2f2f" stroke-width="6"/>{glasses}</g></svg>"##,
        160 - wide,
        160 - wide,
        160 + wide,
        160 + wide,
        160 - wide,
        160 - eyes,
        160 + eyes,
        160 - eyes,
        160 + eyes,
        160 - mouth,
        245 + mouth / 2,
        160 + mouth,
    )
}

fn colour(rng: &mut ChaCha8Rng, low: u32, high: u32) -> String {
    let mut part = || between(rng, low, high);
    format!("#{:02x}{:02x}{:02x}", part(), part(), part())
}

/// What a telephone writes into a picture: whose it is, where it stood, and a small copy of what it saw.
fn exif_data(person: &Person, thumbnail: Option<&[u8]>) -> Result<Vec<u8>, String> {
    let field = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
    let (north, east) = person.coordinates;
    let letter =
        |positive, negative, degrees: f64| Value::Ascii(vec![vec![if degrees < 0.0 { negative } else { positive }]]);
    let fields = [
        // EXIF knows only ASCII here, but cameras and phones write UTF-8, and readers take it.
        field(Tag::Artist, Value::Ascii(vec![person.full_name().into_bytes()])),
        field(Tag::GPSLatitudeRef, letter(b'N', b'S', north)),
        field(Tag::GPSLatitude, degrees(north)),
        field(Tag::GPSLongitudeRef, letter(b'E', b'W', east)),
        field(Tag::GPSLongitude, degrees(east)),
    ];
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    if let Some(jpeg) = thumbnail {
        writer.set_jpeg(jpeg, In::THUMBNAIL);
    }
    let mut data = Cursor::new(Vec::new());
    writer.write(&mut data, false).map_err(|e| e.to_string())?;
    Ok(data.into_inner())
}

/// Degrees, minutes, and ten thousandths of seconds, as EXIF counts them.
fn degrees(value: f64) -> Value {
    let whole = |number: f64| number as u32;
    let value = value.abs();
    let minutes = value.fract() * 60.0;
    let seconds = (minutes.fract() * 60.0 * 10_000.0).round();
    let rational = |num, denom| Rational { num, denom };
    Value::Rational(vec![rational(whole(value), 1), rational(whole(minutes), 1), rational(whole(seconds), 10_000)])
}

/// A JPEG with what the person's telephone writes into it.
pub fn taken_by(person: &Person, jpeg: Vec<u8>) -> Result<Vec<u8>, String> {
    with_exif(jpeg, &exif_data(person, None)?)
}

/// A small copy of a portrait.
pub fn thumbnail(jpeg: &[u8]) -> Result<Vec<u8>, String> {
    let picture = image::load_from_memory_with_format(jpeg, image::ImageFormat::Jpeg).map_err(|e| e.to_string())?;
    let small = picture.thumbnail(WIDTH / 2, HEIGHT / 2).into_rgb8();
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, QUALITY)
        .encode(&small, small.width(), small.height(), ExtendedColorType::Rgb8)
        .map_err(|e| e.to_string())?;
    Ok(out)
}

/// Sets the EXIF segment directly behind the start of the JPEG, where readers look for it.
fn with_exif(jpeg: Vec<u8>, exif: &[u8]) -> Result<Vec<u8>, String> {
    const START: [u8; 2] = [0xff, 0xd8];
    const NAME: &[u8] = b"Exif\0\0";
    let rest = jpeg.strip_prefix(&START).ok_or("the encoder wrote no JPEG")?;
    let length = u16::try_from(2 + NAME.len() + exif.len()).map_err(|_| "the EXIF data are too long")?;
    let mut out = START.to_vec();
    out.extend([0xff, 0xe1]);
    out.extend(length.to_be_bytes());
    out.extend(NAME);
    out.extend(exif);
    out.extend(rest);
    Ok(out)
}
