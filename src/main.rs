//! The command `klarsyn`: see [`klarsyn::cli`].

#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    klarsyn::cli::main()
}
