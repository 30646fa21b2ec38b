//! What each step of reading costs: `cargo bench -p cairn-reader`.
//!
//! Times are for one invented report of 1.4 KB, the usual length.

#![expect(clippy::expect_used, reason = "what is measured comes with the program")]

use std::hint::black_box;
use std::sync::Arc;

use cairn_gazetteer::Gazetteer;
use cairn_model::{DocumentMeta, Reading};
use cairn_reader::context::Context;
use cairn_reader::doc::Doc;
use cairn_reader::figures::figures;
use cairn_reader::incidents::incidents;
use cairn_reader::statements::statements;
use cairn_reader::{
    Reader, agreement, dates, devices, effects, languages, lexicon, numbers, people, places,
    revisions, sources, tallies, token,
};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const REPORT: &str = "\
Two farmers killed as tractor hits mine near Ovrenica

OVRENICA, 14 May (Hill Press) - Two farmers were killed and a third was wounded on Tuesday when their \
tractor struck an anti-tank mine in a field about four kilometres north of the village of Ovrenica, in \
the Malin district, the regional police said in a statement.

The blast happened at around 07:30, when the three men were on their way to sow maize. Ivo Barik, 41, and \
his brother Marek, 38, died at the scene. The driver of a second tractor, who was not hurt, told \
reporters that the field had been ploughed last autumn without any trouble.

\"We found a second mine less than fifty metres away,\" said Captain Lena Drost, who leads the clearance \
team of the Mine Action Office. Her deminers destroyed it on the spot, along with three mortar shells and \
a PMN-2 anti-personnel mine. According to the hospital in Malin, the wounded man lost his left leg; his \
condition is serious but stable.

The Ministry of Emergencies said that 17 people, four of them children, had been killed by mines and \
unexploded ordnance in the province since the beginning of the year, against 11 in the same period of last \
year. In April a shepherd was injured near Dolna Reka when he stepped on a mine.

The office called on residents not to enter fields that have not been cleared. Some 1,240 hectares of \
farmland are still thought to be mined.";

fn stages(criterion: &mut Criterion) {
    let gazetteer = Gazetteer::world().expect("the world seed opens");
    let reader = Reader::new(Arc::new(gazetteer)).expect("the lexicons compile");
    let english = languages::lexicon("en").expect("there is one").expect("it compiles");
    let meta = DocumentMeta {
        language: Some("en".to_owned()),
        published: Some(jiff::civil::date(2024, 5, 14)),
        publisher: Some("Hill Press".to_owned()),
        ..DocumentMeta::default()
    };
    let unlabelled = DocumentMeta { language: None, ..meta.clone() };
    let tokens = token::tokenise(REPORT);
    let doc = Doc::new(REPORT, &meta, &english);
    let context = Context::new(&doc, &reader);
    let told = incidents(&context);

    let mut group = criterion.benchmark_group("reading");
    group.throughput(Throughput::Bytes(REPORT.len() as u64));
    group.bench_function("tokenise", |b| b.iter(|| token::tokenise(black_box(REPORT))));
    group.bench_function("terms", |b| b.iter(|| english.find_terms(black_box(&tokens))));
    group.bench_function("tokens, terms and sentences", |b| {
        b.iter(|| Doc::new(black_box(REPORT), &meta, &english).sentences.len());
    });
    group.bench_function("dates", |b| b.iter(|| dates::dates(black_box(&doc))));
    group.bench_function("numbers", |b| {
        b.iter(|| numbers::numbers_beside(black_box(&doc), &context.dates));
    });
    group.bench_function("devices", |b| b.iter(|| devices::devices(black_box(&doc))));
    group.bench_function("places", |b| b.iter(|| places::places(black_box(&doc), &reader)));
    group.bench_function("people", |b| {
        b.iter(|| people::people(black_box(&doc), &context.numbers, &context.places));
    });
    group.bench_function("effects", |b| {
        b.iter(|| effects::effects(black_box(&doc), &context.people));
    });
    group.bench_function("sources", |b| b.iter(|| sources::sources(black_box(&doc))));
    group.bench_function("incidents", |b| b.iter(|| incidents(black_box(&context))));
    group.bench_function("finds and tallies", |b| {
        b.iter(|| figures(black_box(&context), &told.incidents));
    });
    group.bench_function("statements", |b| {
        b.iter(|| statements(black_box(&doc), &context.sources, &context.dates.mentions));
    });
    group.bench_function("context: all mentions", |b| {
        b.iter(|| Context::new(black_box(&doc), &reader).effects.len());
    });
    group.bench_function("tally sentences", |b| {
        b.iter(|| tallies::tally_sentences(black_box(&context)));
    });
    group.bench_function("agreement", |b| {
        b.iter(|| {
            agreement::disagreements(black_box(&context), &told.occasions, &Reading::default())
        });
    });
    group.bench_function("revision", |b| b.iter(|| revisions::revision(black_box(&doc))));
    group.bench_function("whole", |b| b.iter(|| reader.read("1", black_box(REPORT), &meta)));
    group.bench_function("whole, language not given", |b| {
        b.iter(|| reader.read("1", black_box(REPORT), &unlabelled));
    });
    group.finish();
}

/// What comes before the first report in a language.
fn start(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("start");
    for language in languages::languages() {
        group.bench_function(format!("compile the lexicon `{language}`"), |b| {
            b.iter(|| {
                let lexicon: Result<lexicon::Lexicon, _> =
                    languages::lexicon(black_box(language)).expect("there is one");
                lexicon.is_ok()
            });
        });
    }
    group.bench_function("open the gazetteer", |b| b.iter(|| Gazetteer::world().is_ok()));
    group.finish();
}

criterion_group!(benches, stages, start);
criterion_main!(benches);
