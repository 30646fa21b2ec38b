//! What people told of are to those counted before: others, a part of them, the same again.

use cairn_model::CountRange;

use super::OtherKind;
use crate::context::Context;
use crate::effects::{Effect, Harm};
use crate::incidents::Facts;
use crate::mentions::NumberKind;
use crate::people::{PeopleKind, PeopleMention};

/// "State television put the toll at four": somebody's figure, not one that has been reached.
pub(super) fn is_put(context: &Context<'_>, effect: &Effect, facts: &Facts) -> bool {
    let doc = context.doc;
    let start = effect.tokens.start;
    (start.saturating_sub(3).max(facts.tokens.start)..start)
        .any(|at| doc.entry_at(at, doc.class("estimates")).is_some())
}

/// A number of people spoken of before: "all four wounded", "the seven killed" (all of them), "eight
/// of the injured" (a part), "put the injured at four" (another's figure).
pub(super) fn taken_up(
    context: &Context<'_>,
    effect: &Effect,
    facts: &Facts,
) -> Option<(u64, OtherKind)> {
    let doc = context.doc;
    let start = effect.tokens.start;
    let exact = |mention: &PeopleMention| mention.count.and_then(CountRange::exact);
    // "The four wounded soldiers": the effect stands inside the mention.
    let inside = context.people.iter().find(|p| {
        p.tokens.contains(&start) && p.definite && p.plural && exact(p).is_some_and(|n| n > 1)
    });
    if let Some(mention) = inside {
        return exact(mention).map(|figure| (figure, OtherKind::Restated));
    }
    // "The bodies of all nine victims."
    let victims = |p: &&PeopleMention| {
        let noun = doc.entry_at(p.tokens.end - 1, doc.class("people"));
        p.definite
            && p.tokens.start >= effect.tokens.end
            && noun.is_some_and(|noun| noun.has("general"))
    };
    if let [only] = effect.people.as_slice()
        && let Some(figure) =
            context.people.get(*only).filter(victims).and_then(exact).filter(|&n| n > 1)
    {
        return Some((figure, OtherKind::Restated));
    }
    // "The bodies of the six dead": a number with the article before an adjective of the same harm.
    let of_dead = |mention: &&PeopleMention| {
        let next = doc.entry_at(mention.tokens.end, doc.class("effects"));
        mention.definite
            && mention.kind == PeopleKind::Bare
            && mention.tokens.start >= effect.tokens.end
            && next.is_some_and(|next| &*next.value == "killed" && effect.harm == Harm::Killed)
    };
    if let [only] = effect.people.as_slice()
        && let Some(figure) =
            context.people.get(*only).filter(of_dead).and_then(exact).filter(|&n| n > 1)
    {
        return Some((figure, OtherKind::Restated));
    }
    if !effect.resumed {
        return None;
    }
    // "the other three": those who are left.
    let rest = |mention: &PeopleMention| {
        let article = doc.entry_at(mention.tokens.start, doc.class("determiners"));
        article.is_some_and(|entry| entry.has("rest"))
    };
    let counted = |i: &usize| {
        let mention = &context.people[*i];
        (mention.definite
            && mention.kind == PeopleKind::Bare
            && mention.tokens.end == start
            && !rest(mention))
        .then(|| exact(mention))
        .flatten()
        .filter(|&n| n > 1)
    };
    // "The two wounded who were flown out": those of them.
    let nouns = doc.class("people");
    let some = doc.entry_at(effect.tokens.end, nouns).is_some_and(|next| next.has("relative"));
    if let Some(figure) = effect.people.iter().find_map(counted).filter(|_| !some) {
        return Some((figure, OtherKind::Restated));
    }
    // "eight of the injured"
    let of = start.checked_sub(2).filter(|&at| doc.entry_at(at, doc.class("partitives")).is_some());
    if let Some(of) = of {
        let part = context.people.iter().position(|p| p.tokens.end == of)?;
        // "Two of the wounded have died": nothing of how many are wounded.
        let died = |other: &Effect| other.harm == Harm::Killed && other.people.contains(&part);
        let left = effect.harm == Harm::Killed || !context.effects.iter().any(died);
        return exact(&context.people[part])
            .filter(|_| left)
            .map(|figure| (figure, OtherKind::Part));
    }
    // "put the injured at four"
    let puts = (facts.tokens.start..start)
        .rev()
        .take(4)
        .any(|at| doc.entry_at(at, doc.class("estimates")).is_some());
    puts.then(|| {
        context
            .people
            .iter()
            .find(|p| {
                p.kind == PeopleKind::Bare
                    && p.tokens.start > start
                    && p.tokens.end <= facts.tokens.end
            })
            .and_then(exact)
    })
    .flatten()
    .map(|figure| (figure, OtherKind::Restated))
}

/// "Twelve died; this total includes two who died in hospital": a part of those told of just before.
pub(super) fn is_included(context: &Context<'_>, effect: &Effect, facts: &Facts) -> bool {
    let doc = context.doc;
    let Some(first) = effect.people.first().map(|&i| context.people[i].tokens.start) else {
        return false;
    };
    let known = context.effects.partition_point(|e| e.tokens.start < first);
    let before = context.effects[..known].iter().rev();
    let mut before = before.take_while(|other| other.tokens.start >= facts.tokens.start);
    let before = before.find(|other| {
        other.harm == effect.harm && other.tokens.end <= first && !other.people.is_empty()
    });
    before.is_some_and(|before| {
        // "Six are dead, after a woman died in hospital": the six include her.
        let earlier = first > before.tokens.end
            && doc
                .entry_at(first - 1, doc.class("conjunctions"))
                .is_some_and(|entry| entry.has("earlier"));
        if earlier {
            return true;
        }
        let mut terms = doc.terms_in(before.tokens.end..first, doc.class("subsets"));
        terms.any(|term| term.end + 1 >= first)
    })
}

/// "A fourth member of the family has died": as many have died by now, where nobody else was told to
/// be hurt before ("two were hurt and a third died").
pub(super) fn reached(
    context: &Context<'_>,
    effect: &Effect,
    told: Option<CountRange>,
) -> Option<u64> {
    let [person] = effect.people.as_slice() else { return None };
    let person = &context.people[*person];
    let one = person.kind == PeopleKind::Noun && !person.definite && !person.plural;
    let number = context
        .numbers
        .iter()
        .find(|n| n.kind == NumberKind::Ordinal && person.tokens.contains(&n.tokens.start))
        .filter(|_| one && told.is_none() && effect.harm == Harm::Killed)?;
    let value = number.value.least();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to lie in 2..=99"
    )]
    (value.fract() == 0.0 && (2.0..=99.0).contains(&value)).then_some(value as u64)
}

/// "three more", "another man", "a fourth": people beyond those counted.
pub(super) fn adds(context: &Context<'_>, mention: &PeopleMention, alone: bool) -> bool {
    let doc = context.doc;
    let class = doc.class("further");
    let ordinal = alone
        && mention.kind == PeopleKind::Bare
        && !mention.definite
        && context
            .numbers
            .iter()
            .any(|n| n.kind == NumberKind::Ordinal && mention.tokens.contains(&n.tokens.start));
    ordinal || mention.tokens.clone().any(|at| doc.entry_at(at, class).is_some())
}

/// "Her driver also died": whether a word beside the verb says that it befell others before.
pub(super) fn likewise(context: &Context<'_>, effect: &Effect) -> bool {
    const NEAR: usize = 4;
    let doc = context.doc;
    let class = doc.class("likewise");
    let from = effect.tokens.start.saturating_sub(NEAR);
    let last = effect.people.iter().map(|&i| context.people[i].tokens.end);
    let from = last.filter(|end| *end <= effect.tokens.start).max().unwrap_or(from).max(from);
    let end = effect.tokens.end;
    doc.terms_in(from..effect.tokens.start, class).next().is_some()
        || doc.term_at(end, class).is_some()
}

/// Whether what was told right before became of others: "One died. Two more were hurt".
pub(super) fn beside_other(context: &Context<'_>, effect: &Effect) -> bool {
    let doc = context.doc;
    let at = context.effects.partition_point(|other| other.tokens.start < effect.tokens.start);
    let sentence = doc.sentence_of(effect.tokens.start);
    context.effects[..at]
        .iter()
        .rev()
        .take_while(|other| doc.sentence_of(other.tokens.start) + 1 >= sentence)
        .find(|other| !other.people.is_empty() && !other.negated)
        .is_some_and(|other| other.harm != effect.harm)
}
