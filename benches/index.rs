//! Building the index: time, and the memory that it takes while it is built and keeps (`max alloc`), for people as `klarsyn
//! generate` invents them, with every value that they have, each with a decoy. `make bench` runs it.

use divan::{AllocProfiler, Bencher, black_box};
use klarsyn::candidates::{Dataset, Settings};
use klarsyn::detection::{Anchors, Detector};

#[global_allocator]
static MEMORY: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

fn people(count: u32) -> Dataset {
    klarsyn::candidates::people(&Settings::new(2026, count)).expect("people")
}

/// Candidates, each with a decoy.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn klarsyn(bencher: Bencher<'_, '_>, candidates: u32) {
    let people = people(candidates);
    bencher.bench_local(|| black_box(Detector::new(&people, &Anchors::default())));
}

/// Their values as they stand, folded, in no disguise.
#[divan::bench(args = [100, 1_000, 10_000], sample_count = 3, sample_size = 1)]
fn aho_corasick_plain_values_only(bencher: Bencher<'_, '_>, candidates: u32) {
    let people = people(candidates);
    bencher.bench_local(|| {
        let values = people.candidates.iter().flat_map(|c| &c.attributes).map(|a| a.value.as_str());
        black_box(
            aho_corasick::AhoCorasick::builder().ascii_case_insensitive(true).build(values).expect("an automaton"),
        )
    });
}
