//! PDF files with a text layer.
//!
//! The parsers underneath panic on broken files and follow references without end, so a file is
//! looked over by [`guard`] first and then read on a thread of its own.

mod guard;

use cairn_model::DocumentMeta;
use pdf_extract::{Document, Object, OutputError, PlainTextOutput, output_doc_page};

use crate::contained::{self, Failure};
use crate::error::Problem;
use crate::limits::Limits;

/// Reads a PDF: its title where it has one, and its text, pages separated by a blank line.
///
/// # Errors
/// When it is broken, encrypted, too long, or holds no text.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<(DocumentMeta, String), Problem> {
    guard::check_streams(bytes, limits)?;
    let (bytes, inner) = (bytes.to_vec(), limits.clone());
    contained::run(limits.pdf_time, move || read_contained(&bytes, &inner)).map_err(|failure| {
        match failure {
            Failure::TooSlow => Problem::PdfTooSlow { seconds: limits.pdf_time.as_secs() },
            Failure::Panicked(message) => Problem::PdfBroken(message),
            Failure::NoThread => Problem::PdfBroken("no thread could be started".to_owned()),
        }
    })?
}

fn read_contained(bytes: &[u8], limits: &Limits) -> Result<(DocumentMeta, String), Problem> {
    let mut document = Document::load_mem(bytes).map_err(|error| broken(&error))?;
    // Many files are encrypted with an empty password, only to say what may be done with them.
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(Problem::PdfEncrypted);
    }
    let pages = document.get_pages();
    if pages.len() > limits.pdf_pages {
        return Err(Problem::PdfTooLong { pages: pages.len(), limit: limits.pdf_pages });
    }
    guard::check_pages(&document)?;
    let mut text = String::new();
    for number in pages.keys() {
        let page = page_text(&document, *number)?;
        if !page.is_empty() {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(&page);
        }
        if text.len() > limits.text_bytes {
            return Err(Problem::TooLarge { what: "its text", limit: limits.text_bytes as u64 });
        }
    }
    if !text.contains(char::is_alphanumeric) {
        return Err(Problem::PdfWithoutText { pages: pages.len() });
    }
    let meta = DocumentMeta { title: title(&document), ..DocumentMeta::default() };
    Ok((meta, text))
}

fn page_text(document: &Document, number: u32) -> Result<String, Problem> {
    let mut text = String::new();
    let mut output = PlainTextOutput::new(&mut text);
    output_doc_page(document, &mut output, number).map_err(|error| match error {
        OutputError::PdfError(error) => broken(&error),
        other => Problem::PdfBroken(other.to_string()),
    })?;
    Ok(tidy(&text))
}

/// Lines without white space at their ends and never two blank ones in a row; what PDF fonts leave
/// behind of control characters is dropped.
fn tidy(page: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in page.lines() {
        let line: String = line.chars().filter(|c| !c.is_control() || *c == '\t').collect();
        let line = line.trim();
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line.to_owned());
        }
    }
    lines.join("\n").trim().to_owned()
}

/// The title in the file's own description. Dates there tell when the file was made, not when the
/// text was published, so they are left alone.
fn title(document: &Document) -> Option<String> {
    let info = match document.trailer.get(b"Info").ok()? {
        Object::Reference(id) => document.get_dictionary(*id).ok()?,
        Object::Dictionary(info) => info,
        _ => return None,
    };
    let title = pdf_extract::decode_text_string(info.get(b"Title").ok()?).ok()?;
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty() && !title.contains('\0')).then_some(title)
}

fn broken(error: &pdf_extract::Error) -> Problem {
    Problem::PdfBroken(error.to_string())
}

#[cfg(test)]
mod tests;
