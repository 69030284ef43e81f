//! Many patterns in one piece of memory.

/// Patterns behind one another, numbered in the order in which they were added.
#[derive(Debug, Default)]
pub(crate) struct Patterns {
    bytes: Vec<u8>,
    /// Where each pattern ends.
    ends: Vec<u32>,
    /// Whether each may stand anywhere, and not only where a word may begin.
    anywhere: Vec<bool>,
}

impl Patterns {
    /// Adds a pattern and gives its number. All patterns together have 4 GB at most.
    pub fn add(&mut self, pattern: &[u8]) -> u32 {
        self.bytes.extend_from_slice(pattern);
        self.ends.push(self.bytes.len() as u32);
        self.anywhere.push(false);
        self.ends.len() as u32 - 1
    }

    /// Notes that a pattern may stand anywhere; the others are looked for where words may begin.
    pub fn set_anywhere(&mut self, number: u32) {
        self.anywhere[number as usize] = true;
    }

    /// Whether a pattern may stand anywhere.
    pub fn is_anywhere(&self, number: u32) -> bool {
        self.anywhere[number as usize]
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// The pattern of that number.
    pub fn get(&self, number: u32) -> &[u8] {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends[number - 1] as usize };
        &self.bytes[start..self.ends[number] as usize]
    }

    /// Bytes of the longest.
    pub fn longest(&self) -> usize {
        self.iter().map(|(_, pattern)| pattern.len()).max().unwrap_or(0)
    }

    /// All of them with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &[u8])> + Clone {
        (0..self.len() as u32).map(|number| (number, self.get(number)))
    }

    /// Gives back memory that was reserved for more.
    pub fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.anywhere.shrink_to_fit();
    }
}

/// Patterns that may stand anywhere.
impl<P: AsRef<[u8]>> FromIterator<P> for Patterns {
    fn from_iter<I: IntoIterator<Item = P>>(patterns: I) -> Patterns {
        let mut all = Patterns::default();
        for pattern in patterns {
            let number = all.add(pattern.as_ref());
            all.set_anywhere(number);
        }
        all
    }
}
