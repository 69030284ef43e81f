//! Mails, mailboxes, saved pages.
#![no_main]

mod read;

libfuzzer_sys::fuzz_target!(|data: &[u8]| read::read(b"From: a\r\nSubject: ", data, "message/rfc822"));
