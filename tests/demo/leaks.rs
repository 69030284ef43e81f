//! Each switch alone: the value is where the table says, it was not there before, and the truth file tells of it.

use std::collections::BTreeSet;

use klarsyn::demo::{Demo, switches};
use md5::Digest as _;

use super::visitor::{Visitor, anders, fatima, start, truth};

const EMAIL: &str = "fatima.alsayed72@mail.example";

/// Where to look (`{}` is the code of the application) and what stands there.
fn places() -> Vec<(&'static str, &'static str, String)> {
    let page = "/ansoegninger/{}";
    let sha256 = hex::encode(sha2::Sha256::digest(EMAIL));
    let place = |id: &'static str, path: &'static str, needle: &str| (id, path, needle.to_owned());
    vec![
        place("c01-sign-off", page, "Med venlig hilsen<br>Fatima Al-Sayed"),
        place("c01-split-name", page, "<b>Fat</b>ima <b>Al-S</b>ayed"),
        place("c01-zero-width", page, "fa\u{200b}ti\u{ad}ma"),
        place("c01-reversed", page, "deyaS-lA amitaF"),
        place("c01-nationality", page, "<dd>syrisk</dd>"),
        place("c01-preferential", page, "<dd>Jeg ønsker at benytte min fortrinsadgang til samtale.</dd>"),
        place("c02-hidden-input", page, "name=\"modtager\" value=\"fatima.alsayed72@mail.example\""),
        place("c02-blur", page, "filter: blur(6px)\">Gammel Strandvej 411, 2. tv., 2400 København NV"),
        place("c02-opacity", page, "opacity: 0\">+45 13 57 90 24"),
        place("c02-template", page, "<template id=\"kort\"><p>Født 15-12-1972"),
        place("c02-data-attribute", page, "data-reference=\"751272-1234\""),
        place("c02-onclick", page, "onclick=\"document.title='Markeret';console.log(&quot;Fatima Al-Sayed&quot;)\""),
        place("c03-comment", page, ": Al-Sayed, Fatima -->"),
        place("c03-state-unicode", page, "\"svar\":\"\\u0066\\u0061\\u0074\\u0069"),
        place(
            "c03-json-in-json",
            page,
            "{\\\"ekstern\\\":{\\\"profil\\\":\\\"https://www.linkedin.example/in/fatima-alsayed-72",
        ),
        place("c04-title", page, "<title>Fatima Al-Sayed"),
        place("c04-opengraph", page, "content=\"Ansøger fra &amp;#71;&amp;#97;&amp;#109;"),
        place("c05-slug", page, "href=\"&#x2f;ansoegninger&#x2f;{}&#x2f;fatima-al-sayed\""),
        place("c05-query", page, "fra=fatima%252Ealsayed72%2540mail%252Eexample"),
        place("c06-alt", page, "alt=\"Portræt af Fatima Al-Sayed\""),
        place("c06-navigation", "neighbour", "title=\""),
        place("c06-mail-button", page, "aria-label=\"Send besked til fatima.alsayed72@mail.example\""),
        place("c07-gravatar", page, &format!("/avatar/{}", hex::encode(md5::Md5::digest(EMAIL)))),
        place("c07-thumbnail", "/ansoegninger/{}/billede.png", "PNG"),
        place("c08-api-email", "/api/v1/ansoegninger", EMAIL),
        place(
            "c08-api-address",
            "/api/v1/ansoegninger/{}",
            "Gammel Strandvej 411, 2. tv.\",\"postby\":\"2400 København NV",
        ),
        place("c08-api-token", "/api/v1/ansoegninger/{}", "RmF0aW1hJTIwQWwlMkRTYXllZA=="),
        place("c39-reference", "/api/v1/ansoegninger/{}", &sha256),
        place("c09-graphql-phone", "/graphql?query=%7Bansoegninger%7Bkontakt%7D%7D", "+45 13 57 90 24"),
        place("c10-surname-order", "/ansoegninger", "order"),
        place("c11-search", "/soeg?q=Fatima", "<p>1 resultater"),
        place("c11-suggestions", "/soeg/forslag?q=fat", "Fatima Al-Sayed"),
        place("c12-dashboard", "/overblik", "Fatima Al-Sayed"),
        place("c14-hr-page", "/hr/ansoegninger/{}", EMAIL),
        place("c14-hr-file", "/hr/filer/1", "the original of Fatima"),
        place("c15-stage-name", "/ansoegninger/{}/samtale", "Indkaldt: Fatima Al-Sayed."),
        place("c16-other-administration", "/ansoegninger", "Fatima Al-Sayed"),
        place("c16-talent-pool", "/talentpool", "fatima-alsayed-72"),
        place("c17-cv-header", "/ansoegninger/{}/cv.pdf", "Fatima Al-Sayed"),
        place("c18-black-box", "/ansoegninger/{}/cv.pdf", "+45 13 57 90 24"),
        place("c18-tracked-change", "/ansoegninger/{}/kvalifikationer.docx", "<w:delText>Fatima Al-Sayed</w:delText>"),
        place("c19-pdf-author", "/ansoegninger/{}/cv.pdf", "<rdf:li>Fatima Al-Sayed</rdf:li>"),
        place(
            "c19-docx-modified-by",
            "/ansoegninger/{}/kvalifikationer.docx",
            "lastModifiedBy>fatima.alsayed72@mail.example",
        ),
        place("c20-download-name", "/ansoegninger/{}/cv.pdf", "filename=\"CV_Fatima_AlSayed_2026.pdf\""),
        place("c20-zip-member", "/eksport/mappe.zip", "Al-Sayed_Fatima/"),
        place("c21-original-cv", "/ansoegninger/{}/original", "the original of Fatima"),
        place("c21-original-photo", "/ansoegninger/{}/original/foto", "content-type: image/png"),
        place("c22-csv-column", "/eksport/ansoegninger.csv", ";fatima.alsayed72@mail.example"),
        place(
            "c23-print",
            "/ansoegninger/{}/udskriv",
            "<div class=\"brevhoved\"><p>Fatima Al-Sayed</p><p>Gammel Strandvej",
        ),
        place("c24-mail-subject", "/udbakke", "Ny ansøgning fra Fatima Al-Sayed"),
        place(
            "c24-mail-header",
            "/udbakke/{}/mail.eml",
            "From: =?utf-8?B?RmF0aW1hIEFsLVNheWVk?= <fatima.alsayed72@mail.example>",
        ),
        place("c25-attendee", "/ansoegninger/{}/kalender.ics", "ATTENDEE;CN=\"Fatima Al-Sayed\""),
        place("c26-note", "/ansoegninger/{}/noter", "Fatima bad om at blive ringet op på +45 13 57 90 24"),
        place("c27-history", "/ansoegninger/{}/historik", EMAIL),
        place("c28-gender", "/ansoegninger/{}/resume", "Hun fremhæver"),
        place("c28-age", "/ansoegninger/{}/resume", "-årige ansøger"),
        place("c29-error", "/ansoegninger/{}/bilag", "mangler for Fatima Al-Sayed"),
        place("c31-local-storage", page, &format!("data-husk=\"{}", packed("Fatima Al-Sayed"))),
        place("c32-socket", "socket", "\"oprettetAf\":\"Fatima Al-Sayed\""),
        place("c33-mobile", "/mobil/api/ansoegninger", "+45 13 57 90 24"),
        place("c34-analytics", page, &format!("data-maal=\"{}", packed(&sha256))),
        place("c35-feed", "/feed.atom", "<author><name>Fatima Al-Sayed</name>"),
        place("c35-webhook", "/integration/webhooks", &hex::encode("part=751272-1234")),
        place("c36-jwt-cookie", page, "set-cookie: visning=eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0."),
        place("c36-header", page, "x-skovby-emne: Fatima%20Al%2DSayed"),
        place(
            "c37-profile-link",
            page,
            "href=\"https:&#x2f;&#x2f;www.linkedin.example&#x2f;in&#x2f;fatima-alsayed-72\"",
        ),
        place("c38-share", "share", EMAIL),
        place("c38-after-logout", "logged out", "med ansøgningen fra Fatima Al-Sayed"),
        place("c39-initials", page, ">F.A.</span>"),
        place("c39-digest", page, &hex::encode(sha1::Sha1::digest(EMAIL))),
        place("c41-referee", "/ansoegninger/{}/referencer", "Fatimas indsats"),
        place(
            "c42-accessible-name",
            page,
            &format!("<skovby-emblem class=\"emblem\" data-pakke=\"{}", packed("Fatima Al-Sayed")),
        ),
    ]
}

/// Undoes nothing, does it again by hand: each UTF-16 unit plus 41 plus 7 for each place.
fn packed(text: &str) -> String {
    text.encode_utf16()
        .zip(0_u32..)
        .map(|(unit, i)| (u32::from(unit) + 41 + 7 * i).to_string())
        .collect::<Vec<_>>()
        .join(".")
}

/// Looks at one place and gives the text there.
async fn look(demo: &Demo, id: &str, role: &str, path: &str, codes: &[String; 2]) -> String {
    if path == "share" {
        let reviewer = Visitor::log_in(demo, "reviewer").await;
        let page = reviewer.get(&format!("/ansoegninger/{}", codes[0])).await.text();
        let link = page.split_once("href=\"/delt/").unwrap().1.split('"').next().unwrap().to_owned();
        return Visitor::new(demo).get(&format!("/delt/{link}")).await.text();
    }
    if path == "logged out" {
        let former = Visitor::log_in(demo, "former").await;
        let cookies = former.cookies();
        former.get("/log-ud").await;
        former.put_back(&cookies);
        return former.get(&format!("/ansoegninger/{}", codes[0])).await.text();
    }
    if id == "c15-stage-name" {
        Visitor::set_stage(demo, &codes[0], "samtale").await;
    }
    let visitor = Visitor::log_in(demo, role).await;
    match path {
        "socket" => visitor.frames(3).await.join("\n"),
        "neighbour" => {
            let page = visitor.get(&format!("/ansoegninger/{}", codes[1])).await.text();
            page.replace("title=\"Næste: Fatima Al-Sayed\"", "title=\"!\"").replace("Forrige: Fatima Al-Sayed", "!")
        }
        path => visitor.get(&path.replace("{}", &codes[0])).await.text(),
    }
}

#[test]
fn the_table_of_switches_is_whole() {
    let ids: Vec<&str> = switches().iter().map(|s| s.id).collect();
    let channels: BTreeSet<&str> = switches().iter().map(|s| s.channel).collect();
    let known: BTreeSet<&str> = places().iter().map(|p| p.0).collect();
    assert_eq!(ids.iter().copied().collect::<BTreeSet<_>>(), known, "each switch has its place in this test");
    assert!(switches().is_sorted_by_key(|s| s.channel), "the table is read by channel");
    assert!(ids.len() >= 44 && channels.len() >= 30, "{} switches, {} channels", ids.len(), channels.len());
    for switch in switches() {
        assert!(switch.id.starts_with(&format!("{}-", switch.channel.to_lowercase())), "{}", switch.id);
        assert!(!switch.title.is_empty() && !switch.disguise.is_empty() && !switch.attributes.is_empty());
    }
}

#[tokio::test]
async fn each_switch_alone_leaks_where_it_says_and_the_truth_file_tells_of_it() {
    let (quiet, _quiet_folder) = start(&[]).await;
    let quiet_codes = [Visitor::apply(&quiet, &fatima()).await, Visitor::apply(&quiet, &anders()).await];
    // All failures at once: one broken template often hides several leaks.
    let mut failures = Vec::new();
    for (id, path, needle) in places() {
        let switch = switches().iter().find(|s| s.id == id).unwrap();
        let role = if switch.role == "anonymous" { "reviewer" } else { switch.role };
        let (demo, folder) = start(&[id]).await;
        let codes = [Visitor::apply(&demo, &fatima()).await, Visitor::apply(&demo, &anders()).await];
        let shown = look(&demo, id, role, path, &codes).await;
        let quiet_text = look(&quiet, id, role, path, &quiet_codes).await;
        match path {
            _ if id == "c10-surname-order" => {
                let at = |code: &str| shown.find(code).unwrap();
                assert!(at(&codes[0]) < at(&codes[1]), "{id}: Al-Sayed comes before Zachariasen");
            }
            "neighbour" => {
                assert!(shown.contains('!') && !shown.contains("Fatima") && !quiet_text.contains("Fatima"), "{id}")
            }
            _ => {
                let needle = needle.replace("{}", &codes[0]);
                if !shown.contains(&needle) {
                    failures.push(format!("{id}: `{needle}` is not on {path}:\n{shown:.3000}"));
                    continue;
                }
                if id != "c21-original-photo" && id != "c07-thumbnail" {
                    assert!(!quiet_text.contains(&needle), "{id}: `{needle}` is on {path} anyway");
                }
            }
        }
        demo.stop().await;
        let truth = truth(&folder);
        assert_eq!(truth["switches"], serde_json::json!([id]));
        let leaks = truth["leaks"].as_array().unwrap();
        assert!(!leaks.is_empty(), "{id}: nothing in the truth file");
        let of_fatima =
            leaks.iter().find(|l| l["applicant_email"] == EMAIL).unwrap_or_else(|| panic!("{id}: {leaks:?}"));
        assert_eq!((&of_fatima["switch"], &of_fatima["channel"]), (&id.into(), &switch.channel.into()));
        assert_eq!(of_fatima["role"], switch.role, "{id}");
        let told: BTreeSet<&str> =
            of_fatima["attributes"].as_array().unwrap().iter().map(|a| a["id"].as_str().unwrap()).collect();
        let promised: BTreeSet<&str> = switch.attributes.iter().map(|a| a.code()).collect();
        assert!(!told.is_empty() && told.is_subset(&promised), "{id}: told {told:?}, promised {promised:?}");
        assert!(leaks.iter().all(|l| l["switch"] == id), "{id}: another switch leaked too");
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[tokio::test]
async fn with_all_switches_on_none_displaces_another_on_the_same_page() {
    let ids: Vec<&str> = switches().iter().map(|s| s.id).collect();
    let (demo, folder) = start(&ids).await;
    let codes = [Visitor::apply(&demo, &fatima()).await, Visitor::apply(&demo, &anders()).await];
    let mut missing = Vec::new();
    for (id, path, needle) in places() {
        let role = if id == "c16-other-administration" { "reviewer2" } else { "reviewer" };
        let shown = look(&demo, id, role, path, &codes).await;
        let found = match path {
            _ if id == "c10-surname-order" => shown.find(&codes[0]) < shown.find(&codes[1]),
            "neighbour" => shown.contains("title=\"!") || shown.contains("\"!\""),
            // A search that finds by name gives one hit, whatever else is on the page.
            _ => shown.contains(&needle.replace("{}", &codes[0])),
        };
        if !found {
            missing.push(id);
        }
    }
    assert_eq!(missing, Vec::<&str>::new());
    demo.stop().await;
    let truth = truth(&folder);
    let told: BTreeSet<&str> =
        truth["leaks"].as_array().unwrap().iter().map(|l| l["switch"].as_str().unwrap()).collect();
    assert_eq!(told, ids.into_iter().collect());
}
