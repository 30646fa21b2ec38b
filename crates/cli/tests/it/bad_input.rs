//! Bad input: an error says which file or line, what was expected, what to do; the rest is done.

use crate::common::{REPORTS, TestEnvironment};

#[test]
fn what_cannot_be_taken_in_is_named_and_the_rest_is_added() {
    let env = TestEnvironment::new();
    env.write("in/1-empty.txt", "");
    env.write("in/2-binary.txt", [0u8, 159, 146, 150, 0, 1, 2, 3, 0, 0, 255, 254, 7]);
    env.write("in/3-broken.jsonl", format!("not json\n{REPORTS}"));
    env.write("in/4-truncated.pdf", "%PDF-1.4\n1 0 obj\n<<");
    env.write("in/5-fine.txt", "Two deminers were injured by a mine near Sus on 3 May 2021.");
    let deep = format!("{{\"id\":\"deep\",\"text\":{}1{}}}", "[".repeat(5000), "]".repeat(5000));
    env.write("in/6-deep.jsonl", deep);
    let ran = env.run(&["add", "in"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.starts_with("4 documents added.\n"), "{}", ran.out);
    for file in ["1-empty.txt", "2-binary.txt", "3-broken.jsonl", "4-truncated.pdf", "6-deep.jsonl"]
    {
        assert!(ran.err.contains(file), "{file}: {}", ran.err);
    }
    assert!(
        ran.err.contains("5 documents could not be taken in; the rest was added"),
        "{}",
        ran.err
    );
    assert_eq!(env.jsonl(&["documents"]).len(), 4);
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let env = TestEnvironment::new();
    let ran = env.run(&["add", "nowhere"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("not added: nowhere"), "{}", ran.err);
}

#[test]
fn a_register_that_is_not_there_is_not_made_by_looking() {
    let env = TestEnvironment::new();
    insta::assert_snapshot!(env.fails(&["incidents"], 1), @r#"
    error: cairn.gpkg: there is no such register
      help: make one with `cairn add FILES…`, or name yours with --register
    "#);
    env.fails(&["show", "I-00000000"], 1);
    env.fails(&["rebuild"], 1);
    env.fails(&["decide", "accept", "a.i1", "--by", "x", "--why", "y"], 1);
    assert!(!env.path("cairn.gpkg").exists());
}

#[test]
fn what_is_no_register_is_not_touched() {
    let env = TestEnvironment::new();
    env.write("notes.gpkg", "these are my notes");
    env.write("a.txt", "A mine exploded.");
    for command in [&["incidents"][..], &["add", "a.txt"], &["rebuild"]] {
        let mut args = command.to_vec();
        args.extend(["--register", "notes.gpkg"]);
        let said = env.fails(&args, 1);
        assert!(said.contains("notes.gpkg") && said.contains("not a register"), "{said}");
    }
    assert_eq!(env.text("notes.gpkg"), "these are my notes");
}

#[test]
fn an_address_of_a_database_is_refused_without_repeating_a_password() {
    let env = TestEnvironment::new();
    let said = env.fails(&["incidents", "--register", "postgres://me:secret@host/db"], 1);
    assert!(!said.contains("secret"), "{said}");
    insta::assert_snapshot!(said, @r#"
    error: registers in PostgreSQL are not there yet; only GeoPackage files are
      help: name a file, as in --register cairn.gpkg
    "#);
    insta::assert_snapshot!(env.fails(&["incidents", "--register", "http://host/db"], 2), @r#"
    error: `http://` is no kind of register
      help: name a file, as in --register cairn.gpkg
    "#);
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let env = TestEnvironment::new();
    env.write("a.txt", "A mine exploded.");
    let said = env.fails(&["add", "a.txt", "--register", "no/such/folder/r.gpkg"], 1);
    insta::assert_snapshot!(said, @r#"
    error: no/such/folder: there is no such folder to make the register in
      help: make the folder first, or name another place with --register
    "#);
}

#[test]
fn a_locked_register_is_said_to_be_locked() {
    let env = TestEnvironment::with_demo();
    let other = rusqlite::Connection::open(env.path("cairn.gpkg")).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    env.write("a.txt", "A mine exploded.");
    let ran = env.run(&["add", "a.txt"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("locked"), "{}", ran.err);
    drop(other);
    env.ok(&["add", "a.txt"]);
}

#[test]
fn a_newer_register_is_left_alone() {
    let env = TestEnvironment::with_demo();
    let made = rusqlite::Connection::open(env.path("cairn.gpkg")).unwrap();
    made.execute_batch("INSERT INTO cairn_layout VALUES (99, 'later')")
        .expect("the register says its layout");
    drop(made);
    let said = env.fails(&["incidents"], 1);
    assert!(said.contains("99"), "{said}");
}

#[test]
fn a_broken_places_file_is_named() {
    let env = TestEnvironment::new();
    env.write("places.cairn", "not an index");
    let said = env.fails(&["gazetteer", "find", "Sus"], 1);
    assert!(said.contains("places.cairn"), "{said}");
    let said = env.fails(&["gazetteer", "find", "Sus", "--gazetteer", "nowhere.cairn"], 1);
    assert!(said.contains("nowhere.cairn"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let env = TestEnvironment::with_demo();
    let file = env.path("cairn.gpkg");
    let set =
        |mode| std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
    set(0o444);
    // Root may write anywhere: there is nothing to see then.
    if std::fs::OpenOptions::new().write(true).open(&file).is_err() {
        env.write("a.txt", "A mine exploded.");
        let ran = env.run(&["add", "a.txt"]);
        assert_eq!(ran.code, Some(1));
        assert!(ran.err.contains("read-only"), "{}", ran.err);
        env.ok(&["incidents"]);
    }
    set(0o644);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_to_be_full() {
    let env = TestEnvironment::with_demo();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ended = env.command(&["documents", "--format", "csv"]).stdout(full).output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(said.contains("the disk is full"), "{said}");
    let said = env.pipe(&["read", "--output", "/dev/full"], REPORTS);
    assert_eq!(said.code, Some(1));
    assert!(said.err.contains("the disk is full"), "{}", said.err);
}
