//! SQLite files: every value of every table, and what lies in pages that no table holds any more.

use std::io::Cursor;
use std::time::Instant;

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, MAIN_DB};

use crate::extraction::Part;
use crate::extraction::work::{Input, Work};

/// Whether bytes are a SQLite file.
pub(crate) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"SQLite format 3\0")
}

/// Reads every table, then carves the file for what was deleted.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    // Deleted rows stay in the file until their page is used again.
    super::carve::carve(input, input.part_or(Part::HiddenText), work);
    let database = open(input.bytes, work.deadline()).map_err(|e| format!("could not be opened as SQLite: {e}"))?;
    let tables = tables(&database).map_err(|e| format!("could not be read as SQLite: {e}"))?;
    let mut faults = Vec::new();
    for (name, sql) in &tables {
        if sql.trim_start().get(..14).is_some_and(|s| s.eq_ignore_ascii_case("create virtual")) {
            // Its rows stand in tables of its own beside it, or in no file at all.
            continue;
        }
        if let Err(e) = rows(&database, name, input, work) {
            faults.push(format!("{name}: {e}"));
        }
        if work.stopped_now() {
            break;
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(format!("could not be read in full as SQLite: {}", faults.join("; "))) }
}

/// The file in memory, read-only, with everything off that a hostile file could make run.
fn open(bytes: &[u8], deadline: Instant) -> rusqlite::Result<Connection> {
    let mut database = Connection::open_in_memory()?;
    // A file in write-ahead mode cannot be opened without its log: as a copy in memory it has none.
    let mut copy = bytes.to_vec();
    if let Some([write, read]) = copy.get_mut(18..20) {
        (*write, *read) = (1, 1);
    }
    database.deserialize_read_exact(MAIN_DB, Cursor::new(&copy), copy.len(), true)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    database.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    database.progress_handler(10_000, Some(move || Instant::now() >= deadline))?;
    Ok(database)
}

fn tables(database: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let mut list = database.prepare("select name, ifnull(sql, '') from sqlite_schema where type = 'table'")?;
    list.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

fn rows(database: &Connection, table: &str, input: &Input<'_>, work: &mut Work<'_>) -> rusqlite::Result<()> {
    let mut query = database.prepare(&format!("select * from \"{}\"", table.replace('"', "\"\"")))?;
    let columns: Vec<String> = query.column_names().map(str::to_owned).collect();
    let mut rows = query.query([])?;
    let mut number = 0u64;
    while let Some(row) = rows.next()? {
        number += 1;
        if work.stopped() {
            break;
        }
        for (index, column) in columns.iter().enumerate() {
            let place = format!("{table}/{number}/{column}");
            match row.get_ref(index)? {
                ValueRef::Null => {}
                ValueRef::Integer(value) => work.text(input, Part::Cell, &place, value.to_string(), None),
                ValueRef::Real(value) => work.text(input, Part::Cell, &place, value.to_string(), None),
                ValueRef::Text(text) => {
                    let text = String::from_utf8_lossy(text);
                    work.text(input, Part::Cell, &place, text.as_ref(), None);
                    work.nested_value(input, &place, &text);
                }
                ValueRef::Blob(bytes) => work.nested(&input.inside(bytes, &place)),
            }
        }
    }
    Ok(())
}
