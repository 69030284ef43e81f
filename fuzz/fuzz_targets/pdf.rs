//! PDF: pages, objects, revisions.
#![no_main]

mod read;

libfuzzer_sys::fuzz_target!(|data: &[u8]| read::read(b"%PDF-1.7\n", data, "application/pdf"));
