//! From when on a figure counts: known events with their dates, and words for periods.
//!
//! "From the end of the Second Karabakh War" and "since 10 November 2020" are one period, "over the
//! past 30 years" another; figures of the two are never one series.

use std::fmt;

use jiff::civil::Date;

use crate::fold::fold;

/// A stated first day this many days from a known event is that event ("since November 2020").
const SNAP_DAYS: i32 = 15;

/// A stated last day this many days from publication is "to date".
const TO_DATE_DAYS: i32 = 45;

/// Known events that periods are counted from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventTable {
    /// Folded alias and date, longest alias first.
    aliases: Vec<(String, Date)>,
    dates: Vec<Date>,
    /// Words before "30 years" in "the past 30 years".
    past: Vec<String>,
    /// Units of time with their months.
    units: Vec<(String, u32)>,
    /// Numbers in words.
    numbers: Vec<(String, u32)>,
}

/// A line of the table that is not an event.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "events, line {line}: {problem}; expected a date, a tab and aliases separated by `|`, as in \
     `2020-11-10<tab>Second Karabakh War | 44-day war`"
)]
pub struct EventTableError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: String,
}

impl EventTable {
    /// Reads the table: a date, a tab, aliases separated by `|`; lines that start with `#` are remarks.
    ///
    /// In place of a date may stand `past` (words for "past" in "the past 30 years"), `months 12` (words
    /// for a unit of so many months) or `number 3` (a number in words).
    ///
    /// # Errors
    /// When a line is something else; the first such line is named.
    pub fn parse(text: &str) -> Result<Self, EventTableError> {
        let mut table = Self::default();
        for (line, content) in (1..).zip(text.lines()) {
            if content.trim().is_empty() || content.starts_with('#') {
                continue;
            }
            let wrong = |problem: &str| EventTableError { line, problem: problem.to_owned() };
            let (date, aliases) = content.split_once('\t').ok_or_else(|| wrong("no tab"))?;
            let aliases: Vec<String> =
                aliases.split('|').map(fold).filter(|a| !a.is_empty()).collect();
            if aliases.is_empty() {
                return Err(wrong("no words after the tab"));
            }
            let number = |text: &str| text.trim().parse().map_err(|_| wrong("no whole number"));
            match date.trim().split_once(' ') {
                None if date.trim() == "past" => table.past.extend(aliases),
                Some(("months", months)) => {
                    let months = number(months)?;
                    table.units.extend(aliases.into_iter().map(|alias| (alias, months)));
                }
                Some(("number", value)) => {
                    let value = number(value)?;
                    table.numbers.extend(aliases.into_iter().map(|alias| (alias, value)));
                }
                _ => {
                    let date = date.trim().parse().map_err(|_| wrong("no date in front"))?;
                    table.aliases.extend(aliases.into_iter().map(|alias| (alias, date)));
                    table.dates.push(date);
                }
            }
        }
        table.aliases.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        table.dates.sort_unstable();
        table.dates.dedup();
        Ok(table)
    }

    /// The date of the event that these words name, the longest alias first.
    fn in_words(&self, folded: &str) -> Option<Date> {
        let padded = format!(" {folded} ");
        (self.aliases.iter())
            .find(|(alias, _)| padded.contains(&format!(" {alias} ")))
            .map(|(_, date)| *date)
    }

    /// "Over the past 30 years", "in the last three decades": a number before a unit, after past or
    /// last.
    fn past_months(&self, folded: &str) -> Option<u32> {
        let words: Vec<&str> = folded.split(' ').collect();
        let value = |table: &[(String, u32)], word: &str| {
            table.iter().find(|(known, _)| known == word).map(|(_, value)| *value)
        };
        let past = words.iter().position(|word| self.past.iter().any(|known| known == word))?;
        let rest = words.get(past + 1..)?;
        let at = rest.iter().position(|word| value(&self.units, word).is_some())?;
        let months = value(&self.units, rest.get(at)?)?;
        let before = rest.get(..at).filter(|before| before.len() <= 4)?;
        let number = (before.iter().rev())
            .find_map(|word| word.parse().ok().or_else(|| value(&self.numbers, word)));
        number.unwrap_or(1u32).checked_mul(months)
    }

    /// The event within two weeks of this day, else the day itself.
    fn snap(&self, day: Date) -> Date {
        let apart = |event: Date| days_apart(event, day);
        (self.dates.iter().copied())
            .filter(|event| apart(*event) <= SNAP_DAYS)
            .min_by_key(|event| (apart(*event), *event))
            .unwrap_or(day)
    }
}

/// The period that a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// From this day to the day the figure was given.
    Since(Date),
    /// From the first to the last of two days, both past.
    Closed(Date, Date),
    /// "Over the past 30 years": so many months up to the day the figure was given.
    Past(u32),
    /// The source does not say.
    Unstated,
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Since(day) => write!(f, "since {day}"),
            Self::Closed(from, to) => {
                let span = cairn_model::DateSpan::between(*from, *to);
                write!(f, "{span}")
            }
            Self::Past(months) if months % 12 == 0 => write!(f, "past {} years", months / 12),
            Self::Past(months) => write!(f, "past {months} months"),
            Self::Unstated => f.write_str("start not stated"),
        }
    }
}

impl Period {
    /// The period of a figure given on `as_of`, from its days and the words for them.
    pub fn of(
        from: Option<Date>,
        to: Option<Date>,
        words: Option<&str>,
        as_of: Option<Date>,
        events: &EventTable,
    ) -> Self {
        let folded = words.map(fold);
        if let Some(months) = folded.as_deref().and_then(|words| events.past_months(words)) {
            return Self::Past(months);
        }
        if let Some(from) = from {
            return match to {
                // An end near the day of the document is "to date".
                Some(to) if as_of.is_none_or(|as_of| days_apart(to, as_of) > TO_DATE_DAYS) => {
                    Self::Closed(from, to)
                }
                _ => Self::Since(events.snap(from)),
            };
        }
        (folded.as_deref())
            .and_then(|words| events.in_words(words))
            .map_or(Self::Unstated, Self::Since)
    }

    /// Whether later figures of the period can only be as high or higher.
    pub const fn accumulates(self) -> bool {
        matches!(self, Self::Since(_) | Self::Unstated)
    }
}

fn days_apart(a: Date, b: Date) -> i32 {
    a.until(b).map_or(i32::MAX, |span| span.get_days().abs())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn table() -> EventTable {
        let text = "# remark\n2020-11-10\tend of the Second Karabakh War | 44-day war\n\
                    past\tpast | last\nmonths 1\tmonths\nmonths 12\tyears\nmonths 120\tdecades\n\
                    number 3\tthree\nnumber 6\tsix\n";
        EventTable::parse(text).unwrap()
    }

    fn period(words: &str) -> String {
        Period::of(None, None, Some(words), None, &table()).to_string()
    }

    #[test]
    fn words_for_periods_are_understood() {
        insta::assert_snapshot!(period("since the end of the Second Karabakh War"), @"since 2020-11-10");
        insta::assert_snapshot!(period("after the 44-day war to today"), @"since 2020-11-10");
        insta::assert_snapshot!(period("over the past 30 years"), @"past 30 years");
        insta::assert_snapshot!(period("in the last three decades"), @"past 30 years");
        insta::assert_snapshot!(period("in the past six months"), @"past 6 months");
        insta::assert_snapshot!(period("to date"), @"start not stated");
    }

    #[test]
    fn a_month_is_the_event_in_it() {
        let day = date(2020, 11, 1);
        let period = Period::of(Some(day), None, None, Some(date(2024, 4, 3)), &table());
        assert_eq!(period, Period::Since(date(2020, 11, 10)));
    }

    #[test]
    fn a_closed_year_is_no_running_total() {
        let (from, to) = (date(2022, 1, 1), date(2022, 12, 31));
        let closed = Period::of(Some(from), Some(to), None, Some(date(2023, 4, 30)), &table());
        assert_eq!(closed, Period::Closed(from, to));
        assert!(!closed.accumulates());
        let running =
            Period::of(Some(from), Some(date(2022, 9, 1)), None, Some(date(2022, 9, 2)), &table());
        assert_eq!(running, Period::Since(from));
    }

    #[test]
    fn a_broken_line_is_named() {
        let error = EventTable::parse("2020-11-10\ta\nyesterday\tb\n").unwrap_err();
        assert_eq!((error.line, error.problem.as_str()), (2, "no date in front"));
    }
}
