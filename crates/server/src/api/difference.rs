//! What a later version of an article put in and took out, sentence by sentence.

use cairn_intake::revision::{Change, sentence_diff};
use serde::Serialize;

/// Some sentences in a row with which the same was done.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    op: &'static str,
    text: String,
}

/// How the later text differs from the earlier one.
pub fn difference(earlier: &str, later: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for line in sentence_diff(earlier, later) {
        let op = match line.change {
            Change::Same => "same",
            Change::Removed => "removed",
            Change::Added => "added",
        };
        match parts.last_mut().filter(|last| last.op == op) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(&line.text);
            }
            None => parts.push(Part { op, text: line.text.clone() }),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_stayed_stay_together() {
        let earlier = "A mine exploded. It was Friday. Two were killed.";
        let later = "A mine exploded. It was Friday. Three were killed.";
        let ops: Vec<&str> = difference(earlier, later).iter().map(|part| part.op).collect();
        assert_eq!(ops, ["same", "removed", "added"]);
    }
}
