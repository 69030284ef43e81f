//! Old Excel workbooks (BIFF8), through the library `calamine`: every cell of every sheet, hidden ones too, formulas and
//! defined names. What else the streams hold (notes, headers, properties) is carved by `ole`.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Range, Reader, SheetType, SheetVisible, Xls};

use crate::extraction::work::{Input, Work};
use crate::extraction::{Concealment, Part, Place, Segment};

/// Cells of the rectangle that holds all cells of a sheet, empty ones too: the library lays it out in full.
const MOST_CELLS: u64 = 2_000_000;

/// Whether there is a workbook in a stream of that name.
pub(super) fn is_workbook(stream: &str) -> bool {
    matches!(stream, "Workbook" | "Book")
}

/// Reads the cells; `stream` is the workbook's own stream. An error says what could not be read, and why.
pub(super) fn read(input: &Input<'_>, stream: &[u8], work: &mut Work<'_>) -> Result<(), String> {
    if extent(stream) > MOST_CELLS {
        return Err(format!("a sheet of it is wider and longer than {MOST_CELLS} cells"));
    }
    let open = || Xls::new(Cursor::new(input.bytes.to_vec()));
    let mut book = match catch_unwind(AssertUnwindSafe(open)) {
        Ok(Ok(book)) => book,
        Ok(Err(error)) => return Err(error.to_string()),
        Err(_) => return Err("the library that reads it broke down on it".into()),
    };
    let mut take = |part: Part, place: &str, text: String, hidden: bool| {
        let concealed = input.concealed.or(hidden.then_some(Concealment::NotRendered));
        let (part, place) = (input.part_or(part), input.place(place));
        let (text, place) = (text.as_str(), Place::from(&place));
        work.push(Segment { text, part, place, span: None, concealed, inline: false });
        !work.stopped()
    };
    for (name, meaning) in book.defined_names().to_vec() {
        take(Part::DocumentHidden, &format!("name {name}"), name.clone(), false);
        take(Part::DocumentHidden, &format!("name {name}"), meaning, false);
    }
    for sheet in book.sheets_metadata().to_vec() {
        let (name, hidden) = (sheet.name, sheet.visible != SheetVisible::Visible);
        take(Part::Cell, &format!("sheet {name}"), name.clone(), hidden);
        // A sheet of another kind, such as a chart, has no cells.
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        let (cells, formulas) = (book.worksheet_range(&name), book.worksheet_formula(&name));
        each(&name, &cells.map_err(|e| e.to_string())?, |place, cell| {
            written(cell).is_none_or(|text| take(Part::Cell, place, text, hidden))
        });
        each(&name, &formulas.map_err(|e| e.to_string())?, |place, formula| {
            take(Part::DocumentHidden, &format!("{place} formula"), formula.clone(), hidden)
        });
    }
    Ok(())
}

/// Calls for each cell that is used, with its place, until told to stop.
fn each<T: calamine::CellType>(sheet: &str, range: &Range<T>, mut take: impl FnMut(&str, &T) -> bool) {
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, cell) in range.used_cells() {
        let place = format!("{sheet}!{}{}", letters(left as usize + column), top as usize + row + 1);
        if !take(&place, cell) {
            return;
        }
    }
}

/// A cell as a person reads it; none for what holds no value of anybody.
fn written(cell: &Data) -> Option<String> {
    match cell {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Some(text.clone()),
        Data::Int(number) => Some(number.to_string()),
        Data::Float(number) => Some(number.to_string()),
        Data::DateTime(date) => {
            let (y, m, d, ..) = date.to_ymd_hms_milli();
            Some(format!("{y:04}-{m:02}-{d:02}"))
        }
        Data::Bool(_) | Data::Error(_) | Data::Empty => None,
    }
}

/// A column as spreadsheets name it: `A` for 0, `AB` for 27.
fn letters(mut column: usize) -> String {
    let mut name = Vec::new();
    loop {
        name.push(char::from(b'A' + (column % 26) as u8));
        match (column / 26).checked_sub(1) {
            Some(rest) => column = rest,
            None => break,
        }
    }
    name.iter().rev().collect()
}

/// Cells of the largest rectangle around the cells of a sheet, counted over the records of the stream without laying anything
/// out ([MS-XLS] 2.4).
fn extent(stream: &[u8]) -> u64 {
    const BEGIN: u16 = 0x0809;
    const CELLS: [u16; 9] = [0x0006, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x027E];
    const LONG: [u16; 2] = [0x00BD, 0x00BE];
    let number = |at: usize| super::u16_at(stream, at);
    let (mut most, mut rows, mut columns) = (0, (u64::MAX, 0), (u64::MAX, 0));
    let mut at = 0;
    while let (Some(kind), Some(length)) = (number(at), number(at + 2)) {
        if kind == BEGIN {
            (rows, columns) = ((u64::MAX, 0), (u64::MAX, 0));
        }
        if let (true, Some(row), Some(column)) = (CELLS.contains(&kind), number(at + 4), number(at + 6)) {
            let last = if LONG.contains(&kind) { number(at + 2 + usize::from(length)) } else { None };
            let (row, column) = (u64::from(row), u64::from(column));
            rows = (rows.0.min(row), rows.1.max(row));
            columns = (columns.0.min(column), columns.1.max(u64::from(last.unwrap_or_default())).max(column));
            most = most.max((rows.1 - rows.0 + 1) * (columns.1 - columns.0 + 1));
        }
        at += 4 + usize::from(length);
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_names_that_spreadsheets_give_them() {
        assert_eq!([0, 25, 26, 27, 701, 702].map(letters), ["A", "Z", "AA", "AB", "ZZ", "AAA"]);
    }

    #[test]
    fn two_cells_far_apart_make_a_large_rectangle() {
        let cell = |row: u16, column: u16| {
            let mut record = vec![0x03, 0x02, 14, 0];
            record.extend(row.to_le_bytes());
            record.extend(column.to_le_bytes());
            record.extend([0; 10]);
            record
        };
        assert_eq!(extent(&[cell(0, 0), cell(65_535, 255)].concat()), 65_536 * 256);
        assert_eq!(extent(&cell(9, 9)), 1);
        assert_eq!(extent(&[0x03, 0x02]), 0);
    }
}
