//! `cairn user`: who may do what with a register that is served.

mod password;
mod token;

use std::path::PathBuf;

use cairn_model::Role;
use cairn_store::accounts::{
    Accounts, AccountsError, HazardGeometry, NewAuditEntry, Person, PublicSettings,
};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use jiff::Timestamp;

use crate::args::{ListArgs, RegisterArg};
use crate::commands::listing::Listing;
use crate::error::CommandError;
use crate::filter::Verdict;
use crate::register::Cause;
use crate::render::list::{Column, Row};
use crate::ui::Ui;
use crate::values;

const EXAMPLES: &str = "\
Roles: viewers see everything; reviewers also decide and add documents; managers also import
layers, set weights and say what the public sees; administrators also give accounts. People
without an account are the public: they see nothing, unless `cairn user public` lets them.
Accounts are in a file beside the register (cairn.accounts), which only you may read.

Examples:
  cairn user add \"A. Officer\" --role reviewer
  cairn user list
  cairn user role \"A. Officer\" manager
  cairn user password \"A. Officer\"
  cairn user token add \"A. Officer\" --for \"nightly feed\" --scope read --scope add --days 90
  cairn user public --open --hazards grid
  cairn serve --accounts cairn.accounts";

/// Give and take accounts: who may see and change a register that is served
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub struct UserArgs {
    #[command(subcommand)]
    command: UserCommand,
}

#[derive(Debug, Subcommand)]
enum UserCommand {
    /// Give somebody an account; the password is asked for
    Add(Add),
    /// Who has an account
    List(List),
    /// Take an account away; decisions keep the name
    Remove(Named),
    /// Set a new password; it is asked for
    Password(NewPassword),
    /// Give somebody another role
    Role(NewRole),
    /// Tokens by which programs act in somebody's name
    Token(token::TokenArgs),
    /// What people without an account see
    Public(Public),
}

/// Where the accounts are.
#[derive(Args, Clone, Debug)]
struct AccountsArg {
    /// The file of accounts [default: that of the register, with the ending .accounts]
    #[arg(long, value_name = "FILE", env = "CAIRN_ACCOUNTS", hide_env_values = true)]
    accounts: Option<PathBuf>,
    #[command(flatten)]
    register: RegisterArg,
}

impl AccountsArg {
    fn path(&self) -> Result<PathBuf, CommandError> {
        match &self.accounts {
            Some(path) => Ok(path.clone()),
            None => Ok(Accounts::beside(&self.register.path()?)),
        }
    }

    fn open(&self) -> Result<Accounts, CommandError> {
        Ok(Accounts::open(&self.path()?)?)
    }
}

#[derive(Args, Debug)]
struct Add {
    /// The name to log in with, which stands beside decisions
    #[arg(value_parser = values::some_text)]
    name: String,
    /// What the person may do
    #[arg(long, value_parser = role())]
    role: Role,
    /// No password: for programs, which get a token
    #[arg(long, conflicts_with = "stdin")]
    no_password: bool,
    /// Read the password from standard input, its first line
    #[arg(long)]
    stdin: bool,
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
struct Named {
    /// The account
    name: String,
    #[command(flatten)]
    accounts: AccountsArg,
}

#[derive(Args, Debug)]
struct NewPassword {
    /// The account
    name: String,
    /// Read the password from standard input, its first line
    #[arg(long)]
    stdin: bool,
    #[command(flatten)]
    accounts: AccountsArg,
}

#[derive(Args, Debug)]
struct NewRole {
    /// The account
    name: String,
    /// What the person may do from now on
    #[arg(value_parser = role())]
    role: Role,
    #[command(flatten)]
    accounts: AccountsArg,
}

#[derive(Args, Debug)]
struct Public {
    /// Let people without an account see the public edition
    #[arg(long, conflicts_with = "closed")]
    open: bool,
    /// Show them nothing
    #[arg(long)]
    closed: bool,
    /// How they see where hazardous areas, records and released land are
    #[arg(long, value_parser = hazards())]
    hazards: Option<HazardGeometry>,
    #[command(flatten)]
    accounts: AccountsArg,
}

fn role() -> impl TypedValueParser<Value = Role> {
    let given = Role::ALL.iter().filter(|role| **role != Role::Public).map(|role| role.code());
    PossibleValuesParser::new(given).try_map(|word| word.parse::<Role>())
}

fn hazards() -> impl TypedValueParser<Value = HazardGeometry> {
    PossibleValuesParser::new(HazardGeometry::ALL.map(HazardGeometry::code))
        .try_map(|word| word.parse::<HazardGeometry>())
}

/// Runs the command.
pub fn run(args: &UserArgs, ui: &Ui) -> Result<(), CommandError> {
    match &args.command {
        UserCommand::Add(args) => add(args, ui),
        UserCommand::List(args) => list(args, ui),
        UserCommand::Remove(args) => {
            let mut accounts = args.accounts.open()?;
            accounts.remove_person(&args.name)?;
            note(&mut accounts, "removed an account", &args.name)?;
            ui.print(&format!("{} has no account any more; what they decided stays.\n", args.name))
        }
        UserCommand::Password(args) => set_password(args, ui),
        UserCommand::Role(args) => {
            let mut accounts = args.accounts.open()?;
            accounts.set_role(&args.name, args.role)?;
            let thing = format!("{}: {}", args.name, args.role.code());
            note(&mut accounts, "set a role", &thing)?;
            ui.print(&format!("{} is {} now.\n", args.name, args.role.code()))
        }
        UserCommand::Token(args) => token::run(args, ui),
        UserCommand::Public(args) => public(args, ui),
    }
}

fn add(args: &Add, ui: &Ui) -> Result<(), CommandError> {
    let path = args.accounts.path()?;
    // Before anything is asked for, what can be known to be wrong.
    let known = match Accounts::open(&path) {
        Ok(accounts) => accounts.person(&args.name)?,
        Err(AccountsError::NotFound { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    if known.is_some() {
        return Err(AccountsError::Taken { name: args.name.clone() }.into());
    }
    let hash = match args.no_password {
        true => None,
        false => Some(password::hashed(args.stdin)?),
    };
    let mut accounts = Accounts::open_or_create(&path)?;
    accounts.add_person(&args.name, args.role, hash.as_deref(), Timestamp::now())?;
    let thing = format!("{}: {}", args.name, args.role.code());
    note(&mut accounts, "gave an account", &thing)?;
    ui.print(&format!("{} is {} in {}.\n", args.name, args.role.code(), path.display()))?;
    let administrators = accounts.people()?;
    if !administrators.iter().any(|person| person.role == Role::Administrator) {
        ui.notice("Nobody is an administrator yet; on this machine you need none.");
    }
    Ok(())
}

fn set_password(args: &NewPassword, ui: &Ui) -> Result<(), CommandError> {
    let mut accounts = args.accounts.open()?;
    if accounts.person(&args.name)?.is_none() {
        return Err(AccountsError::Nobody { name: args.name.clone() }.into());
    }
    let hash = password::hashed(args.stdin)?;
    accounts.set_password(&args.name, &hash)?;
    let subject = format!("name {}", args.name.to_lowercase());
    accounts.forget_failures(&[&subject])?;
    note(&mut accounts, "set a password", &args.name)?;
    ui.print(&format!("{} has a new password; who was logged in is logged out.\n", args.name))
}

fn public(args: &Public, ui: &Ui) -> Result<(), CommandError> {
    let mut accounts = args.accounts.open()?;
    let before = accounts.public_settings()?;
    let now = PublicSettings {
        open: if args.closed { false } else { args.open || before.open },
        hazards: args.hazards.unwrap_or(before.hazards),
    };
    if now != before {
        accounts.set_public_settings(now)?;
        let thing = format!("open {}, hazards {}", now.open, now.hazards);
        note(&mut accounts, "set what the public sees", &thing)?;
    }
    let sees = match now.open {
        true => {
            "People without an account see the public edition: no names, texts or positions \
                 finer than a district; nothing that fewer than 5 stand for."
        }
        false => "People without an account see nothing.",
    };
    let land = match now.hazards {
        HazardGeometry::Exact => "Land is shown to them as drawn.",
        HazardGeometry::Grid => "Land is shown to them as a cell of a coarse grid.",
        HazardGeometry::Hidden => "Where land is, is not shown to them.",
    };
    let mut page = ui.page();
    page.paragraph(0, sees);
    if now.open {
        page.paragraph(0, land);
    }
    ui.print(&page.finish())
}

impl Row for Person {
    const COLUMNS: &'static [Column] = &[
        Column::text("Name"),
        Column::whole("Role"),
        Column::whole("Password"),
        Column::whole("Since"),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.role.code().to_owned(),
            if self.has_password { "yes" } else { "no: tokens only" }.to_owned(),
            self.added_at.strftime("%Y-%m-%d").to_string(),
        ]
    }
}

fn list(args: &List, ui: &Ui) -> Result<(), CommandError> {
    let people = args.accounts.open()?.people()?;
    let mut listing = Listing::begin::<Person>(args.list, ui)?;
    for person in people {
        listing.offer(Verdict::Keep, || person);
    }
    listing.finish(("account", "accounts"))
}

/// Notes what was done here in the audit log, by whoever sits here.
fn note(accounts: &mut Accounts, did: &str, thing: &str) -> Result<(), CommandError> {
    let entry = NewAuditEntry {
        at: Timestamp::now(),
        person: super::login_name(),
        role: Role::Administrator,
        address: "terminal".to_owned(),
        did: did.to_owned(),
        thing: thing.to_owned(),
    };
    Ok(accounts.audit(&[entry])?)
}

impl From<AccountsError> for CommandError {
    fn from(error: AccountsError) -> Self {
        let shown = Self::config(error.to_string()).maybe_hint(error.hint());
        match std::error::Error::source(&error) {
            // What the operating system said is part of the message already.
            Some(_) if !matches!(error, AccountsError::Io { .. }) => {
                shown.because(Cause::of(&error))
            }
            _ => shown,
        }
    }
}
