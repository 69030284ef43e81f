//! XML, feeds, drawings.
#![no_main]

mod read;

libfuzzer_sys::fuzz_target!(|data: &[u8]| read::read(b"<?xml", data, "application/xml"));
