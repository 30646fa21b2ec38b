//! `GET /overview`: the figures, the months, how it divides.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{RawQuery, State};
use axum::response::Response;
use cairn_report::query::{Figures, Month, ValueCount, Wanted, counts_by};
use cairn_store::{Collection, GeoPackageStore, Store};
use serde::Serialize;

use super::ask::filter;
use super::choose::choose;
use crate::access::Viewer;
use crate::problem::Problem;
use crate::redact;
use crate::register::Register;
use crate::respond::json;
use crate::state::App;

/// Values of a part at most.
const PARTS: usize = 100;

#[derive(Serialize)]
struct Overview {
    figures: AllFigures,
    timeline: Vec<Month>,
    without_month: u64,
    by: BTreeMap<&'static str, Vec<ValueCount>>,
    extent: Option<[f64; 4]>,
    left_out: BTreeMap<&'static str, cairn_report::query::LeftOut>,
    ignored: BTreeMap<&'static str, Vec<&'static str>>,
    version: u64,
}

#[derive(Serialize)]
struct AllFigures {
    #[serde(flatten)]
    register: Figures,
    contradictions_open: u64,
    documents: u64,
    documents_waiting: u64,
}

/// `GET /` and `/overview`
pub async fn overview(
    State(app): State<App>,
    viewer: Viewer,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    // What the address of the map holds beside the filter is the page's own business.
    let own = ["layers", "at", "day", "z", "lat", "lon", "kind", "sort", "limit", "offset"];
    let wanted = filter(query.as_deref(), &own)?;
    let register = app.register_for(&viewer).await?;
    let reading = register.clone();
    json(&register.read(move |store| of(&reading, store, &wanted)).await?)
}

/// Documents that report explosions, that no later version replaces, and none of whose claims a person
/// has looked at.
fn waiting(register: &Register, store: &GeoPackageStore) -> Result<u64, Problem> {
    let log = store.decisions()?;
    let in_force = log.in_force();
    let looked_at: BTreeSet<&str> = (in_force.iter())
        .flat_map(|entry| entry.action.claims())
        .filter_map(|claim| Some(claim.as_str().split_once('.')?.0))
        .collect();
    let (_, table) = register.table(store, Collection::Documents)?;
    let rows = 0..u32::try_from(table.len()).unwrap_or(u32::MAX);
    let is_waiting = |row: &u32| {
        let reports = table.number("n_incidents", *row).is_some_and(|count| count > 0.0);
        let current = table.text("superseded_by", *row).is_none();
        let short = table.text("id", *row).and_then(|id| id.get(..12));
        reports && current && short.is_some_and(|id| !looked_at.contains(id))
    };
    Ok(rows.filter(is_waiting).count() as u64)
}

fn of(register: &Register, store: &GeoPackageStore, wanted: &Wanted) -> Result<Overview, Problem> {
    let incidents = choose(register, store, Collection::Incidents, wanted)?;
    let finds = choose(register, store, Collection::Finds, wanted)?;
    let rows = &incidents.selection.rows;
    let mut summed = cairn_report::query::overview(
        (&incidents.table, rows),
        (&finds.table, &finds.selection.rows),
    );
    let by = ["device", "grade", "country", "district"];
    let by = by
        .into_iter()
        .filter_map(|field| Some((field, counts_by(&incidents.table, rows, field, PARTS)?)));
    let mut by: BTreeMap<_, _> = by.collect();
    if register.is_public() {
        by.values_mut().for_each(redact::facet);
        redact::overview(&mut summed);
    }
    let open = Wanted { terms: vec![("status", vec!["open".to_owned()])], ..wanted.clone() };
    let contradictions = choose(register, store, Collection::Contradictions, &open)?;
    let documents = store.counts()?.documents;
    Ok(Overview {
        figures: AllFigures {
            register: summed.figures,
            contradictions_open: contradictions.selection.rows.len() as u64,
            documents,
            documents_waiting: waiting(register, store)?,
        },
        timeline: summed.timeline,
        without_month: summed.without_month,
        by,
        extent: summed.extent,
        left_out: BTreeMap::from([
            ("incidents", incidents.selection.left_out),
            ("finds", finds.selection.left_out),
        ]),
        ignored: ignored([
            ("incidents", incidents.selection.ignored),
            ("finds", finds.selection.ignored),
            ("contradictions", contradictions.selection.ignored),
        ]),
        version: incidents.version,
    })
}

/// Filters that say nothing of a kind of thing, which is therefore counted as if they were not there.
fn ignored(
    kinds: [(&'static str, Vec<&'static str>); 3],
) -> BTreeMap<&'static str, Vec<&'static str>> {
    kinds.into_iter().filter(|(_, filters)| !filters.is_empty()).collect()
}
