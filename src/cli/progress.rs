//! Progress on standard error: bars on a terminal, one line per part elsewhere.

use std::sync::Mutex;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::exit::plain;
use crate::pipeline::Observer;

/// Start of red text.
pub const RED: anstyle::Style = anstyle::AnsiColor::Red.on_default().effects(anstyle::Effects::BOLD);
/// End of coloured text.
pub const PLAIN: anstyle::Reset = anstyle::Reset;

/// Draws what the pipeline says.
#[derive(Debug)]
pub struct Terminal {
    bar: Mutex<Option<ProgressBar>>,
    silent: bool,
}

impl Terminal {
    /// `silent` says nothing at all.
    pub fn new(silent: bool) -> Terminal {
        Terminal { bar: Mutex::new(None), silent }
    }

    fn is_terminal() -> bool {
        use std::io::IsTerminal;
        std::io::stderr().is_terminal()
    }

    fn replace(&self, next: Option<ProgressBar>) {
        let mut bar = self.bar.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(old) = bar.take() {
            old.finish_and_clear();
        }
        *bar = next;
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.replace(None);
    }
}

impl Observer for Terminal {
    fn part(&self, name: &str) {
        if self.silent {
            return;
        }
        if !Self::is_terminal() {
            anstream::eprintln!("{}", plain(name));
            return;
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("{spinner} {msg:32} {elapsed_precise} {pos}/{len}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner());
        bar.set_style(style);
        bar.set_message(plain(name));
        bar.enable_steady_tick(Duration::from_millis(120));
        self.replace(Some(bar));
    }

    fn progress(&self, done: usize, of: usize) {
        let bar = self.bar.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(bar) = &*bar {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        }
    }

    fn note(&self, text: &str) {
        if self.silent {
            return;
        }
        let bar = self.bar.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match &*bar {
            Some(bar) => bar.println(plain(text)),
            None => anstream::eprintln!("{}", plain(text)),
        }
    }
}
