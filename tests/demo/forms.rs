//! The application form, and what must not be touched.

use reqwest::multipart::{Form, Part};

use super::visitor::{JOB, QUALIFICATION, Visitor, answers, fatima, start};

#[tokio::test]
async fn wrong_input_is_refused_with_422_and_a_message() {
    let (demo, _folder) = start(&[]).await;
    let visitor = Visitor::new(&demo);
    let path = format!("/job/{JOB}/ansoeg");
    let csrf = visitor.csrf(&path).await;
    for (field, value, message) in [
        ("given_name", "", "Udfyld fornavn"),
        ("email", "fatima", "E-mailadressen er ikke gyldig"),
        ("phone", "1234", "mindst otte cifre"),
        ("birth_date", "31-02-1972", "dd-mm-åååå"),
        ("cpr", "123", "ti cifre"),
        ("csrf", "false", "Formularen er udløbet"),
    ] {
        let mut fields = fatima();
        fields.push(("csrf", &csrf));
        fields.retain(|(name, _)| *name != field);
        fields.push((field, value));
        let page = visitor.post(&path, &fields).await;
        assert_eq!(page.status, 422, "{field}");
        assert!(page.text().contains(message), "{field}: no message");
    }
}

#[tokio::test]
async fn an_application_without_a_real_cv_is_refused_and_not_stored() {
    let (demo, _folder) = start(&[]).await;
    let visitor = Visitor::new(&demo);
    let path = format!("/job/{JOB}/ansoeg");
    let csrf = visitor.csrf(&path).await;
    let mut fields = fatima();
    fields.push(("csrf", &csrf));
    visitor.post(&path, &fields).await;
    let with_cv = |bytes: &'static [u8]| {
        let cv = Part::bytes(bytes).file_name("cv.pdf");
        Form::new()
            .text("csrf", csrf.clone())
            .text("qualifications", QUALIFICATION)
            .text("letter", "Hej")
            .part("cv", cv)
    };
    let second = format!("{path}/kvalifikationer");
    for form in [with_cv(b"<html>"), with_cv(b""), Form::new().text("csrf", csrf.clone())] {
        assert_eq!(visitor.upload(&second, form).await.status, 422);
    }
    assert_eq!(visitor.upload(&second, answers("wrong")).await.status, 422);
    let hr = Visitor::log_in(&demo, "hr").await;
    assert!(!hr.get("/hr/ansoegninger").await.text().contains("ANS-"));
}

#[tokio::test]
async fn every_touched_trap_is_counted_and_never_told() {
    let (demo, _folder) = start(&[]).await;
    let code = Visitor::apply(&demo, &fatima()).await;
    let visitor = Visitor::log_in(&demo, "reviewer").await;
    let page = format!("/ansoegninger/{code}");
    visitor.post(&format!("{page}/skriv"), &[]).await;
    visitor.post(&format!("{page}/afvis"), &[]).await;
    visitor.get(&format!("{page}/slet")).await;
    visitor.get("/log-ud").await;
    let lines = demo.traps_sprung();
    let kinds: Vec<&str> = lines.iter().map(|l| l.split(':').next().unwrap()).collect();
    assert_eq!(kinds, ["mail", "reject", "delete", "logout"]);
    assert!(lines.iter().all(|l| l.ends_with("by reviewer")));
    // Somebody without a session loses nothing by it.
    Visitor::new(&demo).get("/log-ud").await;
    assert_eq!(demo.traps_sprung().len(), 4);
}

#[tokio::test]
async fn an_unknown_switch_is_refused_with_the_nearest_name() {
    let options =
        klarsyn::demo::DemoOptions { port: 0, leaks: vec!["c08-api-emial".into()], truth: None, database: None };
    let error = klarsyn::demo::Demo::start(options).await.unwrap_err();
    assert!(error.to_string().contains("did you mean `c08-api-email`"), "{error}");
}

#[tokio::test]
async fn a_stopped_system_answers_no_more() {
    let (demo, _folder) = start(&[]).await;
    let visitor = Visitor::new(&demo);
    assert_eq!(visitor.get("/job").await.status, 200);
    let address = demo.address();
    demo.stop().await;
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}
