//! How long a name or an address has to wait after logins that failed.

use cairn_store::accounts::Attempts;
use jiff::{SignedDuration, Timestamp};

/// Failures of a name that cost nothing: people mistype.
pub const FREE_OF_NAME: u32 = 4;
/// Failures of an address that cost nothing: a team may share one.
pub const FREE_OF_ADDRESS: u32 = 15;
/// The longest wait.
const LONGEST: SignedDuration = SignedDuration::from_mins(15);

/// How long is still to be waited: two seconds after the first failure that is not free, then twice
/// as long each time, a quarter of an hour at most.
pub fn wait(attempts: Option<Attempts>, free: u32, now: Timestamp) -> Option<SignedDuration> {
    let attempts = attempts?;
    let beyond = attempts.failures.checked_sub(free).filter(|beyond| *beyond > 0)?;
    let seconds = 1i64.checked_shl(beyond.min(20)).unwrap_or(i64::MAX);
    let delay = SignedDuration::from_secs(seconds).min(LONGEST);
    let left = delay - now.duration_since(attempts.last_at);
    // A clock that was set back does not lock anybody out for longer.
    (left > SignedDuration::ZERO).then_some(left.min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_and_ends() {
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let after = |failures, seconds| {
            let last_at = now - SignedDuration::from_secs(seconds);
            wait(Some(Attempts { failures, last_at }), 4, now).map(|left| left.as_secs())
        };
        assert_eq!(wait(None, 4, now), None);
        assert_eq!(after(4, 0), None);
        assert_eq!([after(5, 0), after(6, 0), after(7, 1)], [Some(2), Some(4), Some(7)]);
        assert_eq!(after(6, 4), None);
        assert_eq!(after(4_000_000, 0), Some(900));
        assert_eq!(after(9, -100_000), Some(900));
    }
}
