//! Whether a scenario makes sense: names that exist, placeholders with a value, addresses, no secret in the clear.

use std::collections::BTreeSet;

use url::Url;

use super::error::{Problem, ScenarioError, suggestion};
use super::located::{Located, Position, Segment, each_scalar, name_of, nearest, position};
use super::model::{CandidateSource, NationalIdForm, STAGE_BEFORE, Scenario, StageSpec};
use super::people::BadPeople;
use super::steps::Step;
use super::template::{Piece, Source, pieces, sole_candidate_field};
use super::values::resolve;
use crate::candidates::attribute::TAXONOMY;
use crate::candidates::{Dataset, document_names};

/// Names that `{{candidate.NAME}}` may ask for.
#[derive(Debug, Clone)]
pub(super) struct Names {
    fields: BTreeSet<String>,
    documents: BTreeSet<String>,
}

/// Texts of a generated candidate.
const TEXTS: [&str; 5] = ["letter", "headline", "qualifications", "cover_neutral", "preferential"];

impl Names {
    pub fn built_in() -> Names {
        let fields = TAXONOMY.iter().map(|k| k.field).chain(TEXTS).chain(["id", "full_name", "q1", "q2", "q3"]);
        let documents: BTreeSet<String> = document_names().map(str::to_owned).collect();
        Names { fields: fields.map(str::to_owned).collect(), documents }
    }

    /// Adds the texts, documents and qualifications of an answer key.
    pub fn learn(&mut self, dataset: &Dataset) {
        for candidate in &dataset.candidates {
            self.fields.extend(candidate.texts.keys().cloned());
            self.fields.extend(candidate.qualifications.iter().map(|q| q.id.to_lowercase()));
            self.documents.extend(candidate.documents.iter().map(|d| d.name.clone()));
        }
    }
}

/// Reads an address of the web.
pub(super) fn web_address(text: &str) -> Result<Url, String> {
    let url = Url::parse(text).map_err(|e| format!("it is no address ({e}); write it as https://host/"))?;
    match url.scheme() {
        "http" | "https" if url.has_host() => Ok(url),
        other => Err(format!("`{other}` is not of the web; write http:// or https://")),
    }
}

struct Checker<'a> {
    tree: &'a Located,
    text: &'a str,
    file: &'a str,
    errors: Vec<Problem>,
    warnings: Vec<Problem>,
}

impl Checker<'_> {
    fn problem(&self, at: Option<Position>, message: String, help: String) -> Problem {
        Problem::new(self.text, self.file, at, message, help)
    }

    fn error(&mut self, path: &str, message: impl Into<String>, help: impl Into<String>) {
        let problem = self.problem(nearest(self.tree, path), message.into(), help.into());
        self.errors.push(problem);
    }

    fn warning(&mut self, path: &str, message: impl Into<String>, help: impl Into<String>) {
        let problem = self.problem(nearest(self.tree, path), message.into(), help.into());
        self.warnings.push(problem);
    }
}

/// Checks a parsed scenario; gives the warnings, or all errors in the order of the file.
pub(super) fn check(
    scenario: &Scenario,
    tree: &Located,
    text: &str,
    file: &str,
    names: &Names,
) -> Result<Vec<Problem>, ScenarioError> {
    let mut checker = Checker { tree, text, file, errors: Vec::new(), warnings: Vec::new() };
    head(scenario, &mut checker);
    people(scenario, &mut checker);
    stages(scenario, &mut checker);
    every_step(scenario, names, &mut checker);
    every_text(scenario, names, &mut checker);
    let Checker { mut errors, mut warnings, .. } = checker;
    warnings.sort_by_key(|p| p.at);
    if errors.is_empty() {
        return Ok(warnings);
    }
    errors.sort_by_key(|p| p.at);
    errors.dedup();
    Err(ScenarioError::Invalid(errors))
}

fn head(scenario: &Scenario, c: &mut Checker<'_>) {
    if scenario.klarsyn != 1 {
        c.error("klarsyn", format!("format {} is not known", scenario.klarsyn), "this klarsyn reads format 1");
    }
    let safe = |ch: char| ch.is_alphanumeric() || matches!(ch, '-' | '_' | '.');
    if scenario.name.is_empty() || scenario.name.starts_with('.') || !scenario.name.chars().all(safe) {
        // It becomes a folder: a path in it could leave `reports/`.
        c.error("name", "the name must be letters, digits, `-`, `_` or `.`", "it names the folder under `reports/`");
    }
    let address = |text: &str| match text.contains("{{") {
        true => Ok(()),
        false => web_address(text).and_then(|url| match url.username().is_empty() && url.password().is_none() {
            true => Ok(()),
            false => Err("it holds a user or a password; use `headers` with {{env.NAME}}".into()),
        }),
    };
    if let Err(help) = address(&scenario.target.base) {
        c.error("target.base", format!("`{}` is not the address of a system", scenario.target.base), help);
    }
    for (i, origin) in scenario.target.scope.origins.iter().enumerate() {
        if let Err(help) = address(origin) {
            c.error(&format!("target.scope.origins.{i}"), format!("`{origin}` is not an origin"), help);
        }
    }
    for (list, rules) in [("deny", &scenario.target.scope.deny), ("allow", &scenario.target.scope.allow)] {
        for (i, rule) in rules.iter().enumerate() {
            if !rule.path.starts_with(['/', '*']) {
                let message = format!("`{}` matches no path", rule.path);
                c.error(&format!("target.scope.{list}.{i}.path"), message, "a path begins with `/` or `*`");
            }
        }
    }
    if scenario.target.scope.rate == 0 {
        c.error("target.scope.rate", "no requests a second is no test", "write at least 1");
    }
    if scenario.target.authorisation.trim().is_empty() {
        c.warning("target", "nothing says who permitted this test", "add `authorisation:` with a case number or mail");
    }
    let source = &scenario.candidates;
    match (&source.file, source.seed, source.count) {
        (Some(_), None, None) => {}
        (Some(_), _, _) => {
            let path = if source.seed.is_some() { "candidates.seed" } else { "candidates.count" };
            c.error(path, "`file` and `seed` or `count` exclude each other", "keep one of the two");
        }
        (None, Some(_), Some(1..=10_000)) => {}
        (None, Some(_), Some(_)) => {
            c.error("candidates.count", "the count must be from 1 to 10000", "write `count: 6` to begin with")
        }
        (None, _, _) => c.error("candidates", "it is not said who applies", "add `file`, or `seed` and `count`"),
    }
    invented(source, c);
}

/// What decides who is invented, where nobody is read from a file.
fn invented(source: &CandidateSource, c: &mut Checker<'_>) {
    let said = [
        ("locale", source.locale.is_some()),
        ("email_domain", source.email_domain.is_some()),
        ("phones", !source.phones.is_empty()),
        ("national_ids", source.national_ids != NationalIdForm::default()),
        ("owned_national_ids", source.owned_national_ids.is_some()),
        ("control", source.control.is_some()),
    ];
    if source.file.is_some() {
        for (field, _) in said.into_iter().filter(|(_, is_said)| *is_said) {
            let message = format!("`file` and `{field}` exclude each other");
            c.error(&format!("candidates.{field}"), message, "give it to `klarsyn generate`, which makes the file");
        }
        return;
    }
    if source.owned_national_ids.is_some() && source.national_ids == NationalIdForm::Without {
        c.error(
            "candidates.national_ids",
            "`without` and `owned_national_ids` exclude each other",
            "keep one of the two",
        );
    }
    match source.settings(None) {
        Err(BadPeople { field, refusal }) => {
            let (message, help) = refusal.halves();
            c.error(&format!("candidates.{field}"), message, help);
        }
        Ok(settings) if source.count.is_some_and(|count| count > settings.most()) => {
            let most = settings.most();
            let help = format!("ask for {most} at most, or give more numbers under `phones`");
            c.error("candidates.count", "there are not so many telephone numbers that are nobody's", help);
        }
        Ok(_) => {}
    }
}

fn people(scenario: &Scenario, c: &mut Checker<'_>) {
    if scenario.roles.is_empty() {
        c.error("roles", "nobody looks", "add a role");
    }
    for (name, role) in &scenario.roles {
        let path = format!("roles.{name}");
        if name == "applicant" {
            c.error(&path, "the role `applicant` is that of the submission", "choose another name");
        }
        if name == "anonymous" && !(role.login.is_empty() && role.headers.is_empty()) {
            c.error(&path, "`anonymous` does not log in", "give the role another name");
        }
        let logs_in = !(role.login.is_empty() && role.headers.is_empty());
        if role.ended() && role.login.is_empty() {
            c.error(&path, "it logs out without a login", "add the steps that log in under `login`");
        }
        if role.ended() && role.control {
            c.error(
                &path,
                "a role that logs out sees nothing, so that it cannot be the control",
                "take `control` away",
            );
        }
        if logs_in && role.check.is_none() {
            c.warning(&path, format!("nothing tells whether `{name}` is logged in"), "add `check: { url, text }`");
        }
        if role.start.is_empty() {
            c.warning(&path, format!("`{name}` starts at `base` alone"), "add the pages of that role under `start`");
        }
        for (i, start) in role.start.iter().enumerate() {
            relative(scenario, start, &format!("{path}.start.{i}"), c);
        }
        if let Some(check) = &role.check {
            relative(scenario, &check.url, &format!("{path}.check.url"), c);
            if check.text.trim().is_empty() {
                c.error(&format!("{path}.check.text"), "an empty text is on every page", "name a text for users alone");
            }
        }
    }
    if !scenario.roles.values().any(|r| r.control) {
        let help = "mark the role that may see all (HR) with `control: true`";
        c.warning("roles", "no role is the positive control: seeing nothing will prove nothing", help);
    }
    if !scenario.roles.is_empty() && scenario.roles.values().all(|r| r.control || r.ended()) {
        c.error("roles", "every role is a control or logs out, so nobody is tested", "add the reviewer's role");
    }
    for (path, limits) in std::iter::once(("crawl".to_owned(), Some(&scenario.crawl)))
        .chain(scenario.roles.iter().map(|(n, r)| (format!("roles.{n}.crawl"), r.crawl.as_ref())))
    {
        let Some(limits) = limits else { continue };
        for (field, value) in
            [("max_pages", limits.max_pages), ("max_minutes", limits.max_minutes), ("browsers", limits.browsers)]
        {
            if value == 0 {
                c.error(&format!("{path}.{field}"), format!("`{field}: 0` looks at nothing"), "write at least 1");
            }
        }
    }
}

fn relative(scenario: &Scenario, address: &str, path: &str, c: &mut Checker<'_>) {
    if address.contains("{{") || scenario.target.base.contains("{{") {
        return;
    }
    let Ok(base) = web_address(&scenario.target.base) else { return };
    let resolved = resolve(&base, address).and_then(|url| web_address(url.as_str()).map(|_| url));
    match resolved {
        Err(help) => c.error(path, format!("`{address}` is not an address"), help),
        Ok(url) => {
            let origins = scenario.target.scope.origins.iter().filter_map(|o| Url::parse(o).ok());
            if !std::iter::once(base).chain(origins).any(|o| o.origin() == url.origin()) {
                let help = "add its origin to `target.scope.origins`";
                c.error(path, format!("`{address}` lies outside of the scope"), help);
            }
        }
    }
}

fn stages(scenario: &Scenario, c: &mut Checker<'_>) {
    let roles: Vec<&str> = scenario.roles.keys().map(String::as_str).collect();
    let stages: Vec<&str> = scenario.stages.iter().map(|s| s.name.as_str()).collect();
    let role_exists = |name: &str, path: String, c: &mut Checker<'_>| {
        if !roles.contains(&name) {
            c.error(&path, format!("unknown role `{name}`"), suggestion(name, roles.iter().copied()));
        }
    };
    if scenario.stages.is_empty() {
        c.error("stages", "there is no stage", "leave `stages` out for the one stage `received`");
    }
    for (i, StageSpec { name, enter, roles }) in scenario.stages.iter().enumerate() {
        if stages[..i].contains(&name.as_str()) {
            c.error(&format!("stages.{i}.name"), format!("stage `{name}` stands twice"), "choose another name");
        }
        if name == STAGE_BEFORE {
            let what =
                format!("`{name}` is what the look before anybody applies is called, and nothing in it is a leak");
            c.error(
                &format!("stages.{i}.name"),
                what,
                "choose another name; `controls.look_before` asks for that look",
            );
        }
        for (k, role) in roles.iter().enumerate() {
            role_exists(role, format!("stages.{i}.roles.{k}"), c);
        }
        if let Some(change) = enter {
            role_exists(&change.role, format!("stages.{i}.enter.role"), c);
        }
    }
    for (i, rule) in scenario.policy.allow.iter().enumerate() {
        if rule.attributes.is_empty() {
            c.error(&format!("policy.allow.{i}.attributes"), "this permits nothing", "name attribute ids");
        }
        for (k, role) in rule.roles.iter().enumerate() {
            role_exists(role, format!("policy.allow.{i}.roles.{k}"), c);
        }
        for (k, stage) in rule.stages.iter().enumerate() {
            if !stages.contains(&stage.as_str()) {
                let help = suggestion(stage, stages.iter().copied());
                c.error(&format!("policy.allow.{i}.stages.{k}"), format!("unknown stage `{stage}`"), help);
            }
        }
        let strangers: Vec<&str> = scenario
            .roles
            .iter()
            .filter(|(name, role)| role.outsider || role.ended() || name.as_str() == "anonymous")
            .map(|(name, _)| name.as_str())
            .collect();
        if rule.roles.is_empty() && !strangers.is_empty() {
            let message = format!("this permits everybody, also {}", strangers.join(" and "));
            c.warning(&format!("policy.allow.{i}"), message, "add `roles: [...]` with those who may see it");
        }
        if rule.because.trim().is_empty() {
            c.warning(&format!("policy.allow.{i}"), "it is not said why this may be seen", "add `because:`");
        }
    }
}

/// Lists of steps with their path.
fn lists(scenario: &Scenario) -> Vec<(String, &[Step])> {
    let mut lists = vec![("apply.steps".to_owned(), scenario.apply.steps.as_slice())];
    lists.extend(scenario.roles.iter().map(|(n, r)| (format!("roles.{n}.login"), r.login.as_slice())));
    lists.extend(scenario.roles.iter().map(|(n, r)| (format!("roles.{n}.logout"), r.logout.as_slice())));
    lists.extend(
        scenario
            .stages
            .iter()
            .enumerate()
            .filter_map(|(i, s)| s.enter.as_ref().map(|e| (format!("stages.{i}.enter.steps"), e.steps.as_slice()))),
    );
    lists
}

fn every_step(scenario: &Scenario, names: &Names, c: &mut Checker<'_>) {
    let css = |selector: &str| selector.contains("{{") || scraper::Selector::parse(selector).is_ok();
    for (list, steps) in lists(scenario) {
        for (i, step) in steps.iter().enumerate() {
            let path = format!("{list}.{i}.{}", step.word());
            match step {
                Step::Goto(address) => relative(scenario, address, &path, c),
                Step::Fill(f) | Step::Select(f) if f.is_empty() => c.error(&path, "no field is named", ""),
                Step::Check(f) | Step::Uncheck(f) if f.is_empty() => c.error(&path, "no box is named", ""),
                Step::Upload(files) => {
                    for (field, value) in files {
                        document(value, &format!("{path}.{field}"), names, c);
                    }
                }
                Step::Click(selector) if !css(selector) => {
                    c.error(&path, format!("`{selector}` is no CSS selector"), "for example `a.apply`");
                }
                Step::Submit(submit) => {
                    if let Some(form) = submit.form.as_ref().filter(|f| !css(f)) {
                        c.error(&format!("{path}.form"), format!("`{form}` is no CSS selector"), "");
                    }
                    if let Some(button) = submit.button.as_ref().filter(|b| !b.contains('=') && !css(b)) {
                        c.error(&format!("{path}.button"), format!("`{button}` is no CSS selector"), "or `name=value`");
                    }
                }
                Step::Request(request) => {
                    relative(scenario, &request.url, &format!("{path}.url"), c);
                    let bodies = [request.form.is_some(), request.json.is_some(), request.body.is_some()];
                    if bodies.iter().filter(|b| **b).count() > 1 {
                        c.error(&path, "one request has one body", "keep one of `form`, `json` and `body`");
                    }
                    if !request.files.is_empty() && (request.json.is_some() || request.body.is_some()) {
                        c.error(&path, "files go with a form", "use `form` in the place of `json` or `body`");
                    }
                    for (field, value) in &request.files {
                        document(value, &format!("{path}.files.{field}"), names, c);
                    }
                }
                Step::Expect(e)
                    if e.status.is_none() && e.text.is_none() && e.not_text.is_none() && e.url.is_none() =>
                {
                    c.error(&path, "this expects nothing", "add `status`, `text`, `not_text` or `url`");
                }
                Step::Capture(values) => {
                    for (name, from) in values {
                        if let Some(mistake) = from.mistake() {
                            c.error(&format!("{path}.{name}"), format!("could not capture `{name}`"), mistake);
                        }
                    }
                }
                Step::Wait(wait) if wait.seconds > super::steps::LONGEST_WAIT => {
                    let longest = super::steps::LONGEST_WAIT;
                    c.error(&path, format!("nobody waits {} seconds", wait.seconds), format!("at most {longest}"));
                }
                Step::Wait(wait) if wait.element.as_ref().is_some_and(|e| !css(e)) => {
                    c.error(&path, "`for` is no CSS selector", "for example `p.received`");
                }
                _ => {}
            }
        }
    }
    let steps = &scenario.apply.steps;
    if !steps.iter().any(|s| matches!(s, Step::Submit(_) | Step::Request(_) | Step::Click(_))) {
        c.error("apply.steps", "nothing is sent", "add `submit`, `request` or `click`");
    }
    let sends = |s: &Step| matches!(s, Step::Submit(_) | Step::Request(_) | Step::Click(_));
    let after = steps.iter().rposition(sends).map_or(steps.as_slice(), |last| &steps[last..]);
    if !after.iter().any(|s| matches!(s, Step::Expect(_) | Step::Capture(_))) {
        let help = "end with `expect` or `capture`: silence is no proof that the application arrived";
        c.error("apply.steps", "nothing proves that the target accepted the application", help);
    }
}

fn document(value: &str, path: &str, names: &Names, c: &mut Checker<'_>) {
    let known = names.documents.iter().map(String::as_str);
    match sole_candidate_field(value) {
        None => {
            c.error(path, format!("`{value}` is no document"), "write one placeholder, such as {{candidate.cv_pdf}}")
        }
        Some(name) if !names.documents.contains(name) => {
            c.error(path, format!("unknown document `{name}`"), suggestion(name, known));
        }
        Some(_) => {}
    }
}

/// Which placeholders have a value at that place.
fn allowed(path: &[Segment], scenario: &Scenario) -> &'static [Source] {
    use Source::{Candidate, Environment, Receipt, Target, Value};
    let key = |i: usize| match path.get(i) {
        Some(Segment::Key(k)) => k.as_str(),
        _ => "",
    };
    match (key(0), key(1), key(2)) {
        ("apply", "steps", _) => &[Candidate, Environment, Receipt, Target],
        ("roles", _, "start") => &[Receipt, Environment, Target],
        ("roles", _, "login" | "headers" | "check") => &[Environment, Target],
        ("stages", _, "enter") => {
            let each = match path.get(1) {
                Some(Segment::Index(i)) => scenario.stages.get(*i).and_then(|s| s.enter.as_ref()),
                _ => None,
            };
            match each.is_some_and(|e| e.each_candidate) {
                true => &[Candidate, Environment, Receipt, Target],
                false => &[Environment, Target],
            }
        }
        ("probes", "search_urls", _) => &[Value, Environment, Target],
        ("target", "base", _) => &[Environment],
        ("target", "scope", "origins") => &[Environment, Target],
        _ => &[],
    }
}

fn every_text(scenario: &Scenario, names: &Names, c: &mut Checker<'_>) {
    let captured: BTreeSet<String> = lists(scenario)
        .iter()
        .flat_map(|(_, steps)| steps.iter())
        .filter_map(|s| match s {
            Step::Capture(values) => Some(values.keys().cloned()),
            _ => None,
        })
        .flatten()
        .collect();
    let mut found: Vec<Problem> = Vec::new();
    let tree = c.tree;
    each_scalar(tree, &mut |path, value, node| {
        let start = position(node.referenced);
        let mut tell = |raw: &str, message: String, help: String| {
            found.push(c.problem(start.map(|s| find(c.text, s, raw)), message, help));
        };
        for piece in pieces(value) {
            match piece {
                Piece::Text(_) => {}
                // `*`-paths, texts and expressions may hold braces of their own where nothing is filled in.
                Piece::Broken { .. } if allowed(path, scenario).is_empty() => {}
                Piece::Broken { raw, reason } => {
                    let known = "one of {{candidate.NAME}}, {{receipt.NAME}}, {{env.NAME}}, {{target.base}}";
                    tell(raw, format!("`{raw}` is no placeholder: {reason}"), known.into());
                }
                Piece::Placeholder { source, raw, .. } if !allowed(path, scenario).contains(&source) => {
                    let why = match source {
                        Source::Candidate => "no candidate is known there",
                        Source::Receipt => "no receipt is known there",
                        Source::Value => "it belongs into `probes.search_urls`",
                        Source::Environment | Source::Target => "nothing is filled in there",
                    };
                    tell(raw, format!("`{raw}` has no value in {}", name_of(path)), why.into());
                }
                Piece::Placeholder { source: Source::Candidate, name, raw } => {
                    let known = || names.fields.iter().chain(&names.documents).map(String::as_str);
                    let is_qualification = name.strip_prefix('q').is_some_and(|n| n.parse::<u8>().is_ok());
                    if !known().any(|k| k == name) && !is_qualification {
                        let known: Vec<&str> = known().collect();
                        let message = format!("unknown field `{name}` of the candidate in {}", name_of(path));
                        tell(raw, message, suggestion(name, known));
                    }
                }
                Piece::Placeholder { source: Source::Receipt, name, raw } if !captured.contains(name) => {
                    let message = format!("no `capture` step takes `{name}`");
                    let help = match captured.is_empty() {
                        true => format!("add `- capture: {{ {name}: {{ url: \"...\" }} }}` under `apply`"),
                        false => suggestion(name, captured.iter().map(String::as_str)),
                    };
                    tell(raw, message, help);
                }
                Piece::Placeholder { .. } => {}
            }
        }
        if let Some(Segment::Key(key)) = path.last()
            && holds_values(path)
            && sounds_secret(key)
            && !value.trim().is_empty()
            && !value.contains("{{")
        {
            let variable =
                format!("KLARSYN_{}", key.to_uppercase().replace(|ch: char| !ch.is_ascii_alphanumeric(), "_"));
            found.push(c.problem(
                start,
                format!("a secret stands in the clear in `{key}`"),
                format!("write \"{{{{env.{variable}}}}}\" and set that variable"),
            ));
            // The message shows the line, and the line holds the secret.
            if let Some(problem) = found.last_mut() {
                problem.source_line = problem.source_line.replace(value, "***");
            }
        }
    });
    c.errors.extend(found);
}

/// Whether keys at that place are names of fields or headers whose values we send.
fn holds_values(path: &[Segment]) -> bool {
    path.iter().any(|p| matches!(p, Segment::Key(k) if matches!(k.as_str(), "fill" | "form" | "json" | "headers")))
}

fn sounds_secret(key: &str) -> bool {
    const WORDS: [&str; 10] = [
        "password", "passwd", "adgangskode", "kodeord", "secret", "token", "api_key", "apikey", "authorization",
        "cookie",
    ];
    let key = key.to_lowercase().replace('-', "_");
    // A CSRF token is the page's own, and nobody writes it into a scenario as a secret.
    !key.contains("csrf") && WORDS.iter().any(|w| key.contains(w))
}

/// Where `raw` stands, looking on from the beginning of its value (which may be quoted, or go over several lines).
fn find(text: &str, start: Position, raw: &str) -> Position {
    for (i, line) in text.lines().enumerate().skip(start.line - 1) {
        let from = if i + 1 == start.line { start.column - 1 } else { 0 };
        let skipped: usize = line.chars().take(from).map(char::len_utf8).sum();
        if let Some(byte) = line[skipped..].find(raw) {
            return Position { line: i + 1, column: line[..skipped + byte].chars().count() + 1 };
        }
    }
    start
}
