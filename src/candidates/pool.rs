//! A pool in which every strong value is one person's alone. It keeps how often each person was drawn and not the
//! people: they are drawn again whenever they are asked for.

use std::collections::BTreeSet;
use std::convert::Infallible;

use super::cast::{Cast, Part};
use super::ordered;
use super::person::{self, Person};
use super::unique::{Prints, Registry};

/// The largest pool (decoys included) in which birth dates differ too: there are only so many days in a working life.
const UNIQUE_BIRTH_DATES: usize = 4_000;

/// Everybody, ready to be drawn.
#[derive(Debug)]
pub struct Pool {
    seed: u64,
    cast: Cast,
    attempts: Vec<u32>,
}

impl Pool {
    /// Draws everybody, and again whoever clashes with somebody else, until nobody does.
    pub fn new(seed: u64, count: u32) -> Pool {
        let cast = Cast::new(seed, count);
        let mut pool = Pool { seed, attempts: vec![0; cast.len()], cast };
        let mut registry = Registry::default();
        let first = |at| pool.prints(at, 0);
        let mut attempts = vec![0; pool.len()];
        let Ok(()) = ordered::each(pool.len(), first, |at, prints| {
            attempts[at] = pool.settle(&mut registry, at, 0, prints);
            Ok::<(), Infallible>(())
        });
        pool.attempts = attempts;
        loop {
            let mut losers = BTreeSet::new();
            let inside = |at| registry.inside(number(at), &pool.prints(at, pool.attempts[at]));
            let Ok(()) = ordered::each(pool.len(), inside, |_, others| {
                losers.extend(others);
                Ok::<(), Infallible>(())
            });
            if losers.is_empty() {
                return pool;
            }
            for loser in losers {
                let at = loser as usize;
                registry.release(loser, &pool.prints(at, pool.attempts[at]));
                let again = pool.attempts[at] + 1;
                let prints = pool.prints(at, again);
                pool.attempts[at] = pool.settle(&mut registry, at, again, prints);
            }
        }
    }

    /// Draws until the values are nobody else's; gives the attempt that was.
    fn settle(&self, registry: &mut Registry, at: usize, mut attempt: u32, mut prints: Prints) -> u32 {
        while !registry.claim(number(at), &prints) {
            attempt += 1;
            prints = self.prints(at, attempt);
        }
        attempt
    }

    /// Applicants and decoys.
    pub fn len(&self) -> usize {
        self.attempts.len()
    }

    /// The person at a position: applicants first, then decoys.
    pub fn get(&self, at: usize) -> (Part, Person) {
        let part = self.cast.part(number(at));
        let person = person::draw(self.seed, &part, self.attempts[at]);
        (part, person)
    }

    fn prints(&self, at: usize, attempt: u32) -> Prints {
        let birth_dates = self.attempts.len() <= UNIQUE_BIRTH_DATES;
        person::draw(self.seed, &self.cast.part(number(at)), attempt).prints(birth_dates)
    }
}

/// A pool is far smaller than 32 bits.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
