//! What both stores do in the same way: labels, titles, counts and checks of what comes in.

use cairn_model::register::{Find, Finding, Incident};
use cairn_model::{Claim, ClaimBody, Document, DocumentId, Place};

use crate::error::StoreError;
use crate::store::{NewClaim, NewDocument};

/// Characters of a title at most; longer first lines are cut.
const TITLE_LENGTH: usize = 200;

/// The label wanted, or the shortest one made of it and digits of the identity that is free.
pub(crate) fn free_label(
    wanted: &str,
    id: &DocumentId,
    mut taken: impl FnMut(&str) -> Result<bool, StoreError>,
) -> Result<String, StoreError> {
    if !taken(wanted)? {
        return Ok(wanted.to_owned());
    }
    for digits in [6, 12, 24] {
        let label = format!("{wanted}~{}", id.as_str().get(..digits).unwrap_or_default());
        if !taken(&label)? {
            return Ok(label);
        }
    }
    Ok(format!("{wanted}~{id}"))
}

/// The title given, or the first line of the text that is not blank.
pub(crate) fn title(document: &Document) -> String {
    let given = document.meta.title.as_deref().map(str::trim);
    let line = given.filter(|title| !title.is_empty()).or_else(|| {
        let mut lines = document.text.lines().map(str::trim);
        lines.find(|line| !line.is_empty())
    });
    line.unwrap_or_default().chars().take(TITLE_LENGTH).collect()
}

/// How many claims of each kind, in the order of [`crate::DocumentSummary::claims`] and `land`.
pub(crate) fn count_kinds<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> ([u64; 5], [u64; 3]) {
    let (mut told, mut land) = ([0; 5], [0; 3]);
    for claim in claims {
        let [incidents, finds, tallies, contradictions, statements] = &mut told;
        let [hazards, records, releases] = &mut land;
        *match claim.body {
            ClaimBody::Incident(_) => incidents,
            ClaimBody::Find(_) => finds,
            ClaimBody::Tally(_) => tallies,
            ClaimBody::Contradiction(_) => contradictions,
            ClaimBody::Statement(_) => statements,
            ClaimBody::Hazard(_) => hazards,
            ClaimBody::Record(_) => records,
            ClaimBody::Release(_) => releases,
        } += 1;
    }
    (told, land)
}

/// The beginning of an identity as it is stored, if `text` can be one.
pub(crate) fn id_prefix(text: &str) -> Option<String> {
    let is_prefix = (1..=64).contains(&text.len()) && text.bytes().all(|c| c.is_ascii_hexdigit());
    is_prefix.then(|| text.to_ascii_lowercase())
}

/// Refuses claims of other documents and numbers that JSON cannot hold.
pub(crate) fn check_document(new: &NewDocument<'_>) -> Result<(), StoreError> {
    check_claims(&new.document.id, new.claims)
}

/// Refuses claims of other documents than this and numbers that JSON cannot hold.
pub(crate) fn check_claims(document: &DocumentId, claims: &[NewClaim]) -> Result<(), StoreError> {
    for NewClaim { claim, .. } in claims {
        if claim.document != *document {
            return Err(StoreError::ForeignClaim {
                id: claim.id.clone(),
                of: claim.document.clone(),
                with: document.clone(),
            });
        }
        let finite = match &claim.body {
            ClaimBody::Incident(incident) => is_finite(&incident.place),
            ClaimBody::Find(find) => is_finite(&find.place),
            ClaimBody::Contradiction(one) => one.values.iter().all(|value| value.is_finite()),
            ClaimBody::Tally(_) | ClaimBody::Statement(_) => true,
            ClaimBody::Hazard(hazard) => hazard.drawn.is_finite(),
            ClaimBody::Record(record) => record.drawn.is_finite(),
            ClaimBody::Release(release) => {
                release.drawn.is_finite() && release.depth_m.is_none_or(f64::is_finite)
            }
        };
        require(finite, || format!("the claim {}", claim.id))?;
    }
    Ok(())
}

/// Refuses numbers that JSON cannot hold.
pub(crate) fn check_incident(incident: &Incident) -> Result<(), StoreError> {
    let finite =
        is_finite(&incident.place) && incident.links.iter().all(|link| link.weight.is_finite());
    require(finite, || format!("the incident {}", incident.id))
}

/// Refuses numbers that JSON cannot hold.
pub(crate) fn check_find(find: &Find) -> Result<(), StoreError> {
    require(is_finite(&find.place), || format!("the find {}", find.id))
}

/// Refuses numbers that JSON cannot hold.
pub(crate) fn check_finding(finding: &Finding) -> Result<(), StoreError> {
    let finite = finding.values.iter().all(|value| value.is_finite());
    require(finite, || format!("the finding {}", finding.id))
}

fn require(finite: bool, what: impl FnOnce() -> String) -> Result<(), StoreError> {
    if finite { Ok(()) } else { Err(StoreError::NotFinite { what: what() }) }
}

fn is_finite(place: &Place) -> bool {
    let position = place.position.iter();
    position.map(|at| at.lat + at.lon).all(f64::is_finite)
        && (place.candidates.iter()).map(|one| one.lat + one.lon + one.score).all(f64::is_finite)
}
