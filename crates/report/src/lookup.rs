//! Finding what an id means: in full, its beginning, an id from an earlier day, a document's name.

use cairn_model::register::{Find, Finding, Incident, TallySeries};
use cairn_model::{Claim, ClaimId, ClaimKind, DocumentId, IncidentId};
use cairn_store::{Store, StoreError, StoredDocument};

use crate::error::Astray;

/// How many suggestions are helpful.
const MOST_SUGGESTIONS: usize = 5;
/// How alike two ids must be for one to be suggested for the other (Jaro–Winkler, 0 to 1).
const ALIKE: f64 = 0.8;

/// A thing of the register.
#[derive(Clone, Debug)]
pub enum Thing {
    /// An incident.
    Incident(Box<Incident>),
    /// A find.
    Find(Box<Find>),
    /// A series of figures.
    Series(Box<TallySeries>),
    /// Figures that disagree.
    Finding(Box<Finding>),
    /// A claim.
    Claim(Box<Claim>),
    /// A document.
    Document(Box<StoredDocument>),
}

/// The one thing that `text` names.
///
/// # Errors
/// When it names none (near ones are suggested) or several (they are listed).
pub fn thing(store: &dyn Store, text: &str) -> Result<Thing, Astray> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Astray::Empty);
    }
    let found = match text.get(..2).map(str::to_ascii_uppercase).as_deref() {
        Some("I-") => incident(store, text)?,
        Some("F-" | "T-" | "C-") => derived(store, text)?,
        _ => None,
    };
    let found = match found {
        Some(found) => Some(found),
        None => match claim(store, text)? {
            Some(claim) => Some(Thing::Claim(Box::new(claim))),
            None => document(store, text)?,
        },
    };
    match found {
        Some(found) => Ok(found),
        None => Err(unknown(store, text)?),
    }
}

fn incident(store: &dyn Store, text: &str) -> Result<Option<Thing>, Astray> {
    if let Ok(id) = IncidentId::parse(text) {
        if let Some(incident) = store.incident(&id)? {
            return Ok(Some(Thing::Incident(Box::new(incident))));
        }
        return alias(store, &id);
    }
    let wanted = text.to_ascii_lowercase();
    let mut found = Vec::new();
    store.incidents(&mut |incident| {
        if incident.id.as_str().to_ascii_lowercase().starts_with(&wanted) {
            found.push(incident);
        }
        Ok(())
    })?;
    only(text, found, |incident| incident.id.to_string())
        .map(|incident| incident.map(|incident| Thing::Incident(Box::new(incident))))
}

/// The incident that holds the claim which gives this id: merging changes which claim founds an
/// incident, and an id quoted before must still find it.
fn alias(store: &dyn Store, wanted: &IncidentId) -> Result<Option<Thing>, Astray> {
    let mut claims = store.claim_ids(ClaimKind::Incident)?.into_iter();
    let Some(claim) = claims.find(|claim| IncidentId::founded_by(claim) == *wanted) else {
        return Ok(None);
    };
    let incident = match store.incident_of(&claim)? {
        Some(id) => store.incident(&id)?,
        None => None,
    };
    Ok(incident.map(|incident| Thing::Incident(Box::new(incident))))
}

fn derived(store: &dyn Store, text: &str) -> Result<Option<Thing>, Astray> {
    let wanted = text.to_ascii_lowercase();
    let begins = |id: &str| id.to_ascii_lowercase().starts_with(&wanted);
    match wanted.as_bytes().first() {
        Some(b'f') => {
            let mut found = Vec::new();
            store.finds(&mut keep(&mut found, |find: &Find| begins(&find.id)))?;
            Ok(only(text, found, |find| find.id.clone())?.map(|find| Thing::Find(Box::new(find))))
        }
        Some(b't') => {
            let mut found = Vec::new();
            store.series(&mut keep(&mut found, |one: &TallySeries| begins(&one.id)))?;
            Ok(only(text, found, |one| one.id.clone())?.map(|one| Thing::Series(Box::new(one))))
        }
        _ => {
            let mut found = Vec::new();
            store.findings(&mut keep(&mut found, |one: &Finding| begins(&one.id)))?;
            Ok(only(text, found, |one| one.id.clone())?.map(|one| Thing::Finding(Box::new(one))))
        }
    }
}

fn keep<'a, T>(
    found: &'a mut Vec<T>,
    wanted: impl Fn(&T) -> bool + 'a,
) -> impl FnMut(T) -> Result<(), StoreError> + 'a {
    move |thing| {
        if wanted(&thing) {
            found.push(thing);
        }
        Ok(())
    }
}

/// The claim that `text` names: `0f3c9a12bd45.i1`, or a document's name, a dot or a space, and the
/// entry, as in `report-7.i1`.
pub fn claim(store: &dyn Store, text: &str) -> Result<Option<Claim>, Astray> {
    if let Ok(id) = ClaimId::parse(&text.to_ascii_lowercase())
        && let Some(claim) = store.claim(&id)?
    {
        return Ok(Some(claim));
    }
    let Some((document, local)) = text.rsplit_once(['.', ' ']) else {
        return Ok(None);
    };
    let mut found = Vec::new();
    for id in store.find_documents(document.trim())? {
        if let Some(claim) = store.claim(&ClaimId::new(&id, local))? {
            found.push(claim);
        }
    }
    only(text, found, |claim| claim.id.to_string())
}

fn document(store: &dyn Store, text: &str) -> Result<Option<Thing>, Astray> {
    let mut found = Vec::new();
    for id in store.find_documents(text)? {
        found.extend(store.document(&id)?);
    }
    // A name in full wins over documents whose identity happens to begin so.
    if let Some(exact) = found.iter().position(|stored| stored.document.label == text) {
        return Ok(Some(Thing::Document(Box::new(found.swap_remove(exact)))));
    }
    let shown = |stored: &StoredDocument| {
        format!("{} ({})", stored.document.label, stored.document.id.short())
    };
    Ok(only(text, found, shown)?.map(|stored| Thing::Document(Box::new(stored))))
}

fn only<T>(
    text: &str,
    mut found: Vec<T>,
    shown: impl Fn(&T) -> String,
) -> Result<Option<T>, Astray> {
    match found.len() {
        0 => Ok(None),
        1 => Ok(found.pop()),
        many => {
            let mut names: Vec<String> = found.iter().take(MOST_SUGGESTIONS).map(shown).collect();
            if many > names.len() {
                names.push(format!("and {} more", many - names.len()));
            }
            Err(Astray::Several { given: text.to_owned(), many, names })
        }
    }
}

fn unknown(store: &dyn Store, text: &str) -> Result<Astray, Astray> {
    let mut near = Suggestions::to(text);
    store.incidents(&mut |one| near.consider(one.id.as_str()))?;
    store.finds(&mut |one| near.consider(&one.id))?;
    store.series(&mut |one| near.consider(&one.id))?;
    store.findings(&mut |one| near.consider(&one.id))?;
    store.documents(&mut |one| {
        near.consider(&one.label)?;
        near.consider(DocumentId::short(&one.id))
    })?;
    Ok(Astray::Unknown { given: text.to_owned(), near: near.best() })
}

/// Ids like the one that was given.
struct Suggestions {
    given: String,
    near: Vec<(f64, String)>,
}

impl Suggestions {
    fn to(given: &str) -> Self {
        Self { given: given.to_lowercase(), near: Vec::new() }
    }

    /// A visitor's step; never ends the walk.
    fn consider(&mut self, id: &str) -> Result<(), StoreError> {
        let alike = strsim::jaro_winkler(&self.given, &id.to_lowercase());
        if alike >= ALIKE {
            self.near.push((alike, id.to_owned()));
            self.near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
            self.near.truncate(MOST_SUGGESTIONS);
        }
        Ok(())
    }

    fn best(self) -> Option<String> {
        let names: Vec<String> = self.near.into_iter().take(3).map(|(_, id)| id).collect();
        match names.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            [first @ .., last] => Some(format!("{} or {last}", first.join(", "))),
        }
    }
}
