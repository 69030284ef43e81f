//! Quoted-printable of mails (RFC 2045).

use super::{Output, Transform, percent};

pub(super) const TRANSFORM: Transform = Transform {
    name: "quoted-printable",
    doc: "Quoted-printable escapes and soft line breaks of mails.",
    example: "fatim=61.alsay=\ned72=40mail.example",
    counter_example: "fatim=62.alsay=\ned72=40mail.example",
};

pub(super) fn decode(text: &str, out: &mut Output) {
    percent::escaped_bytes("quoted-printable", b'=', text, out);
}
