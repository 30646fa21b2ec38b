//! Passwords: hashed with Argon2id, so that a stolen file of accounts tells none.

use std::sync::OnceLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

/// Characters of a password at least.
pub const SHORTEST: usize = 12;
/// Bytes of a password at most: hashing longer ones would cost for nothing.
pub const LONGEST: usize = 1024;

/// Why a password cannot be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPassword {
    /// Short ones are guessed.
    #[error("the password has fewer than {SHORTEST} characters; several words make a good one")]
    TooShort,
    /// Nobody types so much.
    #[error("the password has more than {LONGEST} bytes")]
    TooLong,
    /// The machine has no randomness, or no memory, to spare.
    #[error("the password could not be hashed")]
    Failed,
}

/// The hash of a new password, which says how it was made. Takes some 20 MB and tens of milliseconds.
///
/// # Errors
/// When the password cannot be one.
pub fn hash(password: &str) -> Result<String, BadPassword> {
    if password.chars().count() < SHORTEST {
        return Err(BadPassword::TooShort);
    }
    if password.len() > LONGEST {
        return Err(BadPassword::TooLong);
    }
    let hashed = Argon2::default().hash_password(password.as_bytes());
    hashed.map(|hash| hash.to_string()).map_err(|_| BadPassword::Failed)
}

/// Whether this is the password of the hash. Where there is none, it takes as long to say no, so that
/// nobody learns by a clock who has an account.
pub fn matches(password: &str, hash: Option<&str>) -> bool {
    let known = hash.is_some();
    let hash = hash.map_or_else(decoy, str::to_owned);
    let password = if password.len() > LONGEST { "" } else { password };
    let right = PasswordHash::new(&hash)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
    right && known
}

/// The hash of a password that nobody has.
fn decoy() -> String {
    static DECOY: OnceLock<String> = OnceLock::new();
    DECOY.get_or_init(|| hash("nobody's, of no account").unwrap_or_default()).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_matches_its_hash_and_no_other() {
        let kept = hash("four plain old words").unwrap();
        assert!(kept.starts_with("$argon2id$"), "{kept}");
        assert!(!kept.contains("words"));
        assert_ne!(kept, hash("four plain old words").unwrap(), "each has a salt of its own");
        assert!(matches("four plain old words", Some(&kept)));
        assert!(!matches("four plain old word", Some(&kept)));
        assert!(!matches("nobody's, of no account", None));
        assert!(!matches("", Some("not a hash")));
        assert_eq!(hash("short"), Err(BadPassword::TooShort));
        assert_eq!(hash(&"x".repeat(1025)), Err(BadPassword::TooLong));
    }
}
