//! Lines of a stream, each bounded: a line without end costs its own error and no memory.

use std::io::{self, BufRead};

/// What came next.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// A line without its ending.
    Whole(Vec<u8>),
    /// The beginning of a line that is longer than allowed; the rest of it was passed over.
    TooLong(Vec<u8>),
    /// No more.
    End,
}

/// How much of an over-long line is kept, for its `id`.
const KEPT: usize = 4096;

/// Reads up to the next line feed; a carriage return before it belongs to the ending.
///
/// # Errors
/// As the reader's.
pub(crate) fn next_line(reader: &mut (impl BufRead + ?Sized), limit: usize) -> io::Result<Line> {
    let mut line = Vec::new();
    let mut too_long = false;
    let mut any = false;
    loop {
        let buffer = match reader.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        if buffer.is_empty() {
            break;
        }
        any = true;
        let end = buffer.iter().position(|&byte| byte == b'\n');
        let piece = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or(buffer);
        if !too_long {
            line.extend_from_slice(piece);
            // One more for the carriage return.
            if line.len() > limit.saturating_add(1) {
                too_long = true;
                line.truncate(KEPT);
                line.shrink_to_fit();
            }
        }
        let used = end.map_or(buffer.len(), |end| end + 1);
        reader.consume(used);
        if end.is_some() {
            break;
        }
    }
    if too_long {
        return Ok(Line::TooLong(line));
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(match (any, line.len() > limit) {
        (false, _) => Line::End,
        (true, false) => Line::Whole(line),
        (true, true) => {
            line.truncate(KEPT);
            Line::TooLong(line)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &[u8], limit: usize) -> Vec<Line> {
        // A tiny buffer, so that lines are put together from pieces.
        let mut reader = io::BufReader::with_capacity(3, text);
        let mut lines = Vec::new();
        loop {
            match next_line(&mut reader, limit).unwrap() {
                Line::End => return lines,
                line => lines.push(line),
            }
        }
    }

    #[test]
    fn endings_of_any_kind_are_no_part_of_a_line() {
        let whole = |text: &str| Line::Whole(text.as_bytes().to_vec());
        assert_eq!(
            all(b"abcd\r\n\nef\ngh", 10),
            [whole("abcd"), whole(""), whole("ef"), whole("gh")]
        );
        assert_eq!(all(b"", 10), []);
    }

    #[test]
    fn a_line_too_long_is_passed_over() {
        assert_eq!(
            all(b"abcde\r\nabcdef\nx\n", 5),
            [
                Line::Whole(b"abcde".to_vec()),
                Line::TooLong(b"abcdef".to_vec()),
                Line::Whole(b"x".to_vec())
            ]
        );
    }
}
