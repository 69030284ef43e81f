//! The steps of a path: `html > body > table[1] > tr[2] > td[1]`, `/rows/0/name`, `archive.zip!letter.txt`.

/// What parts the steps.
pub(super) const STEPS: [&str; 3] = [CHILD, "/", "!"];
/// What parts those of elements.
pub(super) const CHILD: &str = " > ";

/// Rows of tables, in pages and in files, and their cells.
const ROWS: [&str; 3] = ["tr", "row", "table-row"];
const CELLS: [&str; 5] = ["td", "c", "tc", "table-cell", "th"];

/// Whether a path is parted at a byte of it.
fn is_parted(path: &[u8], at: usize) -> bool {
    matches!(path[at], b'/' | b'!') || is_child(path, at)
}

fn is_child(path: &[u8], at: usize) -> bool {
    path[at] == b' ' && path[at..].starts_with(CHILD.as_bytes())
}

/// Where a path is parted for the first time.
pub(super) fn next_step(path: &str) -> Option<usize> {
    let path = path.as_bytes();
    (0..path.len()).find(|at| is_parted(path, *at))
}

/// Where it is for the last time.
pub(super) fn last_step(path: &str) -> Option<usize> {
    let path = path.as_bytes();
    (0..path.len()).rfind(|at| is_parted(path, *at))
}

/// The place and all containers around it, innermost first, the whole unit (empty) last.
pub(super) fn prefixes(place: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(place), |now| (!now.is_empty()).then(|| &now[..last_step(now).unwrap_or(0)]))
}

/// The path of what an element lies in, and the element.
pub(super) fn last_child(path: &str) -> Option<(&str, &str)> {
    let at = (0..path.len()).rfind(|at| is_child(path.as_bytes(), *at))?;
    Some((&path[..at], &path[at + CHILD.len()..]))
}

/// The first element of a path.
pub(super) fn first_child(path: &str) -> &str {
    let at = (0..path.len()).find(|at| is_child(path.as_bytes(), *at));
    &path[..at.unwrap_or(path.len())]
}

/// The name of a step without its namespace and number; that of an element of an array is a number alone.
pub(super) fn kind(step: &str) -> &str {
    let bytes = step.as_bytes();
    let colon = bytes.iter().rposition(|byte| *byte == b':');
    // A record that is called by its kind and its id.
    if let Some(at) = colon.filter(|at| bytes.get(at + 1).is_some_and(u8::is_ascii_digit)) {
        return &step[..if at == 0 { step.len() } else { at + 1 }];
    }
    match bytes.iter().position(|byte| *byte == b'[') {
        Some(at) => {
            let name = &step[..at];
            name.bytes().rposition(|byte| byte == b':').map_or(name, |at| &name[at + 1..])
        }
        None if !step.is_empty() && step.bytes().all(|b| b.is_ascii_digit()) => "#",
        None => step,
    }
}

/// Whether a step is a row of a table.
pub(super) fn is_table_row(step: &str) -> bool {
    ROWS.contains(&kind(step))
}

/// Whether a step is a cell of one.
pub(super) fn is_cell(step: &str) -> bool {
    CELLS.contains(&kind(step))
}

/// Whether a step is one of several equal ones: a table row, a list item, an array element.
pub(super) fn is_row(step: &str) -> bool {
    matches!(kind(step), "#" | "li") || is_table_row(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_has_a_kind() {
        for (step, want) in [
            ("tr[2]", "tr"),
            ("w:tr[2]", "tr"),
            ("12", "#"),
            ("name", "name"),
            ("Person:71", "Person:"),
            (":71", ":71"),
            ("a:b", "a:b"),
            ("", ""),
            ("x[a:b]", "x"),
        ] {
            assert_eq!(kind(step), want, "{step}");
        }
    }

    proptest::proptest! {
        /// Against the plain way.
        #[test]
        fn a_path_is_parted_where_a_step_is_found(path in "([a-cæ]|/|!| > | |>){0,12}") {
            proptest::prop_assert_eq!(next_step(&path), STEPS.iter().filter_map(|step| path.find(step)).min());
            proptest::prop_assert_eq!(last_child(&path), path.rsplit_once(CHILD));
            proptest::prop_assert_eq!(Some(first_child(&path)), path.split(CHILD).next());
            let mut rest = path.as_str();
            for prefix in prefixes(&path) {
                proptest::prop_assert_eq!(prefix, rest);
                rest = &rest[..STEPS.iter().filter_map(|step| rest.rfind(step)).max().unwrap_or(0)];
            }
            proptest::prop_assert_eq!(prefixes(&path).last(), Some(""));
        }
    }
}
