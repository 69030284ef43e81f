use crate::extraction::{Concealment, Extraction, Limits, Part, Unit, UnitSource, extract};

fn page(body: &str) -> Extraction {
    let unit = Unit {
        source: UnitSource::Response,
        url: "https://hr.example/app/1".into(),
        media_type: "text/html".into(),
        headers: vec![],
        body: body.as_bytes().to_vec(),
    };
    extract(&unit, &Limits::default())
}

fn has(out: &Extraction, part: Part, text: &str) -> bool {
    out.segments.iter().any(|s| s.part == part && s.text.trim() == text)
}

#[test]
fn each_place_of_a_page_is_read_as_what_it_is() {
    let out = page(
        r##"<!doctype html><html><head><title>Sag 7</title><meta name="description" content="meta-ord"><link rel="next" href="/kandidat/naeste">
        <style>.a::after{content:"css-ord"} .b{background:url(/p/baggrund.png)}</style>
        <script>var x = "F\u0061tima"; window.__S__ = {"navn":"script-ord"};</script>
        <script type="application/json" id="__NEXT_DATA__">{"props":{"navn":"ø-ord"}}</script></head>
        <body data-navn="data-ord"><!-- kommentar-ord --><h1>Synlig</h1><img src="/foto/1.jpg" alt="alt-ord" srcset="/s/1.jpg 1x, /s/2.jpg 2x">
        <a href="https://linkedin.example/in/x">ud</a><a href="/inde">ind</a><a href="javascript:vis('js-ord')">vis</a>
        <form action="/send"><input name="n" value="felt-ord"><input type="hidden" value="skjult-ord"><textarea>tekst-ord</textarea><input type="submit" value="Send"></form>
        <button onclick="vis('klik-ord')">Klik</button><noscript><p>noscript-ord</p></noscript><template><p>skabelon-ord</p></template>
        <template shadowrootmode="open"><p>skygge-ord</p></template><iframe srcdoc="<p>ramme-ord</p>"></iframe>
        <p hidden>hidden-ord</p><p style="opacity:0">usynlig-ord</p><p data-klarsyn-concealed="blur">slør-ord</p></body></html>"##,
    );
    let cases = [
        (Part::PageMeta, "Sag 7"),
        (Part::PageMeta, "meta-ord"),
        (Part::Link, "/kandidat/naeste"),
        (Part::VisibleText, "css-ord"),
        (Part::ImageLink, "/p/baggrund.png"),
        (Part::Source, "Fatima"),
        (Part::Source, "script-ord"),
        (Part::Source, "ø-ord"),
        (Part::HiddenText, "data-ord"),
        (Part::Source, "kommentar-ord"),
        (Part::VisibleText, "Synlig"),
        (Part::ImageLink, "/foto/1.jpg"),
        (Part::ImageLink, "/s/2.jpg"),
        (Part::Label, "alt-ord"),
        (Part::OutboundLink, "https://linkedin.example/in/x"),
        (Part::Link, "/inde"),
        (Part::Source, "javascript:vis('js-ord')"),
        (Part::FormValue, "felt-ord"),
        (Part::HiddenText, "skjult-ord"),
        (Part::FormValue, "tekst-ord"),
        (Part::HiddenText, "vis('klik-ord')"),
        (Part::HiddenText, "noscript-ord"),
        (Part::HiddenText, "skabelon-ord"),
        (Part::VisibleText, "skygge-ord"),
        (Part::VisibleText, "ramme-ord"),
        (Part::HiddenText, "hidden-ord"),
        (Part::HiddenText, "usynlig-ord"),
        (Part::HiddenText, "slør-ord"),
    ];
    for (part, text) in cases {
        assert!(
            has(&out, part, text),
            "{part:?} {text}: {:#?}",
            out.segments.iter().filter(|s| s.text.contains(text)).collect::<Vec<_>>()
        );
    }
    let blurred = out.segments.iter().find(|s| s.text == "slør-ord").and_then(|s| s.concealed);
    assert_eq!(blurred, Some(Concealment::Blur));
    assert_eq!(out.gaps, Vec::<String>::new());
}

#[test]
fn a_document_in_an_address_is_read_where_nothing_else_is_held_back() {
    let page = page("<!doctype html><html><body><a href=\"data:text/html,<p>adresse-ord</p>\"></a></body></html>");
    assert!(page.segments.iter().any(|s| s.text == "adresse-ord"), "{:#?}", page.segments);
}

#[test]
fn a_text_that_scripts_hand_on_in_pieces_is_read_over_their_seams() {
    let push = |to: &str, text: &str| format!("<script>{to}.push([1,{}])</script>\n", serde_json::json!(text));
    let (a, b, c) = (push("self.__f", "7:[{\"navn\":\"Fa"), push("self.__f", "ti"), push("self.__f", "ma\"}]\n"));
    let seams = |body: &str| page(body).segments.iter().any(|s| s.text.contains("\"navn\":\"Fatima\""));
    assert!(seams(&format!("<p>x{a}<i>y</i>{b}{c}")));
    assert!(seams(&format!("<!doctype html><html><body>{a}{b}<script>var x = 1;</script>{c}</body></html>")));
    assert!(!seams(&format!("{a}{}{c}", push("other", "ti"))));
    let long = "x".repeat(1 << 20);
    let texts = page(&format!("{}{}", push("self.__f", &long), push("self.__f", "ø"))).segments.all_text().len();
    assert!(texts < 3 << 20, "a seam is short: {texts}");
}

#[test]
fn a_name_split_over_elements_stands_in_one_place_and_never_joins_the_next_cell() {
    let out = page("<table><tr><td><b>Fa</b>ti<i title='mærke'>ma</i></td><td>Al-Sayed</td></tr></table>");
    let texts: Vec<(&str, String)> =
        out.segments.iter().filter(|s| s.inline).map(|s| (s.text, s.place.to_string())).collect();
    let cell = "html > body > table[1] > tbody > tr[1] > td[1]";
    assert_eq!(
        texts,
        [("Fa", cell), ("ti", cell), ("ma", cell), ("Al-Sayed", "html > body > table[1] > tbody > tr[1] > td[2]")]
            .map(|(text, place)| (text, place.to_owned()))
    );
    let label = out.segments.iter().position(|s| s.text == "mærke").unwrap();
    let last = out.segments.iter().position(|s| s.text == "ma").unwrap();
    assert!(label > last, "a label must not stand between the pieces of a word");
}

#[test]
fn spans_lead_back_to_the_bytes_of_the_page() {
    let body = "<p>Hej <b>Sørensen</b></p><a href=\"/x/sørensen\" title='Åse'>mere</a><!-- note --><p>S&oslash;ren</p>";
    let out = page(body);
    let mut counted = 0;
    for segment in &out.segments {
        if let Some((start, end)) = segment.span {
            assert_eq!(&body[start as usize..end as usize], segment.text);
            counted += 1;
        }
    }
    assert!(counted >= 6, "{:#?}", out.segments);
    assert!(out.segments.iter().any(|s| s.text == "Søren" && s.span.is_none()));
}

#[test]
fn a_hundred_thousand_nested_elements_neither_overflow_nor_hang() {
    let mut body = "<div>".repeat(100_000);
    body.push_str("inderst");
    let unit = Unit {
        source: UnitSource::Response,
        url: "https://a.example/".into(),
        media_type: "text/html".into(),
        headers: vec![],
        body: body.into_bytes(),
    };
    let started = std::time::Instant::now();
    let out = extract(&unit, &Limits { seconds: 3, ..Limits::default() });
    assert!(started.elapsed().as_secs() < 20);
    assert!(out.segments.iter().any(|s| s.text == "inderst") || !out.gaps.is_empty());
}
