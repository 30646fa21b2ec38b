//! How much each agreement or disagreement between two reports tells, in bits.
//!
//! After Fellegi and Sunter: a weight is the binary logarithm of how much likelier the pattern is
//! among reports of one occasion than among reports that merely share a key. These are priors set by
//! hand; estimates from a register's own pairs can take their place, entry by entry.

use serde::{Deserialize, Serialize};

macro_rules! levels {
    (
        $(#[$doc:meta])*
        $name:ident, $table:ident {
            $( $(#[$entry_doc:meta])* $entry:ident, $field:ident = $bits:literal; )+
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $( $(#[$entry_doc])* $entry, )+
        }

        #[doc = concat!("Bits for each level of [`", stringify!($name), "`].")]
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct $table {
            $( $(#[$entry_doc])* pub $field: f64, )+
        }

        impl Default for $table {
            fn default() -> Self {
                Self { $( $field: $bits, )+ }
            }
        }

        impl $table {
            /// The bits for this level.
            pub const fn of(&self, level: $name) -> f64 {
                match level { $( $name::$entry => self.$field, )+ }
            }
        }
    };
}

levels! {
    /// How two dates agree.
    DateLevel, DateWeights {
        /// The same day, both known to the day.
        SameDay, same_day = 6.0;
        /// Spans of at most four days that share a day.
        ShareDays, share_days = 4.5;
        /// Days one apart: night hours, time zones, "on Sunday" of a story written on Monday.
        DayApart, day_apart = 1.0;
        /// Spans of about a month that share a day.
        ShareMonth, share_month = 1.5;
        /// Longer spans that share a day.
        ShareYear, share_year = 0.5;
        /// One undated, but published within the week after the other's day.
        FitsNews, fits_news = 3.5;
        /// Both undated, published within days of each other.
        BothNews, both_news = 2.0;
        /// Nothing to go by.
        Unknown, unknown = 0.0;
        /// One undated and published more than a week after the other's day.
        LateNews, late_news = -2.0;
        /// Two or three days apart.
        DaysApart, days_apart = -2.5;
        /// Four to ten days apart.
        WeekApart, week_apart = -7.0;
        /// One undated, and published before the other happened.
        BeforeIt, before_it = -14.0;
        /// Further apart.
        FarApart, far_apart = -14.0;
    }
}

levels! {
    /// How two places agree.
    PlaceLevel, PlaceWeights {
        /// The same settlement by name, in districts that do not conflict.
        SameSettlement, same_settlement = 6.5;
        /// Settlements spelled nearly alike.
        LikeSettlement, like_settlement = 5.0;
        /// The same settlement by name, resolved to points far apart: namesakes, or one resolved wrongly.
        Namesake, namesake = 2.5;
        /// Points nearer to each other than the error they are known to.
        SamePoint, same_point = 4.5;
        /// The same district; at least one report names no settlement.
        SameDistrict, same_district = 3.5;
        /// Districts spelled nearly alike.
        LikeDistrict, like_district = 2.5;
        /// A settlement of one report is inside the other's wider area.
        Inside, inside = 2.5;
        /// The same district, other settlements: a village and the hamlet beside it, or not.
        SisterSettlements, sister_settlements = 0.5;
        /// No more than the country is known of one of them, and it is the same.
        SameCountry, same_country = 0.5;
        /// Nothing to go by.
        Unknown, unknown = 0.0;
        /// Other districts by name, neither resolved.
        OtherDistrict, other_district = -2.0;
        /// Points up to 30 km beyond their error.
        Near, near = -1.0;
        /// Points up to 100 km beyond their error.
        Away, away = -4.0;
        /// Other countries by name, neither resolved.
        OtherCountry, other_country = -5.0;
        /// Points further apart.
        FarAway, far_away = -9.0;
    }
}

levels! {
    /// How two devices agree.
    DeviceLevel, DeviceWeights {
        /// The same kind, and not the commonest.
        SameSpecific, same_specific = 1.5;
        /// Both "mine" without a kind.
        SameGeneric, same_generic = 0.5;
        /// One is a kind of what the other says.
        Compatible, compatible = 0.3;
        /// Nothing to go by.
        Unknown, unknown = 0.0;
        /// Kinds that reporters take for each other.
        Confusable, confusable = -0.7;
        /// Kinds that they do not.
        Different, different = -2.0;
    }
}

levels! {
    /// How two counts of people agree.
    CountLevel, CountWeights {
        /// The same number, seven or more.
        SameLarge, same_large = 4.5;
        /// The same number, four to six.
        SameSome, same_some = 3.0;
        /// The same number, two or three.
        SameFew, same_few = 1.5;
        /// One person in both.
        SameOne, same_one = 0.7;
        /// None in both.
        SameNone, same_none = 0.3;
        /// Closed ranges of five and more that share a number.
        OverlapLarge, overlap_large = 2.5;
        /// Ranges that share a number.
        Overlap, overlap = 0.8;
        /// Five or more, no further apart than a fifth: a large toll that rose.
        NearLarge, near_large = 1.5;
        /// One of them silent.
        Unknown, unknown = 0.0;
        /// One or two apart: a toll that rose.
        Near, near = -0.4;
        /// Further apart, both above none.
        Far, far = -2.5;
        /// Somebody against nobody.
        NoneAgainstSome, none_against_some = -1.5;
    }
}

levels! {
    /// How the victims that two reports name or describe agree.
    VictimLevel, VictimWeights {
        /// Three or more full names in common.
        ManyNames, many_names = 16.0;
        /// Two full names in common.
        TwoNames, two_names = 13.0;
        /// One full name in common.
        OneName, one_name = 9.0;
        /// A given name or surname in common.
        PartName, part_name = 3.0;
        /// Nobody named in both, but somebody of the same age and outcome.
        SameAge, same_age = 3.5;
        /// Nothing to go by.
        Unknown, unknown = 0.0;
        /// Both name people, none in common, neither names all of its victims.
        OtherNames, other_names = -1.0;
        /// A lone victim of another age.
        OtherAge, other_age = -3.0;
        /// Both name all of their victims, none in common.
        AllOthers, all_others = -6.0;
    }
}

levels! {
    /// How what the victims were doing agrees.
    ActivityLevel, ActivityWeights {
        /// The same word.
        Same, same = 0.7;
        /// Not said in both, or other words for it.
        Unknown, unknown = 0.0;
    }
}

levels! {
    /// Whether two documents are versions of one article.
    ChainLevel, ChainWeights {
        /// They are.
        SameArticle, same_article = 4.0;
        /// They are not.
        Apart, apart = 0.0;
    }
}

/// All weights, and where the lines are drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// Bits against two reports that share a key telling of one occasion, before anything is compared.
    pub prior: f64,
    /// From here on a pair is joined.
    pub join: f64,
    /// From here on a pair that is not joined is shown as a near miss.
    pub near: f64,
    /// A pair below this is never in one incident, however many others speak for it.
    pub veto: f64,
    /// Dates.
    pub date: DateWeights,
    /// Places.
    pub place: PlaceWeights,
    /// Devices.
    pub device: DeviceWeights,
    /// People killed.
    pub killed: CountWeights,
    /// People injured.
    pub injured: CountWeights,
    /// People named or described.
    pub victims: VictimWeights,
    /// Activities.
    pub activity: ActivityWeights,
    /// Versions of one article.
    pub chain: ChainWeights,
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            prior: -9.0,
            join: 0.0,
            near: -2.0,
            veto: -8.0,
            date: DateWeights::default(),
            place: PlaceWeights::default(),
            device: DeviceWeights::default(),
            killed: CountWeights::default(),
            injured: CountWeights::default(),
            victims: VictimWeights::default(),
            activity: ActivityWeights::default(),
            chain: ChainWeights::default(),
        }
    }
}

/// How two reports agree, field by field: what weights are looked up by, and estimated from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "named after the fields that are compared")]
pub struct Pattern {
    pub date: DateLevel,
    pub place: PlaceLevel,
    pub device: DeviceLevel,
    pub killed: CountLevel,
    pub injured: CountLevel,
    pub victims: VictimLevel,
    pub activity: ActivityLevel,
    pub chain: ChainLevel,
}

impl Weights {
    /// The bits of a whole pattern, the prior included.
    pub const fn of(&self, pattern: &Pattern) -> f64 {
        self.prior
            + self.date.of(pattern.date)
            + self.place.of(pattern.place)
            + self.device.of(pattern.device)
            + self.killed.of(pattern.killed)
            + self.injured.of(pattern.injured)
            + self.victims.of(pattern.victims)
            + self.activity.of(pattern.activity)
            + self.chain.of(pattern.chain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_a_table_that_can_be_written_out_and_read_back() {
        let weights = Weights::default();
        let text = serde_json::to_string(&weights).unwrap();
        assert_eq!(serde_json::from_str::<Weights>(&text).unwrap(), weights);
    }
}
