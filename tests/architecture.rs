//! Holds the table of rooms: who may import whom. A backwards import fails here; the cure is to move the type.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Rooms, and the rooms that each may import. `pipeline` and `cli` stand above all others.
const TABLE: &[(&str, &[&str])] = &[
    ("candidates", &[]),
    ("evidence", &[]),
    ("target", &["evidence"]),
    ("scenario", &["candidates", "target"]),
    ("submission", &["candidates", "scenario", "target", "evidence"]),
    ("crawl", &["scenario", "target", "evidence"]),
    ("probes", &["candidates", "scenario", "target", "evidence", "crawl"]),
    ("extraction", &["evidence"]),
    ("detection", &["candidates", "extraction"]),
    ("findings", &["candidates", "evidence", "extraction", "detection"]),
    ("reports", &["candidates", "evidence", "findings"]),
    ("demo", &["candidates"]),
    (
        "pipeline",
        &[
            "candidates", "evidence", "target", "scenario", "submission", "crawl", "probes", "extraction", "detection",
            "findings", "reports", "demo",
        ],
    ),
    (
        "cli",
        &[
            "candidates", "evidence", "target", "scenario", "submission", "crawl", "probes", "extraction", "detection",
            "findings", "reports", "demo", "pipeline",
        ],
    ),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

fn room_of(file: &Path) -> String {
    let inside = file.strip_prefix(root().join("src")).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The rooms that a source text names through `crate::`, with the deeper path that follows.
fn imports(source: &str) -> BTreeSet<String> {
    let code: String = source.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let simple = regex::Regex::new(r"\bcrate::([a-z_]+)(?:::([a-z_]+))?").unwrap();
    let group = regex::Regex::new(r"\buse crate::\{([^;]*)\};").unwrap();
    let mut found: BTreeSet<String> = simple
        .captures_iter(&code)
        .map(|c| match c.get(2) {
            Some(inner) => format!("{}::{}", &c[1], inner.as_str()),
            None => c[1].to_owned(),
        })
        .collect();
    for captures in group.captures_iter(&code) {
        let mut depth = 0;
        let mut name = String::new();
        for c in captures[1].chars() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    found.insert(std::mem::take(&mut name).trim().to_owned());
                }
                _ if depth == 0 => name.push(c),
                _ => {}
            }
        }
        found.insert(name.trim().to_owned());
    }
    found.into_iter().map(|n| n.trim_end_matches("::").to_owned()).filter(|n| !n.is_empty()).collect()
}

#[test]
fn no_room_imports_what_the_table_does_not_allow() {
    let table: BTreeMap<&str, &[&str]> = TABLE.iter().copied().collect();
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    let mut wrong = Vec::new();
    let mut looked_at = 0;
    for file in &files {
        let room = room_of(file);
        if room == "lib" || room == "main" {
            continue;
        }
        let allowed =
            table.get(room.as_str()).unwrap_or_else(|| panic!("{} is in no room of the table", file.display()));
        for import in imports(&std::fs::read_to_string(file).unwrap()) {
            looked_at += 1;
            let name = import.split("::").next().unwrap();
            let fine = name == room || !table.contains_key(name) || allowed.contains(&name);
            // The embedded system may know the taxonomy and nothing else of the candidates.
            let taxonomy_only = room != "demo" || name == "demo" || import.starts_with("candidates::attribute");
            if !fine || !taxonomy_only {
                wrong.push(format!("{}: crate::{import}", file.strip_prefix(root()).unwrap().display()));
            }
        }
    }
    assert!(looked_at > 50, "only {looked_at} imports were seen: the reader of imports is broken");
    assert!(wrong.is_empty(), "imports that the table forbids:\n{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_imports_sees_groups_and_paths() {
    let seen = imports(
        "use crate::{demo, crawl::{Cell, crawl}, findings::channel::X};\n// crate::cli\nlet x = crate::reports::y();",
    );
    for name in ["demo", "crawl", "findings::channel::X", "reports::y"] {
        assert!(seen.iter().any(|s| s == name), "{name} is missing in {seen:?}");
    }
    assert!(!seen.contains("cli"));
}

#[test]
fn every_room_opens_with_what_it_is_for() {
    let mut files = Vec::new();
    rust_files(&root().join("src"), &mut files);
    let silent: Vec<_> = files
        .iter()
        .filter(|f| f.file_name().is_some_and(|n| n == "mod.rs" || n == "lib.rs"))
        .filter(|f| !std::fs::read_to_string(f).unwrap().starts_with("//!"))
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn the_top_level_holds_nothing_that_does_not_belong_there() {
    let allowed = [
        "Cargo.toml", "Cargo.lock", "src", "scenarios", "synthetic-candidates", "reports", "tests", "benches", "fuzz",
        "docs", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE-MIT", "LICENSE-APACHE", "Makefile",
        "clippy.toml", "rustfmt.toml", "target",
    ];
    for entry in std::fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(name.starts_with('.') || allowed.contains(&name.as_str()), "{name} does not belong at the top level");
    }
}
