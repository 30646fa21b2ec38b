//! Adds to incidents the named victims that weights find and rules did not.

use cairn_model::{Note, NoteKind, Outcome, ReportedIncident, ReportedVictim, VictimGroup};

use super::cases::{Case, Known, cases, may_be, open};
use super::weights::Weights;
use crate::context::Context;
use crate::incidents::IncidentReading;
use crate::people::PeopleMention;

/// A person, an incident and what became of them there, as the weights have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) case: usize,
    pub(super) incident: usize,
    pub(super) outcome: Outcome,
    sum: i32,
}

/// Adds victims to the incidents of a text, and a note for each incident that says so.
pub fn complete(context: &Context<'_>, told: &mut IncidentReading, weights: &Weights) {
    if told.incidents.is_empty() || context.people.iter().all(|mention| mention.name.is_none()) {
        return;
    }
    let known = Known::of(told);
    let cases = cases(context, &known);
    let choices = choose(&cases, told.incidents.len(), weights);
    let mut weighed = vec![Vec::new(); told.incidents.len()];
    for choice in settle(choices, &told.incidents) {
        let mention = cases[choice.case].person.mention(context);
        add(context, &mut told.incidents[choice.incident], mention, choice.outcome);
        weighed[choice.incident].push(context.doc.evidence(mention.tokens.clone()));
    }
    for (incident, evidence) in told.incidents.iter().zip(weighed) {
        if !evidence.is_empty() {
            let text = format!(
                "{}: of {} named no sentence says outright what became of them; the words around \
                 their names and the figures say so together (learned weights).",
                incident.id,
                evidence.len()
            );
            told.notes.push(Note { kind: NoteKind::VictimsWeighed, text, evidence });
        }
    }
}

/// For each case the incident and the outcome with the greatest sum that is great enough, the greatest first.
pub(super) fn choose(cases: &[Case], incidents: usize, weights: &Weights) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        for incident in 0..incidents {
            let (outcome, sum) = weights.best(&case.features[incident]);
            if sum >= weights.0.threshold {
                choices.push(Choice { case: number, incident, outcome, sum });
            }
        }
    }
    choices.sort_by_key(|choice| (std::cmp::Reverse(choice.sum), choice.case, choice.incident));
    choices
}

/// Takes each person once, and no more for an outcome than the incident's figures leave open.
pub(super) fn settle(choices: Vec<Choice>, incidents: &[ReportedIncident]) -> Vec<Choice> {
    let mut taken: Vec<Choice> = Vec::new();
    for choice in choices {
        let placed = taken.iter().any(|other| other.case == choice.case);
        let here = taken
            .iter()
            .filter(|o| o.incident == choice.incident && o.outcome == choice.outcome)
            .count() as u64;
        let room = open(&incidents[choice.incident], choice.outcome);
        if !placed && room.is_none_or(|room| here < room) {
            taken.push(choice);
        }
    }
    taken
}

/// Gives the name to the one victim without a name whom it may be, else adds a victim.
fn add(
    context: &Context<'_>,
    incident: &mut ReportedIncident,
    mention: &PeopleMention,
    outcome: Outcome,
) {
    let count = match outcome {
        Outcome::Killed => incident.killed,
        Outcome::Injured => incident.injured,
        Outcome::Unharmed | Outcome::Unknown => None,
    };
    let all = incident.victims.iter().filter(|victim| victim.outcome == outcome).count() as u64;
    let full = count.and_then(|count| count.most()).is_some_and(|most| all >= most);
    let mut fitting =
        incident.victims.iter_mut().filter(|v| v.outcome == outcome && may_be(v, mention));
    let evidence = context.doc.evidence(mention.tokens.clone());
    if let (Some(victim), None, true) = (fitting.next(), fitting.next(), full) {
        victim.name.clone_from(&mention.name);
        victim.age = victim.age.or(mention.age);
        victim.sex = victim.sex.or(mention.sex);
        victim.evidence.push(evidence);
        return;
    }
    let group = match mention.group {
        VictimGroup::Unknown => incident.victims.first().map_or(VictimGroup::Civilian, |v| v.group),
        known => known,
    };
    incident.victims.push(ReportedVictim {
        name: mention.name.clone(),
        outcome,
        group,
        sex: mention.sex,
        age: mention.age,
        occupation: mention.occupation.clone(),
        evidence: vec![evidence],
    });
}
