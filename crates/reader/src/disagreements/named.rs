//! Those named under words for harm, and all who were harmed together, against the figures of their
//! occasion: "DECEASED (a) … (b) … (c) …" where four died, "five casualties" where four are told of.

use cairn_model::{Contradiction, ContradictionKind, CountRange};

use super::{contradiction, harmed};
use crate::context::Context;
use crate::counts::Counts;
use crate::effects::{Effect, Harm};
use crate::incidents::Event;
use crate::people::PeopleKind;

/// A list under a heading that does not name as many as are counted.
pub(super) fn rosters(context: &Context<'_>, event: &Event, counts: &Counts) -> Vec<Contradiction> {
    let effects = event.facts.iter().flat_map(|facts| &facts.effects);
    effects.filter_map(|&index| roster(context, &context.effects[index], counts)).collect()
}

fn roster(context: &Context<'_>, effect: &Effect, counts: &Counts) -> Option<Contradiction> {
    let headed = effect.own_count && effect.resumed && effect.people.len() > 1;
    let named = |&i: &usize| context.people[i].name.is_some();
    if !headed || !effect.people.iter().all(named) {
        return None;
    }
    let stated = of(counts, effect.harm)?.exact()?;
    let listed = effect.people.len() as u64;
    let near = stated.abs_diff(listed) <= (stated / 3).max(1);
    let sentence = context.doc.sentence_of(effect.tokens.start);
    (near && stated != listed).then(|| {
        contradiction(
            ContradictionKind::NameCountMismatch,
            [stated, listed],
            format!("{stated} {}, {listed} named", harmed(effect.harm)),
            vec![context.doc.sentence_evidence(sentence)],
        )
    })
}

/// "Five casualties": killed and injured together, who are not as many as told of one by one.
pub(super) fn together(
    context: &Context<'_>,
    event: &Event,
    counts: &Counts,
) -> Option<Contradiction> {
    let (killed, injured) = (counts.killed?.exact()?, counts.injured?.exact()?);
    let sum = killed + injured;
    let mut effects = event.facts.iter().flat_map(|facts| &facts.effects);
    effects.find_map(|&index| {
        let effect = &context.effects[index];
        let [only] = effect.people.as_slice() else { return None };
        let people = &context.people[*only];
        let stated = people.count.and_then(CountRange::exact)?;
        let plain = matches!(people.kind, PeopleKind::Noun | PeopleKind::Bare);
        let all = matches!(effect.harm, Harm::Casualties) && !effect.negated && plain;
        let near = stated.abs_diff(sum) <= (stated / 4).max(1);
        let sentence = context.doc.sentence_of(effect.tokens.start);
        let tally = context.is_tally_sentence(sentence);
        (all && near && !tally && stated != sum && stated > killed.max(injured)).then(|| {
            contradiction(
                ContradictionKind::SumMismatch,
                [stated, sum],
                format!("{stated} killed and injured, but {killed} + {injured} = {sum}"),
                vec![context.doc.sentence_evidence(sentence)],
            )
        })
    })
}

const fn of(counts: &Counts, harm: Harm) -> Option<CountRange> {
    match harm {
        Harm::Killed => counts.killed,
        Harm::Injured => counts.injured,
        _ => None,
    }
}
