//! The generator, seen from outside: what it plants is really there, and belongs to nobody else.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::{Datelike, NaiveDate};
use klarsyn::candidates::{
    Attribute, AttributeId, Candidate, Dataset, FixtureClass, Place, Role, Settings, Strength, fold, generate,
};
use proptest::prelude::*;
use sha2::Digest;

/// Danish people without documents.
fn people(seed: u64, count: u32) -> Dataset {
    klarsyn::candidates::people(&Settings::new(seed, count)).expect("people")
}

fn quiet(_: usize, _: usize) {}

fn of(candidate: &Candidate, id: AttributeId) -> &str {
    candidate.value(id).unwrap_or_else(|| panic!("{} has no {id}", candidate.id))
}

fn birth(candidate: &Candidate) -> NaiveDate {
    of(candidate, AttributeId::D05).parse().expect("an ISO date")
}

/// Every value that must be one person's alone, folded as a detector folds it.
fn strong_values(candidate: &Candidate) -> Vec<String> {
    // The published substitutes of D14 are three, and people share them.
    let strong =
        candidate.attributes.iter().filter(|a| a.id.kind().strength == Strength::Strong && a.id != AttributeId::D14);
    let mut values: Vec<String> = strong.map(|a| fold(&a.value)).collect();
    values.retain(|value| !value.is_empty());
    values.push(fold(&of(candidate, AttributeId::D07)[4..]));
    values.push(fold(&candidate.full_name().expect("everybody has a name")));
    values.extend(candidate.qualifications.iter().map(|q| fold(&q.value)));
    values
}

fn assert_nobody_holds_anothers_value(dataset: &Dataset) {
    let people = dataset.candidates.iter().enumerate();
    let all: Vec<(usize, String)> =
        people.flat_map(|(i, c)| strong_values(c).into_iter().map(move |v| (i, v))).collect();
    for (owner, needle) in &all {
        for (other, value) in &all {
            let apart = owner == other || !value.contains(needle.as_str());
            assert!(apart, "`{value}` of #{other} holds `{needle}` of #{owner}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_strong_value_stands_in_a_value_of_somebody_else(seed: u64, count in 1u32..40) {
        assert_nobody_holds_anothers_value(&people(seed, count));
    }

    #[test]
    fn a_cpr_number_is_always_in_replacement_form_and_tells_birth_date_and_sex(seed: u64) {
        for candidate in people(seed, 20).candidates {
            let cpr = of(&candidate, AttributeId::D04);
            let part = |range: std::ops::Range<usize>| cpr[range].parse::<i32>().expect("digits");
            prop_assert!(cpr.len() == 11 && &cpr[6..7] == "-");
            prop_assert!((61..=91).contains(&part(0..2)), "{cpr} has a day of the calendar");
            let (short, seventh) = (part(4..6), part(7..8));
            let old = matches!(seventh, 0..=3) || (matches!(seventh, 4 | 9) && short > 36);
            let year = short + if old { 1900 } else { 2000 };
            prop_assert_eq!(NaiveDate::from_ymd_opt(year, part(2..4) as u32, part(0..2) as u32 - 60), Some(birth(&candidate)));
            let sex = if part(10..11) % 2 == 1 { "mand" } else { "kvinde" };
            prop_assert_eq!(of(&candidate, AttributeId::P01), sex);
            let class = candidate.attributes.iter().find(|a| a.id == AttributeId::D04).map(|a| a.fixture_class);
            prop_assert_eq!(class, Some(FixtureClass::OutOfSpace));
        }
    }

    #[test]
    fn mail_web_and_telephone_lead_nowhere(seed: u64) {
        for candidate in people(seed, 20).candidates {
            let email = of(&candidate, AttributeId::D06);
            prop_assert!(email.ends_with(".example") && email.is_ascii() && email.matches('@').count() == 1, "{email}");
            let profile: url::Url = of(&candidate, AttributeId::D12).parse().expect("a URL");
            prop_assert!(profile.host_str().is_some_and(|host| host.ends_with(".example")));
            let phone = of(&candidate, AttributeId::D07);
            let national = fold(phone).split_off(2);
            prop_assert!(phone.starts_with("+45 ") && national.len() == 8, "{phone}");
            let spare = ["13", "14", "15", "17", "19", "67", "68", "83", "84", "85", "94", "95"];
            prop_assert!(spare.contains(&&national[..2]), "{phone} may be somebody's");
        }
    }

    #[test]
    fn ages_and_dates_add_up(seed: u64) {
        let dataset = people(seed, 20);
        let today = dataset.reference_date.expect("the generator sets it");
        for candidate in &dataset.candidates {
            let birth = birth(candidate);
            let age = today.years_since(birth).expect("born before");
            prop_assert_eq!(of(candidate, AttributeId::P03), age.to_string());
            prop_assert!((22..=64).contains(&age));
            for span in candidate.attributes.iter().filter(|a| a.id == AttributeId::X05) {
                let (from, to) = span.value.split_once('–').expect("a span");
                let from: i32 = from.parse().expect("a year");
                let to = if to == "nu" { today.year() } else { to.parse().expect("a year") };
                prop_assert!(birth.year() + 15 < from && from <= to && to <= today.year(), "{} of {birth}", span.value);
            }
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let (one, two) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let first = generate(&Settings::new(7, 4), one.path(), &quiet).expect("it generates");
    generate(&Settings::new(7, 4), two.path(), &quiet).expect("it generates");
    let key = |folder: &Path| std::fs::read_to_string(folder.join("candidates.json")).expect("it was written");
    // The answer key holds the digest of every document.
    assert_eq!(key(one.path()), key(two.path()));
    assert_eq!(Dataset::read(one.path()).expect("it reads back"), first);
    assert_ne!(people(8, 4).candidates, people(7, 4).candidates);
}

#[test]
fn people_without_documents_are_the_same_people() {
    let folder = tempfile::tempdir().expect("a folder");
    let values = |d: &Dataset| -> Vec<(AttributeId, String)> {
        let all = d.candidates.iter().flat_map(|c| &c.attributes);
        // Pictures, and what a camera notes, are there with documents only.
        let drawn = |a: &&Attribute| {
            matches!(a.id, AttributeId::D10 | AttributeId::D11) || a.places.iter().any(|p| p.part == "Exif/GPS")
        };
        all.filter(|a| !drawn(a)).map(|a| (a.id, a.value.clone())).collect()
    };
    assert_eq!(
        values(&generate(&Settings::new(3, 5), folder.path(), &quiet).expect("it generates")),
        values(&people(3, 5))
    );
}

#[test]
fn a_count_that_cannot_be_invented_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(generate(&Settings::new(1, 0), folder.path(), &quiet).is_err());
    assert!(generate(&Settings::new(1, u32::MAX), folder.path(), &quiet).is_err());
}

#[test]
fn progress_counts_up_to_everybody() {
    let folder = tempfile::tempdir().expect("a folder");
    let heard = std::cell::RefCell::new(Vec::new());
    generate(&Settings::new(1, 2), folder.path(), &|done, of| heard.borrow_mut().push((done, of)))
        .expect("it generates");
    assert_eq!(heard.into_inner(), [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]);
}

#[test]
fn decoys_equal_the_applicants_in_number_and_kind() {
    let dataset = people(11, 30);
    assert_eq!((dataset.applicants().count(), dataset.decoys().count()), (30, 30));
    let kinds = |c: &Candidate| {
        let kinds: Vec<AttributeId> = c.attributes.iter().map(|a| a.id).collect();
        (kinds, of(c, AttributeId::P01).to_owned(), of(c, AttributeId::X07).to_owned())
    };
    for (applicant, decoy) in dataset.applicants().zip(dataset.decoys()) {
        assert_eq!(decoy.id.0, applicant.id.0.replace('c', "d"));
        assert_eq!(kinds(applicant), kinds(decoy), "{} and {}", applicant.id, decoy.id);
    }
}

#[test]
fn given_names_differ_while_the_pool_lasts() {
    let mut seen = HashSet::new();
    for candidate in &people(5, 60).candidates {
        let given = of(candidate, AttributeId::D01);
        // Those who are called by an ordinary word are few names.
        if klarsyn::candidates::is_common_word(&fold(given)) {
            continue;
        }
        assert!(seen.insert(fold(given)), "{given} stands twice");
    }
}

#[test]
fn twins_differ_in_one_thing_and_in_their_own_identifiers() {
    use AttributeId as A;
    let dataset = people(2026, 60);
    let twins: Vec<&Candidate> = dataset.applicants().filter(|c| c.twin.is_some()).collect();
    let mut differs: Vec<Option<A>> = twins.iter().filter_map(|c| c.twin.as_ref()).map(|t| t.differs_in).collect();
    differs.sort();
    let grounds = klarsyn::candidates::attribute::TAXONOMY.iter().map(|k| k.id).filter(|id| id.code().starts_with('P'));
    let wanted: Vec<Option<A>> = std::iter::once(None).chain(grounds.map(Some)).collect();
    assert_eq!(differs, wanted, "one pair for each protected ground, and one that is equal");
    for twin in twins {
        let link = twin.twin.as_ref().expect("filtered");
        let original = dataset.get(&link.of).expect("the original is there");
        assert_eq!(original.role, Role::Applicant);
        let told =
            |c: &Candidate, id| c.attributes.iter().filter(|a| a.id == id).map(|a| a.value.clone()).collect::<Vec<_>>();
        for same in [
            A::P01,
            A::P02,
            A::P03,
            A::P04,
            A::P05,
            A::P06,
            A::P07,
            A::P08,
            A::P09,
            A::P10,
            A::P11,
            A::P12,
            A::P13,
            A::P14,
            A::X06,
            A::X07,
            A::X09,
            A::X10,
            A::X11,
            A::X12,
        ] {
            let is_equal = told(twin, same) == told(original, same);
            // The words for children, associations and sport follow the sex.
            let follows = link.differs_in == Some(A::P01) && matches!(same, A::P09 | A::P11 | A::X11 | A::X12);
            if Some(same) == link.differs_in {
                assert!(!is_equal, "{same} of {} is that of its twin", twin.id);
            } else {
                assert!(is_equal || follows, "{same} of {}", twin.id);
            }
        }
        // The facts carry tracers, and those are each candidate's own.
        let blanked = |c: &Candidate| c.texts["cover_neutral"].replace(|ch: char| ch.is_ascii_digit(), "#");
        assert_eq!(blanked(twin), blanked(original));
        let words = |c: &Candidate| c.texts["letter"].split_whitespace().count();
        let apart = words(twin).abs_diff(words(original));
        assert!(apart <= 8, "the letters of {} and its twin differ by {apart} words", twin.id);
    }
}

#[test]
fn neutral_texts_hold_all_qualifications_and_no_identity() {
    for candidate in people(99, 60).candidates {
        assert_eq!(candidate.qualifications.len(), 3);
        for name in ["qualifications", "cover_neutral", "letter"] {
            for fact in &candidate.qualifications {
                assert!(candidate.texts[name].contains(&fact.value), "{name} of {} lacks {}", candidate.id, fact.id);
            }
        }
        for name in ["qualifications", "cover_neutral", "headline"] {
            let text = &candidate.texts[name];
            let words: HashSet<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '.').collect();
            for attribute in &candidate.attributes {
                let value = fold(&attribute.value);
                // Initials and ages are too short to be looked for inside words.
                let short = value.len() < 6;
                let stands = if short { words.contains(&*attribute.value) } else { fold(text).contains(&value) };
                assert!(!stands, "{name} of {} betrays {} `{}`", candidate.id, attribute.id, attribute.value);
            }
        }
    }
}

#[test]
fn letters_have_the_length_of_letters() {
    for candidate in people(12, 150).candidates {
        let words = candidate.texts["letter"].split_whitespace().count();
        assert!((120..=200).contains(&words), "{words} words in the letter of {}", candidate.id);
    }
}

/// What a program prints, or nothing where it is missing.
fn printed(program: &str, before: &[&str], file: &Path, after: &[&str]) -> String {
    let output = Command::new(program).args(before).arg(file).args(after).output();
    output.map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default()
}

/// The texts of one file by part, read by programs and libraries that had no part in writing it.
fn read_parts(name: &str, file: &Path) -> BTreeMap<String, String> {
    let file_name = file.file_name().expect("a file").to_string_lossy().into_owned();
    let mut parts = BTreeMap::from([("file name".to_owned(), file_name)]);
    let bytes = std::fs::read(file).expect("the file is there");
    match name {
        "letter_pdf" => {
            parts.insert("text".into(), printed("pdftotext", &["-enc", "UTF-8"], file, &["-"]));
            let info = printed("pdfinfo", &["-enc", "UTF-8"], file, &[]);
            let author = info.lines().find_map(|line| line.strip_prefix("Author:")).unwrap_or_default();
            parts.insert("Info/Author".into(), author.trim().to_owned());
            parts.insert("image".into(), printed("pdfimages", &["-list"], file, &[]));
            // Whoever cuts the file where the first revision ends has that revision.
            let end = bytes.windows(5).position(|w| w == b"%%EOF").expect("an end") + 6;
            let folder = tempfile::tempdir().expect("a folder");
            let earlier = folder.path().join("earlier.pdf");
            std::fs::write(&earlier, &bytes[..end]).expect("it is written");
            let earlier = printed("pdftotext", &["-enc", "UTF-8"], &earlier, &["-"]);
            assert!(earlier.len() > parts["text"].len(), "nothing was deleted");
            parts.insert("earlier revision".into(), earlier);
        }
        "reference_pdf" | "certificate_pdf" => {
            parts.insert("text".into(), printed("pdftotext", &["-enc", "UTF-8"], file, &["-"]));
            let info = printed("pdfinfo", &["-enc", "UTF-8"], file, &[]);
            let author = info.lines().find_map(|line| line.strip_prefix("Author:")).unwrap_or_default();
            parts.insert("Info/Author".into(), author.trim().to_owned());
        }
        "diploma_png" => {
            parts.insert("scan".into(), printed("tesseract", &[], file, &["-", "-l", "dan"]));
        }
        "cv_jpg" => {
            parts.insert("scan".into(), printed("tesseract", &[], file, &["-", "-l", "dan"]));
            parts.extend(camera(file));
        }
        "letter_txt" => {
            parts.insert("text".into(), String::from_utf8(bytes).expect("UTF-8"));
        }
        "cv_docx" | "cv_odt" => {
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
            for nth in 0..archive.len() {
                let mut part = archive.by_index(nth).expect("a part");
                let name = part.name().expect("a name").to_string();
                if name.ends_with(".jpeg") {
                    let mut picture = Vec::new();
                    part.read_to_end(&mut picture).expect("a picture");
                    parts.insert(name, size_of_picture(&picture));
                    continue;
                }
                let mut xml = String::new();
                part.read_to_string(&mut xml).expect("UTF-8");
                // A counted run of spaces is an element.
                let xml = xml.replace("<text:s text:c=\"1\"/>", " ");
                parts.insert(name, xml);
            }
        }
        "photo" => {
            parts.insert("image".into(), size_of_picture(&bytes));
            parts.extend(camera(file));
            let thumbnail =
                Command::new("exiftool").args(["-b", "-ThumbnailImage"]).arg(file).output().expect("it runs");
            parts.insert("Exif/Thumbnail".into(), size_of_picture(&thumbnail.stdout));
        }
        "cv_pdf" => {
            // In the order of the file, and in columns: letters that are spaced apart are words in the second only.
            let raw = printed("pdftotext", &["-raw", "-enc", "UTF-8"], file, &["-"]);
            parts.insert("text".into(), raw + &printed("pdftotext", &["-enc", "UTF-8"], file, &["-"]));
            let info = printed("pdfinfo", &["-enc", "UTF-8"], file, &[]);
            let author = info.lines().find_map(|line| line.strip_prefix("Author:")).unwrap_or_default();
            parts.insert("Info/Author".into(), author.trim().to_owned());
            let xmp = printed("pdfinfo", &["-meta"], file, &[]);
            let creator = xmp.split("<dc:creator>").nth(1).and_then(|s| s.split("</dc:creator>").next());
            parts.insert("XMP/dc:creator".into(), creator.unwrap_or_default().to_owned());
            parts.insert("image".into(), printed("pdfimages", &["-list"], file, &[]));
            parts.insert("link".into(), printed("pdfinfo", &["-url"], file, &[]));
            let folder = tempfile::tempdir().expect("a folder");
            let root = folder.path().join("page").display().to_string();
            printed("pdftoppm", &["-r", "150", "-png", "-f", "1", "-l", "1", "-singlefile"], file, &[root.as_str()]);
            let code = printed("zbarimg", &["-q", "--raw"], &folder.path().join("page.png"), &[]);
            parts.insert("QR code".into(), code);
        }
        "cv_rtf" => {
            for (part, tag) in
                [("info/author", "-Author"), ("info/operator", "-LastModifiedBy"), ("info/company", "-Company")]
            {
                parts.insert(part.into(), printed("exiftool", &["-s3", "-charset", "UTF8", tag], file, &[]));
            }
            let text = printed("unrtf", &["--text"], file, &[]);
            parts.insert("text".into(), text);
        }
        "cv_scan" => {
            let folder = tempfile::tempdir().expect("a folder");
            let root = folder.path().join("page").display().to_string();
            printed("pdfimages", &["-j"], file, &[root.as_str()]);
            let page = folder.path().join("page-000.jpg");
            let text = printed("pdftotext", &[], file, &["-"]);
            assert_eq!(text.trim(), "", "a scan has no text");
            parts.insert("scan".into(), printed("tesseract", &[], &page, &["-", "-l", "dan"]));
        }
        other => panic!("nobody can read {other}"),
    }
    parts
}

/// What a telephone wrote into a picture.
fn camera(file: &Path) -> BTreeMap<String, String> {
    let artist = printed("exiftool", &["-s3", "-charset", "UTF8", "-Artist"], file, &[]);
    let place = printed("exiftool", &["-n", "-p", "$GPSLatitude $GPSLongitude"], file, &[]);
    let degrees: Vec<String> =
        place.split_whitespace().filter_map(|d| d.parse::<f64>().ok()).map(|d| format!("{d:.4}")).collect();
    BTreeMap::from([("Exif/Artist".to_owned(), artist), ("Exif/GPS".to_owned(), degrees.join(", "))])
}

fn size_of_picture(bytes: &[u8]) -> String {
    let picture = image::load_from_memory(bytes).expect("a picture");
    format!("{} {}", picture.width(), picture.height())
}

/// Whether a program is there to be asked.
fn is_installed(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok()
}

#[test]
fn a_checker_of_pdf_files_finds_nothing_wrong() {
    if !is_installed("qpdf") {
        println!("note: qpdf is missing, so nobody checked the PDF files");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    // Six people have the six layouts.
    let dataset = generate(&Settings::new(5, 6), folder.path(), &quiet).expect("it generates");
    for document in dataset.candidates.iter().flat_map(|c| &c.documents).filter(|d| d.media_type == "application/pdf") {
        let told =
            Command::new("qpdf").arg("--check").arg(folder.path().join(&document.path)).output().expect("it runs");
        let words = String::from_utf8_lossy(&told.stderr);
        assert!(told.status.success(), "{} is no sound PDF: {words}", document.path.display());
    }
}

#[test]
fn libreoffice_opens_every_document_and_reads_it() {
    if !is_installed("soffice") {
        println!("note: LibreOffice is missing, so nobody opened the documents in it");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let dataset = generate(&Settings::new(5, 3), folder.path(), &quiet).expect("it generates");
    let office = Office { profile: folder.path().join("profile") };
    let whole: &[AttributeId] =
        &[AttributeId::D02, AttributeId::D06, AttributeId::D07, AttributeId::D08, AttributeId::X06];
    for candidate in &dataset.candidates {
        for document in &candidate.documents {
            // Pages of PDF files are drawn; what stands on them is in the drawing as letters. A scan has a picture alone.
            let (convert, must_hold): (_, &[AttributeId]) = match document.name.as_str() {
                "cv_docx" | "cv_odt" | "cv_rtf" => ("txt:Text (encoded):UTF8", whole),
                "cv_pdf" => ("svg", whole),
                "letter_pdf" | "reference_pdf" | "certificate_pdf" => ("svg", &whole[..1]),
                "cv_scan" => ("svg", &[]),
                _ => continue,
            };
            let text = without_spaces(&office.opens(&folder.path().join(&document.path), convert));
            for id in must_hold {
                let value = of(candidate, *id);
                let found = text.contains(&without_spaces(value));
                assert!(found, "{id} `{value}` is not to be read in {}", document.path.display());
            }
        }
    }
}

/// LibreOffice with a profile of its own.
struct Office {
    profile: PathBuf,
}

impl Office {
    /// The document in another format; of drawings, the letters in them.
    fn opens(&self, file: &Path, convert: &str) -> String {
        let out = tempfile::tempdir().expect("a folder");
        let told = Command::new("soffice")
            .arg(format!("-env:UserInstallation=file://{}", self.profile.display()))
            .args(["--headless", "--convert-to", convert, "--outdir"])
            .arg(out.path())
            .arg(file)
            .output()
            .expect("it runs");
        let kind = convert.split(':').next().unwrap_or_default();
        let made = out.path().join(file.file_name().expect("a file")).with_extension(kind);
        let words = String::from_utf8_lossy(&told.stderr);
        let text =
            std::fs::read_to_string(&made).unwrap_or_else(|_| panic!("{} does not open: {words}", file.display()));
        if kind != "svg" {
            return text;
        }
        assert!(text.contains("<svg") && text.len() > 5_000, "{} has an empty page", file.display());
        let drawing = scraper::Html::parse_document(&text);
        drawing.root_element().text().collect()
    }
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a sentence holds a value: as it is, or a birth date as people write it.
fn holds(sentence: &str, attribute: &Attribute) -> bool {
    const MONTHS: &str = "januar februar marts april maj juni juli august september oktober november december";
    let danish = attribute.value.parse::<NaiveDate>().ok().map(|date| {
        let month = MONTHS.split(' ').nth(date.month0() as usize).expect("twelve months");
        format!("{}. {month} {}", date.day(), date.year())
    });
    sentence.contains(&attribute.value) || danish.is_some_and(|date| sentence.contains(&date))
}

/// How many people's files are read.
const READ: usize = 30;

/// How many people's scans are read: a page takes seconds.
const SCANS: usize = 2;

#[test]
fn every_planted_place_holds_its_value() {
    let folder = tempfile::tempdir().expect("a folder");
    let dataset = generate(&Settings::new(2026, 60), folder.path(), &quiet).expect("it generates");
    // This is the procurement set, too: the README tells its digest.
    let key = std::fs::read(folder.path().join("candidates.json")).expect("the key");
    let digest = hex::encode(sha2::Sha256::digest(key));
    let told = include_str!("../synthetic-candidates/README.md");
    assert!(told.contains(&digest), "the procurement set has another digest than its README says: {digest}");
    let missing = |name: &str| match name {
        "cv_pdf" => !is_installed("pdfinfo") || !is_installed("zbarimg"),
        "letter_pdf" | "reference_pdf" | "certificate_pdf" => !is_installed("pdfinfo"),
        "photo" => !is_installed("exiftool"),
        "cv_jpg" | "diploma_png" => !is_installed("exiftool") || !is_installed("tesseract"),
        "cv_rtf" => !is_installed("unrtf") || !is_installed("exiftool"),
        "cv_scan" => !is_installed("pdfimages") || !is_installed("tesseract"),
        _ => false,
    };
    let unread: Vec<&str> = klarsyn::candidates::document_names().filter(|name| missing(name)).collect();
    if !unread.is_empty() {
        println!(
            "note: poppler-utils, unrtf, exiftool, zbar-tools or tesseract-ocr is missing, so nobody read: {}",
            unread.join(", ")
        );
    }
    let is_picture = |name: &str| ["cv_scan", "cv_jpg", "diploma_png"].contains(&name);
    for (number, candidate) in dataset.candidates.iter().enumerate().take(READ) {
        let is_read = |name: &str| !unread.contains(&name) && (!is_picture(name) || number < SCANS);
        let mut read: HashMap<&str, BTreeMap<String, String>> = HashMap::new();
        for document in &candidate.documents {
            let file = folder.path().join(&document.path);
            assert_eq!(std::fs::metadata(&file).expect("it is there").len(), document.size);
            if is_read(&document.name) {
                read.insert(&document.name, read_parts(&document.name, &file));
            }
        }
        read.insert("letter", BTreeMap::from([("text".to_owned(), candidate.texts["letter"].clone())]));
        for attribute in &candidate.attributes {
            assert!(!attribute.places.is_empty(), "{} of {} stands nowhere", attribute.id, candidate.id);
            for place in attribute.places.iter().filter(|p| is_read(&p.document)) {
                check_place(candidate, attribute, place, &read);
            }
        }
    }
}

type FilesByName<'a> = HashMap<&'a str, BTreeMap<String, String>>;

fn check_place(candidate: &Candidate, attribute: &Attribute, place: &Place, read: &FilesByName) {
    let at = format!("{} `{}` of {} in {place:?}", attribute.id, attribute.value, candidate.id);
    let part = read.get(place.document.as_str()).and_then(|parts| parts.get(&place.part));
    let part = part.unwrap_or_else(|| panic!("{at}: there is no such part"));
    if place.sentence.is_none() {
        let (wide, high) = match (attribute.id, place.part.as_str()) {
            (AttributeId::D11, _) => ("280", "90"),
            (_, "Exif/Thumbnail" | "docProps/thumbnail.jpeg") => ("160", "200"),
            _ => ("320", "400"),
        };
        assert!(part.contains(wide) && part.contains(high), "{at}: no such picture, but {part}");
        return;
    }
    let sentence = place.sentence.as_deref().unwrap_or_else(|| panic!("{at}: no sentence"));
    assert!(holds(sentence, attribute), "{at}: the sentence does not hold it");
    match place.document.as_str() {
        _ if place.part == "scan" => {
            // A reader of letters errs now and then: of the sentence's letters most must be there in one piece.
            let (page, wanted) = (fold(part), fold(sentence));
            let longest = (0..wanted.len())
                .map(|from| {
                    (from..=wanted.len()).rev().find(|to| page.contains(&wanted[from..*to])).unwrap_or(from) - from
                })
                .max()
                .unwrap_or(0);
            assert!(longest * 2 >= wanted.len(), "{at}: not to be read in the scan:\n{part}");
        }
        "cv_rtf" if place.part == "text" => {
            // This reader drops letters outside of ASCII, or puts marks in their place.
            let plain = |text: &str| {
                text.chars().filter(|c| c.is_ascii() && !c.is_whitespace() && *c != '?').collect::<String>()
            };
            assert!(plain(part).contains(&plain(sentence)), "{at}: the part does not hold the sentence:\n{part}");
        }
        _ => {
            assert!(one_line(part).contains(&one_line(sentence)), "{at}: the part does not hold the sentence:\n{part}")
        }
    }
}

#[test]
fn portraits_of_different_people_look_different() {
    let folder = tempfile::tempdir().expect("a folder");
    let dataset = generate(&Settings::new(4, 12), folder.path(), &quiet).expect("it generates");
    let config = image_hasher::HasherConfig::new().hash_size(16, 16);
    let hasher = config.hash_alg(image_hasher::HashAlg::DoubleGradient).to_hasher();
    let mut hashes: Vec<image_hasher::ImageHash> = Vec::new();
    for candidate in &dataset.candidates {
        let photo = candidate.documents.iter().find(|d| d.name == "photo").expect("everybody has one");
        let hash = hasher.hash_image(&image::open(folder.path().join(&photo.path)).expect("a picture"));
        for other in &hashes {
            assert!(hash.dist(other) > 24, "two portraits differ in {} bits only", hash.dist(other));
        }
        hashes.push(hash);
    }
}

/// Write the set anew with `KLARSYN_BLESS=1 cargo test --test candidates`, after a wanted change of the generator.
#[test]
fn the_checked_in_set_is_what_the_generator_makes_on_this_machine_too() {
    let checked_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("synthetic-candidates/reference");
    if std::env::var_os("KLARSYN_BLESS").is_some() {
        generate(&Settings::new(2026, 4), &checked_in, &quiet).expect("it generates");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let dataset = generate(&Settings::new(2026, 4), folder.path(), &quiet).expect("it generates");
    let key = |folder: &Path| std::fs::read_to_string(folder.join("candidates.json")).expect("it is there");
    assert_same_lines(&key(&checked_in), &key(folder.path()));
    for document in dataset.candidates.iter().flat_map(|c| &c.documents) {
        let bytes = |folder: &Path| std::fs::read(folder.join(&document.path)).expect("it is there");
        assert!(bytes(&checked_in) == bytes(folder.path()), "{} differs", document.path.display());
    }
}

fn assert_same_lines(old: &str, new: &str) {
    let diff = similar::TextDiff::from_lines(old, new);
    assert!(old == new, "the answer key differs:\n{}", diff.unified_diff());
}

#[test]
fn a_key_that_never_stood_in_memory_is_the_same_key() {
    let (whole, streamed) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    generate(&Settings::new(7, 4), whole.path(), &quiet).expect("it generates");
    let people = klarsyn::candidates::generate_to_file(&Settings::new(7, 4), true, streamed.path(), &quiet)
        .expect("it generates");
    assert_eq!(people, 8);
    let read = |folder: &std::path::Path| std::fs::read(folder.join("candidates.json")).expect("the key");
    assert!(read(whole.path()) == read(streamed.path()));
    let bare = tempfile::tempdir().expect("a folder");
    klarsyn::candidates::generate_to_file(&Settings::new(7, 4), false, bare.path(), &quiet).expect("it generates");
    let key = klarsyn::candidates::Dataset::read(&bare.path().join("candidates.json")).expect("it reads");
    assert!(key.candidates.iter().all(|c| c.documents.is_empty()));
}
