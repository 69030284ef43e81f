//! `klarsyn verify`: is the evidence still what was recorded?

use crate::cli::args::VerifyArgs;
use crate::cli::exit::{Exit, fail};
use crate::evidence::Bundle;

pub(super) fn verify(args: &VerifyArgs) -> Exit {
    match Bundle::open(&args.bundle).and_then(|bundle| bundle.verify()) {
        Err(error) => fail(&error.to_string(), Exit::Usage),
        Ok(problems) if problems.is_empty() => {
            anstream::println!("{}: whole, and signed by the key that it names", args.bundle.display());
            Exit::Clean
        }
        Ok(problems) => {
            for problem in &problems {
                anstream::println!("{problem}");
            }
            fail(&format!("{} problems: this bundle is not what was recorded", problems.len()), Exit::Leaking)
        }
    }
}
