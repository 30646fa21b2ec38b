//! What stands around the words for a person.

use std::ops::Range;

use cairn_model::VictimGroup;

use super::cues::{Cue, Cues};
use super::features::{Edge, Feature, Flag, Position};
use super::persons::Person;
use crate::context::Context;
use crate::effects::{Effect, Harm};
use crate::lexicon::Term;
use crate::people::PeopleKind;
use crate::segment::SentenceKind;
use crate::token::TokenKind;
use crate::victims::reference::is_source;

/// Tokens to each side in which words count, and in which they are near.
const WINDOW: usize = 12;
const NEAR: usize = 3;

/// Tokens to each side in which the first telling word is looked for.
const FARTHEST: usize = 25;

/// Tokens of the next sentence in which a pronoun stands for somebody named in the last.
const PRONOUN_WITHIN: usize = 4;

/// Words that tell what somebody does in a sentence.
const TELLING: &[Cue] = &[
    Cue::Killed,
    Cue::Injured,
    Cue::MaybeInjured,
    Cue::Unharmed,
    Cue::Survived,
    Cue::Harmed,
    Cue::Contact,
    Cue::Explosion,
    Cue::Says,
    Cue::Cites,
    Cue::Denies,
    Cue::Statement,
    Cue::Suffers,
    Cue::Fate,
    Cue::Remains,
    Cue::Wound,
    Cue::BodyPart,
    Cue::Hospital,
    Cue::Attack,
    Cue::Found,
    Cue::ListOpener,
    Cue::Visit,
    Cue::Credit,
];

/// A text with its cues.
pub(super) struct Near<'c, 'd> {
    pub(super) context: &'c Context<'d>,
    cues: &'c Cues,
}

impl<'c, 'd> Near<'c, 'd> {
    pub(super) fn new(context: &'c Context<'d>) -> Self {
        Self { context, cues: context.cues() }
    }

    /// The cue that a word is.
    pub(super) fn cue(&self, term: &Term) -> Option<Cue> {
        self.cues.cue(term.class, self.context.doc.entry(term))
    }

    /// What holds of a person whatever the incident.
    pub(super) fn features(&self, person: &Person, found: &mut Vec<Feature>) {
        let context = self.context;
        found.push(Feature::flag(Flag::Always));
        for &index in &person.mentions {
            self.mention(index, found);
        }
        let flag = |holds: bool, flag: Flag| holds.then_some(Feature::flag(flag));
        let words = person.name(context).split(' ').count();
        let first = context.people.iter().position(|mention| mention.name.is_some());
        let times = person.mentions.len();
        found.extend(
            [
                flag(words == 1, Flag::OneWord),
                flag(words > 2, Flag::ThreeWords),
                flag(times == 1, Flag::Once),
                flag(times == 2, Flag::Twice),
                flag(times > 2, Flag::Often),
                flag(first == person.mentions.first().copied(), Flag::FirstNamed),
            ]
            .into_iter()
            .flatten(),
        );
    }

    pub(super) fn mention(&self, index: usize, found: &mut Vec<Feature>) {
        let context = self.context;
        let doc = context.doc;
        let mention = &context.people[index];
        let number = doc.sentence_of(mention.tokens.start);
        let sentence = &doc.sentences[number];
        let (own, within) = (mention.tokens.clone(), sentence.tokens.clone());
        let left = own.start.saturating_sub(WINDOW).max(within.start)..own.start;
        let right = own.end..(own.end + WINDOW).min(within.end);
        self.words(own.clone(), |_| Some(Position::Inside), found);
        let near = |is: bool, near, far| Some(if is { near } else { far });
        self.words(
            left,
            |at| near(at + NEAR >= own.start, Position::LeftNear, Position::LeftFar),
            found,
        );
        self.words(
            right,
            |at| near(at < own.end + NEAR, Position::RightNear, Position::RightFar),
            found,
        );
        let mut before = (own.start.saturating_sub(FARTHEST).max(within.start)..own.start).rev();
        found.extend(before.find_map(|at| self.telling(at)).map(Feature::first_left));
        let mut after = own.end..(own.end + FARTHEST).min(within.end);
        found.extend(after.find_map(|at| self.telling(at)).map(Feature::first_right));
        found.push(Feature::shape(self.left_edge(&own, &within), self.right_edge(&own, &within)));
        self.effects(index, &within, found);
        let flag = |holds: bool, flag: Flag| holds.then_some(Feature::flag(flag));
        let first_here = context.people.partition_point(|p| p.tokens.start < within.start);
        let quoted = |at: usize| doc.is_quoted(at);
        found.extend(
            [
                flag(is_source(context, mention), Flag::Speaks),
                flag(quoted(own.start), Flag::Quoted),
                flag(
                    !quoted(own.start) && (quoted(within.start) || quoted(within.end - 1)),
                    Flag::QuoteBeside,
                ),
                flag(mention.kind == PeopleKind::Name, Flag::NameOnly),
                flag(mention.kind == PeopleKind::Noun, Flag::WithNoun),
                flag(mention.kin, Flag::Kin),
                flag(mention.age.is_some(), Flag::Aged),
                flag(mention.child || mention.age.is_some_and(|age| age < 18), Flag::Child),
                flag(mention.occupation.is_some(), Flag::Worker),
                flag(mention.group == VictimGroup::Deminer, Flag::Deminer),
                flag(mention.group == VictimGroup::SecurityForces, Flag::Security),
                flag(mention.sex.is_some(), Flag::SexKnown),
                flag(first_here == index, Flag::FirstInSentence),
                flag(own.start == within.start, Flag::OpensSentence),
                flag(sentence.kind == SentenceKind::Title, Flag::InTitle),
                flag(sentence.kind == SentenceKind::Item, Flag::InItem),
                flag(number > 0 && sentence.paragraph <= 1, Flag::Lead),
                flag(
                    doc.sentences.last().is_some_and(|last| last.paragraph == sentence.paragraph),
                    Flag::LastParagraph,
                ),
            ]
            .into_iter()
            .flatten(),
        );
    }

    /// The cues in a range, each with where it stands.
    fn words(
        &self,
        range: Range<usize>,
        position: impl Fn(usize) -> Option<Position>,
        found: &mut Vec<Feature>,
    ) {
        let doc = self.context.doc;
        for at in range.clone() {
            for term in doc.terms_at(at).iter().filter(|term| term.end <= range.end) {
                let cue = self.cues.cue(term.class, doc.entry(term));
                if let (Some(cue), Some(position)) = (cue, position(at)) {
                    found.push(Feature::cue(cue, position));
                }
            }
        }
    }

    /// The telling word that begins at a token.
    fn telling(&self, at: usize) -> Option<Cue> {
        let doc = self.context.doc;
        let mut cues =
            doc.terms_at(at).iter().filter_map(|term| self.cues.cue(term.class, doc.entry(term)));
        cues.find(|cue| TELLING.contains(cue))
    }

    /// The harm told nearest before and behind a mention with nobody between, and that of a pronoun that
    /// opens the next sentence.
    fn effects(&self, index: usize, sentence: &Range<usize>, found: &mut Vec<Feature>) {
        let context = self.context;
        let own = &context.people[index].tokens;
        let first = context.effects.partition_point(|e| e.tokens.start < sentence.start);
        let here = context.effects[first..]
            .iter()
            .take_while(|e| e.tokens.start < sentence.end)
            .filter(|e| !e.negated);
        let (mut before, mut after): (Option<&Effect>, Option<&Effect>) = (None, None);
        for effect in here {
            found.push(Feature::flag(Flag::HarmInSentence));
            if effect.tokens.end <= own.start {
                before = Some(effect);
            } else if effect.tokens.start >= own.end && after.is_none() {
                after = Some(effect);
            }
        }
        let free = |gap: Range<usize>| {
            let from = context.people.partition_point(|p| p.tokens.start < gap.start);
            context.people.get(from).is_none_or(|p| p.tokens.start >= gap.end)
        };
        if let Some(effect) = before.filter(|e| free(e.tokens.end..own.start)) {
            found.extend(match effect.harm {
                Harm::Killed => Some(Feature::flag(Flag::AfterKilled)),
                Harm::Injured => Some(Feature::flag(Flag::AfterInjured)),
                _ => None,
            });
        }
        if let Some(effect) = after.filter(|e| free(own.end..e.tokens.start)) {
            found.extend(match effect.harm {
                Harm::Killed => Some(Feature::flag(Flag::BeforeKilled)),
                Harm::Injured => Some(Feature::flag(Flag::BeforeInjured)),
                Harm::Unharmed => Some(Feature::flag(Flag::BeforeUnharmed)),
                _ => None,
            });
        }
        let contact = (own.end..(own.end + FARTHEST).min(sentence.end))
            .find(|&at| self.telling(at) == Some(Cue::Contact));
        if contact.is_some_and(|at| free(own.end..at)) {
            found.push(Feature::flag(Flag::BeforeContact));
        }
        let doc = context.doc;
        let next = doc.sentences.get(doc.sentence_of(sentence.start) + 1);
        if let Some(next) = next {
            let opens =
                next.tokens.start..(next.tokens.start + PRONOUN_WITHIN).min(next.tokens.end);
            let he = opens.clone().any(|at| {
                doc.terms_at(at)
                    .iter()
                    .any(|term| self.cues.cue(term.class, doc.entry(term)) == Some(Cue::He))
            });
            let from = context.effects.partition_point(|e| e.tokens.start < next.tokens.start);
            let harmed = context
                .effects
                .get(from)
                .is_some_and(|effect| effect.tokens.start < next.tokens.end && !effect.negated);
            if he && harmed {
                found.push(Feature::flag(Flag::PronounHarmedNext));
            }
        }
    }

    fn left_edge(&self, own: &Range<usize>, sentence: &Range<usize>) -> Edge {
        match own.start.checked_sub(1).filter(|at| *at >= sentence.start) {
            Some(at) => self.edge(at),
            None => Edge::End,
        }
    }

    fn right_edge(&self, own: &Range<usize>, sentence: &Range<usize>) -> Edge {
        if own.end < sentence.end { self.edge(own.end) } else { Edge::End }
    }

    fn edge(&self, at: usize) -> Edge {
        let doc = self.context.doc;
        match doc.folded(at) {
            "," => return Edge::Comma,
            ";" | "/" => return Edge::Semicolon,
            ":" => return Edge::Colon,
            "-" | "--" => return Edge::Dash,
            "(" | ")" => return Edge::Bracket,
            "\"" | "'" => return Edge::Quote,
            "." | "!" | "?" | "" => return Edge::End,
            _ => {}
        }
        let cues = doc.terms_at(at).iter().filter_map(|t| self.cues.cue(t.class, doc.entry(t)));
        for cue in cues {
            match cue {
                Cue::And => return Edge::And,
                Cue::From => return Edge::From,
                Cue::Be => return Edge::Be,
                Cue::Says | Cue::Cites | Cue::Denies => return Edge::Says,
                Cue::Killed | Cue::Injured | Cue::Unharmed | Cue::Survived => return Edge::Harm,
                Cue::Who => return Edge::Who,
                Cue::Kin | Cue::Job | Cue::Child | Cue::Victim | Cue::OfOneSex | Cue::People => {
                    return Edge::Noun;
                }
                _ => {}
            }
        }
        match doc.kind(at) {
            TokenKind::Number => Edge::Number,
            TokenKind::Capitalised | TokenKind::AllCapitals => Edge::Name,
            _ => Edge::Word,
        }
    }
}
