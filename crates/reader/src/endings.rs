//! Case endings cut off words, names and numbers: "Şırnak'ta", "14-də", "Ağdamda", "kəndinin".
//!
//! What endings there are is data (`endings.tsv`); a language without that file keeps its words whole.
//! The ending's bytes belong to no token, as white space does, and the token remembers what it said.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::LexiconError;
use crate::token::{Token, TokenKind, fold};

/// What a case ending says of its word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ending {
    /// There was none.
    #[default]
    None,
    /// In, on or at it.
    Where,
    /// Of it: what follows belongs to it.
    Of,
    /// From it.
    From,
    /// To it.
    To,
    /// It is what something is done to.
    Object,
    /// On a number: so many of those spoken of.
    Part,
    /// On a number: the first, the second.
    Ordinal,
    /// Anything else.
    Other,
}

impl Ending {
    fn parse(value: &str) -> Option<Self> {
        Some(match value {
            "where" => Self::Where,
            "of" => Self::Of,
            "from" => Self::From,
            "to" => Self::To,
            "object" => Self::Object,
            "part" => Self::Part,
            "ordinal" => Self::Ordinal,
            "other" => Self::Other,
            _ => return None,
        })
    }
}

/// Shorter stems are left alone.
const SHORTEST_STEM: usize = 3;
/// Letters that a place's name must have: many short words are some place's name, too.
const SHORTEST_PLACE: usize = 4;

/// The endings of a language and the words that carry them.
#[derive(Default)]
pub struct Endings {
    /// Endings of words and names; the flag says whether they are glued on, without a mark between.
    of_words: FxHashMap<Box<str>, (Ending, bool)>,
    /// Endings of numbers in digits.
    of_numbers: FxHashMap<Box<str>, Ending>,
    /// Letters of the longest.
    longest: usize,
    words: FxHashSet<Box<str>>,
    prefixes: FxHashSet<Box<str>>,
}

impl Endings {
    /// Whether the language has any.
    pub fn is_empty(&self) -> bool {
        self.of_words.is_empty()
    }

    /// Reads `endings.tsv`: endings, what they say; flags: `number=…` what they say on a number
    /// instead, `set_off` (never without a mark between), `numbers` (on numbers only).
    ///
    /// # Errors
    /// When a line says nothing that is known.
    pub(crate) fn add_file(&mut self, language: &str, content: &str) -> Result<(), LexiconError> {
        let lines = (1..).zip(content.lines());
        for (number, line) in lines.filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
            let mut columns = line.split('\t');
            let terms = columns.next().unwrap_or_default();
            let ending = columns.next().and_then(|value| Ending::parse(value.trim()));
            let flags = columns.next().unwrap_or_default();
            let Some(ending) = ending else {
                return Err(LexiconError::new(
                    format!("lexicon/{language}/endings.tsv"),
                    number,
                    "expected `endings <tab> where|of|from|to|object|part|ordinal|other`",
                ));
            };
            let has = |flag: &str| flags.split_whitespace().any(|f| f == flag);
            let on_number = flags.split_whitespace().find_map(|f| f.strip_prefix("number="));
            let on_number = on_number.and_then(Ending::parse).unwrap_or(ending);
            for term in terms.split('|').map(|term| fold(term.trim())) {
                self.longest = self.longest.max(term.chars().count());
                self.of_numbers.insert(term.as_str().into(), on_number);
                if !has("numbers") {
                    self.of_words.insert(term.into(), (ending, !has("set_off")));
                }
            }
        }
        Ok(())
    }

    /// Notes a word of the lexicon, so that its inflected forms are known by it.
    pub(crate) fn learn(&mut self, word: &str) {
        match word.strip_suffix('*') {
            Some(prefix) => self.prefixes.insert(prefix.into()),
            None => self.words.insert(word.into()),
        };
    }

    /// Cuts the endings off. `is_place` knows names of places.
    pub(crate) fn cut(
        &self,
        text: &str,
        tokens: Vec<Token>,
        is_place: impl Fn(&str) -> bool,
    ) -> Vec<Token> {
        let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
        let mut at = 0;
        while at < tokens.len() {
            if let Some(ending) = self.set_off(&tokens, at)
                && let Some(last) = kept.last_mut()
            {
                last.ending = ending;
                at += 2;
                continue;
            }
            let mut token = tokens[at].clone();
            at += 1;
            if token.is_word() {
                self.cut_word(text, &mut token, &is_place);
            }
            kept.push(token);
        }
        kept
    }

    /// "14-də", "3'ünde", "ANAMA-nın": a mark and an ending behind a number or a name.
    fn set_off(&self, tokens: &[Token], at: usize) -> Option<Ending> {
        let [mark, ending] = tokens.get(at..at + 2)? else { return None };
        let before = tokens.get(at.checked_sub(1)?)?;
        let joins = (mark.is_mark("-") || mark.is_mark("'")) && !mark.spaced && !ending.spaced;
        if !joins || ending.kind != TokenKind::Word {
            return None;
        }
        match before.kind {
            TokenKind::Number => self.of_numbers.get(&*ending.folded).copied(),
            TokenKind::AllCapitals | TokenKind::Capitalised => {
                self.of_words.get(&*ending.folded).map(|(ending, _)| *ending)
            }
            _ => None,
        }
    }

    fn cut_word(&self, text: &str, token: &mut Token, is_place: &impl Fn(&str) -> bool) {
        if let Some((stem, ending)) = token.folded.rsplit_once('\'') {
            let found = self.of_words.get(ending).map(|(ending, _)| *ending);
            if let Some(found) = found {
                let letters = token.folded.chars().count() - stem.chars().count();
                shorten(text, token, letters, found);
            }
            return;
        }
        let letters = token.folded.chars().count();
        if letters <= SHORTEST_STEM || self.is_word(&token.folded) {
            return;
        }
        let spelled = &text[token.bytes()];
        if spelled.chars().count() != letters {
            return;
        }
        let capital = token.is_capitalised();
        let known = self.stems(&token.folded).find(|(stem, ..)| self.words.contains(*stem));
        if let Some((_, length, ending)) = known {
            shorten(text, token, length, ending);
        } else if capital && self.stems(&token.folded).next().is_some() && !is_place(spelled) {
            let place = self.stems(&token.folded).find(|(stem, length, _)| {
                stem.chars().count() >= SHORTEST_PLACE
                    && is_place(
                        spelled
                            .char_indices()
                            .rev()
                            .nth(length - 1)
                            .map_or("", |(at, _)| &spelled[..at]),
                    )
            });
            if let Some((_, length, ending)) = place {
                shorten(text, token, length, ending);
            }
        }
    }

    /// The stems that a word may have, the longest first ("kəndində" is no "kəndin" but a "kəndi"),
    /// with the letters cut off and what they say.
    fn stems<'w>(&self, folded: &'w str) -> impl Iterator<Item = (&'w str, usize, Ending)> {
        let starts = folded.char_indices().skip(SHORTEST_STEM).map(|(at, _)| at);
        let from = folded.chars().count().saturating_sub(SHORTEST_STEM);
        let too_long = from.saturating_sub(self.longest);
        let cuts: Vec<_> = starts
            .zip((1..=from).rev())
            .skip(too_long)
            .filter_map(|(at, length)| {
                let (ending, glued) = self.of_words.get(&folded[at..])?;
                glued.then_some((&folded[..at], length, *ending))
            })
            .collect();
        cuts.into_iter().rev()
    }

    /// A word of a longer term as texts will have it: without the ending, where its stem is a word.
    pub(crate) fn stem_of(&self, folded: &str) -> Option<String> {
        if self.is_empty() || folded.ends_with('*') || self.is_word(folded) {
            return None;
        }
        let (stem, ..) = self.stems(folded).find(|(stem, ..)| self.words.contains(*stem))?;
        Some(stem.to_owned())
    }

    fn is_word(&self, folded: &str) -> bool {
        self.words.contains(folded)
            || folded
                .char_indices()
                .skip(SHORTEST_STEM)
                .map(|(at, _)| at)
                .chain([folded.len()])
                .any(|end| self.prefixes.contains(&folded[..end]))
    }
}

/// Takes letters off the end of a token.
fn shorten(text: &str, token: &mut Token, letters: usize, ending: Ending) {
    let spelled = &text[token.bytes()];
    let Some((cut, _)) = spelled.char_indices().rev().nth(letters.saturating_sub(1)) else {
        return;
    };
    // Shorter than the token, whose end is a u32.
    token.end = token.start + u32::try_from(cut).unwrap_or_default();
    token.folded = fold(&spelled[..cut]).into();
    token.ending = ending;
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::token::tokenise;

    const ENDINGS: &str = "da|də|nda|ndə\twhere\n\
        ın|in|nin\tof\nya|a|ə\tto\ni\tobject\tnumber=part\ncü\tordinal\tnumbers\nla\tother\tset_off";

    fn cut(text: &str) -> Vec<String> {
        let words = "kəndi|mina|partla*\t-\nminaya düşüb\t-";
        let lexicon =
            Lexicon::compile("az", &[("endings", ENDINGS), ("place_nouns", words)]).unwrap();
        let tokens = lexicon
            .endings()
            .cut(text, tokenise(text), |name| matches!(name, "Ağdam" | "Tərtər" | "Laçın"));
        tokens.iter().map(|t| format!("{} {:?}", &text[t.bytes()], t.ending)).collect()
    }

    #[test]
    fn marks_set_endings_off() {
        assert_eq!(cut("Uludere'nin 14-də"), ["Uludere Of", "14 Where"]);
        assert_eq!(cut("ANAMA-nın 12-i 3-cü"), ["ANAMA Of", "12 Part", "3 Ordinal"]);
        // No ending: a range, a compound, a name with an apostrophe.
        assert_eq!(
            cut("22-28 mal-qara"),
            ["22 None", "- None", "28 None", "mal None", "- None", "qara None"]
        );
        assert_eq!(cut("Ma'rib"), ["Ma'rib None"]);
    }

    #[test]
    fn glued_endings_are_cut_off_words_and_places() {
        assert_eq!(cut("kəndində minaya"), ["kəndi Where", "mina To"]);
        assert_eq!(cut("Ağdamda Tərtərin"), ["Ağdam Where", "Tərtər Of"]);
        // A name that ends like one, a name that nobody knows, a verb.
        assert_eq!(cut("Laçın Saybalıda"), ["Laçın None", "Saybalıda None"]);
        assert_eq!(cut("partlayanda traktorla"), ["partlayanda None", "traktorla None"]);
    }

    #[test]
    fn terms_are_found_inflected() {
        let lexicon = Lexicon::compile(
            "az",
            &[("endings", ENDINGS), ("device", "mina\tm"), ("explosions", "minaya düşüb\tx")],
        )
        .unwrap();
        let text = "çoban minaya düşüb";
        let tokens = lexicon.endings().cut(text, tokenise(text), |_| false);
        assert_eq!(lexicon.find_terms(&tokens).len(), 2);
    }

    proptest::proptest! {
        /// What is left of a token lies in it, in order, and no token appears.
        #[test]
        fn cutting_only_shortens(text in "[A-Za-zƏəĞğİıÖöŞşÜüÇç0-9'’ .,-]{0,60}") {
            let lexicon = Lexicon::compile("az", &[("endings", ENDINGS)]).unwrap();
            let whole = tokenise(&text);
            let cut = lexicon.endings().cut(&text, whole.clone(), |name| name.len() % 3 == 0);
            let mut rest = whole.iter();
            for token in &cut {
                let of = rest.find(|w| w.start == token.start).unwrap();
                proptest::prop_assert!(token.start < token.end && token.end <= of.end);
                proptest::prop_assert_eq!(&*token.folded, &*crate::token::fold(&text[token.bytes()]));
            }
        }
    }

    #[test]
    fn a_faulty_line_is_named() {
        let error = Lexicon::compile("az", &[("endings", "da\there")]).err().unwrap();
        assert!(
            error.to_string().starts_with("lexicon/az/endings.tsv, line 1: expected"),
            "{error}"
        );
    }
}
