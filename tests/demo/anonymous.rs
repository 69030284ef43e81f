//! Without switches the system keeps its promise; and it has the control that proves a test of it.

use super::visitor::{JOB, LETTER, Person, QUALIFICATION, Seen, Visitor, anders, fatima, start, truth};

const STARTS: &[&str] = &[
    "/overblik",
    "/ansoegninger",
    "/soeg?q=b%C3%B8rnehaver",
    "/soeg?q=Fatima",
    "/soeg/forslag?q=",
    "/talentpool",
    "/udbakke",
    "/panel",
    "/hjaelp",
    "/mobil",
    "/mobil/api/ansoegninger",
    "/integration/webhooks",
    "/feed.atom",
    "/api/openapi.json",
    "/api/v1/ansoegninger",
    "/api/v1/mig",
    "/api/v1/stillinger",
    "/graphql",
    "/eksport/ansoegninger.csv",
    "/eksport/mappe.zip",
    "/graphql?query=%7Bansoegninger%7Bnr%20kontakt%20kvalifikationer%7D%7D",
    "/graphql?query=%7B__schema%7Btypes%7Bname%7D%7D%7D",
    "/findes/ikke",
    "/hr/ansoegninger",
    "/hr/filer/1",
    "/hr/filer/2",
];

/// Values that identify, each also as a lower-case form and as digits.
fn identifying(person: &Person) -> Vec<String> {
    let mut values: Vec<String> = person.iter().map(|(_, value)| value.to_lowercase()).collect();
    values.push(LETTER.to_lowercase());
    values.push("alsayed".to_owned());
    values.push("751272".to_owned());
    values
}

fn shown<'a>(page: &Seen, values: &'a [String]) -> Option<&'a String> {
    let text = page.text().to_lowercase();
    // The search page echoes what was typed.
    let text = text.replace("value=\"fatima\"", "");
    values.iter().find(|v| text.contains(v.as_str()))
}

#[tokio::test]
async fn without_switches_no_page_endpoint_or_file_shows_a_reviewer_who_applied() {
    let (demo, folder) = start(&[]).await;
    let people = [fatima(), anders()];
    let mut codes = Vec::new();
    for person in &people {
        codes.push(Visitor::apply(&demo, person).await);
    }
    Visitor::set_stage(&demo, &codes[0], "samtale").await;
    let values: Vec<String> = people.iter().flat_map(identifying).collect();
    let mut starts: Vec<String> = STARTS.iter().map(|s| (*s).to_owned()).collect();
    for code in &codes {
        for part in ["/original", "/original/foto", "/billede.png", "/fatima-al-sayed", ""] {
            starts.push(format!("/ansoegninger/{code}{part}"));
        }
        starts.push(format!("/api/v1/ansoegninger/{code}"));
        starts.push(format!("/hr/ansoegninger/{code}"));
    }
    let starts: Vec<&str> = starts.iter().map(String::as_str).collect();
    for role in ["reviewer", "reviewer2"] {
        let visitor = Visitor::log_in(&demo, role).await;
        let pages = visitor.walk(&starts).await;
        assert!(pages.len() > 40, "the walk saw only {} pages", pages.len());
        for (path, page) in &pages {
            // The text of the question itself may come back in the page's own address only.
            assert_eq!(shown(page, &values), None, "{role} sees it on {path}");
        }
        for frame in visitor.frames(if role == "reviewer" { 3 } else { 1 }).await {
            assert!(!values.iter().any(|v| frame.to_lowercase().contains(v)), "{frame}");
        }
        assert!(!visitor.cookies().contains("visning"));
    }
    assert_eq!(truth(&folder)["leaks"], serde_json::json!([]));
    assert_eq!(demo.traps_sprung(), Vec::<String>::new());
}

#[tokio::test]
async fn a_reviewer_sees_the_qualifications_and_hr_sees_everything() {
    let (demo, _folder) = start(&[]).await;
    let code = Visitor::apply(&demo, &fatima()).await;
    let reviewer = Visitor::log_in(&demo, "reviewer").await;
    for path in ["", "/cv.pdf", "/kvalifikationer.docx", "/udskriv"] {
        let text = reviewer.get(&format!("/ansoegninger/{code}{path}")).await.text();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(QUALIFICATION), "not on {path}");
    }
    let hr = Visitor::log_in(&demo, "hr").await;
    let page = hr.get(&format!("/hr/ansoegninger/ANS-{code}")).await.text().replace("&#x2f;", "/");
    for (field, value) in fatima() {
        assert!(page.contains(value), "HR does not see {field}");
    }
    assert!(page.contains(LETTER));
    assert_eq!(hr.get("/hr/filer/2").await.body, super::visitor::photo());
}

#[tokio::test]
async fn another_administration_and_a_stranger_get_nothing() {
    let (demo, _folder) = start(&[]).await;
    let code = Visitor::apply(&demo, &fatima()).await;
    let other = Visitor::log_in(&demo, "reviewer2").await;
    assert_eq!(other.get(&format!("/ansoegninger/{code}")).await.status, 404);
    assert!(!other.get("/ansoegninger").await.text().contains(&code));
    let stranger = Visitor::new(&demo);
    for path in [
        format!("/ansoegninger/{code}"),
        format!("/hr/ansoegninger/{code}"),
        format!("/job/{JOB}/../kvittering/{code}"),
    ] {
        assert!(!stranger.get(&path).await.text().contains(QUALIFICATION), "{path}");
    }
    assert_eq!(stranger.get("/api/v1/ansoegninger").await.status, 401);
}
