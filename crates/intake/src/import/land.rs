//! Rows about land: their status history, what speaks for a hazard, checks of the work, yield.

use cairn_model::{
    DateSpan, Drawn, EvidenceClass, Hazard, LandRelease, LandStatus, QualityCheck, RepairKind,
    StatusChange,
};

use super::fields::Field;
use super::reading::Row;
use super::values;

/// Stated and drawn area may differ by this factor, or by rounding on small plots.
const AREAS_APART: f64 = 1.5;
/// Square metres of difference that rounding and drawing explain.
const AREA_SLACK: f64 = 1_000.0;

impl Row<'_> {
    /// The hazardous area that the row is.
    pub(super) fn hazard(&mut self, id: String, drawn: Drawn) -> Hazard {
        let basis_text = self.text(Field::Basis).filter(|text| !super::claim::is_missing(text));
        let basis = basis_text.as_deref().and_then(|text| self.code(Field::Basis, text));
        let basis = basis.and_then(|code| code.parse().ok()).unwrap_or(EvidenceClass::Unknown);
        Hazard {
            id,
            kind: self.term(Field::Kind).unwrap_or_default(),
            status: self.term(Field::Status).unwrap_or_default(),
            device: self.term(Field::Device).unwrap_or_default(),
            basis,
            basis_text,
            benchmark: self.known_text(Field::Benchmark),
            beneficiaries: self.count(Field::Beneficiaries),
            history: self.history(),
            drawn,
        }
    }

    /// The released land that the row is.
    pub(super) fn release(&mut self, id: String, drawn: Drawn) -> LandRelease {
        let release = LandRelease {
            id,
            kind: self.term(Field::Kind).unwrap_or_default(),
            found: self.count(Field::Count),
            device: self.term(Field::Device).unwrap_or_default(),
            depth_m: self.number(Field::Depth),
            method: self.known_text(Field::Method),
            started: self.date_in(Field::Started).unwrap_or(DateSpan::UNKNOWN),
            drawn,
        };
        self.note_yield(&release);
        release
    }

    fn note_yield(&mut self, release: &LandRelease) {
        if !release.yields_next_to_nothing() {
            return;
        }
        if let (Some(found), Some(area), Some(devices)) =
            (release.found, release.area_m2(), release.yield_per_hectare())
        {
            let hectares = area / cairn_model::yields::HECTARE;
            let note = format!(
                "{found} devices on {hectares:.1} ha called {}: {devices:.2} a hectare",
                release.kind.label()
            );
            self.note(RepairKind::LowYield, note);
        }
    }

    /// Marks land whose stated area is not that of its shape.
    pub(super) fn note_areas(&mut self, drawn: &Drawn) {
        let of_shape = drawn.geometry.as_ref().and_then(cairn_model::Geometry::area_m2);
        let (Some(stated), Some(of_shape)) = (drawn.area_m2, of_shape) else { return };
        let (less, more) = (stated.min(of_shape), stated.max(of_shape));
        if more > less * AREAS_APART && more - less > AREA_SLACK {
            let note = format!("{stated:.0} m² stated, {of_shape:.0} m² drawn; both kept");
            self.note(RepairKind::AreaDiffers, note);
        }
    }

    /// What quality assurance or control found, where the row says anything of it.
    pub(super) fn quality_check(&mut self) -> Option<QualityCheck> {
        let check = QualityCheck {
            date: self.date_in(Field::QaDate).unwrap_or(DateSpan::UNKNOWN),
            activity: self.known_text(Field::QaActivity),
            by: self.known_text(Field::QaBy),
            of: self.known_text(Field::QaOf),
            nonconformity: self.known_text(Field::QaNonconformity),
            severity: self.term(Field::QaSeverity).unwrap_or_default(),
            measures: self.known_text(Field::QaMeasures),
        };
        (!check.is_empty()).then_some(check)
    }

    /// The statuses of land and since when: one from each column that dates one, and those of a
    /// column that lists them, the earliest first.
    fn history(&mut self) -> Vec<StatusChange> {
        let columns = [
            (Field::Opened, LandStatus::Open, None),
            (Field::WorkedOn, LandStatus::WorkedOn, None),
            (Field::Closed, LandStatus::Closed, None),
            (Field::HandedOver, LandStatus::Closed, Some("handed over")),
        ];
        let mut changes: Vec<StatusChange> = Vec::new();
        for (field, status, text) in columns {
            if let Some(date) = self.date_in(field) {
                changes.push(StatusChange { status, date, text: text.map(str::to_owned) });
            }
        }
        if let Some(listed) = self.text(Field::History) {
            for entry in listed.split([';', '|', '\n']).filter(|entry| !entry.trim().is_empty()) {
                changes.push(self.change(entry));
            }
        }
        // Undated ones stay where they stand: before what follows them would be a guess.
        changes.sort_by_key(|change| (change.date.is_unknown(), change.date.from, change.date.to));
        changes
    }

    /// An entry such as `open 1996-05` or `2003-11-02: handed over`.
    fn change(&mut self, entry: &str) -> StatusChange {
        let mut words: Vec<&str> = Vec::new();
        let mut date = DateSpan::UNKNOWN;
        for word in entry.split([' ', ':', ',', '(', ')', '\t']).filter(|word| !word.is_empty()) {
            let value = serde_json::Value::String(word.to_owned());
            match values::date(&value, self.order(Field::History)) {
                Some(found) if date.is_unknown() => date = found,
                _ => words.push(word),
            }
        }
        let text = words.join(" ");
        let status = self.code(Field::Status, &text).and_then(|code| code.parse().ok());
        let status = status.unwrap_or_else(|| {
            let note = format!("history `{}`", self.shortened(entry.trim()));
            self.note(RepairKind::ValueNotUnderstood, note);
            LandStatus::Unknown
        });
        let says_more = !text.is_empty() && !text.eq_ignore_ascii_case(status.label());
        StatusChange { status, date, text: says_more.then_some(text) }
    }
}
