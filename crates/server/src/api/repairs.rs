//! `GET /repairs`: what was mended, or is in doubt, in layers and tables, by document and kind.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use cairn_model::{Claim, ClaimKind, DocumentId, RepairKind};
use cairn_store::Store;
use serde::Serialize;

use super::source::stored_labels;
use crate::access::Viewer;
use crate::problem::Problem;
use crate::state::App;

/// Claims that are named as examples.
const EXAMPLES: usize = 5;

#[derive(Serialize)]
struct Page {
    items: Vec<Row>,
    total: usize,
}

#[derive(Serialize)]
struct Row {
    document: Named,
    kind: RepairKind,
    /// Features that it was done to.
    count: u64,
    claims: Vec<String>,
    /// What was done to the first of them.
    note: String,
}

#[derive(Clone, Serialize)]
struct Named {
    id: DocumentId,
    label: String,
}

/// `GET /repairs`
pub async fn repairs(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    app.answer(&viewer, |store| {
        let labels = stored_labels(store)?;
        let mut rows: BTreeMap<(String, &'static str), Row> = BTreeMap::new();
        let mut add = |claim: Claim| {
            let label = labels.get(&claim.document).cloned().unwrap_or_default();
            for repair in claim.body.drawn().into_iter().flat_map(|drawn| &drawn.repairs) {
                let row = rows.entry((label.clone(), repair.kind.code())).or_insert_with(|| Row {
                    document: Named { id: claim.document.clone(), label: label.clone() },
                    kind: repair.kind,
                    count: 0,
                    claims: Vec::new(),
                    note: repair.note.clone(),
                });
                row.count += 1;
                if row.claims.len() < EXAMPLES {
                    row.claims.push(claim.id.to_string());
                }
            }
            Ok(())
        };
        for kind in [ClaimKind::Hazard, ClaimKind::Record, ClaimKind::Release] {
            store.claims(kind, &mut add)?;
        }
        let items: Vec<Row> = rows.into_values().collect();
        Ok(Page { total: items.len(), items })
    })
    .await
}
