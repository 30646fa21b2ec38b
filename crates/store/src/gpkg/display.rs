//! The layers and tables that people see in QGIS: plain columns, made from what is kept as JSON.

use std::collections::BTreeMap;
use std::fmt::Display;

use cairn_model::register::{Find, Finding, Incident, TallyPoint, TallySeries, Victim};
use cairn_model::{ClaimId, CountRange, DateSpan, Evidence, Statement};

use crate::error::StoreError;
use crate::gpkg::db::Db;
use crate::gpkg::extents::{Extents, Layer};
use crate::table::standing_label;

/// Between the items of a list in one column.
const SEPARATOR: &str = "; ";

/// Items as people read them in one column.
pub(crate) fn joined<T: Display>(items: &[T]) -> String {
    items.iter().map(T::to_string).collect::<Vec<_>>().join(SEPARATOR)
}

/// What is quoted, in the order of the text, each passage once.
pub(crate) fn quoted(evidence: &[Evidence]) -> String {
    let mut passages: Vec<&Evidence> = evidence.iter().collect();
    passages.sort_unstable_by_key(|passage| (passage.start, std::cmp::Reverse(passage.end)));
    let mut end = 0;
    passages.retain(|passage| {
        let adds = passage.end > end;
        end = end.max(passage.end);
        adds
    });
    let texts: Vec<&str> = passages.iter().map(|passage| passage.text.as_str()).collect();
    texts.join(" … ")
}

pub(crate) fn put_incident(
    db: &Db,
    extents: &mut Extents,
    incident: &Incident,
) -> Result<(), StoreError> {
    let id = incident.id.as_str();
    let place = &incident.place;
    let (killed_least, killed_most) = bounds(incident.killed);
    let (injured_least, injured_most) = bounds(incident.injured);
    upsert(
        db,
        "incidents",
        id,
        &[
            ("geom", &extents.draw(Layer::Incidents, place.position.as_ref())),
            ("date_from", &day(incident.date.from)),
            ("date_to", &day(incident.date.to)),
            ("settlement", &place.settlement),
            ("district", &place.district),
            ("country", &place.country),
            ("device", &incident.device.label()),
            ("killed_least", &killed_least),
            ("killed_most", &killed_most),
            ("injured_least", &injured_least),
            ("injured_most", &injured_most),
            ("activity", &incident.activity),
            ("grade", &incident.grade.label()),
            ("grade_reason", &incident.grade_reason),
            ("status", &incident.status.label()),
            ("sources", &joined(&incident.sources)),
            ("n_reports", &column(incident.reports.len() as u64)),
            ("precision_m", &place.position.as_ref().map(|at| at.precision)),
            ("summary", &summary(incident)),
        ],
    )?;
    db.execute("DELETE FROM victims WHERE incident = ?", [id])?;
    (0..).zip(&incident.victims).try_for_each(|(part, who)| add_victim(db, incident, part, who))
}

fn add_victim(db: &Db, incident: &Incident, part: i64, victim: &Victim) -> Result<(), StoreError> {
    let sql = "INSERT INTO victims (incident, name, also_spelled, outcome, victim_group, sex, age, \
               occupation, date_from, date_to, place, part) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    db.execute(
        sql,
        (
            incident.id.as_str(),
            &victim.name,
            joined(&victim.also_spelled),
            victim.outcome.label(),
            victim.group.label(),
            victim.sex.map(|sex| sex.label()),
            victim.age,
            &victim.occupation,
            day(incident.date.from),
            day(incident.date.to),
            incident.place.label(),
            part,
        ),
    )
    .map(drop)
}

pub(crate) fn put_find(db: &Db, extents: &mut Extents, find: &Find) -> Result<(), StoreError> {
    let place = &find.place;
    let (count_least, count_most) = bounds(find.count);
    upsert(
        db,
        "finds",
        &find.id,
        &[
            ("geom", &extents.draw(Layer::Finds, place.position.as_ref())),
            ("date_from", &day(find.date.from)),
            ("date_to", &day(find.date.to)),
            ("settlement", &place.settlement),
            ("district", &place.district),
            ("country", &place.country),
            ("action", &find.action.label()),
            ("device", &find.category.label()),
            ("model", &find.model),
            ("count_least", &count_least),
            ("count_most", &count_most),
            ("sources", &joined(&find.sources)),
            ("n_reports", &column(find.claims.len() as u64)),
            ("precision_m", &place.position.as_ref().map(|at| at.precision)),
            ("summary", &find_summary(find)),
        ],
    )
}

/// A find in one line.
pub(crate) fn find_summary(find: &Find) -> String {
    let what = find.model.as_deref().unwrap_or(find.category.label());
    let count = find.count.map_or_else(String::new, |count| format!("{count} "));
    let place = find.place.label();
    in_one_line(&[format!("{count}{what} {}", find.action), place, date_text(&find.date)])
}

/// Writes the rows of a series; of those that were there `before`, only what changed.
pub(crate) fn put_series(
    db: &Db,
    series: &TallySeries,
    before: Option<&TallySeries>,
) -> Result<(), StoreError> {
    // Rows hold the place and the period of the series, which its identity is made of.
    let alike = |old: &&TallySeries| (&old.place, &old.period) == (&series.place, &series.period);
    let mut kept: BTreeMap<&ClaimId, &TallyPoint> = (before.filter(alike).into_iter())
        .flat_map(|old| &old.points)
        .map(|point| (&point.claim, point))
        .collect();
    if kept.is_empty() {
        db.execute("DELETE FROM tallies WHERE series = ?", [&series.id])?;
    }
    let mut new: Vec<&TallyPoint> = Vec::new();
    for point in &series.points {
        if kept.get(&point.claim) == Some(&point) {
            kept.remove(&point.claim);
        } else {
            new.push(point);
        }
    }
    for gone in kept.into_keys() {
        let sql = "DELETE FROM tallies WHERE series = ? AND claim = ?";
        db.execute(sql, (&series.id, gone.as_str()))?;
    }
    new.into_iter().try_for_each(|point| add_point(db, series, point))
}

fn add_point(db: &Db, series: &TallySeries, point: &TallyPoint) -> Result<(), StoreError> {
    let sql = "INSERT INTO tallies (series, measure, tally_group, place, period, as_of, value_least, \
               value_most, said_by, document, claim, standing) \
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    db.execute(
        sql,
        (
            &series.id,
            series.measure.label(),
            series.group.label(),
            &series.place,
            &series.period,
            day(point.as_of),
            point.value.least(),
            point.value.most(),
            joined(&point.said_by),
            &point.document,
            point.claim.as_str(),
            standing_label(point.standing),
        ),
    )
    .map(drop)
}

pub(crate) fn put_finding(db: &Db, finding: &Finding) -> Result<(), StoreError> {
    let settled = (finding.settled.as_ref())
        .map(|settled| format!("{} (decision {})", settled.verdict, settled.decision));
    upsert(
        db,
        "contradictions",
        &finding.id,
        &[
            ("kind", &finding.kind.label()),
            ("figures", &joined(&finding.values)),
            ("note", &finding.note),
            ("documents", &joined(&finding.documents)),
            ("across_documents", &finding.across_documents),
            ("settled", &settled),
        ],
    )
}

pub(crate) fn add_statement(
    db: &Db,
    claim: &ClaimId,
    document: &str,
    said: &Statement,
    sentence: &str,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO statements (claim, document, kind, speaker, addressees, about, date_from, \
               date_to, instruments, sentence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    db.execute(
        sql,
        (
            claim.as_str(),
            document,
            said.kind.label(),
            &said.speaker,
            joined(&said.addressees),
            &said.about,
            day(said.date.from),
            day(said.date.to),
            joined(&said.instruments),
            sentence,
        ),
    )
    .map(drop)
}

/// Changes the row of this identity, or adds one.
///
/// Not by `ON CONFLICT DO UPDATE`, which would override the conflict rule inside the triggers of the
/// spatial index and make them fail.
fn upsert(
    db: &Db,
    table: &str,
    id: &str,
    columns: &[(&str, &dyn rusqlite::ToSql)],
) -> Result<(), StoreError> {
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let mut values: Vec<&dyn rusqlite::ToSql> = columns.iter().map(|(_, value)| *value).collect();
    values.push(&id);
    let update = format!("UPDATE {table} SET {} = ? WHERE id = ?", names.join(" = ?, "));
    if db.execute(&update, values.as_slice())? == 0 {
        let marks = "?, ".repeat(columns.len());
        let insert = format!("INSERT INTO {table} ({}, id) VALUES ({marks}?)", names.join(", "));
        db.execute(&insert, values.as_slice())?;
    }
    Ok(())
}

/// A column of type DATE holds years of four digits; others stay out of it.
pub(crate) fn day(day: Option<jiff::civil::Date>) -> Option<String> {
    let day = day.filter(|day| (0..=9999).contains(&day.year()))?;
    Some(day.to_string())
}

fn column(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

pub(crate) fn bounds(range: Option<CountRange>) -> (Option<i64>, Option<i64>) {
    let least = range.map(|range| column(range.least()));
    (least, range.and_then(CountRange::most).map(column))
}

pub(crate) fn summary(incident: &Incident) -> String {
    let harmed = |count: Option<CountRange>, how: &str| {
        count.filter(|count| *count != CountRange::ZERO).map(|count| format!("{count} {how}"))
    };
    let harm = [harmed(incident.killed, "killed"), harmed(incident.injured, "injured")];
    in_one_line(&[
        harm.into_iter().flatten().collect::<Vec<_>>().join(", "),
        incident.device.label().to_owned(),
        incident.place.label(),
        date_text(&incident.date),
    ])
}

fn date_text(date: &DateSpan) -> String {
    if date.is_unknown() { "date unknown".to_owned() } else { date.to_string() }
}

fn in_one_line(parts: &[String]) -> String {
    let parts: Vec<&str> =
        parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.join(SEPARATOR)
}
