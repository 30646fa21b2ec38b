use cairn_model::CountRange;
use proptest::prelude::*;

use super::PeopleMention;
use crate::testing::read;

fn people(text: &str) -> Vec<PeopleMention> {
    read(text, None, |context| context.people.clone())
}

/// One line a mention: count, name, age, sex, occupation.
fn lines(text: &str) -> Vec<String> {
    people(text)
        .into_iter()
        .map(|p| {
            let mut line = p.count.map_or("?".to_owned(), |c| c.to_string());
            for part in
                [p.name, p.age.map(|a| a.to_string()), p.sex.map(|s| s.to_string()), p.occupation]
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
fn nouns_carry_numbers_ages_and_names() {
    insta::assert_debug_snapshot!(
        lines("Two of his comrades found a 41-year-old man, and the cook Davud Ermin (28) ran."),
        @r#"
        [
            "2",
            "1 41 male",
            "1 Davud Ermin 28 cook",
        ]
        "#
    );
}

#[test]
fn a_noun_in_apposition_tells_of_the_same_person() {
    insta::assert_debug_snapshot!(
        lines("Its operator, a 33-year-old man from Velika, fell. Ilko Baran, a shepherd, fled, and a boy, a girl and a man stayed."),
        @r#"
        [
            "1 33 male operator",
            "1 Ilko Baran shepherd",
            "1 male",
            "1 female",
            "1 male",
        ]
        "#
    );
}

#[test]
fn first_names_after_brothers_share_the_surname() {
    insta::assert_debug_snapshot!(
        lines("In May brothers Petar and Ilko Baran were killed. Soldiers Ante Brun, Ivo Kral and Mate Sor came. Two miners, Ante Vran and Ivo Dol, left."),
        @r#"
        [
            "1 Petar Baran male",
            "1 Ilko Baran male",
            "1 Ante Brun",
            "1 Ivo Kral",
            "1 Mate Sor",
            "2 miners",
            "? Ante Vran",
            "? Ivo Dol",
        ]
        "#
    );
}

#[test]
fn ages_after_a_number_tell_people_apart() {
    insta::assert_debug_snapshot!(
        lines("Two women, aged 67 and 40, died. Three boys (9, 10 and 12) were hurt. Two men, 3 km away, heard it."),
        @r#"
        [
            "1 67 female",
            "1 40 female",
            "1 9 male",
            "1 10 male",
            "1 12 male",
            "2 male",
        ]
        "#
    );
}

#[test]
fn a_surname_alone_is_its_bearer() {
    let named = people("A driver, Srdan Milic, hit a mine. Milic was thrown clear.");
    let names: Vec<_> = named.iter().filter_map(|p| p.name.as_deref()).collect();
    assert_eq!(names, ["Srdan Milic", "Srdan Milic"]);
}

#[test]
fn a_father_of_three_is_not_three_years_old() {
    let father = people("A father of three was killed.");
    assert_eq!(father[0].age, None);
    assert_eq!(father[0].count, Some(CountRange::exactly(1)));
    assert_eq!(people("A boy of eleven was killed.")[0].age, Some(11));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn nothing_panics_and_mentions_do_not_overlap(text in "(two|brothers|and|the|of|both|Ivo|Dol|,|\\(|9|aged|boy|who|another|-|\\.|\n| |\\PC){0,40}") {
        let found = people(&text);
        for pair in found.windows(2) {
            prop_assert!(pair[0].tokens.end <= pair[1].tokens.start);
        }
        for mention in &found {
            prop_assert!(mention.tokens.start < mention.tokens.end);
        }
    }
}
