//! Decisions of people, for people.

use cairn_model::{Decision, DecisionAction};

use super::page::Page;

/// The part of a page that lists decisions; nothing when there are none.
pub fn part(page: &mut Page, decisions: &[Decision]) {
    if decisions.is_empty() {
        return;
    }
    page.heading("Decisions");
    for decision in decisions {
        entry(page, decision);
    }
}

/// One decision: number, day, who, what, why.
pub fn entry(page: &mut Page, decision: &Decision) {
    let day = decision.at.get(..10).unwrap_or(&decision.at);
    let head = format!("{day}, {}: {}", decision.by, in_short(&decision.action));
    page.item(2, &format!("#{}", decision.number), &head);
    page.paragraph(5, &format!("because: {}", decision.why));
}

/// What was decided, in one line.
pub fn in_short(action: &DecisionAction) -> String {
    let list = |claims: &[cairn_model::ClaimId]| {
        claims.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    };
    match action {
        DecisionAction::Accept { claim } => format!("accepted {claim}"),
        DecisionAction::Reject { claim } => format!("rejected {claim}"),
        DecisionAction::Correct { claim, field, value } => {
            format!("set {field} to {value} for what holds {claim}")
        }
        DecisionAction::Merge { claims } => format!("merged {}", list(claims)),
        DecisionAction::Split { claims, from } => {
            format!("set {} apart from {}", list(claims), list(from))
        }
        DecisionAction::Place { claim, lat, lon, precision, name } => {
            let name = name.as_deref().map(|name| format!(" ({name})")).unwrap_or_default();
            format!(
                "placed what holds {claim} at {lat}, {lon}{name}, within {}",
                super::words::distance(*precision)
            )
        }
        DecisionAction::Settle { claims, verdict } => {
            format!("settled the figures of {}: {verdict}", list(claims))
        }
        DecisionAction::Weigh { pairs: Some(pairs), .. } => {
            format!("set weights learned from {pairs} pairs of reports")
        }
        DecisionAction::Weigh { pairs: None, .. } => "set weights by hand".to_owned(),
        DecisionAction::Withdraw { decision } => format!("withdrew decision {decision}"),
    }
}
