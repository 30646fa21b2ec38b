//! `cairn read`: a filter that other programs depend on.

use crate::common::{REPORTS, TestEnvironment};
use serde_json::Value;

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Many documents, each with an id of its own.
fn many(count: usize) -> String {
    (0..count)
        .map(|number| {
            let text = format!(
                "{} people were injured when a mine exploded in the village of Susuzlug of the \
                 Kalbajar district on {} June 2021, the police said.",
                number % 7 + 2,
                number % 28 + 1,
            );
            serde_json::json!({"id": format!("d{number}"), "text": text}).to_string() + "\n"
        })
        .collect()
}

#[test]
fn readings_come_in_the_order_of_the_input() {
    let env = TestEnvironment::new();
    let ran = env.pipe(&["read"], many(1500));
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let ids: Vec<String> =
        lines(&ran.out).iter().map(|reading| reading["id"].as_str().unwrap().to_owned()).collect();
    let wanted: Vec<String> = (0..1500).map(|number| format!("d{number}")).collect();
    assert_eq!(ids, wanted);
}

#[test]
fn threads_change_nothing() {
    let env = TestEnvironment::new();
    let input = many(700) + REPORTS;
    let one = env.pipe(&["read", "--threads", "1"], &input);
    let two = env.pipe(&["read", "--threads", "2"], &input);
    assert_eq!(one.code, Some(0));
    assert!(one.out == two.out);
    assert!(one.out.matches(r#""incidents":[{"#).count() > 600);
}

#[test]
fn a_reading_has_the_shape_of_its_schema_and_quotes_the_given_bytes() {
    let env = TestEnvironment::new();
    let ran = env.pipe(&["read"], REPORTS);
    for (given, reading) in lines(REPORTS).iter().zip(lines(&ran.out)) {
        let text = given["text"].as_str().unwrap();
        let reading: cairn_model::Reading = serde_json::from_value(reading).unwrap();
        assert_eq!(reading.id, given["id"]);
        for evidence in reading.evidence() {
            assert!(evidence.holds_in(text), "{evidence:?}");
        }
    }
}

#[test]
fn a_broken_line_gives_an_error_in_its_place() {
    let env = TestEnvironment::new();
    let input = "{\"id\":\"a\",\"text\":\"First.\"}\nnot json\n{\"id\":\"b\"}\n{\"id\":\"c\",\"text\":\"Last.\"}\n";
    let ran = env.pipe(&["read"], input);
    assert_eq!(ran.code, Some(1));
    let lines = lines(&ran.out);
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["id"], "a");
    assert_eq!(lines[3]["id"], "c");
    assert_eq!(lines[2]["id"], "b");
    for broken in &lines[1..3] {
        assert_eq!(broken.as_object().unwrap().keys().collect::<Vec<_>>(), ["id", "error"]);
    }
    insta::assert_snapshot!(lines[1]["error"].as_str().unwrap(), @r#"standard input:2: is not a JSON object: expected `{` at column 1"#);
    insta::assert_snapshot!(lines[2]["error"].as_str().unwrap(), @r#"standard input:3: has no `text`, expected the document's text as a string"#);
    insta::assert_snapshot!(ran.err, @r#"
    error: 2 documents could not be read; the rest was
      help: each has an object with `error` in its place of the output
    "#);
}

#[test]
fn plain_files_are_known_by_their_names() {
    let env = TestEnvironment::new();
    env.write("one.txt", "Nothing happened.");
    env.write(
        "two.html",
        "<html><body><p>Nothing happened here either, say the police.</p></body></html>",
    );
    let read = lines(&env.ok(&["read", "one.txt", "two.html"]));
    assert_eq!(read[0]["id"], "one");
    assert_eq!(read[1]["id"], "two");
}

#[test]
fn output_goes_to_a_file_when_asked() {
    let env = TestEnvironment::new();
    env.write("docs.jsonl", REPORTS);
    let printed = env.ok(&["read", "--input", "docs.jsonl", "--output", "-"]);
    assert_eq!(env.ok(&["read", "--input", "docs.jsonl", "--output", "out.jsonl"]), "");
    assert_eq!(env.text("out.jsonl"), printed);
}

#[test]
fn input_that_is_not_there_is_an_error_at_once() {
    let env = TestEnvironment::new();
    insta::assert_snapshot!(env.fails(&["read", "--input", "nowhere.jsonl"], 1), @r#"
    error: cannot read nowhere.jsonl
      ╰─▶ No such file or directory (os error 2)
      help: check the file's name and that you may read it
    "#);
    std::fs::create_dir(env.path("folder")).unwrap();
    insta::assert_snapshot!(env.fails(&["read", "--input", "folder"], 2), @r#"
    error: folder: --input takes a file of JSON Lines; this is a folder
      help: give the folder without --input: cairn read FOLDER
    "#);
    insta::assert_snapshot!(env.fails(&["read", "--input", "a", "b"], 2), @r#"
    error: the argument '--input <FILE>' cannot be used with '[FILES]...'

    Usage: cairn read --input <FILE> [FILES]...

    For more information, try '--help'.
    "#);
}

#[test]
fn no_input_gives_no_output() {
    let env = TestEnvironment::new();
    assert_eq!(env.ok(&["read"]), "");
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::io::Read;
    let env = TestEnvironment::new();
    env.write("docs.jsonl", many(4_000));
    let mut child = env.command(&["read", "--input", "docs.jsonl"]).spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    let mut first = [0u8; 100];
    out.read_exact(&mut first).unwrap();
    drop(out);
    let ended = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
    assert_eq!(ended.status.code(), Some(0));
}
