//! What a sentence shows.

use cairn_model::Device;

use super::features::{Feature, Flag};
use crate::context::Context;
use crate::effects::Harm;
use crate::incidents::{Facts, Verdict};
use crate::mentions::{DateKind, PlaceRole};
use crate::segment::SentenceKind;

/// Tokens of a short sentence, and of a long one.
const SHORT: usize = 10;
const LONG: usize = 40;

/// The features of a sentence, in ascending order, each once.
pub(in crate::learned) fn features_of(context: &Context<'_>, facts: &Facts) -> Vec<Feature> {
    let doc = context.doc;
    let cues = context.cues();
    let mut found = Vec::with_capacity(96);
    for at in facts.tokens.clone() {
        for term in doc.terms_at(at) {
            found.extend(cues.cue(term.class, doc.entry(term)).map(Feature::cue));
            found.extend(cues.kind(term.class).map(Feature::kind));
        }
    }
    let mut flags = Flags(Vec::with_capacity(48));
    flags.add(true, Flag::Always);
    let (killed, injured, counted) = flags.effects(context, facts);
    let harm = !facts.effects.is_empty();
    let item = flags.devices(context, facts);
    let time = flags.dates(context, facts);
    let there = flags.places(context, facts);
    let blast = flags.triggers(context, facts);
    flags.sentence(context, facts);
    let has = |flags: &Flags, flag: Flag| flags.0.contains(&flag);
    let (day, year, month) =
        (has(&flags, Flag::Day), has(&flags, Flag::Year), has(&flags, Flag::Month));
    flags.add(killed && item, Flag::KilledByItem);
    flags.add(injured && item, Flag::InjuredByItem);
    flags.add(item && day, Flag::ItemOnDay);
    flags.add(harm && day, Flag::HarmOnDay);
    flags.add(counted && time, Flag::CountedAndTime);
    flags.add(counted && item, Flag::CountedAndItem);
    flags.add(counted && there, Flag::CountedThere);
    flags.add(harm && year, Flag::HarmInYear);
    flags.add(harm && month, Flag::HarmInMonth);
    flags.add(harm && there, Flag::HarmThere);
    let contact = has(&flags, Flag::Contact);
    flags.add(contact && item, Flag::ContactWithItem);
    flags.add(blast && day, Flag::BlastOnDay);
    flags.add(blast && there, Flag::BlastThere);
    found.extend(flags.0.into_iter().map(Feature::flag));
    found.sort_unstable();
    found.dedup();
    found
}

struct Flags(Vec<Flag>);

impl Flags {
    fn add(&mut self, holds: bool, flag: Flag) {
        if holds {
            self.0.push(flag);
        }
    }

    /// Whether killed, injured, any counted people are told of.
    fn effects(&mut self, context: &Context<'_>, facts: &Facts) -> (bool, bool, bool) {
        let (mut killed, mut injured, mut counted) = (false, false, false);
        for effect in facts.effects.iter().map(|&i| &context.effects[i]) {
            self.add(effect.negated, Flag::Denied);
            self.add(effect.toll, Flag::Toll);
            if effect.negated {
                continue;
            }
            self.0.push(match effect.harm {
                Harm::Killed => Flag::Killed,
                Harm::Injured => Flag::Injured,
                Harm::Unharmed => Flag::Unharmed,
                Harm::Casualties => Flag::Casualties,
                Harm::Harmed => Flag::Harmed,
            });
            killed |= effect.harm == Harm::Killed;
            injured |= effect.harm == Harm::Injured;
            self.add(effect.weak, Flag::Weak);
            self.add(effect.resumed, Flag::Resumed);
            self.add(effect.people.is_empty(), Flag::Nobody);
            counted |= effect.people.iter().any(|&i| context.people[i].count.is_some());
        }
        self.add(counted, Flag::Counted);
        (killed, injured, counted)
    }

    /// Whether ordnance is named.
    fn devices(&mut self, context: &Context<'_>, facts: &Facts) -> bool {
        for device in facts.devices.iter().map(|&i| &context.devices[i]) {
            self.0.push(match device.device {
                Device::AntipersonnelMine | Device::AntivehicleMine | Device::MineUnspecified => {
                    Flag::Mine
                }
                Device::ImprovisedMine => Flag::ImprovisedMine,
                Device::ClusterSubmunition => Flag::Submunition,
                Device::ErwOther => Flag::OtherOrdnance,
                Device::IedOther | Device::BoobyTrap => Flag::OtherDevice,
                _ => Flag::UnknownDevice,
            });
            self.add(device.plural, Flag::Items);
            self.add(!device.plural && !device.vague, Flag::Item);
            self.add(device.vague, Flag::VagueItem);
        }
        !facts.devices.is_empty()
    }

    /// Whether a time is told.
    fn dates(&mut self, context: &Context<'_>, facts: &Facts) -> bool {
        let mut told = false;
        for date in context.dates_in(&facts.tokens) {
            self.0.push(match date.kind {
                DateKind::Day => Flag::Day,
                DateKind::Days => Flag::Days,
                DateKind::Month => Flag::Month,
                DateKind::Season => Flag::Season,
                DateKind::Year => Flag::Year,
                DateKind::Period => Flag::Period,
                DateKind::Dateline => Flag::Dateline,
            });
            told |= date.kind != DateKind::Dateline;
        }
        self.add(!told, Flag::NoTime);
        told
    }

    /// Whether a settlement says where.
    fn places(&mut self, context: &Context<'_>, facts: &Facts) -> bool {
        let mut there = false;
        for place in context.places_in(&facts.tokens) {
            let (settlement, district) = (place.settlement.is_some(), place.district.is_some());
            let at = place.role == PlaceRole::Where;
            there |= at && settlement;
            self.add(at && settlement, Flag::Settlement);
            self.add(at && !settlement && district, Flag::District);
            self.add(!at && place.role != PlaceRole::Passing, Flag::OtherPlace);
            self.add(place.role == PlaceRole::Passing, Flag::PlaceInPassing);
        }
        there
    }

    /// Whether an explosion is told.
    fn triggers(&mut self, context: &Context<'_>, facts: &Facts) -> bool {
        let doc = context.doc;
        let class = doc.class("explosions");
        for trigger in &facts.triggers {
            let Some(entry) = doc.entry_at(trigger.start, class) else { continue };
            self.0.push(match &*entry.value {
                "contact" => Flag::Contact,
                "goes_off" => Flag::GoesOff,
                "struck" => Flag::Struck,
                "wrecks" => Flag::Wrecks,
                _ => Flag::Blast,
            });
            self.add(entry.has("weak"), Flag::WeakTrigger);
            self.add(entry.has("plural"), Flag::Triggers);
        }
        !facts.triggers.is_empty()
    }

    fn sentence(&mut self, context: &Context<'_>, facts: &Facts) {
        let doc = context.doc;
        let verdict = Verdict::of(context, facts);
        self.add(verdict.contact, Flag::ByVictim);
        self.add(verdict.remote, Flag::Remote);
        self.add(verdict.plural, Flag::Plural);
        self.add(verdict.sequel, Flag::Sequel);
        self.add(facts.summary, Flag::Summary);
        self.add(verdict.cumulative, Flag::CumulativeByRules);
        self.add(verdict.otherwise, Flag::OtherwiseByRules);
        self.add(verdict.unreal, Flag::UnrealByRules);
        let sentence = &doc.sentences[facts.sentence];
        self.add(sentence.kind == SentenceKind::Title, Flag::Title);
        self.add(sentence.kind == SentenceKind::Item, Flag::InItem);
        let body = sentence.kind != SentenceKind::Title;
        self.add(body && sentence.paragraph <= 1, Flag::Lead);
        self.add(context.is_tally_sentence(facts.sentence), Flag::Tallying);
        let middle = facts.tokens.start.midpoint(facts.tokens.end);
        self.add(doc.is_quoted(middle), Flag::Quoted);
        self.add(facts.tokens.len() < SHORT, Flag::Short);
        self.add(facts.tokens.len() >= LONG, Flag::Long);
    }
}
