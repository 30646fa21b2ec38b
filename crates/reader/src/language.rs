//! Which language a text is in: what its metadata say, else the lexicon whose small words it is full
//! of, else what its letters suggest.

use cairn_model::DocumentMeta;

use crate::languages;
use crate::lexicon::{Lexicon, LexiconError};
use crate::token::{Letters, tokenise};

/// How much of a text is looked at.
const SAMPLE: usize = 2000;

/// A text of whose thousand words this many are small words of a lexicon ("the", "of", "in") is in its
/// language: running text has twice as many.
const SMALL_WORDS_PER_MILLE: usize = 200;

/// The small words of all languages that have a lexicon, each language a class.
pub struct SmallWords(Lexicon);

impl SmallWords {
    /// Gathers them; much less work than to compile the lexicons.
    ///
    /// # Errors
    /// When a line of a lexicon file cannot be used.
    pub fn new() -> Result<Self, LexiconError> {
        // A language of two scripts is known by its small words in either.
        let in_both = |(language, words): (&'static str, &'static str)| {
            let letters = languages::files_of("letters").find(|(of, _)| *of == language);
            let other = letters.map(|(_, letters)| Letters::parse(letters).backwards(words));
            (language, format!("{words}\n{}", other.unwrap_or_default()))
        };
        let files: Vec<_> = languages::files_of("function_words").map(in_both).collect();
        let files: Vec<_> = files.iter().map(|(of, words)| (*of, words.as_str())).collect();
        Ok(Self(Lexicon::compile("*", &files)?))
    }

    /// The language whose small words a sample is fullest of, and how many of a thousand words they
    /// are.
    fn fullest(&self, sample: &str) -> Option<(usize, &'static str)> {
        let tokens = tokenise(sample);
        let words = tokens.iter().filter(|token| token.is_word()).count();
        let terms = self.0.find_terms(&tokens);
        languages::languages()
            .map(|language| {
                let class = self.0.class(language);
                let small = terms.iter().filter(|term| term.class == class).count();
                ((small * 1000).checked_div(words).unwrap_or(0), language)
            })
            .max()
    }
}

/// The language of a text, ISO 639-1; `None` when it cannot be told.
pub fn language(text: &str, meta: &DocumentMeta, small: &SmallWords) -> Option<String> {
    if let Some(given) = meta.language.as_deref() {
        let primary =
            given.split(['-', '_']).next().unwrap_or_default().trim().to_ascii_lowercase();
        if primary.len() == 2 {
            return Some(primary);
        }
    }
    let sample = (0..=SAMPLE.min(text.len())).rev().find_map(|end| text.get(..end))?;
    if let Some((share, language)) = small.fullest(sample)
        && share >= SMALL_WORDS_PER_MILLE
    {
        return Some(language.to_owned());
    }
    whatlang::detect(sample).and_then(|found| short_code(found.lang().code()))
}

/// ISO 639-3 to ISO 639-1, for the languages that the detector knows and reports are written in.
fn short_code(code: &str) -> Option<String> {
    const CODES: &[(&str, &str)] = &[
        ("ara", "ar"),
        ("aze", "az"),
        ("bul", "bg"),
        ("ben", "bn"),
        ("ces", "cs"),
        ("deu", "de"),
        ("ell", "el"),
        ("eng", "en"),
        ("spa", "es"),
        ("fra", "fr"),
        ("hin", "hi"),
        ("hrv", "hr"),
        ("hun", "hu"),
        ("hye", "hy"),
        ("ind", "id"),
        ("ita", "it"),
        ("jpn", "ja"),
        ("kat", "ka"),
        ("khm", "km"),
        ("kor", "ko"),
        ("mkd", "mk"),
        ("mya", "my"),
        ("nep", "ne"),
        ("nld", "nl"),
        ("pes", "fa"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("sin", "si"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("srp", "sr"),
        ("tam", "ta"),
        ("tha", "th"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("urd", "ur"),
        ("uzb", "uz"),
        ("vie", "vi"),
        ("cmn", "zh"),
    ];
    CODES.iter().find(|(long, _)| *long == code).map(|(_, short)| (*short).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, meta: &DocumentMeta) -> Option<String> {
        language(text, meta, &SmallWords::new().unwrap())
    }

    #[test]
    fn metadata_decide() {
        let meta = DocumentMeta { language: Some("en-GB".to_owned()), ..DocumentMeta::default() };
        assert_eq!(told("Взрыв", &meta).as_deref(), Some("en"));
    }

    #[test]
    fn letters_and_words_decide_otherwise() {
        let meta = DocumentMeta::default();
        // One short sentence is too little to tell the Slavic languages apart.
        let russian = "Вчера вечером на окраине села трактор наехал на противотанковую мину. Водителя \
            отвезли в районную больницу, его состояние врачи считают удовлетворительным. Жителей ещё раз \
            просят не выходить на поля, которые не были проверены сапёрами.";
        assert_eq!(told(russian, &meta).as_deref(), Some("ru"));
        let english = "A tractor ran over an anti-tank mine at the edge of the village last night.";
        assert_eq!(told(english, &meta).as_deref(), Some("en"));
    }
}
