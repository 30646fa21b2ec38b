//! The log of decisions in the file. Triggers refuse changes; the chain of hashes shows those made
//! around them.

use cairn_model::{Decision, DecisionAction, DecisionLog};
use rusqlite::Row;

use crate::error::StoreError;
use crate::gpkg::db::{Db, json};
use crate::gpkg::display;

const COLUMNS: &str =
    "SELECT number, decided_by, decided_at, why, body, previous, hash FROM decisions";

pub(crate) fn log(db: &Db) -> Result<DecisionLog, StoreError> {
    let mut entries = Vec::new();
    db.each(&format!("{COLUMNS} ORDER BY number"), [], read, |kept| {
        entries.push(parse(db, kept)?);
        Ok(())
    })?;
    DecisionLog::verify(entries)
        .map_err(|broken| StoreError::BrokenChain { path: db.path.clone(), broken })
}

pub(crate) fn append(db: &Db, decision: &Decision) -> Result<(), StoreError> {
    let last = db.one(&format!("{COLUMNS} ORDER BY number DESC LIMIT 1"), [], read)?;
    let last = last.map(|kept| parse(db, kept)).transpose()?;
    let follows = decision.check_follows(last.as_ref());
    follows.map_err(|broken| StoreError::DecisionRefused { path: db.path.clone(), broken })?;
    let sql = "INSERT INTO decisions (number, decided_by, decided_at, why, decision, claims, body, \
               previous, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    db.execute(
        sql,
        (
            i64::try_from(decision.number).unwrap_or(i64::MAX),
            &decision.by,
            &decision.at,
            &decision.why,
            decision.action.code(),
            display::joined(&decision.action.claims()),
            json("the decision", &decision.action)?,
            &decision.previous,
            &decision.hash,
        ),
    )
    .map(drop)
}

fn read(row: &Row<'_>) -> rusqlite::Result<(Decision, String)> {
    let decision = Decision {
        number: row.get::<_, i64>(0)?.unsigned_abs(),
        by: row.get(1)?,
        at: row.get(2)?,
        why: row.get(3)?,
        action: DecisionAction::Withdraw { decision: 0 },
        previous: row.get(5)?,
        hash: row.get(6)?,
    };
    Ok((decision, row.get(4)?))
}

fn parse(db: &Db, (decision, body): (Decision, String)) -> Result<Decision, StoreError> {
    let action = db.parse(&format!("decision {}", decision.number), &body)?;
    Ok(Decision { action, ..decision })
}
