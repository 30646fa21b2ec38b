//! Flags and options of a task, taken one by one; what is left over is an error.

use std::str::FromStr;

use crate::error::TaskError;

/// The words after the task's name.
#[derive(Debug)]
pub struct Arguments(Vec<String>);

impl Arguments {
    /// The words as given.
    pub fn new(words: Vec<String>) -> Self {
        Self(words)
    }

    /// Takes a flag such as `--json`: whether it was there.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|word| word != name);
        self.0.len() < before
    }

    /// Takes all values of an option: `--gold DIR` or `--gold=DIR`.
    pub fn values(&mut self, name: &str) -> Result<Vec<String>, TaskError> {
        let mut values = Vec::new();
        let mut rest = Vec::new();
        let mut words = std::mem::take(&mut self.0).into_iter();
        while let Some(word) = words.next() {
            if word == name {
                let value = words.next().filter(|value| !value.starts_with("--"));
                values.push(value.ok_or_else(|| TaskError::Usage(format!("{name} has no value")))?);
            } else if let Some(value) = word.strip_prefix(name).and_then(|w| w.strip_prefix('=')) {
                values.push(value.to_owned());
            } else {
                rest.push(word);
            }
        }
        self.0 = rest;
        Ok(values)
    }

    /// Takes an option that may be given once.
    pub fn value(&mut self, name: &str) -> Result<Option<String>, TaskError> {
        let mut values = self.values(name)?;
        if values.len() > 1 {
            return Err(TaskError::Usage(format!("{name} is given twice")));
        }
        Ok(values.pop())
    }

    /// Takes a number, `default` when it is not given.
    pub fn number<T: FromStr>(&mut self, name: &str, default: T) -> Result<T, TaskError> {
        let Some(value) = self.value(name)? else {
            return Ok(default);
        };
        value.parse().map_err(|_| TaskError::Usage(format!("{name} {value}: not a whole number")))
    }

    /// Refuses whatever nobody took.
    pub fn finish(self) -> Result<(), TaskError> {
        match self.0.first() {
            None => Ok(()),
            Some(word) => Err(TaskError::Usage(format!("`{word}` is not understood here"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Arguments {
        Arguments::new(line.split_whitespace().map(str::to_owned).collect())
    }

    #[test]
    fn takes_flags_and_values_in_any_order() {
        let mut given = arguments("--gold a --json --gold=b --count 7");
        assert!(given.flag("--json"));
        assert!(!given.flag("--misses"));
        assert_eq!(given.values("--gold").unwrap(), ["a", "b"]);
        assert_eq!(given.number("--count", 1_u64).unwrap(), 7);
        assert_eq!(given.number("--seed", 1_u64).unwrap(), 1);
        given.finish().unwrap();
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        let message = |result: Result<(), TaskError>| result.unwrap_err().to_string();
        assert_eq!(message(arguments("--jsno").finish()), "`--jsno` is not understood here");
        assert_eq!(
            message(arguments("--count ten").number("--count", 1_u8).map(drop)),
            "--count ten: not a whole number"
        );
        assert_eq!(
            message(arguments("--count --json").value("--count").map(drop)),
            "--count has no value"
        );
    }
}
