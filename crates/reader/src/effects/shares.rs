//! Harm handed out to occasions of one sentence: "Mines killed a boy in Orash on Monday and an old man in
//! Belin on Tuesday", "Three died last week: a ploughman at Orash, and a mother and daughter at Belin".

use std::ops::Range;

use cairn_model::CountRange;

use super::Effect;
use crate::dates::Dates;
use crate::doc::Doc;
use crate::mentions::{DateKind, PlaceMention, PlaceRole};
use crate::people::{PeopleKind, PeopleMention};

/// What says when and where people are told of.
struct Settings<'a, 'd> {
    doc: &'a Doc<'d>,
    people: &'a [PeopleMention],
    places: &'a [PlaceMention],
    dates: &'a Dates,
}

/// Gives each share of a sentence's people an effect of its own, where days or places of their own stand
/// behind each.
pub(crate) fn share_out(
    doc: &Doc<'_>,
    people: &[PeopleMention],
    places: &[PlaceMention],
    dates: &Dates,
    effects: &mut Vec<Effect>,
) {
    let settings = Settings { doc, people, places, dates };
    let mut more = Vec::new();
    for effect in effects.iter_mut() {
        if effect.negated || effect.weak || effect.resumed || effect.toll {
            continue;
        }
        let end = doc.sentences[doc.sentence_of(effect.tokens.start)].tokens.end;
        if let Some(shares) = settings.apart(&effect.people, end) {
            let first = shares.first().cloned().unwrap_or_default();
            let rest = shares.into_iter().skip(1);
            more.extend(rest.map(|people| settings.share(effect, people)));
            effect.people = first;
        } else if let Some(latest) = settings.of_them(effect, end) {
            effect.people = vec![latest];
        } else if let Some(shares) = settings.spelled_out(effect, end) {
            more.extend(shares.into_iter().map(|people| settings.share(effect, people)));
        }
    }
    if !more.is_empty() {
        effects.extend(more);
        effects.sort_by_key(|effect| effect.tokens.start);
    }
}

impl Settings<'_, '_> {
    /// An effect for some of the people of another, told where they stand.
    fn share(&self, effect: &Effect, people: Vec<usize>) -> Effect {
        let start = people.first().map_or(effect.tokens.start, |&i| self.people[i].tokens.start);
        let own_count = effect.own_count;
        Effect { people, own_count, ..Effect::of(start..start + 1, effect.harm) }
    }

    /// The shares of people joined to one another, where a day or a place stands behind each share.
    fn apart(&self, people: &[usize], end: usize) -> Option<Vec<Vec<usize>>> {
        if people.len() < 2 {
            return None;
        }
        let mut shares: Vec<Vec<usize>> = vec![Vec::new()];
        for (number, &person) in people.iter().enumerate() {
            shares.last_mut()?.push(person);
            let from = self.people[person].tokens.end;
            let to = people.get(number + 1).map_or(end, |&next| self.people[next].tokens.start);
            if number + 1 < people.len() && self.is_set(&(from..to)) {
                shares.push(Vec::new());
            }
        }
        let last =
            shares.last().and_then(|share| share.last()).map(|&i| self.people[i].tokens.end)?;
        let closed = self.is_set(&(last..end));
        (shares.len() > 1 && closed).then_some(shares)
    }

    /// "Ten were killed this month, | three of them | on Tuesday": of figures of a longer time those of the
    /// one day that is told.
    fn of_them(&self, effect: &Effect, end: usize) -> Option<usize> {
        const WITHIN: usize = 4;
        let doc = self.doc;
        let [whole] = effect.people.as_slice() else { return None };
        let count = self.people[*whole].count?;
        let from = self.people.partition_point(|p| p.tokens.start < effect.tokens.end);
        let part = (from..self.people.len())
            .take_while(|&i| self.people[i].tokens.start < end)
            .find(|&i| {
                let part = &self.people[i];
                part.count.is_some_and(|n| n.least() < count.least())
                    && doc.folded(part.tokens.start.saturating_sub(1)) == ","
                    && (doc.entry_at(part.tokens.end, doc.class("subsets")).is_some()
                        || doc.entry_at(part.tokens.end, doc.class("partitives")).is_some()
                        || part.tokens.len() > 2)
            })?;
        let behind = self.people[part].tokens.end;
        let dates = || self.dates.mentions.iter();
        let day = dates().any(|date| {
            date.kind == DateKind::Day && (behind..behind + WITHIN).contains(&date.tokens.start)
        });
        let longer = dates().any(|date| {
            matches!(
                date.kind,
                DateKind::Days | DateKind::Month | DateKind::Year | DateKind::Period
            ) && (self.people[*whole].tokens.start..behind).contains(&date.tokens.start)
        });
        (day && longer).then_some(part)
    }

    /// The shares that a colon opens behind a number which they add up to.
    fn spelled_out(&self, effect: &Effect, end: usize) -> Option<Vec<Vec<usize>>> {
        let doc = self.doc;
        let [whole] = effect.people.as_slice() else { return None };
        let whole = self.people[*whole].count.filter(|count| count.least() > 1)?;
        let colon = (effect.tokens.end..end).find(|&at| doc.folded(at) == ":")?;
        let first = self.people.partition_point(|person| person.tokens.start <= colon);
        let listed: Vec<usize> = (first..self.people.len())
            .take_while(|&i| self.people[i].tokens.start < end)
            .filter(|&i| {
                self.people[i].count.is_some() && self.people[i].kind != PeopleKind::Pronoun
            })
            .collect();
        let shares = self.apart(&listed, end)?;
        let sum = listed.iter().try_fold(CountRange::ZERO, |sum, &i| {
            self.people[i].count.map(|count| sum.plus(count))
        });
        (sum == Some(whole)).then_some(shares)
    }

    /// Whether a day or a place where something happens is told in a range of tokens.
    fn is_set(&self, tokens: &Range<usize>) -> bool {
        let day = self
            .dates
            .mentions
            .iter()
            .any(|date| date.kind == DateKind::Day && tokens.contains(&date.tokens.start));
        let place = |place: &PlaceMention| {
            place.role == PlaceRole::Where
                && tokens.contains(&place.tokens.start)
                && (place.settlement.is_some() || place.district.is_some())
        };
        day || self.places.iter().any(place)
    }
}
