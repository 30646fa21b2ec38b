//! Whom "he", "the driver" or "the villager" means: somebody spoken of before.

use cairn_model::CountRange;

use crate::context::Context;
use crate::effects::Effect;
use crate::people::{PeopleKind, PeopleMention};

/// Sentences back in which a noun is looked for again.
const FARTHEST: usize = 6;

/// The single person spoken of before whom a mention means, as an index into the people.
pub(crate) fn spoken_of_before(context: &Context<'_>, said: usize, before: usize) -> Option<usize> {
    let mention = &context.people[said];
    if mention.name.is_some() || mention.plural || mention.count != Some(CountRange::exactly(1)) {
        return None;
    }
    match mention.kind {
        PeopleKind::Pronoun => antecedent(context, said, before),
        PeopleKind::Noun if !mention.kin => same_noun(context, said),
        _ => None,
    }
}

/// The last single person of a pronoun's sex in the paragraph, who is no source; else the last one
/// named in the paragraph before.
fn antecedent(context: &Context<'_>, said: usize, before: usize) -> Option<usize> {
    let doc = context.doc;
    let mention = &context.people[said];
    let paragraph = |token: usize| doc.sentences[doc.sentence_of(token)].paragraph;
    let here = paragraph(before);
    let fits = |i: &usize| {
        let other = &context.people[*i];
        other.is_individual()
            && !is_source(context, other)
            && (other.sex.is_none() || mention.sex.is_none() || other.sex == mention.sex)
    };
    (0..said)
        .rev()
        .take_while(|&i| paragraph(context.people[i].tokens.start) == here)
        .find(&fits)
        .or_else(|| {
            (0..said)
                .rev()
                .take_while(|&i| paragraph(context.people[i].tokens.start) + 1 >= here)
                .filter(|&i| context.people[i].name.is_some())
                .find(&fits)
        })
}

/// "one villager, X … The villager sustained injuries": the same noun again, named or described the
/// first time.
fn same_noun(context: &Context<'_>, said: usize) -> Option<usize> {
    let doc = context.doc;
    let mention = &context.people[said];
    let anew = doc
        .entry_at(mention.tokens.start, doc.class("determiners"))
        .is_some_and(|e| &*e.value == "indefinite")
        || mention.tokens.clone().any(|at| doc.entry_at(at, doc.class("further")).is_some());
    let sentence = doc.sentence_of(mention.tokens.start);
    if anew || context.numbers.iter().any(|n| mention.tokens.contains(&n.tokens.start)) {
        return None;
    }
    let head = doc.folded(mention.tokens.end - 1);
    (0..said)
        .rev()
        .take_while(|&i| doc.sentence_of(context.people[i].tokens.start) + FARTHEST >= sentence)
        .find(|&i| {
            let other = &context.people[i];
            other.is_individual()
                && other.tokens.clone().any(|at| doc.folded(at) == head)
                && !is_source(context, other)
        })
}

/// Whether somebody is whose words the text gives.
pub(crate) fn is_source(context: &Context<'_>, mention: &PeopleMention) -> bool {
    context
        .sources
        .iter()
        .any(|s| s.tokens.start < mention.tokens.end && mention.tokens.start < s.tokens.end)
}

/// "1 killed (A B, 34, herder), 2 injured (C D, E F)": people named in a bracket right behind a figure and
/// what became of it, no more than it counts.
pub(super) fn in_bracket(context: &Context<'_>, effect: &Effect) -> Vec<usize> {
    const LONGEST: usize = 60;
    let doc = context.doc;
    let open = effect.tokens.end;
    let counted = effect.people.iter().filter_map(|&i| context.people[i].count);
    let counted: u64 = counted.map(CountRange::least).sum();
    let sentence = doc.sentences[doc.sentence_of(effect.tokens.start)].tokens.end;
    let end = sentence.min(open + LONGEST);
    if doc.folded(open) != "(" || effect.negated || counted == 0 {
        return Vec::new();
    }
    // A bracket within, as around an age, closes first.
    let mut depth = 0_usize;
    let close = (open..end).find(|&at| {
        match doc.folded(at) {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    });
    let first = context.people.partition_point(|p| p.tokens.start <= open);
    let named: Vec<usize> = (first..context.people.len())
        .take_while(|&i| close.is_some_and(|close| context.people[i].tokens.start < close))
        .filter(|&i| context.people[i].name.is_some())
        .collect();
    if named.len() as u64 <= counted { named } else { Vec::new() }
}

/// "Six were hurt, among them A and B", "Five people, including a teacher, died", "The injured include
/// a nun": single people who are a part of those an effect counts.
pub(super) fn among(context: &Context<'_>, effect: &Effect) -> Vec<usize> {
    let doc = context.doc;
    if effect.negated {
        return Vec::new();
    }
    let sentence = doc.sentences[doc.sentence_of(effect.tokens.start)].tokens.clone();
    let counted = effect.people.last().map(|&i| context.people[i].tokens.end);
    let from = counted.unwrap_or(effect.tokens.start).min(effect.tokens.end);
    let end = context
        .effects
        .iter()
        .filter(|other| !other.weak && other.tokens.start > effect.tokens.start)
        .map(|other| other.tokens.start)
        .find(|&other| other >= effect.tokens.end)
        .map_or(sentence.end, |other| other.min(sentence.end));
    let subsets = doc.class("subsets");
    let openers = doc.class("list_openers");
    let opens = |at: usize| {
        let soon = at >= effect.tokens.end && at < effect.tokens.end + 3;
        doc.term_at(at, subsets).is_some()
            || effect.resumed && soon && doc.term_at(at, openers).is_some()
    };
    let Some(open) = (from..end).find(|&at| opens(at)) else { return Vec::new() };
    let first = context.people.partition_point(|p| p.tokens.end <= open);
    let mut found = Vec::new();
    let mut last = open;
    for (index, mention) in context.people.iter().enumerate().skip(first) {
        let gap = last..mention.tokens.start;
        let joined = gap.clone().all(|at| {
            matches!(doc.folded(at), "," | "-" | ";")
                || doc.entry_at(at, subsets).is_some()
                || doc.entry_at(at, openers).is_some()
                || doc.entry_at(at, doc.class("conjunctions")).is_some_and(|e| &*e.value == "and")
                || doc.entry_at(at, doc.class("adverbs")).is_some()
                || doc.entry_at(at, doc.class("person_modifiers")).is_some()
                || doc.terms_at(open).iter().any(|term| (term.start..term.end).contains(&at))
        });
        if mention.tokens.start >= end || !joined {
            break;
        }
        if mention.is_individual() && !is_source(context, mention) {
            found.push(index);
        }
        last = mention.tokens.end;
    }
    found
}

/// The names in apposition to a number of people: "two soldiers, A B and C D,".
pub(super) fn names_of_group(
    context: &Context<'_>,
    group: usize,
) -> impl Iterator<Item = usize> + use<> {
    let people = &context.people;
    let end = if people[group].plural {
        (group + 1..people.len())
            .find(|&i| people[i].name.is_none() || people[i].count.is_some())
            .unwrap_or(people.len())
    } else {
        // "one of them, A B, died"
        let one = &people[group];
        let named = people.get(group + 1).is_some_and(|name| {
            one.name.is_none()
                && matches!(one.kind, PeopleKind::Bare | PeopleKind::Pronoun)
                && name.kind == PeopleKind::Name
                && name.tokens.start == one.tokens.end + 1
                && context.doc.folded(one.tokens.end) == ","
        });
        group + 1 + usize::from(named)
    };
    group + 1..end
}
