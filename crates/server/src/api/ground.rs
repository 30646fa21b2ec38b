//! `GET /ground`, `GET /ground/{name}`, `POST /ground`: how far records can be trusted.

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use cairn_report::{Answer, Filter, Question, ReportError, Subject, answer, words};
use cairn_store::{SavedQuestion, Store};
use serde::{Deserialize, Serialize};

use crate::access::{self, Viewer};
use crate::problem::Problem;
use crate::respond::json;
use crate::state::App;

/// What saved questions of this kind are about.
const ABOUT: &str = "reliability";

#[derive(Serialize)]
struct Questions {
    items: Vec<Saved>,
    total: usize,
}

#[derive(Serialize)]
struct Saved {
    name: String,
    about: String,
    summary: String,
    saved_at: String,
    asked_at: String,
}

/// `GET /ground`
pub async fn questions(State(app): State<App>, viewer: Viewer) -> Result<Response, Problem> {
    app.answer(&viewer, |store| {
        let mut items = Vec::new();
        store.saved_questions(&mut |saved| {
            let SavedQuestion { name, about, summary, saved_at, .. } = saved;
            items.push(Saved { name, about, summary, asked_at: saved_at.clone(), saved_at });
            Ok(())
        })?;
        Ok(Questions { total: items.len(), items })
    })
    .await
}

/// `GET /ground/{name}`: the answer as it was given.
pub async fn question(
    State(app): State<App>,
    viewer: Viewer,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    app.answer(&viewer, move |store| {
        let saved = store.saved_question(&name)?.ok_or_else(|| {
            Problem::missing("the saved question", &name, "/ground lists those that there are")
        })?;
        serde_json::from_str::<Answer>(&saved.answer)
            .map(Worded::from)
            .map_err(|error| Problem::internal(format!("the answer of {name}: {error}")))
    })
    .await
}

/// An answer with the sentences that must not be parted from its figures.
#[derive(Serialize)]
struct Worded {
    #[serde(flatten)]
    answer: Answer,
    /// What follows.
    findings: Vec<String>,
    /// What the figures do not say.
    limits: Vec<String>,
}

impl From<Answer> for Worded {
    fn from(answer: Answer) -> Self {
        Self { findings: words::findings(&answer), limits: words::limits(&answer), answer }
    }
}

/// A question from a page.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    #[serde(default)]
    records: Terms,
    #[serde(default)]
    items: Terms,
    tolerances: Option<Vec<f64>>,
    seed: Option<u64>,
    /// Only what is dated after the record nearest to it.
    #[serde(default)]
    only_later: bool,
    save: Option<String>,
}

/// Terms of a filter, one after the other or in one line.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Terms {
    Line(String),
    Each(Vec<String>),
}

impl Default for Terms {
    fn default() -> Self {
        Self::Line(String::new())
    }
}

impl Terms {
    fn filter(&self, name: &str, subject: Subject) -> Result<Filter, Problem> {
        let line = match self {
            Self::Line(line) => line.clone(),
            Self::Each(terms) => terms.join(" "),
        };
        Filter::parse(&line, subject)
            .map_err(|error| Problem::parameter(name, &line, error.to_string()))
    }
}

#[derive(Serialize)]
struct Given {
    answer: Worded,
    saved: Option<String>,
}

/// `POST /ground`
pub async fn ask(
    State(app): State<App>,
    viewer: Viewer,
    asked: Result<Json<Asked>, JsonRejection>,
) -> Result<Response, Problem> {
    let Json(asked) = asked.map_err(|error| {
        Problem::new(error.status(), "bad-body", "The question cannot be read", error.body_text())
            .hint("expected JSON: {\"records\": [\"kind=record\"], \"items\": [], \"seed\": 1}")
    })?;
    let question = Question {
        records: asked.records.filter("records", Subject::Records)?,
        items: asked.items.filter("items", Subject::Items)?,
        tolerances_m: asked.tolerances.unwrap_or_else(|| Question::default().tolerances_m),
        seed: asked.seed.unwrap_or_else(|| Question::default().seed),
        only_later: asked.only_later,
        ..Question::default()
    };
    let save = asked.save.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
    let register = app.register_for(&viewer).await?;
    let asking = question.clone();
    let given = register.read(move |store| Ok(answer(store, &asking)?)).await?;
    if let Some(name) = &save {
        access::may_save(&viewer)?;
        let saved = to_save(name, &question, &given)?;
        let written = register.write(move |store| {
            store.begin()?;
            store.save_question(&saved)?;
            Ok(store.commit()?)
        });
        written.await?;
    }
    let status = if save.is_some() { StatusCode::CREATED } else { StatusCode::OK };
    let mut response = json(&Given { answer: given.into(), saved: save })?;
    *response.status_mut() = status;
    Ok(response.into_response())
}

fn to_save(name: &str, question: &Question, answer: &Answer) -> Result<SavedQuestion, Problem> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    if name.len() > 80 || !name.chars().all(plain) {
        let expected = "a name of plain letters, digits, - _ and ., 80 at most";
        return Err(Problem::parameter("save", name, expected));
    }
    let failed =
        |error: serde_json::Error| Problem::internal(format!("a question cannot be kept: {error}"));
    Ok(SavedQuestion {
        name: name.to_owned(),
        about: ABOUT.to_owned(),
        summary: words::summary(answer),
        saved_at: crate::now(),
        question: serde_json::to_string(question).map_err(failed)?,
        answer: serde_json::to_string(answer).map_err(failed)?,
    })
}

impl From<ReportError> for Problem {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::Store(error) => error.into(),
            error => Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "no-answer",
                "The question has no answer",
                error.to_string(),
            ),
        }
    }
}
