//! The register on the desk: what a piece of work has looked up so far, so that it is looked up once.
//!
//! Holds contexts of claims and members of blocks; what was not asked for in a while is let go, which
//! changes nothing but time.

use std::sync::Arc;

use cairn_model::{Claim, ClaimBody, ClaimId, Document, DocumentId, DocumentMeta, StatementKind};
use cairn_register::{
    Block, Bodies, ClaimContext, DocumentFacts, EventTable, PlaceKeys, Rules, Rulings, Weights,
    block_keys,
};
use cairn_store::{NewClaim, Store};

use crate::held::{Held, Room, room_of_list};
use crate::{PipelineError, PlaceNames};

/// Contexts, and lists of keys, of a generation (see [`Held`]), some 120 MB.
const HELD: usize = 80_000;
/// Claims of a document that are held together at most: those of a report are wanted together, those
/// of a layer are too many and wanted one by one.
const TOGETHER: usize = 1_000;
/// Documents of a generation whose claims are held one by one.
const LARGE: usize = 100;
/// Blocks of a generation; a long one counts for several.
const BLOCKS: usize = 50_000;

/// Places of a generation whose keys are known, some 10 MB.
const PLACES: usize = 20_000;

/// The rules of deriving that do not change while the program runs.
#[derive(Debug)]
pub(crate) struct Tables {
    pub(crate) weights: Weights,
    pub(crate) bodies: Bodies,
    pub(crate) events: EventTable,
}

impl Tables {
    pub(crate) fn load() -> Result<Self, PipelineError> {
        Ok(Self {
            weights: Weights::default(),
            bodies: Bodies::parse(include_str!("../../../lexicon/bodies.tsv")),
            events: EventTable::parse(include_str!("../../../lexicon/events.tsv"))?,
        })
    }
}

/// A register that is being worked on.
pub(crate) struct Desk<'s> {
    pub(crate) store: &'s mut dyn Store,
    pub(crate) names: &'s dyn PlaceNames,
    pub(crate) tables: Tables,
    pub(crate) rulings: Rulings,
    contexts: Held<ClaimId, Arc<ClaimContext>>,
    /// What is known of documents that have too many claims to be held together, and their country.
    large: Held<DocumentId, (Arc<DocumentFacts>, Option<String>)>,
    blocks: Held<String, Arc<Members>>,
    keys: Held<ClaimId, Arc<Vec<String>>>,
    places: Held<[Option<String>; 4], PlaceKeys>,
}

impl<'s> Desk<'s> {
    pub(crate) fn new(
        store: &'s mut dyn Store,
        names: &'s dyn PlaceNames,
    ) -> Result<Self, PipelineError> {
        let rulings = Rulings::of(&store.decisions()?);
        let mut tables = Tables::load()?;
        tables.weights = weights(&rulings);
        Ok(Self {
            store,
            names,
            tables,
            rulings,
            contexts: Held::new(HELD),
            large: Held::new(LARGE),
            blocks: Held::new(BLOCKS),
            keys: Held::new(HELD),
            places: Held::new(PLACES),
        })
    }

    /// Goes by these rulings from here on.
    pub(crate) fn rule(&mut self, rulings: Rulings) {
        self.tables.weights = weights(&rulings);
        self.rulings = rulings;
    }

    pub(crate) const fn rules(&self) -> Rules<'_> {
        Rules { weights: &self.tables.weights, rulings: &self.rulings, bodies: &self.tables.bodies }
    }

    /// Forgets what is held about these documents, because their versions changed.
    pub(crate) fn forget_documents(
        &mut self,
        documents: &[DocumentId],
    ) -> Result<(), PipelineError> {
        for document in documents {
            self.large.remove(document);
            for claim in self.store.claims_of(document)? {
                self.contexts.remove(&claim.id);
            }
        }
        Ok(())
    }

    /// Notes that claims with these keys have come in.
    pub(crate) fn forget_blocks(&mut self, claims: &[NewClaim]) {
        for key in claims.iter().flat_map(|claim| &claim.keys) {
            self.blocks.remove(Block::of(key).0.key());
        }
    }

    /// An incident or a find in its context; `None` when there is no such claim, or it is of
    /// another kind. The words that say so are left out, as nothing is derived from them.
    pub(crate) fn context(
        &mut self,
        id: &ClaimId,
    ) -> Result<Option<Arc<ClaimContext>>, PipelineError> {
        if let Some(context) = self.contexts.get(id) {
            return Ok(Some(context));
        }
        let Some(claim) = self.store.claim(id)? else {
            return Ok(None);
        };
        if !is_linked(&claim) {
            return Ok(None);
        }
        if let Some((facts, country)) = self.large.get(&claim.document) {
            self.hold(claim, &facts, country.as_deref());
        } else {
            self.hold_document(claim)?;
        }
        Ok(self.contexts.get(id))
    }

    /// Holds a claim, with all others of its document if they are not too many.
    fn hold_document(&mut self, wanted: Claim) -> Result<(), PipelineError> {
        let document = wanted.document.clone();
        let Some(about) = self.store.about(&document)? else {
            return Ok(());
        };
        let claims = self.store.claims_of(&document)?;
        let mut facts = facts(&about.label, &about.meta, &claims);
        facts.superseded = about.superseded;
        if about.linked {
            facts.chain = self.chain(&document)?;
        }
        let facts = Arc::new(facts);
        let country = about.meta.country;
        if claims.len() > TOGETHER {
            self.hold(wanted, &facts, country.as_deref());
            self.large.insert(document, (facts, country));
            return Ok(());
        }
        for claim in claims.into_iter().filter(is_linked) {
            self.hold(claim, &facts, country.as_deref());
        }
        Ok(())
    }

    fn hold(&mut self, mut claim: Claim, facts: &Arc<DocumentFacts>, country: Option<&str>) {
        leave_words_out(&mut claim.body);
        let place = self.place_keys(&claim.body, country);
        let id = claim.id.clone();
        self.contexts.insert(id, Arc::new(ClaimContext::new(claim, Arc::clone(facts), place)));
    }

    /// The keys of a claim's place, worked out once for places named in the same way.
    fn place_keys(&mut self, body: &ClaimBody, country: Option<&str>) -> PlaceKeys {
        let place = match body {
            ClaimBody::Incident(incident) => &incident.place,
            ClaimBody::Find(find) => &find.place,
            body => return place_keys(body, country, self.names),
        };
        let named = [
            place.settlement.as_deref(),
            place.district.as_deref(),
            place.country.as_deref(),
            country,
        ]
        .map(|name| name.map(str::to_owned));
        if let Some(keys) = self.places.get(&named) {
            return keys;
        }
        let keys = self.names.keys(place, country);
        self.places.insert(named, keys.clone());
        keys
    }

    /// Figures and contradictions in their context, in the order of `claims`. Not held, because
    /// all figures about an area are wanted at once, and then no more.
    pub(crate) fn figures(&self, claims: &[ClaimId]) -> Result<Vec<ClaimContext>, PipelineError> {
        let mut contexts = Vec::with_capacity(claims.len());
        let mut last: Option<(DocumentId, Option<String>, Arc<DocumentFacts>)> = None;
        for id in claims {
            let Some(mut claim) = self.store.claim(id)? else {
                continue;
            };
            leave_words_out(&mut claim.body);
            let (country, facts) = match last.take() {
                Some((document, country, facts)) if document == claim.document => (country, facts),
                _ => {
                    let Some(about) = self.store.about(&claim.document)? else {
                        continue;
                    };
                    let claims = match about.contradicts {
                        true => self.store.claims_of(&claim.document)?,
                        false => Vec::new(),
                    };
                    let mut facts = facts(&about.label, &about.meta, &claims);
                    facts.superseded = about.superseded;
                    (about.meta.country, Arc::new(facts))
                }
            };
            last = Some((claim.document.clone(), country.clone(), Arc::clone(&facts)));
            let place = place_keys(&claim.body, country.as_deref(), self.names);
            contexts.push(ClaimContext::new(claim, facts, place));
        }
        Ok(contexts)
    }

    /// The chain of versions a document is in, by its smallest identity.
    fn chain(&self, document: &DocumentId) -> Result<Option<String>, PipelineError> {
        let members = crate::versions::linked(self.store, document)?;
        Ok(members.first().map(ToString::to_string))
    }

    /// The keys of a claim as they were when it was added.
    pub(crate) fn keys(&mut self, id: &ClaimId) -> Result<Arc<Vec<String>>, PipelineError> {
        if let Some(keys) = self.keys.get(id) {
            return Ok(keys);
        }
        let keys = Arc::new(self.store.claim_keys(id)?);
        self.keys.insert(id.clone(), Arc::clone(&keys));
        Ok(keys)
    }

    /// The claims of a block.
    pub(crate) fn block(&mut self, block: Block<'_>) -> Result<Arc<Members>, PipelineError> {
        if let Some(members) = self.blocks.get(block.key()) {
            return Ok(members);
        }
        let mut members = Members { all: self.under(block.key())?, undated: None };
        if let Some(dated) = block.dated() {
            let undated = members.all.clone();
            members.all.extend(self.under(&dated)?);
            members.all.sort_unstable();
            members.all.dedup();
            members.undated = Some(undated);
        }
        let members = Arc::new(members);
        self.blocks.insert(block.key().to_owned(), Arc::clone(&members));
        Ok(members)
    }

    fn under(&self, key: &str) -> Result<Vec<ClaimId>, PipelineError> {
        Ok(self.store.claims_with_keys(&[key.to_owned()])?)
    }
}

/// The claims of a block, by identity, each once.
#[derive(Debug)]
pub(crate) struct Members {
    pub(crate) all: Vec<ClaimId>,
    /// Those without a date, where dated ones are not compared with each other.
    pub(crate) undated: Option<Vec<ClaimId>>,
}

impl Room for Arc<Members> {
    fn room(&self) -> usize {
        room_of_list(self.all.len() + self.undated.as_ref().map_or(0, Vec::len))
    }
}

impl Room for Arc<ClaimContext> {}
impl Room for (Arc<DocumentFacts>, Option<String>) {}
impl Room for PlaceKeys {}

/// The weights that people decided on, or those set by hand.
fn weights(rulings: &Rulings) -> Weights {
    rulings.weights().map(|(_, weights)| weights.clone()).unwrap_or_default()
}

/// Claims of a new document with the keys under which they are found.
pub(crate) fn keyed(
    document: &Document,
    claims: Vec<Claim>,
    names: &dyn PlaceNames,
) -> Vec<NewClaim> {
    let facts = Arc::new(facts(&document.label, &document.meta, &claims));
    claims
        .into_iter()
        .map(|claim| {
            let place = place_keys(&claim.body, document.meta.country.as_deref(), names);
            let context = ClaimContext::new(claim, Arc::clone(&facts), place);
            NewClaim { keys: block_keys(&context), claim: context.claim }
        })
        .collect()
}

fn facts(label: &str, meta: &DocumentMeta, claims: &[Claim]) -> DocumentFacts {
    let mut facts = DocumentFacts {
        label: label.to_owned(),
        publisher: meta.publisher.clone(),
        published: meta.published,
        country: meta.country.clone(),
        url: meta.url.clone(),
        ..DocumentFacts::default()
    };
    for claim in claims {
        match &claim.body {
            ClaimBody::Statement(statement) if statement.kind == StatementKind::Accusation => {
                facts.accused.extend(statement.addressees.iter().cloned());
            }
            ClaimBody::Contradiction(stated) => facts.stated.push(stated.values.clone()),
            _ => {}
        }
    }
    facts
}

fn place_keys(body: &ClaimBody, country: Option<&str>, names: &dyn PlaceNames) -> PlaceKeys {
    match body {
        ClaimBody::Incident(incident) => names.keys(&incident.place, country),
        ClaimBody::Find(find) => names.keys(&find.place, country),
        ClaimBody::Tally(tally) => names.area_keys(tally.place.as_deref(), country),
        ClaimBody::Contradiction(_)
        | ClaimBody::Statement(_)
        | ClaimBody::Hazard(_)
        | ClaimBody::Record(_)
        | ClaimBody::Release(_) => PlaceKeys::default(),
    }
}

/// Whether claims of its kind are compared with each other.
const fn is_linked(claim: &Claim) -> bool {
    matches!(claim.body, ClaimBody::Incident(_) | ClaimBody::Find(_))
}

/// Quotations are most of a claim's size, and nothing is derived from them.
fn leave_words_out(body: &mut ClaimBody) {
    match body {
        ClaimBody::Incident(incident) => {
            incident.evidence = Vec::new();
            incident.victims.iter_mut().for_each(|victim| victim.evidence = Vec::new());
            incident.attribution.iter_mut().for_each(|step| step.evidence = None);
        }
        ClaimBody::Find(find) => find.evidence = Vec::new(),
        ClaimBody::Tally(tally) => tally.evidence = Vec::new(),
        ClaimBody::Contradiction(contradiction) => contradiction.evidence = Vec::new(),
        ClaimBody::Statement(statement) => statement.evidence = Vec::new(),
        ClaimBody::Hazard(_) | ClaimBody::Record(_) | ClaimBody::Release(_) => {
            if let Some(drawn) = body.drawn_mut() {
                drawn.evidence = Vec::new();
            }
        }
    }
}
