//! Verbs of finding and clearing, and the form in which they stand.

use std::ops::Range;

use cairn_model::FindAction;

use crate::doc::Doc;
use crate::lexicon::{Class, Entry};
use crate::token::{Token, TokenKind};

/// A verb of finding or clearing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verb {
    /// Its words.
    pub tokens: Range<usize>,
    /// What it says was done.
    pub action: FindAction,
    /// On which side its ordnance stands.
    pub form: Form,
    /// "were not found".
    pub negated: bool,
    /// "will be destroyed", "to remove": not done yet.
    pub ahead: bool,
    /// "dug … up": the second half, behind its ordnance.
    pub particle: Option<usize>,
    /// "arrested with": only what stands right behind "with" is its ordnance.
    pub with: bool,
}

/// On which side of a verb its ordnance stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// "removed 64 mines": after it.
    Active,
    /// "were found": before it.
    Passive,
    /// "12 mines found", "found 12 mines": on either side.
    Either,
    /// "removing 12 mines".
    Gerund,
    /// "removal of 12 mines".
    Noun,
    /// "a controlled explosion".
    Event,
}

impl Form {
    /// Whether ordnance after it may be its object.
    pub const fn takes_object(self) -> bool {
        matches!(self, Self::Active | Self::Either | Self::Gerund | Self::Noun)
    }

    /// Whether ordnance before it may be its subject.
    pub const fn takes_subject(self) -> bool {
        matches!(self, Self::Passive | Self::Either)
    }

    /// Whether ordnance stands after it only.
    pub const fn is_active(self) -> bool {
        matches!(self, Self::Active | Self::Gerund | Self::Noun)
    }
}

impl Verb {
    /// Whether it is said to have been done.
    pub const fn happened(&self) -> bool {
        !self.negated && !self.ahead
    }
}

/// What finding verbs needs of the lexicon.
pub struct VerbFinder<'c, 'd> {
    doc: &'c Doc<'d>,
    verbs: Class,
    auxiliaries: Class,
    adverbs: Class,
    negations: Class,
    determiners: Class,
    conjunctions: Class,
    words: Class,
    hypothetical: Class,
    things: Class,
    clearers: Class,
}

/// Helping verbs and adverbs before a participle are rarely more than this many tokens.
const REACH: usize = 5;

/// Between "dug" and "out" are rarely more than this many tokens.
const FARTHEST_PARTICLE: usize = 14;

impl<'c, 'd> VerbFinder<'c, 'd> {
    /// Looks the classes up once for a text.
    pub fn new(doc: &'c Doc<'d>) -> Self {
        Self {
            doc,
            verbs: doc.class("find_verbs"),
            auxiliaries: doc.class("auxiliaries"),
            adverbs: doc.class("adverbs"),
            negations: doc.class("negations"),
            determiners: doc.class("determiners"),
            conjunctions: doc.class("conjunctions"),
            words: doc.class("find_words"),
            hypothetical: doc.class("hypothetical"),
            things: doc.class("things"),
            clearers: doc.class("clearers"),
        }
    }

    /// The verbs of a range of tokens, in order.
    pub fn verbs(&self, range: &Range<usize>) -> Vec<Verb> {
        let mut found: Vec<Verb> = Vec::new();
        for term in self.doc.terms_in(range.clone(), self.verbs) {
            let entry = self.doc.entry(term);
            let Ok(action) = entry.value.parse::<FindAction>() else { continue };
            let tokens = term.start..term.end;
            if !self.holds(entry, &tokens, range) {
                continue;
            }
            let particle = entry.get("particle").map(|words| self.particle(words, &tokens, range));
            if particle == Some(None) {
                continue;
            }
            let around = self.around(&tokens, range);
            let form = if entry.has("participle") {
                match found.last() {
                    // "were found and neutralised": the second is as the first.
                    Some(last) if self.coordinated(last.tokens.end, tokens.start) => {
                        match (around.form, last.form) {
                            (Form::Either, form @ (Form::Passive | Form::Active)) => form,
                            (form, _) => form,
                        }
                    }
                    _ => around.form,
                }
            } else if entry.has("gerund") {
                Form::Gerund
            } else if entry.has("object") {
                Form::Active
            } else if entry.has("subject") {
                Form::Passive
            } else if entry.has("noun") {
                Form::Noun
            } else {
                Form::Event
            };
            let carried = found
                .last()
                .filter(|last| self.coordinated(last.tokens.end, tokens.start) && !around.verbal);
            // "controlled detonations will be carried out"
            let planned = form == Form::Event && self.is_planned(tokens.end, range.end);
            let ahead = around.ahead || planned || carried.is_some_and(|last| last.ahead);
            let negated = around.negated || carried.is_some_and(|last| last.negated);
            let with = entry.has("with");
            let particle = particle.flatten();
            found.push(Verb { tokens, action, form, negated, ahead, particle, with });
        }
        found
    }

    /// Whether what an entry asks for stands around its words.
    fn holds(&self, entry: &Entry, tokens: &Range<usize>, range: &Range<usize>) -> bool {
        let doc = self.doc;
        // "everything went up": of things told of before, and of nothing else.
        if entry.has("thing") {
            let from = range.start.max(tokens.start.saturating_sub(REACH));
            let thing = |at: usize| doc.entry_at(at, self.things).is_some();
            if !(from..tokens.start).any(thing) {
                return false;
            }
        }
        // "detonated it": of things told of before.
        let thing = |at: usize| doc.entry_at(at, self.things).is_some();
        if entry.has("thing-object")
            && !(tokens.end..tokens.end + 2).any(thing)
            && !(range.start.max(tokens.start.saturating_sub(REACH))..tokens.start).any(thing)
        {
            return false;
        }
        // "out of the cellar came": where it was found stands first.
        if entry.has("whence") {
            let opens = range.start..tokens.start.min(range.start + 4);
            let whence = |at: usize| {
                doc.entry_at(at, self.words).is_some_and(|entry| &*entry.value == "whence")
            };
            if !opens.clone().any(whence) {
                return false;
            }
        }
        // "They were detonated": what was told of before, and by somebody.
        let acted_on = || {
            let be = tokens.start.checked_sub(1).filter(|&at| at > range.start);
            let be = be.filter(|&at| {
                doc.entry_at(at, self.auxiliaries).is_some_and(|entry| &*entry.value == "be")
            });
            be.is_some_and(|at| thing(at - 1))
        };
        !entry.has("clearer")
            || doc.terms_in(range.clone(), self.clearers).next().is_some()
            || entry.has("thing-object") && acted_on()
    }

    /// "dug five mines out", "made it safe": the second half of a verb, behind what it was done to.
    fn particle(&self, words: &str, verb: &Range<usize>, range: &Range<usize>) -> Option<usize> {
        let doc = self.doc;
        let is_one = |at: usize| words.split(',').any(|particle| doc.folded(at) == particle);
        (verb.end..range.end.min(verb.end + FARTHEST_PARTICLE))
            .take_while(|&at| !matches!(doc.folded(at), "," | ";" | "." | ":"))
            .find(|&at| {
                is_one(at) || doc.entry_at(at, self.verbs).is_some_and(|entry| !entry.has("noun"))
            })
            .filter(|&at| is_one(at))
    }

    /// What stands directly before a verb.
    fn around(&self, tokens: &Range<usize>, range: &Range<usize>) -> Around {
        let doc = self.doc;
        let mut around = Around { form: Form::Either, negated: false, ahead: false, verbal: false };
        let least = range.start.max(tokens.start.saturating_sub(REACH));
        let mut at = tokens.start;
        let mut have = false;
        while at > least {
            at -= 1;
            let negation = doc.entry_at(at, self.negations).is_some_and(|e| &*e.value != "none");
            around.negated |= negation;
            if let Some(entry) = doc.entry_at(at, self.auxiliaries) {
                around.verbal = true;
                match &*entry.value {
                    "be" if !have => around.form = Form::Passive,
                    "have" => {
                        have = true;
                        if around.form == Form::Either {
                            around.form = Form::Active;
                        }
                    }
                    "modal" => around.ahead = true,
                    _ => {}
                }
                continue;
            }
            let word = doc.entry_at(at, self.words).map(|entry| &*entry.value);
            if word == Some("to") {
                around.ahead = true;
                around.verbal = true;
                break;
            }
            if doc.entry_at(at, self.hypothetical).is_some() {
                around.ahead = true;
                break;
            }
            let skips = negation
                || doc.entry_at(at, self.things).is_some()
                || doc.entry_at(at, self.adverbs).is_some();
            if !skips {
                break;
            }
        }
        // "wondered whether rain had washed the mine out"
        around.ahead |= (range.start.max(tokens.start.saturating_sub(REACH + REACH))..tokens.start)
            .rev()
            .take_while(|&at| doc.kind(at) != TokenKind::Mark)
            .any(|at| doc.entry_at(at, self.words).is_some_and(|e| &*e.value == "whether"));
        // "revealed none"
        around.negated |= doc.term_at(tokens.end, self.negations).is_some_and(|term| {
            doc.entry(term).has("after") && term.end >= self.clause_end(term.end, range)
        });
        if around.form == Form::Either && !around.verbal && self.has_object(tokens, range) {
            around.form = Form::Active;
        }
        // "the found mines": a determiner right before makes it an adjective.
        let device = doc.class("device");
        let before = tokens.start.checked_sub(1);
        let led = before.is_some_and(|at| doc.entry_at(at, self.determiners).is_some());
        let noun = doc.entry_at(tokens.end, device).is_some();
        // "a row of defused Jony mines"
        let of = before.is_some_and(|at| {
            doc.entry_at(at, self.words).is_some_and(|entry| &*entry.value == "of")
        });
        let nouns = (tokens.end..tokens.end + 3)
            .take_while(|&at| doc.tokens.get(at).is_some_and(Token::is_word))
            .any(|at| doc.entry_at(at, device).is_some());
        // "Defused mines were on display"
        let opens = tokens.start == range.start && noun && self.has_verb_behind(tokens.end, range);
        if (led && noun || of && nouns || opens) && around.form == Form::Either && !around.verbal {
            around.ahead = true;
        }
        around
    }

    /// "destroyed a tractor", said of what destroys as well as of whom: what stands behind it is what was
    /// destroyed, and what stands before it did it.
    fn has_object(&self, tokens: &Range<usize>, range: &Range<usize>) -> bool {
        let doc = self.doc;
        let wrecks = doc
            .entry_at(tokens.start, doc.class("explosions"))
            .is_some_and(|entry| &*entry.value == "wrecks");
        let (device, dates) = (doc.class("device"), doc.class("date_words"));
        let near = tokens.end + 1..range.end.min(tokens.end + REACH);
        wrecks
            && doc.entry_at(tokens.end, self.determiners).is_some_and(|e| &*e.value != "other")
            && doc.entry_at(tokens.end, dates).is_none_or(|entry| &*entry.value == "one")
            && !near.clone().any(|at| doc.entry_at(at, device).is_some())
            && !near.take(2).any(|at| doc.entry_at(at, dates).is_some())
    }

    /// Where the clause ends that goes on at a token.
    fn clause_end(&self, from: usize, range: &Range<usize>) -> usize {
        let doc = self.doc;
        let ends = |at: &usize| {
            doc.kind(*at) == TokenKind::Mark || doc.entry_at(*at, self.conjunctions).is_some()
        };
        (from..range.end).find(ends).unwrap_or(range.end)
    }

    /// Whether a plural noun without a number has a verb of its own behind it: "… were on display".
    fn has_verb_behind(&self, from: usize, range: &Range<usize>) -> bool {
        let doc = self.doc;
        (from..range.end.min(from + FARTHEST_PARTICLE)).any(|at| {
            doc.entry_at(at, self.auxiliaries).is_some_and(|entry| &*entry.value == "be")
                && doc.entry_at(at + 1, self.verbs).is_none()
                && doc.entry_at(at + 2, self.verbs).is_none()
        })
    }

    /// Whether what stands behind an event says that it is still to come.
    fn is_planned(&self, from: usize, end: usize) -> bool {
        let doc = self.doc;
        (from..end.min(from + REACH)).any(|at| {
            doc.entry_at(at, self.auxiliaries).is_some_and(|entry| &*entry.value == "modal")
        })
    }

    /// Whether two verbs are joined by a conjunction with nothing else between.
    fn coordinated(&self, from: usize, to: usize) -> bool {
        let doc = self.doc;
        let conjunction = (from..to).any(|at| {
            doc.folded(at) == ","
                || doc
                    .entry_at(at, self.conjunctions)
                    .is_some_and(|entry| matches!(&*entry.value, "and" | "or"))
        });
        conjunction
            && to - from <= 8
            && !(from..to).any(|at| {
                doc.entry_at(at, self.determiners).is_some_and(|e| &*e.value == "indefinite")
            })
    }
}

struct Around {
    form: Form,
    negated: bool,
    ahead: bool,
    /// Whether it has helping verbs of its own.
    verbal: bool,
}
