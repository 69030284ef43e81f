//! Language packs: the words that people are made of. A pack is one folder with one [`Pack`]; this table lists them.

pub mod da;
pub mod de;
pub mod en;
pub mod names;
pub mod national;
pub mod no;
pub mod pack;
pub mod sv;

pub use pack::Pack;

/// All packs, the one that is used where nothing is said first.
pub static PACKS: [&Pack; 5] = [&da::PACK, &sv::PACK, &no::PACK, &de::PACK, &en::PACK];

/// The pack of that code.
pub fn pack(code: &str) -> Option<&'static Pack> {
    PACKS.into_iter().find(|pack| pack.code == code)
}
