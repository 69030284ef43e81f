use crate::extraction::{Extraction, Limits, Part, Unit, UnitSource, extract};

fn json(source: UnitSource, body: &str) -> Extraction {
    let unit = Unit {
        source,
        url: "https://hr.example/api".into(),
        media_type: "application/json".into(),
        headers: vec![],
        body: body.as_bytes().to_vec(),
    };
    extract(&unit, &Limits::default())
}

fn find<'a>(out: &'a Extraction, place: &str) -> Vec<&'a str> {
    out.segments.iter().filter(|s| s.place == place).map(|s| s.text).collect()
}

#[test]
fn every_key_and_value_is_read_with_its_pointer_and_span() {
    let body = r#"{"results":[{"email":"a@b.example","alder":53,"ok":true,"tom":null},{"email":"S\u00f8ren","a/b":"x~y"}],"email":"dobbelt","email":"anden"}"#;
    let out = json(UnitSource::Response, body);
    assert_eq!(find(&out, "/results/0/email"), ["a@b.example", "email"]);
    assert_eq!(find(&out, "/results/0/alder"), ["53", "alder"]);
    assert_eq!(find(&out, "/results/1/email"), ["Søren"]);
    assert_eq!(find(&out, "/results/1/a~1b"), ["x~y", "a/b"]);
    assert_eq!(find(&out, "/email"), ["dobbelt", "anden"], "a duplicate key hides nothing");
    for segment in out.segments.iter().filter(|s| s.part == Part::Data) {
        match segment.span {
            Some((start, end)) => assert_eq!(&body[start as usize..end as usize], segment.text),
            None => assert_eq!(segment.text, "Søren"),
        }
    }
}

#[test]
fn documents_inside_strings_are_read_too() {
    let out = json(
        UnitSource::Response,
        r#"{"html":"<p>Kære <b>Fatima</b></p>","json":"{\"dyb\":\"{\\\"navn\\\":\\\"Al-Sayed\\\"}\"}","fil":"data:text/plain;base64,U8O4cmVuc2Vu"}"#,
    );
    assert!(out.segments.iter().any(|s| s.text == "Fatima" && s.place.starts_with("/html!")));
    assert!(out.segments.iter().any(|s| s.text == "Al-Sayed" && s.place == "/json!/dyb!/navn"), "{:#?}", out.segments);
    assert!(out.segments.iter().any(|s| s.text == "Sørensen" && s.place.starts_with("/fil!")));
    assert_eq!(out.gaps, Vec::<String>::new());
}

#[test]
fn lists_of_bytes_are_read_as_what_they_are() {
    let bytes = |of: &[u8]| of.iter().map(u8::to_string).collect::<Vec<_>>().join(",");
    let signed: Vec<String> = "Søren Ågård".bytes().map(|b| i8::from_ne_bytes([b]).to_string()).collect();
    let indexed: Vec<String> = "Al-Sayed".bytes().enumerate().map(|(n, b)| format!("\"{n}\":{b}")).collect();
    let page = bytes(b"<html><body><p>Fatima</p></body></html>");
    let body = format!(
        r#"{{"a":{{"type":"Buffer","data":[{}]}},"b":[{}],"c":{{{}}},"d":[{page}],"e":[70,97,116,900,105,109,97],"f":[0,1,2,3,4,5,6,7],"g":[70,97],"h":[120,156,1,2,3,4,5,6]}}"#,
        bytes(b"fatima@mail.example"),
        signed.join(", "),
        indexed.join(",")
    );
    let out = json(UnitSource::Response, &body);
    let read =
        |text: &str| out.segments.iter().filter(|s| s.text == text).map(|s| s.place.to_string()).collect::<Vec<_>>();
    assert_eq!(read("fatima@mail.example"), ["/a/data!"]);
    assert_eq!(read("Søren Ågård"), ["/b!"]);
    assert_eq!(read("Al-Sayed"), ["/c!"]);
    assert_eq!(read("Fatima"), ["/d!html > body > p[1]"]);
    assert!(!out.segments.iter().any(|s| ["/e!", "/f!", "/g!", "/h!"].iter().any(|list| s.place.starts_with(list))));
    assert!(out.gaps.is_empty() && out.remarks.is_empty(), "{:?} {:?}", out.gaps, out.remarks);
}

proptest::proptest! {
    #[test]
    fn every_key_is_told_once_in_whatever_order_rows_have_them(
        rows in proptest::collection::vec(proptest::collection::vec(0u8..80, 0..9), 0..12),
    ) {
        let row = |keys: &Vec<u8>| keys.iter().map(|key| format!("\"k{key}\":true")).collect::<Vec<_>>().join(",");
        let body = rows.iter().map(|keys| format!("{{{}}}", row(keys))).collect::<Vec<_>>().join(",");
        let out = json(UnitSource::Response, &format!("[{body}]"));
        let told: Vec<&str> = out.segments.iter().map(|s| s.text).filter(|text| text.starts_with('k')).collect();
        let mut wanted: Vec<String> = Vec::new();
        for key in rows.iter().flatten().map(|key| format!("k{key}")) {
            if !wanted.contains(&key) {
                wanted.push(key);
            }
        }
        proptest::prop_assert_eq!(told, wanted);
    }
}

#[test]
fn damaged_json_loses_nothing() {
    let out = json(UnitSource::Response, r#"{"a":"Fatima","b": oops "Al-Sayed"}"#);
    assert!(out.segments.iter().any(|s| s.text == "Fatima"));
    assert!(out.segments.iter().any(|s| s.text.contains("Al-Sayed")));
}

#[test]
fn a_million_nested_arrays_do_not_overflow_the_stack() {
    let body = "[".repeat(1_000_000);
    let out = json(UnitSource::Response, &body);
    assert!(!out.segments.is_empty());
}

#[test]
fn the_source_of_a_unit_decides_its_parts() {
    let storage = json(UnitSource::Storage, r#"{"cookies":{"sid":"kage"},"local":{"bruger":"lager"}}"#);
    assert!(storage.segments.iter().any(|s| s.part == Part::Cookie && s.text == "kage"));
    assert!(storage.segments.iter().any(|s| s.part == Part::Storage && s.text == "lager"));
    let frames = json(
        UnitSource::Frames,
        "{\"from\":\"server\",\"text\":\"{\\\"navn\\\":\\\"Fatima\\\"}\"}\n{\"from\":\"server\",\"base64\":\"U8O4cmVuc2Vu\"}\n",
    );
    assert!(frames.segments.iter().any(|s| s.part == Part::Frame && s.text == "Fatima"));
    assert!(frames.segments.iter().any(|s| s.part == Part::Frame && s.text == "Sørensen"), "{:#?}", frames.segments);
    let tree = json(UnitSource::Accessibility, r#"{"role":"button","name":"Send mail til Fatima"}"#);
    assert!(tree.segments.iter().any(|s| s.part == Part::Accessibility && s.text == "Send mail til Fatima"));
}
