//! What elements hold that other readers read: scripts, styles, addresses, documents in attributes.

use super::super::attributes::{self, Kind};
use super::super::orderly::Attribute;
use super::Walk;
use crate::extraction::formats::{css, data_url, javascript, json};
use crate::extraction::places::{Place, PlaceId};
use crate::extraction::work::{floor_boundary, starts_ignoring_case};
use crate::extraction::{Concealment, Part, Segment};

/// Bytes of an attribute's name that are part of its place.
const NAME_LIMIT: usize = 400;

impl Walk<'_, '_, '_, '_, '_> {
    pub(super) fn script(&mut self, text: &str, span: Option<(u64, u64)>, island: bool, place: PlaceId) {
        self.others += 1;
        let mut inner = self.input.inside(text.as_bytes(), "");
        inner.prefix = format!("{}!", self.path(place));
        // Breadcrumbs that a page declares as data are shown with it, by search engines and browsers.
        let part = if text.contains("BreadcrumbList") { Part::PageMeta } else { Part::Source };
        inner.part = Some(self.input.part_or(part));
        inner.concealed = None;
        inner.offset = span.map(|s| s.0);
        if island || text.trim_start().starts_with(['{', '[']) {
            if json::looks_like_json(text.as_bytes()) && json::read_strictly(&inner, text, self.work) {
                return;
            }
            if island && text.contains('<') {
                // A template of some framework: markup that a script will show.
                let part = inner.part_or(Part::Source);
                let no_place = Place::Written("");
                let whole = Segment { text, part, place: no_place, span, concealed: None, inline: false };
                self.work.push_at(place, &whole);
                inner.offset = None;
                self.work.nested_value(&inner, "", text);
                return;
            }
        }
        javascript::read_source(&inner, text, self.work);
        if let Some(seam) = self.handed.seam(text) {
            inner.offset = None;
            self.work.text(&inner, inner.part_or(Part::Source), "seam", seam, None);
        }
    }

    pub(super) fn styles(&mut self, place: PlaceId, style: &str, concealed: Option<Concealment>) {
        for found in css::values(style) {
            match found {
                css::Value::Content(text) => {
                    let content = self.place(place, &[" > content"]);
                    self.hold(Part::VisibleText, content, &text, None, concealed);
                }
                css::Value::Address(address) => self.address(place, &address, true, None, concealed),
            }
        }
    }

    fn address(
        &mut self,
        place: PlaceId,
        address: &str,
        picture: bool,
        span: Option<(u64, u64)>,
        concealed: Option<Concealment>,
    ) {
        if starts_ignoring_case(address.trim_start(), "data:") && data_url::split(address.trim_start()).is_some() {
            self.document(place, address, Part::Source);
            return;
        }
        let part = attributes::address_part(address, picture, self.input.host);
        self.hold(part, place, address, span, concealed);
    }

    pub(super) fn attribute(&mut self, kind: Kind, attribute: &Attribute<'_>, concealed: Option<Concealment>) {
        let value = attribute.value.as_ref();
        if matches!(kind, Kind::Skip) {
            return;
        }
        let name = &attribute.name[..floor_boundary(attribute.name, NAME_LIMIT)];
        let place = self.place(self.frame().place, &[" > @", name]);
        let span = self.locator.attribute(value, attribute.at);
        match kind {
            Kind::Skip => {}
            Kind::Text(part) => {
                let concealment = attributes::concealment(part, concealed);
                self.hold(part, place, value, span, concealment);
                // State that a framework keeps in attributes.
                if value.trim_start().starts_with(['{', '[']) {
                    self.document(place, value, part);
                }
            }
            Kind::Address(picture) => {
                if attributes::is_script(value) {
                    self.hold(Part::Source, place, value, span, None);
                } else {
                    self.address(place, value, picture, span, concealed);
                }
            }
            Kind::SourceSet => {
                for candidate in value.split(',') {
                    if let Some(address) = candidate.split_whitespace().next() {
                        self.address(place, address, true, None, concealed);
                    }
                }
            }
            Kind::Style => {
                self.styles(place, value, concealed);
                // Custom properties can carry any text.
                if value.contains("--") {
                    self.hold(Part::HiddenText, place, value, span, None);
                }
            }
            Kind::Script => {
                self.hold(Part::HiddenText, place, value, span, None);
                for literal in javascript::literals(value) {
                    let inside = self.place(place, &[" > literal()"]);
                    self.hold(Part::HiddenText, inside, &literal, None, None);
                }
            }
            Kind::Document => {
                self.hold(Part::Source, place, value, span, None);
                self.others += 1;
                let mut inner = self.input.inside(value.as_bytes(), "");
                inner.prefix = format!("{}!", self.path(place));
                inner.media_type = "text/html";
                inner.charset = "utf-8";
                inner.concealed = concealed;
                self.work.nested(&inner);
            }
        }
    }
}
