//! People whom several reports name or describe, each once.

use cairn_model::register::Victim;
use cairn_model::{ClaimId, Outcome, ReportedVictim, VictimGroup};

use crate::context::ClaimContext;
use crate::fold::{PersonName, fold};

/// A person in the making.
struct Person<'a> {
    tellings: Vec<(&'a ClaimContext, &'a ReportedVictim, Option<&'a PersonName>)>,
}

/// The victims of these reports; people of one report are never one person.
pub(crate) fn merge(reports: &[&ClaimContext]) -> Vec<Victim> {
    let mut people: Vec<Person<'_>> = Vec::new();
    // Names first: a described victim of an early report may be the one that a later report names.
    for named in [true, false] {
        for report in reports {
            let Some(incident) = report.incident() else {
                continue;
            };
            for (victim, name) in incident.victims.iter().zip(report.names()) {
                if name.is_some() == named {
                    place(&mut people, report, victim, name.as_ref());
                }
            }
        }
    }
    let mut victims: Vec<Victim> = people.iter().map(told).collect();
    victims.sort_by(|a, b| {
        (a.name.is_none(), &a.name, a.outcome, a.age, &a.occupation, &a.claims).cmp(&(
            b.name.is_none(),
            &b.name,
            b.outcome,
            b.age,
            &b.occupation,
            &b.claims,
        ))
    });
    victims
}

fn place<'a>(
    people: &mut Vec<Person<'a>>,
    report: &'a ClaimContext,
    victim: &'a ReportedVictim,
    name: Option<&'a PersonName>,
) {
    let telling = (report, victim, name);
    let home = people.iter_mut().find(|person| {
        person.tellings.iter().all(|(other, _, _)| other.id() != report.id())
            && person
                .tellings
                .iter()
                .any(|(_, other, other_name)| same(victim, name, other, *other_name))
    });
    match home {
        Some(person) => person.tellings.push(telling),
        None => people.push(Person { tellings: vec![telling] }),
    }
}

fn same(
    a: &ReportedVictim,
    a_name: Option<&PersonName>,
    b: &ReportedVictim,
    b_name: Option<&PersonName>,
) -> bool {
    if let (Some(a), Some(b)) = (a_name, b_name) {
        return a.matches(b);
    }
    let outcomes_fit =
        a.outcome == b.outcome || a.outcome == Outcome::Unknown || b.outcome == Outcome::Unknown;
    let sexes_fit = a.sex.zip(b.sex).is_none_or(|(a, b)| a == b);
    if !outcomes_fit || !sexes_fit {
        return false;
    }
    match (a.age, b.age) {
        (Some(a), Some(b)) => a == b,
        // Described only, by what they do; or alike in every word.
        _ => match (&a.occupation, &b.occupation) {
            (Some(a), Some(b)) => fold(a) == fold(b),
            (None, None) => {
                a_name.is_none() && b_name.is_none() && a.sex == b.sex && a.age == b.age
            }
            _ => false,
        },
    }
}

fn told(person: &Person<'_>) -> Victim {
    let victims = || person.tellings.iter().map(|(_, victim, _)| *victim);
    let mut spellings: Vec<&String> = victims().filter_map(|victim| victim.name.as_ref()).collect();
    spellings.sort_by(|a, b| (b.chars().count(), a).cmp(&(a.chars().count(), b)));
    spellings.dedup();
    let mut claims: Vec<ClaimId> =
        person.tellings.iter().map(|(report, _, _)| report.id().clone()).collect();
    claims.sort();
    let mut spellings = spellings.into_iter().cloned();
    Victim {
        name: spellings.next(),
        also_spelled: spellings.collect(),
        // Who is first reported injured and then killed has died; a silent report changes nothing.
        outcome: victims()
            .map(|victim| victim.outcome)
            .min_by_key(|outcome| match outcome {
                Outcome::Killed => 0,
                Outcome::Injured => 1,
                Outcome::Unharmed => 2,
                Outcome::Unknown => 3,
            })
            .unwrap_or(Outcome::Unknown),
        group: victims()
            .map(|victim| victim.group)
            .find(|group| *group != VictimGroup::Unknown)
            .unwrap_or(VictimGroup::Unknown),
        sex: victims().find_map(|victim| victim.sex),
        age: victims().find_map(|victim| victim.age),
        occupation: victims().find_map(|victim| victim.occupation.clone()),
        claims,
    }
}
