//! Parts that refer to each other: `aria-controls="p1"` and the element `p1`, `"personId": 71` and the record with that id.
//! In: the segments of a unit, and whom a place is tied to. Out: places that are about the candidate of the place that refers to
//! them, or that they refer to.

use std::collections::{BTreeSet, HashMap, HashSet};

use foldhash::quality::RandomState;

use super::containers::Containers;
use super::siblings::is_below;
use super::steps::kind;
use crate::extraction::Segments;

/// Attributes that name other elements which belong to this one, and those that name what this one belongs to.
const OWNS: [&str; 9] = [
    "@aria-controls", "@aria-owns", "@aria-details", "@aria-describedby", "@data-target", "@data-bs-target",
    "@popovertarget", "@commandfor", "@href",
];
const BELONGS: [&str; 2] = ["@aria-labelledby", "@data-for"];
/// Ends of the names of fields that hold an id.
const IDS: [&str; 5] = ["id", "ref", "uuid", "guid", "key"];
/// What records are kept in, which says nothing about what they are.
const ANY: [&str; 16] = [
    "data", "items", "byid", "results", "nodes", "node", "edges", "list", "values", "value", "entities", "included",
    "attributes", "records", "relationships", "rows",
];
/// Bytes of the longest id, and of the shortest one that says by itself what it is the id of.
const LONGEST: usize = 64;
const TELLING: usize = 6;
/// Bytes in which two names of a kind of records agree: `person` and `people` do not, `profile` and `profiles` do.
const STEM: usize = 4;
/// Ids that are looked at in one unit, and records that one may be the id of.
const MOST: usize = 1 << 12;
const MOST_RECORDS: usize = 8;

/// A place where an id stands.
struct Id<'s> {
    text: &'s str,
    number: usize,
    /// The element or the record that it is the id of, or in which the reference stands.
    holder: String,
    /// What it is the id of, in small letters.
    names: Vec<String>,
}

/// The places that are linked to a place of one candidate.
pub(super) fn links(segments: &Segments, containers: &Containers<'_>) -> BTreeSet<(String, u32)> {
    let mut links = elements(segments, containers);
    records(segments, containers, &mut links);
    links
}

/// Elements of a page that refer to each other.
fn elements(segments: &Segments, containers: &Containers<'_>) -> BTreeSet<(String, u32)> {
    let mut named: HashMap<&str, String, RandomState> = HashMap::default();
    let mut references = Vec::new();
    let mut paths = segments.paths();
    for (number, segment) in segments.iter().enumerate() {
        let name = segment.place.name();
        let attribute = name.as_bytes().iter().rposition(|byte| *byte == b'@').map_or("", |at| &name[at..]);
        let refers = match attribute {
            "" => continue,
            "@href" => segment.text.starts_with('#'),
            _ => OWNS.contains(&attribute) || BELONGS.contains(&attribute),
        };
        if attribute != "@id" && !refers || segment.text.is_empty() || segment.text.len() > 4 * LONGEST {
            continue;
        }
        let place = paths.path(segments.place(number));
        let element = place.strip_suffix(attribute).unwrap_or(place).trim_end_matches([' ', '>']).to_owned();
        if refers {
            references.push((number, attribute, element));
        } else {
            named.entry(segment.text).or_insert(element);
        }
    }
    let mut links = BTreeSet::new();
    for (number, attribute, element) in references.into_iter().take(MOST) {
        for name in segments.text(number).split_whitespace().take(MOST_RECORDS) {
            let Some(other) = named.get(name.trim_start_matches('#')).filter(|other| **other != element) else {
                continue;
            };
            let (of, to) = if BELONGS.contains(&attribute) { (other, &element) } else { (&element, other) };
            if let Some((candidate, around)) = containers.firmly_tied(of, "")
                && !is_in(to, around)
            {
                links.insert((to.clone(), candidate));
            }
        }
    }
    links
}

/// Whether a place lies in a container: one that holds both sides of a link says by its parts what is about whom.
fn is_in(place: &str, container: &str) -> bool {
    place.starts_with(container) && is_below(place, container)
}

/// Records of data that have an id in common.
fn records(segments: &Segments, containers: &Containers<'_>, links: &mut BTreeSet<(String, u32)>) {
    let ids = ids(segments);
    let mut by_text: HashMap<&str, Vec<&Id<'_>>, RandomState> = HashMap::default();
    ids.iter().for_each(|id| by_text.entry(id.text).or_default().push(id));
    let keys = keys(segments, &by_text);
    for (text, ids) in by_text {
        let owner = |id: &Id<'_>| {
            let place = segments.get(id.number).place.to_string();
            containers.firmly_tied(&place, id.text).map(|(candidate, around)| (candidate, around.to_owned()))
        };
        let owners: Vec<(&Id<'_>, (u32, String))> = ids.iter().filter_map(|id| Some((*id, owner(id)?))).collect();
        let of_one = owners.first().is_some_and(|(_, first)| owners.iter().all(|(_, other)| other.0 == first.0));
        if !of_one || owners.len() > MOST_RECORDS {
            continue;
        }
        for (owner, (candidate, around)) in &owners {
            let others = ids.iter().filter(|id| id.number != owner.number);
            let others = others.map(|id| (id.holder.clone(), &id.names));
            let others =
                others.chain(keys.get(text).into_iter().flatten().map(|(holder, names)| (holder.clone(), names)));
            for (holder, names) in others.take(MOST_RECORDS) {
                let free = containers.tied(&holder, "").is_none_or(|of| of == *candidate);
                if holder != owner.holder
                    && !is_in(&holder, around)
                    && free
                    && (tells(text) || agree(&owner.names, names))
                {
                    links.insert((holder, *candidate));
                }
            }
        }
    }
}

/// All ids in the data of a unit.
fn ids(segments: &Segments) -> Vec<Id<'_>> {
    let mut ids = Vec::new();
    let mut paths = segments.paths();
    for (number, segment) in segments.iter().enumerate() {
        let name = segment.place.name();
        let Some((_, field)) = name.rsplit_once('/') else { continue };
        if segment.text.is_empty() || segment.text.len() > LONGEST || segment.text == field {
            continue;
        }
        let Some(stem) = id_of(field) else { continue };
        let place = paths.path(segments.place(number));
        let Some((holder, _)) = place.rsplit_once('/') else { continue };
        let mut names = of_path(holder);
        if !stem.is_empty() {
            names = vec![stem];
        } else if let Some(kind) = kind_of(segments, number, holder) {
            names.push(kind);
        }
        ids.push(Id { text: segment.text, number, holder: holder.to_owned(), names });
        if ids.len() == MOST {
            break;
        }
    }
    ids
}

/// What a field is the id of, in small letters, if it is one: nothing where it is that of the record it stands in.
pub(super) fn id_of(field: &str) -> Option<String> {
    let small = field.to_lowercase();
    let stem = IDS.iter().find_map(|end| small.strip_suffix(end))?;
    Some(stem.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
}

/// What a field beside an id says that its record is.
fn kind_of(segments: &Segments, number: usize, holder: &str) -> Option<String> {
    let beside = number.saturating_sub(4)..(number + 5).min(segments.len());
    beside.filter(|at| *at != number).find_map(|at| {
        let place = segments.get(at).place.to_string();
        let field = place.strip_prefix(holder)?.strip_prefix('/')?;
        (matches!(field, "type" | "__typename" | "kind") && segments.text(at) != field)
            .then(|| segments.text(at).to_lowercase())
    })
}

/// The names on a path that say what its records are, the last two of them.
pub(super) fn of_path(path: &str) -> Vec<String> {
    let names = path.rsplit('/').filter(|name| !name.is_empty() && kind(name) != "#");
    names.map(str::to_lowercase).filter(|name| !ANY.contains(&name.as_str())).take(2).collect()
}

/// Records that are called by an id, as in `{"profiles": {"71": {...}}}`, by it.
fn keys<'t>(
    segments: &Segments,
    ids: &HashMap<&'t str, Vec<&Id<'t>>, RandomState>,
) -> HashMap<&'t str, Vec<(String, Vec<String>)>, RandomState> {
    let mut keys: HashMap<&str, Vec<(String, Vec<String>)>, RandomState> = HashMap::default();
    let places = segments.all_places();
    let arrays: HashSet<usize, RandomState> =
        places.iter().filter(|(.., name)| *name == "/0").filter_map(|(_, outer, _)| Some(outer?.number())).collect();
    for (place, outer, name) in places.iter() {
        let Some(name) = name.strip_prefix('/').filter(|name| name.len() <= LONGEST) else { continue };
        let Some((text, _)) = ids.get_key_value(name) else { continue };
        // The seventh element of an array is not the one that is called so.
        if outer.is_some_and(|outer| arrays.contains(&outer.number())) {
            continue;
        }
        let records = keys.entry(text).or_default();
        let path = places.path(place);
        if let Some((outer, _)) = path.rsplit_once('/').filter(|_| records.len() < MOST_RECORDS) {
            let names = of_path(outer);
            records.push((path, names));
        }
    }
    keys
}

/// Whether an id is no small number, which anything may have.
pub(super) fn tells(id: &str) -> bool {
    id.len() >= TELLING && id.bytes().any(|b| b.is_ascii_digit() || b == b':')
}

/// Whether two records are of one kind by their names.
pub(super) fn agree(a: &[String], b: &[String]) -> bool {
    let stem = |name: &String| name.get(..STEM.min(name.len())).map(str::to_owned);
    a.iter().filter_map(stem).any(|a| a.len() == STEM && b.iter().filter_map(stem).any(|b| a == b))
}

#[cfg(test)]
mod tests {
    use crate::detection::sample::detect_answer;

    /// Whether an answer that holds the mail address of the person shows her age.
    fn shows(body: &str) -> bool {
        let media_type = if body.starts_with('<') { "text/html" } else { "application/json" };
        let matches = detect_answer(media_type, &body.replace("MAIL", "fatima.alsayed72@mail.example"));
        matches.iter().any(|m| m.attribute.code() == "P03")
    }

    #[test]
    fn what_refers_to_her_or_is_referred_to_is_about_her() {
        let jsonapi = r#"{"data":[{"type":"applications","id":"7","attributes":{"a":"MAIL"},
            "relationships":{"person":{"data":{"type":"people","id":"71"}}}},{"type":"applications","id":"8","attributes":{"a":"x"}}],
            "included":[{"type":"people","id":"72","attributes":{"age":AGE2}},{"type":"people","id":"71","attributes":{"age":AGE1}}]}"#;
        let redux = r#"{"applications":{"7":{"a":"MAIL","profileId":71},"8":{"a":"x","profileId":72}},
            "profiles":{"71":{"age":AGE1},"72":{"age":AGE2}}}"#;
        let inverse = r#"{"applications":[{"id":7,"a":"MAIL"},{"id":8,"a":"x"}],
            "facts":[{"applicationId":8,"age":AGE2},{"applicationId":7,"age":AGE1}]}"#;
        let cache = r#"{"Application:7":{"a":"MAIL","person":{"__ref":"Person:71"}},"Application:8":{"a":"x"},
            "Person:72":{"age":AGE2},"Person:71":{"age":AGE1}}"#;
        let tabs = "<ul><li><b>Ansøger 1</b><a href=#t1>MAIL</a><li><b>Ansøger 2</b><a href=#t2>x</a></ul><div><section id=t2>AGE2 år</section><section id=t1>AGE1 år</section></div>";
        let labelled = "<ul><li id=a1><b>Ansøger 1</b> MAIL<li id=a2><b>Ansøger 2</b> x</ul><div><section aria-labelledby=a2>AGE2 år</section><section aria-labelledby=a1>AGE1 år</section></div>";
        let contents = "<p>x<p>y<div><ul><li><a href=#s1>1</a><li><a href=#s2>2</a></ul>\
            <section id=s1><h3>Ansøger 1</h3><p>MAIL<p>AGE1 år</section><section id=s2><h3>Ansøger 2</h3><p>x<p>AGE2 år</section></div>";
        for body in [jsonapi, redux, inverse, cache, tabs, labelled, contents] {
            assert!(shows(&body.replace("AGE1", "53").replace("AGE2", "41")), "{body}");
            assert!(!shows(&body.replace("AGE1", "41").replace("AGE2", "53")), "{body}");
        }
    }
}
