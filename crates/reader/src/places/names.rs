//! Where a name begins and ends: a run of capitalised words with the particles, hyphens and numbers
//! inside it.

use std::ops::Range;

use super::elements::Finder;
use super::words::Words;
use crate::endings::Ending;
use crate::token::TokenKind;

/// Letters of a word after a hyphen that may still be a particle ("Sar-e Pol", "Bab-el-Mandeb").
const LONGEST_PARTICLE: usize = 3;

/// The name that begins at a token.
pub(super) fn name(
    words: &Words<'_, '_>,
    at: usize,
    sentence: &Range<usize>,
    shouting: bool,
) -> Option<Range<usize>> {
    if !may_begin(words, at, sentence, shouting) {
        return None;
    }
    let doc = words.doc;
    let mut end = at + 1;
    // A name ends with its case ending.
    while end < sentence.end && doc.ending(end - 1) == Ending::None {
        match step(words, at, end, sentence, shouting) {
            Some(next) if next <= sentence.end => end = next,
            _ => break,
        }
    }
    // A letter alone is an initial, a sex or a model.
    let letters = doc.str(at..end).chars().filter(|c| c.is_alphabetic()).take(2).count();
    // "North", "Upper": a direction alone is no name.
    let only_qualifiers = words.qualifier_end(at) == Some(end);
    // "Ring Road": nor is a noun.
    let only_nouns = words.noun(at).is_some_and(|(_, after)| after >= end)
        || words.noun(end - 1).is_some() && words.is_qualifier(at) && end - at == 2;
    // "dans le Nord": what the language writes small is a name with a capital.
    let capital = only_qualifiers && at > sentence.start && words.is_written_small(at);
    let named =
        capital || (only_qualifiers || only_nouns) && is_named_by_noun(words, at, sentence.start);
    (letters > 1 && (named || !only_qualifiers && !only_nouns)).then_some(at..end)
}

/// "province du Lac", "région de l'Est": behind a noun and "of" even a common noun is a name.
fn is_named_by_noun(words: &Words<'_, '_>, at: usize, least: usize) -> bool {
    let mut before = at;
    let mut of = false;
    while before > least && (words.is_of(before - 1) || words.is_qualifier(before - 1)) {
        before -= 1;
        of |= words.is_of(before);
    }
    let unit = before.checked_sub(1).filter(|at| *at >= least).and_then(|at| words.noun(at));
    of && at - before <= 2
        && unit.is_some_and(|(noun, _)| matches!(&*noun.value, "district" | "province" | "region"))
}

/// Where the name goes on to, if the token at `end` belongs to it.
fn step(
    words: &Words<'_, '_>,
    start: usize,
    end: usize,
    sentence: &Range<usize>,
    shouting: bool,
) -> Option<usize> {
    let doc = words.doc;
    let token = doc.tokens.get(end)?;
    if token.is_mark("-") && !token.spaced {
        let after = doc.tokens.get(end + 1).filter(|after| !after.spaced)?;
        // "al-Imam": what an article is joined to is of the name, whatever it is alone.
        let joined = end > start && words.is_particle(end - 1);
        let goes_on = after.is_capitalised() && (joined || !words.ends_name(end + 1, shouting))
            || after.kind == TokenKind::Number
            || after.kind == TokenKind::Word
                && (after.folded.chars().count() <= LONGEST_PARTICLE || words.is_particle(end + 1));
        return goes_on.then_some(end + 2);
    }
    if token.is_capitalised() && !words.ends_name(end, shouting) {
        // "of the village X of the Yish district": the adjective before its noun is another name.
        let other = words.is_adjective(end)
            && !words.is_adjective(end - 1)
            && words.noun(end + 1).is_some_and(|(noun, _)| !noun.has("part"));
        return (!other).then_some(end + 1);
    }
    // "Mt. Ararat"
    if end == start + 1
        && words.is_part(start)
        && token.is_mark(".")
        && !token.spaced
        && doc.tokens.get(end + 1).is_some_and(|t| t.is_capitalised())
        && !words.ends_name(end + 1, shouting)
    {
        return Some(end + 2);
    }
    // "Lake Chad", "Port Sudan".
    if end == start + 1
        && words.is_part(start)
        && token.is_capitalised()
        && let Some((_, after)) = words.country(end)
    {
        return Some(after);
    }
    // "Khabb wa ash Sha'af": particles when a capital follows them.
    let particles = (end..sentence.end)
        .take_while(|&at| {
            let hyphen =
                |at: usize| doc.tokens.get(at).is_some_and(|t| t.is_mark("-") && !t.spaced);
            // "an" and "as" are particles only before a hyphen.
            words.is_particle(at) && (!words.is_function_word(at) || hyphen(at + 1)) || hyphen(at)
        })
        .count();
    let after = end + particles;
    if particles > 0
        && after < sentence.end
        && doc.tokens[after].is_capitalised()
        && (doc.folded(after - 1) == "-" || !words.ends_name(after, shouting))
    {
        return Some(after + 1);
    }
    // "Hill 350": a number ends a name that a feature's noun began.
    let numbered = token.kind == TokenKind::Number
        && token.folded.len() <= 4
        && token.spaced
        && words.is_part(start);
    numbered.then_some(end + 1)
}

fn may_begin(words: &Words<'_, '_>, at: usize, sentence: &Range<usize>, shouting: bool) -> bool {
    let doc = words.doc;
    let particle = || {
        words.is_particle(at)
            && doc.tokens.get(at + 1).is_some_and(|t| t.is_mark("-") && !t.spaced)
            && doc.tokens.get(at + 2).is_some_and(|t| t.is_capitalised())
    };
    let ends = || words.ends_name(at, shouting) && !is_titled_place(words, at, sentence);
    if !(doc.tokens[at].is_capitalised() || particle()) || ends() {
        return false;
    }
    if at == sentence.start && words.is_row_weekday(at) {
        return false;
    }
    let first = at == sentence.start || doc.folded(at - 1) == "\"";
    !(first && words.is_function_word(at))
}

/// "at Haji Omaran", "the village of Abu Karshola", "Umm Rawaba town": a title, or what begins names of
/// people, begins a place's name beside words for a place.
fn is_titled_place(words: &Words<'_, '_>, at: usize, sentence: &Range<usize>) -> bool {
    let doc = words.doc;
    let begins = match words.not_place(at) {
        Some("title") => false,
        Some("given") => true,
        _ => return false,
    };
    if doc.kind(at) != TokenKind::Capitalised
        || doc.kind(at + 1) != TokenKind::Capitalised
        || words.not_place(at + 1).is_some()
    {
        return false;
    }
    let before = at.checked_sub(1).filter(|at| *at >= sentence.start);
    let place = before.and_then(|at| words.preposition_ending(at, sentence.start));
    let of_place = place.is_some_and(|(value, start)| match value {
        "where" | "near" => true,
        "of" => start.checked_sub(1).is_some_and(|at| words.noun(at).is_some()),
        _ => false,
    });
    let noun_before = || before.is_some_and(|at| words.noun(at).is_some());
    let end = (at + 2..at + 4).find(|&at| !doc.tokens.get(at).is_some_and(|t| t.is_capitalised()));
    let noun_behind = || end.is_some_and(|end| words.noun(end).is_some());
    (of_place || begins && (noun_before() || noun_behind()))
        && !end.is_some_and(|end| words.is_possessive(end))
}

/// "Goma-based", "Haftar-led": where a name is only half of a word.
pub(super) fn is_half_a_word(words: &Words<'_, '_>, name: &Range<usize>) -> bool {
    let doc = words.doc;
    let glued = |at: usize| doc.tokens.get(at).is_some_and(|t| !t.spaced);
    doc.folded(name.end) == "-"
        && glued(name.end)
        && glued(name.end + 1)
        && doc.kind(name.end + 1) == TokenKind::Word
}

/// "BIR", "OAS": a short word in capitals in a sentence that is not.
pub(super) fn is_acronym(words: &Words<'_, '_>, name: &Range<usize>, shouting: bool) -> bool {
    !shouting
        && name.len() == 1
        && words.doc.kind(name.start) == TokenKind::AllCapitals
        && words.doc.folded(name.start).chars().count() <= 6
}

/// "BAKU, June 4 (Agency) -", "SURIN -", "QUETTA:" at the head of a paragraph.
pub(super) fn is_dateline(
    words: &Words<'_, '_>,
    name: &Range<usize>,
    sentence: &Range<usize>,
) -> bool {
    let doc = words.doc;
    let number = doc.sentence_of(name.start);
    let opens_paragraph = name.start == sentence.start
        && number.checked_sub(1).is_none_or(|before| {
            doc.sentences[before].paragraph != doc.sentences[number].paragraph
        });
    if !opens_paragraph {
        return false;
    }
    let capitals = name.clone().all(|at| {
        let mut letters = doc.str(at..at + 1).chars().filter(|c| c.is_alphabetic());
        letters.all(char::is_uppercase)
    });
    let rule = (name.end..sentence.end.min(name.end + 16)).any(|at| {
        let token = &doc.tokens[at];
        let dash =
            token.spaced && token.kind == TokenKind::Mark && token.folded.chars().all(|c| c == '-');
        dash || capitals && token.is_mark(":")
    });
    rule && (capitals || matches!(doc.folded(name.end), "," | "("))
}

impl Finder<'_, '_> {
    /// "Yei-Lasu": two names with a hyphen between, and not one ("Al-Hol", "Sar-e Pol").
    pub(super) fn joins_two(&self, name: &Range<usize>) -> bool {
        const SHORTEST: usize = 3;
        let doc = self.words.doc;
        let long = |at: usize| {
            doc.tokens.get(at).is_some_and(|t| t.is_capitalised())
                && doc.folded(at).chars().count() >= SHORTEST
        };
        name.len() == 3
            && doc.folded(name.start + 1) == "-"
            && long(name.start)
            && long(name.start + 2)
    }
}
