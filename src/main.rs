//! The command `klarsyn`: see [`klarsyn::cli`].

fn main() -> std::process::ExitCode {
    klarsyn::cli::main()
}
