//! A running total for one kind of harm: what each further figure does to it.

use cairn_model::CountRange;

use super::else_told::is_one_else;
use super::further::{adds, beside_other, is_included, is_put, likewise, reached, taken_up};
use super::later::{as_many, is_of_whom, remainder};
use super::others::{is_another, is_rest, is_running};
use super::versions::sets_against;
use super::{OtherFigure, OtherKind};
use crate::context::Context;
use crate::effects::{Effect, Harm};
use crate::incidents::Facts;
use crate::name_lists::NameList;
use crate::people::{PeopleKind, PeopleMention};

/// A running total for one kind of harm.
#[derive(Clone, Debug, Default)]
pub(super) struct Total {
    pub(super) count: Option<CountRange>,
    /// Whether it only adds up single people, so that a plural number may replace it.
    pub(super) singles: bool,
    /// Whether it adds up people told of one by one ("the driver and the two women"), so that somebody else
    /// adds to it; no figure for all.
    composed: bool,
    /// Whether it only comes of a plural ("a mine killed villagers"), so that any number replaces it.
    vague: bool,
    pub(super) sentence: usize,
    pub(super) zero: bool,
    /// Whether it is the figure as it stands now, whatever was told before.
    restated: bool,
    /// Whether it is a figure for all so far ("the death toll rose to six").
    pub(super) toll: bool,
    /// The people counted so far, where each is named or described.
    singled: Vec<usize>,
    /// Where the words stand that gave the figure.
    pub(super) counted: Option<usize>,
    /// The figure as one statement gave it.
    stated: Option<CountRange>,
    /// The figure seen last, counted or not.
    latest: Option<CountRange>,
    others: Vec<(u64, usize, OtherKind)>,
    /// How many of those counted were told of again, one share after another, and where last.
    share: Option<(CountRange, usize)>,
}

impl Total {
    pub(super) fn take(
        &mut self,
        context: &Context<'_>,
        effect: &Effect,
        facts: &Facts,
        told: Option<CountRange>,
    ) {
        if effect.negated {
            self.zero |= self.count.is_none();
            return;
        }
        // "By nightfall only one of the three was alive": those counted before and those who died since.
        if effect.but > 0 && self.count.is_some() {
            return;
        }
        match taken_up(context, effect, facts) {
            Some((figure, kind)) if self.count.is_some() => {
                self.others.push((figure, facts.sentence, kind));
                return;
            }
            // "Seven of the dead sat in a minibus", behind a lead that sums up: those of this occasion.
            Some((figure, OtherKind::Part)) if told.is_none() => {
                self.count = Some(CountRange::exactly(figure));
                self.sentence = facts.sentence;
                self.counted = Some(effect.tokens.start);
                return;
            }
            _ => {}
        }
        let people: Vec<&PeopleMention> =
            effect.people.iter().map(|&i| &context.people[i]).collect();
        if effect.toll && is_running(context, effect, facts) {
            return;
        }
        let all = sum(context, &people).map(|count| but(count, effect.but));
        let all = all.or_else(|| remainder(context, effect, told));
        let all = all.or_else(|| effect.somebody.then_some(CountRange::exactly(1)));
        let Some(count) = all.or_else(|| as_many(context, effect, told)) else { return };
        // "brings to nine the number of deminers killed": no further ones, where a number is known.
        let vague = people.iter().all(|p| p.count.is_none());
        if vague && effect.but == 0 && self.count.is_some() && !people.is_empty() {
            return;
        }
        let left = self.singles || told.is_some_and(|told| Some(told.plus(count)) == self.count);
        let rest = left && people.iter().any(|p| p.plural && is_rest(context, p));
        if effect.weak && self.count.is_some() && !rest && !self.are_others(context, effect) {
            return;
        }
        self.latest = Some(count);
        for &other in &effect.versions {
            let figure = context.people[other].count.and_then(CountRange::exact);
            self.others.extend(figure.map(|n| (n, facts.sentence, OtherKind::Restated)));
        }
        if effect.restated && !self.restated {
            *self = Self { restated: true, sentence: facts.sentence, ..Self::default() };
        }
        if let Some(reached) = reached(context, effect, told) {
            // "a woman and her two daughters; a third daughter …", "a gendarme and the driver. A second
            // gendarme …": one of another number.
            if (facts.sentence == self.sentence || self.composed)
                && let Some(total) = self.count.filter(|total| total.least() >= reached)
            {
                self.count = Some(total.plus(count));
            } else if self.count.is_none_or(|total| total.least() < reached) {
                let count = Some(CountRange::exactly(reached));
                *self = Self { count, toll: true, sentence: facts.sentence, ..Self::default() };
            }
            return;
        }
        let exact = self.count.and_then(CountRange::exact).is_some();
        let put = effect.put || is_put(context, effect, facts);
        let versions = effect.toll && (facts.contrasts || exact && put)
            || exact && self.is_other_version(context, effect, facts)
            || self.is_of_other_source(context, effect, count);
        if versions
            && self.count.is_some()
            && let Some(figure) = count.exact()
        {
            self.others.push((figure, facts.sentence, OtherKind::Restated));
            return;
        }
        if effect.toll && self.count.is_none_or(|total| total.least() <= count.least()) {
            *self = Self {
                count: Some(count),
                toll: true,
                // A toll that has risen says so.
                stated: Some(count).filter(|_| self.count.is_none()),
                counted: Some(effect.tokens.start),
                sentence: facts.sentence,
                ..Self::default()
            };
            return;
        }
        if self.toll && !facts.contrasts || is_included(context, effect, facts) {
            return;
        }
        // "Private A lost a foot. Sergeant B and Private C had pains": people told one by one add up.
        let others = self.are_others(context, effect);
        let also = likewise(context, effect);
        let adds = others || also || people.iter().any(|p| adds(context, p, people.len() == 1));
        if (self.count.is_none() || others) && people.iter().all(|p| p.is_individual()) {
            self.singled.extend(&effect.people);
        }
        let beside = adds && beside_other(context, effect);
        let single = count.exact() == Some(1);
        // "Two died at once while the other three …"
        let rest = self.sentence == facts.sentence && people.iter().any(|p| is_rest(context, p));
        let taken = |p: &PeopleMention| p.definite && p.name.is_none() && !p.kin;
        // "killed the driver; his two passengers died": company of the one counted so far.
        let owned = |p: &&PeopleMention| is_owned(context, p);
        let company = self.singles && self.sentence == facts.sentence && people.iter().all(owned);
        let known = effect.resumed || people.iter().all(|p| taken(p));
        let resumed = !rest && !also && !company && !others && known;
        if self.goes_on(facts, count, adds) {
            return;
        }
        match self.count {
            None => {
                self.count = Some(count);
                self.composed = people.len() > 1
                    && people.iter().all(|p| p.count.is_some())
                    && people.iter().any(|p| p.count == Some(CountRange::exactly(1)));
                // Of "two men, A and B" it is not sure whether they are two or four.
                self.stated = Some(count).filter(|_| people.len() == 1);
                self.singles = single;
                self.vague = people.iter().all(|p| p.count.is_none());
                self.counted = Some(effect.tokens.start);
                self.sentence = facts.sentence;
            }
            Some(_) if self.vague && count.exact().is_some_and(|n| n > 1) => {
                self.count = Some(count);
                self.stated = Some(count);
                self.vague = false;
                self.sentence = facts.sentence;
                self.counted = Some(effect.tokens.start);
            }
            // "The driver and two women died. A boy bled to death on the road": somebody else, later.
            Some(total)
                if self.composed && !effect.resumed && is_one_else(context, effect, facts) =>
            {
                self.count = Some(total.plus(count));
                self.sentence = facts.sentence;
            }
            // "Two were hurt: a boy lost an eye, and his cousin …": those already counted.
            Some(total) if !others && self.spells_out(context, effect, total, count) => {}
            Some(total) if facts.sentence == self.sentence && !resumed => {
                // A second effect in the same sentence tells of further people, unless it takes the
                // same people up again.
                let again =
                    |p: &&PeopleMention| p.kind == PeopleKind::Pronoun || is_of_whom(context, p);
                if !people.iter().any(again) {
                    self.count = Some(total.plus(count));
                    self.singles &= single;
                }
            }
            // "All three were hit by splinters; A B died. The other two are mending."
            Some(total)
                if told.is_some_and(|told| told.plus(count) == total)
                    && people.iter().any(|p| is_rest(context, p)) =>
            {
                self.count = Some(count);
                self.sentence = facts.sentence;
            }
            // "The eldest lost a foot. The other two were treated for bruises."
            Some(total) if self.singles && people.iter().any(|p| is_rest(context, p)) => {
                self.count = Some(total.plus(count));
                self.singles = false;
            }
            // "One died. Two others were hurt", after a lead that counted two hurt: they are those.
            Some(total) if adds && beside && count == total && !single => {}
            Some(total) if adds && !resumed => self.count = Some(total.plus(count)),
            Some(total) if self.singles && !single && !resumed && count.least() > total.least() => {
                self.count = Some(count);
                self.singles = false;
                self.sentence = facts.sentence;
            }
            Some(_) if !resumed && sets_against(context, effect, facts) => {
                // "…; her brother A, 10, is in a grave but stable state": one of those counted.
                let told_of = people.iter().all(|p| p.name.is_some() || p.kin);
                if !told_of && let Some(figure) = count.exact() {
                    self.others.push((figure, facts.sentence, OtherKind::Restated));
                }
            }
            Some(total) if count.least() < total.least() => {
                self.share = Some((count, facts.sentence));
            }
            Some(_) => {}
        }
    }

    /// "Three died. Two were killed outright; another did not survive surgery": whether a figure goes on
    /// with the shares of those counted, and does not add to them.
    fn goes_on(&mut self, facts: &Facts, count: CountRange, adds: bool) -> bool {
        let Some((share, sentence)) = self.share.take() else { return false };
        let whole = share.plus(count);
        let fits = self.count.is_some_and(|total| whole.least() <= total.least());
        let near = sentence + 1 >= facts.sentence;
        if adds && fits && near {
            self.share = Some((whole, facts.sentence));
        } else if !adds {
            self.share = Some((share, sentence));
        }
        adds && fits && near
    }

    /// Whether people told of one by one are others than those counted, who were told so as well.
    fn are_others(&self, context: &Context<'_>, effect: &Effect) -> bool {
        let counted = self.count.and_then(CountRange::exact) == Some(self.singled.len() as u64);
        counted
            && !self.singled.is_empty()
            && effect
                .people
                .iter()
                .all(|&i| self.singled.iter().all(|&known| is_another(context, known, i)))
    }

    /// Whether people behind a colon or a dash are of the number in front of it.
    fn spells_out(
        &self,
        context: &Context<'_>,
        effect: &Effect,
        total: CountRange,
        count: CountRange,
    ) -> bool {
        let doc = context.doc;
        let Some(counted) = self.counted.filter(|&at| at < effect.tokens.start) else {
            return false;
        };
        let same = doc.sentence_of(counted) == doc.sentence_of(effect.tokens.start);
        same && !self.singles
            && count.least() <= total.least()
            && (counted..effect.tokens.start).any(|at| matches!(doc.folded(at), ":" | "–" | "—"))
    }

    /// "… confirmed a third death: one of the wounded had died": told before the colon.
    pub(super) fn was_told(&self, context: &Context<'_>, effect: &Effect) -> bool {
        let doc = context.doc;
        let at = context.effects.partition_point(|e| e.tokens.start < effect.tokens.start);
        let before = at.checked_sub(1).map(|at| &context.effects[at]);
        before.is_some_and(|before| {
            let gap = before.tokens.end..effect.tokens.start;
            before.harm == Harm::Killed
                && !before.people.is_empty()
                && doc.sentence_of(before.tokens.start) == doc.sentence_of(effect.tokens.start)
                && gap.into_iter().any(|at| doc.folded(at) == ":")
        })
    }

    pub(super) fn exact(&self) -> Option<u64> {
        self.count.and_then(CountRange::exact)
    }

    /// The figure and its sentence, where one statement gave it by a number and nobody disagrees.
    pub(super) fn told(&self) -> Option<(u64, usize)> {
        let whole = self.count.filter(|count| self.stated == Some(*count))?.exact()?;
        let plain = !self.singles && !self.vague && self.others.is_empty();
        plain.then_some((whole, self.sentence))
    }

    /// Adds people who have died since, unless the figure has them already ("Four died … three bodies
    /// and four wounded were brought in, one of whom died").
    pub(super) fn died(&mut self, died: CountRange) {
        if self.count.is_some() && self.latest.map(|latest| latest.plus(died)) == self.count {
            return;
        }
        self.count = Some(self.count.map_or(died, |total| total.plus(died)));
        self.singles = false;
    }

    /// "The dead: A, B and C": where no figure is given, as many as a list names.
    pub(super) fn count_names(&mut self, list: &NameList) {
        if self.count.is_none() && !list.people.is_empty() {
            self.count = Some(CountRange::exactly(list.people.len() as u64));
            self.sentence = list.sentence;
        }
    }

    /// Takes away people who have died since.
    pub(super) fn minus(&mut self, died: CountRange) {
        // "one of the four wounded": the four were right before he died.
        let before = self.count.and_then(CountRange::exact);
        self.others.retain(|(other, ..)| Some(*other) != before);
        self.count = self.count.map(|total| but(total, died.least()));
        if self.count == Some(CountRange::ZERO) {
            *self = Self { zero: true, ..Self::default() };
        }
    }

    pub(super) fn fall_back(&mut self, title: Self) {
        let known = self.count.map_or(0, CountRange::least);
        if self.count.is_none()
            || self.singles && title.count.is_some_and(|t| t.least() > known.max(1))
        {
            self.zero |= title.zero && self.count.is_none() && title.count.is_none();
            self.count = title.count.or(self.count);
        }
    }

    /// The figure first given; where a source or a statement gives another, all between them. "At
    /// least one" gives way to figures that sources set against one another.
    pub(super) fn value(&self) -> Option<CountRange> {
        let first = self.count.or(self.zero.then_some(CountRange::ZERO))?;
        let others = || {
            self.others.iter().filter(|(other, _, kind)| match kind {
                OtherKind::Restated => true,
                OtherKind::Part => *other > first.least(),
            })
        };
        let exactly = |&(figure, ..): &(u64, usize, OtherKind)| CountRange::exactly(figure);
        if first.exact().is_none() && others().count() > 1 {
            return others().map(exactly).reduce(CountRange::hull);
        }
        Some(others().map(exactly).fold(first, CountRange::hull))
    }

    pub(super) fn disagreements(&self, harm: Harm) -> Vec<OtherFigure> {
        let mut others = self.others.iter();
        let (first, first_sentence) = match self.count.and_then(CountRange::exact) {
            Some(first) => (first, self.sentence),
            // "At least one" contradicts nobody, but two sources may contradict each other.
            None => match others.next() {
                Some(&(first, sentence, OtherKind::Restated)) => (first, sentence),
                _ => return Vec::new(),
            },
        };
        others
            .filter(|&&(other, _, kind)| match kind {
                OtherKind::Restated => other != first,
                OtherKind::Part => other > first,
            })
            .map(|&(other, sentence, kind)| OtherFigure {
                harm,
                first,
                other,
                first_sentence,
                sentence,
                kind,
            })
            .collect()
    }
}

/// A number of people without some of them.
fn but(count: CountRange, some: u64) -> CountRange {
    let less = |n: u64| n.saturating_sub(some);
    match count.most() {
        Some(most) => CountRange::between(less(count.least()), less(most)),
        None => CountRange::at_least(less(count.least())),
    }
}

/// The people of one effect together; `None` when nobody is counted.
fn sum(context: &Context<'_>, people: &[&PeopleMention]) -> Option<CountRange> {
    let doc = context.doc;
    // "the deminers who were killed": the clause behind it says who they are.
    let is_new = |mention: &PeopleMention| {
        !mention.definite
            || doc
                .entry_at(mention.tokens.end, doc.class("people"))
                .is_some_and(|entry| entry.has("relative"))
    };
    let mut total: Option<CountRange> = None;
    for mention in people {
        if mention.kind == PeopleKind::Unit {
            continue;
        }
        let count = match (mention.count, mention.plural) {
            (Some(count), _) => count,
            (None, true) if mention.kind == PeopleKind::Noun && is_new(mention) => {
                CountRange::at_least(2)
            }
            _ => continue,
        };
        total = Some(total.map_or(count, |sum| sum.plus(count)));
    }
    total
}

/// "his two passengers"
fn is_owned(context: &Context<'_>, mention: &PeopleMention) -> bool {
    let doc = context.doc;
    doc.entry_at(mention.tokens.start, doc.class("determiners"))
        .is_some_and(|e| e.has("possessive"))
}
