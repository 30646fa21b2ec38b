//! The lines of a text, each with its sentences: records are set line by line.

use std::ops::Range;

use crate::doc::Doc;
use crate::segment::SentenceKind;

/// A line that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) sentences: Range<usize>,
    pub(super) tokens: Range<usize>,
    pub(super) kind: SentenceKind,
}

pub(super) fn lines(doc: &Doc<'_>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut paragraph = None;
    for (number, sentence) in doc.sentences.iter().enumerate() {
        if !sentence.kind.is_read() {
            continue;
        }
        match lines.last_mut().filter(|_| paragraph == Some(sentence.paragraph)) {
            Some(line) => {
                line.sentences.end = number + 1;
                line.tokens.end = sentence.tokens.end;
            }
            None => lines.push(Line {
                sentences: number..number + 1,
                tokens: sentence.tokens.clone(),
                kind: sentence.kind,
            }),
        }
        paragraph = Some(sentence.paragraph);
    }
    lines
}

/// Where a line begins behind its bullet.
pub(super) fn after_bullet(doc: &Doc<'_>, line: &Line) -> usize {
    let start = line.tokens.start;
    let bullet = matches!(
        doc.folded(start),
        "-" | "•" | "*" | "·" | "▪" | "◦" | "●" | "▪️" | "–" | "►" | "‣"
    );
    start + usize::from(bullet && line.tokens.len() > 1)
}
