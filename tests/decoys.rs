//! Text that is about nobody of the answer key shows nobody: ordinary pages, answers, scripts, tables and mails are made from
//! a seed and searched in all streams. `make decoys` does it with ten gigabytes, `make test` with a little.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use klarsyn::candidates::{Settings, people};
use klarsyn::detection::{Anchors, Detector};
use klarsyn::extraction::{Limits, Unit, UnitSource, extract};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Bytes of a unit, about.
const UNIT: usize = 48 << 10;
/// Candidates in the answer key; each has a decoy.
const CANDIDATES: u32 = 200;

/// Ordinary words of pages and letters, Danish and English.
const WORDS: &str = "ansøgning stilling erfaring kommune opgaver ansvar uddannelse kvalifikationer og i den til som har arbejde \
    borgere projekt ledelse økonomi årlig møde udvalg samarbejde dokumentation kandidat ret frist samtale år indsats dagligdag \
    team skole barn forælder hjem plads vej hus sag rapport tal side dato navn adresse telefon post brev svar spørgsmål ja nej \
    ikke eller men fordi når hvor hvem hvad hvilken denne dette disse alle ingen nogle mange få stor lille ny gammel god bedre \
    bedst hurtig langsom høj lav tidlig sen rød grøn blå hvid sort vand luft jord skov mark hav ø å bro gade torv by land \
    mandag tirsdag onsdag torsdag fredag lørdag søndag januar februar marts april maj juni juli august september oktober \
    november december kvinde mand pige dreng ung medarbejder leder konsulent pædagog lærer læge sygeplejerske ingeniør jurist \
    the a of and to in is for on with as by at from this that these all new page list item user team report status open closed \
    pending received review score comment note file upload download settings account profile search filter sort next previous \
    created updated deleted total count average minimum maximum start end time zone language default value name type label";
const GIVEN: &str = "Anne Mette Hanne Kirsten Lene Susanne Maria Marianne Camilla Louise Emma Ida Laura Sofie Freja Peter Jens Lars \
    Michael Henrik Thomas Søren Jan Christian Martin Niels Anders Morten Jesper Mads Rasmus Ali Fatima Mohammed Aisha James Mary";
const FAMILY: &str = "Nielsen Jensen Hansen Pedersen Andersen Christensen Larsen Sørensen Rasmussen Jørgensen Petersen Madsen \
    Kristensen Olsen Thomsen Christiansen Poulsen Johansen Møller Mortensen Knudsen Holm Lund Schmidt Ahmed Hussain Smith Brown";

struct Writer {
    rng: ChaCha8Rng,
    words: Vec<&'static str>,
    given: Vec<&'static str>,
    family: Vec<&'static str>,
}

impl Writer {
    fn new(seed: u64) -> Writer {
        let list = |text: &'static str| text.split_whitespace().collect();
        Writer { rng: ChaCha8Rng::seed_from_u64(seed), words: list(WORDS), given: list(GIVEN), family: list(FAMILY) }
    }

    fn one_of(&mut self, list: &[&'static str]) -> &'static str {
        list[self.rng.random_range(0..list.len())]
    }

    /// A word; now and then two that are one, as Danish makes them.
    fn word(&mut self) -> String {
        let words = std::mem::take(&mut self.words);
        let mut word = self.one_of(&words).to_owned();
        // Small words in a row would make names, such as `juli` and `ja`.
        let more = self.one_of(&words);
        if word.len() > 3 && more.len() > 3 && self.rng.random_range(0..8) == 0 {
            word.push_str(more);
        }
        self.words = words;
        word
    }

    fn sentence(&mut self) -> String {
        let count = self.rng.random_range(4..16);
        let mut text = String::new();
        for n in 0..count {
            let word = self.word();
            if n == 0 {
                let mut letters = word.chars();
                text.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                text.push_str(letters.as_str());
            } else {
                let _ = write!(text, " {word}");
            }
        }
        text + ". "
    }

    /// Somebody who did not apply, with given and family name.
    fn stranger(&mut self) -> String {
        let (given, family) = (std::mem::take(&mut self.given), std::mem::take(&mut self.family));
        let name = format!("{} {}", self.one_of(&given), self.one_of(&family));
        (self.given, self.family) = (given, family);
        name
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + self.rng.random_range(0..10u8))).collect()
    }

    fn hex(&mut self, bytes: usize) -> String {
        (0..bytes).fold(String::new(), |mut text, _| {
            let _ = write!(text, "{:02x}", self.rng.random_range(0..=255u8));
            text
        })
    }

    fn token(&mut self, count: usize) -> String {
        const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        (0..count).map(|_| char::from(DIGITS[self.rng.random_range(0..DIGITS.len())])).collect()
    }

    fn date(&mut self) -> String {
        let (y, m, d) = (self.rng.random_range(1940..2030), self.rng.random_range(1..13), self.rng.random_range(1..29));
        match self.rng.random_range(0..4) {
            0 => format!("{y}-{m:02}-{d:02}"),
            1 => format!("{d:02}.{m:02}.{y}"),
            2 => format!("{d}/{m} {y}"),
            _ => format!("{d:02}{m:02}{:02}-{}", y % 100, self.digits(4)),
        }
    }

    /// A Danish number of those that are given out.
    fn phone(&mut self) -> String {
        const BEGIN: [&str; 24] = [
            "20", "21", "22", "23", "26", "28", "30", "31", "33", "35", "40", "42", "45", "51", "53", "60", "61", "71",
            "75", "81", "86", "91", "93", "98",
        ];
        let begin = self.one_of(&BEGIN);
        format!("{begin} {} {} {}", self.digits(2), self.digits(2), self.digits(2))
    }

    fn mail(&mut self) -> String {
        let (name, host) = (self.stranger().to_lowercase().replace(' ', "."), self.word());
        format!("{name}{}@{host}.example", self.digits(2))
    }

    /// A unit of some kind: what it is, and its bytes.
    fn unit(&mut self) -> (&'static str, String) {
        let mut text = String::new();
        let kind = self.rng.random_range(0..7);
        let media = [
            "text/html", "application/json", "application/javascript", "text/csv", "text/plain", "text/xml", "text/css",
        ][kind];
        match kind {
            0 => text.push_str("<!doctype html><html lang=da><head><title>Overblik</title></head><body><main>"),
            1 => text.push_str("{\"rows\":["),
            5 => text.push_str("<?xml version=\"1.0\"?><rows>"),
            _ => {}
        }
        while text.len() < UNIT {
            let (id, date, stranger) = (self.digits(6), self.date(), self.stranger());
            let _ = match kind {
                0 => writeln!(
                    text,
                    "<article class=\"card {}\" data-id=\"{id}\" data-etag=\"{}\"><h2><a href=\"/sager/{id}?t={}\">{}</a></h2>\
                     <p>{}{}</p><p>Kontakt: {stranger}, tlf. {}, <a href=\"mailto:{mail}\">{mail}</a></p>\
                     <time datetime=\"{date}\">{date}</time><img src=\"/avatar/{}?s=80\" alt=\"\"></article>",
                    self.word(),
                    self.hex(16),
                    self.token(22),
                    self.sentence(),
                    self.sentence(),
                    self.sentence(),
                    self.phone(),
                    self.hex(16),
                    mail = self.mail(),
                ),
                1 => write!(
                    text,
                    "{}{{\"id\":{id},\"uuid\":\"{}-{}-4{}-a{}-{}\",\"owner\":\"{stranger}\",\"mail\":\"{}\",\"text\":\"{}\\n{}\",\
                     \"at\":{},\"token\":\"{}\",\"date\":\"{date}\"}}",
                    if text.len() > 10 { "," } else { "" },
                    self.hex(4),
                    self.hex(2),
                    self.digits(3),
                    self.digits(3),
                    self.hex(6),
                    self.mail(),
                    self.sentence(),
                    self.sentence(),
                    self.digits(13),
                    self.token(43),
                ),
                2 => writeln!(
                    text,
                    "function {}_{id}(e,t){{if(e.{}===\"{}\")return t({}),\"{}\"+e.id;var n=[{},{},{}];/* {}*/return n}}",
                    self.word().replace(|c: char| !c.is_ascii(), "o"),
                    self.word().replace(|c: char| !c.is_ascii(), "o"),
                    self.hex(20),
                    self.digits(5),
                    self.sentence(),
                    self.digits(3),
                    self.digits(2),
                    self.digits(9),
                    self.sentence(),
                ),
                3 => writeln!(
                    text,
                    "{id};{date};{stranger};{};\"{}\";{},{};{}",
                    self.mail(),
                    self.sentence(),
                    self.digits(3),
                    self.digits(2),
                    self.token(11),
                ),
                4 => write!(
                    text,
                    "{}{}{}\r\nMed venlig hilsen {stranger}\r\nSagsnr. {id}, {date}, +45 {}\r\n\r\n",
                    self.sentence(),
                    self.sentence(),
                    self.sentence(),
                    self.phone(),
                ),
                5 => write!(
                    text,
                    "<row id=\"{id}\" by=\"{stranger}\" sum=\"{}\"><note>{}</note><when>{date}</when></row>",
                    self.hex(32),
                    self.sentence(),
                ),
                _ => writeln!(
                    text,
                    ".{}-{id}{{color:#{};background:url(/img/{}.png?v={});content:\"{}\"}}",
                    self.word(),
                    self.hex(3),
                    self.token(20),
                    self.hex(10),
                    self.word(),
                ),
            };
        }
        match kind {
            0 => text.push_str("</main></body></html>"),
            1 => text.push_str("]}"),
            5 => text.push_str("</rows>"),
            _ => {}
        }
        (media, text)
    }
}

#[test]
fn ordinary_text_shows_nobody() {
    let wanted: f64 = std::env::var("KLARSYN_DECOYS_GB").ok().and_then(|text| text.parse().ok()).unwrap_or(0.03);
    let wanted = (wanted * 1e9) as u64;
    let dataset = people(&Settings::new(4711, CANDIDATES)).unwrap();
    let decoys = dataset.candidates.len() as u64 - u64::from(CANDIDATES);
    assert_eq!(decoys, u64::from(CANDIDATES));
    let detector = Detector::new(&dataset, &Anchors::default());
    let (done, searched) = (AtomicU64::new(0), AtomicU64::new(0));
    let begun = Instant::now();
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get) as u64;
    let found: Vec<String> = std::thread::scope(|scope| {
        let work: Vec<_> = (0..cores)
            .map(|core| {
                let (detector, done, searched) = (&detector, &done, &searched);
                scope.spawn(move || {
                    let mut writer = Writer::new(core);
                    let mut found = Vec::new();
                    while done.load(Ordering::Relaxed) < wanted {
                        let (media, text) = writer.unit();
                        done.fetch_add(text.len() as u64, Ordering::Relaxed);
                        let unit = Unit {
                            source: UnitSource::Response,
                            url: "http://127.0.0.1/sider".into(),
                            media_type: media.into(),
                            headers: Vec::new(),
                            body: text.into_bytes(),
                        };
                        let matches = detector.search(&extract(&unit, &Limits::default()));
                        searched.fetch_add(matches.searched_bytes, Ordering::Relaxed);
                        found.extend(matches.matches.iter().map(|m| {
                            format!(
                                "{} {} `{}` by {:?} in {media}: {}",
                                m.candidate.0,
                                m.attribute.code(),
                                m.value,
                                m.disguise.0,
                                m.snippet
                            )
                        }));
                    }
                    found
                })
            })
            .collect();
        work.into_iter().flat_map(|work| work.join().unwrap()).collect()
    });
    println!(
        "bytes={} searched={} candidates={CANDIDATES} decoys={decoys} hits={} seconds={:.0}",
        done.into_inner(),
        searched.into_inner(),
        found.len(),
        begun.elapsed().as_secs_f64()
    );
    // What a hit ties to somebody comes with it; the strong values are its cause.
    let strong: Vec<&String> = found.iter().filter(|hit| !hit.contains(" P0")).take(60).collect();
    assert!(found.is_empty(), "{} hits, such as {strong:#?}", found.len());
}
