//! Which sentences tell of which occasion, for steps that hold figures of several sentences against each
//! other.

use super::event::Event;

/// The occasions of a text by the sentences that tell of them.
#[derive(Clone, Debug, Default)]
pub struct Occasions {
    /// Sentence and occasion, in order.
    told: Vec<(usize, usize)>,
    /// Sentences that sum several occasions up.
    sums: Vec<usize>,
}

impl Occasions {
    pub(super) fn of(events: &[Event]) -> Self {
        let mut told: Vec<(usize, usize)> = events
            .iter()
            .enumerate()
            .flat_map(|(at, event)| event.facts.iter().map(move |facts| (facts.sentence, at)))
            .collect();
        told.sort_unstable();
        told.dedup();
        let leads = events.iter().filter_map(Event::lead).map(|lead| lead.sentence);
        let closing = events.iter().filter_map(|event| Some(event.closing.as_ref()?.sentence));
        Self { told, sums: leads.chain(closing).collect() }
    }

    /// Whether figures of two sentences may be of one occasion: not when each tells of another, nor when
    /// one sums up what the other is a part of.
    pub fn may_be_one(&self, a: usize, b: usize) -> bool {
        let of = |sentence: usize| {
            let from = self.told.partition_point(|(told, _)| *told < sentence);
            self.told[from..]
                .iter()
                .take_while(move |(told, _)| *told == sentence)
                .map(|(_, of)| of)
        };
        let sums = |sentence: usize| self.sums.contains(&sentence);
        let (of_a, of_b) = (of(a).next().is_some(), of(b).next().is_some());
        if sums(a) && of_b || sums(b) && of_a {
            return false;
        }
        !(of_a && of_b) || of(a).any(|one| of(b).any(|other| one == other))
    }
}
