//! `GET /incidents` and the other lists: a page of entries with counts, or all of them as a file.

use std::collections::BTreeMap;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use cairn_report::query::{LeftOut, ValueCount, counts_by, sorted};
use cairn_store::{Collection, Table};
use serde::Serialize;
use serde_json::Value;

use super::ask::Ask;
use super::choose::{Chosen, choose};
use super::entry::Entry;
use super::export;
use crate::access::Viewer;
use crate::problem::Problem;
use crate::redact;
use crate::respond::{Format, json};
use crate::state::App;

/// Values of a facet at most.
const FACET: usize = 50;

/// A request for a list.
pub struct Asked {
    app: App,
    viewer: Viewer,
    format: Format,
    query: Option<String>,
}

impl FromRequestParts<App> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        Ok(Self {
            app: app.clone(),
            viewer: Viewer::from_request_parts(parts, app).await?,
            format: Format::from_request_parts(parts, app).await?,
            query: parts.uri.query().map(str::to_owned),
        })
    }
}

#[derive(Serialize)]
struct Page {
    items: Vec<Value>,
    total: usize,
    left_out: LeftOut,
    ignored: Vec<&'static str>,
    facets: BTreeMap<&'static str, Vec<ValueCount>>,
    version: u64,
}

/// Answers a request for a list.
pub async fn list(collection: Collection, asked: Asked) -> Result<Response, Problem> {
    let Asked { app, viewer, format, query } = asked;
    let ask = Ask::parse(collection, query.as_deref())?;
    let register = app.register_for(&viewer).await?;
    match format {
        Format::Html | Format::Json => {
            let own = register.clone();
            let page = register
                .read(move |store| {
                    let chosen = choose(&own, store, collection, &ask.wanted)?;
                    page(store, chosen, &ask, own.is_public())
                })
                .await?;
            json(&page)
        }
        Format::Csv | Format::Xlsx | Format::GeoJson => {
            export::whole(register, collection, ask, format).await
        }
    }
}

fn page(
    store: &dyn cairn_store::Store,
    chosen: Chosen,
    ask: &Ask,
    public: bool,
) -> Result<Page, Problem> {
    let Chosen { table, selection, version, .. } = chosen;
    let mut facets = facets(&table, &selection.rows);
    if public {
        facets.values_mut().for_each(redact::facet);
    }
    let total = selection.rows.len();
    let rows = in_order(&table, selection.rows, ask);
    let mut items = Vec::new();
    for row in rows.into_iter().skip(ask.offset).take(ask.limit) {
        if let Some(entry) = Entry::of(store, &table, row)? {
            items.push(entry.json()?);
        }
    }
    Ok(Page {
        items,
        total,
        left_out: selection.left_out,
        ignored: selection.ignored,
        facets,
        version,
    })
}

/// The rows in the order asked for.
pub fn in_order(table: &Table, rows: Vec<u32>, ask: &Ask) -> Vec<u32> {
    match &ask.sort {
        Some((field, downwards)) => sorted(table, &rows, field, *downwards).unwrap_or(rows),
        None => rows,
    }
}

/// How the rows divide by the fields that people choose by.
fn facets(table: &Table, rows: &[u32]) -> BTreeMap<&'static str, Vec<ValueCount>> {
    let fields: &[(&str, &str)] = match table.collection() {
        Collection::Incidents => &[
            ("device", "device"),
            ("grade", "grade"),
            ("status", "status"),
            ("country", "country"),
        ],
        Collection::Finds => &[("device", "device"), ("action", "action"), ("country", "country")],
        Collection::Tallies => {
            &[("measure", "measure"), ("group", "group"), ("standing", "standing")]
        }
        Collection::Contradictions => &[("kind", "kind"), ("status", "status")],
        Collection::Documents => &[("language", "language"), ("source", "sources")],
        Collection::Statements => &[("kind", "kind"), ("source", "sources")],
        Collection::Victims => &[
            ("device", "device"),
            ("outcome", "outcome"),
            ("group", "group"),
            ("sex", "sex"),
            ("country", "country"),
        ],
        Collection::Hazards => {
            &[("kind", "kind"), ("status", "status"), ("device", "device"), ("sheet", "sheet")]
        }
        Collection::Records => &[("device", "device"), ("sheet", "sheet")],
        Collection::Releases => &[("kind", "kind"), ("device", "device"), ("sheet", "sheet")],
    };
    (fields.iter())
        .filter_map(|(name, field)| Some((*name, counts_by(table, rows, field, FACET)?)))
        .collect()
}
