//! Where a feature lies: its shape, or the coordinates in its columns, on WGS 84.

use cairn_model::RepairKind;
use serde_json::{Map, Value};

use super::angle::{Axis, angle, pair};
use super::columns::Columns;
use super::fields::Field;
use super::mgrs::{mgrs, zone};
use super::values::{number, text};
use crate::layers::{Absent, Crs, Feature, Shape, Xy, wkt};

/// A shape in degrees on WGS 84.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Located {
    pub(super) shape: Shape,
    /// Metres within which it is known by the way it is written; 0 where that says nothing.
    pub(super) metres: f64,
    pub(super) repairs: Vec<RepairKind>,
}

/// Finds coordinates in the columns of a file and brings them to WGS 84.
#[derive(Debug)]
pub(super) struct Locator<'a> {
    pub(super) columns: &'a Columns,
    pub(super) crs: &'a Crs,
}

impl Locator<'_> {
    pub(super) fn locate(&self, feature: &Feature) -> Located {
        let mut repairs = feature.mended.clone();
        let own = match &feature.shape {
            Shape::Nothing(Absent::InColumns | Absent::Null) => {
                self.in_columns(&feature.attributes, &mut repairs)
            }
            shape => Some((shape.clone(), 0.0, false)),
        };
        let (mut shape, metres, on_wgs84) = own.unwrap_or((feature.shape.clone(), 0.0, true));
        if !on_wgs84 && !self.crs.is_wgs84() {
            let mut reached = true;
            shape.each_position(&mut |position| match self.crs.to_wgs84(*position) {
                Some(there) => *position = there,
                None => reached = false,
            });
            if !reached {
                let why = format!("outside of {}", self.crs.label());
                shape = Shape::Nothing(Absent::NotRead(why));
            }
        }
        Located { shape, metres, repairs }
    }

    /// The shape in the columns, how exact it is, and whether it is on WGS 84 already.
    fn in_columns(
        &self,
        attributes: &Map<String, Value>,
        repairs: &mut Vec<RepairKind>,
    ) -> Option<(Shape, f64, bool)> {
        let value = |field| {
            let column = self.columns.by_field.get(&field)?;
            text(attributes.get(&column.name)?)
        };
        let point = |at: Xy| Shape::Points(vec![at]);
        let mut unread = false;
        if let Some(text) = value(Field::Wkt) {
            match wkt::parse(&text) {
                Some(shape) => return Some((shape, 0.0, false)),
                None => unread = true,
            }
        }
        if let (Some(lat), Some(lon)) = (value(Field::Lat), value(Field::Lon)) {
            match self.lat_lon(&lat, &lon, repairs) {
                Some((at, metres)) => return Some((point(at), metres, false)),
                None => unread = true,
            }
        }
        if let Some(text) = value(Field::Mgrs) {
            match mgrs(&text) {
                Some((at, metres)) => return Some((point(at), metres, true)),
                None => unread = true,
            }
        }
        if let (Some(east), Some(north)) = (value(Field::Easting), value(Field::Northing)) {
            match self.grid(&east, &north, value(Field::Zone)) {
                Some((at, on_wgs84)) => return Some((point(at), 0.0, on_wgs84)),
                None => unread = true,
            }
        }
        // A column of this name may hold words as well.
        if let Some((north, east)) = value(Field::Position).and_then(|text| pair(&text)) {
            let metres = north.metres.max(east.metres);
            return Some((point([east.degrees, north.degrees]), metres, false));
        }
        unread.then(|| {
            let why = "coordinates in columns not understood".to_owned();
            (Shape::Nothing(Absent::NotRead(why)), 0.0, true)
        })
    }

    fn lat_lon(&self, lat: &str, lon: &str, repairs: &mut Vec<RepairKind>) -> Option<(Xy, f64)> {
        if !self.crs.is_degrees() {
            return Some(([number(lon, false)?.value, number(lat, false)?.value], 0.0));
        }
        match (angle(lat, Axis::North), angle(lon, Axis::East)) {
            (Some(north), Some(east)) => {
                Some(([east.degrees, north.degrees], north.metres.max(east.metres)))
            }
            // Letters that say that the columns are in each other's place.
            _ => {
                let (north, east) = (angle(lon, Axis::North)?, angle(lat, Axis::East)?);
                repairs.push(RepairKind::SwappedCoordinates);
                Some(([east.degrees, north.degrees], north.metres.max(east.metres)))
            }
        }
    }

    fn grid(&self, east: &str, north: &str, in_zone: Option<String>) -> Option<(Xy, bool)> {
        let (x, y) = (number(east, false)?.value, number(north, false)?.value);
        if !self.crs.is_degrees() {
            return Some(([x, y], false));
        }
        let (zone, south) = zone(&in_zone?, y)?;
        Some((Crs::utm(zone, south).ok()?.to_wgs84([x, y])?, true))
    }
}
