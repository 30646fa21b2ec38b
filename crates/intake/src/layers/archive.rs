//! Files packed in one: zipped shapefiles and KMZ, unpacked no further than the limits allow.

use std::io::{Cursor, Read};

use super::shp::Parts;

/// A member that was unpacked.
struct Member {
    name: String,
    bytes: Vec<u8>,
}

/// Why an archive gives nothing.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Unpacked it is larger than allowed.
    TooLarge,
    /// It is broken, or of no use.
    Broken(String),
}

/// What an archive holds.
pub(super) enum Packed {
    /// A workbook of XLSX: the archive is the file.
    Workbook,
    /// The content of a workbook of OpenDocument.
    OpenDocument(Vec<u8>),
    /// The first KML file in it.
    Kml(Vec<u8>),
    /// Its shapefiles.
    Shapefiles(Vec<Parts>),
    /// The GeoJSON file in it.
    GeoJson(Vec<u8>),
    /// The CSV file in it.
    Csv(Vec<u8>),
}

/// The media type of spreadsheets of OpenDocument.
pub(super) const ODS_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
/// Members of an archive at most.
const MEMBERS: usize = 10_000;

/// Looks into an archive; all that is unpacked is at most `limit` bytes.
pub(super) fn open(bytes: &[u8], limit: u64) -> Result<Packed, Trouble> {
    let mut members = unpack(bytes, limit)?;
    let ending = |member: &Member, wanted: &str| {
        crate::name::ending(&member.name) == wanted && !member.name.starts_with("__MACOSX/")
    };
    if members.iter().any(|member| member.name == "xl/workbook.xml") {
        return Ok(Packed::Workbook);
    }
    let says_spreadsheet = |member: &Member| {
        member.name == "mimetype" && member.bytes.starts_with(ODS_TYPE.as_bytes())
    };
    if members.iter().any(says_spreadsheet)
        && let Some(content) = members.iter().position(|member| member.name == "content.xml")
    {
        return Ok(Packed::OpenDocument(members.swap_remove(content).bytes));
    }
    let shapefiles = shapefiles(&members);
    if !shapefiles.is_empty() {
        return Ok(Packed::Shapefiles(shapefiles));
    }
    type Wrap = fn(Vec<u8>) -> Packed;
    let formats: [(&[&str], Wrap); 3] =
        [(&["kml"], Packed::Kml), (&["geojson", "json"], Packed::GeoJson), (&["csv"], Packed::Csv)];
    for (endings, wrap) in formats {
        let found: Vec<&Member> = (members.iter())
            .filter(|one| endings.iter().any(|wanted| ending(one, wanted)))
            .collect();
        match found.as_slice() {
            [] => {}
            [one] => return Ok(wrap(one.bytes.clone())),
            // The first KML file of a KMZ is the one that is meant.
            [first, ..] if endings == ["kml"] => return Ok(wrap(first.bytes.clone())),
            several => {
                let (count, wanted) = (several.len(), endings.join(", "));
                let why = format!("it holds {count} files ({wanted}); unpack it and import each");
                return Err(Trouble::Broken(why));
            }
        }
    }
    Err(Trouble::Broken("it holds no shapefile, KML, GeoJSON, CSV or spreadsheet".to_owned()))
}

fn unpack(bytes: &[u8], limit: u64) -> Result<Vec<Member>, Trouble> {
    let broken = |error: &dyn std::fmt::Display| Trouble::Broken(error.to_string());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if archive.len() > MEMBERS {
        return Err(Trouble::Broken(format!("it holds more than {MEMBERS} files")));
    }
    let mut left = limit;
    let mut members = Vec::new();
    for at in 0..archive.len() {
        let member = archive.by_index(at).map_err(|error| broken(&error))?;
        if !member.is_file() {
            continue;
        }
        let name = member.name().map_err(|error| broken(&error))?.into_owned();
        let mut bytes = Vec::new();
        // One that says it is too large is not unpacked; one that says less than it is is found out.
        if member.size() > left {
            return Err(Trouble::TooLarge);
        }
        member.take(left + 1).read_to_end(&mut bytes).map_err(|error| broken(&error))?;
        left = left.checked_sub(bytes.len() as u64).ok_or(Trouble::TooLarge)?;
        members.push(Member { name, bytes });
    }
    Ok(members)
}

/// The shapefiles among the members, by name.
fn shapefiles(members: &[Member]) -> Vec<Parts> {
    let stem = |name: &str| name.rsplit_once('.').map(|(stem, _)| stem.to_lowercase());
    let mut found: Vec<Parts> = Vec::new();
    let mut order: Vec<&Member> = members.iter().collect();
    order.sort_by(|a, b| a.name.cmp(&b.name));
    for member in &order {
        if crate::name::ending(&member.name) != "shp" || member.name.starts_with("__MACOSX/") {
            continue;
        }
        let beside = |ending: &str| {
            let fits = |one: &&&Member| {
                stem(&one.name) == stem(&member.name) && crate::name::ending(&one.name) == ending
            };
            order.iter().find(fits).map(|one| one.bytes.clone())
        };
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        found.push(Parts {
            name: crate::name::label(&member.name),
            shp: member.bytes.clone(),
            dbf: beside("dbf"),
            prj: beside("prj").map(text),
            cpg: beside("cpg").map(text),
        });
    }
    found
}

/// A shapefile and what lies beside it as one archive, not compressed, in which nothing but their
/// bytes counts.
pub(super) fn pack(members: &[(String, Vec<u8>)]) -> Result<Vec<u8>, String> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Stored)
        .last_modified_time(zip::DateTime::default());
    for (name, bytes) in members {
        writer.start_file(name.as_str(), options).map_err(|error| error.to_string())?;
        writer.write_all(bytes).map_err(|error| error.to_string())?;
    }
    writer.finish().map(Cursor::into_inner).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(name: &str, bytes: &[u8]) -> (String, Vec<u8>) {
        (name.to_owned(), bytes.to_vec())
    }

    #[test]
    fn parts_of_a_shapefile_find_each_other() {
        let members = [member("x/A.SHP", b"s"), member("x/a.dbf", b"d"), member("b.prj", b"p")];
        let packed = pack(&members).unwrap();
        assert_eq!(pack(&members).unwrap(), packed, "the same every time");
        let Ok(Packed::Shapefiles(found)) = open(&packed, 1 << 20) else { panic!() };
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].dbf.as_deref(), &found[0].prj), (Some(&b"d"[..]), &None));
    }

    #[test]
    fn an_archive_is_unpacked_no_further_than_allowed() {
        let packed =
            pack(&[member("a.kml", &[b' '; 4000]), member("b.kml", &[b' '; 4000])]).unwrap();
        assert!(matches!(open(&packed, 5000), Err(Trouble::TooLarge)));
        assert!(matches!(open(&packed, 8000), Ok(Packed::Kml(_))));
        let other = pack(&[member("readme", b"x")]).unwrap();
        assert!(matches!(open(&other, 5000), Err(Trouble::Broken(_))));
    }
}
