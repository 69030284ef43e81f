//! One synthetic person: what identifies them, what may be seen, and the files they send.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::attribute::{Attribute, AttributeId};

/// The name of a candidate inside a dataset, for example `c1` or `d3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CandidateId(pub String);

impl std::fmt::Display for CandidateId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a candidate is for in a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Submitted to the target.
    #[default]
    Applicant,
    /// Generated but never submitted: the negative control.
    Decoy,
}

/// Says that a candidate equals another one but for one attribute and what follows from it, or in everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Twin {
    /// The candidate that this one was copied from.
    pub of: CandidateId,
    /// The attribute in which the two differ; nothing for an equal one, which shows how far equals are apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub differs_in: Option<AttributeId>,
}

/// A job-relevant fact that a reviewer must be able to see; unique to its candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qualification {
    /// Name inside the candidate, for example `Q1`.
    pub id: String,
    /// The text as it stands in the application.
    pub value: String,
}

/// Where a value was planted: the answer key names every place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The document's `name`, or `form` for values that only the form carries.
    pub document: String,
    /// Part inside the document: `text`, `Info/Author`, `docProps/core.xml`, `file name` ...
    pub part: String,
    /// The sentence or field content that the value stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
}

/// A file that the candidate sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Placeholder name: `cv_pdf`, `cv_docx`, `photo`, `letter_txt` ...
    pub name: String,
    /// Path relative to the dataset file.
    pub path: PathBuf,
    /// Media type, for example `application/pdf`.
    pub media_type: String,
    /// Size in bytes.
    pub size: u64,
    /// Lower-case hexadecimal SHA-256 of the file.
    pub sha256: String,
}

/// One synthetic person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Name inside the dataset.
    pub id: CandidateId,
    /// Applicant or decoy.
    #[serde(default)]
    pub role: Role,
    /// Set on twins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub twin: Option<Twin>,
    /// The identifying values.
    pub attributes: Vec<Attribute>,
    /// What must stay visible.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub qualifications: Vec<Qualification>,
    /// The files of this candidate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<Document>,
    /// Free texts for forms, by placeholder name: `letter`, `headline` ...
    #[serde(default, skip_serializing_if = "std::collections::BTreeMap::is_empty")]
    pub texts: std::collections::BTreeMap<String, String>,
}

impl Candidate {
    /// The first value of an attribute, if the candidate has one.
    pub fn value(&self, id: AttributeId) -> Option<&str> {
        self.attributes.iter().find(|a| a.id == id).map(|a| a.value.as_str())
    }

    /// Given and family name as one string, if both are known; one name where somebody has one.
    pub fn full_name(&self) -> Option<String> {
        let (given, family) = (self.value(AttributeId::D01)?, self.value(AttributeId::D02)?);
        Some(if given == family { family.to_owned() } else { format!("{given} {family}") })
    }

    /// Looks up a placeholder: `{{candidate.email}}` asks for `email`.
    ///
    /// Names come from [`super::attribute::AttributeKind::field`], from [`Candidate::texts`], from document names
    /// (which give their path as it stands in the dataset), plus `id`, `full_name` and `q1`, `q2` ... .
    pub fn field(&self, name: &str) -> Option<String> {
        match name {
            "id" => return Some(self.id.0.clone()),
            "full_name" => return self.full_name(),
            _ => {}
        }
        if let Some(kind) = super::attribute::by_field(name) {
            return self.value(kind.id).map(str::to_owned);
        }
        if let Some(text) = self.texts.get(name) {
            return Some(text.clone());
        }
        if let Some(q) = self.qualifications.iter().find(|q| q.id.eq_ignore_ascii_case(name)) {
            return Some(q.value.clone());
        }
        self.documents.iter().find(|d| d.name == name).map(|d| d.path.display().to_string())
    }
}
