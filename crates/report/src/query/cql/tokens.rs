//! CQL2 text cut into words, quoted texts, numbers and signs.

/// A condition that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("at letter {at}: expected {expected}, found {found}")]
pub struct BadCondition {
    /// Letters before it, plus one.
    pub at: usize,
    /// What would do.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

/// A piece of CQL2 text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Word(String),
    /// A name in double quotes.
    Name(String),
    Text(String),
    Number(f64),
    Sign(&'static str),
    End,
}

impl Token {
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Word(word) => format!("`{word}`"),
            Self::Name(name) => format!("`\"{name}\"`"),
            Self::Text(text) => format!("'{text}'"),
            Self::Number(number) => number.to_string(),
            Self::Sign(sign) => format!("`{sign}`"),
            Self::End => "the end".to_owned(),
        }
    }
}

const SIGNS: [&str; 9] = ["<>", "<=", ">=", "=", "<", ">", "(", ")", ","];

pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, BadCondition> {
    let letters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(letter) = letters.get(at).copied() {
        let begun = at;
        let token = if letter.is_whitespace() {
            at += 1;
            continue;
        } else if letter == '\'' || letter == '"' {
            let quoted = quoted(&letters, &mut at, letter)?;
            if letter == '\'' { Token::Text(quoted) } else { Token::Name(quoted) }
        } else if letter.is_ascii_digit() || "+-.".contains(letter) {
            number(&letters, &mut at)?
        } else if letter.is_alphabetic() || letter == '_' {
            let is_part = |letter: &&char| letter.is_alphanumeric() || "_.:".contains(**letter);
            let word: String = letters.iter().skip(at).take_while(is_part).collect();
            at += word.chars().count();
            Token::Word(word)
        } else {
            let rest: String = letters.iter().skip(at).take(2).collect();
            let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
            let sign = sign.ok_or_else(|| bad(at, "a field, a value or a sign", &rest))?;
            at += sign.len();
            Token::Sign(sign)
        };
        found.push((begun, token));
    }
    found.push((letters.len(), Token::End));
    Ok(found)
}

pub(super) fn bad(at: usize, expected: &str, found: &str) -> BadCondition {
    let found = found.chars().take(60).collect();
    BadCondition { at: at + 1, expected: expected.to_owned(), found }
}

/// A quoted text; a quotation mark in it is written twice.
fn quoted(letters: &[char], at: &mut usize, mark: char) -> Result<String, BadCondition> {
    let begun = *at;
    let mut text = String::new();
    *at += 1;
    loop {
        match (letters.get(*at), letters.get(*at + 1)) {
            (Some(one), Some(two)) if *one == mark && *two == mark => {
                text.push(mark);
                *at += 2;
            }
            (Some(one), _) if *one == mark => {
                *at += 1;
                return Ok(text);
            }
            (Some(one), _) => {
                text.push(*one);
                *at += 1;
            }
            (None, _) => return Err(bad(begun, &format!("a closing {mark}"), "the end")),
        }
    }
}

fn number(letters: &[char], at: &mut usize) -> Result<Token, BadCondition> {
    let is_part = |letter: &&char| letter.is_ascii_alphanumeric() || "+-.".contains(**letter);
    let text: String = letters.iter().skip(*at).take_while(is_part).collect();
    let read = text.parse::<f64>().ok().filter(|number| number.is_finite());
    let number = read.ok_or_else(|| bad(*at, "a number", &text))?;
    *at += text.chars().count();
    Ok(Token::Number(number))
}
