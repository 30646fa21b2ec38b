//! Acronyms that a text explains: "Cambodian Mine Action Centre (CMAC)".

use std::collections::BTreeMap;
use std::ops::Range;

use super::words::{AnchorKind, Words};

/// Full names by folded acronym.
#[derive(Default)]
pub(super) struct Acronyms(BTreeMap<Box<str>, Range<usize>>);

impl Acronyms {
    /// Finds every "Full Name (ABC)" whose capitals spell the acronym or whose name holds a body noun.
    pub fn find(words: &Words<'_, '_>) -> Self {
        let doc = words.doc;
        let mut found = BTreeMap::new();
        for at in 1..doc.tokens.len() {
            if !doc.tokens[at].is_mark("(") || words.bracketed_acronym(at).is_none() {
                continue;
            }
            let start = name_start(words, at);
            let names_body = words
                .anchors(start..at)
                .iter()
                .any(|anchor| matches!(anchor.kind, AnchorKind::Body | AnchorKind::Outlet));
            if at > start + 1 && names_body {
                found.entry(doc.tokens[at + 1].folded.as_str().into()).or_insert(start..at + 2);
            }
        }
        Self(found)
    }

    /// The tokens of the full name, its acronym included but not the closing bracket.
    pub fn full_name(&self, acronym: &str) -> Option<Range<usize>> {
        self.0.get(acronym).cloned()
    }
}

/// Back over capitalised words and the small words between them.
fn name_start(words: &Words<'_, '_>, end: usize) -> usize {
    let doc = words.doc;
    let mut start = end;
    let mut at = end;
    while at > 0 && doc.sentence_of(at - 1) == doc.sentence_of(end) {
        at -= 1;
        if words.is_name_word(at) {
            start = at;
        } else if words.link(at).is_none()
            && !words.is_filler(at, "article")
            && !words.is_inner_mark(at)
            || at + 4 < start
        {
            break;
        }
    }
    start
}
