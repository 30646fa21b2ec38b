//! Lines of a form that say when or where: "Date of incident: 3 May 2024", "Location: Orash".
//!
//! What they say holds for what follows until another such line says otherwise. What may stand before
//! the colon is data: `lexicon/<language>/record_fields.tsv`.

use std::ops::Range;

use crate::doc::Doc;
use crate::token::TokenKind;

/// Sentences on both sides within which lines make up one form.
const FORM: usize = 8;

/// What such a line gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// A day or a time.
    Date,
    /// A place, as fine as may be.
    Place,
    /// A district, a province.
    District,
}

/// The field that a sentence gives, and the token after its colon.
pub fn field(doc: &Doc<'_>, sentence: &Range<usize>) -> Option<(Field, usize)> {
    let (_, field, end) = entry(doc, sentence)?;
    Some((field, end))
}

/// Whether the date of a sentence is that of an occasion, as its line says or the place beside it.
pub fn dates_an_occasion(doc: &Doc<'_>, number: usize) -> bool {
    let of = |number: usize| entry(doc, &doc.sentences.get(number)?.tokens);
    let Some((sure, Field::Date, _)) = of(number) else { return false };
    let near = number.saturating_sub(FORM)..number + FORM;
    sure || near.filter_map(of).any(|(_, field, _)| field != Field::Date)
}

fn entry(doc: &Doc<'_>, sentence: &Range<usize>) -> Option<(bool, Field, usize)> {
    // "- Date: …", "• Date: …"
    let bullet = doc.kind(sentence.start) == TokenKind::Mark;
    let start = sentence.start + usize::from(bullet);
    let term = doc.term_at(start, doc.class("record_fields"))?;
    let colon = doc.folded(term.end) == ":" && term.end < sentence.end;
    let entry = doc.entry(term);
    let field = match &*entry.value {
        "date" => Field::Date,
        "place" if entry.has("coarse") => Field::District,
        "place" => Field::Place,
        _ => return None,
    };
    colon.then(|| (entry.has("sure"), field, term.end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::read;

    fn fields(text: &str) -> Vec<(Field, bool)> {
        read(text, None, |context| {
            let doc = context.doc;
            let of = |number: usize| {
                let (field, _) = field(doc, &doc.sentences[number].tokens)?;
                Some((field, dates_an_occasion(doc, number)))
            };
            (0..doc.sentences.len()).filter_map(of).collect()
        })
    }

    #[test]
    fn a_line_is_a_field_by_what_stands_before_its_colon() {
        assert_eq!(
            fields("Report\n\nDate of incident: 3 May\nVillage: Orash\nSource: police"),
            [(Field::Date, true), (Field::Place, false)]
        );
        assert_eq!(fields("Report\n\nThe date is 3 May: a Friday.\nWhen he came: nothing."), []);
    }

    #[test]
    fn a_date_alone_may_be_that_of_the_document() {
        assert_eq!(
            fields("Report\n\nDate: 3 May 2024\n\nA mine killed two."),
            [(Field::Date, false)]
        );
        assert_eq!(
            fields("Report\n\nDate: 3 May 2024\nLocation: Orash\n\nA mine killed two."),
            [(Field::Date, true), (Field::Place, false)]
        );
    }
}
