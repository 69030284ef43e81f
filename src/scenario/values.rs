//! What placeholders stand for while steps play: a candidate, captured values, the environment.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use url::Url;

use super::error::ScenarioError;
use super::template::{Piece, Source, environment_names, pieces, sole_candidate_field};
use super::{Scenario, check};
use crate::candidates::Candidate;
use crate::target::Secret;

/// The variables of the environment that a scenario asks for. `Debug` prints `***` in the place of values.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    values: BTreeMap<String, Secret>,
    /// Variables that stand in the address of the system: everybody who applies knows it, and evidence without it is none.
    addresses: BTreeSet<String>,
}

impl Environment {
    /// Takes what `scenario` asks for from `lookup`; an error names a variable that is unset or too short to be blanked.
    pub fn of(scenario: &Scenario, lookup: &dyn Fn(&str) -> Option<String>) -> Result<Environment, ScenarioError> {
        let mut values = BTreeMap::new();
        let origins = std::iter::once(&scenario.target.base).chain(&scenario.target.scope.origins);
        let addresses: BTreeSet<String> =
            origins.flat_map(|address| environment_names(address)).map(str::to_owned).collect();
        for name in scenario.environment_names() {
            let bad = |reason: &str| ScenarioError::Environment { name: name.clone(), reason: reason.into() };
            let provided = scenario.provided.get(&name).map(|secret| secret.expose().to_owned());
            let value = provided.or_else(|| lookup(&name)).ok_or_else(|| bad("it is not set"))?;
            if value.len() < 4 && !addresses.contains(&name) {
                return Err(bad("it has fewer than four characters, which is too little to blank it in the evidence"));
            }
            values.insert(name, Secret::new(value));
        }
        Ok(Environment { values, addresses })
    }

    /// All values but those of addresses, for the bundle that blanks them.
    pub fn secrets(&self) -> Vec<Secret> {
        self.values.iter().filter(|(name, _)| !self.addresses.contains(*name)).map(|(_, value)| value.clone()).collect()
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(Secret::expose)
    }
}

impl Scenario {
    /// The variables of the environment that this scenario asks for, by name.
    pub fn environment_names(&self) -> BTreeSet<String> {
        // The serialised form holds every string of the scenario once, whatever fields are added later.
        fn collect(value: &serde_json::Value, names: &mut BTreeSet<String>) {
            match value {
                serde_json::Value::String(text) => names.extend(environment_names(text).map(str::to_owned)),
                serde_json::Value::Array(items) => items.iter().for_each(|v| collect(v, names)),
                serde_json::Value::Object(map) => map.values().for_each(|v| collect(v, names)),
                _ => {}
            }
        }
        let mut names = BTreeSet::new();
        collect(&serde_json::to_value(self).unwrap_or_default(), &mut names);
        names
    }

    /// Gives `{{env.NAME}}` a value that goes before the process environment: for a system that the program starts itself.
    pub fn provide(&mut self, name: &str, value: &str) {
        self.provided.insert(name.to_owned(), Secret::new(value));
    }

    /// Takes every `{{env.NAME}}` of this scenario from the process environment.
    pub fn secrets(&self) -> Result<Environment, ScenarioError> {
        Environment::of(self, &|name| std::env::var(name).ok())
    }

    /// The target's base address with its placeholders filled in.
    pub fn base_url(&self) -> Result<Url, ScenarioError> {
        self.base_in(&self.secrets()?)
    }

    /// As [`Scenario::base_url`], in a given environment.
    pub fn base_in(&self, environment: &Environment) -> Result<Url, ScenarioError> {
        let mut base = String::new();
        for piece in pieces(&self.target.base) {
            match piece {
                Piece::Text(text) => base.push_str(text),
                Piece::Placeholder { source: Source::Environment, name, .. } => {
                    base.push_str(environment.get(name).unwrap_or_default());
                }
                Piece::Placeholder { raw, .. } | Piece::Broken { raw, .. } => base.push_str(raw),
            }
        }
        let url =
            check::web_address(&base).map_err(|reason| ScenarioError::Address { address: base.clone(), reason })?;
        if !url.username().is_empty() || url.password().is_some() {
            // The address itself would carry the secret into every report: it is not repeated here, either.
            let reason = "it holds a user or a password; use `headers` with {{env.NAME}}".to_owned();
            return Err(ScenarioError::Address { address: self.target.base.clone(), reason });
        }
        Ok(url)
    }

    /// Where we may go: the origin of `base`, the further origins, and the rules.
    pub fn scope(&self) -> Result<crate::target::Scope, ScenarioError> {
        let environment = self.secrets()?;
        let mut origins = vec![self.base_in(&environment)?];
        let values = Values::new(origins[0].clone(), environment);
        for origin in &self.target.scope.origins {
            let text = values
                .render(origin)
                .map_err(|e| ScenarioError::Address { address: origin.clone(), reason: e.to_string() })?;
            origins.push(
                check::web_address(&text).map_err(|reason| ScenarioError::Address { address: text.clone(), reason })?,
            );
        }
        Ok(crate::target::Scope {
            origins,
            deny: self.target.scope.deny.clone(),
            allow: self.target.scope.allow.clone(),
        })
    }
}

/// Why a placeholder has no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("could not fill in `{placeholder}`: {reason}")]
pub struct TemplateError {
    /// As it stands in the scenario.
    pub placeholder: String,
    /// Why, and what to try.
    pub reason: String,
}

/// A file of a candidate, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Name of the document in the answer key.
    pub document: String,
    /// The file on this machine.
    pub path: PathBuf,
    /// The name that the target is told.
    pub file_name: String,
    /// Media type.
    pub media_type: String,
}

/// What placeholders stand for while steps play.
#[derive(Debug, Clone)]
pub struct Values {
    base: Url,
    environment: Environment,
    candidate: Option<(Candidate, PathBuf)>,
    receipt: BTreeMap<String, String>,
}

impl Values {
    /// Values without a candidate.
    pub fn new(base: Url, environment: Environment) -> Values {
        Values { base, environment, candidate: None, receipt: BTreeMap::new() }
    }

    /// The values of a scenario in the process environment, without a candidate.
    pub fn of(scenario: &Scenario) -> Result<Values, ScenarioError> {
        let environment = scenario.secrets()?;
        Ok(Values::new(scenario.base_in(&environment)?, environment))
    }

    /// With a candidate, whose document paths are relative to `folder`.
    #[must_use]
    pub fn with_candidate(mut self, candidate: &Candidate, folder: &Path) -> Values {
        self.candidate = Some((candidate.clone(), folder.to_owned()));
        self
    }

    /// With the captured values of a receipt.
    #[must_use]
    pub fn with_receipt(mut self, captured: &BTreeMap<String, String>) -> Values {
        self.receipt = captured.clone();
        self
    }

    /// Remembers a captured value.
    pub fn keep(&mut self, name: &str, value: String) {
        self.receipt.insert(name.to_owned(), value);
    }

    /// The captured values.
    pub fn captured(&self) -> &BTreeMap<String, String> {
        &self.receipt
    }

    /// The base address.
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// Fills in every placeholder. An attribute that a candidate does not have gives an empty text, as a person leaves
    /// a field empty; everything else that is missing is an error.
    pub fn render(&self, template: &str) -> Result<String, TemplateError> {
        let mut text = String::with_capacity(template.len());
        for piece in pieces(template) {
            match piece {
                Piece::Text(plain) => text.push_str(plain),
                Piece::Broken { raw, reason } => return Err(error(raw, reason)),
                Piece::Placeholder { source, name, raw } => match source {
                    Source::Target => text.push_str(self.base.as_str().trim_end_matches('/')),
                    Source::Value => {
                        return Err(error(raw, "it stands for a probe's question, and no probe is asking"));
                    }
                    Source::Environment => match self.environment.get(name) {
                        Some(value) => text.push_str(value),
                        None => return Err(error(raw, &format!("set the environment variable {name}"))),
                    },
                    Source::Receipt => match self.receipt.get(name) {
                        Some(value) => text.push_str(value),
                        None => return Err(error(raw, "no `capture` step took that value for this candidate")),
                    },
                    Source::Candidate => match &self.candidate {
                        Some((candidate, _)) => text.push_str(&candidate.field(name).unwrap_or_default()),
                        None => return Err(error(raw, "these steps are not played for a candidate")),
                    },
                },
            }
        }
        Ok(text)
    }

    /// As [`Values::render`], with secrets as `***`: for receipts and messages.
    pub fn render_for_people(&self, template: &str) -> Result<String, TemplateError> {
        let mut shown = self.clone();
        for (name, value) in &mut shown.environment.values {
            if !shown.environment.addresses.contains(name) {
                *value = Secret::new("***");
            }
        }
        shown.render(template)
    }

    /// Fills in an address and resolves it against the base (`/jobs`, `jobs`, `https://...`).
    pub fn address(&self, template: &str) -> Result<Url, TemplateError> {
        let text = self.render(template)?;
        resolve(&self.base, &text).map_err(|reason| error(template, &reason))
    }

    /// The document that `{{candidate.cv_pdf}}` names.
    pub fn upload(&self, template: &str) -> Result<Upload, TemplateError> {
        let name = sole_candidate_field(template)
            .ok_or_else(|| error(template, "an upload takes one document, such as {{candidate.cv_pdf}}"))?;
        let (candidate, folder) =
            self.candidate.as_ref().ok_or_else(|| error(template, "these steps are not played for a candidate"))?;
        let document = candidate.documents.iter().find(|d| d.name == name).ok_or_else(|| {
            error(template, &format!("candidate `{}` has no document of that name in the answer key", candidate.id))
        })?;
        let file_name = document.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Upload {
            document: document.name.clone(),
            path: folder.join(&document.path),
            file_name,
            media_type: document.media_type.clone(),
        })
    }
}

/// Resolves against the base: its path counts as a folder even without the slash at its end.
pub(super) fn resolve(base: &Url, address: &str) -> Result<Url, String> {
    let mut folder = base.clone();
    folder.set_query(None);
    folder.set_fragment(None);
    if !folder.path().ends_with('/') {
        let path = format!("{}/", folder.path());
        folder.set_path(&path);
    }
    folder.join(address).map_err(|e| format!("it is no address ({e})"))
}

fn error(placeholder: &str, reason: &str) -> TemplateError {
    TemplateError { placeholder: placeholder.to_owned(), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demo() -> (Scenario, Environment) {
        let scenario = Scenario::parse(include_str!("../../scenarios/demo.yaml"), "demo.yaml").expect("valid");
        let lookup = |name: &str| match name {
            "KLARSYN_DEMO_URL" => Some("http://127.0.0.1:8377/".to_owned()),
            "KLARSYN_DEMO_PASSWORD" => Some("hunter2-hunter2".to_owned()),
            _ => None,
        };
        let environment = Environment::of(&scenario, &lookup).expect("both are set");
        (scenario, environment)
    }

    #[test]
    fn the_address_of_the_system_is_no_secret_and_the_password_is() {
        let (scenario, environment) = demo();
        let secrets: Vec<String> = environment.secrets().iter().map(|s| s.expose().to_owned()).collect();
        assert_eq!(secrets, ["hunter2-hunter2"]);
        let values = Values::new(scenario.base_in(&environment).expect("an address"), environment);
        let shown = values.render_for_people("{{env.KLARSYN_DEMO_URL}} {{env.KLARSYN_DEMO_PASSWORD}}").expect("known");
        assert_eq!(shown, "http://127.0.0.1:8377/ ***");
    }
}
