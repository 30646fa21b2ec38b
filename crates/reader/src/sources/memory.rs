//! Sources named so far, so that "it", "the ministry" and a surname find whom they mean.

use std::ops::Range;

use crate::mentions::SourceKind;

/// A source as one phrase names it.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// The tokens that name it.
    pub tokens: Range<usize>,
    /// The name to show.
    pub name: String,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// Whether an official speaks for it.
    pub official: bool,
    /// The personal name, folded, where the phrase has one.
    pub person: Option<String>,
    /// Whether the phrase only refers back to a source named before.
    pub refers_back: bool,
}

/// Sources named so far.
#[derive(Default)]
pub(super) struct Memory {
    named: Vec<(usize, Named)>,
    author: Option<Named>,
}

impl Memory {
    /// Remembers a source named in a sentence.
    pub fn add(&mut self, sentence: usize, named: &Named) {
        self.named.push((sentence, named.clone()));
    }

    /// Remembers who put out the statement that the text gives.
    pub fn set_author(&mut self, named: &Named) {
        self.author = Some(named.clone());
    }

    /// Who put out the statement that the text gives.
    pub const fn author(&self) -> Option<&Named> {
        self.author.as_ref()
    }

    /// The last body or outlet.
    pub fn last_body(&self) -> Option<&Named> {
        self.last(|named| matches!(named.kind, SourceKind::Body | SourceKind::Outlet))
    }

    /// The last person or official.
    pub fn last_person(&self) -> Option<&Named> {
        self.last(|named| {
            named.official || matches!(named.kind, SourceKind::Person | SourceKind::Anonymous)
        })
    }

    /// The last source of any kind.
    pub fn last_any(&self) -> Option<&Named> {
        self.last(|_| true)
    }

    /// The last source whose name has this word.
    pub fn with_word(&self, word: &str) -> Option<&Named> {
        self.last(|named| {
            crate::token::fold(&named.name)
                .split(|c: char| !c.is_alphanumeric())
                .any(|part| part == word)
        })
    }

    /// The source that a personal name was introduced with; a surname alone will do.
    pub fn of_person(&self, name: &str) -> Option<&Named> {
        let surname = name.rsplit(' ').next()?;
        self.last(|named| {
            named
                .person
                .as_deref()
                .is_some_and(|known| known == name || known.rsplit(' ').next() == Some(surname))
        })
    }

    /// The unnamed official who spoke in this sentence or the one before.
    pub fn unnamed_official(&self, sentence: usize) -> Option<&Named> {
        self.named
            .last()
            .filter(|(spoke, named)| {
                named.official && named.person.is_none() && spoke + 1 >= sentence
            })
            .map(|(_, named)| named)
    }

    fn last(&self, matches: impl Fn(&Named) -> bool) -> Option<&Named> {
        self.named.iter().rev().map(|(_, named)| named).find(|named| matches(named))
    }
}
