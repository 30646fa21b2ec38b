//! Do the victims that two reports name or describe agree?

use cairn_model::{ReportedIncident, ReportedVictim};

use super::counts;
use crate::context::ClaimContext;
use crate::fold::PersonName;
use crate::weights::VictimLevel;

pub(super) fn level(
    a: &ClaimContext,
    b: &ClaimContext,
    first: &ReportedIncident,
    second: &ReportedIncident,
) -> VictimLevel {
    let shared = shared(a, b);
    match shared.iter().filter(|(x, y)| x.is_full() && y.is_full()).count() {
        0 if !shared.is_empty() => return VictimLevel::PartName,
        0 => {}
        1 if ages_agree(a, b, first, second) => return VictimLevel::OneNameAndAge,
        1 => return VictimLevel::OneName,
        2 => return VictimLevel::TwoNames,
        _ => return VictimLevel::ManyNames,
    }
    let named = |context: &ClaimContext| {
        // One word alone may be a name in part, or none.
        context.names().iter().flatten().filter(|name| name.is_full()).count() as u64
    };
    if named(a) > 0 && named(b) > 0 {
        let all = |named: u64, incident: &ReportedIncident| {
            counts::harmed(incident).is_some_and(|people| named >= people)
        };
        return if all(named(a), first) && all(named(b), second) {
            VictimLevel::AllOthers
        } else {
            VictimLevel::OtherNames
        };
    }
    ages(first, second)
}

/// Whether some person of the same name is of the same age in both.
fn ages_agree(
    a: &ClaimContext,
    b: &ClaimContext,
    first: &ReportedIncident,
    second: &ReportedIncident,
) -> bool {
    let aged = |(name, victim): (&'_ Option<PersonName>, &ReportedVictim)| {
        Some((name.clone().filter(PersonName::is_full)?, victim.age?))
    };
    let named = |context: &ClaimContext, incident: &ReportedIncident| -> Vec<(PersonName, u8)> {
        context.names().iter().zip(&incident.victims).filter_map(aged).collect()
    };
    let others = named(b, second);
    (named(a, first).iter())
        .any(|(name, age)| others.iter().any(|(other, of)| age == of && name.matches(other)))
}

/// Pairs of names in common, each name once.
fn shared<'a>(a: &'a ClaimContext, b: &'a ClaimContext) -> Vec<(&'a PersonName, &'a PersonName)> {
    let mut free: Vec<&PersonName> = b.names().iter().flatten().collect();
    let mut pairs = Vec::new();
    for name in a.names().iter().flatten() {
        if let Some(at) = free.iter().position(|other| name.matches(other)) {
            pairs.push((name, free.remove(at)));
        }
    }
    pairs
}

fn ages(a: &ReportedIncident, b: &ReportedIncident) -> VictimLevel {
    let aged = |incident: &ReportedIncident| -> Vec<ReportedVictim> {
        (incident.victims.iter()).filter(|victim| victim.age.is_some()).cloned().collect()
    };
    let (x, y) = (aged(a), aged(b));
    if x.is_empty() || y.is_empty() {
        return VictimLevel::Unknown;
    }
    let same = |p: &ReportedVictim, q: &ReportedVictim| p.age == q.age && p.outcome == q.outcome;
    let mut free: Vec<&ReportedVictim> = y.iter().collect();
    let mut alike = 0;
    for p in &x {
        if let Some(at) = free.iter().position(|q| same(p, q)) {
            free.remove(at);
            alike += 1;
        }
    }
    match alike {
        0 => {}
        1 => return VictimLevel::SameAge,
        _ => return VictimLevel::SameAges,
    }
    let close = |p: &ReportedVictim, q: &ReportedVictim| {
        (p.age.zip(q.age)).is_some_and(|(p, q)| p.abs_diff(q) <= 2)
    };
    let lone = counts::harmed(a) == Some(1) && counts::harmed(b) == Some(1);
    if lone && !x.iter().any(|p| y.iter().any(|q| close(p, q))) {
        VictimLevel::OtherAge
    } else {
        VictimLevel::Unknown
    }
}

pub(super) fn reason(
    level: VictimLevel,
    a: &ClaimContext,
    b: &ClaimContext,
    agree: &mut Vec<String>,
    differ: &mut Vec<String>,
) {
    match level {
        VictimLevel::OneNameAndAge => {
            agree.push("1 named person in common, of the same age".to_owned());
        }
        VictimLevel::ManyNames | VictimLevel::TwoNames | VictimLevel::OneName => {
            let count = shared(a, b).len();
            agree.push(format!(
                "{count} named {} in common",
                if count == 1 { "person" } else { "people" }
            ));
        }
        VictimLevel::PartName => agree.push("a name in part in common".to_owned()),
        VictimLevel::SameAges => agree.push("victims of the same ages".to_owned()),
        VictimLevel::SameAge => agree.push("a victim of the same age".to_owned()),
        VictimLevel::Unknown => {}
        VictimLevel::OtherNames => differ.push("other people are named".to_owned()),
        VictimLevel::AllOthers => differ.push("all victims have other names".to_owned()),
        VictimLevel::OtherAge => differ.push("the victim has another age".to_owned()),
    }
}
