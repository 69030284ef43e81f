//! The cookies of one session.

use std::sync::{Arc, PoisonError, RwLock};

use cookie_store::{CookieStore, RawCookie};
use http::HeaderValue;
use url::Url;

use super::Cookie;

/// A cookie jar; clones share it.
#[derive(Debug, Clone, Default)]
pub(super) struct Jar(Arc<RwLock<CookieStore>>);

impl Jar {
    /// Forgets everything.
    pub fn clear(&self) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// All cookies that are not over, in a fixed order.
    pub fn list(&self) -> Vec<Cookie> {
        let store = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let mut cookies: Vec<Cookie> = store
            .iter_unexpired()
            .map(|cookie| Cookie {
                name: cookie.name().to_owned(),
                value: cookie.value().to_owned(),
                domain: match &cookie.domain {
                    cookie_store::CookieDomain::Suffix(domain) => format!(".{domain}"),
                    cookie_store::CookieDomain::HostOnly(host) => host.clone(),
                    _ => String::new(),
                },
                path: String::from(&cookie.path),
                http_only: cookie.http_only().unwrap_or(false),
                secure: cookie.secure().unwrap_or(false),
            })
            .filter(|cookie| !cookie.domain.is_empty())
            .collect();
        cookies.sort_by(|a, b| (&a.domain, &a.path, &a.name).cmp(&(&b.domain, &b.path, &b.name)));
        cookies
    }

    /// Puts a browser's cookie in.
    pub fn put(&self, cookie: &Cookie) {
        let host = cookie.domain.trim_start_matches('.');
        let scheme = if cookie.secure { "https" } else { "http" };
        let Ok(url) = Url::parse(&format!("{scheme}://{host}{}", cookie.path)) else { return };
        let mut raw = RawCookie::new(cookie.name.clone(), cookie.value.clone());
        raw.set_path(cookie.path.clone());
        raw.set_http_only(cookie.http_only);
        raw.set_secure(cookie.secure);
        if cookie.domain.starts_with('.') {
            raw.set_domain(host.to_owned());
        }
        if let Err(error) = self.0.write().unwrap_or_else(PoisonError::into_inner).insert_raw(&raw, &url) {
            tracing::debug!(%error, name = cookie.name, "a cookie of the browser was not taken over");
        }
    }
}

impl reqwest::cookie::CookieStore for Jar {
    fn set_cookies(&self, headers: &mut dyn Iterator<Item = &HeaderValue>, url: &Url) {
        let cookies = headers.filter_map(|value| {
            let text = std::str::from_utf8(value.as_bytes()).ok()?;
            RawCookie::parse(text).map(RawCookie::into_owned).ok()
        });
        self.0.write().unwrap_or_else(PoisonError::into_inner).store_response_cookies(cookies, url);
    }

    fn cookies(&self, url: &Url) -> Option<HeaderValue> {
        let store = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let mut pairs: Vec<String> =
            store.get_request_values(url).map(|(name, value)| format!("{name}={value}")).collect();
        pairs.sort();
        (!pairs.is_empty()).then(|| HeaderValue::from_str(&pairs.join("; ")).ok()).flatten()
    }
}
