//! What a target shows before anybody has applied: a value that stands there already would be found without a leak.

use super::unique::{PIECE, fold};

/// Bits of the table; a hundred megabytes of text fill a tenth of it.
const BITS: u32 = 27;

/// Which short pieces of text a target shows, folded. Memory does not grow with the text. It may take a value for one
/// that is shown though only its pieces are: that costs a draw and never hides a clash.
#[derive(Clone)]
pub struct Control {
    pieces: Vec<u64>,
    texts: u64,
    bytes: u64,
}

impl Default for Control {
    fn default() -> Control {
        Control { pieces: vec![0; 1 << (BITS - 6)], texts: 0, bytes: 0 }
    }
}

impl std::fmt::Debug for Control {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Control").field("texts", &self.texts).field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

impl Control {
    /// Takes a text that the target shows.
    pub fn add(&mut self, text: &str) {
        self.texts += 1;
        self.bytes += text.len() as u64;
        for piece in fold(text).as_bytes().windows(PIECE) {
            let (word, bit) = place(piece);
            self.pieces[word] |= 1 << bit;
        }
    }

    /// Whether a folded value may stand in one of the texts.
    pub fn holds(&self, folded: &str) -> bool {
        folded.len() >= PIECE
            && folded.as_bytes().windows(PIECE).all(|piece| {
                let (word, bit) = place(piece);
                self.pieces[word] >> bit & 1 == 1
            })
    }

    /// How many texts were taken.
    pub fn texts(&self) -> u64 {
        self.texts
    }

    /// How many bytes they had.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }
}

fn place(piece: &[u8]) -> (usize, u32) {
    let sum = piece.iter().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let bit = sum >> (64 - BITS);
    ((bit >> 6) as usize, (bit & 63) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_on_a_page_is_known_in_any_spelling_and_nothing_else() {
        let mut control = Control::default();
        control.add("Kontakt: Mette RAVN-KILDE, tlf. +45 13 57 24 68");
        for shown in ["Ravnkilde", "13 57 24 68", "mette ravnkilde"] {
            assert!(control.holds(&fold(shown)), "{shown}");
        }
        for other in ["Ravnkildegaard", "13 57 24 69", "Tornholt"] {
            assert!(!control.holds(&fold(other)), "{other}");
        }
        assert_eq!((control.texts(), control.bytes()), (1, 47));
    }
}
