//! `cairn read`: documents in, readings out. A filter without state, for pipes and for engines that
//! run it over millions of articles.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};

use cairn_intake::{Input, IntakeError, Limits, Taken, take};
use cairn_reader::{ABREAST, Reader, Unread};
use clap::Args;
use rayon::prelude::*;
use serde::Serialize;

use crate::args::PlacesArg;
use crate::error::CommandError;
use crate::render::words::plural;
use crate::ui::Ui;

/// Documents of the first chunk, so that the first readings are there soon.
const FIRST_DOCUMENTS: usize = 64;
/// Documents that are shared out between threads. More would only cost memory.
const CHUNK_DOCUMENTS: usize = 1024;
/// Bytes of text after which a chunk is full, however few documents it has.
const CHUNK_BYTES: usize = 4 << 20;
/// Chunks that wait while one is read.
const CHUNKS_AHEAD: usize = 1;

const EXAMPLES: &str = "\
Input is one JSON object a line: id and text, and if known title, publisher, published
(ISO date), language, country (ISO 3166 alpha-2), url. Plain files are taken too; their
id is the file's name without its ending. Output is one JSON object a line in the order
of the input (`cairn schema reading`). A line that cannot be read gives {\"id\", \"error\"} in
its place, and the program ends with code 1.

Examples:
  cairn read < docs.jsonl > readings.jsonl
  cairn read --input docs.jsonl.gz --output readings.jsonl --threads 8
  cairn read reports/*.txt | jq .incidents";

/// Read documents and write what each says; needs no register
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct ReadArgs {
    /// Files or folders, each file one document; `-` is standard input
    #[arg(value_name = "FILES", conflicts_with = "input")]
    files: Vec<PathBuf>,
    /// JSON Lines to read; `-` is standard input [default: standard input]
    #[arg(long, short, value_name = "FILE")]
    input: Option<PathBuf>,
    /// Where to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How many threads to read with [default: one a processor]
    #[arg(long, short = 'j', value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    #[command(flatten)]
    places: PlacesArg,
}

/// What stands in the place of a document that could not be taken in.
#[derive(Serialize)]
struct Broken<'a> {
    id: &'a str,
    error: &'a str,
}

type Chunk = Vec<Result<Taken, IntakeError>>;

/// Runs the command.
pub fn run(args: &ReadArgs, ui: &Ui) -> Result<(), CommandError> {
    let inputs = inputs(args)?;
    super::set_threads(args.threads)?;
    let reader = args.places.reader(ui)?;
    let failed = match args.output.as_deref().filter(|path| *path != Path::new("-")) {
        Some(path) => {
            let file = File::create(path).map_err(|error| cannot_write(path, error))?;
            let mut out = BufWriter::with_capacity(1 << 20, file);
            read_all(&inputs, &reader, &mut out)?
        }
        None => read_all(&inputs, &reader, &mut ui.stdout())?,
    };
    if failed == 0 {
        return Ok(());
    }
    let what = plural(failed, "document", "documents");
    Err(CommandError::user(format!("{what} could not be read; the rest was"))
        .hint("each has an object with `error` in its place of the output"))
}

fn inputs(args: &ReadArgs) -> Result<Vec<Input>, CommandError> {
    let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
    match &args.input {
        Some(path) if is_stdin(path) => Ok(vec![Input::StdinLines]),
        Some(path) => {
            // Told apart from a broken document: nothing at all can be read.
            let readable = File::open(path).and_then(|file| file.metadata());
            match readable {
                Ok(metadata) if metadata.is_dir() => Err(CommandError::usage(format!(
                    "{}: --input takes a file of JSON Lines; this is a folder",
                    path.display()
                ))
                .hint("give the folder without --input: cairn read FOLDER")),
                Ok(_) => Ok(vec![Input::Lines(path.clone())]),
                Err(error) => Err(CommandError::user(format!("cannot read {}", path.display()))
                    .because(error)
                    .hint("check the file's name and that you may read it")),
            }
        }
        None if args.files.is_empty() => Ok(vec![Input::StdinLines]),
        None => Ok(args
            .files
            .iter()
            .map(|path| if is_stdin(path) { Input::Stdin } else { Input::Path(path.clone()) })
            .collect()),
    }
}

fn cannot_write(path: &Path, error: std::io::Error) -> CommandError {
    CommandError::user(format!("cannot write {}", path.display()))
        .because(error)
        .hint("name another file with --output")
}

/// The lines of a chunk, in the order of its documents, and how many of those could not be taken in.
struct Lines {
    lines: Vec<Vec<u8>>,
    failed: u64,
}

/// Reads everything; says how many documents could not be taken in. One thread takes documents in
/// while others read and this one writes, a chunk at a time, so that memory does not grow with the
/// input.
fn read_all(inputs: &[Input], reader: &Reader, out: &mut impl Write) -> Result<u64, CommandError> {
    let (sender, chunks) = sync_channel::<Chunk>(CHUNKS_AHEAD);
    let (done, lines) = sync_channel::<Result<Lines, serde_json::Error>>(CHUNKS_AHEAD);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut documents = take(inputs, &Limits::default());
            let mut size = FIRST_DOCUMENTS;
            while let Some(chunk) = next_chunk(&mut documents, size) {
                // The other end is gone when writing has failed: nothing is left to do.
                if sender.send(chunk).is_err() {
                    break;
                }
                size = (size * 2).min(CHUNK_DOCUMENTS);
            }
        });
        scope.spawn(move || {
            for chunk in chunks {
                if done.send(read_chunk(&chunk, reader)).is_err() {
                    break;
                }
            }
        });
        let written = write_all(&lines, out);
        // Before the scope waits for the threads: they may be waiting to send.
        drop(lines);
        written
    })
}

fn read_chunk(chunk: &Chunk, reader: &Reader) -> Result<Lines, serde_json::Error> {
    let failed = chunk.iter().filter(|document| document.is_err()).count() as u64;
    // So many at a time are taken that no thread waits long for another that took more.
    let shares = chunk.par_chunks(ABREAST).with_max_len(1);
    let lines: Result<_, serde_json::Error> =
        shares.map(|documents| lines_of(documents, reader)).collect();
    Ok(Lines { lines: lines?, failed })
}

fn write_all(
    chunks: &Receiver<Result<Lines, serde_json::Error>>,
    out: &mut impl Write,
) -> Result<u64, CommandError> {
    let mut failed = 0;
    for chunk in chunks {
        let chunk = chunk?;
        failed += chunk.failed;
        for line in chunk.lines {
            out.write_all(&line)?;
        }
    }
    out.flush()?;
    Ok(failed)
}

fn next_chunk(
    documents: &mut impl Iterator<Item = Result<Taken, IntakeError>>,
    most: usize,
) -> Option<Chunk> {
    let mut chunk = Vec::new();
    let mut bytes = 0;
    while chunk.len() < most && bytes < CHUNK_BYTES {
        let Some(document) = documents.next() else {
            break;
        };
        if let Ok(taken) = &document {
            bytes += taken.document.text.len() + taken.bytes.len();
        }
        chunk.push(document);
    }
    (!chunk.is_empty()).then_some(chunk)
}

/// The lines of some documents, which are read abreast.
fn lines_of(
    documents: &[Result<Taken, IntakeError>],
    reader: &Reader,
) -> Result<Vec<u8>, serde_json::Error> {
    let whole = documents.iter().filter_map(|document| document.as_ref().ok());
    let unread: Vec<Unread<'_>> = whole
        .map(|Taken { document, .. }| Unread {
            id: &document.label,
            text: &document.text,
            meta: &document.meta,
        })
        .collect();
    let mut readings = reader.read_abreast(&unread).into_iter();
    let mut lines = Vec::with_capacity(4096 * documents.len());
    for document in documents {
        match document {
            Ok(_) => serde_json::to_writer(&mut lines, &readings.next())?,
            Err(error) => {
                let message = error.to_string();
                let id = error.document_id_hint().unwrap_or(error.origin());
                serde_json::to_writer(&mut lines, &Broken { id, error: &message })?;
            }
        }
        lines.push(b'\n');
    }
    Ok(lines)
}
