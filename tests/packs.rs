//! Every language pack keeps the promises of the first one: nobody's values, nobody's twice, and all of them to be found.

use std::collections::{BTreeSet, HashSet};

use klarsyn::candidates::attribute::TAXONOMY;
use klarsyn::candidates::{
    AttributeId, Candidate, Control, Dataset, FixtureClass, NationalIds, PACKS, Pack, Settings, fold, generate, people,
};
use klarsyn::pipeline::{Quiet, ScanOptions, scan_paths};
use proptest::prelude::*;

fn of_pack(pack: &Pack, seed: u64, count: u32) -> Settings {
    Settings::new(seed, count).with_pack(pack.code).expect("a pack of the list")
}

fn invent(settings: &Settings) -> Dataset {
    people(settings).expect("people")
}

fn of(candidate: &Candidate, id: AttributeId) -> &str {
    candidate.value(id).unwrap_or_else(|| panic!("{} has no {id}", candidate.id))
}

/// Beginnings of numbers that nobody has: what numbering plans list as spare (Denmark), authorities keep for films and books
/// (Sweden, Germany, Great Britain), or that no subscriber's number can have (Norway).
const PUBLISHED: [(&str, &[&str]); 5] = [
    (
        "da",
        &[
            "+45 13", "+45 14", "+45 15", "+45 17", "+45 19", "+45 67", "+45 68", "+45 83", "+45 84", "+45 85",
            "+45 94", "+45 95",
        ],
    ),
    ("sv", &["+46 70 174 06 ", "+46 8 465 004 ", "+46 31 390 06 ", "+46 40 628 04 ", "+46 980 319 2"]),
    ("no", &["+47 1"]),
    (
        "de",
        &[
            "+49 30 23125 ", "+49 69 90009 ", "+49 40 66969 ", "+49 221 4710 ", "+49 89 99998 ", "+49 171 39200 ",
            "+49 176 040690 ",
        ],
    ),
    (
        "en",
        &[
            "+44 7700 900", "+44 1632 960", "+44 20 7946 0", "+44 113 496 0", "+44 114 496 0", "+44 115 496 0",
            "+44 116 496 0", "+44 117 496 0", "+44 118 496 0", "+44 121 496 0", "+44 131 496 0", "+44 141 496 0",
            "+44 151 496 0", "+44 161 496 0", "+44 191 498 0", "+44 29 2018 0", "+44 28 9649 6",
        ],
    ),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn numbers_and_addresses_are_nobodys_in_every_language(seed: u64) {
        for pack in PACKS {
            for candidate in invent(&of_pack(pack, seed, 12)).candidates {
                let number = of(&candidate, AttributeId::D04);
                prop_assert!(pack.national_id.is_nobodys(number), "{number} may be somebody's ({})", pack.code);
                if let Some(firm) = candidate.value(AttributeId::D15) {
                    prop_assert!(pack.firm.is_nobodys(firm), "{firm} may be a firm's ({})", pack.code);
                }
                if let Some(staff) = candidate.value(AttributeId::D14) {
                    prop_assert!(pack.authorisations.contains(&staff));
                }
                let phone = of(&candidate, AttributeId::D07);
                let published = PUBLISHED.iter().find(|(code, _)| *code == pack.code).expect("a country").1;
                prop_assert!(published.iter().any(|range| phone.starts_with(range)), "{phone} may be somebody's");
                prop_assert!(of(&candidate, AttributeId::D06).ends_with(".example"));
            }
        }
    }
}

#[test]
fn packs_are_complete_and_alike_in_shape() {
    let mut codes = HashSet::new();
    for pack in PACKS {
        assert!(codes.insert(pack.code), "{} stands twice", pack.code);
        assert!(pack.sentences.neutral.len() >= 10 && pack.jobs.len() >= 5 && pack.employers.len() >= 10);
        assert!(pack.groups.iter().any(|g| g.abroad) && !pack.groups[0].abroad);
        for ground in pack.grounds {
            // Twins in sex tell the same thing in the words of their sex.
            assert_eq!(ground.women.len(), ground.men.len(), "{} in {}", ground.id, pack.code);
            for tell in ground.women.iter().chain(ground.men) {
                assert!(tell.sentence.contains(tell.value), "`{}` lacks `{}`", tell.sentence, tell.value);
            }
        }
        for group in pack.groups {
            let mut seen = HashSet::new();
            for given in group.names.women.iter().chain(group.names.men) {
                assert!(seen.insert(fold(given)), "{given} stands twice in a group of {}", pack.code);
            }
            assert!(group.faiths.iter().all(|tell| tell.sentence.contains(tell.value)));
        }
    }
}

#[test]
fn a_pool_of_sixty_has_a_pair_for_every_ground_in_every_language() {
    let grounds: BTreeSet<AttributeId> =
        TAXONOMY.iter().map(|k| k.id).filter(|id| id.code().starts_with('P')).collect();
    for pack in PACKS {
        let dataset = invent(&of_pack(pack, 11, 60));
        let pairs = dataset.applicants().filter_map(|c| Some((c, c.twin.as_ref()?)));
        let mut seen = BTreeSet::new();
        for (twin, link) in pairs {
            let original = dataset.get(&link.of).expect("the original");
            let Some(ground) = link.differs_in else { continue };
            assert_ne!(twin.value(ground), original.value(ground), "{ground} in {}", pack.code);
            seen.insert(ground);
        }
        assert_eq!(seen, grounds, "{}", pack.code);
        let both = |c: &Candidate| c.attributes.iter().map(|a| a.id).collect::<Vec<_>>();
        for (applicant, decoy) in dataset.applicants().zip(dataset.decoys()) {
            assert_eq!(both(applicant), both(decoy), "{} of {}", applicant.id, pack.code);
        }
    }
}

/// What every person of every language has, and what stands in the files of each of them.
const EVERYBODYS: [AttributeId; 12] = [
    AttributeId::D01,
    AttributeId::D02,
    AttributeId::D04,
    AttributeId::D05,
    AttributeId::D06,
    AttributeId::D07,
    AttributeId::D08,
    AttributeId::D09,
    AttributeId::D12,
    AttributeId::P01,
    AttributeId::P03,
    AttributeId::X07,
];

#[test]
fn the_documents_of_every_language_betray_their_people_and_no_decoy() {
    for pack in PACKS {
        let folder = tempfile::tempdir().expect("a folder");
        let dataset = generate(&of_pack(pack, 5, 3), folder.path(), &|_, _| ()).expect("it generates");
        for applicant in dataset.applicants() {
            // The formats that need no reader of letters.
            let files =
                applicant.documents.iter().filter(|d| ["cv_docx", "cv_pdf", "letter_pdf"].contains(&d.name.as_str()));
            let paths: Vec<_> = files.map(|d| folder.path().join(&d.path)).collect();
            let options = ScanOptions { candidates: Some(folder.path().into()), ..ScanOptions::default() };
            let assessment = scan_paths(&paths, &options, &Quiet).expect("it scans");
            let found: BTreeSet<AttributeId> =
                assessment.findings.iter().filter(|f| f.candidate == applicant.id.0).map(|f| f.attribute.id).collect();
            let others = assessment.findings.iter().filter(|f| f.candidate != applicant.id.0);
            let others: Vec<String> = others.map(|f| format!("{} {}", f.candidate, f.attribute.value)).collect();
            assert!(others.is_empty(), "files of {} ({}) also show {others:?}", applicant.id, pack.code);
            let missed: Vec<AttributeId> = EVERYBODYS.into_iter().filter(|id| !found.contains(id)).collect();
            assert!(missed.is_empty(), "{missed:?} of {} ({}) were not found", applicant.id, pack.code);
        }
    }
}

#[test]
fn pictures_and_revisions_betray_what_nobody_sees_in_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let dataset = generate(&Settings::new(5, 4), folder.path(), &|_, _| ()).expect("it generates");
    let applicant = &dataset.candidates[0];
    let shown = |document: &str, part: &str| -> Vec<String> {
        let file = applicant.documents.iter().find(|d| d.name == document).expect("everybody sends it");
        let options = ScanOptions { candidates: Some(folder.path().into()), ..ScanOptions::default() };
        let assessment = scan_paths(&[folder.path().join(&file.path)], &options, &Quiet).expect("it scans");
        let others = assessment.findings.iter().find(|f| f.candidate != applicant.id.0);
        assert!(others.is_none(), "{document} shows somebody else: {others:?}");
        let there = assessment.findings.into_iter().filter(|f| format!("{:?}", f.surface).contains(part));
        there.map(|f| f.attribute.value).collect()
    };
    let coordinates = applicant.attributes.iter().filter(|a| a.id == AttributeId::D08).nth(1).expect("a place");
    assert!(shown("photo", "GPS").contains(&coordinates.value), "the place of the camera was not found");
    assert!(shown("cv_pdf", "").contains(&of(applicant, AttributeId::D12).to_owned()), "no profile was found");
    assert!(shown("letter_pdf", "").contains(&of(applicant, AttributeId::D08).to_owned()), "the deleted line is gone");
    assert!(shown("letter_pdf", "").contains(&"signature".to_owned()), "the signature was not found");
    assert!(shown("photo", "").iter().all(|value| value != "signature"), "a portrait is no signature");
}

#[test]
fn whoever_claims_an_interview_by_right_says_so_in_a_field_of_its_own() {
    for (code, claims) in [("da", true), ("de", true), ("en", true), ("sv", false), ("no", false)] {
        let settings = Settings::new(4, 200).with_pack(code).expect("a pack");
        let dataset = invent(&settings);
        let told = |c: &&Candidate| !c.texts["preferential"].is_empty();
        assert_eq!(dataset.applicants().any(|c| told(&c)), claims, "{code}");
        for claimant in dataset.candidates.iter().filter(told) {
            let place = claimant.attributes.iter().filter(|a| a.id == AttributeId::P10).flat_map(|a| &a.places);
            assert!(place.into_iter().any(|p| p.part == "preferential"), "{} of {code}", claimant.id);
        }
    }
}

#[test]
fn nobody_gets_a_value_that_the_target_shows_already() {
    let plain = Settings::new(77, 10);
    let first = invent(&plain);
    let taken = of(&first.candidates[0], AttributeId::D02).to_owned();
    let mut control = Control::default();
    control.add(&format!("<p>Kontakt: {} i borgerservice</p>", taken.to_uppercase()));
    let second = invent(&Settings { control: Some(control.into()), ..plain });
    assert!(second.candidates.iter().all(|c| fold(of(c, AttributeId::D02)) != fold(&taken)), "{taken} was drawn again");
    let proof = second.uniqueness.expect("the dataset records the check");
    assert_eq!((proof.people, proof.control_texts), (20, Some(1)));
    assert!(proof.drawn_again > first.uniqueness.expect("it records").drawn_again);
}

#[test]
fn a_control_that_shows_everything_ends_with_an_error_and_not_never() {
    let mut control = Control::default();
    let digits = (0..1_000_000).map(|n| format!("{n:06}")).collect::<String>();
    control.add(&digits);
    let refused =
        people(&Settings { control: Some(control.into()), ..Settings::new(1, 2) }).expect_err("no number is free");
    assert!(refused.to_string().contains("smaller control crawl"), "{refused}");
}

#[test]
fn what_a_team_owns_is_used_and_marked_as_real() {
    let settings = Settings::new(3, 6)
        .with_email_domain("trial.ourcity.dk")
        .and_then(|s| s.with_phones(&["+45 70 20 ## ##".into()]))
        .expect("owned");
    for candidate in invent(&settings).candidates {
        assert!(of(&candidate, AttributeId::D06).ends_with("@trial.ourcity.dk"));
        assert!(of(&candidate, AttributeId::D07).starts_with("+45 70 20 "));
        for id in [AttributeId::D06, AttributeId::D07] {
            let class = candidate.attributes.iter().find(|a| a.id == id).map(|a| a.fixture_class);
            assert_eq!(class, Some(FixtureClass::RealisticOwned));
        }
    }
}

#[test]
fn national_numbers_are_left_out_or_taken_from_a_list_with_what_they_tell() {
    let without = Settings { national_ids: NationalIds::Without, ..Settings::new(3, 6) };
    assert!(invent(&without).candidates.iter().all(|c| c.value(AttributeId::D04).is_none()));
    let list = "151272-1234\n010190-4321\n";
    let owned = Settings::new(3, 2).with_national_ids("list".into(), list).expect("two numbers");
    let dataset = invent(&owned);
    let told: Vec<_> = dataset
        .applicants()
        .map(|c| [AttributeId::D04, AttributeId::D05, AttributeId::P01].map(|id| of(c, id).to_owned()))
        .collect();
    assert_eq!(told, [["151272-1234", "1972-12-15", "kvinde"], ["010190-4321", "1990-01-01", "mand"]]);
    let mut all = dataset.decoys();
    assert!(all.all(|d| PACKS[0].national_id.is_nobodys(of(d, AttributeId::D04))), "a decoy took one of the list");
}

#[test]
fn a_pool_so_large_that_families_need_second_names_is_drawn_to_its_end() {
    let dataset = invent(&Settings::new(1, 2_600));
    let families: HashSet<String> = dataset.candidates.iter().map(|c| fold(of(c, AttributeId::D02))).collect();
    assert_eq!(families.len(), dataset.candidates.len(), "a family name is two people's");
    // In so large a pool every family name would stand inside somebody's referee, and nobody's would be their own.
    assert!(dataset.candidates.iter().all(|c| c.value(AttributeId::D18).is_none()), "somebody names a referee");
}

#[test]
fn a_name_in_other_letters_is_in_them_from_end_to_end() {
    // Danish words as given names, second names and all: a Latin letter between would be nobody's spelling.
    let mut seen = 0;
    for pack in PACKS {
        let count = of_pack(pack, 1, 1).most().min(2_600);
        for candidate in invent(&of_pack(pack, 1, count)).candidates {
            let native = candidate.attributes.iter().filter(|a| a.id == AttributeId::D03).nth(1);
            let Some(native) = native else { continue };
            seen += 1;
            let latin = native.value.chars().find(|c| c.is_alphabetic() && !('\u{400}'..='\u{4ff}').contains(c));
            assert_eq!(latin, None, "{} of {} in {}", native.value, candidate.id, pack.code);
        }
    }
    assert!(seen > 100, "hardly anybody writes in other letters");
}

#[test]
fn hard_names_occur_in_every_large_pool() {
    let dataset = invent(&Settings::new(8, 400));
    let names: Vec<(&str, &str)> =
        dataset.candidates.iter().map(|c| (of(c, AttributeId::D01), of(c, AttributeId::D02))).collect();
    let some = |what: &str, test: &dyn Fn(&(&str, &str)) -> bool| {
        assert!(names.iter().any(test), "nobody has {what}");
    };
    some("one name only", &|(given, family)| given == family);
    some("three given names", &|(given, _)| given.split(' ').count() == 3);
    some("a particle", &|(_, family)| ["von ", "af ", "de "].iter().any(|p| family.starts_with(p)));
    some("a given name that is a word", &|(given, _)| ["Bo", "Sten", "Mark", "Rose", "Liv"].contains(given));
    let cyrillic = |c: &Candidate| c.attributes.iter().any(|a| a.value.chars().any(|c| ('а'..='я').contains(&c)));
    assert!(dataset.candidates.iter().any(cyrillic), "nobody writes in other letters");
}
