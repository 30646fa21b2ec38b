//! Secrets of sessions and tokens: drawn at random, handed out once, kept as hashes only.

use cairn_store::accounts::SecretHash;
use sha2::{Digest, Sha256};

/// How tokens for programs begin, so that they are known when they turn up where they should not.
pub const TOKEN: &str = "cairn_";

/// Bytes of a secret.
const BYTES: usize = 32;

/// The system gives no random numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the system gives no random numbers")]
pub struct NoRandomness;

/// A new secret: 64 hexadecimal digits.
///
/// # Errors
/// When the system gives no random numbers.
pub fn draw() -> Result<String, NoRandomness> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(hex(&bytes))
}

/// What is kept of a secret. It has as much chance in it as the hash: no salt is needed.
pub fn hash(secret: &str) -> SecretHash {
    Sha256::digest(secret).into()
}

/// Whether two texts are the same, in a time that does not tell where they differ.
pub fn same(a: &str, b: &str) -> bool {
    hash(a) == hash(b)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_hashes_tell_nothing_of_them() {
        let (a, b) = (draw().unwrap(), draw().unwrap());
        assert_eq!(a.len(), 2 * BYTES);
        assert_ne!(a, b);
        assert!(same(&a, &a) && !same(&a, &b));
        assert_eq!(hash(&a), hash(&a));
    }
}
