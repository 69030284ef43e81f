//! How fast captured bytes are read and searched, each beside its peer in the same run: `make bench`.
//!
//! The answer keys and the pages are made from a seed. Peers that are programs (`rg`, `pdftotext`) are left out, with a
//! line that says so, where they are not installed. Figures are bytes of captured text a second on one core.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

mod common;

use common::{HTML, Seeded, page};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use klarsyn::candidates::{AttributeId, Dataset};
use klarsyn::detection::{Anchors, Detector};
use klarsyn::extraction::{Extraction, Limits, Part, Place, Segment, Segments, Unit, UnitSource, extract};

/// As the program has it.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    for program in ["rg", "pdftotext"] {
        if Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_err() {
            eprintln!("`{program}` is not installed: its rows are left out");
        }
    }
    divan::main();
}

/// An answer key with `count` candidates of six values, as an auditor would write it.
fn key(count: usize) -> Dataset {
    let mut seeded = Seeded(0x9e37_79b9_7f4a_7c15);
    let candidates: Vec<serde_json::Value> = (0..count)
        .map(|n| {
            let (given, family) = (seeded.name(), format!("{}{}", seeded.name(), n));
            serde_json::json!({"id": format!("c{n}"), "attributes": [
                {"id": "D01", "value": given}, {"id": "D02", "value": family},
                {"id": "D04", "value": format!("{:02}{:02}{:02}-{:04}", 61 + n % 28, 1 + n % 12, 40 + n % 60, n % 10_000)},
                {"id": "D06", "value": format!("{given}.{family}@mail.example")},
                {"id": "D07", "value": format!("+45 {:08}", 13_000_000 + n * 7)},
                {"id": "D12", "value": format!("https://profil.example/in/{given}-{family}")},
            ]})
        })
        .collect();
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    write!(file, "{}", serde_json::json!({ "candidates": candidates })).expect("it is written");
    Dataset::read(file.path()).expect("the answer key is read")
}

static JSON: LazyLock<String> = LazyLock::new(|| rows(8));

fn rows(seed: u64) -> String {
    let mut seeded = Seeded(seed);
    let rows: Vec<serde_json::Value> = (0..16_000)
        .map(|n| {
            let text: Vec<&str> = (0..20).map(|_| seeded.word()).collect();
            serde_json::json!({"id": n, "etag": format!("{:016x}", seeded.next(usize::MAX)), "tekst": text.join(" "), "aar": 2026})
        })
        .collect();
    serde_json::json!({ "rows": rows }).to_string()
}

/// Pages of some twenty kilobytes as one system sends them: a head, a menu, forms and a footer that are in each of them, and
/// around a tenth that is its own.
fn pages(seed: u64, count: usize) -> Vec<String> {
    let mut frame = Seeded(42);
    let mut head = String::from("<!doctype html><html lang=da><head><meta charset=utf-8>");
    for _ in 0..20 {
        let name = words(&mut frame);
        let _ = write!(head, "<link rel=stylesheet href=\"/static/{name}/{name}.css\">");
        let _ = write!(head, "<script src=\"/static/js/{name}.{:08x}.js\" defer></script>", frame.next(1 << 32));
    }
    let mut menu =
        String::from("</title></head><body class=\"side\"><nav class=\"menu\" aria-label=\"Hovedmenu\"><ul>");
    for _ in 0..60 {
        let (word, name) = (frame.word(), words(&mut frame));
        let _ = write!(
            menu,
            "<li class=\"menu-punkt\"><a class=\"link niveau-2\" href=\"/hr/{word}/{name}/\"><i class=\"ikon ikon-{word}\"></i> \
             <span class=\"tekst\">{word} og {}</span></a></li>",
            frame.word()
        );
    }
    let mut forms = String::from("</table><form method=post action=\"/hr/filter\">");
    for _ in 0..25 {
        let name = words(&mut frame);
        let _ = write!(
            forms,
            "<div class=\"felt\"><label for=\"id_{name}\">{} {}</label><select id=\"id_{name}\" name=\"{name}\" class=\"valg\">\
             <option value=\"\">Alle</option><option value=\"1\">{}</option></select></div>",
            frame.word(),
            frame.word(),
            frame.word()
        );
    }
    let mut seeded = Seeded(seed);
    let mut page = || {
        let id = seeded.next(100_000);
        let mut page =
            format!("{head}<title>Ansøger {id} – Rekruttering{menu}</ul></nav><main><h1>Ansøger {id}</h1><table>");
        for _ in 0..12 {
            let case = seeded.next(1 << 30);
            let _ = write!(page, "<tr class=\"sag\"><td><a href=\"/hr/sager/{case}/\">Sag {case}</a></td><td>");
            (0..8).for_each(|_| _ = write!(page, "{} ", seeded.word()));
            page.push_str("</td></tr>");
        }
        page.push_str(&forms);
        page.push_str("<button class=\"knap\">Vis</button></form></main><footer><p>Kontakt HR på 00 00 00 00</p></footer></body></html>");
        page
    };
    (0..count).map(|_| page()).collect()
}

/// Two words as one, in which no name of an answer key stands.
fn words(seeded: &mut Seeded) -> String {
    format!("{}-{}", seeded.word(), seeded.word())
}

fn unit(text: &str, media: &str) -> Unit {
    Unit {
        source: UnitSource::Response,
        url: "http://127.0.0.1/x".into(),
        media_type: media.into(),
        headers: Vec::new(),
        body: text.as_bytes().to_vec(),
    }
}

/// Running text in segments of a line, as the extraction hands it over.
fn segments(text: &str) -> Extraction {
    let mut segments = Segments::default();
    for (n, line) in text.split_inclusive("</tr>").enumerate() {
        segments.push(Segment {
            text: line,
            part: Part::VisibleText,
            place: Place::from(&format!("tr[{n}]")),
            span: None,
            concealed: None,
            inline: false,
        });
    }
    Extraction { segments, ..Extraction::default() }
}

const KEYS: [usize; 3] = [100, 1_000, 10_000];
/// Also more than anybody has sent yet.
const MORE_KEYS: [usize; 4] = [100, 1_000, 10_000, 100_000];

mod search {
    use super::*;

    /// All streams, all decoders, digests and weak values.
    #[divan::bench(args = MORE_KEYS, sample_count = 3, sample_size = 1)]
    fn klarsyn(bencher: Bencher<'_, '_>, candidates: usize) {
        let detector = Detector::new(&key(candidates), &Anchors::default());
        let extraction = segments(&HTML);
        bencher.counter(BytesCount::new(HTML.len())).bench_local(|| black_box(detector.search(&extraction)));
    }

    /// The same values as plain strings, without any disguise.
    #[divan::bench(args = KEYS, sample_count = 3, sample_size = 1)]
    fn aho_corasick_plain_values_only(bencher: Bencher<'_, '_>, candidates: usize) {
        let automaton = aho_corasick::AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(values(candidates))
            .expect("an automaton");
        bencher
            .counter(BytesCount::new(HTML.len()))
            .bench_local(|| black_box(automaton.find_overlapping_iter(HTML.as_str()).count()));
    }

    /// As many rows as there are where the program is installed, none where it is not.
    fn keys_of_rg() -> Vec<usize> {
        let there = Command::new("rg").arg("--version").stdout(Stdio::null()).status().is_ok();
        if there { KEYS.to_vec() } else { Vec::new() }
    }

    #[divan::bench(args = keys_of_rg(), sample_count = 3, sample_size = 1)]
    fn rg_plain_values_only(bencher: Bencher<'_, '_>, candidates: usize) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (list, page) = (folder.path().join("values"), folder.path().join("page.html"));
        std::fs::write(&list, values(candidates).join("\n")).expect("it is written");
        std::fs::write(&page, HTML.as_bytes()).expect("it is written");
        bencher.counter(BytesCount::new(HTML.len())).bench_local(|| {
            Command::new("rg").args(["-j1", "-c", "-F", "-f"]).arg(&list).arg(&page).stdout(Stdio::null()).status()
        });
    }

    fn values(candidates: usize) -> Vec<String> {
        let key = key(candidates);
        key.candidates.iter().flat_map(|c| &c.attributes).map(|a| a.value.clone()).collect()
    }
}

mod extraction {
    use super::*;

    #[divan::bench(sample_count = 3, sample_size = 1)]
    fn html(bencher: Bencher<'_, '_>) {
        let unit = unit(&HTML, "text/html");
        bencher.counter(BytesCount::new(HTML.len())).bench_local(|| black_box(extract(&unit, &Limits::default())));
    }

    /// The parser alone, which yields a tree and no texts with places.
    #[divan::bench(sample_count = 3, sample_size = 1)]
    fn html_scraper_tree_only(bencher: Bencher<'_, '_>) {
        bencher.counter(BytesCount::new(HTML.len())).bench_local(|| black_box(scraper::Html::parse_document(&HTML)));
    }

    #[divan::bench(sample_count = 3, sample_size = 1)]
    fn json(bencher: Bencher<'_, '_>) {
        let unit = unit(&JSON, "application/json");
        bencher.counter(BytesCount::new(JSON.len())).bench_local(|| black_box(extract(&unit, &Limits::default())));
    }

    #[divan::bench(sample_count = 3, sample_size = 1)]
    fn json_serde_tree_only(bencher: Bencher<'_, '_>) {
        bencher
            .counter(BytesCount::new(JSON.len()))
            .bench_local(|| black_box(serde_json::from_str::<serde_json::Value>(&JSON).expect("it is JSON")));
    }

    fn pdf_file() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/extraction/brev.pdf")
    }

    /// Every revision, concealed text, metadata and objects of a letter.
    #[divan::bench(sample_count = 20, sample_size = 1)]
    fn pdf(bencher: Bencher<'_, '_>) {
        let mut unit = unit("", "application/pdf");
        unit.body = std::fs::read(pdf_file()).expect("the fixture");
        bencher.bench_local(|| black_box(extract(&unit, &Limits::default())));
    }

    /// The program, with its start.
    #[divan::bench(sample_count = 20, sample_size = 1)]
    fn pdf_pdftotext_visible_text_only(bencher: Bencher<'_, '_>) {
        let there = Command::new("pdftotext").arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
        if there {
            bencher.bench_local(|| Command::new("pdftotext").arg(pdf_file()).arg("-").stdout(Stdio::null()).status());
        }
    }
}

/// From the bytes of a page to matches, as a scan does it.
mod scan {
    use super::*;

    /// Pages that were never seen before.
    #[divan::bench(args = MORE_KEYS, sample_count = 5, sample_size = 1)]
    fn html(bencher: Bencher<'_, '_>, candidates: usize) {
        of_pages(bencher, candidates, "text/html", page);
    }

    /// The same pages where each names an applicant once: then everything around may tell more.
    #[divan::bench(args = MORE_KEYS, sample_count = 5, sample_size = 1)]
    fn html_of_an_applicant(bencher: Bencher<'_, '_>, candidates: usize) {
        of_pages(bencher, candidates, "text/html", |seed| {
            let applicant = &key(1).candidates[0];
            let mail = applicant.value(AttributeId::D06).expect("everybody has an address");
            page(seed).replacen("</a>", &format!(" {mail}</a>"), 1)
        });
    }

    /// The same with an invented applicant whose every value is in the answer key, those too that say something beside others alone.
    #[divan::bench(sample_count = 5, sample_size = 1)]
    fn html_of_an_applicant_with_all_values(bencher: Bencher<'_, '_>) {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/synthetic-candidates/reference/candidates.json");
        let people = Dataset::read(Path::new(file)).expect("the answer key is read");
        let mail = people.candidates[0].value(AttributeId::D06).expect("everybody has an address").to_owned();
        let detector = Detector::new(&people, &Anchors::default());
        of_pages_with(&detector, bencher, "text/html", |seed| page(seed).replacen("</a>", &format!(" {mail}</a>"), 1));
    }

    /// Two hundred pages of one system, of which most is in each of them; none was seen before.
    #[divan::bench(args = MORE_KEYS, sample_count = 5, sample_size = 1)]
    fn html_of_one_system(bencher: Bencher<'_, '_>, candidates: usize) {
        let detector = Detector::new(&key(candidates), &Anchors::default());
        let mut seed = 0;
        let units = |seed| pages(seed, 200).iter().map(|page| unit(page, "text/html")).collect::<Vec<_>>();
        bencher
            .with_inputs(|| {
                seed += 1;
                units(seed)
            })
            .input_counter(|units| BytesCount::new(units.iter().map(|unit| unit.body.len()).sum::<usize>()))
            .bench_local_refs(|units| {
                units.iter().for_each(|unit| _ = black_box(detector.search(&extract(unit, &Limits::default()))));
            });
    }

    /// Documents that were never seen before.
    #[divan::bench(args = MORE_KEYS, sample_count = 5, sample_size = 1)]
    fn json(bencher: Bencher<'_, '_>, candidates: usize) {
        of_pages(bencher, candidates, "application/json", rows);
    }

    fn of_pages(bencher: Bencher<'_, '_>, candidates: usize, media: &str, make: fn(u64) -> String) {
        of_pages_with(&Detector::new(&key(candidates), &Anchors::default()), bencher, media, make);
    }

    fn of_pages_with(detector: &Detector, bencher: Bencher<'_, '_>, media: &str, make: impl Fn(u64) -> String) {
        // What is made once in the life of a program is made by the first page.
        detector.search(&extract(&unit(&make(1), media), &Limits::default()));
        let mut seed = 1;
        bencher
            .with_inputs(|| {
                seed += 1;
                unit(&make(seed), media)
            })
            .input_counter(|unit| BytesCount::new(unit.body.len()))
            .bench_local_refs(|unit| black_box(detector.search(&extract(unit, &Limits::default()))));
    }
}

mod candidates {
    use super::*;

    #[divan::bench(sample_count = 3, sample_size = 1)]
    fn a_hundred_applicants_and_decoys_without_documents() -> Dataset {
        klarsyn::candidates::people(&klarsyn::candidates::Settings::new(2026, 100)).expect("people")
    }
}
