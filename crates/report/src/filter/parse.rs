//! A filter's text into words: field, sign and values.

use super::error::FilterError;

/// A term as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) field: String,
    pub(super) negated: bool,
    pub(super) values: Vec<String>,
}

/// The terms of a text, in order.
pub(super) fn words(text: &str) -> Result<Vec<Word>, FilterError> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (word, after) = take(rest, text)?;
        words.push(word);
        rest = after.trim_start();
    }
    Ok(words)
}

/// The first term of `rest`, and what follows it.
fn take<'a>(rest: &'a str, text: &str) -> Result<(Word, &'a str), FilterError> {
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let sign = rest.find('=').filter(|at| *at < end);
    let no_term = || FilterError::NoTerm { word: rest.get(..end).unwrap_or(rest).to_owned() };
    let (field, values) = sign.and_then(|at| rest.split_at_checked(at)).ok_or_else(no_term)?;
    let (field, negated) = field.strip_suffix('!').map_or((field, false), |field| (field, true));
    let (values, after) = take_values(values.strip_prefix('=').unwrap_or(values), text)?;
    if field.is_empty() || values.iter().all(String::is_empty) {
        return Err(no_term());
    }
    Ok((Word { field: field.to_owned(), negated, values }, after))
}

/// Values up to the first blank outside quotation marks.
fn take_values<'a>(rest: &'a str, text: &str) -> Result<(Vec<String>, &'a str), FilterError> {
    let mut values = vec![String::new()];
    let mut quoted = false;
    for (at, c) in rest.char_indices() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => values.push(String::new()),
            c if c.is_whitespace() && !quoted => {
                return Ok((values, rest.get(at..).unwrap_or_default()));
            }
            c => values.iter_mut().last().into_iter().for_each(|value| value.push(c)),
        }
    }
    if quoted {
        return Err(FilterError::OpenQuote { text: text.to_owned() });
    }
    Ok((values, ""))
}
