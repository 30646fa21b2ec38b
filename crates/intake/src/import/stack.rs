//! Many records on one coordinate: when does that mean that it stands for more than itself?
//!
//! A seat or a village's middle gathers records of many occasions: of several days, or of several named
//! places. Five victims of one accident, or the finds of one day of work, share a coordinate for a good
//! reason and are left alone. Where nothing is dated and no places are named the coordinate alone does
//! not tell; then records are marked, and their error stays as it is, unless most of the file is piled
//! up so. Coordinates that are rounded coarsely say so themselves.

/// Records on one coordinate that are worth a remark.
const PILE: u32 = 5;
/// So many different days on one coordinate: a stack.
const DAYS: usize = 5;
/// So many different named places on one coordinate: a stack.
const PLACES: usize = 3;
/// Metres of rounding that explain why records meet.
const ROUNDED: f64 = 500.0;

/// What a coordinate with many records stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Itself, as far as one can tell.
    Itself,
    /// Perhaps for more: nothing tells.
    Perhaps,
    /// For its surroundings.
    Surroundings,
}

/// Different things, counted up to `N`.
#[derive(Clone, Copy, Debug)]
struct Different<const N: usize> {
    seen: [u32; N],
    count: u8,
}

impl<const N: usize> Default for Different<N> {
    fn default() -> Self {
        Self { seen: [0; N], count: 0 }
    }
}

impl<const N: usize> Different<N> {
    fn add(&mut self, hash: u64) {
        // Half of a hash is enough to tell a handful apart.
        #[expect(clippy::cast_possible_truncation, reason = "half of a hash")]
        let hash = hash as u32;
        let count = usize::from(self.count);
        if !self.seen.iter().take(count).any(|seen| *seen == hash)
            && let Some(free) = self.seen.get_mut(count)
        {
            *free = hash;
            self.count += 1;
        }
    }

    fn is_full(&self) -> bool {
        usize::from(self.count) == N
    }
}

/// The records on one coordinate.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stack {
    records: u32,
    days: Different<DAYS>,
    places: Different<PLACES>,
}

impl Stack {
    /// Counts a record in, by hashes of its day and of the finest place it names.
    pub(super) fn add(&mut self, day: Option<u64>, place: Option<u64>) {
        self.records = self.records.saturating_add(1);
        if let Some(day) = day {
            self.days.add(day);
        }
        if let Some(place) = place {
            self.places.add(place);
        }
    }

    /// How many records, where they are many and without a day and a place.
    pub(super) fn untold(&self) -> u32 {
        let told = self.days.count > 0 || self.places.count > 1;
        if self.records < PILE || told { 0 } else { self.records }
    }

    /// What it stands for, where the file is `piled` up on such coordinates or not; `metres` is what
    /// the way it is written leaves open.
    pub(super) fn standing(&self, piled: bool, metres: f64) -> Standing {
        if self.records < PILE || metres >= ROUNDED {
            return Standing::Itself;
        }
        if self.days.is_full() || self.places.is_full() || (piled && self.untold() > 0) {
            return Standing::Surroundings;
        }
        match self.days.count {
            // One occasion with many records.
            1 => Standing::Itself,
            _ => Standing::Perhaps,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(records: &[(Option<u64>, Option<u64>)], piled: bool) -> Standing {
        let mut stack = Stack::default();
        records.iter().for_each(|(day, place)| stack.add(*day, *place));
        stack.standing(piled, 0.1)
    }

    #[test]
    fn one_occasion_is_no_stack_however_many_records_it_has() {
        assert_eq!(standing(&[(Some(1), Some(1)); 40], true), Standing::Itself);
        assert_eq!(standing(&[(Some(1), None); 4], true), Standing::Itself);
    }

    #[test]
    fn many_days_or_many_places_are_a_stack() {
        let days: Vec<_> = (0..5).map(|day| (Some(day), None)).collect();
        assert_eq!(standing(&days, false), Standing::Surroundings);
        let places: Vec<_> = (0..5).map(|place| (None, Some(place))).collect();
        assert_eq!(standing(&places, false), Standing::Surroundings);
        let few: Vec<_> = (0..8).map(|at| (Some(at % 3), None)).collect();
        assert_eq!(standing(&few, false), Standing::Perhaps);
    }

    #[test]
    fn without_days_and_places_the_rest_of_the_file_decides() {
        assert_eq!(standing(&[(None, None); 9], false), Standing::Perhaps);
        assert_eq!(standing(&[(None, None); 9], true), Standing::Surroundings);
        assert_eq!(standing(&[(None, None); 4], true), Standing::Itself);
    }

    #[test]
    fn what_is_rounded_coarsely_meets_for_that_reason() {
        let mut stack = Stack::default();
        (0..9).for_each(|day| stack.add(Some(day), None));
        assert_eq!(stack.standing(false, 557.0), Standing::Itself);
        assert_eq!(stack.standing(false, 56.0), Standing::Surroundings);
    }
}
