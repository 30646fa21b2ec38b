//! A document as the source of a claim, and finding things by their ids.

use cairn_report::Astray;
use cairn_report::dossier::Source;
use cairn_report::lookup::{self, Thing};
use cairn_store::Store;
use serde::Serialize;

use crate::problem::Problem;

/// A document as the source of a claim.
#[derive(Clone, Debug, Serialize)]
pub struct SourceOf {
    id: String,
    label: String,
    title: Option<String>,
    publisher: Option<String>,
    published: Option<String>,
    superseded_by: Option<String>,
}

impl From<&Source> for SourceOf {
    fn from(source: &Source) -> Self {
        Self {
            id: source.id.to_string(),
            label: source.label.clone(),
            title: source.meta.title.clone(),
            publisher: source.meta.publisher.clone(),
            published: source.meta.published.map(|day| day.to_string()),
            superseded_by: source.superseded_by.clone(),
        }
    }
}

impl From<Astray> for Problem {
    fn from(astray: Astray) -> Self {
        let hint = astray.hint();
        let problem = match &astray {
            Astray::Store(_) => {
                let Astray::Store(error) = astray else {
                    return Self::internal("an error changed its kind");
                };
                return Self::from(error);
            }
            Astray::Claim(_) | Astray::Document(_) => return Self::internal(astray.to_string()),
            Astray::Empty | Astray::Unknown { .. } => Self::new(
                axum::http::StatusCode::NOT_FOUND,
                "not-found",
                "Not found",
                astray.to_string(),
            ),
            Astray::Several { .. } => Self::new(
                axum::http::StatusCode::NOT_FOUND,
                "ambiguous",
                "That may mean several things",
                astray.to_string(),
            ),
        };
        match hint {
            Some(hint) => problem.hint(hint.replace("`cairn incidents`", "/incidents")),
            None => problem,
        }
    }
}

/// The thing that an id of an address means.
///
/// # Errors
/// When it means none or several, or something of another kind (which `wanted` turns down).
pub fn thing<T>(
    store: &dyn Store,
    id: &str,
    what: &str,
    wanted: impl FnOnce(Thing) -> Option<T>,
) -> Result<T, Problem> {
    let found = lookup::thing(store, id)?;
    let kind = match &found {
        Thing::Incident(_) => "an incident",
        Thing::Find(_) => "a find",
        Thing::Series(_) => "a series of figures",
        Thing::Finding(_) => "a contradiction",
        Thing::Claim(_) => "a claim",
        Thing::Document(_) => "a document",
    };
    wanted(found)
        .ok_or_else(|| Problem::missing(what, id, &format!("`{id}` is {kind}: look for it there")))
}

/// The number of the last decision: what whoever decides has seen.
///
/// # Errors
/// When the log cannot be read.
pub fn seen(store: &dyn Store) -> Result<u64, Problem> {
    Ok(store.decisions()?.entries().last().map_or(0, |last| last.number))
}

/// What each document is called.
///
/// # Errors
/// When the register cannot be read.
pub fn stored_labels(
    store: &dyn Store,
) -> Result<std::collections::BTreeMap<cairn_model::DocumentId, String>, Problem> {
    let mut labels = std::collections::BTreeMap::new();
    store.documents(&mut |document| {
        labels.insert(document.id, document.label);
        Ok(())
    })?;
    Ok(labels)
}
