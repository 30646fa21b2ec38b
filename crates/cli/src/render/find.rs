//! The page about ordnance found.

use super::page::Page;
use super::{claim, words};
use cairn_report::dossier::FindPage;

/// The whole page.
pub fn page(page: &mut Page, dossier: &FindPage) {
    let find = &dossier.find;
    page.title(&format!("Find {}", find.id));
    page.title(&format!("{} — {}", words::long_date(&find.date), words::place(&find.place)));
    page.gap();
    page.field("Action", find.action.label());
    page.field("Ordnance", find.category.label());
    page.field("Model", find.model.as_deref().unwrap_or("not stated"));
    page.field("Count", &words::count(find.count));
    page.field("Place", &words::place(&find.place));
    page.field_more(&words::position(&find.place).unwrap_or_else(|| "not located".to_owned()));
    page.field("Sources", &find.sources.join("; "));
    page.heading("The reports");
    for (number, said) in (1..).zip(&dossier.reports) {
        claim::entry(page, number, said);
    }
}
