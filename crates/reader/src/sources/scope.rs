//! Which part of the text each source is the source of.

use std::ops::Range;

use super::cues::Cue;
use crate::doc::Doc;
use crate::mentions::{SourceKind, SourceMention, SourceRole};
use crate::segment::{Sentence, SentenceKind};

/// A statement announced this early may be what the whole text gives.
const LEAD_PARAGRAPHS: usize = 3;

/// Collects mentions sentence by sentence and lets them go on where no other source speaks.
#[derive(Default)]
pub(super) struct Scopes {
    pub mentions: Vec<SourceMention>,
    /// Mentions whose scope reaches the end of the sentence before, and its paragraph.
    active: Vec<usize>,
    paragraph: usize,
    kind: Option<SentenceKind>,
    /// Where the last line or entry ends that gave its source apart.
    labelled: usize,
}

impl Scopes {
    /// Adds the sources of a sentence.
    pub fn add(&mut self, doc: &Doc<'_>, sentence: &Sentence, cues: Vec<Cue>, points_back: bool) {
        if cues.is_empty() {
            self.carry(doc, sentence);
            return;
        }
        let groups = groups(&cues);
        let bounds = bounds(&cues, &groups, sentence);
        self.active.clear();
        let last_group = groups.last().copied().unwrap_or(0);
        for ((cue, group), sentence_scope) in cues.into_iter().zip(&groups).zip(&bounds) {
            let whole_text = cue.document && sentence.paragraph < LEAD_PARAGRAPHS;
            let scope = match whole_text {
                true => 0..doc.tokens.len(),
                false if cue.label => self.of_label(doc, sentence, &cue.tokens),
                false if points_back => {
                    told_before(doc, sentence).min(sentence_scope.start)..sentence_scope.end
                }
                false if !cue.leads && sentence_scope.start == sentence.tokens.start => {
                    quotation_start(doc, sentence)..sentence_scope.end
                }
                false => sentence_scope.clone(),
            };
            let depth = if cue.deeper && cue.role == SourceRole::Says { 2 } else { 1 };
            for named in cue.speakers {
                // What follows an entry's source is another entry's.
                if *group == last_group && !cue.label {
                    self.active.push(self.mentions.len());
                }
                let is_relay = cue.role == SourceRole::Relays && named.kind == SourceKind::Person;
                self.mentions.push(SourceMention {
                    tokens: named.tokens,
                    name: named.name,
                    scope: scope.clone(),
                    role: cue.role,
                    cue: cue.tokens.clone(),
                    kind: if is_relay { SourceKind::Outlet } else { named.kind },
                    whole_text,
                    depth,
                    publisher: false,
                });
            }
        }
        self.paragraph = sentence.paragraph;
        self.kind = Some(sentence.kind);
    }

    /// What a source that stands apart is the source of: the section below a heading, the entry before
    /// it, or, on a line of its own, all since the last such line.
    fn of_label(&mut self, doc: &Doc<'_>, sentence: &Sentence, cue: &Range<usize>) -> Range<usize> {
        let number = doc.sentence_of(sentence.tokens.start);
        let heads = matches!(sentence.kind, SentenceKind::Heading | SentenceKind::Title);
        let starts = paragraph_start(doc, sentence) == sentence.tokens.start;
        if heads && starts {
            let next = doc.sentences[number + 1..]
                .iter()
                .find(|next| next.kind == SentenceKind::Heading)
                .map_or(doc.tokens.len(), |next| next.tokens.start);
            return sentence.tokens.start..next;
        }
        let start = paragraph_start(doc, sentence);
        let alone = cue.start <= sentence.tokens.start + 1 && start == sentence.tokens.start;
        let from = if alone { self.labelled } else { start };
        self.labelled = sentence.tokens.end;
        from.min(start)..sentence.tokens.end
    }

    /// A sentence without a source of its own has that of the sentence before in its paragraph, or of
    /// the quotation that goes on from the paragraph before.
    fn carry(&mut self, doc: &Doc<'_>, sentence: &Sentence) {
        let same = self.kind == Some(sentence.kind) && self.paragraph == sentence.paragraph;
        let quotation = self.kind.is_some()
            && self.paragraph + 1 == sentence.paragraph
            && doc.tokens[sentence.tokens.start].is_mark("\"");
        if !same && !quotation {
            self.active.clear();
            self.kind = None;
            return;
        }
        for &number in &self.active {
            let scope = &mut self.mentions[number].scope;
            scope.end = scope.end.max(sentence.tokens.end);
        }
        self.paragraph = sentence.paragraph;
        self.kind = Some(sentence.kind);
    }
}

/// Where the quotation began that ends in this sentence, within its paragraph.
fn quotation_start(doc: &Doc<'_>, sentence: &Sentence) -> usize {
    let mut start = sentence.tokens.start;
    while start > 0 && doc.is_quoted(start) && doc.is_quoted(start - 1) {
        let before = &doc.sentences[doc.sentence_of(start - 1)];
        if before.paragraph != sentence.paragraph {
            break;
        }
        start = before.tokens.start;
    }
    start
}

/// Where that begins which "Of this told X" speaks of: its paragraph, or the one before it where it
/// opens its own.
fn told_before(doc: &Doc<'_>, sentence: &Sentence) -> usize {
    let start = paragraph_start(doc, sentence);
    let before = start
        .checked_sub(1)
        .filter(|_| start == sentence.tokens.start)
        .map(|last| &doc.sentences[doc.sentence_of(last)])
        .filter(|before| before.kind == sentence.kind);
    before.map_or(start, |before| paragraph_start(doc, before))
}

fn paragraph_start(doc: &Doc<'_>, sentence: &Sentence) -> usize {
    let last = doc.sentence_of(sentence.tokens.start);
    let first = doc.sentences[..=last]
        .iter()
        .rposition(|before| before.paragraph != sentence.paragraph)
        .map_or(0, |before| before + 1);
    doc.sentences[first].tokens.start
}

/// The number of the group of each cue: those of one group share what they say (an agency and the
/// body that it cites).
fn groups(cues: &[Cue]) -> Vec<usize> {
    let mut group = 0;
    let mut deeper_before = false;
    let mut numbers = Vec::with_capacity(cues.len());
    for (number, cue) in cues.iter().enumerate() {
        let joins = cue.deeper || deeper_before;
        if number > 0 && !joins {
            group += 1;
        }
        deeper_before = cue.deeper;
        numbers.push(group);
    }
    numbers
}

/// The part of the sentence that each cue is about.
fn bounds(cues: &[Cue], groups: &[usize], sentence: &Sentence) -> Vec<Range<usize>> {
    let count = groups.last().map_or(0, |last| last + 1);
    let mut parts = vec![sentence.tokens.clone(); count];
    for next in 1..count {
        let (Some(before), Some(after)) = (
            groups.iter().rposition(|&group| group == next - 1),
            groups.iter().position(|&group| group == next),
        ) else {
            continue;
        };
        let (before, after) = (&cues[before], &cues[after]);
        let clause = after
            .speakers
            .iter()
            .map(|named| named.tokens.start)
            .fold(after.tokens.start, usize::min)
            .max(sentence.tokens.start);
        let cut = if after.leads {
            clause
        } else if !before.leads {
            before.tokens.end
        } else {
            continue;
        };
        parts[next - 1].end = cut.max(parts[next - 1].start + 1);
        parts[next].start = cut;
    }
    groups.iter().map(|&group| parts[group].clone()).collect()
}
