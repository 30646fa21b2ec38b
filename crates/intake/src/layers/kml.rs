//! KML (OGC 12-007r2): placemarks with their folder, data and shape. Nothing is fetched: a network link
//! is refused by its number, as what it leads to is not in the file.

use std::ops::ControlFlow;

use cairn_model::RepairKind;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Map, Value};

use super::feature::{Absent, Feature, Item, Refused, Shape, Xy};

/// Elements within elements that are followed.
const DEEPEST: usize = 256;

/// What is known so far of the placemark being read.
#[derive(Default)]
struct Placemark {
    attributes: Map<String, Value>,
    shapes: Vec<Shape>,
    /// The rings of the polygon being read.
    rings: Vec<Vec<Xy>>,
    in_polygon: bool,
    /// The name of the datum being read.
    datum: Option<String>,
    mended: Vec<RepairKind>,
}

/// Visits the placemarks until told to stop.
///
/// # Errors
/// When the file is not well-formed, with where.
pub(super) fn read(
    text: &str,
    layer: &str,
    visit: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> Result<(), String> {
    let mut reader = Reader::from_str(text);
    let mut path: Vec<String> = Vec::new();
    let mut words = String::new();
    let mut mark: Option<Placemark> = None;
    let mut number = 0;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| format!("{error}, at byte {}", reader.error_position()))?;
        match event {
            Event::Eof => break,
            Event::Start(start) => {
                if path.len() >= DEEPEST {
                    return Err(format!("elements nested more than {DEEPEST} deep"));
                }
                let name = start.local_name().as_ref().to_owned();
                words.clear();
                match (name.as_str(), &mut mark) {
                    ("Placemark", _) => mark = Some(Placemark::default()),
                    ("Polygon", Some(mark)) => {
                        mark.in_polygon = true;
                        mark.rings.clear();
                    }
                    ("Data" | "SimpleData", Some(mark)) => {
                        let given = start.try_get_attribute("name").ok().flatten();
                        mark.datum = given.map(|given| given.value.into_owned());
                    }
                    _ => {}
                }
                path.push(name);
            }
            Event::Text(text) => words.push_str(&text.xml10_content()),
            Event::CData(text) => words.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => words.push(entity(&reference.xml10_content())),
            Event::End(_) => {
                let Some(name) = path.pop() else {
                    return Err("an end without a start".to_owned());
                };
                match name.as_str() {
                    "Placemark" => {
                        number += 1;
                        let feature = mark.take().unwrap_or_default().finish(number, layer);
                        if visit(Ok(feature)).is_break() {
                            return Ok(());
                        }
                    }
                    "NetworkLink" => {
                        number += 1;
                        let why = "is a network link, which is never followed; save what it leads to \
                                   as a file";
                        let refused = Refused { feature: number, why: why.to_owned() };
                        if visit(Err(refused)).is_break() {
                            return Ok(());
                        }
                    }
                    name => {
                        if let Some(mark) = &mut mark {
                            mark.close(name, &path, words.trim());
                        }
                    }
                }
                words.clear();
            }
            _ => {}
        }
    }
    if path.is_empty() { Ok(()) } else { Err("the file ends within an element".to_owned()) }
}

/// The character of a reference; documents define no others, and none are fetched.
pub(super) fn entity(name: &str) -> char {
    let code = name.strip_prefix('#').and_then(|code| match code.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => code.parse().ok(),
    });
    match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => code.and_then(char::from_u32).unwrap_or('\u{fffd}'),
    }
}

impl Placemark {
    /// Takes in an element that has ended.
    fn close(&mut self, name: &str, path: &[String], words: &str) {
        let within = |parent: &str| path.last().is_some_and(|last| last == parent);
        match name {
            "coordinates" => self.coordinates(words, path),
            "Polygon" => {
                self.in_polygon = false;
                let rings = std::mem::take(&mut self.rings);
                self.shapes.push(Shape::Areas(vec![rings]));
            }
            "name" | "description" if within("Placemark") => self.put(name, words),
            "when" | "begin" | "end" if within("TimeStamp") || within("TimeSpan") => {
                let name = if name == "end" { "end" } else { "date" };
                self.put(name, words);
            }
            "value" => {
                if let Some(datum) = self.datum.clone() {
                    self.put(&datum, words);
                }
            }
            "SimpleData" => {
                if let Some(datum) = self.datum.take() {
                    self.put(&datum, words);
                }
            }
            _ => {}
        }
    }

    fn put(&mut self, name: &str, words: &str) {
        self.attributes.insert(name.to_owned(), Value::String(words.to_owned()));
    }

    fn coordinates(&mut self, words: &str, path: &[String]) {
        let positions: Option<Vec<Xy>> = words
            .split_whitespace()
            .map(|tuple| {
                let mut numbers = tuple.split(',').map(|number| number.trim().parse().ok());
                Some([numbers.next()??, numbers.next()??])
            })
            .collect();
        let shape = match (positions, path.last().map(String::as_str)) {
            (None, _) => Shape::Nothing(Absent::NotRead("coordinates are no numbers".to_owned())),
            (Some(positions), _) if self.in_polygon => {
                self.rings.push(positions);
                return;
            }
            (Some(positions), Some("Point")) => Shape::Points(positions),
            (Some(positions), _) => Shape::Lines(vec![positions]),
        };
        self.shapes.push(shape);
    }

    fn finish(mut self, number: u64, layer: &str) -> Feature {
        let shape = if self.shapes.is_empty() {
            Shape::Nothing(Absent::Null)
        } else {
            super::mixed::join(self.shapes, &mut self.mended)
        };
        let (attributes, mended) = (self.attributes, self.mended);
        Feature { number, layer: layer.to_owned(), attributes, shape: shape.or_empty(), mended }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Result<Vec<Item>, String> {
        let mut found = Vec::new();
        read(text, "test", &mut |item| {
            found.push(item);
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }

    #[test]
    fn placemarks_come_with_data_and_shape_and_links_are_not_followed() {
        let text = r#"<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
          <Folder><name>Areas</name><Placemark><name>A &amp; B</name>
          <ExtendedData><Data name="status"><value>open</value></Data>
          <SchemaData><SimpleData name="sheet">X-01</SimpleData></SchemaData></ExtendedData>
          <TimeStamp><when>1993-05</when></TimeStamp>
          <MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>
            17,44,0 17.1,44,0 17.1,44.1,0 17,44,0</coordinates></LinearRing></outerBoundaryIs></Polygon>
          <Point><coordinates>17,44</coordinates></Point></MultiGeometry></Placemark></Folder>
          <NetworkLink><Link><href>http://example.invalid/more.kml</href></Link></NetworkLink>
          <Placemark><Point><coordinates>a,b</coordinates></Point></Placemark>
          </Document></kml>"#;
        let found = items(text).unwrap();
        let first = found[0].as_ref().unwrap();
        assert_eq!(
            serde_json::to_string(&first.attributes).unwrap(),
            r#"{"name":"A & B","status":"open","sheet":"X-01","date":"1993-05"}"#
        );
        assert_eq!(first.shape.size(), 4);
        assert_eq!(first.mended, [RepairKind::MixedGeometry]);
        assert!(found[1].as_ref().unwrap_err().why.contains("never followed"));
        assert!(matches!(found[2].as_ref().unwrap().shape, Shape::Nothing(Absent::NotRead(_))));
    }

    #[test]
    fn a_broken_file_says_where() {
        assert!(items("<kml><Placemark>").unwrap_err().contains("within an element"));
        assert!(items("<kml></Placemark>").is_err());
        assert!(items(&"<a>".repeat(1000)).unwrap_err().contains("nested"));
    }
}
