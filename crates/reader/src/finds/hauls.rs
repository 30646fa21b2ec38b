//! What was found, made safe, destroyed or seized: verbs and the ordnance that they govern.
//!
//! The form of the verb says on which side its ordnance stands ("were found", "found three",
//! "destruction of"). What is joined by commas and conjunctions is one list; the last thing done
//! with it counts.

use std::ops::Range;

use cairn_model::{CountRange, Device, FindAction};

use crate::context::Context;
use crate::finds::govern::Governed;
use crate::finds::haul::{Haul, Hauls, List, Part};
use crate::finds::items::{Item, ItemFinder};
use crate::finds::verbs::{Verb, VerbFinder};
use crate::segment::SentenceKind;

/// Words before the first of the parts of a total: "They included".
const LONGEST_OPENING: usize = 5;

/// Words of a heading: "1. Ordnance found and destroyed in the week, by operator".
const LONGEST_HEADING: usize = 16;

/// Words of "the remains of".
const REMAINS_WITHIN: usize = 4;

/// Reads the sentences of a text for finds.
pub fn hauls(context: &Context<'_>) -> Hauls {
    let reader = Reader {
        context,
        items: ItemFinder::new(context),
        verbs: VerbFinder::new(context.doc),
        bare: context.doc.grammar().bare_nouns,
    };
    let mut hauls = Hauls::default();
    let mut heading: Option<FindAction> = None;
    let mut section = 0;
    for (number, sentence) in context.doc.sentences.iter().enumerate() {
        if !sentence.kind.is_read() {
            continue;
        }
        if matches!(sentence.kind, SentenceKind::Heading | SentenceKind::Item | SentenceKind::Title)
            && let Some(action) = reader.heading(&sentence.tokens)
        {
            heading = Some(action);
            section = number;
            continue;
        }
        if sentence.kind == SentenceKind::Heading {
            heading = None;
            section = number;
        }
        if let Some(action) = reader.leads(number) {
            heading = Some(action);
            section = number;
        }
        if reader.total(number, section, &mut hauls)
            || crate::finds::tables::is_header(context, sentence.kind, &sentence.tokens)
        {
            continue;
        }
        reader.sentence(number, heading, &mut hauls);
    }
    crate::finds::tables::read(context, &mut hauls);
    hauls
}

/// Reads sentences for finds.
pub(super) struct Reader<'c, 'd> {
    pub(super) context: &'c Context<'d>,
    pub(super) items: ItemFinder<'c, 'd>,
    verbs: VerbFinder<'c, 'd>,
    /// Whether the language has no articles, so that a bare noun may take up what was told before.
    pub(super) bare: bool,
}

impl Reader<'_, '_> {
    /// "Ordnance found and destroyed": what a heading says was done with what follows.
    fn heading(&self, tokens: &Range<usize>) -> Option<FindAction> {
        let short = tokens.len() <= LONGEST_HEADING;
        let counts = crate::numbers::numbers_in(&self.context.numbers, tokens.clone())
            .iter()
            .any(|number| number.kind == crate::mentions::NumberKind::Cardinal);
        if !short || counts {
            return None;
        }
        self.verbs.verbs(tokens).last().map(|verb| verb.action)
    }

    /// "Out of two gardens came", in front of a list: what was done with its items.
    fn leads(&self, number: usize) -> Option<FindAction> {
        let sentences = &self.context.doc.sentences;
        let sentence = &sentences[number];
        let next = sentences.get(number + 1)?;
        let lists = next.kind == SentenceKind::Item
            && sentence.kind != SentenceKind::Item
            && next.paragraph != sentence.paragraph;
        let verbs = lists.then(|| self.verbs.verbs(&sentence.tokens))?;
        let verb = verbs.iter().rev().find(|verb| verb.happened())?;
        let items = self.items.items(&sentence.tokens);
        items.iter().all(|item| !item.counted).then_some(verb.action)
    }

    fn sentence(&self, number: usize, heading: Option<FindAction>, hauls: &mut Hauls) {
        let sentence = &self.context.doc.sentences[number];
        let tokens = &sentence.tokens;
        let verbs = self.verbs.verbs(tokens);
        let lists = self.lists(tokens);
        // "Every day deminers remove up to …": no occasion.
        let habit = self.items.any_word_is(tokens.clone(), "habit");
        if verbs.is_empty() && !lists.is_empty() && self.lists_parts(number, &lists, hauls) {
            return;
        }
        if habit || verbs.is_empty() && heading.is_none() && lists.is_empty() {
            return;
        }
        if lists.is_empty() {
            self.update(number, &verbs, hauls);
            return;
        }
        let mut before = tokens.start;
        let mut last: Option<(FindAction, usize)> = None;
        let mut part = false;
        for (at, list) in lists.iter().enumerate() {
            let next = lists.get(at + 1).map_or(tokens.end, List::start);
            // Verbs behind its parts govern a whole, too.
            let parts = lists[at..].windows(2).take_while(|pair| {
                self.is_part(pair[0].end(), &pair[1]) || pair[1].items.iter().all(|item| item.part)
            });
            let after = lists.get(at + 1 + parts.count());
            let until = after.map_or(tokens.end, List::start);
            let governed = self.govern(list, &verbs, before..until, last, after.is_some());
            let goes_on = part && self.goes_on(before, list, &verbs);
            part = at > 0
                && (goes_on
                    || self.is_part(before, list)
                    || list.items.iter().all(|item| item.part));
            before = list.end();
            let made = self.made(list.end(), next);
            let action = match governed {
                Governed::Done(action) => action,
                Governed::Not => continue,
                Governed::Unsaid => match (heading, &made, sentence.kind) {
                    (_, Some(_), _) => FindAction::Found,
                    (Some(action), None, SentenceKind::Item)
                        if list.items.iter().any(|item| item.counted) =>
                    {
                        action
                    }
                    _ => continue,
                },
            };
            last = Some((action, list.end()));
            self.take(number, list, action, made, part, hauls);
            if self.of_all(list.end()..next) {
                let here = hauls.hauls.iter_mut().filter(|haul| haul.sentence == number);
                here.for_each(|haul| haul.action = action);
            }
        }
        self.bare(number, tokens, hauls);
        self.close(number, tokens, hauls);
        self.update(number, &verbs, hauls);
    }

    /// "including 29 mines of the type X and nine shells": whether a list goes on with the parts before it.
    fn goes_on(&self, before: usize, list: &List, verbs: &[Verb]) -> bool {
        let gap = before..list.start();
        let joined =
            list.start().checked_sub(1).is_some_and(|at| at >= before && self.items.is_and(at));
        joined
            && !verbs.iter().any(|verb| gap.contains(&verb.tokens.start))
            && !gap.clone().any(|at| matches!(self.context.doc.folded(at), ";" | ":"))
    }

    /// "They included 38 mines and 795 shells": the parts of what the sentence before counted.
    fn lists_parts(&self, number: usize, lists: &[List], hauls: &mut Hauls) -> bool {
        let doc = self.context.doc;
        let tokens = &doc.sentences[number].tokens;
        let things = doc.class("things");
        let head = tokens.start..lists.first().map_or(tokens.start, List::start);
        let opens = head.len() <= LONGEST_OPENING
            && head.clone().any(|at| self.items.word_is(at, "part"))
            && (doc.entry_at(tokens.start, things).is_some()
                || self.items.word_is(tokens.start, "part"));
        let whole = hauls.hauls.iter().rposition(|haul| {
            haul.sentence + 1 == number && haul.part == Part::Own && haul.item.counted
        });
        let (true, Some(whole)) = (opens, whole) else { return false };
        let action = hauls.hauls[whole].action;
        let first = hauls.hauls.len();
        for list in lists {
            self.take(number, list, action, None, true, hauls);
        }
        let parts: Vec<usize> = (first..hauls.hauls.len()).collect();
        self.sum(number, whole, &parts, hauls);
        true
    }

    /// "410 were recovered in 2024, and 178 in 2025": a number alone with a time of its own.
    fn bare(&self, number: usize, tokens: &Range<usize>, hauls: &mut Hauls) {
        let dates = &self.context.dates.mentions;
        let Some(last) = hauls.hauls.last().filter(|haul| haul.sentence == number).cloned() else {
            return;
        };
        let rest = last.item.tokens.end..tokens.end;
        for one in crate::numbers::numbers_in(&self.context.numbers, rest) {
            // "…, 1,904 of them since January"
            let of_them = self.items.of_them_end(one.tokens.end);
            let end = of_them.unwrap_or(one.tokens.end);
            let dated = dates.iter().any(|date| date.tokens.start == end);
            let joined = of_them.is_some()
                || one.tokens.start.checked_sub(1).is_some_and(|at| self.items.is_and(at));
            if one.kind == crate::mentions::NumberKind::Cardinal && dated && joined {
                let mut haul = last.clone();
                haul.item.tokens = one.tokens.clone();
                haul.item.count = crate::people::count_of(one);
                hauls.hauls.push(haul);
            }
        }
    }

    /// The lists of a sentence.
    fn lists(&self, tokens: &Range<usize>) -> Vec<List> {
        let mut lists: Vec<List> = Vec::new();
        for item in self.items.items(tokens) {
            let joins = lists.last().is_some_and(|list| self.joins(list.end(), item.tokens.start));
            match lists.last_mut() {
                Some(list) if joins => list.items.push(item),
                _ => lists.push(List { items: vec![item] }),
            }
        }
        lists
    }

    /// Whether nothing but commas and conjunctions ("as well as") lies between.
    fn joins(&self, from: usize, to: usize) -> bool {
        let doc = self.context.doc;
        let conjunctions = doc.class("conjunctions");
        let mut at = from;
        while at < to && to - from <= 5 {
            if matches!(doc.folded(at), "," | ";" | "&") {
                at += 1;
                continue;
            }
            match doc.term_at(at, conjunctions) {
                Some(term) if matches!(&*doc.entry(term).value, "and" | "or") => at = term.end,
                _ => return false,
            }
        }
        at == to
    }

    /// "produced in Armenia in 2021", "made in 1985".
    fn made(&self, from: usize, to: usize) -> Option<Range<usize>> {
        let doc = self.context.doc;
        let at = (from..to.min(from + 5)).find(|&at| self.items.word_is(at, "made"))?;
        let mut end = at + 1;
        let mut year = false;
        while end < to && end < at + 9 && !matches!(doc.folded(end), "," | ";" | "." | "(") {
            year |= doc.str(end..end + 1).len() == 4
                && doc.str(end..end + 1).bytes().all(|b| b.is_ascii_digit());
            end += 1;
            if year {
                break;
            }
        }
        year.then_some(at + 1..end)
    }

    fn take(
        &self,
        number: usize,
        list: &List,
        action: FindAction,
        made: Option<Range<usize>>,
        part: bool,
        hauls: &mut Hauls,
    ) {
        let first = hauls.hauls.len();
        for item in &list.items {
            if item.none
                || self.is_laid(item)
                || self.explodes(item)
                || self.is_kind_of_general(number, item, hauls)
            {
                continue;
            }
            // "The two mines were destroyed": those told of before.
            let bare = self.bare && !item.counted && action != FindAction::Found;
            let taken_up = item.definite || bare;
            if taken_up && self.again(number, item, action, hauls) {
                continue;
            }
            if item.definite && item.plural && item.count.is_none() {
                continue;
            }
            let mut item = item.clone();
            if item.count.is_none() && !item.plural {
                item.count = Some(CountRange::exactly(1));
            }
            // "three hand grenades and one rifle grenade": one kind, one find.
            if let Some(before) = hauls.hauls[first..].last_mut()
                && before.item.device == item.device
                && before.item.model.is_none()
                && item.model.is_none()
                && self.items.sort(&before.item) == self.items.sort(&item)
                && let (Some(a), Some(b)) = (before.item.count, item.count)
            {
                before.item.count = Some(a.plus(b));
                before.item.tokens.end = item.tokens.end;
                continue;
            }
            hauls.hauls.push(Haul {
                item,
                action,
                sentence: number,
                made: made.clone(),
                part: if part { Part::OfTotal } else { Part::Own },
                told: vec![number],
                cells: None,
            });
        }
    }

    /// "1,214 pieces, mines and shells among them": kinds of what was counted as a whole.
    fn is_kind_of_general(&self, number: usize, item: &Item, hauls: &Hauls) -> bool {
        !item.counted
            && item.plural
            && item.count.is_none()
            && hauls.hauls.last().is_some_and(|haul| {
                haul.sentence == number && haul.item.counted && haul.item.device == Device::Mixed
            })
    }

    /// "the explosion of an old mine", "parts of a mine": what went off was not found.
    fn explodes(&self, item: &Item) -> bool {
        let doc = self.context.doc;
        let explosions = doc.class("explosions");
        let near = item.tokens.start.saturating_sub(REMAINS_WITHIN)..item.tokens.start;
        let remains = doc
            .terms_in(near, doc.class("find_words"))
            .any(|term| &*doc.entry(term).value == "remains" && term.end == item.tokens.start);
        remains
            || item.tokens.start.checked_sub(2).is_some_and(|at| {
                self.items.word_is(at + 1, "of")
                    && doc.entry_at(at, explosions).is_some_and(|entry| &*entry.value == "noun")
            })
    }

    /// Ordnance in the ground: "three mines laid by".
    fn is_laid(&self, item: &Item) -> bool {
        let from = item.tokens.start.saturating_sub(2);
        self.items.any_word_is(from..item.tokens.start, "laid")
    }
}

/// Whether it is a mine of whatever kind.
pub const fn is_mine(device: Device) -> bool {
    matches!(
        device,
        Device::AntipersonnelMine
            | Device::AntivehicleMine
            | Device::ImprovisedMine
            | Device::MineUnspecified
    )
}
