//! What later words do with ordnance told of before: "the two mines were destroyed", "all five were
//! blown up the same evening".

use cairn_model::{Device, FindAction};

use crate::finds::haul::{Haul, Hauls};
use crate::finds::hauls::{Reader, is_mine};
use crate::finds::items::Item;
use crate::finds::verbs::{Form, Verb};
use crate::segment::SentenceKind;

impl Reader<'_, '_> {
    /// Whether the phrase takes up what was told before; then what is done with it now counts.
    pub(super) fn again(
        &self,
        number: usize,
        item: &Item,
        action: FindAction,
        hauls: &mut Hauls,
    ) -> bool {
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

    /// "They were made safe.", "It was blown up towards evening.", "Everything went up, bar the MK-82":
    /// a verb whose subject was told before.
    pub(super) fn update(&self, number: usize, verbs: &[Verb], hauls: &mut Hauls) {
        let doc = self.context.doc;
        let Some(verb) = verbs.iter().rev().find(|v| v.happened()) else { return };
        let Some(last) = hauls.hauls.iter().rev().find(|haul| haul.sentence < number) else {
            return;
        };
        let last = last.sentence;
        let tokens = &doc.sentences[number].tokens;
        let opens = doc.tokens.get(tokens.start).map(|_| tokens.start);
        let own = hauls.hauls.iter().find(|haul| haul.sentence == number);
        // Beside ordnance of its own only a subject takes up what was told before.
        let until = own.map_or(verb.tokens.start, |haul| {
            haul.item.tokens.start.min(verb.tokens.start).min(tokens.start + 2)
        });
        let own = own.is_some();
        let pronoun = opens.is_some_and(|at| self.is_pronoun(at, until));
        let act = verb.form == Form::Event && number - last <= 2 && !own;
        if !(act || pronoun && number <= last + 1) {
            return;
        }
        let in_list = |at: usize| doc.sentences[at].kind == SentenceKind::Item;
        // All of a list.
        let first = (0..=last).rev().take_while(|&at| in_list(at)).last().unwrap_or(last);
        let except = (verb.tokens.end..tokens.end).find(|&at| self.items.word_is(at, "except"));
        let excepted = except.map_or_else(Vec::new, |at| self.items.items(&(at..tokens.end)));
        for haul in &mut hauls.hauls {
            let left_out = excepted
                .iter()
                .any(|item| item.device == haul.item.device && item.model == haul.item.model);
            if (first..=last).contains(&haul.sentence) && !left_out {
                haul.action = verb.action;
                haul.told.push(number);
            }
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
