//! Layers and tables into claims: columns recognised, shapes mended, everything that was done listed.
//!
//! Each feature becomes one claim of the document that the file is, with a line of the document's text
//! as its evidence: layer, number and attributes as they came. Nothing is dropped silently: a feature
//! is taken in, mended (the original is kept) or refused with a reason.

mod angle;
mod claim;
mod columns;
mod fields;
mod lexicon;
mod list;
mod locate;
mod mapping;
mod mgrs;
mod profile;
mod reading;
mod suggest;
mod survey;
mod values;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use cairn_model::{
    ClaimBody, Document, DocumentId, DocumentMeta, Evidence, Note, NoteKind, Repair, RepairKind,
};

use crate::layers::{Absent, Crs, Feature, LayerError, LayerFile, Shape};
use crate::name;

use claim::Making;
use columns::Columns;
use list::Tally;
use locate::Locator;
use profile::Profile;
use reading::{OwnWords, Row, own_words};
use survey::Survey;

pub use fields::{Field, Target};
pub use list::{RepairList, Repaired};
pub use mapping::Mapping;
pub use suggest::suggest;

/// What is wanted of a file.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What its features are.
    pub target: Target,
    /// Who says so.
    pub source: Option<String>,
    /// The country it is about, ISO 3166 alpha-2.
    pub country: Option<String>,
    /// The coordinate reference system, where it is not the one that the file states.
    pub crs: Option<String>,
    /// Metres that positions are off by where the file does not say.
    pub position_error_m: Option<f64>,
    /// Which column says what.
    pub mapping: Mapping,
}

/// A file taken in.
#[derive(Debug)]
pub struct Imported {
    /// The document that the file is.
    pub document: Document,
    /// What its features say, in their order.
    pub claims: Vec<ClaimBody>,
    /// How it was taken in, and what was mended.
    pub notes: Vec<Note>,
    /// What became of the features.
    pub list: RepairList,
    /// What a person should know, a sentence each.
    pub remarks: Vec<String>,
    /// Columns by what they say, and those that are only kept.
    pub columns: Vec<(Field, String)>,
    /// Columns that are kept in the evidence, and not read.
    pub unused: Vec<String>,
}

/// Takes in a file.
///
/// # Errors
/// When the file is broken as a whole, its coordinate reference system is not known, or the mapping
/// names what is not there.
pub fn import(file: &LayerFile, plan: &Plan) -> Result<Imported, LayerError> {
    let profile = Profile::of(file)?;
    let columns = Columns::of(&profile, plan.target, &plan.mapping)
        .map_err(|why| LayerError::Mapping { name: file.name().to_owned(), why })?;
    let crs = crs(file, plan)?;
    let locator = Locator { columns: &columns, crs: &crs };
    let survey = Survey::of(file, &locator)?;
    let own_words = own_words(&plan.mapping);
    let mut work = Work {
        plan,
        locator: &locator,
        survey: &survey,
        own_words: &own_words,
        making: Making { target: plan.target, position_error_m: plan.position_error_m },
        seen: BTreeMap::new(),
        text: String::new(),
        claims: Vec::new(),
        examples: BTreeMap::new(),
        tally: Tally::default(),
        unstated: 0,
    };
    file.each(&mut |item| {
        match item {
            Ok(feature) => work.take(&feature),
            Err(refused) => work.tally.refused(refused),
        }
        ControlFlow::Continue(())
    })?;
    Ok(work.finish(file, &crs))
}

/// Features that are looked at before coordinates are taken for degrees.
const LOOKED_AT: usize = 20;

fn crs(file: &LayerFile, plan: &Plan) -> Result<Crs, LayerError> {
    let unknown = |crs: &str, why| LayerError::UnknownCrs {
        name: file.name().to_owned(),
        crs: crs.to_owned(),
        why,
    };
    let named = match plan.crs.clone().or_else(|| plan.mapping.crs.clone()) {
        Some(named) => Some(named),
        None => file.stated_crs()?,
    };
    if let Some(named) = named {
        let shown: String = named.chars().take(60).collect();
        return Crs::named(&named).map_err(|why| unknown(&shown, why));
    }
    let (mut looked_at, mut degrees) = (0, 0);
    file.each(&mut |item| {
        if let Some([x, y]) = item.ok().and_then(|feature| feature.shape.first()) {
            looked_at += 1;
            degrees += usize::from(x.abs() <= 360.0 && y.abs() <= 360.0);
        }
        if looked_at < LOOKED_AT { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    if looked_at > 0 && degrees == 0 {
        let why = "the file names none, and its coordinates are no degrees".to_owned();
        return Err(unknown("of the file", why));
    }
    Ok(Crs::wgs84())
}

/// A file being taken in.
struct Work<'a> {
    plan: &'a Plan,
    locator: &'a Locator<'a>,
    survey: &'a Survey,
    own_words: &'a OwnWords,
    making: Making,
    /// The first feature of each fingerprint that comes again.
    seen: BTreeMap<u64, u64>,
    text: String,
    claims: Vec<ClaimBody>,
    /// The lines of the first features of each kind of repair.
    examples: BTreeMap<RepairKind, Vec<Evidence>>,
    tally: Tally,
    /// Points whose error nobody states.
    unstated: u64,
}

impl Work<'_> {
    fn take(&mut self, feature: &Feature) {
        let evidence = self.quote(feature);
        let mut row = Row {
            feature,
            located: self.locator.locate(feature),
            columns: self.locator.columns,
            mapping: &self.plan.mapping,
            own_words: self.own_words,
            target: self.plan.target,
            repairs: Vec::new(),
        };
        self.examine(&mut row);
        let body = self.making.claim(&mut row, evidence.clone());
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
        self.claims.push(with_repairs(body, row.repairs));
    }

    /// The line of the text that a feature is; what is quoted for it.
    fn quote(&mut self, feature: &Feature) -> Evidence {
        let start = self.text.len();
        let attributes = serde_json::to_string(&feature.attributes).unwrap_or_default();
        let line = format!("{}, feature {}: {attributes}", feature.layer, feature.number);
        self.text.push_str(&line);
        let end = self.text.len();
        self.text.push('\n');
        Evidence { start, end, text: line, supports: Vec::new() }
    }

    /// Notes what reading, the survey and the columns say of a feature.
    fn examine(&mut self, row: &mut Row<'_>) {
        let mut kinds = row.located.repairs.clone();
        if self.survey.is_swapped(&row.located.shape) {
            row.located.shape.each_position(&mut |position| position.swap(0, 1));
            kinds.push(RepairKind::SwappedCoordinates);
        }
        kinds.extend(self.survey.doubts(row.feature, &row.located.shape, row.columns));
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
            || self.plan.position_error_m.is_some();
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
        if !self.survey.is_repeated(print) {
            return;
        }
        let number = row.feature.number;
        let first = *self.seen.entry(print).or_insert(number);
        if first != number {
            let note = format!("the same as feature {first}; both kept");
            row.repairs.push(Repair { kind: RepairKind::Duplicate, note });
        }
    }

    fn finish(self, file: &LayerFile, crs: &Crs) -> Imported {
        let columns = self.locator.columns;
        let list = self.tally.finish();
        let read: Vec<(Field, String)> = (columns.by_field.iter())
            .map(|(field, column)| (*field, column.name.clone()))
            .collect();
        let mut remarks = file.remarks();
        remarks.extend(columns.remarks.iter().cloned());
        let points = matches!(self.plan.target, Target::Incidents | Target::Finds);
        if self.unstated > 0 && points {
            remarks.push(format!(
                "{} points do not say how exact they are: {} m is assumed; --position-error sets it",
                self.unstated,
                claim::UNSTATED_METRES
            ));
        }
        let mut examples = self.examples;
        let mut notes = vec![how(self.plan, crs, &read)];
        notes.extend(columns.remarks.iter().map(|remark| Note {
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
        let title = format!("{label}: {} features as {}", list.features, self.plan.target);
        let document = Document {
            id: DocumentId::of_bytes(file.bytes()),
            label,
            origin: file.name().to_owned(),
            media_type: file.format().media_type().to_owned(),
            meta: DocumentMeta {
                title: Some(title),
                publisher: self.plan.source.clone().or_else(|| self.plan.mapping.source.clone()),
                country: self.plan.country.clone(),
                ..DocumentMeta::default()
            },
            text: self.text,
        };
        let unused = columns.unused.clone();
        Imported { document, claims: self.claims, notes, list, remarks, columns: read, unused }
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

#[cfg(test)]
mod tests;
