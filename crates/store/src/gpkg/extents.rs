//! Where the layers reach and when they last changed, as GeoPackage wants it written down.

use cairn_model::Geometry;
use cairn_model::place::Position;

use crate::error::StoreError;
use crate::gpkg::db::Db;
use crate::gpkg::geometry;

/// Where the layers reach and when they last changed, gathered up to the commit.
#[derive(Debug, Default)]
pub(crate) struct Extents {
    incidents: Option<[f64; 4]>,
    finds: Option<[f64; 4]>,
    hazards: Option<[f64; 4]>,
    records: Option<[f64; 4]>,
    releases: Option<[f64; 4]>,
    changed: Option<String>,
}

impl Extents {
    /// Notes a time of change, RFC 3339 in UTC.
    pub(crate) fn note_change(&mut self, at: &str) {
        if self.changed.as_deref().is_none_or(|changed| changed < at) {
            self.changed = Some(at.to_owned());
        }
    }

    /// Forgets where the derived layers reach.
    pub(crate) fn clear(&mut self, db: &Db) -> Result<(), StoreError> {
        (self.incidents, self.finds) = (None, None);
        let sql = "UPDATE gpkg_contents SET min_x = NULL, min_y = NULL, max_x = NULL, max_y = NULL \
                   WHERE table_name IN ('incidents', 'finds')";
        db.execute(sql, []).map(drop)
    }

    /// Writes down what was gathered.
    pub(crate) fn save(&mut self, db: &Db) -> Result<(), StoreError> {
        for (table, extent) in [
            ("incidents", self.incidents),
            ("finds", self.finds),
            ("hazards", self.hazards),
            ("minefield_records", self.records),
            ("land_releases", self.releases),
        ] {
            if let Some([west, south, east, north]) = extent {
                let sql = "UPDATE gpkg_contents SET min_x = min(coalesce(min_x, ?1), ?1), \
                           min_y = min(coalesce(min_y, ?2), ?2), \
                           max_x = max(coalesce(max_x, ?3), ?3), \
                           max_y = max(coalesce(max_y, ?4), ?4) WHERE table_name = ?5";
                db.execute(sql, (west, south, east, north, table))?;
            }
        }
        if let Some(changed) = &self.changed {
            let sql = "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', ?1) \
                       WHERE strftime('%Y-%m-%dT%H:%M:%fZ', ?1) > last_change";
            db.execute(sql, [changed])?;
        }
        *self = Self::default();
        Ok(())
    }
}

/// Which layer a shape is drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layer {
    Incidents,
    Finds,
    Hazards,
    Records,
    Releases,
}

impl Extents {
    /// A position as a blob; the layer is noted to reach there. `None` where there is no such point.
    pub(crate) fn draw(&mut self, layer: Layer, position: Option<&Position>) -> Option<Vec<u8>> {
        let position = position?;
        let blob = geometry::point(position)?;
        let Position { lat, lon, .. } = *position;
        self.reach(layer, [lon, lat, lon, lat]);
        Some(blob)
    }

    /// A shape as a blob; the layer is noted to reach there. `None` where there is none.
    pub(crate) fn draw_shape(&mut self, layer: Layer, shape: Option<&Geometry>) -> Option<Vec<u8>> {
        let shape = shape?;
        let bounds = shape.bounds()?;
        self.reach(layer, bounds);
        Some(geometry::shape(shape, bounds))
    }

    fn reach(&mut self, layer: Layer, bounds: [f64; 4]) {
        let extent = match layer {
            Layer::Incidents => &mut self.incidents,
            Layer::Finds => &mut self.finds,
            Layer::Hazards => &mut self.hazards,
            Layer::Records => &mut self.records,
            Layer::Releases => &mut self.releases,
        };
        let [west, south, east, north] = extent.unwrap_or(bounds);
        let [w, s, e, n] = bounds;
        *extent = Some([west.min(w), south.min(s), east.max(e), north.max(n)]);
    }
}
