//! What each pattern stands for, packed: a thousand candidates have a hundred thousand of them.

use super::Rule;

/// A folded form of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Literal<'a> {
    pub value: u32,
    pub rule: Rule,
    /// The transform that this form spells out; empty where the captured text itself tells.
    pub tag: &'static str,
    /// For a full name: skeleton length of its first part, and the value that the second part stands for.
    pub split: Option<(usize, u32)>,
    /// For a value that is cut: how the value goes on after the literal.
    pub rest: &'a [u8],
}

impl Literal<'_> {
    /// A form that says nothing more.
    pub fn plain(value: u32, rule: Rule) -> Literal<'static> {
        Literal { value, rule, tag: "", split: None, rest: &[] }
    }
}

/// Stands for none where a number is expected.
const NONE: u32 = u32::MAX;

#[derive(Debug)]
struct Packed {
    value: u32,
    /// [`NONE`] where the literal is not split.
    second: u32,
    first_part: u32,
    rest: u32,
    rest_length: u32,
    /// The next literal of the same pattern, or [`NONE`].
    next: u32,
    rule: Rule,
    tag: u8,
}

/// The literals of all patterns.
#[derive(Debug, Default)]
pub(crate) struct Literals {
    packed: Vec<Packed>,
    /// The first literal of each pattern.
    first: Vec<u32>,
    rests: Vec<u8>,
    tags: Vec<&'static str>,
}

impl Literals {
    /// Adds one to a pattern, behind those that it has, unless it is there already. Patterns begin in the order of their
    /// numbers.
    pub fn add(&mut self, pattern: u32, literal: Literal<'_>) {
        if pattern as usize == self.first.len() {
            self.first.push(NONE);
        }
        let mut last = NONE;
        let mut at = self.first[pattern as usize];
        while at != NONE {
            let known = self.get(at);
            if (Literal { tag: literal.tag, ..known }) == literal {
                return;
            }
            last = at;
            at = self.packed[at as usize].next;
        }
        let tag = self.tags.iter().position(|tag| *tag == literal.tag).unwrap_or_else(|| {
            self.tags.push(literal.tag);
            self.tags.len() - 1
        });
        let number = self.packed.len() as u32;
        let (first_part, second) = literal.split.map_or((0, NONE), |(length, second)| (length as u32, second));
        self.packed.push(Packed {
            value: literal.value,
            second,
            first_part,
            rest: self.rests.len() as u32,
            rest_length: literal.rest.len() as u32,
            next: NONE,
            rule: literal.rule,
            // The tags are names of transforms, of which there are some dozens.
            tag: tag as u8,
        });
        self.rests.extend_from_slice(literal.rest);
        match last {
            NONE => self.first[pattern as usize] = number,
            last => self.packed[last as usize].next = number,
        }
    }

    /// The literals of a pattern, in the order in which they were added.
    pub fn of(&self, pattern: u32) -> impl Iterator<Item = Literal<'_>> {
        let mut at = self.first[pattern as usize];
        std::iter::from_fn(move || {
            let literal = (at != NONE).then(|| self.get(at))?;
            at = self.packed[at as usize].next;
            Some(literal)
        })
    }

    /// Gives back memory that was reserved for more.
    pub fn shrink(&mut self) {
        self.packed.shrink_to_fit();
        self.first.shrink_to_fit();
        self.rests.shrink_to_fit();
    }

    fn get(&self, number: u32) -> Literal<'_> {
        let packed = &self.packed[number as usize];
        let rest = packed.rest as usize..packed.rest as usize + packed.rest_length as usize;
        Literal {
            value: packed.value,
            rule: packed.rule,
            tag: self.tags[usize::from(packed.tag)],
            split: (packed.second != NONE).then_some((packed.first_part as usize, packed.second)),
            rest: &self.rests[rest],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_has_its_literals_in_order_and_none_twice() {
        let mut literals = Literals::default();
        let cut = Literal { split: Some((6, 7)), rest: b"alsayed", tag: "truncated", ..Literal::plain(3, Rule::Cut) };
        literals.add(0, Literal::plain(1, Rule::Word));
        literals.add(1, cut);
        literals.add(0, Literal { tag: "reversed", ..Literal::plain(1, Rule::Word) });
        literals.add(0, Literal::plain(2, Rule::Word));
        assert_eq!(literals.of(0).collect::<Vec<_>>(), [Literal::plain(1, Rule::Word), Literal::plain(2, Rule::Word)]);
        assert_eq!(literals.of(1).collect::<Vec<_>>(), [cut]);
    }
}
