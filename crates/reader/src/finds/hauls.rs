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
use crate::finds::verbs::{Form, Verb, VerbFinder};
use crate::segment::SentenceKind;

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
        if reader.total(number, section, &mut hauls) {
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
    bare: bool,
}

impl Reader<'_, '_> {
    /// "Ordnance found and destroyed": what a heading says was done with what follows.
    fn heading(&self, tokens: &Range<usize>) -> Option<FindAction> {
        let short = tokens.len() <= 8;
        let counts = crate::numbers::numbers_in(&self.context.numbers, tokens.clone())
            .iter()
            .any(|number| number.kind == crate::mentions::NumberKind::Cardinal);
        if !short || counts {
            return None;
        }
        self.verbs.verbs(tokens).last().map(|verb| verb.action)
    }

    fn sentence(&self, number: usize, heading: Option<FindAction>, hauls: &mut Hauls) {
        let sentence = &self.context.doc.sentences[number];
        let tokens = &sentence.tokens;
        let verbs = self.verbs.verbs(tokens);
        let lists = self.lists(tokens);
        // "Every day deminers remove up to …": no occasion.
        let habit = self.items.any_word_is(tokens.clone(), "habit");
        if habit || verbs.is_empty() && heading.is_none() && lists.is_empty() {
            return;
        }
        if lists.is_empty() {
            self.update(number, &verbs, hauls);
            return;
        }
        let mut before = tokens.start;
        let mut last: Option<(FindAction, usize)> = None;
        for (at, list) in lists.iter().enumerate() {
            let next = lists.get(at + 1).map_or(tokens.end, List::start);
            let governed =
                self.govern(list, &verbs, before..next, last, lists.get(at + 1).is_some());
            let part = self.is_part(before, list) && at > 0;
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
        }
        self.bare(number, tokens, hauls);
        self.close(number, tokens, hauls);
    }

    /// "410 were recovered in 2024, and 178 in 2025": a number alone with a time of its own.
    fn bare(&self, number: usize, tokens: &Range<usize>, hauls: &mut Hauls) {
        let dates = &self.context.dates.mentions;
        let Some(last) = hauls.hauls.last().filter(|haul| haul.sentence == number).cloned() else {
            return;
        };
        let rest = last.item.tokens.end..tokens.end;
        for one in crate::numbers::numbers_in(&self.context.numbers, rest) {
            let dated = dates.iter().any(|date| date.tokens.start == one.tokens.end);
            let joined = one.tokens.start.checked_sub(1).is_some_and(|at| self.items.is_and(at));
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

    /// Whether words between say that the parts of a total follow.
    pub(super) fn is_part(&self, from: usize, list: &List) -> bool {
        let doc = self.context.doc;
        let from = from.max(list.start().saturating_sub(8));
        (from..list.start()).any(|at| doc.folded(at) == ":" || self.items.word_is(at, "part"))
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
            if item.none || self.is_laid(item) {
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

    /// Ordnance in the ground: "three mines laid by".
    fn is_laid(&self, item: &Item) -> bool {
        let from = item.tokens.start.saturating_sub(2);
        self.items.any_word_is(from..item.tokens.start, "laid")
    }

    /// Whether the phrase takes up what was told before; then what is done with it now counts.
    fn again(&self, number: usize, item: &Item, action: FindAction, hauls: &mut Hauls) -> bool {
        let near = |haul: &&mut Haul| number - haul.sentence <= 6;
        let same = hauls.hauls.iter_mut().rev().filter(near).find(|haul| {
            let kind = haul.item.device == item.device
                || item.vague
                || item.device == Device::MineUnspecified && is_mine(haul.item.device)
                || item.device == Device::ErwOther && haul.item.device == Device::Unknown;
            kind && (item.count.is_none() || item.count == haul.item.count)
        });
        let Some(haul) = same else { return false };
        // "The munitions were destroyed": all of a list.
        let all = self.bare && item.plural && item.count.is_none();
        let list = haul.sentence;
        if all && action != FindAction::Found {
            for haul in hauls.hauls.iter_mut().filter(|haul| haul.sentence == list) {
                haul.action = action;
            }
            return true;
        }
        // What was found first is no less destroyed for being spoken of again as found.
        if action != FindAction::Found {
            haul.action = action;
        }
        if haul.told.last() != Some(&number) {
            haul.told.push(number);
        }
        true
    }

    /// "They were made safe.", "It was blown up towards evening.": a verb whose subject was told
    /// before.
    fn update(&self, number: usize, verbs: &[Verb], hauls: &mut Hauls) {
        let doc = self.context.doc;
        let Some(verb) = verbs.iter().rev().find(|v| v.happened()) else { return };
        let Some(last) = hauls.hauls.last().map(|haul| haul.sentence) else { return };
        let tokens = &doc.sentences[number].tokens;
        let opens = doc.tokens.get(tokens.start).map(|_| tokens.start);
        let pronoun = opens.is_some_and(|at| self.is_pronoun(at, verb.tokens.start));
        let act = verb.form == Form::Event && number - last <= 2;
        if !(act || pronoun && number <= last + 1) {
            return;
        }
        for haul in hauls.hauls.iter_mut().filter(|haul| haul.sentence == last) {
            haul.action = verb.action;
            haul.told.push(number);
        }
    }

    /// Whether the words before the verb speak of things and of nobody.
    fn is_pronoun(&self, from: usize, to: usize) -> bool {
        let doc = self.context.doc;
        let class = doc.class("things");
        doc.entries_from(from..to, class).next().is_some()
            && !self.context.people.iter().any(|p| {
                p.tokens.start >= from
                    && p.tokens.end <= to
                    && p.kind == crate::people::PeopleKind::Noun
            })
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
