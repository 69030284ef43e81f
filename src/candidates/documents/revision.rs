//! An earlier revision of a PDF: somebody deleted a line and saved, and the program appended the change.

use lopdf::{Document, IncrementalDocument, Object, Stream};

/// Appends a revision in which the text that was drawn last is gone; the bytes of the first one stay as they are.
pub fn without_last_text(pdf: Vec<u8>) -> Result<Vec<u8>, String> {
    let told = |error: lopdf::Error| error.to_string();
    let before = Document::load_mem(&pdf).map_err(told)?;
    let page = before.get_pages().into_values().next_back().ok_or("the PDF has no page")?;
    let content = *before.get_page_contents(page).first().ok_or("the page has no content")?;
    let drawn = before.get_page_content(page);
    let (from, to) = last_text(&drawn).ok_or("the page has no text")?;
    let mut kept = drawn;
    kept.drain(from..to);
    let mut revised = IncrementalDocument::create_from(pdf, before);
    let mut stream = Stream::new(lopdf::Dictionary::new(), kept);
    stream.compress().map_err(told)?;
    revised.new_document.set_object(content, Object::Stream(stream));
    let mut bytes = Vec::new();
    revised.save_to(&mut bytes).map_err(|e| e.to_string())?;
    Ok(bytes)
}

/// From `BT` to `ET` of the last text object.
fn last_text(content: &[u8]) -> Option<(usize, usize)> {
    let operator = |name: &[u8; 2]| {
        let mut all = content.windows(4).enumerate().rev();
        all.find(|(_, w)| w[0].is_ascii_whitespace() && &w[1..3] == name && w[3].is_ascii_whitespace())
            .map(|(at, _)| at)
    };
    let (begin, end) = (operator(b"BT")?, operator(b"ET").unwrap_or(content.len().checked_sub(3)?));
    (begin < end).then_some((begin + 1, end + 3))
}
