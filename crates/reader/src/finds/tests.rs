use super::finds;
use crate::testing::read;

/// Action, category, model, count of each find.
fn found(text: &str) -> Vec<String> {
    read(text, Some("2024-05-20"), |context| {
        finds(context)
            .iter()
            .map(|find| {
                let count = find.count.map_or("?".to_owned(), |count| count.to_string());
                let model = find.model.as_deref().unwrap_or("-");
                format!("{} {count} {} {model}", find.action.code(), find.category.code())
            })
            .collect()
    })
}

fn body(text: &str) -> Vec<String> {
    found(&format!("Nora\n\n{text}"))
}

#[test]
fn the_last_action_counts() {
    assert_eq!(
        body("Engineers found two PMN-2 mines near Brod on Sunday. They were made safe at once."),
        ["neutralised 2 antipersonnel_mine PMN-2"]
    );
    assert_eq!(
        body("Police recovered a rusty grenade from a well and destroyed it on Monday."),
        ["destroyed 1 erw_other -"]
    );
}

#[test]
fn each_kind_of_a_list_is_a_find() {
    assert_eq!(
        body("On Monday 7 anti-tank and 12 anti-personnel mines as well as 30 shells were lifted."),
        [
            "neutralised 7 antivehicle_mine -",
            "neutralised 12 antipersonnel_mine -",
            "neutralised 30 erw_other -"
        ]
    );
    assert_eq!(
        body("A man handed in three hand grenades and one rifle grenade on Sunday."),
        ["found 4 erw_other -"]
    );
    assert_eq!(
        body("Two 120 mm mortar bombs and four of their mines were dug up last week."),
        ["found 2 erw_other 120 mm mortar bomb", "found 4 mine_unspecified -"]
    );
}

#[test]
fn a_total_is_no_find_beside_its_parts() {
    assert_eq!(
        body("Teams took out 30 items last week: 10 anti-tank mines and 20 shells."),
        ["neutralised 10 antivehicle_mine -", "neutralised 20 erw_other -"]
    );
}

#[test]
fn what_lies_in_the_ground_is_no_find() {
    for text in [
        "Militants planted 14 mines along the road.",
        "The army holds 300 mines for training.",
        "Sappers will remove 12 shells next week.",
        "No mines were found in the village.",
        "The truck was destroyed by an anti-tank mine.",
        "Every day deminers remove 200 mines.",
        "Three hectares were cleared of mines on Monday.",
        "Children found a grenade in a cellar on Sunday. It exploded and killed two of them.",
    ] {
        assert!(body(text).is_empty(), "{text}: {:?}", body(text));
    }
}

#[test]
fn tables_are_read_by_their_headers() {
    let text = "Ordnance found and destroyed, 6-12 May 2024\n\nTeam / site / AP mines / UXO\n\
                Alpha / Brod / 12 / nil\nBravo / Lug / 3 / 40\nTotal / 15 / 40";
    assert_eq!(
        found(text),
        [
            "destroyed 12 antipersonnel_mine -",
            "destroyed 3 antipersonnel_mine -",
            "destroyed 40 erw_other -"
        ]
    );
}

#[test]
fn a_long_time_makes_a_tally() {
    assert!(body("Since 2015 teams have destroyed 4,000 mines.").is_empty());
    assert_eq!(
        body("Since 2 May teams have destroyed 40 mines."),
        ["destroyed 40 mine_unspecified -"]
    );
}

#[test]
fn where_it_was_made_is_kept() {
    let made = read(
        "Nora\n\nOver 90 PMN-E mines, manufactured in Norland in 2019, were found on Monday.",
        None,
        |context| finds(context).first().and_then(|find| find.made.clone()),
    );
    assert_eq!(made.as_deref(), Some("Norland, 2019"));
}

#[test]
fn a_find_of_the_country_takes_no_district_of_the_next() {
    let text = "Nora\n\n350 anti-personnel mines were found on the territory of Angola, and in the \
                Saren district 1,119 mines were neutralised.";
    let places = read(text, Some("2024-05-20"), |context| {
        finds(context).iter().map(|find| find.place.district.clone()).collect::<Vec<_>>()
    });
    assert_eq!(places, [None, Some("Saren".to_owned())]);
}
