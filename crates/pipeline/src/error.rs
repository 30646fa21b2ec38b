//! What can go wrong between documents and register; each message says what to do.

use cairn_model::ClaimId;
use cairn_store::StoreError;

/// Why a register could not be brought up to date. Nothing of the failed batch or decision was kept.
#[derive(Debug, thiserror::Error)]
pub enum PipelineError {
    /// The register could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A decision names a claim that the register does not have.
    #[error("the register has no claim {claim}; `cairn show` lists the claims of an incident")]
    UnknownClaim {
        /// The claim.
        claim: ClaimId,
    },
    /// A decision needs another kind of claim.
    #[error("{claim} is {found}; {wanted}")]
    WrongKind {
        /// The claim.
        claim: ClaimId,
        /// What it is, with its article.
        found: &'static str,
        /// What was expected.
        wanted: &'static str,
    },
    /// A decision that says nothing.
    #[error("{what}; {wanted}")]
    EmptyDecision {
        /// What is missing.
        what: &'static str,
        /// What to do.
        wanted: &'static str,
    },
    /// A correction of a field that cannot be corrected, or to a value that does not fit it.
    #[error("cannot set {field}: {reason}")]
    Correction {
        /// The field.
        field: String,
        /// Why not, and what was expected.
        reason: String,
    },
    /// A verdict on claims that do not disagree.
    #[error(
        "no finding rests on exactly these claims: {claims}; `cairn contradictions` lists the \
         findings with their claims"
    )]
    NoFinding {
        /// The claims.
        claims: String,
    },
    /// A verdict for a figure that is not one of those that disagree.
    #[error("{value} is no figure of {finding}; expected one of {figures}")]
    NoSuchFigure {
        /// The finding.
        finding: String,
        /// The figure given.
        value: f64,
        /// Those that disagree.
        figures: String,
    },
    /// Somebody decided about the same things since they were looked at.
    #[error(
        "decision {} by {} ({}) is about the same things and was taken since: {}",
        decision.number,
        decision.by,
        decision.at,
        decision.why
    )]
    Overtaken {
        /// The latest such decision.
        decision: Box<cairn_model::Decision>,
    },
    /// A withdrawal of a decision that is not in force.
    #[error("decision {number} is not in force; the log has {last} decisions")]
    NothingToWithdraw {
        /// The number given.
        number: u64,
        /// The last number of the log.
        last: u64,
    },
    /// A text that names nothing in the register.
    #[error(
        "nothing in the register is called `{given}`; expected an incident (I-0f3c9a12bd45), a claim \
         (0f3c9a12bd45.i1) or a document and an entry (report-7 i1)"
    )]
    Unresolved {
        /// The text.
        given: String,
    },
    /// A text that names several things.
    #[error("`{given}` may mean several: {candidates}; give one of these in full")]
    Ambiguous {
        /// The text.
        given: String,
        /// What it may mean.
        candidates: String,
    },
    /// The log of decisions does not take the entry.
    #[error("the decision was not taken: {broken}")]
    Log {
        /// Where the chain breaks.
        broken: cairn_model::decision::BrokenChain,
    },
    /// Claims of a layer that did not come.
    #[error("{label}: {came} of {expected} claims came; was the file changed? Nothing was kept")]
    CutShort {
        /// The document.
        label: String,
        /// Claims that were announced.
        expected: u64,
        /// Claims that came.
        came: u64,
    },
    /// Weights that cannot be used.
    #[error(transparent)]
    Weights(#[from] cairn_register::WeightsError),
    /// The table of known events has a broken line.
    #[error(transparent)]
    Events(#[from] cairn_register::EventTableError),
}
