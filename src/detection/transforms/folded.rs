//! Disguises that vanish when text and answer key are folded alike, or that the answer key spells out.

use super::Transform;

pub(super) const CASE: Transform = Transform {
    name: "case",
    doc: "Capitals and small letters differ.",
    example: "FATIMA.ALSAYED72@MAIL.EXAMPLE",
    counter_example: "FATIMA.ALSAYED73@MAIL.EXAMPLE",
};
pub(super) const SEPARATORS: Transform = Transform {
    name: "separators",
    doc: "Spaces, dots, dashes or underscores are added, removed or exchanged: slugs, user names, spaced numbers.",
    example: "/profil/fatima_al_sayed",
    counter_example: "/profil/fatima_al_sayegh",
};
pub(super) const INVISIBLE: Transform = Transform {
    name: "zero-width",
    doc: "Zero-width characters, soft hyphens or direction marks stand between the letters.",
    example: "fatima.al\u{200b}sayed72@mail.exa\u{ad}mple",
    counter_example: "fatima.al\u{200b}sayed73@mail.exa\u{ad}mple",
};
pub(super) const UNICODE_FORM: Transform = Transform {
    name: "unicode-form",
    doc: "Full width, mathematical or look-alike letters (NFKC and UTS 39).",
    example: "ｆａｔｉｍａ.alsayed72@mail.example",
    counter_example: "ｆａｔｉｍｏ.alsayed72@mail.example",
};
pub(super) const LETTERS: Transform = Transform {
    name: "danish-letters",
    doc: "Danish and accented letters are written with other letters, or dropped.",
    example: "Gl. Aeblevej 17",
    counter_example: "Gl. Aeblevej 18",
};
pub(super) const REVERSED: Transform = Transform {
    name: "reversed",
    doc: "The text runs backwards.",
    example: "elpmaxe.liam@27deyasla.amitaf",
    counter_example: "elpmaxe.liam@37deyasla.amitaf",
};
pub(super) const ROT13: Transform = Transform {
    name: "rot13",
    doc: "Letters are shifted by thirteen.",
    example: "sngvzn.nyfnlrq72@znvy.rknzcyr",
    counter_example: "sngvzn.nyfnlrq73@znvy.rknzcyr",
};
pub(super) const DATE: Transform = Transform {
    name: "date-format",
    doc: "A birth date in another notation, beside a word that says so.",
    example: "Født 15. december 1972",
    counter_example: "Udgivet 15. december 1972",
};
pub(super) const PHONE: Transform = Transform {
    name: "phone-form",
    doc: "A telephone number with, without or with another country prefix.",
    example: "Ring 13 57 24 68",
    counter_example: "Ring 13 57 24 69",
};
pub(super) const LOCAL_PART: Transform = Transform {
    name: "local-part",
    doc: "What stands before the @ of an e-mail address, alone.",
    example: "bruger: fatima.alsayed72",
    counter_example: "bruger: fatima.alsayed73",
};
pub(super) const SPELLED_OUT: Transform = Transform {
    name: "spelled-out",
    doc: "An e-mail address with words for its signs.",
    example: "fatima.alsayed72 (at) mail (dot) example",
    counter_example: "fatima.alsayed73 (at) mail (dot) example",
};
pub(super) const HANDLE: Transform = Transform {
    name: "handle",
    doc: "The last part of a profile's address, alone or at another address.",
    example: "@fatima-alsayed-4711",
    counter_example: "@fatima-alsayed-4712",
};
pub(super) const USER_NAME: Transform = Transform {
    name: "user-name",
    doc: "Initial and family name in one word, as user names are made.",
    example: "oprettet af falsayed",
    counter_example: "oprettet af galsayed",
};
pub(super) const MASKED: Transform = Transform {
    name: "masked",
    doc: "The first half of a CPR number before four stars; beside what is the candidate's, also other values of which a few \
          characters are shown.",
    example: "CPR 751272-****",
    counter_example: "CPR 751273-****",
};
pub(super) const TRUNCATED: Transform = Transform {
    name: "truncated",
    doc: "A name, address or file name that is cut, with dots or at the end of a word.",
    example: "Fatima Al-Say…",
    counter_example: "Fatima Al-Hay…",
};
