//! Exit codes, as scripts rely on them. A proven leak outranks target trouble and an inconclusive run.

use std::process::ExitCode;

use crate::findings::Verdict;
use crate::pipeline::PipelineError;

/// What the process ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: clean and proven, or the command did what it was asked for.
    Clean,
    /// 1: leaking; or a demonstration that did not keep its promise; or a bundle that does not verify.
    Leaking,
    /// 2: usage, configuration or scenario error.
    Usage,
    /// 3: target trouble: unreachable, login failed, browser missing.
    Target,
    /// 4: inconclusive: a control did not fire, or coverage is under the asked minimum.
    Inconclusive,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Clean => 0,
            Exit::Leaking => 1,
            Exit::Usage => 2,
            Exit::Target => 3,
            Exit::Inconclusive => 4,
        })
    }
}

impl Exit {
    /// The exit code of a judged run.
    pub fn of(verdict: Verdict, trouble: bool) -> Exit {
        match (verdict, trouble) {
            (Verdict::Leaking, _) => Exit::Leaking,
            (_, true) => Exit::Target,
            (Verdict::Inconclusive, false) => Exit::Inconclusive,
            (Verdict::Clean, false) => Exit::Clean,
        }
    }
}

/// Prints an error for people and gives the exit code back.
pub fn fail(message: &str, exit: Exit) -> Exit {
    let text = message.strip_prefix("error: ").unwrap_or(message);
    anstream::eprintln!("{}error:{} {}", super::progress::RED, super::progress::PLAIN, plain(text));
    exit
}

/// Prints a pipeline error and picks its exit code.
pub fn fail_with(error: &PipelineError) -> Exit {
    let exit = match error {
        PipelineError::Target(_) => Exit::Target,
        PipelineError::Scenario(_)
        | PipelineError::Candidates(_)
        | PipelineError::Usage { .. }
        | PipelineError::Evidence(_)
        | PipelineError::Report(_) => Exit::Usage,
    };
    fail(&error.to_string(), exit)
}

/// Text from outside without control characters, but for line ends: a page must not drive the terminal.
pub fn plain(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proven_leak_outranks_trouble_and_trouble_outranks_doubt() {
        assert_eq!(Exit::of(Verdict::Leaking, true), Exit::Leaking);
        assert_eq!(Exit::of(Verdict::Inconclusive, true), Exit::Target);
        assert_eq!(Exit::of(Verdict::Clean, true), Exit::Target);
        assert_eq!(Exit::of(Verdict::Inconclusive, false), Exit::Inconclusive);
        assert_eq!(Exit::of(Verdict::Clean, false), Exit::Clean);
    }

    #[test]
    fn escape_sequences_of_a_page_do_not_reach_the_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\nc"), "a[31mb\nc");
    }
}
