//! The whole question, on small ground whose answer is known.

use cairn_ground::result::{StudySource, Why};
use cairn_ground::simulate::World;
use cairn_ground::{GroundError, Item, ItemKind, MappedArea, ModelOptions, Options, reliability};
use geo::{Coord, LineString, MultiPolygon, Polygon};
use jiff::civil::date;

/// A rectangle in metres east and north of 20° E on the equator.
fn rectangle(x: (f64, f64), y: (f64, f64)) -> MultiPolygon<f64> {
    let corner = |x: f64, y: f64| degrees(x, y);
    let ring = vec![corner(x.0, y.0), corner(x.1, y.0), corner(x.1, y.1), corner(x.0, y.1)];
    MultiPolygon::new(vec![Polygon::new(LineString::new(ring), Vec::new())])
}

fn degrees(x: f64, y: f64) -> Coord<f64> {
    Coord { x: 20.0 + x / 111_319.490_793, y: y / 110_574.275_822 }
}

fn area(id: &str, x: (f64, f64), y: (f64, f64)) -> MappedArea {
    let shape = rectangle(x, y);
    let dated = Some(date(1993, 6, 1));
    MappedArea { id: id.into(), shape, sheet: Some("A".into()), region: None, dated, cleared: true }
}

fn item(x: f64, y: f64, error: f64) -> Item {
    Item {
        id: format!("{x} {y}"),
        position: degrees(x, y),
        position_error_m: Some(error),
        date: None,
        laid: None,
        kind: ItemKind::Find,
        sheet: None,
        region: None,
    }
}

fn quick() -> Options {
    Options {
        study_area: Some(rectangle((-10_000.0, 10_000.0), (-10_000.0, 10_000.0))),
        null_repetitions: 20,
        bootstrap_repetitions: 100,
        model: ModelOptions { draws: 100, greatest_shift: 100.0, ..ModelOptions::default() },
        ..Options::default()
    }
}

#[test]
fn every_item_is_counted_or_excluded_with_a_reason() {
    let areas = [area("1", (0.0, 1_000.0), (0.0, 1_000.0)), area("2", (3e3, 4e3), (0.0, 1e3))];
    let mut items = vec![
        item(500.0, 500.0, 10.0),
        item(520.0, 500.0, 10.0),
        item(990.0, 500.0, 20.0),
        item(1_090.0, 500.0, 5.0),
        item(6_000.0, 500.0, 5.0),
        item(90_000.0, 0.0, 5.0),
        item(500.0, 500.0, 5.0),
    ];
    items[5].position.x = f64::NAN;
    items[6].laid = Some(date(1994, 1, 1));
    let mut far = item(30_000.0, 0.0, 5.0);
    far.position_error_m = None;
    items.push(far);
    let answer = reliability(&areas, &items, &quick()).unwrap();
    assert_eq!((answer.items, answer.events), (5, 4));
    let excluded: Vec<(Why, usize)> = answer.excluded.iter().map(|e| (e.why, e.count)).collect();
    let expected = [(Why::NoPosition, 1), (Why::OutsideStudyArea, 1), (Why::LaidAfterRecord, 1)];
    assert_eq!(excluded, expected);
    let row = |metres: f64| *answer.tolerance.iter().find(|row| row.metres == metres).unwrap();
    assert_eq!((row(0.0).hits, row(0.0).undetermined), (3, 1));
    assert_eq!((row(100.0).hits, row(100.0).undetermined), (4, 0));
    assert!((row(0.0).area_share - 0.005).abs() < 1e-6, "{}", row(0.0).area_share);
    assert!((row(0.0).pai.unwrap() - 0.6 / 0.005).abs() < 0.1);
    let precision = answer.precision.unwrap();
    assert_eq!((precision.count, precision.of, precision.undetermined), (1, 2, 0));
    assert_eq!(answer.study_area.source, StudySource::Given);
    assert_eq!(answer.extent_coverage, None);
}

#[test]
fn what_lies_outside_the_claimed_extent_says_nothing_of_sensitivity() {
    let areas = [area("1", (0.0, 1_000.0), (0.0, 1_000.0))];
    let items = [item(500.0, 500.0, 5.0), item(800.0, 100.0, 5.0), item(-5_000.0, 0.0, 5.0)];
    let extent = Some(rectangle((-1_000.0, 2_000.0), (-1_000.0, 2_000.0)));
    let answer = reliability(&areas, &items, &Options { extent, ..quick() }).unwrap();
    let coverage = answer.extent_coverage.unwrap();
    assert_eq!((coverage.count, coverage.of), (2, 3));
    let model = answer.model.unwrap();
    assert_eq!((model.items, model.outside_extent), (2, 1));
}

#[test]
fn what_cannot_be_answered_says_why() {
    let areas = [area("1", (0.0, 1_000.0), (0.0, 1_000.0))];
    let nowhere = Item { position: Coord { x: 500.0, y: 0.0 }, ..item(0.0, 0.0, 1.0) };
    let error = reliability(&areas, &[nowhere], &quick()).unwrap_err().to_string();
    assert!(error.contains("no position on the earth: 1"), "{error}");
    let empty = MappedArea { shape: MultiPolygon::new(Vec::new()), ..areas[0].clone() };
    let error = reliability(&[empty], &[item(0.0, 0.0, 1.0)], &quick()).unwrap_err();
    assert_eq!(error, GroundError::NoAreas { given: 1 });
    let options = Options { tolerances: vec![100.0, 50.0], ..quick() };
    let error = reliability(&areas, &[item(0.0, 0.0, 1.0)], &options).unwrap_err();
    assert!(error.to_string().starts_with("tolerances: expected rising"), "{error}");
}

fn world() -> World {
    World {
        sensitivity: 0.6,
        spread: 0.0,
        error: 25.0,
        shift: 0.0,
        items: vec![30, 30, 30, 6],
        areas: 12,
        near_belts: 0.0,
    }
}

#[test]
fn the_truth_is_found_where_counting_points_in_areas_misses_it() {
    let invented = World { error: 100.0, ..world() }.invent(11);
    let answer = reliability(&invented.areas, &invented.items, &quick_hull()).unwrap();
    let model = answer.model.unwrap();
    let [low, high] = model.sensitivity.interval90;
    assert!(low < 0.6 && 0.6 < high, "{low} {high}");
    assert!(answer.tolerance[0].rate < 0.45, "{}", answer.tolerance[0].rate);
    assert_eq!(model.by_sheet.len(), 4);
}

fn quick_hull() -> Options {
    Options { study_area: None, event_distance: 0.0, ..quick() }
}

#[test]
fn the_answer_is_the_same_on_one_thread_and_on_many() {
    let invented = world().invent(12);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let answer =
            pool.install(|| reliability(&invented.areas, &invented.items, &quick_hull())).unwrap();
        serde_json::to_string(&answer).unwrap()
    };
    assert_eq!(on(1), on(3));
}

#[test]
fn explosions_and_finds_are_told_apart() {
    let mut invented = world().invent(13);
    for item in invented.items.iter_mut().step_by(2) {
        item.kind = ItemKind::Explosion;
    }
    let answer = reliability(&invented.areas, &invented.items, &quick_hull()).unwrap();
    assert_eq!(answer.by_kind.len(), 2);
    assert_eq!(answer.by_kind.iter().map(|kind| kind.items).sum::<usize>(), answer.items);
    let curve = |at: usize| answer.by_kind[at].model.as_ref().unwrap().by_exposure.len();
    assert_eq!((curve(0), curve(1)), (9, 0));
}
