//! What is asked of a sentence: yes-or-no features, each with a number and a name.

use std::fmt;

use crate::learned::cues::Cue;
use crate::learned::features::named;

named! {
    /// A class of the lexicon, of which the sentence holds a word.
    pub(in crate::learned) enum Kind {
        Cumulative = "cumulative",
        Hypothetical = "hypothetical",
        Unreal = "unreal",
        OtherCauses = "other_causes",
        Another = "another",
        Superseded = "superseded",
        Separate = "separate",
        TallyWords = "tally_words",
        Instruments = "instruments",
        Rumours = "rumours",
        Denials = "denials",
        Strikes = "strikes",
        Attacks = "attacks",
        SetOff = "set_off",
        Things = "things",
        Happenings = "happenings",
        Aftermath = "aftermath",
        Negations = "negations",
        Exceptions = "exceptions",
        Contrasts = "contrasts",
        ClearanceWords = "clearance_words",
        FindVerbs = "find_verbs",
        FindWords = "find_words",
        Further = "further",
        Wounds = "wounds",
        HomeMade = "home_made",
    }
}

named! {
    /// What else is so.
    pub(super) enum Flag {
        Always = "always",
        Killed = "killed-told",
        Injured = "injured-told",
        Unharmed = "unharmed-told",
        Casualties = "casualties-told",
        Harmed = "harmed-told",
        Denied = "harm-denied",
        Weak = "harm-weak",
        Resumed = "harm-resumed",
        Nobody = "harm-of-nobody",
        Counted = "counted",
        Toll = "toll",
        Mine = "mine",
        ImprovisedMine = "improvised-mine",
        Submunition = "submunition",
        OtherOrdnance = "other-ordnance",
        OtherDevice = "other-device",
        UnknownDevice = "unknown-device",
        Items = "items",
        Item = "item",
        VagueItem = "vague-item",
        Day = "day",
        Days = "days",
        Month = "month",
        Season = "season",
        Year = "year",
        Period = "period",
        Dateline = "dateline",
        NoTime = "no-time",
        Settlement = "settlement",
        District = "district",
        OtherPlace = "other-place",
        PlaceInPassing = "place-in-passing",
        Blast = "blast",
        GoesOff = "goes-off",
        Contact = "contact-made",
        Struck = "struck",
        Wrecks = "wrecks",
        WeakTrigger = "trigger-weak",
        Triggers = "triggers-many",
        ByVictim = "by-victim",
        Remote = "remote",
        Plural = "plural",
        Sequel = "sequel",
        Summary = "summary",
        CumulativeByRules = "cumulative-by-rules",
        OtherwiseByRules = "otherwise-by-rules",
        UnrealByRules = "unreal-by-rules",
        Title = "title",
        InItem = "in-item",
        Lead = "lead",
        Tallying = "tallying",
        Quoted = "quoted",
        Short = "short",
        Long = "long",
        KilledByItem = "killed-and-ordnance",
        InjuredByItem = "injured-and-ordnance",
        ItemOnDay = "ordnance-and-day",
        HarmOnDay = "harm-and-day",
        CountedAndTime = "counted-and-time",
        CountedAndItem = "counted-and-ordnance",
        CountedThere = "counted-and-settlement",
        HarmInYear = "harm-and-year",
        HarmInMonth = "harm-and-month",
        HarmThere = "harm-and-settlement",
        ContactWithItem = "contact-and-ordnance",
        BlastOnDay = "trigger-and-day",
        BlastThere = "trigger-and-settlement",
    }
}

/// The number of a feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::learned) struct Feature(u16);

const KINDS: usize = Cue::ALL.len();
const FLAGS: usize = KINDS + Kind::ALL.len();

/// How many features there are.
pub(in crate::learned) const FEATURES: usize = FLAGS + Flag::ALL.len();

#[expect(clippy::cast_possible_truncation, reason = "there are far fewer than 65536 features")]
const fn feature(number: usize) -> Feature {
    Feature(number as u16)
}

impl Feature {
    /// A kind of word stands in it.
    pub(super) const fn cue(cue: Cue) -> Self {
        feature(cue as usize)
    }

    /// A word of a class stands in it.
    pub(super) const fn kind(kind: Kind) -> Self {
        feature(KINDS + kind as usize)
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
            write!(f, "word {}", Cue::ALL[number].name())
        } else if number < FLAGS {
            write!(f, "class {}", Kind::ALL[number - KINDS].name())
        } else {
            f.write_str(Flag::ALL[number - FLAGS].name())
        }
    }
}
