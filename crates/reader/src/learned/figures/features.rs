//! What is asked of people who may be those whom a figure counts: yes-or-no features, each with a number and
//! a name.

use std::fmt;

use crate::learned::cues::Cue;
use crate::learned::features::{FEATURES as AROUND, Feature as Around, named};
use crate::learned::occasions::Kind;

named! {
    /// Where else a word stands.
    pub(super) enum Scope {
        Clause = "in-clause",
        Next = "in-next-sentence",
        Occasion = "of-occasion",
        Behind = "behind-occasion",
    }
}

named! {
    /// What is so.
    pub(super) enum Flag {
        Always = "figure",
        One = "one",
        Two = "two",
        Few = "few",
        Many = "many",
        Open = "open-count",
        Sum = "sum-of-several",
        SumOfTwo = "sum-of-two",
        Pronoun = "pronoun",
        Bare = "bare-number",
        Named = "with-name",
        Definite = "with-article",
        Plural = "in-plural",
        OtherUnsaid = "other-unsaid",
        OtherNone = "other-none",
        OtherOne = "other-one",
        OtherMany = "other-many",
        Same = "same-as-other",
        Fewer = "fewer-than-other",
        More = "more-than-other",
        OneAndOther = "one-and-other-told",
        ManyAndOther = "many-and-other-told",
        OneAlone = "one-and-other-unsaid",
        ManyAlone = "many-and-other-unsaid",
        OtherHarmHere = "other-harm-in-sentence",
        OtherHarmBefore = "other-harm-before",
        OtherHarmAfter = "other-harm-after",
        OtherInClause = "other-harm-in-clause",
        HarmHere = "own-harm-in-sentence",
        LooseHarmHere = "own-harm-of-nobody",
        HarmInClause = "own-harm-in-clause",
        LooseInClause = "own-harm-of-nobody-in-clause",
        Attached = "own-harm-attached",
        AttachedWeak = "weak-harm-attached",
        AttachedHarmed = "harmed-attached",
        AttachedCasualties = "casualties-attached",
        AttachedDenied = "denied-attached",
        Behind = "behind-the-occasion",
        Ahead = "ahead-of-the-occasion",
        Far = "far-from-the-occasion",
        OtherParagraph = "other-paragraph",
        TitleOnly = "in-title-only",
        SaidBefore = "count-said-before",
        SaidAfter = "count-said-after",
        FirstHere = "first-of-sentence",
        LastHere = "last-of-sentence",
        OnlyHere = "only-one-of-sentence",
        OnlyOne = "only-one-of-occasion",
        FirstOne = "first-of-occasion",
        Tallying = "in-tally",
        Begins = "opens-clause",
        Ends = "closes-clause",
        Recorded = "in-record",
        SeveralOccasions = "several-occasions",
        ContactInClause = "contact-in-clause",
        WeakHere = "weak-harm-in-sentence",
        WeakNext = "weak-harm-in-next-sentence",
        LooseNext = "own-harm-of-nobody-in-next-sentence",
        LooseOfOccasion = "own-harm-of-nobody-of-occasion",
        TriggerInClause = "trigger-in-clause",
    }
}

/// The number of a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::learned) struct Feature(u16);

const KINDS: usize = AROUND;
const SCOPES: usize = KINDS + Kind::ALL.len();
const PLACES: usize = Scope::ALL.len();
const FLAGS: usize = SCOPES + Cue::ALL.len() * PLACES;

/// How many features there are.
pub(in crate::learned) const FEATURES: usize = FLAGS + Flag::ALL.len();

#[expect(clippy::cast_possible_truncation, reason = "there are far fewer than 65536 features")]
const fn feature(number: usize) -> Feature {
    Feature(number as u16)
}

impl Feature {
    /// What stands around the words for the people.
    pub(super) const fn around(around: Around) -> Self {
        feature(around.number())
    }

    /// A word of a class stands in the sentence.
    pub(super) const fn kind(kind: Kind) -> Self {
        feature(KINDS + kind as usize)
    }

    /// A kind of word stands there.
    pub(super) const fn cue(cue: Cue, scope: Scope) -> Self {
        feature(SCOPES + cue as usize * PLACES + scope as usize)
    }

    /// A fact.
    pub(super) const fn flag(flag: Flag) -> Self {
        feature(FLAGS + flag as usize)
    }

    /// All features, in order.
    pub(in crate::learned) fn all() -> impl Iterator<Item = Self> {
        (0..FEATURES).map(feature)
    }

    /// Its number.
    pub(in crate::learned) const fn number(self) -> usize {
        self.0 as usize
    }
}

/// The name in the file of weights.
impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.number();
        if number < KINDS {
            Around::numbered(number).fmt(f)
        } else if number < SCOPES {
            write!(f, "class {}", Kind::ALL[number - KINDS].name())
        } else if number < FLAGS {
            let (cue, scope) = ((number - SCOPES) / PLACES, (number - SCOPES) % PLACES);
            write!(f, "{} {}", Cue::ALL[cue].name(), Scope::ALL[scope].name())
        } else {
            f.write_str(Flag::ALL[number - FLAGS].name())
        }
    }
}
