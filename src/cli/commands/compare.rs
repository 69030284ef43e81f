//! `klarsyn compare`: two results side by side, by fingerprint.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::json;

use super::print_json;
use crate::cli::args::{CompareArgs, Format};
use crate::cli::exit::{Exit, fail, plain};
use crate::findings::{Assessment, Finding, Fingerprint};

pub(super) fn compare(args: &CompareArgs) -> Exit {
    let (before, after) = match (read(&args.before), read(&args.after)) {
        (Ok(before), Ok(after)) => (before, after),
        (Err(message), _) | (_, Err(message)) => return fail(&message, Exit::Usage),
    };
    let (old, new) = (by_fingerprint(&before), by_fingerprint(&after));
    let added: Vec<&Finding> = new.iter().filter(|(f, _)| !old.contains_key(*f)).map(|(_, x)| *x).collect();
    let fixed: Vec<&Finding> = old.iter().filter(|(f, _)| !new.contains_key(*f)).map(|(_, x)| *x).collect();
    let stayed: Vec<&Finding> = new.iter().filter(|(f, _)| old.contains_key(*f)).map(|(_, x)| *x).collect();
    if args.format == Format::Json {
        print_json(&json!({
            "before": before.verdict, "after": after.verdict, "new": added, "fixed": fixed, "unchanged": stayed,
        }));
    } else {
        for (title, findings) in [("new", &added), ("not seen any more", &fixed), ("unchanged", &stayed)] {
            anstream::println!("{title}: {}", findings.len());
            for f in findings {
                anstream::println!(
                    "  {} {} on {} as {}: {}",
                    f.fingerprint.0,
                    f.attribute.id,
                    f.channel,
                    plain(&f.role),
                    plain(&f.surface.template)
                );
            }
        }
        if !fixed.is_empty() && after.verdict == crate::findings::Verdict::Inconclusive {
            anstream::println!(
                "the later result is inconclusive: what is not seen any more may only not have been reached"
            );
        }
    }
    if added.is_empty() { Exit::Clean } else { Exit::Leaking }
}

fn read(path: &Path) -> Result<Assessment, String> {
    let file = if path.is_dir() { path.join("findings.json") } else { path.to_owned() };
    let text = std::fs::read_to_string(&file).map_err(|e| format!("could not read {}: {e}", file.display()))?;
    serde_json::from_str(&text)
        .map_err(|e| format!("could not read {}: {e}; it should be a findings.json of klarsyn", file.display()))
}

/// One finding for each fingerprint that counts against the target.
fn by_fingerprint(assessment: &Assessment) -> BTreeMap<&Fingerprint, &Finding> {
    assessment.leaks().map(|f| (&f.fingerprint, f)).collect()
}
