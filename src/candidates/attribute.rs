//! The taxonomy of what must not reach a reviewer: ids, words, legal ground, and how much a match proves.
//! The ids are those of the project's domain notes; they never change their meaning.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How a value points to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// Identifies alone.
    Direct,
    /// Identifies in combination.
    Quasi,
    /// A legally protected ground.
    Protected,
    /// Betrays one of the others.
    Proxy,
}

/// How much a single occurrence of a value proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Unique in the pool: any occurrence anywhere is a match.
    Strong,
    /// A word that is rare enough when unique in the pool, and needs its container otherwise.
    Unusual,
    /// Proves something only inside a container that is tied to the candidate.
    Weak,
    /// Compared as a picture.
    Image,
}

/// Whether a value could pass for a real one; leaks of each class are scored separately.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FixtureClass {
    /// Looks real, and the team owns it or nobody can.
    #[default]
    RealisticOwned,
    /// From a range or domain that a standard reserves.
    Reserved,
    /// Outside the space of valid values, such as a CPR number with its day raised by 60.
    OutOfSpace,
}

/// One entry of the taxonomy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttributeKind {
    /// For example `D06`.
    pub id: AttributeId,
    /// Name of the placeholder: `{{candidate.email}}`.
    pub field: &'static str,
    /// English name.
    pub name: &'static str,
    /// Danish name.
    pub name_da: &'static str,
    /// How it points to a person.
    pub sort: Sort,
    /// How much one occurrence proves.
    pub strength: Strength,
    /// The law that protects it, or nothing where it only identifies.
    pub ground: Option<&'static str>,
}

/// The id of an entry of the taxonomy, for example `D06`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributeId(u8);

/// An identifying value of one candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    /// What sort of value it is.
    pub id: AttributeId,
    /// The canonical value.
    pub value: String,
    /// Whether it could pass for a real one.
    #[serde(default)]
    pub fixture_class: FixtureClass,
    /// Where it was planted; empty where the answer key does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<super::candidate::Place>,
}

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

/// The entry whose placeholder has that name.
pub fn by_field(field: &str) -> Option<&'static AttributeKind> {
    TAXONOMY.iter().find(|k| k.field == field)
}

static CODES: [&str; 61] = [
    "D01", "D02", "D03", "D04", "D05", "D06", "D07", "D08", "D09", "D10", "D11", "D12", "D13", "D14", "D15", "D16",
    "D17", "D18", "D19", "D20", "D21", "P01", "P02", "P03", "P04", "P05", "P06", "P07", "P08", "P09", "P10", "P11",
    "P12", "P13", "P14", "X01", "X02", "X03", "X04", "X05", "X06", "X07", "X08", "X09", "X10", "X11", "X12", "X13",
    "X14", "X15", "X16", "X17", "X18", "X19", "X20", "X21", "X22", "X23", "X24", "X25", "X26",
];

/// Every entry, in the order of the ids.
pub static TAXONOMY: [AttributeKind; 61] = [
    entry(AttributeId::D01, "given_name", "given name", "fornavn", Sort::Direct, Strength::Unusual, None),
    entry(AttributeId::D02, "family_name", "family name", "efternavn", Sort::Direct, Strength::Strong, None),
    entry(
        AttributeId::D03,
        "name_variant",
        "name variant, initials, nickname",
        "navnevariant",
        Sort::Direct,
        Strength::Weak,
        None,
    ),
    entry(
        AttributeId::D04,
        "cpr",
        "CPR number",
        "CPR-nummer",
        Sort::Direct,
        Strength::Strong,
        Some("Databeskyttelsesloven § 11"),
    ),
    entry(
        AttributeId::D05,
        "birth_date",
        "birth date or age",
        "fødselsdato eller alder",
        Sort::Direct,
        Strength::Strong,
        Some("Forskelsbehandlingsloven (age)"),
    ),
    entry(AttributeId::D06, "email", "e-mail address", "e-mailadresse", Sort::Direct, Strength::Strong, None),
    entry(AttributeId::D07, "phone", "telephone number", "telefonnummer", Sort::Direct, Strength::Strong, None),
    entry(AttributeId::D08, "address", "street address", "adresse", Sort::Direct, Strength::Strong, None),
    entry(
        AttributeId::D09,
        "postcode",
        "post code and district",
        "postnummer og by",
        Sort::Quasi,
        Strength::Weak,
        None,
    ),
    entry(
        AttributeId::D10,
        "photo",
        "photo, video, voice",
        "foto, video, stemme",
        Sort::Direct,
        Strength::Image,
        Some("GDPR art. 9"),
    ),
    entry(AttributeId::D11, "signature", "signature", "underskrift", Sort::Direct, Strength::Image, None),
    entry(
        AttributeId::D12,
        "profile",
        "social profile or handle",
        "profil på sociale medier",
        Sort::Direct,
        Strength::Strong,
        None,
    ),
    entry(
        AttributeId::D13,
        "website",
        "own domain, ORCID, publication",
        "eget domæne, ORCID, publikation",
        Sort::Direct,
        Strength::Strong,
        None,
    ),
    entry(
        AttributeId::D14,
        "authorisation_id",
        "Autorisations-ID",
        "autorisations-id",
        Sort::Direct,
        Strength::Strong,
        None,
    ),
    entry(
        AttributeId::D15,
        "cvr",
        "CVR or P-number of a sole trader",
        "CVR- eller P-nummer",
        Sort::Direct,
        Strength::Strong,
        None,
    ),
    entry(
        AttributeId::D16,
        "document_number",
        "passport, permit, licence or student number",
        "pas-, kørekort- eller studienummer",
        Sort::Direct,
        Strength::Strong,
        None,
    ),
    entry(
        AttributeId::D17,
        "membership_number",
        "bank, pension or union member number",
        "medlemsnummer",
        Sort::Direct,
        Strength::Strong,
        Some("GDPR art. 9"),
    ),
    entry(
        AttributeId::D18,
        "referee",
        "referee and their contact data",
        "reference",
        Sort::Quasi,
        Strength::Strong,
        None,
    ),
    entry(AttributeId::D19, "relative", "relative or next of kin", "pårørende", Sort::Quasi, Strength::Weak, None),
    entry(
        AttributeId::D20,
        "system_id",
        "system id that links to the person",
        "system-id",
        Sort::Quasi,
        Strength::Weak,
        None,
    ),
    entry(
        AttributeId::D21,
        "technical_trace",
        "IP address, user agent, locale, submit time",
        "teknisk spor",
        Sort::Quasi,
        Strength::Weak,
        None,
    ),
    entry(AttributeId::P01, "sex", "sex", "køn", Sort::Protected, Strength::Weak, Some("Ligebehandlingsloven")),
    entry(
        AttributeId::P02,
        "gender_identity",
        "gender identity or expression",
        "kønsidentitet",
        Sort::Protected,
        Strength::Weak,
        Some("Forskelsbehandlingsloven"),
    ),
    entry(AttributeId::P03, "age", "age", "alder", Sort::Protected, Strength::Weak, Some("Forskelsbehandlingsloven")),
    entry(
        AttributeId::P04,
        "ethnic_origin",
        "ethnic origin, race, skin colour",
        "etnisk oprindelse",
        Sort::Protected,
        Strength::Weak,
        Some("Forskelsbehandlingsloven; GDPR art. 9"),
    ),
    entry(
        AttributeId::P05,
        "nationality",
        "nationality, birth place, residence status",
        "statsborgerskab, fødested",
        Sort::Protected,
        Strength::Weak,
        Some("Forskelsbehandlingsloven"),
    ),
    entry(
        AttributeId::P06,
        "religion",
        "religion or belief",
        "religion eller tro",
        Sort::Protected,
        Strength::Weak,
        Some("Forskelsbehandlingsloven; GDPR art. 9"),
    ),
    entry(
        AttributeId::P07,
        "political_opinion",
        "political opinion",
        "politisk anskuelse",
        Sort::Protected,
        Strength::Weak,
        Some("Forskelsbehandlingsloven; GDPR art. 9"),
    ),
    entry(
        AttributeId::P08,
        "union",
        "union membership or office",
        "fagforening",
        Sort::Protected,
        Strength::Weak,
        Some("GDPR art. 9"),
    ),
    entry(
        AttributeId::P09,
        "sexual_orientation",
        "sexual orientation",
        "seksuel orientering",
        Sort::Protected,
        Strength::Weak,
        Some("Forskelsbehandlingsloven; GDPR art. 9"),
    ),
    entry(
        AttributeId::P10,
        "disability",
        "disability or health",
        "handicap eller helbred",
        Sort::Protected,
        Strength::Weak,
        Some("Forskelsbehandlingsloven; GDPR art. 9"),
    ),
    entry(
        AttributeId::P11,
        "children",
        "pregnancy, parental leave, children",
        "graviditet, barsel, børn",
        Sort::Protected,
        Strength::Weak,
        Some("Ligebehandlingsloven"),
    ),
    entry(
        AttributeId::P12,
        "marital_status",
        "marital status",
        "civilstand",
        Sort::Protected,
        Strength::Weak,
        Some("Ligebehandlingsloven"),
    ),
    entry(
        AttributeId::P13,
        "social_origin",
        "social origin",
        "social oprindelse",
        Sort::Protected,
        Strength::Weak,
        Some("Forskelsbehandlingsloven"),
    ),
    entry(
        AttributeId::P14,
        "criminal_record",
        "criminal record",
        "straffeattest",
        Sort::Protected,
        Strength::Weak,
        Some("GDPR art. 10"),
    ),
    entry(
        AttributeId::X01,
        "pronoun",
        "pronouns and gendered nouns",
        "pronominer og kønnede ord",
        Sort::Proxy,
        Strength::Weak,
        None,
    ),
    entry(
        AttributeId::X02,
        "email_part",
        "local part or domain of the e-mail",
        "del af e-mailadressen",
        Sort::Proxy,
        Strength::Weak,
        None,
    ),
    entry(
        AttributeId::X03,
        "file_name",
        "file, ZIP or attachment name",
        "filnavn",
        Sort::Proxy,
        Strength::Strong,
        None,
    ),
    entry(
        AttributeId::X04,
        "document_metadata",
        "document metadata",
        "dokumentmetadata",
        Sort::Proxy,
        Strength::Strong,
        None,
    ),
    entry(
        AttributeId::X05,
        "years",
        "years of education and employment",
        "årstal for uddannelse og ansættelse",
        Sort::Proxy,
        Strength::Weak,
        None,
    ),
    entry(
        AttributeId::X06,
        "school",
        "school or institution name",
        "skole eller institution",
        Sort::Proxy,
        Strength::Weak,
        None,
    ),
    entry(
        AttributeId::X07,
        "mother_tongue",
        "mother tongue, language skills",
        "modersmål, sprog",
        Sort::Proxy,
        Strength::Weak,
        None,
    ),
    entry(
        AttributeId::X08,
        "foreign_education",
        "foreign education, employer or place",
        "udenlandsk uddannelse",
        Sort::Proxy,
        Strength::Weak,
        None,
    ),
    entry(AttributeId::X09, "military_service", "military service", "værnepligt", Sort::Proxy, Strength::Weak, None),
    entry(AttributeId::X10, "leave", "leave and gaps", "orlov og huller i cv", Sort::Proxy, Strength::Weak, None),
    entry(
        AttributeId::X11,
        "association",
        "associations and volunteering",
        "foreninger og frivilligt arbejde",
        Sort::Proxy,
        Strength::Weak,
        None,
    ),
    entry(
        AttributeId::X12,
        "sport",
        "gendered sport or hobby",
        "kønnet sport eller fritid",
        Sort::Proxy,
        Strength::Weak,
        None,
    ),
    entry(
        AttributeId::X13,
        "language_course",
        "integration or language course",
        "integrations- eller sprogkursus",
        Sort::Proxy,
        Strength::Weak,
        None,
    ),
    entry(
        AttributeId::X14,
        "era_qualification",
        "era-bound qualification",
        "tidstypisk uddannelse",
        Sort::Proxy,
        Strength::Weak,
        None,
    ),
    entry(
        AttributeId::X15,
        "neighbourhood",
        "neighbourhood or parish",
        "boligområde eller sogn",
        Sort::Proxy,
        Strength::Weak,
        None,
    ),
    entry(AttributeId::X16, "writing_style", "writing style", "skrivestil", Sort::Proxy, Strength::Weak, None),
    entry(
        AttributeId::X17,
        "sign_off",
        "salutation and sign-off",
        "hilsen og underskrift",
        Sort::Proxy,
        Strength::Weak,
        None,
    ),
    entry(
        AttributeId::X18,
        "scheme",
        "labour-market scheme",
        "arbejdsmarkedsordning",
        Sort::Proxy,
        Strength::Weak,
        None,
    ),
    entry(
        AttributeId::X19,
        "avatar",
        "avatar initials, colour, emoji pseudonym",
        "avatar",
        Sort::Proxy,
        Strength::Weak,
        None,
    ),
    entry(
        AttributeId::X20,
        "ordering",
        "ordering and submission time",
        "rækkefølge",
        Sort::Proxy,
        Strength::Weak,
        None,
    ),
    entry(AttributeId::X21, "referral", "source or referral", "henvisning", Sort::Proxy, Strength::Weak, None),
    entry(
        AttributeId::X22,
        "internal_trace",
        "internal-applicant traces",
        "spor af intern ansøger",
        Sort::Proxy,
        Strength::Weak,
        None,
    ),
    entry(AttributeId::X23, "salary_step", "salary or seniority step", "løntrin", Sort::Proxy, Strength::Weak, None),
    entry(
        AttributeId::X24,
        "unique_combination",
        "unique combination of role, employer and dates",
        "unik kombination",
        Sort::Quasi,
        Strength::Weak,
        None,
    ),
    entry(AttributeId::X25, "redaction_shape", "redaction shape", "sløringens form", Sort::Proxy, Strength::Weak, None),
    entry(AttributeId::X26, "scheduling_data", "scheduling data", "mødedata", Sort::Proxy, Strength::Weak, None),
];

const fn entry(
    id: AttributeId,
    field: &'static str,
    name: &'static str,
    name_da: &'static str,
    sort: Sort,
    strength: Strength,
    ground: Option<&'static str>,
) -> AttributeKind {
    AttributeKind { id, field, name, name_da, sort, strength, ground }
}

#[cfg(test)]
mod tests {
    use super::*;

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
