//! Entries of lists: what the register holds of a row, in full.

use cairn_model::register::{Find, Finding, Incident};
use cairn_model::{ClaimId, DocumentId, IncidentId, Place};
use cairn_report::rows::{LandRow, Record, StatementRow, TallyRow, VictimRow};
use cairn_store::table::Collection;
use cairn_store::{DocumentSummary, Store, Table};
use serde_json::{Map, Value, json};

use crate::problem::Problem;

/// An entry of a list.
pub enum Entry {
    /// An incident.
    Incident(Box<Incident>),
    /// A find.
    Find(Box<Find>),
    /// One source's figure.
    Tally(Box<TallyRow>),
    /// Figures that disagree.
    Finding(Box<Finding>),
    /// A document.
    Document(Box<DocumentSummary>),
    /// A statement.
    Statement(Box<StatementRow>),
    /// A victim.
    Victim(Box<VictimRow>),
    /// A feature of a layer.
    Land(Box<LandRow>),
}

impl Entry {
    /// The entry of a row; nothing where it is gone since the table was made.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn of(store: &dyn Store, table: &Table, row: u32) -> Result<Option<Self>, Problem> {
        let Some(id) = table.text("id", row) else { return Ok(None) };
        Ok(match table.collection() {
            Collection::Incidents => incident(store, id)?.map(|one| Self::Incident(Box::new(one))),
            Collection::Victims => victim(store, table, row, id)?,
            Collection::Finds => store.find(id)?.map(|one| Self::Find(Box::new(one))),
            Collection::Tallies => tally(store, id)?,
            Collection::Contradictions => {
                store.finding(id)?.map(|one| Self::Finding(Box::new(one)))
            }
            Collection::Documents => match DocumentId::parse(id) {
                Ok(id) => store.summary(&id)?.map(|one| Self::Document(Box::new(one))),
                Err(_) => None,
            },
            Collection::Statements => claim(store, id)?.and_then(|claim| match claim.body {
                cairn_model::ClaimBody::Statement(statement) => {
                    let document = table.text("document", row).unwrap_or_default().to_owned();
                    let row = StatementRow { claim: claim.id, document, statement };
                    Some(Self::Statement(Box::new(row)))
                }
                _ => None,
            }),
            Collection::Hazards | Collection::Records | Collection::Releases => claim(store, id)?
                .map(|claim| {
                    let document = table.text("document", row).unwrap_or_default().to_owned();
                    Self::Land(Box::new(LandRow { claim: claim.id, document, said: claim.body }))
                }),
        })
    }

    /// As JSON: what `cairn LIST --format json` gives, with the position where there is one.
    pub fn json(&self) -> Result<Value, Problem> {
        let (value, place) = match self {
            Self::Incident(one) => (serde_json::to_value(one), Some(&one.place)),
            Self::Find(one) => (serde_json::to_value(one), Some(&one.place)),
            Self::Tally(one) => (serde_json::to_value(one), None),
            Self::Finding(one) => (serde_json::to_value(one), None),
            Self::Document(one) => (serde_json::to_value(one), None),
            Self::Statement(one) => (serde_json::to_value(one), None),
            Self::Victim(one) => (serde_json::to_value(one), Some(&one.place)),
            Self::Land(one) => (serde_json::to_value(one), None),
        };
        let mut value = value
            .map_err(|error| Problem::internal(format!("an entry cannot be written: {error}")))?;
        if let Value::Object(fields) = &mut value {
            self.add_position(fields, place);
        }
        Ok(value)
    }

    fn add_position(&self, fields: &mut Map<String, Value>, place: Option<&Place>) {
        if let Some(at) = place.and_then(|place| place.position.as_ref()) {
            fields.insert("lat".to_owned(), json!(at.lat));
            fields.insert("lon".to_owned(), json!(at.lon));
            fields.insert("precision_m".to_owned(), json!(at.precision));
        }
        if let Self::Land(row) = self
            && let Some(drawn) = row.drawn()
            && let Some(middle) = drawn.geometry.as_ref().and_then(cairn_model::Geometry::middle)
        {
            fields.insert("lat".to_owned(), json!(middle.lat()));
            fields.insert("lon".to_owned(), json!(middle.lon()));
            fields.insert("precision_m".to_owned(), json!(drawn.position_error_m));
        }
    }

    /// The shape as GeoJSON; null where there is none.
    pub fn geometry(&self) -> Value {
        let point = |place: &Place| {
            place.position.as_ref().map_or(
                Value::Null,
                |at| json!({ "type": "Point", "coordinates": [at.lon, at.lat] }),
            )
        };
        match self {
            Self::Incident(one) => point(&one.place),
            Self::Find(one) => point(&one.place),
            Self::Victim(one) => point(&one.place),
            Self::Land(row) => {
                let shape = row.drawn().and_then(|drawn| drawn.geometry.as_ref());
                shape.map_or(Value::Null, |shape| json!(shape))
            }
            Self::Tally(_) | Self::Finding(_) | Self::Document(_) | Self::Statement(_) => {
                Value::Null
            }
        }
    }

    /// The values of a table's row, in the order of [`fields`].
    pub fn record(&self) -> Vec<String> {
        match self {
            Self::Incident(one) => one.record(),
            Self::Find(one) => one.record(),
            Self::Tally(one) => one.record(),
            Self::Finding(one) => one.record(),
            Self::Document(one) => one.record(),
            Self::Statement(one) => one.record(),
            Self::Victim(one) => one.record(),
            Self::Land(one) => one.record(),
        }
    }
}

/// The fields of a collection's table.
pub const fn fields(collection: Collection) -> &'static [&'static str] {
    match collection {
        Collection::Incidents => Incident::FIELDS,
        Collection::Finds => Find::FIELDS,
        Collection::Tallies => TallyRow::FIELDS,
        Collection::Contradictions => Finding::FIELDS,
        Collection::Documents => DocumentSummary::FIELDS,
        Collection::Statements => StatementRow::FIELDS,
        Collection::Victims => VictimRow::FIELDS,
        Collection::Hazards | Collection::Records | Collection::Releases => LandRow::FIELDS,
    }
}

fn incident(store: &dyn Store, id: &str) -> Result<Option<Incident>, Problem> {
    match IncidentId::parse(id) {
        Ok(id) => Ok(store.incident(&id)?),
        Err(_) => Ok(None),
    }
}

fn claim(store: &dyn Store, id: &str) -> Result<Option<cairn_model::Claim>, Problem> {
    match ClaimId::parse(id) {
        Ok(id) => Ok(store.claim(&id)?),
        Err(_) => Ok(None),
    }
}

fn victim(store: &dyn Store, table: &Table, row: u32, id: &str) -> Result<Option<Entry>, Problem> {
    let Some(incident) = incident(store, id)? else { return Ok(None) };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small count")]
    let part = table.number("part", row).unwrap_or_default() as usize;
    Ok(incident.victims.get(part).map(|victim| {
        Entry::Victim(Box::new(VictimRow {
            incident: incident.id.clone(),
            date: incident.date,
            place: incident.place.clone(),
            device: incident.device,
            redacted: false,
            victim: victim.clone(),
        }))
    }))
}

fn tally(store: &dyn Store, id: &str) -> Result<Option<Entry>, Problem> {
    let Ok(id) = ClaimId::parse(id) else { return Ok(None) };
    let Some(series) = store.series_of(&id)? else { return Ok(None) };
    let Some(series) = store.tally_series(&series)? else { return Ok(None) };
    let row = TallyRow::of_series(&series).find(|row| row.point.claim == id);
    Ok(row.map(|row| Entry::Tally(Box::new(row))))
}
