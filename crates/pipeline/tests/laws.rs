//! Laws of the register, on generated reports.

#![allow(clippy::unwrap_used, reason = "a panic is a failure")]

mod common;

use cairn_model::{ClaimKind, DecisionAction, Device, Measure, Outcome, Reading, TallyGroup};
use cairn_pipeline::Silent;
use cairn_store::Store;
use common::*;
use proptest::prelude::*;

#[derive(Clone, Debug)]
struct Report {
    day: i8,
    dated: bool,
    place: usize,
    device: usize,
    killed: u64,
    injured: u64,
    name: Option<usize>,
    source: usize,
    second: bool,
    total: u64,
    url: Option<u8>,
}

const PLACES: [(&str, &str); 5] = [
    ("Zenda", "Strelsau"),
    ("", "Strelsau"),
    ("Zendha", "Strelsau"),
    ("Hentzau", "Festenburg"),
    ("", ""),
];
const NAMES: [&str; 4] = ["Otto Brandl", "Oto Brandel", "Emil Kessler", "Emil Kesler"];
const SOURCES: [&str; 3] = ["Foreign Ministry", "Strelsau hospital", "Army"];
const DEVICES: [Device; 4] =
    [Device::AntivehicleMine, Device::MineUnspecified, Device::Unknown, Device::AntipersonnelMine];

prop_compose! {
    fn report()(
        day in 1i8..9, dated in proptest::bool::weighted(0.8), place in 0usize..5, device in 0usize..4,
        killed in 0u64..4, injured in 0u64..3, name in proptest::option::weighted(0.3, 0usize..4),
        source in 0usize..3, second in proptest::bool::weighted(0.2), total in 40u64..60,
        url in proptest::option::weighted(0.2, 0u8..2),
    ) -> Report {
        Report { day, dated, place, device, killed, injured, name, source, second, total, url }
    }
}

fn script(reports: &[Report]) -> Script {
    let mut script = Script::default();
    for (at, report) in reports.iter().enumerate() {
        let date = if report.dated { format!("2023-05-{:02}", report.day) } else { String::new() };
        let (settlement, district) = PLACES[report.place];
        let names: Vec<(&str, Outcome)> =
            report.name.iter().map(|name| (NAMES[*name], Outcome::Killed)).collect();
        let first = incident("i1", &date, place(settlement, district), DEVICES[report.device])
            .toll(report.killed, report.injured)
            .by(&[SOURCES[report.source]])
            .named(&names);
        let mut incidents = vec![first.clone()];
        if report.second {
            let mut other = first;
            other.id = "i2".to_owned();
            other.killed = Some(cairn_model::CountRange::exactly(report.killed + 1));
            incidents.push(other);
        }
        let total = |id: &str, measure, value| {
            tally(id, measure, TallyGroup::All, value, "since the end of the 44-day war")
        };
        #[expect(clippy::cast_precision_loss, reason = "small numbers")]
        let reading = Reading {
            incidents,
            tallies: vec![
                total("t1", Measure::Casualties, report.total as f64 * 3.0),
                total("t2", Measure::Killed, (report.total + report.killed) as f64),
            ],
            ..Reading::default()
        };
        let published =
            if report.dated { format!("2023-05-{:02}", report.day + 1) } else { String::new() };
        let mut meta = meta(&format!("Outlet {}", at % 3), &published);
        meta.url = report.url.map(|page| format!("https://example.org/story/{page}"));
        script = script.with(&format!("doc{at}"), meta, reading);
    }
    script
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_order_and_rebuilding_give_the_same_register(
        reports in proptest::collection::vec(report(), 1..12),
        cut in 0usize..12,
        shuffle in any::<u64>(),
    ) {
        let script = script(&reports);
        let at_once = derived(&script.register());
        let mut order = script.documents().to_vec();
        order.sort_by_key(|incoming| {
            let bytes = format!("{shuffle}{}", incoming.document.label).into_bytes();
            cairn_model::DocumentId::of_bytes(&bytes)
        });
        // In two goes, and each document in a transaction of its own.
        let (head, tail) = order.split_at(cut.min(order.len()));
        let mut store = script.register_of(head);
        for document in tail {
            script.add(&mut store, std::slice::from_ref(document));
        }
        prop_assert_eq!(&derived(&store), &at_once);
        script.pipeline().rebuild(&mut store, &mut Silent).unwrap();
        prop_assert_eq!(&derived(&store), &at_once);
    }

    #[test]
    fn decisions_and_documents_may_come_in_any_order(
        reports in proptest::collection::vec(report(), 3..10),
        picks in proptest::collection::vec((0usize..9, 0usize..9, 0u8..3), 1..5),
        withdrawn in proptest::option::of(1u64..5),
    ) {
        let script = script(&reports);
        let mut store = script.register_of(&script.documents()[..2]);
        script.add(&mut store, &script.documents()[2..]);
        let mut claims = Vec::new();
        store.claims(ClaimKind::Incident, &mut |claim| { claims.push(claim.id); Ok(()) }).unwrap();
        let pipeline = script.pipeline();
        for (a, b, what) in picks {
            let (a, b) = (claims[a % claims.len()].clone(), claims[b % claims.len()].clone());
            let action = match what {
                0 => DecisionAction::Merge { claims: vec![a, b] },
                1 => DecisionAction::Split { claims: vec![a], from: vec![b] },
                _ => DecisionAction::Reject { claim: a },
            };
            // A merge or split of a claim with itself is refused and changes nothing.
            let _ = pipeline.decide(&mut store, "A. Officer", NOW, "law", action);
        }
        if let Some(decision) = withdrawn {
            let _ = pipeline.decide(&mut store, "A. Officer", NOW, "law", DecisionAction::Withdraw { decision });
        }
        let incremental = derived(&store);
        pipeline.rebuild(&mut store, &mut Silent).unwrap();
        prop_assert_eq!(derived(&store), incremental);
    }

    #[test]
    fn every_report_is_in_one_incident_and_no_document_twice(
        reports in proptest::collection::vec(report(), 1..14),
    ) {
        let script = script(&reports);
        let store = script.register();
        let mut claims = 0;
        store.claims(ClaimKind::Incident, &mut |_| { claims += 1; Ok(()) }).unwrap();
        let groups = grouping(&store);
        prop_assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), claims);
        for group in groups {
            let mut documents: Vec<&str> = group.iter().filter_map(|r| r.split('.').next()).collect();
            documents.dedup();
            prop_assert_eq!(documents.len(), group.len());
        }
    }
}
