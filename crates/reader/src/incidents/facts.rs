//! What single sentences tell: explosions, harm, days, places, ordnance; and whether that is enough to
//! begin an incident.

use std::ops::Range;

use cairn_model::IncidentStatus;

use super::setting::is_reporting;
use crate::context::Context;
use crate::counts;
use crate::effects::Harm;
use crate::mentions::{DateKind, NumberKind, PlaceRole};
use crate::segment::SentenceKind;

/// A lead over more days than these gives figures and no occasions.
const LONGEST_LEAD: i32 = 7;

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
    /// Whether it only tells what became later of people already harmed.
    pub(super) sequel: bool,
}

/// Days and places that hold until others are named.
#[derive(Clone, Debug, Default)]
pub(super) struct Setting {
    pub(super) dates: Vec<usize>,
    pub(super) places: Vec<usize>,
    pub(super) devices: Vec<usize>,
}

impl Setting {
    pub(super) fn of(context: &Context<'_>, tokens: Range<usize>) -> Self {
        Self {
            dates: event_dates(context, &tokens),
            places: event_places(context, &tokens),
            devices: indices(&context.devices, |d| tokens.contains(&d.tokens.start)),
        }
    }

    pub(super) fn update(&mut self, own: Self) {
        if !own.dates.is_empty() {
            self.dates = own.dates;
        }
        if !own.places.is_empty() {
            self.places = own.places;
        }
        if !own.devices.is_empty() {
            self.devices = own.devices;
        }
    }
}

/// Days, months and years that may be an event's; not the dateline's, and not a day on which
/// somebody only said something.
pub(super) fn event_dates(context: &Context<'_>, tokens: &Range<usize>) -> Vec<usize> {
    indices(&context.dates.mentions, |d| {
        let length = matches!(d.kind, DateKind::Days | DateKind::Year) && d.span.is_unknown();
        tokens.contains(&d.tokens.start)
            && !matches!(d.kind, DateKind::Dateline | DateKind::Period)
            && !length
    })
}

pub(super) fn event_places(context: &Context<'_>, tokens: &Range<usize>) -> Vec<usize> {
    indices(&context.places, |p| {
        tokens.contains(&p.tokens.start)
            && p.role == PlaceRole::Where
            && p.settlement.is_some() | p.district.is_some()
    })
}

/// Whether a paragraph is an entry of a list of incidents: it begins with its day.
pub(super) fn is_entry(context: &Context<'_>, sentences: &Range<usize>) -> bool {
    let doc = context.doc;
    let first = &doc.sentences[sentences.start];
    let head = first.tokens.start..(first.tokens.start + 4).min(first.tokens.end);
    first.kind != SentenceKind::Title
        && context.dates.mentions.iter().any(|date| {
            let opens = head.contains(&date.tokens.start)
                && (head.start..date.tokens.start).all(|at| !doc.tokens[at].is_word());
            let set_off = matches!(doc.folded(date.tokens.end), "," | ":" | "." | "-")
                || !doc.tokens[date.tokens.start].is_word()
                || first.kind == SentenceKind::Item;
            opens && date.kind == DateKind::Day && set_off
        })
}

/// What a sentence tells, `None` when it tells of no explosion and no harm by one.
pub(super) fn facts(
    context: &Context<'_>,
    number: usize,
    tokens: Range<usize>,
    entry: bool,
) -> Option<Facts> {
    let doc = context.doc;
    let devices = devices_of(context, &tokens);
    let certain = devices.iter().any(|&i| !context.devices[i].vague && !is_ruled_out(context, i));
    let effects: Vec<usize> = indices(&context.effects, |e| tokens.contains(&e.tokens.start));
    let harms = effects.iter().any(|&i| {
        let effect = &context.effects[i];
        !effect.weak && !effect.negated && effect.harm != Harm::Casualties
    });
    if is_cumulative(context, &tokens, &effects) && !entry {
        return None;
    }
    if doc.terms_in(tokens.clone(), doc.class("superseded")).next().is_some() {
        return None;
    }
    if doc.terms_in(tokens.clone(), doc.class("unreal")).next().is_some() {
        return None;
    }
    let elsewhere = doc
        .terms_in(tokens.clone(), doc.class("other_causes"))
        .any(|term| !certain || doc.entry(term).has("always"));
    if elsewhere {
        return None;
    }
    let triggers = triggers(context, &tokens, &devices);
    let doubt = doc.terms_in(tokens.clone(), doc.class("denials")).next().map(|term| {
        if &*doc.entry(term).value == "unclear" {
            IncidentStatus::Unclear
        } else {
            IncidentStatus::Denied
        }
    });
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
    Some(Facts { doubt, ..facts_of(context, number, tokens) })
}

/// All that a sentence tells, whatever it amounts to.
fn facts_of(context: &Context<'_>, number: usize, tokens: Range<usize>) -> Facts {
    let doc = context.doc;
    let devices = devices_of(context, &tokens);
    let effects: Vec<usize> = indices(&context.effects, |e| tokens.contains(&e.tokens.start));
    let triggers = triggers(context, &tokens, &devices);
    let sequel = triggers.is_empty()
        && !effects.is_empty()
        && effects.iter().all(|&i| {
            let effect = &context.effects[i];
            effect.weak || effect.resumed || counts::is_sequel(context, effect)
        })
        && effects.iter().any(|&i| counts::is_sequel(context, &context.effects[i]));
    Facts {
        sentence: number,
        effects,
        // The day on which somebody died is not that of the explosion.
        dates: if sequel { Vec::new() } else { event_dates(context, &tokens) },
        sequel,
        series: false,
        listed: false,
        particular: false,
        places: event_places(context, &tokens),
        devices,
        doubt: None,
        another: doc.terms_in(tokens.clone(), doc.class("another")).next().is_some(),
        another_item: doc
            .terms_in(tokens.clone(), doc.class("another"))
            .any(|term| device_starts(context, term.end..term.end + 1)),
        summary: sums_up(context, &tokens),
        setting: Setting::default(),
        contrasts: doc.terms_in(tokens.clone(), doc.class("contrasts")).next().is_some(),
        plural: !triggers.is_empty()
            && triggers.iter().all(|t| {
                doc.entry_at(t.start, doc.class("explosions")).is_some_and(|e| e.has("plural"))
                    || is_counted(context, t.start)
            }),
        contact: doc
            .terms_in(tokens.clone(), doc.class("explosions"))
            .any(|term| &*doc.entry(term).value == "contact")
            || set_off(context, &tokens, "victim"),
        remote: set_off(context, &tokens, "remote"),
        same_kind: doc.terms_in(tokens.clone(), doc.class("same_kind")).next().is_some(),
        triggers,
        tokens,
    }
}

/// The ordnance that a sentence names, without what it rules out.
fn devices_of(context: &Context<'_>, tokens: &Range<usize>) -> Vec<usize> {
    indices(&context.devices, |d| {
        tokens.contains(&d.tokens.start) && !is_ruled_out(context, d.tokens.start)
    })
}

/// "caused by gas and not by a mine": ordnance that is said to have had no part in it.
fn is_ruled_out(context: &Context<'_>, start: usize) -> bool {
    let doc = context.doc;
    let sentence = doc.sentences[doc.sentence_of(start)].tokens.start;
    (start.saturating_sub(3).max(sentence)..start).rev().take(3).any(|at| {
        doc.entry_at(at, doc.class("negations")).is_some_and(|e| !e.has("after"))
            && (at + 1..start).all(|i| {
                doc.entry_at(i, doc.class("place_prepositions")).is_some()
                    || doc.entry_at(i, doc.class("determiners")).is_some()
            })
    })
}

/// Whether a sentence tells of fighting and the like, and of no ordnance.
pub(super) fn is_fought(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    let ordnance = context.devices.iter().any(|d| tokens.contains(&d.tokens.start) && !d.vague);
    !ordnance && doc.terms_in(tokens.clone(), doc.class("other_causes")).next().is_some()
}

/// "Two servicemen died and six were wounded by mines over the past 24 hours": a lead over some days,
/// which sums up what follows.
pub(super) fn lead_sum(
    context: &Context<'_>,
    number: usize,
    tokens: Range<usize>,
) -> Option<Facts> {
    let recent = context.dates.mentions.iter().any(|d| {
        d.kind == DateKind::Days
            && tokens.contains(&d.tokens.start)
            && d.span.days().is_none_or(|days| days <= LONGEST_LEAD)
    });
    let certain = |d: &crate::mentions::DeviceMention| tokens.contains(&d.tokens.start) && !d.vague;
    let named = recent && context.devices.iter().any(certain);
    if !named && !sums_up(context, &tokens) {
        return None;
    }
    let facts = facts_of(context, number, tokens);
    let wide = facts.places.iter().all(|&i| context.places[i].settlement.is_none());
    (wide && counts_anew(context, &facts)).then_some(facts)
}

/// Whether a sentence says that the victim (or somebody who watched) set it off.
pub(super) fn set_off(context: &Context<'_>, tokens: &Range<usize>, by: &str) -> bool {
    let doc = context.doc;
    let explosions = doc.class("explosions");
    doc.terms_in(tokens.clone(), doc.class("set_off")).any(|term| {
        let entry = doc.entry(term);
        let near = term.start.saturating_sub(5).max(tokens.start)..term.start;
        &*entry.value == by
            && (!entry.has("verb") || doc.terms_in(near, explosions).next().is_some())
    })
}

/// "in separate blasts", "two explosions": several occasions in one sentence.
pub(super) fn sums_up(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    let doc = context.doc;
    let plural = doc
        .terms_in(tokens.clone(), doc.class("explosions"))
        .find(|term| doc.entry(term).has("plural") || is_counted(context, term.start))
        .map(|term| term.start);
    plural.is_some_and(|at| {
        let from = at.saturating_sub(3).max(tokens.start);
        (from..at).any(|before| doc.entry_at(before, doc.class("separate")).is_some())
    })
}

/// "iki ayrı patlama": several, though the noun stays in the singular.
fn is_counted(context: &Context<'_>, noun: usize) -> bool {
    let doc = context.doc;
    if !doc.grammar().counted_singular {
        return false;
    }
    let separate = |at: usize| doc.entry_at(at, doc.class("separate")).is_some();
    let end = noun - usize::from(noun > 0 && separate(noun - 1));
    crate::finds::number_ending_at(context, end)
        .is_some_and(|number| number.kind == NumberKind::Cardinal && number.value.least() >= 2.0)
}

pub(super) fn indices<T>(things: &[T], mut keep: impl FnMut(&T) -> bool) -> Vec<usize> {
    things.iter().enumerate().filter(|(_, thing)| keep(thing)).map(|(index, _)| index).collect()
}

/// Figures over a period are tallies, not occasions.
pub(super) fn is_cumulative(
    context: &Context<'_>,
    tokens: &Range<usize>,
    effects: &[usize],
) -> bool {
    let doc = context.doc;
    let has = |kinds: &[DateKind]| {
        context
            .dates
            .mentions
            .iter()
            .any(|d| kinds.contains(&d.kind) && tokens.contains(&d.tokens.start))
    };
    let words = doc.terms_in(tokens.clone(), doc.class("cumulative")).next().is_some();
    let count = |least: u64| {
        effects.iter().any(|&i| {
            let people = &context.effects[i].people;
            people.iter().any(|&p| context.people[p].count.is_some_and(|c| c.least() >= least))
        })
    };
    // No single mine harms a hundred people, and survivors are cared for long after.
    if count(100) || doc.terms_in(tokens.clone(), doc.class("aftermath")).next().is_some() {
        return true;
    }
    let told_on_a_day = context.dates.mentions.iter().any(|d| {
        d.kind == DateKind::Day && tokens.contains(&d.tokens.start) && !is_reporting(context, d)
    });
    if told_on_a_day {
        return false;
    }
    // "when a mine that had lain there since the war blew up": one item went off.
    let one_item =
        context.devices.iter().any(|d| tokens.contains(&d.tokens.start) && !d.plural && !d.vague)
            && doc
                .terms_in(tokens.clone(), doc.class("explosions"))
                .any(|term| matches!(&*doc.entry(term).value, "goes_off" | "contact"));
    // "61 people stepped on a mine in 2023" is no one mine.
    let finer = has(&[DateKind::Days, DateKind::Month, DateKind::Season]);
    let over_years =
        !finer && (has(&[DateKind::Year]) && count(20) || has(&[DateKind::Period]) && count(5));
    if one_item && !over_years {
        return false;
    }
    // "within 24 hours": figures over some time, which nobody dates.
    let length = context.dates.mentions.iter().any(|d| {
        d.kind == DateKind::Days && d.span.is_unknown() && tokens.contains(&d.tokens.start)
    });
    if words
        || length
        || has(&[DateKind::Period])
        || context.is_tally_sentence(doc.sentence_of(tokens.start))
    {
        return true;
    }
    // "19 deaths and 59 injured in 2018": many people, and nothing finer than a year.
    has(&[DateKind::Year]) && !finer && count(5)
}

/// Whether a cumulative sentence gives figures, and does not only name a length of time.
pub(super) fn gives_figures(
    context: &Context<'_>,
    tokens: &Range<usize>,
    effects: &[usize],
) -> bool {
    let doc = context.doc;
    !effects.is_empty()
        || context.is_tally_sentence(doc.sentence_of(tokens.start))
        || doc.terms_in(tokens.clone(), doc.class("cumulative")).next().is_some()
        || doc.terms_in(tokens.clone(), doc.class("aftermath")).next().is_some()
}

/// The words for an explosion that count: those beside ordnance, and blasts by name.
pub(super) fn triggers(
    context: &Context<'_>,
    tokens: &Range<usize>,
    devices: &[usize],
) -> Vec<Range<usize>> {
    let doc = context.doc;
    let mut found = Vec::new();
    for term in doc.terms_in(tokens.clone(), doc.class("explosions")) {
        let value = &*doc.entry(term).value;
        let counts = match value {
            // Where verbs come last, what was stepped on stands before them.
            "contact" if doc.entry(term).has("final") => devices.iter().any(|&i| {
                let end = context.devices[i].tokens.end;
                end <= term.start && end + 4 >= term.start
            }),
            "contact" => {
                let entry = doc.entry(term);
                let passive = term.start > tokens.start
                    && doc
                        .entry_at(term.start - 1, doc.class("auxiliaries"))
                        .is_some_and(|e| &*e.value == "be");
                entry.has("alone")
                    || devices.iter().any(|&i| {
                        let device = &context.devices[i].tokens;
                        device.start >= term.end && device.start <= term.end + 8
                            || (entry.has("either") || passive)
                                && device.end <= term.start
                                && device.end + 8 >= term.start
                    })
            }
            // "the tractor detonated a mine" tells of an explosion, "sappers blew up three shells" and
            // "the mine was blown up" of demolitions.
            "goes_off" => {
                let demolished = device_starts(context, term.end..term.end + 4)
                    && doc
                        .terms_in(tokens.start..term.start, doc.class("clearers"))
                        .next()
                        .is_some();
                !context.devices.is_empty() && !demolished
            }
            "demolition" => false,
            "struck" => !device_ends(context, term.start),
            _ => true,
        };
        if counts {
            found.push(term.start..term.end);
        }
    }
    found
}

pub(super) fn device_starts(context: &Context<'_>, tokens: Range<usize>) -> bool {
    context.devices.iter().any(|d| tokens.contains(&d.tokens.start) && !d.vague)
}

pub(super) fn device_ends(context: &Context<'_>, at: usize) -> bool {
    context.devices.iter().any(|d| d.tokens.end == at || d.tokens.end + 1 == at)
}

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
    let mut people = counted.map(|&p| &context.people[p]).filter(|p| p.count.is_some());
    people.next().is_some_and(|one| one.is_individual()) && people.next().is_none()
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
        // "were blown up" may be said of mines: it needs people.
        let told_of = !effect.people.is_empty() || dated && effect.harm != Harm::Harmed;
        !effect.weak && effect.harm != Harm::Casualties && !effect.negated && told_of
    })
}

/// Whether a sentence may begin an incident: an explosion or harm, with ordnance named.
pub(super) fn begins(context: &Context<'_>, facts: &Facts) -> bool {
    let harms = harms(context, facts);
    let mut own = facts.devices.iter();
    let certain = own.any(|&i| !context.devices[i].vague)
        || facts.same_kind
        || facts.series && !facts.setting.devices.is_empty();
    let class = context.doc.class("explosions");
    let exploded = facts.triggers.iter().any(|trigger| {
        // "was blown up" alone may be a demolition.
        harms || context.doc.entry_at(trigger.start, class).is_none_or(|e| &*e.value != "struck")
    });
    // "mine explosions", "55 per cent of the blasts": no one occasion.
    let general = facts.plural
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
    let own_setting = facts.dates.iter().chain(&facts.setting.dates).any(day)
        && !(facts.places.is_empty() && facts.setting.places.is_empty())
        && counts_anew(context, facts);
    // "A lorry was blown up" in so many words, whatever it ran over.
    let blown_up = facts.triggers.iter().any(|trigger| {
        context.doc.entry_at(trigger.start, class).is_some_and(|entry| entry.has("alone"))
    });
    let item = blown_up
        || facts.particular
        || names_an_item(context, facts)
        || enters_field(context, facts);
    // "In June a similar device killed two soldiers."
    let named = harms && counts_anew(context, facts) && !facts.devices.is_empty();
    let dated = named && facts.dates.iter().any(day);
    (harms && (certain || exploded || own_setting || dated))
        || (exploded && !general && item && some_setting(facts))
        || doubted
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

pub(super) fn some_setting(facts: &Facts) -> bool {
    let known = |own: &[usize], before: &[usize]| !own.is_empty() || !before.is_empty();
    known(&facts.dates, &facts.setting.dates) || known(&facts.places, &facts.setting.places)
}
