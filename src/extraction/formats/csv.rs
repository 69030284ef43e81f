//! CSV and TSV: each cell under the name of its column.

use crate::extraction::work::{Input, Work, clean};
use crate::extraction::{Part, Place, Segment};

/// Reads a table of delimited text.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let (text, exact) = input.text();
    let mut skipped = 0;
    // Spreadsheets write the delimiter into a first line of its own.
    let declared = text.strip_prefix("sep=").and_then(|t| t.chars().next());
    if declared.is_some() {
        skipped = text.find('\n').map_or(0, |n| n + 1);
    }
    let body = &text[skipped..];
    let delimiter = declared.filter(char::is_ascii).map_or_else(|| delimiter(body), |c| c as u8);
    let mut reader =
        ::csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(body.as_bytes());
    let mut columns: Vec<String> = Vec::new();
    let mut record = ::csv::StringRecord::new();
    let mut row = 0u64;
    loop {
        if work.stopped() {
            return Ok(());
        }
        let start = reader.position().byte() as usize;
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(e) => return Err(format!("could not be read as CSV in full: {e}")),
        }
        let end = reader.position().byte() as usize;
        let mut cursor = start;
        for (index, cell) in record.iter().enumerate() {
            if cell.trim().is_empty() {
                continue;
            }
            let span = exact.and_then(|e| {
                let at = body.get(cursor..end)?.find(cell)? + cursor;
                cursor = at + cell.len();
                input.span(e + skipped + at, e + skipped + at + cell.len())
            });
            let column =
                columns.get(index).filter(|c| !c.is_empty()).cloned().unwrap_or_else(|| (index + 1).to_string());
            let place =
                if row == 0 { format!("header > column[{}]", index + 1) } else { format!("row[{row}] > {column}") };
            work.push(Segment {
                text: cell,
                part: input.part_or(Part::Cell),
                place: Place::from(&input.place(&place)),
                span,
                concealed: input.concealed,
                inline: false,
            });
            if row > 0 {
                work.nested_value(input, &place, cell);
            }
        }
        if row == 0 {
            columns = record.iter().map(|c| clean(c.trim()).replace(" > ", " ").chars().take(80).collect()).collect();
        }
        row += 1;
    }
}

/// The sign that parts the first lines most evenly.
fn delimiter(text: &str) -> u8 {
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).take(20).collect();
    let mut best = (b',', 0usize);
    for sign in [b';', b',', b'\t', b'|'] {
        let counts: Vec<usize> = lines.iter().map(|l| l.bytes().filter(|b| *b == sign).count()).collect();
        let least = counts.iter().copied().min().unwrap_or(0);
        if least > best.1
            || (best.1 == 0
                && counts.first().copied().unwrap_or(0) > 0
                && least == 0
                && best.0 == b','
                && sign != b','
                && !text.lines().next().unwrap_or_default().contains(','))
        {
            best = (sign, least);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_found_by_content() {
        for (text, expected) in
            [("a;b;c\n1,5;2;3", b';'), ("a,b\n1,2", b','), ("a\tb\n1\t2", b'\t'), ("a|b\n1|2", b'|'), ("only", b',')]
        {
            assert_eq!(delimiter(text), expected, "{text:?}");
        }
    }
}
