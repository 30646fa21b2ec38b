//! A condition as other programs ask for it: comparisons of fields, joined by and, or, not.

use cairn_store::Table;
use cairn_store::table::Column;

use super::select::{Shapes, meets};
use super::wanted::Bounds;

/// What must hold of a row. A comparison with what is not known does not hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// All of these.
    All(Vec<Condition>),
    /// One of these.
    Any(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// The field stands so to the value.
    Compare {
        /// The field.
        field: String,
        /// How it stands.
        is: Comparison,
        /// To what.
        value: Literal,
    },
    /// The field is one of these.
    OneOf {
        /// The field.
        field: String,
        /// The values.
        values: Vec<Literal>,
    },
    /// The text fits a pattern in which `%` is any letters and `_` one.
    Like {
        /// The field.
        field: String,
        /// The pattern.
        pattern: String,
    },
    /// The field is not known.
    Unknown {
        /// The field.
        field: String,
    },
    /// It lies, or may lie, within these bounds.
    Touches(Bounds),
    /// Always, or never.
    Always(bool),
}

/// The rows of a table, with their shapes where there are such.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub(super) table: &'a Table,
    pub(super) shapes: Option<&'a dyn Shapes>,
}

/// How a field stands to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the six that there are")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// A value that a field is compared to.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day, as [`day_number`](cairn_store::table::day_number) writes it.
    Day(i32),
}

/// A condition that does not fit the collection.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// There is no such field.
    #[error("there is no field `{field}`; there are {known}")]
    NoField {
        /// The field.
        field: String,
        /// The fields that there are.
        known: String,
    },
    /// The field is of another kind.
    #[error("`{field}` holds {holds}; it cannot be compared to {given}")]
    Kind {
        /// The field.
        field: String,
        /// What it holds, as in "days".
        holds: &'static str,
        /// What it was to be compared to.
        given: String,
    },
}

impl Condition {
    /// Whether it makes sense for the collection.
    ///
    /// # Errors
    /// When a field is not there, or holds something of another kind.
    pub fn check(&self, table: &Table) -> Result<(), Unfit> {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().try_for_each(|one| one.check(table))
            }
            Self::Not(part) => part.check(table),
            Self::Compare { field, value, .. } => fits(table, field, value),
            Self::OneOf { field, values } => {
                values.iter().try_for_each(|value| fits(table, field, value))
            }
            Self::Like { field, pattern } => fits(table, field, &Literal::Text(pattern.clone())),
            Self::Unknown { field } => column(table, field).map(drop),
            Self::Touches(_) | Self::Always(_) => Ok(()),
        }
    }

    /// Whether it holds of a row; what cannot be told does not, nor does its contrary.
    pub(super) fn holds(&self, rows: Rows<'_>, row: u32) -> bool {
        self.truth(rows, row) == Some(true)
    }

    /// Whether it holds; `None` where that cannot be told, as in SQL.
    fn truth(&self, rows: Rows<'_>, row: u32) -> Option<bool> {
        let table = rows.table;
        match self {
            Self::All(parts) => {
                parts.iter().try_fold(Some(true), |so_far, part| match part.truth(rows, row) {
                    Some(false) => Err(Some(false)),
                    None => Ok(None),
                    Some(true) => Ok(so_far),
                })
            }
            Self::Any(parts) => {
                parts.iter().try_fold(Some(false), |so_far, part| match part.truth(rows, row) {
                    Some(true) => Err(Some(true)),
                    None => Ok(None),
                    Some(false) => Ok(so_far),
                })
            }
            Self::Not(part) => return part.truth(rows, row).map(|holds| !holds),
            Self::Compare { field, is, value } => {
                return compare(table, field, value, row).map(|order| is.holds(order));
            }
            Self::OneOf { field, values } => {
                let mut orders = values.iter().map(|value| compare(table, field, value, row));
                return orders.try_fold(false, |found, order| Some(found || order?.is_eq()));
            }
            Self::Like { field, pattern } => {
                return table.text(field, row).map(|text| like(text, pattern));
            }
            Self::Unknown { field } => Ok(table.column(field).map(|column| {
                column.text(row).is_none()
                    && column.number(row).is_none()
                    && column.day(row).is_none()
            })),
            Self::Touches(bounds) => Ok(touches(rows, *bounds, row)),
            Self::Always(holds) => Ok(Some(*holds)),
        }
        .unwrap_or_else(|settled| settled)
    }
}

impl Comparison {
    const fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::AtMost => order.is_le(),
            Self::More => order.is_gt(),
            Self::AtLeast => order.is_ge(),
        }
    }
}

fn touches(rows: Rows<'_>, bounds: Bounds, row: u32) -> Option<bool> {
    let number = |name| rows.table.number(name, row);
    if let (Some(lat), Some(lon)) = (number("lat"), number("lon")) {
        return Some(bounds.touches(lon, lat, lon, lat));
    }
    let (west, south) = (number("west")?, number("south")?);
    let frame = [west, south, number("east")?, number("north")?];
    Some(meets(rows.shapes, row, frame, bounds))
}

fn column<'a>(table: &'a Table, field: &str) -> Result<&'a Column, Unfit> {
    table.column(field).ok_or_else(|| Unfit::NoField {
        field: field.to_owned(),
        known: table.columns().map(|(name, _)| name).collect::<Vec<_>>().join(", "),
    })
}

fn fits(table: &Table, field: &str, value: &Literal) -> Result<(), Unfit> {
    let holds = match (column(table, field)?, value) {
        (Column::Text(_), Literal::Text(_))
        | (Column::Number(_), Literal::Number(_))
        | (Column::Day(_), Literal::Day(_)) => return Ok(()),
        (Column::Text(_), _) => "texts",
        (Column::Number(_), _) => "numbers",
        (Column::Day(_), _) => "days, as DATE('2021-06-04')",
    };
    let given = match value {
        Literal::Text(text) => format!("the text '{text}'"),
        Literal::Number(number) => format!("the number {number}"),
        Literal::Day(_) => "a day".to_owned(),
    };
    Err(Unfit::Kind { field: field.to_owned(), holds, given })
}

fn compare(table: &Table, field: &str, value: &Literal, row: u32) -> Option<std::cmp::Ordering> {
    let column = table.column(field)?;
    match value {
        Literal::Text(text) => Some(column.text(row)?.cmp(text.as_str())),
        Literal::Number(number) => column.number(row)?.partial_cmp(number),
        Literal::Day(day) => Some(column.day(row)?.cmp(day)),
    }
}

/// Whether a text fits a pattern, upper and lower case apart, as CQL2 wants.
fn like(text: &str, pattern: &str) -> bool {
    let (text, pattern): (Vec<char>, Vec<char>) =
        (text.chars().collect(), pattern.chars().collect());
    // Where to go on after the last `%`: one letter further in the text each time.
    let (mut at, mut of, mut again) = (0, 0, None);
    while at < text.len() {
        match pattern.get(of) {
            Some('%') => {
                again = Some((at, of + 1));
                of += 1;
            }
            Some(one) if *one == '_' || text.get(at) == Some(one) => {
                at += 1;
                of += 1;
            }
            _ => match again {
                Some((begun, after)) => {
                    again = Some((begun + 1, after));
                    (at, of) = (begun + 1, after);
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(of).all(|one| *one == '%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_stands_for_letters() {
        for (text, pattern) in [
            ("Kalbajar", "Kal%"),
            ("Kalbajar", "%jar"),
            ("Kalbajar", "K_lb%r"),
            ("", "%"),
            ("a", "a%%"),
        ] {
            assert!(like(text, pattern), "{text} {pattern}");
        }
        for (text, pattern) in
            [("Kalbajar", "kal%"), ("Kalbajar", "%b"), ("", "_"), ("ab", "a"), ("Lachin", "%ll%")]
        {
            assert!(!like(text, pattern), "{text} {pattern}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_part_of_a_text_is_found(text in "[a-c]{0,12}", from in 0usize..12, length in 0usize..6) {
            let part: String = text.chars().skip(from).take(length).collect();
            let pattern = format!("%{part}%");
            proptest::prop_assert!(like(&text, &pattern));
        }
    }
}
