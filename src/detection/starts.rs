//! Where words may begin among folded bytes.

/// Bits for some folded bytes after each other: set where a word, a number or a hump may begin, and never missing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bits {
    /// The byte of the lowest bit.
    pub first: usize,
    pub bits: u64,
}

/// Bits for all folded bytes, in pieces of sixty-four at most.
#[derive(Debug, Default)]
pub(crate) struct Starts {
    pieces: Vec<Bits>,
    length: usize,
}

impl Starts {
    /// With room for the bits of so many bytes of text.
    pub fn with_room(bytes: usize) -> Starts {
        Starts { pieces: Vec::with_capacity(bytes / 60 + 4), length: 0 }
    }

    /// At every byte of so many.
    pub fn everywhere(length: usize) -> Starts {
        let mut starts = Starts::default();
        (0..length).step_by(64).for_each(|from| starts.push(u64::MAX >> (64 - (length - from).min(64)), 64));
        starts
    }

    /// Adds the lowest bits, sixty-four at most; the others are not set.
    #[inline(always)]
    pub fn push(&mut self, bits: u64, count: usize) {
        self.pieces.push(Bits { first: self.length, bits });
        self.length += count;
    }

    /// All of them in order.
    pub fn pieces(&self) -> &[Bits] {
        &self.pieces
    }

    /// The bytes that have a bit, in order.
    #[cfg(test)]
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        let of_piece = |piece: &Bits| {
            let Bits { first, bits } = *piece;
            (0..64).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| first + bit)
        };
        self.pieces.iter().flat_map(of_piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn bits_come_out_where_they_went_in(bits in proptest::collection::vec((proptest::num::u64::ANY, 0usize..=64), 0..9)) {
            let (mut starts, mut wanted) = (Starts::default(), Vec::new());
            let mut length = 0;
            for (bits, count) in bits {
                let bits = if count == 64 { bits } else { bits & ((1 << count) - 1) };
                starts.push(bits, count);
                wanted.extend((0..count).filter(|bit| bits >> bit & 1 == 1).map(|bit| length + bit));
                length += count;
            }
            proptest::prop_assert_eq!(starts.iter().collect::<Vec<_>>(), wanted);
            proptest::prop_assert_eq!(Starts::everywhere(length).iter().count(), length);
        }
    }
}
