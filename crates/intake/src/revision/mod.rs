//! Versions of one article: which documents they are, in which order, and how they differ.
//!
//! Everything here is a pure function of the documents, so that chains come out the same in
//! whatever order documents arrive. To compare a new document with those of a register, look up
//! those that share one of its [`article_keys`] and ask [`same_article`] of each.

mod address;
mod difference;
mod fingerprint;

use std::cmp::Ordering;

use cairn_model::{DocumentId, DocumentMeta, Revision};
use jiff::civil::Date;

pub use address::normal_url;
pub use difference::{Change, DiffLine, sentence_diff};
use fingerprint::{Fingerprint, combine, hash};

/// A document as a possible version of an article.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// Identity.
    pub id: &'a DocumentId,
    /// What is known beside the text.
    pub meta: &'a DocumentMeta,
    /// The text.
    pub text: &'a str,
    /// What the text says about being a later version, as the reader found it.
    pub announced: Option<&'a Revision>,
}

/// Keys of which two versions of one article share at least one: always when their URL is the
/// same, and with a probability above 99 % when their texts are near-identical and come from one
/// publisher.
///
/// Keys are hashes, sorted, without repetition. At most 42 for one document. Two keys that are alike
/// by chance do no harm, as [`same_article`] decides.
pub fn article_keys(version: &Version<'_>) -> Vec<u64> {
    let mut keys = Vec::new();
    if let Some(url) = version.meta.url.as_deref().and_then(normal_url) {
        keys.push(hash(&["url", &url]));
    }
    let outlet = Outlet::of(version.meta);
    let outlet = hash(&["outlet", outlet.key()]);
    let fingerprint = Fingerprint::of(version.text);
    keys.extend(
        fingerprint.bands().map(|(number, band)| combine(outlet, combine(number as u64, band))),
    );
    // Texts that differ more are versions only when they are a day apart at most, so a looser key
    // may hold the day; each day is a key of its own and of the day before.
    if let Some(day) = version.meta.published {
        let days = [Some(day), day.tomorrow().ok()];
        for (number, minimum) in fingerprint.loose() {
            for day in days.into_iter().flatten() {
                let of_the_day = combine(outlet, hash(&["day", &day.to_string()]));
                keys.push(combine(of_the_day, combine(number as u64, minimum)));
            }
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Whether two documents are versions of one article, and why, in one line.
///
/// They are when their URL is the same. Else they must come from the same publisher, close in time,
/// and share enough of their wording; less is enough when one of them says that it is an update.
/// Formulaic bulletins of different weeks are not versions of each other, however alike.
pub fn same_article(a: &Version<'_>, b: &Version<'_>) -> Option<String> {
    let url = |version: &Version<'_>| version.meta.url.as_deref().and_then(normal_url);
    if let (Some(a), Some(b)) = (url(a), url(b))
        && a == b
    {
        return Some(format!("same address {a}"));
    }
    let outlet = Outlet::of(a.meta);
    if outlet != Outlet::of(b.meta) {
        return None;
    }
    let announced = a.announced.is_some() || b.announced.is_some();
    let apart = Apart::of(a.meta.published, b.meta.published);
    let needed = needed_likeness(&outlet, apart, announced)?;
    let likeness = Fingerprint::of(a.text).likeness(&Fingerprint::of(b.text));
    if likeness < needed {
        return None;
    }
    let percent = (likeness * 100.0).floor();
    let who = match &outlet {
        Outlet::Named(_) => "same publisher",
        Outlet::Unknown => "publisher not known",
    };
    let update = if announced { ", one says it is an update" } else { "" };
    Some(format!("{who}, {percent} % of the wording shared{}{update}", apart.words()))
}

/// The share of wording (Jaccard index of three-word shingles) from which two texts are versions of
/// one article; `None` when no likeness is enough.
///
/// A wrong chain hides claims as superseded, a missing one only shows them twice; so without a date
/// or publisher more is asked for.
fn needed_likeness(outlet: &Outlet, apart: Apart, announced: bool) -> Option<f64> {
    match (outlet, apart, announced) {
        (Outlet::Named(_), Apart::Days(0..=1), true) => Some(0.3),
        (Outlet::Named(_), _, true) => Some(0.6),
        (Outlet::Named(_), Apart::Days(0..=2), false) => Some(0.6),
        (Outlet::Named(_), Apart::Unknown, false) => Some(0.8),
        (Outlet::Unknown, Apart::Days(0..=1) | Apart::Unknown, true) => Some(0.6),
        (Outlet::Unknown, Apart::Days(0..=1) | Apart::Unknown, false) => Some(0.8),
        (_, Apart::Days(_), _) => None,
    }
}

/// Which of two versions is the earlier one, `Less` when it is `a`. Total, and independent of the
/// order of arrival.
///
/// The day of publication decides, then whether and with which number a text says that it is an
/// update, then the id. Without a day, a text that announces itself as an update is later than
/// those with one, and any other text is earlier.
pub fn order(a: &Version<'_>, b: &Version<'_>) -> Ordering {
    rank(a).cmp(&rank(b))
}

fn rank<'a>(version: &Version<'a>) -> (u8, Option<Date>, bool, u32, &'a DocumentId) {
    let announced = version.announced.is_some();
    let day = version.meta.published;
    let era = match (day, announced) {
        (None, false) => 0,
        (Some(_), _) => 1,
        (None, true) => 2,
    };
    let number = version.announced.and_then(|revision| revision.number);
    (era, day, announced, number.unwrap_or(0), version.id)
}

/// Who published a document, for comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Outlet {
    Named(String),
    Unknown,
}

impl Outlet {
    /// The publisher by name, else the host of the URL.
    fn of(meta: &DocumentMeta) -> Self {
        let named = meta.publisher.as_deref().map(plain).filter(|name| !name.is_empty());
        let host = || meta.url.as_deref().and_then(address::host);
        named.or_else(host).map_or(Self::Unknown, Self::Named)
    }

    fn key(&self) -> &str {
        match self {
            Self::Named(name) => name,
            Self::Unknown => "?",
        }
    }
}

/// Letters and digits in lower case, words separated by one space.
fn plain(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join(" ")
}

/// How far apart two days of publication are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Apart {
    Days(u32),
    Unknown,
}

impl Apart {
    fn of(a: Option<Date>, b: Option<Date>) -> Self {
        let days = a.zip(b).and_then(|(a, b)| a.until(b).ok());
        days.map_or(Self::Unknown, |span| Self::Days(span.get_days().unsigned_abs()))
    }

    fn words(self) -> String {
        match self {
            Self::Days(0) => ", same day".to_owned(),
            Self::Days(1) => ", one day apart".to_owned(),
            Self::Days(days) => format!(", {days} days apart"),
            Self::Unknown => String::new(),
        }
    }
}

#[cfg(test)]
mod tests;
