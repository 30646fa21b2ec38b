//! Who stands behind a report: names of bodies brought to one form, and independence counted.
//!
//! "Azerbaijani Foreign Ministry", "Ministry of Foreign Affairs of Azerbaijan" and "MFA" are one
//! body. The words that make them so are data, given as a table.

use std::collections::{BTreeMap, BTreeSet};

use crate::fold::fold;

/// Words for bodies that mean the same, and words that tell nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bodies {
    /// Longest first.
    phrases: Vec<Phrase>,
    ignored: BTreeSet<String>,
}

/// Words and what they stand for, ready to be found and put between blanks.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Phrase {
    padded: String,
    canonical: String,
}

impl Phrase {
    fn new(phrase: &str, canonical: &str) -> Self {
        Self { padded: format!(" {phrase} "), canonical: format!(" #{canonical} ") }
    }

    fn first_word(&self) -> &str {
        self.padded.split_whitespace().next().unwrap_or_default()
    }
}

impl Bodies {
    /// Reads the table: lines of `canonical<tab>phrase | phrase`; the canonical word `-` marks words
    /// that tell nothing; lines that start with `#` are remarks. A line without a tab is skipped.
    pub fn parse(text: &str) -> Self {
        let mut bodies = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some((canonical, phrases)) = line.split_once('\t') else {
                continue;
            };
            let canonical = canonical.trim();
            for phrase in phrases.split('|').map(fold).filter(|phrase| !phrase.is_empty()) {
                if canonical == "-" {
                    bodies.ignored.insert(phrase);
                } else {
                    bodies.phrases.push(Phrase::new(&phrase, canonical));
                }
            }
        }
        bodies.phrases.sort_by(|a, b| {
            let length = |phrase: &Phrase| std::cmp::Reverse(phrase.padded.len());
            (length(a), &a.padded, &a.canonical).cmp(&(length(b), &b.padded, &b.canonical))
        });
        bodies.phrases.dedup();
        bodies
    }

    /// The words of a body's name in one form, sorted: equal for spellings of one body.
    ///
    /// Words that a phrase of the table stands for are marked with `#`.
    pub fn key(&self, name: &str) -> String {
        let mut text = format!(" {} ", fold(name));
        let folded = text.clone();
        // Putting one phrase in brings no word of another: what it stands for is marked.
        let words: Vec<&str> = folded.split_whitespace().collect();
        for phrase in self.phrases.iter().filter(|phrase| words.contains(&phrase.first_word())) {
            while let Some(at) = text.find(&phrase.padded) {
                text.replace_range(at..at + phrase.padded.len(), &phrase.canonical);
            }
        }
        let words: BTreeSet<&str> =
            text.split_whitespace().filter(|word| !self.ignored.contains(*word)).collect();
        if words.is_empty() {
            // A name of nothing but such words is still a name.
            return text.trim().to_owned();
        }
        words.into_iter().collect::<Vec<_>>().join(" ")
    }

    /// Whether two keys name one body: each word of the one has its like in the other.
    pub fn same(a: &str, b: &str) -> bool {
        let within = |a: &str, b: &str| {
            !a.is_empty() && a.split(' ').all(|word| b.split(' ').any(|other| kin(word, other)))
        };
        a == b || within(a, b) || within(b, a)
    }
}

/// Whether two words are one but for their ending, as a country and its adjective are.
pub(crate) fn kin(a: &str, b: &str) -> bool {
    // Canonical names of bodies are marked, and are never like anything but themselves.
    if a == b || a.starts_with('#') || b.starts_with('#') {
        return a == b;
    }
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.chars().count(), b.chars().count());
    common >= 5 && a - common <= 4 && b - common <= 4
}

/// One report's sources: any two of them may have spoken with one voice.
pub(crate) type Voices = BTreeSet<String>;

/// The largest set of reports found no two of which share a source: each is an independent source.
///
/// Fewest sources first, so that bodies that spoke alone count before those that spoke jointly.
pub(crate) fn independent(reports: &[Voices]) -> Vec<Voices> {
    let mut order: Vec<&Voices> = reports.iter().filter(|voices| !voices.is_empty()).collect();
    order.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    order.dedup();
    let mut chosen: Vec<Voices> = Vec::new();
    for voices in order {
        let shares =
            |other: &Voices| voices.iter().any(|a| other.iter().any(|b| Bodies::same(a, b)));
        if !chosen.iter().any(shares) {
            chosen.push(voices.clone());
        }
    }
    chosen
}

/// The fullest of several spellings of one body, by key.
pub(crate) fn labels<'a>(
    names: impl Iterator<Item = (String, &'a str)>,
) -> BTreeMap<String, String> {
    let mut labels: BTreeMap<String, String> = BTreeMap::new();
    for (key, name) in names {
        let label = labels.entry(key).or_insert_with(|| name.to_owned());
        if (name.len(), label.as_str()) > (label.len(), name) {
            name.clone_into(label);
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies() -> Bodies {
        Bodies::parse(
            "foreign-ministry\tministry of foreign affairs | foreign ministry | mfa\n-\tof | the\n",
        )
    }

    fn voices(names: &[&str]) -> Voices {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn spellings_of_a_body_are_one() {
        let bodies = bodies();
        assert_eq!(bodies.key("The Ministry of Foreign Affairs"), bodies.key("MFA"));
        assert!(Bodies::same(
            &bodies.key("Ministry of Foreign Affairs of Ruritania"),
            &bodies.key("foreign ministry")
        ));
        assert!(!Bodies::same(&bodies.key("police"), &bodies.key("hospital")));
    }

    #[test]
    fn a_joint_statement_is_one_source_unless_its_bodies_also_spoke_alone() {
        let joint = voices(&["ministry", "prosecutor"]);
        assert_eq!(independent(&[joint.clone(), joint.clone()]).len(), 1);
        assert_eq!(independent(&[joint.clone(), voices(&["ministry"])]).len(), 1);
        assert_eq!(independent(&[joint, voices(&["ministry"]), voices(&["prosecutor"])]).len(), 2);
    }
}
