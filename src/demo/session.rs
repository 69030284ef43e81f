//! Cookie sessions with a CSRF token, in memory: they end with the process.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

use super::accounts::Account;
use super::store::Applicant;

/// Name of the session cookie.
pub(super) const COOKIE_NAME: &str = "skovby_session";

/// More sessions than a demonstration needs; the oldest one gives way.
const MOST_SESSIONS: usize = 10_000;

/// One visitor.
#[derive(Debug, Clone, Default)]
pub(super) struct Session {
    /// Unguessable name, as it stands in the cookie.
    pub id: String,
    /// Must come back with every form.
    pub csrf: String,
    /// Who logged in.
    pub account: Option<&'static Account>,
    /// Step 1 of an application that is under way: job and fields.
    pub draft: Option<(String, Applicant)>,
    /// Codes of the applications that this visitor sent.
    pub sent: Vec<String>,
}

#[derive(Debug, Default)]
struct Known {
    by_id: HashMap<String, Session>,
    order: VecDeque<String>,
    /// Names of sessions that were ended.
    ended: VecDeque<String>,
}

/// All sessions.
#[derive(Debug, Default)]
pub(super) struct Sessions {
    known: Mutex<Known>,
}

impl Sessions {
    /// The session that the request's cookie names.
    pub fn of(&self, headers: &HeaderMap) -> Option<Session> {
        let id = cookie(headers, COOKIE_NAME)?;
        self.known.lock().unwrap_or_else(PoisonError::into_inner).by_id.get(&id).cloned()
    }

    /// Starts a session.
    pub fn start(&self, account: Option<&'static Account>) -> Session {
        let session = Session { id: token(), csrf: token(), account, ..Session::default() };
        self.keep(session.clone());
        session
    }

    /// Stores a changed session.
    pub fn keep(&self, session: Session) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.by_id.insert(session.id.clone(), session.clone()).is_none() {
            known.order.push_back(session.id);
        }
        while known.order.len() > MOST_SESSIONS {
            if let Some(oldest) = known.order.pop_front() {
                known.by_id.remove(&oldest);
            }
        }
    }

    /// Whether the request's cookie names a session that was ended.
    pub fn was_ended(&self, headers: &HeaderMap) -> bool {
        let Some(id) = cookie(headers, COOKIE_NAME) else { return false };
        self.known.lock().unwrap_or_else(PoisonError::into_inner).ended.contains(&id)
    }

    /// Ends a session.
    pub fn end(&self, id: &str) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.by_id.remove(id);
        known.order.retain(|o| o != id);
        known.ended.push_back(id.to_owned());
        if known.ended.len() > MOST_SESSIONS {
            known.ended.pop_front();
        }
    }
}

/// The `Set-Cookie` value of a session.
pub(super) fn set_cookie(session: &Session) -> String {
    format!("{COOKIE_NAME}={}; Path=/; HttpOnly; SameSite=Lax", session.id)
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get_all(COOKIE).iter().filter_map(|h| h.to_str().ok()).flat_map(|h| h.split(';')).find_map(|pair| {
        let (key, value) = pair.split_once('=')?;
        (key.trim() == name).then(|| value.trim().to_owned())
    })
}

fn token() -> String {
    format!("{:032x}", rand::random::<u128>())
}
