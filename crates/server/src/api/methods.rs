//! `GET /methods`: how each figure is counted, the rule behind each grade, words, licences.

use std::collections::BTreeMap;

use axum::response::Response;
use cairn_model::{Grade, RepairKind};
use cairn_store::table::Vocabulary;
use serde::Serialize;

use crate::problem::Problem;
use crate::respond::json;

#[derive(Serialize)]
struct Methods {
    version: &'static str,
    counting: Vec<Counting>,
    grades: Vec<Rule>,
    vocabulary: BTreeMap<&'static str, Vec<Term>>,
    licences: Vec<Licence>,
}

#[derive(Serialize)]
struct Counting {
    figure: &'static str,
    how: &'static str,
}

#[derive(Serialize)]
struct Rule {
    grade: Grade,
    rule: &'static str,
}

#[derive(Serialize)]
struct Term {
    code: &'static str,
    label: &'static str,
}

#[derive(Serialize)]
struct Licence {
    name: &'static str,
    licence: &'static str,
}

const COUNTING: [(&str, &str); 11] = [
    (
        "Incidents",
        "Occasions on which something exploded, each once however many reports tell of it. Which \
         reports tell of one occasion, and why, stands on the page of each.",
    ),
    (
        "Killed, injured",
        "The sum of the least and of the most that the counting reports of each incident allow. \
         Incidents that somebody denies or that a person discounted are listed and not added. An \
         incident that does not say adds nothing and is counted apart; where one says \"at least\", \
         the sum is open above.",
    ),
    ("Finds", "Occasions on which ordnance was found, neutralised, destroyed or seized."),
    (
        "Timeline",
        "Things stand under the month in which they began. What may have happened on days that lie \
         more than 31 days apart stands under none, and is counted beside the chart.",
    ),
    (
        "Left out",
        "A filter on dates cannot judge what has no date, nor one on places what names none. Such \
         things are left out and counted.",
    ),
    (
        "Open contradictions",
        "Figures that cannot all be true, within a text or between texts, about which no decision \
         in force says anything.",
    ),
    (
        "Documents waiting",
        "Documents that report explosions, that no later version replaces, and none of whose claims a \
         decision in force names.",
    ),
    (
        "Tallies",
        "Figures as sources gave them; nothing is averaged and nothing added up. A point is marked \
         as a jump where the figure is more than one and a half times the one before it by the same \
         source, or so many times smaller.",
    ),
    (
        "Positions",
        "Each point has a radius within which the true one is thought to lie: about two kilometres \
         of a village, tens of kilometres where a district is all that is named.",
    ),
    (
        "Hazardous areas, records, released land",
        "One row a feature of a file. Areas of different kinds are never added together. That land \
         was released says what was done, not where one can walk.",
    ),
    (
        "Reliability of records",
        "Shares of explosions and finds at distances from mapped areas, each with its denominator \
         and what was left out; a saved question keeps the answer that it got.",
    ),
];

const GRADES: [(Grade, &str); 5] = [
    (Grade::SingleSource, "One source only, however many outlets repeat it."),
    (Grade::Corroborated, "Two or more sources that do not depend on each other."),
    (Grade::Contested, "Sources disagree on whether it happened."),
    (Grade::Confirmed, "The party that is accused says that it happened."),
    (Grade::Discounted, "A person rejected it, with a reason."),
];

const LICENCES: [(&str, &str); 6] = [
    ("Cairn", "MIT or Apache-2.0"),
    ("Base map: Natural Earth", "public domain"),
    ("Places: GeoNames", "Creative Commons Attribution 4.0"),
    ("MapLibre GL JS", "BSD-3-Clause"),
    ("Preact, htm", "MIT, Apache-2.0"),
    ("Further parts", "as listed in the file NOTICE that comes with the program"),
];

/// `GET /methods`
pub async fn methods() -> Result<Response, Problem> {
    let vocabularies = [
        ("device", Vocabulary::Device),
        ("incident_status", Vocabulary::IncidentStatus),
        ("grade", Vocabulary::Grade),
        ("outcome", Vocabulary::Outcome),
        ("victim_group", Vocabulary::VictimGroup),
        ("find_action", Vocabulary::FindAction),
        ("measure", Vocabulary::Measure),
        ("tally_group", Vocabulary::TallyGroup),
        ("contradiction_kind", Vocabulary::ContradictionKind),
        ("statement_kind", Vocabulary::StatementKind),
        ("hazard_kind", Vocabulary::HazardKind),
        ("land_status", Vocabulary::LandStatus),
        ("release_kind", Vocabulary::ReleaseKind),
    ];
    let term = |(code, label)| Term { code, label };
    let mut vocabulary: BTreeMap<&str, Vec<Term>> = (vocabularies.into_iter())
        .map(|(name, terms)| (name, terms.terms().into_iter().map(term).collect()))
        .collect();
    let repairs = RepairKind::ALL.iter().map(|one| term((one.code(), one.label())));
    vocabulary.insert("repair_kind", repairs.collect());
    json(&Methods {
        version: env!("CARGO_PKG_VERSION"),
        counting: COUNTING.map(|(figure, how)| Counting { figure, how }).into(),
        grades: GRADES.map(|(grade, rule)| Rule { grade, rule }).into(),
        vocabulary,
        licences: LICENCES.map(|(name, licence)| Licence { name, licence }).into(),
    })
}
