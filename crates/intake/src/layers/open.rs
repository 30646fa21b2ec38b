//! Opening a file of features: unpacked, its format found out.

use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;

use super::archive::{self, Packed, Trouble};
use super::error::LayerError;
use super::feature::Item;
use super::shp::Parts;
use super::{LayerLimits, csv, flatgeobuf, geojson, gpkg, kml, ods, sheet, shp};
use crate::compressed::{Bound, Method, TooMuch, unpack};
use crate::name;

/// A format of features or rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerFormat {
    /// GeoJSON.
    GeoJson,
    /// Comma-separated values and their kin.
    Csv,
    /// A shapefile with what lies beside it, or zipped ones.
    Shapefile,
    /// KML or KMZ.
    Kml,
    /// A workbook.
    Xlsx,
    /// A workbook of Excel before 2007.
    Xls,
    /// A workbook of OpenDocument.
    Ods,
    /// FlatGeobuf.
    FlatGeobuf,
    /// A GeoPackage.
    GeoPackage,
}

impl LayerFormat {
    /// What people call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::GeoJson => "GeoJSON",
            Self::Csv => "CSV",
            Self::Shapefile => "a shapefile",
            Self::Kml => "KML",
            Self::Xlsx => "XLSX",
            Self::Xls => "XLS",
            Self::Ods => "ODS",
            Self::FlatGeobuf => "FlatGeobuf",
            Self::GeoPackage => "a GeoPackage",
        }
    }

    /// Its IANA media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::GeoJson => "application/geo+json",
            Self::Csv => "text/csv",
            Self::Shapefile => "application/vnd.shp",
            Self::Kml => "application/vnd.google-earth.kml+xml",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Xls => "application/vnd.ms-excel",
            Self::Ods => archive::ODS_TYPE,
            Self::FlatGeobuf => "application/flatgeobuf",
            Self::GeoPackage => "application/geopackage+sqlite3",
        }
    }
}

/// What is read; `None` where it is the file's bytes as they are.
#[derive(Debug)]
enum Contents {
    GeoJson(Option<Vec<u8>>),
    Csv(Option<String>),
    Shapefiles(Vec<Parts>),
    Kml(String),
    Xlsx,
    Xls(sheet::Sheets),
    Ods(String),
    FlatGeobuf,
    GeoPackage,
}

/// A file of features in memory.
#[derive(Debug)]
pub struct LayerFile {
    name: String,
    bytes: Vec<u8>,
    contents: Contents,
    limits: LayerLimits,
}

impl LayerFile {
    /// Reads a file; a gzip or Zstandard file is unpacked. With a shapefile come the files beside it
    /// (`.dbf`, `.prj`, `.cpg`), as one archive.
    ///
    /// # Errors
    /// When it cannot be read, is larger than allowed or of no format that is known.
    pub fn open(path: &Path, limits: LayerLimits) -> Result<Self, LayerError> {
        let name = path.display().to_string();
        let bytes = bounded(path, limits)?;
        if !bytes.starts_with(b"\x00\x00\x27\x0a") {
            return Self::from_bytes(&name, bytes, limits);
        }
        let mut members = vec![(format!("{}.shp", name::label(&name)), bytes)];
        for ending in ["dbf", "prj", "cpg"] {
            let beside = [ending.to_owned(), ending.to_uppercase()];
            let mut beside = beside.iter().map(|ending| path.with_extension(ending));
            if let Some(found) = beside.find(|path| path.is_file()) {
                let bytes = bounded(&found, limits)?;
                members.push((format!("{}.{ending}", name::label(&name)), bytes));
            }
        }
        let packed = archive::pack(&members).map_err(|why| LayerError::Broken {
            name: name.clone(),
            format: LayerFormat::Shapefile.label(),
            why,
        })?;
        Self::from_bytes(&name, packed, limits)
    }

    /// Takes a file that is in memory.
    ///
    /// # Errors
    /// As [`LayerFile::open`].
    pub fn from_bytes(name: &str, bytes: Vec<u8>, limits: LayerLimits) -> Result<Self, LayerError> {
        if bytes.len() as u64 > limits.file_bytes {
            return Err(too_large(name, "the file", limits));
        }
        let bytes = match Method::sniff(&bytes) {
            None => bytes,
            Some(method) => unpacked(name, method, bytes, limits)?,
        };
        let contents = contents(name, &bytes, limits)?;
        Ok(Self { name: name.to_owned(), bytes, contents, limits })
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
        match self.contents {
            Contents::GeoJson(_) => LayerFormat::GeoJson,
            Contents::Csv(_) => LayerFormat::Csv,
            Contents::Shapefiles(_) => LayerFormat::Shapefile,
            Contents::Kml(_) => LayerFormat::Kml,
            Contents::Xlsx => LayerFormat::Xlsx,
            Contents::Xls(_) => LayerFormat::Xls,
            Contents::Ods(_) => LayerFormat::Ods,
            Contents::FlatGeobuf => LayerFormat::FlatGeobuf,
            Contents::GeoPackage => LayerFormat::GeoPackage,
        }
    }

    /// The coordinate reference system as the file states it, by name or as well-known text; `None`
    /// where it does not.
    ///
    /// # Errors
    /// When its layers are in several.
    pub fn stated_crs(&self) -> Result<Option<String>, LayerError> {
        match &self.contents {
            Contents::GeoJson(inner) => Ok(geojson::crs(inner.as_deref().unwrap_or(&self.bytes))),
            Contents::GeoPackage => gpkg::crs(&self.bytes).map_err(|why| self.broken(why)),
            Contents::Shapefiles(parts) => {
                let mut stated: Vec<&Option<String>> = parts.iter().map(|one| &one.prj).collect();
                stated.dedup();
                match stated.as_slice() {
                    [one] => Ok((*one).clone()),
                    _ => Err(self.broken(
                        "its shapefiles are in several systems; import each by itself".to_owned(),
                    )),
                }
            }
            Contents::FlatGeobuf => Ok(flatgeobuf::crs(&self.bytes)),
            Contents::Csv(_)
            | Contents::Kml(_)
            | Contents::Xlsx
            | Contents::Xls(_)
            | Contents::Ods(_) => Ok(None),
        }
    }

    /// What is missing of it that a person should know, a sentence each.
    pub fn remarks(&self) -> Vec<String> {
        let Contents::Shapefiles(parts) = &self.contents else { return Vec::new() };
        let mut remarks = Vec::new();
        for part in parts {
            let name = &part.name;
            if part.dbf.is_none() {
                remarks.push(format!("{name}.dbf is missing: its features have no attributes"));
            }
            if part.prj.is_none() {
                remarks.push(format!(
                    "{name}.prj is missing: coordinates are taken for degrees on WGS 84 unless --crs \
                     says otherwise"
                ));
            }
        }
        remarks
    }

    /// Visits every feature in the order of the file, until told to stop.
    ///
    /// # Errors
    /// When the file is broken as a whole or holds more features than are allowed.
    pub fn each(&self, visit: &mut dyn FnMut(Item) -> ControlFlow<()>) -> Result<(), LayerError> {
        let mut count = 0;
        let mut visit = |item: Item| {
            count += 1;
            if count > self.limits.features { ControlFlow::Break(()) } else { visit(item) }
        };
        let label = name::label(&self.name);
        let read = match &self.contents {
            Contents::GeoJson(inner) => {
                geojson::read(inner.as_deref().unwrap_or(&self.bytes), &label, &mut visit)
            }
            Contents::Csv(text) => csv::read(self.text(text.as_deref()), &label, &mut visit),
            Contents::Shapefiles(parts) => {
                let mut number = 0;
                parts.iter().try_for_each(|part| shp::read(part, &mut number, &mut visit))
            }
            Contents::Kml(text) => kml::read(text, &label, &mut visit),
            Contents::Xlsx => sheet::read(&self.bytes, &mut visit),
            Contents::Xls(sheets) => {
                sheet::read_xls(sheets, &mut visit);
                Ok(())
            }
            Contents::Ods(text) => ods::read(text, &mut visit),
            Contents::FlatGeobuf => flatgeobuf::read(&self.bytes, &label, &mut visit),
            Contents::GeoPackage => gpkg::read(&self.bytes, &mut visit),
        };
        if count > self.limits.features {
            let (name, limit) = (self.name.clone(), self.limits.features);
            return Err(LayerError::TooMany { name, limit });
        }
        read.map_err(|why| self.broken(why))
    }

    fn text<'a>(&'a self, decoded: Option<&'a str>) -> &'a str {
        // Bytes that are not UTF-8 were decoded on opening.
        let utf8 = || std::str::from_utf8(&self.bytes).unwrap_or_default();
        let text = decoded.unwrap_or_else(utf8);
        text.strip_prefix('\u{feff}').unwrap_or(text)
    }

    fn broken(&self, why: String) -> LayerError {
        LayerError::Broken { name: self.name.clone(), format: self.format().label(), why }
    }
}

/// The bytes of a file that is not too large, which is looked at before any are read.
fn bounded(path: &Path, limits: LayerLimits) -> Result<Vec<u8>, LayerError> {
    let name = path.display().to_string();
    let read = || -> std::io::Result<Option<Vec<u8>>> {
        let file = std::fs::File::open(path)?;
        if file.metadata()?.len() > limits.file_bytes {
            return Ok(None);
        }
        let mut bytes = Vec::new();
        // It may grow while it is read.
        file.take(limits.file_bytes + 1).read_to_end(&mut bytes)?;
        Ok((bytes.len() as u64 <= limits.file_bytes).then_some(bytes))
    };
    match read() {
        Ok(Some(bytes)) => Ok(bytes),
        Ok(None) => Err(too_large(&name, "the file", limits)),
        Err(source) => Err(LayerError::Unreadable { name, source }),
    }
}

fn too_large(name: &str, what: &'static str, limits: LayerLimits) -> LayerError {
    LayerError::TooLarge { name: name.to_owned(), what, limit: limits.file_bytes }
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
    let bound = Bound::Bytes(limits.file_bytes);
    let mut reader = unpack(method, std::io::Cursor::new(bytes), bound).map_err(broken)?;
    let mut unpacked = Vec::new();
    match reader.read_to_end(&mut unpacked) {
        Ok(_) => Ok(unpacked),
        Err(error) if error.get_ref().is_some_and(|inner| inner.is::<TooMuch>()) => {
            Err(too_large(name, "the file, unpacked,", limits))
        }
        Err(error) => Err(broken(error)),
    }
}

/// What the bytes say counts more than the ending.
fn contents(name: &str, bytes: &[u8], limits: LayerLimits) -> Result<Contents, LayerError> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let unknown = |found: String| LayerError::UnknownFormat { name: name.to_owned(), found };
    if start.is_empty() {
        return Err(unknown("empty".to_owned()));
    }
    if start.starts_with(b"PK\x03\x04") {
        return packed(name, bytes, limits);
    }
    if start.starts_with(b"SQLite format 3\0") {
        return Ok(Contents::GeoPackage);
    }
    if bytes.starts_with(flatgeobuf::MAGIC) {
        return Ok(Contents::FlatGeobuf);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        let broken = |why| LayerError::Broken {
            name: name.to_owned(),
            format: LayerFormat::Xls.label(),
            why,
        };
        return sheet::open_xls(bytes).map(Contents::Xls).map_err(broken);
    }
    if start.starts_with(b"{") || start.starts_with(b"[") {
        return Ok(Contents::GeoJson(None));
    }
    let head = start.get(..4096).unwrap_or(start);
    if start.starts_with(b"<") && head.windows(4).any(|window| window == b"<kml") {
        return Ok(Contents::Kml(decoded(name, bytes, LayerFormat::Kml)?));
    }
    let known: [(&[u8], &str); 4] = [
        (b"\x00\x00\x27\x0a", "a shapefile apart from its .dbf and .prj"),
        (b"fgb", "FlatGeobuf of another version than 3"),
        (b"%PDF-", "a PDF"),
        (b"<", "XML or HTML"),
    ];
    if let Some((_, what)) = known.iter().find(|(magic, _)| start.starts_with(magic)) {
        return Err(unknown((*what).to_owned()));
    }
    match name::ending(name::without_compression(name)).as_str() {
        "csv" | "tsv" | "tab" | "txt" | "" => match std::str::from_utf8(bytes) {
            Ok(_) => Ok(Contents::Csv(None)),
            Err(_) => Ok(Contents::Csv(Some(decoded(name, bytes, LayerFormat::Csv)?))),
        },
        other => Err(unknown(format!("a file ending in `.{other}`"))),
    }
}

fn packed(name: &str, bytes: &[u8], limits: LayerLimits) -> Result<Contents, LayerError> {
    match archive::open(bytes, limits.file_bytes) {
        Ok(Packed::Workbook) => Ok(Contents::Xlsx),
        Ok(Packed::OpenDocument(bytes)) => {
            Ok(Contents::Ods(decoded(name, &bytes, LayerFormat::Ods)?))
        }
        Ok(Packed::Kml(bytes)) => Ok(Contents::Kml(decoded(name, &bytes, LayerFormat::Kml)?)),
        Ok(Packed::Shapefiles(parts)) => Ok(Contents::Shapefiles(parts)),
        Ok(Packed::GeoJson(bytes)) => Ok(Contents::GeoJson(Some(bytes))),
        Ok(Packed::Csv(bytes)) => Ok(Contents::Csv(Some(decoded(name, &bytes, LayerFormat::Csv)?))),
        Err(Trouble::TooLarge) => Err(too_large(name, "the archive, unpacked,", limits)),
        Err(Trouble::Broken(why)) => {
            Err(LayerError::Broken { name: name.to_owned(), format: "an archive", why })
        }
    }
}

fn decoded(name: &str, bytes: &[u8], format: LayerFormat) -> Result<String, LayerError> {
    crate::decode::decode(bytes.to_vec(), None, &mut Vec::new()).map_err(|problem| {
        LayerError::Broken {
            name: name.to_owned(),
            format: format.label(),
            why: problem.to_string(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(name: &str, bytes: &[u8]) -> Result<LayerFile, LayerError> {
        LayerFile::from_bytes(name, bytes.to_vec(), LayerLimits::default())
    }

    #[test]
    fn a_file_says_what_it_is() {
        let format = |name, bytes: &[u8]| open(name, bytes).map(|file| file.format());
        assert_eq!(format("a.csv", b" {\"type\":1}").unwrap(), LayerFormat::GeoJson);
        assert_eq!(format("a.csv", b"a,b\n").unwrap(), LayerFormat::Csv);
        assert_eq!(format("a", b"<?xml version=\"1.0\"?><kml/>").unwrap(), LayerFormat::Kml);
        assert!(format("a.csv", b"%PDF-1.4").unwrap_err().to_string().contains("PDF"));
        assert!(format("a.csv", b"  ").is_err());
        assert!(format("a.zip", b"PK\x03\x04 and nothing more").is_err());
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
