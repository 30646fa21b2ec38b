//! Walking files, folders and streams, one document at a time.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use cairn_model::Document;

use crate::error::{IntakeError, Problem};
use crate::limits::Limits;
use crate::name;
use crate::remark::Remark;
use crate::single::take_bytes;
use crate::stream::{OpenLines, Opened, Split, Step, open_stream, unreadable};

/// Where documents come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file or a folder. Folders are walked in the order of their entries' names, hidden entries
    /// and linked folders left out. `*.jsonl` and `*.ndjson` (also `.gz` and `.zst`) hold one
    /// document a line; a file named `*.json` or without an ending does so when its first line
    /// looks like it; every other file is one document.
    Path(PathBuf),
    /// A file of JSON Lines, whatever its name.
    Lines(PathBuf),
    /// Standard input: JSON Lines if it begins like that, else one document.
    Stdin,
    /// Standard input as JSON Lines, whatever it begins with.
    StdinLines,
}

/// A document as it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The document: identity, label, text and what is known beside.
    pub document: Document,
    /// The untouched original that [`Document::id`] is the hash of: the file's bytes (unpacked), or
    /// the JSON line's without its line ending.
    pub bytes: Vec<u8>,
    /// What somebody should know about how it was taken in.
    pub remarks: Vec<Remark>,
}

/// Takes in documents one after the other, never holding more than one.
///
/// An error for one file or line does not end the iteration.
pub fn take(inputs: &[Input], limits: &Limits) -> Take {
    Take {
        waiting: inputs.iter().rev().cloned().map(Waiting::Given).collect(),
        open: None,
        limits: limits.clone(),
        position: Arc::new(AtomicU64::new(0)),
    }
}

/// Takes in documents from any reader: JSON Lines if `name` or its beginning says so, else one
/// document called `name`. An empty stream holds no documents.
pub fn take_stream(name: &str, reader: impl Read + Send + 'static, limits: &Limits) -> Take {
    Take {
        waiting: vec![Waiting::Stream { name: name.to_owned(), reader: Box::new(reader) }],
        ..take(&[], limits)
    }
}

/// How many bytes there are to read, for a progress bar; `None` when some input cannot tell.
pub fn count_hint(inputs: &[Input]) -> Option<u64> {
    inputs.iter().try_fold(0_u64, |sum, input| {
        let path = match input {
            Input::Path(path) | Input::Lines(path) => path,
            Input::Stdin | Input::StdinLines => return None,
        };
        Some(sum.saturating_add(size_of(path)?))
    })
}

fn size_of(path: &Path) -> Option<u64> {
    let metadata = fs::metadata(path).ok()?;
    if metadata.is_dir() {
        let entries = folder_entries(path).ok()?;
        let sizes = entries
            .iter()
            .filter(|entry| !is_linked_folder(entry))
            .map(|entry| size_of(entry).unwrap_or(0));
        Some(sizes.fold(0, u64::saturating_add))
    } else {
        metadata.is_file().then_some(metadata.len())
    }
}

/// The iterator that [`take`] returns.
pub struct Take {
    /// What is still to be opened, the next one last.
    waiting: Vec<Waiting>,
    open: Option<OpenLines>,
    limits: Limits,
    position: Arc<AtomicU64>,
}

enum Waiting {
    Given(Input),
    /// An entry of a folder.
    Entry(PathBuf),
    Stream {
        name: String,
        reader: Box<dyn Read + Send>,
    },
}

impl Take {
    /// How many bytes were read so far, in the unit of [`count_hint`]: as stored, before unpacking.
    pub fn position(&self) -> u64 {
        self.position.load(Ordering::Relaxed)
    }

    /// Opens what comes next; a document or an error if it gives one at once.
    fn open_next(&mut self, next: Waiting) -> Option<Result<Taken, IntakeError>> {
        match next {
            Waiting::Given(Input::Path(path)) => self.open_path(&path, true),
            Waiting::Entry(path) => self.open_path(&path, false),
            Waiting::Given(Input::Lines(path)) => self.open_file(&path, Split::Lines),
            Waiting::Given(Input::Stdin) => self.open_stdin(Split::Sniff),
            Waiting::Given(Input::StdinLines) => self.open_stdin(Split::Lines),
            Waiting::Stream { name, reader } => {
                let split = match name::ending(&name).as_str() {
                    "jsonl" | "ndjson" => Split::Lines,
                    _ => Split::Sniff,
                };
                self.open_stream(&name, reader, split, true)
            }
        }
    }

    fn open_stdin(&mut self, split: Split) -> Option<Result<Taken, IntakeError>> {
        self.open_stream("standard input", Box::new(io::stdin()), split, true)
    }

    fn open_path(&mut self, path: &Path, given: bool) -> Option<Result<Taken, IntakeError>> {
        let name = path.to_string_lossy();
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) => return Some(Err(unreadable(&name, error))),
        };
        if metadata.is_dir() {
            if !given && is_linked_folder(path) {
                return None;
            }
            return match folder_entries(path) {
                Ok(entries) => {
                    self.waiting.extend(entries.into_iter().rev().map(Waiting::Entry));
                    None
                }
                Err(error) => Some(Err(unreadable(&name, error))),
            };
        }
        // Opening a pipe that somebody left in a folder would wait for ever.
        if !given && !metadata.is_file() {
            return Some(Err(IntakeError::new(name, Problem::NotAFile)));
        }
        let split = match name::ending(&name).as_str() {
            "jsonl" | "ndjson" => Split::Lines,
            "json" | "" => Split::Sniff,
            _ => Split::Whole,
        };
        self.open_file(path, split)
    }

    fn open_file(&mut self, path: &Path, split: Split) -> Option<Result<Taken, IntakeError>> {
        let name = path.to_string_lossy();
        match fs::File::open(path) {
            Ok(file) => self.open_stream(&name, Box::new(file), split, false),
            Err(error) => Some(Err(unreadable(&name, error))),
        }
    }

    fn open_stream(
        &mut self,
        name: &str,
        reader: Box<dyn Read + Send>,
        split: Split,
        may_be_empty: bool,
    ) -> Option<Result<Taken, IntakeError>> {
        match open_stream(name, reader, split, &self.position, &self.limits) {
            Ok(Opened::Lines(mut lines)) => {
                lines.may_be_empty = may_be_empty;
                self.open = Some(lines);
                None
            }
            Ok(Opened::Whole(bytes)) if may_be_empty && bytes.is_empty() => None,
            Ok(Opened::Whole(bytes)) => Some(take_bytes(name, bytes, &self.limits)),
            Err(problem) => {
                Some(Err(IntakeError::new(name, problem).about(Some(name::label(name)))))
            }
        }
    }
}

impl Iterator for Take {
    type Item = Result<Taken, IntakeError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(lines) = &mut self.open {
                match lines.next(&self.limits) {
                    Step::Document(item) => return Some(item),
                    Step::Broken(error) => {
                        self.open = None;
                        return Some(Err(error));
                    }
                    Step::End => self.open = None,
                }
            }
            let next = self.waiting.pop()?;
            if let Some(item) = self.open_next(next) {
                return Some(item);
            }
        }
    }
}

/// The entries of a folder by name, hidden ones left out.
fn folder_entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    entries.retain(|path| {
        path.file_name().is_none_or(|name| !name.as_encoded_bytes().starts_with(b"."))
    });
    entries.sort();
    Ok(entries)
}

/// A linked folder may lead back to where we are.
fn is_linked_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink()) && path.is_dir()
}
