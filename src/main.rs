//! The command `klarsyn`: see [`klarsyn::cli`].

fn main() {}
