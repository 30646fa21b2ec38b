//! Which format some bytes are in, told by what they begin with and then by the file's ending.

use encoding_rs::Encoding;

use crate::name;

/// A format of single documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Html,
    Pdf,
    Json,
}

/// How much of a file is looked at.
const PREFIX: usize = 1024;

/// The format of one document. What the bytes say counts more than the file's ending.
pub(crate) fn format(file_name: &str, bytes: &[u8]) -> Format {
    let ending = name::ending(file_name);
    let head = bytes.get(..PREFIX).unwrap_or(bytes);
    // PDF readers accept junk before the header.
    let is_pdf = bytes.starts_with(b"%PDF-")
        || (ending == "pdf" && head.windows(5).any(|window| window == b"%PDF-"));
    if is_pdf {
        return Format::Pdf;
    }
    let start = start_of_text(head);
    if looks_like_html(&start) || matches!(ending.as_str(), "html" | "htm" | "xhtml" | "shtml") {
        return Format::Html;
    }
    match ending.as_str() {
        "json" | "jsonl" | "ndjson" => Format::Json,
        "" if looks_like_json_object(&start) => Format::Json,
        _ => Format::Text,
    }
}

/// The first characters, decoded just well enough to see markup.
fn start_of_text(head: &[u8]) -> String {
    match Encoding::for_bom(head) {
        Some((encoding, _)) => encoding.decode_with_bom_removal(head).0.into_owned(),
        None => String::from_utf8_lossy(head).into_owned(),
    }
}

fn looks_like_html(start: &str) -> bool {
    let mut rest = start.trim_start();
    loop {
        let (opening, closing) = if rest.starts_with("<!--") {
            ("<!--", "-->")
        } else if rest.starts_with("<?xml") {
            ("<?xml", "?>")
        } else {
            break;
        };
        match rest[opening.len()..].split_once(closing) {
            Some((_, after)) => rest = after.trim_start(),
            None => return false,
        }
    }
    ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|tag| starts_with_ignoring_case(rest, tag))
}

fn starts_with_ignoring_case(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

fn looks_like_json_object(start: &str) -> bool {
    start.trim_start().strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with('"'))
}

/// Whether the beginning of a stream is JSON Lines: its first line that is not blank is an object
/// or the beginning of a long one, or some later line is a whole object.
pub(crate) fn looks_like_lines(prefix: &[u8]) -> bool {
    let prefix = prefix.strip_prefix(b"\xef\xbb\xbf").unwrap_or(prefix);
    let mut lines =
        prefix.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let Some(first) = lines.next() else {
        return false;
    };
    if first.starts_with(b"{") {
        // A lone brace opens an object that is spread over lines, and is no line of its own.
        return first.get(1..).is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\""))
            || first.starts_with(b"{}");
    }
    !first.starts_with(b"[")
        && lines.any(|line| {
            line.starts_with(b"{\"") && serde_json::from_slice::<serde_json::Value>(line).is_ok()
        })
}

/// The name of the encoding, when the beginning of a stream is text in UTF-16.
pub(crate) fn utf16(prefix: &[u8]) -> Option<&'static str> {
    if prefix.starts_with(b"\xff\xfe") {
        Some("UTF-16LE")
    } else if prefix.starts_with(b"\xfe\xff") {
        Some("UTF-16BE")
    } else {
        None
    }
}

/// The name of the encoding, when the beginning of a stream is JSON in UTF-16; any text in UTF-16
/// where JSON is `certain`.
pub(crate) fn utf16_json(prefix: &[u8], certain: bool) -> Option<&'static str> {
    let encoding = utf16(prefix)?;
    (certain || start_of_text(prefix).trim_start().starts_with('{')).then_some(encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_count_more_than_endings() {
        assert_eq!(format("a.txt", b"%PDF-1.4"), Format::Pdf);
        assert_eq!(format("a.pdf", b"\r\n%PDF-1.4"), Format::Pdf);
        assert_eq!(format("a.txt", b"About %PDF-1.4 files"), Format::Text);
        assert_eq!(format("a", b"<!-- x --> <!DOCTYPE HTML>"), Format::Html);
        assert_eq!(format("a.txt", b"\xff\xfe<\0h\0t\0m\0l\0>\0"), Format::Html);
        assert_eq!(format("a.htm", b"<p>A mine"), Format::Html);
        assert_eq!(format("a", b" {\n \"text\": 1}"), Format::Json);
        assert_eq!(format("a.txt", b"{\"text\": 1}"), Format::Text);
        assert_eq!(format("a.txt", b"<!-- never closed"), Format::Text);
    }

    #[test]
    fn lines_are_told_from_one_object_and_from_text() {
        assert!(looks_like_lines(b"\n{\"id\":1,\"text\":\"cut"));
        assert!(looks_like_lines(b"not json\n{\"id\":1}\n"));
        assert!(!looks_like_lines(b"{\n \"id\": 1\n}"));
        assert!(!looks_like_lines(b"[{\"id\":1}]"));
        assert!(!looks_like_lines(b"A mine went off.\nTwo were hurt.\n"));
        assert!(!looks_like_lines(b""));
    }
}
