//! Language packs: the words that people are made of. A pack holds data and no rules.

pub mod da;
