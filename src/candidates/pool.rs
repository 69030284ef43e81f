//! A pool in which every strong value is one person's alone. It keeps how often each person was drawn and not the
//! people: they are drawn again whenever they are asked for.

use std::collections::BTreeSet;

use super::cast::{Cast, Part};
use super::dataset::{DatasetError, Uniqueness};
use super::ordered;
use super::person::{self, Person};
use super::settings::Settings;
use super::unique::{self, Prints, Registry};

/// The largest pool (decoys included) in which birth dates differ too: there are only so many days in a working life.
const UNIQUE_BIRTH_DATES: usize = 4_000;

/// How often somebody is drawn before it is said that it cannot be done.
const MOST_DRAWS: u32 = 2_000;

/// Everybody, ready to be drawn.
#[derive(Debug)]
pub struct Pool<'a> {
    settings: &'a Settings,
    cast: Cast<'a>,
    attempts: Vec<u32>,
}

impl<'a> Pool<'a> {
    /// Draws everybody, and again whoever clashes with somebody else, an ordinary word or what the target shows, until
    /// nobody does. Fails where that never ends.
    pub fn new(settings: &'a Settings) -> Result<Pool<'a>, DatasetError> {
        let cast = Cast::new(settings);
        let mut pool = Pool { settings, attempts: vec![0; cast.len()], cast };
        let mut registry = Registry::default();
        let first = |at| pool.prints(at, 0);
        let mut attempts = vec![0; pool.len()];
        ordered::each(pool.len(), first, |at, prints| {
            attempts[at] = pool.settle(&mut registry, at, 0, prints)?;
            Ok(())
        })?;
        pool.attempts = attempts;
        loop {
            let mut losers = BTreeSet::new();
            let inside = |at| registry.inside(number(at), &pool.prints(at, pool.attempts[at]));
            ordered::each(pool.len(), inside, |_, others| {
                losers.extend(others);
                Ok::<(), DatasetError>(())
            })?;
            if losers.is_empty() {
                return Ok(pool);
            }
            for loser in losers {
                let at = loser as usize;
                registry.release(loser, &pool.prints(at, pool.attempts[at]));
                let again = pool.attempts[at] + 1;
                let prints = pool.prints(at, again);
                pool.attempts[at] = pool.settle(&mut registry, at, again, prints)?;
            }
        }
    }

    /// Draws until the values are nobody else's; gives the attempt that was.
    fn settle(&self, registry: &mut Registry, at: usize, from: u32, mut prints: Prints) -> Result<u32, DatasetError> {
        let shown = |prints: &Prints| {
            let control = self.settings.control.as_deref();
            control.is_some_and(|control| prints.strong.iter().any(|value| control.holds(value)))
        };
        let mut attempt = from;
        while shown(&prints) || !registry.claim(number(at), &prints) {
            attempt += 1;
            if attempt - from > MOST_DRAWS {
                return Err(DatasetError::Crowded { draws: MOST_DRAWS });
            }
            prints = self.prints(at, attempt);
        }
        Ok(attempt)
    }

    /// Applicants and decoys.
    pub fn len(&self) -> usize {
        self.attempts.len()
    }

    /// The person at a position: applicants first, then decoys.
    pub fn get(&self, at: usize) -> (Part, Person) {
        let part = self.cast.part(number(at));
        let person = person::draw(self.settings, &part, self.attempts[at]);
        (part, person)
    }

    /// What was compared, for the dataset.
    pub fn uniqueness(&self) -> Uniqueness {
        let control = self.settings.control.as_deref();
        Uniqueness {
            people: self.len() as u64,
            birth_dates: self.birth_dates(),
            ordinary_words: unique::common_words().len() as u64,
            control_texts: control.map(super::Control::texts),
            control_bytes: control.map(super::Control::bytes),
            drawn_again: self.attempts.iter().map(|a| u64::from(*a)).sum(),
        }
    }

    fn birth_dates(&self) -> bool {
        self.attempts.len() <= UNIQUE_BIRTH_DATES
    }

    fn prints(&self, at: usize, attempt: u32) -> Prints {
        let part = self.cast.part(number(at));
        // A number that the team was given tells a birth date that nobody can draw again.
        let birth_dates = self.birth_dates() && part.owned.is_none();
        person::draw(self.settings, &part, attempt).prints(birth_dates)
    }
}

/// A pool is far smaller than 32 bits.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
