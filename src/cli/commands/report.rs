//! `klarsyn report`: scans a bundle again and writes its reports again.

use crate::cli::args::ReportArgs;
use crate::cli::exit::{Exit, fail, fail_with};
use crate::cli::progress::Terminal;
use crate::evidence::{BundleWriter, Secrets};
use crate::pipeline::{self, ScanOptions};
use crate::reports;

pub(super) fn report(args: &ReportArgs, terminal: &Terminal) -> Exit {
    let assessment = match pipeline::scan_bundle(&args.bundle, &ScanOptions::default(), terminal) {
        Ok(assessment) => assessment,
        Err(error) => return fail_with(&error),
    };
    let written = match reports::write_all(&assessment, &args.bundle) {
        Ok(written) => written,
        Err(error) => return fail(&error.to_string(), Exit::Usage),
    };
    // Nothing is recorded any more, so there is no secret to blank: only the manifest is made anew.
    let sealed = BundleWriter::resume(&args.bundle, Secrets::default()).and_then(|bundle| bundle.seal());
    if let Err(error) = sealed {
        return fail(&error.to_string(), Exit::Usage);
    }
    for path in written {
        anstream::println!("{}", path.display());
    }
    Exit::of(assessment.verdict, false)
}
