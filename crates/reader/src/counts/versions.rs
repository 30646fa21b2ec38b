//! Whether a figure is another's version of what was counted before, and no further people.

use std::ops::Range;

use cairn_model::{CountRange, VictimGroup};

use super::further::adds;
use super::total::Total;
use crate::context::Context;
use crate::effects::Effect;
use crate::incidents::Facts;
use crate::people::{PeopleKind, PeopleMention};
use crate::sources::said_by;

/// Words between a verb of counting and its figure.
const FIGURE_WITHIN: usize = 4;

impl Total {
    /// "The centre reported nine dead, the observatory speaks of six": a figure behind another verb of
    /// speech in one sentence.
    pub(super) fn is_other_version(
        &self,
        context: &Context<'_>,
        effect: &Effect,
        facts: &Facts,
    ) -> bool {
        let doc = context.doc;
        let Some(counted) = self.counted.filter(|_| facts.sentence == self.sentence) else {
            return false;
        };
        let said = |gap: Range<usize>| doc.terms_in(gap, doc.class("reporting")).next().is_some();
        let between = counted..effect.tokens.start;
        said(facts.tokens.start..counted)
            && said(between.clone())
            && between.clone().any(|at| matches!(doc.folded(at), ";" | ","))
            && !doc.terms_in(between, doc.class("further")).any(|_| true)
    }

    /// "Three died, the ministry said. The rebels said eleven soldiers died": more than were counted,
    /// and other sources say so.
    pub(super) fn is_of_other_source(
        &self,
        context: &Context<'_>,
        effect: &Effect,
        count: CountRange,
    ) -> bool {
        let (Some(counted), Some(total)) = (self.counted, self.count) else { return false };
        let people: Vec<&PeopleMention> =
            effect.people.iter().map(|&i| &context.people[i]).collect();
        // "eight of the injured": some of those counted.
        let partitives = context.doc.class("partitives");
        let told = |p: &&PeopleMention| {
            context.doc.entry_at(p.tokens.end, partitives).is_some()
                || p.kind == PeopleKind::Pronoun
                || p.definite
                || p.name.is_some()
                || adds(context, p, people.len() == 1)
        };
        let more =
            count.exact().is_some_and(|n| n > 1 && total.most().is_some_and(|most| n > most));
        if !more || effect.resumed || effect.weak || people.iter().any(told) {
            return false;
        }
        let figure = counted_as_such(context, counted)
            && !people.iter().any(|p| of_another_kind(context, counted, p));
        figure && other_sources(context, counted, effect.tokens.start)
    }
}

/// "Three soldiers died. Six rebels died": people of another group are others.
fn of_another_kind(context: &Context<'_>, effect: usize, people: &PeopleMention) -> bool {
    // "spoke of eleven dead soldiers": a figure for all, whatever its noun.
    let start = people.tokens.start;
    let given = context.doc.class("toll_speech");
    if (start.saturating_sub(FIGURE_WITHIN)..start)
        .any(|at| context.doc.term_at(at, given).is_some())
    {
        return false;
    }
    let at = context.effects.partition_point(|other| other.tokens.start < effect);
    let first = context.effects.get(at).and_then(|effect| effect.people.first());
    first.is_some_and(|&i| {
        let first = &context.people[i];
        let known = |mention: &PeopleMention| mention.group != VictimGroup::Unknown;
        known(first) && known(people) && first.group != people.group
    })
}

/// Whether a number or a plural counted those harmed, and not "a man", to whom others may be added.
fn counted_as_such(context: &Context<'_>, effect: usize) -> bool {
    let numbers = context.doc.class("numbers");
    let at = context.effects.partition_point(|other| other.tokens.start < effect);
    context.effects.get(at).is_some_and(|first| {
        first.people.iter().any(|&i| {
            let mention = &context.people[i];
            let number = |at: usize| context.doc.entry_at(at, numbers).is_some();
            mention.plural && mention.count.is_some() || mention.tokens.clone().any(number)
        })
    })
}

/// Whether what stands at one token is said by none of those who say what stands at another.
fn other_sources(context: &Context<'_>, first: usize, second: usize) -> bool {
    let before = said_by(&context.sources, first..first + 1);
    let after = said_by(&context.sources, second..second + 1);
    !after.is_empty() && after.iter().all(|a| before.iter().all(|b| a.name != b.name))
}

/// Whether a figure is set against another: the words that do so stand before it or before its sentence, and
/// it is no single person known by name or age ("her brother, 10, is in a serious but stable state").
pub(super) fn sets_against(context: &Context<'_>, effect: &Effect, facts: &Facts) -> bool {
    let doc = context.doc;
    let contrasts = doc.class("contrasts");
    let known = |&i: &usize| context.people[i].name.is_some() || context.people[i].age.is_some();
    let own = doc.terms_in(facts.tokens.clone(), contrasts).next();
    facts.contrasts
        && own.is_none_or(|term| {
            &*doc.entry(term).value == "versions" || term.start < effect.tokens.end
        })
        && !effect.people.iter().any(known)
}
