//! A code that a telephone reads, as people set it into a CV so that nobody has to type.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use qrcode::{Color, QrCode};

/// Pixels of a module.
const MODULE: usize = 4;
/// Modules of white around the code, as the standard (ISO/IEC 18004) asks.
const QUIET: usize = 4;

/// Draws a text as a QR code in PNG; fails where the text is too long for one.
pub fn draw(text: &str) -> Result<Vec<u8>, String> {
    let code = QrCode::new(text).map_err(|e| e.to_string())?;
    let (modules, colours) = (code.width(), code.to_colors());
    let side = (modules + 2 * QUIET) * MODULE;
    let dark = |at: usize| at.checked_sub(QUIET).filter(|at| *at < modules);
    let pixels: Vec<u8> = (0..side * side)
        .map(|pixel| match (dark(pixel / side / MODULE), dark(pixel % side / MODULE)) {
            (Some(row), Some(column)) if colours[row * modules + column] == Color::Dark => 0,
            _ => 255,
        })
        .collect();
    grey_png(&pixels, side, side)
}

/// A grey picture as PNG.
pub fn grey_png(pixels: &[u8], width: usize, height: usize) -> Result<Vec<u8>, String> {
    let side = |length: usize| u32::try_from(length).map_err(|e| e.to_string());
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Sub)
        .write_image(pixels, side(width)?, side(height)?, ExtendedColorType::L8)
        .map_err(|e| e.to_string())?;
    Ok(png)
}
