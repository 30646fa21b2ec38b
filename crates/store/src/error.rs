//! What can go wrong with a register, and what to do about it.
//!
//! The message says which file, what was found and what was expected; [`StoreError::hint`] says what
//! a person can do next. Whoever prints an error prints both.

use std::path::PathBuf;

use cairn_model::decision::BrokenChain;
use cairn_model::{ClaimId, DocumentId};

/// Why a register could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such file.
    #[error("{}: there is no such register", path.display())]
    NotFound {
        /// The file.
        path: PathBuf,
    },
    /// A register was to be made where something is already.
    #[error("{}: a file of this name exists; a new register was to be made", path.display())]
    AlreadyExists {
        /// The file.
        path: PathBuf,
    },
    /// Another program writes to it.
    #[error("{}: the register is locked by another program", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The file, or its folder, may not be written to.
    #[error("{}: the register is read-only; it was to be written to", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The file is something else. It was not touched.
    #[error("{}: not a register: {found}; expected a GeoPackage made by Cairn", path.display())]
    NotARegister {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        found: Foreign,
    },
    /// A later Cairn made it. It was not touched.
    #[error(
        "{}: the register has layout {found}; this program knows layouts up to {known}",
        path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its layout.
        found: u32,
        /// The latest layout that this program knows.
        known: u32,
    },
    /// An earlier Cairn made it, and it was opened for reading only.
    #[error(
        "{}: the register has layout {found}; layout {known} was expected, and a register opened \
         for reading only cannot be brought up to date",
        path.display()
    )]
    Older {
        /// The file.
        path: PathBuf,
        /// Its layout.
        found: u32,
        /// The layout that this program reads.
        known: u32,
    },
    /// No room is left. What was begun has been undone.
    #[error("{}: no room is left on the disk; what was begun was undone", path.display())]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// The file is damaged.
    #[error("{}: the register is damaged: {detail}", path.display())]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// What was found.
        detail: String,
    },
    /// The log of decisions was changed after it was written.
    #[error("{}: {broken}", path.display())]
    BrokenChain {
        /// The file.
        path: PathBuf,
        /// Where the chain breaks.
        broken: BrokenChain,
    },
    /// A decision was to be appended that does not follow the last one.
    #[error("{}: the decision was refused: {broken}", path.display())]
    DecisionRefused {
        /// The file.
        path: PathBuf,
        /// Why it does not follow.
        broken: BrokenChain,
    },
    /// A question was to be saved under the name of another.
    #[error("{}: a question is saved as {name} already", path.display())]
    QuestionTaken {
        /// The file.
        path: PathBuf,
        /// The name.
        name: String,
    },
    /// A document that is not in the register was named.
    #[error("{}: no document has the identity {id}", path.display())]
    UnknownDocument {
        /// The file.
        path: PathBuf,
        /// The identity.
        id: DocumentId,
    },
    /// A document was to be added a second time.
    #[error("{}: the document {label} ({}) is already in the register", path.display(), id.short())]
    DuplicateDocument {
        /// The file.
        path: PathBuf,
        /// What the document is called.
        label: String,
        /// Its identity.
        id: DocumentId,
    },
    /// A document was to be added under the name of another.
    #[error("{}: another document is already called {label}", path.display())]
    LabelTaken {
        /// The file.
        path: PathBuf,
        /// The name.
        label: String,
    },
    /// Two claims have one identity.
    #[error("{}: the claim {id} is already in the register", path.display())]
    DuplicateClaim {
        /// The file.
        path: PathBuf,
        /// The identity.
        id: ClaimId,
    },
    /// A claim was to be added with a document that it is not from.
    #[error(
        "the claim {id} is from the document {}, but came with the document {}",
        of.short(),
        with.short()
    )]
    ForeignClaim {
        /// The claim.
        id: ClaimId,
        /// The document that it says it is from.
        of: DocumentId,
        /// The document that it came with.
        with: DocumentId,
    },
    /// A number that is infinite or not a number was to be kept.
    #[error("{what} holds a number that is infinite or not a number; finite numbers were expected")]
    NotFinite {
        /// The thing that holds it.
        what: String,
    },
    /// Something was to be written outside of a transaction.
    #[error(
        "nothing was begun, or it was undone after an error; writing was expected between begin \
         and commit"
    )]
    NotBegun,
    /// A transaction was to be begun inside another.
    #[error("a transaction was already begun; commit or rollback was expected")]
    AlreadyBegun,
    /// The file could not be reached.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Something that the database could not do, for a reason not foreseen here.
    #[error("{}: the database failed: {detail}", path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What the database says.
        detail: String,
    },
    /// A value could not be written as JSON.
    #[error("{what} could not be written as JSON: {source}")]
    Json {
        /// The thing.
        what: String,
        /// Why.
        source: serde_json::Error,
    },
    /// A visitor ended the walk.
    #[error("{0}")]
    Visitor(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// What a file is that is not a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A file without content.
    Empty,
    /// A folder.
    Folder,
    /// No SQLite file.
    NotSqlite,
    /// An SQLite file, but no GeoPackage.
    OtherSqlite,
    /// A GeoPackage that Cairn did not make.
    OtherGeoPackage,
}

impl std::fmt::Display for Foreign {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::Empty => "the file is empty",
            Self::Folder => "it is a folder",
            Self::NotSqlite => "it is no SQLite file, or not whole",
            Self::OtherSqlite => "it is an SQLite file of another program",
            Self::OtherGeoPackage => "it is a GeoPackage of another program",
        })
    }
}

impl StoreError {
    /// Wraps what a visitor of a list failed with, so that the walk ends and the cause is kept.
    pub fn visitor(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Visitor(source.into())
    }

    /// What a person can do next, if there is something.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::NotFound { .. } => "check the path, or make a register by adding documents to it",
            Self::AlreadyExists { .. } => "name another file, or move this one away",
            Self::Locked { .. } => {
                "wait until the other program is done, or save and close the layer there (in QGIS: \
                 end the editing session), then try again"
            }
            Self::ReadOnly { .. } => {
                "copy the file to a folder that you may write to, or ask for the right to write"
            }
            Self::NotARegister { found, .. } => match found {
                Foreign::Empty => "delete the empty file, or add documents to it",
                Foreign::Folder => "name a file in the folder, as in folder/cairn.gpkg",
                Foreign::NotSqlite => "check the path; the file was not touched",
                Foreign::OtherSqlite | Foreign::OtherGeoPackage => {
                    "name another file for the register; this one was not touched"
                }
            },
            Self::Newer { .. } => "use the newer Cairn that made it; the file was not touched",
            Self::Older { .. } => "open it once for writing with this program, then read it",
            Self::Full { .. } => {
                "make room on the disk, then run the same command again: what is already in the \
                 register is skipped"
            }
            Self::Corrupt { .. } => {
                "keep the file, and go on with the last good copy; `sqlite3 FILE .recover` may \
                 rescue documents from this one"
            }
            Self::BrokenChain { .. } => {
                "the decisions were changed by another program; compare with a copy made before"
            }
            Self::DecisionRefused { .. } => {
                "somebody decided in the meantime, or the entry was changed: read the log again and \
                 decide anew"
            }
            Self::QuestionTaken { .. } => {
                "saved questions are never changed, since published figures name them: choose \
                 another name"
            }
            Self::UnknownDocument { .. } => "list the documents to see what there is",
            Self::Io { .. } => "check the path and the right to read it",
            Self::Database { .. }
            | Self::DuplicateDocument { .. }
            | Self::LabelTaken { .. }
            | Self::DuplicateClaim { .. }
            | Self::ForeignClaim { .. }
            | Self::NotFinite { .. }
            | Self::NotBegun
            | Self::AlreadyBegun
            | Self::Json { .. }
            | Self::Visitor(_) => return None,
        })
    }
}
