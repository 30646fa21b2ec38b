//! The people harmed in one occasion, as far as the text names or describes them one by one.

use cairn_model::{Outcome, ReportedVictim, VictimGroup};

use crate::context::Context;
use crate::counts::{Counts, missing_verb};
use crate::effects::Harm;
use crate::incidents::Event;
use crate::people::{PeopleKind, PeopleMention};

/// The victims of an event in the order in which the text tells of them, each once.
pub fn victims(context: &Context<'_>, event: &Event, counts: &Counts) -> Vec<ReportedVictim> {
    let mut victims: Vec<ReportedVictim> = Vec::new();
    for facts in &event.facts {
        for &index in &facts.effects {
            let effect = &context.effects[index];
            let garbled = counts.garbled.is_some() && missing_verb(context, effect).is_some();
            let outcome = match effect.harm {
                _ if garbled => Outcome::Unknown,
                Harm::Killed if !effect.negated => Outcome::Killed,
                Harm::Injured if !effect.negated => Outcome::Injured,
                Harm::Unharmed => Outcome::Unharmed,
                Harm::Killed | Harm::Injured => Outcome::Unharmed,
                Harm::Casualties | Harm::Harmed => continue,
            };
            for &i in &effect.people {
                let mention = &context.people[i];
                if garbled && mention.name.is_none() {
                    continue;
                }
                if is_individual(mention) {
                    add(context, &mut victims, mention, outcome);
                }
            }
        }
    }
    victims
}

/// A single person, named or described by more than a number.
fn is_individual(mention: &PeopleMention) -> bool {
    let one = mention.count.and_then(cairn_model::CountRange::exact) == Some(1);
    let described = mention.name.is_some()
        || mention.kind == PeopleKind::Noun
            && (mention.age.is_some()
                || mention.occupation.is_some()
                || mention.kin
                || mention.sex.is_some());
    one && described
        && !matches!(mention.kind, PeopleKind::Pronoun | PeopleKind::Bare | PeopleKind::Unit)
}

fn add(
    context: &Context<'_>,
    victims: &mut Vec<ReportedVictim>,
    mention: &PeopleMention,
    outcome: Outcome,
) {
    let known = victims.iter().position(|victim| same(victim, mention, outcome));
    let group = if mention.group == VictimGroup::Unknown && mention.name.is_none() {
        VictimGroup::Civilian
    } else {
        mention.group
    };
    match known {
        Some(at) => {
            let victim = &mut victims[at];
            victim.name = victim.name.take().or_else(|| mention.name.clone());
            victim.age = victim.age.or(mention.age);
            victim.sex = victim.sex.or(mention.sex);
            victim.occupation = victim.occupation.take().or_else(|| mention.occupation.clone());
            if victim.group == VictimGroup::Unknown {
                victim.group = group;
            }
        }
        None => victims.push(ReportedVictim {
            name: mention.name.clone(),
            outcome,
            group,
            sex: mention.sex,
            age: mention.age,
            occupation: mention.occupation.clone(),
            evidence: vec![context.doc.evidence(mention.tokens.clone())],
        }),
    }
}

/// Whether a mention speaks of a victim already listed.
fn same(victim: &ReportedVictim, mention: &PeopleMention, outcome: Outcome) -> bool {
    match (&victim.name, &mention.name) {
        (Some(a), Some(b)) => a == b || a.ends_with(b.as_str()) || b.ends_with(a.as_str()),
        _ => {
            victim.outcome == outcome
                && mention.definite
                && (victim.age.is_none() || mention.age.is_none() || victim.age == mention.age)
                && (victim.sex.is_none() || mention.sex.is_none() || victim.sex == mention.sex)
        }
    }
}
