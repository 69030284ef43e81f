//! Who is invented for a scenario, and why some people are not.

use std::path::Path;

use super::model::{CandidateSource, NationalIdForm};
use crate::candidates::{NationalIds, Refusal, Settings};

/// A field of `candidates` that cannot be used.
#[derive(Debug)]
pub struct BadPeople {
    /// The field, for example `email_domain`.
    pub field: &'static str,
    /// Why.
    pub refusal: Refusal,
}

impl CandidateSource {
    /// What the generator is told, but for the control crawl, which is read at the run. `folder` is that of the scenario;
    /// without it, files are not read.
    pub fn settings(&self, folder: Option<&Path>) -> Result<Settings, BadPeople> {
        let bad = |field| move |refusal| BadPeople { field, refusal };
        let mut settings = Settings::new(self.seed.unwrap_or(1), self.count.unwrap_or(8));
        if let Some(code) = &self.locale {
            settings = settings.with_pack(code).map_err(bad("locale"))?;
        }
        if let Some(domain) = &self.email_domain {
            settings = settings.with_email_domain(domain).map_err(bad("email_domain"))?;
        }
        settings = settings.with_phones(&self.phones).map_err(bad("phones"))?;
        if self.national_ids == NationalIdForm::Without {
            settings.national_ids = NationalIds::Without;
        }
        if let (Some(list), Some(folder)) = (&self.owned_national_ids, folder) {
            settings = settings.with_national_id_file(&folder.join(list)).map_err(bad("owned_national_ids"))?;
        }
        Ok(settings)
    }
}
