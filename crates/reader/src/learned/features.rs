//! What is asked of a person and an incident: yes-or-no features, each with a number and a name.

use std::fmt;

use super::cues::Cue;

/// An enum whose values have names and numbers from 0.
macro_rules! named {
    ($(#[$meta:meta])* $visible:vis enum $name:ident { $($value:ident = $text:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $visible enum $name { $($value),* }

        impl $name {
            /// All values, in order.
            $visible const ALL: &[Self] = &[$(Self::$value),*];

            /// Its name in the file of weights.
            $visible const fn name(self) -> &'static str {
                match self { $(Self::$value => $text),* }
            }
        }
    };
}
pub(super) use named;

named! {
    /// Where a cue stands: in the words for the person, or near or farther beside them.
    pub(super) enum Position {
        Inside = "inside",
        LeftNear = "left-near",
        LeftFar = "left-far",
        RightNear = "right-near",
        RightFar = "right-far",
    }
}

named! {
    /// What stands right beside the words for a person.
    pub(super) enum Edge {
        End = "end",
        Comma = "comma",
        Semicolon = "semicolon",
        Colon = "colon",
        Dash = "dash",
        Bracket = "bracket",
        Quote = "quote",
        And = "and",
        From = "from",
        Be = "be",
        Harm = "harm",
        Says = "says",
        Name = "name",
        Noun = "noun",
        Who = "who",
        Word = "word",
        Number = "number",
    }
}

named! {
    /// What else is so.
    pub(super) enum Flag {
        Always = "always",
        Speaks = "speaks",
        Quoted = "quoted",
        QuoteBeside = "quote-beside",
        NameOnly = "name-only",
        WithNoun = "with-noun",
        Kin = "kin",
        Aged = "aged",
        Child = "child",
        Worker = "worker",
        Deminer = "deminer",
        Security = "security",
        Definite = "definite",
        SexKnown = "sex-known",
        OneWord = "one-word",
        ThreeWords = "three-words",
        Once = "once",
        Twice = "twice",
        Often = "often",
        FirstNamed = "first-named",
        FirstInSentence = "first-in-sentence",
        OpensSentence = "opens-sentence",
        InTitle = "in-title",
        InItem = "in-item",
        Lead = "lead",
        LastParagraph = "last-paragraph",
        PronounHarmedNext = "pronoun-harmed-next",
        ListOfTwo = "list-of-two",
        ListOfThree = "list-of-three",
        ListOfMore = "list-of-more",
        ListIsKilled = "list-is-killed",
        ListIsInjured = "list-is-injured",
        ListIsBoth = "list-is-both",
        ListHasKilled = "list-has-killed",
        ListHasInjured = "list-has-injured",
        ListHasSpeaker = "list-has-speaker",
        AfterKilled = "after-killed",
        AfterInjured = "after-injured",
        BeforeKilled = "before-killed",
        BeforeInjured = "before-injured",
        BeforeUnharmed = "before-unharmed",
        BeforeContact = "before-contact",
        HarmInSentence = "harm-in-sentence",
        KilledOpen = "killed-open",
        KilledOpenOne = "killed-open-one",
        KilledFull = "killed-full",
        KilledNone = "killed-none",
        KilledUnsaid = "killed-unsaid",
        InjuredOpen = "injured-open",
        InjuredOpenOne = "injured-open-one",
        InjuredFull = "injured-full",
        InjuredNone = "injured-none",
        InjuredUnsaid = "injured-unsaid",
        OnlyKilledOpen = "only-killed-open",
        OnlyInjuredOpen = "only-injured-open",
        SoleAndOneKilled = "sole-and-one-killed",
        SoleAndOneInjured = "sole-and-one-injured",
        Sole = "sole",
        UnnamedKilledFits = "unnamed-killed-fits",
        UnnamedInjuredFits = "unnamed-injured-fits",
        OnlyIncident = "only-incident",
        FirstIncident = "first-incident",
        Nearest = "nearest",
        NotNearest = "not-nearest",
        SameSentence = "same-sentence",
        SameParagraph = "same-paragraph",
        NextSentence = "next-sentence",
        SentenceAhead = "sentence-ahead",
        Within3 = "within-3",
        Within6 = "within-6",
        Farther = "farther",
        OtherVictimNear = "other-victim-near",
        OtherBetween = "other-between",
        Doubted = "doubted",
        Recorded = "recorded",
    }
}

/// The number of a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Feature(u16);

const CUES: usize = Cue::ALL.len();
const POSITIONS: usize = Position::ALL.len();
const EDGES: usize = Edge::ALL.len();
const FIRST_LEFT: usize = CUES * POSITIONS;
const FIRST_RIGHT: usize = FIRST_LEFT + CUES;
const SHAPES: usize = FIRST_RIGHT + CUES;
const FLAGS: usize = SHAPES + EDGES * EDGES;

/// How many features there are.
pub(super) const FEATURES: usize = FLAGS + Flag::ALL.len();

#[expect(clippy::cast_possible_truncation, reason = "there are far fewer than 65536 features")]
const fn feature(number: usize) -> Feature {
    Feature(number as u16)
}

impl Feature {
    /// A kind of word stands there.
    pub(super) const fn cue(cue: Cue, position: Position) -> Self {
        feature(cue as usize * POSITIONS + position as usize)
    }

    /// It is the first telling word to the left.
    pub(super) const fn first_left(cue: Cue) -> Self {
        feature(FIRST_LEFT + cue as usize)
    }

    /// It is the first telling word to the right.
    pub(super) const fn first_right(cue: Cue) -> Self {
        feature(FIRST_RIGHT + cue as usize)
    }

    /// What stands right before and right behind.
    pub(super) const fn shape(left: Edge, right: Edge) -> Self {
        feature(SHAPES + left as usize * EDGES + right as usize)
    }

    /// A fact.
    pub(super) const fn flag(flag: Flag) -> Self {
        feature(FLAGS + flag as usize)
    }

    /// All features, in order.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        (0..FEATURES).map(feature)
    }

    /// That of a number below [`FEATURES`].
    pub(super) const fn numbered(number: usize) -> Self {
        feature(number)
    }

    /// Its number.
    pub(super) const fn number(self) -> usize {
        self.0 as usize
    }
}

/// The name in the file of weights.
impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.number();
        if number < FIRST_LEFT {
            let (cue, position) = (Cue::ALL[number / POSITIONS], Position::ALL[number % POSITIONS]);
            write!(f, "{} {}", cue.name(), position.name())
        } else if number < FIRST_RIGHT {
            write!(f, "{} first-left", Cue::ALL[number - FIRST_LEFT].name())
        } else if number < SHAPES {
            write!(f, "{} first-right", Cue::ALL[number - FIRST_RIGHT].name())
        } else if number < FLAGS {
            let (left, right) = ((number - SHAPES) / EDGES, (number - SHAPES) % EDGES);
            write!(f, "between {} {}", Edge::ALL[left].name(), Edge::ALL[right].name())
        } else {
            f.write_str(Flag::ALL[number - FLAGS].name())
        }
    }
}
