//! What single sentences tell: explosions, harm, days, places, ordnance; and whether that is enough to
//! begin an incident.

use std::ops::Range;

use cairn_model::IncidentStatus;

use super::begins::is_count;
use super::doubt::{doubt, rumour};
use super::held::Setting;
use super::otherwise::{is_otherwise, is_unreal};
use super::scope::{
    is_counted, is_cumulative, is_ruled_out, set_off, set_off_by_attackers, sums_up,
};
use super::triggers::{device_starts, is_done_by_device, triggers};
use crate::context::Context;
use crate::counts;
use crate::doc::Doc;
use crate::effects::{Effect, Harm};
use crate::mentions::{DateKind, PlaceMention, PlaceRole};
use crate::token::TokenKind;

/// What one sentence tells of an explosion.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Number of the sentence.
    pub sentence: usize,
    /// Its tokens (a part of the sentence where it tells of two occasions).
    pub tokens: Range<usize>,
    /// The explosion's words.
    pub triggers: Vec<Range<usize>>,
    /// Effects, as indices into the context's.
    pub effects: Vec<usize>,
    /// Days, as indices into the context's.
    pub dates: Vec<usize>,
    /// Places that say where, as indices into the context's.
    pub places: Vec<usize>,
    /// Ordnance, as indices into the context's.
    pub devices: Vec<usize>,
    /// Says that it did not happen, or that it is not sure.
    pub doubt: Option<IncidentStatus>,
    /// A word that begins another occasion.
    pub another: bool,
    /// Names ordnance as another ("a second mine").
    pub(super) another_item: bool,
    /// Sums several occasions up ("killed in separate blasts").
    pub summary: bool,
    /// What the paragraph said before of day and place.
    pub(super) setting: Setting,
    /// Whether the victim set it off.
    pub(super) contact: bool,
    /// Whether somebody set it off who watched.
    pub(super) remote: bool,
    /// Whether it names ordnance of the kind last told of ("a similar device").
    pub(super) same_kind: bool,
    /// Whether it sets another version against the one told before.
    pub(crate) contrasts: bool,
    /// Whether it speaks of explosions in the plural only.
    pub(super) plural: bool,
    /// Whether it is a part of a sentence that strings occasions together, so that what it leaves out
    /// holds from the part before.
    pub(super) series: bool,
    /// Whether it names each of several occasions by its day.
    pub(super) particular: bool,
    /// Whether it stands in an entry of a list of incidents.
    pub(crate) listed: bool,
    /// Whether it stands in a record of a list.
    pub(super) recorded: bool,
    /// Whether that is a list of accidents, and the entry has a day.
    pub(super) accident: bool,
    /// Whether it only tells what became later of people already harmed.
    pub(super) sequel: bool,
    /// Whether weights say that it tells of an occasion, and rules make nothing of it.
    pub(crate) weighed: bool,
}

/// What a sentence, or a part of one, has to be asked for first.
pub(super) struct Seen {
    /// Effects, as indices into the context's.
    pub(super) effects: Vec<usize>,
    /// Whether it gives figures over a period.
    pub(super) cumulative: bool,
}

impl Seen {
    pub(super) fn of(context: &Context<'_>, tokens: &Range<usize>) -> Self {
        let effects = effects_in(context, tokens);
        Self { cumulative: is_cumulative(context, tokens, &effects), effects }
    }
}

/// Days, months and years that may be an event's; not the dateline's, and not a day on which
/// somebody only said something.
pub(super) fn event_dates(context: &Context<'_>, tokens: &Range<usize>) -> Vec<usize> {
    context.dates_where(tokens, |d| {
        let length = matches!(d.kind, DateKind::Days | DateKind::Year) && d.span.is_unknown();
        // What is told has happened.
        let yet = context.dates.published.is_some_and(|p| d.span.from.is_some_and(|from| from > p));
        !matches!(d.kind, DateKind::Dateline | DateKind::Period) && !length && !yet
    })
}

/// "Two weeks after he stepped on a mine, he died": the days told as so long before another.
fn days_before(context: &Context<'_>, tokens: &Range<usize>) -> Vec<usize> {
    let doc = context.doc;
    let class = doc.class("date_words");
    context.dates_where(tokens, |d| {
        !d.span.is_unknown()
            && doc.entry_at(d.tokens.end - 1, class).is_some_and(|e| &*e.value == "after")
    })
}

/// "The toll of | Saturday's | blast has risen to six": the days in what a toll is said to be of.
fn days_of_toll(context: &Context<'_>, effects: &[usize], tokens: &Range<usize>) -> Vec<usize> {
    let doc = context.doc;
    let verb = |at: usize| {
        doc.entry_at(at, doc.class("auxiliaries")).is_some()
            || doc.entry_at(at, doc.class("toll_rises")).is_some()
    };
    let Some(toll) = effects.iter().map(|&i| &context.effects[i]).find(|effect| effect.toll) else {
        return Vec::new();
    };
    let end = (toll.tokens.end..tokens.end).find(|&at| verb(at)).unwrap_or(toll.tokens.end);
    event_dates(context, &(toll.tokens.end..end))
}

pub(super) fn event_places(context: &Context<'_>, tokens: &Range<usize>) -> Vec<usize> {
    context.places_where(tokens, |p| {
        p.role == PlaceRole::Where
            && p.settlement.is_some() | p.district.is_some()
            && !is_speakers(context, &p.tokens)
            && !is_of_model(context, p)
    })
}

/// "an OZM-4 on the Sena line": a model, which is no place.
pub(super) fn is_of_model(context: &Context<'_>, place: &PlaceMention) -> bool {
    let models = context.devices_in(&place.tokens);
    models.iter().any(|device| device.model.is_some())
}

/// "an officer in X said": where those are who speak.
fn is_speakers(context: &Context<'_>, place: &Range<usize>) -> bool {
    context.sources.iter().any(|source| {
        let (start, end) = (source.tokens.start, source.tokens.end.max(source.cue.start));
        let tied = source.cue.start <= start || source.cue.start >= source.tokens.end;
        start < place.start && place.end <= end && tied && end <= source.tokens.end + FARTHEST
    })
}

/// Tokens between a speaker and what is said, among which it says where they are.
const FARTHEST: usize = 5;

/// "on the track to X": where somebody was going.
pub(super) fn is_on_the_way(context: &Context<'_>, place: usize) -> bool {
    const LONGEST: usize = 5;
    let doc = context.doc;
    let start = context.places[place].tokens.start;
    let near = start.saturating_sub(LONGEST)..start;
    doc.terms_in(near, doc.class("place_prepositions"))
        .any(|term| term.end == start && &*doc.entry(term).value == "way")
}

/// What a sentence tells, `None` when it tells of no explosion and no harm by one. `entry` tells that it
/// stands in an entry of a list, `begun` that some occasion was told before.
pub(super) fn facts(
    context: &Context<'_>,
    number: usize,
    tokens: Range<usize>,
    seen: &Seen,
    (entry, begun): (bool, bool),
) -> Option<Facts> {
    if seen.cumulative && !entry {
        return None;
    }
    let doc = context.doc;
    let effects = &seen.effects;
    let harms = effects.iter().any(|&i| {
        let effect = &context.effects[i];
        !effect.weak && !effect.negated && !is_count(effect)
    });
    let old = superseded(doc, &tokens, begun);
    // "First reports spoke of one death; the governor now puts the dead at three."
    let anew = old.and_then(|old| (old..tokens.end).find(|&at| doc.tokens[at].is_mark(";")));
    let gone = |i: usize| {
        let start = context.effects[i].tokens.start;
        old.is_some_and(|old| start > old) && anew.is_none_or(|anew| start < anew)
    };
    if old.is_some() && begun && effects.iter().all(|&i| gone(i)) {
        return None;
    }
    if is_unreal(doc, &tokens) {
        return None;
    }
    let devices = devices_of(context, &tokens);
    if is_otherwise(context, &tokens, &devices) {
        return None;
    }
    let triggers = triggers(context, &tokens, &devices);
    let certain = devices.iter().any(|&i| !context.devices[i].vague);
    let told = !triggers.is_empty() || certain;
    let doubt =
        doubt(doc, &tokens).or_else(|| told.then(|| rumour(doc, number, &tokens)).flatten());
    let hypothetical = doc
        .terms_in(tokens.clone(), doc.class("hypothetical"))
        .filter(|term| !doc.tokens[term.start].is_capitalised() || term.start == tokens.start)
        // "A bus hit a mine, and many are feared dead": what is told first did happen.
        .any(|term| triggers.first().is_none_or(|trigger| term.start < trigger.start));
    if hypothetical && !harms {
        return None;
    }
    if triggers.is_empty()
        && effects.is_empty()
        && doubt.is_none()
        && (!entry || devices.is_empty())
    {
        return None;
    }
    let told = Told { devices, effects: effects.clone(), triggers };
    let mut facts = Facts { doubt, ..facts_with(context, number, tokens, told) };
    // "Nobody died, contrary to first reports of two dead": what stands before holds.
    facts.effects.retain(|&i| !gone(i));
    Some(facts)
}

/// Where words begin that introduce figures which no longer hold. Some do so only of what was told
/// before ("they had spoken of six").
pub(super) fn superseded(doc: &Doc<'_>, tokens: &Range<usize>, begun: bool) -> Option<usize> {
    let mut terms = doc.terms_in(tokens.clone(), doc.class("superseded"));
    terms.find(|term| begun || !doc.entry(term).has("later")).map(|term| term.start)
}

/// All that a sentence tells, whatever it amounts to.
pub(super) fn facts_of(context: &Context<'_>, number: usize, tokens: Range<usize>) -> Facts {
    let devices = devices_of(context, &tokens);
    let triggers = triggers(context, &tokens, &devices);
    let told = Told { devices, effects: effects_in(context, &tokens), triggers };
    facts_with(context, number, tokens, told)
}

/// The ordnance, the effects and the explosions that a sentence names.
struct Told {
    devices: Vec<usize>,
    effects: Vec<usize>,
    triggers: Vec<Range<usize>>,
}

/// All that a sentence tells which names these.
fn facts_with(context: &Context<'_>, number: usize, tokens: Range<usize>, told: Told) -> Facts {
    let Told { devices, effects, triggers } = told;
    let doc = context.doc;
    let attackers = set_off_by_attackers(context, &tokens);
    let sequels = effects.iter().map(|&i| &context.effects[i]);
    let sequels: Vec<&Effect> = sequels.filter(|e| counts::is_sequel(context, e)).collect();
    let dies = sequels.iter().any(|effect| effect.harm == Harm::Killed);
    let sequel = triggers.is_empty()
        && !sequels.is_empty()
        && effects.iter().all(|&i| {
            let effect = &context.effects[i];
            // "The mother died on Tuesday at the hospital, and her two sons remain there with wounds."
            let beside = dies && devices.is_empty() && effect.harm != Harm::Killed;
            effect.weak
                || effect.resumed
                || effect.people.is_empty()
                || beside
                || counts::is_sequel(context, effect)
        });
    let mut places = event_places(context, &tokens);
    // "… died five days later in Luena": where he died is not where it exploded.
    if sequel && let Some(first) = sequels.first() {
        places.retain(|&i| context.places[i].tokens.start < first.tokens.start);
    }
    Facts {
        sentence: number,
        // The day on which somebody died is not that of the explosion.
        dates: if sequel {
            let mut dates = days_before(context, &tokens);
            dates.extend(days_of_toll(context, &effects, &tokens));
            dates
        } else {
            event_dates(context, &tokens)
        },
        effects,
        sequel,
        weighed: false,
        series: false,
        listed: false,
        recorded: false,
        accident: false,
        particular: false,
        places,
        devices,
        doubt: None,
        another: doc
            .terms_in(tokens.clone(), doc.class("another"))
            .any(|term| !(doc.entry(term).has("after") && is_told_of(context, term.end))),
        another_item: doc.terms_in(tokens.clone(), doc.class("another")).any(|term| {
            doc.entry(term).has("too") || device_starts(context, term.end..term.end + 1)
        }),
        summary: sums_up(context, &tokens),
        setting: Setting::default(),
        contrasts: contrasts(context, &tokens),
        plural: !triggers.is_empty()
            && triggers.iter().all(|t| {
                doc.entry_at(t.start, doc.class("explosions")).is_some_and(|e| e.has("plural"))
                    || is_counted(context, t.start)
            }),
        contact: doc.terms_in(tokens.clone(), doc.class("explosions")).any(|term| {
            &*doc.entry(term).value == "contact"
                && !is_done_by_device(context, term, &tokens)
                && attackers.is_none_or(|verb| verb != term.start)
        }) || set_off(context, &tokens, "victim"),
        remote: attackers.is_some() || set_off(context, &tokens, "remote"),
        same_kind: doc
            .terms_in(tokens.clone(), doc.class("same_kind"))
            .any(|term| &*doc.entry(term).value != "frame")
            || stands_for_item(context, &tokens),
        triggers,
        tokens,
    }
}

/// "Another killed two brothers", "the second, near Tolm, wounded a girl": a word for one more that stands
/// for ordnance told of before.
fn stands_for_item(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    if context.devices_in(tokens).iter().any(|device| !device.vague) {
        return false;
    }
    let takes = |class: &str, at: usize| doc.entry_at(at, doc.class(class)).is_some();
    let object = |at: usize| context.people.iter().any(|people| people.tokens.start == at);
    doc.terms_in(tokens.clone(), doc.class("another")).any(|term| {
        // "were hurt by another"
        let alone = doc.entry(term).has("one")
            && !doc.tokens.get(term.end).is_some_and(|token| {
                token.is_word()
                    && !takes("place_prepositions", term.end)
                    && !takes("conjunctions", term.end)
            })
            && term.start.checked_sub(1).is_some_and(|at| takes("place_prepositions", at));
        let one = alone || takes("numbers", term.end) && !takes("people", term.end + 1);
        let end = term.end + usize::from(one);
        let active = doc.term_at(end, doc.class("effects")).is_some_and(|verb| object(verb.end));
        let goes_off = doc
            .entry_at(end, doc.class("explosions"))
            .is_some_and(|verb| matches!(&*verb.value, "goes_off" | "wrecks"));
        one || active || goes_off
    })
}

/// "a few hours after | the blast": whether an explosion spoken of as known stands here.
pub(super) fn is_told_of(context: &Context<'_>, at: usize) -> bool {
    let doc = context.doc;
    let article = doc.entry_at(at, doc.class("determiners"));
    article.is_some_and(|entry| &*entry.value == "definite")
        && doc.entry_at(at + 1, doc.class("explosions")).is_some_and(|e| &*e.value == "noun")
}

/// The effects whose words begin in a range of tokens.
fn effects_in(context: &Context<'_>, tokens: &Range<usize>) -> Vec<usize> {
    indices(&context.effects, |effect| tokens.contains(&effect.tokens.start))
}

/// The ordnance that a sentence names, without what it rules out.
fn devices_of(context: &Context<'_>, tokens: &Range<usize>) -> Vec<usize> {
    context.devices_where(tokens, |d| !is_ruled_out(context, d.tokens.start))
}

pub(super) fn indices<T>(things: &[T], mut keep: impl FnMut(&T) -> bool) -> Vec<usize> {
    things.iter().enumerate().filter(|(_, thing)| keep(thing)).map(|(index, _)| index).collect()
}

/// Whether a sentence sets one version against another; "grave but stable" does not.
fn contrasts(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    const SHORTEST: usize = 3;
    let doc = context.doc;
    doc.terms_in(tokens.clone(), doc.class("contrasts")).any(|term| {
        let behind = term.end..tokens.end.min(term.end + SHORTEST);
        let closes =
            behind.len() < SHORTEST || behind.clone().any(|at| doc.kind(at) == TokenKind::Mark);
        let opens = term.start == tokens.start || doc.kind(term.start - 1) == TokenKind::Mark;
        opens
            || !closes
            || term.end > term.start + 1
            || !crate::numbers::numbers_in(&context.numbers, behind).is_empty()
    })
}
