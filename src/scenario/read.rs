//! Reads a scenario: YAML to tree (syntax), tree to words (steps), YAML to model (shape), model to sense (check).

use std::path::Path;

use super::check::{self, Names};
use super::error::{Problem, ScenarioError, suggestion};
use super::located::{Located, Node, Position, map_at, name_of, position};
use super::model::Scenario;
use super::steps::STEP_WORDS;

/// Largest scenario file in bytes; a person's file is far smaller, and the parser should not chew on a disk image.
const LARGEST: u64 = 1024 * 1024;

impl Scenario {
    /// Reads and checks a scenario file.
    pub fn read(path: &Path) -> Result<Scenario, ScenarioError> {
        Ok(Self::examine_file(path)?.0)
    }

    /// As [`Scenario::read`], with warnings: what is valid but weak.
    pub fn examine_file(path: &Path) -> Result<(Scenario, Vec<Problem>), ScenarioError> {
        let io = |source| ScenarioError::Io { path: path.to_owned(), source };
        if std::fs::metadata(path).map_err(io)?.len() > LARGEST {
            return Err(io(std::io::Error::other(format!("it is larger than {LARGEST} bytes; is it a scenario?"))));
        }
        let text = std::fs::read_to_string(path).map_err(io)?;
        let name = path.display().to_string();
        let (scenario, tree) = shape(&text, &name)?;
        let mut names = Names::built_in();
        if let Some(file) = &scenario.candidates.file {
            let file = path.parent().unwrap_or(Path::new("")).join(file);
            // Texts and documents of an answer key of one's own have names that we cannot know. A key that cannot be
            // read is reported by whoever reads it for use.
            if let Ok(dataset) = crate::candidates::Dataset::read(&file) {
                names.learn(&dataset);
            }
        }
        let warnings = check::check(&scenario, &tree, &text, &name, &names)?;
        Ok((scenario, warnings))
    }

    /// Parses and checks a scenario; `name` is what errors call the file.
    pub fn parse(text: &str, name: &str) -> Result<Scenario, ScenarioError> {
        Ok(Self::examine(text, name)?.0)
    }

    /// As [`Scenario::parse`], with warnings: what is valid but weak.
    pub fn examine(text: &str, name: &str) -> Result<(Scenario, Vec<Problem>), ScenarioError> {
        let (scenario, tree) = shape(text, name)?;
        let warnings = check::check(&scenario, &tree, text, name, &Names::built_in())?;
        Ok((scenario, warnings))
    }
}

fn shape(text: &str, name: &str) -> Result<(Scenario, Located), ScenarioError> {
    let fail = |at: Option<Position>, message: String, help: String| {
        ScenarioError::Invalid(vec![Problem::new(text, name, at, message, help)])
    };
    if text.lines().all(|l| l.trim().is_empty() || l.trim_start().starts_with('#')) {
        return Err(fail(
            None,
            "the scenario is empty".into(),
            "`klarsyn scenario new` writes one to start from".into(),
        ));
    }
    let tree: Located = serde_saphyr::from_str(text).map_err(|e| {
        let (at, message, help) = syntax(e.without_snippet(), text);
        fail(at, message, help)
    })?;
    if !matches!(tree.value, Node::Map(_)) {
        let help = "`klarsyn scenario new` writes one to start from".into();
        return Err(fail(position(tree.referenced), "a scenario is a map of fields".into(), help));
    }
    let problems = step_problems(&tree, text, name);
    if !problems.is_empty() {
        return Err(ScenarioError::Invalid(problems));
    }
    let scenario: Scenario = serde_saphyr::from_str(text).map_err(|e| {
        let (at, message, help) = misfit(e.without_snippet(), &tree);
        fail(at, message, help)
    })?;
    Ok((scenario, tree))
}

/// What the YAML parser says, in words for people who do not know YAML by heart.
fn syntax(error: &serde_saphyr::Error, text: &str) -> (Option<Position>, String, String) {
    let at = error.location().and_then(position);
    if let serde_saphyr::Error::DuplicateMappingKey { key, .. } = error {
        let key = key.as_deref().unwrap_or("?");
        return (at, format!("field `{key}` stands twice in one place"), "remove one of the two".into());
    }
    let tab = text.lines().enumerate().find_map(|(i, line)| {
        let column = line.chars().take_while(|c| c.is_whitespace()).position(|c| c == '\t')? + 1;
        Some(Position { line: i + 1, column })
    });
    if tab.is_some() {
        return (tab, "a tab stands in the indentation".into(), "YAML wants spaces there".into());
    }
    let unquoted = text.lines().enumerate().find_map(|(i, line)| {
        let byte = line.find(": {{").or_else(|| line.find("- {{"))? + 2;
        Some(Position { line: i + 1, column: line[..byte].chars().count() + 1 })
    });
    if unquoted.is_some() {
        let help = "put quotes around it: \"{{candidate.email}}\"".into();
        return (unquoted, "a placeholder without quotes is a map to YAML".into(), help);
    }
    let help = match error {
        serde_saphyr::Error::MultipleDocuments { .. } => "one file holds one scenario: remove the `---`",
        serde_saphyr::Error::Budget { .. } => "it is too deep or too large for a scenario",
        _ => "look for a missing quote, colon, bracket or indentation there",
    };
    (at, format!("could not read the YAML: {}", plain(error)), help.into())
}

/// The library's own words without the position, which stands elsewhere, and without advice meant for programmers.
fn plain(error: &serde_saphyr::Error) -> String {
    let text = error.render();
    let first = text.lines().next().unwrap_or_default();
    let cut = first.rfind(" at line ").unwrap_or(first.len());
    let cut = first[..cut].find("; use ").or_else(|| first[..cut].find(", set ")).unwrap_or(cut);
    first[..cut].to_owned()
}

/// A field that the model does not know, misses, or wants otherwise.
fn misfit(error: &serde_saphyr::Error, tree: &Located) -> (Option<Position>, String, String) {
    use serde_saphyr::Error as E;
    let at = error.location().and_then(position);
    let place = at.and_then(|at| map_at(tree, at)).map_or_else(|| "the scenario".to_owned(), |path| name_of(&path));
    match error {
        E::SerdeUnknownField { field, expected, .. } => {
            (at, format!("unknown field `{field}` in {place}"), suggestion(field, expected.iter().copied()))
        }
        E::SerdeMissingField { field, .. } => {
            (at, format!("missing field `{field}` in {place}"), format!("add `{field}: ...`"))
        }
        E::SerdeUnknownVariant { variant, expected, .. } => {
            (at, format!("unknown word `{variant}`"), suggestion(variant, expected.iter().copied()))
        }
        E::InvalidScalar { ty, .. } => {
            let (wanted, cure) = if ty.starts_with(['u', 'i']) {
                ("a whole number", "write digits alone, such as `6`")
            } else {
                (*ty, "look at the comments of `klarsyn scenario new`")
            };
            (at, format!("this must be {wanted}"), cure.into())
        }
        E::InvalidBooleanStrict { .. } => {
            (at, "this must be true or false".into(), "write `true` or `false`, without quotes".into())
        }
        E::NullIntoString { .. } => (at, "a value is missing here".into(), "write `\"\"` for an empty text".into()),
        E::SerdeInvalidType { expected, unexpected, .. } | E::SerdeInvalidValue { expected, unexpected, .. } => {
            (at, format!("this must be {expected}, not {unexpected}"), cure(expected).into())
        }
        other => {
            let message = plain(other);
            let (message, help) = match message.as_str() {
                "expected string scalar" => ("this must be a text".to_owned(), cure("a string").to_owned()),
                "expected sequence start" => ("this must be a list".to_owned(), cure("a sequence").to_owned()),
                "expected mapping start" => ("this must be a map of fields".to_owned(), cure("a map").to_owned()),
                _ => {
                    let help = attribute_help(&message);
                    (message, help)
                }
            };
            (at, message, help)
        }
    }
}

/// How a value of the wanted kind is written.
fn cure(wanted: &str) -> &'static str {
    match wanted {
        w if w.contains("string") => "write it in quotes",
        w if w.contains("sequence") => "write `[a, b]`, or a line for each that begins with a dash",
        w if w.contains("map") || w.contains("struct") => "write `field: value`, each on a line of its own",
        _ => "look at the comments of `klarsyn scenario new`",
    }
}

/// For an id that the taxonomy does not have: the one that was probably meant, by id or by name.
fn attribute_help(message: &str) -> String {
    if !message.contains("is no attribute id") {
        return String::new();
    }
    let word = message.split('`').nth(1).unwrap_or_default();
    let kinds = &crate::candidates::attribute::TAXONOMY;
    match kinds.iter().find(|k| k.field == word || k.name == word || k.name_da == word) {
        Some(kind) => format!("did you mean `{}`?", kind.id),
        None => suggestion(word, kinds.iter().map(|k| k.id.code())),
    }
}

/// Every list of steps in the file, found by its place.
fn step_lists(tree: &Located) -> Vec<&Located> {
    let mut lists = Vec::new();
    let root = &tree.value;
    lists.extend(root.get("apply").and_then(|a| a.value.get("steps")));
    for (_, role) in root.get("roles").map(|r| r.value.entries()).unwrap_or_default() {
        lists.extend(role.value.get("login"));
    }
    for stage in root.get("stages").map(|s| s.value.list()).unwrap_or_default() {
        lists.extend(stage.value.get("enter").and_then(|e| e.value.get("steps")));
    }
    lists
}

/// Steps are checked before the model is built: the parser's own words about them help nobody.
fn step_problems(tree: &Located, text: &str, name: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut tell = |at: Option<Position>, message: String, help: String| {
        problems.push(Problem::new(text, name, at, message, help));
    };
    let words: Vec<&str> = STEP_WORDS.iter().map(|w| w.word).collect();
    for step in step_lists(tree).into_iter().flat_map(|l| l.value.list()) {
        match step.value.entries() {
            [] => {
                let shown = step.value.scalar().unwrap_or_default();
                let help = match words.iter().find(|w| **w == shown) {
                    Some(word) => format!("write `{word}: ...`"),
                    None => "a step is a map with one word, such as `- goto: /jobs`".into(),
                };
                tell(position(step.referenced), "this is no step".into(), help);
            }
            [(key, _)] => {
                if !words.contains(&key.value.as_str()) {
                    let help = suggestion(&key.value, words.iter().copied());
                    tell(position(key.referenced), format!("unknown step `{}`", key.value), help);
                }
            }
            [(first, _), (second, _), ..] => {
                let message = format!("two words in one step: `{}` and `{}`", first.value, second.value);
                tell(position(second.referenced), message, "begin the second with a dash of its own".into());
            }
        }
    }
    problems
}
