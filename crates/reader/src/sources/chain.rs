//! The sources of a claim and the way by which it reached the text.

use std::ops::Range;

use cairn_model::{Attribution, AttributionRole};
use compact_str::CompactString;

use crate::doc::Doc;
use crate::mentions::{SourceKind, SourceMention, SourceRole};
use crate::token::fold;

/// The sources of what a range of tokens says, nearest to the reader first: those who pass on before
/// those who say, and the source of the clause before that of the whole text. The publisher is none
/// of them, and each is given once.
pub fn said_by(sources: &[SourceMention], range: Range<usize>) -> Vec<&SourceMention> {
    let mut found: Vec<&SourceMention> = sources_of(sources, &range).collect();
    found.sort_by_key(|source| {
        (
            source.whole_text,
            source.role != SourceRole::Relays,
            distance(&source.tokens, &range),
            source.tokens.start,
        )
    });
    if found.len() < 2 {
        return found;
    }
    let mut seen: Vec<Vec<CompactString>> = Vec::new();
    found.retain(|source| {
        let words = name_words(&source.name);
        let known = seen.iter().any(|other| same_name(other, &words));
        if !known {
            seen.push(words);
        }
        !known
    });
    found
}

/// Whether what a range of tokens says has a source.
pub fn is_attributed(sources: &[SourceMention], range: &Range<usize>) -> bool {
    sources_of(sources, range).next().is_some()
}

fn sources_of<'s>(
    sources: &'s [SourceMention],
    range: &Range<usize>,
) -> impl Iterator<Item = &'s SourceMention> {
    sources.iter().filter(move |source| !source.publisher && overlaps(&source.scope, range))
}

/// The whole chain for what a range of tokens says: the outlet, those who passed it on, those who
/// said it, and those who say otherwise.
pub fn attribution(
    doc: &Doc<'_>,
    sources: &[SourceMention],
    range: Range<usize>,
) -> Vec<Attribution> {
    let mut chain = Vec::new();
    let own_mention = sources
        .iter()
        .find(|source| overlaps(&source.scope, &range) && source.publisher)
        .or_else(|| sources.iter().find(|source| source.publisher));
    if let Some(publisher) = &doc.meta.publisher {
        chain.push(Attribution {
            name: publisher.clone(),
            role: AttributionRole::Outlet,
            depth: 0,
            evidence: own_mention.map(|source| doc.evidence(source.tokens.clone())),
        });
    }
    let found = said_by(sources, range);
    let relays = found.iter().any(|source| source.role == SourceRole::Relays);
    let whole = found.iter().any(|source| source.whole_text && source.role != SourceRole::Relays);
    for source in found {
        let role = match source.role {
            SourceRole::Says => AttributionRole::Source,
            SourceRole::Relays => AttributionRole::Relay,
            SourceRole::Denies => AttributionRole::Denies,
            SourceRole::Differs => AttributionRole::OtherVersion,
        };
        // Below a body that relays, and below the statement that the whole text gives.
        let below = u8::from(relays && source.role != SourceRole::Relays)
            + u8::from(whole && !source.whole_text && source.role != SourceRole::Relays);
        chain.push(Attribution {
            name: source.name.clone(),
            role,
            depth: 1 + below,
            evidence: Some(doc.evidence(source.tokens.clone())),
        });
    }
    // With a statement between, the body that puts it out passes on what others say.
    if whole && chain.iter().any(|step| step.depth >= 2) {
        for step in &mut chain {
            if step.depth == 1 && step.role == AttributionRole::Source {
                step.role = AttributionRole::Relay;
            }
        }
    }
    chain.sort_by_key(|step| step.depth);
    chain
}

/// Whether a source is the publisher under some form of its name.
pub(super) fn is_publisher(doc: &Doc<'_>, source: &SourceMention) -> bool {
    let Some(publisher) = &doc.meta.publisher else {
        return false;
    };
    if shares_no_word(publisher, &source.name) {
        return false;
    }
    let publisher = name_words(publisher);
    let name = name_words(&source.name);
    // "police" is a department of police only where no other word names it; an outlet by its name.
    let speaks_for_itself = source.kind == SourceKind::Body || source.kind == SourceKind::Outlet;
    name == publisher || speaks_for_itself && same_name(&publisher, &name)
}

/// Whether two names in plain letters have no word in common: so have nearly all, and it costs little
/// to see.
fn shares_no_word(a: &str, b: &str) -> bool {
    fn words(name: &str) -> impl Iterator<Item = &str> {
        name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.len() > 1)
    }
    a.is_ascii()
        && b.is_ascii()
        && words(a).next().is_some()
        && !words(a).any(|word| words(b).any(|other| word.eq_ignore_ascii_case(other)))
}

/// Whether all words of one name are in the other.
fn same_name(a: &[CompactString], b: &[CompactString]) -> bool {
    let within = |a: &[CompactString], b: &[CompactString]| a.iter().all(|word| b.contains(word));
    !a.is_empty() && !b.is_empty() && (within(a, b) || within(b, a))
}

/// The words of a name, each once, in alphabetical order.
fn name_words(name: &str) -> Vec<CompactString> {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let mut words: Vec<CompactString> =
        words.filter(|word| word.chars().count() > 1).map(CompactString::from).collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

fn distance(a: &Range<usize>, b: &Range<usize>) -> usize {
    if overlaps(a, b) {
        0
    } else {
        a.start.saturating_sub(b.end).max(b.start.saturating_sub(a.end))
    }
}
