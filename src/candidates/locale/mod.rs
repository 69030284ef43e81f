//! Language packs: the words that people are made of. A pack is one folder with one [`Pack`]; this table lists them.

pub mod da;
pub mod names;
pub mod national;
pub mod pack;

pub use pack::Pack;

/// All packs, the one that is used where nothing is said first.
pub static PACKS: [&Pack; 1] = [&da::PACK];

/// The pack of that code.
pub fn pack(code: &str) -> Option<&'static Pack> {
    PACKS.into_iter().find(|pack| pack.code == code)
}
