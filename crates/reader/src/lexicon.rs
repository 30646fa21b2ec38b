//! The reader's words as data: `lexicon/<language>/<class>.tsv`, compiled into one term index.
//!
//! A line is `terms <tab> value <tab> flags`. Terms are separated by `|`; a hyphen in a term may be
//! missing in the text, `(s)` may or may not be there, `*` at the end of a word stands for any ending,
//! and `{be}` for each form of a word that `forms.tsv` lists. Flags are words or `key=value`, separated
//! by spaces. Lines that begin with `#` are comments.

mod classes;
mod forms;
mod matcher;

use std::ops::Range;

use classes::Classes;
use forms::{FORMS, Forms};
use matcher::Matcher;

use crate::endings::Endings;
use crate::token::{Elisions, Letters, Token};

/// Letters in brackets that a term may have.
const MOST_OPTIONAL: usize = 6;

/// The class that lists no words but their case endings; see [`Endings`].
const ENDINGS: &str = "endings";

/// The class that lists no words but the letters of another script; see [`Letters`].
const LETTERS: &str = "letters";

/// The class of the endings of names, which are cut off in the script of the text.
const NAME_CASES: &str = "name_cases";

/// A lexicon of one language.
pub struct Lexicon {
    language: String,
    entries: Vec<Entry>,
    classes: Classes,
    matcher: Matcher,
    endings: Endings,
    /// Where the entries of each class lie: those of one file follow each other.
    spans: Vec<Range<usize>>,
    elisions: Elisions,
    letters: Letters,
    forms: Forms,
}

/// A kind of term, after the file that holds it; see [`Lexicon::class`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Class(u16);

impl Class {
    /// The class of a file that there is not.
    const NONE: Self = Self(u16::MAX);

    /// Its number: classes are numbered from 0.
    pub(crate) fn number(self) -> usize {
        usize::from(self.0)
    }
}

/// One line of a lexicon file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The file it stands in.
    pub class: Class,
    /// What the terms mean, in the vocabulary of the file.
    pub value: Box<str>,
    flags: Box<[(Box<str>, Box<str>)]>,
    /// A bit for each flag; flags share bits. Most questions are for flags that an entry has not.
    marks: u64,
}

/// The bit of a flag in [`Entry::marks`], worked out where the flag is written in the code.
#[inline(always)]
const fn mark_of(flag: &str) -> u64 {
    let bytes = flag.as_bytes();
    let length = bytes.len();
    if length == 0 {
        return 1;
    }
    let (first, middle, last) = (bytes[0], bytes[length / 2], bytes[length - 1]);
    let sum = length * 7 + first as usize * 5 + middle as usize * 11 + last as usize * 23;
    1 << (sum % 64)
}

/// A term found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Index of its first token.
    pub start: usize,
    /// Index after its last token.
    pub end: usize,
    /// Index of its entry; see [`Lexicon::entry`].
    pub entry: u32,
    /// The entry's class.
    pub class: Class,
}

/// A lexicon file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: {problem}")]
pub struct LexiconError {
    file: String,
    line: usize,
    problem: String,
}

impl LexiconError {
    pub(crate) fn new(file: String, line: usize, problem: &str) -> Self {
        Self { file, line, problem: problem.to_owned() }
    }
}

impl Entry {
    /// Whether the entry carries this flag, with or without a value.
    #[inline(always)]
    pub fn has(&self, flag: &str) -> bool {
        self.marks & mark_of(flag) != 0 && self.is_flagged(flag)
    }

    #[inline(never)]
    fn is_flagged(&self, flag: &str) -> bool {
        self.flags.iter().any(|(key, _)| &**key == flag)
    }

    /// The value of a `key=value` flag.
    #[inline(always)]
    pub fn get(&self, flag: &str) -> Option<&str> {
        if self.marks & mark_of(flag) == 0 {
            return None;
        }
        self.value_of(flag)
    }

    #[inline(never)]
    fn value_of(&self, flag: &str) -> Option<&str> {
        self.flags.iter().find(|(key, _)| &**key == flag).map(|(_, value)| &**value)
    }
}

impl Lexicon {
    /// Compiles a language's files, given as (class, content).
    ///
    /// # Errors
    /// When a line has no term or no value, or a term no word.
    pub fn compile(language: &str, files: &[(&str, &str)]) -> Result<Self, LexiconError> {
        let mut lexicon = Self {
            language: language.to_owned(),
            entries: Vec::new(),
            classes: Classes::default(),
            matcher: Matcher::default(),
            endings: Endings::default(),
            spans: Vec::new(),
            elisions: Elisions::default(),
            letters: Letters::default(),
            forms: Forms::default(),
        };
        for (_, content) in files.iter().filter(|(class, _)| *class == LETTERS) {
            lexicon.letters = Letters::parse(content);
        }
        // First, because the terms of all other files are cut as they say.
        for (_, content) in files.iter().filter(|(class, _)| *class == "elisions") {
            lexicon.elisions = Elisions::parse(content);
        }
        for (_, content) in files.iter().filter(|(class, _)| *class == ENDINGS) {
            lexicon.endings.add_file(language, content)?;
        }
        for (_, content) in files.iter().filter(|(class, _)| *class == FORMS) {
            lexicon.forms = Forms::parse(language, content)?;
        }
        let words =
            || files.iter().filter(|(class, _)| !matches!(*class, ENDINGS | LETTERS | FORMS));
        if !lexicon.endings.is_empty() {
            words().for_each(|(_, content)| lexicon.learn_words(content));
        }
        for (class, content) in words() {
            if *class == NAME_CASES && !lexicon.letters.is_empty() {
                lexicon.add_file(class, &in_both_scripts(content, &lexicon.letters))?;
            } else {
                lexicon.add_file(class, content)?;
            }
        }
        lexicon.matcher.settle();
        Ok(lexicon)
    }

    /// The case endings of its language.
    pub fn endings(&self) -> &Endings {
        &self.endings
    }

    /// Tells the endings which words there are: those that are a term by themselves.
    fn learn_words(&mut self, content: &str) {
        let lines = content.lines().filter(|line| !line.starts_with('#'));
        for term in lines.filter_map(|line| line.split_once('\t')).flat_map(|l| l.0.split('|')) {
            // A term that cannot be spelled is reported where it is added.
            for term in self.forms.spell(term.trim()).unwrap_or_default() {
                for spelling in spellings(&term, &self.elisions) {
                    if let [word] = spelling.as_slice() {
                        self.endings.learn(word);
                    }
                }
            }
        }
    }

    /// Its language, ISO 639-1.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The little words that the language joins to the next by an apostrophe.
    pub fn elisions(&self) -> &Elisions {
        &self.elisions
    }

    /// The letters of the other script in which its texts may be.
    pub fn letters(&self) -> &Letters {
        &self.letters
    }

    /// The class of this name. A lexicon without such a file has an empty class of that name.
    #[inline(always)]
    pub fn class(&self, name: &str) -> Class {
        self.classes.get(name)
    }

    /// How many classes there are.
    pub(crate) const fn class_count(&self) -> usize {
        self.classes.len()
    }

    /// The entry of a term.
    pub fn entry(&self, term: &Term) -> &Entry {
        &self.entries[term.entry as usize]
    }

    /// All entries of a class.
    pub fn entries(&self, class: Class) -> impl Iterator<Item = &Entry> {
        let span = self.spans.get(usize::from(class.0)).cloned().unwrap_or_default();
        self.entries[span].iter().filter(move |entry| entry.class == class)
    }

    /// Finds the longest term of each class at each token, in order of their first token.
    pub fn find_terms(&self, tokens: &[Token]) -> Vec<Term> {
        self.matcher.find(tokens)
    }

    fn add_file(&mut self, class: &str, content: &str) -> Result<(), LexiconError> {
        let id = self.classes.add(class);
        let first = self.entries.len();
        if self.spans.len() <= usize::from(id.0) {
            self.spans.resize(usize::from(id.0) + 1, first..first);
        }
        for (number, line) in (1..).zip(content.lines()) {
            let line = line.trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let problem = |problem: &str| LexiconError {
                file: format!("lexicon/{}/{class}.tsv", self.language),
                line: number,
                problem: problem.to_owned(),
            };
            let mut columns = line.split('\t');
            let terms = columns.next().unwrap_or_default();
            let value = columns.next().ok_or_else(|| {
                problem("expected `terms <tab> value`, found no tab; write `-` for no value")
            })?;
            let flags = columns.next().unwrap_or_default();
            if columns.next().is_some() {
                return Err(problem("expected at most three columns: terms, value, flags"));
            }
            let mut paths = Vec::new();
            for term in terms.split('|').map(str::trim) {
                if term.is_empty() {
                    return Err(problem("expected a term between two `|`, found nothing"));
                }
                // Each doubles the spellings.
                if term.matches('(').count() > MOST_OPTIONAL {
                    return Err(problem("expected at most 6 `(…)` in a term; write several terms"));
                }
                for term in self.forms.spell(term).map_err(|wrong| problem(&wrong))? {
                    let spelled = spellings(&term, &self.elisions);
                    paths.extend(spelled.into_iter().map(|path| self.as_in_texts(path)));
                }
            }
            let entry = self.entries.len();
            let flags = parse_flags(flags);
            let marks = flags.iter().fold(0, |marks, (flag, _)| marks | mark_of(flag));
            self.entries.push(Entry { class: id, value: value.trim().into(), flags, marks });
            for path in paths {
                self.matcher.insert(&path, entry, id);
            }
        }
        self.spans[usize::from(id.0)].end = self.entries.len();
        Ok(())
    }

    /// A term's words as texts will have them: inflected words are cut down there, too.
    fn as_in_texts(&self, mut path: Vec<String>) -> Vec<String> {
        if path.len() > 1 {
            for word in &mut path {
                if let Some(stem) = self.endings.stem_of(word) {
                    *word = stem;
                }
            }
        }
        path
    }
}

/// Endings of names in the script of the lexicon and in the other one.
fn in_both_scripts(content: &str, letters: &Letters) -> String {
    let mut both = format!("{}\n", content.trim_end());
    for line in content.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let mut columns = line.split('\t');
        let (terms, value) = (columns.next().unwrap_or("-"), columns.next().unwrap_or("-"));
        let flags = columns.next().unwrap_or_default().split_whitespace().map(|flag| {
            let ending = flag.strip_prefix("ending=");
            ending.map_or_else(|| flag.to_owned(), |it| format!("ending={}", letters.backwards(it)))
        });
        let flags: Vec<String> = flags.collect();
        both.push_str(&[terms, &letters.backwards(value), &flags.join(" ")].join("\t"));
        both.push('\n');
    }
    both
}

fn parse_flags(flags: &str) -> Box<[(Box<str>, Box<str>)]> {
    flags
        .split_whitespace()
        .map(|flag| {
            let (key, value) = flag.split_once('=').unwrap_or((flag, ""));
            (key.into(), value.into())
        })
        .collect()
}

/// The token sequences that a term as written in a lexicon file stands for.
fn spellings(term: &str, elisions: &Elisions) -> Vec<Vec<String>> {
    let mut variants = vec![String::new()];
    let mut rest = term;
    // "(s)" doubles the variants: once with, once without.
    while let Some(open) = rest.find('(') {
        let Some(close) = rest[open..].find(')').map(|at| open + at) else {
            break;
        };
        let optional = &rest[open + 1..close];
        variants = variants
            .into_iter()
            .flat_map(|v| {
                let without = format!("{v}{}", &rest[..open]);
                [format!("{without}{optional}"), without]
            })
            .collect();
        rest = &rest[close + 1..];
    }
    variants
        .into_iter()
        .map(|variant| variant + rest)
        .map(|term| plain_words(&term).unwrap_or_else(|| split_like_tokens(&term, elisions)))
        .filter(|words| !words.is_empty())
        .collect()
}

/// The words of a term of nothing but letters, single blanks, hyphens between letters and `*` behind
/// them: most terms, and cutting them as texts are cut takes long.
fn plain_words(term: &str) -> Option<Vec<String>> {
    let parts = || term.split([' ', '-']);
    let plain = parts().all(|part| {
        let word = part.strip_suffix('*').unwrap_or(part);
        !word.is_empty() && word.chars().all(char::is_alphabetic)
    });
    plain.then(|| parts().map(crate::token::fold).collect())
}

/// Splits a term as [`crate::token::tokenise`] splits text, but leaves hyphens out and keeps `*`.
fn split_like_tokens(term: &str, elisions: &Elisions) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for token in elisions.part(term, crate::token::tokenise(term)) {
        let folded = token.folded.into_string();
        match folded.as_str() {
            "-" => {}
            "*" if !token.spaced => {
                if let Some(last) = words.last_mut() {
                    last.push('*');
                }
            }
            // "près d'" ends with a word that elides.
            "'" if !token.spaced => match words.last_mut() {
                Some(last) if elisions.contains(last) => last.push('\''),
                _ => words.push(folded),
            },
            _ => words.push(folded),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokenise;

    fn found(lexicon: &Lexicon, text: &str) -> Vec<String> {
        let tokens = tokenise(text);
        lexicon
            .find_terms(&tokens)
            .iter()
            .map(|term| {
                let bytes = tokens[term.start].start as usize..tokens[term.end - 1].end as usize;
                format!("{}={}", &text[bytes], lexicon.entry(term).value)
            })
            .collect()
    }

    #[test]
    fn terms_are_found_however_they_are_joined() {
        let lexicon = Lexicon::compile(
            "en",
            &[(
                "device",
                "anti-tank mine(s)|antitank mine(s)\tantivehicle_mine\nmine(s)\tmine_unspecified",
            )],
        )
        .unwrap();
        assert_eq!(
            found(&lexicon, "An anti-tank mine, anti tank mines, a mine"),
            [
                "anti-tank mine=antivehicle_mine",
                "mine=mine_unspecified",
                "anti tank mines=antivehicle_mine",
                "mines=mine_unspecified",
                "mine=mine_unspecified"
            ]
        );
    }

    #[test]
    fn endings_are_data() {
        let lexicon =
            Lexicon::compile("ru", &[("device", "противотанков* мин*\tantivehicle_mine")]).unwrap();
        assert_eq!(
            found(&lexicon, "на Противотанковой мине"),
            ["Противотанковой мине=antivehicle_mine"]
        );
    }

    proptest::proptest! {
        #[test]
        fn plain_terms_are_cut_as_texts_are(term in "[a-zA-ZéƏıИйё*() '-]{1,12}") {
            let elisions = Elisions::parse("d'|l'\t-");
            if let Some(words) = plain_words(&term) {
                proptest::prop_assert_eq!(words, split_like_tokens(&term, &elisions));
            }
        }
    }

    #[test]
    fn a_faulty_line_is_named() {
        let error = Lexicon::compile("en", &[("device", "# fine\nmine")]).err().unwrap();
        assert_eq!(
            error.to_string(),
            "lexicon/en/device.tsv, line 2: expected `terms <tab> value`, found no tab; write `-` for no value"
        );
        let doubled = format!("mine{}\tmine", "(s)".repeat(40));
        let error = Lexicon::compile("en", &[("device", &doubled)]).err().unwrap();
        assert!(error.to_string().contains("at most 6 `(…)`"), "{error}");
    }
}
