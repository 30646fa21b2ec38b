//! The people harmed in one occasion, as far as the text names or describes them one by one.

use cairn_model::{Outcome, ReportedVictim, VictimGroup};

use crate::context::Context;
use crate::counts::{Counts, missing_verb};
use crate::effects::{Effect, Harm};
use crate::incidents::Event;
use crate::people::{PeopleKind, PeopleMention, listed};

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
            if effect.resumed && !effect.negated {
                for mention in named_in_list(context, effect) {
                    add(context, &mut victims, &mention, outcome);
                }
            }
            for &said in &effect.people {
                let said_of = context.people[said].sex;
                let i = antecedent(context, said, effect.tokens.start).unwrap_or(said);
                let mut mention = context.people[i].clone();
                if garbled && mention.name.is_none() {
                    continue;
                }
                mention.sex = mention.sex.or(said_of);
                if is_individual(&mention) {
                    add(context, &mut victims, &mention, outcome);
                }
            }
        }
    }
    victims
}

/// The names that follow "the dead", "the injured", "the wounded are": up to the next effect or the
/// end of the paragraph.
fn named_in_list(context: &Context<'_>, effect: &Effect) -> Vec<PeopleMention> {
    let doc = context.doc;
    let start = effect.tokens.end;
    let paragraph = doc.sentences[doc.sentence_of(effect.tokens.start)].paragraph;
    let end = doc
        .sentences
        .iter()
        .filter(|sentence| sentence.paragraph == paragraph)
        .map(|sentence| sentence.tokens.end)
        .max()
        .unwrap_or(start);
    let next = context
        .effects
        .iter()
        .map(|other| other.tokens.start)
        .find(|&other| other >= start)
        .map_or(end, |other| other.min(end));
    // A list begins with "as", "are" or a colon within a few words.
    let cue = (start..(start + 4).min(next)).find(|&at| {
        doc.folded(at) == ":"
            || doc.entry_at(at, doc.class("auxiliaries")).is_some()
            || doc.entry_at(at, doc.class("list_openers")).is_some()
    });
    let Some(cue) = cue else { return Vec::new() };
    let sources = |mention: &PeopleMention| {
        context
            .sources
            .iter()
            .any(|s| s.tokens.start < mention.tokens.end && mention.tokens.start < s.tokens.end)
    };
    let mut listed = listed(doc, &context.numbers, &context.places, cue + 1..next);
    listed.retain(|mention| !sources(mention));
    // The list begins where it is announced.
    if listed.first().is_some_and(|first| first.tokens.start > cue + 4) {
        listed.clear();
    }
    listed
}

/// Whom "he" or "she" means: the last single person of that sex spoken of in the paragraph, who is
/// no source.
fn antecedent(context: &Context<'_>, pronoun: usize, before: usize) -> Option<usize> {
    let mention = &context.people[pronoun];
    if mention.kind != PeopleKind::Pronoun || mention.plural {
        return None;
    }
    let doc = context.doc;
    let paragraph = doc.sentences[doc.sentence_of(before)].paragraph;
    (0..pronoun).rev().find(|&i| {
        let other = &context.people[i];
        let speaks = context
            .sources
            .iter()
            .any(|s| s.tokens.start < other.tokens.end && other.tokens.start < s.tokens.end);
        doc.sentences[doc.sentence_of(other.tokens.start)].paragraph == paragraph
            && is_individual(other)
            && !speaks
            && (other.sex.is_none() || mention.sex.is_none() || other.sex == mention.sex)
    })
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
