//! Derived things exactly as they were put, as JSON, apart from the layers that people see.

use std::collections::BTreeSet;

use cairn_model::{ClaimId, DateSpan};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::StoreError;
use crate::gpkg::db::{Db, json};
use crate::store::Visit;

/// What is derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Incident,
    Find,
    Series,
    Finding,
}

impl Kind {
    const fn code(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Find => "find",
            Self::Series => "series",
            Self::Finding => "finding",
        }
    }

    /// Whether a claim belongs to one thing of the kind at most.
    const fn owns_claims(self) -> bool {
        !matches!(self, Self::Finding)
    }

    /// How people's rows of a thing are removed.
    const fn removals(self) -> &'static [&'static str] {
        match self {
            Self::Incident => {
                &["DELETE FROM incidents WHERE id = ?", "DELETE FROM victims WHERE incident = ?"]
            }
            Self::Find => &["DELETE FROM finds WHERE id = ?"],
            Self::Series => &["DELETE FROM tallies WHERE series = ?"],
            Self::Finding => &["DELETE FROM contradictions WHERE id = ?"],
        }
    }
}

/// A text that sorts as date spans do: first days, then last days, unknown first.
pub(crate) fn date_order(date: &DateSpan) -> String {
    let part = |day: Option<jiff::civil::Date>| {
        // Years may be negative; five digits from an earlier zero cannot.
        day.map_or_else(String::new, |day| {
            format!("{:05}-{:02}-{:02}", i32::from(day.year()) + 10_000, day.month(), day.day())
        })
    };
    format!("{} {}", part(date.from), part(date.to))
}

/// Keeps a thing in place of one of the same identity, and notes which claims it holds.
pub(crate) fn put<'a, T: Serialize>(
    db: &Db,
    kind: Kind,
    id: &str,
    place: &str,
    thing: &T,
    claims: impl Iterator<Item = &'a ClaimId>,
) -> Result<(), StoreError> {
    let code = kind.code();
    let sql = "INSERT INTO derived (kind, id, place, body) VALUES (?, ?, ?, ?) \
               ON CONFLICT (kind, id) DO UPDATE SET place = excluded.place, body = excluded.body";
    db.execute(sql, (code, id, place, json(id, thing)?))?;
    let sql = "SELECT claim FROM derived_claims WHERE kind = ? AND id = ?";
    let mut before: BTreeSet<String> = db.all(sql, (code, id), Ok)?.into_iter().collect();
    for claim in claims {
        if before.remove(claim.as_str()) {
            continue;
        }
        if kind.owns_claims() {
            let sql = "DELETE FROM derived_claims WHERE kind = ? AND claim = ?";
            db.execute(sql, (code, claim.as_str()))?;
        }
        let sql = "INSERT OR IGNORE INTO derived_claims (kind, claim, id) VALUES (?, ?, ?)";
        db.execute(sql, (code, claim.as_str(), id))?;
    }
    for gone in before {
        let sql = "DELETE FROM derived_claims WHERE kind = ? AND claim = ? AND id = ?";
        db.execute(sql, (code, gone, id))?;
    }
    Ok(())
}

pub(crate) fn remove(db: &Db, kind: Kind, id: &str) -> Result<(), StoreError> {
    db.execute("DELETE FROM derived WHERE kind = ? AND id = ?", (kind.code(), id))?;
    db.execute("DELETE FROM derived_claims WHERE kind = ? AND id = ?", (kind.code(), id))?;
    (kind.removals().iter()).try_for_each(|sql| db.execute(sql, [id]).map(drop))
}

pub(crate) fn clear(db: &Db) -> Result<(), StoreError> {
    db.batch(
        "DELETE FROM derived; DELETE FROM derived_claims; DELETE FROM version_links;
         DELETE FROM incidents; DELETE FROM finds; DELETE FROM victims; DELETE FROM tallies;
         DELETE FROM contradictions;
         UPDATE documents SET superseded_by = NULL WHERE superseded_by IS NOT NULL;",
    )
}

pub(crate) fn get<T: DeserializeOwned>(
    db: &Db,
    kind: Kind,
    id: &str,
) -> Result<Option<T>, StoreError> {
    let sql = "SELECT body FROM derived WHERE kind = ? AND id = ?";
    let body: Option<String> = db.one(sql, (kind.code(), id), |row| row.get(0))?;
    body.map(|body| db.parse(id, &body)).transpose()
}

pub(crate) fn visit<T: DeserializeOwned>(
    db: &Db,
    kind: Kind,
    visit: Visit<'_, T>,
) -> Result<(), StoreError> {
    let sql = "SELECT id, body FROM derived WHERE kind = ? ORDER BY place, id";
    db.each(
        sql,
        [kind.code()],
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)),
        |(id, body)| visit(db.parse(&id, &body)?),
    )
}

pub(crate) fn holder(db: &Db, kind: Kind, claim: &ClaimId) -> Result<Option<String>, StoreError> {
    let sql = "SELECT id FROM derived_claims WHERE kind = ? AND claim = ?";
    db.one(sql, (kind.code(), claim.as_str()), |row| row.get(0))
}

pub(crate) fn holding<T: DeserializeOwned>(
    db: &Db,
    kind: Kind,
    claim: &ClaimId,
) -> Result<Vec<T>, StoreError> {
    let sql = "SELECT body FROM derived_claims JOIN derived USING (kind, id) \
               WHERE kind = ? AND claim = ? ORDER BY id";
    let (code, claim) = (kind.code(), claim.as_str());
    db.all(sql, (code, claim), |body| db.parse(code, &body))
}

pub(crate) fn count(db: &Db, kind: Kind) -> Result<u64, StoreError> {
    db.number("SELECT count(*) FROM derived WHERE kind = ?", [kind.code()])
}
