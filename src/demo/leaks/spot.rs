//! Which switches are on, and the one function that notes a leak.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::switch;
use crate::candidates::attribute::AttributeId;
use crate::demo::store::Application;
use crate::demo::truth::{Entry, Truth, Value};

/// The switches of this portal with its truth file.
#[derive(Debug)]
pub(in crate::demo) struct Leaks {
    on: BTreeSet<&'static str>,
    truth: Truth,
}

impl Leaks {
    /// The ids must be in the table.
    pub fn new(ids: &[String], truth: Option<PathBuf>) -> Result<Leaks, String> {
        let mut on = BTreeSet::new();
        for id in ids {
            let known = switch(id).ok_or_else(|| {
                let nearest = super::switches().iter().min_by_key(|s| strsim::levenshtein(s.id, id));
                let hint = nearest.map(|s| format!("; did you mean `{}`?", s.id)).unwrap_or_default();
                format!("could not switch on `{id}`: there is no such leak{hint}")
            })?;
            on.insert(known.id);
        }
        let names = on.iter().map(|id| (*id).to_owned()).collect();
        Ok(Leaks { on, truth: Truth::new(truth, names) })
    }

    /// Writes the truth file as it stands.
    pub fn write_truth(&self) -> std::io::Result<()> {
        self.truth.write()
    }
}

/// Where a value may be written out: one response to one role.
#[derive(Debug, Clone, Copy)]
pub(in crate::demo) struct Spot<'a> {
    leaks: &'a Leaks,
    role: &'a str,
    url: &'a str,
}

impl<'a> Spot<'a> {
    pub fn new(leaks: &'a Leaks, role: &'a str, url: &'a str) -> Spot<'a> {
        Spot { leaks, role, url }
    }

    /// Whether a switch is on.
    pub fn on(&self, id: &'static str) -> bool {
        debug_assert!(switch(id).is_some(), "{id} is not in the table");
        self.leaks.on.contains(id)
    }

    /// Notes that these values go out; called exactly where they are written. Values that the applicant did not give are
    /// left out, and so is an entry without values.
    pub fn leaked(&self, id: &'static str, application: &Application, attributes: &[(AttributeId, &str)]) {
        let Some(switch) = switch(id) else { return };
        let attributes: Vec<Value> = attributes
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(id, value)| Value { id: *id, value: (*value).to_owned() })
            .collect();
        if attributes.is_empty() {
            return;
        }
        let entry = Entry {
            switch: switch.id,
            channel: switch.channel,
            role: self.role.to_owned(),
            applicant_email: application.who.email.clone(),
            attributes,
        };
        self.leaks.truth.leaked(entry, self.url);
    }

    /// [`Spot::leaked`] for given and family name.
    pub fn leaked_name(&self, id: &'static str, a: &Application) {
        self.leaked(id, a, &[(AttributeId::D01, &a.who.given_name), (AttributeId::D02, &a.who.family_name)]);
    }

    /// [`Spot::leaked`] for the e-mail address.
    pub fn leaked_email(&self, id: &'static str, a: &Application) {
        self.leaked(id, a, &[(AttributeId::D06, &a.who.email)]);
    }
}
