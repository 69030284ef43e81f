//! In which forms a value of each kind comes, and who may see it where a scenario says nothing.

use super::AttributeId;

/// A form in which a value comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Running text.
    Text,
    /// A field of a form.
    Field,
    /// Data about a document.
    Metadata,
    /// A file name.
    FileName,
    /// An address.
    Url,
    /// The answer of an interface.
    Api,
    /// A picture.
    Image,
    /// A digest, or something else that is computed from it.
    Derived,
    /// An order, a count or an average.
    Statistic,
}

impl Form {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Form::Text => "running text",
            Form::Field => "form field",
            Form::Metadata => "metadata",
            Form::FileName => "file name",
            Form::Url => "address",
            Form::Api => "JSON of an interface",
            Form::Image => "picture",
            Form::Derived => "digest or derived value",
            Form::Statistic => "order or statistic",
        }
    }

    fn of(letter: char) -> Form {
        match letter {
            'T' => Form::Text,
            'F' => Form::Field,
            'M' => Form::Metadata,
            'N' => Form::FileName,
            'U' => Form::Url,
            'J' => Form::Api,
            'I' => Form::Image,
            'H' => Form::Derived,
            _ => Form::Statistic,
        }
    }
}

/// Who may see a kind where a scenario says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultPolicy {
    /// No reviewer; a match is a leak.
    Hidden,
    /// No reviewer, but trials differ: some hide it, others need it, so a scenario should say which.
    Undecided,
    /// It cannot be taken out of a text; it is reported and weighs little.
    Reported,
}

impl DefaultPolicy {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            DefaultPolicy::Hidden => "hidden from reviewers; a scenario may allow it to a role or from a stage on",
            DefaultPolicy::Undecided => {
                "hidden from reviewers, but trials differ: say in the scenario's policy what holds"
            }
            DefaultPolicy::Reported => "cannot be taken out of a text: reported, and weighs little",
        }
    }
}

/// Letters of [`Form`], by the order of the taxonomy.
const FORMS: [(&str, &str); 61] = [
    ("D01", "TFMNUJH"),
    ("D02", "TFMNUJH"),
    ("D03", "TNH"),
    ("D04", "TFJM"),
    ("D05", "TFJS"),
    ("D06", "TFJHU"),
    ("D07", "TFJ"),
    ("D08", "TFJM"),
    ("D09", "TFJS"),
    ("D10", "IM"),
    ("D11", "I"),
    ("D12", "TFUJI"),
    ("D13", "TU"),
    ("D14", "TFJ"),
    ("D15", "T"),
    ("D16", "TFJ"),
    ("D17", "T"),
    ("D18", "TM"),
    ("D19", "T"),
    ("D20", "UJH"),
    ("D21", "JM"),
    ("P01", "TFJ"),
    ("P02", "TF"),
    ("P03", "TFJS"),
    ("P04", "TI"),
    ("P05", "TF"),
    ("P06", "T"),
    ("P07", "T"),
    ("P08", "T"),
    ("P09", "T"),
    ("P10", "TFJ"),
    ("P11", "T"),
    ("P12", "TF"),
    ("P13", "T"),
    ("P14", "TI"),
    ("X01", "T"),
    ("X02", "TF"),
    ("X03", "N"),
    ("X04", "M"),
    ("X05", "TJ"),
    ("X06", "TJ"),
    ("X07", "TFJ"),
    ("X08", "T"),
    ("X09", "T"),
    ("X10", "TJ"),
    ("X11", "T"),
    ("X12", "T"),
    ("X13", "T"),
    ("X14", "T"),
    ("X15", "T"),
    ("X16", "T"),
    ("X17", "T"),
    ("X18", "T"),
    ("X19", "IJ"),
    ("X20", "S"),
    ("X21", "FJ"),
    ("X22", "TF"),
    ("X23", "T"),
    ("X24", "T"),
    ("X25", "IS"),
    ("X26", "J"),
];

impl AttributeId {
    /// The forms in which its values come.
    pub fn forms(self) -> impl Iterator<Item = Form> {
        let letters = FORMS.iter().find(|(code, _)| *code == self.code()).map_or("", |(_, letters)| letters);
        letters.chars().map(Form::of)
    }

    /// Who may see it where a scenario says nothing.
    pub fn default_policy(self) -> DefaultPolicy {
        match self {
            AttributeId::X05 | AttributeId::X06 | AttributeId::X07 | AttributeId::X08 => DefaultPolicy::Undecided,
            AttributeId::X16 => DefaultPolicy::Reported,
            _ => DefaultPolicy::Hidden,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::attribute::TAXONOMY;

    #[test]
    fn every_kind_has_its_forms_and_no_other_has() {
        let codes: Vec<&str> = TAXONOMY.iter().map(|kind| kind.id.code()).collect();
        assert_eq!(codes, FORMS.map(|(code, _)| code));
        assert!(TAXONOMY.iter().all(|kind| kind.id.forms().next().is_some()));
    }
}
