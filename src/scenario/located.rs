//! The YAML text as a tree that remembers where every key and value stands, so that a check made on the finished
//! scenario can still point at the word that caused it.

use serde::{Deserialize, Deserializer, de};
use serde_saphyr::Spanned;

/// Line and column, both counted from 1, and the offset in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position {
    pub line: usize,
    pub column: usize,
}

/// One step of a path into the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Segment {
    Key(String),
    Index(usize),
}

/// What stands at one place.
#[derive(Debug)]
pub(super) enum Node {
    Null,
    Scalar(String),
    List(Vec<Located>),
    Map(Vec<(Spanned<String>, Located)>),
}

pub(super) type Located = Spanned<Node>;

pub(super) fn position(location: serde_saphyr::Location) -> Option<Position> {
    let (line, column) = (usize::try_from(location.line()).ok()?, usize::try_from(location.column()).ok()?);
    (line > 0 && column > 0).then_some(Position { line, column })
}

impl Node {
    pub(super) fn get(&self, key: &str) -> Option<&Located> {
        match self {
            Node::Map(entries) => entries.iter().find(|(k, _)| k.value == key).map(|(_, v)| v),
            _ => None,
        }
    }

    pub(super) fn list(&self) -> &[Located] {
        match self {
            Node::List(items) => items,
            _ => &[],
        }
    }

    pub(super) fn entries(&self) -> &[(Spanned<String>, Located)] {
        match self {
            Node::Map(entries) => entries,
            _ => &[],
        }
    }

    pub(super) fn scalar(&self) -> Option<&str> {
        match self {
            Node::Scalar(text) => Some(text),
            _ => None,
        }
    }
}

/// Follows dotted segments (`policy.allow.0.roles`); the position of the deepest part that is really there.
pub(super) fn nearest(root: &Located, path: &str) -> Option<Position> {
    let mut here = root;
    let mut found = position(root.referenced);
    for part in path.split('.').filter(|p| !p.is_empty()) {
        let next = match &here.value {
            Node::List(items) => part.parse::<usize>().ok().and_then(|i| items.get(i)),
            Node::Map(entries) => entries.iter().find(|(k, _)| k.value == part).map(|(k, v)| {
                found = position(k.referenced).or(found);
                v
            }),
            _ => None,
        };
        match next {
            Some(node) => {
                // A value on its own line is better shown by its key; a scalar by itself.
                if matches!(node.value, Node::Scalar(_)) || matches!(here.value, Node::List(_)) {
                    found = position(node.referenced).or(found);
                }
                here = node;
            }
            None => break,
        }
    }
    found
}

/// The path of the map that begins at, or has a key at, that position.
pub(super) fn map_at(root: &Located, at: Position) -> Option<Vec<Segment>> {
    fn search(node: &Located, at: Position, path: &mut Vec<Segment>) -> Option<Vec<Segment>> {
        let mut best = None;
        if let Node::Map(entries) = &node.value
            && (position(node.referenced) == Some(at)
                || entries.iter().any(|(k, _)| position(k.referenced) == Some(at)))
        {
            best = Some(path.clone());
        }
        match &node.value {
            Node::Map(entries) => {
                for (key, value) in entries {
                    path.push(Segment::Key(key.value.clone()));
                    best = search(value, at, path).or(best);
                    path.pop();
                }
            }
            Node::List(items) => {
                for (i, value) in items.iter().enumerate() {
                    path.push(Segment::Index(i));
                    best = search(value, at, path).or(best);
                    path.pop();
                }
            }
            _ => {}
        }
        best
    }
    search(root, at, &mut Vec::new())
}

/// Calls `visit` for every scalar with its dotted path.
pub(super) fn each_scalar<'a>(root: &'a Located, visit: &mut dyn FnMut(&[Segment], &'a str, &'a Located)) {
    fn walk<'a>(node: &'a Located, path: &mut Vec<Segment>, visit: &mut dyn FnMut(&[Segment], &'a str, &'a Located)) {
        match &node.value {
            Node::Scalar(text) => visit(path, text, node),
            Node::List(items) => {
                for (i, item) in items.iter().enumerate() {
                    path.push(Segment::Index(i));
                    walk(item, path, visit);
                    path.pop();
                }
            }
            Node::Map(entries) => {
                for (key, value) in entries {
                    path.push(Segment::Key(key.value.clone()));
                    walk(value, path, visit);
                    path.pop();
                }
            }
            Node::Null => {}
        }
    }
    walk(root, &mut Vec::new(), visit);
}

/// How a reader would name that place: "step `expect`", "role `reviewer`", "`target.scope`".
pub(super) fn name_of(path: &[Segment]) -> String {
    let key = |i: usize| match path.get(i) {
        Some(Segment::Key(k)) => Some(k.as_str()),
        _ => None,
    };
    let step = path.iter().enumerate().rev().find_map(|(i, part)| match part {
        Segment::Key(list) if matches!(list.as_str(), "steps" | "login") => Some(i),
        _ => None,
    });
    if let Some(word) = step.and_then(|i| key(i + 2)) {
        return format!("step `{word}`");
    }
    match (key(0), key(1)) {
        (None, _) => "the scenario".into(),
        (Some("roles"), Some(role)) if path.len() == 2 => format!("role `{role}`"),
        _ => {
            let mut name = String::new();
            for part in path {
                match part {
                    Segment::Key(k) if name.is_empty() => name.push_str(k),
                    Segment::Key(k) => name.push_str(&format!(".{k}")),
                    Segment::Index(i) => name.push_str(&format!("[{i}]")),
                }
            }
            format!("`{name}`")
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> de::Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("any YAML value")
    }

    fn visit_bool<E>(self, v: bool) -> Result<Node, E> {
        Ok(Node::Scalar(v.to_string()))
    }

    fn visit_i64<E>(self, v: i64) -> Result<Node, E> {
        Ok(Node::Scalar(v.to_string()))
    }

    fn visit_u64<E>(self, v: u64) -> Result<Node, E> {
        Ok(Node::Scalar(v.to_string()))
    }

    fn visit_i128<E>(self, v: i128) -> Result<Node, E> {
        Ok(Node::Scalar(v.to_string()))
    }

    fn visit_u128<E>(self, v: u128) -> Result<Node, E> {
        Ok(Node::Scalar(v.to_string()))
    }

    fn visit_f64<E>(self, v: f64) -> Result<Node, E> {
        Ok(Node::Scalar(v.to_string()))
    }

    fn visit_str<E>(self, v: &str) -> Result<Node, E> {
        Ok(Node::Scalar(v.to_owned()))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Node::Map(entries))
    }
}
