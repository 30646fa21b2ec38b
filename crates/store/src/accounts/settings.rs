//! What the public sees, as the manager chooses.

use std::fmt;
use std::str::FromStr;

use super::{Accounts, AccountsError};

/// What the public sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PublicSettings {
    /// Whether people without an account see anything at all.
    pub open: bool,
    /// How they see where hazardous areas, records and released land are.
    pub hazards: HazardGeometry,
}

/// How the public sees where land is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HazardGeometry {
    /// As drawn.
    Exact,
    /// As the cell of a coarse grid.
    Grid,
    /// Not at all.
    #[default]
    Hidden,
}

impl HazardGeometry {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Exact, Self::Grid, Self::Hidden];

    /// The word for it in files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Grid => "grid",
            Self::Hidden => "hidden",
        }
    }
}

impl fmt::Display for HazardGeometry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl FromStr for HazardGeometry {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|one| one.code() == word);
        found.ok_or_else(|| format!("`{word}` is none of: exact, grid, hidden"))
    }
}

const OPEN: &str = "public.open";
const HAZARDS: &str = "public.hazards";

impl Accounts {
    /// What the public sees; nothing, unless somebody decided otherwise.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn public_settings(&self) -> Result<PublicSettings, AccountsError> {
        let hazards = self.setting(HAZARDS)?.map(|word| self.word(&word)).transpose()?;
        Ok(PublicSettings {
            open: self.setting(OPEN)?.as_deref() == Some("true"),
            hazards: hazards.unwrap_or_default(),
        })
    }

    /// Sets what the public sees.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_public_settings(&mut self, public: PublicSettings) -> Result<(), AccountsError> {
        self.together(|accounts| {
            accounts.set(OPEN, if public.open { "true" } else { "false" })?;
            accounts.set(HAZARDS, public.hazards.code())
        })
    }

    fn setting(&self, name: &str) -> Result<Option<String>, AccountsError> {
        self.one("SELECT value FROM settings WHERE name = ?", [name], |row| row.get(0))
    }

    fn set(&self, name: &str, value: &str) -> Result<(), AccountsError> {
        let sql = "INSERT INTO settings (name, value) VALUES (?1, ?2) \
                   ON CONFLICT (name) DO UPDATE SET value = ?2";
        self.execute(sql, (name, value)).map(drop)
    }
}
