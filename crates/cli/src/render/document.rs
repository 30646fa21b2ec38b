//! The page about a document: what is known about it, its versions and how they differ, its claims.

use cairn_model::Claim;

use super::excerpt::excerpts;
use super::page::Page;
use super::{claim, difference, words};
use cairn_report::dossier::DocumentPage;

/// The whole page.
pub fn page(page: &mut Page, document: &DocumentPage) {
    page.title(&format!("Document {}", document.source.label));
    if let Some(title) = &document.source.meta.title {
        page.title(title);
    }
    page.gap();
    about(page, document);
    versions(page, document);
    if let Some(previous) = &document.previous_text {
        page.heading("What changed since the version before");
        difference::part(page, previous, &document.source.text);
    }
    claims(page, document);
    if !document.notes.is_empty() {
        page.heading("Remarks on the reading");
        for note in &document.notes {
            page.item(2, "-", &claim::note(note));
            for quote in excerpts(Some(&document.source.text), &note.evidence) {
                page.quote(4, &quote);
            }
        }
    }
}

fn about(page: &mut Page, document: &DocumentPage) {
    let meta = &document.source.meta;
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "not known".to_owned());
    page.field("Publisher", &text(&meta.publisher));
    let published = meta.published.map_or_else(
        || "not known".to_owned(),
        |day| words::long_date(&cairn_model::DateSpan::day(day)),
    );
    page.field("Published", &published);
    page.field("Language", &text(&document.language));
    page.field("Country", meta.country.as_deref().unwrap_or_default());
    page.field("Address", meta.url.as_deref().unwrap_or_default());
    page.field("Came from", &document.origin);
    page.field("Format", &document.media_type);
    page.field("Added", &document.added_at);
    page.field("SHA-256", document.source.id.as_str());
    if let Some(revision) = &document.revision {
        page.field("Revision", &format!("the text says “{}”", revision.text));
    }
    if let Some(later) = &document.source.superseded_by {
        page.field("Replaced by", later);
    }
}

fn versions(page: &mut Page, document: &DocumentPage) {
    if document.versions.is_empty() {
        return;
    }
    page.heading("Versions of this article");
    for (number, version) in (1..).zip(&document.versions) {
        let mut text = version.label.clone();
        if let Some(day) = &version.published {
            text.push_str(&format!(", {day}"));
        }
        if version.id == document.source.id {
            text.push_str(" (this one)");
        }
        if let Some(why) = &version.why {
            text.push_str(&format!(" — replaces the one before: {why}"));
        }
        page.item(2, &format!("{number}."), &text);
    }
}

fn claims(page: &mut Page, document: &DocumentPage) {
    page.heading("What it says");
    if document.claims.is_empty() {
        page.paragraph(2, "Nothing was read from it.");
    }
    for (claim, held_by) in &document.claims {
        one_claim(page, document, claim, held_by.as_deref());
    }
}

fn one_claim(page: &mut Page, document: &DocumentPage, said: &Claim, held_by: Option<&str>) {
    let mut head = claim::in_short(&said.body);
    if let Some(who) = claim::attribution(&said.body) {
        head.push_str(&format!(", {who}"));
    }
    if let Some(held_by) = held_by {
        head.push_str(&format!(" → {held_by}"));
    }
    page.gap();
    page.item(2, &format!("{}:", said.id.local()), &head);
    for quote in excerpts(Some(&document.source.text), said.body.evidence()) {
        page.quote(5, &quote);
    }
}
