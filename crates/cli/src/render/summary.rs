//! What changed, after adding, deciding and rebuilding.

use cairn_pipeline::{AddSummary, RebuildSummary};
use cairn_store::DerivedCounts;

use super::page::Page;
use super::words::{grouped, plural};

/// What adding documents changed, and what the register holds now.
pub fn added(summary: &AddSummary, now: DerivedCounts, mut page: Page) -> String {
    page.title(&match (summary.added, summary.known) {
        (0, 0) => "Nothing to add.".to_owned(),
        (0, known) => format!(
            "Nothing new: {} already in the register.",
            plural(known, "document is", "documents are")
        ),
        (added, 0) => format!("{} added.", plural(added, "document", "documents")),
        (added, known) => format!(
            "{} added, {} already in the register.",
            plural(added, "document", "documents"),
            grouped(&known.to_string())
        ),
    });
    let mut line = |label: &str, value: String, show: bool| {
        if show {
            page.field(label, &value);
        }
    };
    let claims = &summary.claims;
    let read: Vec<String> = [
        (claims.incidents, "report of an incident", "reports of incidents"),
        (claims.finds, "find", "finds"),
        (claims.tallies, "tally", "tallies"),
        (claims.statements, "statement", "statements"),
        (claims.contradictions, "contradiction", "contradictions"),
        (claims.hazards, "hazardous area", "hazardous areas"),
        (claims.records, "minefield record", "minefield records"),
        (claims.releases, "area released", "areas released"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, one, many)| plural(count, one, many))
    .collect();
    let nothing = summary.added > 0 && read.is_empty();
    line("Read", if nothing { "no claims".to_owned() } else { read.join(", ") }, summary.added > 0);
    let incidents = format!(
        "{} new, {} changed, {} merged into others",
        summary.incidents_new, summary.incidents_changed, summary.incidents_gone
    );
    line("Incidents", incidents, summary.added > 0);
    line(
        "Versions",
        plural(
            summary.version_links,
            "document replaces an earlier one",
            "documents replace earlier ones",
        ),
        summary.version_links > 0,
    );
    line(
        "Disagree",
        format!(
            "{} found; see `cairn contradictions`",
            plural(summary.findings_new, "new contradiction", "new contradictions")
        ),
        summary.findings_new > 0,
    );
    line(
        "Not read",
        plural(
            summary.unread,
            "document in a language without a lexicon: kept, not read",
            "documents in a language without a lexicon: kept, not read",
        ),
        summary.unread > 0,
    );
    page.field("Now holds", &holds(now));
    page.finish()
}

/// What a register holds, in one line.
pub fn holds(counts: DerivedCounts) -> String {
    let parts = [
        plural(counts.documents, "document", "documents"),
        plural(counts.claims, "claim", "claims"),
        plural(counts.incidents, "incident", "incidents"),
        plural(counts.finds, "find", "finds"),
        plural(counts.series, "series of figures", "series of figures"),
        plural(counts.findings, "contradiction", "contradictions"),
        plural(counts.decisions, "decision", "decisions"),
    ];
    parts.join(", ")
}

/// What rebuilding came to.
pub fn rebuilt(summary: RebuildSummary, mut page: Page) -> String {
    page.title(&format!("Rebuilt from {}.", plural(summary.documents, "document", "documents")));
    let parts = [
        plural(summary.incidents, "incident", "incidents"),
        plural(summary.finds, "find", "finds"),
        plural(summary.series, "series of figures", "series of figures"),
        plural(summary.findings, "contradiction", "contradictions"),
    ];
    page.field("Now holds", &parts.join(", "));
    page.finish()
}
