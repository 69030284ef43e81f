//! Any bytes: the choice of a reader, carving, and the small formats.
#![no_main]

mod read;

libfuzzer_sys::fuzz_target!(|data: &[u8]| read::read(b"", data, ""));
