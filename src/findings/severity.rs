//! How bad a leak is: what the value says about a person, times what it takes to see it.
//!
//! | sort of attribute | simply there | one action | takes tools |
//! |---|---|---|---|
//! | direct identifier | critical | high | medium |
//! | quasi-identifier, protected | medium | medium | low |
//! | proxy | low | low | low |
//!
//! Whatever is no leak (allowed, explained, seen by the control role) is `info`. The weights are fixed before any run.

use crate::candidates::Sort;

use super::channel::Channel;
use super::finding::Severity;

/// What it takes to see something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effort {
    /// It is there on a page, mail or list that a reviewer opens anyway.
    Passive,
    /// One click, download, search, or another door that is open.
    OneAction,
    /// Developer tools, another program, or reasoning over several answers.
    Tools,
}

/// What a channel takes.
pub fn effort(channel: Channel) -> Effort {
    match channel.code() {
        "C01" | "C04" | "C06" | "C07" | "C10" | "C12" | "C15" | "C24" | "C25" | "C26" | "C27" | "C28" | "C39"
        | "C41" => Effort::Passive,
        "C05" | "C11" | "C16" | "C17" | "C20" | "C21" | "C22" | "C23" | "C29" | "C33" | "C37" | "C38" => {
            Effort::OneAction
        }
        _ => Effort::Tools,
    }
}

/// The severity of a leak.
pub fn severity(sort: Sort, channel: Channel) -> Severity {
    match (sort, effort(channel)) {
        (Sort::Direct, Effort::Passive) => Severity::Critical,
        (Sort::Direct, Effort::OneAction) => Severity::High,
        (Sort::Direct, Effort::Tools) => Severity::Medium,
        (Sort::Quasi | Sort::Protected, Effort::Passive | Effort::OneAction) => Severity::Medium,
        (Sort::Quasi | Sort::Protected, Effort::Tools) | (Sort::Proxy, _) => Severity::Low,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_the_module_is_what_the_code_says() {
        let [page, export, json] = [Channel::new(1), Channel::new(22), Channel::new(8)];
        for (sort, expected) in [
            (Sort::Direct, [Severity::Critical, Severity::High, Severity::Medium]),
            (Sort::Quasi, [Severity::Medium, Severity::Medium, Severity::Low]),
            (Sort::Protected, [Severity::Medium, Severity::Medium, Severity::Low]),
            (Sort::Proxy, [Severity::Low, Severity::Low, Severity::Low]),
        ] {
            assert_eq!([page, export, json].map(|c| severity(sort, c)), expected, "{sort:?}");
        }
    }
}
