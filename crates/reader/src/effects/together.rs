//! What several effects of one sentence say of each other: one harm told twice, "killed or injured", the
//! dead among the hurt.

use super::{Effect, Finder, Harm};

impl Finder<'_, '_> {
    /// Settles what the effects of a sentence, those from `first` on, say of each other.
    pub(super) fn settle_among(&self, found: &mut Vec<Effect>, first: usize) {
        tell_once(found, first);
        self.either(found, first);
        leave_out_dead(&mut found[first..]);
    }

    /// "Six were killed or injured": one or the other befell each, and nobody knows how many which.
    fn either(&self, found: &mut Vec<Effect>, first: usize) {
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

/// "was carried to hospital with leg wounds": one harm of the same people, told twice in a sentence,
/// whose effects are those from `first` on.
fn tell_once(found: &mut Vec<Effect>, first: usize) {
    let mut last = first;
    for next in first + 1..found.len() {
        let (before, after) = (&found[last], &found[next]);
        let same = before.harm == after.harm
            && before.negated == after.negated
            && !after.people.is_empty()
            && before.people == after.people;
        if same {
            let weak = after.weak;
            found[last].weak &= weak;
        } else {
            last += 1;
            found.swap(last, next);
        }
    }
    found.truncate(last + 1);
}

/// "killed one soldier, with two others in a critical condition": whoever was killed before in the sentence
/// is none of several who are hurt.
fn leave_out_dead(effects: &mut [Effect]) {
    for at in 1..effects.len() {
        let (before, rest) = effects.split_at_mut(at);
        let hurt = &mut rest[0];
        if hurt.harm != Harm::Injured || hurt.people.len() < 2 {
            continue;
        }
        let dead = |person: &usize| {
            before.iter().any(|effect| {
                effect.harm == Harm::Killed && !effect.negated && effect.people.contains(person)
            })
        };
        if !hurt.people.iter().all(dead) {
            hurt.people.retain(|person| !dead(person));
        }
    }
}
