//! What was left out, and what reports quote.

use super::text::{escaped, list, paragraph, table};
use crate::answer::Answer;
use crate::quoted::QuotedFigure;
use crate::words::{number, percent};

/// Everything that is not counted, by reason.
pub(super) fn left_out(answer: &Answer) -> String {
    if answer.excluded.is_empty() {
        return paragraph("", "Nothing: every item that the question asks about is counted.");
    }
    let rows: Vec<Vec<String>> =
        (answer.excluded.iter()).map(|one| vec![one.note.clone(), number(one.count)]).collect();
    let caption = format!("Of {} items", number(answer.items_wanted()));
    table(&caption, &["Why", "Items"], &rows)
}

/// Quoted figures with the readings under which they hold.
pub(super) fn quoted(answer: &Answer) -> String {
    let quoted = &answer.quoted;
    if quoted.figures.is_empty() {
        return String::new();
    }
    let figures: String = quoted.figures.iter().map(|one| figure(one, answer)).collect();
    let together: Vec<String> = quoted.together.iter().map(|pair| pair.note.clone()).collect();
    format!("{figures}{}", list(&together, "together"))
}

fn figure(one: &QuotedFigure, answer: &Answer) -> String {
    let title = crate::words::quoted_title(one);
    let source = crate::words::quoted_source(one);
    let part = |holds: bool| -> Vec<String> {
        one.ways.iter().filter(|way| way.holds == holds).map(|way| way.note.clone()).collect()
    };
    let heading = |words: &str, notes: &[String]| {
        if notes.is_empty() {
            String::new()
        } else {
            format!("<h4>{words}</h4>{}", list(notes, "ways"))
        }
    };
    let here = answer.tolerance.first().map_or_else(String::new, |row| percent(row.rate));
    format!(
        "<article class=\"quoted\"><h3>{}</h3>{}{}{}{}</article>",
        escaped(&title),
        paragraph("note", &source),
        paragraph("", &format!("The register's own data, as drawn: {here}.")),
        heading("Both hold if it means", &part(true)),
        heading("It does not hold as", &part(false))
    )
}
