//! One switch per leak: what it shows, where, in which disguise, and the real report that it resembles.
//! In: the ids that are on, an application, a response that is being made. Out: that response with the value in it, and a
//! line in the truth file. Never: a value that was not noted, or a switch that is not in this table.

mod address;
mod api;
mod document;
mod list;
mod message;
mod page;
mod profile;
mod spot;
mod words;

pub(super) use address::{neighbour_titles, open_address, slug_target};
pub(super) use api::{graphql_contact, mobile, rest, rest_list, socket};
pub(super) use document::{
    docx, download_name, hr_door, member_folder, original, original_photo, rendition, thumbnail,
};
pub(super) use list::{
    dashboard, export_columns, feed, order, other_administration, search_names, suggestions, talents,
};
pub(super) use message::{calendar, history, mail, mail_file, notes, referee, webhook};
pub(super) use page::{detail, headers, interview, print, session_over, share};
pub(super) use profile::{attachment, summary};
pub(super) use spot::{Leaks, Spot};

use crate::candidates::attribute::AttributeId;

/// A leak that can be switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Switch {
    /// For example `c08-api-email`.
    pub id: &'static str,
    /// What leaks where, in Danish.
    pub title: &'static str,
    /// Code of the channel on which it shows, `C01` to `C42`.
    pub channel: &'static str,
    /// What it shows of an applicant.
    pub attributes: &'static [AttributeId],
    /// How the value is disguised, in words; `plain` where it is not.
    pub disguise: &'static str,
    /// Who sees it: `reviewer`, `reviewer2` (another administration) or `anonymous`.
    pub role: &'static str,
    /// The publicly reported leak of a real system that it resembles: number in the domain notes and link; or empty.
    pub resembles: &'static str,
}

/// All switches, by channel.
pub fn switches() -> &'static [Switch] {
    SWITCHES
}

/// The switch of that id.
pub fn switch(id: &str) -> Option<&'static Switch> {
    SWITCHES.iter().find(|s| s.id == id)
}

const fn s(
    id: &'static str,
    title: &'static str,
    attributes: &'static [AttributeId],
    disguise: &'static str,
    role: &'static str,
    resembles: &'static str,
) -> Switch {
    // The id starts with its channel: `c08-` is C08.
    let channel = CODES[(id.as_bytes()[1] - b'0') as usize * 10 + (id.as_bytes()[2] - b'0') as usize];
    Switch { id, title, channel, attributes, disguise, role, resembles }
}

#[rustfmt::skip]
const CODES: [&str; 43] = [
    "", "C01", "C02", "C03", "C04", "C05", "C06", "C07", "C08", "C09", "C10", "C11", "C12", "C13", "C14", "C15", "C16",
    "C17", "C18", "C19", "C20", "C21", "C22", "C23", "C24", "C25", "C26", "C27", "C28", "C29", "C30", "C31", "C32", "C33",
    "C34", "C35", "C36", "C37", "C38", "C39", "C40", "C41", "C42",
];

const NAME: &[AttributeId] = &[AttributeId::D01, AttributeId::D02];
const GIVEN: &[AttributeId] = &[AttributeId::D01];
const FAMILY: &[AttributeId] = &[AttributeId::D02];
const INITIALS: &[AttributeId] = &[AttributeId::D03];
const CPR: &[AttributeId] = &[AttributeId::D04];
const BIRTH: &[AttributeId] = &[AttributeId::D05];
const EMAIL: &[AttributeId] = &[AttributeId::D06];
const PHONE: &[AttributeId] = &[AttributeId::D07];
const STREET: &[AttributeId] = &[AttributeId::D08];
const HOME: &[AttributeId] = &[AttributeId::D08, AttributeId::D09];
const PHOTO: &[AttributeId] = &[AttributeId::D10];
const PROFILE: &[AttributeId] = &[AttributeId::D12];
const SEX: &[AttributeId] = &[AttributeId::P01];
const AGE: &[AttributeId] = &[AttributeId::D05, AttributeId::P03];
const NATION: &[AttributeId] = &[AttributeId::P05];
const DISABILITY: &[AttributeId] = &[AttributeId::P10];
const FILE: &[AttributeId] = &[AttributeId::X03];

// A table is read by column: one line per switch wherever it fits.
#[rustfmt::skip]
static SWITCHES: &[Switch] = &[
    s("c01-sign-off", "Hilsenen i ansøgningen vises med navn", NAME, "plain", "reviewer", "L11 https://help.workable.com/hc/en-us/articles/360060351113"),
    s("c01-split-name", "Navnet vises, delt over flere elementer", NAME, "split over elements", "reviewer", "L15 https://github.com/pkp/pkp-lib/issues/1136"),
    s("c01-zero-width", "E-mailen vises med usynlige tegn i", EMAIL, "zero-width spaces and soft hyphens", "reviewer", ""),
    s("c01-reversed", "Navnet står baglæns og vendes med CSS", NAME, "reversed", "reviewer", ""),
    s("c01-nationality", "Nationaliteten vises under neutrale oplysninger", NATION, "plain", "reviewer", ""),
    s("c01-preferential", "Ønsket om fortrinsadgang til samtale vises", DISABILITY, "plain", "reviewer", ""),
    s("c02-hidden-input", "E-mailen ligger i et skjult felt", EMAIL, "hidden input", "reviewer", "L40 https://github.com/Submitty/Submitty/issues/7055"),
    s("c02-blur", "Adressen er kun sløret med CSS", HOME, "CSS blur", "reviewer", "L73 https://github.com/dodona-edu/dodona/pull/5151"),
    s("c02-opacity", "Telefonnummeret er gjort gennemsigtigt", PHONE, "opacity 0", "reviewer", "L70 https://github.com/okfde/froide/issues/212"),
    s("c02-template", "Fødselsdatoen ligger i en skabelon på siden", BIRTH, "template element", "reviewer", ""),
    s("c02-data-attribute", "CPR-nummeret ligger i en data-attribut", CPR, "data attribute", "reviewer", "L40 https://github.com/Submitty/Submitty/issues/7055"),
    s("c02-onclick", "Navnet står i en knaps script", NAME, "inline handler", "reviewer", "L41 https://github.com/Submitty/Submitty/pull/6019"),
    s("c03-comment", "Navnet står i en kommentar i kildekoden", NAME, "comment, family name first", "reviewer", "L40 https://github.com/Submitty/Submitty/issues/7055"),
    s("c03-state-unicode", "E-mailen ligger i sidens tilstand", EMAIL, "\\u escapes in a script", "reviewer", "L40 https://github.com/Submitty/Submitty/issues/7055"),
    s("c03-json-in-json", "Profilen ligger i JSON inde i JSON", PROFILE, "JSON in JSON", "reviewer", ""),
    s("c04-title", "Navnet står i sidens titel", NAME, "plain", "reviewer", ""),
    s("c04-opengraph", "Adressen står i Open Graph-metadata", STREET, "HTML entities, twice", "reviewer", ""),
    s("c05-slug", "Navnet indgår i permalinket", NAME, "slug, transliterated", "reviewer", "L42 https://github.com/Submitty/Submitty/issues/1008"),
    s("c05-query", "E-mailen indgår i et links parametre", EMAIL, "percent-encoded twice", "reviewer", "L43 https://github.com/Submitty/Submitty/issues/10714"),
    s("c06-alt", "Navnet står i billedets alternative tekst", NAME, "alt text", "reviewer", "L60 https://github.com/jazzband/django-avatar/issues/188"),
    s("c06-navigation", "Næste og forrige ansøgers navn står i navigationen", NAME, "tooltip", "reviewer", "L53 https://github.com/sakaiproject/sakai/pull/14082"),
    s("c06-mail-button", "Knappen til beskeder nævner e-mailen", EMAIL, "aria-label", "reviewer", "L04 https://github.com/fureigh/unbias-me/issues/31"),
    s("c07-gravatar", "Ikonets adresse er MD5 af e-mailen", EMAIL, "MD5", "reviewer", "L67 https://github.com/ossf/best-practices-badge/issues/1142"),
    s("c07-thumbnail", "Ansøgerens foto vises i lille format", PHOTO, "picture, scaled", "reviewer", "L55 https://github.com/instructure/canvas-android/pull/3119"),
    s("c08-api-email", "API'ets liste giver e-mailen", EMAIL, "plain", "reviewer", "L62 https://github.com/wavegate/resmatch/issues/30"),
    s("c08-api-address", "API'ets detalje giver adresse og postnummer", HOME, "plain", "reviewer", "L17 https://github.com/pkp/pkp-lib/issues/11374"),
    s("c08-api-token", "API'ets sidenøgle er base64 af navnet", NAME, "base64 of percent", "reviewer", ""),
    s("c09-graphql-phone", "GraphQL giver telefonnummeret i feltet kontakt", PHONE, "plain", "reviewer", ""),
    s("c10-surname-order", "Listen er sorteret efter skjult efternavn", FAMILY, "order", "reviewer", "L56 https://github.com/TEAMMATES/teammates/issues/1201"),
    s("c11-search", "Søgningen finder på det skjulte navn", NAME, "oracle", "reviewer", "L15 https://github.com/pkp/pkp-lib/issues/1136"),
    s("c11-suggestions", "Autofuldførelsen giver navne", NAME, "plain", "reviewer", "L64 https://github.com/alphagov/ckanext-datagovuk/pull/2123"),
    s("c12-dashboard", "Overblikket nævner de nyeste ansøgere", NAME, "plain", "reviewer", "L12 https://github.com/pretalx/pretalx/issues/649"),
    s("c14-hr-page", "HR's side om en ansøger åbner for alle", &[AttributeId::D01, AttributeId::D02, AttributeId::D04, AttributeId::D05, AttributeId::D06, AttributeId::D07, AttributeId::D08, AttributeId::D09, AttributeId::D12, AttributeId::P05, AttributeId::P10], "original page", "reviewer", "L52 https://github.com/sakaiproject/sakai/pull/4756"),
    s("c14-hr-file", "HR's filer åbner for alle, der kender løbenummeret", &[AttributeId::D01, AttributeId::D02, AttributeId::D10, AttributeId::X03], "original CV", "reviewer", "L06 https://github.com/horilla/horilla-hr/pull/1210"),
    s("c15-stage-name", "Navnet vises, når fasen bliver samtale", NAME, "plain", "reviewer", "L17 https://github.com/pkp/pkp-lib/issues/11374"),
    s("c16-other-administration", "Bedømmere i en anden forvaltning ser ansøgerne", NAME, "plain", "reviewer2", "L07 https://github.com/beeja-io/beeja/issues/407"),
    s("c16-talent-pool", "Talentpuljen viser profil på tværs af stillinger", PROFILE, "plain", "reviewer", ""),
    s("c17-cv-header", "Navnet er blevet i CV'ets sidehoved", NAME, "plain", "reviewer", "L02 https://github.com/Talent-Catalog/talentcatalog/issues/1685"),
    s("c18-black-box", "Telefonnummeret ligger under en sort bjælke i PDF'en", PHONE, "covered", "reviewer", "L69 https://github.com/embedpdf/embed-pdf-viewer/issues/500"),
    s("c18-tracked-change", "Word-filen gemmer det slettede navn", NAME, "tracked change", "reviewer", "L71 https://github.com/pwndoc/pwndoc/issues/710"),
    s("c19-pdf-author", "PDF'ens egenskaber nævner forfatteren", NAME, "PDF Info and XMP", "reviewer", "L24 https://github.com/ccr-journal/ccr-quarto/issues/12"),
    s("c19-docx-modified-by", "Word-filens egenskaber nævner e-mailen", EMAIL, "docProps/core.xml", "reviewer", "L71 https://github.com/pwndoc/pwndoc/issues/710"),
    s("c20-download-name", "Filen hentes med sit oprindelige navn", FILE, "Content-Disposition", "reviewer", "L35 https://github.com/turnitin/moodle-plagiarism_turnitin/issues/7"),
    s("c20-zip-member", "Mapperne i ZIP-filen hedder som ansøgerne", NAME, "ZIP member name", "reviewer", "L44 https://github.com/Submitty/Submitty/issues/10601"),
    s("c21-original-cv", "Det oprindelige CV kan hentes", NAME, "original file", "reviewer", "L09 https://support.teamtailor.com/en/articles/3790111"),
    s("c21-original-photo", "Det oprindelige foto kan hentes", PHOTO, "original file", "reviewer", "L09 https://support.teamtailor.com/en/articles/3790111"),
    s("c22-csv-column", "Eksporten har en kolonne med e-mail", EMAIL, "CSV column", "reviewer", "L03 https://github.com/Talent-Catalog/talentcatalog/issues/1099"),
    s("c23-print", "Udskriften viser navn og adresse", &[AttributeId::D01, AttributeId::D02, AttributeId::D08], "print style only", "reviewer", "L29 https://github.com/ecsion/eSeaGrant-Client-Bug-Tracker/issues/643"),
    s("c24-mail-subject", "Emnet i udbakken nævner ansøgeren", NAME, "plain", "reviewer", "L18 https://github.com/pkp/pkp-lib/issues/8241"),
    s("c24-mail-header", "Mailfilens afsender er ansøgeren", &[AttributeId::D01, AttributeId::D02, AttributeId::D06], "encoded word", "reviewer", "L51 https://github.com/sakaiproject/sakai/pull/987"),
    s("c25-attendee", "Kalenderfilen har ansøgeren som deltager", &[AttributeId::D01, AttributeId::D02, AttributeId::D06], "folded lines", "reviewer", "L65 https://github.com/humhub/calendar/issues/588"),
    s("c26-note", "En automatisk note nævner navn og telefon", &[AttributeId::D01, AttributeId::D07], "plain", "reviewer", "L22 https://github.com/kohler/hotcrp/issues/348"),
    s("c27-history", "Historikken nævner e-mailen", EMAIL, "plain", "reviewer", "L31 https://github.com/CenterForOpenScience/osf.io/issues/809"),
    s("c28-gender", "Det automatiske resumé siger han eller hun", SEX, "pronoun", "reviewer", ""),
    s("c28-age", "Det automatiske resumé nævner alderen", AGE, "age in words", "reviewer", ""),
    s("c29-error", "Fejlsiden om bilag nævner ansøgeren", NAME, "plain", "reviewer", "L72 https://github.com/learning-unlimited/ESP-Website/pull/2014"),
    s("c31-local-storage", "Browseren husker de sete ansøgeres navne", NAME, "local storage", "reviewer", "L75 https://github.com/diverso-lab/uvlhub/issues/128"),
    s("c32-socket", "Hændelser over WebSocket nævner ansøgeren", NAME, "plain", "reviewer", "L63 https://github.com/Webstrates/Webstrates/pull/121"),
    s("c33-mobile", "Mobilens API giver telefonnummeret", PHONE, "plain", "reviewer", "L55 https://github.com/instructure/canvas-android/pull/3119"),
    s("c34-analytics", "Siden sender SHA-256 af e-mailen til et målefirma", EMAIL, "SHA-256", "reviewer", "L68 https://github.com/Royal-Society-of-New-Zealand/NZ-ORCID-Hub/issues/1287"),
    s("c35-feed", "Feedet nævner ansøgeren som forfatter", NAME, "plain", "reviewer", ""),
    s("c35-webhook", "Loggen over integrationer viser CPR-nummeret", CPR, "hex", "reviewer", "L08 https://userapps.support.sap.com/sap/support/knowledge/en/2904597"),
    s("c36-jwt-cookie", "En cookie er et JWT med e-mailen", EMAIL, "JWT", "reviewer", ""),
    s("c36-header", "Et svarhoved nævner navnet", NAME, "percent", "reviewer", ""),
    s("c37-profile-link", "Siden linker til ansøgerens profil", PROFILE, "outbound link", "reviewer", "L04 https://github.com/fureigh/unbias-me/issues/31"),
    s("c38-after-logout", "Siden til den, der er logget ud, nævner ansøgeren", NAME, "plain", "former", ""),
    s("c38-share", "Delingslinket viser navn og e-mail uden login", &[AttributeId::D01, AttributeId::D02, AttributeId::D06], "plain", "anonymous", "L13 https://github.com/pretalx/pretalx/pull/968"),
    s("c39-initials", "Pseudonymet er ansøgerens initialer", INITIALS, "initials", "reviewer", "L05 https://github.com/eeue56/take-home/issues/14"),
    s("c39-digest", "Kandidatkoden er SHA-1 af e-mailen", EMAIL, "SHA-1", "reviewer", "L57 https://github.com/TEAMMATES/teammates/issues/4597"),
    s("c39-reference", "API'ets reference er SHA-256 af e-mailen", EMAIL, "SHA-256", "reviewer", "L57 https://github.com/TEAMMATES/teammates/issues/4597"),
    s("c41-referee", "Referencen nævner ansøgeren", GIVEN, "genitive", "reviewer", "L14 https://github.com/pretalx/pretalx/issues/638"),
    s("c42-accessible-name", "Kun tilgængelighedstræet kender navnet", NAME, "set by script on the accessibility tree", "reviewer", ""),
];
