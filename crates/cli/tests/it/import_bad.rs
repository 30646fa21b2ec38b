//! `cairn import`: files that are broken, hostile or odd. Each says what is wrong with which feature,
//! the rest is taken in.

use crate::common::TestEnvironment;

/// Runs an import of which something is refused: the list goes on, and the end says so.
fn refused(env: &TestEnvironment, args: &[&str]) -> String {
    let ran = env.run(args);
    assert_eq!(ran.code, Some(1), "{}{}", ran.out, ran.err);
    even(&ran.err)
}

/// What was printed with its white space evened out.
fn even(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn collection(features: &[&str]) -> String {
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

fn feature(geometry: &str) -> String {
    format!(r#"{{"type":"Feature","properties":{{"id":"a"}},"geometry":{geometry}}}"#)
}

#[test]
fn geometries_of_several_types_are_taken_and_said() {
    let env = TestEnvironment::new();
    let point = r#"{"type":"Point","coordinates":[46.1,40.2]}"#;
    let area =
        r#"{"type":"Polygon","coordinates":[[[46.1,40.1],[46.2,40.1],[46.2,40.2],[46.1,40.1]]]}"#;
    let both = format!(r#"{{"type":"GeometryCollection","geometries":[{point},{area}]}}"#);
    let curve = r#"{"type":"CircularString","coordinates":[[46.1,40.1]]}"#;
    let features = [point, area, &both, curve].map(feature);
    env.write("mixed.geojson", collection(&features.each_ref().map(String::as_str)));
    let page = even(&env.ok(&["import", "mixed.geojson", "--as", "hazards"]));
    assert!(page.contains("mixed: 4 features, 4 taken in"), "{page}");
    assert!(
        page.contains("1 — mixed geometry types: those of areas, else lines, taken (feature 3)")
    );
    assert!(page.contains("1 — coordinates not understood: taken in without a shape (feature 4)"));
    let types: Vec<String> = (env.jsonl(&["hazards"]).iter())
        .map(|one| one["said"]["geometry"]["type"].to_string())
        .collect();
    assert_eq!(types, [r#""MultiPoint""#, r#""MultiPolygon""#, r#""MultiPolygon""#, "null"]);
}

#[test]
fn systems_that_nobody_knows_are_named_with_what_to_do() {
    let env = TestEnvironment::new();
    let text = collection(&[&feature(r#"{"type":"Point","coordinates":[1,2]}"#)]).replacen(
        '{',
        r#"{"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::99999"}},"#,
        1,
    );
    env.write("areas.geojson", text);
    let error = even(&env.fails(&["import", "areas.geojson", "--as", "hazards"], 1));
    assert!(error.contains("EPSG::99999 is not known: no system of the EPSG register"), "{error}");
    assert!(error.contains("--crs EPSG:CODE"), "{error}");
    assert!(!env.path("cairn.gpkg").exists());
    // The person may know better than the file.
    env.ok(&["import", "areas.geojson", "--as", "hazards", "--crs", "EPSG:4326"]);
}

#[test]
fn coordinates_outside_the_world_leave_a_row_without_a_shape() {
    let env = TestEnvironment::new();
    env.write("a.csv", "id,latitude,longitude\na,40.1,46.2\nb,95,200\nc,41,-181\nd,nan,46\n");
    let page = even(&env.ok(&["import", "a.csv", "--as", "incidents"]));
    assert!(page.contains("a: 4 features, 4 taken in"), "{page}");
    assert!(
        page.contains("2 — coordinates outside the world: taken in without a shape (feature 2, 3)"),
        "{page}"
    );
    assert!(page.contains("1 — coordinates not understood: taken in without a shape (feature 4)"));
    assert_eq!(env.jsonl(&["incidents"]).len(), 4, "no row is lost");
}

#[test]
fn semicolons_with_decimal_commas_are_understood() {
    let env = TestEnvironment::new();
    env.write(
        "fields.csv",
        "\u{feff}id;latitude;longitude;area_m2\r\nx;40,25;46,5;\"12.500,5\"\r\ny;40,30;46,55;1 200\r\n",
    );
    let args = ["import", "fields.csv", "--as", "records"];
    env.ok(&args);
    let records = env.jsonl(&["records"]);
    let said = |at: usize| {
        let said = &records[at]["said"];
        (said["geometry"]["coordinates"].to_string(), said["area_m2"].as_f64())
    };
    assert_eq!(said(0), ("[[46.5,40.25]]".to_owned(), Some(12_500.5)));
    assert_eq!(said(1), ("[[46.55,40.3]]".to_owned(), Some(1_200.0)));
    // A row with a value too many is refused by its number, and the exit code says so.
    env.write("more.csv", "id;latitude;longitude\nx;40,25;46,5\ny;40,3;46,5;oops\n");
    let register = ["--register", "more.gpkg"];
    let args = [&["import", "more.csv", "--as", "records"][..], &register].concat();
    let error = refused(&env, &args);
    assert!(error.contains("1 feature was refused; the rest was taken in"), "{error}");
    assert_eq!(env.jsonl(&[&["records"][..], &register].concat()).len(), 1);
}

#[test]
fn network_links_are_never_followed() {
    let env = TestEnvironment::new();
    // Somebody who listens would be asked for it.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    env.write(
        "link.kml",
        format!(
            "<?xml version=\"1.0\"?><!DOCTYPE kml SYSTEM \"http://{address}/x.dtd\"><kml><Document>\
             <NetworkLink><Link><href>http://{address}/more.kml</href></Link></NetworkLink>\
             <Placemark><name>a</name><Point><coordinates>46.1,40.2</coordinates></Point>\
             </Placemark></Document></kml>"
        ),
    );
    let error = refused(&env, &["import", "link.kml", "--as", "hazards"]);
    assert!(error.contains("1 feature was refused; the rest was taken in"), "{error}");
    let hazards = env.jsonl(&["hazards"]);
    assert_eq!(hazards.len(), 1);
    assert_eq!(hazards[0]["said"]["geometry"]["coordinates"][0][0], 46.1);
    assert!(listener.accept().is_err(), "nothing was fetched");
    let page = env.ok(&["import", "link.kml", "--as", "hazards", "--dry-run"]);
    assert!(
        even(&page).contains("feature 1: is a network link, which is never followed"),
        "{page}"
    );
}

/// Bits as DEFLATE packs them.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    last: u8,
    count: u32,
}

impl Bits {
    fn put(&mut self, bits: &[u8]) {
        for bit in bits {
            self.last |= bit << self.count;
            self.count += 1;
            if self.count == 8 {
                self.bytes.push(self.last);
                (self.last, self.count) = (0, 0);
            }
        }
    }
}

/// A zip archive of a file of zeros that says it is so long.
fn bomb(name: &str, zeros: usize, said: u32) -> Vec<u8> {
    let mut bits = Bits::default();
    // The last block, of fixed codes; a zero; then again and again 258 times the byte before.
    bits.put(&[1, 1, 0]);
    bits.put(&[0, 0, 1, 1, 0, 0, 0, 0]);
    for _ in 0..zeros / 258 {
        bits.put(&[1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]);
    }
    bits.put(&[0; 15]);
    let packed = bits.bytes;
    let sizes = [u32::try_from(packed.len()).unwrap().to_le_bytes(), said.to_le_bytes()].concat();
    let length = u16::try_from(name.len()).unwrap().to_le_bytes();
    let common =
        [&[20, 0, 0, 0, 8, 0, 0, 0, 0x21, 0, 0, 0, 0, 0][..], &sizes, &length, &[0, 0]].concat();
    let local = [&b"PK\x03\x04"[..], &common, name.as_bytes(), &packed].concat();
    let central = [&b"PK\x01\x02\x14\x00"[..], &common, &[0; 14], name.as_bytes()].concat();
    let mut end = b"PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00".to_vec();
    end.extend(u32::try_from(central.len()).unwrap().to_le_bytes());
    end.extend(u32::try_from(local.len()).unwrap().to_le_bytes());
    end.extend([0, 0]);
    [local, central, end].concat()
}

#[test]
fn a_zip_bomb_is_not_unpacked() {
    let env = TestEnvironment::new();
    let bytes = bomb("areas.csv", 257 << 20, 300 << 20);
    assert!(bytes.len() < 2 << 20, "{} bytes", bytes.len());
    std::fs::write(env.path("areas.zip"), bytes).unwrap();
    std::fs::write(env.path("lies.zip"), bomb("areas.csv", 258 << 10, 1)).unwrap();
    let error = even(&env.fails(&["import", "areas.zip", "--as", "hazards"], 1));
    assert!(error.contains("the archive, unpacked, is larger than 256 MiB"), "{error}");
    assert!(error.contains("split the file"), "{error}");
    let error = even(&env.fails(&["import", "lies.zip", "--as", "hazards"], 1));
    assert!(error.contains("lies.zip: cannot be read as an archive: File is larger"), "{error}");
    assert!(!env.path("cairn.gpkg").exists());
}

#[test]
fn ten_million_features_are_refused_before_memory_is_gone() {
    let env = TestEnvironment::new();
    // As large as ten million features are; nothing of it is read.
    let file = std::fs::File::create(env.path("many.geojsonl")).unwrap();
    file.set_len(1 << 31).unwrap();
    let error = even(&env.fails(&["import", "many.geojsonl", "--as", "finds"], 1));
    assert!(error.contains("the file is larger than 256 MiB"), "{error}");
    assert!(error.contains("split the file, for example by district"), "{error}");
}

#[test]
fn cut_and_damaged_files_say_where() {
    let env = TestEnvironment::new();
    let says = |name: &str, bytes: &[u8], words: &str| {
        std::fs::write(env.path(name), bytes).unwrap();
        let error = even(&env.fails(&["import", name, "--as", "hazards"], 1));
        assert!(error.contains(words), "{name}: {error}");
    };
    says(
        "a.fgb",
        b"fgb\x03fgb\x00\xff\xff\xff\xff",
        "cannot be read as FlatGeobuf: its head is cut off",
    );
    says("b.fgb", b"fgb\x02fgb\x00", "FlatGeobuf of another version than 3");
    says("c.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and no more", "cannot be read as XLS");
    says("d.gpkg", b"SQLite format 3\0 and no more", "cannot be read as a GeoPackage");
    says("e.kml", b"<kml><Placemark>", "cannot be read as KML: the file ends within an element");
    says("f.zip", b"PK\x03\x04 and no more", "cannot be read as an archive");
    says("g.shp", b"\x00\x00\x27\x0a", "cannot be read as a shapefile");
}
