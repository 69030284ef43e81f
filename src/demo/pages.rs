//! The templates: files in `templates/`, compiled into the binary, always auto-escaped.

use std::sync::LazyLock;

use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use include_dir::{Dir, include_dir};
use minijinja::{Environment, Value};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/demo/templates");
static STATIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/demo/static");

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    for file in TEMPLATES.files() {
        let name = file.path().to_str().expect("template names are ASCII");
        let text = file.contents_utf8().expect("templates are UTF-8");
        environment.add_template(name, text).expect("every template is rendered by a test");
    }
    environment
});

/// Renders a page.
pub(super) fn page(name: &str, values: Value) -> Response {
    page_with(StatusCode::OK, name, values)
}

/// Renders a page with a status of its own.
pub(super) fn page_with(status: StatusCode, name: &str, values: Value) -> Response {
    match render(name, values) {
        Ok(html) => (status, [(header::CACHE_CONTROL, "no-store")], Html(html)).into_response(),
        Err(error) => {
            tracing::error!("could not render {name}: {error:#}; the template is broken");
            (StatusCode::INTERNAL_SERVER_ERROR, "Siden kunne ikke vises.").into_response()
        }
    }
}

/// Renders a template to text.
pub(super) fn render(name: &str, values: Value) -> Result<String, minijinja::Error> {
    ENVIRONMENT.get_template(name)?.render(values)
}

/// A file of `static/` with its media type.
pub(super) fn static_file(name: &str) -> Option<(&'static str, &'static [u8])> {
    let file = STATIC.get_file(name)?;
    let media_type = match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("json") => "application/json",
        Some("ttf") => "font/ttf",
        _ => "text/plain; charset=utf-8",
    };
    Some((media_type, file.contents()))
}

/// Anything that can be serialised, for a template.
pub(super) fn serial<T: serde::Serialize>(value: &T) -> Value {
    Value::from(minijinja::value::Serde(value))
}
