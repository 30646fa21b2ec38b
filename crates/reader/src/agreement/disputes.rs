//! Figures that sources dispute: what was read of them keeps both values and both sources.

use cairn_model::{CountRange, Measure, Reading, TallyGroup, ValueRange};

use crate::effects::Harm;

/// Two values that different sources give for one quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispute {
    /// What became of those counted, where it is said.
    pub harm: Option<Harm>,
    /// The first value and the other.
    pub values: [u64; 2],
    /// Who gives the other.
    pub sources: Vec<String>,
}

/// Widens the figures of a reading that are disputed, so that none is preferred.
pub fn settle(reading: &mut Reading, disputes: &[Dispute]) {
    for dispute in disputes {
        if !of_incident(reading, dispute) {
            of_tally(reading, dispute);
        }
    }
}

fn of_incident(reading: &mut Reading, dispute: &Dispute) -> bool {
    let [first, other] = dispute.values;
    let stated = Some(CountRange::exactly(first));
    let told = |killed: Option<CountRange>, injured: Option<CountRange>| match dispute.harm {
        Some(Harm::Killed) => killed == stated,
        Some(Harm::Injured) => injured == stated,
        _ => false,
    };
    let mut of = reading.incidents.iter_mut().filter(|i| told(i.killed, i.injured));
    let (Some(incident), None) = (of.next(), of.next()) else { return false };
    let both = Some(CountRange::exactly(first).hull(CountRange::exactly(other)));
    match dispute.harm {
        Some(Harm::Killed) => incident.killed = both,
        _ => incident.injured = both,
    }
    for source in &dispute.sources {
        if !incident.said_by.contains(source) {
            incident.said_by.push(source.clone());
        }
    }
    true
}

fn of_tally(reading: &mut Reading, dispute: &Dispute) {
    let [first, other] = dispute.values.map(|value| ValueRange::from(CountRange::exactly(value)));
    // The harm first that the words name; they may tell it of a part only.
    let measures: [Measure; 3] = match dispute.harm {
        Some(Harm::Killed) => [Measure::Killed, Measure::Casualties, Measure::Injured],
        Some(Harm::Injured) => [Measure::Injured, Measure::Casualties, Measure::Killed],
        _ => [Measure::Casualties, Measure::Killed, Measure::Injured],
    };
    let tallies = &mut reading.tallies;
    let of = |measure: &Measure| {
        tallies
            .iter()
            .position(|t| t.measure == *measure && t.group == TallyGroup::All && t.value == first)
    };
    let Some(at) = measures.iter().find_map(of) else {
        return;
    };
    let measure = tallies[at].measure;
    let again = tallies
        .iter()
        .position(|t| t.measure == measure && t.group == TallyGroup::All && t.value == other);
    tallies[at].value = first.hull(other);
    for source in &dispute.sources {
        if !tallies[at].said_by.contains(source) {
            tallies[at].said_by.push(source.clone());
        }
    }
    // One quantity is one entry.
    if let Some(again) = again {
        tallies.remove(again);
    }
}
