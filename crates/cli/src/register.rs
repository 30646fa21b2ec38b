//! Opening the register that the command line names.

use std::path::{Path, PathBuf};

use cairn_store::{GeoPackageStore, StoreError};

use crate::args::RegisterArg;
use crate::error::CommandError;

impl RegisterArg {
    /// The register's file.
    ///
    /// # Errors
    /// When it is the address of a database.
    pub fn path(&self) -> Result<PathBuf, CommandError> {
        let address = self.register.as_str();
        let scheme = address.split_once("://").map(|(scheme, _)| scheme);
        match scheme {
            None if address.is_empty() => {
                Err(CommandError::usage("the register has no name: --register is empty"))
            }
            None => Ok(PathBuf::from(address)),
            // The address itself is not repeated: it may hold a password.
            Some("postgres" | "postgresql") => Err(CommandError::config(
                "registers in PostgreSQL are not there yet; only GeoPackage files are",
            )
            .hint("name a file, as in --register cairn.gpkg")),
            Some(scheme) => {
                Err(CommandError::usage(format!("`{scheme}://` is no kind of register"))
                    .hint("name a file, as in --register cairn.gpkg"))
            }
        }
    }

    /// The register, to be looked at.
    pub fn open_to_read(&self) -> Result<GeoPackageStore, CommandError> {
        let path = self.path()?;
        match GeoPackageStore::open_read_only(&path) {
            // A register of an earlier layout is brought up to date, which takes writing.
            Err(StoreError::Older { .. }) => {
                GeoPackageStore::open(&path).map_err(CommandError::from)
            }
            other => other.map_err(CommandError::from),
        }
    }

    /// The register, to be written to.
    pub fn open_to_write(&self) -> Result<GeoPackageStore, CommandError> {
        Ok(GeoPackageStore::open(&self.path()?)?)
    }

    /// The register, to be written to; a new one if there is none.
    pub fn open_or_create(&self) -> Result<GeoPackageStore, CommandError> {
        let path = self.path()?;
        if let Some(folder) = missing_folder(&path) {
            return Err(CommandError::user(format!(
                "{}: there is no such folder to make the register in",
                folder.display()
            ))
            .hint("make the folder first, or name another place with --register"));
        }
        Ok(GeoPackageStore::open_or_create(&path)?)
    }
}

fn missing_folder(path: &Path) -> Option<&Path> {
    path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir())
}

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        let missing = matches!(error, StoreError::NotFound { .. });
        let hint = error.hint().map(ToString::to_string);
        let shown = Self::config(error.to_string());
        let shown = match std::error::Error::source(&error) {
            Some(_) => shown.because(Cause::of(&error)),
            None => shown,
        };
        if missing {
            shown.hint("make one with `cairn add FILES…`, or name yours with --register")
        } else {
            shown.maybe_hint(hint)
        }
    }
}

/// The cause of an error, as text: an error that was taken apart for its message keeps its cause.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Cause(String);

impl Cause {
    /// The chain of causes below `error`, joined.
    pub fn of(error: &dyn std::error::Error) -> Self {
        let mut texts = Vec::new();
        let mut cause = error.source();
        while let Some(error) = cause {
            texts.push(error.to_string());
            cause = error.source();
        }
        Self(texts.join(": "))
    }
}
