//! What waits for a person to decide: open contradictions, links that might as well be none, casualties that
//! rest on one source and that nobody has looked at.
//!
//! Each leaves the queue by a decision: a contradiction that is settled, two reports that are merged
//! or set apart, an incident of which a claim is accepted, rejected or corrected.

use std::collections::BTreeMap;

use cairn_model::register::{Finding, Incident, Link};
use cairn_model::{ClaimId, Grade, IncidentStatus};
use cairn_register::Rulings;
use cairn_store::{Store, StoreError};
use serde::Serialize;

/// Links of fewer bits than this above what joins two reports might as well be none.
const UNCERTAIN: f64 = 3.0;

/// Something that waits for a person.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// Identity: what kind, and of what.
    pub id: String,
    /// Why it waits.
    pub kind: Kind,
    /// How much it matters; what matters most comes first.
    pub priority: u64,
    /// One line about the thing.
    pub title: String,
    /// Why it is in the queue.
    pub why: String,
    /// The thing that it is about, as its address has it.
    pub thing: String,
    /// The claims that a decision would name.
    pub claims: Vec<ClaimId>,
    /// The figures that disagree.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<f64>,
    /// Whether the two reports are taken for one occasion now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joined: Option<bool>,
    /// The number of the last decision that this was worked out with.
    pub seen: u64,
}

/// Why something waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Figures disagree, and nobody settled it.
    Contradiction,
    /// Two reports may be of one occasion, or not.
    UncertainLink,
    /// Casualties that rest on one source, and that nobody has looked at.
    NewCasualties,
}

impl Kind {
    /// All of them, the most pressing first.
    pub const ALL: [Self; 3] = [Self::Contradiction, Self::UncertainLink, Self::NewCasualties];

    /// The word for it in answers.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::UncertainLink => "uncertain_link",
            Self::NewCasualties => "new_casualties",
        }
    }

    const fn base(self) -> u64 {
        match self {
            Self::Contradiction => 3_000,
            Self::UncertainLink => 2_000,
            Self::NewCasualties => 1_000,
        }
    }
}

/// All that waits for a person, most pressing first; of equals in the order of identity.
///
/// # Errors
/// When the register cannot be read.
pub fn waiting(store: &dyn Store) -> Result<Vec<Item>, StoreError> {
    let log = store.decisions()?;
    let seen = log.entries().len() as u64;
    let rulings = Rulings::of(&log);
    let join = rulings
        .weights()
        .map_or_else(|| cairn_register::Weights::default().join, |(_, weights)| weights.join);
    let mut items = Vec::new();
    store.findings(&mut |finding| {
        if finding.settled.is_none() {
            items.push(contradiction(&finding, seen));
        }
        Ok(())
    })?;
    let mut links: BTreeMap<(ClaimId, ClaimId), Item> = BTreeMap::new();
    store.incidents(&mut |incident| {
        if incident.grade == Grade::Discounted {
            return Ok(());
        }
        for link in &incident.links {
            let distance = (link.weight - join).abs();
            if distance < UNCERTAIN && rulings.together(&link.a, &link.b).is_none() {
                // A near miss stands with both incidents.
                links
                    .entry((link.a.clone(), link.b.clone()))
                    .or_insert_with(|| uncertain(&incident, link, distance, seen));
            }
        }
        items.extend(new_casualties(&incident, seen));
        Ok(())
    })?;
    items.extend(links.into_values());
    items.sort_by(|a, b| b.priority.cmp(&a.priority).then_with(|| a.id.cmp(&b.id)));
    Ok(items)
}

fn contradiction(finding: &Finding, seen: u64) -> Item {
    let where_found = if finding.across_documents {
        format!("{} documents", finding.documents.len())
    } else {
        "one document".to_owned()
    };
    Item {
        id: format!("contradiction-{}", finding.id),
        kind: Kind::Contradiction,
        // Between documents there are two sources to ask; within one it may be a slip of the pen.
        priority: Kind::Contradiction.base() + if finding.across_documents { 500 } else { 0 },
        title: finding.note.clone(),
        why: format!("{}, in {where_found}; nobody has settled it", finding.kind.label()),
        thing: finding.id.clone(),
        claims: finding.claims.clone(),
        values: finding.values.clone(),
        joined: None,
        seen,
    }
}

fn uncertain(incident: &Incident, link: &Link, distance: f64, seen: u64) -> Item {
    let state = if link.joined { "taken for one occasion" } else { "taken for two occasions" };
    // Closest to the line first.
    let closeness = ((UNCERTAIN - distance) * 100.0).round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to 300 by the line above"
    )]
    let closeness = closeness.clamp(0.0, 300.0) as u64;
    Item {
        id: format!("link-{}-{}", link.a, link.b),
        kind: Kind::UncertainLink,
        priority: Kind::UncertainLink.base() + closeness + people(incident).min(500),
        title: said(incident),
        why: format!(
            "two reports are {state} by {:.1} bits, close to the line: {}",
            link.weight, link.why
        ),
        thing: incident.id.to_string(),
        claims: vec![link.a.clone(), link.b.clone()],
        values: Vec::new(),
        joined: Some(link.joined),
        seen,
    }
}

fn new_casualties(incident: &Incident, seen: u64) -> Option<Item> {
    let people = people(incident);
    let waits = people > 0
        && incident.grade == Grade::SingleSource
        && incident.decisions.is_empty()
        && incident.status != IncidentStatus::Denied;
    waits.then(|| Item {
        id: format!("casualties-{}", incident.id),
        kind: Kind::NewCasualties,
        priority: Kind::NewCasualties.base() + people.min(999),
        title: said(incident),
        why: format!("casualties that rest on one source: {}", incident.grade_reason),
        thing: incident.id.to_string(),
        claims: incident.reports.iter().map(|report| report.claim.clone()).collect(),
        values: Vec::new(),
        joined: None,
        seen,
    })
}

fn people(incident: &Incident) -> u64 {
    let least = |count: Option<cairn_model::CountRange>| count.map_or(0, |count| count.least());
    least(incident.killed).saturating_add(least(incident.injured))
}

fn said(incident: &Incident) -> String {
    let place = incident.place.label();
    let place = if place.is_empty() { "place not stated" } else { &place };
    let count = |count: Option<cairn_model::CountRange>, what: &str| {
        count.map(|count| format!("{count} {what}"))
    };
    let people: Vec<String> =
        [count(incident.killed, "killed"), count(incident.injured, "injured")]
            .into_iter()
            .flatten()
            .collect();
    let people = if people.is_empty() { String::new() } else { format!(": {}", people.join(", ")) };
    format!("{}, {place}{people}", incident.date)
}
