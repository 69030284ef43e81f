//! Text that is the same on every machine and in every version.

use std::fmt::Write as _;
use std::sync::LazyLock;

/// A small generator of its own, so that the texts are the same on every machine and in every version.
pub struct Seeded(pub u64);

impl Seeded {
    pub fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below as u64) as usize
    }

    pub fn word(&mut self) -> &'static str {
        const WORDS: &[&str] = &[
            "ansøgning", "stilling", "erfaring", "kommune", "opgaver", "ansvar", "uddannelse", "kvalifikationer", "og",
            "i", "den", "til", "som", "har", "arbejde", "borgere", "projekt", "ledelse", "økonomi", "årlig", "møde",
            "udvalg", "samarbejde", "dokumentation", "kandidat", "ret", "frist", "samtale", "år", "indsats",
            "dagligdag", "team",
        ];
        WORDS[self.next(WORDS.len())]
    }

    pub fn name(&mut self) -> String {
        const SYLLABLES: &[&str] = &[
            "bre", "dal", "kor", "lin", "mose", "nord", "ris", "sten", "toft", "ulv", "vang", "ør", "ås", "æbel", "hav",
        ];
        let mut name = String::new();
        for _ in 0..3 {
            name.push_str(SYLLABLES[self.next(SYLLABLES.len())]);
        }
        name
    }
}

/// Danish pages with the markup that such systems have; nobody of the answer key stands in them.
pub static HTML: LazyLock<String> = LazyLock::new(|| page(7));

/// One of those pages.
pub fn page(seed: u64) -> String {
    let mut seeded = Seeded(seed);
    let mut page =
        String::from("<!doctype html><html lang=da><head><title>Ansøgninger</title></head><body><main><table>");
    while page.len() < 4 << 20 {
        let id = seeded.next(100_000);
        let _ = write!(
            page,
            "<tr class=\"row\" data-id=\"{id}\"><td><a href=\"/ansoegninger/{id}\">Ansøger {id}</a></td><td>"
        );
        for _ in 0..12 {
            let _ = write!(page, "{} ", seeded.word());
        }
        let _ = write!(
            page,
            "</td><td title=\"{}\">{:04}-{:02}-{:02}</td></tr>",
            seeded.word(),
            2026,
            1 + id % 12,
            1 + id % 28
        );
    }
    page.push_str("</table></main></body></html>");
    page
}
