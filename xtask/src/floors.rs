//! Bounds that scores must keep: `bench/reading/floors.toml`.

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::TaskError;
use crate::scores::Scores;

/// Scores are printed with three digits; a difference below that is none.
const TOLERANCE: f64 = 0.0005;

/// For each set the least and the greatest value that a figure may have.
#[derive(Clone, Debug, Default)]
pub struct Floors(BTreeMap<String, Vec<Bound>>);

#[derive(Clone, Debug)]
struct Bound {
    figure: String,
    side: Side,
    value: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    AtLeast,
    AtMost,
}

impl Floors {
    /// Reads the file; one that is not there sets no bounds.
    pub fn read(path: &Path) -> Result<Self, TaskError> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&text)
                .map_err(|why| TaskError::Malformed(path.display().to_string(), why)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(TaskError::File(path.to_owned(), error)),
        }
    }

    fn parse(text: &str) -> Result<Self, String> {
        let table: toml::Table = text.parse().map_err(|error| format!("{error}"))?;
        let mut floors = BTreeMap::new();
        for (set, sides) in &table {
            let sides = sides
                .as_table()
                .ok_or_else(|| format!("`{set}` is not the name of a set with bounds"))?;
            let mut bounds = Vec::new();
            for (side_name, figures) in sides {
                let side = match side_name.as_str() {
                    "at_least" => Side::AtLeast,
                    "at_most" => Side::AtMost,
                    other => return Err(format!("[{set}.{other}]: at_least or at_most expected")),
                };
                for (figure, value) in figures.as_table().into_iter().flatten() {
                    let value = value
                        .as_float()
                        .or_else(|| value.as_integer().map(|whole| whole as f64))
                        .ok_or_else(|| format!("[{set}.{side_name}] {figure}: not a number"))?;
                    let figure = figure.clone();
                    bounds.push(Bound { figure, side, value });
                }
            }
            floors.insert(set.clone(), bounds);
        }
        Ok(Self(floors))
    }

    /// The bounds that these scores do not keep, each in words.
    ///
    /// A bound on a figure that does not exist is broken: it guards nothing.
    pub fn broken(&self, scores: &Scores) -> Vec<String> {
        let figures = scores.by_name();
        let bounds = self.0.get(&scores.set).into_iter().flatten();
        bounds
            .filter_map(|bound| {
                let name = format!("{} {}", scores.set, bound.figure);
                let Some(&is) = figures.get(&bound.figure) else {
                    return Some(format!("{name}: there is no such figure"));
                };
                match bound.side {
                    Side::AtLeast if is + TOLERANCE < bound.value => {
                        Some(format!("{name} is {is:.3}, at least {} wanted", bound.value))
                    }
                    Side::AtMost if is - TOLERANCE > bound.value => {
                        Some(format!("{name} is {is:.3}, at most {} wanted", bound.value))
                    }
                    _ => None,
                }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Floors;
    use crate::scores::tests::example;

    fn broken(text: &str) -> Vec<String> {
        Floors::parse(text).unwrap().broken(&example())
    }

    #[test]
    fn bounds_that_are_kept_say_nothing() {
        let kept = "[dev.at_least]\n\"incident.f1\" = 0.8\n\
                    [dev.at_most]\nquiet_with_false_incident = 1";
        assert!(broken(kept).is_empty());
        assert!(broken("").is_empty());
        assert!(broken("[other.at_least]\n\"incident.f1\" = 1.0").is_empty());
    }

    #[test]
    fn bounds_that_are_not_kept_are_named() {
        assert_eq!(
            broken(
                "[dev.at_least]\n\"incident.f1\" = 0.81\n\"register.f1\" = 0.4\n\
                 [dev.at_most]\nquiet_with_false_incident = 0"
            ),
            [
                "dev incident.f1 is 0.800, at least 0.81 wanted",
                "dev quiet_with_false_incident is 1.000, at most 0 wanted",
            ]
        );
        assert_eq!(
            broken("[dev.at_least]\n\"incdent.f1\" = 0.1"),
            ["dev incdent.f1: there is no such figure"]
        );
    }

    #[test]
    fn a_wrong_file_is_refused() {
        assert!(Floors::parse("[dev.least]\n\"incident.f1\" = 1").is_err());
        assert!(Floors::parse("[dev.at_least]\n\"incident.f1\" = \"1\"").is_err());
        assert!(Floors::parse("dev = 1").is_err());
    }

    #[test]
    fn the_file_of_the_repository_is_read() {
        let path = crate::workspace::root().join("bench/reading/floors.toml");
        assert!(path.exists());
        Floors::read(&path).unwrap();
    }
}
