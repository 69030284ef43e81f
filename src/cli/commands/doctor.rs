//! `klarsyn doctor`: what this machine has, what it lacks, and what to do about it.

use std::path::PathBuf;
use std::process::Command;

use crate::cli::exit::{Exit, plain};

struct Need {
    program: &'static str,
    variable: &'static str,
    package: &'static str,
    needed: bool,
    why: &'static str,
}

const NEEDS: [Need; 6] = [
    Need {
        program: "chromium",
        variable: "KLARSYN_CHROMIUM",
        package: "chromium",
        needed: true,
        why: "looks at pages as a reviewer does",
    },
    Need {
        program: "chromedriver",
        variable: "KLARSYN_CHROMEDRIVER",
        package: "chromium-driver",
        needed: true,
        why: "drives the browser",
    },
    Need {
        program: "firefox-esr",
        variable: "KLARSYN_FIREFOX",
        package: "firefox-esr",
        needed: false,
        why: "looks at pages instead of Chromium with `--browser firefox`",
    },
    Need {
        program: "geckodriver",
        variable: "KLARSYN_GECKODRIVER",
        package: "none; `cargo install geckodriver`",
        needed: false,
        why: "drives Firefox",
    },
    Need {
        program: "tesseract",
        variable: "",
        package: "tesseract-ocr tesseract-ocr-dan",
        needed: false,
        why: "reads letters in pictures; without it every picture that could hold some keeps the verdict from being clean",
    },
    Need {
        program: "pdftotext",
        variable: "",
        package: "poppler-utils",
        needed: false,
        why: "only our own tests use it, as an independent reader",
    },
];

pub(super) fn doctor() -> Exit {
    let mut missing = Vec::new();
    for need in &NEEDS {
        match find(need) {
            Some(path) => {
                let asking = if need.program == "pdftotext" { "-v" } else { "--version" };
                let version = first_line(Command::new(&path).arg(asking));
                anstream::println!("found    {:13} {} ({version})", need.program, path.display());
            }
            None if need.needed => {
                anstream::println!("MISSING  {:13} {}", need.program, need.why);
                missing.push(need);
            }
            None => anstream::println!("optional {:13} {} (Debian: {})", need.program, need.why, need.package),
        }
    }
    if missing.is_empty() {
        anstream::println!("everything that a run needs is here");
        return Exit::Clean;
    }
    let packages: Vec<&str> = missing.iter().map(|n| n.package).collect();
    anstream::println!("install what is missing, on Debian: sudo apt-get install {}", packages.join(" "));
    for need in missing.iter().filter(|n| !n.variable.is_empty()) {
        anstream::println!("or name the program in the environment: {}=/path/to/{}", need.variable, need.program);
    }
    Exit::Target
}

fn find(need: &Need) -> Option<PathBuf> {
    if let Some(named) = std::env::var_os(need.variable).map(PathBuf::from) {
        return named.is_file().then_some(named);
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(need.program)).find(|file| file.is_file())
}

fn first_line(command: &mut Command) -> String {
    let Ok(output) = command.output() else { return "it does not start".into() };
    let text = if output.stdout.is_empty() { output.stderr } else { output.stdout };
    plain(String::from_utf8_lossy(&text).lines().next().unwrap_or("no version")).trim().to_owned()
}
