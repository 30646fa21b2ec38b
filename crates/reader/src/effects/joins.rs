//! People joined to one another by commas and conjunctions, and parts of a whole, which are not.

use std::ops::Range;

use cairn_model::CountRange;

use super::Finder;
use crate::people::PeopleKind;
use crate::token::TokenKind;

/// Words of a mention's own ("of the village of X") between it and the next.
const LONGEST_GAP: usize = 12;

impl Finder<'_, '_> {
    /// The mention and those joined to it on its left by commas and "and".
    pub(super) fn with_coordinated_before(&self, last: usize) -> Vec<usize> {
        let mut joined = vec![last];
        let mut first = last;
        // "a boy and a girl, and six were injured": a bare number begins a clause of its own.
        if self.people[last].kind == PeopleKind::Bare {
            return joined;
        }
        // "A and B, both of them pupils, were hurt": the pronoun takes the names up.
        let all = &self.people[last];
        if all.kind == PeopleKind::Pronoun && all.plural && !self.doc.grammar().verb_final {
            return joined;
        }
        while let Some(before) = first.checked_sub(1) {
            let gap = self.people[before].tokens.end..self.people[first].tokens.start;
            let named = self.people[before].name.is_some() && self.people[first].name.is_some();
            if self.is_partitive(before, gap.clone()) || self.describes(first, before) {
                // "two members of a film crew": the two are meant, not the crew.
                joined.pop();
            } else if joined.len() == 1 && self.names_one_of(before, first) {
                // "one of them, A B, died"
                joined.pop();
            } else if self.is_breakdown(self.whole_of(before), &joined) {
                // "Three of the family, A, his son B and his grandson C, died": they are the three.
                break;
            } else if self.in_one_sentence(before, first)
                && self.is_spelled_out(before, gap.clone())
                && self.add_up_to(&joined, before)
            {
                // "four people - a couple and their two cousins": the four are meant; who they are
                // counts where all are told.
                let listed = joined.iter().map(|&i| self.people[i].count.map_or(1, |c| c.least()));
                if self.people[before].count.map(|c| c.least()) != Some(listed.sum()) {
                    return vec![before];
                }
                break;
            } else if let Some(name) = self.listed_before(before, first) {
                // "A B, a cook of the school; C D, a guard; and E F, …": the nouns say who they are.
                joined.push(name);
                first = name;
                continue;
            } else if gap.start >= gap.end
                || !self.in_one_sentence(before, first)
                || !self.joins(gap.clone(), named)
                || self.has_own_verb(gap)
                || self.is_part(first)
                || self.says_when(before)
            {
                break;
            }
            // "She went out with the goats and | she never came back": a clause of its own.
            let pronoun =
                |i: usize| self.people[i].kind == PeopleKind::Pronoun && !self.people[i].plural;
            if pronoun(before) && pronoun(first) {
                break;
            }
            // "A B, resident of C, was hurt": the noun says who A B is.
            if joined.len() == 1 && self.is_apposed(before, first) {
                joined.pop();
            }
            joined.push(before);
            first = before;
        }
        joined.reverse();
        self.without_apposed(joined)
    }

    /// The name that a noun in front of a semicolon tells more of, where a name follows.
    fn listed_before(&self, noun: usize, next: usize) -> Option<usize> {
        let name = noun.checked_sub(1)?;
        let (told, said) = (&self.people[name], &self.people[noun]);
        let between = |a: usize, b: usize| self.people[a].tokens.end..self.people[b].tokens.start;
        let one = said.kind == PeopleKind::Noun
            && said.name.is_none()
            && said.count == Some(CountRange::exactly(1));
        let and = |at: usize| {
            self.doc.entry_at(at, self.conjunctions).is_some_and(|e| &*e.value == "and")
        };
        let listed = one
            && told.name.is_some()
            && self.people[next].name.is_some()
            && self.in_one_sentence(name, next)
            && between(noun, next).any(|at| self.doc.folded(at) == ";")
            && between(name, noun).any(|at| self.doc.folded(at) == ",")
            && !between(name, noun).any(|at| self.doc.folded(at) == ";" || and(at));
        listed.then_some(name)
    }

    /// Whether a noun without article or number follows a name and tells who that is.
    fn is_apposed(&self, name: usize, noun: usize) -> bool {
        let (name, mention) = (&self.people[name], &self.people[noun]);
        let and = |at: usize| self.doc.term_at(at, self.conjunctions).is_some();
        let bare = self.doc.entry_at(mention.tokens.start, self.determiners).is_none();
        let between = name.tokens.end..mention.tokens.start;
        let closed = self.doc.folded(mention.tokens.end) == ",";
        name.name.is_some()
            && mention.name.is_none()
            && mention.kind == PeopleKind::Noun
            && mention.count == Some(CountRange::exactly(1))
            && (!mention.kin && bare
                || self.is_set_off(between.clone()) && (!mention.kin || closed))
            && !between.into_iter().any(and)
    }

    /// "A B (31), a farmer": nothing but a comma and a bracket between, and one of them at least.
    fn is_set_off(&self, gap: Range<usize>) -> bool {
        !gap.is_empty() && gap.clone().all(|at| matches!(self.doc.folded(at), "," | ")"))
    }

    /// "killed A B (31), a farmer, and …": whether a noun behind a name goes on with that person.
    fn tells_more_of(&self, name: usize, noun: usize) -> bool {
        let doc = self.doc;
        let (name, mention) = (&self.people[name], &self.people[noun]);
        let listed =
            doc.entry_at(mention.tokens.end, self.conjunctions).is_some_and(|e| &*e.value == "and");
        let ages = matches!((name.age, mention.age), (Some(a), Some(b)) if a != b);
        name.name.is_some()
            && mention.name.is_none()
            && mention.kind == PeopleKind::Noun
            && mention.count == Some(CountRange::exactly(1))
            && !mention.kin
            && !mention.plural
            && !ages
            && (!listed || mention.definite && self.are_victims(noun))
            && self.is_set_off(name.tokens.end..mention.tokens.start)
    }

    /// "X Y, a farmer and father of two, died": a bare noun for kin with "of" behind it tells more of the
    /// one person named before. So does, between commas, "the father of three" of anybody.
    fn describes(&self, mention: usize, before: usize) -> bool {
        let doc = self.doc;
        let (kin, named) = (&self.people[mention], &self.people[before]);
        let possessive =
            doc.entry_at(kin.tokens.start, self.determiners).is_some_and(|e| e.has("possessive"));
        let bare = doc.entry_at(kin.tokens.start, self.determiners).is_none();
        // "our medic and a father of four"
        let counts = self.people.get(mention).is_some()
            && doc.kind(kin.tokens.end + 1) != TokenKind::Mark
            && doc.entry_at(kin.tokens.end + 1, self.numbers).is_some();
        let closed = !named.plural
            && kin.tokens.start == named.tokens.end + 1
            && doc.folded(named.tokens.end) == ","
            && (kin.sex.is_none() || named.sex.is_none() || kin.sex == named.sex);
        kin.kin
            && !kin.plural
            && kin.name.is_none()
            && !possessive
            && (named.name.is_some() && bare || closed || counts && !named.plural)
            && doc.entry_at(kin.tokens.end, self.prepositions).is_some_and(|e| &*e.value == "of")
    }

    /// "In the first, two civilians were killed": a bare number after a preposition counts nobody.
    fn says_when(&self, mention: usize) -> bool {
        let mention = &self.people[mention];
        let before = mention.tokens.start.checked_sub(1);
        mention.kind == PeopleKind::Bare
            && before.is_some_and(|at| self.doc.entry_at(at, self.prepositions).is_some())
    }

    /// The mention and those joined to it on its right.
    pub(super) fn with_coordinated_after(
        &self,
        first: usize,
        sentence: &Range<usize>,
    ) -> Vec<usize> {
        let mut joined = vec![first];
        let mut last = first;
        let mut closed = false;
        loop {
            // "the driver, and with him | two teachers": the pronoun is the conjunction's.
            let next = last + 1 + usize::from(self.is_of_conjunction(last + 1));
            let Some(mention) = self.people.get(next) else { break };
            if mention.tokens.start >= sentence.end {
                break;
            }
            if self.tells_more_of(last, next) || self.describes(next, last) {
                last = next;
                continue;
            }
            let gap = self.people[last].tokens.end..mention.tokens.start;
            let named = self.people[last].name.is_some() && mention.name.is_some();
            // Where commas part clauses, a list ends with its "and".
            let and = gap.clone().any(|at| {
                self.doc.entry_at(at, self.conjunctions).is_some_and(|e| &*e.value == "and")
            });
            if self.commas && closed && !and {
                break;
            }
            // "killing a husband and wife, the chief, reached by phone, said"
            let known = mention.definite
                && mention.name.is_none()
                && !mention.kin
                && mention.count == Some(CountRange::exactly(1));
            if closed && !and && known && !self.doc.grammar().verb_final {
                break;
            }
            closed |= and;
            // What has an effect of its own right after it ("and four wounded") is not this one's.
            let own = self.doc.entry_at(mention.tokens.end, self.effects).is_some()
                || self.doc.entry_at(mention.tokens.end, self.auxiliaries).is_some();
            if gap.start >= gap.end
                || !self.joins(gap.clone(), named)
                || self.has_own_verb(gap.clone())
                || own
                || self.speaks(next, gap.start, sentence)
                || self.is_part(next)
            {
                break;
            }
            joined.push(next);
            last = next;
        }
        // "killed two people, a farmer and his son"
        if let Some((&whole, listed)) = joined.split_first()
            && let Some(end) = (2..=listed.len()).find(|&n| self.is_breakdown(whole, &listed[..n]))
        {
            joined.truncate(end + 1);
            joined.remove(0);
        }
        // "a sapper died, two of his men were hurt": commas alone are no list, but of names.
        let listed = closed || joined.iter().all(|&i| self.people[i].name.is_some());
        if self.commas && !listed {
            joined.truncate(1);
        }
        self.without_apposed(joined)
    }

    /// Whether a pronoun is a part of the words that join what follows it ("and with him").
    fn is_of_conjunction(&self, mention: usize) -> bool {
        let Some(mention) = self.people.get(mention) else { return false };
        let at = mention.tokens.start;
        mention.kind == PeopleKind::Pronoun
            && (at.saturating_sub(2)..at)
                .any(|from| self.doc.term_at(from, self.conjunctions).is_some_and(|t| t.end > at))
    }

    /// "…, wounding twelve, an official and a union told reporters": those whose words are given.
    fn speaks(&self, mention: usize, gap: usize, sentence: &Range<usize>) -> bool {
        let tokens = &self.people[mention].tokens;
        let comma =
            self.doc.folded(gap) == "," || self.doc.folded(tokens.start.wrapping_sub(1)) == ",";
        let end = (tokens.end + LONGEST_GAP).min(sentence.end);
        comma
            && !self.doc.grammar().verb_final
            && (tokens.end..end)
                .take_while(|&at| !matches!(self.doc.folded(at), "," | ";" | ":"))
                .any(|at| self.doc.entry_at(at, self.reporting).is_some())
    }

    /// "two of them", "one of whom".
    pub(super) fn is_partitive_pronoun(&self, mention: usize) -> bool {
        let mention = &self.people[mention];
        mention.kind == PeopleKind::Pronoun
            && mention.plural
            && mention.count.is_some()
            && mention.tokens.len() > 2
    }

    /// "two of them", "one of whom", "others among them": a part of those just named.
    fn is_part(&self, mention: usize) -> bool {
        let partitive = self.is_partitive_pronoun(mention);
        let mention = &self.people[mention];
        partitive || self.doc.entry_at(mention.tokens.end, self.subsets).is_some()
    }

    pub(super) fn in_one_sentence(&self, a: usize, b: usize) -> bool {
        let sentence = |i: usize| self.doc.sentence_of(self.people[i].tokens.start);
        sentence(a) == sentence(b)
    }

    /// Whether a counted mention is followed by "of" and nothing else before the next than what belongs to
    /// that ("two members | of a manual eradication | group").
    pub(super) fn is_partitive(&self, before: usize, gap: Range<usize>) -> bool {
        const LONGEST: usize = 5;
        let doc = self.doc;
        let belongs = |at: usize| {
            doc.entry_at(at, self.determiners).is_some()
                || doc.entry_at(at, doc.class("person_modifiers")).is_some()
                || doc.kind(at) == TokenKind::Word && doc.terms_at(at).is_empty()
        };
        // "several of | the crew": the words for the number hold their "of".
        let ends = self.people[before].tokens.end;
        let of_own = gap.is_empty()
            && self.people[before].kind == PeopleKind::Bare
            && doc.entry_at(ends - 1, self.prepositions).is_some_and(|e| &*e.value == "of");
        if of_own {
            return true;
        }
        (1..=LONGEST).contains(&gap.len())
            && self.people[before].count.is_some()
            && doc.entry_at(gap.start, self.prepositions).is_some_and(|e| &*e.value == "of")
            && (gap.start + 1..gap.end).all(belongs)
    }

    /// "killed one man and sent ten to hospital": words after the conjunction that do not belong to
    /// the next phrase, because it begins with its own article or number.
    fn has_own_verb(&self, gap: Range<usize>) -> bool {
        let doc = self.doc;
        // Where verbs come last, none can stand in front of its object.
        if doc.grammar().verb_final {
            return false;
        }
        let begins = doc.kind(gap.end) == TokenKind::Number
            || doc.entry_at(gap.end, self.determiners).is_some()
            || doc.entry_at(gap.end, self.numbers).is_some()
            || doc.entry_at(gap.end, doc.class("number_modifiers")).is_some();
        let joint = |at: usize| {
            matches!(doc.folded(at), "," | ";") || doc.term_at(at, self.conjunctions).is_some()
        };
        let last = gap.clone().rev().find(|&at| joint(at));
        let Some(last) = last.filter(|_| begins) else { return false };
        let tail = doc.term_at(last, self.conjunctions).map_or(last + 1, |term| term.end);
        (tail..gap.end).any(|at| {
            doc.kind(at) == TokenKind::Word
                && doc.entry_at(at, self.adverbs).is_none()
                && doc.entry_at(at, self.function_words).is_none()
                && doc.entry_at(at, self.determiners).is_none()
        })
    }

    /// Whether only commas, "and", articles and words that belong to the mention before lie between.
    fn joins(&self, gap: Range<usize>, named: bool) -> bool {
        let doc = self.doc;
        if gap.len() > LONGEST_GAP {
            return false;
        }
        // "A, who had driven the car, and his brother".
        let relative =
            |at: usize| doc.entry_at(at, self.relatives).is_some_and(|e| e.has("relative"));
        // "a girl who stood further off and her cousin", but not "three who died, and …".
        let close = relative(gap.start)
            && gap.clone().all(|at| {
                doc.entry_at(at, self.effects).is_none() && !matches!(doc.folded(at), ";" | ":")
            });
        if gap.len() > 3
            && (close
                || doc.folded(gap.start) == ","
                    && relative(gap.start + 1)
                    && doc.folded(gap.end - 2) == ",")
            && doc.entry_at(gap.end - 1, self.conjunctions).is_some_and(|e| &*e.value == "and")
        {
            return true;
        }
        // "two women, the number of casualties": the next is another noun's.
        let of = |at: usize| doc.entry_at(at, self.prepositions).is_some_and(|e| &*e.value == "of");
        let of_another = of(gap.end - 1) && {
            let tail = gap.clone().rev().skip(1);
            let mut words = tail.take_while(|&at| doc.tokens[at].is_word());
            words.any(|at| {
                doc.kind(at) == TokenKind::Word && self.doc.entry_at(at, self.determiners).is_some()
            })
        };
        if of_another {
            return false;
        }
        let mut joint = false;
        let mut at = gap.start;
        while at < gap.end {
            let conjunction = doc.term_at(at, self.conjunctions);
            let kind = conjunction.map_or("", |term| &doc.entry(term).value);
            joint |= kind == "and" || matches!(doc.folded(at), "," | ";");
            let parts = matches!(doc.folded(at), ":" | "(")
                || doc.folded(at) == ";" && !named
                || matches!(kind, "while" | "but")
                || kind == "or" && joint
                || doc.entry_at(at, self.subsets).is_some()
                || doc.entry_at(at, self.auxiliaries).is_some()
                || doc.entry_at(at, self.effects).is_some()
                || doc.entry_at(at, self.verbs).is_some()
                || doc.entry_at(at, self.frames).is_some_and(|e| !e.has("light"))
                || doc.entry_at(at, self.reporting).is_some()
                || joint
                    && conjunction.is_none()
                    && doc.entry_at(at, self.negations).is_some_and(|e| &*e.value != "none")
                || doc.entry_at(at, self.relatives).is_some_and(|e| e.has("relative"));
            if parts {
                return false;
            }
            // "as well as" is one conjunction, not three words.
            at = conjunction.map_or(at + 1, |term| term.end);
        }
        joint
    }
}
