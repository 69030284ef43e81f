//! Archives of the web.
#![no_main]

mod read;

libfuzzer_sys::fuzz_target!(|data: &[u8]| read::read(b"WARC/1.0\r\n", data, "application/warc"));
