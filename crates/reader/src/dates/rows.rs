//! Days that head the rows of a bulletin: "Tue  Orash …", "Mon 18 | Orash", "Fri: …".

use crate::dates::calendar::Calendar;
use crate::dates::expression::Point;
use crate::token::TokenKind;

impl Calendar<'_, '_> {
    /// A weekday at the head of a row, with or without the day of the month; short forms, too.
    pub(super) fn row_day(&self, at: usize) -> Option<(Point, usize)> {
        let doc = self.doc;
        let sentence = &doc.sentences.get(doc.sentence_of(at))?.tokens;
        let bullet = at > 0 && sentence.start + 1 == at && doc.kind(at - 1) == TokenKind::Mark;
        if sentence.start != at && !bullet {
            return None;
        }
        let (weekday, weak, mut end) = self.weekday(at)?;
        end += usize::from(weak && self.is(end, ".") && !doc.tokens[end].spaced);
        let alone = Point { weekday: Some(weekday), ..Point::default() };
        let set_off = |end: usize| {
            matches!(doc.folded(end), "|" | ":" | "-" | "--" | "/" | ";" | ".")
                || doc.folded(end) == "," && weak
        };
        if let Some((day, after)) =
            self.day(end).filter(|(_, after)| set_off(*after) && doc.kind(end) == TokenKind::Number)
        {
            return Some((Point { days: Some((day, day)), ..alone }, after));
        }
        // A column of its own: more than one blank behind it.
        let column = doc.tokens.get(end).is_some_and(|next| {
            let gap = &doc.text[doc.tokens[end - 1].end as usize..next.start as usize];
            gap.len() > 1 || gap.contains('\t')
        });
        (weak && (set_off(end) || column)).then_some((alone, end))
    }
}
