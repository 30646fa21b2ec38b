//! Two sources, two figures for one quantity: "The ministry has 120 dead; a network of doctors counted
//! 143." The second figure often stands bare, or counts bodies where the first counted the dead.

mod figures;

use std::ops::Range;

use cairn_model::{Contradiction, ContradictionKind};

use super::contradiction;
use super::counted::{Counter, Thing, Trait};
use super::disputes::Dispute;
use crate::context::Context;
use crate::incidents::{Occasions, is_reporting};
use crate::lexicon::Class;
use crate::mentions::{Number, PlaceRole};
use crate::sources::{names_source, said_by};
use crate::token::TokenKind;
use figures::Figure;

/// The first figure stands at most this many sentences before the second.
const TOLD_WITHIN: usize = 6;

struct Rivals<'c, 'd> {
    counter: Counter<'c, 'd>,
    occasions: &'c Occasions,
    reporting: Class,
    toll_speech: Class,
    estimates: Class,
    remains: Class,
    subsets: Class,
    further: Class,
    superseded: Class,
    partitives: Class,
    people: Class,
    functions: Class,
    effects: Class,
    harm: Class,
    auxiliaries: Class,
    determiners: Class,
}

/// Figures of different sources that cannot both be true.
pub(super) fn disagreements<'c>(
    context: &'c Context<'_>,
    occasions: &'c Occasions,
    known: &[Contradiction],
) -> Vec<(Contradiction, Dispute)> {
    let doc = context.doc;
    let rivals = Rivals {
        counter: Counter::new(context),
        occasions,
        reporting: doc.class("reporting"),
        toll_speech: doc.class("toll_speech"),
        estimates: doc.class("estimates"),
        remains: doc.class("remains"),
        subsets: doc.class("subsets"),
        further: doc.class("further"),
        superseded: doc.class("superseded"),
        partitives: doc.class("partitives"),
        people: doc.class("people"),
        functions: doc.class("function_words"),
        effects: doc.class("effects"),
        harm: doc.class("tally_harm"),
        auxiliaries: doc.class("auxiliaries"),
        determiners: doc.class("determiners"),
    };
    let numbered = context.numbers.iter().filter_map(|n| rivals.figure(n));
    let uncounted = context.effects.iter().filter_map(|effect| rivals.uncounted(effect));
    let mut figures: Vec<Figure> = numbered.chain(uncounted).collect();
    figures.sort_by_key(|figure| figure.at.start);
    let mut found: Vec<(Contradiction, Dispute)> = Vec::new();
    for index in 1..figures.len() {
        let Some((one, dispute)) = rivals.check(&figures, index) else { continue };
        // A third version of what is already disputed is no second dispute.
        let disputed = |other: &Contradiction| {
            other.kind == ContradictionKind::RestatedDifferently
                && other.values.iter().any(|value| one.values.contains(value))
        };
        if !known.iter().chain(found.iter().map(|(other, _)| other)).any(disputed) {
            found.push((one, dispute));
        }
    }
    found
}

impl Rivals<'_, '_> {
    fn check(&self, figures: &[Figure], index: usize) -> Option<(Contradiction, Dispute)> {
        let doc = self.counter.context.doc;
        let rival = &figures[index];
        let speaks = rival.given
            || rival.echoes
            || rival.remains
            || rival.harm.is_some()
            || rival.bare && self.is_contrasted(rival);
        if !speaks || self.is_update(rival.sentence) {
            return None;
        }
        let near = figures[..index]
            .iter()
            .rev()
            .take_while(|first| first.sentence + TOLD_WITHIN >= rival.sentence);
        let holds = |first: &&Figure| !first.open && !self.is_superseded(first.sentence);
        let first = near.filter(holds).find(|first| self.is_rival(first, rival))?;
        // "at least 15" may be 20, and is not twelve.
        if rival.open && rival.value <= first.value {
            return None;
        }
        let known = figures[..index]
            .iter()
            .any(|other| other.value == rival.value && (other.harm == first.harm || other.bare));
        let far = first.value.max(rival.value) > first.value.min(rival.value) * 3 + 2;
        // What is told of fewer is a part, unless somebody gives it as the figure for all.
        let fewer = rival.value < first.value
            && !(rival.bare && (rival.given || rival.echoes))
            && !in_row(figures, first, rival);
        let lone = fewer || rival.value == 1 || self.made_up(figures, first, rival);
        if known || far || lone || first.value == rival.value || is_rounded(first, rival) {
            return None;
        }
        let mut evidence = vec![doc.sentence_evidence(first.sentence)];
        if first.sentence != rival.sentence {
            evidence.push(doc.sentence_evidence(rival.sentence));
        }
        let said = contradiction(
            ContradictionKind::RestatedDifferently,
            [first.value, rival.value],
            format!("{}, and {} by another source", first.value, rival.value),
            evidence,
        );
        let sources = said_by(&self.counter.context.sources, rival.at.clone());
        let sources = sources.into_iter().map(|source| source.name.clone()).collect();
        let values = [first.value, rival.value];
        Some((said, Dispute { harm: first.harm, values, sources }))
    }

    /// Whether a figure is another source's for what was counted before. One who has died may well be the
    /// second in the words that tell of it.
    fn is_rival(&self, first: &Figure, rival: &Figure) -> bool {
        // "lifted 212 mines … The agency gives 221."
        let of_things = matches!(first.thing, Thing::Ordnance | Thing::Area | Thing::Incidents)
            && (rival.bare && (rival.given || rival.echoes) || rival.thing == first.thing);
        let of_people = first.harm.is_some()
            || first.by == Trait::Harm
            || of_things
            || first.bare && first.given && rival.bare;
        let same = match (rival.bare, rival.harm) {
            (true, None) => true,
            (_, harm) => harm == first.harm,
        };
        let same_noun = rival.noun.is_empty()
            || first.noun.is_empty()
            || rival.remains
            || rival.noun == first.noun
            || first.by == rival.by && rival.by == Trait::Harm;
        let toll = first.value == 1 && first.sentence == rival.sentence;
        of_people
            && !toll
            && same
            && same_noun
            && self.occasions.may_be_one(first.sentence, rival.sentence)
            && self.same_matter(first, rival)
            && self.other_source(first, rival)
    }

    /// Whether nothing in a sentence says that its figure is for another time, place or occasion.
    fn same_matter(&self, first: &Figure, rival: &Figure) -> bool {
        let context = self.counter.context;
        let doc = context.doc;
        let [told, here] =
            [first, rival].map(|figure| doc.sentences[figure.sentence].tokens.clone());
        let here = match told == here {
            true => self.clause(first, rival)..here.end,
            false => here,
        };
        let days = context
            .dates_in(&here)
            .iter()
            .filter(|date| !is_reporting(context, date))
            .all(|date| context.dates_in(&told).iter().any(|other| other.span == date.span));
        let places = context
            .places
            .iter()
            .filter(|place| here.contains(&place.tokens.start) && place.role == PlaceRole::Where)
            .filter(|place| !self.names_speaker(place.tokens.start))
            .all(|place| {
                context.places.iter().any(|other| {
                    other.tokens.start < here.start
                        && other.settlement == place.settlement
                        && other.district == place.district
                })
            });
        // "the mine killed four": the one that was told of.
        let known = |at: usize| {
            let article =
                at.checked_sub(1).and_then(|before| doc.entry_at(before, self.determiners));
            article.is_some_and(|entry| &*entry.value == "definite")
        };
        let nouns = doc.terms_in(here.clone(), doc.class("explosions")).map(|term| term.start);
        let devices = context.devices_in(&here).iter().map(|device| device.tokens.start);
        let things = first.thing == Thing::Ordnance;
        let occasion = !things && nouns.chain(devices).any(|at| !known(at));
        days && places && (!occasion || rival.bare)
    }

    /// "While the file has 31 dead, the stone honours 34": a bare figure set against another.
    fn is_contrasted(&self, rival: &Figure) -> bool {
        let doc = self.counter.context.doc;
        let start = doc.sentences[rival.sentence].tokens.start;
        doc.terms_in(start..rival.at.start, doc.class("contrasts")).next().is_some()
            || doc
                .entries_from(start..rival.at.start, doc.class("conjunctions"))
                .any(|(_, entry)| &*entry.value == "while" && !entry.has("earlier"))
    }

    /// Whether a paper or the like is the subject that gives a figure.
    fn is_of_paper(&self, clause: Range<usize>) -> bool {
        let doc = self.counter.context.doc;
        let small = |at: usize| doc.entry_at(at, self.functions).is_some();
        let nouns = doc.class("statement_nouns");
        clause.clone().take(4).any(|at| {
            doc.entry_at(at, nouns).is_some()
                && (clause.start..at).all(|at| small(at) || doc.kind(at) == TokenKind::Word)
        })
    }

    /// Where the clause begins that gives the second figure of one sentence.
    fn clause(&self, first: &Figure, rival: &Figure) -> usize {
        let doc = self.counter.context.doc;
        (first.at.end..rival.at.start)
            .rfind(|&at| doc.kind(at) == TokenKind::Mark)
            .unwrap_or(first.at.end)
    }

    /// "the headman of Tolm": a place in the name of whoever speaks.
    fn names_speaker(&self, at: usize) -> bool {
        self.counter.context.sources.iter().any(|source| source.tokens.contains(&at))
    }

    /// Whether a third figure makes up the difference: "Four died on the spot. Two others died later."
    fn made_up(&self, figures: &[Figure], first: &Figure, rival: &Figure) -> bool {
        let context = self.counter.context;
        let missing = first.value.abs_diff(rival.value);
        let near = rival.sentence.saturating_sub(1)..rival.sentence + 3;
        let others = context.numbers.iter().filter(|n| {
            near.contains(&context.doc.sentence_of(n.tokens.start))
                && n.tokens != first.at
                && n.tokens != rival.at
        });
        let listed = figures.iter().any(|other| {
            // "nine dead and one injured": another harm makes nothing up.
            let same = other.harm.is_none() || first.harm.is_none() || other.harm == first.harm;
            same && other.value == missing && other.at != first.at && near.contains(&other.sentence)
        });
        let explains = |n: &Number| {
            Counter::exact(n) == Some(missing)
                && (self.told(n).is_some_and(|told| told.harm.is_some() && told.harm == first.harm)
                    && !self.is_part(n)
                    || self.is_part(n)
                        && rival.value < first.value
                        && n.tokens.start > rival.at.start)
        };
        // "three here and two there … all five"
        let added = rival.value > first.value
            && missing > 1
            && context.numbers.iter().any(|n| {
                let beside = context.doc.sentence_of(n.tokens.start) == first.sentence;
                let other = n.tokens.start > first.at.start && !self.is_part(n);
                beside && other && Counter::exact(n) == Some(missing)
            });
        listed || added || others.into_iter().any(explains)
    }

    /// Whether somebody else gives the second figure.
    fn other_source(&self, first: &Figure, rival: &Figure) -> bool {
        let context = self.counter.context;
        let doc = context.doc;
        let names = |figure: &Figure| {
            said_by(&context.sources, figure.at.clone())
                .into_iter()
                .map(|source| source.name.as_str())
                .collect::<Vec<_>>()
        };
        let before = names(first);
        let sentence = doc.sentences[rival.sentence].tokens.clone();
        // "While the file has 31 dead, the stone honours 34", "The handout says 1,490."
        if first.sentence == rival.sentence && rival.bare && self.is_contrasted(rival)
            || rival.bare && rival.given && self.is_of_paper(sentence.start..rival.at.start)
        {
            return true;
        }
        // A source that goes on from the sentence before is not that of a new subject.
        let here: Vec<&str> = said_by(&context.sources, rival.at.clone())
            .into_iter()
            .filter(|source| sentence.contains(&source.cue.start))
            .map(|source| source.name.as_str())
            .collect();
        let start = match first.sentence == rival.sentence {
            true => first.at.end,
            false => sentence.start,
        };
        let named = names_source(doc, start..rival.at.start);
        if here.is_empty() {
            // "In the village nine graves have been dug": what is seen there, against what was said.
            let seen = rival.remains && !before.is_empty() && first.sentence != rival.sentence;
            return named && (rival.given || rival.echoes) || seen;
        }
        here.iter().all(|name| !before.contains(name)) || named && first.sentence == rival.sentence
    }

    /// "By evening the ministry spoke of five": a later figure, or one that no longer holds.
    fn is_update(&self, sentence: usize) -> bool {
        let updates = self.context().doc.class("updates");
        self.is_superseded(sentence) || self.has(sentence, updates)
    }

    /// "They had spoken of six dead": a figure that no longer holds.
    fn is_superseded(&self, sentence: usize) -> bool {
        let doc = self.context().doc;
        let tokens = doc.sentences[sentence].tokens.clone();
        let before = |term| doc.entry(term).has("before");
        self.has(sentence, self.superseded)
            || doc.terms_in(tokens, doc.class("updates")).any(before)
    }

    fn has(&self, sentence: usize, class: Class) -> bool {
        let doc = self.context().doc;
        doc.terms_in(doc.sentences[sentence].tokens.clone(), class).next().is_some()
    }

    const fn context(&self) -> &Context<'_> {
        self.counter.context
    }
}

/// "six dead and eleven wounded … six dead and nine wounded": another figure beside each is the same.
fn in_row(figures: &[Figure], first: &Figure, rival: &Figure) -> bool {
    let beside = |figure: &Figure| {
        let sentence = figure.sentence;
        let harm = figure.harm;
        figures.iter().find(move |other| {
            other.sentence == sentence && other.harm.is_some() && other.harm != harm
        })
    };
    match (beside(first), beside(rival)) {
        (Some(a), Some(b)) => a.harm == b.harm && a.value == b.value && first.harm == rival.harm,
        _ => false,
    }
}

/// "2,317 … about 2,300": the same figure, rounded.
fn is_rounded(first: &Figure, rival: &Figure) -> bool {
    let (exact, round) = match first.value % 10 {
        0 => (rival.value, first.value),
        _ => (first.value, rival.value),
    };
    [100, 1_000, 10_000].into_iter().any(|unit| {
        exact >= unit * 2 && round.is_multiple_of(unit) && exact.abs_diff(round) * 2 <= unit
    })
}
