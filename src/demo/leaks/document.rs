//! Leaks of documents and pictures: text (C17), hidden content (C18), metadata (C19), file names (C20), originals (C14,
//! C21), thumbnails (C07).

use super::Spot;
use crate::candidates::attribute::AttributeId;
use crate::demo::rendition::{DocxExtras, PdfExtras};
use crate::demo::store::{Application, FileInfo};

/// What the truth file says of a picture: it has no text.
const PICTURE: &str = "photo";

/// Too much in the anonymised CV.
pub(in crate::demo) fn rendition(leaks: &Spot<'_>, a: &Application) -> PdfExtras {
    let mut extras = PdfExtras::default();
    if leaks.on("c17-cv-header") {
        leaks.leaked_name("c17-cv-header", a);
        extras.header = Some(a.full_name());
    }
    if leaks.on("c18-black-box") {
        leaks.leaked("c18-black-box", a, &[(AttributeId::D07, &a.who.phone)]);
        extras.under_box = Some(a.who.phone.clone());
    }
    if leaks.on("c19-pdf-author") {
        leaks.leaked_name("c19-pdf-author", a);
        extras.author = Some(a.full_name());
    }
    extras
}

/// Too much in the Word file.
pub(in crate::demo) fn docx(leaks: &Spot<'_>, a: &Application) -> DocxExtras {
    let mut extras = DocxExtras::default();
    if leaks.on("c18-tracked-change") {
        leaks.leaked_name("c18-tracked-change", a);
        extras.deleted = Some(a.full_name());
    }
    if leaks.on("c19-docx-modified-by") {
        leaks.leaked_email("c19-docx-modified-by", a);
        extras.modified_by = Some(a.who.email.clone());
    }
    extras
}

/// The original file name, in the place of the neutral one.
pub(in crate::demo) fn download_name(leaks: &Spot<'_>, a: &Application) -> Option<String> {
    let cv = a.cv.as_ref()?;
    if leaks.on("c20-download-name") {
        leaks.leaked("c20-download-name", a, &[(AttributeId::X03, &cv.name)]);
        return Some(cv.name.clone());
    }
    None
}

/// The folder inside the ZIP file, in the place of the code.
pub(in crate::demo) fn member_folder(leaks: &Spot<'_>, a: &Application) -> Option<String> {
    if leaks.on("c20-zip-member") {
        leaks.leaked_name("c20-zip-member", a);
        return Some(format!("{}_{}", a.who.family_name, a.who.given_name).replace(['/', '\\'], "-"));
    }
    None
}

/// Whether the original CV is handed out. A CV holds its writer's name; what else it holds the portal does not read, so
/// nothing more is claimed.
pub(in crate::demo) fn original(leaks: &Spot<'_>, a: &Application) -> Option<FileInfo> {
    let cv = a.cv.clone()?;
    if leaks.on("c21-original-cv") {
        leaks.leaked_name("c21-original-cv", a);
        return Some(cv);
    }
    None
}

/// Whether the original photo is handed out.
pub(in crate::demo) fn original_photo(leaks: &Spot<'_>, a: &Application) -> Option<FileInfo> {
    let photo = a.photo.clone()?;
    if leaks.on("c21-original-photo") {
        leaks.leaked("c21-original-photo", a, &[(AttributeId::D10, PICTURE)]);
        return Some(photo);
    }
    None
}

/// The photo in a small size, which was made before it is known whether it may be shown: only what exists can leak.
pub(in crate::demo) fn thumbnail(leaks: &Spot<'_>, a: &Application, small: Vec<u8>) -> Option<Vec<u8>> {
    if leaks.on("c07-thumbnail") {
        leaks.leaked("c07-thumbnail", a, &[(AttributeId::D10, PICTURE)]);
        return Some(small);
    }
    None
}

/// Whether a door of HR opens for anybody who is logged in: with a file, the original; without one, the whole page.
pub(in crate::demo) fn hr_door(leaks: &Spot<'_>, a: &Application, file: Option<&FileInfo>) -> bool {
    let w = &a.who;
    match file {
        Some(file) if leaks.on("c14-hr-file") => {
            if a.photo.as_ref() == Some(file) {
                leaks.leaked("c14-hr-file", a, &[(AttributeId::D10, PICTURE)]);
            } else {
                let (given, family) = (&a.who.given_name, &a.who.family_name);
                leaks.leaked(
                    "c14-hr-file",
                    a,
                    &[(AttributeId::D01, given), (AttributeId::D02, family), (AttributeId::X03, &file.name)],
                );
            }
            true
        }
        None if leaks.on("c14-hr-page") => {
            leaks.leaked(
                "c14-hr-page",
                a,
                &[
                    (AttributeId::D01, &w.given_name),
                    (AttributeId::D02, &w.family_name),
                    (AttributeId::D04, &w.cpr),
                    (AttributeId::D05, &w.birth_date),
                    (AttributeId::D06, &w.email),
                    (AttributeId::D07, &w.phone),
                    (AttributeId::D08, &w.address),
                    (AttributeId::D09, &w.postcode_city),
                    (AttributeId::D12, &w.profile),
                    (AttributeId::P05, &w.nationality),
                    (AttributeId::P10, &w.preferential),
                ],
            );
            true
        }
        _ => false,
    }
}
