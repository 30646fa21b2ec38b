//! Refuses pages that no person wrote before they cost time and stack.

use dom_query::Document;

use crate::error::Problem;
use crate::limits::Limits;

/// Elements that have no content, or end by themselves where the next one begins.
const NOT_NESTED: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "param", "source", "tbody", "td", "th", "tr", "track", "wbr",
];

/// Elements whose content is not markup.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed"];

/// Counts tags and open elements in the source, before anything is built from it.
///
/// This is a rough reading: what it lets through, [`check_tree`] looks at again.
pub(super) fn check(source: &str, limits: &Limits) -> Result<(), Problem> {
    let mut open: Vec<&str> = Vec::new();
    let mut tags = 0_usize;
    let mut rest = source;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let closing = rest.starts_with('/');
        let name = tag_name(rest.strip_prefix('/').unwrap_or(rest));
        if name.is_empty() {
            continue;
        }
        tags += 1;
        if tags > limits.html_tags {
            return Err(Problem::TooManyTags { limit: limits.html_tags });
        }
        let is = |other: &&str| other.eq_ignore_ascii_case(name);
        if closing {
            if let Some(at) = open.iter().rposition(is) {
                open.truncate(at);
            }
            continue;
        }
        if RAW.iter().any(is) {
            rest = after_raw(rest, name);
        } else if !NOT_NESTED.iter().any(is) {
            open.push(name);
            if open.len() > limits.nesting {
                return Err(Problem::TooDeep { limit: limits.nesting });
            }
        }
    }
    Ok(())
}

fn tag_name(rest: &str) -> &str {
    if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return "";
    }
    let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/');
    rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
}

/// What follows the end tag of an element whose content is not markup.
fn after_raw<'a>(mut rest: &'a str, name: &str) -> &'a str {
    while let Some(at) = rest.find("</") {
        rest = &rest[at + 2..];
        if tag_name(rest).eq_ignore_ascii_case(name) {
            return rest;
        }
    }
    ""
}

/// Measures how deep the elements really are, without recursion.
pub(super) fn check_tree(document: &Document, nesting: usize) -> Result<(), Problem> {
    // The document itself, `html` and `body` are not the page's doing.
    let limit = nesting + 3;
    let mut waiting = vec![(document.root(), 0_usize)];
    while let Some((node, depth)) = waiting.pop() {
        if depth > limit {
            return Err(Problem::TooDeep { limit: nesting });
        }
        waiting.extend(node.children_it(false).map(|child| (child, depth + 1)));
    }
    Ok(())
}
