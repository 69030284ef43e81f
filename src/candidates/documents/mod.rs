//! The files that a person sends: a CV as PDF, DOCX, ODT, RTF and scanned, a letter, and a photo.
//! In: a person and what they write. Out: files of the same bytes each time, and every place in which a value stands.

mod docx;
mod odt;
mod pdf;
mod photo;
mod rtf;
mod scan;

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use self::pdf::Layout;
use super::AttributeId as A;
use super::answer_key::{Planted, cv_lines, planted};
use super::candidate::Document;
use super::cast::Part;
use super::cv;
use super::dataset::DatasetError;
use super::letter::Writing;
use super::person::Person;

/// Writes all files of a person under `out/documents/<id>/`; gives the documents and the places planted in them.
pub fn write_all(
    seed: u64,
    part: &Part,
    person: &Person,
    writing: &Writing,
    out: &Path,
) -> Result<(Vec<Document>, Vec<Planted>), DatasetError> {
    let folder = PathBuf::from("documents").join(&part.id.0);
    let [pdf_name, docx_name, letter_name, photo_name, odt_name, rtf_name, scan_name] = &person.files;
    let fault = |name: &str| {
        let path = folder.join(name);
        move |reason: String| DatasetError::Document { path, reason }
    };
    let cv = cv::lay_out(person, &writing.headline);
    let photo = photo::draw(seed, part.number, person).map_err(fault(photo_name))?;
    let pdf = pdf::write(&cv, &photo, Layout::of(part.number)).map_err(fault(pdf_name))?;
    let docx = docx::write(&cv).map_err(fault(docx_name))?;
    let odt = odt::write(&cv).map_err(fault(odt_name))?;
    let scan = scan::write(seed, part.number, &cv).map_err(fault(scan_name))?;
    let mut letter = writing.letter.text();
    letter.push('\n');

    let mut places = places_in_cv(&cv);
    for said in writing.letter.telling() {
        places.extend(said.tells.iter().map(|id| planted(*id, "letter_txt", "text", Some(&said.text))));
    }
    places.push(planted(A::D10, "photo", "image", None));
    for id in [A::D01, A::D02] {
        places.push(planted(id, "photo", "Exif/Artist", Some(&cv.name)));
    }
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    const OPEN: &str = "application/vnd.oasis.opendocument.text";
    let files = [
        ("cv_pdf", pdf_name, "application/pdf", pdf),
        ("cv_docx", docx_name, WORD, docx),
        ("letter_txt", letter_name, "text/plain; charset=utf-8", letter.into_bytes()),
        ("photo", photo_name, "image/jpeg", photo),
        ("cv_odt", odt_name, OPEN, odt),
        ("cv_rtf", rtf_name, "application/rtf", rtf::write(&cv)),
        ("cv_scan", scan_name, "application/pdf", scan),
    ];
    std::fs::create_dir_all(out.join(&folder))
        .map_err(|source| DatasetError::Io { path: out.join(&folder), source })?;
    let mut documents = Vec::new();
    for (name, file, media_type, bytes) in files {
        let path = folder.join(file);
        let target = out.join(&path);
        std::fs::write(&target, &bytes).map_err(|source| DatasetError::Io { path: target.clone(), source })?;
        places.push(planted(A::X03, name, "file name", Some(file)));
        documents.push(Document {
            name: name.into(),
            path,
            media_type: media_type.into(),
            size: bytes.len() as u64,
            sha256: hex::encode(Sha256::digest(&bytes)),
        });
    }
    Ok((documents, places))
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
    places.push(planted(A::D10, "cv_pdf", "image", None));
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
