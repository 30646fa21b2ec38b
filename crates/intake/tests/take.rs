//! Files, folders and streams as people give them.
#![allow(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use cairn_intake::{
    Input, IntakeError, Limits, Problem, Taken, count_hint, take, take_bytes, take_stream,
};
use cairn_model::DocumentId;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

fn shown(root: &Path, items: impl Iterator<Item = Result<Taken, IntakeError>>) -> String {
    let root = format!("{}/", root.display());
    let lines: Vec<String> = items
        .map(|item| match item {
            Ok(taken) => {
                let document = taken.document;
                let mut parts = vec![
                    document.label,
                    document.media_type,
                    format!("{:?}", document.text),
                    document.origin.replace(&root, ""),
                ];
                parts.extend(taken.remarks.iter().map(ToString::to_string));
                parts.join(" | ")
            }
            Err(error) => format!(
                "error {:?} | {}",
                error.document_id_hint(),
                error.to_string().replace(&root, "")
            ),
        })
        .collect();
    lines.join("\n")
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

#[test]
fn a_folder_is_walked_in_order_and_errors_end_nothing() {
    let lines = b"{\"id\":\"l1\",\"text\":\"One.\"}\r\n\nnot json\n{\"id\":4,\"tex\n{\"id\":\"l5\",\"text\":\"Five.\"}";
    let folder = folder(&[
        ("b/docs.jsonl", lines),
        ("b/.hidden.txt", b"Not this."),
        ("a.txt", b"A mine."),
        ("c.txt.gz", &gzip(b"Packed.")),
        ("d.png", b"\x89PNG\r\n\x1a\n\0\0"),
        ("e.txt", b" \n"),
        ("f.html", b"<p>Two people were hurt by a mine."),
        ("g.json", b"{\n  \"id\": \"g\",\n  \"text\": \"Spread.\"\n}"),
        ("h.json", b"[{\"id\":1,\"text\":\"x\"}]"),
    ]);
    let input = [Input::Path(folder.path().to_owned())];
    insta::assert_snapshot!(shown(folder.path(), take(&input, &Limits::default())), @r#"
    a | text/plain | "A mine." | a.txt
    l1 | application/json | "One." | b/docs.jsonl:1
    error None | b/docs.jsonl:3: is not a JSON object: expected `{` at column 1
    error Some("4") | b/docs.jsonl:4: is not a JSON object: EOF while parsing a string at column 12
    l5 | application/json | "Five." | b/docs.jsonl:5
    c | text/plain | "Packed." | c.txt.gz | unpacked from gzip
    error Some("d") | d.png: is a PNG picture, expected text, HTML, PDF or JSON Lines
    error Some("e") | e.txt: is empty, expected a document
    f | text/html | "Two people were hurt by a mine." | f.html
    g | application/json | "Spread." | g.json
    error Some("1") | h.json: is an array, expected a JSON object with `text`
    "#);
}

#[test]
fn progress_ends_at_the_hint() {
    let folder = folder(&[
        ("a.txt", b"A mine."),
        ("b.jsonl", b"{\"text\":\"x\"}\n"),
        ("c.jsonl.gz", &gzip(b"{\"text\":\"y\"}\n")),
    ]);
    let input = [Input::Path(folder.path().to_owned())];
    let mut documents = take(&input, &Limits::default());
    assert_eq!(documents.by_ref().filter(Result::is_ok).count(), 3);
    assert_eq!(Some(documents.position()), count_hint(&input));
    assert_eq!(count_hint(&[Input::Stdin]), None);
    assert_eq!(count_hint(&[Input::Path("no/such/file".into())]), None);
}

#[test]
fn a_missing_file_says_so() {
    let error = take(&[Input::Path("no/such/file.txt".into())], &Limits::default())
        .next()
        .unwrap()
        .unwrap_err();
    assert!(error.to_string().starts_with("no/such/file.txt: cannot be read: "));
    assert_eq!(error.hint(), Some("check the path"));
    assert_eq!(error.document_id_hint(), Some("file"));
}

#[test]
fn the_original_of_a_line_is_the_line() {
    let stream = Cursor::new(b"\xef\xbb\xbf{\"text\":\"x\"}\r\n".to_vec());
    let taken = take_stream("in", stream, &Limits::default()).next().unwrap().unwrap();
    assert_eq!(taken.bytes, b"{\"text\":\"x\"}");
    assert_eq!(taken.document.id, DocumentId::of_bytes(b"{\"text\":\"x\"}"));
    assert_eq!(taken.document.label, "in:1");
    assert_eq!(taken.document.origin, "in:1");
}

#[test]
fn a_stream_may_be_text_lines_or_packed() {
    let read = |bytes: &[u8]| {
        shown(Path::new("x"), take_stream("in", Cursor::new(bytes.to_vec()), &Limits::default()))
    };
    insta::assert_snapshot!(read(b"A mine went off.\nTwo were hurt.\n"), @r#"in | text/plain | "A mine went off.\nTwo were hurt.\n" | in"#);
    insta::assert_snapshot!(read(&gzip(b"{\"id\":1,\"text\":\"x\"}\n{\"id\":2,\"text\":\"y\"}\n")), @r#"
    1 | application/json | "x" | in:1
    2 | application/json | "y" | in:2
    "#);
    insta::assert_snapshot!(read(&zstd::encode_all(&b"broken first\n{\"id\":2,\"text\":\"y\"}\n"[..], 3).unwrap()), @r#"
    error None | in:1: is not a JSON object: expected `{` at column 1
    2 | application/json | "y" | in:2
    "#);
    insta::assert_snapshot!(read(b"\xff\xfe{\0}\0\n\0"), @r#"error Some("in") | in: is encoded in UTF-16LE, expected UTF-8"#);
}

/// A reader that waits for ever after its first line, as a person at a keyboard may.
struct Stuck(Cursor<&'static [u8]>);

impl std::io::Read for Stuck {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(buffer)? {
            0 => panic!("the first answer waited for the second line"),
            read => Ok(read),
        }
    }
}

#[test]
fn a_filter_answers_line_by_line() {
    let stuck = Stuck(Cursor::new(b"{\"id\":1,\"text\":\"x\"}\n"));
    let first = take_stream("in", stuck, &Limits::default()).next().unwrap().unwrap();
    assert_eq!(first.document.label, "1");
}

#[test]
fn damaged_and_hostile_packing_is_an_error() {
    let limits = Limits { decompressed_bytes: 1 << 20, ..Limits::default() };
    let packed = gzip(&vec![b' '; 4 << 20]);
    let fail =
        |name: &str, bytes: Vec<u8>| take_bytes(name, bytes, &limits).unwrap_err().to_string();
    insta::assert_snapshot!(fail("bomb.txt.gz", packed.clone()), @"bomb.txt.gz: unpacks to more than 1 MiB");
    let sound = gzip(b"A mine went off near the village, and two people were hurt.");
    let cut = sound[..sound.len() - 12].to_vec();
    insta::assert_snapshot!(fail("cut.txt.gz", cut), @"cut.txt.gz: cannot be unpacked: incomplete deflate stream");

    let mut lines = b"{\"id\":1,\"text\":\"x\"}\n".repeat(3);
    lines.extend(vec![b' '; 4 << 20]);
    let stream = Cursor::new(gzip(&lines));
    insta::assert_snapshot!(shown(Path::new("x"), take_stream("l.jsonl.gz", stream, &limits)), @r#"
    1 | application/json | "x" | l.jsonl.gz:1
    1 | application/json | "x" | l.jsonl.gz:2
    1 | application/json | "x" | l.jsonl.gz:3
    error None | l.jsonl.gz:4: unpacks to more than 1 MiB
    "#);
    let mut cut = gzip(&b"{\"id\":1,\"text\":\"x\"}\n".repeat(2));
    cut.truncate(cut.len() - 8);
    let all = shown(Path::new("x"), take_stream("l.jsonl.gz", Cursor::new(cut), &limits));
    assert!(all.contains("cannot be unpacked"), "{all}");
}

#[test]
fn limits_name_what_is_too_large() {
    let limits = Limits { file_bytes: 100, line_bytes: 30, text_bytes: 5, ..Limits::default() };
    let error = take_bytes("a.txt", vec![b'a'; 101], &limits).unwrap_err();
    assert_eq!(error.to_string(), "a.txt: the file is larger than 100 bytes");
    let error = take_bytes("a.txt", b"abcdef".to_vec(), &limits).unwrap_err();
    assert_eq!(error.to_string(), "a.txt: its text is larger than 5 bytes");
    let lines = b"{\"id\":\"long\",\"text\":\"abcdefghijkl\"}\n{\"text\":\"abc\"}\n".to_vec();
    let all: Vec<_> = take_stream("l", Cursor::new(lines), &limits).collect();
    let error = all[0].as_ref().unwrap_err();
    assert!(matches!(error.problem(), Problem::TooLarge { .. }));
    assert_eq!(error.document_id_hint(), Some("long"));
    assert!(all[1].is_ok());
}

#[cfg(unix)]
#[test]
fn linked_folders_and_pipes_are_not_followed() {
    let folder = folder(&[("a/one.txt", b"One.")]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("a/back")).unwrap();
    let socket = std::os::unix::net::UnixListener::bind(folder.path().join("a/socket")).unwrap();
    let input = [Input::Path(folder.path().to_owned())];
    insta::assert_snapshot!(shown(folder.path(), take(&input, &Limits::default())), @r#"
    one | text/plain | "One." | a/one.txt
    error None | a/socket: is neither a file nor a folder
    "#);
    drop(socket);
}

#[test]
fn nothing_is_an_error_in_a_file_but_not_in_a_stream() {
    let folder = folder(&[("a.jsonl", b"\n\n"), ("b.json", b"")]);
    let input = [Input::Path(folder.path().to_owned())];
    insta::assert_snapshot!(shown(folder.path(), take(&input, &Limits::default())), @r#"
    error Some("a") | a.jsonl: is empty, expected one JSON object a line
    error Some("b") | b.json: is empty, expected a document
    "#);
    for name in ["in", "in.jsonl"] {
        assert_eq!(take_stream(name, Cursor::new(b""), &Limits::default()).count(), 0);
    }
}
