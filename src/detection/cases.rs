//! What the room promises, case by case.

use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::sample::detect_answer;
use super::{Anchors, Confidence, Detector, Match, detect_text, sample};
use crate::candidates::{AttributeId, CandidateId, Dataset, Role};
use crate::extraction::{Extraction, Part, Segment};

fn segment<'a>(place: &'a str, text: &'a str) -> Segment<'a> {
    Segment { text, part: Part::VisibleText, place: place.into(), span: None, concealed: None, inline: true }
}

fn search(dataset: &Dataset, anchors: &Anchors, segments: &[(&str, &str)]) -> Vec<Match> {
    let segments = segments.iter().map(|(place, text)| segment(place, text)).collect();
    Detector::new(dataset, anchors).search(&Extraction { segments, ..Extraction::default() }).matches
}

fn codes(matches: &[Match]) -> Vec<&'static str> {
    let mut codes: Vec<_> = matches.iter().map(|m| m.attribute.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn each_text_shows_what_it_shows_and_no_more() {
    for (text, want) in [
        ("skriv til fatima.alsayed72@mail.example.", vec!["D06"]),
        ("skriv til x.fatima.alsayed72@mail.example", vec!["D01", "D02"]),
        ("Return-Path: <bounce+fatima.alsayed72=mail.example@klient.example>", vec!["D06"]),
        (
            "var a = [\"f\",\"a\",\"t\",\"i\",\"m\",\"a\",\".\",\"a\",\"l\",\"s\",\"a\",\"y\",\"e\",\"d\",\"7\",\"2\",\"@\",\"m\",\"a\",\"i\",\"l\",\".\",\"e\",\"x\",\"a\",\"m\",\"p\",\"l\",\"e\"].join('')",
            vec!["D06"],
        ),
        ("[71, 108, 46, 32, -61, -122, 98, 108, 101, 118, 101, 106, 32, 49, 55]", vec!["D08"]),
        ("[71, 108, 46, 32, -61, -104, 98, 108, 101, 118, 101, 106, 32, 49, 55]", vec![]),
        (
            r"\146\141\164\151\155\141\56\141\154\163\141\171\145\144\67\62\100\155\141\151\154\56\145\170\141\155\160\154\145",
            vec!["D06"],
        ),
        ("F-a-t-i-m-a", vec!["D01"]),
        ("A-l-S-a-y-e-d", vec!["D02"]),
        ("Al-Sayed, Fatima", vec!["D01", "D02"]),
        ("fatima-al-sayed", vec!["D01", "D02"]),
        ("Fatima Al-Sayeds ansøgning", vec!["D01", "D02"]),
        ("CPR 751272 1234", vec!["D04"]),
        ("17512721234", vec![]),
        ("+4513572468", vec!["D07"]),
        ("0045 13572468", vec!["D07"]),
        ("113572468", vec![]),
        ("tlf. 13572468", vec!["D07"]),
        ("tlf. 13-57-24-68", vec!["D07"]),
        ("Sagsnr. 135724, 68.06.2004", vec![]),
        ("/img/FATIma_jeia6c36s5u7U4r.png", vec![]),
        ("?t=aGuxcZ-Fatima", vec![]),
        ("hwSUw_FAT_IMA", vec![]),
        ("FATIMA_oolATX", vec![]),
        ("3165bb54-d100-4838-a355-466174696d61", vec![]),
        ("Erfaring 751272-1234", vec!["D04"]),
        ("Lærling på hotel: 751272-1234", vec!["D04"]),
        ("+12345678 751272-1234", vec!["D04"]),
        ("FATIMA-cv.png", vec!["D01"]),
        ("Opkald fra +45 75 12 72 12 34", vec![]),
        ("/img/Fatima_CUkyNYY9NqgkbUU_4.png", vec![]),
        ("/filer/Fatima_x2drp4s.pdf", vec!["D01"]),
        ("/filer/fatima-billede.png Fatima-billede.png", vec!["D01"]),
        ("8e6b46617469 6d61f3b79b6fd65dbbaf1546f766529658ab", vec![]),
        ("987b24cc-674d-4020-a135-72468b73c2e6", vec![]),
        ("cafe13572468beef0", vec![]),
        ("13572468-1357-2468-1357-246813572468", vec!["D07"]),
        ("Gammel Æblevej 17", vec!["D08"]),
        ("Gl. Æblevej 175", vec![]),
        ("/filer/CV_Fatima_AlSayed_2026_AbC123.pdf", vec!["D01", "D02", "X03"]),
        ("/filer/CV_Fatima_AlSay_RVr7gxv.pdf", vec!["D01", "D02", "X03"]),
        ("CV: Fatima Al-Sayed", vec!["D01", "D02"]),
        ("oprettet af f.alsayed", vec!["D02"]),
        ("Vi mødte Fati ma i går", vec![]),
        ("F a t i m a og A l - S a y e d", vec!["D01", "D02"]),
        ("Sagsbehandler Faal. Sayed", vec![]),
        ("Fødselsdato: 15.12.1972", vec!["D05"]),
        ("Autorisations-ID: 09YMB", vec!["D14"]),
        ("/filer/a09YMB.png", vec![]),
        ("C09YMBD", vec![]),
        ("Loven af 15.12.1972", vec![]),
        ("/img/cPrlntodRb.png?v=26648ed2 15.12.1972", vec![]),
        ("CPR-nr. 15.12.1972", vec!["D05"]),
        ("+75 12 72 12 34 76", vec![]),
        ("kvinde, 53 år, syrisk, F.A.", vec![]),
        ("Fatima Hansen er kontaktperson", vec![]),
        ("eyJhIjoie1wibWFpbFwiOlwiZmF0aW1hLmFsc2F5ZWQ3MkBtYWlsLmV4YW1wbGVcIn0ifQ", vec!["D06"]),
        ("2b71422b4959aa046f4dbfe9d4f84eaa698c05d5b4f729d271e1ae1e4abda10a", vec!["D06"]),
        ("a55c36cd2123fcfb930e", vec!["D06"]),
    ] {
        assert_eq!(codes(&detect_text(text, &sample())), want, "{text}");
    }
}

#[test]
fn email_split_over_two_nodes_is_found_as_split() {
    let found = search(&sample(), &Anchors::default(), &[("p > b", "fatima.als"), ("p", "ayed72@mail.example")]);
    assert!(found.iter().any(|m| m.attribute == AttributeId::D06 && m.disguise.0 == ["split"]), "{found:#?}");
}

#[test]
fn names_in_an_address_are_the_address_and_those_packed_together_with_it_are_names() {
    let json = r#"{"name": "Fatima Al-Sayed", "mail": "fatima.alsayed72@mail.example"}"#;
    let found = |text: &str| codes(&detect_text(text, &sample()));
    assert_eq!(found(json), ["D01", "D02", "D06"]);
    assert_eq!(found(&format!("data={}", BASE64_STANDARD.encode(json))), ["D01", "D02", "D06"]);
    for address in
        ["fatima.alsayed72@mail.example", "fatima%2ealsayed72%40mail.example", "fatima&#46;alsayed72@mail.example"]
    {
        assert_eq!(found(address), ["D06"], "{address}");
        assert_eq!(found(&BASE64_STANDARD.encode(address)), ["D06"], "{address}");
    }
}

#[test]
fn the_first_digits_of_a_digest_count_only_beside_its_own_candidate() {
    let anchors = Anchors { ids: [(CandidateId("c1".into()), vec!["app-48213".to_owned()])].into_iter().collect() };
    let shown = |id: &str, digits: &str| codes(&search(&sample(), &anchors, &[("/r/0/id", id), ("/r/0/ref", digits)]));
    // Of the MD5 of her mail address.
    assert_eq!(shown("app-48213", "a55c36cd"), ["D06"]);
    assert_eq!(shown("app-48213", "Ref A55C36CD2123F."), ["D06"]);
    for digits in ["a55c36c", "a55c36ce", "a55c36cd2124", "xa55c36cd", "a55c36cdx"] {
        assert!(shown("app-48213", digits).is_empty(), "{digits}");
    }
    assert!(shown("app-48214", "a55c36cd").is_empty());
    // That of somebody else says nothing about her.
    let mut two = sample();
    let mut other = two.candidates[0].clone();
    other.id = CandidateId("c2".into());
    other.attributes.retain(|a| a.id == AttributeId::D06);
    other.attributes[0].value = "jens.ravnsborgholt@mail.example".to_owned();
    two.candidates.push(other);
    let shown = |digits: &str| codes(&search(&two, &anchors, &[("/r/0/id", "app-48213"), ("/r/0/ref", digits)]));
    assert_eq!(shown("a55c36cd"), ["D06"]);
    assert!(shown("0c917251").is_empty());
}

#[test]
fn weak_values_count_only_beside_their_own_candidate() {
    let anchors = Anchors { ids: [(CandidateId("c1".into()), vec!["app-48213".to_owned()])].into_iter().collect() };
    let row = |id: &'static str| [("/r/0/id", id), ("/r/0/sex", "kvinde"), ("/r/0/age", "53")];
    assert_eq!(codes(&search(&sample(), &anchors, &row("app-48213"))), ["P01", "P03"]);
    assert!(search(&sample(), &anchors, &row("app-48214")).is_empty());
    let code = search(&sample(), &anchors, &[("/r/0/id", "app-48213"), ("/r/0/zip", " 2400 ")]);
    assert!(code.iter().any(|m| m.attribute == AttributeId::D09 && m.disguise.0 == ["partial"]), "{code:#?}");
    let other = [("/r/0/id", "app-48213"), ("/r/1/sex", "kvinde"), ("/r/1/age", "53")];
    assert!(search(&sample(), &anchors, &other).is_empty());
}

#[test]
fn a_number_in_a_table_of_a_file_means_what_its_column_is_called() {
    let mail = "fatima.alsayed72@mail.example";
    let table = |row: &str, cell: &str, column: &str| {
        let place = |r: u8, c: u8| format!("member a.xml!t[1] > {row}[{r}] > {cell}[{c}]");
        let places = [place(1, 2), place(1, 4), place(2, 2), place(2, 4), place(3, 2), place(3, 4)];
        let texts = ["Mail", column, mail, "53", "x", "53"];
        let cells: Vec<(&str, &str)> = places.iter().map(String::as_str).zip(texts).collect();
        search(&sample(), &Anchors::default(), &cells).into_iter().filter(|m| m.attribute == AttributeId::P03).count()
    };
    for (row, cell) in [("row", "c"), ("w:tr", "w:tc"), ("table:table-row", "table:table-cell"), ("tr", "td")] {
        assert_eq!(table(row, cell, "Alder"), 1, "{row}");
        assert_eq!(table(row, cell, "Timer"), 0, "{row}");
    }
}

#[test]
fn a_line_of_several_peoples_text_is_about_whom_it_names() {
    let mut dataset = sample();
    let mut other = dataset.candidates[0].clone();
    other.id = CandidateId("c2".into());
    other.attributes.retain(|a| matches!(a.id, AttributeId::D06 | AttributeId::P01 | AttributeId::P03));
    for (attribute, value) in other.attributes.iter_mut().zip(["ole.bak@mail.example", "mand", "41"]) {
        attribute.value = value.into();
    }
    dataset.candidates.push(other);
    let lines = ["1 fatima.alsayed72@mail.example 53 år kvinde", "2 ole.bak@mail.example 41 år mand", "3 x 53 år mand"];
    let weak = |segments: &[(&str, &str)]| {
        let found = search(&dataset, &Anchors::default(), segments).into_iter();
        let mut weak: Vec<_> = found.map(|m| (m.candidate.0, m.attribute.code())).collect();
        weak.retain(|(_, code)| code.starts_with('P'));
        weak.sort();
        weak.dedup();
        weak
    };
    let want = [("c1", "P01"), ("c1", "P03"), ("c2", "P01"), ("c2", "P03")].map(|(id, code)| (id.to_owned(), code));
    assert_eq!(weak(&lines.map(|line| ("page[1] > block[1]", line))), want);
    assert_eq!(weak(&[("line[1]", &lines.join("\n"))]), want);
    assert_eq!(weak(&[("line[1]", &lines.join(" "))]), []);
}

#[test]
fn a_post_code_counts_alone_or_behind_its_label() {
    let anchor = ("p[1]", "fatima.alsayed72@mail.example");
    let shows = |text: &str| codes(&search(&sample(), &Anchors::default(), &[anchor, ("p[2]", text)])).contains(&"D09");
    for text in ["2400", "Postnr.: 2400", "Zip code 2400", "Land: DK, postnummer 2400, by skjult", "By: København NV"]
    {
        assert!(shows(text), "{text}");
    }
    for text in ["Lokale 2400", "Postnr.: 12400", "Postnr.: 5000, kontor 2400", "Postnr.\n2400 kr."] {
        assert!(!shows(text), "{text}");
    }
}

#[test]
fn initials_and_values_over_two_lines_are_found_beside_their_candidate() {
    let anchors = Anchors { ids: [(CandidateId("c1".into()), vec!["app-48213".to_owned()])].into_iter().collect() };
    fn line(text: &str) -> Segment<'_> {
        Segment { part: Part::DocumentText, ..segment("page[1]", text) }
    }
    let of = |lines: &[&str]| {
        let segments = lines.iter().map(|l| line(l)).collect();
        let extraction = Extraction { segments, ..Extraction::default() };
        Detector::new(&sample(), &anchors).search(&extraction).matches
    };
    let found = of(&["app-48213", "CV F.A.", "By: 2400 København", "NV"]);
    assert_eq!(codes(&found), ["D03", "D09"]);
    assert!(found.iter().any(|m| m.attribute == AttributeId::D09 && m.disguise.0 == ["split"]), "{found:#?}");
    assert_eq!(codes(&of(&["app-48213", "CV F.A.B.", "G.F.A. med", "2450 København", "NV"])), Vec::<&str>::new());
    assert_eq!(codes(&of(&["app-48214", "CV F.A.", "By: 2400 København", "NV"])), Vec::<&str>::new());
}

#[test]
fn weak_values_are_known_by_their_labels() {
    let shown = |body: &str| {
        let body = format!("<div class=kort><span class=m>fatima.alsayed72@mail.example</span>{body}</div>");
        let found = detect_answer("text/html", &body);
        codes(&found).into_iter().filter(|code| *code != "D06").collect::<Vec<_>>()
    };
    let radio = |female: &str, male: &str| {
        format!(
            "<input class=r type=radio name=gender value=M{male}><label>Mand</label>\
             <input class=r type=radio name=gender value=K{female}><label>Kvinde</label>"
        )
    };
    for (body, want) in [
        ("<dl><dt>Alder</dt><dd>53</dd></dl>".to_owned(), vec!["P03"]),
        ("<dl><dt>Side</dt><dd>53</dd></dl>".to_owned(), vec![]),
        ("<input class=f name=age value=53>".to_owned(), vec!["P03"]),
        ("<table><tr><th>Køn</th><td>K</td></tr></table>".to_owned(), vec!["P01"]),
        ("<table><tr><th>Køn</th><td>M</td></tr></table>".to_owned(), vec![]),
        ("<table><tr><th>Karakter</th><td>K</td></tr></table>".to_owned(), vec![]),
        (radio(" checked", ""), vec!["P01"]),
        (radio("", " checked"), vec![]),
        ("<select name=k><option>Mand<option selected>Kvinde</select>".to_owned(), vec!["P01"]),
        ("<select name=k><option selected>Mand<option>Kvinde</select>".to_owned(), vec![]),
        ("<dl><dt>Nationalitet</dt><dd>SY</dd></dl>".to_owned(), vec!["P05"]),
        ("<dl><dt>Statsborgerskab</dt><dd>Syrien</dd></dl>".to_owned(), vec!["P05"]),
        ("<p>Syrien er ramt af krig</p>".to_owned(), vec![]),
        ("<i>\u{1f1f8}\u{1f1fe}</i>".to_owned(), vec!["P05"]),
        ("<i>\u{1f1f5}\u{1f1f1}</i>".to_owned(), vec![]),
        ("<dl><dt>Fødselsår</dt><dd>1972</dd></dl>".to_owned(), vec!["D05"]),
        ("<p>Født i december 1972</p>".to_owned(), vec!["D05"]),
        ("<p>Født 3.4.1972</p>".to_owned(), vec![]),
        ("<p>Ansat i 1972</p>".to_owned(), vec![]),
        ("<dl><dt>By</dt><dd>København NV</dd></dl>".to_owned(), vec!["D09"]),
        ("<dl><dt>Arbejdssted</dt><dd>København NV</dd></dl>".to_owned(), vec![]),
        ("<dl><dt>Erfaring i år</dt><dd>53</dd></dl>".to_owned(), vec![]),
        ("<dl><dt>Brugernavn</dt><dd>faal</dd></dl>".to_owned(), vec!["D02"]),
        ("<p class=bruger>FATALSA</p>".to_owned(), vec!["D02"]),
        ("<p class=bruger>fatal</p>".to_owned(), vec![]),
        ("<p class=knap>faal</p>".to_owned(), vec![]),
    ] {
        assert_eq!(shown(&body), want, "{body}");
    }
}

#[test]
fn a_digest_with_the_salt_of_a_field_is_seen() {
    let body = |name: &str| {
        format!(
            "<form><input type=hidden class=x name={name} value=s3cret></form>\
             <p id=ea8baf839c187d51cfe06c4a9d0ec8f5ad1aede682c6b1ea992a6de9172ad7d2>x</p>"
        )
    };
    for (name, want) in [("csrf_salt", vec!["D06"]), ("csrf", vec![])] {
        assert_eq!(codes(&detect_answer("text/html", &body(name))), want, "{name}");
    }
}

#[test]
fn a_masked_cpr_number_and_address_are_found_beside_their_candidate() {
    let anchors = Anchors { ids: [(CandidateId("c1".into()), vec!["app-48213".to_owned()])].into_iter().collect() };
    let found =
        search(&sample(), &anchors, &[("/id", "app-48213"), ("/cpr", "751272-****"), ("/mail", "f***@mail.example")]);
    assert_eq!(codes(&found), ["D04", "D06"]);
}

#[test]
fn a_plain_span_slices_back_to_the_value() {
    let text = "Ærlig talt: Fatima Al-Sayed, fatima.alsayed72@mail.example";
    let found = detect_text(text, &sample());
    assert_eq!(codes(&found), ["D01", "D02", "D06"]);
    for m in found {
        assert_eq!(&text[m.span.0 as usize..m.span.1 as usize], m.value);
        assert!(m.disguise.0.is_empty() && m.span_in_bytes && m.confidence == Confidence::Certain);
    }
}

#[test]
fn a_decoy_comes_out_like_any_other_and_only_where_it_stands() {
    let mut dataset = sample();
    let mut decoy = dataset.candidates[0].clone();
    decoy.id = CandidateId("d1".into());
    decoy.role = Role::Decoy;
    decoy.attributes.retain(|a| a.id == AttributeId::D06);
    decoy.attributes[0].value = "zofia.kwiat@mail.example".into();
    dataset.candidates.push(decoy);
    let of = |text: &str| detect_text(text, &dataset).into_iter().map(|m| m.candidate.0).collect::<Vec<_>>();
    assert_eq!(of("zofia.kwiat@mail.example"), ["d1"]);
    assert_eq!(of("fatima.alsayed72@mail.example"), ["c1"]);
}

#[test]
fn a_file_inside_json_is_opened_and_a_compressed_text_is_unfolded() {
    use base64::Engine as _;
    use std::io::Write as _;
    let base64 = |bytes: &[u8]| base64::engine::general_purpose::STANDARD.encode(bytes);
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("cv.txt", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(b"fatima.alsayed72@mail.example").unwrap();
    let zip = zip.finish().unwrap().into_inner();
    let mut brotli = Vec::new();
    brotli::CompressorWriter::new(&mut brotli, 4096, 5, 20)
        .write_all(b"skriv til fatima.alsayed72@mail.example, skriv til fatima.alsayed72@mail.example")
        .unwrap();
    let mut bzip2 = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::fast());
    bzip2.write_all(b"skriv til fatima.alsayed72@mail.example").unwrap();
    let bzip2 = bzip2.finish().unwrap();
    for (bytes, name) in [(zip, "file"), (brotli, "compressed"), (bzip2, "file")] {
        let found = detect_text(&format!("{{\"indhold\":\"{}\"}}", base64(&bytes)), &sample());
        assert!(
            found.iter().any(|m| m.attribute == AttributeId::D06 && m.disguise.0 == ["base64", name]),
            "{name}: {found:#?}"
        );
    }
}

#[test]
fn what_is_cut_short_is_said() {
    let unit = |text: &str| {
        let segments = [segment("/x", text)].into_iter().collect();
        Detector::new(&sample(), &Anchors::default()).search(&Extraction { segments, ..Extraction::default() }).gaps
    };
    use base64::Engine as _;
    let mut deep = "fatima.alsayed72@mail.example".to_owned();
    for _ in 0..6 {
        deep = base64::engine::general_purpose::STANDARD.encode(deep);
    }
    assert!(unit(&deep).iter().any(|g| g.contains("nested deeper")), "{:?}", unit(&deep));
    assert_eq!(unit("Kære ansøger, velkommen til samtale."), Vec::<String>::new());
}

#[test]
fn near_names_and_other_peoples_values_are_no_matches() {
    for text in [
        "Fatima Al-Saybani",                           // another family name with the same beginning
        "Fatima Alsted…",                              // cut, but elsewhere
        "galsayed oprettede sagen",                    // another initial
        "fatima.alsayed72@andet.example",              // another provider: name only
        "opdateret 15.12.1972 af systemet",            // a date without a word about birth
        "build 93225600",                              // a number that is also a moment
        "user-agent: Mozilla/5.0 (X11; Linux x86_64)", // digits that are also an age
        "ordre 1357246",                               // seven of eight digits
        "00000000-0000-5000-8000-000000000000",
        "data-cfemail=\"5a5b5c5d5e5f606162636465\"",
        "var x = 'a' + 'b' + 'c';",
        "[102, 97, 116, 105, 109, 98]",
    ] {
        let found = detect_text(text, &sample());
        let strong: Vec<_> =
            found.iter().filter(|m| !matches!(m.attribute, AttributeId::D01 | AttributeId::D02)).collect();
        assert!(strong.is_empty(), "{text}: {strong:#?}");
    }
    assert_eq!(codes(&detect_text("Fatima Al-Saybani", &sample())), Vec::<&str>::new());
    assert_eq!(codes(&detect_text("galsayed", &sample())), Vec::<&str>::new());
}

#[test]
fn a_birth_date_is_found_in_every_notation_beside_a_word_about_birth() {
    for date in [
        "15.12.1972",
        "15/12-72",
        "15. december 1972",
        "15. dec. 72",
        "12/15/1972",
        "Dec 15, 1972",
        "December 15th, 1972",
        "15th of December 1972",
        "1972-12-15T00:00:00Z",
        "1972-12-14T23:00:00.000Z",
        "19721215",
        "19721215000000Z",
        "197212150000",
        "15121972",
        "151272",
        "93225600",
        "93222000000",
        "26648",
        "1972-W50-5",
        "1972-350",
        "15.XII.1972",
    ] {
        assert_eq!(codes(&detect_text(&format!("Født: {date}"), &sample())), ["D05"], "{date}");
        let other = date.replace("15", "16").replace("350", "351").replace("26648", "26649");
        let other = other.replace("93225600", "93225601").replace("93222000000", "93222000001");
        let other = other.replace("W50-5", "W50-6").replace("12-14T23", "12-13T23");
        assert_eq!(codes(&detect_text(&format!("Født: {other}"), &sample())), Vec::<&str>::new(), "{other}");
    }
}

#[test]
fn the_name_of_a_field_tells_that_a_date_is_of_birth() {
    for (place, want) in
        [("/applicantDob", vec!["D05"]), ("/personCpr", vec!["D05"]), ("/xCprlntod", vec![]), ("/frist", vec![])]
    {
        assert_eq!(codes(&search(&sample(), &Anchors::default(), &[(place, "1972-12-15")])), want, "{place}");
    }
}

#[test]
fn a_number_over_two_cells_is_the_national_id_and_a_short_one_is_chance() {
    let cells = |a: &str, b: &str| {
        let mut pair = [segment("/rows/0/a", a), segment("/rows/0/b", b)];
        pair.iter_mut().for_each(|cell| cell.inline = false);
        let extraction = Extraction { segments: pair.into_iter().collect(), ..Extraction::default() };
        codes(&Detector::new(&sample(), &Anchors::default()).search(&extraction).matches)
    };
    assert_eq!(cells("751272", "1234"), ["D04"]);
    assert_eq!(cells("1357", "2468"), Vec::<&str>::new());
    assert_eq!(cells("432127", "2157"), Vec::<&str>::new());
}

#[test]
fn an_age_is_told_from_any_number_by_the_words_beside_it() {
    let anchors = Anchors { ids: [(CandidateId("c1".into()), vec!["app-48213".to_owned()])].into_iter().collect() };
    for (place, text, found) in [
        ("/text", "en 53-årig ansøger", true),
        ("/alder", "53", true),
        ("header user-agent", "Mozilla/5.0 (X11; 53) AppleWebKit", false),
        ("/sider", "53 sider", false),
    ] {
        let matches = search(&sample(), &anchors, &[("/id", "app-48213"), (place, text)]);
        assert_eq!(codes(&matches).contains(&"P03"), found, "{place}: {text}");
    }
}

#[test]
fn a_bare_name_is_no_file_name_no_address_and_no_handle() {
    let mut dataset = sample();
    for a in &mut dataset.candidates[0].attributes {
        match a.id {
            AttributeId::D06 => a.value = "alsayed.fatima@mail.example".into(),
            AttributeId::D12 => a.value = "https://profil.example/in/f-alsayed".into(),
            AttributeId::X03 => a.value = "Fatima_AlSayed.jpg".into(),
            _ => {}
        }
    }
    for text in ["Fatima Al-Sayed", "Al-Sayed, Fatima", "fatima-al-sayed", "F. Al-Sayed", "<!-- Al-Sayed, Fatima -->"] {
        let found = codes(&detect_text(text, &dataset));
        assert!(found.iter().all(|code| matches!(*code, "D01" | "D02")), "{text}: {found:?}");
    }
    // Cut behind the name it is the file; the name alone is not.
    let file = |text: &str| codes(&detect_text(text, &sample())).contains(&"X03");
    assert!(file("/filer/CV_Fatima_AlSayed_20_x2drp4s.pdf"));
    assert!(!file("/filer/CV_Fatima_AlSayed_x2drp4s.pdf"));
    // Nor is the name before a word that begins like the rest of the file's name.
    let mut dataset = sample();
    for a in dataset.candidates[0].attributes.iter_mut().filter(|a| a.id == AttributeId::X03) {
        a.value = "Fatima AlSayed ansoegning.txt".into();
    }
    assert!(!codes(&detect_text("mangler for Fatima Al-Sayed (ANS-8D8Q4)", &dataset)).contains(&"X03"));
    // Random letters after the cut may begin as the rest of the name does.
    for text in ["/filer/Fatima_AlSayed_ansoeg_xE31bdk.txt", "/filer/Fatima_AlSayed_ansoeg_NE31bdk.txt"] {
        assert!(codes(&detect_text(text, &dataset)).contains(&"X03"), "{text}");
    }
}

#[test]
fn a_text_that_unfolds_to_more_than_the_budget_is_a_gap_however_often_it_is_seen() {
    use base64::Engine as _;
    let packed = |words: usize| {
        let mut bytes = Vec::new();
        let text = "ord i en lang række ".repeat(words);
        let mut packer = flate2::read::GzEncoder::new(text.as_bytes(), flate2::Compression::best());
        std::io::Read::read_to_end(&mut packer, &mut bytes).expect("it is in memory");
        base64::prelude::BASE64_STANDARD.encode(bytes)
    };
    let detector = Detector::new(&sample(), &Anchors::default());
    // Each is within the budget of a unit, and thirty are not.
    let mut texts: Vec<String> = (0..30).map(|n| format!("{n} {}", packed(2_000 + n))).collect();
    let search = |detector: &Detector, texts: &[String]| {
        let segments = texts.iter().map(|text| segment("p", text)).collect();
        detector.search(&Extraction { segments, ..Extraction::default() })
    };
    // Two by two they are made familiar, together with what follows them.
    assert!(texts.windows(2).all(|two| search(&detector, two).gaps.is_empty()));
    for detector in [&detector, &Detector::new(&sample(), &Anchors::default()), &detector] {
        let found = search(detector, &texts);
        assert!(found.gaps.iter().any(|gap| gap.contains("used up")), "{:?}", found.gaps);
        assert_eq!(found.searched_bytes, texts.iter().map(|text| text.len() as u64).sum::<u64>() + (1 << 20));
        texts.push("En ny linje".into());
    }
}
