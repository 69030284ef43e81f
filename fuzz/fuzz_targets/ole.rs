//! Compound files: old Office files, Outlook messages.
#![no_main]

mod read;

libfuzzer_sys::fuzz_target!(|data: &[u8]| read::read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", data, ""));
