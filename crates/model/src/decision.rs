//! What people decide about claims: an append-only log, each entry chained to the one before.
//!
//! Decisions name claims, not derived incidents, so that they mean the same however the register is
//! rebuilt. Nothing is ever deleted; a decision is taken back by a further one.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::ids::{ClaimId, hex};

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// Place in the log, from 1.
    pub number: u64,
    /// Who decided.
    pub by: String,
    /// When, RFC 3339 in UTC.
    pub at: String,
    /// Why.
    pub why: String,
    /// What was decided.
    pub action: DecisionAction,
    /// Hash of the entry before; 64 zeros for the first.
    pub previous: String,
    /// SHA-256 over everything above, in hexadecimal digits.
    pub hash: String,
}

/// What can be decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "decide", rename_all = "snake_case")]
pub enum DecisionAction {
    /// The claim stands as read.
    Accept {
        /// The claim.
        claim: ClaimId,
    },
    /// The claim does not count: misread, or not credible. It stays, marked.
    Reject {
        /// The claim.
        claim: ClaimId,
    },
    /// A value of the derived thing that holds this claim is set by a person.
    Correct {
        /// A claim of the thing.
        claim: ClaimId,
        /// The field, as it is called in JSON: `killed`, `date`, `device` …
        field: String,
        /// The value, in the shape that the field has in JSON.
        value: serde_json::Value,
    },
    /// These claims report one occasion.
    Merge {
        /// Two or more claims.
        claims: Vec<ClaimId>,
    },
    /// These claims report another occasion than those.
    Split {
        /// The claims to set apart.
        claims: Vec<ClaimId>,
        /// The claims to set them apart from.
        from: Vec<ClaimId>,
    },
    /// The thing that holds this claim lies here.
    Place {
        /// A claim of the thing.
        claim: ClaimId,
        /// Degrees north, WGS 84.
        lat: f64,
        /// Degrees east, WGS 84.
        lon: f64,
        /// Radius in metres within which the true point is thought to lie.
        precision: u32,
        /// A name for the spot, if there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    /// Figures that disagree have been looked into.
    Settle {
        /// All claims on which the finding that they disagree rests.
        claims: Vec<ClaimId>,
        /// What came of it.
        verdict: Verdict,
    },
    /// From here on, agreements between reports are worth this much.
    Weigh {
        /// The table of weights, in bits; what it leaves out is as the program has it.
        weights: serde_json::Value,
        /// How many pairs of reports it was learned from; none if it was set by hand.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pairs: Option<u64>,
    },
    /// An earlier decision no longer holds.
    Withdraw {
        /// Its number in the log.
        decision: u64,
    },
}

/// What came of looking into figures that disagree. The claims stay as they are, whatever it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// This one of the figures holds.
    Holds(f64),
    /// All of them stand: they count different things, or differ for a reason that is known.
    AllStand,
    /// None of them is to be relied on.
    NoneStands,
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Holds(value) => write!(f, "{value} holds"),
            Self::AllStand => f.write_str("all figures stand"),
            Self::NoneStands => f.write_str("no figure stands"),
        }
    }
}

impl DecisionAction {
    /// The action as a word in files.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Accept { .. } => "accept",
            Self::Reject { .. } => "reject",
            Self::Correct { .. } => "correct",
            Self::Merge { .. } => "merge",
            Self::Split { .. } => "split",
            Self::Place { .. } => "place",
            Self::Settle { .. } => "settle",
            Self::Weigh { .. } => "weigh",
            Self::Withdraw { .. } => "withdraw",
        }
    }

    /// Every claim that it names.
    pub fn claims(&self) -> Vec<&ClaimId> {
        match self {
            Self::Accept { claim }
            | Self::Reject { claim }
            | Self::Correct { claim, .. }
            | Self::Place { claim, .. } => vec![claim],
            Self::Merge { claims } | Self::Settle { claims, .. } => claims.iter().collect(),
            Self::Split { claims, from } => claims.iter().chain(from).collect(),
            Self::Weigh { .. } | Self::Withdraw { .. } => Vec::new(),
        }
    }
}

/// A log whose chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrokenChain {
    /// Numbers must run 1, 2, 3 …
    #[error("decision {found} stands where decision {expected} was expected: the log has a gap")]
    Gap {
        /// The number that should be there.
        expected: u64,
        /// The number that is.
        found: u64,
    },
    /// The entry was changed after it was written, or one before it was.
    #[error(
        "decision {number} does not match its hash: it, or one before it, was changed after it was written"
    )]
    Changed {
        /// The entry's number.
        number: u64,
    },
}

/// The decisions of a register in order, chain checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DecisionLog(Vec<Decision>);

impl DecisionLog {
    /// Takes entries as they were stored.
    ///
    /// # Errors
    /// When numbers have a gap or an entry does not match its hash.
    pub fn verify(entries: Vec<Decision>) -> Result<Self, BrokenChain> {
        let mut last = None;
        for entry in &entries {
            entry.check_follows(last)?;
            last = Some(entry);
        }
        Ok(Self(entries))
    }

    /// The entry that would come next. It is not appended.
    pub fn next(&self, by: &str, at: &str, why: &str, action: DecisionAction) -> Decision {
        let last = self.0.last();
        let mut entry = Decision {
            number: last.map_or(1, |last| last.number + 1),
            by: by.to_owned(),
            at: at.to_owned(),
            why: why.to_owned(),
            action,
            previous: last.map_or_else(genesis, |last| last.hash.clone()),
            hash: String::new(),
        };
        entry.hash = entry.computed_hash();
        entry
    }

    /// Appends an entry made by [`DecisionLog::next`].
    ///
    /// # Errors
    /// When it does not follow the last entry.
    pub fn push(&mut self, entry: Decision) -> Result<(), BrokenChain> {
        entry.check_follows(self.0.last())?;
        self.0.push(entry);
        Ok(())
    }

    /// All entries, first to last.
    pub fn entries(&self) -> &[Decision] {
        &self.0
    }

    /// The entries that hold: not withdrawn by a later entry that itself holds.
    pub fn in_force(&self) -> Vec<&Decision> {
        let mut withdrawn = std::collections::BTreeSet::new();
        // Backwards, so that a withdrawal which was itself withdrawn counts for nothing.
        for entry in self.0.iter().rev() {
            if let DecisionAction::Withdraw { decision } = entry.action
                && !withdrawn.contains(&entry.number)
                && decision < entry.number
            {
                withdrawn.insert(decision);
            }
        }
        self.0
            .iter()
            .filter(|entry| !withdrawn.contains(&entry.number))
            .filter(|entry| !matches!(entry.action, DecisionAction::Withdraw { .. }))
            .collect()
    }
}

impl Decision {
    /// Checks that this entry is whole and comes right after `last` (`None`: is the first).
    ///
    /// # Errors
    /// When its number leaves a gap, or it does not match its hash or that of `last`.
    pub fn check_follows(&self, last: Option<&Self>) -> Result<(), BrokenChain> {
        let expected = last.map_or(1, |last| last.number.saturating_add(1));
        if self.number != expected {
            return Err(BrokenChain::Gap { expected, found: self.number });
        }
        let previous = last.map_or_else(genesis, |last| last.hash.clone());
        if self.previous != previous || self.hash != self.computed_hash() {
            return Err(BrokenChain::Changed { number: expected });
        }
        Ok(())
    }

    fn computed_hash(&self) -> String {
        let mut hasher = Sha256::new();
        // Each part is preceded by its length, so that no two entries run together to one text.
        let mut part = |text: &str| {
            hasher.update((text.len() as u64).to_be_bytes());
            hasher.update(text);
        };
        part(&self.number.to_string());
        part(&self.by);
        part(&self.at);
        part(&self.why);
        // A plain data type with text keys: writing it as JSON cannot fail.
        part(&serde_json::to_string(&self.action).unwrap_or_default());
        part(&self.previous);
        hex(&hasher.finalize())
    }
}

fn genesis() -> String {
    "0".repeat(64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::DocumentId;

    fn reject(local: &str) -> DecisionAction {
        DecisionAction::Reject { claim: ClaimId::new(&DocumentId::of_bytes(b"a"), local) }
    }

    fn log_of(actions: Vec<DecisionAction>) -> DecisionLog {
        let mut log = DecisionLog::default();
        for action in actions {
            let entry = log.next("A. Officer", "2026-01-01T00:00:00Z", "test", action);
            log.push(entry).unwrap();
        }
        log
    }

    #[test]
    fn a_changed_entry_is_found() {
        let log = log_of(vec![reject("i1"), reject("i2")]);
        assert_eq!(DecisionLog::verify(log.entries().to_vec()).unwrap(), log);
        let mut forged = log.entries().to_vec();
        forged[0].why = "another reason".to_owned();
        assert_eq!(DecisionLog::verify(forged), Err(BrokenChain::Changed { number: 1 }));
        let missing = log.entries()[1..].to_vec();
        assert_eq!(DecisionLog::verify(missing), Err(BrokenChain::Gap { expected: 1, found: 2 }));
    }

    #[test]
    fn a_verdict_is_plain_in_json_and_keeps_its_hash() {
        let claims = vec![ClaimId::new(&DocumentId::of_bytes(b"a"), "t1")];
        let verdicts = [Verdict::Holds(45.0), Verdict::AllStand, Verdict::NoneStands];
        let settle = |verdict: &Verdict| DecisionAction::Settle {
            claims: claims.clone(),
            verdict: verdict.clone(),
        };
        let said: Vec<String> = (verdicts.iter())
            .map(|verdict| serde_json::to_value(settle(verdict)).unwrap()["verdict"].to_string())
            .collect();
        assert_eq!(said, [r#"{"holds":45.0}"#, r#""all_stand""#, r#""none_stands""#]);
        let log = log_of(verdicts.iter().map(settle).collect());
        let read = serde_json::from_str(&serde_json::to_string(log.entries()).unwrap()).unwrap();
        assert_eq!(DecisionLog::verify(read), Ok(log));
    }

    #[test]
    fn a_withdrawal_can_be_withdrawn() {
        let log = log_of(vec![reject("i1"), DecisionAction::Withdraw { decision: 1 }]);
        assert!(log.in_force().is_empty());
        let log = log_of(vec![
            reject("i1"),
            DecisionAction::Withdraw { decision: 1 },
            DecisionAction::Withdraw { decision: 2 },
        ]);
        assert_eq!(log.in_force().len(), 1);
    }
}
