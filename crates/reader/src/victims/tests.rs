use proptest::prelude::*;

use crate::incidents::incidents;
use crate::testing::read;

/// One line a victim of the first incident: name, outcome, group, sex, age, occupation.
fn victims(text: &str) -> Vec<String> {
    let incidents = read(text, Some("2024-05-09"), |context| incidents(context).incidents);
    let Some(incident) = incidents.into_iter().next() else {
        return Vec::new();
    };
    incident
        .victims
        .into_iter()
        .map(|v| {
            let name = v.name.unwrap_or_else(|| "somebody".to_owned());
            let mut line = format!("{name} {} {}", v.outcome.code(), v.group.code());
            for part in [v.sex.map(|s| s.to_string()), v.age.map(|a| a.to_string()), v.occupation]
                .into_iter()
                .flatten()
            {
                line.push(' ');
                line.push_str(&part);
            }
            line
        })
        .collect()
}

#[test]
fn a_list_without_a_word_of_harm_names_those_counted() {
    insta::assert_debug_snapshot!(
        victims("Four labourers were killed and one wounded by a mine near Velika on Tuesday. \
            The list given to reporters reads: Rahim, Sabir Khel (17), his brother Nazar and Gul Daud."),
        @r#"
        [
            "Rahim killed civilian",
            "Sabir Khel killed civilian 17",
            "Nazar killed civilian male",
            "Gul Daud killed civilian",
        ]
        "#
    );
}

#[test]
fn a_name_told_later_is_the_boy_hurt_before() {
    insta::assert_debug_snapshot!(
        victims("An 11-year-old boy lost a leg when he stepped on a mine near Velika on Tuesday. \
            The boy, Jonas Arel, was playing. His sister Tilda, 12, was hit in the face by shrapnel."),
        @r#"
        [
            "Jonas Arel injured civilian male 11",
            "Tilda injured civilian female 12",
        ]
        "#
    );
}

#[test]
fn the_noun_again_means_the_person_named_first() {
    insta::assert_debug_snapshot!(
        victims("On Tuesday one villager named Bhim Sotra, aged 32, stepped on a mine. \
            Villager sustained injuries on leg."),
        @r#"
        [
            "Bhim Sotra injured civilian 32",
        ]
        "#
    );
}

#[test]
fn those_among_the_counted_are_named() {
    insta::assert_debug_snapshot!(
        victims("Six soldiers were hurt by a mine on Tuesday, among them Captain Luka Brem and Sgt Petar Moll. \
            The wounded include a cook."),
        @r#"
        [
            "Luka Brem injured security_forces Captain",
            "Petar Moll injured security_forces Sgt",
            "somebody injured civilian cook",
        ]
        "#
    );
}

#[test]
fn both_are_the_two_named_before() {
    insta::assert_debug_snapshot!(
        victims("Two shepherds, Amir Tolan and Bekim Sor, stepped on a mine on Tuesday. Both were killed."),
        @r#"
        [
            "Amir Tolan killed civilian",
            "Bekim Sor killed civilian",
        ]
        "#
    );
}

#[test]
fn his_wife_is_another_person() {
    insta::assert_debug_snapshot!(
        victims("A mine killed Ivan Petrov, a shepherd, and wounded his wife on Tuesday. \
            His neighbour, a nurse, was injured, too."),
        @r#"
        [
            "Ivan Petrov killed civilian shepherd",
            "somebody injured civilian female",
            "somebody injured civilian nurse",
        ]
        "#
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn nothing_panics(text in "(A mine killed|injured|Ivo Dol|the boy|, |and |two |both |list: |among them |He |died|\\. |\n| |\\PC){0,30}") {
        let _ = victims(&text);
    }
}
