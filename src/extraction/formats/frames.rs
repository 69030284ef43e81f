//! Pictures that hold several: further frames of a GIF, further pages of a TIFF, each as a file of its own.

use image::AnimationDecoder;

/// Frames and pages that are taken besides the first.
const MOST: usize = 40;

/// Every picture of the file but the first, and why it is not all of them.
pub(super) fn further(bytes: &[u8]) -> (Vec<Vec<u8>>, Option<String>) {
    if bytes.starts_with(b"GIF8") {
        gif(bytes)
    } else if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        tiff(bytes)
    } else {
        (Vec::new(), None)
    }
}

/// Frames as they are shown, over those before them.
fn gif(bytes: &[u8]) -> (Vec<Vec<u8>>, Option<String>) {
    let mut pictures = Vec::new();
    // What cannot be decoded at all is told where the first frame is read.
    let Ok(mut decoder) = image::codecs::gif::GifDecoder::new(std::io::Cursor::new(bytes)) else {
        return (pictures, None);
    };
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(256 * 1024 * 1024);
    if image::ImageDecoder::set_limits(&mut decoder, limits).is_err() {
        return (pictures, Some("its frames are too large to decode".to_owned()));
    }
    for (number, frame) in decoder.into_frames().enumerate().skip(1) {
        if number > MOST {
            return (pictures, Some(format!("it has more than {MOST} frames; the others were not looked at")));
        }
        let mut png = std::io::Cursor::new(Vec::new());
        let kept = frame.and_then(|frame| frame.into_buffer().write_to(&mut png, image::ImageFormat::Png));
        if let Err(error) = kept {
            return (pictures, Some(format!("frame {} could not be decoded ({error})", number + 1)));
        }
        pictures.push(png.into_inner());
    }
    (pictures, None)
}

/// The file once more for each page, with that page as the first one in its head.
fn tiff(bytes: &[u8]) -> (Vec<Vec<u8>>, Option<String>) {
    let little = bytes.starts_with(b"II");
    let short = |at: usize| {
        let two: [u8; 2] = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(usize::from(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) }))
    };
    let long = |at: usize| {
        let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    };
    let next = |list: u32| {
        let list = list as usize;
        long(list.checked_add(2 + short(list)? * 12)?).filter(|next| *next != 0)
    };
    let mut pages = Vec::new();
    let mut list = long(4).and_then(next);
    // Large scans are copied once a page: the bound is one of memory, too.
    while let Some(at) = list.filter(|_| pages.len() < MOST && bytes.len() * (pages.len() + 1) < 256 * 1024 * 1024) {
        let mut page = bytes.to_vec();
        page[4..8].copy_from_slice(&if little { at.to_le_bytes() } else { at.to_be_bytes() });
        pages.push(page);
        list = next(at);
    }
    let fault = list.map(|_| format!("it has more pages than the {} that were looked at", pages.len() + 1));
    (pages, fault)
}
