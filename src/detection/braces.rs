//! A list of several people in one text: JSON that was packed into a string or an encoding, and what scripts are written in.
//! In: a text and where in it candidates' anchors stand. Out: for each candidate the text without what it says of others.

use std::borrow::Cow;
use std::collections::BTreeSet;

/// Braces and brackets that are looked at, and how deep.
const MOST: usize = 1 << 14;
const DEEPEST: usize = 64;

/// What stands between a brace or a bracket and its partner.
struct Group {
    begin: usize,
    end: usize,
    outer: Option<usize>,
    object: bool,
    /// Objects right inside of it.
    objects: usize,
}

/// What a text says of one candidate, and where in it that begins.
pub(super) struct Said<'t> {
    pub candidate: u32,
    pub at: usize,
    pub text: Cow<'t, str>,
}

/// The objects of a list that are about a candidate each; of a list about one alone all but its other objects. Nothing where the
/// text holds no list of objects.
pub(super) fn about<'t>(text: &'t str, anchors: &[(usize, u32)]) -> Vec<Said<'t>> {
    if anchors.is_empty() || !text.contains('{') {
        return Vec::new();
    }
    let groups = groups(text);
    let mut anchors = anchors.to_vec();
    anchors.sort_unstable();
    let within = |group: &Group| {
        let begin = anchors.partition_point(|(at, _)| *at <= group.begin);
        let end = group.end;
        anchors[begin..].iter().take_while(move |(at, _)| *at < end)
    };
    let mut of_lists: BTreeSet<(u32, usize)> = BTreeSet::new();
    for (at, candidate) in &anchors {
        let last = groups.partition_point(|group| group.begin < *at).checked_sub(1);
        let around = std::iter::successors(last, |n| groups[*n].outer);
        let mut own = None;
        for n in around.filter(|n| groups[*n].end > *at) {
            let list = own.is_some_and(|own: usize| groups[own].object) && groups[n].objects > 1 && !groups[n].object;
            if own.is_some() && (list || within(&groups[n]).any(|(_, other)| other != candidate)) {
                of_lists.extend(own.map(|own| (*candidate, own)));
                break;
            }
            if own.is_some() || groups[n].object {
                own = Some(n);
            }
        }
    }
    if anchors.iter().any(|(_, candidate)| *candidate != anchors[0].1) {
        let said = |(candidate, own): (u32, usize)| {
            let Group { begin, end, .. } = groups[own];
            Said { candidate, at: begin, text: Cow::Borrowed(&text[begin..end]) }
        };
        return of_lists.into_iter().map(said).collect();
    }
    let own: BTreeSet<usize> = of_lists.iter().map(|(_, own)| *own).collect();
    let Some(list) = own.first().map(|own| groups[*own].outer) else { return Vec::new() };
    let mut kept = text.as_bytes().to_vec();
    let beside = (0..groups.len()).filter(|n| groups[*n].outer == list && !own.contains(n));
    beside.for_each(|n| kept[groups[n].begin..groups[n].end].fill(b' '));
    let said = |kept| Said { candidate: anchors[0].1, at: 0, text: Cow::Owned(kept) };
    String::from_utf8(kept).ok().map(said).into_iter().collect()
}

/// The pairs of braces and brackets of a text, but those in quotes.
fn groups(text: &str) -> Vec<Group> {
    let bytes = text.as_bytes();
    let mut groups: Vec<Group> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < bytes.len() && groups.len() < MOST {
        match bytes[at] {
            quote @ (b'"' | b'\'' | b'`') => {
                // What is quoted as a whole is looked into.
                let whole = matches!(bytes.get(at + 1), Some(b'{' | b'['));
                if let Some(end) = end_of_quote(bytes, at, quote).filter(|_| !whole) {
                    at = end;
                }
            }
            brace @ (b'{' | b'[') if open.len() < DEEPEST => {
                let object = brace == b'{';
                if let Some(outer) = open.last().filter(|_| object) {
                    groups[*outer].objects += 1;
                }
                let outer = open.last().copied();
                open.push(groups.len());
                groups.push(Group { begin: at, end: bytes.len(), outer, object, objects: 0 });
            }
            brace @ (b'}' | b']') if open.last().is_some_and(|n| groups[*n].object == (brace == b'}')) => {
                if let Some(n) = open.pop() {
                    groups[n].end = at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
    groups
}

/// Where a quoted text ends: at a quote with as many backslashes before it, or with pairs of them where there is none. An
/// apostrophe in prose has no partner on its line.
fn end_of_quote(bytes: &[u8], begin: usize, quote: u8) -> Option<usize> {
    let escapes = bytes[..begin].iter().rev().take_while(|byte| **byte == b'\\').count();
    let mut behind = 0;
    for (at, byte) in bytes.iter().enumerate().skip(begin + 1) {
        match *byte {
            b'\\' => {
                behind += 1;
                continue;
            }
            b'\n' => return None,
            byte if byte == quote && if escapes == 0 { behind % 2 == 0 } else { behind <= escapes } => return Some(at),
            _ => {}
        }
        behind = 0;
    }
    None
}

#[cfg(test)]
mod tests {
    use base64::prelude::{BASE64_STANDARD, Engine as _};

    use super::about;
    use crate::detection::sample::detect_answer;

    /// Whether an answer that holds the mail address of the person shows her age and her sex as well.
    fn shows(media_type: &str, body: &str) -> (bool, bool) {
        let matches = detect_answer(media_type, body);
        assert!(matches.iter().any(|m| m.attribute.code() == "D06"), "{body}");
        let shown = |code: &str| matches.iter().any(|m| m.attribute.code() == code);
        (shown("P03"), shown("P01"))
    }

    #[test]
    fn a_list_in_a_text_is_of_several_people() {
        let own =
            r#"[{"mail":"fatima.alsayed72@mail.example","age":53,"sex":"kvinde"},{"mail":"x","age":30,"sex":"mand"}]"#;
        let other = r#"[{"mail":"fatima.alsayed72@mail.example","age":30},{"mail":"x","age":53,"sex":"kvinde"}]"#;
        let packed = |list: &str| format!("{{\"state\":\"{}\"}}", BASE64_STANDARD.encode(list));
        let quoted = |list: &str| serde_json::json!({ "state": serde_json::json!(list).to_string() }).to_string();
        let script = |list: &str| {
            format!("<script>let s={};</script>", list.replace("\":", ":").replace(",\"", ",").replace("{\"", "{"))
        };
        for (list, want) in [(own, (true, true)), (other, (false, false))] {
            assert_eq!(shows("application/json", &packed(list)), want, "{list}");
            assert_eq!(shows("application/json", &quoted(list)), want, "{list}");
            assert_eq!(shows("text/html", &script(list)), want, "{list}");
        }
    }

    #[test]
    fn what_stands_beside_a_list_stays() {
        let text = "{sex:'k',list:[{a:1},{a:2,b:'}'}]}";
        let said = |text: &str, anchors: &[(usize, u32)]| {
            about(text, anchors)
                .into_iter()
                .map(|said| (said.candidate, said.at, said.text.into_owned()))
                .collect::<Vec<_>>()
        };
        assert_eq!(said(text, &[(19, 7)]), [(7, 0, "{sex:'k',list:[{a:1},           ]}".to_owned())]);
        assert_eq!(said(text, &[(19, 7), (25, 8)]), [(7, 15, "{a:1}".to_owned()), (8, 21, "{a:2,b:'}'}".to_owned())]);
        assert!(said("{a:1,b:{c:2}}", &[(3, 7)]).is_empty());
        assert!(said("it's {a:1} [", &[(7, 7)]).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_and_keeps_its_length(text in "[\\[\\]{}\"'`\\\\ \næa:,1]{0,80}", at in 0usize..80, other in 0usize..80) {
            for said in about(&text, &[(at, 1), (other, 2)]).into_iter().chain(about(&text, &[(at, 1)])) {
                proptest::prop_assert!(said.at + said.text.len() <= text.len());
                proptest::prop_assert!(said.text.len() == text.len() || text[said.at..].starts_with(&*said.text));
            }
        }
    }
}
