//! What a file's name says: its label, and the format that its ending promises.

/// The last component of a path.
pub(crate) fn file_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// The name without the ending of a compressed file.
pub(crate) fn without_compression(name: &str) -> &str {
    [".gz", ".zst"].into_iter().find_map(|ending| strip_ending(name, ending)).unwrap_or(name)
}

/// The ending in lower case, without the dot; empty when there is none.
pub(crate) fn ending(name: &str) -> String {
    match file_name(without_compression(name)).rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => ending.to_ascii_lowercase(),
        _ => String::new(),
    }
}

/// The file's name without its ending: what people call the document.
pub(crate) fn label(name: &str) -> String {
    let name = file_name(without_compression(name));
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && is_ending(ending) => stem.to_owned(),
        _ => name.to_owned(),
    }
}

/// Whether what follows the last dot is an ending and not part of a name ("report v1.2 final").
fn is_ending(text: &str) -> bool {
    (1..=8).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_alphanumeric())
}

fn strip_ending<'a>(name: &'a str, ending: &str) -> Option<&'a str> {
    let at = name.len().checked_sub(ending.len())?;
    let (stem, tail) = name.split_at_checked(at)?;
    (!stem.is_empty() && tail.eq_ignore_ascii_case(ending)).then_some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_the_name_without_its_ending() {
        assert_eq!(label("in/2021-06-04 blast.html"), "2021-06-04 blast");
        assert_eq!(label("a.b.txt.gz"), "a.b");
        assert_eq!(label("note"), "note");
        assert_eq!(label("Report v1.2 final"), "Report v1.2 final");
        assert_eq!(label("é.gz"), "é");
    }

    #[test]
    fn an_ending_is_seen_through_compression() {
        assert_eq!(ending("docs.JSONL.gz"), "jsonl");
        assert_eq!(ending("docs.ndjson.zst"), "ndjson");
        assert_eq!(ending("folder.d/README"), "");
    }
}
