//! How systems write a value otherwise than it is: each way made here, by libraries that the detector does not ask.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use chrono::{Datelike, NaiveDate};
use klarsyn::candidates::AttributeId as A;
use sha2::Digest as _;
use unicode_normalization::UnicodeNormalization;

/// One way to write a value.
pub struct Disguise {
    /// Its name in the table.
    pub name: &'static str,
    /// The values that are ever written so.
    pub of: &'static [A],
    /// The value in disguise; nothing where it would not change or cannot be written so.
    pub make: fn(A, &str) -> Option<String>,
    /// Whether it is made of plain ASCII and can be wrapped in another one.
    pub wraps: bool,
}

const ANY: &[A] = &[A::D02, A::D04, A::D05, A::D06, A::D07, A::D08, A::D12, A::X03];
const LETTERS: &[A] = &[A::D02, A::D06, A::D08, A::D12, A::X03];
const HASHED: &[A] = &[A::D04, A::D06, A::D07];

macro_rules! table {
    ($($name:literal, $of:expr, $wraps:literal, $make:expr;)*) => {
        /// The table.
        pub const DISGUISES: &[Disguise] = &[$(Disguise { name: $name, of: $of, wraps: $wraps, make: $make }),*];
    };
}

table! {
    "as it is", ANY, false, |_, v| Some(v.into());
    "upper case", LETTERS, false, |_, v| Some(v.to_uppercase());
    "lower case", LETTERS, false, |_, v| Some(v.to_lowercase());
    "decomposed letters (NFD)", LETTERS, false, |_, v| changed(v, v.nfd().collect());
    "full-width letters", ANY, false, |_, v| Some(map(v, |c| if ('!'..='~').contains(&c) { char::from_u32(c as u32 + 0xFEE0).unwrap_or(c) } else { c }));
    "mathematical bold letters", LETTERS, false, |_, v| Some(map(v, |c| match c { 'A'..='Z' => char::from_u32(0x1D400 + (c as u32 - 65)).unwrap_or(c), 'a'..='z' => char::from_u32(0x1D41A + (c as u32 - 97)).unwrap_or(c), c => c }));
    "Cyrillic letters that look alike", LETTERS, false, |_, v| changed(v, map(v, |c| match c { 'a' => 'а', 'e' => 'е', 'o' => 'о', 'c' => 'с', 'p' => 'р', 'A' => 'А', 'E' => 'Е', 'O' => 'О', c => c }));
    "ae, oe, aa for æ, ø, å", LETTERS, false, |_, v| changed(v, danish(v, "ae", "oe", "aa"));
    "a, o, a for æ, ø, å", LETTERS, false, |_, v| changed(v, danish(v, "a", "o", "a"));
    "ae, o, a for æ, ø, å", LETTERS, false, |_, v| changed(v, danish(v, "ae", "o", "a"));
    "marks dropped, ø as o, æ dropped", LETTERS, false, |_, v| changed(v, danish(v, "", "o", "a"));
    "each byte of æ, ø, å as _", LETTERS, false, |_, v| changed(v, danish(v, "__", "__", "__"));
    "? for each Danish letter", LETTERS, false, |_, v| changed(v, danish(v, "?", "?", "?"));
    "replacement signs", LETTERS, false, |_, v| changed(v, danish(v, "\u{fffd}", "\u{fffd}", "\u{fffd}"));
    "UTF-8 read as Latin-1", LETTERS, false, |_, v| changed(v, mojibake(v));
    "UTF-8 read as Latin-1, twice", LETTERS, false, |_, v| changed(v, mojibake(&mojibake(v)));
    "no separators", &[A::D04, A::D07, A::X03], false, |_, v| changed(v, v.chars().filter(|c| c.is_alphanumeric()).collect());
    "spaces for separators", &[A::D02, A::D04, A::D07, A::D08, A::X03], false, |_, v| changed(v, map(v, |c| if "-_.,".contains(c) { ' ' } else { c }));
    "hyphens for spaces", &[A::D02, A::D07, A::D08], false, |_, v| changed(v, map(v, |c| if c == ' ' { '-' } else { c }));
    "underscores for spaces", &[A::D02, A::D08], false, |_, v| changed(v, map(v, |c| if c == ' ' { '_' } else { c }));
    "letters spaced apart", &[A::D02, A::D04, A::D06], false, |_, v| Some(v.chars().map(String::from).collect::<Vec<_>>().join(" "));
    "zero-width spaces", ANY, false, |_, v| Some(v.chars().map(String::from).collect::<Vec<_>>().join("\u{200b}"));
    "soft hyphens", ANY, false, |_, v| Some(v.chars().map(String::from).collect::<Vec<_>>().join("\u{ad}"));
    "direction marks", ANY, false, |_, v| Some(format!("\u{202b}{}\u{202c}", v.chars().map(String::from).collect::<Vec<_>>().join("\u{200e}")));
    "backwards", &[A::D02, A::D04, A::D06, A::D08], false, |_, v| Some(v.chars().rev().collect());
    "rot13", &[A::D02, A::D06], true, |_, v| v.is_ascii().then(|| map(v, |c| match c { 'a'..='z' => ((c as u8 - b'a' + 13) % 26 + b'a') as char, 'A'..='Z' => ((c as u8 - b'A' + 13) % 26 + b'A') as char, c => c }));
    "genitive", &[A::D02], false, |_, v| Some(format!("{v}s ansøgning"));
    "cut with an ellipsis", &[A::D06, A::X03], false, |_, v| cut(v, '…');
    "slug", &[A::D02, A::D08], true, |_, v| Some(danish(&v.to_lowercase(), "ae", "oe", "aa").chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect::<String>());
    "at and dot spelled out", &[A::D06], false, |_, v| Some(v.replace('@', " at ").replace('.', " dot "));
    "mailto link", &[A::D06], true, |_, v| Some(format!("mailto:{v}?subject=Hej"));
    "0045 before the number", &[A::D07], true, |_, v| v.strip_prefix("+45").map(|rest| format!("0045{}", rest.replace(' ', "")));
    "without country code", &[A::D07], false, |_, v| v.strip_prefix("+45").map(|rest| rest.trim().to_owned());
    "in groups of two", &[A::D07], false, |_, v| groups(v, 2);
    "in groups of four", &[A::D07], false, |_, v| groups(v, 4);
    "tel link", &[A::D07], true, |_, v| Some(format!("tel:{}", v.replace(' ', "")));
    "day.month.year", &[A::D05], true, |_, v| date(v, |d| format!("Født {:02}.{:02}.{}", d.day(), d.month(), d.year()));
    "day/month/year", &[A::D05], true, |_, v| date(v, |d| format!("Født {}/{}/{}", d.day(), d.month(), d.year()));
    "day-month-year of two digits", &[A::D05], true, |_, v| date(v, |d| format!("Født {:02}-{:02}-{:02}", d.day(), d.month(), d.year() % 100));
    "month in Danish", &[A::D05], false, |_, v| date(v, |d| format!("Født den {}. {} {}", d.day(), MONTHS[d.month0() as usize], d.year()));
    "month in English", &[A::D05], false, |_, v| date(v, |d| format!("Born {}", d.format("%B %-d, %Y")));
    "American date", &[A::D05], true, |_, v| date(v, |d| format!("birthdate: {:02}/{:02}/{}", d.month(), d.day(), d.year()));
    "month in Roman numerals", &[A::D05], true, |_, v| date(v, |d| format!("Født {}. {} {}", d.day(), ROMAN[d.month0() as usize], d.year()));
    "ISO week date", &[A::D05], true, |_, v| date(v, |d| format!("birthdate {}", d.format("%G-W%V-%u")));
    "seconds since 1970", &[A::D05], true, |_, v| date(v, |d| format!("\"birthdate\": {}", seconds(d)));
    "milliseconds since 1970", &[A::D05], true, |_, v| date(v, |d| format!("\"birthdate\": {}", seconds(d) * 1000));
    "day number of a spreadsheet", &[A::D05], true, |_, v| date(v, |d| format!("fødselsdato: {}", (d - NaiveDate::from_ymd_opt(1899, 12, 30).expect("a date")).num_days()));
    "formula of a spreadsheet", ANY, false, |_, v| Some(format!("=\"{v}\""));
    "apostrophe of a spreadsheet", &[A::D04, A::D07], false, |_, v| Some(format!("'{v}"));
    "joined by a formula", &[A::D02, A::D06, A::D08], false, |_, v| { let (a, b) = v.split_at(v.char_indices().nth(4)?.0); Some(format!("=\"{a}\"&\"{b}\"")) };
    "slashes escaped", &[A::D12], false, |_, v| Some(v.replace('/', "\\/"));
    "host in punycode", &[A::D02], true, |_, v| host(v);
    "lower case without spaces", &[A::D02, A::D08], false, |_, v| Some(v.to_lowercase().replace(' ', ""));
    "camel case", &[A::D02], false, |_, v| Some(v.split(' ').map(|w| { let mut c = w.chars(); c.next().map_or(String::new(), |f| f.to_uppercase().chain(c).collect()) }).collect());
    "family name first", &[A::D02], false, |_, v| { let (given, family) = v.rsplit_once(' ')?; Some(format!("{family}, {given}")) };
    "e-mail with a display name", &[A::D06], false, |_, v| Some(format!("\"Ansøger\" <{v}>"));
    "ticks of .NET", &[A::D05], true, |_, v| date(v, |d| format!("\"birthdate\": {}", (seconds(d) + 62_135_596_800) * 10_000_000));
    "file time of Windows", &[A::D05], true, |_, v| date(v, |d| format!("\"birthdate\": {}", (seconds(d) + 11_644_473_600) * 10_000_000));
    "return path of mail", &[A::D06], false, |_, v| Some(format!("bounce+{}@klient.example", v.replace('@', "=")));
    "CPR in two fields of an address", &[A::D04], false, |_, v| v.split_once('-').map(|(a, b)| format!("/opslag?cpr1={a}&cpr2={b}"));
    "CPR with four stars", &[A::D04], false, |_, v| v.split_once('-').map(|(a, _)| format!("{a}-****"));
    "plus address", &[A::D06], true, |_, v| Some(v.replacen('@', "+job2026@", 1));
    "CPR with a blank", &[A::D04], false, |_, v| changed(v, v.replace('-', " "));
    "entities without semicolons", &[A::D06], true, |_, v| Some(each(v, |c| format!("&#{:04}", c as u32)));
    "named entities", LETTERS, false, |_, v| changed(v, v.replace('&', "&amp;").replace('æ', "&aelig;").replace('ø', "&oslash;").replace('å', "&aring;").replace('Æ', "&AElig;").replace('Ø', "&Oslash;").replace('Å', "&Aring;").replace('@', "&commat;"));
    "decimal entities", ANY, true, |_, v| Some(each(v, |c| format!("&#{};", c as u32)));
    "hexadecimal entities, twice", ANY, true, |_, v| Some(each(v, |c| format!("&amp;#x{:x};", c as u32)));
    "\\u escapes", ANY, true, |_, v| Some(utf16(v, |u| format!("\\u{u:04x}")));
    "\\x escapes", ANY, true, |_, v| Some(bytes(v, |b| format!("\\x{b:02x}")));
    "octal escapes", ANY, true, |_, v| Some(bytes(v, |b| format!("\\{b:03o}")));
    "CSS escapes", ANY, true, |_, v| Some(each(v, |c| format!("\\{:06x}", c as u32)));
    "percent", ANY, true, |_, v| Some(bytes(v, |b| format!("%{b:02X}")));
    "percent, twice", ANY, true, |_, v| Some(bytes(v, |b| format!("%25{b:02X}")));
    "percent of Latin-1", LETTERS, true, |_, v| latin1(v).map(|l| l.iter().map(|b| format!("%{b:02X}")).collect());
    "percent of \\u (escape)", LETTERS, true, |_, v| changed(v, utf16(v, |u| if u > 127 { format!("%u{u:04X}") } else { char::from(u as u8).to_string() }));
    "plus for spaces", &[A::D02, A::D08], true, |_, v| changed(v, url::form_urlencoded::byte_serialize(v.as_bytes()).collect());
    "quoted-printable", ANY, true, |_, v| Some(bytes(v, |b| format!("={b:02X}")));
    "encoded word of mail, base64", ANY, true, |_, v| Some(format!("=?utf-8?B?{}?=", STANDARD.encode(v)));
    "encoded word of mail, quoted", ANY, true, |_, v| Some(format!("=?iso-8859-1?Q?{}?=", latin1(v)?.iter().map(|b| format!("={b:02X}")).collect::<String>()));
    "UTF-7", LETTERS, true, |_, v| changed(v, utf7(v));
    "base64", ANY, true, |_, v| Some(STANDARD.encode(v));
    "base64 without padding", ANY, true, |_, v| Some(STANDARD_NO_PAD.encode(v));
    "base64 for addresses", ANY, true, |_, v| Some(URL_SAFE_NO_PAD.encode(v));
    "base64 inside of other data", ANY, true, |_, v| Some(STANDARD.encode(format!("{{\"x\":17,\"v\":\"{v}\"}}")));
    "base64 of UTF-16", ANY, true, |_, v| Some(STANDARD.encode(v.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()));
    "base32", ANY, true, |_, v| Some(data_encoding::BASE32.encode(v.as_bytes()));
    "base58", ANY, true, |_, v| Some(bs58::encode(v).into_string());
    "hexadecimal", ANY, true, |_, v| Some(hex::encode(v));
    "hexadecimal, upper case", ANY, true, |_, v| Some(hex::encode_upper(v));
    "hexadecimal with colons", ANY, true, |_, v| Some(v.bytes().map(|b| format!("{b:02x}")).collect::<Vec<_>>().join(":"));
    "character codes", ANY, true, |_, v| Some(v.chars().map(|c| (c as u32).to_string()).collect::<Vec<_>>().join(","));
    "gzip in base64", ANY, true, |_, v| Some(STANDARD.encode(pack(flate2::read::GzEncoder::new(long(v).as_bytes(), flate2::Compression::best()))));
    "zlib in base64", ANY, true, |_, v| Some(STANDARD.encode(pack(flate2::read::ZlibEncoder::new(long(v).as_bytes(), flate2::Compression::best()))));
    "deflate in base64", ANY, true, |_, v| Some(STANDARD.encode(pack(flate2::read::DeflateEncoder::new(long(v).as_bytes(), flate2::Compression::best()))));
    "Brotli in base64", ANY, true, |_, v| Some(STANDARD.encode(pack(brotli::CompressorReader::new(long(v).as_bytes(), 4096, 9, 22))));
    "ZIP in base64", ANY, true, |_, v| Some(STANDARD.encode(zipped(&long(v))));
    "hexadecimal with blanks", ANY, true, |_, v| Some(v.bytes().map(|b| format!("{b:02X}")).collect::<Vec<_>>().join(" "));
    "hexadecimal with 0x", ANY, true, |_, v| Some(format!("0x{}", hex::encode(v)));
    "hexadecimal of UTF-16", ANY, true, |_, v| Some(hex::encode(v.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>()));
    "base64 in lines", ANY, true, |_, v| Some(STANDARD.encode(long(v)).as_bytes().chunks(60).map(|c| String::from_utf8_lossy(c).into_owned()).collect::<Vec<_>>().join("\r\n"));
    "base64 of base64", ANY, true, |_, v| Some(STANDARD.encode(STANDARD.encode(v)));
    "bytes with a sign", ANY, true, |_, v| Some(format!("[{}]", v.bytes().map(|b| i8::from_ne_bytes([b]).to_string()).collect::<Vec<_>>().join(",")));
    "bzip2 in base64", ANY, true, |_, v| Some(STANDARD.encode(pack(bzip2::read::BzEncoder::new(long(v).as_bytes(), bzip2::Compression::best()))));
    "String.fromCharCode", ANY, true, |_, v| Some(format!("String.fromCharCode({})", v.encode_utf16().map(|u| u.to_string()).collect::<Vec<_>>().join(", ")));
    "bits", ANY, true, |_, v| Some(v.bytes().map(|b| format!("{b:08b}")).collect::<Vec<_>>().join(" "));
    "zlib in hexadecimal", ANY, true, |_, v| Some(hex::encode(pack(flate2::read::ZlibEncoder::new(long(v).as_bytes(), flate2::Compression::best()))));
    "claim of a JWT", ANY, true, |_, v| Some(format!("eyJhbGciOiJIUzI1NiJ9.{}.{}", URL_SAFE_NO_PAD.encode(serde_json::json!({"sub": v}).to_string()), "c2lnbmF0dXJlLXRoYXQtaXMtbm9uZQ"));
    "JSON in JSON", ANY, true, |_, v| Some(serde_json::json!({"a": serde_json::json!({"b": v}).to_string()}).to_string());
    "MD5", HASHED, true, |a, v| Some(hex::encode(md5::Md5::digest(plain(a, v))));
    "SHA-1", HASHED, true, |a, v| Some(hex::encode(sha1::Sha1::digest(plain(a, v))));
    "SHA-256", HASHED, true, |a, v| Some(hex::encode(sha2::Sha256::digest(plain(a, v))));
    "SHA-256, upper case", HASHED, true, |a, v| Some(hex::encode_upper(sha2::Sha256::digest(plain(a, v))));
    "SHA-256 in base64", HASHED, true, |a, v| Some(STANDARD.encode(sha2::Sha256::digest(plain(a, v))));
    "SHA-256, cut to 20 digits", HASHED, true, |a, v| Some(hex::encode(sha2::Sha256::digest(plain(a, v)))[..20].to_owned());
    "SHA-512", HASHED, true, |a, v| Some(hex::encode(sha2::Sha512::digest(plain(a, v))));
    "SHA3-256", HASHED, true, |a, v| Some(hex::encode(sha3::Sha3_256::digest(plain(a, v))));
    "BLAKE2b", HASHED, true, |a, v| Some(hex::encode(blake2::Blake2b512::digest(plain(a, v))));
    "BLAKE3", HASHED, true, |a, v| Some(blake3::hash(plain(a, v).as_bytes()).to_hex().to_string());
    "MD5 of MD5", HASHED, true, |a, v| Some(hex::encode(md5::Md5::digest(hex::encode(md5::Md5::digest(plain(a, v))))));
    "MD5 as UUID", HASHED, true, |a, v| { let h = hex::encode(md5::Md5::digest(plain(a, v))); Some(format!("{}-{}-{}-{}-{}", &h[..8], &h[8..12], &h[12..16], &h[16..20], &h[20..])) };
}

const MONTHS: [&str; 12] = [
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
    "december",
];
const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

/// The usual form before a digest: e-mail in lower case, digits alone.
fn plain(attribute: A, value: &str) -> String {
    match attribute {
        A::D06 => value.to_lowercase(),
        _ => value.chars().filter(char::is_ascii_digit).collect(),
    }
}

fn changed(before: &str, after: String) -> Option<String> {
    (before != after).then_some(after)
}

fn map(text: &str, change: fn(char) -> char) -> String {
    text.chars().map(change).collect()
}

fn each(text: &str, write: fn(char) -> String) -> String {
    text.chars().map(write).collect()
}

fn bytes(text: &str, write: fn(u8) -> String) -> String {
    text.bytes().map(write).collect()
}

fn utf16(text: &str, write: fn(u16) -> String) -> String {
    text.encode_utf16().map(write).collect()
}

fn danish(text: &str, ae: &str, oe: &str, aa: &str) -> String {
    let capital = |s: &str| {
        let mut letters = s.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    text.replace('æ', ae)
        .replace('ø', oe)
        .replace('å', aa)
        .replace('Æ', &capital(ae))
        .replace('Ø', &capital(oe))
        .replace('Å', &capital(aa))
}

fn mojibake(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

fn latin1(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|c| u8::try_from(c as u32).ok()).collect()
}

/// UTF-7 (RFC 2152): what is not plain, as base64 of UTF-16 between plus and minus.
fn utf7(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || " '(),-./:?".contains(c) {
            out.push(c);
        } else {
            let mut units = [0u16; 2];
            let wide: Vec<u8> = c.encode_utf16(&mut units).iter().flat_map(|u| u.to_be_bytes()).collect();
            out.push_str(&format!("+{}-", STANDARD_NO_PAD.encode(wide)));
        }
    }
    out
}

/// Short texts do not shrink; real data are longer than one value.
fn long(value: &str) -> String {
    format!("{{\"ansøger\":\"{value}\",\"status\":\"modtaget\",\"status_kode\":\"modtaget\"}}")
}

fn pack(mut encoder: impl std::io::Read) -> Vec<u8> {
    let mut out = Vec::new();
    encoder.read_to_end(&mut out).expect("it packs");
    out
}

fn zipped(text: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("a.json", zip::write::SimpleFileOptions::default()).expect("a member");
    std::io::Write::write_all(&mut writer, text.as_bytes()).expect("a member");
    writer.finish().expect("an archive").into_inner()
}

/// A name as the host of a page of its own, where its letters are not ASCII.
fn host(name: &str) -> Option<String> {
    let label: String = name.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == '-').collect();
    let host = url::Url::parse(&format!("https://{label}.example/")).ok()?.host_str()?.to_owned();
    host.starts_with("xn--").then(|| format!("https://{host}/"))
}

fn cut(value: &str, end: char) -> Option<String> {
    let whole = value.chars().count();
    (whole > 14).then(|| value.chars().take(whole - 4).chain([end]).collect())
}

fn groups(phone: &str, size: usize) -> Option<String> {
    let digits: Vec<char> = phone.strip_prefix("+45")?.chars().filter(char::is_ascii_digit).collect();
    Some(digits.chunks(size).map(|c| c.iter().collect::<String>()).collect::<Vec<_>>().join(" "))
}

fn date(value: &str, write: fn(NaiveDate) -> String) -> Option<String> {
    value.trim_start_matches("født ").parse().ok().map(write)
}

fn seconds(date: NaiveDate) -> i64 {
    date.and_hms_opt(0, 0, 0).expect("midnight").and_utc().timestamp()
}
