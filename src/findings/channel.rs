//! The kinds of place at which an attribute can show. The ids are those of the project's domain notes.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The id of a channel, `C01` to `C42`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Channel(u8);

/// Id, English name, Danish name, in the order of the ids.
pub static CHANNELS: [(&str, &str, &str); 42] = [
    ("C01", "visible page text", "synlig sidetekst"),
    ("C02", "hidden part of the page", "skjult del af siden"),
    ("C03", "page source and embedded state", "sidens kildekode"),
    ("C04", "title and meta data of the page", "sidens titel og metadata"),
    ("C05", "address", "adresse (URL)"),
    ("C06", "label, tooltip, navigation", "etiket, værktøjstip, navigation"),
    ("C07", "avatar or picture address", "avatar eller billedadresse"),
    ("C08", "REST or JSON over-fetch", "API-svar med for meget"),
    ("C09", "GraphQL", "GraphQL"),
    ("C10", "order of a list", "rækkefølge i en liste"),
    ("C11", "search, filter, autocomplete", "søgning, filter, autofuldførelse"),
    ("C12", "counts and dashboards", "tal og oversigter"),
    ("C13", "linkable object ids", "genkendelige id'er"),
    ("C14", "direct object access", "direkte adgang til andres data"),
    ("C15", "change of stage or role", "skift af fase eller rolle"),
    ("C16", "other administration or job", "anden forvaltning eller stilling"),
    ("C17", "text of a document", "dokumenttekst"),
    ("C18", "hidden content of a document", "skjult dokumentindhold"),
    ("C19", "metadata of a document", "dokumentmetadata"),
    ("C20", "file name", "filnavn"),
    ("C21", "original instead of the anonymised rendition", "original i stedet for anonymiseret udgave"),
    ("C22", "export", "eksport"),
    ("C23", "print view", "udskriftsvisning"),
    ("C24", "mail or notification", "mail eller besked"),
    ("C25", "calendar", "kalender"),
    ("C26", "notes, comments, messages", "noter, kommentarer, beskeder"),
    ("C27", "history and activity", "historik og aktivitet"),
    ("C28", "AI summary, score, parsed profile", "AI-resumé, score, profil"),
    ("C29", "error page or message", "fejlside eller fejlbesked"),
    ("C30", "side channel", "sidekanal"),
    ("C31", "cache and client storage", "cache og klientlager"),
    ("C32", "WebSocket, event stream, push", "WebSocket, hændelsesstrøm"),
    ("C33", "mobile interface", "mobilgrænseflade"),
    ("C34", "request to a third party", "forespørgsel til tredjepart"),
    ("C35", "integration: feed, webhook, partner", "integration: feed, webhook, partner"),
    ("C36", "cookie or header", "cookie eller header"),
    ("C37", "outbound link", "udgående link"),
    ("C38", "public or secret link", "offentligt eller hemmeligt link"),
    ("C39", "pseudonym that gives away", "gennemskueligt pseudonym"),
    ("C40", "inference", "slutning"),
    ("C41", "text written by others", "tekst skrevet af andre"),
    ("C42", "accessibility tree, clipboard, drag data", "tilgængelighedstræ, udklipsholder"),
];

impl Channel {
    /// Channel `C01` is number 1.
    ///
    /// # Panics
    /// Outside of 1 to 42; callers pass constants.
    pub const fn new(number: u8) -> Channel {
        assert!(number >= 1 && number <= 42);
        Channel(number)
    }

    /// Reads `C08`.
    pub fn parse(code: &str) -> Option<Channel> {
        CHANNELS.iter().position(|c| c.0 == code).map(|i| Channel(i as u8 + 1))
    }

    /// The id as text.
    pub fn code(self) -> &'static str {
        CHANNELS[usize::from(self.0) - 1].0
    }

    /// English name.
    pub fn name(self) -> &'static str {
        CHANNELS[usize::from(self.0) - 1].1
    }

    /// Danish name.
    pub fn name_da(self) -> &'static str {
        CHANNELS[usize::from(self.0) - 1].2
    }
}

impl std::fmt::Display for Channel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Channel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Channel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Channel::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("`{text}` is no channel id (C01 to C42)")))
    }
}

impl JsonSchema for Channel {
    fn schema_name() -> Cow<'static, str> {
        "Channel".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let codes: Vec<&str> = CHANNELS.iter().map(|c| c.0).collect();
        json_schema!({ "type": "string", "enum": codes })
    }
}
