//! JSON and documents inside of its strings.
#![no_main]

mod read;

libfuzzer_sys::fuzz_target!(|data: &[u8]| read::read(b"{", data, "application/json"));
