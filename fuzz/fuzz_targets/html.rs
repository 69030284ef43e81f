//! Pages with scripts and styles inside.
#![no_main]

mod read;

libfuzzer_sys::fuzz_target!(|data: &[u8]| read::read(b"<!doctype html>", data, "text/html"));
