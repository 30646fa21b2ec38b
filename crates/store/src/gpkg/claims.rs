//! Claims in the file: in full as JSON, with columns beside it for people.

use std::collections::BTreeSet;

use cairn_model::{Claim, ClaimBody, ClaimId, ClaimKind, DocumentId};

use crate::error::StoreError;
use crate::gpkg::db::{Db, json};
use crate::gpkg::extents::Extents;
use crate::gpkg::{display, land};
use crate::store::{NewClaim, Visit};

/// Adds a claim of the document in row `document`.
pub(crate) fn add(
    db: &Db,
    extents: &mut Extents,
    document: i64,
    label: &str,
    new: &NewClaim,
) -> Result<(), StoreError> {
    let claim = &new.claim;
    let sentence = display::quoted(claim.body.evidence());
    let sql = "INSERT INTO claims (id, document_fid, document, kind, said_by, sentence, body) \
               VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";
    let added = db.execute(
        sql,
        (
            claim.id.as_str(),
            document,
            label,
            claim.body.kind().as_str(),
            display::joined(claim.body.said_by()),
            &sentence,
            json(claim.id.as_str(), claim)?,
        ),
    )?;
    if added == 0 {
        return Err(StoreError::DuplicateClaim { path: db.path.clone(), id: claim.id.clone() });
    }
    let row = db.conn.last_insert_rowid();
    for key in &new.keys {
        let sql = "INSERT OR IGNORE INTO claim_keys (key, claim) VALUES (?, ?)";
        db.execute(sql, (key, row))?;
    }
    match &claim.body {
        ClaimBody::Statement(said) => display::add_statement(db, &claim.id, label, said, &sentence),
        _ => land::add(db, extents, label, claim),
    }
}

pub(crate) fn get(db: &Db, id: &ClaimId) -> Result<Option<Claim>, StoreError> {
    let sql = "SELECT body FROM claims WHERE id = ?";
    let body: Option<String> = db.one(sql, [id.as_str()], |row| row.get(0))?;
    body.map(|body| parse(db, &body)).transpose()
}

pub(crate) fn of(db: &Db, document: &DocumentId) -> Result<Vec<Claim>, StoreError> {
    let sql = "SELECT body FROM claims WHERE document_fid = \
               (SELECT fid FROM documents WHERE id = ?) ORDER BY fid";
    db.all(sql, [document.as_str()], |body| parse(db, &body))
}

pub(crate) fn with_keys(db: &Db, keys: &[String]) -> Result<Vec<ClaimId>, StoreError> {
    let sql = "SELECT id FROM claim_keys JOIN claims ON fid = claim WHERE key = ?";
    let mut found = BTreeSet::new();
    for key in keys {
        found.extend(db.all(sql, [key], |id| identity(db, &id))?);
    }
    Ok(found.into_iter().collect())
}

pub(crate) fn kind(db: &Db, id: &ClaimId) -> Result<Option<ClaimKind>, StoreError> {
    let sql = "SELECT kind FROM claims WHERE id = ?";
    let word: Option<String> = db.one(sql, [id.as_str()], |row| row.get(0))?;
    let unknown = |word: &str| db.corrupt(format!("a claim of the unknown kind `{word}`"));
    word.map(|word| ClaimKind::parse(&word).ok_or_else(|| unknown(&word))).transpose()
}

pub(crate) fn visit(db: &Db, kind: ClaimKind, visit: Visit<'_, Claim>) -> Result<(), StoreError> {
    let sql = "SELECT body FROM claims WHERE kind = ? ORDER BY id";
    db.each(sql, [kind.as_str()], |row| row.get::<_, String>(0), |body| visit(parse(db, &body)?))
}

pub(crate) fn ids(db: &Db, kind: ClaimKind) -> Result<Vec<ClaimId>, StoreError> {
    let sql = "SELECT id FROM claims WHERE kind = ? ORDER BY id";
    db.all(sql, [kind.as_str()], |id| identity(db, &id))
}

fn identity(db: &Db, id: &str) -> Result<ClaimId, StoreError> {
    ClaimId::parse(id).map_err(|error| db.corrupt(error.to_string()))
}

fn parse(db: &Db, body: &str) -> Result<Claim, StoreError> {
    db.parse("a claim", body)
}
