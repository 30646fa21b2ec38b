//! From the names that a text gives to one point, its error, and what else it could be: spelling,
//! containment, country, population last. What cannot be settled falls back to the coarser unit.

use std::cell::OnceCell;

use cairn_model::PlaceCandidate;
use cairn_model::place::Position;

use crate::distance::{self, metres};
use crate::format::Record;
use crate::gazetteer::{Gazetteer, Hit, prominence};
use crate::key::spelling_key;
use crate::types::{CountryCode, PlaceKind};

/// The names that a text gives for one place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Query<'a> {
    /// The finest named place.
    pub settlement: Option<&'a str>,
    /// The unit above it.
    pub district: Option<&'a str>,
    /// The country as the text names it.
    pub country: Option<&'a str>,
    /// The ISO code of the country that the document is about, for what the text leaves open.
    pub prior_country: Option<&'a str>,
}

/// What the names came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolution {
    /// The point, of the finest name that could be settled; its precision says how fine that is.
    pub position: Option<Position>,
    /// What the finest name could mean, best first, where there was more than one choice or none of
    /// them could be settled.
    pub candidates: Vec<PlaceCandidate>,
    /// The country that is named, or in which the place was found.
    pub country: Option<CountryCode>,
    /// A key of the first-level unit, or of the district where that is all that is known, equal for
    /// all spellings: for comparing places of different reports.
    pub admin_key: Option<String>,
}

/// Candidates that a resolution keeps.
const MOST_CANDIDATES: usize = 8;
/// Below this a candidate is not believed.
const LEAST_SCORE: f64 = 0.3;
/// A candidate with this share of the best one's score is a rival.
const RIVAL_SHARE: f64 = 0.85;
/// A candidate with less than this share of the best one's score is not worth a mention.
const LISTED_SHARE: f64 = 0.4;
/// Rivals nearer than this to the best, in metres, only make it less precise.
const RIVAL_RADIUS: f64 = 30_000.0;

/// From this precision, in metres, on, a position is a unit's and not a settlement's.
const DISTRICT_PRECISION: u32 = 12_000;

/// What is known of the country before places are looked at.
#[derive(Clone, Copy)]
struct Context {
    named: Option<CountryCode>,
    prior: Option<CountryCode>,
}

impl Context {
    fn weight(self, country: CountryCode) -> f64 {
        match (self.named, self.prior) {
            (Some(named), _) if named != country => 0.1,
            (None, Some(prior)) if prior != country => 0.5,
            _ => 1.0,
        }
    }

    fn country(self) -> Option<CountryCode> {
        self.named.or(self.prior)
    }
}

type Scored = Vec<(f64, Hit)>;

impl Gazetteer {
    /// Settles the names of a place.
    ///
    /// A settlement must lie in the named district, or near it where the dumps do not say, and in the
    /// named country; one that does not is kept as a candidate and never becomes the position. When
    /// the settlement is unknown or ambiguous, the position is the district's, with the district's
    /// precision; then the country's.
    pub fn resolve(&self, query: &Query<'_>) -> Resolution {
        match query.district.and_then(two_units) {
            Some((first, second)) if query.district.is_some_and(|d| self.hits(d).is_empty()) => {
                let first = self.resolve(&Query { district: Some(first), ..*query });
                let second = self.resolve(&Query { district: Some(second), ..*query });
                between(first, second)
            }
            _ => self.resolve_one(query),
        }
    }

    fn resolve_one(&self, query: &Query<'_>) -> Resolution {
        let context = Context {
            named: query.country.and_then(|name| self.country_code(name)),
            prior: query.prior_country.and_then(CountryCode::parse),
        };
        let districts = query.district.map(|name| self.districts(name, context));
        let settlements =
            query.settlement.map(|name| self.settlements(name, districts.as_deref(), context));
        let mut result = Resolution { country: context.named, ..Resolution::default() };
        let chosen = settlements
            .as_ref()
            .and_then(choose)
            .or_else(|| districts.as_ref().and_then(choose).map(as_district));
        let finest = settlements.as_ref().or(districts.as_ref());
        if let Some(scored) = finest {
            result.candidates = self.listed(scored);
        }
        if let Some((hit, precision)) = chosen {
            result.country = Some(hit.record.country).filter(|&c| c != CountryCode::UNKNOWN);
            result.admin_key = self.admin_key(&hit);
            result.position = Some(self.position(&hit, precision));
            if let [only] = result.candidates.as_slice()
                && result.position.as_ref().and_then(|p| p.gazetteer_id.as_deref())
                    == Some(&only.gazetteer_id)
            {
                result.candidates.clear();
            }
        } else if let Some(hit) = context.named.and_then(|country| self.country(country)) {
            result.position = Some(self.position(&hit, hit.record.precision_m()));
        }
        if result.admin_key.is_none() {
            result.admin_key = unresolved_key(query.district, context);
        }
        result
    }

    /// What a district's name could mean: units first, towns that stand for theirs next.
    fn districts(&self, name: &str, context: Context) -> Scored {
        let weigh = |hit: &Hit| {
            let by_kind = match hit.record.kind {
                PlaceKind::Region | PlaceKind::District => 1.0,
                PlaceKind::Settlement => 0.7,
                PlaceKind::Quarter => 0.3,
                PlaceKind::Country => 0.05,
            };
            hit.quality
                * by_kind
                * context.weight(hit.record.country)
                * (0.8 + 0.2 * prominence(hit))
        };
        let mut scored = self.scored(self.hits(name), weigh);
        if let Some(country) = context.country()
            && !scored.iter().any(|(score, _)| *score >= LEAST_SCORE)
        {
            let near =
                self.near_hits(name, |r| r.country == country && r.kind != PlaceKind::Quarter);
            scored.extend(self.scored(near, weigh));
        }
        self.rank(&mut scored);
        scored
    }

    fn settlements(
        &self,
        name: &str,
        districts: Option<&[(f64, Hit)]>,
        context: Context,
    ) -> Scored {
        let weigh = |hit: &Hit| {
            let by_kind = match hit.record.kind {
                PlaceKind::Settlement | PlaceKind::Quarter => 1.0,
                PlaceKind::District => 0.7,
                PlaceKind::Region => 0.5,
                PlaceKind::Country => 0.05,
            };
            let contained = districts.map_or(1.0, |districts| self.contained(hit, districts));
            let base = hit.quality * by_kind * contained;
            base * context.weight(hit.record.country) * (0.8 + 0.2 * prominence(hit))
        };
        let mut scored = self.scored(self.hits(name), weigh);
        let area = context.country();
        if !scored.iter().any(|(score, _)| *score >= LEAST_SCORE)
            && (area.is_some() || districts.is_some_and(|d| !d.is_empty()))
        {
            let near = self.near_hits(name, |r| area.is_none_or(|country| r.country == country));
            // Without a district, one changed letter among a whole country's names says too little.
            let near = near
                .into_iter()
                .filter(|hit| districts.is_some_and(|d| !d.is_empty()) || hit.quality > 0.7);
            scored.extend(self.scored(near.collect(), weigh));
        }
        self.rank(&mut scored);
        scored
    }

    fn scored(&self, hits: Vec<Hit>, weigh: impl Fn(&Hit) -> f64) -> Scored {
        hits.into_iter().map(|hit| (weigh(&hit), hit)).collect()
    }

    /// How well a place fits into one of the districts that the name could mean, from 0 to 1.
    fn contained(&self, hit: &Hit, districts: &[(f64, Hit)]) -> f64 {
        let Some((best_score, _)) = districts.first() else {
            // The district is unknown here: neither for nor against, but less sure.
            return 0.7;
        };
        let units = self.units_above(hit);
        // Worked out when first asked for.
        let keys = OnceCell::new();
        districts
            .iter()
            .filter(|(score, _)| *score >= LEAST_SCORE)
            .take(5)
            .map(|(score, district)| {
                self.containment(hit, district, &units, &keys) * score / best_score
            })
            .fold(0.05, f64::max)
    }

    /// How well a place, of which the units above and a cell for their keys are given, fits into one.
    fn containment(
        &self,
        hit: &Hit,
        district: &Hit,
        units: &[(usize, u32, Record)],
        keys: &OnceCell<Vec<String>>,
    ) -> f64 {
        if hit.record.country != district.record.country {
            return 0.05;
        }
        let is_it = |(layer, number, _): &(usize, u32, Record)| {
            (*layer, *number) == (district.layer, district.number)
        };
        // Two layers may each have the unit, so its name counts as well.
        let has_its_name = || {
            let key_of =
                |(layer, _, unit): &(usize, u32, Record)| spelling_key(self.name(*layer, unit));
            let keys = keys.get_or_init(|| units.iter().map(key_of).collect());
            !keys.is_empty()
                && keys.contains(&spelling_key(self.name(district.layer, &district.record)))
        };
        if units.iter().any(is_it) || has_its_name() {
            return 1.0;
        }
        let away = metres(hit.record.point(), district.record.point());
        let reach = f64::from(district.record.precision_m().max(25_000)) * 1.5;
        if away <= reach {
            0.85
        } else if away <= 2.0 * reach {
            0.45
        } else {
            0.05
        }
    }

    /// The units above a place, from fine to coarse.
    fn units_above(&self, hit: &Hit) -> Vec<(usize, u32, Record)> {
        let mut units = Vec::new();
        let mut at = self.parent(hit.layer, &hit.record);
        // Parents of faulty dumps may go round in a circle.
        while let Some((layer, number, record)) = at
            && units.len() < 6
        {
            units.push((layer, number, record));
            at = self.parent(layer, &record);
        }
        units
    }

    fn admin_key(&self, hit: &Hit) -> Option<String> {
        let mut units = self.units_above(hit);
        if hit.record.kind.is_unit() {
            units.insert(0, (hit.layer, hit.number, hit.record));
        }
        let first_level = units.iter().find(|(_, _, unit)| unit.kind == PlaceKind::Region);
        let (layer, _, unit) =
            first_level.or(units.iter().rfind(|(_, _, unit)| unit.kind == PlaceKind::District))?;
        let name = self.name(*layer, unit);
        Some(format!("{}.{}", unit.country, spelling_key(name)))
    }

    fn position(&self, hit: &Hit, precision: u32) -> Position {
        let entry = self.entry(hit.layer, &hit.record);
        Position {
            lat: entry.lat,
            lon: entry.lon,
            gazetteer_id: Some(entry.gazetteer_id),
            precision,
        }
    }

    fn listed(&self, scored: &Scored) -> Vec<PlaceCandidate> {
        let best = scored.first().map_or(0.0, |(score, _)| *score);
        scored
            .iter()
            .take_while(|(score, _)| *score >= best * LISTED_SHARE)
            .take(MOST_CANDIDATES)
            .map(|(score, hit)| self.candidate(hit, *score).into())
            .collect()
    }
}

/// The best place, if it is believed and no rival elsewhere is as good; with its precision, which
/// grows to take in rivals close by.
fn choose(scored: &Scored) -> Option<(Hit, u32)> {
    let (best_score, best) = *scored.first()?;
    if best_score < LEAST_SCORE {
        return None;
    }
    let mut precision = best.record.precision_m();
    for (score, rival) in scored.iter().skip(1) {
        if *score < best_score * RIVAL_SHARE || is_overshadowed(rival, &best) {
            continue;
        }
        let away = metres(best.record.point(), rival.record.point());
        // A town and the unit named after it are no rivals: the finer one lies in the other.
        let reach = RIVAL_RADIUS.max(f64::from(rival.record.precision_m()));
        if away > reach {
            return None;
        }
        if !rival.record.kind.is_unit() {
            precision = precision.max(away as u32 + best.record.precision_m());
        }
    }
    Some((best, precision))
}

/// A town that stands for the district named after it stands for places kilometres away.
fn as_district((hit, precision): (Hit, u32)) -> (Hit, u32) {
    let least = PlaceKind::District.usual_precision(0);
    (hit, if hit.record.kind.is_unit() { precision } else { precision.max(least) })
}

/// The names in "Kalbajar and Lachin", "Kalbajar/Lachin".
fn two_units(district: &str) -> Option<(&str, &str)> {
    [" and ", " & ", "/"].iter().find_map(|between| district.split_once(between))
}

/// One answer for a place that lies in one of two units, or in both: the finer answer, or the middle.
fn between(first: Resolution, second: Resolution) -> Resolution {
    let (Some(a), Some(b)) = (&first.position, &second.position) else {
        return if first.position.is_some() { first } else { second };
    };
    if a == b || first.country != second.country {
        return first;
    }
    match (a.precision >= DISTRICT_PRECISION, b.precision >= DISTRICT_PRECISION) {
        (false, _) => return first,
        (true, false) => return second,
        (true, true) => {}
    }
    let points = [(a.lat, a.lon), (b.lat, b.lon)];
    let Some((lat, lon, half)) = distance::middle_and_spread(&points) else { return first };
    let rounded = |degrees: f64| (degrees * 1e5).round() / 1e5;
    let precision = half + a.precision.max(b.precision);
    let position = Position { lat: rounded(lat), lon: rounded(lon), gazetteer_id: None, precision };
    let mut candidates = first.candidates;
    candidates.extend(second.candidates);
    candidates.truncate(MOST_CANDIDATES);
    Resolution { position: Some(position), candidates, ..first }
}

/// Whether a rival is a hamlet beside a town of the same name.
fn is_overshadowed(rival: &Hit, best: &Hit) -> bool {
    best.quality >= rival.quality
        && best.record.population >= 5_000
        && best.record.population / 5 >= rival.record.population
}

/// A key for a district that no gazetteer knows: as the text spells it, in its country.
fn unresolved_key(district: Option<&str>, context: Context) -> Option<String> {
    let key = spelling_key(district?);
    (!key.is_empty())
        .then(|| format!("{}.{key}", context.country().unwrap_or(CountryCode::UNKNOWN)))
}
