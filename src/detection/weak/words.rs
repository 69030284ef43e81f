//! Other words for what a candidate is: marital status, languages, where an applicant comes from. A synonym, a language's own name for
//! itself or its code (ISO 639-1) tells as much as the word that was planted.

use crate::candidates::AttributeId;
use crate::detection::fold::fold;

/// Words that mean the same, folded to small letters, of which one is the candidate's.
struct Group {
    attribute: AttributeId,
    /// Tell it wherever they stand.
    plain: &'static [&'static str],
    /// Tell it beside a label alone: they have other meanings as well.
    labelled: &'static [&'static str],
    labels: &'static [&'static str],
}

const MARITAL: &[&str] =
    &["civil", "civilstand", "civilstatus", "marital", "ægteskabelig", "familie", "status", "relationship"];
const TONGUE: &[&str] =
    &["sprog", "language", "lang", "tongue", "modersmål", "native", "språk", "sprache", "muttersprache"];
/// A language that most pages and documents are in says something as that of a mother alone.
const NATIVE: &[&str] =
    &["modersmål", "modersmaal", "morsmål", "mother", "native", "tongue", "muttersprache", "förstaspråk"];
const INTERNAL: &[&str] = &["ansøger", "ansøgertype", "applicant", "candidate", "type", "kilde", "source"];

const fn marital(plain: &'static [&'static str], labelled: &'static [&'static str]) -> Group {
    Group { attribute: AttributeId::P12, plain, labelled, labels: MARITAL }
}

const fn tongue(plain: &'static [&'static str], labelled: &'static [&'static str]) -> Group {
    Group { attribute: AttributeId::X07, plain, labelled, labels: TONGUE }
}

const fn common_tongue(labelled: &'static [&'static str]) -> Group {
    Group { attribute: AttributeId::X07, plain: &[], labelled, labels: NATIVE }
}

static GROUPS: [Group; 19] = [
    marital(&["ugift", "unmarried", "ogift", "ensamstående", "alleinstehend"], &["enlig", "single", "ledig", "alene"]),
    marital(&["verheiratet"], &["gift", "married"]),
    marital(&["fraskilt", "divorced", "frånskild", "geschieden"], &["skilt"]),
    marital(&["enke", "enkemand", "widow", "widower", "widowed", "verwitwet"], &[]),
    marital(&["samlevende", "samboende", "cohabiting"], &["sambo"]),
    tongue(&["arabisk", "arabic", "arabisch", "arabiska", "العربية", "عربي"], &["ar"]),
    tongue(&["tyrkisk", "turkish", "türkisch", "turkiska", "türkçe"], &["tr"]),
    tongue(&["somali", "somalisk", "soomaali"], &["so"]),
    tongue(&["polsk", "polnisch", "polska", "polski"], &["polish", "pl"]),
    tongue(&["vietnamesisk", "vietnamese", "vietnamesisch", "vietnamesiska"], &["vi"]),
    tongue(&["ukrainsk", "ukrainian", "ukrainisch", "ukrainska", "українська"], &["uk"]),
    tongue(&["tamil", "தமிழ்"], &["ta"]),
    tongue(&["grønlandsk", "greenlandic", "kalaallisut"], &["kl"]),
    tongue(&["færøsk", "faroese", "føroyskt"], &["fo"]),
    common_tongue(&["dansk", "danish", "da"]),
    common_tongue(&["svensk", "swedish", "svenska", "sv"]),
    common_tongue(&["norsk", "norwegian", "nb", "no"]),
    common_tongue(&["deutsch", "german", "tysk", "de"]),
    Group {
        attribute: AttributeId::X22,
        plain: &["intern ansøger", "internal applicant", "internal candidate", "intern kandidat"],
        labelled: &["intern", "internal"],
        labels: INTERNAL,
    },
];

/// Another word for a value of a candidate.
#[derive(Debug)]
pub(super) struct Synonym {
    pub attribute: AttributeId,
    /// The value that was planted.
    pub value: String,
    word: &'static str,
    /// What it folds to.
    pub skeleton: Vec<u8>,
    /// What it has to stand beside; nothing where it says enough.
    pub labels: &'static [&'static str],
}

impl Synonym {
    /// Whether it is a code, which stands alone where it means this.
    pub fn is_code(&self) -> bool {
        self.word.len() == 2
    }

    /// Whether a text is this code.
    pub fn is(&self, text: &str) -> bool {
        self.is_code() && text.eq_ignore_ascii_case(self.word)
    }

    /// Whether it tells nothing with other words beside it, as in `single sign-on`.
    pub fn stands_alone(&self) -> bool {
        !self.labels.is_empty() && self.attribute != AttributeId::X07
    }
}

/// The other words for a value.
pub(super) fn synonyms(attribute: AttributeId, value: &str) -> Vec<Synonym> {
    let small = value.to_lowercase();
    let mut synonyms = Vec::new();
    for group in GROUPS.iter().filter(|group| group.attribute == attribute) {
        if !group.plain.iter().chain(group.labelled).any(|word| *word == small) {
            continue;
        }
        let of = |word: &&'static str, labels| Synonym {
            attribute,
            value: value.to_owned(),
            word,
            skeleton: fold(word),
            labels,
        };
        let others = |words: &'static [&'static str]| words.iter().filter(|word| **word != small);
        synonyms.extend(others(group.plain).map(|word| of(word, &[])));
        synonyms.extend(others(group.labelled).map(|word| of(word, group.labels)));
    }
    synonyms
}
