//! Time expressions as read, before the day of publication gives them their days.

/// What a whole mention says about the time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Frame {
    /// "on Tuesday", "in July 2012".
    At(Spec),
    /// "since November 2020".
    Since(Spec),
    /// "as of 31 May", "by the end of 2022".
    Until(Spec),
    /// "7-13 October", "from A to B", "between A and B".
    Between(Spec, Spec),
    /// "from A to date".
    FromUntilNow(Spec),
    /// "on Monday or Tuesday", "in 2019 or 2020".
    Either(Spec, Spec),
    /// "week ending 7 June".
    WeekEnding(Spec),
    /// "to date", "so far this year".
    ToDate(Option<Spec>),
    /// "in the same period of last year".
    SamePeriod(Option<Spec>),
    /// "in 21 years": some length of time, nobody says when; whether it is one of hours, days or weeks.
    Length(bool),
}

/// A part of a day, month or year, or the whole of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spec {
    pub part: Option<Part>,
    pub what: What,
    /// The same day named a second time: "three days later, on August 12".
    pub also: Option<Point>,
}

/// A part of a longer time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Mid,
    Late,
    Begin,
    End,
    Half(i32),
    /// "earlier this month": what of it has gone by.
    SoFar,
    /// "the last week of April".
    LastOf(Unit),
    /// "the third week of May".
    Nth(i32, Unit),
    /// "the first five months of this year".
    First(i32, Unit),
    /// "overnight into Saturday": the night that ends on that day.
    NightTo,
    /// "the eve of 3 May".
    Eve,
}

/// What an expression names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum What {
    /// Parts of a calendar date.
    Point(Point),
    /// A weekday by itself: "on Tuesday", "last Saturday", "the previous Sunday".
    Weekday(i8, Which),
    /// "Tuesday of last week": weeks from that of publication.
    WeekdayIn(i8, i32),
    /// "last November".
    Month(i8, Which),
    /// "last summer", "in the autumn of 1999": first and last month.
    Season(i8, i8, Option<Year>, Which),
    /// Days from the day of publication.
    Published(i32),
    /// The day of publication and the day before.
    Overnight,
    /// Days from the day last mentioned.
    Anchor(i32),
    /// "last week", "this month", "that year".
    Unit(Unit, Which),
    /// "the 14th of last month".
    DayOf(i8, Which),
    /// "two days ago".
    Ago(Option<i32>, Unit),
    /// "five days later": from the day last mentioned, backwards when negative.
    Shift(Option<i32>, Unit, Direction),
    /// "over the past 24 hours".
    Past(Option<i32>, Unit),
    /// "a year ago today": so long before the day of publication, to the day.
    AgoToday(i32, Unit),
    /// "on Christmas Day", "on Easter Monday 2021".
    Holiday(Feast, Option<Year>),
    /// "the first Sunday of April", "the last Friday in May 2020": from the end of the month when negative.
    NthWeekday(i8, i8, i8, Option<Year>),
}

/// A day of the year that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feast {
    /// Month and day.
    Fixed(i8, i8),
    /// Days from Easter Sunday.
    Easter(i32),
    /// Days from Easter Sunday of the Eastern churches.
    EasternEaster(i32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Later,
    Earlier,
    /// Earlier than what is told with it: "two days after he was hurt, he died on Tuesday".
    Before,
}

/// Which of several alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// The latest not after the day of publication.
    Latest,
    /// The one before the present one.
    Last,
    This,
    Next,
    /// The one last mentioned.
    That,
    /// The one before the day last mentioned.
    Previous,
    /// The one after the day last mentioned.
    Following,
}

/// What is known of a calendar date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Point {
    pub weekday: Option<i8>,
    pub year: Option<Year>,
    pub month: Option<i8>,
    /// First and last day of the month.
    pub days: Option<(i8, i8)>,
}

/// A year as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    Given(i16),
    /// From the year of publication: "of this year" 0, "of last year" -1.
    Relative(i16),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Hour,
    Day,
    Week,
    Fortnight,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
}

impl Unit {
    pub(super) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "hour" => Self::Hour,
            "day" => Self::Day,
            "week" => Self::Week,
            "fortnight" => Self::Fortnight,
            "weekend" => Self::Weekend,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "year" => Self::Year,
            "decade" => Self::Decade,
            _ => return None,
        })
    }
}

impl Which {
    pub(super) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "last" => Self::Last,
            "this" => Self::This,
            "next" => Self::Next,
            "that" | "same" => Self::That,
            "previous" => Self::Previous,
            "following" => Self::Following,
            _ => return None,
        })
    }
}

impl Part {
    pub(super) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "early" => Self::Early,
            "mid" => Self::Mid,
            "late" => Self::Late,
            "begin" => Self::Begin,
            "end" => Self::End,
            "half1" => Self::Half(1),
            "half2" => Self::Half(2),
            "night_to" => Self::NightTo,
            "eve" => Self::Eve,
            _ => return None,
        })
    }
}

impl Spec {
    pub(super) const fn of(what: What) -> Self {
        Self { part: None, what, also: None }
    }
}

impl Point {
    /// One day with month and year.
    pub(super) const fn is_full(&self) -> bool {
        self.year.is_some() && self.month.is_some() && self.is_single_day()
    }

    pub(super) const fn is_single_day(&self) -> bool {
        matches!(self.days, Some((a, b)) if a == b)
    }
}
