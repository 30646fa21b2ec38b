//! One file or stream opened: unpacked, found out to be JSON Lines or one document, and read.

use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use crate::compressed::{Bound, Counting, Method, unpack};
use crate::error::{IntakeError, Problem};
use crate::json::{peek_id, take_object};
use crate::limits::Limits;
use crate::lines::{Line, next_line};
use crate::single::unpack_problem;
use crate::take::Taken;
use crate::{name, sniff};

/// A JSON Lines file that is being read.
pub(crate) struct OpenLines {
    name: String,
    reader: Box<dyn BufRead + Send>,
    number: u64,
    compressed: bool,
    /// Whether it is no error that there is not one document, or no longer.
    pub(crate) may_be_empty: bool,
}

/// How a stream is to be split.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Split {
    Lines,
    Whole,
    Sniff,
}

pub(crate) enum Step {
    Document(Result<Taken, IntakeError>),
    /// Nothing after this can be read.
    Broken(IntakeError),
    End,
}

impl OpenLines {
    /// The next document or error.
    pub(crate) fn next(&mut self, limits: &Limits) -> Step {
        loop {
            let line = next_line(&mut *self.reader, limits.line_bytes);
            self.number += 1;
            let origin = format!("{}:{}", self.name, self.number);
            match line {
                Err(error) if self.compressed => {
                    return Step::Broken(IntakeError::new(origin, unpack_problem(error)));
                }
                Err(error) => return Step::Broken(unreadable(&origin, error)),
                Ok(Line::End) if self.may_be_empty => return Step::End,
                Ok(Line::End) => {
                    let problem = Problem::Empty { expected: "one JSON object a line" };
                    let label = Some(name::label(&self.name));
                    return Step::Broken(IntakeError::new(&self.name, problem).about(label));
                }
                Ok(Line::TooLong(start)) => {
                    self.may_be_empty = true;
                    let problem =
                        Problem::TooLarge { what: "the line", limit: limits.line_bytes as u64 };
                    let error = IntakeError::new(origin, problem).about(peek_id(&start));
                    return Step::Document(Err(error));
                }
                Ok(Line::Whole(mut line)) => {
                    if self.number == 1 && line.starts_with(b"\xef\xbb\xbf") {
                        line.drain(..3);
                    }
                    if line.trim_ascii().is_empty() {
                        continue;
                    }
                    self.may_be_empty = true;
                    let label = format!("{}:{}", name::label(&self.name), self.number);
                    return Step::Document(take_object(&origin, &label, line, limits));
                }
            }
        }
    }
}

pub(crate) enum Opened {
    Lines(OpenLines),
    Whole(Vec<u8>),
}

pub(crate) fn open_stream(
    name: &str,
    reader: Box<dyn Read + Send>,
    split: Split,
    position: &Arc<AtomicU64>,
    limits: &Limits,
) -> Result<Opened, Problem> {
    const BUFFER: usize = 64 << 10;
    let counted = Counting::new(reader, Arc::clone(position));
    let mut reader: Box<dyn BufRead + Send> = Box::new(BufReader::with_capacity(BUFFER, counted));
    let mut prefix = Vec::new();
    peek(&mut *reader, &mut prefix, 4).map_err(Problem::Unreadable)?;
    let method = Method::sniff(&prefix);
    // Whole files are unpacked by `take_bytes`, which bounds them more tightly.
    if split == Split::Whole {
        return read_whole(Cursor::new(prefix).chain(reader), limits);
    }
    if let Some(method) = method {
        let packed = Cursor::new(std::mem::take(&mut prefix)).chain(reader);
        let unpacked = unpack(method, packed, Bound::of_lines(limits)).map_err(unpack_problem)?;
        reader = Box::new(BufReader::with_capacity(BUFFER, unpacked));
    }
    let peeked = peek_for_lines(&mut *reader, &mut prefix);
    peeked.map_err(|error| match method {
        Some(_) => unpack_problem(error),
        None => Problem::Unreadable(error),
    })?;
    if let Some(encoding) = sniff::utf16_json(&prefix, split == Split::Lines) {
        return Err(Problem::JsonEncoding { encoding });
    }
    let rest = Cursor::new(prefix.clone()).chain(reader);
    if split == Split::Lines || sniff::looks_like_lines(&prefix) {
        return Ok(Opened::Lines(OpenLines {
            name: name.to_owned(),
            reader: Box::new(rest),
            number: 0,
            compressed: method.is_some(),
            may_be_empty: false,
        }));
    }
    read_whole(rest, limits)
}

/// Reads until the first line that is not blank is whole; if that does not settle whether these
/// are JSON Lines, reads on. A filter's first answer must not wait for its second line.
fn peek_for_lines(reader: &mut (dyn BufRead + Send), prefix: &mut Vec<u8>) -> io::Result<()> {
    const FAR: usize = 64 << 10;
    loop {
        let before = prefix.len();
        let start = prefix.trim_ascii_start();
        let settled = start.starts_with(b"{") && start.contains(&b'\n');
        if settled || before >= FAR {
            return Ok(());
        }
        peek(reader, prefix, before + 1)?;
        if prefix.len() == before {
            return Ok(());
        }
    }
}

/// Moves what the reader has into `prefix` until that holds at least `wanted` bytes or the stream
/// ends.
fn peek(reader: &mut (dyn BufRead + Send), prefix: &mut Vec<u8>, wanted: usize) -> io::Result<()> {
    while prefix.len() < wanted {
        let length = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
            Ok(buffer) => {
                prefix.extend_from_slice(buffer);
                buffer.len()
            }
        };
        if length == 0 {
            break;
        }
        reader.consume(length);
    }
    Ok(())
}

fn read_whole(reader: impl Read, limits: &Limits) -> Result<Opened, Problem> {
    let mut bytes = Vec::new();
    reader
        .take(limits.file_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(Problem::Unreadable)?;
    if bytes.len() as u64 > limits.file_bytes {
        return Err(Problem::TooLarge { what: "the file", limit: limits.file_bytes });
    }
    Ok(Opened::Whole(bytes))
}

pub(crate) fn unreadable(name: &str, error: io::Error) -> IntakeError {
    IntakeError::new(name, Problem::Unreadable(error)).about(Some(name::label(name)))
}
