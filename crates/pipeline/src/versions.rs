//! Which documents are versions of one article, kept up to date as documents come in.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cairn_intake::revision::{Version, order, same_article};
use cairn_model::DocumentId;
use cairn_model::register::VersionLink;
use cairn_store::{Store, StoredDocument};

use crate::PipelineError;

/// An article key that more documents share than this tells nothing.
const COMMON_KEY: usize = 64;

/// Documents whose place in a chain of versions changed, and how many links there are now.
#[derive(Debug, Default)]
pub(crate) struct Changed {
    pub(crate) documents: BTreeSet<DocumentId>,
    pub(crate) links: u64,
}

/// Works out the chains that these documents are in, which have just arrived.
///
/// Where an article key becomes too common by that, the chains that it held together come apart.
pub(crate) fn update(
    store: &mut dyn Store,
    documents: &[DocumentId],
) -> Result<Changed, PipelineError> {
    let mut changed = Changed::default();
    let mut done = BTreeSet::new();
    for some in documents.chunks(TOGETHER) {
        let shared = Shared::look_up(store, some)?;
        let others = shared.now_common(store)?;
        for document in some.iter().chain(&others) {
            if !done.contains(document) {
                // Most are alone, which can be seen without their texts.
                if shared.near(store, document)?.is_empty()
                    && store.version_links(document)?.is_empty()
                {
                    continue;
                }
                let article = article(store, &shared, document)?;
                done.extend(article.keys().cloned());
                link(store, &article, &mut changed)?;
            }
        }
    }
    Ok(changed)
}

/// Links the versions of an article, and undoes links that are no more.
fn link(
    store: &mut dyn Store,
    article: &Article,
    changed: &mut Changed,
) -> Result<(), PipelineError> {
    let links = links(article);
    let mut before = BTreeSet::new();
    for id in article.keys() {
        let links = store.version_links(id)?;
        before.extend(links.into_iter().map(|link| (link.earlier, link.later)));
    }
    let after: BTreeSet<_> =
        links.iter().map(|link| (link.earlier.clone(), link.later.clone())).collect();
    if before == after {
        return Ok(());
    }
    for (earlier, later) in &before {
        store.remove_version_links(earlier)?;
        changed.documents.extend([earlier.clone(), later.clone()]);
    }
    for link in &links {
        store.put_version_link(link)?;
        changed.documents.extend([link.earlier.clone(), link.later.clone()]);
    }
    changed.links += after.difference(&before).count() as u64;
    Ok(())
}

/// All documents linked to this one as versions, itself included, by identity.
pub(crate) fn linked(
    store: &dyn Store,
    document: &DocumentId,
) -> Result<BTreeSet<DocumentId>, PipelineError> {
    let mut members = BTreeSet::from([document.clone()]);
    let mut waiting = vec![document.clone()];
    while let Some(id) = waiting.pop() {
        for link in store.version_links(&id)? {
            for other in [link.earlier, link.later] {
                if members.insert(other.clone()) {
                    waiting.push(other);
                }
            }
        }
    }
    Ok(members)
}

type Article = BTreeMap<DocumentId, StoredDocument>;

/// The document and all others that are versions of the same article, directly or by way of another.
fn article(
    store: &dyn Store,
    shared: &Shared,
    document: &DocumentId,
) -> Result<Article, PipelineError> {
    let mut article = Article::new();
    let mut waiting = vec![document.clone()];
    let mut seen: Article = Article::new();
    if let Some(stored) = store.document(document)? {
        article.insert(document.clone(), stored);
    }
    while let Some(id) = waiting.pop() {
        for other in shared.near(store, &id)? {
            if article.contains_key(&other) {
                continue;
            }
            if !seen.contains_key(&other)
                && let Some(stored) = store.document(&other)?
            {
                seen.insert(other.clone(), stored);
            }
            let same = match (article.get(&id), seen.get(&other)) {
                (Some(a), Some(b)) => same_article(&version(a), &version(b)).is_some(),
                _ => false,
            };
            if same && let Some(stored) = seen.remove(&other) {
                article.insert(other.clone(), stored);
                waiting.push(other);
            }
        }
    }
    Ok(article)
}

/// Documents whose keys are looked up together.
const TOGETHER: usize = 32_768;

/// The article keys that documents share with others, for those that have just arrived.
#[derive(Debug, Default)]
struct Shared {
    /// By document, each key with how many have it; those that share none are held, too.
    keys: HashMap<DocumentId, Vec<(u64, usize)>>,
}

impl Shared {
    /// Looks the keys of all these documents up in one go through the index.
    fn look_up(store: &dyn Store, documents: &[DocumentId]) -> Result<Self, PipelineError> {
        let mut of_documents: Vec<(u64, &DocumentId)> = Vec::new();
        for document in documents {
            let keys = store.article_keys(document)?;
            of_documents.extend(keys.into_iter().map(|key| (key, document)));
        }
        of_documents.sort_unstable_by_key(|(key, _)| *key);
        let mut all: Vec<u64> = of_documents.iter().map(|(key, _)| *key).collect();
        all.dedup();
        let mut keys: HashMap<DocumentId, Vec<(u64, usize)>> =
            documents.iter().map(|document| (document.clone(), Vec::new())).collect();
        let mut shared = store.shared_article_keys(&all, COMMON_KEY + 1)?.into_iter().peekable();
        for (key, document) in of_documents {
            while shared.next_if(|(other, _)| *other < key).is_some() {}
            if let Some(found) = shared.peek().filter(|(other, _)| *other == key)
                && let Some(keys) = keys.get_mut(document)
            {
                keys.push(*found);
            }
        }
        Ok(Self { keys })
    }

    /// Documents that share a telling article key with this one, by identity.
    fn near(
        &self,
        store: &dyn Store,
        id: &DocumentId,
    ) -> Result<BTreeSet<DocumentId>, PipelineError> {
        let looked_up;
        let keys = match self.keys.get(id) {
            Some(keys) => keys,
            None => {
                let all = store.article_keys(id)?;
                looked_up = store.shared_article_keys(&all, COMMON_KEY + 1)?;
                &looked_up
            }
        };
        let mut near = BTreeSet::new();
        for (key, holders) in keys {
            if *holders <= COMMON_KEY {
                near.extend(store.documents_with_key(*key, *holders)?);
            }
        }
        near.remove(id);
        Ok(near)
    }

    /// Documents with a key that was telling before these arrivals, and is no more.
    fn now_common(&self, store: &dyn Store) -> Result<BTreeSet<DocumentId>, PipelineError> {
        let mut common: BTreeMap<u64, usize> = BTreeMap::new();
        for (key, holders) in self.keys.values().flatten() {
            if *holders > COMMON_KEY {
                *common.entry(*key).or_default() += 1;
            }
        }
        let mut others = BTreeSet::new();
        for (key, new) in common {
            // One more than could have been there for the key to have been telling.
            let members = store.documents_with_key(key, COMMON_KEY + new + 1)?;
            if members.len() <= COMMON_KEY + new {
                others.extend(members);
            }
        }
        Ok(others)
    }
}

fn version(stored: &StoredDocument) -> Version<'_> {
    Version {
        id: &stored.document.id,
        meta: &stored.document.meta,
        text: &stored.document.text,
        announced: stored.revision.as_ref(),
    }
}

/// Each version to the next.
fn links(article: &Article) -> Vec<VersionLink> {
    let mut versions: Vec<Version<'_>> = article.values().map(version).collect();
    versions.sort_by(order);
    versions
        .windows(2)
        .filter_map(|pair| match pair {
            [earlier, later] => Some(VersionLink {
                earlier: earlier.id.clone(),
                later: later.id.clone(),
                why: same_article(earlier, later)
                    .unwrap_or_else(|| "both are versions of a third".to_owned()),
            }),
            _ => None,
        })
        .collect()
}
