//! `POST /import`: a layer or table, with what was mended in it.

use std::path::{Path, PathBuf};

use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use cairn_intake::import::{Mapping, Plan, Taking, Target};
use cairn_intake::layers::{LayerError, LayerFile, LayerLimits};
use cairn_model::NoteKind;
use cairn_pipeline::{Layer, Pipeline, Silent};
use cairn_store::Store;
use serde::Deserialize;
use tempfile::TempDir;

use super::{Sent, sent};
use crate::access::Viewer;
use crate::decide::reads_nothing;
use crate::now;
use crate::problem::Problem;
use crate::respond;
use crate::state::App;

/// How a layer is to be read.
#[derive(Deserialize)]
pub(super) struct How {
    #[serde(rename = "as")]
    target: Option<String>,
    source: Option<String>,
    country: Option<String>,
    crs: Option<String>,
    name: Option<String>,
}

/// `POST /import`
pub(super) async fn import(
    State(app): State<App>,
    _viewer: Viewer,
    Query(how): Query<How>,
    request: Request,
) -> Result<Response, Problem> {
    let expected = "incidents, finds, hazards, records or clearance";
    let given = how.target.clone().unwrap_or_default();
    let target = Target::parse(&given).ok_or_else(|| {
        Problem::parameter("as", &given, format!("what the features are: {expected}"))
    })?;
    let files = sent(request, how.name.clone()).await?;
    let gazetteer = app.gazetteer();
    let report = app
        .register()
        .write(move |store| {
            let (folder, path) = laid_down(&files)?;
            let plan = Plan {
                target,
                source: how.source.filter(|source| !source.trim().is_empty()),
                country: how.country.map(|code| code.to_ascii_uppercase()),
                crs: how.crs,
                position_error_m: None,
                mapping: Mapping::default(),
            };
            let done = import_file(store, &path, &plan, &gazetteer);
            drop(folder);
            done
        })
        .await?;
    let mut response = respond::json(&report)?;
    *response.status_mut() = StatusCode::CREATED;
    Ok(response)
}

/// The files in a folder of their own, removed with it; and the one to open: the one that is not a
/// part of another.
fn laid_down(files: &[Sent]) -> Result<(TempDir, PathBuf), Problem> {
    let failed =
        |error: std::io::Error| Problem::internal(format!("no room for an upload: {error}"));
    let folder = tempfile::Builder::new().prefix("cairn-upload-").tempdir().map_err(failed)?;
    for Sent { name, bytes } in files {
        std::fs::write(folder.path().join(name), bytes).map_err(failed)?;
    }
    let is_part = |name: &str| {
        let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| {
            ["dbf", "shx", "prj", "cpg", "sbn", "sbx", "qmd", "qix"]
                .contains(&ending.to_ascii_lowercase().as_str())
        })
    };
    let main: Vec<&Sent> = match files {
        [one] => vec![one],
        several => several.iter().filter(|file| !is_part(&file.name)).collect(),
    };
    match main.as_slice() {
        [one] => {
            let path = folder.path().join(&one.name);
            Ok((folder, path))
        }
        several => Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "one-layer",
            "One layer at a time",
            format!("{} files came that may each be a layer", several.len()),
        )
        .hint("send one file, or a shapefile with the files beside it, or zipped")),
    }
}

fn import_file(
    store: &mut dyn Store,
    path: &Path,
    plan: &Plan,
    gazetteer: &cairn_gazetteer::Gazetteer,
) -> Result<serde_json::Value, Problem> {
    let file = LayerFile::open(path, LayerLimits::default())?;
    let taking = Taking::of(&file, plan)?;
    let imported = taking.imported()?;
    if let Some(kept) = store.document(&imported.document.id)? {
        let how = |notes: &[cairn_model::Note]| {
            let note = notes.iter().find(|note| note.kind == NoteKind::Imported);
            note.map(|note| note.text.clone())
        };
        if how(&kept.notes) != how(&imported.notes) {
            return Err(read_otherwise(&kept.document.label, how(&kept.notes)));
        }
    }
    let layer = Layer {
        document: &imported.document,
        bytes: file.bytes(),
        notes: &imported.notes,
        claims: imported.list.imported,
    };
    let pipeline = Pipeline::new(&reads_nothing, gazetteer);
    let summary =
        taking.with_claims(|claims| pipeline.import(store, layer, claims, &now(), &mut Silent))?;
    Ok(serde_json::json!({
        "document": imported.document.id,
        "summary": summary,
        "report": imported.list,
        "remarks": imported.remarks,
    }))
}

fn read_otherwise(label: &str, before: Option<String>) -> Problem {
    let before = before.unwrap_or_else(|| "read as text".to_owned());
    Problem::new(
        StatusCode::CONFLICT,
        "read-otherwise",
        "The file is in the register already",
        format!("{label} is in the register already, {before}"),
    )
    .hint("claims are never edited: save the layer that is meant to a file of its own")
}

impl From<LayerError> for Problem {
    fn from(error: LayerError) -> Self {
        // The folder that it was laid down in is nobody's business.
        let detail = error.to_string();
        let detail = match detail.find("cairn-upload-") {
            Some(at) => detail
                .get(at..)
                .and_then(|rest| rest.split_once(['/', '\\']))
                .map_or_else(|| detail.clone(), |(_, rest)| rest.to_owned()),
            None => detail,
        };
        let problem =
            Self::new(StatusCode::UNPROCESSABLE_ENTITY, "bad-layer", "No such layer", detail);
        match error.hint() {
            Some(hint) => problem.hint(hint.to_string()),
            None => problem,
        }
    }
}
