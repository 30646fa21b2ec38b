//! Levels of agreement, field by field, and the bits that each is worth.
//!
//! The numbers are priors set by hand: the binary logarithm of how much likelier a level is among
//! reports of one occasion than among reports that merely share a key.

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
        #[serde(default)]
        pub struct $table {
            $( $(#[$entry_doc])* pub $field: f64, )+
        }

        impl Default for $table {
            fn default() -> Self {
                Self { $( $field: $bits, )+ }
            }
        }

        impl $name {
            /// Every level, best agreement first or nearly so.
            pub const ALL: &'static [Self] = &[ $( Self::$entry, )+ ];

            /// Its place in [`Self::ALL`].
            pub const fn index(self) -> usize {
                self as usize
            }
        }

        impl $table {
            /// The bits of every level, in the order of its levels.
            pub fn rows(&self) -> Vec<f64> {
                vec![ $( self.$field, )+ ]
            }

            /// The table with these bits; levels beyond the end of `rows` keep theirs.
            #[must_use]
            pub fn with_rows(mut self, rows: &[f64]) -> Self {
                let mut rows = rows.iter();
                $( if let Some(bits) = rows.next() { self.$field = *bits; } )+
                self
            }

            /// The bits of the level that speaks most for one occasion.
            pub fn most(&self) -> f64 {
                [ $( self.$field, )+ ].into_iter().fold(f64::NEG_INFINITY, f64::max)
            }

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
        /// A day apart, the later of them the day on which its report was published: the reporter, or the
        /// reader of the report, may have taken the day of the news for the day of the blast.
        DayOfNews, day_of_news = 2.5;
        /// Days one apart: night hours, time zones, "on Sunday" of a story written on Monday.
        DayApart, day_apart = 1.0;
        /// Spans of about a month that share a day.
        ShareMonth, share_month = 1.5;
        /// Longer spans that share a day.
        ShareYear, share_year = 0.5;
        /// One undated, but published on the other's day or within two days after.
        FreshNews, fresh_news = 4.5;
        /// One undated, but published within the week after the other's day.
        FitsNews, fits_news = 3.0;
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
        /// The same settlement and the same district by name.
        SameVillage, same_village = 7.0;
        /// The same settlement by name, in districts that do not conflict.
        SameSettlement, same_settlement = 6.5;
        /// Settlements spelled nearly alike.
        LikeSettlement, like_settlement = 5.0;
        /// Settlements whose consonants sound alike: "Hkam Hsa" and "Kham Sar".
        SoundsAlike, sounds_alike = 2.5;
        /// The same settlement by name, resolved to points far apart: namesakes, or one resolved wrongly.
        Namesake, namesake = 4.0;
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
        /// Other countries, one of them only that of the paper, or all that is known of the place.
        ForeignPaper, foreign_paper = -2.0;
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
        SameLarge, same_large = 5.0;
        /// The same number, four to six.
        SameSome, same_some = 3.5;
        /// The same number, two or three.
        SameFew, same_few = 1.5;
        /// One person in both.
        SameOne, same_one = 0.7;
        /// None in both.
        SameNone, same_none = 0.3;
        /// Ranges of five and more that share a number and do not reach much further.
        OverlapLarge, overlap_large = 3.0;
        /// Ranges that share a number.
        Overlap, overlap = 0.8;
        /// Five or more, no further apart than a fifth: a large toll that rose.
        NearLarge, near_large = 3.0;
        /// Other numbers, but as many harmed in all: some of the injured died, or all are called injured.
        SameSum, same_sum = 0.8;
        /// One of them silent.
        Unknown, unknown = 0.0;
        /// One or two apart: a toll that rose.
        Near, near = -0.8;
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
        /// One full name in common, of a person of the same age.
        OneNameAndAge, one_name_and_age = 12.0;
        /// One full name in common.
        OneName, one_name = 9.0;
        /// A given name or surname in common.
        PartName, part_name = 3.0;
        /// Nobody named in both, but two or more people of the same ages and outcomes.
        SameAges, same_ages = 6.0;
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

levels! {
    /// Whether two type designations agree.
    ModelLevel, ModelWeights {
        /// They do.
        Same, same = 3.0;
        /// One is not given.
        Unknown, unknown = 0.0;
        /// They do not.
        Other, other = -4.0;
    }
}
