//! Little words that a language joins to the next one by an apostrophe ("l'hôpital", "d'une mine").
//!
//! They become tokens of their own, apostrophe included, so that the word behind them is found as it
//! stands in the lexicon. Which words they are is data: `lexicon/<language>/elisions.tsv`.

use super::{Token, fold, token};

/// The words of one language that elide.
#[derive(Clone, Debug, Default)]
pub struct Elisions {
    /// Folded, apostrophe included, with whether they elide before a small letter only.
    words: Vec<(Box<str>, bool)>,
}

impl Elisions {
    /// Reads a lexicon file: words split by `|`, a value, and the flag `small` for those that elide
    /// before a small letter only ("n'a", but "N'Djamena").
    pub fn parse(content: &str) -> Self {
        let lines = content.lines().filter(|line| !line.starts_with('#'));
        let words = lines
            .flat_map(|line| {
                let mut columns = line.split('\t');
                let words = columns.next().unwrap_or_default();
                let small = columns.nth(1).is_some_and(|flags| flags.contains("small"));
                words.split('|').map(move |word| (word.trim(), small))
            })
            .filter(|(word, _)| !word.is_empty())
            .map(|(word, small)| (fold(word).into(), small))
            .collect();
        Self { words }
    }

    /// Whether a word, given without its apostrophe, elides.
    pub fn contains(&self, word: &str) -> bool {
        self.words.iter().any(|(known, _)| known.strip_suffix('\'') == Some(word))
    }

    /// Cuts what elides off the words that it is joined to.
    pub fn part(&self, text: &str, tokens: Vec<Token>) -> Vec<Token> {
        if self.words.is_empty() {
            return tokens;
        }
        let mut parted = Vec::with_capacity(tokens.len() + tokens.len() / 8);
        for whole in tokens {
            match self.cut(text, &whole) {
                Some(cut) => {
                    let bytes = whole.bytes();
                    parted.push(token(text, bytes.start, cut));
                    parted.push(token(text, cut, bytes.end));
                }
                None => parted.push(whole),
            }
        }
        parted
    }

    /// The byte where the elided word ends, if the token begins with one.
    fn cut(&self, text: &str, token: &Token) -> Option<usize> {
        if !token.is_word() || !token.folded.contains('\'') {
            return None;
        }
        let bytes = token.bytes();
        let (at, mark) =
            text[bytes.clone()].char_indices().find(|(_, c)| super::is_apostrophe(*c))?;
        let cut = bytes.start + at + mark.len_utf8();
        let next = text[cut..bytes.end].chars().next()?;
        let first = &token.folded[..=token.folded.find('\'')?];
        let known = self
            .words
            .iter()
            .any(|(word, small)| **word == *first && !(*small && next.is_uppercase()));
        known.then_some(cut)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokenise;
    use super::*;

    #[test]
    fn elided_words_stand_alone_and_names_stay_whole() {
        let elisions = Elisions::parse("# comment\nl'|d'|qu'\t-\nn'\t-\tsmall\n");
        let text = "L’armée n'a qu'une base d'eau à N'Djamena, aujourd'hui.";
        let tokens = elisions.part(text, tokenise(text));
        let words: Vec<&str> = tokens.iter().map(|token| &text[token.bytes()]).collect();
        assert_eq!(
            words,
            [
                "L’",
                "armée",
                "n'",
                "a",
                "qu'",
                "une",
                "base",
                "d'",
                "eau",
                "à",
                "N'Djamena",
                ",",
                "aujourd'hui",
                "."
            ]
        );
        assert_eq!(&*tokens[0].folded, "l'");
        assert!(tokens[0].spaced && !tokens[1].spaced);
    }

    #[test]
    fn a_language_without_elisions_keeps_its_tokens() {
        let text = "N'Djamena d'Arc";
        assert_eq!(Elisions::default().part(text, tokenise(text)), tokenise(text));
    }
}
