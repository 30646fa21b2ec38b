//! Laws of reading: what adds nothing to a text changes nothing that is read of it, and a figure
//! changes only itself.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::sync::{Arc, LazyLock};

use cairn_gazetteer::Gazetteer;
use cairn_model::{CountRange, DocumentMeta, Reading};
use cairn_reader::Reader;
use proptest::prelude::*;

static READER: LazyLock<Reader> =
    LazyLock::new(|| Reader::new(Arc::new(Gazetteer::world().unwrap())).unwrap());

/// Reports of several kinds; names are invented.
const REPORTS: [&str; 4] = [
    "Two farmers killed by mine near Orash\n\nORASH, May 8 (Caspian Newswire) - Two farmers were \
     killed and a boy was injured on Tuesday when their tractor ran over an anti-tank mine near the \
     village of Orash in Saren district, police said.\n\nIt was the second case this spring. On 12 \
     April a shepherd lost a leg to a mine in Tolek.\n\nSince 1994 mines have killed 350 people in \
     the district, according to the mine action agency.",
    "Weekly bulletin\n\n2 May, Orash, Saren district. A tractor set off an anti-tank mine. The driver \
     (M/43) was injured.\n\n4 May, Tolek. Two children were killed by a grenade.\n\nClearance teams \
     destroyed 41 anti-personnel mines and 12 shells during the week.",
    "The Ministry of Defence informs that on 6 May 2024 a serviceman was blown up on a mine near \
     Orash and died of his wounds in hospital.\n\nResidents speak of two dead, which the ministry \
     denies.",
    "As result of the explosion of minute in territory of Saren district one shepherd perished, \
     other two is wounded. About this informs the press service.",
];

const BOILERPLATE: [&str; 6] = [
    "Read also: Who will pay for the new tunnel?",
    "Subscribe to our newsletter and be the first to know",
    "Follow us on Telegram",
    "All rights reserved",
    "(Reporting by the Saren desk; editing by I. P.)",
    "Photo: a road near Saren",
];

fn read(text: &str) -> Reading {
    let meta = DocumentMeta {
        published: "2024-05-09".parse().ok(),
        language: Some("en".to_owned()),
        ..DocumentMeta::default()
    };
    READER.read("test", text, &meta)
}

/// All that is claimed, without the places in the text that support it.
fn claims(reading: &Reading) -> String {
    let mut reading = reading.clone();
    for incident in &mut reading.incidents {
        incident.evidence.clear();
        incident.victims.iter_mut().for_each(|victim| victim.evidence.clear());
        incident.attribution.clear();
    }
    reading.finds.iter_mut().for_each(|find| find.evidence.clear());
    reading.tallies.iter_mut().for_each(|tally| tally.evidence.clear());
    reading.contradictions.iter_mut().for_each(|found| found.evidence.clear());
    format!(
        "{:#?}\n{:#?}\n{:#?}\n{:#?}",
        reading.incidents, reading.finds, reading.tallies, reading.contradictions
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn boilerplate_at_the_end_changes_nothing(
        report in prop::sample::select(&REPORTS[..]),
        lines in prop::collection::vec(prop::sample::select(&BOILERPLATE[..]), 1..4),
    ) {
        let longer = format!("{report}\n\n{}", lines.join("\n"));
        prop_assert_eq!(claims(&read(report)), claims(&read(&longer)));
    }

    #[test]
    fn blank_lines_change_nothing(
        report in prop::sample::select(&REPORTS[..]),
        blanks in prop::collection::vec(0_usize..3, 8),
        before in 0_usize..3,
    ) {
        let mut spaced = "\n".repeat(before);
        for (paragraph, blanks) in report.split("\n\n").zip(blanks) {
            spaced.push_str(paragraph);
            spaced.push_str(&"\n".repeat(2 + blanks));
        }
        prop_assert_eq!(claims(&read(report)), claims(&read(&spaced)));
    }

    #[test]
    fn a_figure_changes_only_itself(
        killed in 2_u64..60,
        injured in 2_u64..60,
        other in 2_u64..60,
        passive: bool,
    ) {
        let report = |killed: u64, injured: u64| {
            let told = if passive {
                format!("{killed} people were killed and {injured} injured by a mine")
            } else {
                format!("A mine killed {killed} people and injured {injured}")
            };
            read(&format!("{told} near the village of Orash on Tuesday, police said."))
        };
        let (first, second) = (report(killed, injured), report(killed, other));
        prop_assert_eq!(first.incidents.len(), 1);
        let mut expected = first.incidents[0].clone();
        prop_assert_eq!(expected.killed, Some(CountRange::exactly(killed)));
        prop_assert_eq!(expected.injured, Some(CountRange::exactly(injured)));
        expected.injured = Some(CountRange::exactly(other));
        expected.evidence.clone_from(&second.incidents[0].evidence);
        expected.attribution.clone_from(&second.incidents[0].attribution);
        prop_assert_eq!(&expected, &second.incidents[0]);
        prop_assert_eq!(first.tallies, second.tallies);
        prop_assert_eq!(first.finds, second.finds);
    }
}

/// Occasions of two days or places, each with its own dead and injured, told with and without a lead that
/// sums them up.
fn summed_up(lead: &str, told: [[u64; 2]; 2]) -> [Reading; 2] {
    let [[a, b], [c, d]] = told;
    let body = format!(
        "A mine exploded at Orash on Saturday, killing {a} people and injuring {b}.\n\nOn Monday another mine \
         killed {c} people and injured {d} at Tolek."
    );
    let lead = lead.replace("{K}", &(a + c).to_string()).replace("{J}", &(b + d).to_string());
    [read(&format!("Deadly days\n\n{body}")), read(&format!("Deadly days\n\n{lead}\n\n{body}"))]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_lead_that_sums_up_is_no_occasion_and_no_contradiction(
        told in [[2_u64..9, 2_u64..9], [2_u64..9, 2_u64..9]],
        lead in prop::sample::select(vec![
            "Mines killed {K} people and injured {J} within three days.",
            "{K} people were killed and {J} wounded by two mines, officials said.",
            "Two mines have left {K} people dead and {J} injured in the south of the country.",
        ]),
    ) {
        let [plain, summed] = summed_up(lead, told);
        let harm = |reading: &Reading| -> Vec<_> {
            reading.incidents.iter().map(|one| (one.date, one.place.settlement.clone(), one.killed, one.injured)).collect()
        };
        prop_assert_eq!(harm(&plain).len(), 2);
        prop_assert_eq!(harm(&plain), harm(&summed));
        prop_assert!(summed.contradictions.is_empty(), "{:?}", summed.contradictions);
    }
}
