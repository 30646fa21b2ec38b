//! Whether what a sentence tells is enough to begin an incident.

use std::ops::Range;

use super::facts::Facts;
use crate::context::Context;
use crate::effects::{Effect, Harm};
use crate::lexicon::Entry;
use crate::mentions::{DateKind, NumberKind};

impl Facts {
    /// Whether some effect counts people.
    pub(super) fn counts(&self, context: &Context<'_>) -> bool {
        self.effects.iter().any(|&i| {
            let people = &context.effects[i].people;
            people.iter().any(|&p| context.people[p].count.is_some())
        })
    }
}

/// Whether a sentence counts people of its own, not ones spoken of before.
pub(super) fn counts_anew(context: &Context<'_>, facts: &Facts) -> bool {
    facts.effects.iter().any(|&i| {
        let effect = &context.effects[i];
        !effect.resumed
            && !effect.negated
            && effect.people.iter().any(|&p| {
                let person = &context.people[p];
                person.count.is_some() && facts.tokens.contains(&person.tokens.start)
            })
    })
}

/// Whether a sentence counts people of its own who were harmed.
pub(super) fn harms_anew(context: &Context<'_>, facts: &Facts) -> bool {
    counts_anew(context, facts) && !spares(context, facts)
}

/// Whether a sentence tells of nobody but people who were not harmed.
pub(super) fn spares(context: &Context<'_>, facts: &Facts) -> bool {
    facts.effects.iter().all(|&i| context.effects[i].harm == Harm::Unharmed)
}

/// Whether a sentence speaks of the incident told of before ("17 Kasım'da yaşanan olayda").
pub(super) fn takes_up(context: &Context<'_>, facts: &Facts) -> bool {
    let class = context.doc.class("explosions");
    facts.devices.is_empty()
        && facts
            .triggers
            .iter()
            .any(|t| context.doc.entry_at(t.start, class).is_some_and(|e| e.has("back")))
}

/// Whether a sentence counts a single person, known by name or age: one of those counted before.
pub(super) fn counts_one(context: &Context<'_>, facts: &Facts) -> bool {
    let counted = facts.effects.iter().flat_map(|&i| &context.effects[i].people);
    let mut people = counted.filter(|&&p| context.people[p].count.is_some());
    let Some(&one) = people.next() else { return false };
    context.people[one].is_individual() && people.all(|&next| next == one)
}

/// Whether ordnance is named in the sentences that follow a lead.
pub(super) fn ordnance_near(context: &Context<'_>, number: usize) -> bool {
    let sentences = &context.doc.sentences;
    let end = sentences[(number + 8).min(sentences.len() - 1)].tokens.end;
    context.devices.iter().any(|d| !d.vague && d.tokens.start < end)
}

/// Whether somebody is said to have been harmed.
pub(super) fn harms(context: &Context<'_>, facts: &Facts) -> bool {
    facts.effects.iter().any(|&i| {
        let effect = &context.effects[i];
        let day = |&i: &usize| context.dates.mentions[i].kind == DateKind::Day;
        let dated = facts.dates.iter().chain(&facts.setting.dates).any(day);
        // "Last month a landmine took the leg of …": one item, and when or where.
        let set = || {
            let place = |&i: &usize| context.places[i].detail() > 0;
            effect.harm == Harm::Injured
                && (!facts.dates.is_empty() || facts.places.iter().any(place))
                && names_an_item(context, facts)
                && facts.devices.iter().all(|&i| !context.devices[i].vague)
        };
        // "were blown up" may be said of mines: it needs people. "Nobody was hurt" is no harm.
        let certain = !matches!(effect.harm, Harm::Harmed | Harm::Unharmed);
        let told_of = !effect.people.is_empty() || certain && (dated || set());
        !effect.weak && !is_count(effect) && !effect.negated && told_of
    })
}

/// "twelve casualties": a count of people and no occurrence, as "six were killed or injured" is.
pub(super) fn is_count(effect: &Effect) -> bool {
    effect.harm == Harm::Casualties && effect.own_count
}

/// Tokens behind "was wrecked by" among which what exploded is named.
const NEAR: usize = 10;

/// Whether a sentence may begin an incident: an explosion or harm, with ordnance named.
pub(super) fn begins(context: &Context<'_>, facts: &Facts) -> bool {
    let harms = harms(context, facts);
    let mut own = facts.devices.iter();
    let certain = own.any(|&i| !context.devices[i].vague)
        || facts.same_kind
        || facts.series && !facts.setting.devices.is_empty();
    let class = context.doc.class("explosions");
    let exploded = facts.triggers.iter().any(|trigger| {
        // "was blown up" alone may be a demolition, and who picks up a shell may hand it in.
        let entry = context.doc.entry_at(trigger.start, class);
        let by_device = || {
            let behind = trigger.end..trigger.end + NEAR;
            facts.devices.iter().any(|&i| behind.contains(&context.devices[i].tokens.start))
        };
        let sure = |e: &Entry| {
            !e.has("weak")
                && (&*e.value != "struck" || by_device())
                && (facts.remote || !is_done(context, facts, trigger))
        };
        harms || entry.is_none_or(sure)
    });
    // "mine explosions", "55 per cent of the blasts": no one occasion.
    let general = facts.plural
        || !harms && is_one_of_row(context, facts)
        || context
            .numbers
            .iter()
            .any(|n| n.kind == NumberKind::Percent && facts.tokens.contains(&n.tokens.start));
    // A denial must say of what: a day or a place.
    let doubted = facts.doubt.is_some() && (exploded || certain) && some_setting(facts);
    // "On 16 July three soldiers were hurt at A": a day, a place and figures of its own.
    let day = |&i: &usize| {
        matches!(context.dates.mentions[i].kind, DateKind::Day | DateKind::Days | DateKind::Month)
    };
    // What somebody is quoted to say of the dead belongs to what was told.
    let quoted = context.doc.is_quoted(super::setting::anchor(context, facts));
    let set = facts.dates.iter().chain(&facts.setting.dates).any(day)
        && !(facts.places.is_empty() && facts.setting.places.is_empty());
    let own_setting =
        set && !quoted && counts_anew(context, facts) && !tells_of_bodies(context, facts);
    // "A lorry was blown up" in so many words, whatever it ran over.
    let blown_up = facts.triggers.iter().any(|trigger| {
        context.doc.entry_at(trigger.start, class).is_some_and(|entry| entry.has("alone"))
    });
    // "On Friday four boys tried to open a shell near A. Three of them were killed": a day, a place and
    // ordnance told right before.
    let set = &facts.setting;
    // "In the spring of 1991 his daughters found a grenade."
    let some_time = |&i: &usize| {
        day(&i) || matches!(context.dates.mentions[i].kind, DateKind::Season | DateKind::Year)
    };
    let fresh = facts.effects.iter().any(|&i| {
        let effect = &context.effects[i];
        !effect.resumed && !effect.weak && !effect.negated && effect.harm != Harm::Unharmed
    });
    let scene = harms
        && fresh
        && facts.dates.is_empty()
        && facts.places.is_empty()
        && set.dates.iter().any(some_time)
        && (!set.places.is_empty() || set.devices.iter().any(|&i| is_introduced(context, i)))
        && set.devices.iter().any(|&i| !context.devices[i].vague && !context.devices[i].plural);
    let item = blown_up
        || facts.particular
        || takes_item_up(context, facts)
        || names_an_item(context, facts)
        || enters_field(context, facts);
    // "In June a similar device killed two soldiers."
    let named = harms && counts_anew(context, facts) && !facts.devices.is_empty();
    let dated = named && facts.dates.iter().any(day);
    // "Four children were killed by a device in A": so does a place of its own.
    let placed = named && facts.places.iter().any(|&i| context.places[i].settlement.is_some());
    let agent = named && some_setting(facts) && is_agent(context, facts);
    if is_general(context, facts) {
        return false;
    }
    (harms && (certain || exploded || own_setting || dated || placed || agent || scene))
        || (exploded && !general && item && some_setting(facts))
        || doubted
        || facts.accident && is_accident(context, facts)
}

/// "It is the third time in a month that a lorry hits a mine": all of a row, the last of which is told elsewhere.
fn is_one_of_row(context: &Context<'_>, facts: &Facts) -> bool {
    let doc = context.doc;
    let times = doc.class("times");
    facts.dates.is_empty()
        && context.numbers.iter().any(|n| {
            n.kind == NumberKind::Ordinal
                && facts.tokens.contains(&n.tokens.start)
                && doc.entry_at(n.tokens.end, times).is_some()
        })
}

/// "a buried shell", and not "the grenade": ordnance of which nothing was told before.
fn is_introduced(context: &Context<'_>, device: usize) -> bool {
    const LONGEST: usize = 3;
    let doc = context.doc;
    let start = context.devices[device].tokens.start;
    (start.saturating_sub(LONGEST)..start)
        .rev()
        .find_map(|at| doc.entry_at(at, doc.class("determiners")))
        .is_some_and(|article| &*article.value == "indefinite")
}

/// "It was detonated in a quarry", "it was exploded at the range": by those who cleared it, where nobody
/// was harmed.
fn is_done(context: &Context<'_>, facts: &Facts, trigger: &Range<usize>) -> bool {
    let doc = context.doc;
    let (explosions, auxiliaries) = (doc.class("explosions"), doc.class("auxiliaries"));
    let goes_off = doc.entry_at(trigger.start, explosions).is_some_and(|e| &*e.value == "goes_off");
    let be = |at: usize| doc.entry_at(at, auxiliaries).is_some_and(|e| &*e.value == "be");
    let first = trigger.start.checked_sub(1).filter(|&at| be(at)).unwrap_or(trigger.start);
    let thing = first.checked_sub(1).filter(|at| *at >= facts.tokens.start);
    goes_off && be(first) && thing.is_some_and(|at| doc.entry_at(at, doc.class("things")).is_some())
}

/// "Residents have been killed by explosives left in their homes": many mines, people nobody counts, and no day.
pub(super) fn is_general(context: &Context<'_>, facts: &Facts) -> bool {
    let mut people = facts
        .effects
        .iter()
        .flat_map(|&i| &context.effects[i].people)
        .map(|&i| &context.people[i])
        .peekable();
    let dated = facts.dates.iter().any(|&i| !context.dates.mentions[i].span.is_unknown());
    !dated
        && facts.triggers.is_empty()
        && !facts.devices.is_empty()
        && facts.devices.iter().all(|&i| context.devices[i].plural)
        && people.peek().is_some()
        && people.all(|people| people.count.is_none() && people.plural)
}

/// "Four children were killed by a device": what harmed them, whatever it was.
fn is_agent(context: &Context<'_>, facts: &Facts) -> bool {
    const FARTHEST: usize = 4;
    let doc = context.doc;
    let passive = |i: &usize| {
        let end = context.effects[*i].tokens.end;
        let near = end..end + FARTHEST;
        let by = doc.entry_at(end, doc.class("place_prepositions"));
        by.is_some_and(|by| &*by.value == "by") && !context.devices_in(&near).is_empty()
    };
    facts.effects.iter().any(passive)
}

/// "The hospital received two bodies on Monday": what came of something told before.
fn tells_of_bodies(context: &Context<'_>, facts: &Facts) -> bool {
    let class = context.doc.class("remains");
    let body = |&i: &usize| {
        let effect = &context.effects[i];
        effect.own_count && context.doc.entry_at(effect.tokens.start, class).is_some()
    };
    facts.triggers.is_empty() && !facts.effects.is_empty() && facts.effects.iter().all(body)
}

/// Whether an entry in a list of accidents tells of one, though of nobody harmed: "a dog died", "sheep
/// killed by a mine".
fn is_accident(context: &Context<'_>, facts: &Facts) -> bool {
    let doc = context.doc;
    let found = doc.terms_in(facts.tokens.clone(), doc.class("find_verbs")).next().is_some();
    let item =
        names_an_item(context, facts) && facts.devices.iter().any(|&i| !context.devices[i].vague);
    !found && (item || !facts.triggers.is_empty() || !facts.effects.is_empty())
}

/// "On 18 August troops walked into a minefield near A": a day and a place, and somebody hurt in the
/// sentences that follow.
fn enters_field(context: &Context<'_>, facts: &Facts) -> bool {
    let sentences = &context.doc.sentences;
    let last = (facts.sentence + 2).min(sentences.len() - 1);
    let next = facts.tokens.end..sentences[last].tokens.end;
    let day = |&i: &usize| context.dates.mentions[i].kind == DateKind::Day;
    facts.contact
        && facts.dates.iter().any(day)
        && !facts.places.is_empty()
        && context.effects.iter().any(|effect| {
            next.contains(&effect.tokens.start)
                && !effect.weak
                && !effect.negated
                && !effect.people.is_empty()
        })
}

/// "A boy picked up a grenade in A. It exploded in his hand": the item named right before.
fn takes_item_up(context: &Context<'_>, facts: &Facts) -> bool {
    let doc = context.doc;
    let (things, explosions) = (doc.class("things"), doc.class("explosions"));
    let goes_off = |trigger: &Range<usize>| {
        doc.entry_at(trigger.start, explosions).is_some_and(|e| &*e.value == "goes_off")
            && trigger.start > facts.tokens.start
            && doc.entry_at(trigger.start - 1, things).is_some()
    };
    let item = |&i: &usize| !context.devices[i].vague && !context.devices[i].plural;
    facts.triggers.first().is_some_and(goes_off) && facts.setting.devices.iter().any(item)
}

/// Whether one item is named, and not only mines in general or a minefield (which may be a figure
/// of speech).
fn names_an_item(context: &Context<'_>, facts: &Facts) -> bool {
    let class = context.doc.class("device");
    facts.devices.iter().any(|&i| {
        let start = context.devices[i].tokens.start;
        let field = context.doc.entry_at(start, class).is_some_and(|entry| entry.has("field"));
        !field && !context.devices[i].plural
    })
}

fn some_setting(facts: &Facts) -> bool {
    let known = |own: &[usize], before: &[usize]| !own.is_empty() || !before.is_empty();
    known(&facts.dates, &facts.setting.dates) || known(&facts.places, &facts.setting.places)
}
