//! The file in which a trial team describes their system: how to apply, how to log in, who may see what.
//! In: YAML. Out: a [`Scenario`] that is valid, or an error with line, column and cure. Also plays steps.
//! Never: holds a secret, or lets a misspelt word pass.

mod model;
pub mod steps;

pub use model::{
    Apply, CandidateSource, ControlsSpec, CrawlLimits, LoginCheck, Policy, PolicyRule, ProbeSpec, RoleSpec, Scenario,
    ScopeSpec, StageChange, StageSpec, TargetSpec, Via,
};
