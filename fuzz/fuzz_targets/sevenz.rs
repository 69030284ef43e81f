//! 7z archives.
#![no_main]

mod read;

libfuzzer_sys::fuzz_target!(|data: &[u8]| read::read(b"7z\xbc\xaf\x27\x1c", data, ""));
