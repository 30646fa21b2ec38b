//! The difference between two versions, sentence by sentence.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

/// What became of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It stands in both versions.
    Same,
    /// It stands in the earlier version only.
    Removed,
    /// It stands in the later version only.
    Added,
}

/// One sentence of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffLine {
    /// What became of it.
    pub change: Change,
    /// The sentence, without the white space around it.
    pub text: String,
    /// Its bytes in the earlier version, where it stands there.
    pub earlier: Option<Range<usize>>,
    /// Its bytes in the later version, where it stands there.
    pub later: Option<Range<usize>>,
}

/// The difference between two versions of a text in the order of reading: what is gone, then what
/// came in its place.
///
/// The sentences that are the same or removed are those of `earlier`, the same or added those of
/// `later`, each in order.
pub fn sentence_diff(earlier: &str, later: &str) -> Vec<DiffLine> {
    let (before, after) = (sentences(earlier), sentences(later));
    let (old, new) = (texts(earlier, &before), texts(later, &after));
    let mut lines = Vec::new();
    for op in operations(&old, &new) {
        let (old_range, new_range) = (op.old_range(), op.new_range());
        if let DiffOp::Equal { .. } = op {
            let pairs = span_slice(&before, &old_range).iter().zip(span_slice(&after, &new_range));
            for (earlier_span, later_span) in pairs {
                lines.push(line(Change::Same, earlier, Some(earlier_span), Some(later_span)));
            }
            continue;
        }
        let removed = span_slice(&before, &old_range).iter();
        lines.extend(removed.map(|span| line(Change::Removed, earlier, Some(span), None)));
        let added = span_slice(&after, &new_range).iter();
        lines.extend(added.map(|span| line(Change::Added, later, None, Some(span))));
    }
    lines
}

/// The spans of a text's sentences, white space around them left out; a sentence ends with its
/// line.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    text.split_sentence_bound_indices()
        .flat_map(|(start, piece)| {
            let mut from = start;
            piece.split_inclusive(['\n', '\r']).map(move |part| {
                let at = from;
                from += part.len();
                (at, part)
            })
        })
        .filter_map(|(start, part)| {
            let trimmed = part.trim();
            let from = start + (part.len() - part.trim_start().len());
            (!trimmed.is_empty()).then_some(from..from + trimmed.len())
        })
        .collect()
}

fn texts<'a>(text: &'a str, spans: &[Range<usize>]) -> Vec<&'a str> {
    spans.iter().map(|span| text.get(span.clone()).unwrap_or_default()).collect()
}

fn span_slice<'a>(spans: &'a [Range<usize>], range: &Range<usize>) -> &'a [Range<usize>] {
    spans.get(range.clone()).unwrap_or_default()
}

fn line(
    change: Change,
    text: &str,
    earlier: Option<&Range<usize>>,
    later: Option<&Range<usize>>,
) -> DiffLine {
    // The same sentence reads the same in both, so the earlier span names it where there is one.
    let span = earlier.or(later).cloned().unwrap_or_default();
    DiffLine {
        change,
        text: text.get(span).unwrap_or_default().to_owned(),
        earlier: earlier.cloned(),
        later: later.cloned(),
    }
}

/// The shortest difference; between two very long and very different texts, all of one for all of
/// the other but for their common beginning and end.
fn operations(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    const EFFORT: usize = 100_000_000;
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (old.len() - head, new.len() - head);
    let tail = (old.iter().rev().zip(new.iter().rev()))
        .take(old_rest.min(new_rest))
        .take_while(|(a, b)| a == b)
        .count();
    let (old_len, new_len) = (old_rest - tail, new_rest - tail);
    if old_len.saturating_mul(new_len) <= EFFORT {
        return capture_diff_slices(Algorithm::Myers, old, new);
    }
    vec![
        DiffOp::Equal { old_index: 0, new_index: 0, len: head },
        DiffOp::Replace { old_index: head, old_len, new_index: head, new_len },
        DiffOp::Equal { old_index: head + old_len, new_index: head + new_len, len: tail },
    ]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(lines: &[DiffLine]) -> String {
        let sign = |change| match change {
            Change::Same => ' ',
            Change::Removed => '-',
            Change::Added => '+',
        };
        let lines: Vec<String> =
            lines.iter().map(|line| format!("{} {}", sign(line.change), line.text)).collect();
        lines.join("\n")
    }

    #[test]
    fn a_difference_reads_in_order() {
        let lines = sentence_diff(
            "Blast near Orta\nTwo people were hurt. The road is closed.",
            "Blast near Orta\nDetails added.\nThree people were hurt. The road is closed.",
        );
        insta::assert_snapshot!(shown(&lines), @r#"
          Blast near Orta
        - Two people were hurt.
        + Details added.
        + Three people were hurt.
          The road is closed.
        "#);
        assert_eq!(lines[0].later, Some(0..15));
        assert_eq!(lines[1].earlier, Some(16..37));
    }

    #[test]
    fn long_different_texts_are_replaced_whole() {
        let text = |word: &str| {
            let middle: String = (0..12_000).map(|n| format!("{word} {n}.\n")).collect();
            format!("Head.\n{middle}Tail.\n")
        };
        let lines = sentence_diff(&text("Alpha"), &text("Beta"));
        assert_eq!(lines.len(), 24_002);
        assert_eq!(lines.first().map(|line| line.change), Some(Change::Same));
        assert_eq!(lines.last().map(|line| line.change), Some(Change::Same));
    }

    proptest! {
        #[test]
        fn both_versions_can_be_had_back(
            a in "([A-C]{1,2} [a-b]{1,2}[.!] |\n|é\r\n){0,12}",
            b in "([A-C]{1,2} [a-b]{1,2}[.!] |\n|é\r\n){0,12}",
        ) {
            let lines = sentence_diff(&a, &b);
            let earlier: Vec<_> = lines.iter().filter_map(|line| line.earlier.clone()).collect();
            let later: Vec<_> = lines.iter().filter_map(|line| line.later.clone()).collect();
            prop_assert_eq!(earlier, sentences(&a));
            prop_assert_eq!(later, sentences(&b));
            for line in lines {
                if let Some(span) = line.earlier { prop_assert_eq!(&a[span], &line.text); }
                if let Some(span) = line.later { prop_assert_eq!(&b[span], &line.text); }
            }
        }
    }
}
