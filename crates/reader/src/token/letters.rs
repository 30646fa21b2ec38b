//! A second script of a language: the lexicon is written in one, texts may be in either. What each letter
//! is in the lexicon's script is data: `lexicon/<language>/letters.tsv`.
//!
//! Tokens keep their bytes; only the form by which they are looked up is that of the lexicon.

use compact_str::CompactString;

use super::Token;

/// The letters of the other script, in order, each with what it is in the lexicon's.
#[derive(Clone, Debug, Default)]
pub struct Letters(Vec<(char, Box<str>)>);

impl Letters {
    /// Reads a lexicon file: a letter, a tab, what it is in the lexicon's script.
    pub fn parse(content: &str) -> Self {
        let lines = content.lines().filter(|line| !line.starts_with('#'));
        let pairs = lines.filter_map(|line| line.split_once('\t'));
        let mut letters: Vec<(char, Box<str>)> = pairs
            .filter_map(|(letter, to)| Some((letter.trim().chars().next()?, to.trim().into())))
            .collect();
        letters.sort_unstable();
        Self(letters)
    }

    /// Whether the language has but one script.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn get(&self, letter: char) -> Option<&str> {
        let at = self.0.binary_search_by_key(&letter, |(known, _)| *known).ok()?;
        self.0.get(at).map(|(_, to)| &**to)
    }

    /// Gives each token in the other script the form by which the lexicon knows it.
    pub fn look_up(&self, mut tokens: Vec<Token>) -> Vec<Token> {
        if self.is_empty() {
            return tokens;
        }
        for token in tokens.iter_mut().filter(|token| !token.folded.is_ascii()) {
            if token.folded.chars().any(|letter| self.get(letter).is_some()) {
                let mut folded = CompactString::default();
                for letter in token.folded.chars() {
                    match self.get(letter) {
                        Some(to) => folded.push_str(to),
                        None => folded.push(letter),
                    }
                }
                token.folded = folded;
            }
        }
        tokens
    }

    /// Words of the lexicon's script in the other one; of two letters that are one there, the one.
    pub fn backwards(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() * 2);
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let longest = self
                .0
                .iter()
                .filter(|(_, to)| rest.starts_with(&**to))
                .max_by_key(|(_, to)| to.len());
            match longest {
                Some((letter, to)) => {
                    out.push(*letter);
                    rest = &rest[to.len()..];
                }
                None => {
                    out.push(first);
                    rest = &rest[first.len_utf8()..];
                }
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::token::tokenise;

    fn letters() -> Letters {
        Letters::parse("# A remark.\nа\ta\nљ\tlj\nл\tl\nј\tj\nо\to\nк\tk\n")
    }

    #[test]
    fn tokens_are_known_in_either_script() {
        let tokens = letters().look_up(tokenise("Кољак Koljak X"));
        let forms: Vec<&str> = tokens.iter().map(|token| &*token.folded).collect();
        assert_eq!(forms, ["koljak", "koljak", "x"]);
    }

    #[test]
    fn two_letters_go_back_to_the_one_that_they_stand_for() {
        assert_eq!(letters().backwards("koljak!"), "кољак!");
    }

    #[test]
    fn a_language_of_one_script_keeps_its_tokens() {
        let tokens = tokenise("Село код реке");
        assert_eq!(Letters::default().look_up(tokens.clone()), tokens);
    }

    proptest! {
        #[test]
        fn bytes_and_kinds_stay(text in "[А-Яа-яљ a-z.,]{0,60}") {
            let tokens = tokenise(&text);
            let looked = letters().look_up(tokens.clone());
            prop_assert_eq!(looked.len(), tokens.len());
            for (a, b) in tokens.iter().zip(&looked) {
                prop_assert_eq!((a.start, a.end, a.kind), (b.start, b.end, b.kind));
            }
        }
    }
}
