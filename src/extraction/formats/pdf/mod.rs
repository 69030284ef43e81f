//! PDF: the pages by an interpreter, the objects by a second pass, and both again for every earlier revision.
//! All of it on a thread of its own, since damaged files can keep an interpreter busy for ever.

mod device;
mod loose;
mod objects;
mod pages;
mod revisions;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Instant;

use crate::extraction::work::{Input, Work, find};
use crate::extraction::{Concealment, Extraction, Part, Place, Segment, Segments};

/// Stack of the thread: damaged objects may refer to each other in long chains.
const STACK: usize = 64 * 1024 * 1024;

/// Whether bytes are a PDF: the header may follow some rubbish.
pub(crate) fn sniff(bytes: &[u8]) -> bool {
    find(&bytes[..bytes.len().min(1024)], b"%PDF-", 0).is_some()
}

/// What a step of the thread hands over.
pub(super) enum Found {
    /// Text and gaps.
    Text(Extraction),
    /// A file inside: name and content.
    Embedded(String, Vec<u8>),
    /// The end.
    Done,
}

/// Reads a PDF.
pub(crate) fn read(input: &Input<'_>, work: &mut Work<'_>) -> Result<(), String> {
    let bytes: Arc<Vec<u8>> = Arc::new(input.bytes.to_vec());
    let (sender, receiver) = channel();
    let job = Job {
        prefix: input.prefix.clone(),
        concealed: input.concealed,
        part: input.part,
        deadline: work.deadline(),
        budget: work.expandable(),
        sender,
        drawn: RefCell::default(),
    };
    let spawned = std::thread::Builder::new().name("pdf".into()).stack_size(STACK).spawn(move || job.run(&bytes));
    if spawned.is_err() {
        return Err("could not be read as PDF: no thread could be started".into());
    }
    let mut embedded = Vec::new();
    let mut outcome = Ok(());
    loop {
        let left = work.deadline().saturating_duration_since(Instant::now());
        match receiver.recv_timeout(left) {
            Ok(Found::Text(part)) => work.absorb(part),
            Ok(Found::Embedded(name, content)) => embedded.push((name, content)),
            Ok(Found::Done) => break,
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {
                outcome = Err(format!("could not be read in full as PDF within {} s", work.limits.seconds));
                break;
            }
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => {
                outcome = Err("could not be read in full as PDF: its reader broke down on it".into());
                break;
            }
        }
    }
    for (name, content) in embedded {
        work.expand(content.len());
        let place = format!("embedded {name}");
        let mut nested = input.inside(&content, &place);
        nested.name = &name;
        nested.concealed = nested.concealed.or(Some(Concealment::NotRendered));
        work.nested(&nested);
    }
    outcome
}

/// The work of the thread.
pub(super) struct Job {
    prefix: String,
    concealed: Option<Concealment>,
    part: Option<Part>,
    deadline: Instant,
    budget: u64,
    sender: Sender<Found>,
    /// Numbers of the pictures that some page drew: they were handed over as they are seen.
    drawn: RefCell<BTreeSet<u32>>,
}

impl Job {
    fn run(self, bytes: &Arc<Vec<u8>>) {
        let mut seen = BTreeSet::new();
        // The newest revision first: its text is what a reader sees.
        self.step("pages", || {
            let (texts, fault) = pages::read(bytes, &self);
            for line in &texts {
                seen.insert(line.text.clone());
            }
            self.hand_over(texts, "", None);
            fault.map_or(Ok(()), Err)
        });
        self.step("objects", || objects::read(bytes, &self));
        self.step("hidden layers and loose streams", || objects::unseen(bytes, &self, &mut seen));
        self.step("bytes between its objects", || {
            loose::read(bytes, &self);
            Ok(())
        });
        self.step("earlier revisions", || revisions::read(bytes, &self, &mut seen));
        let _ = self.sender.send(Found::Done);
    }

    /// One step behind a catch of panics; what fails is a gap, and the next step goes on.
    fn step(&self, name: &str, step: impl FnOnce() -> Result<(), String>) {
        if self.late() {
            return;
        }
        let reason = match catch_unwind(AssertUnwindSafe(step)) {
            Ok(Ok(())) => return,
            Ok(Err(reason)) => reason,
            Err(_) => "its reader broke down on it".to_owned(),
        };
        self.gap(&format!("could not read the {name} of the PDF: {reason}"));
    }

    /// Whether time is up.
    pub(super) fn late(&self) -> bool {
        Instant::now() >= self.deadline
    }

    fn gap(&self, reason: &str) {
        let place = if self.prefix.is_empty() { "unit" } else { self.prefix.trim_end_matches('!') };
        let gaps = vec![format!("{}: {reason}", crate::extraction::work::clean(place))];
        let _ = self.sender.send(Found::Text(Extraction { gaps, ..Default::default() }));
    }

    /// Sends lines of pages; `revision` puts a place before theirs, `concealed` overrides their own.
    pub(super) fn hand_over(&self, lines: Vec<device::Line>, revision: &str, concealed: Option<Concealment>) {
        let mut segments = Segments::default();
        for line in lines {
            let concealed = concealed.or(line.concealed).or(self.concealed);
            let part = if concealed.is_some() { Part::DocumentHidden } else { Part::DocumentText };
            segments.push(Segment {
                text: &line.text,
                part: self.part.unwrap_or(part),
                place: Place::from(&format!("{}{revision}{}", self.prefix, line.place)),
                span: None,
                concealed,
                inline: true,
            });
        }
        let _ = self.sender.send(Found::Text(Extraction { segments, ..Default::default() }));
    }

    /// Sends one piece of text.
    pub(super) fn text(&self, part: Part, place: &str, text: String, concealed: Option<Concealment>) {
        if text.trim().is_empty() {
            return;
        }
        let place = format!("{}{place}", self.prefix);
        let segment = Segment {
            text: &text,
            part: self.part.unwrap_or(part),
            place: Place::from(&place),
            span: None,
            concealed: concealed.or(self.concealed),
            inline: false,
        };
        let _ = self
            .sender
            .send(Found::Text(Extraction { segments: [segment].into_iter().collect(), ..Default::default() }));
    }

    /// Notes that a page draws the picture of that number; whether that is new. Inline pictures have no number.
    fn draws(&self, number: u32) -> bool {
        number == 0 || self.drawn.borrow_mut().insert(number)
    }

    /// Begins another revision: under the same numbers it may have other pictures.
    fn forget_drawn(&self) {
        self.drawn.borrow_mut().clear();
    }

    /// Sends what a picture shows.
    fn pixels(&self, place: &str, picture: &image::DynamicImage) {
        let mut png = std::io::Cursor::new(Vec::new());
        match picture.write_to(&mut png, image::ImageFormat::Png) {
            Ok(()) => self.picture(place, png.into_inner()),
            Err(e) => self.gap(&format!("could not keep the picture {place}: {e}")),
        }
    }

    /// Sends a picture.
    pub(super) fn picture(&self, place: &str, bytes: Vec<u8>) {
        let _ = self.sender.send(Found::Text(Extraction {
            pictures: vec![(format!("{}{place}", self.prefix), bytes)],
            ..Default::default()
        }));
    }

    /// Sends a file inside.
    pub(super) fn embedded(&self, name: &str, content: Vec<u8>) {
        let _ = self.sender.send(Found::Embedded(name.to_owned(), content));
    }
}

#[cfg(test)]
mod tests;
