//! GeoJSON (RFC 7946 and its 2008 ancestor with `crs`): collections, single features, one a line.
//!
//! Pieces are found without parsing what is inside, so that memory holds the file and one feature.
//! A feature where a geometry belongs, as some exports write it, is looked into.

use std::ops::ControlFlow;

use cairn_model::RepairKind;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::feature::{Absent, Feature, Item, Refused, Shape, Xy};

/// Features within features, and collections within collections, that are looked into.
const DEEPEST: usize = 8;

/// A piece of GeoJSON of which only the outside was looked at.
#[derive(Deserialize)]
struct Piece<'a> {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(borrow, default)]
    features: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    properties: Option<&'a RawValue>,
    #[serde(borrow, default)]
    geometry: Option<&'a RawValue>,
    #[serde(default)]
    id: Option<Value>,
    #[serde(default)]
    name: Option<Value>,
    #[serde(default)]
    crs: Option<Value>,
}

/// The name of the coordinate reference system, where the file states one.
pub(super) fn crs(bytes: &[u8]) -> Option<String> {
    let first = pieces(bytes).next()?.ok()?;
    let piece: Piece<'_> = serde_json::from_str(first.get()).ok()?;
    let name = piece.crs?.get("properties")?.get("name")?.as_str()?.to_owned();
    Some(name)
}

fn pieces(bytes: &[u8]) -> impl Iterator<Item = serde_json::Result<&RawValue>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::Deserializer::from_slice(bytes).into_iter::<&RawValue>()
}

/// Visits the features until told to stop.
///
/// # Errors
/// When the file is not JSON or holds no features, with where.
pub(super) fn read(
    bytes: &[u8],
    name: &str,
    visit: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> Result<(), String> {
    let mut number = 0;
    for piece in pieces(bytes) {
        let raw = piece.map_err(|error| error.to_string())?;
        let piece: Piece<'_> =
            serde_json::from_str(raw.get()).map_err(|error| error.to_string())?;
        let layer = match &piece.name {
            Some(Value::String(given)) => given.clone(),
            _ => name.to_owned(),
        };
        let one = [raw];
        let features: &[&RawValue] = match (piece.kind.as_str(), &piece.features) {
            ("FeatureCollection", Some(features)) => features,
            ("FeatureCollection", None) => return Err("a collection without `features`".to_owned()),
            _ => &one,
        };
        for raw in features {
            number += 1;
            let feature = feature(raw, number, &layer);
            if visit(feature.map_err(|why| Refused { feature: number, why })).is_break() {
                return Ok(());
            }
        }
    }
    Ok(())
}

fn feature(raw: &RawValue, number: u64, layer: &str) -> Result<Feature, String> {
    let piece: Piece<'_> = serde_json::from_str(raw.get())
        .map_err(|error| format!("is no GeoJSON feature: {error}"))?;
    let mut mended = Vec::new();
    let (attributes, shape) = match piece.kind.as_str() {
        "Feature" => {
            let attributes = match piece.properties {
                None => Map::new(),
                Some(raw) => match serde_json::from_str(raw.get()) {
                    Ok(Value::Object(attributes)) => attributes,
                    Ok(Value::Null) => Map::new(),
                    _ => return Err("`properties` is no object".to_owned()),
                },
            };
            let geometry = match piece.geometry {
                None => Value::Null,
                Some(raw) => serde_json::from_str(raw.get())
                    .map_err(|error| format!("the geometry cannot be read: {error}"))?,
            };
            (attributes, shape(&geometry, &mut mended, 0))
        }
        "" => return Err("has no `type`; expected a GeoJSON Feature".to_owned()),
        _ => {
            let value = serde_json::from_str(raw.get())
                .map_err(|error| format!("the geometry cannot be read: {error}"))?;
            (Map::new(), shape(&value, &mut mended, 0))
        }
    };
    let mut feature =
        Feature { number, layer: layer.to_owned(), attributes, shape: shape.or_empty(), mended };
    if let Some(id) = piece.id.filter(|id| id.is_string() || id.is_number()) {
        // An attribute of that name says more than the format's own.
        feature.attributes.entry("id").or_insert(id);
    }
    Ok(feature)
}

fn shape(geometry: &Value, mended: &mut Vec<RepairKind>, depth: usize) -> Shape {
    if depth > DEEPEST {
        return Shape::Nothing(Absent::NotRead(format!("nested more than {DEEPEST} deep")));
    }
    let Value::Object(parts) = geometry else {
        return match geometry {
            Value::Null => Shape::Nothing(Absent::Null),
            _ => Shape::Nothing(Absent::NotRead("the geometry is no object".to_owned())),
        };
    };
    let kind = parts.get("type").and_then(Value::as_str).unwrap_or_default();
    let coordinates = || parts.get("coordinates").unwrap_or(&Value::Null);
    let read = match kind {
        "Feature" => {
            if !mended.contains(&RepairKind::NestedGeometry) {
                mended.push(RepairKind::NestedGeometry);
            }
            return shape(parts.get("geometry").unwrap_or(&Value::Null), mended, depth + 1);
        }
        "GeometryCollection" => {
            let members = parts.get("geometries").and_then(Value::as_array);
            let shapes = members.into_iter().flatten();
            let shapes: Vec<Shape> = shapes.map(|one| shape(one, mended, depth + 1)).collect();
            return super::mixed::join(shapes, mended);
        }
        "Point" => position(coordinates()).map(|point| Shape::Points(point.into_iter().collect())),
        "MultiPoint" => line(coordinates()).map(Shape::Points),
        "LineString" => line(coordinates()).map(|line| Shape::Lines(vec![line])),
        "MultiLineString" => list(coordinates(), line).map(Shape::Lines),
        "Polygon" => list(coordinates(), line).map(|rings| Shape::Areas(vec![rings])),
        "MultiPolygon" => list(coordinates(), |one| list(one, line)).map(Shape::Areas),
        other => Err(format!("`{other}` is no type of geometry")),
    };
    read.unwrap_or_else(|why| Shape::Nothing(Absent::NotRead(why))).or_empty()
}

fn list<T>(value: &Value, each: impl Fn(&Value) -> Result<T, String>) -> Result<Vec<T>, String> {
    match value {
        Value::Array(items) => items.iter().map(each).collect(),
        Value::Null => Ok(Vec::new()),
        _ => Err("coordinates are no list".to_owned()),
    }
}

fn line(value: &Value) -> Result<Vec<Xy>, String> {
    Ok(list(value, position)?.into_iter().flatten().collect())
}

/// Across and up; heights and what follows are not used. `None` of an empty list.
fn position(value: &Value) -> Result<Option<Xy>, String> {
    let Value::Array(numbers) = value else {
        return if value.is_null() { Ok(None) } else { Err("a position is no list".to_owned()) };
    };
    match numbers.as_slice() {
        [] => Ok(None),
        [x, y, ..] => match (x.as_f64(), y.as_f64()) {
            (Some(x), Some(y)) => Ok(Some([x, y])),
            _ => Err("a coordinate is no number".to_owned()),
        },
        [_] => Err("a position has one number, expected two".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<Item> {
        let mut found = Vec::new();
        read(text.as_bytes(), "test", &mut |item| {
            found.push(item);
            ControlFlow::Continue(())
        })
        .unwrap();
        found
    }

    fn shape_of(geometry: &str) -> (Shape, Vec<RepairKind>) {
        let text = format!(r#"{{"type":"Feature","properties":null,"geometry":{geometry}}}"#);
        let feature = items(&text).remove(0).unwrap();
        (feature.shape, feature.mended)
    }

    #[test]
    fn a_feature_inside_a_geometry_is_looked_into() {
        let (shape, mended) = shape_of(
            r#"{"type":"Feature","geometry":{"type":"Feature","geometry":{"type":"Point","coordinates":[17,44,200]}}}"#,
        );
        assert_eq!(shape, Shape::Points(vec![[17.0, 44.0]]));
        assert_eq!(mended, [RepairKind::NestedGeometry]);
        let (shape, mended) = shape_of(r#"{"type":"Feature","geometry":null}"#);
        assert_eq!(shape, Shape::Nothing(Absent::Null));
        assert_eq!(mended, [RepairKind::NestedGeometry]);
    }

    #[test]
    fn what_has_no_shape_says_why() {
        let of = |geometry| shape_of(geometry).0;
        assert_eq!(of("null"), Shape::Nothing(Absent::Null));
        assert_eq!(
            of(r#"{"type":"MultiPolygon","coordinates":[]}"#),
            Shape::Nothing(Absent::Empty)
        );
        assert_eq!(
            of(r#"{"type":"Point","coordinates":["17","44"]}"#),
            Shape::Nothing(Absent::NotRead("a coordinate is no number".to_owned()))
        );
        assert!(matches!(of(r#"{"type":"Circle"}"#), Shape::Nothing(Absent::NotRead(_))));
    }

    #[test]
    fn one_broken_feature_does_not_stop_the_rest() {
        let text = r#"{"type":"FeatureCollection","name":"areas","features":[
            {"type":"Feature","id":7,"properties":{"a":1},"geometry":null}, 17,
            {"type":"Feature","properties":[],"geometry":null},
            {"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}]}"#;
        let found = items(text);
        assert_eq!(found.len(), 4);
        let first = found[0].as_ref().unwrap();
        assert_eq!((first.layer.as_str(), first.attributes["id"].as_i64()), ("areas", Some(7)));
        assert_eq!(found[1].as_ref().unwrap_err().feature, 2);
        assert_eq!(found[2].as_ref().unwrap_err().why, "`properties` is no object");
        assert_eq!(found[3].as_ref().unwrap().number, 4);
    }

    #[test]
    fn lines_of_features_are_read_and_a_cut_file_says_where() {
        let line = r#"{"type":"Feature","properties":{},"geometry":null}"#;
        assert_eq!(items(&format!("{line}\n{line}\n")).len(), 2);
        let mut count = 0;
        let error = read(format!("{line}\n{{\"type\":").as_bytes(), "test", &mut |_| {
            count += 1;
            ControlFlow::Continue(())
        });
        assert!(error.unwrap_err().contains("line 2"));
        assert_eq!(count, 1);
    }
}
