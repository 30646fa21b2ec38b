//! The page about figures that cannot all be true.

use super::page::Page;
use super::{claim, decisions, words};
use cairn_report::dossier::FindingPage;

/// The whole page.
pub fn page(page: &mut Page, dossier: &FindingPage) {
    let finding = &dossier.finding;
    page.title(&format!("Finding {}", finding.id));
    page.title(finding.kind.label());
    page.gap();
    page.paragraph(2, &finding.note);
    let values: Vec<String> =
        finding.values.iter().map(|value| words::grouped(&value.to_string())).collect();
    page.gap();
    page.field("Figures", &values.join(", "));
    let scope = if finding.across_documents { "between documents" } else { "inside one document" };
    page.field("Found", scope);
    page.field("Documents", &finding.documents.join("; "));
    let status = match &finding.settled {
        None => "open: nobody has settled it".to_owned(),
        Some(settled) => format!("settled by decision {}: {}", settled.decision, settled.verdict),
    };
    page.field("Status", &status);
    page.heading("Both sides");
    for (number, said) in (1..).zip(&dossier.reports) {
        claim::entry(page, number, said);
    }
    decisions::part(page, &dossier.decisions);
}
