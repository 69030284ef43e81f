//! gzip, bzip2, xz, lzma, Zstandard, zlib: whichever the bytes say.
#![no_main]

mod read;

libfuzzer_sys::fuzz_target!(|data: &[u8]| read::read(b"", data, "application/gzip"));
