//! Totals beside their parts: which counts are sums of others, and whether they add up.

use std::ops::Range;

use cairn_model::{CountRange, Device};

use crate::finds::haul::{Haul, Hauls, Part, Sum};
use crate::finds::hauls::Reader;

impl Reader<'_, '_> {
    /// "Total for the week: 17 mines and 9 shells": the sum of what its section lists.
    pub(super) fn total(&self, number: usize, section: usize, hauls: &mut Hauls) -> bool {
        let doc = self.context.doc;
        let tokens = doc.sentences[number].tokens.clone();
        let head = tokens.start..tokens.end.min(tokens.start + 2);
        let leads = self.items.any_word_is(head, "total");
        if !leads || !tokens.clone().take(8).any(|at| doc.folded(at) == ":") {
            return false;
        }
        let mut any = false;
        for item in self.items.items(&tokens) {
            let Some(stated) = item.count.filter(|_| item.counted).and_then(CountRange::exact)
            else {
                continue;
            };
            let parts: Vec<&Haul> = hauls
                .hauls
                .iter()
                .filter(|haul| haul.sentence >= section && haul.part == Part::Own)
                .filter(|haul| haul.item.device == item.device)
                .collect();
            let counts: Option<Vec<u64>> =
                parts.iter().map(|haul| haul.item.count.and_then(CountRange::exact)).collect();
            any = true;
            // One part alone is no sum, but where it differs something is amiss.
            let adds = |counts: &Vec<u64>| {
                counts.len() >= 2 || counts.len() == 1 && counts.first() != Some(&stated)
            };
            let Some(counts) = counts.filter(adds) else { continue };
            let mut sentences: Vec<usize> = parts.iter().map(|haul| haul.sentence).collect();
            sentences.push(number);
            let parts = parts.iter().map(|haul| haul.item.tokens.clone()).collect();
            hauls.sums.push(Sum {
                stated,
                actual: counts.iter().sum(),
                tokens: item.tokens,
                parts,
                sentences,
            });
        }
        any
    }

    /// Sorts out totals and their parts once a sentence is read.
    pub(super) fn close(&self, number: usize, tokens: &Range<usize>, hauls: &mut Hauls) {
        let of_sentence: Vec<usize> =
            (0..hauls.hauls.len()).filter(|&at| hauls.hauls[at].sentence == number).collect();
        // An item followed by its parts, perhaps several such.
        let mut summed = false;
        let mut at = 0;
        while at < of_sentence.len() {
            let parts = of_sentence[at + 1..]
                .iter()
                .take_while(|&&part| hauls.hauls[part].part == Part::OfTotal)
                .count();
            let (whole, rest) = (of_sentence[at], &of_sentence[at + 1..at + 1 + parts]);
            if hauls.hauls[whole].part == Part::Own {
                summed |= self.sum(number, whole, rest, hauls);
            }
            at += 1 + parts;
        }
        if summed {
            return;
        }
        let counted = |at: &usize| hauls.hauls[*at].item.count.and_then(CountRange::exact);
        // "(2,728 in total)" behind its parts.
        let parts: Vec<(u64, Range<usize>)> = of_sentence
            .iter()
            .filter_map(|at| Some((counted(at)?, hauls.hauls[*at].item.tokens.clone())))
            .collect();
        if parts.len() < 2 {
            return;
        }
        let doc = self.context.doc;
        let listed: Vec<usize> =
            of_sentence.iter().copied().filter(|at| counted(at).is_some()).collect();
        for total in crate::numbers::numbers_in(&self.context.numbers, tokens.clone()) {
            let bracketed = total.tokens.start > 0
                && (total.tokens.start - 1..total.core.start)
                    .chain(total.tokens.start.saturating_sub(2)..total.tokens.start)
                    .any(|at| doc.folded(at) == "(")
                && doc.folded(total.tokens.end) == ")";
            let Some(stated) = crate::people::count_of(total) else { continue };
            if !bracketed || parts.iter().any(|(_, tokens)| tokens.contains(&total.core.start)) {
                continue;
            }
            // What stands right before the bracket and adds up is what it sums; else everything.
            let before: Vec<usize> =
                (0..parts.len()).filter(|&at| parts[at].1.end <= total.core.start).collect();
            let suffix = (0..before.len().saturating_sub(1)).rev().find(|&from| {
                before[from..].iter().map(|&at| parts[at].0).sum::<u64>() == stated.least()
            });
            let summed = &before[suffix.unwrap_or(0)..];
            if summed.len() < 2 {
                continue;
            }
            hauls.sums.push(Sum {
                stated: stated.least(),
                actual: summed.iter().map(|&at| parts[at].0).sum(),
                tokens: total.core.clone(),
                parts: summed.iter().map(|&at| parts[at].1.clone()).collect(),
                sentences: vec![number],
            });
            for &at in summed {
                hauls.hauls[listed[at]].part = Part::Listed;
            }
            hauls.totals.push((stated, total.core.clone(), number));
        }
    }

    /// Whether an item is the total of the parts behind it; then it is no find of its own.
    pub(super) fn sum(
        &self,
        number: usize,
        whole: usize,
        parts: &[usize],
        hauls: &mut Hauls,
    ) -> bool {
        let counted = |at: &usize| hauls.hauls[*at].item.count.and_then(CountRange::exact);
        let item = &hauls.hauls[whole].item;
        let Some(stated) = counted(&whole).filter(|_| !parts.is_empty()) else { return false };
        let actual: u64 = parts.iter().filter_map(counted).sum();
        let general = matches!(item.device, Device::Mixed | Device::Unknown) || item.vague;
        let total = if parts.len() >= 2 {
            actual >= stated
                || actual * 10 >= stated * 9
                || general && self.colon(whole, parts, hauls)
        } else {
            actual == stated && stated > 1
        };
        if total {
            hauls.sums.push(Sum {
                stated,
                actual,
                tokens: item.tokens.clone(),
                parts: parts.iter().map(|&at| hauls.hauls[at].item.tokens.clone()).collect(),
                sentences: vec![number],
            });
            hauls.hauls[whole].part = Part::Total;
        } else {
            // "38 items of ordnance, 27 of them submunitions": of several kinds.
            let kind = item.device;
            let others = parts
                .iter()
                .any(|&at| hauls.hauls[at].item.part && hauls.hauls[at].item.device != kind);
            if others && kind == Device::ErwOther && hauls.hauls[whole].item.model.is_none() {
                hauls.hauls[whole].item.device = Device::Mixed;
            }
        }
        total
    }

    fn colon(&self, whole: usize, parts: &[usize], hauls: &Hauls) -> bool {
        let from = hauls.hauls[whole].item.tokens.end;
        let to = parts.first().map_or(from, |&at| hauls.hauls[at].item.tokens.start);
        (from..to).any(|at| self.context.doc.folded(at) == ":")
    }
}
