//! Nothing on a map is lost: what is not drawn for itself is counted in a point.

use std::collections::BTreeSet;

use cairn_model::geometry::{Polygon, Ring};
use cairn_model::{
    Claim, ClaimBody, ClaimId, Document, DocumentId, DocumentMeta, Drawn, Geometry, Hazard, LonLat,
};
use cairn_store::{Collection, MemoryStore, NewClaim, NewDocument, Store};

use super::*;

/// A feature as a client reads it: what it is, its id and count.
#[derive(Debug)]
struct Read {
    kind: u64,
    id: Option<String>,
    count: u64,
}

/// Fields of protocol buffers: numbers, and what has a length.
fn fields(mut bytes: &[u8]) -> Vec<(u64, u64, &[u8])> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let key = varint(&mut bytes);
        match key & 7 {
            0 => found.push((key >> 3, varint(&mut bytes), &b""[..])),
            1 => bytes = &bytes[8..],
            2 => {
                let length = usize::try_from(varint(&mut bytes)).unwrap();
                found.push((key >> 3, 0, &bytes[..length]));
                bytes = &bytes[length..];
            }
            other => panic!("wire type {other}"),
        }
    }
    found
}

fn varint(bytes: &mut &[u8]) -> u64 {
    let mut number = 0;
    for shift in (0..).step_by(7) {
        let byte = bytes[0];
        *bytes = &bytes[1..];
        number |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
    }
    number
}

fn read(tile: &[u8]) -> Vec<Read> {
    let Some((3, _, layer)) = fields(tile).pop() else { return Vec::new() };
    let layer = fields(layer);
    let all = |wanted: u64| layer.iter().filter(move |field| field.0 == wanted);
    let keys: Vec<&[u8]> = all(3).map(|field| field.2).collect();
    let values: Vec<_> = all(4).map(|field| fields(field.2)[0]).collect();
    let feature = |feature: &[u8]| {
        let mut read = Read { kind: 0, id: None, count: 1 };
        for (field, number, held) in fields(feature) {
            let mut held = held;
            match field {
                3 => read.kind = number,
                2 => {
                    while !held.is_empty() {
                        let at = |number: u64| usize::try_from(number).unwrap();
                        let key = keys[at(varint(&mut held))];
                        let value = values[at(varint(&mut held))];
                        match key {
                            b"id" => read.id = Some(String::from_utf8(value.2.to_vec()).unwrap()),
                            b"count" => read.count = value.1,
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        read
    };
    all(2).map(|field| feature(field.2)).collect()
}

fn at(x: f64, y: f64) -> LonLat {
    LonLat::new(x, y).unwrap()
}

fn box_of(lon: f64, lat: f64, width: f64, height: f64) -> Geometry {
    let (east, north) = (lon + width, lat + height);
    let ring = vec![at(lon, lat), at(east, lat), at(east, north), at(lon, north), at(lon, lat)];
    Geometry::MultiPolygon(vec![Polygon::new(Ring::new(ring).unwrap(), Vec::new())])
}

/// Land of all sizes: fields, strips a few metres wide, lines, points.
fn land(count: u32) -> Vec<Geometry> {
    (0..count)
        .map(|number| {
            let along = f64::from(number);
            let (lon, lat) = (44.0 + (along * 0.618).fract() * 3.0, 40.0 + (along * 0.377).fract());
            let size = 0.000_01 * 1.9f64.powi((number % 12).cast_signed());
            match number % 5 {
                0 | 1 => box_of(lon, lat, size, size),
                2 => box_of(lon, lat, size * 4.0, 0.000_03),
                3 => {
                    let line = vec![at(lon, lat), at(lon + size, lat), at(lon + size, lat + size)];
                    Geometry::MultiLineString(vec![line])
                }
                _ => Geometry::MultiPoint(vec![at(lon, lat)]),
            }
        })
        .collect()
}

fn store(land: Vec<Geometry>) -> MemoryStore {
    let mut store = MemoryStore::new();
    let document = Document {
        id: DocumentId::of_bytes(b"layer"),
        label: "layer".to_owned(),
        origin: "layer.gpkg".to_owned(),
        media_type: "text/plain".to_owned(),
        meta: DocumentMeta::default(),
        text: String::new(),
    };
    let claim = |(number, geometry)| {
        let hazard = Hazard {
            id: format!("h{number}"),
            drawn: Drawn { geometry: Some(geometry), ..Drawn::default() },
            ..Hazard::default()
        };
        let id = ClaimId::new(&document.id, &hazard.id);
        let body = ClaimBody::Hazard(hazard);
        NewClaim { claim: Claim { id, document: document.id.clone(), body }, keys: Vec::new() }
    };
    let claims: Vec<NewClaim> = (0..).zip(land).map(claim).collect::<Vec<_>>();
    let new = NewDocument {
        document: &document,
        original: b"layer",
        language: None,
        revision: None,
        notes: &[],
        claims: &claims,
        article_keys: &[],
    };
    store.begin().unwrap();
    store.add_document(new, "2026-01-01T00:00:00Z").unwrap();
    store.commit().unwrap();
    store
}

/// The tiles of a level that the land lies on.
fn squares(level: u8) -> Vec<Square> {
    let side = f64::from(1u32 << level);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a tile's number")]
    let number = |world: f64| (world * side) as u32;
    let ((left, upper), (right, lower)) =
        (super::super::grid::on_world(43.9, 41.2), super::super::grid::on_world(48.0, 39.9));
    let mut squares = Vec::new();
    for x in number(left)..=number(right) {
        for y in number(upper)..=number(lower) {
            squares
                .push(Square::parse(&level.to_string(), &x.to_string(), &y.to_string()).unwrap());
        }
    }
    squares
}

fn drawn_on(store: &MemoryStore, level: u8) -> Vec<Read> {
    let laid = Laid::new(1, store.table(Collection::Hazards).unwrap());
    let rows: Vec<u32> = (0..u32::try_from(laid.table.len()).unwrap()).collect();
    let tile = |square| read(&tile(store, &laid, &rows, square).unwrap());
    squares(level).into_iter().flat_map(tile).collect()
}

/// How many things are drawn for themselves, and how many are counted with others.
fn told(features: &[Read]) -> (u64, u64) {
    let apart: BTreeSet<&str> = features.iter().filter_map(|one| one.id.as_deref()).collect();
    let together = features.iter().filter(|one| one.id.is_none()).map(|one| one.count).sum();
    (apart.len() as u64, together)
}

fn shapes(features: &[Read]) -> usize {
    features.iter().filter(|one| one.kind == Kind::Polygon as u64).count()
}

#[test]
fn all_land_is_on_the_map_at_every_level() {
    const LAND: u32 = 700;
    let store = store(land(LAND));
    let mut levels_with_shapes = 0;
    for level in [0, 4, 7, 9, 10] {
        let features = drawn_on(&store, level);
        let (apart, together) = told(&features);
        assert_eq!(apart + together, u64::from(LAND), "level {level}");
        levels_with_shapes += usize::from(shapes(&features) > 0);
    }
    assert!(levels_with_shapes > 2);
}

#[test]
fn a_strip_too_thin_to_be_seen_is_a_point() {
    // Four kilometres long and three metres wide: a road.
    let store = store(vec![box_of(44.5, 40.5, 0.05, 0.000_03)]);
    let features = drawn_on(&store, 8);
    assert_eq!(features.len(), 1, "{features:?}");
    assert_eq!(features[0].kind, Kind::Point as u64);
    assert!(features[0].id.is_some());
    let near = drawn_on(&store, 14);
    assert!(shapes(&near) > 0, "{near:?}");
}

#[test]
fn a_crowded_tile_shows_the_largest_and_counts_the_rest() {
    let fields = (0..2_500u32).map(|number| {
        let along = f64::from(number);
        let (lon, lat) = (45.5 + (along * 0.618).fract(), 39.5 + (along * 0.377).fract());
        box_of(lon, lat, 0.01 + along * 1e-6, 0.01)
    });
    let store = store(fields.collect());
    let features = drawn_on(&store, 7);
    let (apart, together) = told(&features);
    assert_eq!(apart + together, 2_500);
    assert_eq!((shapes(&features), together > 0), (SHAPES, true), "all on one tile");
}
