//! More people named among the killed, or the injured, than are counted: "Four were injured … A is in a
//! serious state; the condition of B, C, D and E is satisfactory."

use cairn_model::{
    Contradiction, ContradictionKind, CountRange, Outcome, Reading, ReportedIncident,
};

use super::contradiction;

/// Fewer may be a name that was read twice.
const FEWEST: u64 = 3;

pub(super) fn disagreements(reading: &Reading) -> Vec<Contradiction> {
    let outcomes = [Outcome::Killed, Outcome::Injured];
    let incidents = reading.incidents.iter();
    incidents
        .flat_map(|incident| outcomes.map(|outcome| too_many(incident, outcome)))
        .flatten()
        .collect()
}

fn too_many(incident: &ReportedIncident, outcome: Outcome) -> Option<Contradiction> {
    let counted = match outcome {
        Outcome::Killed => incident.killed,
        _ => incident.injured,
    };
    let stated = counted.and_then(CountRange::exact).filter(|&stated| stated > 1)?;
    let told = || incident.victims.iter().filter(|victim| victim.outcome == outcome);
    let named = told().filter(|victim| victim.name.is_some()).count() as u64;
    let near = named.saturating_sub(stated) <= (stated / 3).max(1);
    (named > stated && named >= FEWEST && near).then(|| {
        let evidence = told().next_back().map(|last| last.evidence.clone()).unwrap_or_default();
        contradiction(
            ContradictionKind::NameCountMismatch,
            [stated, named],
            format!("{stated} people are counted, {named} are named"),
            evidence,
        )
    })
}
