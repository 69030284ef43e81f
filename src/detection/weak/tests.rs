//! What weak values look like beside their candidate, and what only looks like them.

use crate::candidates::{Attribute, AttributeId, Dataset, FixtureClass};
use crate::detection::sample::detect_answer_of;
use crate::detection::{Anchors, Detector, sample};
use crate::extraction::{Extraction, Part, Segment};

/// The person of the examples, with more that can be told of her; a man where `male` says so.
fn person(male: bool) -> Dataset {
    let mut dataset = sample();
    let attributes = &mut dataset.candidates[0].attributes;
    for (id, value) in [
        (AttributeId::P12, "enlig"),
        (AttributeId::X05, "1988–1991"),
        (AttributeId::X07, "arabisk"),
        (AttributeId::X22, "intern ansøger"),
        (AttributeId::D08, "56.4950, 6.3402"),
    ] {
        let (value, fixture_class) = (value.to_owned(), FixtureClass::Reserved);
        attributes.push(Attribute { id, value, fixture_class, places: Vec::new() });
    }
    let sex = attributes.iter_mut().find(|a| a.id == AttributeId::P01);
    sex.unwrap().value = if male { "mand" } else { "kvinde" }.to_owned();
    dataset
}

/// What fields of somebody who is known by her mail address show.
fn shown(dataset: &Dataset, fields: &[(&str, &str)]) -> Vec<&'static str> {
    shown_by(&Detector::new(dataset, &Anchors::default()), fields)
}

fn shown_by(detector: &Detector, fields: &[(&str, &str)]) -> Vec<&'static str> {
    let anchor = ("/mail", "fatima.alsayed72@mail.example");
    let segments = std::iter::once(&anchor).chain(fields).map(|(place, text)| Segment {
        text,
        part: Part::Data,
        place: (*place).into(),
        span: None,
        concealed: None,
        inline: false,
    });
    let extraction = Extraction { segments: segments.collect(), ..Extraction::default() };
    let mut codes: Vec<_> = detector.search(&extraction).matches;
    codes.retain(|m| m.attribute != AttributeId::D06);
    let mut codes: Vec<_> = codes.iter().map(|m| m.attribute.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn shows(dataset: &Dataset, code: &str, texts: &[&str]) {
    for text in texts {
        assert!(shown(dataset, &[("/note", text)]).contains(&code), "{code}: {text}");
    }
}

fn shows_nothing(dataset: &Dataset, texts: &[&str]) {
    for text in texts {
        assert_eq!(shown(dataset, &[("/note", text)]), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn an_age_is_told_by_its_unit_its_label_or_its_band() {
    let her = person(false);
    let told = ["53 år", "Den 53-årige", "53 aar", "53 yrs", "53 y.o.", "53yo", "Age: 53", "53 Jahre", "53\u{a0}år"];
    shows(&her, "P03", &told);
    shows(&her, "P03", &["Alder: 50-59", "Age group 45–54", "Alder: 50+", "Alder: i 50'erne", "midt i halvtredserne"]);
    for (place, text) in [
        ("/ageInYears", "53"),
        ("/candidateAge", "53"),
        ("/ageGroup", "50-59"),
        ("/years_old", "53"),
        ("/hvor gammel er du", "53"),
    ] {
        assert!(shown(&her, &[(place, text)]).contains(&"P03"), "{place}");
    }
    let two = |a, x, b, y| shown(&her, &[(a, x), (b, y)]).contains(&"P03");
    assert!(two("/ageRange/min", "50", "/ageRange/max", "59"));
    assert!(two("/age_from", "50", "/age_to", "54"));
    assert!(!two("/ageRange/min", "54", "/ageRange/max", "59"));
    assert!(!two("/ageRange/min", "18", "/ageRange/max", "67"));
    assert!(!two("/pay/min", "50", "/pay/max", "59"));
    assert!(!two("/age/first", "50", "/age/max", "59"));
    assert!(!two("/age/min", "50", "/age/second", "59"));
    shows_nothing(
        &her,
        &[
            "Side 53",
            "53 % af alle",
            "Vi har 53 års erfaring",
            "Løntrin 50-54",
            "Kl. 12.53",
            "Alder: 20-49",
            "Alder: 18+",
        ],
    );
    shows_nothing(
        &her,
        &[
            "Alder: 50-59: 2, 20-29: 5",
            "musik fra halvtredserne",
            "53 borgere spiser sammen hver uge, og alder er ingen hindring",
        ],
    );
}

#[test]
fn a_year_of_birth_is_told_by_what_stands_before_it() {
    let her = person(false);
    shows(&her, "D05", &["f. 1972", "b. 1972", "årgang 1972", "årgang 72", "Født '72", "Ansøger (f. 1972)"]);
    assert!(shown(&her, &[("/yearOfBirth", "72")]).contains(&"D05"));
    shows_nothing(&her, &["f.eks. 1972", "ca. 72", "Opgave 72", "grundlagt 1972", "årgang 1973", "Født '71-72"]);
}

#[test]
fn a_sex_is_told_by_words_titles_signs_and_fields() {
    let (her, him) = (person(false), person(true));
    shows(
        &her,
        "P01",
        &["kvindelig ansøger", "Mrs. Applicant", "Ms Applicant", "♀", "👩‍💼", "Køn: K", "mor til to", "she/her"],
    );
    let told = ["mandlig ansøger", "hans erfaring", "Kære hr.", "Mr. Applicant", "♂", "Sex: M", "far til to", "he/him"];
    shows(&him, "P01", &told);
    shows(&him, "P01", &["Gender: Man", "we met him", "/avatars/man.svg", "icon-mars"]);
    for (place, text) in [("/title", "Mr"), ("/salutation", "Hr."), ("/isMale", "true"), ("/is_female", "false")] {
        assert!(shown(&him, &[(place, text)]).contains(&"P01"), "{place}");
        assert!(!shown(&her, &[(place, text)]).contains(&"P01"), "{place}");
    }
    let anybody =
        ["Hans Bak er leder", "HR-afdelingen", "24 hr. service", "his/her papers", "he/she", "Rapport: Mr 12"];
    shows_nothing(&him, &anybody);
    shows_nothing(&him, &["https://hr.example/sag", "https://hr.example/he/", "he", "lang=he"]);
    shows_nothing(&him, &["Køn: K", "man skal kunne lide børn", "12-mars-2026", "Køn: Mand Kvinde Andet"]);
    assert!(!shown(&him, &[("/archived", "true")]).contains(&"P01"));
}

#[test]
fn an_origin_is_told_by_country_people_language_and_flag() {
    let her = person(false);
    let told = ["syrer", "fra Syrien", "Statsborgerskab: SY", "Citizenship: Syrian", "/flags/sy.svg", "fi fi-sy"];
    shows(&her, "P05", &told);
    for (place, text) in [("/countryOfBirth", "Syrien"), ("/nationality", "Syrian"), ("/nationalities", "SY")] {
        assert!(shown(&her, &[(place, text)]).contains(&"P05"), "{place}");
    }
    shows(&her, "X07", &["Arabic", "العربية", "Sprog: ar"]);
    assert!(shown(&her, &[("/languages/0/code", "ar")]).contains(&"X07"));
    shows_nothing(&her, &["Syrien er et land", "/img/sy.svg", "SY", "hr.", "ar"]);
    // The language of a document is not that of a mother.
    let mut dane = person(false);
    for a in &mut dane.candidates[0].attributes {
        match a.id {
            AttributeId::X07 => a.value = "dansk".into(),
            AttributeId::P05 => a.value = "polsk".into(),
            _ => {}
        }
    }
    assert!(shown(&dane, &[("/nativeLanguage", "Danish")]).contains(&"X07"));
    assert_eq!(shown(&dane, &[("/lang", "da")]), Vec::<&str>::new());
    assert_eq!(shown(&dane, &[("/note", "polish the floor")]), Vec::<&str>::new());
    shows(&dane, "P05", &["Polish applicant", "polak"]);
}

#[test]
fn other_words_say_the_same() {
    let her = person(false);
    shows(&her, "P12", &["ugift", "Civilstand: ugift", "Marital status: single", "Unmarried"]);
    shows(&her, "X22", &["internal applicant", "Ansøgertype: intern"]);
    assert!(shown(&her, &[("/maritalStatus", "single")]).contains(&"P12"));
    shows_nothing(&her, &["gift", "Log ind med single sign-on", "Status: single selection", "Internt notat", "Intern"]);
}

#[test]
fn years_are_a_period_in_words_short_and_in_two_fields() {
    let her = person(false);
    let told = ["1988-1991", "1988 til 1991", "fra 1988 to 1991", "08/1988 - 06/1991", "1988-91", "1988/91"];
    shows(&her, "X05", &told);
    for (from, to) in [("1988", "1991"), ("1988-08-01", "1991-06-30"), ("01.08.1988", "30.06.1991")] {
        assert!(shown(&her, &[("/job/start", from), ("/job/end", to)]).contains(&"X05"), "{from}");
        assert!(!shown(&her, &[("/job/0/start", from), ("/job/1/start", to)]).contains(&"X05"), "{from}");
        assert!(!shown(&her, &[("/job/start", to), ("/job/end", from)]).contains(&"X05"), "{from}");
    }
    shows_nothing(&her, &["1988", "1991", "11988-1991", "1988-911", "1988-91-12", "1988 var et godt år, ligesom 1991"]);
}

#[test]
fn places_and_initials_are_told_in_other_spellings() {
    let her = person(false);
    shows(&her, "D09", &["DK-2400", "2400 Kbh. NV", "2400 Copenhagen NW"]);
    shows(&her, "D03", &["F. A.", "F A", "F.A", "FA", "Initialer: FA"]);
    shows_nothing(&her, &["2400 kr.", "2400 timer om året", "Lokale 2400", "FAB", "fa", "Note: FA"]);
    shows(&her, "D08", &["56.495,6.3402", "[6.3402,56.495]", "https://kort.example/?q=56.4950,6.3402"]);
    assert!(shown(&her, &[("/pos/lat", "56.495"), ("/pos/lng", "6.3402")]).contains(&"D08"));
    shows_nothing(&her, &["56.495", "6.3402", "156.495,6.3402", "56.495,6.34025"]);
}

#[test]
fn what_a_field_is_called_says_nothing() {
    let (her, him) = (person(false), person(true));
    let json = |rest: &str| format!("{{\"mail\":\"fatima.alsayed72@mail.example\",{rest}}}");
    let html = |rest: &str| format!("<p>fatima.alsayed72@mail.example</p>{rest}");
    let codes = |dataset: &Dataset, body: &str| {
        let media_type = if body.starts_with('{') { "application/json" } else { "text/html" };
        let mut found = detect_answer_of(dataset, media_type, body);
        found.retain(|m| m.attribute != AttributeId::D06);
        found.into_iter().map(|m| m.attribute.code()).collect::<Vec<_>>()
    };
    for rest in [
        r#""is_male":null"#, r#""is_male":false"#, r#""male":0,"female":0"#, r#""counts":{"mand":3}"#,
        r#""arabisk":false"#,
    ] {
        assert_eq!(codes(&him, &json(rest)), Vec::<&str>::new(), "{rest}");
    }
    assert_eq!(
        codes(&him, &html("<input name=is_male id=male value=0><div class=male-filter>x</div>")),
        Vec::<&str>::new()
    );
    assert_eq!(codes(&him, &json(r#""is_male":true"#)), ["P01"]);
    assert_eq!(codes(&him, &html("<i class='fa fa-male'></i>")), ["P01"]);
    assert_eq!(codes(&her, &json(r#""languages":{"arabisk":"flydende"}"#)), ["X07"]);
}

#[test]
fn half_of_a_post_code_is_none() {
    let mut her = person(false);
    let home = her.candidates[0].attributes.iter_mut().find(|a| a.id == AttributeId::D09);
    home.unwrap().value = "114 55 Stockholm".to_owned();
    shows(&her, "D09", &["114 55 Stockholm", "11455 Stockholm"]);
    shows_nothing(&her, &["114 Ansøgere", "114 resultater"]);
}

#[test]
fn a_birth_date_is_told_without_noughts_and_century() {
    let mut born = person(false);
    let date = born.candidates[0].attributes.iter_mut().find(|a| a.id == AttributeId::D05);
    date.unwrap().value = "1983-06-05".to_owned();
    shows(&born, "D05", &["Født 5/6-83", "d. 5.6.83", "5. 6. 83", "6/5/83 (US)", "05/06-83", "5-6-83"]);
    for text in ["5/6-84", "15/6-83", "5.6.835", "1.5.6.83", "6.5.83", "version 5.6.83.1", "5/6-83/2"] {
        assert!(!shown(&born, &[("/note", text)]).contains(&"D05"), "{text}");
    }
}

#[test]
fn what_a_text_showed_at_one_place_says_nothing_about_another() {
    let detector = Detector::new(&person(false), &Anchors::default());
    for _ in 0..2 {
        assert_eq!(shown_by(&detector, &[("/pages", "53")]), Vec::<&str>::new());
        assert_eq!(shown_by(&detector, &[("/age", "53")]), ["P03"]);
    }
}
