//! `{{candidate.email}}`: what is filled in while steps play.

/// Where the value of a placeholder comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Source {
    /// `{{candidate.FIELD}}`.
    Candidate,
    /// `{{receipt.NAME}}`: a value that a `capture` step took.
    Receipt,
    /// `{{env.NAME}}`.
    Environment,
    /// `{{target.base}}`.
    Target,
    /// `{{value}}`, in search addresses of the probes.
    Value,
}

/// One piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    Placeholder {
        source: Source,
        name: &'a str,
        raw: &'a str,
    },
    /// Something between braces that is no placeholder, with the reason.
    Broken {
        raw: &'a str,
        reason: &'static str,
    },
}

/// Cuts a template into its pieces; never fails, so that every mistake can be shown at its place.
pub(super) fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = template;
    while let Some(start) = rest.find("{{") {
        if start > 0 {
            found.push(Piece::Text(&rest[..start]));
        }
        let Some(end) = rest[start..].find("}}").map(|e| start + e + 2) else {
            found.push(Piece::Broken { raw: &rest[start..], reason: "it is never closed by `}}`" });
            return found;
        };
        let raw = &rest[start..end];
        let inner = raw[2..raw.len() - 2].trim();
        found.push(match inner.split_once('.') {
            None if inner == "value" => Piece::Placeholder { source: Source::Value, name: "value", raw },
            Some((source, name)) if is_name(name) => match source {
                "candidate" => Piece::Placeholder { source: Source::Candidate, name, raw },
                "receipt" => Piece::Placeholder { source: Source::Receipt, name, raw },
                "env" => Piece::Placeholder { source: Source::Environment, name, raw },
                "target" if name == "base" => Piece::Placeholder { source: Source::Target, name, raw },
                _ => Piece::Broken { raw, reason: "its first word is not known" },
            },
            _ => Piece::Broken { raw, reason: "it is not of the form `{{word.name}}`" },
        });
        rest = &rest[end..];
    }
    if !rest.is_empty() {
        found.push(Piece::Text(rest));
    }
    found
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
}

/// The document that a template names, where it is one `{{candidate.NAME}}` and nothing else.
pub(super) fn sole_candidate_field(template: &str) -> Option<&str> {
    match pieces(template.trim()).as_slice() {
        [Piece::Placeholder { source: Source::Candidate, name, .. }] => Some(name),
        _ => None,
    }
}

/// Names of the environment's variables in a text.
pub(super) fn environment_names(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).into_iter().filter_map(|p| match p {
        Piece::Placeholder { source: Source::Environment, name, .. } => Some(name),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_inside_the_braces_do_not_matter() {
        let [Piece::Text("a "), Piece::Placeholder { source: Source::Candidate, name: "email", .. }, Piece::Text("!")] =
            pieces("a {{ candidate.email }}!")[..]
        else {
            panic!("{:?}", pieces("a {{ candidate.email }}!"));
        };
    }

    #[test]
    fn an_open_brace_without_its_end_is_broken_and_not_sent_as_text() {
        assert!(matches!(pieces("x {{candidate.email")[..], [Piece::Text("x "), Piece::Broken { .. }]));
    }
}
