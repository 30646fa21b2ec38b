//! What stands around an article and must not be taken for it: comments, teasers, banners.

use dom_query::{Document, NodeRef};

/// Beginnings of class and id words that name clutter.
const NAMES: &[&str] = &[
    "advert",
    "banner",
    "breadcrumb",
    "comment",
    "cookie",
    "disqus",
    "gdpr",
    "most-read",
    "newsletter",
    "pagination",
    "popup",
    "promo",
    "read-also",
    "readalso",
    "read-more",
    "recommend",
    "related",
    "share",
    "sharing",
    "sidebar",
    "social",
    "subscribe",
    "subscription",
    "teaser",
    "trending",
    "widget",
];

/// Elements that hold no article text of their own.
const ELEMENTS: &str = "nav, aside, form, button, select, dialog, noscript, template, \
    [hidden], [aria-hidden=true], [role=navigation], [role=banner], [role=complementary]";

/// Removes what stands around the article. An element with more than a third of the page's words is
/// kept whatever it is called.
pub(super) fn remove(document: &Document) {
    let whole = document.body().map_or(0, |body| letters(&body));
    let too_large = |node: &NodeRef<'_>| letters(node) * 3 > whole;
    for node in document.select(ELEMENTS).nodes() {
        if !too_large(node) {
            node.remove_from_parent();
        }
    }
    for node in document.select("body [class], body [id]").nodes() {
        if is_named_clutter(node) && !too_large(node) {
            node.remove_from_parent();
        }
    }
}

fn is_named_clutter(node: &NodeRef<'_>) -> bool {
    let named = |attribute: &str| {
        let value = node.attr(attribute);
        value.is_some_and(|value| {
            let value = value.to_ascii_lowercase();
            value
                .split_ascii_whitespace()
                .any(|word| NAMES.iter().any(|name| word.starts_with(name)))
        })
    };
    named("class") || named("id")
}

fn letters(node: &NodeRef<'_>) -> usize {
    node.text().bytes().filter(|byte| !byte.is_ascii_whitespace()).count()
}
