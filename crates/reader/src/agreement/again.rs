//! People counted again with another number: "A mine wounded four women. The five women …".

use cairn_model::{Contradiction, ContradictionKind, CountRange};

use super::contradiction;
use crate::context::Context;
use crate::incidents::Occasions;
use crate::people::{PeopleKind, PeopleMention};

/// The same people are taken up at most this many sentences later.
const AGAIN_WITHIN: usize = 2;

/// Nouns with the article whose number is not that of those harmed right before.
pub(super) fn disagreements(context: &Context<'_>, occasions: &Occasions) -> Vec<Contradiction> {
    let people = &context.people;
    (1..people.len()).filter_map(|again| taken_up(context, occasions, again)).collect()
}

fn taken_up(context: &Context<'_>, occasions: &Occasions, again: usize) -> Option<Contradiction> {
    let doc = context.doc;
    let mention = &context.people[again];
    let count = counted(mention).filter(|_| mention.definite && mention.plural)?;
    let sentence = doc.sentence_of(mention.tokens.start);
    let paragraph = doc.sentences[sentence].paragraph;
    let first = context.people[..again].iter().enumerate().rev().find(|(index, other)| {
        let told = doc.sentence_of(other.tokens.start);
        told < sentence
            && told + AGAIN_WITHIN >= sentence
            && occasions.may_be_one(told, sentence)
            && !context.is_of_another_time(told, sentence)
            && doc.sentences[told].paragraph == paragraph
            && counted(other).is_some()
            && head(context, other) == head(context, mention)
            && is_harmed(context, *index)
    });
    let (_, first) = first?;
    let stated = counted(first).filter(|&stated| stated != count)?;
    let missing = stated.abs_diff(count);
    // "The five women were gathering wood; one escaped unhurt."
    let explained = context.people.iter().any(|other| {
        let near = doc.sentence_of(other.tokens.start).abs_diff(sentence) <= 1;
        other.count.and_then(CountRange::exact) == Some(missing) && near
    });
    let known = context.people[..again].iter().any(|other| counted(other) == Some(count));
    (missing <= (stated / 3).max(1) && !explained && !known).then(|| {
        contradiction(
            ContradictionKind::RestatedDifferently,
            [stated, count],
            format!("{stated} people are counted, then {count}"),
            vec![
                doc.sentence_evidence(doc.sentence_of(first.tokens.start)),
                doc.sentence_evidence(sentence),
            ],
        )
    })
}

fn counted(mention: &PeopleMention) -> Option<u64> {
    let noun = mention.kind == PeopleKind::Noun && mention.name.is_none();
    mention.count.filter(|_| noun).and_then(CountRange::exact).filter(|&count| count > 1)
}

/// The noun itself.
fn head<'d>(context: &'d Context<'_>, mention: &PeopleMention) -> &'d str {
    mention.tokens.end.checked_sub(1).map_or("", |last| context.doc.folded(last))
}

fn is_harmed(context: &Context<'_>, mention: usize) -> bool {
    context.effects.iter().any(|e| !e.negated && !e.weak && e.people.as_slice() == [mention])
}
