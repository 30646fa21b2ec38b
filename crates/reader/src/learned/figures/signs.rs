//! What speaks for people being those whom a figure counts.

use std::ops::Range;

use cairn_model::{CountRange, Outcome};

use super::candidates::{BEHIND, Candidate, distance};
use super::features::{Feature, Flag, Scope};
use crate::effects::{Effect, Harm};
use crate::learned::cases::Known;
use crate::learned::cues::Cue;
use crate::learned::near::Near;
use crate::people::PeopleKind;
use crate::segment::SentenceKind;

/// A figure that rules leave open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) incident: usize,
    /// Killed or injured.
    pub(super) outcome: Outcome,
}

impl Slot {
    fn harm(self) -> Harm {
        if self.outcome == Outcome::Killed { Harm::Killed } else { Harm::Injured }
    }
}

/// A text with what is known of its incidents.
pub(super) struct Signs<'n, 'c, 'd> {
    near: &'n Near<'c, 'd>,
    known: &'n Known<'n>,
}

struct Flags(Vec<Flag>);

impl Flags {
    fn add(&mut self, holds: bool, flag: Flag) {
        if holds {
            self.0.push(flag);
        }
    }
}

impl<'n, 'c, 'd> Signs<'n, 'c, 'd> {
    pub(super) const fn new(near: &'n Near<'c, 'd>, known: &'n Known<'n>) -> Self {
        Self { near, known }
    }

    /// What holds of each candidate of an incident, whichever of its figures is open.
    pub(super) fn shared(&self, incident: usize, all: &[Candidate]) -> Vec<Vec<Feature>> {
        let context = self.near.context;
        let mut of_occasion = Vec::new();
        for facts in &self.known.events[incident].facts {
            self.cues(&facts.tokens, Scope::Occasion, &mut of_occasion);
        }
        for behind in self.behind(incident) {
            self.cues(&context.doc.sentences[behind].tokens, Scope::Behind, &mut of_occasion);
        }
        sort(&mut of_occasion);
        let mut last: Option<(usize, Vec<Feature>)> = None;
        let mut of = |candidate: &Candidate| {
            let tokens = candidate.tokens(context);
            let sentence = context.doc.sentence_of(tokens.start);
            let of_sentence = match last.take() {
                Some((same, features)) if same == sentence => features,
                _ => self.of_sentence(sentence),
            };
            let mut around = Vec::with_capacity(96);
            for &mention in &candidate.mentions {
                self.near.mention(mention, &mut around);
            }
            let mut found: Vec<Feature> = around.into_iter().map(Feature::around).collect();
            let within = &context.doc.sentences[sentence].tokens;
            self.cues(&self.clause(&tokens, within), Scope::Clause, &mut found);
            found.extend(of_occasion.iter().chain(&of_sentence));
            sort(&mut found);
            last = Some((sentence, of_sentence));
            found
        };
        all.iter().map(&mut of).collect()
    }

    /// What a sentence shows of everybody in it.
    fn of_sentence(&self, sentence: usize) -> Vec<Feature> {
        let doc = self.near.context.doc;
        let mut found = Vec::new();
        for term in doc.sentences[sentence].tokens.clone().flat_map(|token| doc.terms_at(token)) {
            found.extend(self.near.context.cues().kind(term.class).map(Feature::kind));
        }
        if let Some(next) = doc.sentences.get(sentence + 1) {
            self.cues(&next.tokens, Scope::Next, &mut found);
        }
        sort(&mut found);
        found
    }

    /// The features of a candidate among others, in ascending order, each once; `shared` holds of it whichever
    /// figure is open.
    pub(super) fn features(
        &self,
        slot: Slot,
        all: &[Candidate],
        at: usize,
        shared: &[Feature],
    ) -> Vec<Feature> {
        let context = self.near.context;
        let candidate = &all[at];
        let sentence = context.doc.sentence_of(candidate.tokens(context).start);
        let within = &context.doc.sentences[sentence].tokens;
        let mut flags = Flags(Vec::with_capacity(48));
        flags.add(true, Flag::Always);
        self.count(slot, candidate, &mut flags);
        self.harms(slot, candidate, within, &mut flags);
        self.place(slot, all, at, &mut flags);
        let mut found = Vec::with_capacity(shared.len() + flags.0.len());
        found.extend_from_slice(shared);
        found.extend(flags.0.into_iter().map(Feature::flag));
        sort(&mut found);
        found
    }

    /// The sentences right behind an event's, which are of no event.
    fn behind(&self, incident: usize) -> impl Iterator<Item = usize> {
        let told = |sentence: usize| {
            self.known.events.iter().any(|e| e.facts.iter().any(|f| f.sentence == sentence))
        };
        let last = self.known.events[incident].facts.iter().map(|facts| facts.sentence).max();
        let first = last.map_or(usize::MAX, |last| last + 1);
        let sentences = self.near.context.doc.sentences.len();
        (first..first.saturating_add(BEHIND).min(sentences)).take_while(move |&s| !told(s))
    }

    /// The kinds of words in a range.
    fn cues(&self, range: &Range<usize>, scope: Scope, found: &mut Vec<Feature>) {
        let doc = self.near.context.doc;
        let terms = range.clone().flat_map(|at| doc.terms_at(at));
        found.extend(terms.filter_map(|t| Some(Feature::cue(self.near.cue(t)?, scope))));
    }

    /// How many they are, and beside the other figure.
    fn count(&self, slot: Slot, candidate: &Candidate, flags: &mut Flags) {
        let context = self.near.context;
        let incident = &self.known.incidents[slot.incident];
        let other = if slot.harm() == Harm::Killed { incident.injured } else { incident.killed };
        let (count, one) = (candidate.count, candidate.count == CountRange::exactly(1));
        let exact = count.exact();
        flags.add(one, Flag::One);
        flags.add(exact == Some(2), Flag::Two);
        flags.add(exact.is_some_and(|n| (3..=6).contains(&n)), Flag::Few);
        flags.add(exact.is_some_and(|n| n > 6), Flag::Many);
        flags.add(exact.is_none(), Flag::Open);
        let told = other.filter(|other| *other != CountRange::ZERO);
        flags.add(other.is_none(), Flag::OtherUnsaid);
        flags.add(other == Some(CountRange::ZERO), Flag::OtherNone);
        flags.add(other.is_some_and(|o| o.least() == 1), Flag::OtherOne);
        flags.add(other.is_some_and(|o| o.least() > 1), Flag::OtherMany);
        flags.add(one && told.is_some(), Flag::OneAndOther);
        flags.add(!one && told.is_some(), Flag::ManyAndOther);
        flags.add(one && told.is_none(), Flag::OneAlone);
        flags.add(!one && told.is_none(), Flag::ManyAlone);
        if let Some(other) = told {
            flags.add(other == count, Flag::Same);
            flags.add(count.least() < other.least(), Flag::Fewer);
            flags.add(count.least() > other.least(), Flag::More);
        }
        flags.add(candidate.mentions.len() > 1, Flag::Sum);
        flags.add(candidate.mentions.len() == 2, Flag::SumOfTwo);
        for mention in candidate.mentions.iter().map(|&i| &context.people[i]) {
            flags.add(mention.kind == PeopleKind::Pronoun, Flag::Pronoun);
            flags.add(mention.kind == PeopleKind::Bare, Flag::Bare);
            flags.add(mention.name.is_some(), Flag::Named);
            flags.add(mention.definite, Flag::Definite);
            flags.add(mention.plural, Flag::Plural);
        }
    }

    /// What became of others in the sentence and in the clause, and what weak words say of these.
    fn harms(&self, slot: Slot, candidate: &Candidate, within: &Range<usize>, flags: &mut Flags) {
        let context = self.near.context;
        let tokens = candidate.tokens(context);
        let clause = self.clause(&tokens, within);
        for effect in context.effects.iter().filter(|e| within.contains(&e.tokens.start)) {
            let in_clause = clause.contains(&effect.tokens.start);
            if effect.people.iter().any(|i| candidate.mentions.contains(i)) {
                attached(slot, effect, flags);
                continue;
            }
            if effect.negated || !matches!(effect.harm, Harm::Killed | Harm::Injured) {
                continue;
            }
            flags.add(effect.weak, Flag::WeakHere);
            if effect.harm == slot.harm() {
                let loose = effect.people.is_empty();
                flags.add(!loose, Flag::HarmHere);
                flags.add(loose, Flag::LooseHarmHere);
                flags.add(!loose && in_clause, Flag::HarmInClause);
                flags.add(loose && in_clause, Flag::LooseInClause);
            } else {
                flags.add(true, Flag::OtherHarmHere);
                flags.add(in_clause, Flag::OtherInClause);
                flags.add(effect.tokens.start < tokens.start, Flag::OtherHarmBefore);
                flags.add(effect.tokens.start >= tokens.end, Flag::OtherHarmAfter);
            }
        }
        let next = context.doc.sentences.get(context.doc.sentence_of(tokens.start) + 1);
        if let Some(next) = next {
            for effect in context.effects.iter().filter(|e| next.tokens.contains(&e.tokens.start)) {
                flags.add(effect.weak && !effect.negated, Flag::WeakNext);
                let loose = !effect.negated && effect.people.is_empty();
                flags.add(loose && effect.harm == slot.harm(), Flag::LooseNext);
            }
        }
        for facts in &self.known.events[slot.incident].facts {
            for effect in facts.effects.iter().map(|&i| &context.effects[i]) {
                let loose = !effect.negated && effect.people.is_empty();
                flags.add(loose && effect.harm == slot.harm(), Flag::LooseOfOccasion);
            }
        }
        let explosions = context.doc.class("explosions");
        for term in context.doc.terms_in(clause.clone(), explosions) {
            let cue = self.near.cue(term);
            flags.add(cue == Some(Cue::Contact), Flag::ContactInClause);
            flags.add(cue != Some(Cue::Contact), Flag::TriggerInClause);
        }
        flags.add(clause.start == tokens.start, Flag::Begins);
        flags.add(clause.end == tokens.end, Flag::Ends);
    }

    /// The tokens around some to the next mark.
    fn clause(&self, own: &Range<usize>, within: &Range<usize>) -> Range<usize> {
        let doc = self.near.context.doc;
        let parts = |at: &usize| {
            matches!(doc.folded(*at), "," | ";" | ":" | "." | "!" | "?" | "(" | ")" | "–" | "—")
        };
        let start = (within.start..own.start).rev().find(parts).map_or(within.start, |at| at + 1);
        let end = (own.end..within.end).find(parts).unwrap_or(within.end);
        start..end
    }

    /// Where they stand among the event's sentences and the other candidates.
    fn place(&self, slot: Slot, all: &[Candidate], at: usize, flags: &mut Flags) {
        let context = self.near.context;
        let doc = context.doc;
        let candidate = &all[at];
        let start = candidate.tokens(context).start;
        let event = self.known.events[slot.incident];
        if let Some(distance) = distance(context, event, start) {
            flags.add(distance.sentences > 0 && !distance.ahead, Flag::Behind);
            flags.add(distance.sentences > 0 && distance.ahead, Flag::Ahead);
            flags.add(distance.sentences > 1, Flag::Far);
        }
        let sentence = doc.sentence_of(start);
        let paragraph = doc.sentences[sentence].paragraph;
        let same = |s: usize| doc.sentences[s].paragraph == paragraph;
        flags.add(!event.facts.iter().any(|f| same(f.sentence)), Flag::OtherParagraph);
        flags.add(doc.sentences[sentence].kind == SentenceKind::Title, Flag::TitleOnly);
        flags.add(context.is_tally_sentence(sentence), Flag::Tallying);
        flags.add(event.is_recorded(), Flag::Recorded);
        flags.add(self.known.incidents.len() > 1, Flag::SeveralOccasions);
        let again = |other: &Candidate| other.count == candidate.count;
        flags.add(all[..at].iter().any(again), Flag::SaidBefore);
        flags.add(all[at + 1..].iter().any(again), Flag::SaidAfter);
        let here = |other: &&Candidate| doc.sentence_of(other.tokens(context).start) == sentence;
        let before = all[..at].iter().any(|c| here(&c));
        let after = all[at + 1..].iter().any(|c| here(&c));
        flags.add(!before, Flag::FirstHere);
        flags.add(!after, Flag::LastHere);
        flags.add(!before && !after, Flag::OnlyHere);
        flags.add(all.len() == 1, Flag::OnlyOne);
        flags.add(at == 0, Flag::FirstOne);
    }
}

fn sort(features: &mut Vec<Feature>) {
    features.sort_unstable();
    features.dedup();
}

/// What an effect that does not settle it says of the candidate.
fn attached(slot: Slot, effect: &Effect, flags: &mut Flags) {
    flags.add(effect.negated, Flag::AttachedDenied);
    if effect.negated {
        return;
    }
    flags.add(effect.harm == slot.harm(), Flag::Attached);
    flags.add(effect.weak, Flag::AttachedWeak);
    flags.add(effect.harm == Harm::Harmed, Flag::AttachedHarmed);
    flags.add(effect.harm == Harm::Casualties, Flag::AttachedCasualties);
}
