//! Lines, sentences and what kind of text they are: title, body, list, boilerplate.

use std::ops::Range;

use crate::doc::Doc;
use crate::token::TokenKind;

/// A sentence, or a line that stands for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Number of the paragraph that it stands in, from 0.
    pub paragraph: usize,
    /// What kind of text it is.
    pub kind: SentenceKind,
}

/// What kind of text a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SentenceKind {
    /// The headline: the first line, when it is short and set apart.
    Title,
    /// Running text.
    Body,
    /// A short line without a full stop that heads what follows.
    Heading,
    /// An item of a list or a row of a table.
    Item,
    /// "Details added, first version posted 10:22", "(Recasts …)".
    RevisionNote,
    /// Caption of a picture.
    Caption,
    /// Newsletter footers, "Read also", legal lines: not read.
    Boilerplate,
}

impl SentenceKind {
    /// Whether claims may be read from it.
    pub const fn is_read(self) -> bool {
        !matches!(self, Self::Caption | Self::Boilerplate | Self::RevisionNote)
    }
}

/// Headlines are rarely longer than this many tokens.
const LONGEST_TITLE: usize = 40;

/// Lines of text set in a fixed width are not longer than this many characters.
const LONGEST_WRAPPED: usize = 100;

/// Headlines that end with a full stop are short.
const LONGEST_STOPPED_TITLE: usize = 8;

pub(crate) fn sentences(doc: &Doc<'_>) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let lines = lines(doc);
    let mut paragraph = 0;
    for (number, line) in lines.iter().enumerate() {
        let goes_on = number > 0 && continues(doc, &lines[number - 1], line);
        paragraph += usize::from(number > 0 && !goes_on);
        let kinds = LineKinds::of(doc, line, (number, paragraph), lines.len() == 1);
        let first = sentences.len();
        split_line(doc, line.clone(), |tokens| {
            let kind = kinds.of_sentence(doc, &tokens);
            sentences.push(Sentence { tokens, paragraph, kind });
        });
        // A line that goes on from the line before goes on with its last sentence, too.
        if goes_on && first > 0 && first < sentences.len() {
            let next = sentences.remove(first);
            sentences[first - 1].tokens.end = next.tokens.end;
        }
    }
    sentences
}

/// Token ranges of the lines that are not empty.
fn lines(doc: &Doc<'_>) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for at in 1..=doc.tokens.len() {
        let breaks = at == doc.tokens.len() || {
            let gap = doc.gap_before(at);
            // Nearly all gaps are nothing or one blank.
            !matches!(gap, [] | [b' ']) && has_line_break(gap)
        };
        if breaks {
            lines.push(start..at);
            start = at;
        }
    }
    lines
}

/// Whether a line, or a paragraph as Unicode has it (U+2028, U+2029), ends in a gap.
fn has_line_break(gap: &[u8]) -> bool {
    gap.contains(&b'\n') || gap.windows(3).any(|three| matches!(three, [0xe2, 0x80, 0xa8 | 0xa9]))
}

/// Whether a line goes on where the line before broke off: text set in lines of fixed width.
fn continues(doc: &Doc<'_>, before: &Range<usize>, line: &Range<usize>) -> bool {
    let (Some(last), Some(first)) =
        (doc.tokens.get(before.end.wrapping_sub(1)), doc.tokens.get(line.start))
    else {
        return false;
    };
    let gap = &doc.text[last.end as usize..first.start as usize];
    if gap.matches('\n').count() > 1 {
        return false;
    }
    let width = doc.str(before.clone()).chars().count();
    let ends = matches!(&*last.folded, "." | "!" | "?" | ":" | "\"" | ")" | ";");
    // What a bullet begins is never the rest of the line before, nor is a row of a table.
    if is_bullet(&first.folded) || is_row(doc, before) || is_row(doc, line) {
        return false;
    }
    // Nor is a line that gives a label its figure, behind another that does.
    let labels = |line: &Range<usize>| {
        (line.start..line.end.saturating_sub(1))
            .any(|at| doc.folded(at) == ":" && doc.kind(at + 1) == TokenKind::Number)
    };
    if labels(before) && labels(line) {
        return false;
    }
    let begins_small = first.kind == TokenKind::Word;
    (55..=110).contains(&width)
        && !ends
        && (begins_small || doc.kind(line.start) == TokenKind::Number)
        || (55..=80).contains(&width)
            && !ends
            && (41..=LONGEST_WRAPPED).contains(&doc.str(line.clone()).chars().count())
}

/// What kind of text the sentences of a line are.
enum LineKinds {
    /// All of them of one.
    One(SentenceKind),
    /// Remarks on versions, or the like, between sentences of this kind.
    Between(SentenceKind),
}

impl LineKinds {
    /// `alone` tells that the text has no other line.
    fn of(
        doc: &Doc<'_>,
        line: &Range<usize>,
        number_and_paragraph: (usize, usize),
        alone: bool,
    ) -> Self {
        let kind = || line_kind(doc, line, number_and_paragraph, alone);
        let Some((kind_of_cue, at_start)) = cue(doc, line) else { return Self::One(kind()) };
        // A footer or a caption goes on to the end of its line, and so does a remark in brackets.
        let bracketed = matches!(doc.folded(line.start), "(" | "[")
            && matches!(doc.folded(line.end - 1), ")" | "]");
        let to_the_end = match kind_of_cue {
            SentenceKind::RevisionNote => bracketed,
            _ => at_start && !alone,
        };
        if to_the_end || !has_sentences(doc, line) {
            return Self::One(kind_of_cue);
        }
        Self::Between(kind())
    }

    fn of_sentence(&self, doc: &Doc<'_>, sentence: &Range<usize>) -> SentenceKind {
        match *self {
            Self::One(kind) => kind,
            Self::Between(kind) => cue(doc, sentence).map_or(kind, |(kind, _)| kind),
        }
    }
}

/// What words of a line or a sentence say that it is, other than text to be read; and whether they
/// begin it.
fn cue(doc: &Doc<'_>, tokens: &Range<usize>) -> Option<(SentenceKind, bool)> {
    let boilerplate = doc.class("boilerplate");
    doc.entries_from(tokens.clone(), boilerplate).find_map(|(token, entry)| {
        let at_start = token <= tokens.start + 1;
        let kind = match &*entry.value {
            "caption" => SentenceKind::Caption,
            "revision" => SentenceKind::RevisionNote,
            _ => SentenceKind::Boilerplate,
        };
        (entry.has("anywhere") || at_start).then_some((kind, at_start))
    })
}

/// What a line is, its words on versions and the like apart. `alone` tells that the text has no
/// other line.
fn line_kind(
    doc: &Doc<'_>,
    line: &Range<usize>,
    (number, paragraph): (usize, usize),
    alone: bool,
) -> SentenceKind {
    let last = doc.folded(line.end - 1);
    let ends_sentence = matches!(last, "." | "!" | "?" | "\"" | ";");
    let words = line.clone().filter(|&token| doc.tokens[token].is_word()).count();
    if number == 0
        && paragraph == 0
        && line.len() <= LONGEST_TITLE
        && !(ends_sentence && (alone || words > LONGEST_STOPPED_TITLE || has_sentences(doc, line)))
    {
        return SentenceKind::Title;
    }
    if is_item(doc, line) {
        return SentenceKind::Item;
    }
    if !ends_sentence && words <= 10 {
        return SentenceKind::Heading;
    }
    SentenceKind::Body
}

/// Whether a sentence ends inside the line: running text, however short.
fn has_sentences(doc: &Doc<'_>, line: &Range<usize>) -> bool {
    (line.start..line.end - 1).any(|at| {
        doc.tokens[at].kind == TokenKind::Mark && at + 2 < line.end && ends_sentence(doc, at, line)
    })
}

fn is_bullet(token: &str) -> bool {
    matches!(token, "-" | "•" | "*" | "·" | "▪" | "◦" | "●")
}

/// "- …", "• …", "3) …", "4. …", "(a) …" or a row with dotted leaders or several slashes.
fn is_item(doc: &Doc<'_>, line: &Range<usize>) -> bool {
    let first = doc.folded(line.start);
    let second = doc.folded(line.start + 1);
    let bullet = is_bullet(first);
    let numbered = doc.kind(line.start) == TokenKind::Number
        && first.len() <= 2
        && matches!(second, "." | ")")
        && line.len() > 2;
    // "(a) …", "b) …", "(12) …"
    let letter = line.start + usize::from(first == "(");
    let lettered = doc.folded(letter).chars().count() <= 2
        && doc.kind(letter) != TokenKind::Mark
        && doc.folded(letter + 1) == ")"
        && line.len() > 4;
    let leader =
        |token: usize| doc.kind(token) == TokenKind::Mark && doc.folded(token).starts_with("....");
    bullet || numbered || lettered || line.clone().any(leader) || is_row(doc, line)
}

/// Whether slashes or bars part the cells of a row.
fn is_row(doc: &Doc<'_>, line: &Range<usize>) -> bool {
    let parts = |&token: &usize| {
        let token = &doc.tokens[token];
        token.spaced && (token.is_mark("/") || token.is_mark("|"))
    };
    line.clone().filter(parts).take(2).count() == 2 || is_set(doc, line)
}

/// Whether a column of a table ends before this token: a wide gap, or a bar.
pub(crate) fn is_column(doc: &Doc<'_>, token: usize) -> bool {
    if token == 0 || token >= doc.tokens.len() {
        return false;
    }
    // Nearly all gaps are nothing or one blank; a case ending may lie in one.
    let wide = match doc.gap_before(token) {
        [] => false,
        [one] => *one == b'\t',
        gap => gap.contains(&b'\t') || gap.windows(3).any(|three| three == b"   "),
    };
    wide || doc.tokens[token].is_mark("|")
}

/// A row of a table set with blanks, tabs or bars: two columns or more, and numbers or nothing but
/// short cells in them.
fn is_set(doc: &Doc<'_>, line: &Range<usize>) -> bool {
    const LONGEST: usize = 60;
    if line.len() > LONGEST {
        return false;
    }
    let columns = (line.start + 1..line.end).filter(|&at| is_column(doc, at)).count();
    let number = doc.kind(line.end - 1) == TokenKind::Number;
    columns >= 2 || columns == 1 && number
}

/// Splits a line where sentences end.
fn split_line(doc: &Doc<'_>, line: Range<usize>, mut push: impl FnMut(Range<usize>)) {
    let mut start = line.start;
    let mut at = line.start;
    while at < line.end {
        if ends_sentence(doc, at, &line) {
            let mut end = at + 1;
            // Closing quotation marks and brackets belong to the sentence that they close.
            while end < line.end && is_closing(doc, end) {
                end += 1;
            }
            push(start..end);
            start = end;
            at = end;
        } else {
            at += 1;
        }
    }
    if start < line.end {
        push(start..line.end);
    }
}

fn is_closing(doc: &Doc<'_>, token: usize) -> bool {
    let token = &doc.tokens[token];
    // « … » keeps blanks inside.
    (!token.spaced || &doc.text[token.bytes()] == "»")
        && matches!(&*token.folded, "\"" | ")" | "]" | "'")
}

/// Whether a number may be that of an item: "Injured: 1. A (M/9). 2. B (F/11)."
fn opens_item(doc: &Doc<'_>, number: usize, least: usize) -> bool {
    let short = doc.folded(number).len() <= 2;
    let follows = |mark: &str| matches!(mark, ":" | "." | ";");
    number == least
        || short
            && doc.kind(number - 1) == TokenKind::Mark
            && follows(doc.folded(number - 1))
            && doc.tokens[number].spaced
            && doc.tokens.get(number + 2).is_some_and(crate::token::Token::is_capitalised)
}

fn ends_sentence(doc: &Doc<'_>, at: usize, line: &Range<usize>) -> bool {
    if doc.kind(at) != TokenKind::Mark {
        return false;
    }
    match doc.folded(at) {
        "!" | "?" | "…" => next_starts_sentence(doc, at, line),
        // Runs of dots are leaders ("mines ...... 64") unless they are just three.
        "..." => next_starts_sentence(doc, at, line),
        "." => {
            let before = at.checked_sub(1).filter(|before| *before >= line.start);
            let glued = !doc.tokens[at].spaced;
            if let Some(before) = before
                && glued
            {
                let abbreviation = doc.class("abbreviations");
                let is_abbreviation = doc.entry_at(before, abbreviation).is_some();
                let is_initial = doc.tokens[before].is_capitalised()
                    && doc.str(before..before + 1).chars().count() == 1;
                let is_item_number =
                    doc.kind(before) == TokenKind::Number && opens_item(doc, before, line.start);
                let goes_on = is_initial && is_initial_at(doc, at + 1)
                    || doc.entry_at(at + 1, doc.class("weekdays")).is_some()
                        && ends_abbreviation(doc, at, line);
                let common = starts_with_common_word(doc, at + 1);
                if is_item_number || goes_on || is_initial && !common {
                    return false;
                }
                if is_abbreviation
                    && !doc.entry_at(before, abbreviation).is_some_and(|e| e.has("end"))
                {
                    return false;
                }
            }
            next_starts_sentence(doc, at, line)
        }
        _ => false,
    }
}

/// Whether an abbreviation of one or several parts ends at a full stop ("a.m.").
fn ends_abbreviation(doc: &Doc<'_>, stop: usize, line: &Range<usize>) -> bool {
    let class = doc.class("abbreviations");
    let from = stop.saturating_sub(3).max(line.start);
    (from..stop).any(|at| doc.term_at(at, class).is_some_and(|term| term.end == stop))
}

/// "A." of "H. A. M.": one capital letter and its full stop.
fn is_initial_at(doc: &Doc<'_>, token: usize) -> bool {
    doc.tokens.get(token).is_some_and(|t| t.is_capitalised() && t.end - t.start <= 2)
        && doc.str(token..token + 1).chars().count() == 1
        && doc.folded(token + 1) == "."
        && doc.tokens.get(token + 1).is_some_and(|dot| !dot.spaced)
}

/// Whether the token is a capitalised word that names rarely begin with ("The", "He", "A").
fn starts_with_common_word(doc: &Doc<'_>, token: usize) -> bool {
    doc.entry_at(token, doc.class("function_words")).is_some()
}

/// After a full stop a new sentence begins with anything but a small letter.
fn next_starts_sentence(doc: &Doc<'_>, at: usize, line: &Range<usize>) -> bool {
    let mut next = at + 1;
    while next < line.end && is_closing(doc, next) {
        next += 1;
    }
    match doc.tokens.get(next).filter(|_| next < line.end) {
        None => true,
        Some(token) => token.spaced && token.kind != TokenKind::Word,
    }
}

/// For each token whether it stands inside quotation marks. A quotation ends with its paragraph
/// unless the next paragraph opens with a mark of its own, so an unmatched mark does no lasting harm.
pub(crate) fn quoted(doc: &Doc<'_>) -> Vec<bool> {
    let mut quoted = vec![false; doc.tokens.len()];
    let mut open = false;
    let mut paragraph = 0;
    for sentence in &doc.sentences {
        if sentence.paragraph != paragraph {
            open = false;
            paragraph = sentence.paragraph;
        }
        for at in sentence.tokens.clone() {
            let token = &doc.tokens[at];
            if token.kind == TokenKind::Mark && &*token.folded == "\"" {
                open = match &doc.text[token.bytes()] {
                    "«" => true,
                    "»" => false,
                    // A mark after a blank opens, one before a blank closes; between words it turns.
                    _ if token.spaced && doc.tokens.get(at + 1).is_some_and(|t| !t.spaced) => true,
                    _ => false,
                };
            } else {
                quoted[at] = open;
            }
        }
    }
    quoted
}
