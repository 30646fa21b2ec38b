//! Times with two ends: "from 5 to 7 May", "since January to date", "in the same period of last year".

use cairn_model::DateSpan;
use jiff::civil::Date;

use crate::dates::expression::{Point, Spec, Unit, What, Year};
use crate::dates::resolve::Context;
use crate::dates::units::shift;
use crate::mentions::DateKind;

impl Context {
    pub(super) fn between(&self, first: &Spec, second: &Spec) -> Option<(DateSpan, DateKind)> {
        let (end, end_kind) = self.at(second)?;
        let mut first = *first;
        let second_point = if let What::Point(point) = second.what { Some(point) } else { None };
        if let (What::Point(point), Some(of)) = (&mut first.what, second_point)
            && point.year.is_none()
        {
            // "19 December - 1 January 2023": the first end is the latest before the second.
            if let Some(year) = of.year {
                let later = point.month > of.month && point.month.is_some() && of.month.is_some();
                point.year = Some(match year {
                    Year::Given(year) => Year::Given(year - i16::from(later)),
                    Year::Relative(year) => Year::Relative(year - i16::from(later)),
                });
            }
        }
        let seen_from_end = Self { published: end.to.or(self.published), ..*self };
        let (begin, begin_kind) =
            if matches!(first.what, What::Point(Point { year: None, .. }) | What::Weekday(..)) {
                seen_from_end.at(&first)?
            } else {
                self.at(&first)?
            };
        let from = begin.from;
        let to = end.to;
        if from.zip(to).is_some_and(|(from, to)| from > to) {
            return None;
        }
        let span = DateSpan { from, to };
        let kind = match span.days() {
            Some(1) => DateKind::Day,
            Some(..=31) if end_kind == DateKind::Day || end_kind == DateKind::Days => {
                DateKind::Days
            }
            Some(..=92) if begin_kind == DateKind::Month && end_kind == DateKind::Month => {
                DateKind::Month
            }
            _ => DateKind::Period,
        };
        Some((span, kind))
    }

    /// "on Monday or Tuesday": all from the earlier to the later.
    pub(super) fn either(&self, first: &Spec, second: &Spec) -> Option<(DateSpan, DateKind)> {
        let ((a, kind), (b, _)) = (self.at(first)?, self.at(second)?);
        let from = a.from.zip(b.from).map(|(a, b)| a.min(b));
        let to = a.to.zip(b.to).map(|(a, b)| a.max(b));
        let kind = if kind == DateKind::Day { DateKind::Days } else { kind };
        Some((DateSpan { from, to }, kind))
    }

    /// The period last mentioned, as it lay in another year.
    pub(super) fn same_period(&self, spec: &Spec) -> Option<(DateSpan, DateKind)> {
        let year = self.at(spec)?.0.from.map(|from| from.year());
        let span = self.period.from.zip(self.period.to).zip(year).and_then(|((from, to), year)| {
            let years = i32::from(year - from.year());
            Some(DateSpan::between(shift(from, years, Unit::Year)?, shift(to, years, Unit::Year)?))
        });
        Some((span.unwrap_or(DateSpan::UNKNOWN), DateKind::Period))
    }
}

/// From a day to another, the end left open where it lies before.
pub(super) fn ordered(from: Option<Date>, to: Option<Date>) -> (DateSpan, DateKind) {
    let to = to.filter(|to| from.is_none_or(|from| from <= *to));
    (DateSpan { from, to }, DateKind::Period)
}
