//! The exact search alone, beside its peers in the same run: many values at once, on text that is folded already, one core.
//! `make bench` runs it. `rg` is left out, with a line that says so, where it is not installed.

mod common;

use std::process::{Command, Stdio};

use common::{HTML, Seeded};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use klarsyn::detection::ExactSearch;

fn main() {
    if rg().is_empty() {
        eprintln!("`rg` is not installed: its rows are left out");
    }
    divan::main();
}

/// How many values are looked for.
const VALUES: [usize; 4] = [10_000, 25_000, 100_000, 1_000_000];

/// Values as candidates have them: full names, mail addresses, profiles, national ids, telephone numbers.
fn values(count: usize) -> Vec<String> {
    let mut seeded = Seeded(0x9e37_79b9_7f4a_7c15);
    (0..count)
        .map(|n| {
            let (given, family) = (seeded.name(), format!("{}{}", seeded.name(), n));
            match n % 5 {
                0 => format!("{given} {family}"),
                1 => format!("{given}.{family}@mail.example"),
                2 => format!("https://profil.example/in/{given}-{family}"),
                3 => format!("{:02}{:02}{:02}-{:04}{n}", 61 + n % 28, 1 + n % 12, n % 100, n % 10_000),
                _ => format!("+45 {:08}", 13_000_000 + n * 7),
            }
        })
        .collect()
}

/// Sixteen megabytes of pages in which none of the values stands.
fn text() -> String {
    HTML.to_lowercase().repeat(4)
}

#[divan::bench(args = VALUES, sample_count = 5, sample_size = 1)]
fn klarsyn(bencher: Bencher<'_, '_>, count: usize) {
    let values: Vec<Vec<u8>> = values(count).into_iter().map(String::into_bytes).collect();
    let (search, text) = (ExactSearch::new(&values), text());
    bencher.counter(BytesCount::new(text.len())).bench_local(|| black_box(search.count(text.as_bytes())));
}

#[divan::bench(args = VALUES, sample_count = 3, sample_size = 1)]
fn aho_corasick(bencher: Bencher<'_, '_>, count: usize) {
    let automaton = aho_corasick::AhoCorasick::new(values(count)).expect("an automaton");
    let text = text();
    bencher
        .counter(BytesCount::new(text.len()))
        .bench_local(|| black_box(automaton.find_overlapping_iter(&text).count()));
}

#[divan::bench(args = VALUES, sample_count = 3, sample_size = 1)]
fn daachorse(bencher: Bencher<'_, '_>, count: usize) {
    let automaton = daachorse::DoubleArrayAhoCorasick::<u32>::new(values(count)).expect("an automaton");
    let text = text();
    bencher
        .counter(BytesCount::new(text.len()))
        .bench_local(|| black_box(automaton.find_overlapping_iter(&text).count()));
}

/// As many rows as there are where the program is installed; a million values would take it hours.
fn rg() -> Vec<usize> {
    let there = Command::new("rg").arg("--version").stdout(Stdio::null()).status().is_ok();
    if there { vec![10_000, 25_000, 100_000] } else { Vec::new() }
}

#[divan::bench(args = rg(), sample_count = 1, sample_size = 1)]
fn rg_fixed_strings(bencher: Bencher<'_, '_>, count: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (list, page) = (folder.path().join("values"), folder.path().join("page.html"));
    std::fs::write(&list, values(count).join("\n")).expect("it is written");
    let text = text();
    std::fs::write(&page, &text).expect("it is written");
    bencher.counter(BytesCount::new(text.len())).bench_local(|| {
        let mut command = Command::new("rg");
        command.args(["-j1", "-F", "-c", "-f"]).arg(&list).arg(&page);
        black_box(command.output().expect("it runs"))
    });
}
