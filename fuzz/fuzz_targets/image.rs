//! Pictures: JPEG unless the bytes say otherwise.
#![no_main]

mod read;

libfuzzer_sys::fuzz_target!(|data: &[u8]| read::read(b"", data, "image/jpeg"));
