//! The repair list for people.

use cairn_intake::import::{Imported, RepairList};

use super::page::{Page, shortened};
use super::words::{grouped, plural};

/// Refused features that are named one by one; the others are counted.
const NAMED: usize = 10;

/// What became of a file, what was mended and what a person should look at.
pub fn page(mut page: Page, imported: &Imported, dry: bool) -> String {
    let list = &imported.list;
    let of = if dry { "would be taken in" } else { "taken in" };
    let features = plural(list.features, "feature", "features");
    page.title(&format!("{}: {features}, {} {of}", imported.document.label, number(list.imported)));
    let read: Vec<String> =
        imported.columns.iter().map(|(field, name)| format!("{field} = {name}")).collect();
    page.gap();
    let read = if read.is_empty() { "none recognised".to_owned() } else { read.join(", ") };
    page.field("Columns", &read);
    page.field("Not read", &imported.unused.join(", "));
    for remark in &imported.remarks {
        page.field("Note", remark);
    }
    repaired(&mut page, list);
    refused(&mut page, list);
    page.finish()
}

fn number(count: u64) -> String {
    grouped(&count.to_string())
}

fn repaired(page: &mut Page, list: &RepairList) {
    if list.repaired.is_empty() {
        return;
    }
    page.heading("Mended or in doubt (the file as it came is kept)");
    for one in &list.repaired {
        let examples: Vec<String> = one.examples.iter().map(u64::to_string).collect();
        let such = if one.count > examples.len() as u64 { "such as " } else { "" };
        let text = format!(
            "{} — {} (feature {such}{})",
            number(one.count),
            one.kind.label(),
            examples.join(", ")
        );
        page.item(2, "-", &text);
    }
}

fn refused(page: &mut Page, list: &RepairList) {
    if list.refused.is_empty() {
        return;
    }
    page.heading(&format!("Refused: {}", plural(list.refused.len(), "feature", "features")));
    for refused in list.refused.iter().take(NAMED) {
        let why = shortened(&refused.why, 200);
        page.item(2, "-", &format!("feature {}: {why}", refused.feature));
    }
    let more = list.refused.len().saturating_sub(NAMED);
    if more > 0 {
        page.item(2, "-", &format!("and {}; --format json names all", number(more as u64)));
    }
}
