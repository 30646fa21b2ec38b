//! Texts that are read abreast say what each says by itself.

use std::sync::Arc;

use cairn_gazetteer::Gazetteer;
use cairn_model::DocumentMeta;
use cairn_reader::{Reader, Unread};

const TEXTS: [(&str, Option<&str>); 7] = [
    (
        "Two farmers were killed on Tuesday when their tractor hit an anti-tank mine near Ovrenica, \
         police said.",
        Some("en"),
    ),
    ("", None),
    ("Deux enfants ont été blessés par une mine près de Tolvan, a dit la gendarmerie.", Some("fr")),
    ("The market of Ovrenica opened on Friday with music and a race.", Some("en")),
    ("qwxz blorp vnf", None),
    ("Саперы нашли три мины у села Заречное 4 марта 2024 года.", Some("ru")),
    (
        "Deminers found and destroyed 12 mortar shells in the Malin district. Since January 40 people \
         have been injured by mines there, the centre said.",
        Some("en"),
    ),
];

#[test]
fn texts_read_abreast_say_what_each_says_alone() {
    let reader = Reader::new(Arc::new(Gazetteer::world().unwrap())).unwrap();
    let meta = |language: Option<&str>| DocumentMeta {
        language: language.map(str::to_owned),
        published: Some(jiff::civil::date(2024, 3, 6)),
        ..DocumentMeta::default()
    };
    let given: Vec<(String, DocumentMeta)> = (1..)
        .zip(TEXTS)
        .map(|(number, (_, language))| (format!("t{number}"), meta(language)))
        .collect();
    let unread: Vec<Unread<'_>> = (given.iter().zip(TEXTS))
        .map(|((id, meta), (text, _))| Unread { id, text, meta })
        .collect();
    let alone: Vec<_> = unread.iter().map(|one| reader.read(one.id, one.text, one.meta)).collect();
    assert_eq!(reader.read_abreast(&unread), alone);
    assert_eq!(alone.iter().filter(|reading| !reading.incidents.is_empty()).count(), 2);
    assert!(!alone[6].finds.is_empty() && !alone[6].tallies.is_empty());
    assert!(reader.read_abreast(&[]).is_empty());
}
