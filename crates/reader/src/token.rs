//! Cuts text into tokens: words, numbers and marks, each with its bytes.
//!
//! Hyphens stand alone ("anti-tank" is three tokens), so that a term is found however it is joined;
//! a possessive 's stands alone too. Nothing is dropped: what lies between two tokens is white space.

mod elisions;
mod letters;

use std::ops::Range;

use compact_str::CompactString;

use crate::endings::Ending;
pub use elisions::Elisions;
pub use letters::Letters;

/// One word, number or mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes in the text.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
    /// What it is.
    pub kind: TokenKind,
    /// Lower case, with the letters folded that spelling does not tell apart.
    pub folded: CompactString,
    /// Whether white space (or the start of the text) precedes it.
    pub spaced: bool,
    /// The case ending that was cut off, in languages whose lexicon lists them.
    pub ending: Ending,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A word that begins with a small letter, or in a script without capitals.
    Word,
    /// A word that begins with a capital.
    Capitalised,
    /// A word of two letters or more, all capitals.
    AllCapitals,
    /// Begins with a digit: "41", "1,119", "53.5", "2nd".
    Number,
    /// Punctuation and everything else.
    Mark,
}

impl Token {
    /// Its bytes in the text.
    pub fn bytes(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether it is a word of any kind.
    pub fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Capitalised | TokenKind::AllCapitals)
    }

    /// Whether it is a word that begins with a capital.
    pub fn is_capitalised(&self) -> bool {
        matches!(self.kind, TokenKind::Capitalised | TokenKind::AllCapitals)
    }

    /// Whether it is this mark.
    #[inline]
    pub fn is_mark(&self, mark: &str) -> bool {
        self.kind == TokenKind::Mark && self.is_spelled(mark)
    }

    #[inline(never)]
    fn is_spelled(&self, folded: &str) -> bool {
        &*self.folded == folded
    }
}

/// Cuts `text` into tokens. Texts of 4 GiB and more are cut short at that length.
pub fn tokenise(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 4);
    let mut rest = 0;
    let limit = u32::MAX as usize;
    let bytes = text.as_bytes();
    while let Some(&byte) = bytes.get(rest) {
        if byte == b' ' {
            rest += 1;
            continue;
        }
        if rest >= limit {
            break;
        }
        if let Some(word) = PlainWord::at(bytes, rest) {
            let end = (rest + word.length).min(limit);
            tokens.push(plain_token(text, rest, end, &word));
            rest = end;
            continue;
        }
        if is_lone_mark(byte) {
            tokens.push(mark_token(text, rest));
            rest += 1;
            continue;
        }
        let Some(first) = text[rest..].chars().next() else { break };
        if rest + first.len_utf8() > limit {
            break;
        }
        if is_space(first) {
            rest += first.len_utf8();
            continue;
        }
        let length = if first.is_ascii_digit() {
            number_length(&text[rest..])
        } else if is_letter(first) {
            word_length(&text[rest..])
        } else {
            mark_length(&text[rest..])
        };
        let end = (rest + length).min(limit);
        tokens.push(token(text, rest, end));
        rest = end;
    }
    tokens
}

/// A word of plain letters that ends before a blank or a plain mark: most words.
struct PlainWord {
    length: usize,
    capitals: usize,
}

impl PlainWord {
    #[inline]
    fn at(text: &[u8], start: usize) -> Option<Self> {
        let (mut length, mut capitals) = (0, 0);
        while let Some(byte) = text.get(start + length).filter(|byte| byte.is_ascii_alphabetic()) {
            length += 1;
            capitals += usize::from(byte.is_ascii_uppercase());
        }
        let ends = text
            .get(start + length)
            .is_none_or(|next| next.is_ascii() && !matches!(next, b'\'' | b'`' | b'0'..=b'9'));
        (length > 0 && ends).then_some(Self { length, capitals })
    }
}

/// The token of a word of plain letters.
fn plain_token(text: &str, start: usize, end: usize, word: &PlainWord) -> Token {
    let bytes = &text.as_bytes()[start..end];
    let kind = if !bytes.first().is_some_and(u8::is_ascii_uppercase) {
        TokenKind::Word
    } else if word.length > 1 && word.capitals == word.length {
        TokenKind::AllCapitals
    } else {
        TokenKind::Capitalised
    };
    let mut folded = CompactString::new(&text[start..end]);
    if word.capitals > 0 {
        folded.make_ascii_lowercase();
    }
    let spaced = is_spaced(text, start);
    // Bounded by `tokenise`.
    #[expect(clippy::cast_possible_truncation, reason = "texts are cut at u32::MAX bytes")]
    let (start, end) = (start as u32, end as u32);
    Token { start, end, kind, folded, spaced, ending: Ending::None }
}

/// Marks that never run together with what follows.
const fn is_lone_mark(byte: u8) -> bool {
    matches!(byte, b',' | b'(' | b')' | b':' | b';' | b'"' | b'/' | b'?' | b'!')
}

/// The token of a mark of one byte.
fn mark_token(text: &str, at: usize) -> Token {
    let spaced = is_spaced(text, at);
    let folded = CompactString::new(&text[at..=at]);
    // Bounded by `tokenise`.
    #[expect(clippy::cast_possible_truncation, reason = "texts are cut at u32::MAX bytes")]
    let (start, end) = (at as u32, at as u32 + 1);
    Token { start, end, kind: TokenKind::Mark, folded, spaced, ending: Ending::None }
}

/// Whether white space or nothing stands before a byte.
fn is_spaced(text: &str, start: usize) -> bool {
    match start.checked_sub(1).map(|before| text.as_bytes()[before]) {
        Some(before) if before.is_ascii() => char::from(before).is_whitespace(),
        _ => text[..start].chars().next_back().is_none_or(is_space),
    }
}

fn token(text: &str, start: usize, end: usize) -> Token {
    let bytes = &text[start..end];
    let spaced = is_spaced(text, start);
    // Bounded by `tokenise`.
    #[expect(clippy::cast_possible_truncation, reason = "texts are cut at u32::MAX bytes")]
    let (start, end) = (start as u32, end as u32);
    Token { start, end, kind: kind_of(bytes), folded: folded(bytes), spaced, ending: Ending::None }
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{200e}' | '\u{200f}')
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_combining(c)
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`')
}

/// A word runs over letters, digits after letters ("TM57", "R2M2") and apostrophes inside it, but
/// stops before a possessive 's and before an apostrophe at its end.
fn word_length(text: &str) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if is_letter(c) || c.is_ascii_digit() || is_combining(c) {
            end = at + c.len_utf8();
        } else if is_apostrophe(c) {
            let tail = &text[at + c.len_utf8()..];
            let mut following = tail.chars();
            match (following.next(), following.next()) {
                // "driver's": the possessive is a token of its own.
                (Some('s' | 'S'), after) if !after.is_some_and(is_letter) => break,
                (Some(next), _) if is_letter(next) => {}
                _ => break,
            }
        } else {
            break;
        }
    }
    end.max(text.chars().next().map_or(1, char::len_utf8))
}

/// A number runs over digits, with separators only between digits, and letters stuck to its end.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut end = 0;
    while end < bytes.len() {
        let next_is_digit = bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        match bytes[end] {
            b'0'..=b'9' => end += 1,
            b',' | b'.' | b':' | b'/' if next_is_digit => end += 1,
            _ => break,
        }
    }
    // "2nd", "001M", "1600hrs"; the letters belong to the number's token.
    for c in text[end..].chars() {
        if is_letter(c) || c.is_ascii_digit() {
            end += c.len_utf8();
        } else {
            break;
        }
    }
    end
}

/// Marks are single characters, but dots run together, and a possessive 's is one token.
fn mark_length(text: &str) -> usize {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return 0 };
    if is_apostrophe(first)
        && let Some(next @ ('s' | 'S')) = chars.next()
        && !chars.next().is_some_and(is_letter)
    {
        return first.len_utf8() + next.len_utf8();
    }
    let run = |mark: char| text.chars().take_while(|c| *c == mark).count() * mark.len_utf8();
    match first {
        '.' | '_' | '=' | '*' | '~' | '-' => run(first),
        _ => first.len_utf8(),
    }
}

fn kind_of(bytes: &str) -> TokenKind {
    let Some(first) = bytes.chars().next() else {
        return TokenKind::Mark;
    };
    if first.is_ascii_digit() {
        return TokenKind::Number;
    }
    if !is_letter(first) {
        return TokenKind::Mark;
    }
    if !first.is_uppercase() {
        return TokenKind::Word;
    }
    if bytes.is_ascii() {
        let small = bytes.bytes().any(|byte| byte.is_ascii_lowercase());
        let letters = bytes.bytes().filter(u8::is_ascii_alphabetic).take(2).count();
        let all = !small && letters > 1;
        return if all { TokenKind::AllCapitals } else { TokenKind::Capitalised };
    }
    let mut letters = bytes.chars().filter(|c| c.is_alphabetic());
    if bytes.chars().filter(|c| c.is_alphabetic()).count() > 1 && letters.all(char::is_uppercase) {
        TokenKind::AllCapitals
    } else {
        TokenKind::Capitalised
    }
}

/// [`fold`], without memory of its own for short words.
fn folded(text: &str) -> CompactString {
    if text.is_ascii() {
        let mut folded = CompactString::new(text);
        folded.make_ascii_lowercase();
        return folded;
    }
    fold(text).into()
}

/// Lower case, with what spelling does not reliably tell apart folded: dotted and dotless i, ё and
/// е, the kinds of apostrophe, quotation mark and dash. Combining marks are dropped.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'İ' | 'I' | 'ı' => folded.push('i'),
            'ё' | 'Ё' => folded.push('е'),
            '’' | 'ʼ' | '‘' | '`' => folded.push('\''),
            '“' | '”' | '„' | '«' | '»' | '″' => folded.push('"'),
            '–' | '—' | '‑' | '‐' | '−' => folded.push('-'),
            c if is_combining(c) => {}
            c => folded.extend(c.to_lowercase().filter(|c| !is_combining(*c))),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenise(text).iter().map(|token| &text[token.bytes()]).collect()
    }

    #[test]
    fn hyphens_and_possessives_stand_alone() {
        assert_eq!(
            words("The driver's anti-tank PMN-2, N'Djamena."),
            ["The", "driver", "'s", "anti", "-", "tank", "PMN", "-", "2", ",", "N'Djamena", "."]
        );
    }

    #[test]
    fn numbers_keep_their_separators() {
        assert_eq!(
            words("1,119 of 53,081.8 ha; 20."),
            ["1,119", "of", "53,081.8", "ha", ";", "20", "."]
        );
        assert_eq!(
            words("41-year-old (M/58) 10:22"),
            ["41", "-", "year", "-", "old", "(", "M", "/", "58", ")", "10:22"]
        );
    }

    #[test]
    fn capitals_are_seen() {
        let kinds: Vec<_> = tokenise("the Kalbajar ANAMA 41").iter().map(|t| t.kind).collect();
        assert_eq!(
            kinds,
            [TokenKind::Word, TokenKind::Capitalised, TokenKind::AllCapitals, TokenKind::Number]
        );
        assert_eq!(fold("Kəlbəcər’in İğdır"), "kəlbəcər'in iğdir");
    }

    proptest! {
        #[test]
        fn plain_words_are_as_any_other(word in "[a-zA-Z]{1,9}", before in "[ .a]?") {
            let text = format!("{before}{word}");
            let (start, end) = (before.len(), text.len());
            let plain = PlainWord::at(text.as_bytes(), start);
            prop_assert_eq!(plain.as_ref().map(|word| word.length), Some(word.len()));
            let made = plain.map(|word| plain_token(&text, start, end, &word));
            prop_assert_eq!(made, Some(token(&text, start, end)));
        }

        #[test]
        fn lone_marks_are_as_any_other(byte in 0_u8..128, after in "[-.,'s 1a]{0,2}") {
            if is_lone_mark(byte) {
                let text = format!("{}{after}", char::from(byte));
                prop_assert_eq!(mark_length(&text), 1);
                prop_assert_eq!(mark_token(&text, 0), token(&text, 0, 1));
            }
        }

        #[test]
        fn tokens_cover_all_but_white_space(text in "\\PC{0,80}") {
            let tokens = tokenise(&text);
            let mut at = 0;
            for token in &tokens {
                prop_assert!(text[at..token.start as usize].chars().all(is_space));
                prop_assert!(token.start < token.end);
                at = token.end as usize;
            }
            prop_assert!(text[at..].chars().all(is_space));
        }
    }
}
