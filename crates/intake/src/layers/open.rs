//! Opening a file of features: unpacked, its format found out.

use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;

use super::error::LayerError;
use super::feature::Item;
use super::{LayerLimits, csv, geojson};
use crate::compressed::{Bound, Method, unpack};
use crate::name;

/// A format of features or rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerFormat {
    /// GeoJSON.
    GeoJson,
    /// Comma-separated values and their kin.
    Csv,
}

impl LayerFormat {
    /// What people call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::GeoJson => "GeoJSON",
            Self::Csv => "CSV",
        }
    }

    /// Its IANA media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::GeoJson => "application/geo+json",
            Self::Csv => "text/csv",
        }
    }
}

/// A file of features in memory.
#[derive(Debug)]
pub struct LayerFile {
    name: String,
    bytes: Vec<u8>,
    /// The bytes as text, where the format is text in some encoding other than UTF-8.
    text: Option<String>,
    format: LayerFormat,
    limits: LayerLimits,
}

impl LayerFile {
    /// Reads a file; a gzip or Zstandard file is unpacked.
    ///
    /// # Errors
    /// When it cannot be read, is larger than allowed or of no format that is known.
    pub fn open(path: &Path, limits: LayerLimits) -> Result<Self, LayerError> {
        let name = path.display().to_string();
        let unreadable = |source| LayerError::Unreadable { name: name.clone(), source };
        let file = std::fs::File::open(path).map_err(unreadable)?;
        let mut bytes = Vec::new();
        file.take(limits.file_bytes + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        Self::from_bytes(&name, bytes, limits)
    }

    /// Takes a file that is in memory.
    ///
    /// # Errors
    /// As [`LayerFile::open`].
    pub fn from_bytes(name: &str, bytes: Vec<u8>, limits: LayerLimits) -> Result<Self, LayerError> {
        let too_large =
            |what| LayerError::TooLarge { name: name.to_owned(), what, limit: limits.file_bytes };
        if bytes.len() as u64 > limits.file_bytes {
            return Err(too_large("the file"));
        }
        let bytes = match Method::sniff(&bytes) {
            None => bytes,
            Some(method) => unpacked(name, method, bytes, limits)?,
        };
        let format = format(name::without_compression(name), &bytes)
            .map_err(|found| LayerError::UnknownFormat { name: name.to_owned(), found })?;
        let text = match format {
            LayerFormat::Csv if std::str::from_utf8(&bytes).is_err() => {
                let text = crate::decode::decode(bytes.clone(), None, &mut Vec::new());
                Some(text.map_err(|problem| LayerError::Broken {
                    name: name.to_owned(),
                    format: format.label(),
                    why: problem.to_string(),
                })?)
            }
            _ => None,
        };
        Ok(Self { name: name.to_owned(), bytes, text, format, limits })
    }

    /// The file's name, as given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The untouched bytes, unpacked.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its format.
    pub const fn format(&self) -> LayerFormat {
        self.format
    }

    /// The coordinate reference system as the file states it; `None` where it does not.
    pub fn stated_crs(&self) -> Option<String> {
        match self.format {
            LayerFormat::GeoJson => geojson::crs(&self.bytes),
            LayerFormat::Csv => None,
        }
    }

    /// Visits every feature in the order of the file, until told to stop.
    ///
    /// # Errors
    /// When the file is broken as a whole or holds more features than are allowed.
    pub fn each(&self, visit: &mut dyn FnMut(Item) -> ControlFlow<()>) -> Result<(), LayerError> {
        let mut count = 0;
        let mut bounded = |item: Item| {
            count += 1;
            if count > self.limits.features { ControlFlow::Break(()) } else { visit(item) }
        };
        let label = name::label(&self.name);
        let read = match self.format {
            LayerFormat::GeoJson => geojson::read(&self.bytes, &label, &mut bounded),
            LayerFormat::Csv => csv::read(self.text(), &label, &mut bounded),
        };
        if count > self.limits.features {
            let (name, limit) = (self.name.clone(), self.limits.features);
            return Err(LayerError::TooMany { name, limit });
        }
        read.map_err(|why| self.broken(why))
    }

    fn text(&self) -> &str {
        // Bytes that are not UTF-8 were decoded on opening.
        let utf8 = || std::str::from_utf8(&self.bytes).unwrap_or_default();
        let text = self.text.as_deref().unwrap_or_else(utf8);
        text.strip_prefix('\u{feff}').unwrap_or(text)
    }

    fn broken(&self, why: String) -> LayerError {
        LayerError::Broken { name: self.name.clone(), format: self.format.label(), why }
    }
}

fn unpacked(
    name: &str,
    method: Method,
    bytes: Vec<u8>,
    limits: LayerLimits,
) -> Result<Vec<u8>, LayerError> {
    let broken = |error: std::io::Error| LayerError::Broken {
        name: name.to_owned(),
        format: method.name(),
        why: error.to_string(),
    };
    let limit = limits.file_bytes;
    let bound = Bound::Bytes(limit);
    let mut reader = unpack(method, std::io::Cursor::new(bytes), bound).map_err(broken)?;
    let mut unpacked = Vec::new();
    match reader.read_to_end(&mut unpacked) {
        Ok(_) => Ok(unpacked),
        Err(error)
            if error.get_ref().is_some_and(|inner| inner.is::<crate::compressed::TooMuch>()) =>
        {
            Err(LayerError::TooLarge { name: name.to_owned(), what: "the file, unpacked,", limit })
        }
        Err(error) => Err(broken(error)),
    }
}

/// What the bytes say counts more than the ending.
fn format(name: &str, bytes: &[u8]) -> Result<LayerFormat, String> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let ending = name::ending(name);
    if start.is_empty() {
        return Err("empty".to_owned());
    }
    if start.starts_with(b"{") || start.starts_with(b"[") {
        return Ok(LayerFormat::GeoJson);
    }
    let known: [(&[u8], &str); 6] = [
        (b"PK\x03\x04", "a zip archive"),
        (b"SQLite format 3\0", "a database"),
        (b"\x00\x00\x27\x0a", "a shapefile"),
        (b"fgb\x03", "FlatGeobuf"),
        (b"%PDF-", "a PDF"),
        (b"<", "XML or HTML"),
    ];
    if let Some((_, what)) = known.iter().find(|(magic, _)| start.starts_with(magic)) {
        return Err((*what).to_owned());
    }
    match ending.as_str() {
        "csv" | "tsv" | "tab" | "txt" | "" => Ok(LayerFormat::Csv),
        other => Err(format!("a file ending in `.{other}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_it_is() {
        assert_eq!(format("a.csv", b" {\"type\":1}"), Ok(LayerFormat::GeoJson));
        assert_eq!(format("a.csv", b"a,b\n"), Ok(LayerFormat::Csv));
        assert!(format("a.csv", b"%PDF-1.4").unwrap_err().contains("PDF"));
        assert!(format("a.csv", b"  ").is_err());
    }

    #[test]
    fn too_many_features_are_an_error_and_not_a_shorter_list() {
        let limits = LayerLimits { features: 2, ..LayerLimits::default() };
        let file = LayerFile::from_bytes("a.csv", b"a\n1\n2\n3\n".to_vec(), limits).unwrap();
        let error = file.each(&mut |_| ControlFlow::Continue(())).unwrap_err();
        assert!(matches!(error, LayerError::TooMany { limit: 2, .. }));
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let limits = LayerLimits { file_bytes: 1 << 16, ..LayerLimits::default() };
        let bomb = zstd::encode_all(&vec![b'a'; 1 << 20][..], 1).unwrap();
        let error = LayerFile::from_bytes("a.csv.zst", bomb, limits).unwrap_err();
        assert!(matches!(error, LayerError::TooLarge { .. }), "{error}");
    }
}
