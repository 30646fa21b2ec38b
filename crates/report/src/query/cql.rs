//! CQL2 text (OGC 21-065r2) as a [`Condition`]: comparisons, `LIKE`, `BETWEEN`, `IN`, `IS NULL`, `AND`,
//! `OR`, `NOT`, days, and where something lies.
//!
//! Written here, as the crate for it brings a JSON Schema validator, an SQL parser and a fetcher of
//! schemas from the network, for a grammar of a page.

mod tokens;

pub use tokens::BadCondition;

use super::condition::{Comparison, Condition, Literal};
use super::wanted::Bounds;
use crate::period::period;
use tokens::{Token, bad, tokens};

/// Brackets within brackets.
const DEEPEST: usize = 50;

/// Reads CQL2 text.
///
/// # Errors
/// When it is something else; says where and what was expected.
pub fn parse(text: &str) -> Result<Condition, BadCondition> {
    let tokens = tokens(text)?;
    let mut parser = Parser { tokens, next: 0, depth: 0 };
    let condition = parser.any()?;
    match parser.peek() {
        Token::End => Ok(condition),
        _ => Err(parser.unexpected("AND, OR or the end")),
    }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    next: usize,
    depth: usize,
}

/// One side of a comparison.
enum Side {
    Field(String),
    Value(Literal),
    Truth(bool),
}

impl Parser {
    fn peek(&self) -> &Token {
        self.tokens.get(self.next).map_or(&Token::End, |(_, token)| token)
    }

    fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.next += 1;
        token
    }

    fn unexpected(&self, expected: &str) -> BadCondition {
        let at = self.tokens.get(self.next).or(self.tokens.last()).map_or(0, |(at, _)| *at);
        bad(at, expected, &self.peek().shown())
    }

    fn is_word(&self, wanted: &str) -> bool {
        matches!(self.peek(), Token::Word(word) if word.eq_ignore_ascii_case(wanted))
    }

    fn takes_word(&mut self, wanted: &str) -> bool {
        let is_it = self.is_word(wanted);
        self.next += usize::from(is_it);
        is_it
    }

    fn takes_sign(&mut self, wanted: &str) -> bool {
        let is_it = matches!(self.peek(), Token::Sign(sign) if *sign == wanted);
        self.next += usize::from(is_it);
        is_it
    }

    fn needs_sign(&mut self, wanted: &str) -> Result<(), BadCondition> {
        if self.takes_sign(wanted) { Ok(()) } else { Err(self.unexpected(&format!("`{wanted}`"))) }
    }

    fn any(&mut self) -> Result<Condition, BadCondition> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.unexpected("fewer brackets within brackets"));
        }
        let mut parts = vec![self.all()?];
        while self.takes_word("OR") {
            parts.push(self.all()?);
        }
        self.depth -= 1;
        Ok(joined(parts, Condition::Any))
    }

    fn all(&mut self) -> Result<Condition, BadCondition> {
        let mut parts = vec![self.one()?];
        while self.takes_word("AND") {
            parts.push(self.one()?);
        }
        Ok(joined(parts, Condition::All))
    }

    fn one(&mut self) -> Result<Condition, BadCondition> {
        let mut negated = false;
        while self.takes_word("NOT") {
            negated = !negated;
        }
        let condition = if self.takes_sign("(") {
            let inner = self.any()?;
            self.needs_sign(")")?;
            inner
        } else {
            self.predicate()?
        };
        Ok(if negated { Condition::Not(Box::new(condition)) } else { condition })
    }

    fn predicate(&mut self) -> Result<Condition, BadCondition> {
        for (name, read) in FUNCTIONS {
            if self.is_word(name) {
                self.next += 1;
                self.needs_sign("(")?;
                let condition = read(self)?;
                self.needs_sign(")")?;
                return Ok(condition);
            }
        }
        match self.side()? {
            Side::Truth(holds) => Ok(Condition::Always(holds)),
            Side::Field(field) => self.after_field(field),
            Side::Value(value) => {
                let is = self.comparison()?;
                match self.side()? {
                    Side::Field(field) => Ok(Condition::Compare { field, is: turned(is), value }),
                    _ => Err(self.unexpected("a field on one side of the comparison")),
                }
            }
        }
    }

    fn after_field(&mut self, field: String) -> Result<Condition, BadCondition> {
        if self.takes_word("IS") {
            let negated = self.takes_word("NOT");
            if !self.takes_word("NULL") {
                return Err(self.unexpected("NULL"));
            }
            return Ok(not_if(negated, Condition::Unknown { field }));
        }
        let negated = self.takes_word("NOT");
        if self.takes_word("LIKE") {
            return match self.take() {
                Token::Text(pattern) => Ok(not_if(negated, Condition::Like { field, pattern })),
                _ => {
                    self.next -= 1;
                    Err(self.unexpected("a pattern, as 'Kal%'"))
                }
            };
        }
        if self.takes_word("BETWEEN") {
            let least = self.value()?;
            if !self.takes_word("AND") {
                return Err(self.unexpected("AND"));
            }
            let most = self.value()?;
            let part = |is, value| Condition::Compare { field: field.clone(), is, value };
            let both = vec![part(Comparison::AtLeast, least), part(Comparison::AtMost, most)];
            return Ok(not_if(negated, Condition::All(both)));
        }
        if self.takes_word("IN") {
            self.needs_sign("(")?;
            let mut values = vec![self.value()?];
            while self.takes_sign(",") {
                values.push(self.value()?);
            }
            self.needs_sign(")")?;
            return Ok(not_if(negated, Condition::OneOf { field, values }));
        }
        if negated {
            return Err(self.unexpected("LIKE, BETWEEN or IN"));
        }
        let is = self.comparison()?;
        let value = self.value()?;
        Ok(Condition::Compare { field, is, value })
    }

    fn comparison(&mut self) -> Result<Comparison, BadCondition> {
        let is = match self.peek() {
            Token::Sign("=") => Comparison::Equal,
            Token::Sign("<>") => Comparison::NotEqual,
            Token::Sign("<") => Comparison::Less,
            Token::Sign("<=") => Comparison::AtMost,
            Token::Sign(">") => Comparison::More,
            Token::Sign(">=") => Comparison::AtLeast,
            _ => {
                let expected = "=, <>, <, <=, >, >=, LIKE, BETWEEN, IN or IS NULL";
                return Err(self.unexpected(expected));
            }
        };
        self.next += 1;
        Ok(is)
    }

    fn value(&mut self) -> Result<Literal, BadCondition> {
        let begun = self.next;
        match self.side()? {
            Side::Value(value) => Ok(value),
            Side::Field(_) | Side::Truth(_) => {
                self.next = begun;
                Err(self.unexpected("a value: 'text', a number or DATE('2021-06-04')"))
            }
        }
    }

    fn side(&mut self) -> Result<Side, BadCondition> {
        if self.is_word("DATE") || self.is_word("TIMESTAMP") {
            return Ok(Side::Value(Literal::Day(self.instant()?)));
        }
        match self.take() {
            Token::Word(word) if word.eq_ignore_ascii_case("TRUE") => Ok(Side::Truth(true)),
            Token::Word(word) if word.eq_ignore_ascii_case("FALSE") => Ok(Side::Truth(false)),
            Token::Word(name) | Token::Name(name) => {
                if matches!(self.peek(), Token::Sign("(")) {
                    self.next -= 1;
                    return Err(
                        self.unexpected(&format!("a field; of functions there are {KNOWN}"))
                    );
                }
                Ok(Side::Field(name))
            }
            Token::Text(text) => Ok(Side::Value(Literal::Text(text))),
            Token::Number(number) => Ok(Side::Value(Literal::Number(number))),
            Token::Sign(_) | Token::End => {
                self.next -= 1;
                Err(self.unexpected("a field or a value"))
            }
        }
    }

    /// `DATE('2021-06-04')` or `TIMESTAMP('2021-06-04T10:00:00Z')`, of which the day counts.
    fn instant(&mut self) -> Result<i32, BadCondition> {
        self.next += 1;
        self.needs_sign("(")?;
        let Token::Text(text) = self.take() else {
            self.next -= 1;
            return Err(self.unexpected("a day in quotation marks"));
        };
        let day = text.get(..10).and_then(|day| period(day).ok()).and_then(|day| day.single_day());
        let Some(day) = day else {
            self.next -= 1;
            return Err(self.unexpected("a day, as '2021-06-04'"));
        };
        self.needs_sign(")")?;
        Ok(cairn_store::table::day_number(day))
    }

    fn geometry_field(&mut self) -> Result<(), BadCondition> {
        let is_geometry = ["geometry", "geom"].iter().any(|name| self.takes_word(name))
            || matches!(self.peek(), Token::Name(name) if name == "geometry" || name == "geom");
        if !is_geometry {
            return Err(self.unexpected("`geometry`"));
        }
        self.next += usize::from(matches!(self.peek(), Token::Name(_)));
        self.needs_sign(",")
    }

    fn numbers(&mut self) -> Result<Vec<f64>, BadCondition> {
        self.needs_sign("(")?;
        let mut numbers = Vec::new();
        while let Token::Number(number) = self.peek() {
            numbers.push(*number);
            self.next += 1;
            self.takes_sign(",");
        }
        self.needs_sign(")")?;
        Ok(numbers)
    }
}

type Function = fn(&mut Parser) -> Result<Condition, BadCondition>;

const KNOWN: &str = "S_INTERSECTS, T_AFTER, T_BEFORE, T_DURING, DATE and TIMESTAMP";

const FUNCTIONS: [(&str, Function); 4] = [
    ("S_INTERSECTS", |parser| {
        parser.geometry_field()?;
        let begun = parser.next;
        let is_box = parser.takes_word("BBOX");
        if !is_box && !parser.takes_word("POINT") {
            return Err(parser.unexpected("BBOX(west, south, east, north) or POINT(east north)"));
        }
        let numbers = parser.numbers()?;
        let text: Vec<String> = match (is_box, numbers.as_slice()) {
            (false, [lon, lat]) => [lon, lat, lon, lat].iter().map(ToString::to_string).collect(),
            (_, numbers) => numbers.iter().map(ToString::to_string).collect(),
        };
        Bounds::parse("filter", &text.join(",")).map(Condition::Touches).map_err(|error| {
            parser.next = begun;
            parser.unexpected(&error.expected)
        })
    }),
    ("T_AFTER", |parser| parser.beside(Comparison::More)),
    ("T_BEFORE", |parser| parser.beside(Comparison::Less)),
    ("T_DURING", |parser| {
        let field = parser.time_field()?;
        if !parser.takes_word("INTERVAL") {
            return Err(parser.unexpected("INTERVAL('2021-01-01', '2021-12-31')"));
        }
        parser.needs_sign("(")?;
        let from = parser.end_of_interval()?;
        parser.needs_sign(",")?;
        let to = parser.end_of_interval()?;
        parser.needs_sign(")")?;
        let part = |is, day: Option<i32>| {
            let value = Literal::Day(day?);
            Some(Condition::Compare { field: field.clone(), is, value })
        };
        let both = [part(Comparison::More, from), part(Comparison::Less, to)];
        Ok(Condition::All(both.into_iter().flatten().collect()))
    }),
];

impl Parser {
    fn time_field(&mut self) -> Result<String, BadCondition> {
        match self.take() {
            Token::Word(name) | Token::Name(name) => {
                self.needs_sign(",")?;
                Ok(name)
            }
            _ => {
                self.next -= 1;
                Err(self.unexpected("a field of days, as date_from"))
            }
        }
    }

    fn beside(&mut self, is: Comparison) -> Result<Condition, BadCondition> {
        let field = self.time_field()?;
        if !self.is_word("DATE") && !self.is_word("TIMESTAMP") {
            return Err(self.unexpected("DATE('2021-06-04')"));
        }
        let value = Literal::Day(self.instant()?);
        Ok(Condition::Compare { field, is, value })
    }

    /// A day in quotation marks, or `..` for none.
    fn end_of_interval(&mut self) -> Result<Option<i32>, BadCondition> {
        if self.is_word("DATE") || self.is_word("TIMESTAMP") {
            return self.instant().map(Some);
        }
        let Token::Text(text) = self.take() else {
            self.next -= 1;
            return Err(self.unexpected("a day in quotation marks, or '..'"));
        };
        if text == ".." {
            return Ok(None);
        }
        let day = text.get(..10).and_then(|day| period(day).ok()).and_then(|day| day.single_day());
        day.map(|day| Some(cairn_store::table::day_number(day))).ok_or_else(|| {
            self.next -= 1;
            self.unexpected("a day, as '2021-06-04'")
        })
    }
}

fn joined(mut parts: Vec<Condition>, join: fn(Vec<Condition>) -> Condition) -> Condition {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            join(parts)
        }
        None => Condition::Always(true),
    }
}

fn not_if(negated: bool, condition: Condition) -> Condition {
    if negated { Condition::Not(Box::new(condition)) } else { condition }
}

/// The same comparison from the other side.
const fn turned(is: Comparison) -> Comparison {
    match is {
        Comparison::Less => Comparison::More,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::More => Comparison::Less,
        Comparison::AtLeast => Comparison::AtMost,
        same => same,
    }
}

#[cfg(test)]
mod tests;
