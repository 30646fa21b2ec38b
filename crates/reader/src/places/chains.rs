//! Names that follow each other from fine to coarse, joined into one mention.

use super::elements::{Element, Finder, Kind};
use super::ties::Tie;
use super::{Level, PlaceMention, PlaceRole};
use crate::token::TokenKind;

/// Most tokens between two names of one chain.
const LONGEST_GAP: usize = 10;
/// Most words that describe a place between the comma and its noun ("one of the crowded quarters of").
const LONGEST_DESCRIPTION: usize = 4;

impl Finder<'_, '_> {
    /// Joins the names of a sentence into chains, each a mention.
    pub(super) fn chains(&self, elements: Vec<Element>, mentions: &mut Vec<PlaceMention>) {
        let from = mentions.len();
        let mut way: Vec<(usize, PlaceRole)> = Vec::new();
        let mut plural = Vec::new();
        let mut chain: Vec<Element> = Vec::new();
        for element in elements {
            let goes_on = chain.last().is_some_and(|last| self.linked(&chain, last, &element));
            if !goes_on {
                self.finish(&mut chain, mentions, &mut way);
            }
            if chain.is_empty() && element.plural {
                plural.push(element.tokens.start);
            }
            chain.push(element);
        }
        self.finish(&mut chain, mentions, &mut way);
        self.share_district(&plural, &mut mentions[from..]);
        // "on its way to X": where it happened, as far as the sentence tells.
        let told = mentions[from..].iter().any(|m| m.role == PlaceRole::Where && m.fineness > 0);
        if let Some(&(first, role)) = way.first()
            && !told
            && let Some(mention) = mentions.get_mut(first)
        {
            mention.role = role;
        }
    }

    /// "X, Y and Z villages of the W district": W is the district of all.
    ///
    /// `plural` are the first tokens of names that a noun in the plural closes.
    fn share_district(&self, plural: &[usize], mentions: &mut [PlaceMention]) {
        let words = &self.words;
        let beside = |gap: std::ops::Range<usize>| {
            gap.len() == 1 && (words.doc.folded(gap.start) == "," || words.is_and(gap.start))
        };
        for last in (1..mentions.len()).rev() {
            let shares = plural.contains(&mentions[last].tokens.start)
                && mentions[last].settlement.is_some()
                && mentions[last].district.is_some();
            if !shares {
                continue;
            }
            for at in (0..last).rev() {
                let gap = mentions[at].tokens.end..mentions[at + 1].tokens.start;
                if !beside(gap)
                    || mentions[at].settlement.is_none()
                    || mentions[at].district.is_some()
                {
                    break;
                }
                let (district, country) = (&mentions[last].district, &mentions[last].country);
                let (district, country) = (district.clone(), country.clone());
                let mention = &mut mentions[at];
                mention.district = district;
                mention.country = mention.country.take().or(country);
                mention.fineness = 6;
            }
        }
    }

    /// Whether `next` says more coarsely where `last` lies.
    fn linked(&self, chain: &[Element], last: &Element, next: &Element) -> bool {
        let words = &self.words;
        let doc = words.doc;
        let gap = last.tokens.end..next.tokens.start;
        // "farmers from X near Y": who came from X, and where it happened.
        let coarse = next.level.is_some_and(|level| level > Level::Settlement);
        if last.tie == Tie::Other && next.tie == Tie::Near && !coarse {
            return false;
        }
        // "at X on the road to Y"
        if next.kind.is_road() && !last.kind.is_road() {
            return false;
        }
        if is_above(last, next) {
            // "X rayonunun işğaldan azad edilmiş Y kəndi"
            let describes = |at: usize| {
                doc.kind(at) == TokenKind::Word && !words.is_people(at) && !words.is_reporting(at)
            };
            return next.certain
                && (gap.len() <= 2 && gap.clone().all(|at| words.is_qualifier(at))
                    || next.level.is_some() && gap.len() <= 5 && gap.clone().all(describes));
        }
        // "Azerbaijan's Kelbajar district", "the Georgian district", "Kelbajar's Susuz village".
        let owned = gap.len() <= 4 && words.is_possessive(gap.start);
        if last.level == Some(Level::Country) && last.adjective || owned {
            return gap.len() <= 4
                && (next.certain
                    || last.level == Some(Level::Country)
                    || matches!(last.tie, Tie::Where | Tie::Near | Tie::Between))
                && gap.clone().all(|at| {
                    words.is_possessive(at) || words.is_qualifier(at) || words.noun(at).is_some()
                });
        }
        // "in the Xian district of the Yish province" without a word between.
        let beside = words.cases && next.certain && next.level.is_some() && !next.adjective;
        if last.level == Some(Level::Country)
            || last.tie == Tie::Dateline
            || gap.is_empty() && !beside
        {
            return false;
        }
        // "between X and Y in the district of Z"
        let is_and = gap.len() <= 2 && words.is_and(gap.start);
        if chain.first().is_some_and(|first| first.tie == Tie::Between) && is_and {
            return chain.len() == 1;
        }
        let coarser = match (last.level, next.level) {
            (Some(a), Some(b)) => b >= a && !(a == b && last.plural),
            (Some(Level::Settlement) | None, _) => true,
            // "Bijapur district of Chhattisgarh"
            (Some(_), None) => {
                next.tie == Tie::Where && (next.certain || gap.len() == 1 && words.is_of(gap.start))
            }
        };
        if !coarser || next.kind == Kind::Quarter || gap.len() > LONGEST_GAP {
            return false;
        }
        if last.plural && doc.folded(gap.start) == "," || self.goes_on_as_list(last, next) {
            return false;
        }
        // A bare name after a comma: a person's, unless something closes it.
        let bare = !next.certain && gap.len() == 1 && doc.folded(gap.start) == ",";
        if bare && self.is_about_person(next) {
            return false;
        }
        self.only_links(gap)
    }

    /// Whether the tokens between two names only tie them: ", a ruined village in the", "(".
    fn only_links(&self, gap: std::ops::Range<usize>) -> bool {
        let words = &self.words;
        let doc = words.doc;
        let noun = gap.clone().find(|&at| words.noun(at).is_some());
        let describes = |at: usize| {
            noun.is_some_and(|noun| at < noun && noun - at <= LONGEST_DESCRIPTION)
                && doc.kind(at) == TokenKind::Word
                && !words.is_reporting(at)
                && !words.is_people(at)
        };
        let mut at = gap.start;
        while at < gap.end {
            at = match words.link_end(at) {
                Some(end) => end,
                None if words.is_distance(at) || describes(at) => at + 1,
                None if matches!(doc.folded(at), "," | "(") => at + 1,
                None => return false,
            };
        }
        true
    }

    /// "X, Y and Z": places side by side.
    fn goes_on_as_list(&self, last: &Element, next: &Element) -> bool {
        let words = &self.words;
        let doc = words.doc;
        let comma = next.tokens.start == last.tokens.end + 1 && doc.folded(last.tokens.end) == ",";
        let same = last.level == next.level || next.level.is_none();
        if !comma || !same {
            return false;
        }
        let capital = |at: usize| doc.tokens.get(at).is_some_and(|t| t.is_capitalised());
        let mut at = next.tokens.end;
        while doc.folded(at) == "," && capital(at + 1) {
            at += 1;
            while capital(at) {
                at += 1;
            }
        }
        let and = at + usize::from(doc.folded(at) == ",");
        words.is_and(and) && (capital(and + 1) || words.is_qualifier(and + 1) && capital(and + 2))
    }

    /// Whether what follows a bare name is what follows a person's.
    fn is_about_person(&self, next: &Element) -> bool {
        let words = &self.words;
        let doc = words.doc;
        let end = next.tokens.end;
        let closed = doc.kind(end) == TokenKind::Mark && !words.is_possessive(end)
            || words.preposition(end).is_some()
            || words.is_and(end)
            || words.is_function_word(end)
            || end >= doc.tokens.len();
        let described = doc.folded(end) == ","
            && (doc.kind(end + 1) == TokenKind::Number || words.is_people(end + 2));
        !closed || described
    }

    /// Makes a mention of a chain: the first name is the finest unless a noun or the gazetteer says
    /// that it is a district or coarser.
    fn finish(
        &self,
        chain: &mut Vec<Element>,
        mentions: &mut Vec<PlaceMention>,
        way: &mut Vec<(usize, PlaceRole)>,
    ) {
        if chain.is_empty() {
            return;
        }
        let mut chain = std::mem::take(chain);
        // "in X, near the Iraqi border": the adjective says nothing of X.
        let trailing =
            chain.last().is_some_and(|last| last.level == Some(Level::Country) && last.adjective);
        if trailing
            && chain.len() > 1
            && let Some(last) = chain.pop()
        {
            self.finish(&mut chain, mentions, way);
            chain = vec![last];
        }
        if let Some(mention) = self.mention(&chain, mentions) {
            let ties = |tie: Tie| chain.iter().any(|element| element.tie == tie);
            if ties(Tie::Way) {
                way.push((mentions.len(), PlaceRole::Where));
            } else if ties(Tie::Who) {
                way.push((mentions.len(), PlaceRole::Likely));
            }
            mentions.push(mention);
        }
    }

    fn mention(&self, chain: &[Element], before: &[PlaceMention]) -> Option<PlaceMention> {
        let (first, last) = (chain.first()?, chain.last()?);
        let tokens = first.tokens.start..last.tokens.end;
        let country =
            chain.iter().find(|e| e.level == Some(Level::Country)).map(|e| e.name.clone());
        let named = self.named(chain);
        let ties = |tie: Tie| named.iter().any(|element| element.tie == tie);
        let role = match named.first().map_or(first.tie, |element| element.tie) {
            Tie::Where | Tie::Near | Tie::Between | Tie::Of => PlaceRole::Where,
            Tie::Passing if ties(Tie::Where) => PlaceRole::Where,
            Tie::Way | Tie::Who | Tie::Other => PlaceRole::Other,
            Tie::Passing => PlaceRole::Passing,
            Tie::Dateline => PlaceRole::Dateline,
        };
        let weak = !matches!(role, PlaceRole::Where) && !ties(Tie::Way);
        if weak && !chain.iter().any(|element| element.certain) {
            return None;
        }
        if let [element] = named.as_slice()
            && element.kind == Kind::Same
        {
            return same_as(element, tokens, role, before);
        }
        let (mut settlement, mut district) = (None, None);
        for (number, element) in named.iter().enumerate() {
            let coarse = matches!(element.level, Some(Level::District | Level::Province));
            if number == 0 && !coarse {
                settlement = Some(of_road(element).to_owned());
            } else if district.is_none() && !element.name.is_empty() {
                district = Some(element.name.clone());
            }
        }
        let quarter = named.first().is_some_and(|element| element.kind == Kind::Quarter);
        if quarter && district.is_none() && role == PlaceRole::Where {
            district = town(before);
        }
        let fineness = match (&settlement, &district, named.first()) {
            // "Gubio Road, Maiduguri": a street of a town is as good as its quarter.
            (Some(_), Some(_), Some(first)) if first.kind == Kind::Street => 6,
            (Some(_), _, Some(first)) if first.kind.is_road() => 3,
            (Some(_), Some(_), _) => 6 + u8::from(quarter),
            (Some(_), None, _) if quarter => 6,
            (Some(_), None, _) => 5,
            (None, Some(_), Some(first)) if first.level == Some(Level::Province) => 2,
            (None, Some(_), Some(_)) => 4,
            _ => 0,
        };
        Some(PlaceMention { tokens, settlement, district, country, fineness, role })
    }

    /// The names of a chain below the country, fine to coarse.
    fn named<'e>(&self, chain: &'e [Element]) -> Vec<&'e Element> {
        let mut named: Vec<&Element> =
            chain.iter().filter(|e| e.level != Some(Level::Country)).collect();
        let words = &self.words;
        if let [first, second, ..] = named.as_slice()
            && is_above(first, second)
        {
            named.reverse();
            return named;
        }
        if let [first, second, ..] = named.as_slice()
            && first.tie == Tie::Between
            && words.is_and(first.tokens.end)
            && second.tokens.start > first.tokens.end
        {
            // "between X and Y": X stands for both, unless "near the hamlet of Z" says it finer.
            named.remove(1);
            if named.get(1).is_some_and(|third| third.tie == Tie::Near && third.certain) {
                named.remove(0);
            }
        }
        if let [first, _, ..] = named.as_slice()
            && words.is_possessive(first.tokens.end)
        {
            // "Kelbajar's Susuz village"
            named.swap(0, 1);
        } else if let [first, second, ..] = named.as_slice()
            && second.tie == Tie::Near
            && first.tie != Tie::Passing
            && !matches!(second.level, Some(Level::District | Level::Province))
        {
            // "at X, close to Y, in the district of Z"
            named.remove(1);
        }
        // "the road from X to Y in the district of Z", "the X road in Z": Z says it.
        // "the X road in the district of Z": near X.
        let coarse = |e: &Element| e.level.is_some_and(|level| level > Level::Settlement);
        let is_of_one =
            |e: &Element| !coarse(e) && e.tie == Tie::Where && !e.name.contains(['-', '–']);
        if let [first, second, ..] = named.as_slice()
            && (first.kind == Kind::Road && !(coarse(second) && is_of_one(first))
                || first.kind == Kind::Street
                    && second.level.is_some_and(|level| level > Level::Settlement))
        {
            named.remove(0);
        }
        named
    }
}

/// "Belin" of "the Belin road".
fn of_road(element: &Element) -> &str {
    match element.name.rsplit_once(' ') {
        Some((name, noun))
            if element.kind == Kind::Road && noun.starts_with(char::is_lowercase) =>
        {
            name
        }
        _ => &element.name,
    }
}

/// "Ağdam rayonunun Saybalı kəndi", "Nusaybin ilçesi Girmeli Mahallesi": from coarse to fine.
fn is_above(last: &Element, next: &Element) -> bool {
    let coarser = last.level.is_some_and(|level| level > Level::Settlement);
    let settlement = next.level == Some(Level::Settlement);
    last.above && (last.level.is_none() || next.level <= last.level)
        || coarser && settlement && last.tokens.end == next.tokens.start
}

/// "in the same district": the last place of that level where something happened.
fn same_as(
    element: &Element,
    tokens: std::ops::Range<usize>,
    role: PlaceRole,
    before: &[PlaceMention],
) -> Option<PlaceMention> {
    let told = before.iter().rev().filter(|mention| mention.role == PlaceRole::Where);
    let same = match element.level? {
        Level::Settlement => told.into_iter().find(|m| m.settlement.is_some())?.clone(),
        level => {
            // A district is not the same province.
            let fits = |m: &&PlaceMention| {
                m.district.is_some() && !(level == Level::District && m.fineness == 2)
            };
            let mention = told.into_iter().find(fits)?;
            let fineness = if level == Level::District { 4 } else { 2 };
            PlaceMention { settlement: None, fineness, ..mention.clone() }
        }
    };
    Some(PlaceMention { tokens, role, ..same })
}

/// The town that a quarter is of: the last that was named before it.
fn town(before: &[PlaceMention]) -> Option<String> {
    let told = before
        .iter()
        .rev()
        .find(|mention| mention.role == PlaceRole::Where && mention.fineness >= 2)?;
    let is_quarter = told.fineness > 6;
    let settlement = told.settlement.as_ref().filter(|_| !is_quarter);
    settlement.or(told.district.as_ref()).cloned()
}
