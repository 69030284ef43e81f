//! An anonymised document beside its original, from files to the outcome.

use klarsyn::candidates::{AttributeId, Settings, generate};
use klarsyn::extraction::Limits;
use klarsyn::pipeline::rendition;

fn quiet(_: usize, _: usize) {}

#[test]
fn a_rendition_tells_what_survived_what_is_gone_and_what_is_gone_too_much() {
    let folder = tempfile::tempdir().expect("a folder");
    let dataset = generate(&Settings::new(11, 3), folder.path(), &quiet).expect("it generates");
    let candidate = &dataset.candidates[1];
    let document = candidate.documents.iter().find(|d| d.name == "cv_docx").expect("a CV");
    let original = folder.path().join(&document.path);
    let value = |id| candidate.value(id).expect("a value").to_owned();
    let fact = &candidate.qualifications[0].value;
    let page = format!(
        "<p>Ansøger 7F3K2 fra {}</p><p>{fact}</p><!-- {} {} --><p>{}</p>",
        value(AttributeId::D09),
        value(AttributeId::D01),
        value(AttributeId::D02),
        hex::encode(value(AttributeId::D06)),
    );
    let blind = folder.path().join("blind.html");
    std::fs::write(&blind, page).expect("it writes");
    // Whose it is, is seen from the original.
    let report = rendition(&original, &blind, &dataset, None, &Limits::default()).expect("it compares");
    assert_eq!(report.candidate, candidate.id.0);
    let survived: Vec<AttributeId> = report.survived.iter().map(|s| s.attribute.id).collect();
    for id in [AttributeId::D01, AttributeId::D02, AttributeId::D06, AttributeId::D09] {
        assert!(survived.contains(&id), "{id} stands in the rendition: {:?}", report.survived);
    }
    let removed: Vec<AttributeId> = report.removed.iter().map(|v| v.id).collect();
    assert!(removed.contains(&AttributeId::D07) && removed.contains(&AttributeId::D08), "{removed:?}");
    assert!(!removed.contains(&AttributeId::D06), "what stands there in disguise is not gone");
    assert_eq!(report.kept, [candidate.qualifications[0].id.clone()]);
    assert_eq!(report.kept.len() + report.lost.len(), candidate.qualifications.len());
    assert!(report.words_kept < report.words / 4, "{} of {}", report.words_kept, report.words);
    assert_eq!(report.gaps, [] as [String; 0]);

    let empty = folder.path().join("empty.html");
    std::fs::write(&empty, "<p>Ansøger 7F3K2</p>").expect("it writes");
    let report =
        rendition(&original, &empty, &dataset, Some(&candidate.id.0), &Limits::default()).expect("it compares");
    assert_eq!((report.survived.len(), report.kept.len()), (0, 0));
    assert!(rendition(&empty, &empty, &dataset, None, &Limits::default()).is_err(), "nobody stands in it");
}
