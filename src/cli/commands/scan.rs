//! `klarsyn scan`: bundles, files and folders against an answer key; offline.

use super::print_json;
use crate::cli::args::{Format, ScanArgs};
use crate::cli::exit::{Exit, fail_with};
use crate::cli::progress::Terminal;
use crate::evidence::Bundle;
use crate::pipeline::{self, ScanOptions};
use crate::reports::console;

pub(super) fn scan(args: ScanArgs, terminal: &Terminal) -> Exit {
    let options = ScanOptions { candidates: args.candidates, threads: args.threads, ..ScanOptions::default() };
    match pipeline::scan_paths(&args.paths, &options, terminal) {
        Err(error) => fail_with(&error),
        Ok(assessment) => {
            if args.format == Format::Json {
                print_json(&assessment);
            } else {
                let text = match args.paths.as_slice() {
                    [folder] if Bundle::is_bundle(folder) => console::render(&assessment, folder),
                    _ => console::render_files(&assessment),
                };
                anstream::print!("{text}");
            }
            Exit::of(assessment.verdict, false)
        }
    }
}
