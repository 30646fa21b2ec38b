//! Which sentences tell of one occasion: a sentence begins another when its day, place or figures are
//! another's.

use std::ops::Range;
use std::slice;

use super::begins::{begins, counts_anew};
use super::entries::{entries, lists_harm, opens_entry};
use super::event::{Event, More};
use super::facts::{Facts, Seen, event_dates, event_places, facts, facts_of};
use super::held::Setting;
use super::links::{is_bare, sets_versions, sums_first_two, tells_its_own};
use super::otherwise::is_scene;
use super::parts::{parts, repeated_days};
use super::scope::{gives_figures, is_cumulative, is_fought, lead_sum, opens_total};
use super::setting::is_reporting;
use super::sums;
use super::weighed::weighed;
use crate::context::Context;
use crate::fields::field;
use crate::mentions::DateKind;
use crate::records::Record;
use crate::segment::SentenceKind;

/// Groups sentences into occasions.
pub fn events(context: &Context<'_>) -> Vec<Event> {
    if let Some(lead) = sums::candidate(context) {
        let told = grouped(context, Some(&lead));
        if sums::adds_up(context, &lead, &told) {
            return told;
        }
    }
    grouped(context, None)
}

/// Groups sentences; `lead` is one taken to sum up what follows.
fn grouped(context: &Context<'_>, lead: Option<&Facts>) -> Vec<Event> {
    let mut grouping = Grouping {
        of_harm: lists_harm(context),
        summary: lead.cloned(),
        sums_up: lead.map(|lead| lead.sentence),
        ..Grouping::default()
    };
    let sentences = &context.doc.sentences;
    let mut from = 0;
    while from < sentences.len() {
        let paragraph = sentences[from].paragraph;
        if let Some(record) = context.records.starting(from) {
            grouping.paragraph(context, record.sentences.clone(), Some(record));
            grouping.after_list = record.listed;
            from = record.sentences.end;
            continue;
        }
        // What follows a list goes on with none of its entries.
        if std::mem::take(&mut grouping.after_list) {
            grouping.current = None;
        }
        let to = (from..sentences.len())
            .find(|&at| sentences[at].paragraph != paragraph)
            .unwrap_or(sentences.len());
        for entry in entries(context, from..to) {
            grouping.paragraph(context, entry, None);
        }
        from = to;
    }
    grouping.finish(context)
}

/// Whether a headline tells it.
fn is_headline(context: &Context<'_>, facts: &Facts) -> bool {
    context.doc.sentences[facts.sentence].kind == SentenceKind::Title
}

/// Whether a month, a season or a year is told, or a day long before publication.
fn tells_of_past(context: &Context<'_>, tokens: &Range<usize>) -> bool {
    const RECENT: i32 = 21;
    context.dates_in(tokens).iter().any(|date| {
        let long = context.dates.published.zip(date.span.to).is_some_and(|(published, to)| {
            to.until(published).is_ok_and(|gone| gone.get_days() > RECENT)
        });
        long || matches!(date.kind, DateKind::Month | DateKind::Season | DateKind::Year)
    })
}

/// "On Tuesday some twenty people of Orash left at dawn. … Towards ten somebody stepped on a mine": the day
/// and the place of what a story opens with are those of its first occasion, where that has none.
fn set_scene(context: &Context<'_>, first: &mut Event) {
    const REACH: usize = 3;
    let sentences = &context.doc.sentences;
    let Some(told) = first.facts.iter().map(|facts| facts.sentence).min() else { return };
    if first.date.is_some() || first.reported.is_some() || first.is_recorded() {
        return;
    }
    let body = |number: &usize| sentences[*number].kind == SentenceKind::Body;
    for number in (told.saturating_sub(REACH)..told).rev().filter(body) {
        let tokens = &sentences[number].tokens;
        let day = event_dates(context, tokens).into_iter().find(|&i| {
            let date = &context.dates.mentions[i];
            date.kind == DateKind::Day && !is_reporting(context, date)
        });
        let Some(day) = day.filter(|_| !is_cumulative(context, tokens, &[])) else { continue };
        first.date = Some(context.dates.mentions[day].span);
        first.date_mention = Some(day);
        if first.settlement.is_none() {
            first.more.push(More { places: event_places(context, tokens), ..More::default() });
        }
        return;
    }
}

/// The occasions found so far and where the story stands.
#[derive(Default)]
pub(super) struct Grouping {
    pub(super) events: Vec<Event>,
    pub(super) title: Option<Facts>,
    /// A lead that sums several occasions up.
    pub(super) summary: Option<Facts>,
    /// The occasion told of last, and the last sentence that did.
    pub(super) current: Option<usize>,
    pub(super) last_told: usize,
    /// What was told of the dead or the injured before any occasion ("The dead were named as A and B").
    pub(super) ahead: Option<Facts>,
    /// What lines of a form said of when and where.
    form: Setting,
    /// Whether the text tells of an exercise.
    exercise: bool,
    /// Whether the text before was an entry of a list.
    after_list: bool,
    /// Whether the text's list is one of accidents.
    of_harm: bool,
    /// The sentence that is taken to sum up what follows.
    sums_up: Option<usize>,
}

impl Grouping {
    pub(super) fn paragraph(
        &mut self,
        context: &Context<'_>,
        sentences: Range<usize>,
        record: Option<&Record>,
    ) {
        let doc = context.doc;
        let dated = record.is_some_and(|record| record.dated);
        let placed = record.is_some_and(|record| record.placed);
        let entry = dated || record.is_none() && opens_entry(context, sentences.start);
        // Day and place told earlier in the paragraph hold for what follows in it.
        let mut setting = match record {
            Some(record) => Setting::of_record(context, record),
            None => self.form.clone(),
        };
        let mut told_here: Option<usize> = None;
        let scene = sentences.clone().any(|number| {
            let sentence = &doc.sentences[number];
            sentence.kind.is_read() && is_scene(doc, &sentence.tokens)
        });
        self.exercise |= scene && self.events.is_empty();
        let mut after_figures = false;
        let mut after_fight = false;
        let mut contrasting = false;
        for number in sentences {
            let sentence = &doc.sentences[number];
            if !sentence.kind.is_read() || self.sums_up == Some(number) {
                continue;
            }
            let parts = parts(context, &sentence.tokens);
            let series = parts.is_some();
            let parts = parts.as_deref().unwrap_or(slice::from_ref(&sentence.tokens));
            for tokens in parts.iter().cloned() {
                if let Some(first) = self.events.first_mut()
                    && opens_total(context, &tokens)
                {
                    first.closing = Some(facts_of(context, number, tokens));
                    continue;
                }
                // What an exercise shows happened to nobody, unless another time is told.
                if (scene || self.exercise) && !tells_of_past(context, &tokens) {
                    continue;
                }
                let begun = !self.events.is_empty();
                let seen = Seen::of(context, &tokens);
                let facts = facts(context, number, tokens.clone(), &seen, (entry, begun))
                    .or_else(|| weighed(context, number, &tokens, &seen, begun));
                if facts.is_none() && self.events.is_empty() && self.summary.is_none() {
                    self.summary = lead_sum(context, number, tokens.clone());
                }
                let mut own = Setting::of(context, tokens.clone());
                // What the head says holds for all of the record.
                if dated {
                    own.dates.clear();
                }
                if placed {
                    own.places.clear();
                }
                if facts.as_ref().is_some_and(|facts| facts.sequel) {
                    own.dates.clear();
                }
                let undated = own.dates.is_empty();
                let unplaced = own.places.is_empty();
                if record.is_none() && field(doc, &sentence.tokens).is_some() {
                    self.form.fill_in(context, &own);
                }
                // "…, the office reported that week": no day of what follows.
                own.dates.retain(|&i| !is_reporting(context, &context.dates.mentions[i]));
                let of_no_day = own.dates.is_empty();
                setting.update(context, own);
                contrasting |= sets_versions(context, &tokens);
                // "They cost the lives of 23 people" after "51 accidents have been recorded".
                if seen.cumulative && !entry {
                    after_figures = gives_figures(context, &tokens, &seen.effects);
                } else if after_figures && unplaced && of_no_day {
                    // "Three accidents were logged. Together they left 14 dead."
                    if let (Some(lead), Some(facts)) = (self.summary.as_mut(), facts)
                        && self.events.is_empty()
                        && !lead.counts(context)
                    {
                        lead.effects = facts.effects;
                        lead.sentence = number;
                    }
                    continue;
                } else {
                    after_figures = false;
                }
                // "They came under fire. Five were killed in these attacks."
                let fought = is_fought(context, &tokens);
                if fought {
                    after_fight = true;
                } else if after_fight && undated && is_bare(context, facts.as_ref()) {
                    continue;
                } else {
                    after_fight = false;
                }
                let Some(mut facts) = facts else {
                    self.go_on(context, number, tokens, told_here, undated);
                    continue;
                };
                if sentence.kind == SentenceKind::Title && record.is_none() {
                    if facts.summary && self.sums_up.is_none() {
                        self.summary = Some(facts.clone());
                    }
                    // "Mine kills farmer | a day after deaths of three deminers": the story's comes first.
                    if self.title.as_ref().is_none_or(|title| title.sentence != number) {
                        self.title = Some(facts);
                    }
                    continue;
                }
                facts.listed = entry;
                facts.recorded = record.is_some_and(|record| record.listed);
                facts.accident = self.of_harm && record.is_some_and(|record| record.dated);
                if dated {
                    facts.dates.clear();
                }
                if placed {
                    facts.places.clear();
                }
                // "The commissioner disagrees. It is ten who died, he says": a version goes on.
                facts.contrasts |= contrasting && facts.dates.is_empty();
                contrasting |= facts.contrasts && counts_anew(context, &facts);
                facts.setting = setting.clone();
                facts.series = series;
                if facts.summary && self.events.is_empty() && !entry {
                    // "Three accidents in the second half of April. In the first half there were two."
                    if self.summary.as_ref().is_none_or(|known| is_headline(context, known)) {
                        self.summary = Some(facts);
                    }
                    after_figures = true;
                    continue;
                }
                if entry
                    && (undated || !tells_its_own(context, &facts))
                    && let Some(at) = told_here
                {
                    self.tell(context, at, number, facts);
                    continue;
                }
                // "On Monday, and again on Wednesday, …": one sentence, two occasions.
                if let Some([first, second]) = repeated_days(context, &facts) {
                    facts.particular = true;
                    let once = Facts { dates: vec![first], ..facts.clone() };
                    told_here =
                        self.place_sentence(context, number, once, told_here, entry).or(told_here);
                    facts.dates = vec![second];
                }
                let days = facts.dates.clone();
                told_here =
                    self.place_sentence(context, number, facts, told_here, entry).or(told_here);
                if let Some(at) = told_here {
                    setting.keep(context, &self.events[at], &days);
                }
            }
        }
    }

    pub(super) fn tell(&mut self, context: &Context<'_>, at: usize, number: usize, facts: Facts) {
        self.events[at].take(context, facts);
        self.current = Some(at);
        self.last_told = number;
    }

    pub(super) fn finish(mut self, context: &Context<'_>) -> Vec<Event> {
        if let Some(first) = self.events.first_mut() {
            set_scene(context, first);
        }
        if let Some(facts) = self.summary {
            if self.events.is_empty() {
                let mut event = Event::default();
                event.take(context, facts);
                self.events.push(event);
            } else {
                for event in &mut self.events {
                    event.inherit(context, &facts);
                }
                // The headline of such a story sums up, too.
                self.title = None;
            }
        }
        if let Some(facts) = self.title {
            match self.events.first_mut() {
                Some(first) => first.title = Some(facts),
                None if begins(context, &facts) => {
                    let mut event = Event::default();
                    event.take(context, facts);
                    self.events.push(event);
                }
                None => {}
            }
        }
        if sums_first_two(context, &self.events)
            && let Some(first) = self.events.first_mut()
        {
            first.title_sums = true;
        }
        self.events
    }
}
