//! RTF.
#![no_main]

mod read;

libfuzzer_sys::fuzz_target!(|data: &[u8]| read::read(b"{\\rtf", data, "application/rtf"));
