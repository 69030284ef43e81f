//! ZIP archives and office documents.
#![no_main]

mod read;

libfuzzer_sys::fuzz_target!(|data: &[u8]| read::read(b"PK\x03\x04", data, ""));
