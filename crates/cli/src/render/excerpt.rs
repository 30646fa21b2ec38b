//! Quoting a claim's words with the whole sentences that they stand in.

use std::ops::Range;

use cairn_model::Evidence;
use unicode_segmentation::UnicodeSegmentation;

/// The sentences of `text` that hold the evidence, in order, each once; sentences that follow each
/// other make one excerpt. Without the text, or where the evidence is not what the text has at its
/// place, the evidence itself is quoted.
pub fn excerpts(text: Option<&str>, evidence: &[Evidence]) -> Vec<String> {
    let holds = |text: &str| evidence.iter().all(|one| one.holds_in(text));
    let Some(text) = text.filter(|text| holds(text)) else {
        return distinct(evidence.iter().map(|one| one.text.clone()));
    };
    let mut spans: Vec<Range<usize>> =
        evidence.iter().map(|one| sentence_around(text, one.start, one.end)).collect();
    spans.sort_by_key(|span| (span.start, span.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if follows(text, last.end, span.start) => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
        .into_iter()
        .filter_map(|span| text.get(span))
        .map(|quoted| quoted.trim().to_owned())
        .filter(|quoted| !quoted.is_empty())
        .collect()
}

/// Whether nothing but spaces (no line's end) lies between `end` and `start`.
fn follows(text: &str, end: usize, start: usize) -> bool {
    start <= end
        || text
            .get(end..start)
            .is_some_and(|between| between.chars().all(|c| c == ' ' || c == '\t'))
}

fn sentence_around(text: &str, start: usize, end: usize) -> Range<usize> {
    let line_start = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let line_end =
        text.get(end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| end + at);
    let line = text.get(line_start..line_end).unwrap_or_default();
    let mut around = start..end;
    for (offset, sentence) in sentences(line) {
        let (from, to) = (line_start + offset, line_start + offset + sentence.len());
        if from <= start && start < to {
            around.start = from;
        }
        if from < end && end <= to {
            around.end = to;
        }
    }
    around
}

/// The sentences of a line with their offsets; an abbreviation or an initial ends none.
fn sentences(line: &str) -> Vec<(usize, &str)> {
    let mut found: Vec<(usize, &str)> = Vec::new();
    for (offset, piece) in line.split_sentence_bound_indices() {
        match found.last_mut() {
            Some((start, last)) if ends_in_abbreviation(last) => {
                if let Some(longer) = line.get(*start..offset + piece.len()) {
                    *last = longer;
                }
            }
            _ => found.push((offset, piece)),
        }
    }
    found
}

fn ends_in_abbreviation(sentence: &str) -> bool {
    let Some(word) = sentence.trim_end().strip_suffix('.') else {
        return false;
    };
    let word = word.rsplit([' ', '(', '“', '"']).next().unwrap_or_default();
    // An initial, or a title or unit of at most three letters, as in "Dr.", "Lt." or "km.".
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters == word.chars().count() && (1..=2).contains(&letters)
        || ["Mrs", "Gen", "Col", "Maj", "Sgt", "Rev", "No", "St"].contains(&word)
}

fn distinct(quotes: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for quote in quotes {
        if !kept.contains(&quote) {
            kept.push(quote);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "A mine went off\nA mine went off near the mill on Friday. Lt. Col. A. Surname \
                        said that two were injured. The road is closed. One died.";

    fn words(words: &str) -> Evidence {
        let start = TEXT.rfind(words).unwrap();
        Evidence::quote(TEXT, start, start + words.len()).unwrap()
    }

    #[test]
    fn words_are_quoted_with_their_sentence() {
        assert_eq!(
            excerpts(Some(TEXT), &[words("two were injured")]),
            ["Lt. Col. A. Surname said that two were injured."]
        );
    }

    #[test]
    fn neighbouring_sentences_make_one_excerpt() {
        let evidence = [words("One died"), words("two were"), words("on Friday")];
        assert_eq!(
            excerpts(Some(TEXT), &evidence),
            [
                "A mine went off near the mill on Friday. Lt. Col. A. Surname said that two were \
                 injured.",
                "One died."
            ]
        );
    }

    #[test]
    fn without_the_text_the_words_alone_are_quoted() {
        let evidence = [words("One died"), words("One died")];
        assert_eq!(excerpts(None, &evidence), ["One died"]);
        assert_eq!(excerpts(Some("another text"), &evidence), ["One died"]);
    }

    proptest::proptest! {
        #[test]
        fn an_excerpt_holds_its_words(text in "[a-zA-Z. \nəü]{0,80}", a in 0usize..80, b in 0usize..80) {
            if let Some(evidence) = Evidence::quote(&text, a.min(b), a.max(b)) {
                let quoted = excerpts(Some(&text), std::slice::from_ref(&evidence)).join("\n");
                let wanted = evidence.text.trim();
                proptest::prop_assert!(wanted.is_empty() || quoted.contains(wanted));
            }
        }
    }
}
