//! HTML by a real parser: text nodes, attributes, comments, scripts, styles, each with a path and, where the source has
//! it as it stands, its span.

mod attributes;
mod concealment;
mod locate;
mod orderly;
mod pieces;
mod tags;
mod walk;

use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use scraper::{Html, HtmlTreeSink};

use crate::extraction::work::{Input, Work, floor_boundary};

/// Bytes that are fed to the parser between two looks at the clock.
const CHUNK: usize = 32 * 1024;

/// Reads HTML.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let (text, exact) = input.text();
    work.out.segments.reserve(text.len());
    if walk::along(input, &text, exact, work) {
        return Ok(());
    }
    let mut parser = parse();
    let mut at = 0;
    while at < text.len() {
        if work.stopped_now() {
            break;
        }
        let end = floor_boundary(&text, at + CHUNK).max(at + 1);
        let end = if text.is_char_boundary(end) { end } else { text.len() };
        parser.process(text[at..end].into());
        at = end;
    }
    let cut = at < text.len();
    let document = parser.finish();
    walk::over(&document, input, &text, exact, work);
    if cut { Err("could not be parsed to its end in time".into()) } else { Ok(()) }
}

/// The full parser, without scripting: what stands in `noscript` is parsed like everything else.
fn parse() -> driver::Parser<HtmlTreeSink> {
    let opts = ParseOpts {
        tree_builder: TreeBuilderOpts { scripting_enabled: false, ..Default::default() },
        ..Default::default()
    };
    driver::parse_document(HtmlTreeSink::new(Html::new_document()), opts)
}

#[cfg(test)]
mod tests;
