//! The page about figures that cannot all be true.

use super::page::Page;
use super::{claim, words};
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
    page.heading("Both sides");
    for (number, said) in (1..).zip(&dossier.reports) {
        claim::entry(page, number, said);
    }
}
