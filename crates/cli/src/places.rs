//! The gazetteer that the commands ask: the world's towns, the hand-written places, and the places
//! file of the working folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use cairn_gazetteer::{Gazetteer, GazetteerError};
use cairn_reader::Reader;

use crate::args::PlacesArg;
use crate::error::CommandError;
use crate::register::Cause;
use crate::ui::Ui;

/// The places file that is used when it is there and no other is named.
pub const USUAL_FILE: &str = "places.cairn";

/// The gazetteer, ready to be asked.
#[derive(Clone)]
pub struct Places(Arc<Gazetteer>);

impl PlacesArg {
    /// The places file: the one that is named, else the usual one if it is there.
    pub fn file(&self) -> Option<PathBuf> {
        self.gazetteer.clone().or_else(|| {
            let usual = Path::new(USUAL_FILE);
            usual.is_file().then(|| usual.to_owned())
        })
    }

    /// The gazetteer.
    pub fn open(&self, ui: &Ui) -> Result<Places, CommandError> {
        let world = Gazetteer::world()?;
        let gazetteer = match self.file() {
            None => world,
            Some(file) => {
                if self.gazetteer.is_none() {
                    ui.notice(format!("Using the places of {}.", file.display()));
                }
                world.with_file(&file)?
            }
        };
        Ok(Places(Arc::new(gazetteer)))
    }

    /// The reader, with the gazetteer that it asks.
    pub fn reader(&self, ui: &Ui) -> Result<Reader, CommandError> {
        self.open(ui)?.reader()
    }
}

impl Places {
    /// What comes with the program.
    pub fn world() -> Result<Self, CommandError> {
        Ok(Self(Arc::new(Gazetteer::world()?)))
    }

    /// The gazetteer itself.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.0
    }

    /// The gazetteer, to be kept.
    pub fn shared(&self) -> Arc<Gazetteer> {
        Arc::clone(&self.0)
    }

    /// A reader that asks these places.
    pub fn reader(&self) -> Result<Reader, CommandError> {
        Reader::new(Arc::clone(&self.0)).map_err(|error| {
            CommandError::internal("the reader's lexicon does not load").because(error)
        })
    }
}

impl From<GazetteerError> for CommandError {
    fn from(error: GazetteerError) -> Self {
        let hint = match &error {
            GazetteerError::Io { source, .. } if source.kind() == std::io::ErrorKind::NotFound => {
                Some("check the file's name; `cairn gazetteer add DUMP` makes a places file")
            }
            GazetteerError::Io { .. } => Some("check that you may read and write it"),
            _ => None,
        };
        let shown = Self::config(error.to_string()).maybe_hint(hint);
        // What the operating system said is part of the message already.
        match (&error, std::error::Error::source(&error)) {
            (GazetteerError::Io { .. }, _) | (_, None) => shown,
            (_, Some(_)) => shown.because(Cause::of(&error)),
        }
    }
}
