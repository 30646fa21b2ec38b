//! Lists of people under words for harm that head them: "DECEASED PERSONS: 1. A B (M/8). 2. C D …", a line
//! "WOUNDED" above items, "Killed by a mine on Tuesday: A B, 38, ploughman".

use std::ops::Range;

use cairn_model::CountRange;

use super::{Effect, Finder, Harm};
use crate::people::PeopleKind;
use crate::segment::SentenceKind;
use crate::token::TokenKind;

/// Tokens between a heading's word for harm and the colon.
const LONGEST_HEAD: usize = 14;
/// Items under one heading.
const MOST: usize = 40;

impl Finder<'_, '_> {
    /// Gives the words for harm that head a list the people listed below them.
    pub(super) fn rosters(&self, found: &mut [Effect]) {
        for at in 0..found.len() {
            let (tokens, harm) = (found[at].tokens.clone(), found[at].harm);
            if !matches!(harm, Harm::Killed | Harm::Injured) || found[at].negated {
                continue;
            }
            let told = found[at].people.iter().any(|&i| self.people[i].count.is_some());
            let Some(list) = self.list_below(&tokens).filter(|_| !told) else { continue };
            let end = found.get(at + 1..).unwrap_or_default().iter().map(|e| e.tokens.start);
            let end = end.filter(|&next| next > list.start).min().unwrap_or(list.end).min(list.end);
            let people = self.people_listed(list.start..end);
            if !people.is_empty() {
                let effect = &mut found[at];
                effect.people = people;
                effect.resumed = true;
                effect.own_count = true;
            }
        }
    }

    /// The tokens of the list that words for harm head.
    fn list_below(&self, tokens: &Range<usize>) -> Option<Range<usize>> {
        let doc = self.doc;
        let number = doc.sentence_of(tokens.start);
        let sentence = doc.sentences.get(number)?;
        let opens = (sentence.tokens.start..tokens.start).all(|at| {
            doc.kind(at) == TokenKind::Mark
                || doc.kind(at) == TokenKind::Number
                || doc.entry_at(at, self.determiners).is_some()
                || doc.entry_at(at, doc.class("list_heads")).is_some()
        });
        if !opens {
            return None;
        }
        let near = tokens.end..sentence.tokens.end.min(tokens.end + LONGEST_HEAD);
        let colon = near.clone().find(|&at| matches!(doc.folded(at), ":" | ";"));
        if let Some(colon) = colon.filter(|&at| doc.folded(at) == ":") {
            let plain = (tokens.end..colon).all(|at| {
                doc.entry_at(at, self.auxiliaries).is_none()
                    && doc.entry_at(at, self.reporting).is_none()
            });
            let end = self.paragraph_end(number);
            return plain.then_some(colon + 1..end);
        }
        // A line of its own above items.
        let heads = matches!(sentence.kind, SentenceKind::Heading)
            && sentence.tokens.len() <= tokens.len() + 5;
        heads.then(|| sentence.tokens.end..self.items_end(number))
    }

    /// Where the paragraph of a sentence ends.
    fn paragraph_end(&self, number: usize) -> usize {
        let sentences = &self.doc.sentences;
        let Some(paragraph) = sentences.get(number).map(|sentence| sentence.paragraph) else {
            return 0;
        };
        let next = number + sentences[number..].partition_point(|s| s.paragraph <= paragraph);
        sentences.get(next).map_or(self.doc.tokens.len(), |sentence| sentence.tokens.start)
    }

    /// Where the items behind a heading end: lines that begin with a number, a bullet or a name.
    fn items_end(&self, heading: usize) -> usize {
        let doc = self.doc;
        let item = |sentence: &&crate::segment::Sentence| {
            sentence.kind == SentenceKind::Item
                || self
                    .mentions(sentence.tokens.start..sentence.tokens.start + 1)
                    .any(|i| self.people[i].name.is_some() && sentence.tokens.len() <= LONGEST_HEAD)
        };
        let items = doc.sentences[heading + 1..].iter().take(MOST).take_while(item);
        items.last().map_or(0, |last| last.tokens.end)
    }

    /// The single people of a list, one after another, each with a name or told more of.
    fn people_listed(&self, list: Range<usize>) -> Vec<usize> {
        if list.start >= list.end {
            return Vec::new();
        }
        let mut found: Vec<usize> = Vec::new();
        let mut end = list.start;
        for i in self.mentions(list.clone()) {
            let mention = &self.people[i];
            // "…, father of two": more of the one before.
            let more = found.last().is_some_and(|&last| {
                let named = &self.people[last];
                named.name.is_some()
                    && mention.name.is_none()
                    && self.doc.folded(mention.tokens.start.wrapping_sub(1)) == ","
                    && self.doc.entry_at(mention.tokens.start, self.determiners).is_none()
            });
            let one = mention.count == Some(CountRange::exactly(1))
                && (mention.name.is_some()
                    || mention.kind == PeopleKind::Noun
                        && (mention.age.is_some() || mention.occupation.is_some() || mention.kin));
            let near = mention.tokens.start <= end + LONGEST_HEAD;
            if more || !one {
                continue;
            }
            if !near {
                break;
            }
            end = mention.tokens.end;
            found.push(i);
        }
        let first = found.first().map(|&i| self.people[i].tokens.start);
        match first {
            Some(first) if first <= list.start + 3 => found,
            _ => Vec::new(),
        }
    }
}
