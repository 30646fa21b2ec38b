//! Resolves places from standard input and says how fast: a line has settlement, district, country and
//! the ISO code of the document's country, with tabs between them; arguments are further index files.

use std::error::Error;
use std::io::Read;
use std::path::Path;
use std::time::Instant;

use cairn_gazetteer::{Gazetteer, Query};

fn main() -> Result<(), Box<dyn Error>> {
    let start = Instant::now();
    let mut gazetteer = Gazetteer::world()?;
    eprintln!("first opening {:?}", start.elapsed());
    let start = Instant::now();
    let _again = Gazetteer::world()?;
    eprintln!("next opening {:?}", start.elapsed());
    for path in std::env::args_os().skip(1) {
        let start = Instant::now();
        gazetteer = gazetteer.with_file(Path::new(&path))?;
        eprintln!("{} added in {:?}", path.display(), start.elapsed());
    }
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let queries: Vec<Query<'_>> = text.lines().filter_map(query).collect();
    for query in &queries {
        let answer = gazetteer.resolve(query);
        let names = [query.settlement, query.district, query.country].map(|n| n.unwrap_or("-"));
        let place = answer.position.map_or("nowhere".to_owned(), |p| {
            let id = p.gazetteer_id.unwrap_or_default();
            let name = gazetteer.get(&id).map_or(String::new(), |entry| entry.name);
            format!("{:.3} {:.3} ±{} {id} {name}", p.lat, p.lon, p.precision)
        });
        println!("{}\t{place}\t{}", names.join(", "), answer.admin_key.unwrap_or_default());
    }
    let names: Vec<&str> =
        queries.iter().flat_map(|q| [q.settlement, q.district, q.country]).flatten().collect();
    rate("candidates", names.len(), || {
        names.iter().map(|n| gazetteer.candidates(n, 8).len()).sum()
    });
    rate("contains_name", names.len(), || {
        names.iter().filter(|n| gazetteer.contains_name(n).is_some()).count()
    });
    rate("resolve", queries.len(), || {
        queries.iter().filter(|q| gazetteer.resolve(q).position.is_some()).count()
    });
    Ok(())
}

fn query(line: &str) -> Option<Query<'_>> {
    let mut fields = line.split('\t').map(|field| Some(field).filter(|f| !f.is_empty()));
    Some(Query {
        settlement: fields.next()?,
        district: fields.next()?,
        country: fields.next()?,
        prior_country: fields.next()?,
    })
}

fn rate(what: &str, count: usize, run: impl Fn() -> usize) {
    let start = Instant::now();
    let rounds = 10;
    let found: usize = (0..rounds).map(|_| run()).sum();
    let each = start.elapsed() / (rounds * count.max(1)) as u32;
    eprintln!("{what}: {each:?} each, {} found in {count}", found / rounds);
}
