//! The file in which a trial team describes their system: how to apply, how to log in, who may see what.
//! In: YAML. Out: a [`Scenario`] that is valid, or an error with line, column and cure. Also plays steps.
//! Never: holds a secret, or lets a misspelt word pass.

mod check;
mod error;
mod form;
mod located;
mod login;
mod model;
mod page;
mod people;
mod player;
mod read;
mod starter;
pub mod steps;
mod template;
mod values;

pub use error::{Problem, ScenarioError};
pub use login::{is_alive, log_in, log_in_with};
pub use model::{
    Apply, CandidateSource, ControlsSpec, CrawlLimits, LoginCheck, NationalIdForm, Policy, PolicyRule, ProbeSpec,
    RoleSpec, STAGE_BEFORE, Scenario, ScopeSpec, StageChange, StageSpec, TargetSpec, Via,
};
pub use people::BadPeople;
pub use player::{Failure, Played, StepError, play, play_once};
pub use values::{Environment, TemplateError, Upload, Values};
