//! One column: texts by a dictionary, numbers, days.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;

use super::Value;

/// Stands for a text or a whole number that is not known.
const NO_TEXT: u32 = u32::MAX;
const NO_DAY: i32 = i32::MIN;

/// The values of one field, row by row.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Texts, each kept once.
    Text(Texts),
    /// Numbers; not a number where unknown.
    Number(Numbers),
    /// Days as [`day_number`] writes them.
    Day(Vec<i32>),
}

/// Numbers, equal where they are not known alike.
#[derive(Clone, Debug, Default)]
pub struct Numbers(Vec<f64>);

impl PartialEq for Numbers {
    fn eq(&self, other: &Self) -> bool {
        let bits = |numbers: &Self| numbers.0.iter().map(|one| one.to_bits()).collect::<Vec<_>>();
        bits(self) == bits(other)
    }
}

/// Texts, each kept once.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    words: Vec<Arc<str>>,
    codes: Vec<u32>,
    known: HashMap<Arc<str>, u32>,
}

impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        let rows = 0..u32::try_from(self.codes.len()).unwrap_or(NO_TEXT);
        self.codes.len() == other.codes.len()
            && rows.into_iter().all(|row| self.get(row) == other.get(row))
    }
}

/// A day as a number in the order of days: 20210604.
pub fn day_number(day: Date) -> i32 {
    i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day())
}

impl Texts {
    fn push(&mut self, text: Option<String>) {
        let code = match text {
            None => NO_TEXT,
            Some(text) => match self.known.get(text.as_str()) {
                Some(code) => *code,
                None => {
                    // A register of four thousand million texts does not fit into memory anyway.
                    let code = u32::try_from(self.words.len()).unwrap_or(NO_TEXT);
                    let word: Arc<str> = text.into();
                    self.words.push(Arc::clone(&word));
                    self.known.insert(word, code);
                    code
                }
            },
        };
        self.codes.push(code);
    }

    /// The text of a row.
    pub fn get(&self, row: u32) -> Option<&str> {
        self.word(*self.codes.get(row as usize)?)
    }

    /// The code of a row; `None` where there is no text.
    pub fn code(&self, row: u32) -> Option<u32> {
        self.codes.get(row as usize).copied().filter(|code| *code != NO_TEXT)
    }

    /// The text of a code.
    pub fn word(&self, code: u32) -> Option<&str> {
        self.words.get(code as usize).map(|word| &**word)
    }

    /// Each text once, by code.
    pub fn words(&self) -> impl ExactSizeIterator<Item = &str> {
        self.words.iter().map(|word| &**word)
    }

    /// The code of a text.
    pub fn code_of(&self, text: &str) -> Option<u32> {
        self.known.get(text).copied()
    }

    /// The first row with this text.
    pub fn row_of(&self, text: &str) -> Option<u32> {
        let code = self.code_of(text)?;
        let place = self.codes.iter().position(|one| *one == code)?;
        u32::try_from(place).ok()
    }

    /// Forgets all texts: for views that hold less than the register.
    pub fn forget(&mut self) {
        let rows = self.codes.len();
        *self = Self { codes: vec![NO_TEXT; rows], ..Self::default() };
    }
}

impl Column {
    pub(super) fn push(&mut self, value: Value) {
        match self {
            Self::Text(texts) => texts.push(match value {
                Value::Text(text) => Some(text),
                _ => None,
            }),
            Self::Number(Numbers(numbers)) => numbers.push(match value {
                #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
                Value::Whole(number) => number as f64,
                Value::Real(number) => number,
                _ => f64::NAN,
            }),
            Self::Day(days) => days.push(match value {
                Value::Day(day) => day_number(day),
                _ => NO_DAY,
            }),
        }
    }

    /// The text of a row.
    pub fn text(&self, row: u32) -> Option<&str> {
        match self {
            Self::Text(texts) => texts.get(row),
            _ => None,
        }
    }

    /// The number of a row.
    pub fn number(&self, row: u32) -> Option<f64> {
        match self {
            Self::Number(Numbers(numbers)) => {
                numbers.get(row as usize).copied().filter(|number| !number.is_nan())
            }
            _ => None,
        }
    }

    /// The day of a row, as [`day_number`] writes it.
    pub fn day(&self, row: u32) -> Option<i32> {
        match self {
            Self::Day(days) => days.get(row as usize).copied().filter(|day| *day != NO_DAY),
            _ => None,
        }
    }

    /// The numbers themselves, where they are not known not a number.
    pub fn numbers_mut(&mut self) -> Option<&mut [f64]> {
        match self {
            Self::Number(Numbers(numbers)) => Some(numbers),
            _ => None,
        }
    }

    /// The place of each text among the others; empty for other columns.
    pub fn ranks(&self) -> Vec<u32> {
        let Self::Text(texts) = self else { return Vec::new() };
        let mut order: Vec<u32> = (0u32..).take(texts.words.len()).collect();
        order.sort_unstable_by_key(|code| texts.word(*code));
        let mut ranks = vec![0; order.len()];
        for (rank, code) in (0u32..).zip(order) {
            if let Some(place) = ranks.get_mut(code as usize) {
                *place = rank;
            }
        }
        ranks
    }

    /// How two rows stand to each other, the unknown first. `ranks` are those of [`Column::ranks`].
    pub fn compare(&self, ranks: &[u32], a: usize, b: usize) -> Ordering {
        match self {
            Self::Text(texts) => {
                let rank =
                    |row: usize| texts.codes.get(row).and_then(|code| ranks.get(*code as usize));
                rank(a).cmp(&rank(b))
            }
            Self::Number(Numbers(numbers)) => {
                let number =
                    |row: usize| numbers.get(row).copied().filter(|number| !number.is_nan());
                number(a).partial_cmp(&number(b)).unwrap_or(Ordering::Equal)
            }
            Self::Day(days) => days.get(a).cmp(&days.get(b)),
        }
    }

    pub(super) fn rearranged(self, order: &[u32]) -> Self {
        fn pick<T: Copy>(values: &[T], order: &[u32]) -> Vec<T> {
            order.iter().filter_map(|row| values.get(*row as usize).copied()).collect()
        }
        match self {
            Self::Text(texts) => Self::Text(Texts { codes: pick(&texts.codes, order), ..texts }),
            Self::Number(Numbers(numbers)) => Self::Number(Numbers(pick(&numbers, order))),
            Self::Day(days) => Self::Day(pick(&days, order)),
        }
    }
}
