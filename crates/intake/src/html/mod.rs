//! Web pages: the article's text with its paragraphs, and what the page says about itself.
//!
//! Why this way of finding the article was chosen is told in `docs/decisions/0002-html-article-text.md`.

mod article;
mod clutter;
mod guard;
mod meta;

use cairn_model::DocumentMeta;
use dom_query::Document;
use encoding_rs::Encoding;

use crate::contained::{self, Failure};
use crate::decode::decode;
use crate::error::Problem;
use crate::limits::Limits;
use crate::remark::Remark;

/// Reads a page: what is known about it, and its article as lines separated by blank lines, the
/// headline first.
///
/// # Errors
/// When the page is no text, is nested or tagged beyond the limits, or holds no words.
pub(crate) fn read(
    bytes: &[u8],
    limits: &Limits,
    remarks: &mut Vec<Remark>,
) -> Result<(DocumentMeta, String), Problem> {
    let source = decode(bytes.to_vec(), declared_encoding(bytes), remarks)?;
    guard::check(&source, limits)?;
    let nesting = limits.nesting;
    let page = contained::run(limits.html_time, move || read_source(&source, nesting));
    let page = page.map_err(|failure| match failure {
        Failure::TooSlow => Problem::HtmlTooSlow { seconds: limits.html_time.as_secs() },
        Failure::Panicked(message) => Problem::HtmlBroken(message),
        Failure::NoThread => Problem::HtmlBroken("no thread could be started".to_owned()),
    })??;
    remarks.extend(page.remarks);
    Ok((page.meta, page.text))
}

struct Page {
    meta: DocumentMeta,
    text: String,
    remarks: Vec<Remark>,
}

fn read_source(source: &str, nesting: usize) -> Result<Page, Problem> {
    let document = Document::from(source);
    guard::check_tree(&document, nesting)?;
    let mut remarks = Vec::new();
    let meta = meta::read(&document, &mut remarks);
    clutter::remove(&document);
    let body = match article::text(document) {
        Some(text) => text,
        None => {
            remarks.push(Remark::WholePage);
            article::whole_page(source).ok_or(Problem::HtmlWithoutText)?
        }
    };
    let text = article::with_headline(meta.title.as_deref(), &body);
    Ok(Page { meta, text, remarks })
}

/// The encoding that a page names in its first bytes, as `charset=windows-1251`.
fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    const PREFIX: usize = 4096;
    let head = bytes.get(..PREFIX).unwrap_or(bytes).to_ascii_lowercase();
    let at = head.windows(7).position(|window| window == b"charset")?;
    let rest = head.get(at + 7..)?.trim_ascii_start().strip_prefix(b"=")?;
    let label: Vec<u8> = rest
        .iter()
        .copied()
        .skip_while(|byte| b"\"' \t".contains(byte))
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"-_:".contains(byte))
        .collect();
    Encoding::for_label(&label)
}

#[cfg(test)]
mod tests;
