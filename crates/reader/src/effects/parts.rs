//! Harm told by way of the body or of somebody spoken of before: "lost a leg", "his foot was torn
//! off", "Face and neck are badly injured", "Nobody in it survived", "They were all killed".

use std::ops::Range;

use cairn_model::{CountRange, Sex};

use super::{Effect, Finder};
use crate::people::PeopleKind;

/// Words between a verb and the part of the body that it concerns.
const FARTHEST_PART: usize = 6;

impl Finder<'_, '_> {
    /// Where the part of the body that follows a verb ends ("lost | three fingers of the hand").
    pub(super) fn part_after(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let end = sentence.end.min(at + FARTHEST_PART);
        let part = self.doc.terms_in(at..end, self.body_parts).next()?;
        let clear = (at..part.start).all(|i| {
            !matches!(self.doc.folded(i), ";" | ":" | "." | ",")
                && self.doc.entry_at(i, self.effects).is_none()
        });
        clear.then_some(part.end)
    }

    /// The part of the body that stands before a verb, where nothing else ends its sentence.
    pub(super) fn part_before(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let from = at.saturating_sub(FARTHEST_PART + 2).max(sentence.start);
        let last = matches!(self.doc.folded(at + 1), "." | "," | ";" | "/" | "|" | ")" | "");
        let part = self.doc.terms_in(from..at, self.body_parts).last()?;
        let clear = (part.end..at).all(|i| {
            !matches!(self.doc.folded(i), ";" | ":" | "." | ",")
                && self.doc.entry_at(i, self.effects).is_none()
                && self.doc.entry_at(i, self.auxiliaries).is_none()
        });
        (last && clear).then_some(part.start)
    }

    /// "A leg was torn off", "had a leg torn off": the person whose limb it was. `None` without one.
    pub(super) fn limb(&self, effect: &mut Effect, sentence: &Range<usize>) -> Option<()> {
        let clause = self.clause_start(effect.tokens.start, sentence);
        let from = clause.max(effect.tokens.start.saturating_sub(FARTHEST_PART));
        let before = from..effect.tokens.start;
        let part = self.doc.terms_in(before, self.body_parts).last().map(|term| term.start);
        match part {
            Some(part) => {
                effect.people = self.subjects(part, sentence);
                // "Surgeons removed her foot and said that the hearing of one ear was gone."
                let said = |i: usize| {
                    let end = self.people[i].tokens.end;
                    self.doc.terms_in(end.min(part)..part, self.reporting).next().is_some()
                };
                if effect.people.iter().any(|&i| said(i)) {
                    effect.people.clear();
                }
                if effect.people.is_empty() {
                    effect.people.extend(self.owner_behind(part, effect.tokens.start));
                }
                if effect.people.is_empty() {
                    effect.people.extend(self.person_before(part, sentence, None));
                }
                // "His jaw had to be wired."
                effect.somebody = effect.people.is_empty()
                    && (part.saturating_sub(2).max(sentence.start)..part).any(|i| {
                        let entry = self.doc.entry_at(i, self.determiners);
                        entry.is_some_and(|e| e.has("possessive") && !e.has("plural"))
                    });
            }
            None => {
                let end = self.part_after(effect.tokens.end, sentence)?;
                effect.people.extend(self.taken_from(end, sentence));
                if !effect.people.is_empty() {
                    return Some(());
                }
                effect.people.extend(self.deprived(effect.tokens.end, end, sentence));
                if !effect.people.is_empty() {
                    // "cost a farmer his leg and his brother both eyes"
                    effect.people.extend(self.gapped(end, sentence));
                }
                // "Surgeons amputated his toes": it is known that they are not the surgeons'.
                let his = (effect.tokens.end..end).any(|i| {
                    let entry = self.doc.entry_at(i, self.determiners);
                    entry.is_some_and(|e| e.has("possessive") && !e.has("plural"))
                });
                if effect.people.is_empty() && !his {
                    effect.people = self.subjects(effect.tokens.start, sentence);
                    // "surgeons took it off above the knee"
                    let carers = self.doc.class("carers");
                    let heals = |&i: &usize| {
                        self.doc.terms_in(self.people[i].tokens.clone(), carers).next().is_some()
                    };
                    if effect.people.iter().any(heals) {
                        effect.people = self
                            .person_before(
                                self.people[effect.people[0]].tokens.start,
                                sentence,
                                None,
                            )
                            .into_iter()
                            .collect();
                    }
                }
                if effect.people.is_empty() {
                    let part = effect.tokens.end + FARTHEST_PART;
                    effect.people.extend(self.owner(part.min(sentence.end), sentence));
                }
            }
        }
        Some(())
    }

    /// "took a hand | from one and the hearing from the other": from whom a part of the body was taken.
    fn taken_from(&self, end: usize, sentence: &Range<usize>) -> Vec<usize> {
        let doc = self.doc;
        let mut found = Vec::new();
        let mut at = end;
        while at < sentence.end {
            let from = doc.entry_at(at, self.prepositions).or_else(|| {
                doc.entry_at(at, self.function_words).filter(|e| &*e.value == "preposition")
            });
            let person = from.and_then(|_| self.mentions(at + 1..at + 2).next());
            let Some(person) = person else { break };
            found.push(person);
            let next = self.people[person].tokens.end;
            let and = doc.entry_at(next, self.conjunctions).is_some_and(|e| &*e.value == "and")
                || doc.folded(next) == ",";
            match self.part_after(next + 1, sentence).filter(|_| and) {
                Some(part) => at = part,
                None => break,
            }
        }
        found
    }

    /// "the left foot | of a shepherd | was torn off": whose a part of the body is, told behind it.
    fn owner_behind(&self, part: usize, verb: usize) -> Option<usize> {
        let of =
            |at: usize| self.doc.entry_at(at, self.prepositions).is_some_and(|e| &*e.value == "of");
        self.mentions(part..verb).find(|&i| {
            let start = self.people[i].tokens.start;
            start > part && of(start - 1)
        })
    }

    /// "tore off | his foot", "took | both legs of a shepherd", "cost | a farmer his leg": whose the part
    /// is that stands before `end`, where the words between or after say so.
    pub(super) fn deprived(&self, at: usize, end: usize, sentence: &Range<usize>) -> Option<usize> {
        let doc = self.doc;
        let of = |i: usize| doc.entry_at(i, self.prepositions).is_some_and(|e| &*e.value == "of");
        if of(end)
            && let Some(owner) = self.mentions(end + 1..end + 2).next()
        {
            return Some(owner);
        }
        let between = self
            .mentions(at..end)
            .find(|&i| matches!(self.people[i].kind, PeopleKind::Noun | PeopleKind::Name));
        let his = (at..end).find_map(|i| {
            let entry = doc.entry_at(i, self.determiners).filter(|e| e.has("possessive"))?;
            let sex = entry.get("sex").and_then(|sex| sex.parse().ok());
            (!entry.has("plural")).then(|| self.person_before(at, sentence, sex)).flatten()
        });
        between.or(his)
    }

    /// "The death toll | … rose to six": the number that a toll has reached.
    pub(super) fn toll(&self, at: usize, sentence: &Range<usize>) -> Vec<usize> {
        let doc = self.doc;
        let end = (at..sentence.end).find(|&i| doc.folded(i) == ";").unwrap_or(sentence.end);
        // "the toll of the blast at X rose to six": the first that a number follows.
        doc.terms_in(at..end, self.toll_verbs)
            .find_map(|term| self.mentions(term.end..term.end + 1).next())
            .into_iter()
            .collect()
    }

    /// "The dead of Sunday's blast | numbered eight": the number of people spoken of as known.
    pub(super) fn numbered(&self, at: usize, sentence: &Range<usize>) -> Vec<usize> {
        let doc = self.doc;
        let mut verbs = doc.terms_in(at..sentence.end, self.toll_verbs);
        let verb = verbs.find(|term| doc.entry(term).has("numbers"));
        verb.filter(|verb| {
            (at..verb.start).all(|i| {
                !matches!(doc.folded(i), ";" | ",")
                    && doc.entry_at(i, self.effects).is_none()
                    && doc.entry_at(i, self.auxiliaries).is_none()
            })
        })
        .and_then(|verb| self.mentions(verb.end..verb.end + 1).next())
        .into_iter()
        .collect()
    }

    /// "eleven | dead | soldiers": a counted mention that holds the word.
    pub(super) fn counted_around(&self, tokens: &Range<usize>) -> Option<usize> {
        let near = self.mentions(tokens.start.saturating_sub(4)..tokens.start);
        near.rev().find(|&i| {
            let mention = &self.people[i];
            let plural = mention.plural && mention.count.is_some();
            tokens.end < mention.tokens.end && plural && !mention.definite
        })
    }

    /// "the bodies | of all nine victims": people who are spoken of as known, with their number.
    pub(super) fn whose(&self, at: usize) -> Option<usize> {
        let of = self.doc.entry_at(at, self.doc.class("partitives")).is_some();
        self.mentions(at..at + 2).find(|&i| {
            let mention = &self.people[i];
            let general = self.doc.entry_at(mention.tokens.end - 1, self.relatives);
            of && mention.definite
                && mention.plural
                && mention.count.is_some()
                && (mention.kind == PeopleKind::Bare
                    || general.is_some_and(|entry| entry.has("general")))
        })
    }

    /// "gave the dead | as four", "put the injured | at six": the number right behind.
    pub(super) fn put_after(&self, at: usize) -> Vec<usize> {
        let reached = self.doc.term_at(at, self.toll_verbs);
        let bare = |&i: &usize| {
            let mention = &self.people[i];
            mention.kind == PeopleKind::Bare && mention.count.is_some() && !mention.definite
        };
        reached
            .and_then(|term| self.mentions(term.end..term.end + 1).find(bare))
            .into_iter()
            .collect()
    }

    /// "Ascienden a cinco | los muertos": the number that a toll has reached, told before its noun.
    pub(super) fn toll_before(&self, at: usize) -> Option<usize> {
        let doc = self.doc;
        let end = at - usize::from(self.is_determined(at));
        let near = self.mentions(end.saturating_sub(4)..end);
        near.rev().find(|&i| {
            let tokens = &self.people[i].tokens;
            let reaches = |from: usize| {
                doc.term_at(from, self.toll_verbs).is_some_and(|term| term.end == tokens.start)
            };
            self.people[i].kind == PeopleKind::Bare
                && tokens.end == end
                && (tokens.start.saturating_sub(4)..tokens.start).any(reaches)
        })
    }

    /// "Face and neck are injured": somebody spoken of before, where the subject is a part of the body.
    pub(super) fn part_owner(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let clause = self.clause_start(at, sentence);
        let part = self.doc.terms_in(clause..at, self.body_parts).next()?;
        self.person_before(part.start, sentence, None)
    }

    /// "His injuries": whose they are.
    pub(super) fn owner(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let doc = self.doc;
        let near = at.saturating_sub(FARTHEST_PART).max(sentence.start)..at;
        let (place, possessive) = near.rev().find_map(|i| {
            let entry = doc.entry_at(i, self.determiners).filter(|e| e.has("possessive"))?;
            Some((i, entry))
        })?;
        // "died of his wounds" tells of death.
        let governed = place > sentence.start && {
            let before = place - 1;
            doc.entry_at(before, self.prepositions).is_some_and(|e| &*e.value == "of")
                || doc.entry_at(before, self.effects).is_some()
                || place > sentence.start + 1 && doc.entry_at(place - 2, self.effects).is_some()
        };
        if governed {
            return None;
        }
        let sex = possessive.get("sex").and_then(|sex| sex.parse().ok());
        if possessive.has("plural") { None } else { self.person_before(at, sentence, sex) }
    }

    /// The single person last spoken of in the paragraph.
    pub(super) fn person_before(
        &self,
        at: usize,
        sentence: &Range<usize>,
        sex: Option<Sex>,
    ) -> Option<usize> {
        let one = CountRange::exactly(1);
        self.mentions(self.paragraph_start(sentence)..at).rev().find(|&i| {
            let mention = &self.people[i];
            mention.count == Some(one)
                && matches!(mention.kind, PeopleKind::Noun | PeopleKind::Name)
                && (mention.sex.is_none() || sex.is_none() || mention.sex == sex)
                && self.doc.entry_at(mention.tokens.end, self.reporting).is_none()
        })
    }

    /// The last number of people spoken of in the paragraph; of several in one sentence ("four members
    /// of a family, two brothers with their parents") the largest.
    pub(super) fn group_before(&self, at: usize, sentence: &Range<usize>) -> Option<usize> {
        let mentions = self.mentions(self.paragraph_start(sentence)..at);
        let groups = mentions.rev().filter(|&i| {
            let mention = &self.people[i];
            mention.plural
                && mention.count.is_some()
                && matches!(mention.kind, PeopleKind::Noun | PeopleKind::Bare)
        });
        let said_in = |i: usize| self.doc.sentence_of(self.people[i].tokens.start);
        let mut best: Option<usize> = None;
        for group in groups {
            match best {
                Some(known) if said_in(known) != said_in(group) => break,
                Some(known) if self.people[known].count >= self.people[group].count => {}
                _ => best = Some(group),
            }
        }
        best
    }

    /// The number of people of the same kind last spoken of in the paragraph or the one before.
    fn same_kind_before(&self, mention: usize, sentence: &Range<usize>) -> Option<usize> {
        let this = &self.people[mention];
        let start = self.paragraph_start(sentence);
        let before = self.doc.sentence_of(start.saturating_sub(1));
        let from = self.paragraph_start(&self.doc.sentences[before].tokens);
        self.mentions(from..this.tokens.start).rev().find(|&i| {
            let other = &self.people[i];
            other.kind == PeopleKind::Noun
                && other.count.is_some_and(|count| count.least() > 1)
                && (other.group, other.kin, other.sex, other.child)
                    == (this.group, this.kin, this.sex, this.child)
        })
    }

    /// "They were all killed": those last counted in the paragraph, where nobody has yet told what
    /// became of them.
    pub(super) fn resolve(&self, effect: &mut Effect, sentence: &Range<usize>) {
        let [only] = effect.people.as_slice() else { return };
        let mention = &self.people[*only];
        // Without articles, "kardeşler" may be the two spoken of before.
        if self.doc.grammar().no_articles
            && mention.kind == PeopleKind::Noun
            && mention.plural
            && mention.count.is_none()
            && let Some(known) = self.same_kind_before(*only, sentence)
        {
            effect.people = vec![known];
            return;
        }
        let part = self.is_partitive_pronoun(*only);
        let they = mention.kind == PeopleKind::Pronoun && mention.plural && !part;
        let at = mention.tokens.start.min(effect.tokens.start);
        if !they || effect.negated {
            return;
        }
        let count = mention.count;
        let group = self
            .group_before(at, sentence)
            .filter(|&i| count.is_none() || self.people[i].count == count);
        // "Both were killed" after "A and B stepped on it".
        let pair = || {
            let last = self.person_before(at, sentence, None)?;
            let joined = self.with_coordinated_before(last);
            let fits = joined.len() > 1
                && count.and_then(CountRange::exact).is_none_or(|n| n == joined.len() as u64);
            fits.then_some(joined)
        };
        if let Some(people) = group.map(|i| vec![i]).or_else(pair) {
            effect.people = people;
        }
    }

    /// The first token of the sentence's paragraph.
    fn paragraph_start(&self, sentence: &Range<usize>) -> usize {
        let sentences = &self.doc.sentences;
        let number = self.doc.sentence_of(sentence.start);
        let paragraph = sentences.get(number).map_or(0, |s| s.paragraph);
        let first = sentences.partition_point(|s| s.paragraph < paragraph);
        sentences.get(first).map_or(sentence.start, |s| s.tokens.start)
    }
}
