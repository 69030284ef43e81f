//! A body on its way into the bundle: in memory, or in a file of the system where it is too large for that.

use std::fs::File;
use std::io::{Read as _, Seek as _, Write};

use sha2::{Digest as _, Sha256};

use super::Secrets;

/// Bodies up to this many bytes are held in memory.
pub const IN_MEMORY: usize = 4 << 20;
/// How much of a large body is read at a time.
const PIECE: usize = 1 << 20;
/// How much of a body tells its format.
const HEAD: u64 = 64 << 10;

/// SHA-256 of what is written to it.
#[derive(Default)]
pub(super) struct Digest(Sha256);

impl Digest {
    /// Lower-case hexadecimal.
    pub fn hex(self) -> String {
        hex::encode(self.0.finalize())
    }
}

impl Write for Digest {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The bytes of a body, secrets blanked.
#[derive(Debug)]
pub(super) enum Content {
    /// In memory.
    Memory(Vec<u8>),
    /// In a file without a name, and how many bytes it has.
    File(File, u64),
}

impl Content {
    /// Takes a body and blanks the secrets in it.
    pub fn new(body: Vec<u8>, large: Option<File>, secrets: &Secrets) -> std::io::Result<Content> {
        match large {
            None => Ok(Content::Memory(secrets.blank_owned(body))),
            Some(mut file) => {
                file.rewind()?;
                let mut blanked = tempfile::tempfile()?;
                let length = secrets.blank_stream(&mut file, &mut blanked)?;
                Ok(Content::File(blanked, length))
            }
        }
    }

    /// Length in bytes.
    pub fn len(&self) -> u64 {
        match self {
            Content::Memory(bytes) => bytes.len() as u64,
            Content::File(_, length) => *length,
        }
    }

    /// Lower-case hexadecimal SHA-256.
    pub fn sha256(&mut self) -> std::io::Result<String> {
        let mut digest = Digest::default();
        self.copy(&mut digest)?;
        Ok(digest.hex())
    }

    /// Writes all of it.
    pub fn copy(&mut self, out: &mut impl Write) -> std::io::Result<()> {
        match self {
            Content::Memory(bytes) => out.write_all(bytes),
            Content::File(file, _) => {
                file.rewind()?;
                let mut piece = vec![0; PIECE];
                loop {
                    match file.read(&mut piece)? {
                        0 => return Ok(()),
                        n => out.write_all(&piece[..n])?,
                    }
                }
            }
        }
    }

    /// Its beginning: enough to tell the format.
    pub fn head(&mut self) -> std::io::Result<Vec<u8>> {
        match self {
            Content::Memory(bytes) => Ok(bytes.clone()),
            Content::File(file, _) => {
                file.rewind()?;
                let mut head = Vec::new();
                file.take(HEAD).read_to_end(&mut head)?;
                Ok(head)
            }
        }
    }
}

impl Secrets {
    /// Copies a stream with all secrets blanked, in bounded memory; says how many bytes came out.
    fn blank_stream(&self, from: &mut impl std::io::Read, to: &mut impl Write) -> std::io::Result<u64> {
        let mut buffer: Vec<u8> = Vec::with_capacity(2 * PIECE);
        let mut length = 0;
        loop {
            let before = buffer.len();
            from.take(PIECE as u64).read_to_end(&mut buffer)?;
            let at_end = buffer.len() == before;
            // A secret that begins near the end may go on in the next piece.
            let sure = if at_end { buffer.len() } else { buffer.len().saturating_sub(self.longest()) };
            let (blanked, taken) = self.blank_up_to(&buffer, sure);
            to.write_all(&blanked)?;
            length += blanked.len() as u64;
            buffer.drain(..taken);
            if at_end {
                return Ok(length);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Secret;

    #[test]
    fn a_secret_on_the_edge_of_two_pieces_is_blanked_in_a_file_as_in_memory() {
        let secrets = Secrets::new(vec![Secret::new("Hemmelig-2026-kode")]);
        for shift in 0..40 {
            let mut bytes = vec![b'.'; PIECE - 20 + shift];
            bytes.extend_from_slice(b"Hemmelig-2026-kode");
            bytes.extend_from_slice(&vec![b','; PIECE / 2]);
            bytes.extend_from_slice(b"Hemmelig-2026-kode");
            let mut out = Vec::new();
            let length = secrets.blank_stream(&mut bytes.as_slice(), &mut out).unwrap();
            let (wanted, found) = secrets.blank(&bytes);
            assert!(found && out == wanted && length == wanted.len() as u64, "{shift}");
        }
        let mut out = Vec::new();
        Secrets::default().blank_stream(&mut vec![7; 3 * PIECE + 1].as_slice(), &mut out).unwrap();
        assert_eq!(out, vec![7; 3 * PIECE + 1]);
    }
}
