//! Looks a PDF over for what would cost memory or stack without bound.

use std::io::Read;

use flate2::read::ZlibDecoder;
use pdf_extract::content::Content;
use pdf_extract::{Dictionary, Document, Object, ObjectId};

use crate::error::Problem;
use crate::limits::Limits;

/// How far up a page may inherit, and how deep a drawing may draw others.
const DEPTH: usize = 24;
/// How many drawings a page may draw.
const DRAWINGS: usize = 10_000;
/// How much stands before the word `stream` that tells how it is packed.
const DICTIONARY: usize = 600;

/// Unpacks every stream into nothing, to see that none is a bomb.
pub(super) fn check_streams(bytes: &[u8], limits: &Limits) -> Result<(), Problem> {
    let too_large = || Problem::UnpacksTooLarge { limit: limits.decompressed_bytes };
    let mut objects_left = limits.decompressed_bytes;
    let mut at = 0;
    while let Some((before, data)) = next_stream(bytes, &mut at) {
        if count(before, b"FlateDecode") + count(before, b"/Fl ") > 1
            || count(before, b"LZWDecode") > 1
        {
            return Err(Problem::PdfBroken("a stream is packed twice".to_owned()));
        }
        // Anything else than zlib data is of another kind, or encrypted.
        if data.first().is_none_or(|first| first & 0x0f != 8) {
            continue;
        }
        let budget =
            if count(before, b"/ObjStm") > 0 { objects_left } else { limits.decompressed_bytes };
        let unpacked = unpacked_size(data, budget);
        if unpacked > budget {
            return Err(too_large());
        }
        if count(before, b"/ObjStm") > 0 {
            objects_left -= unpacked;
        }
    }
    Ok(())
}

/// The next stream after `at`: what stands before it, and what it may hold.
fn next_stream<'a>(bytes: &'a [u8], at: &mut usize) -> Option<(&'a [u8], &'a [u8])> {
    const WORD: &[u8] = b"stream";
    loop {
        let rest = bytes.get(*at..)?;
        let start = *at + rest.windows(WORD.len()).position(|window| window == WORD)?;
        *at = start + WORD.len();
        let head = bytes.get(..start)?;
        let before = head.get(start.saturating_sub(DICTIONARY)..)?;
        if before.ends_with(b"end") {
            continue;
        }
        let data = bytes.get(*at..)?;
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        // Only the stream's own dictionary counts, not that of the object before.
        let own = before
            .windows(3)
            .rposition(|window| window == b"obj")
            .and_then(|obj| before.get(obj..))
            .unwrap_or(before);
        return Some((own, data));
    }
}

fn count(text: &[u8], word: &[u8]) -> usize {
    text.windows(word.len()).filter(|window| *window == word).count()
}

/// How much the data unpacks to, up to one byte more than the budget; what is broken counts as far
/// as it goes.
fn unpacked_size(data: &[u8], budget: u64) -> u64 {
    let mut reader = ZlibDecoder::new(data).take(budget.saturating_add(1));
    let mut buffer = [0_u8; 16 << 10];
    let mut size = 0_u64;
    while let Ok(read) = reader.read(&mut buffer) {
        if read == 0 {
            break;
        }
        size += read as u64;
    }
    size
}

/// Checks that pages inherit from somewhere and that drawings end.
pub(super) fn check_pages(document: &Document) -> Result<(), Problem> {
    for id in document.get_pages().into_values() {
        check_parents(document, id)?;
        let Ok(page) = document.get_dictionary(id) else {
            continue;
        };
        let resources = inherited(document, page, b"Resources");
        if !has_forms(document, resources) {
            continue;
        }
        let content = document.get_page_content(id).unwrap_or_default();
        let mut left = DRAWINGS;
        check_drawings(document, &content, resources, 0, &mut left)?;
    }
    Ok(())
}

fn check_parents(document: &Document, page: ObjectId) -> Result<(), Problem> {
    let mut next = page;
    for _ in 0..DEPTH {
        let parent = document
            .get_dictionary(next)
            .and_then(|node| node.get(b"Parent"))
            .and_then(Object::as_reference);
        match parent {
            Ok(parent) => next = parent,
            Err(_) => return Ok(()),
        }
    }
    Err(Problem::PdfBroken("its pages inherit from each other without end".to_owned()))
}

fn inherited<'a>(
    document: &'a Document,
    page: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Dictionary> {
    let mut node = page;
    for _ in 0..DEPTH {
        if let Ok(found) = node.get(key) {
            return resolve(document, found)?.as_dict().ok();
        }
        node = resolve(document, node.get(b"Parent").ok()?)?.as_dict().ok()?;
    }
    None
}

fn resolve<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

fn drawing<'a>(
    document: &'a Document,
    resources: Option<&'a Dictionary>,
    name: &[u8],
) -> Option<&'a pdf_extract::Stream> {
    let all = resolve(document, resources?.get(b"XObject").ok()?)?.as_dict().ok()?;
    let stream = resolve(document, all.get(name).ok()?)?.as_stream().ok()?;
    let kind = stream.dict.get(b"Subtype").and_then(Object::as_name).ok();
    (kind == Some(b"Form")).then_some(stream)
}

fn has_forms(document: &Document, resources: Option<&Dictionary>) -> bool {
    resources
        .and_then(|resources| resolve(document, resources.get(b"XObject").ok()?)?.as_dict().ok())
        .is_some_and(|all| all.iter().any(|(name, _)| drawing(document, resources, name).is_some()))
}

/// Follows every drawing that is really drawn.
fn check_drawings(
    document: &Document,
    content: &[u8],
    resources: Option<&Dictionary>,
    depth: usize,
    left: &mut usize,
) -> Result<(), Problem> {
    let endless = || Problem::PdfBroken("its drawings draw each other without end".to_owned());
    if depth > DEPTH {
        return Err(endless());
    }
    let Ok(content) = Content::decode(content) else {
        return Ok(());
    };
    for operation in content.operations.iter().filter(|operation| operation.operator == "Do") {
        let name = operation.operands.first().and_then(|name| name.as_name().ok());
        let Some(form) = name.and_then(|name| drawing(document, resources, name)) else {
            continue;
        };
        *left = left.checked_sub(1).ok_or_else(endless)?;
        let own = (form.dict.get(b"Resources").ok())
            .and_then(|own| resolve(document, own)?.as_dict().ok());
        let content = form.decompressed_content().unwrap_or_else(|_| form.content.clone());
        check_drawings(document, &content, own.or(resources), depth + 1, left)?;
    }
    Ok(())
}
