//! Lines of a file that may be gzip, with limits on their length, so that a hostile or damaged file
//! costs bounded memory.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use crate::error::GazetteerError;

/// Longer lines than this are no rows of a gazetteer.
const MOST_BYTES: u64 = 1 << 20;

fn open(path: &Path) -> std::io::Result<Box<dyn BufRead>> {
    let mut file = BufReader::new(File::open(path)?);
    if file.fill_buf()?.starts_with(&[0x1f, 0x8b]) {
        Ok(Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(file))))
    } else {
        Ok(Box::new(file))
    }
}

/// A line as it was found.
pub(super) enum Line<'a> {
    Text(&'a str),
    /// What is wrong with it.
    Bad(&'static str),
}

/// Calls `each` with every line that is not empty or a comment (`#`), numbered from 1.
pub(super) fn for_each(
    path: &Path,
    mut each: impl FnMut(usize, Line<'_>) -> bool,
) -> Result<(), GazetteerError> {
    let failed =
        |action| move |source| GazetteerError::Io { path: path.to_owned(), action, source };
    let mut input = open(path).map_err(failed("open the file"))?;
    let mut buffer = Vec::new();
    for number in 1.. {
        buffer.clear();
        let read = input
            .by_ref()
            .take(MOST_BYTES)
            .read_until(b'\n', &mut buffer)
            .map_err(failed("read the file"))?;
        if read == 0 {
            break;
        }
        let too_long = read as u64 == MOST_BYTES && !buffer.ends_with(b"\n");
        if too_long {
            input.skip_until(b'\n').map_err(failed("read the file"))?;
        }
        let line = match std::str::from_utf8(&buffer) {
            _ if too_long => Line::Bad("a line of less than 1 MiB"),
            Err(_) => Line::Bad("text in UTF-8"),
            Ok(text) => {
                let text = text.trim_end_matches(['\r', '\n']).trim_start_matches('\u{feff}');
                if text.is_empty() || text.starts_with('#') {
                    continue;
                }
                Line::Text(text)
            }
        };
        if !each(number, line) {
            break;
        }
    }
    Ok(())
}

/// The fields of the first line that can be read, if any.
pub(super) fn first_fields(path: &Path) -> Result<Option<Vec<String>>, GazetteerError> {
    let mut found = None;
    for_each(path, |_, line| match line {
        Line::Text(text) => {
            found = Some(text.split('\t').map(str::to_owned).collect());
            false
        }
        Line::Bad(_) => true,
    })?;
    Ok(found)
}

/// Latitude and longitude from two fields, or what was expected.
pub(super) fn point(lat: &str, lon: &str) -> Result<(f64, f64), String> {
    let degrees = |text: &str, most: f64, what: &str| match text.trim().parse::<f64>() {
        Ok(value) if value.abs() <= most => Ok(value),
        _ => Err(format!("a {what} between -{most} and {most}, not {text:?}")),
    };
    Ok((degrees(lat, 90.0, "latitude")?, degrees(lon, 180.0, "longitude")?))
}
