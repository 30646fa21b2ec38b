//! Names in other cases than the first: which endings stand for which is data (`name_cases.tsv`), the
//! gazetteer decides between several.

use super::words::{Words, level_of};
use super::{KnownPlaces, Level};
use crate::lexicon::Entry;

/// Letters that must remain in front of an ending.
const LEAST_STEM: usize = 2;

/// A name in its first case.
pub(super) struct FirstCase {
    pub(super) name: String,
    /// The level that the ending gives by itself.
    pub(super) level: Option<Level>,
}

impl Words<'_, '_> {
    /// The first case of a name, where it stands in another; `beside` tells that the noun of its level
    /// follows, so that it may be an adjective.
    pub(super) fn first_case(
        &self,
        name: &str,
        beside: bool,
        places: &dyn KnownPlaces,
    ) -> Option<FirstCase> {
        if !self.cases {
            return None;
        }
        let rules = || self.doc.lexicon.entries(self.case_rules);
        let certain = rules().find_map(|rule| {
            let applies = rule.get("level").is_some() || beside && rule.has("adjective");
            let stem = stem(name, rule).filter(|_| applies)?;
            let first = rule.value.split('|').next().unwrap_or_default();
            let level = rule.get("level").map(level_of);
            Some(FirstCase { name: format!("{stem}{first}"), level })
        });
        if certain.is_some() {
            return certain;
        }
        if beside {
            return None;
        }
        let country = self.doc.meta.country.as_deref();
        let known = |name: &str| places.level_within(name, country).is_some();
        let itself = known(name);
        let mut candidates = rules()
            .filter(|rule| !rule.has("adjective") && rule.get("level").is_none())
            .filter_map(|rule| Some((stem(name, rule)?, rule)))
            .flat_map(|(stem, rule)| rule.value.split('|').map(move |first| (stem, first)))
            .map(
                |(stem, first)| {
                    if first == "0" { stem.to_owned() } else { format!("{stem}{first}") }
                },
            )
            .filter(|candidate| known(candidate))
            .peekable();
        candidates.peek()?;
        // Gazetteers have names in other cases, too: "Vranja" for Vranje.
        if itself && places.is_called(name, name) {
            return None;
        }
        candidates
            .find(|candidate| !itself || places.is_called(name, candidate))
            .map(|name| FirstCase { name, level: None })
    }

    /// What the ending alone makes the likely first case of a name that no gazetteer knows, behind a
    /// word that calls for another case.
    pub(super) fn likely_case(&self, name: &str) -> Option<String> {
        if !self.cases || name.contains([' ', '-']) {
            return None;
        }
        let rules = self.doc.lexicon.entries(self.case_rules);
        let mut rules = rules.filter(|rule| !rule.has("adjective") && rule.get("level").is_none());
        let (stem, rule) = rules.find_map(|rule| Some((stem(name, rule)?, rule)))?;
        let first = rule.value.split('|').next().filter(|_| rule.has("likely"))?;
        let long = stem.chars().count() > LEAST_STEM;
        long.then(|| if first == "0" { stem.to_owned() } else { format!("{stem}{first}") })
    }

    /// Whether a word has the ending of an adjective of a place, in whatever case.
    pub(super) fn is_adjective(&self, at: usize) -> bool {
        self.cases
            && self.doc.lexicon.entries(self.case_rules).filter(|rule| rule.has("adjective")).any(
                |rule| {
                    let word = self.doc.folded(at);
                    stem(word, rule).is_some() || word.ends_with(&*rule.value)
                },
            )
    }
}

/// What stands before one of a rule's endings.
fn stem<'n>(name: &'n str, rule: &Entry) -> Option<&'n str> {
    let stem = rule.get("ending")?.split(',').find_map(|ending| name.strip_suffix(ending))?;
    (stem.chars().count() >= LEAST_STEM).then_some(stem)
}
