//! `cairn user token`: secrets by which programs act in somebody's name.

use std::collections::BTreeSet;

use cairn_model::Action;
use cairn_server::access::secret;
use cairn_store::accounts::{NewToken, Token};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use jiff::{SignedDuration, Timestamp};

use super::{AccountsArg, note};
use crate::args::ListArgs;
use crate::commands::listing::Listing;
use crate::error::CommandError;
use crate::filter::Verdict;
use crate::render::list::{Column, Row};
use crate::ui::Ui;
use crate::values;

const EXAMPLES: &str = "\
A token may what the person may, narrowed to its scopes. Without `read_personal` it reads the
public edition. It is shown once; only its hash is kept.

Examples:
  cairn user token add \"A. Officer\" --for \"nightly feed\" --scope add
  curl -H \"Authorization: Bearer $TOKEN\" --data-binary @story.html -H \"Content-Type: text/html\" \\
       https://register.example.org/documents
  cairn user token remove 3f9c21aa";

/// Tokens by which programs act in somebody's name
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct TokenArgs {
    #[command(subcommand)]
    command: TokenCommand,
}

#[derive(Debug, Subcommand)]
enum TokenCommand {
    /// Make a token and show it, once
    Add(Add),
    /// Which tokens there are
    List(List),
    /// Take a token away
    Remove(Remove),
}

#[derive(Args, Debug)]
struct Add {
    /// In whose name
    name: String,
    /// What it is for
    #[arg(long = "for", value_name = "TEXT", value_parser = values::some_text)]
    purpose: String,
    /// What it may do, of what the person may [default: all of it]
    #[arg(long = "scope", value_name = "ACTION", value_parser = action())]
    scopes: Vec<Action>,
    /// Days until it expires
    #[arg(long, value_name = "DAYS", default_value_t = 90, value_parser = clap::value_parser!(u16).range(1..=3660))]
    days: u16,
    #[command(flatten)]
    accounts: AccountsArg,
}

#[derive(Args, Debug)]
struct List {
    #[command(flatten)]
    list: ListArgs,
    #[command(flatten)]
    accounts: AccountsArg,
}

#[derive(Args, Debug)]
struct Remove {
    /// What the list calls it
    id: String,
    #[command(flatten)]
    accounts: AccountsArg,
}

fn action() -> impl TypedValueParser<Value = Action> {
    PossibleValuesParser::new(Action::ALL.iter().map(|one| one.code()))
        .try_map(|word| word.parse::<Action>())
}

/// Runs the command.
pub fn run(args: &TokenArgs, ui: &Ui) -> Result<(), CommandError> {
    match &args.command {
        TokenCommand::Add(args) => add(args, ui),
        TokenCommand::List(args) => {
            let tokens = args.accounts.open()?.tokens()?;
            let mut listing = Listing::begin::<Token>(args.list, ui)?;
            for token in tokens {
                listing.offer(Verdict::Keep, || token);
            }
            listing.finish(("token", "tokens"))
        }
        TokenCommand::Remove(args) => {
            let mut accounts = args.accounts.open()?;
            accounts.remove_token(&args.id)?;
            note(&mut accounts, "removed a token", &args.id)?;
            ui.print(&format!("The token {} does not work any more.\n", args.id))
        }
    }
}

fn add(args: &Add, ui: &Ui) -> Result<(), CommandError> {
    let mut accounts = args.accounts.open()?;
    let drawn = || secret::draw().map_err(|error| CommandError::internal(error.to_string()));
    let token = format!("{}{}", secret::TOKEN, drawn()?);
    let id: String = drawn()?.chars().take(8).collect();
    let scopes: BTreeSet<Action> = args.scopes.iter().copied().collect();
    let now = Timestamp::now();
    let expires_at = now + SignedDuration::from_hours(24 * i64::from(args.days));
    accounts.add_token(NewToken {
        id: &id,
        hash: &secret::hash(&token),
        person: &args.name,
        label: &args.purpose,
        scopes: (!scopes.is_empty()).then_some(&scopes),
        made_at: now,
        expires_at,
    })?;
    note(&mut accounts, "gave a token", &format!("{}: {id}, {}", args.name, args.purpose))?;
    ui.print(&format!("{token}\n"))?;
    ui.notice(format!(
        "Token {id} of {}, until {}. It is not shown again.",
        args.name,
        expires_at.strftime("%Y-%m-%d")
    ));
    Ok(())
}

impl Row for Token {
    const COLUMNS: &'static [Column] = &[
        Column::whole("Token"),
        Column::text("Whose"),
        Column::text("For"),
        Column::text("May"),
        Column::whole("Until"),
    ];

    fn cells(&self) -> Vec<String> {
        let role = self.rights.role.code();
        vec![
            self.id.clone(),
            self.person.clone(),
            self.label.clone(),
            match &self.rights.scopes {
                None => format!("all that a {role} may"),
                Some(_) => format!("{role}: {}", scopes(self)),
            },
            self.expires_at.strftime("%Y-%m-%d").to_string(),
        ]
    }
}

fn scopes(token: &Token) -> String {
    let scopes = token.rights.scopes.iter().flatten();
    scopes.map(|action| action.code()).collect::<Vec<_>>().join(", ")
}
