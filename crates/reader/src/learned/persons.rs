//! The people whom a text names, each once, with all that mentions them.

use crate::context::Context;
use crate::lexicon::Class;
use crate::people::{PeopleKind, PeopleMention};
use crate::victims::one_name;

/// Somebody whom a text names.
#[derive(Clone, Debug)]
pub(super) struct Person {
    /// Where the text names them, as indices into the people; never empty.
    pub(super) mentions: Vec<usize>,
    /// Which of them gives the longest name.
    pub(super) fullest: usize,
}

impl Person {
    /// The longest form of the name.
    pub(super) fn name<'c>(&self, context: &'c Context<'_>) -> &'c str {
        context.people[self.fullest].name.as_deref().unwrap_or_default()
    }

    /// The mention that gives it.
    pub(super) fn mention<'c>(&self, context: &'c Context<'_>) -> &'c PeopleMention {
        &context.people[self.fullest]
    }
}

/// Whether a name cannot be a person's: it holds a word for a body or is a place's.
fn is_no_person(context: &Context<'_>, mention: &PeopleMention, bodies: Class) -> bool {
    let doc = context.doc;
    let institutions = doc.class("not_places");
    let body = mention.tokens.clone().any(|at| {
        doc.tokens[at].is_capitalised()
            && (doc.entry_at(at, bodies).is_some()
                || doc.entry_at(at, institutions).is_some_and(|e| &*e.value == "institution"))
    });
    let place = context.places.iter().any(|place| {
        place.tokens.start < mention.tokens.end
            && mention.tokens.start < place.tokens.end
            && mention.kind == PeopleKind::Name
            && mention.age.is_none()
    });
    body || place
}

/// Everybody named, in the order of the text.
pub(super) fn persons(context: &Context<'_>) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    let bodies = context.doc.class("bodies");
    for (index, mention) in context.people.iter().enumerate() {
        let Some(name) = mention.name.as_deref() else { continue };
        if is_no_person(context, mention, bodies) {
            continue;
        }
        match found.iter_mut().find(|person| one_name(person.name(context), name)) {
            Some(person) => {
                if name.len() > person.name(context).len() {
                    person.fullest = index;
                }
                person.mentions.push(index);
            }
            None => found.push(Person { mentions: vec![index], fullest: index }),
        }
    }
    found
}
