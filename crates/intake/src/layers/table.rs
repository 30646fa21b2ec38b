//! What tables have in common.

use std::collections::BTreeSet;

/// Names of columns, each once: a name that comes again gets its number behind it, one that is
/// missing is called after its place.
pub(super) fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (at, name) in (1..).zip(names) {
        let wanted = if name.is_empty() { format!("column {at}") } else { name.to_owned() };
        let mut free = wanted.clone();
        let mut copy = 2;
        while !seen.insert(free.clone()) {
            free = format!("{wanted} {copy}");
            copy += 1;
        }
        found.push(free);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_name_of_its_own() {
        let names = distinct(["a", "", "a", "a 2"].into_iter());
        assert_eq!(names, ["a", "column 2", "a 2", "a 2 2"]);
    }
}
