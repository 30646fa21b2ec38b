//! Whoever reads the output may stop: `cairn incidents | head -1`. That is no failure, and nothing is
//! said about it, wherever in the output it happens.

use std::io::Read;

use crate::common::{REPORTS, TestEnvironment};

/// Runs a command whose reader takes so many bytes of its output and goes; what it says, and its code.
fn cut_off(env: &TestEnvironment, args: &[&str], bytes: usize) -> (String, Option<i32>) {
    let mut child = env.command(args).spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    let mut taken = vec![0; bytes];
    // Fewer where there is no more.
    let _ = out.read_exact(&mut taken);
    drop(out);
    let output = child.wait_with_output().unwrap();
    (String::from_utf8(output.stderr).unwrap(), output.status.code())
}

#[test]
fn every_command_that_lists_ends_quietly() {
    let env = TestEnvironment::with_demo();
    let incident = env.jsonl(&["incidents"])[0]["id"].as_str().unwrap().to_owned();
    let register = ["--register", "cairn.gpkg"];
    let lists = ["incidents", "victims", "finds", "tallies", "contradictions", "documents"];
    let formats = ["table", "json", "jsonl", "csv"];
    let mut commands: Vec<Vec<&str>> = Vec::new();
    for list in lists {
        commands.extend(formats.map(|format| vec![list, "--format", format, "-q"]));
    }
    commands.push(vec!["show", &incident]);
    for command in &mut commands {
        command.extend(register);
    }
    commands.push(vec!["schema", "reading"]);
    commands.push(vec!["completions", "bash"]);
    commands.push(vec!["--help"]);
    for command in &commands {
        // The pipe is closed before anything is written: whatever the size of the output, it fails.
        let (said, code) = cut_off(&env, command, 0);
        assert_eq!((said.as_str(), code), ("", Some(0)), "{command:?}");
    }
}

#[test]
fn reading_ends_quietly_in_the_middle_of_a_long_output() {
    let env = TestEnvironment::new();
    // More than a pipe holds, and than is written at once.
    env.write("many.jsonl", REPORTS.repeat(400));
    for output in ["-", "/dev/stdout"] {
        let read = ["read", "--input", "many.jsonl", "--output", output];
        let (said, code) = cut_off(&env, &read, 100);
        assert_eq!((said.as_str(), code), ("", Some(0)), "{output}");
    }
}
