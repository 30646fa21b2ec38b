//! Other dates and numbers in a paragraph.

use std::fmt;

use crate::random::Random;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day that exists in every year: the first to the 28th of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    year: usize,
    month: usize,
    day: usize,
}

impl Day {
    /// Some day from 2004 to 2025.
    pub fn random(random: &mut Random) -> Self {
        Self { year: 2004 + random.below(22), month: random.below(12), day: 1 + random.below(28) }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month + 1, self.day)
    }
}

/// The paragraph with years moved to that of `day`, English months often to its month, and some
/// small numbers changed.
pub fn dates_and_numbers(paragraph: &str, day: Day, random: &mut Random) -> String {
    let mut varied = String::with_capacity(paragraph.len() + 16);
    let mut rest = paragraph;
    while let Some(first) = rest.chars().next() {
        let end = if first.is_alphanumeric() {
            rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (word, after) = rest.split_at(end);
        // "1,119", "25.5" and "2021-06-04" are left whole.
        let joined = |c: Option<char>| matches!(c, Some(',' | '.' | '-'));
        let mut following = after.chars();
        let before = joined(varied.chars().next_back());
        let behind =
            joined(following.next()) && following.next().is_some_and(|c| c.is_ascii_digit());
        let alone = !before && !behind;
        match other_word(word, alone, day, random) {
            Some(other) => varied.push_str(&other),
            None => varied.push_str(word),
        }
        rest = after;
    }
    varied
}

fn other_word(word: &str, alone: bool, day: Day, random: &mut Random) -> Option<String> {
    if MONTHS.contains(&word) && random.percent(70) {
        return MONTHS.get(day.month).map(|month| (*month).to_owned());
    }
    match word.parse::<usize>() {
        Ok(2010..=2026) if alone => Some(day.year.to_string()),
        Ok(2..=12) if alone && random.percent(40) => Some((2 + random.below(11)).to_string()),
        Ok(100..=999) if alone => Some((100 + random.below(900)).to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Day = Day { year: 2007, month: 2, day: 9 };

    #[test]
    fn dates_move_and_joined_numbers_stay() {
        let text = "In June 2021, 1,119 mines; 2,728 in all (25.5 %).";
        let mut random = Random::new(1);
        // The first roll of this seed lets the month move.
        assert_eq!(
            dates_and_numbers(text, DAY, &mut random),
            "In March 2007, 1,119 mines; 2,728 in all (25.5 %)."
        );
        assert_eq!(DAY.to_string(), "2007-03-09");
    }

    proptest::proptest! {
        #[test]
        fn text_without_numbers_or_months_is_untouched(text in "[a-zа-яəı ,.!\n-]{0,80}", seed: u64) {
            let varied = dates_and_numbers(&text, DAY, &mut Random::new(seed));
            proptest::prop_assert_eq!(varied, text);
        }
    }
}
