//! Words about who may do what: roles, actions, and what they are done to.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::UnknownTerm;

vocabulary! {
    /// What a person is to a register, from the least to the most.
    Role, "role" {
        /// Anybody: sees the public edition, without names, exact positions and texts.
        Public = "public", "the public";
        /// Sees everything, changes nothing.
        Viewer = "viewer", "viewer";
        /// Decides about claims and adds documents.
        Reviewer = "reviewer", "reviewer";
        /// Also imports layers, sets weights, and says what the public sees.
        Manager = "manager", "manager";
        /// Also says who has an account.
        Administrator = "administrator", "administrator";
    }
}

vocabulary! {
    /// What can be done.
    Action, "action" {
        /// Look at it, or take it out as a file.
        Read = "read", "read";
        /// See names, exact positions and texts in it.
        ReadPersonal = "read_personal", "read names, exact positions and texts";
        /// Append a decision.
        Decide = "decide", "decide";
        /// Bring something new in.
        Add = "add", "add";
        /// Keep a question with its answer.
        Save = "save", "save";
        /// Change how it behaves.
        Configure = "configure", "configure";
    }
}

vocabulary! {
    /// What it is done to.
    Resource, "resource" {
        /// Incidents, finds, tallies, contradictions, and figures about them.
        Register = "register", "the register";
        /// Documents with their texts, claims with the sentences that say so.
        Documents = "documents", "documents";
        /// Hazardous areas, minefield records, released land.
        Land = "land", "land";
        /// Questions about the reliability of records, and their answers.
        Ground = "ground", "reliability questions";
        /// The log of decisions, and the queue of what waits for one.
        Decisions = "decisions", "decisions";
        /// What agreements between reports are worth when they are linked.
        Weights = "weights", "weights";
        /// Who read personal data.
        Audit = "audit", "the audit log";
        /// What the public sees.
        Settings = "settings", "settings";
        /// Who has an account.
        Accounts = "accounts", "accounts";
    }
}
