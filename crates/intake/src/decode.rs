//! Bytes to UTF-8 text: byte order marks, declared and detected encodings, and what is not text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::Problem;
use crate::remark::Remark;

/// How much of a text the encoding is guessed from; more costs time and settles nothing.
const DETECTION_PREFIX: usize = 64 << 10;

/// Decodes text whose encoding is not known, or is `declared` by the document itself.
///
/// Well-formed UTF-8 is taken as such whatever is declared: no other encoding looks like it by
/// accident.
///
/// # Errors
/// When the bytes are not text.
pub(crate) fn decode(
    bytes: Vec<u8>,
    declared: Option<&'static Encoding>,
    remarks: &mut Vec<Remark>,
) -> Result<String, Problem> {
    let bom = Encoding::for_bom(&bytes);
    if bom.is_none() && bytes.contains(&0) {
        return Err(binary(&bytes));
    }
    let text = match bom {
        Some((encoding, length)) => {
            let body = bytes.get(length..).unwrap_or_default();
            decode_as(body, encoding, true, remarks)
        }
        None => match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => decode_legacy(error.as_bytes(), declared, remarks),
        },
    };
    if is_control_noise(&text) {
        return Err(binary(text.as_bytes()));
    }
    Ok(text)
}

fn decode_legacy(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
    remarks: &mut Vec<Remark>,
) -> String {
    if is_damaged_utf8(bytes) {
        return decode_as(bytes, UTF_8, true, remarks);
    }
    // What declares UTF-8 or UTF-16 here is wrong: it is neither.
    let declared = declared.filter(|encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(encoding));
    if let Some(encoding) = declared {
        return decode_as(bytes, encoding, true, remarks);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let prefix = bytes.get(..DETECTION_PREFIX).unwrap_or(bytes);
    detector.feed(prefix, prefix.len() == bytes.len());
    decode_as(bytes, detector.guess(None, Utf8Detection::Deny), false, remarks)
}

fn decode_as(
    bytes: &[u8],
    encoding: &'static Encoding,
    declared: bool,
    remarks: &mut Vec<Remark>,
) -> String {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    if encoding != UTF_8 {
        remarks.push(Remark::Encoding { name: encoding.name(), declared });
    }
    if damaged {
        let count = text.matches(char::REPLACEMENT_CHARACTER).count();
        remarks.push(Remark::Undecodable { count });
    }
    text.into_owned()
}

/// Whether this is UTF-8 with a few bytes broken rather than another encoding: ten whole
/// characters beyond ASCII for each broken place.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= broken * 10
}

/// Whether more than one character in fifty is a control character that no text has, or any is NUL.
pub(crate) fn is_control_noise(text: &str) -> bool {
    let mut controls = 0_usize;
    for byte in text.bytes() {
        match byte {
            0 => return true,
            b'\t' | b'\n' | b'\r' | 0x0c => {}
            0x01..=0x1f | 0x7f => controls += 1,
            _ => {}
        }
    }
    controls > 0 && controls * 50 > text.len()
}

/// Names the kind of a file that is not text, from its first bytes.
pub(crate) fn binary(bytes: &[u8]) -> Problem {
    const KINDS: &[(&[u8], &str, &str)] = &[
        (
            b"SQLite format 3\0",
            "an SQLite or GeoPackage file",
            "a register is opened with --register, not added",
        ),
        (
            b"PK\x03\x04",
            "a ZIP, DOCX, XLSX or EPUB file",
            "save the document as text, HTML or PDF, or unpack the archive",
        ),
        (
            b"\xd0\xcf\x11\xe0",
            "an old Word or Excel file",
            "save the document as text, HTML or PDF",
        ),
        (b"{\\rtf", "an RTF file", "save the document as text, HTML or PDF"),
        (b"\x89PNG", "a PNG picture", PICTURE),
        (b"\xff\xd8\xff", "a JPEG picture", PICTURE),
        (b"GIF8", "a GIF picture", PICTURE),
        (b"II*\0", "a TIFF picture", PICTURE),
        (b"MM\0*", "a TIFF picture", PICTURE),
        (b"Rar!", "a RAR archive", "unpack it and add what is in it"),
        (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it and add what is in it"),
        (b"BZh", "a bzip2 file", "unpack it and add what is in it"),
        (b"\xfd7zXZ", "an xz file", "unpack it and add what is in it"),
        (b"\x7fELF", "a program", ""),
        (b"MZ", "a program", ""),
    ];
    const PICTURE: &str = "run OCR first and add its text";
    let (found, hint) = KINDS.iter().find(|(magic, ..)| bytes.starts_with(magic)).map_or(
        ("binary data", "if it is text, write it as UTF-8; UTF-16 needs a byte order mark"),
        |(_, found, hint)| (*found, *hint),
    );
    Problem::Binary { found, hint }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, Vec<String>) {
        let mut remarks = Vec::new();
        let text = decode(bytes.to_vec(), None, &mut remarks).unwrap();
        (text, remarks.iter().map(Remark::to_string).collect())
    }

    const RUSSIAN: &str = "В результате взрыва мины ранены два человека, сообщает полиция района.";

    #[test]
    fn utf8_stays_and_a_bom_goes() {
        assert_eq!(decoded("Ağdam\r\n".as_bytes()), ("Ağdam\r\n".to_owned(), vec![]));
        assert_eq!(decoded(b"\xef\xbb\xbfmine"), ("mine".to_owned(), vec![]));
    }

    #[test]
    fn utf16_is_told_by_its_bom() {
        for (bom, big) in [([0xff, 0xfe], false), ([0xfe, 0xff], true)] {
            let mut bytes = bom.to_vec();
            for unit in RUSSIAN.encode_utf16() {
                bytes.extend(if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
            }
            let (text, remarks) = decoded(&bytes);
            assert_eq!(text, RUSSIAN);
            let name = if big { "UTF-16BE" } else { "UTF-16LE" };
            assert_eq!(remarks, [format!("encoding {name}, as declared")]);
        }
    }

    #[test]
    fn windows_1251_is_detected() {
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(RUSSIAN);
        let (text, remarks) = decoded(&bytes);
        assert_eq!(text, RUSSIAN);
        assert_eq!(remarks, ["encoding windows-1251, detected"]);
    }

    #[test]
    fn one_broken_byte_does_not_change_the_encoding() {
        let mut bytes = RUSSIAN.as_bytes().to_vec();
        bytes.truncate(bytes.len() - 2);
        let (text, remarks) = decoded(&bytes);
        assert!(text.starts_with("В результате"));
        assert!(text.ends_with('\u{fffd}'));
        assert_eq!(remarks, ["1 undecodable byte(s) replaced"]);
    }

    #[test]
    fn what_is_not_text_is_named() {
        let refuse =
            |bytes: &[u8]| decode(bytes.to_vec(), None, &mut Vec::new()).unwrap_err().to_string();
        assert_eq!(
            refuse(b"SQLite format 3\0\x10\0"),
            "is an SQLite or GeoPackage file, expected text, HTML, PDF or JSON Lines"
        );
        assert!(refuse(b"\x01\x02\x03 abc").starts_with("is binary data"));
        assert!(refuse(b"m\0i\0n\0e\0").starts_with("is binary data"));
    }
}
