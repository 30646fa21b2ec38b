//! Controlled vocabularies, in the field's own terms.
//!
//! Device and outcome terms follow the Landmine Monitor and IMSMA NG; each entry says where it maps.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A word that the vocabulary does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is no {vocabulary}; expected one of: {expected}")]
pub struct UnknownTerm {
    given: String,
    vocabulary: &'static str,
    expected: String,
}

macro_rules! vocabulary {
    (
        $(#[$doc:meta])*
        $name:ident, $noun:literal {
            $( $(#[$entry_doc:meta])* $entry:ident = $code:literal, $label:literal; )+
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name {
            $( $(#[$entry_doc])* #[serde(rename = $code)] $entry, )+
        }

        impl $name {
            /// Every term, in the order of the vocabulary.
            pub const ALL: &'static [Self] = &[$( Self::$entry ),+];

            /// The term as it stands in files: lower case with underscores.
            pub const fn code(self) -> &'static str {
                match self { $( Self::$entry => $code, )+ }
            }

            /// The term of a code; `None` of text that is none.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|term| term.code() == code)
            }

            /// The term as people read it.
            pub const fn label(self) -> &'static str {
                match self { $( Self::$entry => $label, )+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.label())
            }
        }

        impl FromStr for $name {
            type Err = UnknownTerm;

            fn from_str(text: &str) -> Result<Self, UnknownTerm> {
                Self::from_code(text).ok_or_else(|| UnknownTerm {
                    given: text.to_owned(),
                    vocabulary: $noun,
                    expected: Self::ALL.iter().map(|term| term.code()).collect::<Vec<_>>().join(", "),
                })
            }
        }
    };
}

// After the macro, which it uses.
mod access;
mod land;

pub use access::{Action, Resource, Role};
pub use land::{
    EvidenceClass, HazardKind, LandStatus, NonconformitySeverity, ReleaseKind, RepairKind,
};

vocabulary! {
    /// What exploded or was found.
    Device, "device" {
        /// Antipersonnel mine (Landmine Monitor), in so many words or by its model.
        AntipersonnelMine = "antipersonnel_mine", "antipersonnel mine";
        /// Antivehicle mine (Landmine Monitor), also called anti-tank.
        AntivehicleMine = "antivehicle_mine", "antivehicle mine";
        /// Unspecified mine (Landmine Monitor).
        MineUnspecified = "mine_unspecified", "mine, type not stated";
        /// Improvised mine: home-made and set off by its victim.
        ImprovisedMine = "improvised_mine", "improvised mine";
        /// Cluster submunition or remnant.
        ClusterSubmunition = "cluster_submunition", "cluster submunition";
        /// Other explosive remnant of war: shell, grenade, rocket, aerial bomb.
        ErwOther = "erw_other", "other explosive remnant of war";
        /// Improvised device set off by wire, radio or timer.
        IedOther = "ied_other", "improvised explosive device";
        /// Booby trap.
        BoobyTrap = "booby_trap", "booby trap";
        /// Several kinds together; only of finds.
        Mixed = "mixed", "mixed ordnance";
        /// The source does not say.
        Unknown = "unknown", "unknown device";
    }
}

vocabulary! {
    /// Whether a reported incident is said to have taken place.
    IncidentStatus, "status" {
        /// Reported as having happened.
        Happened = "happened", "happened";
        /// Somebody in the text denies that it took place.
        Denied = "denied", "denied";
        /// The text leaves it open.
        Unclear = "unclear", "unclear";
    }
}

vocabulary! {
    /// What became of a person.
    Outcome, "outcome" {
        /// Killed, or died later of it.
        Killed = "killed", "killed";
        /// Injured.
        Injured = "injured", "injured";
        /// Said to be unharmed.
        Unharmed = "unharmed", "unharmed";
        /// Not stated, or garbled.
        Unknown = "unknown", "not stated";
    }
}

vocabulary! {
    /// Civil status of a victim (Landmine Monitor: civilian, deminer, security forces).
    VictimGroup, "group of victims" {
        /// Civilians, journalists and officials among them.
        Civilian = "civilian", "civilian";
        /// Deminers.
        Deminer = "deminer", "deminer";
        /// Soldiers, police, other armed bodies.
        SecurityForces = "security_forces", "security forces";
        /// Not stated.
        Unknown = "unknown", "not stated";
    }
}

vocabulary! {
    /// Sex of a victim, only where the text makes it plain.
    Sex, "sex" {
        /// Male.
        Male = "male", "male";
        /// Female.
        Female = "female", "female";
    }
}

vocabulary! {
    /// What was done with ordnance; the last action reported.
    FindAction, "action" {
        /// Found, dug up, handed in, collected.
        Found = "found", "found";
        /// Neutralised, removed, lifted, made safe.
        Neutralised = "neutralised", "neutralised";
        /// Destroyed, blown up.
        Destroyed = "destroyed", "destroyed";
        /// Seized.
        Seized = "seized", "seized";
    }
}

vocabulary! {
    /// What a cumulative or periodic figure measures.
    Measure, "measure" {
        /// Killed and injured together.
        Casualties = "casualties", "casualties";
        /// Killed.
        Killed = "killed", "killed";
        /// Injured.
        Injured = "injured", "injured";
        /// Explosions or accidents.
        Incidents = "incidents", "incidents";
        /// Devices found or cleared.
        Devices = "devices", "devices found or cleared";
        /// Area cleared or released, in square metres.
        AreaM2 = "area_m2", "area cleared or released (m²)";
        /// Area contaminated or suspected, in square metres.
        ContaminatedAreaM2 = "contaminated_area_m2", "contaminated area (m²)";
        /// Reliability that somebody gives minefield maps, in per cent.
        MapReliabilityPercent = "map_reliability_percent", "stated reliability of maps (%)";
        /// Share of explosions said to lie off the maps, in per cent.
        OffMapIncidentsPercent = "off_map_incidents_percent", "explosions off the maps (%)";
        /// Cost of clearance, in US dollars.
        ClearanceCostUsd = "clearance_cost_usd", "cost of clearance (US$)";
        /// Time that clearance is said to take, in years.
        ClearanceYears = "clearance_years", "duration of clearance (years)";
    }
}

vocabulary! {
    /// Whom a tally counts.
    TallyGroup, "group" {
        /// Everybody.
        All = "all", "all";
        /// Civilians.
        Civilian = "civilian", "civilians";
        /// Soldiers, police, other armed bodies.
        SecurityForces = "security_forces", "security forces";
        /// Deminers.
        Deminer = "deminer", "deminers";
        /// People under 18.
        Child = "child", "children";
        /// Women.
        Woman = "woman", "women";
        /// Men.
        Man = "man", "men";
        /// Journalists.
        Journalist = "journalist", "journalists";
    }
}

vocabulary! {
    /// Why figures cannot all be true.
    ContradictionKind, "kind of contradiction" {
        /// Parts do not add up to the stated total.
        SumMismatch = "sum_mismatch", "parts do not add up to the total";
        /// A part is larger than the whole.
        PartExceedsWhole = "part_exceeds_whole", "part larger than the whole";
        /// One quantity, two values.
        RestatedDifferently = "restated_differently", "the same quantity with two values";
        /// The number of named people differs from the stated count.
        NameCountMismatch = "name_count_mismatch", "number of people named differs from the count";
        /// A cumulative figure fell from one report to a later one.
        CumulativeFell = "cumulative_fell", "a cumulative figure fell";
    }
}

vocabulary! {
    /// What a source did with words.
    StatementKind, "kind of statement" {
        /// Urges, demands, calls on.
        Appeal = "appeal", "appeal";
        /// Says that somebody did wrong.
        Accusation = "accusation", "accusation";
        /// Denies something.
        Denial = "denial", "denial";
        /// A letter, evidence handed to a court or body.
        Notification = "notification", "notification";
        /// An inspection, journalists shown a site.
        Visit = "visit", "visit";
        /// Mining or sabotage said to have been tried or foiled.
        Attempt = "attempt", "attempt said to have been made";
        /// A provision invoked or said to be violated.
        Agreement = "agreement", "provision invoked";
        /// Forces or weapons counted.
        Strength = "strength", "strength figure";
    }
}

vocabulary! {
    /// What a reader of a reading should know about how it came about.
    NoteKind, "kind of note" {
        /// A word of a machine translation was taken for another ("minutes" for mines).
        ReadAs = "read_as", "read as another word";
        /// The outcome of people named is not stated.
        EffectUnstated = "effect_unstated", "outcome not stated";
        /// That people named are victims was weighed, no sentence says it outright.
        VictimsWeighed = "victims_weighed", "victims found by weighing";
        /// That a sentence tells of an incident was weighed, no rule says so.
        IncidentWeighed = "incident_weighed", "incident found by weighing";
        /// How many were killed or hurt was weighed, no rule says so.
        FigureWeighed = "figure_weighed", "figure found by weighing";
        /// Figures were checked and hold.
        CheckHolds = "check_holds", "figures checked, they hold";
        /// A revision, correction or update is announced.
        Revision = "revision", "revision";
        /// A date could not be settled.
        DateUnresolved = "date_unresolved", "date not settled";
        /// The language has no lexicon: kept, not read.
        LanguageNotRead = "language_not_read", "language without a lexicon: kept, not read";
        /// How a layer or table was taken in: as what, by which columns.
        Imported = "imported", "taken in from a layer or table";
        /// What was mended or is in doubt in a layer or table.
        Repaired = "repaired", "mended or in doubt";
    }
}

vocabulary! {
    /// How well an incident is supported (after Airwars' claim grading).
    Grade, "grade" {
        /// One source only, however many outlets repeat it.
        SingleSource = "single_source", "single source";
        /// Two or more sources that do not depend on each other.
        Corroborated = "corroborated", "corroborated by independent sources";
        /// Sources disagree on whether it happened.
        Contested = "contested", "contested";
        /// The party that is accused says that it happened.
        Confirmed = "confirmed", "confirmed by the accused party";
        /// A person rejected it, with a reason.
        Discounted = "discounted", "discounted";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_what_files_hold() {
        for &device in Device::ALL {
            assert_eq!(serde_json::to_value(device).unwrap(), device.code());
            assert_eq!(device.code().parse(), Ok(device));
        }
    }

    #[test]
    fn an_unknown_term_lists_what_is_known() {
        let error = "gone".parse::<Outcome>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "`gone` is no outcome; expected one of: killed, injured, unharmed, unknown"
        );
    }
}
