//! Where words may begin among folded bytes.

/// A bit for each folded byte: set where a word, a number or a hump may begin there, and never missing.
#[derive(Debug, Default)]
pub(crate) struct Starts {
    words: Vec<u64>,
    length: usize,
}

impl Starts {
    /// At every byte of so many.
    pub fn everywhere(length: usize) -> Starts {
        Starts { words: vec![u64::MAX; length.div_ceil(64)], length }
    }

    /// Adds the lowest bits, sixty-four at most; the others are not set.
    #[inline]
    pub fn push(&mut self, bits: u64, count: usize) {
        let used = self.length % 64;
        match self.words.last_mut().filter(|_| used > 0) {
            Some(last) => {
                *last |= bits << used;
                if used + count > 64 {
                    self.words.push(bits >> (64 - used));
                }
            }
            None if count > 0 => self.words.push(bits),
            None => {}
        }
        self.length += count;
    }

    /// The bytes that have a bit, in order.
    #[cfg(test)]
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        let of_word = |(at, word): (usize, &u64)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(at * 64 + bit)
            })
        };
        let length = self.length;
        self.words.iter().enumerate().flat_map(of_word).take_while(move |at| *at < length)
    }

    /// The words of bits, sixty-four bytes each.
    pub fn words(&self) -> &[u64] {
        &self.words
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
