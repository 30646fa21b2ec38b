//! `POST /documents` and `POST /import`: what comes in by way of the server, through the same intake
//! as on the command line.

mod layer;

use std::io::Cursor;

use axum::Router;
use axum::body::Bytes;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{DefaultBodyLimit, FromRequest, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use axum::routing::post;
use cairn_intake::{IntakeError, Limits, take_stream};
use cairn_pipeline::{AddSummary, Incoming, Pipeline, Silent};
use serde::{Deserialize, Serialize};

use crate::access::Viewer;
use crate::now;
use crate::problem::Problem;
use crate::respond;
use crate::state::App;

/// Bytes of an upload, all files together.
const UPLOAD: usize = 64 << 20;
/// Files of an upload: the parts of a shapefile, or a handful of stories.
const FILES: usize = 100;
/// Refusals that are told one by one.
const TOLD: usize = 100;

/// The routes of bringing in.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/documents", post(documents))
        .route("/import", post(layer::import))
        .layer(DefaultBodyLimit::max(UPLOAD))
}

/// A file that came.
struct Sent {
    name: String,
    bytes: Bytes,
}

#[derive(Deserialize)]
struct Named {
    name: Option<String>,
}

/// What became of the documents.
#[derive(Serialize)]
struct Added {
    added: u64,
    same: u64,
    refused: Vec<Refused>,
    /// Those that were refused beside these.
    refused_more: u64,
    /// Identities of all that were taken in, new or known.
    documents: Vec<String>,
    remarks: Vec<String>,
    summary: AddSummary,
}

#[derive(Serialize)]
struct Refused {
    name: String,
    why: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
}

async fn documents(
    State(app): State<App>,
    _viewer: Viewer,
    Query(named): Query<Named>,
    request: Request,
) -> Result<Response, Problem> {
    let files = sent(request, named.name).await?;
    let (gazetteer, reader) = (app.gazetteer(), app.reader().await?);
    let added = app
        .register()
        .write(move |store| {
            let mut taken = Intake::of(files);
            let pipeline = Pipeline::new(&*reader, &*gazetteer);
            let summary = pipeline.add(store, &mut taken, &now(), &mut Silent)?;
            Ok(taken.added(summary))
        })
        .await?;
    let mut response = respond::json(&added)?;
    *response.status_mut() = match added.documents.is_empty() {
        true => StatusCode::UNPROCESSABLE_ENTITY,
        false => StatusCode::CREATED,
    };
    Ok(response)
}

/// Documents as they are taken in; those that cannot be are kept by name.
struct Intake {
    documents: Box<dyn Iterator<Item = (String, Result<cairn_intake::Taken, IntakeError>)>>,
    refused: Vec<Refused>,
    refused_more: u64,
    ids: Vec<String>,
    remarks: Vec<String>,
}

impl Intake {
    fn of(files: Vec<Sent>) -> Self {
        let documents = files.into_iter().flat_map(|Sent { name, bytes }| {
            let taken = take_stream(&name, Cursor::new(bytes), &Limits::default());
            taken.map(move |taken| (name.clone(), taken))
        });
        Self {
            documents: Box::new(documents),
            refused: Vec::new(),
            refused_more: 0,
            ids: Vec::new(),
            remarks: Vec::new(),
        }
    }

    fn added(self, summary: AddSummary) -> Added {
        Added {
            added: summary.added,
            same: summary.known,
            refused: self.refused,
            refused_more: self.refused_more,
            documents: self.ids,
            remarks: self.remarks,
            summary,
        }
    }
}

impl Iterator for Intake {
    type Item = Incoming;

    fn next(&mut self) -> Option<Incoming> {
        loop {
            let (name, taken) = self.documents.next()?;
            match taken {
                Ok(taken) => {
                    for remark in taken.remarks.iter().take(TOLD) {
                        self.remarks.push(format!("{}: {remark}", taken.document.label));
                    }
                    self.ids.push(taken.document.id.to_string());
                    return Some(Incoming::from(taken));
                }
                Err(_) if self.refused.len() >= TOLD => self.refused_more += 1,
                Err(error) => self.refused.push(Refused {
                    name,
                    why: error.to_string(),
                    hint: error.hint().map(|hint| hint.to_string()),
                }),
            }
        }
    }
}

/// The files of a request: parts of a form, or its body as one file.
async fn sent(request: Request, name: Option<String>) -> Result<Vec<Sent>, Problem> {
    let media = media_type(request.headers());
    if media == "multipart/form-data" {
        let form = Multipart::from_request(request, &()).await.map_err(|error| no_form(&error))?;
        return parts(form).await;
    }
    let bytes = Bytes::from_request(request, &()).await.map_err(|error| {
        Problem::new(error.status(), "bad-body", "The body cannot be read", error.body_text())
            .hint(format!("an upload has at most {} MB; split it", UPLOAD >> 20))
    })?;
    if bytes.is_empty() {
        return Err(nothing_sent());
    }
    let name = name.unwrap_or_else(|| format!("upload{}", ending(&media)));
    Ok(vec![Sent { name: plain(&name), bytes }])
}

async fn parts(mut form: Multipart) -> Result<Vec<Sent>, Problem> {
    let broken = |error: axum::extract::multipart::MultipartError| {
        Problem::new(error.status(), "bad-body", "The form cannot be read", error.body_text())
            .hint(format!("an upload has at most {} MB; split it", UPLOAD >> 20))
    };
    let mut files = Vec::new();
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let Some(name) = field.file_name().map(plain) else { continue };
        if files.len() == FILES {
            return Err(Problem::new(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too-many-files",
                "Too many files",
                format!("an upload has at most {FILES} files"),
            )
            .hint("send them in several uploads, or as JSON Lines"));
        }
        files.push(Sent { name, bytes: field.bytes().await.map_err(broken)? });
    }
    if files.is_empty() { Err(nothing_sent()) } else { Ok(files) }
}

fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media = value.unwrap_or_default().split(';').next().unwrap_or_default();
    media.trim().to_ascii_lowercase()
}

/// The ending by which the intake knows a file of this media type.
fn ending(media: &str) -> &'static str {
    match media {
        "text/html" | "application/xhtml+xml" => ".html",
        "application/pdf" => ".pdf",
        "application/json" => ".json",
        "application/jsonl" | "application/x-ndjson" => ".jsonl",
        _ => ".txt",
    }
}

/// The last part of a name, without what has a meaning to a file system.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String =
        last.chars().filter(|c| !c.is_control() && !r#":*?"<>|"#.contains(*c)).take(150).collect();
    let plain = plain.trim().trim_start_matches('.').trim();
    if plain.is_empty() { "upload".to_owned() } else { plain.to_owned() }
}

fn nothing_sent() -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "nothing-sent",
        "Nothing was sent",
        "expected a file: as the body with its Content-Type, or as parts of a form \
         (multipart/form-data) with file names",
    )
}

fn no_form(error: &MultipartRejection) -> Problem {
    Problem::new(error.status(), "bad-body", "The form cannot be read", error.body_text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_lead_out_of_their_folder() {
        for (given, kept) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\reports\\story.html", "story.html"),
            ("..", "upload"),
            ("", "upload"),
            (".hidden", "hidden"),
            ("a\u{0}b\n.txt", "ab.txt"),
            ("доклад 1.txt", "доклад 1.txt"),
        ] {
            assert_eq!(plain(given), kept, "{given:?}");
        }
    }
}
