//! The lists of accounts and of tokens.

use cairn_store::accounts::{Person, Token};

use super::Record;

impl Record for Person {
    const FIELDS: &'static [&'static str] = &["name", "role", "has_password", "added_at"];

    fn record(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.role.code().to_owned(),
            self.has_password.to_string(),
            self.added_at.to_string(),
        ]
    }
}

impl Record for Token {
    const FIELDS: &'static [&'static str] =
        &["id", "person", "label", "role", "scopes", "made_at", "expires_at"];

    fn record(&self) -> Vec<String> {
        let scopes: Vec<&str> =
            self.rights.scopes.iter().flatten().map(|action| action.code()).collect();
        vec![
            self.id.clone(),
            self.person.clone(),
            self.label.clone(),
            self.rights.role.code().to_owned(),
            scopes.join(", "),
            self.made_at.to_string(),
            self.expires_at.to_string(),
        ]
    }
}
