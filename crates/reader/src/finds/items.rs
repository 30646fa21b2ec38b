//! Ordnance with its number as one phrase: "more than 1,400 E-001M mines", "four of its devices".

use std::ops::Range;

use cairn_model::{CountRange, Device};

use crate::context::Context;
use crate::doc::Doc;
use crate::endings::Ending;
use crate::finds::hauls::is_mine;
use crate::lexicon::Class;
use crate::mentions::{DeviceMention, Number, NumberKind};
use crate::people::count_of;
use crate::token::TokenKind;

/// Ordnance as one phrase counts it.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Number, adjectives and noun.
    pub tokens: Range<usize>,
    /// What it is.
    pub device: Device,
    /// Type designation.
    pub model: Option<String>,
    /// How many, where the phrase says.
    pub count: Option<CountRange>,
    /// "the mine", "both shells": spoken of before.
    pub definite: bool,
    /// "no mines".
    pub none: bool,
    /// Words that mean ordnance only beside a word for finding it.
    pub vague: bool,
    /// Whether the noun is in the plural.
    pub plural: bool,
    /// Whether a number (and no mere article) counts it.
    pub counted: bool,
    /// "27 of them submunitions", "27 were submunitions": some of those counted before.
    pub part: bool,
}

/// What finding items needs of the lexicon.
pub struct ItemFinder<'c, 'd> {
    pub(super) context: &'c Context<'d>,
    devices: Class,
    objects: Class,
    pub(super) words: Class,
    determiners: Class,
    functions: Class,
    verbs: Class,
    further: Class,
    people: Class,
    explosions: Class,
    pub(super) auxiliaries: Class,
}

/// Adjectives between a number and its noun are rarely more than this many tokens.
pub(super) const LONGEST_GAP: usize = 6;

impl<'c, 'd> ItemFinder<'c, 'd> {
    /// Looks the classes up once for a text.
    pub fn new(context: &'c Context<'d>) -> Self {
        let doc = context.doc;
        Self {
            context,
            devices: doc.class("device"),
            objects: doc.class("find_objects"),
            words: doc.class("find_words"),
            determiners: doc.class("determiners"),
            functions: doc.class("function_words"),
            verbs: doc.class("find_verbs"),
            further: doc.class("further"),
            people: doc.class("people"),
            explosions: doc.class("explosions"),
            auxiliaries: doc.class("auxiliaries"),
        }
    }

    pub(super) fn doc(&self) -> &'c Doc<'d> {
        self.context.doc
    }

    /// The items of a range of tokens, in order.
    pub fn items(&self, range: &Range<usize>) -> Vec<Item> {
        let doc = self.doc();
        let mut found: Vec<Item> = Vec::new();
        let from = self.context.devices.partition_point(|device| device.tokens.start < range.start);
        let devices = self.context.devices[from..]
            .iter()
            .take_while(|device| device.tokens.end <= range.end)
            .filter(|device| self.is_item(device))
            .map(|device| {
                let floor = range.start;
                self.item(device.tokens.clone(), floor, device.device, device.model.clone())
                    .with(device.vague, device.plural)
            })
            .map(|mut item| {
                if !item.counted && !item.definite {
                    self.count_behind(&mut item, range.end);
                }
                if !item.counted && item.plural {
                    self.count_at_end(&mut item, range);
                }
                if !item.counted {
                    self.count_ahead(&mut item, range);
                }
                item
            });
        found.extend(devices);
        for term in doc.terms_in(range.clone(), self.objects) {
            let tokens = term.start..term.end;
            let covered = found.iter().any(|item| overlap(&item.tokens, &tokens));
            let Ok(device) = doc.entry(term).value.parse::<Device>() else { continue };
            // "pieces of luggage"
            let of_others = self.word_is(term.end, "of");
            if !covered && !of_others {
                let number = self.word_is(term.start, "number");
                let removed =
                    (term.end..term.end + 2).any(|at| doc.entry_at(at, self.verbs).is_some());
                let mut item = self.item(tokens, range.start, device, None).with(true, true);
                if number && !item.counted && removed {
                    self.count_ahead(&mut item, range);
                }
                if item.counted {
                    found.push(item);
                }
            }
        }
        self.kinds(range, &mut found);
        found.sort_by_key(|item| item.tokens.start);
        // "1,200 mines and shells": one number for both.
        let mut joined: Vec<Item> = Vec::new();
        for item in found {
            match joined.last_mut() {
                Some(last)
                    if last.counted
                        && item.count.is_none()
                        && !item.definite
                        && last.plural
                        && item.plural
                        && self.is_and(last.tokens.end)
                        && (last.tokens.end + 1..item.tokens.start)
                            .all(|at| self.word_is(at, "more")) =>
                {
                    last.tokens.end = item.tokens.end;
                    if last.device != item.device {
                        last.device = Device::Mixed;
                        last.model = None;
                    }
                }
                _ => joined.push(item),
            }
        }
        joined
    }

    /// "71 anti-tank and 143 anti-personnel mines": the noun of the first is that of the second; "45
    /// mines (30 anti-personnel and 15 anti-tank)": that of those counted before.
    fn kinds(&self, range: &Range<usize>, found: &mut Vec<Item>) {
        let doc = self.doc();
        for term in doc.terms_in(range.clone(), doc.class("device_kinds")) {
            let tokens = term.start..term.end;
            let covered = found.iter().any(|item| overlap(&item.tokens, &tokens));
            let Ok(device) = doc.entry(term).value.parse::<Device>() else { continue };
            let joined = doc.folded(term.end) == "," || self.is_and(term.end);
            let ends = term.end >= range.end || doc.kind(term.end) == TokenKind::Mark;
            if covered || !joined && !ends {
                continue;
            }
            let next = found.iter().any(|item| {
                item.counted && item.tokens.start > term.end && item.tokens.start <= term.end + 2
            });
            let whole = found
                .iter()
                .any(|item| item.counted && is_mine(item.device) && item.tokens.end < term.start);
            let mut item = self.item(tokens, range.start, device, None).with(false, true);
            item.part |= !next;
            if item.counted && (joined && next || whole) {
                found.push(item);
            }
        }
        // "27 were submunitions" is a part only where something was counted before.
        let first = found.iter().filter(|i| i.counted && !i.part).map(|i| i.tokens.start).min();
        for item in found.iter_mut().filter(|item| item.part) {
            if first.is_none_or(|first| first > item.tokens.start) {
                item.part = false;
            }
        }
    }

    /// Whether a token joins two of a list.
    pub fn is_and(&self, token: usize) -> bool {
        let doc = self.doc();
        doc.folded(token) == "&"
            || doc
                .entry_at(token, doc.class("conjunctions"))
                .is_some_and(|entry| matches!(&*entry.value, "and" | "or"))
    }

    /// Whether ordnance or what stands for it is named in a range of tokens.
    pub fn any(&self, range: Range<usize>) -> bool {
        let doc = self.doc();
        let things = doc.class("things");
        self.context.devices.iter().any(|device| range.contains(&device.tokens.start))
            || doc.entries_from(range, things).next().is_some()
    }

    /// Fields, blasts and contamination are no items.
    fn is_item(&self, device: &DeviceMention) -> bool {
        let entry = self.doc().entry_at(device.tokens.start, self.devices);
        !entry
            .is_some_and(|e| e.has("generic") || e.has("event") || e.has("minutes") && device.vague)
    }

    fn item(
        &self,
        noun: Range<usize>,
        floor: usize,
        device: Device,
        model: Option<String>,
    ) -> Item {
        let doc = self.doc();
        let mut item = Item {
            tokens: noun.clone(),
            device,
            model,
            count: None,
            definite: false,
            none: false,
            vague: false,
            plural: false,
            counted: false,
            part: false,
        };
        // Where no article does it, the object's case says that it was spoken of.
        let object = doc.ending(noun.end - 1) == Ending::Object;
        item.definite = doc.grammar().no_articles && object;
        let least = floor.max(noun.start.saturating_sub(LONGEST_GAP));
        let mut at = noun.start;
        let mut of_them = false;
        while at > least {
            at -= 1;
            if let Some(number) = number_ending_at(self.context, at + 1) {
                // "was told 22 times of strange objects"
                if self.word_is(number.tokens.end, "often") {
                    return item;
                }
                if number.kind == NumberKind::Cardinal && number.tokens.start >= floor {
                    item.tokens.start = number.tokens.start;
                    item.count = count_of(number);
                    item.counted = true;
                    item.definite = false;
                    item.part = of_them;
                    self.look_for_article(&mut item, floor);
                }
                if matches!(number.kind, NumberKind::Ordinal | NumberKind::Label) {
                    at = at.min(number.tokens.start);
                    continue;
                }
                return item;
            }
            if let Some(entry) = doc.entry_at(at, self.determiners) {
                match &*entry.value {
                    "definite" => item.definite = true,
                    "indefinite" => item.count = Some(CountRange::exactly(1)),
                    _ => {
                        item.none = doc.entry_at(at, doc.class("negations")).is_some();
                        item.tokens.start = at;
                        return item;
                    }
                }
                item.tokens.start = at;
                if !item.definite {
                    return item;
                }
                continue;
            }
            if self.word_is(at, "of") && at > least {
                continue;
            }
            if doc.folded(at) == "-" {
                continue;
            }
            if doc.entry_at(at, self.further).is_some()
                || self.word_is(at, "more")
                || self.word_is(at, "times")
            {
                continue;
            }
            // "27 of them submunitions", "27 were submunitions"
            if let Some(number) = self.number_before(at, least) {
                of_them = true;
                at = number;
                continue;
            }
            let stops = doc.kind(at) == TokenKind::Mark
                || doc.entry_at(at, self.verbs).is_some_and(|e| !e.has("noun"))
                || doc.entry_at(at, self.people).is_some()
                || doc.entry_at(at, self.explosions).is_some_and(|e| &*e.value != "noun")
                || doc.entry_at(at, self.functions).is_some();
            if stops {
                break;
            }
        }
        item
    }

    /// "the two mines".
    fn look_for_article(&self, item: &mut Item, floor: usize) {
        let before = item.tokens.start.checked_sub(1).filter(|&at| at >= floor);
        if let Some(at) = before
            && let Some(entry) = self.doc().entry_at(at, self.determiners)
            && &*entry.value == "definite"
        {
            item.definite = true;
            item.tokens.start = at;
        }
    }

    /// What people count together: grenades with grenades, but not with shells.
    pub fn sort(&self, item: &Item) -> Option<&str> {
        let doc = self.doc();
        doc.terms_in(item.tokens.clone(), doc.class("ordnance_sorts"))
            .max_by_key(|term| term.end - term.start)
            .map(|term| &*doc.entry(term).value)
    }

    /// Whether a small word of this kind begins at one of these tokens.
    pub fn any_word_is(&self, tokens: Range<usize>, kind: &str) -> bool {
        self.doc().entries_from(tokens, self.words).any(|(_, entry)| &*entry.value == kind)
    }

    /// Whether a small word of this kind begins at a token.
    pub fn word_is(&self, token: usize, kind: &str) -> bool {
        self.doc().entry_at(token, self.words).is_some_and(|entry| &*entry.value == kind)
    }
}

impl Item {
    fn with(mut self, vague: bool, plural: bool) -> Self {
        self.vague = vague;
        self.plural = plural;
        if plural && !self.counted {
            self.count = None;
        }
        self
    }
}

/// The number whose digits or words end before this token.
pub fn number_ending_at<'c>(context: &'c Context<'_>, end: usize) -> Option<&'c Number> {
    let numbers = &context.numbers;
    let at = numbers.partition_point(|number| number.core.start < end);
    numbers[..at].iter().rev().take(2).find(|number| number.core.end == end)
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
