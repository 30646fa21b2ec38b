//! The page about a quantity over time: each source's figure, then the sentences.

use super::page::Page;
use super::{claim, words};
use cairn_report::dossier::SeriesPage;

/// The whole page.
pub fn page(page: &mut Page, dossier: &SeriesPage) {
    let series = &dossier.series;
    page.title(&format!("Series {}", series.id));
    let mut what = vec![series.measure.label().to_owned(), series.group.label().to_owned()];
    what.extend(series.place.clone());
    if !series.period.is_empty() {
        what.push(series.period.clone());
    }
    page.title(&what.join(", "));
    page.heading("Figures");
    for point in &series.points {
        let day = point.as_of.map_or_else(
            || "not dated".to_owned(),
            |day| words::long_date(&cairn_model::DateSpan::day(day)),
        );
        let who = if point.said_by.is_empty() {
            "the publisher's own account".to_owned()
        } else {
            format!("according to {}", words::series(&point.said_by))
        };
        let standing = words::standing(point.standing)
            .map(|standing| format!(" [{standing}]"))
            .unwrap_or_default();
        let text =
            format!("{day}: {}, {who} ({}){standing}", words::value(point.value), point.document);
        page.item(2, "-", &text);
    }
    if !dossier.findings.is_empty() {
        page.heading("Figures that cannot all be true");
        for finding in &dossier.findings {
            page.item(2, "-", &format!("{} ({})", finding.note, finding.id));
        }
    }
    page.heading("The reports");
    for (number, said) in (1..).zip(&dossier.reports) {
        claim::entry(page, number, said);
    }
}
