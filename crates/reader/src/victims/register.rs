//! The victims found so far: each person once, with all that several mentions say.

use cairn_model::{CountRange, Outcome, ReportedVictim, VictimGroup};

use crate::context::Context;
use crate::incidents::Event;
use crate::people::{PeopleKind, PeopleMention};
use crate::token::fold;

/// The victims of one occasion while its sentences are read.
pub(super) struct Register<'c, 'd> {
    context: &'c Context<'d>,
    known: Vec<Known>,
}

struct Known {
    victim: ReportedVictim,
    /// The mentions that mean this person, as indices into the people.
    mentions: Vec<usize>,
    child: bool,
}

impl<'c, 'd> Register<'c, 'd> {
    pub(super) const fn new(context: &'c Context<'d>) -> Self {
        Self { context, known: Vec::new() }
    }

    /// Adds a person or what is new of one known already.
    pub(super) fn add(&mut self, mention: &PeopleMention, index: Option<usize>, outcome: Outcome) {
        let anaphoric = self.is_anaphoric(mention);
        match self.known.iter().position(|known| known.is(mention, index, outcome, anaphoric)) {
            Some(at) => {
                let known = &mut self.known[at];
                known.complete(mention, index);
                known.victim.outcome = worse(known.victim.outcome, outcome);
            }
            None => self.known.push(Known {
                victim: ReportedVictim {
                    name: mention.name.clone(),
                    outcome,
                    group: mention.group,
                    sex: mention.sex,
                    age: mention.age,
                    occupation: mention.occupation.clone(),
                    evidence: vec![self.context.doc.evidence(mention.tokens.clone())],
                },
                mentions: index.into_iter().collect(),
                child: mention.child,
            }),
        }
    }

    /// Whether a mention may mean somebody spoken of before: "the driver", but not "his wife".
    fn is_anaphoric(&self, mention: &PeopleMention) -> bool {
        let doc = self.context.doc;
        let possessive = doc
            .entry_at(mention.tokens.start, doc.class("determiners"))
            .is_some_and(|entry| entry.has("possessive"));
        mention.definite
            && !possessive
            && !mention.kin
            && mention.kind == PeopleKind::Noun
            && mention.count == Some(CountRange::exactly(1))
    }

    /// Whether somebody of this name is known.
    pub(super) fn has_name(&self, name: &str) -> bool {
        self.known
            .iter()
            .any(|known| known.victim.name.as_deref().is_some_and(|n| one_name(n, name)))
    }

    /// How many with a name are known to have met with an outcome.
    pub(super) fn named(&self, outcome: Outcome) -> u64 {
        let with = |known: &&Known| known.victim.name.is_some() && known.victim.outcome == outcome;
        self.known.iter().filter(with).count() as u64
    }

    /// How many are known to have met with an outcome.
    pub(super) fn with(&self, outcome: Outcome) -> usize {
        self.known.iter().filter(|known| known.victim.outcome == outcome).count()
    }

    /// Gives the name of "the boy, A B" to the one boy who had none; says whether there was one.
    ///
    /// A name that is `introduced` ("he was identified as A B") needs no description.
    pub(super) fn name_one(
        &mut self,
        mention: &PeopleMention,
        index: usize,
        introduced: bool,
    ) -> bool {
        let mut fitting = self.known.iter_mut().filter(|known| {
            let victim = &known.victim;
            victim.name.is_none()
                && victim.outcome != Outcome::Unharmed
                && (known.describes(mention) || introduced && known.agrees(mention))
        });
        match (fitting.next(), fitting.next()) {
            (Some(known), None) => {
                known.complete(mention, Some(index));
                true
            }
            _ => false,
        }
    }

    /// The victims, those of whose group nothing is said in the group of the others.
    pub(super) fn finish(self, event: &Event) -> Vec<ReportedVictim> {
        let group = self.common_group(event);
        self.known
            .into_iter()
            .map(|known| known.victim)
            .map(|mut victim| {
                if victim.group == VictimGroup::Unknown {
                    victim.group = group;
                }
                victim
            })
            .collect()
    }

    /// The group of the people counted, where it is one; else civilian.
    fn common_group(&self, event: &Event) -> VictimGroup {
        let mut groups = event
            .facts
            .iter()
            .flat_map(|facts| &facts.effects)
            .flat_map(|&i| &self.context.effects[i].people)
            .map(|&i| &self.context.people[i])
            .filter(|mention| mention.plural && mention.count.is_some())
            .map(|mention| mention.group)
            .filter(|group| *group != VictimGroup::Unknown);
        match groups.next() {
            Some(first) if groups.all(|group| group == first) => first,
            _ => VictimGroup::Civilian,
        }
    }
}

impl Known {
    /// Whether a mention means this person.
    fn is(
        &self,
        mention: &PeopleMention,
        index: Option<usize>,
        outcome: Outcome,
        anaphoric: bool,
    ) -> bool {
        if index.is_some_and(|index| self.mentions.contains(&index)) {
            return true;
        }
        match (&self.victim.name, &mention.name) {
            (Some(a), Some(b)) => one_name(a, b),
            (None, Some(_)) => anaphoric && self.describes(mention),
            _ => {
                let trade = mention.occupation.is_none() || self.same_trade(mention);
                anaphoric && self.victim.outcome == outcome && trade && self.agrees(mention)
            }
        }
    }

    fn same_trade(&self, mention: &PeopleMention) -> bool {
        match (&self.victim.occupation, &mention.occupation) {
            (Some(a), Some(b)) => {
                let (a, b) = (fold(a), fold(b));
                a.ends_with(&b) || b.ends_with(&a)
            }
            _ => false,
        }
    }

    fn agrees(&self, mention: &PeopleMention) -> bool {
        let victim = &self.victim;
        (victim.age.is_none() || mention.age.is_none() || victim.age == mention.age)
            && (victim.sex.is_none() || mention.sex.is_none() || victim.sex == mention.sex)
    }

    /// Whether what is known fits a mention so well that it may be its name: sex, age of childhood
    /// or occupation.
    fn describes(&self, mention: &PeopleMention) -> bool {
        let alike = self.same_trade(mention)
            || self.victim.sex.is_some() && self.victim.sex == mention.sex
            || self.child && mention.child;
        alike && self.agrees(mention) && self.child == mention.child
    }

    fn complete(&mut self, mention: &PeopleMention, index: Option<usize>) {
        let victim = &mut self.victim;
        let longer = match (&victim.name, &mention.name) {
            (Some(a), Some(b)) => b.len() > a.len(),
            (None, Some(_)) => true,
            _ => false,
        };
        if longer {
            victim.name.clone_from(&mention.name);
        }
        victim.age = victim.age.or(mention.age);
        victim.sex = victim.sex.or(mention.sex);
        victim.occupation = victim.occupation.take().or_else(|| mention.occupation.clone());
        if victim.group == VictimGroup::Unknown {
            victim.group = mention.group;
        }
        self.mentions.extend(index);
    }
}

/// Whether two spellings name one person: the same, or the last words of the other.
pub(crate) fn one_name(a: &str, b: &str) -> bool {
    let ends = |long: &str, short: &str| {
        long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
            || long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '))
    };
    // As most are: these need not be folded.
    if a.is_ascii() && b.is_ascii() && !share_an_end(a.as_bytes(), b.as_bytes()) {
        return false;
    }
    let (a, b) = (fold(a), fold(b));
    ends(&a, &b) || ends(&b, &a)
}

/// Whether the longer of two names in plain letters begins or ends as the other.
fn share_an_end(a: &[u8], b: &[u8]) -> bool {
    let (long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
    let (head, tail) = (&long[..short.len()], &long[long.len() - short.len()..]);
    head.eq_ignore_ascii_case(short) || tail.eq_ignore_ascii_case(short)
}

/// Who was injured and then died was killed; a word that he is out of danger changes nothing.
const fn worse(a: Outcome, b: Outcome) -> Outcome {
    match (a, b) {
        (Outcome::Killed, _) | (_, Outcome::Killed) => Outcome::Killed,
        (Outcome::Injured, _) | (_, Outcome::Injured) => Outcome::Injured,
        (Outcome::Unknown, other) => other,
        (first, _) => first,
    }
}
