//! What a row tells, field by field: dates, counts, terms; what cannot be read is noted.

use cairn_model::{CountRange, DateSpan, Repair, RepairKind};

use super::fields::Field;
use super::lexicon::LEXICON;
use super::reading::Row;
use super::values;

impl Row<'_> {
    pub(super) fn note(&mut self, kind: RepairKind, note: String) {
        if !self.repairs.iter().any(|repair| repair.kind == kind && repair.note == note) {
            self.repairs.push(Repair { kind, note });
        }
    }

    /// The text of a field, unless it says that nothing is known.
    pub(super) fn known_text(&self, field: Field) -> Option<String> {
        self.text(field).filter(|text| !LEXICON.is_missing(text))
    }

    pub(super) fn said_by(&self) -> Vec<String> {
        self.text(Field::Author).into_iter().collect()
    }

    pub(super) fn dated(&mut self) -> DateSpan {
        self.date_in(Field::Dated).unwrap_or(DateSpan::UNKNOWN)
    }

    /// The day, month or year: from one column, or from those of year, month and day.
    pub(super) fn date(&mut self) -> DateSpan {
        if let Some(date) = self.date_in(Field::Date) {
            return date;
        }
        let Some(text) = self.text(Field::Year) else { return DateSpan::UNKNOWN };
        let Some((year, separated)) = values::year(&text) else {
            self.note(RepairKind::DateNotUnderstood, format!("year `{}`", self.shortened(&text)));
            return DateSpan::UNKNOWN;
        };
        if separated {
            self.note(RepairKind::NumberSeparator, format!("year `{text}` read as {year}"));
        }
        let part = |value: Option<f64>| {
            #[expect(clippy::cast_possible_truncation, reason = "out of range is no date, next")]
            value
                .filter(|value| value.fract() == 0.0 && value.abs() < 100.0)
                .map(|value| value as i8)
        };
        let (month, day) = (part(self.number(Field::Month)), part(self.number(Field::Day)));
        let of_day = month.zip(day).and_then(|(month, day)| {
            jiff::civil::Date::new(year, month, day).ok().map(DateSpan::day)
        });
        of_day
            .or_else(|| DateSpan::month(year, month?))
            .or_else(|| DateSpan::year(year))
            .unwrap_or(DateSpan::UNKNOWN)
    }

    pub(super) fn date_in(&mut self, field: Field) -> Option<DateSpan> {
        let value = self.value(field)?;
        let order = self.order(field);
        let date = values::date(&value, order);
        if let Some(text) = values::text(&value)
            && let Some((year, true)) = values::year(&text)
        {
            self.note(RepairKind::NumberSeparator, format!("year `{text}` read as {year}"));
        }
        if date.is_none() {
            let text = values::text(&value).filter(|text| !LEXICON.is_missing(text))?;
            self.note(
                RepairKind::DateNotUnderstood,
                format!("{field} `{}`", self.shortened(&text)),
            );
        }
        date
    }

    pub(super) fn count(&mut self, field: Field) -> Option<CountRange> {
        let text = self.text(field)?;
        match values::count(&text) {
            Some((count, separated)) => {
                if separated {
                    self.note(
                        RepairKind::NumberSeparator,
                        format!("{field} `{text}` read as {count}"),
                    );
                }
                Some(count)
            }
            None => self.not_understood(field, &text),
        }
    }

    pub(super) fn number(&mut self, field: Field) -> Option<f64> {
        let text = self.text(field)?;
        match values::number(&text, false) {
            Some(number) => Some(number.value),
            None => self.not_understood(field, &text),
        }
    }

    fn not_understood<T>(&mut self, field: Field, text: &str) -> Option<T> {
        if !LEXICON.is_missing(text) {
            let note = format!("{field} `{}`", self.shortened(text));
            self.note(RepairKind::ValueNotUnderstood, note);
        }
        None
    }

    /// The term that a value stands for in its vocabulary.
    pub(super) fn term<T: std::str::FromStr>(&mut self, field: Field) -> Option<T> {
        let text = self.text(field)?;
        match self.code(field, &text).and_then(|code| code.parse().ok()) {
            Some(term) => Some(term),
            None => self.not_understood(field, &text),
        }
    }
}
