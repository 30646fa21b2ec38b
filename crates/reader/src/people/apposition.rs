//! A second noun in apposition to a person: "Its operator, a 41-year-old man from B, …".

use std::ops::Range;

use cairn_model::Sex;

use super::{Finder, PeopleKind, PeopleMention};
use crate::token::TokenKind;

impl Finder<'_, '_> {
    /// "Its operator, a 41-year-old man from B,": a second noun in apposition tells more of the same
    /// person. Nothing that goes on with a list may follow it.
    pub(super) fn apposition(&self, mention: &mut PeopleMention, sentence: &Range<usize>) {
        let doc = self.doc;
        let comma = mention.tokens.end;
        if doc.folded(comma) != "," || comma + 1 >= sentence.end {
            return;
        }
        let Some((at, second)) = self.apposed_noun(comma + 1, sentence) else { return };
        let end = second.end;
        let entry = doc.entry(&second);
        let sex: Option<Sex> = entry.get("sex").and_then(|sex| sex.parse().ok());
        // "His apprentice, a lad called A B, has …"
        let name = self.apposed_bearer(mention, end, sentence);
        let end = name.as_ref().map_or(end, |name| name.end);
        let clash = matches!((mention.sex, sex), (Some(a), Some(b)) if a != b);
        // "coca picker, man, 31": in a log, where articles are left out.
        let bare = |at: usize| doc.entry_at(at, self.determiners).is_none();
        let logged = sex.is_some() && at == comma + 1 && bare(at) && bare(mention.tokens.start);
        let known_better = mention.name.is_some()
            || mention.definite
            || mention.occupation.is_none()
            || logged && mention.sex.is_none();
        // "Its owner, a man aged 51, was killed."
        let close = self.age_after(end, sentence).map_or(end, |(_, end)| end);
        if clash
            || !known_better
            || !self.closes_apposition(close, mention.name.is_some(), sentence)
        {
            return;
        }
        let mut told = PeopleMention::bare(at..end, PeopleKind::Noun);
        told.describe(entry);
        if told.group != cairn_model::VictimGroup::Unknown
            && (mention.group == cairn_model::VictimGroup::Unknown || entry.has("job"))
        {
            mention.group = told.group;
        }
        mention.sex = mention.sex.or(sex);
        mention.child |= told.child;
        mention.journalist |= told.journalist;
        mention.age = mention.age.or_else(|| self.age_within(comma + 1..at));
        if mention.occupation.is_none() && entry.has("job") {
            mention.occupation = Some(doc.plain(at..end));
        }
        mention.tokens.end = end;
        if let Some(name) = name {
            mention.name = Some(doc.plain(name));
        }
        if mention.age.is_none()
            && let Some((age, end)) = self.age_after(end, sentence)
        {
            mention.age = Some(age);
            mention.tokens.end = end;
        }
    }

    /// "his helper, a boy | called A B |,": the name behind a second noun for somebody known.
    fn apposed_bearer(
        &self,
        mention: &PeopleMention,
        end: usize,
        sentence: &Range<usize>,
    ) -> Option<Range<usize>> {
        let doc = self.doc;
        let opener = doc.term_at(end, doc.class("list_openers"))?;
        let name = self.capitals(opener.end, sentence)?;
        let known = mention.definite && mention.name.is_none() && !mention.plural;
        (known && !self.is_place(&name, true)).then_some(name)
    }

    /// The noun of a singular phrase that begins here with an article or none, and where it stands.
    fn apposed_noun(
        &self,
        start: usize,
        sentence: &Range<usize>,
    ) -> Option<(usize, crate::lexicon::Term)> {
        let doc = self.doc;
        let mut at = start;
        while at < sentence.end && at < start + 8 {
            if let Some(term) = doc.term_at(at, self.nouns) {
                let entry = doc.entry(term);
                let person =
                    !["plural", "pronoun", "relative", "unit", "rest", "alone", "title", "kin"]
                        .iter()
                        .any(|flag| entry.has(flag));
                if !person {
                    return None;
                }
                if !self.modifies_next(term.end, entry, sentence) {
                    let named = doc.tokens.get(term.end).is_some_and(|t| t.is_capitalised());
                    let before = self.before(at, start);
                    return (before.start == start && before.number.is_none() && !named)
                        .then_some((at, *term));
                }
                at = term.end;
                continue;
            }
            let part = doc.entry_at(at, self.determiners).is_some()
                || doc.entry_at(at, self.modifiers).is_some()
                || doc.entry_at(at, self.countries).is_some()
                || doc.tokens[at].is_mark("-")
                || doc.kind(at) == TokenKind::Number
                || doc.folded(at.wrapping_sub(1)) == "-"
                || doc.folded(at + 1) == "-";
            if !part {
                return None;
            }
            at += 1;
        }
        None
    }

    fn closes_apposition(&self, end: usize, named: bool, sentence: &Range<usize>) -> bool {
        let doc = self.doc;
        if end >= sentence.end {
            return true;
        }
        let goes_on = |at: usize| {
            doc.entry_at(at, self.determiners).is_some()
                || doc.term_at(at, self.nouns).is_some_and(|t| !doc.entry(t).has("relative"))
                || self.is_and(at)
                || doc.kind(at) == TokenKind::Number
                || doc.tokens.get(at).is_some_and(|t| t.is_capitalised())
        };
        match doc.folded(end) {
            "," | "-" => named || !goes_on(end + 1),
            "." | ";" | ")" | ":" | "/" | "|" => true,
            // Where verbs come last they may follow at once.
            _ if doc.grammar().verb_final
                && (doc.entry_at(end, self.effects).is_some()
                    || doc.entry_at(end, self.adverbs).is_some()) =>
            {
                true
            }
            _ => {
                named
                    && (doc.entry_at(end, self.prepositions).is_some()
                        || doc.entry_at(end, self.nouns).is_some_and(|e| e.has("relative")))
                    || doc.entry_at(end, self.prepositions).is_some()
                    || doc.entry_at(end, self.nouns).is_some_and(|e| e.has("relative"))
            }
        }
    }
}
