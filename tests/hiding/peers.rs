//! Other programs that read files, asked for the same words in the same files.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// A program and how it is asked for all text of a file: the commands' outputs are put together.
pub struct Peer {
    /// Its name in the table.
    pub name: &'static str,
    /// Ends of file names that it is for; empty for any.
    ends: &'static [&'static str],
    /// `{}` is the file.
    commands: &'static [&'static [&'static str]],
}

const KREUZBERG: &str = "import sys, kreuzberg as k\n\
    c = k.ExtractionConfig(ocr=k.OcrConfig(backend='tesseract', language='dan+eng'))\n\
    r = k.extract_file_sync(sys.argv[1], config=c)\n\
    print(r.content, r.metadata, r.tables, r.images, r.annotations, r.children, r.uris)";

/// Who is asked.
pub const PEERS: [Peer; 5] = [
    Peer {
        name: "exiftool",
        ends: &[],
        commands: &[&["exiftool", "-a", "-u", "-ee3", "-U", "-G3", "-api", "RequestAll=3", "{}"]],
    },
    Peer {
        name: "poppler",
        ends: &[".pdf"],
        commands: &[
            &["pdftotext", "{}", "-"],
            &["pdftotext", "-layout", "{}", "-"],
            &["pdfinfo", "{}"],
            &["pdfinfo", "-js", "{}"],
            &["pdfinfo", "-meta", "{}"],
            &["pdfinfo", "-dests", "{}"],
            &["pdfinfo", "-url", "{}"],
            &["pdfinfo", "-struct-text", "{}"],
            &["pdfdetach", "-list", "{}"],
        ],
    },
    Peer { name: "markitdown", ends: &[], commands: &[&["markitdown", "{}"]] },
    // Its package has no program of its own.
    Peer { name: "kreuzberg", ends: &[], commands: &[&["python", "-c", KREUZBERG, "{}"]] },
    Peer { name: "strings", ends: &[], commands: &[&["strings", "-a", "{}"], &["strings", "-a", "-el", "{}"]] },
];

/// Whether a text holds a word: in any case, and whatever spaces or breaks stand between its letters.
pub fn holds(text: &str, word: &str) -> bool {
    let fold =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    fold(text).contains(&fold(word))
}

/// For each place, what each peer said: nothing where the peer is not for that kind of file.
///
/// # Panics
/// Where a program is not installed: a table with empty columns would say that it found nothing.
pub fn ask<'a>(files: &Path, places: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<[Option<bool>; PEERS.len()]> {
    let mut said: BTreeMap<(&str, usize), String> = BTreeMap::new();
    places
        .map(|(file, word)| {
            std::array::from_fn(|at| {
                let peer = &PEERS[at];
                if !peer.ends.is_empty() && !peer.ends.iter().any(|end| file.ends_with(end)) {
                    return None;
                }
                let text = said.entry((file, at)).or_insert_with(|| output(peer, &files.join(file)));
                Some(holds(text, word))
            })
        })
        .collect()
}

fn output(peer: &Peer, file: &Path) -> String {
    let mut all = String::new();
    for command in peer.commands {
        let (program, arguments) = command.split_first().expect("a program");
        let arguments = arguments.iter().map(|a| a.replace("{}", &file.display().to_string()));
        let told = Command::new("timeout")
            .args(["120", program])
            .args(arguments)
            .output()
            .unwrap_or_else(|e| panic!("{program} is needed for the table: {e}"));
        // A program that fails on a file has found nothing in it.
        assert!(told.status.code() != Some(127), "{program} is needed for the table");
        // The file's own name is in many outputs and is no finding; the words stand in no name.
        all.push_str(&String::from_utf8_lossy(&told.stdout));
        all.push('\n');
    }
    all
}
