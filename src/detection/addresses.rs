//! Names inside an e-mail address are the address, and no finding of their own.

use std::collections::BTreeMap;

use super::judgement::Hit;
use super::key::Key;
use super::node::{Node, Origin, to_source};
use crate::candidates::AttributeId;

/// A text, and a span in it.
type Span = (Origin, (usize, usize));

/// Where the e-mail addresses of candidates stand, by candidate and segment.
#[derive(Debug, Default)]
pub(crate) struct Addresses(BTreeMap<(u32, usize), Vec<Span>>);

impl Addresses {
    /// Those among the hits of a unit.
    pub fn of(hits: &[Hit], key: &Key) -> Addresses {
        let mut addresses = Addresses::default();
        for hit in hits {
            let value = &key.values[hit.value as usize];
            if value.attribute == AttributeId::D06 {
                addresses.0.entry((value.candidate, hit.segment)).or_default().push((hit.origin, hit.span));
            }
        }
        addresses
    }

    /// Whether a name of the candidate stands inside one of them. Each is compared in the text in which the other was
    /// decoded: seen from further out, all that was packed together stands in the same place.
    pub fn hold(
        &self,
        attribute: AttributeId,
        candidate: u32,
        segment: usize,
        (origin, span): Span,
        nodes: &[Node],
    ) -> bool {
        let names = matches!(attribute, AttributeId::D01 | AttributeId::D02);
        names
            && self.0.get(&(candidate, segment)).into_iter().flatten().any(|(at, address)| {
                let holds = |address: (usize, usize), span: (usize, usize)| address.0 <= span.0 && span.1 <= address.1;
                lifted(*at, *address, origin, nodes).is_some_and(|address| holds(address, span))
                    || lifted(origin, span, *at, nodes).is_some_and(|span| holds(*address, span))
            })
    }
}

/// Carries a span of a decoded text back to a text that it was decoded from; none where it was not.
fn lifted(mut origin: Origin, mut span: (usize, usize), to: Origin, nodes: &[Node]) -> Option<(usize, usize)> {
    while origin != to {
        let Origin::Node(number) = origin else { return None };
        span = to_source(&nodes[number].decoded.pieces, span.0, span.1);
        origin = nodes[number].parent;
    }
    Some(span)
}
