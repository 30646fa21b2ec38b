//! Questions kept under a name. Triggers refuse to change or delete them.

use rusqlite::Row;

use crate::error::StoreError;
use crate::gpkg::db::Db;
use crate::store::{SavedQuestion, Visit};

const COLUMNS: &str =
    "SELECT name, about, summary, saved_at, question, answer FROM saved_questions";

pub(crate) fn save(db: &Db, saved: &SavedQuestion) -> Result<(), StoreError> {
    if get(db, &saved.name)?.is_some() {
        return Err(StoreError::QuestionTaken { path: db.path.clone(), name: saved.name.clone() });
    }
    let sql = "INSERT INTO saved_questions (name, about, summary, saved_at, question, answer) \
               VALUES (?, ?, ?, ?, ?, ?)";
    let SavedQuestion { name, about, summary, saved_at, question, answer } = saved;
    db.execute(sql, (name, about, summary, saved_at, question, answer)).map(drop)
}

pub(crate) fn get(db: &Db, name: &str) -> Result<Option<SavedQuestion>, StoreError> {
    db.one(&format!("{COLUMNS} WHERE name = ?"), [name], read)
}

pub(crate) fn visit(db: &Db, visit: Visit<'_, SavedQuestion>) -> Result<(), StoreError> {
    db.each(&format!("{COLUMNS} ORDER BY name"), [], read, visit)
}

fn read(row: &Row<'_>) -> rusqlite::Result<SavedQuestion> {
    Ok(SavedQuestion {
        name: row.get(0)?,
        about: row.get(1)?,
        summary: row.get(2)?,
        saved_at: row.get(3)?,
        question: row.get(4)?,
        answer: row.get(5)?,
    })
}
