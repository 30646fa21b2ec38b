//! The layers of land: hazardous areas, minefield records, released land; one row a claim.

use cairn_model::{
    Claim, ClaimBody, ClaimId, CountRange, Drawn, Hazard, LandRelease, MinefieldRecord,
};
use rusqlite::ToSql;

use crate::error::StoreError;
use crate::gpkg::db::Db;
use crate::gpkg::display::{bounds, day, joined};
use crate::gpkg::extents::{Extents, Layer};

/// Adds the row of a claim about land; nothing for other claims.
pub(crate) fn add(
    db: &Db,
    extents: &mut Extents,
    document: &str,
    claim: &Claim,
) -> Result<(), StoreError> {
    let row = Row { db, claim: &claim.id, document };
    match &claim.body {
        ClaimBody::Hazard(hazard) => row.add_hazard(extents, hazard),
        ClaimBody::Record(record) => row.add_record(extents, record),
        ClaimBody::Release(release) => row.add_release(extents, release),
        _ => Ok(()),
    }
}

/// The feature in one line; `None` of other claims.
pub(crate) fn summary_of(body: &ClaimBody) -> Option<String> {
    let what = match body {
        ClaimBody::Hazard(hazard) => hazard.kind.label().to_owned(),
        ClaimBody::Record(record) => {
            counted("minefield record", record.count, record.device.label())
        }
        ClaimBody::Release(release) => counted(release.kind.label(), release.found, "found"),
        _ => return None,
    };
    Some(summary(&what, body.drawn()?))
}

struct Row<'a> {
    db: &'a Db,
    claim: &'a ClaimId,
    document: &'a str,
}

impl Row<'_> {
    fn add_hazard(&self, extents: &mut Extents, hazard: &Hazard) -> Result<(), StoreError> {
        let geometry = extents.draw_shape(Layer::Hazards, hazard.drawn.geometry.as_ref());
        let (kind, status, device) =
            (hazard.kind.label(), hazard.status.label(), hazard.device.label());
        self.insert(
            "hazards",
            geometry,
            &hazard.drawn,
            &[("kind", &kind), ("status", &status), ("device", &device)],
            kind,
        )
    }

    fn add_record(
        &self,
        extents: &mut Extents,
        record: &MinefieldRecord,
    ) -> Result<(), StoreError> {
        let geometry = extents.draw_shape(Layer::Records, record.drawn.geometry.as_ref());
        let (least, most) = bounds(record.count);
        let device = record.device.label();
        self.insert(
            "minefield_records",
            geometry,
            &record.drawn,
            &[("device", &device), ("count_least", &least), ("count_most", &most)],
            &counted("minefield record", record.count, device),
        )
    }

    fn add_release(&self, extents: &mut Extents, release: &LandRelease) -> Result<(), StoreError> {
        let geometry = extents.draw_shape(Layer::Releases, release.drawn.geometry.as_ref());
        let (least, most) = bounds(release.found);
        let (kind, device) = (release.kind.label(), release.device.label());
        self.insert(
            "land_releases",
            geometry,
            &release.drawn,
            &[
                ("kind", &kind),
                ("device", &device),
                ("found_least", &least),
                ("found_most", &most),
                ("depth_m", &release.depth_m),
            ],
            &counted(kind, release.found, "found"),
        )
    }

    fn insert(
        &self,
        table: &str,
        geometry: Option<Vec<u8>>,
        drawn: &Drawn,
        own: &[(&str, &dyn ToSql)],
        what: &str,
    ) -> Result<(), StoreError> {
        let notes: Vec<&str> = drawn.repairs.iter().map(|repair| repair.note.as_str()).collect();
        let (said_by, repairs) = (joined(&drawn.said_by), joined(&notes));
        let summary = summary(what, drawn);
        let (from, to) = (day(drawn.date.from), day(drawn.date.to));
        let claim = self.claim.as_str();
        let common: [(&str, &dyn ToSql); 16] = [
            ("geom", &geometry),
            ("claim", &claim),
            ("document", &self.document),
            ("reference", &drawn.reference),
            ("date_from", &from),
            ("date_to", &to),
            ("sheet", &drawn.sheet),
            ("author", &drawn.author),
            ("settlement", &drawn.place.settlement),
            ("district", &drawn.place.district),
            ("country", &drawn.place.country),
            ("position_error_m", &drawn.position_error_m),
            ("area_m2", &drawn.area_m2),
            ("said_by", &said_by),
            ("repairs", &repairs),
            ("summary", &summary),
        ];
        let columns: Vec<_> = common.iter().chain(own).collect();
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let values: Vec<&dyn ToSql> = columns.iter().map(|(_, value)| *value).collect();
        let marks = vec!["?"; names.len()].join(", ");
        let sql = format!("INSERT INTO {table} ({}) VALUES ({marks})", names.join(", "));
        self.db.execute(&sql, values.as_slice()).map(drop)
    }
}

fn counted(what: &str, count: Option<CountRange>, of: &str) -> String {
    count.map_or_else(|| what.to_owned(), |count| format!("{what}, {count} {of}"))
}

fn summary(what: &str, drawn: &Drawn) -> String {
    let mut parts = vec![what.to_owned()];
    parts.extend(drawn.reference.clone());
    parts.extend(drawn.sheet.as_ref().map(|sheet| format!("sheet {sheet}")));
    parts.extend(Some(drawn.place.label()).filter(|place| !place.is_empty()));
    if !drawn.date.is_unknown() {
        parts.push(drawn.date.to_string());
    }
    parts.join("; ")
}
