//! Drawings: within `svg` other names and other rules hold (WHATWG HTML, 13.2.6.5).

use super::super::tags::Tag;
use super::nesting::{Content, Nest};

/// Names that end a drawing where they open in one.
const NOT_DRAWN: &[&str] = &[
    "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "font", "h1",
    "h2", "h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr", "ol", "p", "pre",
    "ruby", "s", "small", "span", "strong", "strike", "sub", "sup", "svg", "math", "table", "tt", "u", "ul", "var",
    "script", "style", "foreignObject",
];

impl<'s> Nest<'s> {
    /// Takes a start tag within a drawing.
    pub(super) fn start_foreign(
        &mut self,
        name: &'s str,
        tag: &'static Tag,
        first: usize,
        closed: bool,
    ) -> Option<Content> {
        // HTML may stand in these, which nobody draws: a title and a description hold text alone here.
        let holds_text_alone = self.top().is_some_and(|top| matches!(top.name, "title" | "desc"));
        if holds_text_alone || !keeps_its_case(name, DRAWN_IN_MIXED_CASE) || NOT_DRAWN.contains(&name) {
            return None;
        }
        self.order_drawn(first)?;
        self.open(name, tag, first, true);
        if closed {
            self.close();
        }
        Some(Content::Elements)
    }

    /// Sorts the attributes of a drawing's element by their names, as the tree has them; `None` where two have one name, or
    /// a name would change its case.
    pub(super) fn order_drawn(&mut self, first: usize) -> Option<()> {
        let attributes = &mut self.tape.attributes[first..];
        if !attributes.iter().all(|a| keeps_its_case(a.name, DRAWN_BY)) {
            return None;
        }
        attributes.sort_by_key(|a| drawn_name(a.name));
        if !attributes.windows(2).all(|pair| pair[0].name != pair[1].name) {
            return None;
        }
        for attribute in attributes {
            attribute.name = drawn_name(attribute.name).2;
        }
        Some(())
    }
}

/// Whether the tree has a name of a drawing as the source has it.
fn keeps_its_case(name: &str, mixed: &[&str]) -> bool {
    match mixed.iter().find(|mixed| mixed.eq_ignore_ascii_case(name)) {
        Some(mixed) => *mixed == name,
        None => !name.bytes().any(|b| b.is_ascii_uppercase()),
    }
}

/// Prefix, whether it belongs to another vocabulary without one, and local name of a drawing's attribute: in this
/// order the tree sorts them.
fn drawn_name(name: &str) -> (Option<&str>, bool, &str) {
    match name.split_once(':') {
        Some(("xlink", local @ ("actuate" | "arcrole" | "href" | "role" | "show" | "title" | "type"))) => {
            (Some("xlink"), false, local)
        }
        Some(("xml", local @ ("lang" | "space"))) => (Some("xml"), false, local),
        Some(("xmlns", "xlink")) => (Some("xmlns"), false, "xlink"),
        _ => (None, name == "xmlns", name),
    }
}

/// Elements of a drawing whose names the tree has in mixed case.
const DRAWN_IN_MIXED_CASE: &[&str] = &[
    "altGlyph", "altGlyphDef", "altGlyphItem", "animateColor", "animateMotion", "animateTransform", "clipPath",
    "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feConvolveMatrix", "feDiffuseLighting",
    "feDisplacementMap", "feDistantLight", "feDropShadow", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR",
    "feGaussianBlur", "feImage", "feMerge", "feMergeNode", "feMorphology", "feOffset", "fePointLight",
    "feSpecularLighting", "feSpotLight", "feTile", "feTurbulence", "foreignObject", "glyphRef", "linearGradient",
    "radialGradient", "textPath",
];

/// Attributes of a drawing whose names the tree has in mixed case.
const DRAWN_BY: &[&str] = &[
    "attributeName", "attributeType", "baseFrequency", "baseProfile", "calcMode", "clipPathUnits", "diffuseConstant",
    "edgeMode", "filterUnits", "glyphRef", "gradientTransform", "gradientUnits", "kernelMatrix", "kernelUnitLength",
    "keyPoints", "keySplines", "keyTimes", "lengthAdjust", "limitingConeAngle", "markerHeight", "markerUnits",
    "markerWidth", "maskContentUnits", "maskUnits", "numOctaves", "pathLength", "patternContentUnits",
    "patternTransform", "patternUnits", "pointsAtX", "pointsAtY", "pointsAtZ", "preserveAlpha", "preserveAspectRatio",
    "primitiveUnits", "refX", "refY", "repeatCount", "repeatDur", "requiredExtensions", "requiredFeatures",
    "specularConstant", "specularExponent", "spreadMethod", "startOffset", "stdDeviation", "stitchTiles",
    "surfaceScale", "systemLanguage", "tableValues", "targetX", "targetY", "textLength", "viewBox", "viewTarget",
    "xChannelSelector", "yChannelSelector", "zoomAndPan",
];
