//! One document in memory: its format found out, its text taken.

use std::io::{Cursor, Read};

use cairn_model::{Document, DocumentId, DocumentMeta};

use crate::compressed::{Bound, Method, TooMuch, unpack};
use crate::decode::{binary, decode};
use crate::error::{IntakeError, Problem};
use crate::json::{check_text, take_object};
use crate::limits::Limits;
use crate::remark::Remark;
use crate::sniff::{self, Format};
use crate::take::Taken;
use crate::{html, name, pdf};

/// Takes in one document from memory; its format is found from its bytes and then from the ending
/// of `name`.
///
/// A gzip or Zstandard file is unpacked first; identity and original are then those of the
/// unpacked bytes, so that a document is the same with and without compression.
///
/// # Errors
/// When the bytes are empty, too many, of no format that Cairn reads, or hold no text.
pub fn take_bytes(name: &str, bytes: Vec<u8>, limits: &Limits) -> Result<Taken, IntakeError> {
    let fail = |problem| IntakeError::new(name, problem).about(Some(name::label(name)));
    if bytes.len() as u64 > limits.file_bytes {
        return Err(fail(Problem::TooLarge { what: "the file", limit: limits.file_bytes }));
    }
    let mut remarks = Vec::new();
    let bytes = match Method::sniff(&bytes) {
        None => bytes,
        Some(method) => {
            remarks.push(Remark::Unpacked { method: method.name() });
            unpack_whole(method, bytes, limits).map_err(fail)?
        }
    };
    if bytes.trim_ascii().is_empty() {
        return Err(fail(Problem::Empty { expected: "a document" }));
    }
    match sniff::format(name, &bytes) {
        Format::Json => {
            let mut taken = take_json(name, bytes, limits)?;
            taken.remarks.splice(0..0, remarks);
            Ok(taken)
        }
        format => {
            let read = read_as(format, &bytes, limits, &mut remarks).map_err(fail)?;
            Ok(Taken {
                document: Document {
                    id: DocumentId::of_bytes(&bytes),
                    label: name::label(name),
                    origin: name.to_owned(),
                    media_type: read.media_type.to_owned(),
                    meta: read.meta,
                    text: read.text,
                },
                bytes,
                remarks,
            })
        }
    }
}

/// What a format's reader makes of a file.
pub(crate) struct Content {
    media_type: &'static str,
    meta: DocumentMeta,
    text: String,
}

fn read_as(
    format: Format,
    bytes: &[u8],
    limits: &Limits,
    remarks: &mut Vec<Remark>,
) -> Result<Content, Problem> {
    let (media_type, meta, text) = match format {
        Format::Html => {
            let (meta, text) = html::read(bytes, limits, remarks)?;
            ("text/html", meta, text)
        }
        Format::Pdf => {
            let (meta, text) = pdf::read(bytes, limits)?;
            ("application/pdf", meta, text)
        }
        Format::Text | Format::Json => {
            let text = decode(bytes.to_vec(), None, remarks)?;
            ("text/plain", DocumentMeta::default(), text)
        }
    };
    check_text(&text, limits)?;
    Ok(Content { media_type, meta, text })
}

fn take_json(name: &str, bytes: Vec<u8>, limits: &Limits) -> Result<Taken, IntakeError> {
    if let Some(encoding) = sniff::utf16(&bytes) {
        return Err(IntakeError::new(name, Problem::JsonEncoding { encoding }));
    }
    if bytes.contains(&0) {
        return Err(IntakeError::new(name, binary(&bytes)).about(Some(name::label(name))));
    }
    let label = name::label(name);
    match bytes.strip_prefix(b"\xef\xbb\xbf") {
        None => take_object(name, &label, bytes, limits),
        Some(object) => take_object(name, &label, object.to_vec(), limits),
    }
}

fn unpack_whole(method: Method, bytes: Vec<u8>, limits: &Limits) -> Result<Vec<u8>, Problem> {
    let bound = Bound::Bytes(limits.decompressed_bytes);
    let mut unpacked = Vec::new();
    unpack(method, Cursor::new(bytes), bound)
        .and_then(|mut reader| reader.read_to_end(&mut unpacked))
        .map_err(unpack_problem)?;
    Ok(unpacked)
}

/// The problem behind an error while unpacking.
pub(crate) fn unpack_problem(error: std::io::Error) -> Problem {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<TooMuch>()) {
        Some(too_much) => Problem::UnpacksTooLarge { limit: too_much.limit },
        None => Problem::Unpack(error),
    }
}
