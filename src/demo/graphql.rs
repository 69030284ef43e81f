//! A small GraphQL endpoint: queries with fields, arguments and selections are really parsed; fragments, variables and
//! mutations are not offered. No GraphQL library among the well-kept ones is smaller than this portal.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::accounts::JOBS;
use super::api::neutral;
use super::app::{Portal, Reviewer, Trouble};
use super::leaks::{self, Spot};
use super::store::Application;

const LONGEST_QUERY: usize = 16 * 1024;
const DEEPEST: usize = 12;
const MOST_FIELDS: usize = 500;

/// A field with its arguments and what is selected of it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Field {
    /// Name under which it stands in the answer.
    alias: String,
    name: String,
    arguments: BTreeMap<String, String>,
    selection: Vec<Field>,
}

/// A question, as query parameters or as JSON.
#[derive(Deserialize)]
pub(super) struct Question {
    #[serde(default)]
    query: String,
}

/// `GET /graphql?query=...`
pub(super) async fn get(
    State(app): State<Portal>,
    who: Reviewer,
    Query(question): Query<Question>,
) -> Result<Response, Trouble> {
    if question.query.is_empty() {
        return Ok(SCHEMA_TEXT.into_response());
    }
    answer(&app, &who, &question.query)
}

/// `POST /graphql`
pub(super) async fn post(
    State(app): State<Portal>,
    who: Reviewer,
    Json(question): Json<Question>,
) -> Result<Response, Trouble> {
    answer(&app, &who, &question.query)
}

fn answer(app: &Portal, who: &Reviewer, query: &str) -> Result<Response, Trouble> {
    let fields = match parse(query) {
        Ok(fields) => fields,
        Err(message) => {
            let errors = json!({ "errors": [{ "message": message }] });
            return Ok((StatusCode::BAD_REQUEST, Json(errors)).into_response());
        }
    };
    let spot = who.spot(app);
    let mut data = Map::new();
    let mut errors = Vec::new();
    for field in &fields {
        let value = match field.name.as_str() {
            "ansoegninger" => {
                app.assigned(who)?.iter().map(|a| application(&spot, a, &field.selection, &mut errors)).collect()
            }
            "ansoegning" => {
                let code = field.arguments.get("nr").map_or("", String::as_str);
                match app.assigned_one(who, code) {
                    Ok(a) => application(&spot, &a, &field.selection, &mut errors),
                    Err(Trouble::NotFound) => Value::Null,
                    Err(trouble) => return Err(trouble),
                }
            }
            "stillinger" => JOBS
                .iter()
                .filter(|j| j.administration == who.account.administration)
                .map(|j| project(&json!({ "titel": j.title, "sted": j.place, "frist": j.deadline }), &field.selection))
                .collect(),
            "__schema" => project(&schema(), &field.selection),
            "__typename" => "Query".into(),
            other => {
                errors.push(json!({ "message": format!("Cannot query field \"{other}\" on type \"Query\".") }));
                continue;
            }
        };
        data.insert(field.alias.clone(), value);
    }
    let mut body = json!({ "data": data });
    if !errors.is_empty() {
        body["errors"] = errors.into();
    }
    Ok(Json(body).into_response())
}

/// One application, with the fields that were asked for and no others.
fn application(spot: &Spot<'_>, a: &Application, selection: &[Field], errors: &mut Vec<Value>) -> Value {
    let neutral = neutral(a);
    let mut out = Map::new();
    for field in selection {
        let value = match field.name.as_str() {
            "kvalifikationer" => a.qualifications.as_str().into(),
            "kontakt" => leaks::graphql_contact(spot, a),
            "__typename" => "Ansoegning".into(),
            name => match neutral.get(name) {
                Some(value) => value.clone(),
                None => {
                    let message = format!("Cannot query field \"{name}\" on type \"Ansoegning\".");
                    errors.push(json!({ "message": message }));
                    continue;
                }
            },
        };
        out.insert(field.alias.clone(), value);
    }
    Value::Object(out)
}

/// The selected parts of a value; without a selection, all of it.
fn project(value: &Value, selection: &[Field]) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|v| project(v, selection)).collect(),
        Value::Object(object) if !selection.is_empty() => selection
            .iter()
            .map(|f| (f.alias.clone(), object.get(&f.name).map_or(Value::Null, |v| project(v, &f.selection))))
            .collect(),
        other => other.clone(),
    }
}

/// Reads `query Name { field(arg: "x") { sub } }`.
fn parse(query: &str) -> Result<Vec<Field>, String> {
    if query.len() > LONGEST_QUERY {
        return Err("Syntax Error: the query is too long.".to_owned());
    }
    let mut tokens = tokens(query)?.into_iter().peekable();
    match tokens.peek().map(String::as_str) {
        Some("query") => {
            tokens.next();
            if tokens.peek().is_some_and(|t| t != "{") {
                tokens.next();
            }
        }
        Some("mutation" | "subscription" | "fragment") => return Err("Only queries are offered.".to_owned()),
        _ => {}
    }
    let mut budget = MOST_FIELDS;
    let fields = selection(&mut tokens, 0, &mut budget)?;
    match tokens.next() {
        None => Ok(fields),
        Some(token) => Err(format!("Syntax Error: Unexpected \"{token}\".")),
    }
}

type Tokens = std::iter::Peekable<std::vec::IntoIter<String>>;

fn selection(tokens: &mut Tokens, depth: usize, budget: &mut usize) -> Result<Vec<Field>, String> {
    if depth > DEEPEST {
        return Err("Syntax Error: the query is too deep.".to_owned());
    }
    expect(tokens, "{")?;
    let mut fields = Vec::new();
    loop {
        let token = tokens.next().ok_or("Syntax Error: Unexpected end.")?;
        if token == "}" {
            return Ok(fields);
        }
        *budget = budget.checked_sub(1).ok_or("Syntax Error: the query asks for too much.")?;
        let mut field = Field { alias: name(token.clone())?, name: token, ..Field::default() };
        if tokens.next_if(|t| t == ":").is_some() {
            field.name = name(tokens.next().unwrap_or_default())?;
        }
        if tokens.next_if(|t| t == "(").is_some() {
            while tokens.next_if(|t| t == ")").is_none() {
                let key = name(tokens.next().ok_or("Syntax Error: Unexpected end.")?)?;
                expect(tokens, ":")?;
                let value = tokens.next().ok_or("Syntax Error: Unexpected end.")?;
                field.arguments.insert(key, value.trim_matches('"').to_owned());
            }
        }
        if tokens.peek().is_some_and(|t| t == "{") {
            field.selection = selection(tokens, depth + 1, budget)?;
        }
        fields.push(field);
    }
}

fn expect(tokens: &mut Tokens, wanted: &str) -> Result<(), String> {
    match tokens.next() {
        Some(token) if token == wanted => Ok(()),
        Some(token) => Err(format!("Syntax Error: Expected \"{wanted}\", found \"{token}\".")),
        None => Err(format!("Syntax Error: Expected \"{wanted}\", found end.")),
    }
}

fn name(token: String) -> Result<String, String> {
    if !token.is_empty() && token.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        Ok(token)
    } else {
        Err(format!("Syntax Error: Expected a name, found \"{token}\"."))
    }
}

fn tokens(query: &str) -> Result<Vec<String>, String> {
    let mut out = Vec::new();
    let mut characters = query.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            c if c.is_whitespace() || c == ',' => {}
            '#' => while characters.next_if(|c| *c != '\n').is_some() {},
            '{' | '}' | '(' | ')' | ':' => out.push(c.to_string()),
            '"' => {
                let mut text = String::from('"');
                loop {
                    match characters.next() {
                        Some('"') => break,
                        Some(c) if c != '\n' => text.push(c),
                        _ => return Err("Syntax Error: Unterminated string.".to_owned()),
                    }
                }
                out.push(text + "\"");
            }
            c if c.is_ascii_alphanumeric() || c == '_' => {
                let mut text = String::from(c);
                while let Some(c) = characters.next_if(|c| c.is_ascii_alphanumeric() || *c == '_') {
                    text.push(c);
                }
                out.push(text);
            }
            other => return Err(format!("Syntax Error: Unexpected character \"{other}\".")),
        }
    }
    Ok(out)
}

const SCHEMA_TEXT: &str = "type Query {\n  ansoegninger: [Ansoegning]\n  ansoegning(nr: String): Ansoegning\n  \
    stillinger: [Stilling]\n}\n\ntype Ansoegning {\n  nr: String\n  pseudonym: String\n  stilling: String\n  \
    fase: String\n  kvalifikationer: String\n  kontakt: String\n}\n\ntype Stilling {\n  titel: String\n  \
    sted: String\n  frist: String\n}\n";

/// The answer to the usual introspection query.
fn schema() -> Value {
    let text = json!({ "kind": "SCALAR", "name": "String", "ofType": null });
    let object = |name: &str| json!({ "kind": "OBJECT", "name": name, "ofType": null });
    let list = |name: &str| json!({ "kind": "LIST", "name": null, "ofType": object(name) });
    let field = |name: &str, kind: &Value, arguments: Value| json!({ "name": name, "args": arguments, "type": kind });
    let leaf = |names: &[&str]| -> Value { names.iter().map(|n| field(n, &text, json!([]))).collect() };
    let number = json!([{ "name": "nr", "type": text, "defaultValue": null }]);
    let query = json!([
        field("ansoegninger", &list("Ansoegning"), json!([])),
        field("ansoegning", &object("Ansoegning"), number),
        field("stillinger", &list("Stilling"), json!([])),
    ]);
    json!({
        "queryType": { "name": "Query" },
        "mutationType": null,
        "subscriptionType": null,
        "types": [
            { "kind": "OBJECT", "name": "Query", "fields": query },
            { "kind": "OBJECT", "name": "Ansoegning",
              "fields": leaf(&["nr", "pseudonym", "stilling", "fase", "kvalifikationer", "kontakt"]) },
            { "kind": "OBJECT", "name": "Stilling", "fields": leaf(&["titel", "sted", "frist"]) },
            { "kind": "SCALAR", "name": "String", "fields": null },
        ],
        "directives": [],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_with_alias_argument_and_selection_is_read() {
        let fields = parse("query Q { en: ansoegning(nr: \"7F3K2\") { nr fase } }").unwrap();
        assert_eq!(fields.len(), 1);
        assert_eq!((fields[0].alias.as_str(), fields[0].name.as_str()), ("en", "ansoegning"));
        assert_eq!(fields[0].arguments["nr"], "7F3K2");
        assert_eq!(fields[0].selection.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["nr", "fase"]);
    }

    #[test]
    fn damaged_and_endless_queries_are_refused_and_not_followed() {
        let deep = "{a".repeat(200);
        let wide = format!("{{{}}}", "a ".repeat(2000));
        for query in
            ["", "{", "{ a(", "{ a(b: }", "{ a } b", "{ \"", "mutation { a }", "{ æ }", deep.as_str(), wide.as_str()]
        {
            assert!(parse(query).is_err(), "{query:.40} was accepted");
        }
    }
}
