//! A person and an incident that may be theirs: what holds of the two together.

use std::ops::Range;

use cairn_model::{CountRange, IncidentStatus, Outcome, ReportedIncident, ReportedVictim};

use super::features::{Feature, Flag};
use super::near::Near;
use super::persons::{Person, persons};
use crate::context::Context;
use crate::incidents::{Event, IncidentReading};
use crate::people::PeopleMention;
use crate::victims::one_name;
use crate::victims::reference::is_source;

/// Tokens that may part two names of a list.
const LONGEST_LINK: usize = 3;

/// The incidents of a text as far as they are known, with the occasions that they were read from.
pub(super) struct Known<'e> {
    pub(super) events: Vec<&'e Event>,
    pub(super) incidents: &'e [ReportedIncident],
}

impl<'e> Known<'e> {
    /// Of what rules read.
    pub(super) fn of(told: &'e IncidentReading) -> Self {
        let events = told.told.iter().map(|&at| &told.events[at]).collect();
        Self { events, incidents: &told.incidents }
    }
}

/// A person whom no rule calls a victim, and the features with each incident.
pub(super) struct Case {
    pub(super) person: Person,
    /// The features with each incident, in ascending order, each once.
    pub(super) features: Vec<Vec<Feature>>,
}

/// Everybody named who is no victim yet.
pub(super) fn cases(context: &Context<'_>, known: &Known<'_>) -> Vec<Case> {
    let all = persons(context);
    let is_victim = |person: &Person| {
        let name = person.name(context);
        known.incidents.iter().any(|incident| names(incident).any(|n| one_name(n, name)))
    };
    let open: Vec<bool> = all.iter().map(|person| !is_victim(person)).collect();
    if !open.contains(&true) {
        return Vec::new();
    }
    let near = Near::new(context);
    let silent = all.iter().zip(&open).filter(|(person, open)| **open && !speaks(context, person));
    let sole = silent.count() == 1;
    let lists = Lists::of(context);
    let pairs = Pairs { context, known, lists, sole };
    all.into_iter()
        .zip(open)
        .filter(|(_, open)| *open)
        .map(|(person, _)| {
            let mut own = Vec::with_capacity(96);
            near.features(&person, &mut own);
            let nearest = pairs.nearest(&person);
            let features = (0..known.incidents.len())
                .map(|at| {
                    let mut features = own.clone();
                    pairs.features(&person, at, nearest == Some(at), &mut features);
                    features.sort_unstable();
                    features.dedup();
                    features
                })
                .collect();
            Case { person, features }
        })
        .collect()
}

/// The names of an incident's victims.
pub(super) fn names(incident: &ReportedIncident) -> impl Iterator<Item = &str> {
    incident.victims.iter().filter_map(|victim| victim.name.as_deref())
}

/// How many people met with an outcome whom nobody has named yet; `None` where no number is told.
pub(super) fn open(incident: &ReportedIncident, outcome: Outcome) -> Option<u64> {
    let count = match outcome {
        Outcome::Killed => incident.killed,
        Outcome::Injured => incident.injured,
        Outcome::Unharmed | Outcome::Unknown => None,
    }?;
    let named = incident.victims.iter().filter(|v| v.name.is_some() && v.outcome == outcome);
    let most = count.most().unwrap_or(u64::MAX);
    Some(most.saturating_sub(named.count() as u64))
}

/// Whether a victim without a name may be somebody.
pub(super) fn may_be(victim: &ReportedVictim, mention: &PeopleMention) -> bool {
    victim.name.is_none()
        && (victim.age.is_none() || mention.age.is_none() || victim.age == mention.age)
        && (victim.sex.is_none() || mention.sex.is_none() || victim.sex == mention.sex)
}

fn speaks(context: &Context<'_>, person: &Person) -> bool {
    person.mentions.iter().any(|&i| is_source(context, &context.people[i]))
}

/// Runs of names parted by commas and the like.
struct Lists {
    /// For each of the people the first of its run and how many it names.
    runs: Vec<(usize, usize)>,
}

impl Lists {
    fn of(context: &Context<'_>) -> Self {
        let doc = context.doc;
        let conjunctions = doc.class("conjunctions");
        let joins = |at: usize| {
            matches!(doc.folded(at), "," | ";" | "(" | ")" | "-")
                || doc.entry_at(at, conjunctions).is_some_and(|e| &*e.value == "and")
        };
        let mut runs: Vec<(usize, usize)> = (0..context.people.len()).map(|i| (i, 1)).collect();
        let mut from = 0;
        for at in 1..=context.people.len() {
            let goes_on = context.people.get(at).is_some_and(|mention| {
                let last = &context.people[at - 1];
                let gap = last.tokens.end..mention.tokens.start;
                mention.name.is_some()
                    && last.name.is_some()
                    && !gap.is_empty()
                    && gap.len() <= LONGEST_LINK
                    && gap.clone().all(joins)
            });
            if !goes_on {
                runs[from..at].fill((from, at - from));
                from = at;
            }
        }
        Self { runs }
    }

    /// The run that a mention stands in.
    fn run(&self, mention: usize) -> Range<usize> {
        let (from, length) = self.runs[mention];
        from..from + length
    }
}

struct Pairs<'c, 'd> {
    context: &'c Context<'d>,
    known: &'c Known<'c>,
    lists: Lists,
    /// Whether just one person named is neither a victim nor a source.
    sole: bool,
}

/// How far a mention stands from the sentences of an occasion.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Distance {
    sentences: usize,
    /// Whether the mention comes before.
    ahead: bool,
}

impl Pairs<'_, '_> {
    fn distance(&self, person: &Person, incident: usize) -> Option<Distance> {
        let doc = self.context.doc;
        let facts = &self.known.events[incident].facts;
        let sentences = || facts.iter().map(|facts| facts.sentence);
        person
            .mentions
            .iter()
            .map(|&i| doc.sentence_of(self.context.people[i].tokens.start))
            .flat_map(|own| sentences().map(move |told| (own, told)))
            .map(|(own, told)| Distance { sentences: own.abs_diff(told), ahead: own < told })
            .min()
    }

    /// The incident told nearest to a person.
    fn nearest(&self, person: &Person) -> Option<usize> {
        let distances = (0..self.known.incidents.len()).map(|at| (self.distance(person, at), at));
        distances.filter_map(|(d, at)| Some((d?, at))).min().map(|(_, at)| at)
    }

    fn features(&self, person: &Person, at: usize, nearest: bool, found: &mut Vec<Feature>) {
        let incident = &self.known.incidents[at];
        let mut flag = |holds: bool, flag: Flag| {
            if holds {
                found.push(Feature::flag(flag));
            }
        };
        flag(self.known.incidents.len() == 1, Flag::OnlyIncident);
        flag(at == 0, Flag::FirstIncident);
        flag(nearest, Flag::Nearest);
        flag(!nearest, Flag::NotNearest);
        flag(incident.status != IncidentStatus::Happened, Flag::Doubted);
        flag(self.known.events[at].is_recorded(), Flag::Recorded);
        if let Some(Distance { sentences, ahead }) = self.distance(person, at) {
            flag(sentences == 0, Flag::SameSentence);
            flag(sentences == 1 && !ahead, Flag::NextSentence);
            flag(sentences == 1 && ahead, Flag::SentenceAhead);
            flag((2..=3).contains(&sentences), Flag::Within3);
            flag((4..=6).contains(&sentences), Flag::Within6);
            flag(sentences > 6, Flag::Farther);
        }
        let doc = self.context.doc;
        let paragraph = |sentence: usize| doc.sentences[sentence].paragraph;
        let told = |p: usize| {
            self.known.events[at].facts.iter().any(|facts| paragraph(facts.sentence) == p)
        };
        let starts = || person.mentions.iter().map(|&i| self.context.people[i].tokens.start);
        flag(starts().any(|start| told(paragraph(doc.sentence_of(start)))), Flag::SameParagraph);
        let beside = |victim: &ReportedVictim| {
            let bytes =
                |start: usize| doc.bytes(doc.sentences[doc.sentence_of(start)].tokens.clone());
            victim.name.is_some()
                && victim
                    .evidence
                    .iter()
                    .any(|e| starts().any(|start| bytes(start).contains(&e.start)))
        };
        flag(incident.victims.iter().any(beside), Flag::OtherVictimNear);
        self.figures(person, incident, found);
        self.lists(person, incident, found);
    }

    /// What the incident's figures leave open.
    fn figures(&self, person: &Person, incident: &ReportedIncident, found: &mut Vec<Feature>) {
        let mut flag = |holds: bool, flag: Flag| {
            if holds {
                found.push(Feature::flag(flag));
            }
        };
        let (killed, injured) = (open(incident, Outcome::Killed), open(incident, Outcome::Injured));
        let none = |count: Option<CountRange>| count == Some(CountRange::ZERO);
        let is_open = |open: Option<u64>| open.is_some_and(|open| open > 0);
        flag(killed.is_none(), Flag::KilledUnsaid);
        flag(none(incident.killed), Flag::KilledNone);
        flag(killed == Some(0) && !none(incident.killed), Flag::KilledFull);
        flag(is_open(killed), Flag::KilledOpen);
        flag(killed == Some(1), Flag::KilledOpenOne);
        flag(injured.is_none(), Flag::InjuredUnsaid);
        flag(none(incident.injured), Flag::InjuredNone);
        flag(injured == Some(0) && !none(incident.injured), Flag::InjuredFull);
        flag(is_open(injured), Flag::InjuredOpen);
        flag(injured == Some(1), Flag::InjuredOpenOne);
        flag(is_open(killed) && !is_open(injured), Flag::OnlyKilledOpen);
        flag(is_open(injured) && !is_open(killed), Flag::OnlyInjuredOpen);
        flag(self.sole, Flag::Sole);
        flag(self.sole && killed == Some(1), Flag::SoleAndOneKilled);
        flag(self.sole && injured == Some(1), Flag::SoleAndOneInjured);
        let mention = person.mention(self.context);
        let fits = |outcome: Outcome| {
            incident.victims.iter().any(|v| v.outcome == outcome && may_be(v, mention))
        };
        flag(fits(Outcome::Killed), Flag::UnnamedKilledFits);
        flag(fits(Outcome::Injured), Flag::UnnamedInjuredFits);
    }

    /// The list of names that a person stands in.
    fn lists(&self, person: &Person, incident: &ReportedIncident, found: &mut Vec<Feature>) {
        let Some(run) = person.mentions.iter().map(|&i| self.lists.run(i)).max_by_key(Range::len)
        else {
            return;
        };
        let mut flag = |holds: bool, flag: Flag| {
            if holds {
                found.push(Feature::flag(flag));
            }
        };
        let length = run.len() as u64;
        flag(length == 2, Flag::ListOfTwo);
        flag(length == 3, Flag::ListOfThree);
        flag(length > 3, Flag::ListOfMore);
        if length < 2 {
            return;
        }
        let exact = |count: Option<CountRange>| count.and_then(CountRange::exact);
        let (killed, injured) = (exact(incident.killed), exact(incident.injured));
        flag(killed == Some(length), Flag::ListIsKilled);
        flag(injured == Some(length), Flag::ListIsInjured);
        let both = killed.zip(injured).map(|(a, b)| a + b);
        flag(killed != Some(0) && injured != Some(0) && both == Some(length), Flag::ListIsBoth);
        let with = |outcome: Outcome| {
            run.clone().filter_map(|i| self.context.people[i].name.as_deref()).any(|name| {
                let same =
                    |v: &ReportedVictim| v.name.as_deref().is_some_and(|n| one_name(n, name));
                incident.victims.iter().any(|v| v.outcome == outcome && same(v))
            })
        };
        flag(with(Outcome::Killed), Flag::ListHasKilled);
        flag(with(Outcome::Injured), Flag::ListHasInjured);
        let speaker = run.clone().any(|i| is_source(self.context, &self.context.people[i]));
        flag(speaker, Flag::ListHasSpeaker);
    }
}
