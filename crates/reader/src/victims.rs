//! The people harmed in one occasion, as far as the text names or describes them one by one.

pub(crate) mod reference;
mod register;
#[cfg(test)]
mod tests;
pub(crate) mod unattached;

use cairn_model::{Outcome, ReportedVictim};

use crate::context::Context;
use crate::counts::{Counts, missing_verb};
use crate::effects::{Effect, Harm};
use crate::incidents::Event;
use crate::name_lists::name_list;
use crate::victims::reference::spoken_of_before;
use crate::victims::register::Register;
pub(crate) use crate::victims::register::one_name;

/// The victims of an event in the order in which the text tells of them, each once.
pub fn victims(context: &Context<'_>, event: &Event, counts: &Counts) -> Vec<ReportedVictim> {
    let mut register = Register::new(context);
    for facts in &event.facts {
        for &index in &facts.effects {
            let effect = &context.effects[index];
            let garbled = counts.garbled.is_some() && missing_verb(context, effect).is_some();
            let Some(outcome) = outcome(effect, garbled) else { continue };
            if let Some(list) = name_list(context, effect) {
                for mention in &list.people {
                    register.add(mention, None, outcome);
                }
            }
            for person in reference::in_bracket(context, effect) {
                register.add(&context.people[person], Some(person), outcome);
            }
            for person in reference::among(context, effect) {
                register.add(&context.people[person], Some(person), outcome);
            }
            for &said in &effect.people {
                let person = spoken_of_before(context, said, effect.tokens.start).unwrap_or(said);
                let mut mention = context.people[person].clone();
                mention.sex = mention.sex.or(context.people[said].sex);
                for named in reference::names_of_group(context, person) {
                    register.add(&context.people[named], Some(named), outcome);
                }
                if mention.is_individual() && !(garbled && mention.name.is_none()) {
                    register.add(&mention, Some(person), outcome);
                }
            }
        }
    }
    headline(&mut register, context, event, counts);
    unattached::lists(&mut register, context, event, counts);
    unattached::names(&mut register, context, event, counts);
    register.finish(event)
}

/// "Blast kills cattle trader": whom the headline alone says to be harmed, for a name further down.
fn headline(
    register: &mut Register<'_, '_>,
    context: &Context<'_>,
    event: &Event,
    counts: &Counts,
) {
    let title = event.title.as_ref().filter(|_| !event.title_sums);
    for &index in title.iter().flat_map(|facts| &facts.effects) {
        let effect = &context.effects[index];
        let (Some(outcome), [person]) = (outcome(effect, false), effect.people.as_slice()) else {
            continue;
        };
        let count = match outcome {
            Outcome::Killed => counts.killed,
            Outcome::Injured => counts.injured,
            Outcome::Unharmed | Outcome::Unknown => None,
        };
        let mention = &context.people[*person];
        let one = count == Some(cairn_model::CountRange::exactly(1));
        if one && mention.is_individual() && register.with(outcome) == 0 {
            register.add(mention, Some(*person), outcome);
        }
    }
}

/// What an effect says became of its people; `None` where it does not tell killed from injured.
const fn outcome(effect: &Effect, garbled: bool) -> Option<Outcome> {
    match effect.harm {
        _ if garbled => Some(Outcome::Unknown),
        Harm::Unharmed => Some(Outcome::Unharmed),
        Harm::Killed | Harm::Injured if effect.negated => Some(Outcome::Unharmed),
        Harm::Killed => Some(Outcome::Killed),
        Harm::Injured => Some(Outcome::Injured),
        Harm::Casualties | Harm::Harmed => None,
    }
}
