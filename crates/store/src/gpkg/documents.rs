//! Documents in the file: what is known about them, their texts and originals, and which replaces
//! which.

use std::io::Read;

use cairn_model::register::VersionLink;
use cairn_model::{Document, DocumentId, DocumentMeta, Note, Revision};
use rusqlite::{OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::gpkg::db::{Db, json};
use crate::gpkg::extents::Extents;
use crate::gpkg::{article_keys, claims};
use crate::shared;
use crate::store::{DocumentAbout, DocumentSummary, NewClaim, NewDocument, StoredDocument, Visit};

/// Fast; a higher level saves a few per cent of texts this short.
const ZSTD_LEVEL: i32 = 1;

/// Bytes of an original at most; documents taken in are smaller.
const LARGEST_ORIGINAL: u64 = 256 << 20;

/// All that is known about a document beside its text and names, kept as JSON so that it comes back
/// exactly as it was put.
#[derive(Serialize)]
struct About<'a> {
    meta: &'a DocumentMeta,
    language: Option<&'a str>,
    revision: Option<&'a Revision>,
    notes: &'a [Note],
}

#[derive(Deserialize)]
struct KeptAbout {
    meta: DocumentMeta,
    language: Option<String>,
    revision: Option<Revision>,
    notes: Vec<Note>,
}

pub(crate) fn row(db: &Db, id: &DocumentId) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT fid FROM documents WHERE id = ?";
    db.one(sql, [id.as_str()], |row| row.get(0))
}

pub(crate) fn is_taken(db: &Db, label: &str) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM documents WHERE label = ?";
    Ok(db.one(sql, [label], |_| Ok(()))?.is_some())
}

pub(crate) fn add(
    db: &Db,
    extents: &mut Extents,
    new: &NewDocument<'_>,
    added_at: &str,
) -> Result<(), StoreError> {
    let fid = insert(db, new, added_at)?;
    let label = &new.document.label;
    db.execute(
        "INSERT INTO texts (fid, document, text) VALUES (?, ?, ?)",
        (fid, label, &new.document.text),
    )?;
    let about = About {
        meta: &new.document.meta,
        language: new.language,
        revision: new.revision,
        notes: new.notes,
    };
    let bytes = if new.original == new.document.text.as_bytes() {
        None
    } else {
        Some(compress(db, new.original)?)
    };
    db.execute(
        "INSERT INTO originals (fid, about, bytes, article_keys) VALUES (?, ?, ?, ?)",
        (fid, json(label, &about)?, bytes, article_keys::packed(new.article_keys)),
    )?;
    new.claims.iter().try_for_each(|claim| claims::add(db, extents, fid, label, claim))?;
    article_keys::add(db, fid, new.article_keys)
}

/// Adds claims to a document that is there.
pub(crate) fn add_claims(
    db: &Db,
    extents: &mut Extents,
    document: &DocumentId,
    new: &[NewClaim],
) -> Result<(), StoreError> {
    let sql = "SELECT fid, label FROM documents WHERE id = ?";
    let kept = db.one(sql, [document.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let Some((fid, label)): Option<(i64, String)> = kept else {
        return Err(StoreError::UnknownDocument { path: db.path.clone(), id: document.clone() });
    };
    new.iter().try_for_each(|claim| claims::add(db, extents, fid, &label, claim))?;
    let [incidents, finds, tallies, contradictions, statements, hazards, records, releases] =
        counts(new);
    let sql = "UPDATE documents SET n_incidents = n_incidents + ?, n_finds = n_finds + ?, \
               n_tallies = n_tallies + ?, n_contradictions = n_contradictions + ?, \
               n_statements = n_statements + ?, n_hazards = n_hazards + ?, \
               n_records = n_records + ?, n_releases = n_releases + ? WHERE fid = ?";
    let counts = rusqlite::params![
        incidents,
        finds,
        tallies,
        contradictions,
        statements,
        hazards,
        records,
        releases,
        fid
    ];
    db.execute(sql, counts).map(drop)
}

/// How many claims of each kind, in the order of the columns.
fn counts(claims: &[NewClaim]) -> [i64; 8] {
    let (told, land) = shared::count_kinds(claims.iter().map(|new| &new.claim));
    let mut counts = told.into_iter().chain(land);
    // As many as there are columns.
    std::array::from_fn(|_| i64::try_from(counts.next().unwrap_or_default()).unwrap_or(i64::MAX))
}

fn insert(db: &Db, new: &NewDocument<'_>, added_at: &str) -> Result<i64, StoreError> {
    let Document { id, label, meta, .. } = new.document;
    let kept_as = "SELECT label FROM documents WHERE id = ?";
    if let Some(label) = db.one(kept_as, [id.as_str()], |row| row.get(0))? {
        return Err(StoreError::DuplicateDocument { path: db.path.clone(), label, id: id.clone() });
    }
    if is_taken(db, label)? {
        return Err(StoreError::LabelTaken { path: db.path.clone(), label: label.clone() });
    }
    let [incidents, finds, tallies, contradictions, statements, hazards, records, releases] =
        counts(new.claims);
    let sql = "INSERT INTO documents (id, label, title, publisher, published, language, url, \
               country, origin, media_type, added_at, n_incidents, n_finds, n_tallies, \
               n_contradictions, n_statements, n_hazards, n_records, n_releases) VALUES \
               (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    db.execute(
        sql,
        rusqlite::params![
            id.as_str(),
            label,
            shared::title(new.document),
            meta.publisher,
            meta.published.map(|day| day.to_string()),
            new.language,
            meta.url,
            meta.country,
            new.document.origin,
            new.document.media_type,
            added_at,
            incidents,
            finds,
            tallies,
            contradictions,
            statements,
            hazards,
            records,
            releases,
        ],
    )?;
    Ok(db.conn.last_insert_rowid())
}

pub(crate) fn get(db: &Db, id: &DocumentId) -> Result<Option<StoredDocument>, StoreError> {
    let sql = "SELECT label, origin, media_type, added_at, text, about FROM documents \
               JOIN texts USING (fid) JOIN originals USING (fid) WHERE id = ?";
    let found = db.one(sql, [id.as_str()], |row| {
        let document = Document {
            id: id.clone(),
            label: row.get(0)?,
            origin: row.get(1)?,
            media_type: row.get(2)?,
            meta: DocumentMeta::default(),
            text: row.get(4)?,
        };
        Ok((document, row.get::<_, String>(3)?, row.get::<_, String>(5)?))
    })?;
    let Some((mut document, added_at, about)) = found else {
        return Ok(None);
    };
    let about: KeptAbout = db.parse(&format!("what is known about {}", document.label), &about)?;
    document.meta = about.meta;
    Ok(Some(StoredDocument {
        document,
        language: about.language,
        revision: about.revision,
        notes: about.notes,
        added_at,
    }))
}

pub(crate) fn original(db: &Db, id: &DocumentId) -> Result<Option<Vec<u8>>, StoreError> {
    let sql = "SELECT bytes, CASE WHEN bytes IS NULL THEN text END FROM documents \
               JOIN texts USING (fid) JOIN originals USING (fid) WHERE id = ?";
    let found = db.one(sql, [id.as_str()], |row| {
        Ok((row.get::<_, Option<Vec<u8>>>(0)?, row.get::<_, Option<String>>(1)?))
    })?;
    match found {
        Some((Some(compressed), _)) => decompress(&compressed, LARGEST_ORIGINAL)
            .map(Some)
            .map_err(|error| db.corrupt(format!("the original of {}: {error}", id.short()))),
        Some((None, text)) => Ok(Some(text.unwrap_or_default().into_bytes())),
        None => Ok(None),
    }
}

pub(crate) fn find(db: &Db, text: &str) -> Result<Vec<DocumentId>, StoreError> {
    // Digits sort before `g`, so that everything that starts with the prefix lies in the range.
    let prefix = shared::id_prefix(text);
    let sql =
        "SELECT id FROM documents WHERE label = ?1 OR (id >= ?2 AND id < ?2 || 'g') ORDER BY id";
    db.all(sql, (text, prefix), |id| parse_id(db, &id))
}

pub(crate) fn about(db: &Db, id: &DocumentId) -> Result<Option<DocumentAbout>, StoreError> {
    let sql = "SELECT label, about, n_contradictions > 0, \
               EXISTS (SELECT 1 FROM version_links WHERE earlier = ?1), \
               EXISTS (SELECT 1 FROM version_links WHERE later = ?1) \
               FROM documents JOIN originals USING (fid) WHERE id = ?1";
    let found = db.one(sql, [id.as_str()], |row| {
        let superseded: bool = row.get(3)?;
        let about = DocumentAbout {
            label: row.get(0)?,
            meta: DocumentMeta::default(),
            superseded,
            linked: superseded || row.get(4)?,
            contradicts: row.get(2)?,
        };
        Ok((about, row.get::<_, String>(1)?))
    })?;
    let Some((mut about, known)) = found else {
        return Ok(None);
    };
    let known: KeptAbout = db.parse(&format!("what is known about {}", about.label), &known)?;
    about.meta = known.meta;
    Ok(Some(about))
}

const SUMMARY: &str = "SELECT id, label, title, publisher, published, language, superseded_by, \
                       n_incidents, n_finds, n_tallies, n_contradictions, n_statements, \
                       n_hazards, n_records, n_releases FROM documents";

pub(crate) fn visit(db: &Db, visit: Visit<'_, DocumentSummary>) -> Result<(), StoreError> {
    let sql = format!("{SUMMARY} ORDER BY label");
    db.each(&sql, [], read_summary, |(id, summary)| {
        visit(DocumentSummary { id: parse_id(db, &id)?, ..summary })
    })
}

pub(crate) fn summary(db: &Db, id: &DocumentId) -> Result<Option<DocumentSummary>, StoreError> {
    let sql = format!("{SUMMARY} WHERE id = ?");
    let found = db.one(&sql, [id.as_str()], read_summary)?;
    Ok(found.map(|(_, summary)| DocumentSummary { id: id.clone(), ..summary }))
}

/// The identity as it stands there, and a summary that does not have it yet.
fn read_summary(row: &Row<'_>) -> rusqlite::Result<(String, DocumentSummary)> {
    let (mut claims, mut land) = ([0; 5], [0; 3]);
    for (at, count) in (7..).zip(claims.iter_mut().chain(&mut land)) {
        *count = row.get::<_, i64>(at)?.unsigned_abs();
    }
    let summary = DocumentSummary {
        id: DocumentId::of_bytes(&[]),
        label: row.get(1)?,
        title: row.get(2)?,
        publisher: row.get(3)?,
        published: row.get(4)?,
        language: row.get(5)?,
        superseded_by: row.get(6)?,
        claims,
        land,
    };
    Ok((row.get(0)?, summary))
}

pub(crate) fn put_link(db: &Db, link: &VersionLink) -> Result<(), StoreError> {
    for id in [&link.earlier, &link.later] {
        if row(db, id)?.is_none() {
            return Err(StoreError::UnknownDocument { path: db.path.clone(), id: id.clone() });
        }
    }
    let sql = "INSERT OR REPLACE INTO version_links (earlier, later, why) VALUES (?, ?, ?)";
    db.execute(sql, (link.earlier.as_str(), link.later.as_str(), &link.why))?;
    mark_superseded(db, &link.earlier)
}

pub(crate) fn remove_links(db: &Db, earlier: &DocumentId) -> Result<(), StoreError> {
    db.execute("DELETE FROM version_links WHERE earlier = ?", [earlier.as_str()])?;
    mark_superseded(db, earlier)
}

fn mark_superseded(db: &Db, earlier: &DocumentId) -> Result<(), StoreError> {
    let sql = "UPDATE documents SET superseded_by = (SELECT label FROM version_links \
               JOIN documents AS replacing ON replacing.id = later \
               WHERE earlier = ?1 ORDER BY later LIMIT 1) WHERE id = ?1";
    db.execute(sql, [earlier.as_str()]).map(drop)
}

pub(crate) fn links(db: &Db, document: &DocumentId) -> Result<Vec<VersionLink>, StoreError> {
    let sql = "SELECT earlier, later, why FROM version_links WHERE earlier = ?1 OR later = ?1 \
               ORDER BY earlier, later";
    let mut found = Vec::new();
    db.each(
        sql,
        [document.as_str()],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get(2)?)),
        |(earlier, later, why)| {
            found.push(VersionLink {
                earlier: parse_id(db, &earlier)?,
                later: parse_id(db, &later)?,
                why,
            });
            Ok(())
        },
    )?;
    Ok(found)
}

/// That every document has its text, its original and as many claims as its reading gave.
pub(crate) fn check(db: &Db) -> Result<(), StoreError> {
    let sql = "SELECT label FROM documents LEFT JOIN texts USING (fid) LEFT JOIN originals USING (fid) \
               WHERE texts.text IS NULL OR originals.about IS NULL OR \
               n_incidents + n_finds + n_tallies + n_contradictions + n_statements + \
               n_hazards + n_records + n_releases IS NOT \
               (SELECT count(*) FROM claims WHERE document_fid = documents.fid) LIMIT 1";
    let mut statement = db.conn.prepare(sql).map_err(|e| db.error(e))?;
    let half: Option<String> =
        statement.query_row([], |row| row.get(0)).optional().map_err(|e| db.error(e))?;
    half.map_or(Ok(()), |label| Err(db.corrupt(format!("the document {label} is only half there"))))
}

pub(crate) fn parse_id(db: &Db, text: &str) -> Result<DocumentId, StoreError> {
    DocumentId::parse(text).map_err(|error| db.corrupt(error.to_string()))
}

/// Stops after `most` bytes, as the file may come from anybody.
fn decompress(bytes: &[u8], most: u64) -> std::io::Result<Vec<u8>> {
    let mut original = Vec::new();
    zstd::Decoder::new(bytes)?.take(most + 1).read_to_end(&mut original)?;
    if original.len() as u64 > most {
        return Err(std::io::Error::other(format!("it unpacks to more than {most} bytes")));
    }
    Ok(original)
}

fn compress(db: &Db, bytes: &[u8]) -> Result<Vec<u8>, StoreError> {
    zstd::bulk::compress(bytes, ZSTD_LEVEL)
        .map_err(|source| StoreError::Io { path: db.path.clone(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_original_unpacks_to_so_much_and_no_more() {
        let packed = zstd::bulk::compress(&[7; 1000], ZSTD_LEVEL).unwrap();
        assert_eq!(decompress(&packed, 1000).unwrap(), [7; 1000]);
        let error = decompress(&packed, 999).unwrap_err();
        assert_eq!(error.to_string(), "it unpacks to more than 999 bytes");
    }
}
