//! Small PDFs written by hand.

use std::io::Write;

use super::*;

/// Puts numbered objects together with a table of where they begin.
fn pdf(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n", index + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    bytes.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n")
            .bytes(),
    );
    bytes
}

fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let mut bytes = format!("<< {dictionary} /Length {} >>\nstream\n", content.len()).into_bytes();
    bytes.extend(content);
    bytes.extend(b"\nendstream");
    bytes
}

fn one_page(content: Vec<u8>, page: &str, more: Vec<Vec<u8>>) -> Vec<u8> {
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 612 792] >>".to_vec(),
        format!("<< /Type /Page /Parent 2 0 R /Contents 4 0 R {page} >>").into_bytes(),
        content,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_vec(),
        b"<< /Title (Weekly report) >>".to_vec(),
    ];
    objects.extend(more);
    pdf(&objects, "/Info 6 0 R")
}

const FONT: &str = "/Resources << /Font << /F1 5 0 R >> >>";
const WORDS: &[u8] =
    b"BT /F1 12 Tf 72 720 Td (A mine exploded near Orta.) Tj 0 -40 Td (Two were hurt.) Tj ET";

fn refuse(bytes: &[u8]) -> String {
    read(bytes, &Limits::default()).unwrap_err().to_string()
}

#[test]
fn text_and_title_are_read() {
    let (meta, text) =
        read(&one_page(stream("", WORDS), FONT, vec![]), &Limits::default()).unwrap();
    assert_eq!(meta.title.as_deref(), Some("Weekly report"));
    insta::assert_snapshot!(text, @r#"
    A mine exploded near Orta.

    Two were hurt.
    "#);
}

#[test]
fn a_picture_asks_for_ocr() {
    let drawn = stream("", b"0 0 100 100 re f");
    insta::assert_snapshot!(refuse(&one_page(drawn, "", vec![])), @"PDF has no text layer on its 1 page(s)");
}

#[test]
fn broken_and_truncated_files_are_errors() {
    let whole = one_page(stream("", WORDS), FONT, vec![]);
    for cut in [8, 60, 200, whole.len() / 2] {
        assert!(read(&whole[..cut], &Limits::default()).is_err());
    }
    assert!(refuse(b"%PDF-1.7\nnothing").starts_with("cannot be read as PDF"));
}

#[test]
fn a_page_without_a_size_is_a_contained_panic() {
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>".to_vec(),
        stream("", WORDS),
    ];
    insta::assert_snapshot!(refuse(&pdf(&objects, "")), @"cannot be read as PDF: MediaBox");
}

#[test]
fn what_never_ends_is_refused() {
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>".to_vec(),
        stream("", WORDS),
    ];
    insta::assert_snapshot!(refuse(&pdf(&objects, "")), @"cannot be read as PDF: its pages inherit from each other without end");
    let page = "/Resources << /Font << /F1 5 0 R >> /XObject << /X 7 0 R >> >>";
    let form = stream("/Type /XObject /Subtype /Form /BBox [0 0 1 1]", b"/X Do");
    insta::assert_snapshot!(refuse(&one_page(stream("", b"/X Do"), page, vec![form])), @"cannot be read as PDF: its drawings draw each other without end");
}

#[test]
fn a_bomb_is_refused() {
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..300 {
        packer.write_all(&[b' '; 10_000]).unwrap();
    }
    let packed = stream("/Filter /FlateDecode", &packer.finish().unwrap());
    let limits = Limits { decompressed_bytes: 1_000_000, ..Limits::default() };
    let error = read(&one_page(packed, FONT, vec![]), &limits).unwrap_err();
    insta::assert_snapshot!(error, @"unpacks to more than 976.5 KiB");
    let twice = stream("/Filter [/FlateDecode /FlateDecode]", b"x");
    assert!(refuse(&one_page(twice, FONT, vec![])).contains("packed twice"));
}

#[test]
fn pages_are_counted() {
    let limits = Limits { pdf_pages: 0, ..Limits::default() };
    let error = read(&one_page(stream("", WORDS), FONT, vec![]), &limits).unwrap_err();
    assert_eq!(error.to_string(), "PDF has 1 pages, the limit is 0");
}

/// A page with what PDFs are made of: fonts with a map to Unicode, a drawing, a colour function.
fn rich_page() -> Vec<u8> {
    let page = "/Resources << /Font << /F1 9 0 R >> /XObject << /X 7 0 R >> \
        /ColorSpace << /CS0 [/Separation /Black /DeviceGray 8 0 R] >> >>";
    let content =
        b"BT /F1 12 Tf 72 720 Td (AB) Tj T* [(BA) -300 (C)] TJ ET q /X Do Q /CS0 cs 0.1 sc";
    let form = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /Font << /F1 5 0 R >> >>",
        b"BT /F1 9 Tf (inner) Tj ET",
    );
    let function = stream("/FunctionType 4 /Domain [0 1] /Range [0 1]", b"{ dup 1 exch sub }");
    let font = b"<< /Type /Font /Subtype /TrueType /BaseFont /X /Encoding /WinAnsiEncoding \
        /FirstChar 65 /LastChar 67 /Widths [500 600 700] /ToUnicode 10 0 R >>";
    let map = stream(
        "",
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <0041> \
          endbfchar 1 beginbfrange <42> <45> <0042> endbfrange endcmap",
    );
    one_page(stream("", content), page, vec![form, function, font.to_vec(), map])
}

proptest::proptest! {
    #[test]
    fn a_damaged_file_is_an_answer_or_an_error(
        damage in proptest::collection::vec((0_usize..2_000, proptest::num::u8::ANY), 1..6),
    ) {
        let mut bytes = rich_page();
        for (at, value) in damage {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = value;
            }
        }
        if let Ok((_, text)) = read(&bytes, &Limits::default()) {
            proptest::prop_assert!(text.contains(char::is_alphanumeric));
        }
    }
}

#[test]
fn a_rich_page_is_read() {
    let (_, text) = read(&rich_page(), &Limits::default()).unwrap();
    assert!(text.contains("AB") && text.contains("inner"), "{text}");
}

#[test]
fn nesting_inside_a_file_is_no_crash() {
    for deep in ["[", "<<", "[<<", "("] {
        let content = format!("{} TJ", deep.repeat(20_000));
        let _ = read(&one_page(stream("", content.as_bytes()), FONT, vec![]), &Limits::default());
        let page = format!("{FONT} /X {}", deep.repeat(20_000));
        let _ = read(&one_page(stream("", WORDS), &page, vec![]), &Limits::default());
    }
}
