//! A signature as a scanner leaves it: strokes that are one person's alone, and no letter that could be read.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use super::code::grey_png;
use crate::candidates::rolls::{between, stream};

/// Pixels.
pub const SIZE: (u32, u32) = (280, 90);

/// Draws the signature of the person with that number as PNG.
pub fn draw(seed: u64, number: u32) -> Result<Vec<u8>, String> {
    let rng = &mut stream(seed, "signature", number, 0);
    let mut path = format!("M{} {}", between(rng, 8, 30), between(rng, 30, 60));
    let strokes = between(rng, 5, 9);
    for nth in 1..=strokes {
        let x = 20 + nth * (SIZE.0 - 40) / strokes;
        let mut point = |spread: u32| {
            format!("{} {}", (x + between(rng, 0, spread)).saturating_sub(spread / 2), between(rng, 6, SIZE.1 - 6))
        };
        path.push_str(&format!(" C{} {} {}", point(70), point(70), point(14)));
    }
    // The flourish under it.
    let (from, to, y) = (between(rng, 10, 90), between(rng, 180, 270), between(rng, 66, 84));
    path.push_str(&format!(" M{from} {y} Q{} {} {to} {y}", (from + to) / 2, between(rng, 50, 90)));
    let svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}"><rect width="100%" height="100%" fill="#fff"/><path d="{path}" fill="none" stroke="#1a2a6b" stroke-width="2.4" stroke-linecap="round"/></svg>"##,
        SIZE.0, SIZE.1
    );
    let tree = Tree::from_str(&svg, &Options::default()).map_err(|e| e.to_string())?;
    let mut pixmap = Pixmap::new(SIZE.0, SIZE.1).ok_or("the picture has no size")?;
    resvg::render(&tree, Transform::identity(), &mut pixmap.as_mut());
    let grey: Vec<u8> = pixmap.data().chunks_exact(4).map(|pixel| pixel[1]).collect();
    grey_png(&grey, SIZE.0 as usize, SIZE.1 as usize)
}
