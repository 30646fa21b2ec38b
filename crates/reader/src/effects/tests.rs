use cairn_model::CountRange;
use proptest::prelude::*;

use super::Harm;
use crate::context::Context;
use crate::testing::read;

/// One word an effect: what became of how many ("killed 2+1", "not injured").
fn told(text: &str) -> String {
    read(text, None, lines_of)
}

fn lines_of(context: &Context<'_>) -> String {
    let mut lines = Vec::new();
    for effect in &context.effects {
        let harm = match effect.harm {
            Harm::Killed => "killed",
            Harm::Injured => "injured",
            Harm::Unharmed => "unharmed",
            Harm::Casualties => "casualties",
            Harm::Harmed => "harmed",
        };
        let counts: Vec<String> = effect
            .people
            .iter()
            .map(|&i| context.people[i].count)
            .map(|count: Option<CountRange>| count.map_or("?".to_owned(), |c| c.to_string()))
            .collect();
        let not = if effect.negated { "not " } else { "" };
        lines.push(format!("{not}{harm} {}", counts.join("+")).trim().to_owned());
    }
    lines.join(", ")
}

#[test]
fn the_side_of_the_people_follows_from_the_form() {
    assert_eq!(told("Three were killed and two wounded."), "killed 3, injured 2");
    assert_eq!(told("The mine killed three and wounded two."), "killed 3, injured 2");
    assert_eq!(told("Three killed, two hurt by mine\n\nA mine went off."), "killed 3, injured 2");
    assert_eq!(told("A mine went off, killing a man and his son."), "killed 1+1");
    assert_eq!(told("By explosion of mine is dead five."), "killed 5");
}

#[test]
fn one_more_without_a_verb_counts_too() {
    assert_eq!(told("Three died where they fell and a fourth in the ambulance."), "killed 3+1");
    assert_eq!(told("A farmer was killed together with his two sons."), "killed 1+2");
    assert_eq!(told("One soldier was killed and another wounded."), "killed 1, injured 1");
    assert_eq!(told("A further five were hurt."), "injured 5");
}

#[test]
fn a_part_of_those_counted_does_not_count_again() {
    assert_eq!(told("Five people, including two children and a teacher, were killed."), "killed 5");
    assert_eq!(told("The mine killed six people, two of them girls."), "killed 6");
    assert_eq!(told("Two others, one of them a girl of six, were hurt."), "injured 2");
    assert_eq!(told("A bomb killed one man and sent ten to hospital."), "killed 1, injured 10");
}

#[test]
fn a_limb_lost_is_an_injury() {
    assert_eq!(told("The boy lost the left foot."), "injured 1");
    assert_eq!(told("A woman had her arm torn off."), "injured 1");
    assert_eq!(told("One lost three fingers, the other an eye."), "injured 1+1");
    assert_eq!(told("A man came home. Face and neck are badly injured."), "injured 1");
    assert_eq!(told("The team lost the match."), "");
}

#[test]
fn somebody_spoken_of_before_is_meant() {
    assert_eq!(told("Four men drove on. None of them survived."), "killed 4");
    assert_eq!(told("Two cousins stepped on it. Both were killed."), "killed 2");
    assert_eq!(told("A second man walked there. His injuries are minor."), "injured 1");
    assert_eq!(told("A second man died of his injuries."), "killed 1, injured");
}

#[test]
fn denials_hold_for_joined_words() {
    assert_eq!(told("Nobody was killed or injured."), "not killed, not injured");
    assert_eq!(told("No one was hurt."), "not injured");
}

#[test]
fn a_relative_clause_parts_nobody_from_the_verb() {
    assert_eq!(told("Four people who were in the back of the truck were hurt."), "injured 4");
    assert_eq!(
        told("Ivo Kral, who had driven the car, and his brother were injured."),
        "injured 1+1"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn nothing_panics(text in "(killed|lost|leg|his|injured|none|survived|two|of them|and|,|both|were|torn off|including|a boy|\\.|\n| |\\PC){0,40}") {
        let _ = told(&text);
    }
}
