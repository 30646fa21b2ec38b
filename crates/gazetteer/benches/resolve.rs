//! What it costs to settle a name: `cargo bench -p cairn-gazetteer`.

#![expect(clippy::expect_used, reason = "what is measured comes with the program")]

use std::hint::black_box;

use cairn_gazetteer::{Gazetteer, Query, spelling_key};
use criterion::{Criterion, criterion_group, criterion_main};

fn resolve(criterion: &mut Criterion) {
    let gazetteer = Gazetteer::world().expect("the world seed opens");
    let mut group = criterion.benchmark_group("gazetteer");
    group.bench_function("spelling key", |b| b.iter(|| spelling_key(black_box("Kyalbadzharsky"))));
    group.bench_function("known name", |b| b.iter(|| gazetteer.contains_name(black_box("Lachin"))));
    group.bench_function("unknown name", |b| {
        b.iter(|| gazetteer.contains_name(black_box("Ovrenica")));
    });
    let queries = [
        ("town", Some("Aghdam"), None, Some("Azerbaijan")),
        ("village of a district", Some("Susuzlug"), Some("Kalbajar"), Some("Azerbaijan")),
        ("name that many places have", Some("San Antonio"), None, None),
        ("misspelt town", Some("Kharkyvv"), None, Some("Ukraine")),
        ("unknown village of a district", Some("Ovrenica"), Some("Izium"), Some("Ukraine")),
        ("unknown name", Some("Ovrenica"), None, None),
    ];
    for (name, settlement, district, country) in queries {
        let query = Query { settlement, district, country, prior_country: None };
        group.bench_function(name, |b| b.iter(|| gazetteer.resolve(black_box(&query))));
    }
    group.finish();
}

criterion_group!(benches, resolve);
criterion_main!(benches);
