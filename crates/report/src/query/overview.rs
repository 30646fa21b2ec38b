//! The figures of the first page: how many, killed and injured as ranges, month by month.
//!
//! Sums hold what is said to have happened: incidents that somebody denies or that a person discounted
//! are listed and counted as incidents, but nobody in them is added up. What is unknown is added as
//! nothing and counted apart; what is open above leaves the sum open.

use std::collections::BTreeMap;

use cairn_store::Table;
use serde::Serialize;

/// The longest span of days that is set down under the month in which it begins.
const MONTH: i64 = 31;

/// Figures of some incidents and finds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Incidents.
    pub incidents: u64,
    /// People killed, least and most; most is open where an incident's is.
    pub killed: Range,
    /// People injured.
    pub injured: Range,
    /// Incidents whose people are not added up, as they are denied or discounted.
    pub not_added: u64,
    /// Incidents that are added up and do not say how many were killed.
    pub killed_unknown: u64,
    /// Incidents that are added up and do not say how many were injured.
    pub injured_unknown: u64,
    /// Finds.
    pub finds: u64,
}

/// A sum of ranges, written `[least, most]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "(u64, Option<u64>)")]
pub struct Range {
    least: u64,
    most: Option<u64>,
}

impl Default for Range {
    fn default() -> Self {
        Self { least: 0, most: Some(0) }
    }
}

impl From<Range> for (u64, Option<u64>) {
    fn from(range: Range) -> Self {
        (range.least, range.most)
    }
}

impl Range {
    /// What is not told.
    pub const UNTOLD: Self = Self { least: 0, most: None };

    /// Just this many.
    pub const fn exactly(count: u64) -> Self {
        Self { least: count, most: Some(count) }
    }

    /// The smallest number that it may be.
    pub const fn least(self) -> u64 {
        self.least
    }

    fn add(&mut self, least: u64, most: Option<u64>) {
        self.least = self.least.saturating_add(least);
        self.most = self.most.zip(most).map(|(sum, most)| sum.saturating_add(most));
    }
}

/// What a month saw.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Month {
    /// The month, as `2021-06`.
    pub month: String,
    /// Incidents.
    pub incidents: u64,
    /// People killed.
    pub killed: Range,
    /// People injured.
    pub injured: Range,
    /// Finds.
    pub finds: u64,
}

/// The figures, the months, and how far it all reaches.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Overview {
    /// All together.
    pub figures: Figures,
    /// Month by month, from the first to the last, the empty ones among them.
    pub timeline: Vec<Month>,
    /// Incidents and finds of which the month is not known.
    pub without_month: u64,
    /// West, south, east, north; nothing where nothing is placed.
    pub extent: Option<[f64; 4]>,
}

/// Sums up these rows of the incidents and of the finds.
pub fn overview(incidents: (&Table, &[u32]), finds: (&Table, &[u32])) -> Overview {
    let mut overview = Overview::default();
    let mut months: BTreeMap<i32, Month> = BTreeMap::new();
    let (table, rows) = incidents;
    for row in rows {
        overview.reach(table, *row);
        overview.figures.incidents += 1;
        let month = match month_of(table, *row) {
            Some(month) => Some(months.entry(month).or_default()),
            None => {
                overview.without_month += 1;
                None
            }
        };
        overview.figures.add(table, *row, month);
    }
    let (table, rows) = finds;
    for row in rows {
        overview.reach(table, *row);
        overview.figures.finds += 1;
        match month_of(table, *row) {
            Some(month) => months.entry(month).or_default().finds += 1,
            None => overview.without_month += 1,
        }
    }
    overview.timeline = filled(months);
    overview
}

impl Overview {
    fn reach(&mut self, table: &Table, row: u32) {
        if let (Some(lat), Some(lon)) = (table.number("lat", row), table.number("lon", row)) {
            let [west, south, east, north] = self.extent.unwrap_or([lon, lat, lon, lat]);
            self.extent = Some([west.min(lon), south.min(lat), east.max(lon), north.max(lat)]);
        }
    }
}

impl Figures {
    fn add(&mut self, table: &Table, row: u32, month: Option<&mut Month>) {
        let mut unused = Month::default();
        let month = month.unwrap_or(&mut unused);
        month.incidents += 1;
        let added = table.text("status", row) != Some("denied")
            && table.text("grade", row) != Some("discounted");
        if !added {
            self.not_added += 1;
            return;
        }
        match harmed(table, row, "killed_least", "killed_most") {
            Some((least, most)) => {
                self.killed.add(least, most);
                month.killed.add(least, most);
            }
            None => self.killed_unknown += 1,
        }
        match harmed(table, row, "injured_least", "injured_most") {
            Some((least, most)) => {
                self.injured.add(least, most);
                month.injured.add(least, most);
            }
            None => self.injured_unknown += 1,
        }
    }
}

fn harmed(table: &Table, row: u32, least: &str, most: &str) -> Option<(u64, Option<u64>)> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts, whole and not negative"
    )]
    let count = |name| table.number(name, row).map(|number| number.max(0.0) as u64);
    Some((count(least)?, count(most)))
}

/// The month in which something began, as 202106, where it did not take longer than one.
fn month_of(table: &Table, row: u32) -> Option<i32> {
    let from = table.column("date_from")?.day(row)?;
    let to = table.column("date_to")?.day(row)?;
    let length = days_since_1970(to) - days_since_1970(from);
    (0..MONTH).contains(&length).then_some(from / 100)
}

/// Days from 1970 to a day as 20210604 (H. Hinnant's `days_from_civil`).
fn days_since_1970(day: i32) -> i64 {
    let (year, month, day) =
        (i64::from(day / 10_000), i64::from(day / 100 % 100), i64::from(day % 100));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// All months from the first to the last.
fn filled(mut months: BTreeMap<i32, Month>) -> Vec<Month> {
    let (Some(first), Some(last)) =
        (months.keys().next().copied(), months.keys().next_back().copied())
    else {
        return Vec::new();
    };
    let mut filled = Vec::new();
    let mut month = first;
    while month <= last {
        let mut seen = months.remove(&month).unwrap_or_default();
        seen.month = format!("{:04}-{:02}", month / 100, month % 100);
        filled.push(seen);
        month = if month % 100 >= 12 { (month / 100 + 1) * 100 + 1 } else { month + 1 };
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        assert_eq!(days_since_1970(19_700_101), 0);
        assert_eq!(days_since_1970(20_000_301) - days_since_1970(20_000_228), 2);
        assert_eq!(days_since_1970(20_210_704) - days_since_1970(20_210_604), 30);
    }

    #[test]
    fn a_sum_is_open_once_a_part_is() {
        let mut sum = Range::default();
        sum.add(2, Some(3));
        assert_eq!(serde_json::to_string(&sum).unwrap(), "[2,3]");
        sum.add(1, None);
        sum.add(1, Some(1));
        assert_eq!(serde_json::to_string(&sum).unwrap(), "[4,null]");
    }

    #[test]
    fn months_without_anything_are_among_them() {
        let months = BTreeMap::from([(202_011, Month::default()), (202_102, Month::default())]);
        let names: Vec<String> = filled(months).into_iter().map(|month| month.month).collect();
        assert_eq!(names, ["2020-11", "2020-12", "2021-01", "2021-02"]);
    }
}
