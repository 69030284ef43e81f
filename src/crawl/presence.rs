//! A role's presence during a crawl: logged in, checked now and then, logged in again when the session is gone.

use url::Url;

use super::{Cell, CrawlError};
use crate::evidence::Engine;
use crate::scenario::{self, StepError};
use crate::target::{Answer, Door, Session};

/// How often a session may be restored before it counts as lost for good.
const MOST_LOGINS: u32 = 8;
/// Requests between two looks at the session.
const CHECK_EVERY: u32 = 40;
/// Words in an address that a target sends strangers to.
const LOGIN_WORDS: &[&str] = &["login", "log-ind", "logind", "signin", "sign-in", "log_in", "sso", "auth", "adgang"];

/// A session of the cell's role, with what it takes to keep it alive.
#[derive(Debug)]
pub(crate) struct Presence {
    /// The session.
    pub session: Session,
    has_check: bool,
    has_login: bool,
    since_check: u32,
    logins: u32,
}

impl Presence {
    /// Opens a session and logs in, with the headers of the role.
    pub(crate) async fn open(cell: &Cell<'_>, door: &Door, engine: Engine) -> Result<Presence, CrawlError> {
        let mut session = door.session(cell.role, cell.stage, engine).await?;
        log_in(cell, &mut session).await?;
        Ok(Presence {
            session,
            // A session that was ended on purpose is not looked after.
            has_check: cell.spec.check.is_some() && !cell.spec.ended(),
            has_login: !cell.spec.login.is_empty() && !cell.spec.ended(),
            since_check: 0,
            logins: 1,
        })
    }

    /// Whether the role logs in at all.
    pub(crate) fn has_login(&self) -> bool {
        self.has_login
    }

    /// Counts a request; says whether it is time to look at the session.
    pub(crate) fn due(&mut self) -> bool {
        self.since_check += 1;
        self.has_login && self.has_check && self.since_check >= CHECK_EVERY
    }

    /// Whether the session is alive; `None` where the scenario gives no way to tell.
    pub(crate) async fn alive(&mut self, cell: &Cell<'_>) -> Option<bool> {
        self.since_check = 0;
        scenario::is_alive(cell.spec, cell.scenario, &self.session).await.unwrap_or(Some(false))
    }

    /// Logs in again; false where that does not help any more.
    pub(crate) async fn restore(&mut self, cell: &Cell<'_>) -> bool {
        if !self.has_login || self.logins >= MOST_LOGINS {
            return false;
        }
        self.logins += 1;
        if log_in(cell, &mut self.session).await.is_err() {
            return false;
        }
        self.alive(cell).await.unwrap_or(true)
    }

    /// Whether an answer is the target's way to say "log in first".
    pub(crate) fn was_sent_away(&self, asked: &Url, answer: &Answer) -> bool {
        self.has_login && (answer.capture.status == 401 || sent_to_login(asked, &answer.url))
    }
}

/// Whether a redirect from `asked` to `arrived` leads to a login page.
pub(crate) fn sent_to_login(asked: &Url, arrived: &Url) -> bool {
    let names_login = |url: &Url| {
        let path = url.path().to_ascii_lowercase();
        path.split(['/', '.']).any(|part| LOGIN_WORDS.contains(&part))
    };
    asked.path() != arrived.path() && names_login(arrived) && !names_login(asked)
}

async fn log_in(cell: &Cell<'_>, session: &mut Session) -> Result<(), CrawlError> {
    scenario::log_in(cell.role, cell.spec, cell.scenario, session).await.map_err(|error| match error {
        StepError::Target(error, _) => error.into(),
        StepError::Login { role, reason } => CrawlError::Login { role, reason },
        other => CrawlError::Login { role: cell.role.into(), reason: other.to_string() },
    })
}

/// The absolute address of a text of the scenario, relative to `base`.
pub(crate) fn absolute(cell: &Cell<'_>, text: &str) -> Result<Url, CrawlError> {
    let wrong = |reason: String| CrawlError::Address { text: text.to_owned(), reason };
    let base = cell.scenario.base_url().map_err(|e| wrong(e.to_string()))?;
    base.join(text).map_err(|e| wrong(e.to_string()))
}

/// The addresses of a scenario text: one for each receipt where it holds `{{receipt.NAME}}`.
pub(crate) fn expand(cell: &Cell<'_>, text: &str) -> Vec<String> {
    if !text.contains("{{receipt.") {
        return vec![text.to_owned()];
    }
    let mut all = Vec::new();
    for receipt in cell.receipts.iter().filter(|r| r.accepted) {
        let mut filled = text.to_owned();
        for (name, value) in &receipt.captured {
            filled = filled.replace(&format!("{{{{receipt.{name}}}}}"), value);
        }
        if !filled.contains("{{receipt.") {
            all.push(filled);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_to_the_login_is_told_from_other_redirects() {
        let url = |path: &str| Url::parse(&format!("http://h{path}")).unwrap();
        for (asked, arrived, wanted) in [
            ("/app/1", "/login?next=/app/1", true),
            ("/app/1", "/konto/log-ind/", true),
            ("/app/1", "/app/1/", false),
            ("/login", "/login", false),
            ("/blog", "/blogindex", false),
        ] {
            assert_eq!(sent_to_login(&url(asked), &url(arrived)), wanted, "{asked} {arrived}");
        }
    }
}
