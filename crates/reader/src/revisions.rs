//! Whether a text says that it is a later version of a story, and how.

use std::ops::Range;

use cairn_model::Revision;

use crate::doc::Doc;
use crate::segment::SentenceKind;
use crate::token::TokenKind;

/// A note on versions stands among the first sentences, or the last.
const HEAD: usize = 6;
const TAIL: usize = 4;

/// A note in the middle of a line begins within this many tokens of its start.
const OPENING: usize = 3;

/// The first remark of a text on its own versions: "Details added, first version posted 10:22",
/// "UPDATE 3 -", "(Updated 6.15pm: …)", "Correction: a previous version …".
pub fn revision(doc: &Doc<'_>) -> Option<Revision> {
    let last = doc.sentences.len();
    let note = (0..last)
        .filter(|&number| number < HEAD || number + TAIL >= last)
        .find_map(|number| note_in(doc, number).map(|note| (number, note)))?;
    let (sentence, tokens) = note;
    let whole = doc.sentences[sentence].tokens.clone();
    Some(Revision {
        text: doc.plain(tokens.clone()),
        number: update_number(doc, whole.clone()),
        first_posted: first_posted(doc, whole),
        evidence: vec![doc.evidence(tokens)],
    })
}

/// The words of the note in a sentence.
fn note_in(doc: &Doc<'_>, number: usize) -> Option<Range<usize>> {
    let sentence = &doc.sentences[number];
    let tokens = sentence.tokens.clone();
    let class = doc.class("revision_words");
    let mut terms = doc.terms_in(tokens.clone(), class).peekable();
    let first = *terms.peek()?;
    let value = &*doc.entry(first).value;
    let opens = first.start <= tokens.start + OPENING
        && (tokens.start..first.start).all(|at| doc.kind(at) == TokenKind::Mark);
    let bracketed = first.start > 0
        && matches!(doc.folded(first.start - 1), "[" | "(")
        && matches!(doc.folded(first.end), "]" | ")" | ":");
    if bracketed && !opens {
        // "Headline [UPDATED]": only the bracket.
        return Some(first.start - 1..(first.end + 1).min(tokens.end));
    }
    let followed = matches!(doc.folded(first.end), ":" | "-" | "," | ";" | ")" | "]");
    let set_apart = sentence.kind == SentenceKind::RevisionNote;
    let numbered = value == "number" || update_number(doc, tokens.clone()).is_some();
    if opens && numbered {
        // "UPDATE 3 - Headline": only the mark of the version.
        let end = (first.end..tokens.end)
            .find(|&at| doc.kind(at) == TokenKind::Number)
            .map_or(first.end, |at| at + 1);
        return (end > first.end || followed).then_some(first.start..end);
    }
    if set_apart || opens && (followed || first.start > tokens.start) {
        // A date or the like may stand before the note on its line.
        let start = if opens { tokens.start } else { first.start };
        let is_title = sentence.kind == SentenceKind::Title;
        let end = if is_title { first.end } else { tokens.end };
        return Some(start..end);
    }
    None
}

/// The 3 of "UPDATE 3".
fn update_number(doc: &Doc<'_>, tokens: Range<usize>) -> Option<u32> {
    let class = doc.class("revision_words");
    doc.terms_in(tokens, class)
        .filter(|term| matches!(&*doc.entry(term).value, "number"))
        .find_map(|term| doc.folded(term.end).parse().ok())
}

/// The 10:22 of "first version posted 10:22".
fn first_posted(doc: &Doc<'_>, tokens: Range<usize>) -> Option<String> {
    let class = doc.class("revision_words");
    doc.terms_in(tokens.clone(), class).filter(|term| &*doc.entry(term).value == "posted").find_map(
        |term| {
            let time = (term.end..tokens.end.min(term.end + 3))
                .find(|&at| doc.kind(at) == TokenKind::Number)?;
            Some(doc.plain(time..time + 1))
        },
    )
}

#[cfg(test)]
mod tests {
    use cairn_model::DocumentMeta;

    use super::*;
    use crate::languages;

    fn note(text: &str) -> Option<(String, Option<u32>, Option<String>)> {
        let lexicon = languages::lexicon("en").unwrap().unwrap();
        let meta = DocumentMeta::default();
        let found = revision(&Doc::new(text, &meta, &lexicon))?;
        assert!(found.evidence.iter().all(|quote| quote.holds_in(text)));
        Some((found.text, found.number, found.first_posted))
    }

    #[test]
    fn notes_on_versions_are_found() {
        assert_eq!(
            note("Details added, first version posted 09:41\n\nOne man died at Dorne."),
            Some(("Details added, first version posted 09:41".into(), None, Some("09:41".into())))
        );
        assert_eq!(
            note("UPDATE 2 - One dead at Dorne\n\nOne man died at Dorne."),
            Some(("UPDATE 2".into(), Some(2), None))
        );
        assert_eq!(
            note("One dead at Dorne [UPDATED]\n\nOne man died at Dorne."),
            Some(("[UPDATED]".into(), None, None))
        );
        assert_eq!(note("One dead at Dorne\n\nThe maps were updated in May."), None);
    }
}
