//! The files that a person sends: a CV in six formats, a letter in two, a photo, and papers that others wrote.
//! In: a person and what they write. Out: files of the same bytes each time, and every place in which a value stands.

mod code;
mod docx;
mod odt;
mod papers;
mod pdf;
mod photo;
mod revision;
mod rtf;
mod scan;
mod sheet;
mod signature;

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use self::pdf::Layout;
use self::sheet::Sheet;
use super::AttributeId as A;
use super::answer_key::{Planted, cv_lines, planted};
use super::candidate::Document;
use super::cast::Part;
use super::cv;
use super::dataset::DatasetError;
use super::letter::Writing;
use super::person::Person;

/// One of the files that everybody sends.
#[derive(Debug)]
pub struct File {
    /// Placeholder and name in the dataset.
    pub name: &'static str,
    /// Which of the pack's words its name holds.
    pub word: usize,
    /// What its name says about how finished it is.
    pub state: State,
    /// What stands behind the rest of the name.
    pub suffix: &'static str,
    /// Ending.
    pub ending: &'static str,
    /// Media type.
    pub media_type: &'static str,
}

/// How finished a file is, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It says that it is the last one.
    Final,
    /// It says that it is not.
    Draft,
    /// It says nothing.
    Only,
}

const fn file(
    name: &'static str,
    (word, state, suffix): (usize, State, &'static str),
    ending: &'static str,
    media_type: &'static str,
) -> File {
    File { name, word, state, suffix, ending, media_type }
}

const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const OPEN: &str = "application/vnd.oasis.opendocument.text";
const PDF: &str = "application/pdf";

/// All files of a person.
pub const FILES: [File; 12] = [
    file("cv_pdf", (0, State::Final, ""), "pdf", PDF),
    file("cv_docx", (0, State::Draft, ""), "docx", WORD),
    file("letter_txt", (1, State::Final, ""), "txt", "text/plain; charset=utf-8"),
    file("photo", (2, State::Only, ""), "jpg", "image/jpeg"),
    file("cv_odt", (0, State::Draft, ""), "odt", OPEN),
    file("cv_rtf", (0, State::Draft, ""), "rtf", "application/rtf"),
    file("cv_scan", (0, State::Draft, "_scan"), "pdf", PDF),
    file("cv_jpg", (0, State::Draft, "_1"), "jpg", "image/jpeg"),
    file("letter_pdf", (1, State::Final, ""), "pdf", PDF),
    file("reference_pdf", (3, State::Only, ""), "pdf", PDF),
    file("diploma_png", (4, State::Only, ""), "png", "image/png"),
    file("certificate_pdf", (5, State::Only, ""), "pdf", PDF),
];

/// The names by which a scenario asks for files: `{{candidate.cv_pdf}}`.
pub fn document_names() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|file| file.name)
}

/// Writes all files of a person under `out/documents/<id>/`; gives the documents and the places planted in them.
pub fn write_all(
    seed: u64,
    part: &Part,
    person: &Person,
    writing: &Writing,
    out: &Path,
) -> Result<(Vec<Document>, Vec<Planted>), DatasetError> {
    let folder = PathBuf::from("documents").join(&part.id.0);
    let cv = cv::lay_out(person, &writing.headline);
    let papers = papers::of(person);
    let [reference, diploma, certificate] = &papers;
    let mut places = places_in_cv(&cv);
    places.extend(places_in_letter(&cv, writing));
    places.extend(places_in_papers(&papers));
    places.extend(places_in_pictures(&cv, person));
    std::fs::create_dir_all(out.join(&folder))
        .map_err(|source| DatasetError::Io { path: out.join(&folder), source })?;
    let mut documents = Vec::new();
    let (photo, page) = (photo::draw(seed, part.number, person), scan::page(seed, part.number, &cv));
    let (photo, page) = (|| photo.as_deref().map_err(String::clone), || page.as_deref().map_err(String::clone));
    let language = person.pack.code;
    for (file, file_name) in FILES.iter().zip(&person.files) {
        let path = folder.join(file_name);
        let made = match file.name {
            "cv_pdf" => photo().and_then(|photo| pdf::write(&cv, photo, Layout::of(part.number))),
            "cv_docx" => photo().and_then(|photo| docx::write(&cv, photo)),
            "letter_txt" => Ok(format!("{}\n", writing.letter.text()).into_bytes()),
            "photo" => photo().map(<[u8]>::to_vec),
            "cv_odt" => odt::write(&cv),
            "cv_rtf" => Ok(rtf::write(&cv)),
            "cv_scan" => page().and_then(scan::write),
            "cv_jpg" => page().and_then(|page| photo::taken_by(person, page.to_vec())),
            "letter_pdf" => signature::draw(seed, part.number).and_then(|ink| letter_pdf(&cv, writing, &ink)),
            "reference_pdf" => papers::pdf(reference, language),
            "diploma_png" => papers::picture(diploma),
            "certificate_pdf" => papers::pdf(certificate, language),
            other => Err(format!("nobody writes {other}")),
        };
        let bytes = made.map_err(|reason| DatasetError::Document { path: path.clone(), reason })?;
        let target = out.join(&path);
        std::fs::write(&target, &bytes).map_err(|source| DatasetError::Io { path: target.clone(), source })?;
        places.push(planted(A::X03, file.name, "file name", Some(file_name)));
        documents.push(Document {
            name: file.name.into(),
            path,
            media_type: file.media_type.into(),
            size: bytes.len() as u64,
            sha256: hex::encode(Sha256::digest(&bytes)),
        });
    }
    Ok((documents, places))
}

/// The letter with a signature, and with a line that somebody deleted before it was sent.
fn letter_pdf(cv: &cv::Cv, writing: &Writing, ink: &[u8]) -> Result<Vec<u8>, String> {
    let last = writing.letter.paragraphs.len().saturating_sub(1);
    let paragraphs = writing.letter.paragraphs.iter().enumerate().map(|(nth, said)| {
        let words: Vec<&str> = said.iter().map(|said| said.text.as_str()).collect();
        // The sign-off is in lines, all else runs on.
        let lines = if nth == last { words.iter().map(ToString::to_string).collect() } else { vec![words.join(" ")] };
        (9.5, lines)
    });
    let sheet = Sheet {
        title: cv.pack.files.words[1],
        author: Some(&cv.name),
        language: cv.pack.code,
        paragraphs: paragraphs.collect(),
        picture: Some((ink, 140.0, 45.0)),
        last: Some(cv.deleted().text),
    };
    revision::without_last_text(sheet::write(&sheet)?)
}

fn places_in_letter(cv: &cv::Cv, writing: &Writing) -> Vec<Planted> {
    let mut places = vec![planted(A::D11, "letter_pdf", "image", None)];
    for said in writing.letter.telling() {
        for document in ["letter_txt", "letter_pdf"] {
            places.extend(said.tells.iter().map(|id| planted(*id, document, "text", Some(&said.text))));
        }
    }
    let deleted = cv.deleted();
    places.extend(deleted.tells.iter().map(|id| planted(*id, "letter_pdf", "earlier revision", Some(&deleted.text))));
    places.extend([A::D01, A::D02].map(|id| planted(id, "letter_pdf", "Info/Author", Some(&cv.name))));
    places
}

fn places_in_papers(papers: &[papers::Paper; 3]) -> Vec<Planted> {
    let mut places = Vec::new();
    let documents = [("reference_pdf", "text"), ("diploma_png", "scan"), ("certificate_pdf", "text")];
    for (paper, (document, part)) in papers.iter().zip(documents) {
        for said in &paper.lines {
            places.extend(said.tells.iter().map(|id| planted(*id, document, part, Some(&said.text))));
        }
        let author = paper.author.as_deref();
        places.extend(author.map(|author| planted(A::D18, document, "Info/Author", Some(author))));
    }
    places
}

fn places_in_pictures(cv: &cv::Cv, person: &Person) -> Vec<Planted> {
    let coordinates = person.coordinates();
    let mut places = cv_lines(cv, "cv_jpg", "scan");
    for document in ["photo", "cv_jpg"] {
        places.extend([A::D01, A::D02].map(|id| planted(id, document, "Exif/Artist", Some(&cv.name))));
        places.push(planted(A::D08, document, "Exif/GPS", Some(&coordinates)));
    }
    for (document, part) in [
        ("photo", "image"),
        ("photo", "Exif/Thumbnail"),
        ("cv_pdf", "image"),
        ("cv_docx", "word/media/image1.jpeg"),
        ("cv_docx", "docProps/thumbnail.jpeg"),
    ] {
        places.push(planted(A::D10, document, part, None));
    }
    places.push(planted(A::D12, "cv_pdf", "QR code", Some(&cv.profile)));
    let mail = docx::mail_link(cv);
    for (document, part) in [("cv_pdf", "link"), ("cv_docx", "word/_rels/document.xml.rels")] {
        places.push(planted(A::D06, document, part, Some(&mail)));
        places.push(planted(A::D12, document, part, Some(&cv.profile)));
    }
    places
}

fn places_in_cv(cv: &cv::Cv) -> Vec<Planted> {
    let mut places = cv_lines(cv, "cv_pdf", "text");
    places.extend(cv_lines(cv, "cv_docx", "word/document.xml"));
    places.extend(cv_lines(cv, "cv_odt", "content.xml"));
    places.extend(cv_lines(cv, "cv_rtf", "text"));
    // A scan holds what a person can read in it.
    places.extend(cv_lines(cv, "cv_scan", "scan"));
    for (said, document, part) in [
        (cv.deleted(), "cv_docx", "word/document.xml"),
        (cv.hidden(), "cv_docx", "word/document.xml"),
        (cv.deleted(), "cv_odt", "content.xml"),
        (cv.hidden(), "cv_rtf", "text"),
    ] {
        places.extend(said.tells.iter().map(|id| planted(*id, document, part, Some(&said.text))));
    }
    let template = docx::template(cv);
    places.push(planted(A::D01, "cv_docx", "word/_rels/settings.xml.rels", Some(&template)));
    places.push(planted(A::D02, "cv_docx", "word/_rels/settings.xml.rels", Some(&template)));
    let portrait = cv.portrait();
    places.extend(portrait.tells.iter().map(|id| planted(*id, "cv_docx", "word/document.xml", Some(&portrait.text))));
    places.push(planted(A::D03, "cv_pdf", "text", Some(&pdf::foot(cv))));
    places.push(planted(A::D03, "cv_docx", "word/comments.xml", Some(&cv.initials)));
    for (document, part) in [
        ("cv_pdf", "Info/Author"),
        ("cv_pdf", "XMP/dc:creator"),
        ("cv_docx", "docProps/core.xml"),
        ("cv_docx", "docProps/app.xml"),
        ("cv_docx", "word/header1.xml"),
        ("cv_docx", "word/comments.xml"),
        ("cv_odt", "meta.xml"),
        ("cv_odt", "styles.xml"),
        ("cv_rtf", "info/author"),
        ("cv_rtf", "info/operator"),
        ("cv_rtf", "info/company"),
    ] {
        places.push(planted(A::D01, document, part, Some(&cv.name)));
        places.push(planted(A::D02, document, part, Some(&cv.name)));
    }
    places
}
