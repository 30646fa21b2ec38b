//! The features of a file turned into claims, with the document's text and the list of what was done.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use cairn_model::{
    ClaimBody, Document, DocumentId, DocumentMeta, Evidence, Note, NoteKind, ReleaseTotals, Repair,
    RepairKind,
};

use super::claim::{self, Making};
use super::fields::{Field, Target};
use super::list::Tally;
use super::locate::Locator;
use super::reading::Row;
use super::taking::{Imported, Taking};
use super::{Plan, survey};
use crate::layers::{Absent, Crs, Feature, LayerError, Shape};
use crate::name;

/// Bytes of a document's text at most: less than the largest text that SQLite holds.
const LARGEST_TEXT: usize = 900_000_000;

/// A file being taken in.
pub(super) struct Work<'a> {
    taking: &'a Taking<'a>,
    making: Making,
    /// The first feature of each fingerprint that comes again.
    seen: BTreeMap<u64, u64>,
    /// The document's text, where it is wanted, and how long it is.
    text: Option<String>,
    length: usize,
    visit: &'a mut dyn FnMut(ClaimBody) -> ControlFlow<()>,
    /// The lines of the first features of each kind of repair.
    examples: BTreeMap<RepairKind, Vec<Evidence>>,
    tally: Tally,
    /// Land released, by kind.
    released: ReleaseTotals,
    /// Points whose error nobody states.
    unstated: u64,
}

impl<'a> Work<'a> {
    /// Work on a file whose claims are handed to `visit`; `text` is what the document's is written to.
    pub(super) fn of(
        taking: &'a Taking<'a>,
        text: Option<String>,
        visit: &'a mut dyn FnMut(ClaimBody) -> ControlFlow<()>,
    ) -> Self {
        let plan = taking.plan;
        Self {
            taking,
            making: Making { target: plan.target, position_error_m: plan.position_error_m },
            seen: BTreeMap::new(),
            text,
            length: 0,
            visit,
            examples: BTreeMap::new(),
            tally: Tally::default(),
            released: ReleaseTotals::default(),
            unstated: 0,
        }
    }

    /// Takes in the features until told to stop.
    ///
    /// # Errors
    /// When the file is broken, or its text larger than a register keeps.
    pub(super) fn walk(&mut self) -> Result<(), LayerError> {
        let file = self.taking.file;
        file.each(&mut |item| match item {
            Ok(feature) => self.take(&feature),
            Err(refused) => {
                self.tally.refused(refused);
                ControlFlow::Continue(())
            }
        })?;
        if self.length > LARGEST_TEXT {
            let (name, what) = (file.name().to_owned(), "its text, a line a feature,");
            return Err(LayerError::TooLarge { name, what, limit: LARGEST_TEXT as u64 });
        }
        Ok(())
    }

    fn take(&mut self, feature: &Feature) -> ControlFlow<()> {
        let evidence = self.quote(feature);
        if self.length > LARGEST_TEXT {
            return ControlFlow::Break(());
        }
        let taking = self.taking;
        let locator = Locator { columns: &taking.columns, crs: &taking.crs };
        let mut row = Row {
            feature,
            located: locator.locate(feature),
            columns: &taking.columns,
            mapping: &taking.plan.mapping,
            own_words: &taking.own_words,
            target: taking.plan.target,
            repairs: Vec::new(),
        };
        self.examine(&mut row);
        let body = self.making.claim(&mut row, evidence.clone());
        if let ClaimBody::Release(release) = &body {
            self.released.add(release);
        }
        // What the claim was made of may have noted more than it holds.
        let mut kinds: Vec<RepairKind> = row.repairs.iter().map(|repair| repair.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind in &kinds {
            let examples = self.examples.entry(*kind).or_default();
            if examples.len() < 3 {
                examples.push(evidence.clone());
            }
        }
        self.tally.taken(feature.number, kinds);
        (self.visit)(with_repairs(body, row.repairs))
    }

    /// The line of the text that a feature is; what is quoted for it.
    fn quote(&mut self, feature: &Feature) -> Evidence {
        let attributes = serde_json::to_string(&feature.attributes).unwrap_or_default();
        let line = format!("{}, feature {}: {attributes}", feature.layer, feature.number);
        if let Some(text) = &mut self.text {
            text.push_str(&line);
            text.push('\n');
        }
        let (start, end) = (self.length, self.length + line.len());
        self.length = end + 1;
        Evidence { start, end, text: line, supports: Vec::new() }
    }

    /// Notes what reading, the survey and the columns say of a feature.
    fn examine(&mut self, row: &mut Row<'_>) {
        let mut kinds = row.located.repairs.clone();
        if self.taking.survey.is_swapped(&row.located.shape) {
            row.located.shape.each_position(&mut |position| position.swap(0, 1));
            kinds.push(RepairKind::SwappedCoordinates);
        }
        kinds.extend(self.taking.survey.doubts(row.feature, &row.located, row.columns));
        let is_point = matches!(row.located.shape, Shape::Points(_));
        if is_point && row.seat_metres().is_some() && !row.has(Field::PositionError) {
            kinds.push(RepairKind::SeatPosition);
        }
        if row.columns.contradict() {
            kinds.push(RepairKind::ContradictingColumn);
        }
        for kind in kinds {
            row.repairs.push(Repair { kind, note: kind.label().to_owned() });
        }
        self.note_blanks(row);
        self.note_duplicate(row);
        let stated = row.has(Field::PositionError)
            || row.located.metres > 0.0
            || row.seat_metres().is_some()
            || self.taking.plan.position_error_m.is_some();
        self.unstated += u64::from(is_point && !stated);
    }

    fn note_blanks(&self, row: &mut Row<'_>) {
        for column in row.columns.by_field.values() {
            let value = row.feature.attributes.get(&column.name).and_then(|value| value.as_str());
            if value.is_some_and(|value| value.trim() != value && !value.trim().is_empty()) {
                let note = format!("blanks around the value of `{}` taken out", column.name);
                row.repairs.push(Repair { kind: RepairKind::TrailingBlank, note });
            }
        }
    }

    fn note_duplicate(&mut self, row: &mut Row<'_>) {
        // Where neither has a shape, alike says little.
        if matches!(row.located.shape, Shape::Nothing(Absent::Null | Absent::Empty)) {
            return;
        }
        let print = survey::fingerprint(row.feature, row.columns);
        if !self.taking.survey.is_repeated(print) {
            return;
        }
        let number = row.feature.number;
        let first = *self.seen.entry(print).or_insert(number);
        if first != number {
            let note = format!("the same as feature {first}; both kept");
            row.repairs.push(Repair { kind: RepairKind::Duplicate, note });
        }
    }

    /// What the file came to, without its claims.
    pub(super) fn finish(self) -> Imported {
        let (file, columns) = (self.taking.file, &self.taking.columns);
        let list = self.tally.finish();
        let read: Vec<(Field, String)> = (columns.by_field.iter())
            .map(|(field, column)| (*field, column.name.clone()))
            .collect();
        let mut remarks = file.remarks();
        remarks.extend(columns.remarks.iter().cloned());
        let points = matches!(self.taking.plan.target, Target::Incidents | Target::Finds);
        if self.unstated > 0 && points {
            remarks.push(format!(
                "{} points do not say how exact they are: {} m is assumed; --position-error sets it",
                self.unstated,
                claim::UNSTATED_METRES
            ));
        }
        let released = self.released.sentences();
        remarks.extend(released.iter().cloned());
        let mut examples = self.examples;
        let mut notes = vec![how(self.taking.plan, &self.taking.crs, &read)];
        notes.extend(columns.remarks.iter().chain(&released).map(|remark| Note {
            kind: NoteKind::Repaired,
            text: remark.clone(),
            evidence: Vec::new(),
        }));
        for repaired in &list.repaired {
            notes.push(Note {
                kind: NoteKind::Repaired,
                text: format!("{} features: {}", repaired.count, repaired.kind.label()),
                evidence: examples.remove(&repaired.kind).unwrap_or_default(),
            });
        }
        for refused in &list.refused {
            notes.push(Note {
                kind: NoteKind::Repaired,
                text: format!("feature {} refused: {}", refused.feature, refused.why),
                evidence: Vec::new(),
            });
        }
        let label = name::label(file.name());
        let title = format!("{label}: {} features as {}", list.features, self.taking.plan.target);
        let document = Document {
            id: DocumentId::of_bytes(file.bytes()),
            label,
            origin: file.name().to_owned(),
            media_type: file.format().media_type().to_owned(),
            meta: DocumentMeta {
                title: Some(title),
                publisher: self
                    .taking
                    .plan
                    .source
                    .clone()
                    .or_else(|| self.taking.plan.mapping.source.clone()),
                country: self.taking.plan.country.clone(),
                ..DocumentMeta::default()
            },
            text: self.text.unwrap_or_default(),
        };
        let unused = columns.unused.clone();
        Imported { document, claims: Vec::new(), notes, list, remarks, columns: read, unused }
    }
}

/// Claims about land carry what was mended themselves.
fn with_repairs(mut body: ClaimBody, repairs: Vec<Repair>) -> ClaimBody {
    if let Some(drawn) = body.drawn_mut() {
        drawn.repairs = repairs;
    }
    body
}

/// How the file was read, so that it can be read so again.
fn how(plan: &Plan, crs: &Crs, columns: &[(Field, String)]) -> Note {
    let columns: Vec<String> =
        columns.iter().map(|(field, name)| format!("{field} = `{name}`")).collect();
    let text =
        format!("as {}; coordinates in {}; {}", plan.target, crs.label(), columns.join(", "));
    Note { kind: NoteKind::Imported, text, evidence: Vec::new() }
}
