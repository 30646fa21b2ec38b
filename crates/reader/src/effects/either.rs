//! "Six were killed or injured": one or the other befell each, and nobody knows how many which.

use super::{Effect, Finder, Harm};

impl Finder<'_, '_> {
    /// Makes one of two effects from `first` on that an "or" joins.
    pub(super) fn either(&self, found: &mut Vec<Effect>, first: usize) {
        let mut at = first;
        while at + 1 < found.len() {
            if self.is_either(&found[at], &found[at + 1]) {
                let other = found.remove(at + 1);
                let one = &mut found[at];
                one.tokens.end = other.tokens.end;
                one.harm = Harm::Casualties;
                one.own_count = false;
                one.people.extend(other.people);
                one.people.sort_unstable();
                one.people.dedup();
            }
            at += 1;
        }
    }

    fn is_either(&self, one: &Effect, other: &Effect) -> bool {
        let joins = self.doc.entry_at(one.tokens.end, self.conjunctions);
        matches!(
            (one.harm, other.harm),
            (Harm::Killed, Harm::Injured) | (Harm::Injured, Harm::Killed)
        ) && !(one.negated || other.negated)
            && other.tokens.start == one.tokens.end + 1
            && joins.is_some_and(|word| &*word.value == "or")
    }
}
