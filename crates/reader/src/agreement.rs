//! Whether the numbers of a text agree, whatever they count: a total with the parts listed for it, a
//! part with its whole, a table's columns with its last row.
//!
//! This looks at numbers and at what stands around them, not at incidents or tallies, so that it
//! holds where those are read wrongly. Only a small difference is flagged: a large one shows that
//! two numbers were never meant for one thing.

mod again;
mod columns;
mod counted;
mod disputes;
mod lists;
pub(crate) mod names;
mod outcomes;
mod partitions;
mod rivals;
mod subsets;
mod victims;
mod whole;

use cairn_model::{Contradiction, ContradictionKind, Evidence, Reading};

use crate::context::Context;
use crate::incidents::Occasions;
pub use disputes::{Dispute, settle};

/// Numbers of a text that do not agree, without those that the reading has already, and the figures that
/// sources dispute among them.
pub fn disagreements(
    context: &Context<'_>,
    occasions: &Occasions,
    reading: &Reading,
) -> (Vec<Contradiction>, Vec<Dispute>) {
    let known = reading.contradictions.as_slice();
    let mut found: Vec<Contradiction> = Vec::new();
    found.extend(lists::disagreements(context));
    found.extend(subsets::disagreements(context));
    found.extend(columns::disagreements(context));
    found.extend(names::disagreements(context));
    found.extend(victims::disagreements(reading));
    found.extend(again::disagreements(context, occasions));
    found.extend(outcomes::disagreements(context));
    found.extend(partitions::disagreements(context));
    let (rivals, disputes): (Vec<_>, Vec<_>) =
        rivals::disagreements(context, occasions, known).into_iter().unzip();
    found.extend(rivals);
    found.extend(whole::disagreement(context, reading));
    let mut kept: Vec<Contradiction> = Vec::new();
    for one in found {
        if !known.iter().chain(&kept).any(|other| same_values(&one, other)) {
            kept.push(one);
        }
    }
    (kept, disputes)
}

/// Whether two contradictions set the same two values against each other.
pub(crate) fn same_values(a: &Contradiction, b: &Contradiction) -> bool {
    let mut turned = b.values.clone();
    turned.reverse();
    a.values == b.values || a.values == turned
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^53")]
fn contradiction(
    kind: ContradictionKind,
    values: [u64; 2],
    note: String,
    evidence: Vec<Evidence>,
) -> Contradiction {
    Contradiction {
        id: String::new(),
        kind,
        values: values.iter().map(|&value| value as f64).collect(),
        note,
        evidence,
    }
}

/// "38 + 25 = 63".
fn sum_text(parts: &[u64], sum: u64) -> String {
    let terms: Vec<String> = parts.iter().map(u64::to_string).collect();
    format!("{} = {sum}", terms.join(" + "))
}
