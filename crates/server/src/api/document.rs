//! `GET /documents/{id}`: a text with the claims that were read from it, and its other versions.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use cairn_model::register::Standing;
use cairn_model::{Claim, ClaimId, DecisionAction, Note, Revision};
use cairn_report::dossier::{DocumentPage, Gatherer, VersionOf};
use cairn_report::lookup::Thing;
use cairn_store::{Store, StoredDocument};
use serde::Serialize;

use super::difference::{Part, difference};
use super::label::label;
use super::source::thing;
use crate::access::Viewer;
use crate::problem::Problem;
use crate::state::App;

/// Bytes of a text that a page holds.
const TEXT: usize = 1 << 20;
/// Claims that a page holds: layers have as many as features.
const CLAIMS: usize = 5_000;

#[derive(Serialize)]
struct Answer {
    document: About,
    text: String,
    /// Bytes of the text that are left out here.
    text_left_out: usize,
    claims: Vec<ClaimOf>,
    claims_total: usize,
    versions: Vec<VersionOf>,
    difference: Option<Difference>,
    revision: Option<Revision>,
    notes: Vec<Note>,
}

#[derive(Serialize)]
struct About {
    id: String,
    label: String,
    title: Option<String>,
    publisher: Option<String>,
    published: Option<String>,
    language: Option<String>,
    country: Option<String>,
    url: Option<String>,
    origin: String,
    media_type: String,
    added_at: String,
    superseded_by: Option<String>,
}

#[derive(Serialize)]
struct ClaimOf {
    id: ClaimId,
    kind: &'static str,
    label: String,
    said_by: Vec<String>,
    spans: Vec<Span>,
    held_by: Option<String>,
    standing: Standing,
}

/// A piece of the text, in bytes and in the units in which browsers count letters.
#[derive(Serialize)]
struct Span {
    start: usize,
    end: usize,
    start16: usize,
    end16: usize,
}

#[derive(Serialize)]
struct Difference {
    from: Earlier,
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct Earlier {
    id: String,
    label: String,
}

/// `GET /documents/{id}`
pub async fn document(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    app.answer(&viewer, move |store| of(store, &id)).await
}

fn stored(store: &dyn Store, id: &str) -> Result<StoredDocument, Problem> {
    thing(store, id, "the document", |found| match found {
        Thing::Document(stored) => Some(*stored),
        _ => None,
    })
}

fn of(store: &dyn Store, id: &str) -> Result<Answer, Problem> {
    let page = Gatherer::new(store).document(stored(store, id)?)?;
    let ruled = Ruled::by(store)?;
    let superseded = page.source.superseded_by.is_some();
    let claims_total = page.claims.len();
    let (text, text_left_out) = beginning(&page.source.text);
    let shown = &page.claims[..claims_total.min(CLAIMS)];
    let claims = claims(shown, &text, &ruled, superseded);
    let difference = changed(&page);
    let meta = page.source.meta;
    Ok(Answer {
        document: About {
            id: page.source.id.to_string(),
            label: page.source.label,
            title: meta.title,
            publisher: meta.publisher,
            published: meta.published.map(|day| day.to_string()),
            language: page.language,
            country: meta.country,
            url: meta.url,
            origin: page.origin,
            media_type: page.media_type,
            added_at: page.added_at,
            superseded_by: page.source.superseded_by,
        },
        text,
        text_left_out,
        claims,
        claims_total,
        versions: page.versions,
        difference,
        revision: page.revision,
        notes: page.notes,
    })
}

/// The text, or as much of it as a page holds, and how many bytes are left out.
fn beginning(text: &str) -> (String, usize) {
    let mut end = text.len().min(TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    (text.get(..end).unwrap_or_default().to_owned(), text.len() - end)
}

fn changed(page: &DocumentPage) -> Option<Difference> {
    let place = page.versions.iter().position(|version| version.id == page.source.id)?;
    let earlier = page.versions.get(place.checked_sub(1)?)?;
    let before = page.previous_text.as_deref()?;
    Some(Difference {
        from: Earlier { id: earlier.id.to_string(), label: earlier.label.clone() },
        parts: difference(before, &page.source.text),
    })
}

/// What people accepted and rejected.
struct Ruled {
    accepted: BTreeSet<ClaimId>,
    rejected: BTreeSet<ClaimId>,
}

impl Ruled {
    fn by(store: &dyn Store) -> Result<Self, Problem> {
        let log = store.decisions()?;
        let mut ruled = Self { accepted: BTreeSet::new(), rejected: BTreeSet::new() };
        for entry in log.in_force() {
            match &entry.action {
                DecisionAction::Accept { claim } => {
                    ruled.rejected.remove(claim);
                    ruled.accepted.insert(claim.clone());
                }
                DecisionAction::Reject { claim } => {
                    ruled.accepted.remove(claim);
                    ruled.rejected.insert(claim.clone());
                }
                _ => {}
            }
        }
        Ok(ruled)
    }

    fn standing(&self, claim: &ClaimId, superseded: bool) -> Standing {
        if self.rejected.contains(claim) {
            Standing::Rejected
        } else if self.accepted.contains(claim) {
            Standing::Accepted
        } else if superseded {
            Standing::Superseded
        } else {
            Standing::Live
        }
    }
}

fn claims(
    claims: &[(Claim, Option<String>)],
    text: &str,
    ruled: &Ruled,
    superseded: bool,
) -> Vec<ClaimOf> {
    let places = claims.iter().flat_map(|(claim, _)| claim.body.evidence());
    let units = units(text, places.flat_map(|one| [one.start, one.end]).collect());
    let span = |start: usize, end: usize| {
        let unit = |byte| units.get(&byte).copied();
        Some(Span { start, end, start16: unit(start)?, end16: unit(end)? })
    };
    (claims.iter())
        .map(|(claim, held_by)| ClaimOf {
            id: claim.id.clone(),
            kind: claim.body.kind().as_str(),
            label: label(&claim.body),
            said_by: claim.body.said_by().to_vec(),
            spans: (claim.body.evidence().iter())
                .filter_map(|one| span(one.start, one.end))
                .collect(),
            held_by: held_by.clone(),
            standing: ruled.standing(&claim.id, superseded),
        })
        .collect()
}

/// How many units of UTF-16 stand before each of these bytes; nothing for bytes beyond the text.
fn units(text: &str, bytes: BTreeSet<usize>) -> BTreeMap<usize, usize> {
    let mut units = BTreeMap::new();
    let (mut at, mut before) = (0, 0);
    for byte in bytes {
        let Some(more) = text.get(at..byte) else { break };
        before += more.encode_utf16().count();
        at = byte;
        units.insert(byte, before);
    }
    units
}

/// `GET /documents/{id}/original`: the untouched bytes, to be kept, never to be shown.
pub async fn original(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let register = app.register_for(&viewer).await?;
    let (name, bytes) = register
        .read(move |store| {
            let document = stored(store, &id)?.document;
            let bytes = store.original(&document.id)?.unwrap_or_default();
            Ok((file_name(&document.label, &document.media_type), bytes))
        })
        .await?;
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    // Whatever it is, nothing here opens it.
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    let sandbox = HeaderValue::from_static("sandbox; default-src 'none'");
    headers.append(header::CONTENT_SECURITY_POLICY, sandbox);
    if let Ok(name) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// A name under which it can be kept on any system.
fn file_name(label: &str, media_type: &str) -> String {
    let plain = |letter: char| {
        if letter.is_ascii_alphanumeric() || "-_.".contains(letter) { letter } else { '_' }
    };
    let name: String = label.chars().take(100).map(plain).collect();
    let endings = mime_guess::get_mime_extensions_str(media_type);
    let ending = endings.and_then(|endings| endings.first()).copied().unwrap_or("bin");
    let ending = if media_type == "text/plain" { "txt" } else { ending };
    if name.to_lowercase().ends_with(&format!(".{ending}")) {
        name
    } else {
        format!("{name}.{ending}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_count_letters_otherwise() {
        let text = "a\u{259}b😀c";
        let ends = BTreeSet::from([0, 1, 3, 4, 8, 9]);
        let units: Vec<usize> = units(text, ends).into_values().collect();
        assert_eq!(units, [0, 1, 2, 3, 5, 6]);
        assert!(super::units(text, BTreeSet::from([2])).is_empty(), "that cuts a letter in two");
        assert!(super::units(text, BTreeSet::from([99])).is_empty());
    }

    #[test]
    fn a_name_is_fit_for_any_disk() {
        assert_eq!(file_name("wire-7", "text/html"), "wire-7.htm");
        assert_eq!(file_name("../../etc/passwd", "text/plain"), ".._.._etc_passwd.txt");
        assert_eq!(file_name("a\"b\r\n.txt", "text/plain"), "a_b__.txt");
    }
}
