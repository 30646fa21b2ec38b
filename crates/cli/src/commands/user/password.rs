//! Asking for a password: on the terminal without showing it, or from standard input. Never an
//! argument, which every program on the machine may read.

use std::io::{BufRead, IsTerminal, Read, stdin};

use cairn_server::access::password;

use crate::error::CommandError;

/// The hash of a new password.
pub fn hashed(from_stdin: bool) -> Result<String, CommandError> {
    let password = if from_stdin { first_line()? } else { asked()? };
    password::hash(&password).map_err(|error| CommandError::user(error.to_string()))
}

fn first_line() -> Result<String, CommandError> {
    let mut line = String::new();
    let most = password::LONGEST as u64 + 2;
    stdin().lock().take(most).read_line(&mut line).map_err(unread)?;
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}

fn asked() -> Result<String, CommandError> {
    if !stdin().is_terminal() {
        return Err(CommandError::usage("there is no terminal to ask for the password on")
            .hint("give --stdin and write the password to standard input"));
    }
    let terminal = console::Term::stderr();
    let ask = |what: &str| -> Result<String, CommandError> {
        terminal.write_str(what).map_err(unread)?;
        terminal.read_secure_line().map_err(unread)
    };
    let first = ask("Password: ")?;
    let again = ask("The same again: ")?;
    if first != again {
        return Err(CommandError::user("the two passwords differ; nothing was changed"));
    }
    Ok(first)
}

fn unread(error: std::io::Error) -> CommandError {
    CommandError::user("the password could not be read").because(error)
}
