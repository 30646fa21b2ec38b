//! A file of cases: texts, and below each what is to be read of it.
//!
//! Blocks are parted by blank lines; one that begins with `#` is a remark. Lines that begin with `|`
//! begin a paragraph of the text. Lines that begin with `=` are what is read. A line that begins with
//! `!` instead is a known fault: what is right, though the reader does not give it yet.

use std::fmt::Write as _;
use std::path::Path;

/// A text and what is to be read of it.
#[derive(Debug, PartialEq, Eq)]
struct Case<'a> {
    /// The number of its first line in the file, from 1.
    line: usize,
    text: Vec<&'a str>,
    expected: Vec<Expected<'a>>,
}

/// One line of the right reading.
#[derive(Debug, PartialEq, Eq)]
struct Expected<'a> {
    /// Its number in the file, from 1.
    line: usize,
    says: &'a str,
    /// Whether the reader is known not to give it.
    fault: bool,
}

/// What a reading is beside the right one.
#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    Right,
    /// Wrong where it is known to be.
    Faulty,
    /// Right in these lines, which are still marked as faults.
    Mended(Vec<usize>),
    Wrong,
}

impl<'a> Case<'a> {
    /// `None` for a remark.
    fn parse(block: &'a str, line: usize) -> Option<Self> {
        if block.starts_with('#') {
            return None;
        }
        let mut case = Self { line, text: Vec::new(), expected: Vec::new() };
        for (line, content) in (line..).zip(block.lines()) {
            let fault = content.starts_with('!');
            match content.strip_prefix(['=', '!']) {
                Some(says) => case.expected.push(Expected { line, says: says.trim(), fault }),
                None => case.text.push(content),
            }
        }
        Some(case)
    }

    fn text(&self) -> String {
        self.text.join("\n").replace("\n|", "\n\n")
    }

    fn has_faults(&self) -> bool {
        self.expected.iter().any(|line| line.fault)
    }

    /// A marked line is mended when a reading with the right number of lines has it in its place; the
    /// lines without a mark must be there in any case.
    fn judge(&self, got: &[String]) -> Verdict {
        let gives = |(expected, got): (&Expected<'_>, &String)| expected.says == got;
        let pairs = || self.expected.iter().zip(got);
        if self.expected.len() == got.len() {
            if pairs().any(|pair| !pair.0.fault && !gives(pair)) {
                return Verdict::Wrong;
            }
            let mended: Vec<usize> =
                pairs().filter(|pair| pair.0.fault && gives(*pair)).map(|p| p.0.line).collect();
            return match self.has_faults() {
                false => Verdict::Right,
                true if mended.is_empty() => Verdict::Faulty,
                true => Verdict::Mended(mended),
            };
        }
        let mut rest = got.iter();
        let certain = self.expected.iter().filter(|line| !line.fault).collect::<Vec<_>>();
        let there = certain.iter().all(|line| rest.any(|got| got == line.says));
        if self.has_faults() && there { Verdict::Faulty } else { Verdict::Wrong }
    }
}

/// What came of a file's cases.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Lines marked as faults.
    pub faults: usize,
    /// What differs and ought not to, and which marks are to be dropped, for people.
    pub complaints: String,
    /// The file with the reader's own lines, cases with a mark left as they are.
    pub fresh: String,
}

/// Reads the text of each case of a file and compares the lines.
pub fn compare(path: &Path, content: &str, read: impl Fn(&str) -> Vec<String>) -> Outcome {
    let mut outcome = Outcome::default();
    let mut line = 1;
    for block in content.trim_end().split("\n\n") {
        let case = Case::parse(block, line);
        line += block.matches('\n').count() + 2;
        let Some(case) = case else {
            let _ = writeln!(outcome.fresh, "{block}\n");
            continue;
        };
        let got = read(&case.text());
        outcome.faults += case.expected.iter().filter(|line| line.fault).count();
        complain(&mut outcome.complaints, path, &case, &got);
        if case.has_faults() {
            let _ = writeln!(outcome.fresh, "{block}\n");
            continue;
        }
        let lines: Vec<String> = got.iter().map(|line| format!("= {line}")).collect();
        let _ = writeln!(outcome.fresh, "{}\n{}\n", case.text.join("\n"), lines.join("\n"));
    }
    outcome.fresh = outcome.fresh.trim_end().to_owned() + "\n";
    outcome
}

fn complain(complaints: &mut String, path: &Path, case: &Case<'_>, got: &[String]) {
    let file = path.display();
    match case.judge(got) {
        Verdict::Right | Verdict::Faulty => {}
        Verdict::Mended(lines) => {
            for line in lines {
                let _ = writeln!(complaints, "mended: drop the mark at {file}:{line}\n");
            }
        }
        Verdict::Wrong => {
            let expected: Vec<&str> = case.expected.iter().map(|line| line.says).collect();
            let _ = writeln!(
                complaints,
                "{file}:{}: {}\n  expected\n{}\n  got\n{}\n",
                case.line,
                case.text.join("\n"),
                expected.join("\n"),
                got.join("\n")
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(block: &str, got: &[&str]) -> Verdict {
        let got: Vec<String> = got.iter().map(|line| (*line).to_owned()).collect();
        Case::parse(block, 7).unwrap().judge(&got)
    }

    #[test]
    fn without_a_mark_all_lines_must_be_given() {
        assert_eq!(judged("Text.\n= a\n= b", &["a", "b"]), Verdict::Right);
        assert_eq!(judged("Text.\n= a\n= b", &["a"]), Verdict::Wrong);
        assert_eq!(judged("Text.\n= a", &["a", "b"]), Verdict::Wrong);
        assert_eq!(judged("Text.\n= a", &["b"]), Verdict::Wrong);
    }

    #[test]
    fn a_marked_line_must_differ_and_the_others_must_not() {
        assert_eq!(judged("Text.\n= a\n! b", &["a", "c"]), Verdict::Faulty);
        assert_eq!(judged("Text.\n= a\n! b", &["c", "c"]), Verdict::Wrong);
        assert_eq!(judged("Text.\n= a\n! b", &["a", "b"]), Verdict::Mended(vec![9]));
        assert_eq!(judged("Text.\n! a\n! b", &["a", "c"]), Verdict::Mended(vec![8]));
    }

    #[test]
    fn a_marked_line_may_be_missing_or_have_a_wrong_one_beside_it() {
        assert_eq!(judged("Text.\n= a\n! b", &["a"]), Verdict::Faulty);
        assert_eq!(judged("Text.\n= a\n! b", &["c"]), Verdict::Wrong);
        assert_eq!(judged("Text.\n! a", &["a", "b"]), Verdict::Faulty);
    }

    #[test]
    fn a_case_with_a_mark_is_never_rewritten() {
        let file = "# Remark.\n\nOne.\n|Two.\n= a\n\nThree.\n= a\n! b\n";
        let outcome = compare(Path::new("f.txt"), file, |_| vec!["z".to_owned()]);
        assert_eq!(outcome.fresh, "# Remark.\n\nOne.\n|Two.\n= z\n\nThree.\n= a\n! b\n");
        assert_eq!(outcome.faults, 1);
        assert!(outcome.complaints.starts_with("f.txt:3: One.\n|Two.\n  expected\na\n  got\nz\n"));
    }

    #[test]
    fn a_mended_fault_is_complained_of_with_its_line() {
        let file = "# Remark.\n\nThree.\n= a\n! b\n";
        let outcome = compare(Path::new("f.txt"), file, |_| vec!["a".to_owned(), "b".to_owned()]);
        assert_eq!(outcome.complaints, "mended: drop the mark at f.txt:5\n\n");
    }
}
