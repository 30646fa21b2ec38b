//! Who was killed, hurt or left unharmed: effects and the people they befell.
//!
//! The form of the verb says on which side its people stand: "three were killed" (passive, before
//! it), "killed three" (active, after it), "three killed" (headline, before it), "the deaths of
//! three". People are joined over commas and conjunctions up to the next verb.

mod apposed;
mod bare;
mod care;
mod clause;
mod company;
mod frames;
mod free_order;
mod fronted;
mod gapped;
mod joins;
mod labels;
mod nouns;
mod part_named;
mod parts;
mod results;
mod rosters;
mod shares;
mod sides;
mod spelled;
mod struck;
mod survivors;
#[cfg(test)]
mod tests;
mod together;
mod versions;

use std::ops::Range;

pub(crate) use shares::share_out;

use crate::doc::Doc;
use crate::lexicon::{Class, Entry};
use crate::people::{PeopleKind, PeopleMention};

/// What a text says became of some people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// The words that say it.
    pub tokens: Range<usize>,
    /// What became of them.
    pub harm: Harm,
    /// The people, as indices into the people mentions; several when coordinated.
    pub people: Vec<usize>,
    /// Whether it is said not to be so ("no one was killed").
    pub negated: bool,
    /// Whether it speaks of people already counted ("the wounded", "the four wounded").
    pub resumed: bool,
    /// A word that alone does not tell of harm ("was taken to hospital").
    pub weak: bool,
    /// A count that the effect's own words carry ("death toll of three", "16 bodies").
    pub own_count: bool,
    /// A figure for all that were harmed so far ("the death toll rose to six").
    pub toll: bool,
    /// A figure as it stands now, whatever was told before ("the entry now reads: killed 6").
    pub restated: bool,
    /// Somebody's figure for those told of before, which may not be the text's own.
    pub put: bool,
    /// Whether it befell one person whom no words name ("His jaw had to be wired").
    pub somebody: bool,
    /// How many of the people it did not befall ("of the five only one survived").
    pub but: u64,
    /// Other figures for the same people ("three soldiers (army), six (council)"), as indices into the
    /// people mentions.
    pub versions: Vec<usize>,
}

impl Effect {
    /// A harm that befell nobody yet.
    pub(crate) const fn of(tokens: Range<usize>, harm: Harm) -> Self {
        Self {
            tokens,
            harm,
            people: Vec::new(),
            negated: false,
            resumed: false,
            weak: false,
            own_count: false,
            toll: false,
            restated: false,
            put: false,
            somebody: false,
            but: 0,
            versions: Vec::new(),
        }
    }
}

/// What became of people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Harm {
    /// Killed.
    Killed,
    /// Injured.
    Injured,
    /// Said to be unharmed.
    Unharmed,
    /// Killed and injured together ("casualties").
    Casualties,
    /// Harmed, without word of how ("were blown up").
    Harmed,
}

/// What looks for effects in one text.
struct Finder<'a, 'd> {
    doc: &'a Doc<'d>,
    people: &'a [PeopleMention],
    auxiliaries: Class,
    adverbs: Class,
    conjunctions: Class,
    effects: Class,
    negations: Class,
    relatives: Class,
    verbs: Class,
    reporting: Class,
    prepositions: Class,
    function_words: Class,
    determiners: Class,
    body_parts: Class,
    subsets: Class,
    numbers: Class,
    clitics: Class,
    animals: Class,
    toll_verbs: Class,
    frames: Class,
    wounds: Class,
    degrees: Class,
    list_openers: Class,
    toll_speech: Class,
    /// Whether commas part clauses.
    commas: bool,
}

/// Finds effects in order of their first token.
pub fn effects(doc: &Doc<'_>, people: &[PeopleMention]) -> Vec<Effect> {
    let finder = Finder {
        doc,
        people,
        auxiliaries: doc.class("auxiliaries"),
        adverbs: doc.class("adverbs"),
        conjunctions: doc.class("conjunctions"),
        effects: doc.class("effects"),
        negations: doc.class("negations"),
        relatives: doc.class("people"),
        verbs: doc.class("explosions"),
        reporting: doc.class("reporting"),
        prepositions: doc.class("place_prepositions"),
        function_words: doc.class("function_words"),
        determiners: doc.class("determiners"),
        body_parts: doc.class("body_parts"),
        subsets: doc.class("subsets"),
        numbers: doc.class("numbers"),
        clitics: doc.class("clitics"),
        animals: doc.class("animals"),
        toll_verbs: doc.class("toll_verbs"),
        frames: doc.class("frames"),
        wounds: doc.class("wounds"),
        degrees: doc.class("degrees"),
        list_openers: doc.class("list_openers"),
        toll_speech: doc.class("toll_speech"),
        commas: doc.grammar().commas,
    };
    let mut found: Vec<Effect> = Vec::new();
    for (number, sentence) in doc.sentences.iter().enumerate() {
        if !sentence.kind.is_read() {
            continue;
        }
        let first = found.len();
        finder.frames(&sentence.tokens, &mut found);
        let framed = first..found.len();
        for term in doc.terms_in(sentence.tokens.clone(), finder.effects) {
            let inside = |effect: &Effect| effect.tokens.contains(&term.start);
            if found[framed.clone()].iter().any(inside) {
                continue;
            }
            let tokens = term.start..term.end;
            // "a burnt-out post"
            let compound = doc.tokens.get(term.end).is_some_and(|t| t.is_mark("-") && !t.spaced)
                && doc.tokens.get(term.end + 1).is_some_and(|t| t.is_word() && !t.spaced);
            if compound {
                continue;
            }
            found.extend(finder.effect(tokens, doc.entry(term), &sentence.tokens));
        }
        let before = found.len();
        finder.struck_parts(&sentence.tokens, &mut found);
        if found.len() > before && before > first {
            found[first..].sort_by_key(|effect| effect.tokens.start);
        }
        // Most sentences tell of no harm, or have it told by one word.
        if found.len() > first + 1 {
            found[first..].sort_by_key(|effect| effect.tokens.start);
            finder.settle_among(&mut found, first);
        }
        if finder.bare_figures(number, &mut found)
            | finder.cared_for(&sentence.tokens, first, &mut found)
        {
            found[first..].sort_by_key(|effect| effect.tokens.start);
        }
    }
    finder.rosters(&mut found);
    found
}

impl Finder<'_, '_> {
    fn effect(
        &self,
        tokens: Range<usize>,
        entry: &Entry,
        sentence: &Range<usize>,
    ) -> Option<Effect> {
        let doc = self.doc;
        if entry.has("hospital") {
            let near = tokens.end..(tokens.end + 9).min(sentence.end);
            doc.terms_in(near, doc.class("hospitals")).next()?;
        }
        // "four bodies wounded" are people, "the two bodies said" are authorities: no corpses.
        let living = doc.entry_at(tokens.end, self.effects).is_some_and(|e| e.has("participle"))
            || doc.entry_at(tokens.end, self.reporting).is_some();
        if entry.has("noun") && living {
            return None;
        }
        let toll = entry.has("only");
        let harm = match &*entry.value {
            "killed" => Harm::Killed,
            "injured" => Harm::Injured,
            "unharmed" => Harm::Unharmed,
            "casualties" => Harm::Casualties,
            "sole" | "nobody_left" => return self.outlived(tokens, entry, sentence),
            "survived" => return self.denied(tokens, Harm::Killed, sentence),
            "recovers" => return self.denied(tokens, Harm::Injured, sentence),
            _ => Harm::Harmed,
        };
        let negated = self.is_negated(&tokens, sentence);
        let weak = entry.has("weak");
        let mut effect = Effect { negated, weak, toll, ..Effect::of(tokens.clone(), harm) };
        if entry.has("part") {
            if let Some(part) = self.part_after(tokens.end, sentence) {
                effect.people = match self.commas {
                    true => self.either_side(&tokens, sentence),
                    false => self.subjects(tokens.start, sentence),
                };
                effect.people.extend(self.gapped(part, sentence));
                if effect.people.is_empty() {
                    effect.people.extend(self.unsaid_subject(tokens.start, sentence));
                }
            } else if entry.has("people") && !self.near_objects(tokens.end, sentence).is_empty() {
                // "The army lost five men."
                effect.harm = Harm::Killed;
                effect.people = self.near_objects(tokens.end, sentence);
            } else {
                // "one shepherd his foot on the mine lost": the verb at the end.
                let part = self.part_before(tokens.start, sentence)?;
                effect.people = self.subjects(part, sentence);
            }
        } else if self.heads_nothing(&tokens, entry, sentence) {
            effect.negated = true;
            effect.own_count = true;
            return Some(effect);
        } else if self.is_label(&tokens, entry, sentence) {
            let people = self.after_label(tokens.end, sentence);
            effect.resumed = people.iter().any(|&i| self.people[i].kind != PeopleKind::Bare);
            effect.people = people;
            effect.own_count = true;
        } else if entry.has("adjacent") {
            effect.people = self.adjacent_before(tokens.start);
            if effect.people.is_empty() {
                // "two of them fatally".
                effect.people.extend(self.partitive_before(tokens.start));
            }
            effect.people.first()?;
        } else if entry.has("left") {
            effect.people = self.left_so(tokens.start, sentence);
            effect.people.first()?;
        } else if entry.has("limb") {
            self.limb(&mut effect, sentence)?;
        } else {
            self.sides(&mut effect, entry, sentence);
        }
        if effect.people.is_empty() && !effect.resumed && !entry.has("noun") {
            effect.people.extend(self.shared_subject(tokens.start, sentence));
            if effect.people.is_empty() && (entry.has("subject") || entry.has("part")) {
                effect.people.extend(self.subject_told_of(tokens.start, sentence));
            }
        }
        // "Nobody had perished but the driver."
        let except = self.doc.entry_at(effect.tokens.end, self.doc.class("exceptions"));
        if negated && except.is_some() {
            let only = self.near_objects(effect.tokens.end + 1, sentence);
            // "… but four villagers were hurt"
            let own = only.last().map(|&i| self.people[i].tokens.end).is_none_or(|end| {
                self.doc.entry_at(end, self.auxiliaries).is_some()
                    || self.doc.entry_at(end, self.effects).is_some()
            });
            if !own {
                effect.people = only;
                effect.negated = false;
            }
        }
        if entry.has("victims") && effect.people.iter().any(|&i| self.are_victims(i)) {
            effect.harm = Harm::Casualties;
        }
        // "among the victims" says nothing of anybody.
        if entry.has("only") && effect.people.is_empty() {
            return None;
        }
        self.settle(effect, sentence)
    }

    /// What is left to do once it is known whom an effect befell. `None` where it is only possible.
    fn settle(&self, mut effect: Effect, sentence: &Range<usize>) -> Option<Effect> {
        self.resolve(&mut effect, sentence);
        self.take_part(&mut effect, sentence);
        self.all_but(&mut effect);
        if !(effect.people.is_empty() || effect.negated) {
            if effect.harm == Harm::Injured
                && let Some(before) = self.hurt_so_before(&effect.people, sentence)
            {
                effect.people.insert(0, before);
            }
            let at = effect.tokens.end;
            let joined = self.joined_later(&effect, sentence);
            for person in self.hurt_so(effect.harm, at, sentence).into_iter().chain(joined) {
                if !effect.people.contains(&person) {
                    effect.people.push(person);
                }
            }
        }
        self.tell_versions(&mut effect, sentence);
        let before = sentence.start..effect.tokens.start;
        effect.restated = self.doc.terms_in(before, self.doc.class("restated")).next().is_some();
        if !effect.negated && self.is_possible(effect.tokens.start, sentence) {
            return None;
        }
        if effect.people.iter().any(|&i| {
            let mention = &self.people[i];
            mention.definite
                && mention.kind == PeopleKind::Bare
                && mention.tokens.start >= sentence.start
        }) {
            effect.resumed = true;
        }
        Some(effect)
    }

    /// The people who stand where the form of the effect's words puts them.
    fn sides(&self, effect: &mut Effect, entry: &Entry, sentence: &Range<usize>) {
        let tokens = effect.tokens.clone();
        if (entry.has("adjective") || entry.has("participle"))
            && let Some(people) = self.counted_around(&tokens)
        {
            effect.people.push(people);
            effect.own_count = true;
        } else if entry.has("either") {
            effect.people = self.either_side(&tokens, sentence);
        } else if entry.has("participle") {
            self.participle(effect, sentence);
        } else if entry.has("object") || entry.has("of") {
            effect.people = self.objects(tokens.end, sentence);
            if effect.people.is_empty() && entry.has("of") {
                // "The seven deaths of one night".
                effect.people = self.adjacent_before(tokens.start);
                effect.own_count = !effect.people.is_empty();
            }
            if effect.people.is_empty() {
                effect.people.extend(self.clitic(tokens.start, sentence));
            }
            if effect.people.is_empty() {
                effect.people.extend(self.pronoun_after(tokens.end));
            }
        } else if entry.has("subject") && self.leads_with_preposition(tokens.start) {
            // "the wounding of two with various injuries": those right before, else the subject.
            effect.people = self.adjacent_before(tokens.start);
            if effect.people.is_empty() {
                effect.people = self.subjects(tokens.start, sentence);
            }
        } else if entry.has("subject") {
            // "fallecieron tres": in some languages the verb may stand first.
            if entry.has("inverts") {
                effect.people = self.near_objects(tokens.end, sentence);
            }
            if effect.people.is_empty() {
                effect.people = self.subjects(tokens.start, sentence);
            }
            if effect.people.is_empty() {
                // "is dead five".
                effect.people = self.near_objects(tokens.end, sentence);
            }
            if effect.people.is_empty() && !effect.weak {
                effect.people.extend(self.unsaid_subject(tokens.start, sentence));
            }
            effect.people.extend(self.company(tokens.end, sentence));
            effect.people.extend(self.one_more(tokens.end, sentence));
        } else if entry.has("cost") {
            effect.people = self.adjacent_before(tokens.start);
        } else if effect.harm == Harm::Casualties {
            // "three accidents with five casualties": the noun counts them itself.
            effect.people = self.adjacent_before(tokens.start);
            let near = tokens.start.saturating_sub(4).max(sentence.start)..tokens.end;
            let own = self.mentions(near).find(|&i| {
                self.people[i].tokens.contains(&tokens.start) && self.people[i].count.is_some()
            });
            effect.own_count = true;
            if effect.people.is_empty() {
                effect.people.extend(own);
            }
        } else if entry.has("adjective") || entry.has("noun") {
            self.names_harmed(effect, entry, sentence);
        }
    }
}
