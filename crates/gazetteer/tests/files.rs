//! Index files: made from dumps, added to, damaged.
#![allow(clippy::unwrap_used)] // helpers of tests, which the setting for tests does not reach

use std::io::Write;
use std::path::{Path, PathBuf};

use cairn_gazetteer::{Builder, CountryCode, EntryId, Gazetteer, PlaceKind, Query, Row, import};
use proptest::prelude::*;

fn row(number: u32, name: &str, lat: f64) -> Row {
    Row {
        id: EntryId::geonames(number),
        kind: PlaceKind::Settlement,
        country: CountryCode::parse("MZ").unwrap(),
        name: name.to_owned(),
        other_names: vec![format!("Nova {name}")],
        lat,
        lon: 34.5,
        population: number,
        parent: None,
        precision: None,
    }
}

fn index_bytes() -> Vec<u8> {
    let mut builder = Builder::new();
    for (number, name) in ["Quelavila", "Zumbira", "Namacata"].iter().enumerate() {
        builder.add(row(9_000_000 + number as u32, name, -15.0 - number as f64));
    }
    builder.to_bytes().unwrap()
}

fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

#[test]
fn what_is_built_is_found_beside_the_world() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("places.cairn");
    let mut builder = Builder::new();
    builder.add(row(9_000_001, "Quelavila", -15.0));
    builder.write(&path).unwrap();
    // A second dump keeps the first.
    let mut builder = Builder::from_file(&path).unwrap();
    builder.add(row(9_000_002, "Zumbira", -16.0));
    builder.write(&path).unwrap();

    let gazetteer = Gazetteer::world().unwrap().with_file(&path).unwrap();
    for (name, id) in [("Nova Quelavila", "geonames:9000001"), ("ZUMBIRA", "geonames:9000002")] {
        let found = gazetteer.candidates(name, 3);
        assert_eq!(found[0].entry.gazetteer_id, id);
    }
    assert!(gazetteer.country_code("Mozambique").is_some());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no half-written file stays");
}

#[test]
fn no_population_is_too_large() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("places.cairn");
    let mut builder = Builder::new();
    builder.add(Row { population: u32::MAX, ..row(9_000_001, "Quelavila", -15.0) });
    builder.write(&path).unwrap();
    let gazetteer = Gazetteer::world().unwrap().with_file(&path).unwrap();
    let found = gazetteer.candidates("Quelavila", 3);
    assert!((0.9..=1.0).contains(&found[0].score), "{found:?}");
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let rows: Vec<Row> = (1..20).map(|n| row(n, &format!("Aldeia {n}"), f64::from(n))).collect();
    let build = |rows: &mut dyn Iterator<Item = &Row>| {
        let mut builder = Builder::new();
        rows.for_each(|row| builder.add(row.clone()));
        builder.to_bytes().unwrap()
    };
    assert_eq!(build(&mut rows.iter()), build(&mut rows.iter().rev()));
}

#[test]
fn bad_lines_are_named_and_the_rest_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(
        folder.path(),
        "mz.tsv",
        "id\tplacetype\tname\tlat\tlon\tparent\tgeonames\tpopulation\tother\n\
         1\tcountry\tMozambique\t-18\t35\t\t\t\t\n\
         2\tlocality\tQuelavila\t-15\t34\t1\t\t120\tNova Quelavila\n\
         3\tlocality\tFar\t-95\t34\t1\t\t\t\n\
         x\tlocality\tBadid\t-15\t34\t1\t\t\t\n\
         4\tlocality\n\
         5\tcampus\tUniversity\t-15\t34\t1\t\t\t\n",
    );
    let mut builder = Builder::new();
    let result = import::add_file(&mut builder, &path).unwrap();
    assert_eq!((result.places, result.passed_over, result.problem_count), (2, 1, 3));
    let said: Vec<String> = result
        .problems
        .iter()
        .map(|p| p.to_string().replace(&folder.path().display().to_string(), "DIR"))
        .collect();
    insta::assert_snapshot!(said.join("\n"), @r#"
    DIR/mz.tsv, line 4: expected a latitude between -90 and 90, not "-95"; line left out
    DIR/mz.tsv, line 5: expected a number first, not "x"; line left out
    DIR/mz.tsv, line 6: expected 9 columns with tabs between them, not 2; line left out
    "#);
}

#[test]
fn geonames_dumps_give_places_in_their_units() {
    let folder = tempfile::tempdir().unwrap();
    let line = |id: u32, name: &str, class: &str, feature: &str, admin1: &str, admin2: &str| {
        format!(
            "{id}\t{name}\t{name}\tNovo {name},qwx\t-15.5\t34.5\t{class}\t{feature}\tMZ\t\t{admin1}\t{admin2}\t\t\t1500\t\t9\tAfrica/Maputo\t2024-01-01\n"
        )
    };
    let text = [
        line(11, "Quelavila", "P", "PPL", "77", "0101"),
        line(12, "Provincia Zuma", "A", "ADM1", "77", ""),
        line(13, "Distrito Beta", "A", "ADM2", "77", "0101"),
        line(14, "Rio Nada", "H", "STM", "77", "0101"),
    ]
    .concat();
    let path = folder.path().join("MZ.txt.gz");
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(text.as_bytes()).unwrap();
    std::fs::write(&path, gz.finish().unwrap()).unwrap();

    let mut builder = Builder::new();
    let result = import::add_file(&mut builder, &path).unwrap();
    assert_eq!((result.places, result.passed_over, result.problem_count), (3, 1, 0));
    let index = folder.path().join("places.cairn");
    builder.write(&index).unwrap();
    let gazetteer = Gazetteer::world().unwrap().with_file(&index).unwrap();
    let village = gazetteer.get("geonames:11").unwrap();
    assert_eq!(village.parent.as_deref(), Some("geonames:13"));
    assert_eq!(gazetteer.get("geonames:13").unwrap().parent.as_deref(), Some("geonames:12"));
    let answer = gazetteer.resolve(&Query {
        settlement: Some("Quelavila"),
        district: Some("Distrito Beta"),
        country: Some("Mozambique"),
        prior_country: None,
    });
    assert_eq!(answer.position.unwrap().gazetteer_id.as_deref(), Some("geonames:11"));
}

#[test]
fn first_level_names_are_put_amid_their_towns() {
    let folder = tempfile::tempdir().unwrap();
    let codes =
        file(folder.path(), "admin1CodesASCII.txt", "MZ.77\tZumbália\tZumbalia\t99\nnonsense\n");
    let mut builder = Builder::new();
    let unit = EntryId::first_level(CountryCode::parse("MZ").unwrap(), "77");
    for (number, lat) in [(21, -15.0), (22, -17.0)] {
        builder.add(Row { parent: unit, ..row(number, "Vila", lat) });
    }
    let result = import::add_file(&mut builder, &codes).unwrap();
    assert_eq!((result.places, result.problem_count), (1, 1));
    let index = folder.path().join("places.cairn");
    builder.write(&index).unwrap();
    let found = Gazetteer::world().unwrap().with_file(&index).unwrap().candidates("Zumbalia", 1);
    assert_eq!(found[0].entry.gazetteer_id, "geonames:MZ.77");
    assert!((found[0].entry.lat + 16.0).abs() < 0.1);
}

#[test]
fn files_that_are_no_dump_or_no_index_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let message = |result: Result<_, cairn_gazetteer::GazetteerError>| {
        let text = result.err().unwrap().to_string();
        text.replace(&folder.path().display().to_string(), "DIR")
    };
    let text = file(folder.path(), "notes.txt", "hello\n");
    let add = |path: &Path| import::add_file(&mut Builder::new(), path).map(|_| ());
    let open = |path: &Path| Gazetteer::world().unwrap().with_file(path).map(|_| ());
    insta::assert_snapshot!(message(add(&text)), @"DIR/notes.txt: not a gazetteer dump: expected columns with tabs between them, as in a GeoNames dump (19), admin1CodesASCII (4), countryInfo (19) or a Who's On First table (9), plain or gzip");
    insta::assert_snapshot!(message(open(&text)), @"DIR/notes.txt: not a whole Cairn place index: it does not begin with the mark of such a file; make it again from the dumps with `cairn gazetteer add`");
    insta::assert_snapshot!(message(add(&folder.path().join("missing"))), @"DIR/missing: could not open the file: No such file or directory (os error 2)");
    let mut newer = index_bytes();
    newer[16] = 9;
    let path = folder.path().join("newer.cairn");
    std::fs::write(&path, newer).unwrap();
    insta::assert_snapshot!(message(open(&path)), @"DIR/newer.cairn: this place index has format version 9, this program reads up to 1; use the newer program, or make the index again from the dumps");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_cut_or_changed_index_is_refused(
        cut in 0.0..1.0f64,
        at in 0.0..1.0f64,
        flip in 1..=255u8,
        is_cut in any::<bool>(),
    ) {
        let mut bytes = index_bytes();
        let place = |share: f64| ((bytes.len() as f64) * share) as usize;
        let (cut, at) = (place(cut), place(at));
        if is_cut {
            bytes.truncate(cut);
        } else {
            bytes[at] ^= flip;
        }
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), &bytes).unwrap();
        prop_assert!(Builder::from_file(file.path()).is_err());
    }

    #[test]
    fn random_bytes_are_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400), marked in any::<bool>()) {
        let mut all = if marked { b"CAIRNPL\n".to_vec() } else { Vec::new() };
        all.extend(bytes);
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), &all).unwrap();
        prop_assert!(Builder::from_file(file.path()).is_err());
        // As a dump they are refused or give problems; they never stop the program.
        let _ = import::add_file(&mut Builder::new(), file.path());
    }
}

/// The country dump of the workspace's shared data, if this machine has it.
fn shared_dump() -> Option<PathBuf> {
    let folder = std::env::var_os("CAIRN_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let path = folder.join("data/gazetteer/az.tsv.gz");
    path.is_file().then_some(path)
}

#[test]
fn the_shared_dump_has_susuzlug_zabukh_and_sus() {
    let Some(dump) = shared_dump() else {
        println!(
            "skipped: the_shared_dump_has_susuzlug_zabukh_and_sus (no data/gazetteer/az.tsv.gz)"
        );
        return;
    };
    let mut builder = Builder::new();
    let result = import::add_file(&mut builder, &dump).unwrap();
    assert_eq!(result.problem_count, 0, "{:?}", result.problems.first());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("places.cairn");
    builder.write(&path).unwrap();
    let gazetteer = Gazetteer::world().unwrap().with_file(&path).unwrap();
    for (name, district, id) in [
        ("Susuzlug", "Kelbajar", "cairn:susuzlug"),
        ("Zabukh", "Lachin", "cairn:zabukh"),
        ("Sus", "Lachinsky", "cairn:sus"),
        // Not in the hand-written file, so from the dump, in the unit that it calls Lankaran.
        ("Ardashavi", "Lachin", "wof:1360135673"),
    ] {
        let answer = gazetteer.resolve(&Query {
            settlement: Some(name),
            district: Some(district),
            country: Some("Azerbaijan"),
            prior_country: None,
        });
        let position = answer.position.unwrap();
        assert_eq!(position.gazetteer_id.as_deref(), Some(id), "{name}");
        assert_eq!(position.precision, 2_000, "{name}");
    }
}
