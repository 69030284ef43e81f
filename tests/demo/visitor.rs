//! A small visitor: applies, logs in, asks for pages, follows every link.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use klarsyn::demo::{Demo, DemoOptions};
use reqwest::cookie::{CookieStore, Jar};
use reqwest::multipart::{Form, Part};

/// One invented applicant: form field to value.
pub type Person = Vec<(&'static str, &'static str)>;

pub fn fatima() -> Person {
    vec![
        ("given_name", "Fatima"),
        ("family_name", "Al-Sayed"),
        ("email", "fatima.alsayed72@mail.example"),
        ("phone", "+45 13 57 90 24"),
        ("address", "Gammel Strandvej 411, 2. tv."),
        ("postcode_city", "2400 København NV"),
        ("birth_date", "15-12-1972"),
        ("cpr", "751272-1234"),
        ("nationality", "syrisk"),
        ("profile", "https://www.linkedin.example/in/fatima-alsayed-72"),
        ("preferential", "Jeg ønsker at benytte min fortrinsadgang til samtale."),
    ]
}

pub fn anders() -> Person {
    vec![
        ("given_name", "Anders"),
        ("family_name", "Zachariasen"),
        ("email", "zander.z@post.example"),
        ("phone", "+45 14 66 31 08"),
        ("address", "Nørrebrogade 999, st. th."),
        ("postcode_city", "8000 Aarhus C"),
        ("birth_date", "3. maj 1988"),
        ("cpr", "630588-1235"),
        ("nationality", "norsk"),
        ("profile", "https://www.linkedin.example/in/zander-z"),
    ]
}

pub const QUALIFICATION: &str = "Ledede indførelsen af læringsplaner i 17 børnehaver";
pub const LETTER: &str = "Kære udvalg. Jeg er født i Aleppo og er mor til Noah.";
pub const JOB: &str = "paedagogisk-konsulent";

/// What came back.
#[derive(Debug, Clone)]
pub struct Seen {
    pub status: u16,
    /// Headers as `name: value` lines.
    pub head: String,
    pub body: Vec<u8>,
}

impl Seen {
    /// Headers and everything readable in the body: archives and PDF files are opened.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n{}", self.head, String::from_utf8_lossy(&self.body));
        if self.body.starts_with(b"PK") {
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&self.body)).unwrap();
            for i in 0..archive.len() {
                let mut member = archive.by_index(i).unwrap();
                text.push_str(&format!("\n{}\n", member.name().unwrap()));
                std::io::Read::read_to_string(&mut member, &mut text).unwrap();
            }
        }
        // The uploaded original of these tests only begins like a PDF file.
        if let Ok(pdf) = lopdf::Document::load_mem(&self.body) {
            let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
            text.push_str(&pdf.extract_text(&pages).unwrap());
            text.push_str(&format!("{:?}", pdf.trailer));
            for object in pdf.objects.values() {
                if let Ok(stream) = object.as_stream() {
                    text.push_str(&String::from_utf8_lossy(&stream.get_plain_content().unwrap_or_default()));
                }
            }
        }
        text
    }
}

pub struct Visitor {
    client: reqwest::Client,
    jar: Arc<Jar>,
    pub base: String,
}

/// Starts the system with these switches and a truth file in a folder of its own.
pub async fn start(leaks: &[&str]) -> (Demo, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let options = DemoOptions {
        port: 0,
        leaks: leaks.iter().map(|l| (*l).to_owned()).collect(),
        truth: Some(folder.path().join("truth.json")),
        database: None,
    };
    (Demo::start(options).await.unwrap(), folder)
}

pub fn truth(folder: &tempfile::TempDir) -> serde_json::Value {
    serde_json::from_slice(&std::fs::read(folder.path().join("truth.json")).unwrap()).unwrap()
}

impl Visitor {
    pub fn new(demo: &Demo) -> Visitor {
        // A second installation is refused, which is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let jar = Arc::new(Jar::default());
        let client = reqwest::Client::builder().cookie_provider(jar.clone()).no_proxy().build().unwrap();
        Visitor { client, jar, base: format!("http://{}", demo.address()) }
    }

    pub async fn get(&self, path: &str) -> Seen {
        seen(self.client.get(format!("{}{path}", self.base)).send().await.unwrap()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Seen {
        seen(self.client.post(format!("{}{path}", self.base)).form(fields).send().await.unwrap()).await
    }

    pub async fn upload(&self, path: &str, form: Form) -> Seen {
        seen(self.client.post(format!("{}{path}", self.base)).multipart(form).send().await.unwrap()).await
    }

    pub fn cookies(&self) -> String {
        let cookies = self.jar.cookies(&self.base.parse().unwrap()).unwrap();
        cookies.to_str().unwrap().to_owned()
    }

    /// Puts cookies back that were held before.
    pub fn put_back(&self, cookies: &str) {
        let base = self.base.parse().unwrap();
        cookies.split("; ").for_each(|cookie| self.jar.add_cookie_str(&format!("{cookie}; Path=/"), &base));
    }

    pub async fn csrf(&self, path: &str) -> String {
        let page = self.get(path).await.text();
        page.split_once("name=\"csrf\" value=\"").unwrap().1.split('"').next().unwrap().to_owned()
    }

    pub async fn log_in(demo: &Demo, role: &str) -> Visitor {
        let visitor = Visitor::new(demo);
        let csrf = visitor.csrf("/login").await;
        let fields = [("csrf", csrf.as_str()), ("brugernavn", role), ("adgangskode", "Klarsyn-Demo-1")];
        let page = visitor.post("/login", &fields).await.text();
        assert!(page.contains("Log ud"), "{role} could not log in");
        visitor
    }

    /// Applies and gives the code of the application.
    pub async fn apply(demo: &Demo, person: &Person) -> String {
        let visitor = Visitor::new(demo);
        let first = format!("/job/{JOB}/ansoeg");
        let csrf = visitor.csrf(&first).await;
        let mut fields = person.clone();
        fields.push(("csrf", &csrf));
        let second = visitor.post(&first, &fields).await;
        assert_eq!(second.status, 200, "{}", second.text());
        let receipt = visitor.upload(&format!("{first}/kvalifikationer"), answers(&csrf)).await;
        assert_eq!(receipt.status, 200, "{}", receipt.text());
        let page = receipt.text();
        assert!(page.contains("Sagsnummer: <strong>ANS-"));
        page.split_once("data-application=\"").unwrap().1.split('"').next().unwrap().to_owned()
    }

    pub async fn set_stage(demo: &Demo, code: &str, stage: &str) {
        let hr = Visitor::log_in(demo, "hr").await;
        let path = format!("/hr/ansoegninger/{code}");
        let csrf = hr.csrf(&path).await;
        let page = hr.post(&format!("{path}/fase"), &[("csrf", &csrf), ("fase", stage)]).await;
        assert_eq!(page.status, 200);
    }

    /// Frames of the event socket.
    pub async fn frames(&self, count: usize) -> Vec<String> {
        use futures::StreamExt as _;
        use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
        let address = format!("{}/ws/haendelser", self.base.replace("http", "ws"));
        let mut request = address.into_client_request().unwrap();
        request.headers_mut().insert("cookie", self.cookies().parse().unwrap());
        let (socket, _) = tokio_tungstenite::connect_async(request).await.unwrap();
        let messages = socket.take(count).map(|m| m.unwrap().into_text().unwrap().to_string());
        tokio::time::timeout(std::time::Duration::from_secs(10), messages.collect()).await.unwrap()
    }

    /// Follows every link from `starts`, but for those that must not be touched.
    pub async fn walk(&self, starts: &[&str]) -> BTreeMap<String, Seen> {
        let mut queue: Vec<String> = starts.iter().map(|s| (*s).to_owned()).collect();
        let mut known: BTreeSet<String> = queue.iter().cloned().collect();
        let mut pages = BTreeMap::new();
        while let Some(path) = queue.pop() {
            let page = self.get(&path).await;
            let text = String::from_utf8_lossy(&page.body).into_owned();
            for marker in ["href=\"", "src=\""] {
                for rest in text.split(marker).skip(1) {
                    let link = rest.split(['"', '#']).next().unwrap().replace("&amp;", "&").replace("&#x2f;", "/");
                    let safe = link.starts_with('/') && link != "/log-ud" && !link.ends_with("/slet");
                    if safe && known.insert(link.clone()) {
                        queue.push(link);
                    }
                }
            }
            pages.insert(path, page);
        }
        pages
    }
}

pub fn answers(csrf: &str) -> Form {
    let cv = b"%PDF-1.4 the original of Fatima".to_vec();
    let cv = Part::bytes(cv).file_name("CV_Fatima_AlSayed_2026.pdf");
    let photo = Part::bytes(photo()).file_name("fatima.png");
    let csrf = csrf.to_owned();
    Form::new()
        .text("csrf", csrf)
        .text("qualifications", QUALIFICATION)
        .text("letter", LETTER)
        .part("cv", cv)
        .part("photo", photo)
}

/// A picture with a pattern.
pub fn photo() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(200, 300, |x, y| image::Rgb([x as u8, (y / 2) as u8, 90]));
    let mut out = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

async fn seen(response: reqwest::Response) -> Seen {
    let status = response.status().as_u16();
    let lines = response.headers().iter().map(|(n, v)| format!("{n}: {}", String::from_utf8_lossy(v.as_bytes())));
    let head = lines.collect::<Vec<_>>().join("\n");
    Seen { status, head, body: response.bytes().await.unwrap().to_vec() }
}
