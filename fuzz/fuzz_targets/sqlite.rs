//! SQLite files.
#![no_main]

mod read;

libfuzzer_sys::fuzz_target!(|data: &[u8]| read::read(b"SQLite format 3\0", data, ""));
