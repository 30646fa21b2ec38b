//! Any name: the key of its key is the key itself, and looking it up finds places or none.
#![no_main]

use std::sync::LazyLock;

use cairn_gazetteer::{Gazetteer, Query, spelling_key};
use libfuzzer_sys::fuzz_target;

static WORLD: LazyLock<Gazetteer> =
    LazyLock::new(|| Gazetteer::world().expect("the program's own places"));

fuzz_target!(|data: &str| {
    let (settlement, district) = data.split_once('\n').unwrap_or((data, ""));
    let key = spelling_key(settlement);
    assert_eq!(spelling_key(&key), key);
    let answer = WORLD.resolve(&Query {
        settlement: Some(settlement),
        district: Some(district).filter(|district| !district.is_empty()),
        country: None,
        prior_country: Some("AZ"),
    });
    if let Some(position) = answer.position {
        assert!(position.lat.abs() <= 90.0 && position.lon.abs() <= 180.0);
    }
});
