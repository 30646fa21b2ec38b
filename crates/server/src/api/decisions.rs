//! `GET /decisions`: the log, the last decision first.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use cairn_model::{Decision, DecisionAction};
use cairn_store::Store;
use serde::Serialize;

use super::ask::number;
use crate::access::Viewer;
use crate::problem::Problem;
use crate::respond::pairs;
use crate::state::App;

#[derive(Serialize)]
struct Page {
    items: Vec<Entry>,
    total: usize,
    seen: u64,
    version: u64,
}

#[derive(Serialize)]
struct Entry {
    #[serde(flatten)]
    decision: Decision,
    /// The claims that it names.
    claims: Vec<String>,
    /// The later decision that took it back.
    withdrawn_by: Option<u64>,
    in_force: bool,
}

/// `GET /decisions`
pub async fn decisions(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let (mut limit, mut offset, mut upwards) = (100, 0, false);
    for (name, value) in pairs(query.as_deref())? {
        match (name.as_str(), value.as_str()) {
            ("f", _) | ("sort", "" | "-number") => {}
            ("sort", "number") => upwards = true,
            ("sort", other) => return Err(Problem::parameter("sort", other, "number or -number")),
            ("limit", _) => limit = number(&name, &value, 1, 1000)?.unwrap_or(limit),
            ("offset", _) => offset = number(&name, &value, 0, usize::MAX)?.unwrap_or(0),
            _ => return Err(Problem::unknown_parameter(&name, &["f", "sort", "limit", "offset"])),
        }
    }
    app.answer(&viewer, move |store| {
        let log = store.decisions()?;
        let in_force: Vec<u64> = log.in_force().iter().map(|entry| entry.number).collect();
        let entry = |decision: &Decision| Entry {
            claims: decision.action.claims().iter().map(ToString::to_string).collect(),
            withdrawn_by: log.entries().iter().rev().find_map(|later| match later.action {
                DecisionAction::Withdraw { decision: taken } if taken == decision.number => {
                    in_force.contains(&later.number).then_some(later.number)
                }
                _ => None,
            }),
            in_force: in_force.contains(&decision.number),
            decision: decision.clone(),
        };
        let entries = log.entries();
        let items = if upwards {
            entries.iter().skip(offset).take(limit).map(entry).collect()
        } else {
            entries.iter().rev().skip(offset).take(limit).map(entry).collect()
        };
        let seen = entries.last().map_or(0, |last| last.number);
        Ok(Page { items, total: entries.len(), seen, version: store.version()? })
    })
    .await
}
