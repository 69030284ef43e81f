//! A bundle is whole after any end, opens in other people's tools, and says when it was changed.

use std::collections::BTreeMap;
use std::io::{BufRead as _, Read as _, Write as _};
use std::path::{Path, PathBuf};

use klarsyn::evidence::{
    Bundle, BundleWriter, Capture, CaptureKind, Engine, Gap, GapKind, NewCapture, Provenance, Reached, Receipt, Secret,
    Secrets,
};
use klarsyn::pipeline::{Quiet, ScanOptions, scan_bundle};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

fn by() -> Provenance {
    let reached = Reached { action: "link href".into(), typed: vec!["Mette".into()], ..Reached::default() };
    Provenance { role: "reviewer".into(), stage: "screening".into(), engine: Engine::Miner, reached }
}

fn response(path: &str, body: &[u8]) -> NewCapture {
    let url = format!("http://127.0.0.1/{path}");
    NewCapture {
        kind: CaptureKind::Response,
        method: "POST".into(),
        url: url.clone(),
        final_url: url,
        status: 200,
        request_headers: vec![
            ("host".into(), "127.0.0.1".into()),
            ("cookie".into(), "session=1".into()),
            ("x-csrf-token".into(), "t".into()),
        ],
        request_body: b"q=Mette".to_vec(),
        headers: vec![
            ("content-type".into(), "Text/HTML; charset=utf-8".into()),
            ("content-encoding".into(), "gzip".into()),
            ("transfer-encoding".into(), "chunked".into()),
            ("x-navn".into(), "Åse\r\nEvil: 1".into()),
        ],
        body: body.to_vec(),
        large: None,
        truncated: false,
        provenance: by(),
    }
}

fn start() -> (TempDir, BundleWriter) {
    let folder = tempfile::tempdir().unwrap();
    let writer = BundleWriter::create(folder.path(), Secrets::new(vec![Secret::new("hemmelig-kode")])).unwrap();
    (folder, writer)
}

/// One of each sort.
fn fill(writer: &BundleWriter) -> Vec<Capture> {
    let mut captures = vec![
        writer.record(response("a", b"<p>Mette Holm</p>\r\n\r\nWARC/1.1")).unwrap(),
        writer.record(response("b", b"<p>Mette Holm</p>\r\n\r\nWARC/1.1")).unwrap(),
        writer.record(response("empty", b"")).unwrap(),
    ];
    for (kind, body) in [
        (CaptureKind::Dom, &b"<html>Mette</html>"[..]),
        (CaptureKind::Dom, b"<html>Mette</html>"),
        (CaptureKind::Storage, b"{}"),
        (CaptureKind::Screenshot, b"\x89PNG\r\n\x1a\n"),
        (CaptureKind::ClientFile, b"%PDF-1.7 Mette"),
        (CaptureKind::Frames, b"{\"from\":\"server\",\"text\":\"Mette\"}\n"),
        (CaptureKind::Refused, b"name=Mette"),
    ] {
        captures
            .push(writer.record(NewCapture::page_state(kind, "http://127.0.0.1/page", body.to_vec(), by())).unwrap());
    }
    captures
}

fn archive(folder: &Path) -> PathBuf {
    folder.join("evidence/capture-00001.warc.gz")
}

fn seal(writer: &BundleWriter, folder: &TempDir) -> TempDir {
    let keys = tempfile::tempdir().unwrap();
    writer.seal_with(&keys.path().join("deep/signing.key")).unwrap();
    assert!(folder.path().join("manifest.sig").is_file());
    keys
}

/// Reads the archive with nothing of ours: member by member, each field and digest checked. Gives the types of records.
fn read_archive(path: &Path) -> Vec<(String, BTreeMap<String, String>)> {
    let raw = std::fs::read(path).unwrap();
    let mut rest = &raw[..];
    let mut records = Vec::new();
    while !rest.is_empty() {
        let mut member = flate2::bufread::GzDecoder::new(rest);
        let mut text = Vec::new();
        member.read_to_end(&mut text).unwrap();
        rest = member.into_inner();
        let mut reader = &text[..];
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        assert_eq!(line, "WARC/1.1\r\n");
        let mut fields = BTreeMap::new();
        loop {
            line.clear();
            reader.read_line(&mut line).unwrap();
            if line == "\r\n" {
                break;
            }
            let (name, value) = line.trim_end().split_once(": ").unwrap();
            fields.insert(name.to_owned(), value.to_owned());
        }
        let length: usize = fields["Content-Length"].parse().unwrap();
        let block = &reader[..length];
        assert_eq!(&reader[length..], b"\r\n\r\n");
        assert_eq!(fields["WARC-Block-Digest"], format!("sha256:{}", hex::encode(Sha256::digest(block))));
        assert!(fields["WARC-Record-ID"].starts_with("<urn:uuid:"));
        records.push((fields["WARC-Type"].clone(), fields));
    }
    records
}

#[test]
fn what_was_recorded_is_read_back_byte_for_byte() {
    let (folder, writer) = start();
    let recorded = fill(&writer);
    writer
        .gap(Gap {
            kind: GapKind::Failed,
            what: "x".into(),
            reason: "y hemmelig-kode".into(),
            role: String::new(),
            stage: String::new(),
            capture: None,
        })
        .unwrap();
    writer
        .gap(Gap {
            kind: GapKind::Failed,
            what: "x".into(),
            reason: "y hemmelig-kode".into(),
            role: String::new(),
            stage: String::new(),
            capture: None,
        })
        .unwrap();
    let receipt = Receipt {
        candidate: "c1".into(),
        accepted: true,
        failure: String::new(),
        sent: BTreeMap::from([("pw".into(), "hemmelig-kode".into())]),
        planted: vec!["D06".into()],
        captured: BTreeMap::new(),
        captures: vec![recorded[0].id],
        at: "2026-01-01T00:00:00Z".into(),
    };
    writer.receipt(&Receipt { accepted: false, ..receipt.clone() }).unwrap();
    writer.receipt(&receipt).unwrap();
    writer.fact("run", &serde_json::json!({"seed": 7})).unwrap();
    writer.attach("candidates.json", b"{}").unwrap();
    assert!(writer.attach("../candidates.json", b"{}").is_err());
    let _keys = seal(&writer, &folder);
    drop(writer);

    let bundle = Bundle::open(folder.path()).unwrap();
    let captures = bundle.captures().unwrap();
    assert_eq!(captures, recorded);
    assert_eq!(captures.iter().map(|c| c.id.0).collect::<Vec<_>>(), (1..=10).collect::<Vec<_>>());
    assert_eq!(bundle.body(&captures[1]).unwrap(), b"<p>Mette Holm</p>\r\n\r\nWARC/1.1");
    assert_eq!(bundle.body(&captures[2]).unwrap(), b"");
    assert_eq!(bundle.body(&captures[4]).unwrap(), b"<html>Mette</html>");
    assert_eq!(captures[0].media_type, "text/html");
    assert_eq!(captures[0].request_body, b"q=Mette");
    assert_eq!(captures[0].request_headers[1].1, "***");
    assert_eq!(captures[0].request_headers[2].1, "***");
    assert_eq!(bundle.gaps().unwrap().iter().map(|g| g.reason.as_str()).collect::<Vec<_>>(), ["y ***"]);
    let receipts = bundle.receipts().unwrap();
    assert!(receipts.len() == 1 && receipts[0].accepted && receipts[0].sent["pw"] == "***");
    assert_eq!(bundle.fact("run").unwrap().unwrap()["seed"], 7);
    assert_eq!(bundle.attachment("candidates.json").unwrap().unwrap(), b"{}");
    assert_eq!(bundle.verify().unwrap(), Vec::<String>::new());
    assert_eq!(bundle.signer().unwrap().unwrap().len(), 64);
}

#[test]
fn the_archive_opens_in_other_tools() {
    let (folder, writer) = start();
    fill(&writer);
    drop(writer);
    let records = read_archive(&archive(folder.path()));
    let count = |kind: &str| records.iter().filter(|(k, _)| k == kind).count();
    let counts = ["warcinfo", "response", "resource", "revisit", "request", "metadata"].map(count);
    assert_eq!(counts, [1, 2, 6, 2, 5, 10]);
    let revisit = &records.iter().find(|(kind, _)| kind == "revisit").unwrap().1;
    let first = &records.iter().find(|(kind, _)| kind == "response").unwrap().1;
    assert_eq!(revisit["WARC-Refers-To"], first["WARC-Record-ID"]);
    assert_eq!(revisit["WARC-Payload-Digest"], first["WARC-Payload-Digest"]);
    let program = std::env::var("KLARSYN_WARCIO").unwrap_or_else(|_| "warcio".into());
    match std::process::Command::new(program).arg("check").arg("-v").arg(archive(folder.path())).output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
            assert!(output.status.success() && said.contains("digest pass") && !said.contains("digest fail"), "{said}");
        }
        Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::NotFound),
    }
}

#[test]
fn after_a_sudden_end_everything_reported_is_there_and_the_torn_tail_is_gone() {
    let (folder, writer) = start();
    let recorded = fill(&writer);
    // A copy of the folder at this moment is what a process leaves that was killed here.
    let left = tempfile::tempdir().unwrap();
    std::fs::create_dir(left.path().join("evidence")).unwrap();
    for name in ["run.sqlite", "run.sqlite-wal", "evidence/capture-00001.warc.gz"] {
        std::fs::copy(folder.path().join(name), left.path().join(name)).unwrap();
    }
    let whole = std::fs::metadata(archive(left.path())).unwrap().len();
    let mut torn = std::fs::OpenOptions::new().append(true).open(archive(left.path())).unwrap();
    torn.write_all(b"\x1f\x8b\x08\x00half a record").unwrap();
    drop(torn);
    assert_eq!(Bundle::open(left.path()).unwrap().captures().unwrap(), recorded);

    let writer = BundleWriter::resume(left.path(), Secrets::default()).unwrap();
    assert_eq!(std::fs::metadata(archive(left.path())).unwrap().len(), whole);
    let next = writer.record(response("c", b"new")).unwrap();
    assert_eq!(next.id.0, 11);
    assert_eq!(writer.body(next.id).unwrap(), b"new");
    assert_eq!(writer.body(recorded[0].id).unwrap(), b"<p>Mette Holm</p>\r\n\r\nWARC/1.1");
    drop(writer);
    read_archive(&archive(left.path()));
    assert_eq!(Bundle::open(left.path()).unwrap().gaps().unwrap(), []);
}

#[test]
fn captures_that_a_power_cut_took_are_forgotten_and_are_a_gap() {
    let (folder, writer) = start();
    let recorded = fill(&writer);
    drop(writer);
    let file = std::fs::OpenOptions::new().write(true).open(archive(folder.path())).unwrap();
    file.set_len(file.metadata().unwrap().len() - 3).unwrap();
    let writer = BundleWriter::resume(folder.path(), Secrets::default()).unwrap();
    assert_eq!(writer.captures().unwrap(), recorded[..9]);
    drop(writer);
    read_archive(&archive(folder.path()));
    let gaps = Bundle::open(folder.path()).unwrap().gaps().unwrap();
    assert!(gaps.len() == 1 && gaps[0].kind.blocks_clean(), "{gaps:?}");
}

#[test]
fn a_second_run_cannot_write_into_a_bundle_that_is_being_written() {
    let (folder, writer) = start();
    assert!(BundleWriter::resume(folder.path(), Secrets::default()).is_err());
    assert!(BundleWriter::create(folder.path(), Secrets::default()).is_err());
    drop(writer);
    BundleWriter::resume(folder.path(), Secrets::default()).unwrap();
}

#[test]
fn a_changed_added_or_missing_file_and_a_forged_manifest_are_told() {
    let (folder, writer) = start();
    fill(&writer);
    writer.attach("candidates.json", b"{}").unwrap();
    let _keys = seal(&writer, &folder);
    drop(writer);
    let problems = || Bundle::open(folder.path()).unwrap().verify().unwrap().join("\n");
    assert_eq!(problems(), "");
    std::fs::write(folder.path().join("evidence/candidates.json"), b"[]").unwrap();
    assert!(problems().contains("candidates.json was changed"));
    std::fs::remove_file(folder.path().join("evidence/candidates.json")).unwrap();
    assert!(problems().contains("candidates.json is missing"));
    std::fs::write(folder.path().join("new.html"), b"x").unwrap();
    assert!(problems().contains("new.html was added"));
    let manifest = folder.path().join("manifest.json");
    let forged = std::fs::read_to_string(&manifest).unwrap().replace("\"size\": 2,", "\"size\": 3,");
    std::fs::write(&manifest, forged).unwrap();
    assert!(problems().contains("manifest.sig: the manifest was changed"));
    let mut bytes = std::fs::read(archive(folder.path())).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0x55;
    std::fs::write(archive(folder.path()), bytes).unwrap();
    assert!(problems().contains("capture-00001.warc.gz was changed"));
}

#[cfg(unix)]
#[test]
fn a_new_signing_key_is_readable_by_its_owner_alone_and_is_used_again() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, writer) = start();
    let keys = seal(&writer, &folder);
    let key = keys.path().join("deep/signing.key");
    assert_eq!(std::fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    let signer = Bundle::open(folder.path()).unwrap().signer().unwrap();
    std::fs::write(folder.path().join("report.html"), b"later").unwrap();
    writer.seal_with(&key).unwrap();
    let bundle = Bundle::open(folder.path()).unwrap();
    assert_eq!((bundle.signer().unwrap(), bundle.verify().unwrap()), (signer, vec![]));
}

#[test]
fn a_body_too_large_for_memory_is_the_same_in_the_bundle_as_a_small_one() {
    use std::io::Write as _;
    let folder = tempfile::tempdir().unwrap();
    let secrets = Secrets::new(vec![Secret::new("Hemmelig-2026-kode")]);
    let bundle = BundleWriter::create(folder.path(), secrets).unwrap();
    let line = b"Mette Holm, adgangskode Hemmelig-2026-kode, opgave \r\n";
    let body = line.repeat(9_000_000 / line.len());
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&body).unwrap();
    let mut large = response("/stor", b"");
    large.headers = vec![("content-disposition".into(), "attachment".into())];
    large.large = Some(file);
    let large = bundle.record(large).unwrap();
    let small = bundle.record(response("/lille", &body)).unwrap();
    bundle.seal_with(&folder.path().join("key")).unwrap();

    let wanted = String::from_utf8(body).unwrap().replace("Hemmelig-2026-kode", "***").into_bytes();
    assert_eq!((large.size, &large.sha256), (wanted.len() as u64, &small.sha256));
    let bundle = Bundle::open(folder.path()).unwrap();
    assert!(bundle.body(&large).unwrap() == wanted);
    assert_eq!(bundle.verify().unwrap(), Vec::<String>::new());
    let downloads = std::fs::read_dir(folder.path().join("evidence/downloads")).unwrap();
    let copies: Vec<Vec<u8>> = downloads.map(|entry| std::fs::read(entry.unwrap().path()).unwrap()).collect();
    assert!(copies == [wanted]);
}

#[test]
fn captures_of_the_same_bytes_are_judged_each_at_its_own_address_and_in_the_order_of_the_run() {
    let (folder, writer) = start();
    let key = folder.path().join("key.json");
    let people = r#"{"candidates": [{"id": "c1", "attributes": [{"id": "D06", "value": "mette.holm@mail.example"}]}]}"#;
    std::fs::write(&key, people).unwrap();
    let mut bodies = ["<p>mette.holm@mail.example</p>", "<p>Skriv til mette.holm@mail.example</p>"];
    bodies.sort_by_key(|body| std::cmp::Reverse(hex::encode(Sha256::digest(body))));
    for (path, body) in [("vis", bodies[0]), ("vis", bodies[1]), ("andet", bodies[0]), ("vis", bodies[0])] {
        let mut page = response(path, body.as_bytes());
        page.headers = vec![("content-type".into(), "text/html".into())];
        writer.record(page).unwrap();
    }
    writer.seal_with(&folder.path().join("seal")).unwrap();
    let options = ScanOptions { candidates: Some(key), ..ScanOptions::default() };
    let found = scan_bundle(folder.path(), &options, &Quiet).unwrap().findings;
    let shown: Vec<_> = found.iter().map(|f| (f.capture, f.surface.url.as_str())).collect();
    // Each finding names the first capture that shows it.
    assert_eq!(shown, [(Some(3), "http://127.0.0.1/andet"), (Some(1), "http://127.0.0.1/vis")]);
}
