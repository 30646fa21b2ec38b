//! What later words do with ordnance told of before: "the two mines were destroyed", "all five were
//! blown up the same evening".

use cairn_model::{CountRange, Device, FindAction};

use crate::finds::haul::{Haul, Hauls, Part};
use crate::finds::hauls::{Reader, is_mine};
use crate::finds::items::Item;
use crate::finds::verbs::{Form, Verb};
use crate::segment::SentenceKind;

/// A find is taken up at most this many sentences later, in its paragraph.
const TOLD_WITHIN: usize = 3;

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
        // "Sappers took it away", and not "It blew up in her hands".
        let object = verb.form.takes_object()
            && verb.form != Form::Gerund
            && self.is_pronoun(verb.tokens.end, verb.tokens.end + 2);
        let own = hauls.hauls.iter().any(|haul| haul.sentence == number);
        if object && !own {
            self.take_up(number, verb, hauls);
            return;
        }
        if verb.form == Form::Active && verb.particle.is_none() {
            return;
        }
        let passive = verb.form == Form::Passive
            && self.is_pronoun(doc.sentences[number].tokens.start, verb.tokens.start)
            && !hauls.hauls.iter().any(|haul| haul.sentence + 1 == number);
        if passive && !own {
            self.take_up(number, verb, hauls);
            return;
        }
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
                if verb.action != FindAction::Found {
                    haul.action = verb.action;
                }
                haul.told.push(number);
            }
        }
    }

    /// "Pupils brought a grenade to class. Experts made it safe.": what the sentence before names, whether
    /// anything was done with it there or not.
    fn take_up(&self, number: usize, verb: &Verb, hauls: &mut Hauls) {
        let doc = self.context.doc;
        let Some(before) = number.checked_sub(1) else { return };
        // "A bomb was found. Nobody had to leave. Specialists took it away.": told a little before.
        let paragraph = doc.sentences[number].paragraph;
        let before = hauls
            .hauls
            .last()
            .map(|haul| haul.sentence)
            .filter(|&told| told < number && told + TOLD_WITHIN >= number)
            .filter(|&told| doc.sentences[told].paragraph == paragraph)
            .unwrap_or(before);
        let known = hauls.hauls.iter_mut().filter(|haul| haul.sentence == before);
        let mut any = false;
        for haul in known {
            any = true;
            if verb.action != FindAction::Found {
                haul.action = verb.action;
                haul.told.push(number);
            }
        }
        let sentence = &doc.sentences[before];
        let near = sentence.kind == SentenceKind::Body
            && sentence.paragraph + 1 >= doc.sentences[number].paragraph;
        let went_off = doc
            .terms_in(sentence.tokens.clone(), doc.class("explosions"))
            .any(|term| &*doc.entry(term).value == "goes_off");
        if any || !near || went_off || verb.action == FindAction::Found {
            return;
        }
        let Some(mut item) = self.items.items(&sentence.tokens).pop() else { return };
        if item.none || item.vague || item.definite || item.plural && item.count.is_none() {
            return;
        }
        item.count = item.count.or_else(|| Some(CountRange::exactly(1)));
        let told = vec![before, number];
        let (action, made, cells) = (verb.action, None, None);
        let part = Part::Own;
        hauls.hauls.push(Haul { item, action, sentence: before, made, part, told, cells });
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
