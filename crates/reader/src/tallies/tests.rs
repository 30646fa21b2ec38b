use super::{is_tally_sentence, tallies, tally_sentences};
use crate::testing::read;

/// Measure, group, value and period of each tally.
fn counted(text: &str) -> Vec<String> {
    read(&format!("Nora\n\n{text}"), Some("2024-05-20"), |context| {
        tallies(context)
            .iter()
            .map(|tally| {
                let day =
                    |day: Option<jiff::civil::Date>| day.map_or("?".into(), |d| d.to_string());
                format!(
                    "{} {} {} {}/{}",
                    tally.measure.code(),
                    tally.group.code(),
                    tally.value,
                    day(tally.from),
                    day(tally.to)
                )
            })
            .collect()
    })
}

#[test]
fn people_are_counted_by_harm_and_group() {
    assert_eq!(
        counted(
            "Since 2015, 90 people have been killed and over 100 injured by mines, 12 of them children."
        ),
        [
            "killed all 90 2015-01-01/?",
            "injured all 100+ 2015-01-01/?",
            "injured child 12 2015-01-01/?"
        ]
    );
    assert_eq!(
        counted("From 2010 to 2020 mines killed or wounded 700 civilians, of whom 60 died."),
        ["casualties civilian 700 2010-01-01/2020-12-31", "killed all 60 2010-01-01/2020-12-31"]
    );
    assert_eq!(
        counted("The number of mine victims since 5 May 2016 has reached 88, among them 31 dead."),
        ["casualties all 88 2016-05-05/?", "killed all 31 2016-05-05/?"]
    );
}

#[test]
fn the_next_sentence_goes_on() {
    assert_eq!(
        counted("Since 2019 mines have killed 40 people. Of the 40 dead, nine were children."),
        ["killed all 40 2019-01-01/?", "killed child 9 2019-01-01/?"]
    );
}

#[test]
fn single_occasions_are_no_tallies() {
    for text in [
        "A mine killed three people near Brod on Sunday.",
        "Two men were wounded by mines last week.",
        "Since January 400 people have died in the fighting.",
        "He was killed by a mine there in 1996.",
    ] {
        assert!(counted(text).is_empty(), "{text}: {:?}", counted(text));
    }
}

#[test]
fn areas_are_cleared_or_contaminated() {
    assert_eq!(
        counted("In 2023 some 3.5 sq km were cleared, and 120 hectares remain contaminated."),
        [
            "area_m2 all 3500000 2023-01-01/2023-12-31",
            "contaminated_area_m2 all 1200000 2023-01-01/2023-12-31"
        ]
    );
}

#[test]
fn costs_durations_and_maps() {
    assert_eq!(
        counted("Clearing the mines will take nearly 25 years and cost $3 billion."),
        ["clearance_years all 25 ?/?", "clearance_cost_usd all 3000000000 ?/?"]
    );
    assert_eq!(
        counted(
            "The accuracy of the minefield maps is only 20 percent. About 60 percent of the explosions took place in areas not shown on maps."
        ),
        ["map_reliability_percent all 20 ?/?", "off_map_incidents_percent all 60 ?/?"]
    );
}

#[test]
fn incidents_and_devices_have_a_long_time() {
    assert_eq!(
        counted(
            "Since 1 January 2023 the cell has recorded 31 mine incidents. Since 2019 it has cleared 500 shells."
        ),
        ["incidents all 31 2023-01-01/?", "devices all 500 2019-01-01/?"]
    );
}

#[test]
fn tally_sentences_are_told_from_occasions() {
    let text = "Nora\n\nSince 2015 mines have killed 20 people.\n\nA mine killed two on Sunday.";
    let told = read(text, Some("2024-05-20"), |context| {
        (1..context.doc.sentences.len()).map(|n| is_tally_sentence(context, n)).collect::<Vec<_>>()
    });
    assert_eq!(told, [true, false]);
    let text = "Nora\n\nSince 2015 mines have killed 20 people. Of the 20 dead, two were women.";
    let told = read(text, None, tally_sentences);
    assert_eq!(told, [false, true, true]);
}
