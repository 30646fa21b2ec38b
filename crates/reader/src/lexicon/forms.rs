//! The forms of a word, listed once in `forms.tsv` and written `{name}` in the terms of all other
//! files: `{be} in a coma` stands for "is in a coma", "were in a coma" and so on.

use rustc_hash::FxHashMap;

use super::LexiconError;

/// The class that lists no words but their forms.
pub(super) const FORMS: &str = "forms";

/// Spellings that one term may have through the forms of its words.
const MOST_SPELLINGS: usize = 256;

/// The forms of a language's words, by name.
#[derive(Default)]
pub(super) struct Forms {
    of: FxHashMap<Box<str>, Vec<Box<str>>>,
}

impl Forms {
    /// Reads `forms <tab> name`; a term of `name` may be empty in no file, `-` stands for nothing at all.
    ///
    /// # Errors
    /// When a line has no name.
    pub(super) fn parse(language: &str, content: &str) -> Result<Self, LexiconError> {
        let mut of: FxHashMap<Box<str>, Vec<Box<str>>> = FxHashMap::default();
        for (number, line) in (1..).zip(content.lines().map(str::trim_end)) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let Some((forms, name)) =
                line.split_once('\t').filter(|(_, name)| !name.contains('\t'))
            else {
                let problem = "expected `forms <tab> name`: the forms of a word, then its name";
                return Err(LexiconError::new(
                    format!("lexicon/{language}/{FORMS}.tsv"),
                    number,
                    problem,
                ));
            };
            let forms = forms.split('|').map(str::trim);
            let forms = forms.map(|form| if form == "-" { "" } else { form });
            of.entry(name.trim().into()).or_default().extend(forms.map(Into::into));
        }
        Ok(Self { of })
    }

    /// A term with each form of each word that it names.
    ///
    /// # Errors
    /// What is wrong with the term: no word of such a name, or too many forms.
    pub(super) fn spell(&self, term: &str) -> Result<Vec<String>, String> {
        let mut spelled = vec![String::new()];
        let mut rest = term;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                return Err(format!("expected `}}` after `{{` in {term}"));
            };
            let Some(forms) = self.of.get(name) else {
                return Err(format!("expected a word of {FORMS}.tsv in `{{}}`, found {name}"));
            };
            if spelled.len() * forms.len() > MOST_SPELLINGS {
                return Err(format!(
                    "expected at most {MOST_SPELLINGS} forms of {term}; write several terms"
                ));
            }
            let with = |start: &String| {
                let start = format!("{start}{before}");
                forms.iter().map(move |form| format!("{start}{form}")).collect::<Vec<_>>()
            };
            spelled = spelled.iter().flat_map(with).collect();
            rest = after;
        }
        let whole = |start: String| {
            let all = start + rest;
            // A form may be nothing at all, and leaves two blanks.
            if all.contains("  ") { all.replace("  ", " ") } else { all }.trim().to_owned()
        };
        Ok(spelled.into_iter().map(whole).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_for_its_forms() {
        let forms = Forms::parse("en", "# fine\nis|was\tbe\n-|still\tstill\n").unwrap();
        let all = forms.spell("{be} {still} dead").unwrap();
        assert_eq!(all, ["is dead", "is still dead", "was dead", "was still dead"]);
        assert_eq!(forms.spell("dead").unwrap(), ["dead"]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let forms = Forms::parse("en", "is|was\tbe").unwrap();
        assert!(forms.spell("{lie} dead").unwrap_err().contains("found lie"));
        assert!(forms.spell("{be dead").unwrap_err().contains("expected `}`"));
        assert!(forms.spell(&"{be}".repeat(9)).unwrap_err().contains("at most 256"));
        let error = Forms::parse("en", "\nis|was").err().unwrap();
        assert!(error.to_string().starts_with("lexicon/en/forms.tsv, line 2: expected `forms"));
    }
}
