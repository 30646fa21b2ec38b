//! Later fates: those of the wounded who died, "the rest", people hurt who are then told to be dead.

use cairn_model::CountRange;

use super::total::Total;
use crate::context::Context;
use crate::effects::{Effect, Harm};
use crate::incidents::Facts;
use crate::mentions::NumberKind;
use crate::people::{PeopleKind, PeopleMention};
use crate::victims::reference::spoken_of_before;

/// Sentences back in which the whole of a remainder is looked for.
const FARTHEST_WHOLE: usize = 2;

/// "One of the wounded died", "two of whom later died": how many of those injured are dead.
pub(super) fn died_of_wounds(
    context: &Context<'_>,
    effect: &Effect,
    injured: &Total,
    killed: &Total,
) -> Option<CountRange> {
    let doc = context.doc;
    let wounded = injured.count.filter(|_| !effect.negated && !killed.toll)?;
    // "Two of them died on the spot" tells of those counted as dead.
    let sentence = doc.sentences[doc.sentence_of(effect.tokens.start)].tokens.clone();
    let at_once = doc.terms_in(sentence, doc.class("moments")).any(|t| doc.entry(t).has("at_once"));
    if at_once && killed.count.is_some() {
        return None;
    }
    let [person] = effect.people.as_slice() else { return None };
    let index = *person;
    let hurt_with_others = is_one_of_hurt(context, index);
    let person = &context.people[*person];
    let died = person.count.filter(|n| n.exact().is_some_and(|n| n > 0 && n <= wounded.least()))?;
    let names_them = part_of_harmed(context, person) == Some(Harm::Injured)
        || of_as_many(context, person)
            .is_some_and(|whole| Some(whole) == wounded.exact() && killed.exact() != Some(whole));
    // "of them": of those told of right before.
    let known = context.effects.partition_point(|e| e.tokens.start < person.tokens.start);
    let before =
        context.effects[..known].iter().rev().find(|other| !other.weak && !other.people.is_empty());
    let follows = before.is_some_and(|before| {
        let near = doc.sentence_of(before.tokens.start) + 1 >= doc.sentence_of(person.tokens.start);
        before.harm == Harm::Injured && !before.negated && near
    });
    let part = is_part_pronoun(context, person) && follows;
    // "Six were hit. Two did not survive."
    let nouns = doc.class("effects");
    let outlived = doc.entry_at(effect.tokens.start, nouns).is_some_and(|e| e.has("hurt"));
    let of_them = outlived && follows && person.kind == PeopleKind::Bare;
    // "five were hurt. A boy among them died", "one of these died"
    let subsets = doc.class("subsets");
    let among =
        doc.term_at(person.tokens.end, subsets).is_some_and(|term| !doc.entry(term).has("subject"));
    let of_these = person.kind == PeopleKind::Bare
        && doc.entry_at(person.tokens.end, doc.class("partitives")).is_some()
        && doc.entry_at(person.tokens.end + 1, doc.class("determiners")).is_some()
        && doc.tokens.get(person.tokens.end + 2).is_none_or(|token| !token.is_word());
    let part = part || follows && (among || of_these);
    // "three injured (one later died)", "all were hurt, one so gravely that he died"
    let bracketed = is_set_beside(context, index);
    (names_them || hurt_with_others || part || of_them || bracketed).then_some(died)
}

/// "three injured (| one | later died)", "five were injured, | one | so gravely that he died": whether a number
/// stands right behind a verb that tells of more who were hurt.
fn is_set_beside(context: &Context<'_>, person: usize) -> bool {
    let doc = context.doc;
    let one = match context.people[person].kind {
        PeopleKind::Bare => person,
        // "… that | he | died"
        PeopleKind::Pronoun if !context.people[person].plural && person > 0 => person - 1,
        _ => return false,
    };
    let part = &context.people[one];
    let start = part.tokens.start;
    let same = doc.sentence_of(start) == doc.sentence_of(context.people[person].tokens.start);
    let mark = start.checked_sub(1);
    let beside = mark.is_some_and(|mark| match doc.folded(mark) {
        "(" => true,
        "," => one != person,
        _ => false,
    });
    let hurt = |effect: &Effect| {
        effect.harm == Harm::Injured
            && !effect.negated
            && mark.is_some_and(|mark| (effect.tokens.end..effect.tokens.end + 8).contains(&mark))
    };
    part.kind == PeopleKind::Bare && same && beside && context.effects.iter().any(hurt)
}

/// "A B, | one of three deminers | hurt in April": whether somebody is said to be one of those hurt.
fn is_one_of_hurt(context: &Context<'_>, person: usize) -> bool {
    let doc = context.doc;
    let end = context.people[person].tokens.end;
    let comma = (end..end + 2).find(|&at| doc.folded(at) == ",");
    let one = context.people.get(person + 1).filter(|one| {
        one.count == Some(CountRange::exactly(1))
            && comma.is_some_and(|comma| one.tokens.start == comma + 1)
            && doc.entry_at(one.tokens.end, doc.class("partitives")).is_some()
    });
    one.is_some()
        && context.effects.iter().any(|effect| {
            effect.harm == Harm::Injured && !effect.negated && effect.people.contains(&(person + 2))
        })
}

/// The one person whom an effect befell.
fn one_person(context: &Context<'_>, effect: &Effect) -> Option<usize> {
    let [person] = effect.people.as_slice() else { return None };
    let meant = spoken_of_before(context, *person, effect.tokens.start).unwrap_or(*person);
    (!effect.negated && context.people[*person].count == Some(CountRange::exactly(1)))
        .then_some(meant)
}

/// Each single person whom an effect befell.
pub(super) fn single_people(context: &Context<'_>, effect: &Effect) -> Vec<usize> {
    let single = |i: &usize| context.people[*i].count == Some(CountRange::exactly(1));
    let told = effect.people.iter().copied().filter(|_| !effect.negated).filter(single);
    told.map(|i| spoken_of_before(context, i, effect.tokens.start).unwrap_or(i)).collect()
}

/// "The boy lost both legs and died": one person hurt and dead counts as dead.
pub(super) fn hurt_before(context: &Context<'_>, effect: &Effect, hurt: &[usize]) -> bool {
    one_person(context, effect)
        .is_some_and(|person| hurt.iter().any(|&known| is_same(context, known, person)))
        || effect.people.len() == 1
            && effect.people.iter().all(|&said| hurt_earlier(context, effect, said))
}

/// Whether an effect befell nobody but a single person of whom the same sentence tells the death.
pub(super) fn is_of_dead(
    context: &Context<'_>,
    effect: &Effect,
    facts: &Facts,
    dead: &[(usize, usize)],
) -> bool {
    let here = || dead.iter().filter(|(_, sentence)| *sentence == facts.sentence);
    // "the younger" may be another.
    let nouns = context.doc.class("people");
    let pronoun = |&i: &usize| {
        let entry = context.doc.entry_at(context.people[i].tokens.start, nouns);
        entry.is_some_and(|entry| entry.has("pronoun") && !entry.has("alone"))
    };
    effect.people.iter().all(pronoun)
        && one_person(context, effect)
            .is_some_and(|person| here().any(|(known, _)| is_same(context, *known, person)))
}

/// "All three deminers hurt on Monday have died": those of whom both is said in one breath.
pub(super) fn all_hurt_died(context: &Context<'_>, effect: &Effect) -> Option<CountRange> {
    let [person] = effect.people.as_slice() else { return None };
    let mention = &context.people[*person];
    let hurt = |other: &Effect| {
        other.harm == Harm::Injured
            && !other.negated
            && other.people == effect.people
            && other.tokens.start == mention.tokens.end
            && other.tokens.end < effect.tokens.start
    };
    let all = mention.kind == PeopleKind::Noun && mention.plural && !effect.negated;
    mention.count.filter(|_| all && context.effects.iter().any(hurt))
}

/// Whether two mentions are one, or of one name.
fn is_same(context: &Context<'_>, a: usize, b: usize) -> bool {
    let name = |i: usize| context.people[i].name.as_deref();
    a == b || name(a).is_some() && name(a) == name(b)
}

/// "two of them", "one of whom".
fn is_part_pronoun(context: &Context<'_>, mention: &PeopleMention) -> bool {
    is_of_whom(context, mention)
        || mention.kind == PeopleKind::Pronoun
            && mention.plural
            && mention.count.is_some()
            && mention.tokens.len() > 2
}

/// "several of whom": a part of those told of right before.
pub(super) fn is_of_whom(context: &Context<'_>, mention: &PeopleMention) -> bool {
    let doc = context.doc;
    let end = mention.tokens.end;
    let of = |at: usize| doc.entry_at(at, doc.class("partitives")).is_some();
    let whom = |at: usize| doc.entry_at(at, doc.class("people")).is_some_and(|e| e.has("relative"));
    mention.kind == PeopleKind::Bare
        && (of(end) && whom(end + 1) || end > 0 && of(end - 1) && whom(end))
}

/// Whether the people of whom "two of them" are a part were told to be harmed, as far as it is seen.
fn whole_was_harmed(context: &Context<'_>, part: &PeopleMention) -> bool {
    let doc = context.doc;
    let paragraph = |at: usize| doc.sentences[doc.sentence_of(at)].paragraph;
    let known = context.people.partition_point(|p| p.tokens.start < part.tokens.start);
    let whole = (0..known).rev().find(|&i| {
        let mention = &context.people[i];
        mention.plural
            && mention.count.is_some()
            && matches!(mention.kind, PeopleKind::Noun | PeopleKind::Bare)
    });
    whole.is_none_or(|whole| {
        paragraph(context.people[whole].tokens.start) != paragraph(part.tokens.start)
            || context.effects.iter().any(|effect| effect.people.contains(&whole))
    })
}

/// "one | of the wounded": what became of the whole of which a number is a part.
pub fn part_of_harmed(context: &Context<'_>, mention: &PeopleMention) -> Option<Harm> {
    let doc = context.doc;
    let of = mention.tokens.end;
    // "one from the injured", where a machine translated it.
    let preposition = |at: usize| {
        doc.entry_at(at, doc.class("place_prepositions")).is_some()
            && doc.entry_at(at + 1, doc.class("determiners")).is_some()
    };
    if doc.entry_at(of, doc.class("partitives")).is_none() && !preposition(of) {
        return None;
    }
    let article = of + 1 + usize::from(doc.entry_at(of + 1, doc.class("determiners")).is_some());
    // "one of the four wounded"
    let number = context.numbers.partition_point(|number| number.tokens.start < article);
    let number = context.numbers.get(number).filter(|number| number.tokens.start == article);
    let whole = number.map_or(article, |number| number.tokens.end);
    let entry = doc.entry_at(whole, doc.class("effects"))?;
    match &*entry.value {
        "killed" => Some(Harm::Killed),
        "injured" => Some(Harm::Injured),
        _ => None,
    }
}

/// "two | of the six": how many the whole is, where a number alone tells it.
fn of_as_many(context: &Context<'_>, part: &PeopleMention) -> Option<u64> {
    let doc = context.doc;
    let of = part.tokens.end;
    doc.entry_at(of, doc.class("partitives"))?;
    let whole = context.people.partition_point(|p| p.tokens.start <= of);
    let whole = context.people.get(whole).filter(|p| p.tokens.start == of + 1)?;
    let alone = part.kind == PeopleKind::Bare && whole.kind == PeopleKind::Bare && whole.definite;
    alone.then(|| whole.count.and_then(CountRange::exact)).flatten()
}

/// Whether an effect tells what became later of people already harmed ("one of the wounded died",
/// "two of them died", "he died on Monday").
pub fn is_sequel(context: &Context<'_>, effect: &Effect) -> bool {
    let harmed_before = |i: usize| {
        let mention = &context.people[i];
        part_of_harmed(context, mention).is_some()
            || of_as_many(context, mention).is_some()
            || is_part_pronoun(context, mention) && whole_was_harmed(context, mention)
            || effect.toll
            || is_whole_of_part(context, i)
            || effect.harm == Harm::Killed && is_one_more(context, mention)
            || effect.harm == Harm::Killed && hurt_earlier(context, effect, i)
            || dies_later(context, effect, i)
    };
    !effect.people.is_empty() && effect.people.iter().all(|&i| harmed_before(i))
}

/// "two of | the five wounded | died": those of whom a number in front is a part.
fn is_whole_of_part(context: &Context<'_>, whole: usize) -> bool {
    let doc = context.doc;
    let Some(part) = whole.checked_sub(1).map(|i| &context.people[i]) else { return false };
    let (end, start) = (part.tokens.end, context.people[whole].tokens.start);
    end <= start
        && end + 1 >= start
        && part.count.is_some()
        && part_of_harmed(context, part).is_some()
        && doc.entry_at(end, doc.class("partitives")).is_some()
}

/// "A fourth member of the family died": one beyond those told of.
fn is_one_more(context: &Context<'_>, mention: &PeopleMention) -> bool {
    let further = context
        .numbers
        .iter()
        .find(|n| n.kind == NumberKind::Ordinal && mention.tokens.contains(&n.tokens.start));
    !mention.definite && further.is_some_and(|n| n.value.least() >= 2.0)
}

/// "A B, 19, succumbed to his wounds on Tuesday", "died in hospital in T": a single person, in words
/// that put some time between the explosion and the death.
fn dies_later(context: &Context<'_>, effect: &Effect, said: usize) -> bool {
    let doc = context.doc;
    let mention = &context.people[said];
    let tokens = doc.sentences[doc.sentence_of(effect.tokens.start)].tokens.clone();
    // "died", not "a mine killed one and sent ten to hospital".
    let dies = doc
        .entry_at(effect.tokens.start, doc.class("effects"))
        .is_some_and(|entry| entry.has("subject"));
    effect.harm == Harm::Killed
        && dies
        && mention.count == Some(CountRange::exactly(1))
        && (doc.terms_in(tokens.clone(), doc.class("later_deaths")).any(|term| {
            // "Weeks later a farmer died of a mine" is another story.
            let told = term.start >= effect.tokens.end && context.devices_in(&tokens).is_empty();
            told || !doc.entry(term).has("time")
        }) || doc
            .terms_in(effect.tokens.end..tokens.end, doc.class("hospitals"))
            .next()
            .is_some())
}

/// "He died in hospital", "The boy died on Monday": a single person whom an earlier sentence of the
/// paragraph told to be hurt.
fn hurt_earlier(context: &Context<'_>, effect: &Effect, said: usize) -> bool {
    let doc = context.doc;
    let mention = &context.people[said];
    let single = mention.count == Some(CountRange::exactly(1)) && mention.definite;
    let sentence = doc.sentence_of(effect.tokens.start);
    let paragraph = doc.sentences[sentence].paragraph;
    let meant = spoken_of_before(context, said, effect.tokens.start);
    let start = doc.sentences[sentence].tokens.start;
    let before = &context.effects[..context.effects.partition_point(|e| e.tokens.start < start)];
    let here = |e: &Effect| doc.sentences[doc.sentence_of(e.tokens.start)].paragraph == paragraph;
    single
        && before.iter().rev().take_while(|e| here(e)).any(|earlier| {
            earlier.harm == Harm::Injured
                && !earlier.negated
                && earlier.people.iter().any(|&other| {
                    let other_meant = spoken_of_before(context, other, earlier.tokens.start);
                    let other_meant = other_meant.unwrap_or(other);
                    is_same(context, meant.unwrap_or(said), other_meant)
                        || one_of_them(&context.people[other_meant], mention)
                })
        })
}

/// "The boy" after "her son": one who may be meant by a noun with the article.
fn one_of_them(hurt: &PeopleMention, mention: &PeopleMention) -> bool {
    let agree = hurt.sex.is_none() || mention.sex.is_none() || hurt.sex == mention.sex;
    mention.kind == PeopleKind::Noun
        && !mention.kin
        && mention.name.is_none()
        && (hurt.child || hurt.kin || !mention.child)
        && hurt.count == Some(CountRange::exactly(1))
        && agree
}

/// "Of the nine soldiers two died and the rest were wounded": those who are left of the whole last
/// counted, when those of the other fate are taken away.
pub(super) fn remainder(
    context: &Context<'_>,
    effect: &Effect,
    others: Option<CountRange>,
) -> Option<CountRange> {
    let doc = context.doc;
    let others = others?.exact()?;
    let [rest] = effect.people.as_slice() else { return None };
    let mention = &context.people[*rest];
    let last = mention.tokens.end.checked_sub(1)?;
    let is_rest = doc.entry_at(last, doc.class("people")).is_some_and(|e| e.has("rest"));
    if !is_rest || !mention.definite || mention.count.is_some() {
        return None;
    }
    let sentence = doc.sentence_of(mention.tokens.start);
    let near = context.people[..*rest]
        .iter()
        .rev()
        .take_while(|whole| doc.sentence_of(whole.tokens.start) + FARTHEST_WHOLE >= sentence);
    let whole = near
        .filter(|whole| whole.plural && whole.kind != PeopleKind::Pronoun)
        .filter_map(|whole| whole.count?.exact())
        .max()?;
    whole.checked_sub(others).filter(|left| *left > 0).map(CountRange::exactly)
}

/// "Four dead and as many injured": the number of those told before.
pub(super) fn as_many(
    context: &Context<'_>,
    effect: &Effect,
    told: Option<CountRange>,
) -> Option<CountRange> {
    let doc = context.doc;
    // "as many | were | wounded"
    let auxiliaries = doc.class("auxiliaries");
    let mut start = effect.tokens.start;
    while start > 0 && doc.entry_at(start - 1, auxiliaries).is_some() {
        start -= 1;
    }
    let class = doc.class("same_number");
    let led = (start.saturating_sub(4)..start)
        .filter_map(|at| doc.term_at(at, class))
        .find(|term| term.end == start)?;
    let unsaid = effect.people.iter().all(|&i| context.people[i].count.is_none());
    // "twice as many"
    let times: u64 = doc.entry(led).value.parse().unwrap_or(1);
    let told = told.filter(|_| unsaid)?;
    match told.most() {
        _ if times == 1 => Some(told),
        Some(most) => Some(CountRange::between(told.least() * times, most * times)),
        None => Some(CountRange::at_least(told.least() * times)),
    }
}
