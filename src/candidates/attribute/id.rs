//! The ids of the taxonomy: a constant for each, and how they are read and written.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{AttributeKind, TAXONOMY};

/// The id of an entry of the taxonomy, for example `D06`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributeId(u8);

impl AttributeId {
    /// Given name.
    pub const D01: AttributeId = AttributeId(0);
    /// Family name.
    pub const D02: AttributeId = AttributeId(1);
    /// Name variant, initials, nickname.
    pub const D03: AttributeId = AttributeId(2);
    /// CPR number.
    pub const D04: AttributeId = AttributeId(3);
    /// Birth date or age.
    pub const D05: AttributeId = AttributeId(4);
    /// E-mail address.
    pub const D06: AttributeId = AttributeId(5);
    /// Telephone number.
    pub const D07: AttributeId = AttributeId(6);
    /// Street address.
    pub const D08: AttributeId = AttributeId(7);
    /// Post code and district.
    pub const D09: AttributeId = AttributeId(8);
    /// Photo, video, voice.
    pub const D10: AttributeId = AttributeId(9);
    /// Signature.
    pub const D11: AttributeId = AttributeId(10);
    /// Social profile or handle.
    pub const D12: AttributeId = AttributeId(11);
    /// Own domain, ORCID, publication.
    pub const D13: AttributeId = AttributeId(12);
    /// Autorisations-ID.
    pub const D14: AttributeId = AttributeId(13);
    /// CVR or P-number of a sole trader.
    pub const D15: AttributeId = AttributeId(14);
    /// Passport, permit, licence or student number.
    pub const D16: AttributeId = AttributeId(15);
    /// Bank, pension or union member number.
    pub const D17: AttributeId = AttributeId(16);
    /// Referee and their contact data.
    pub const D18: AttributeId = AttributeId(17);
    /// Relative or next of kin.
    pub const D19: AttributeId = AttributeId(18);
    /// System id that links to the person.
    pub const D20: AttributeId = AttributeId(19);
    /// IP address, user agent, locale, submit time.
    pub const D21: AttributeId = AttributeId(20);
    /// Sex.
    pub const P01: AttributeId = AttributeId(21);
    /// Gender identity or expression.
    pub const P02: AttributeId = AttributeId(22);
    /// Age.
    pub const P03: AttributeId = AttributeId(23);
    /// Ethnic origin, race, skin colour.
    pub const P04: AttributeId = AttributeId(24);
    /// Nationality, birth place, residence status.
    pub const P05: AttributeId = AttributeId(25);
    /// Religion or belief.
    pub const P06: AttributeId = AttributeId(26);
    /// Political opinion.
    pub const P07: AttributeId = AttributeId(27);
    /// Union membership or office.
    pub const P08: AttributeId = AttributeId(28);
    /// Sexual orientation.
    pub const P09: AttributeId = AttributeId(29);
    /// Disability or health.
    pub const P10: AttributeId = AttributeId(30);
    /// Pregnancy, parental leave, children.
    pub const P11: AttributeId = AttributeId(31);
    /// Marital status.
    pub const P12: AttributeId = AttributeId(32);
    /// Social origin.
    pub const P13: AttributeId = AttributeId(33);
    /// Criminal record.
    pub const P14: AttributeId = AttributeId(34);
    /// Pronouns and gendered nouns.
    pub const X01: AttributeId = AttributeId(35);
    /// Local part or domain of the e-mail.
    pub const X02: AttributeId = AttributeId(36);
    /// File, ZIP or attachment name.
    pub const X03: AttributeId = AttributeId(37);
    /// Document metadata.
    pub const X04: AttributeId = AttributeId(38);
    /// Years of education and employment.
    pub const X05: AttributeId = AttributeId(39);
    /// School or institution name.
    pub const X06: AttributeId = AttributeId(40);
    /// Mother tongue, language skills.
    pub const X07: AttributeId = AttributeId(41);
    /// Foreign education, employer or place.
    pub const X08: AttributeId = AttributeId(42);
    /// Military service.
    pub const X09: AttributeId = AttributeId(43);
    /// Leave and gaps.
    pub const X10: AttributeId = AttributeId(44);
    /// Associations and volunteering.
    pub const X11: AttributeId = AttributeId(45);
    /// Gendered sport or hobby.
    pub const X12: AttributeId = AttributeId(46);
    /// Integration or language course.
    pub const X13: AttributeId = AttributeId(47);
    /// Era-bound qualification.
    pub const X14: AttributeId = AttributeId(48);
    /// Neighbourhood or parish.
    pub const X15: AttributeId = AttributeId(49);
    /// Writing style.
    pub const X16: AttributeId = AttributeId(50);
    /// Salutation and sign-off.
    pub const X17: AttributeId = AttributeId(51);
    /// Labour-market scheme.
    pub const X18: AttributeId = AttributeId(52);
    /// Avatar initials, colour, emoji pseudonym.
    pub const X19: AttributeId = AttributeId(53);
    /// Ordering and submission time.
    pub const X20: AttributeId = AttributeId(54);
    /// Source or referral.
    pub const X21: AttributeId = AttributeId(55);
    /// Internal-applicant traces.
    pub const X22: AttributeId = AttributeId(56);
    /// Salary or seniority step.
    pub const X23: AttributeId = AttributeId(57);
    /// Unique combination of role, employer and dates.
    pub const X24: AttributeId = AttributeId(58);
    /// Redaction shape.
    pub const X25: AttributeId = AttributeId(59);
    /// Scheduling data.
    pub const X26: AttributeId = AttributeId(60);

    /// Reads an id such as `D06`; `None` where the taxonomy has no such entry.
    pub fn parse(text: &str) -> Option<AttributeId> {
        TAXONOMY.iter().position(|k| CODES[k.id.0 as usize] == text).map(|i| AttributeId(i as u8))
    }

    /// The id as text.
    pub fn code(self) -> &'static str {
        CODES[self.0 as usize]
    }

    /// The entry of the taxonomy.
    pub fn kind(self) -> &'static AttributeKind {
        &TAXONOMY[self.0 as usize]
    }
}

impl std::fmt::Display for AttributeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for AttributeId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for AttributeId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        AttributeId::parse(&text).ok_or_else(|| {
            serde::de::Error::custom(format!("`{text}` is no attribute id; the ids run D01-D21, P01-P14, X01-X26"))
        })
    }
}

impl schemars::JsonSchema for AttributeId {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "AttributeId".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": CODES.to_vec() })
    }
}

static CODES: [&str; 61] = [
    "D01", "D02", "D03", "D04", "D05", "D06", "D07", "D08", "D09", "D10", "D11", "D12", "D13", "D14", "D15", "D16",
    "D17", "D18", "D19", "D20", "D21", "P01", "P02", "P03", "P04", "P05", "P06", "P07", "P08", "P09", "P10", "P11",
    "P12", "P13", "P14", "X01", "X02", "X03", "X04", "X05", "X06", "X07", "X08", "X09", "X10", "X11", "X12", "X13",
    "X14", "X15", "X16", "X17", "X18", "X19", "X20", "X21", "X22", "X23", "X24", "X25", "X26",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::attribute::by_field;

    #[test]
    fn every_id_reads_back_to_its_own_entry() {
        for (i, kind) in TAXONOMY.iter().enumerate() {
            assert_eq!(usize::from(kind.id.0), i);
            assert_eq!(AttributeId::parse(kind.id.code()), Some(kind.id));
            assert_eq!(by_field(kind.field).map(|k| k.id), Some(kind.id));
        }
        assert_eq!(AttributeId::parse("D99"), None);
    }
}
