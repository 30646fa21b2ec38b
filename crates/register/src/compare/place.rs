//! Do two places agree?
//!
//! Names are compared by spelling keys and, where these differ, by likeness; resolved points by
//! their distance beyond the error that they are known to.

use cairn_model::place::Position;

use crate::context::ClaimContext;
use crate::weights::PlaceLevel;

/// How alike two keys must be (normalised Damerau–Levenshtein) to be spellings of one name.
const LIKENESS: f64 = 0.75;
/// The same for the beginning-weighted measure, which forgives endings.
const LIKENESS_OF_BEGINNING: f64 = 0.92;
/// Points known to within this many metres are villages, not districts.
const FINE: u32 = 12_000;

pub(super) fn level(a: &ClaimContext, b: &ClaimContext) -> PlaceLevel {
    let by_distance = distance_level(a.position(), b.position());
    let names = by_names(a, b);
    match (names, by_distance) {
        // Namesakes in other parts of a country, or of the world.
        (
            PlaceLevel::SameVillage | PlaceLevel::SameSettlement | PlaceLevel::LikeSettlement,
            Some(PlaceLevel::FarAway),
        ) if !inside_one_district(a, b) => PlaceLevel::Namesake,
        (PlaceLevel::SameDistrict | PlaceLevel::LikeDistrict, Some(PlaceLevel::FarAway))
            if !inside_one_district(a, b) =>
        {
            PlaceLevel::Away
        }
        (PlaceLevel::SameVillage | PlaceLevel::SameSettlement | PlaceLevel::LikeSettlement, _) => {
            names
        }
        (PlaceLevel::SoundsAlike, Some(PlaceLevel::FarAway | PlaceLevel::Away)) => PlaceLevel::Away,
        (PlaceLevel::SoundsAlike, Some(PlaceLevel::SamePoint)) => PlaceLevel::LikeSettlement,
        (PlaceLevel::SoundsAlike, _) => names,
        (_, Some(PlaceLevel::SamePoint)) => PlaceLevel::SamePoint,
        (PlaceLevel::SameDistrict | PlaceLevel::LikeDistrict | PlaceLevel::Inside, _) => names,
        (PlaceLevel::SisterSettlements, Some(far)) if far != PlaceLevel::Near => far,
        (PlaceLevel::SisterSettlements, _) => names,
        (_, Some(distance)) => distance,
        (names, None) => names,
    }
}

fn inside_one_district(a: &ClaimContext, b: &ClaimContext) -> bool {
    let (a, b) = (&a.place_keys, &b.place_keys);
    same(&a.district, &b.district) || same(&a.admin, &b.admin)
}

fn by_names(a: &ClaimContext, b: &ClaimContext) -> PlaceLevel {
    let (x, y) = (&a.place_keys, &b.place_keys);
    let other_country = differ(&x.country, &y.country);
    let countries_differ = other_country && located(a) && located(b);
    if let (Some(p), Some(q)) = (&x.settlement, &y.settlement) {
        if p == q && !other_country {
            return if same(&x.district, &y.district) {
                PlaceLevel::SameVillage
            } else {
                PlaceLevel::SameSettlement
            };
        }
        let share_a_word =
            || x.settlement_words.iter().any(|word| y.settlement_words.contains(word));
        if !countries_differ && (alike(p, q) || share_a_word()) {
            return PlaceLevel::LikeSettlement;
        }
        if !countries_differ && sound_alike(p, q) {
            return PlaceLevel::SoundsAlike;
        }
        if shares_district(x, y) {
            return PlaceLevel::SisterSettlements;
        }
        if countries_differ {
            return PlaceLevel::OtherCountry;
        }
        if other_country {
            return PlaceLevel::ForeignPaper;
        }
        // "Choam in Preah Vihear" against "a village in Choam".
        if any_level_meets(x, y) {
            return PlaceLevel::Inside;
        }
        return unlike(x, y);
    }
    if countries_differ {
        return PlaceLevel::OtherCountry;
    }
    if other_country {
        return PlaceLevel::ForeignPaper;
    }
    if shares_district(x, y) {
        return PlaceLevel::SameDistrict;
    }
    if any_level_meets(x, y) {
        return PlaceLevel::Inside;
    }
    if let (Some(p), Some(q)) = (&x.district, &y.district)
        && alike(p, q)
    {
        return PlaceLevel::LikeDistrict;
    }
    unlike(x, y)
}

/// Whether the report itself names the country, and more than that: a paper may write of its
/// neighbours, and a country alone may be that of the people rather than of the place.
fn located(report: &ClaimContext) -> bool {
    report
        .place()
        .is_some_and(|place| place.country.is_some() && place.finest() != place.country.as_deref())
}

fn unlike(x: &crate::PlaceKeys, y: &crate::PlaceKeys) -> PlaceLevel {
    if x.local().is_empty() || y.local().is_empty() {
        return if same(&x.country, &y.country) {
            PlaceLevel::SameCountry
        } else {
            PlaceLevel::Unknown
        };
    }
    // A settlement alone against a district alone: the one may lie in the other.
    let one_sided = x.district.is_none() != y.district.is_none()
        && (x.settlement.is_none() || y.settlement.is_none());
    if one_sided { PlaceLevel::Unknown } else { PlaceLevel::OtherDistrict }
}

fn shares_district(x: &crate::PlaceKeys, y: &crate::PlaceKeys) -> bool {
    same(&x.district, &y.district) || same(&x.admin, &y.admin)
}

/// Whether some name of one is some name of the other, at whatever level.
fn any_level_meets(x: &crate::PlaceKeys, y: &crate::PlaceKeys) -> bool {
    x.local().iter().any(|p| y.local().iter().any(|q| p == q || alike(p, q)))
}

fn same(a: &Option<String>, b: &Option<String>) -> bool {
    a.is_some() && a == b
}

fn differ(a: &Option<String>, b: &Option<String>) -> bool {
    a.as_ref().zip(b.as_ref()).is_some_and(|(a, b)| a != b)
}

/// Whether two spelling keys are likely spellings of one name.
pub(crate) fn alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let length = a.chars().count().min(b.chars().count());
    if length < 4 {
        return false;
    }
    // "Coposa" and "La Coposa", "Raml" and "Ar-Raml al-Janoubi".
    let within = |short: &str, long: &str| {
        long.split([' ', '-']).any(|word| word == short) || (length >= 5 && long.ends_with(short))
    };
    within(a, b) || within(b, a) || (may_be_alike(a, b) && spelled_alike(a, b))
}

fn spelled_alike(a: &str, b: &str) -> bool {
    strsim::normalized_damerau_levenshtein(a, b) >= LIKENESS
        || strsim::jaro_winkler(a, b) >= LIKENESS_OF_BEGINNING
}

/// Whether two keys share letters enough to be alike by either measure, which take long to work out:
/// each letter that only the longer one has is an edit, and one more that does not match.
fn may_be_alike(a: &str, b: &str) -> bool {
    if !a.is_ascii() || !b.is_ascii() {
        return true;
    }
    let mut letters = [0_i16; 128];
    a.bytes().for_each(|letter| count(&mut letters, letter, 1));
    b.bytes().for_each(|letter| count(&mut letters, letter, -1));
    let left_over: i16 = letters.iter().map(|count| (*count).max(0)).sum();
    let (long, short) = (a.len().max(b.len()) as f64, a.len().min(b.len()) as f64);
    let shared = a.len() as f64 - f64::from(left_over);
    let jaro = (shared / long + shared / short + 1.0) / 3.0;
    // The measure adds at most a tenth of what is missing for each of the first four letters.
    let jaro_winkler = 0.4_f64.mul_add(1.0 - jaro, jaro);
    shared / long >= LIKENESS - f64::EPSILON || jaro_winkler >= LIKENESS_OF_BEGINNING - 1e-9
}

fn count(letters: &mut [i16; 128], letter: u8, by: i16) {
    if let Some(count) = letters.get_mut(usize::from(letter)) {
        *count += by;
    }
}

/// Whether two keys have nearly the same consonants, as spellings of a name by ear have.
fn sound_alike(a: &str, b: &str) -> bool {
    let (a, b) = (skeleton(a), skeleton(b));
    a.len().min(b.len()) >= 3
        && a.as_bytes().first() == b.as_bytes().first()
        && strsim::normalized_damerau_levenshtein(&a, &b) >= LIKENESS
}

/// The consonants of a key, those of one class as one letter, doubled ones once; breaths left out.
fn skeleton(key: &str) -> String {
    let mut skeleton = String::with_capacity(key.len());
    let mut last = None;
    for c in key.chars() {
        let class = match c {
            'k' | 'g' | 'q' | 'x' | 'c' => Some('k'),
            't' | 'd' => Some('t'),
            'p' | 'b' | 'f' | 'v' => Some('p'),
            's' | 'z' => Some('s'),
            'l' | 'r' | 'm' | 'n' | 'j' => Some(c),
            _ => None,
        };
        skeleton.extend(class.filter(|_| class != last));
        last = class;
    }
    skeleton
}

fn distance_level(a: Option<&Position>, b: Option<&Position>) -> Option<PlaceLevel> {
    let (a, b) = (a?, b?);
    let beyond = metres(a, b) - f64::from(a.precision) - f64::from(b.precision);
    Some(if beyond <= 0.0 {
        if a.precision <= FINE && b.precision <= FINE {
            PlaceLevel::SamePoint
        } else {
            return None;
        }
    } else if beyond <= 30_000.0 {
        PlaceLevel::Near
    } else if beyond <= 100_000.0 || a.precision > FINE || b.precision > FINE {
        // A name that was settled for want of a better place may be another place of that name.
        PlaceLevel::Away
    } else {
        PlaceLevel::FarAway
    })
}

/// Great-circle distance on a sphere of the Earth's mean radius.
pub(crate) fn metres(a: &Position, b: &Position) -> f64 {
    const RADIUS: f64 = 6_371_008.8;
    let (lat_a, lat_b) = (a.lat.to_radians(), b.lat.to_radians());
    let half = |degrees: f64| (degrees.to_radians() / 2.0).sin().powi(2);
    let h = lat_a.cos().mul_add(lat_b.cos() * half(b.lon - a.lon), half(b.lat - a.lat));
    2.0 * RADIUS * h.sqrt().min(1.0).asin()
}

pub(super) fn reason(
    level: PlaceLevel,
    a: &ClaimContext,
    b: &ClaimContext,
    agree: &mut Vec<String>,
    differ: &mut Vec<String>,
) {
    let name = |context: &ClaimContext| {
        (context.place().and_then(|place| place.finest())).unwrap_or("a place not named").to_owned()
    };
    let district = |context: &ClaimContext| {
        (context.place())
            .and_then(|place| place.district.clone().or_else(|| place.settlement.clone()))
    };
    match level {
        PlaceLevel::SameVillage | PlaceLevel::SameSettlement => {
            agree.push(format!("both at {}", name(a)))
        }
        PlaceLevel::LikeSettlement => {
            agree.push(format!("{} and {}, spelled alike", name(a), name(b)));
        }
        PlaceLevel::SoundsAlike => {
            agree.push(format!("{} and {}, which sound alike", name(a), name(b)));
        }
        PlaceLevel::Namesake => differ.push(format!("points of {} far apart", name(a))),
        PlaceLevel::SamePoint => agree.push("points that coincide within their error".to_owned()),
        PlaceLevel::SameDistrict | PlaceLevel::LikeDistrict => agree.push(
            district(a)
                .map_or_else(|| "same district".to_owned(), |d| format!("both in {d} district")),
        ),
        PlaceLevel::Inside => {
            agree.push(format!("{} and {}, one named within the other", name(a), name(b)))
        }
        PlaceLevel::SameCountry => agree.push("same country".to_owned()),
        PlaceLevel::SisterSettlements => {
            differ.push(format!("{} against {} in one district", name(a), name(b)));
        }
        PlaceLevel::Unknown => {}
        PlaceLevel::OtherDistrict
        | PlaceLevel::Near
        | PlaceLevel::Away
        | PlaceLevel::ForeignPaper
        | PlaceLevel::OtherCountry
        | PlaceLevel::FarAway => differ.push(format!("{} against {}", name(a), name(b))),
    }
}

#[cfg(test)]
mod tests {
    use cairn_model::Place;

    use super::*;
    use crate::PlaceKeys;
    use crate::compare::tests::{report, told};

    fn at(settlement: &str, district: &str, country: Option<&str>, paper: &str) -> ClaimContext {
        let some = |name: &str| (!name.is_empty()).then(|| name.to_lowercase());
        let mut incident = told();
        incident.place = Place {
            settlement: some(settlement),
            district: some(district),
            country: country.map(str::to_owned),
            ..Place::default()
        };
        let keys = PlaceKeys {
            settlement: some(settlement),
            district: some(district),
            country: Some(country.unwrap_or(paper).to_owned()),
            ..PlaceKeys::default()
        };
        report(incident, keys, None)
    }

    #[test]
    fn names_by_ear_are_alike_and_other_names_are_not() {
        assert!(sound_alike("hkam hsa", "kham sar"));
        assert!(sound_alike("naung cho", "nawng kyo"));
        assert!(!sound_alike("zenda", "hentzau"));
        // Too short to tell.
        assert!(!sound_alike("ban", "bono"));
    }

    proptest::proptest! {
        #[test]
        fn what_is_spelled_alike_shares_letters_enough(a in "[a-e ]{4,12}", b in "[a-e ]{4,12}") {
            proptest::prop_assert!(!spelled_alike(&a, &b) || may_be_alike(&a, &b));
        }
    }

    #[test]
    fn names_that_share_few_letters_are_not_measured() {
        assert!(!may_be_alike("zenda", "hentzau"));
        assert!(may_be_alike("kelbajar", "kalbajar"));
    }

    #[test]
    fn a_country_that_only_the_paper_is_of_speaks_less_against() {
        let (here, there) = (Some("Ruritania"), Some("Graustark"));
        let level = |a: &ClaimContext, b: &ClaimContext| {
            assert_eq!(level(a, b), super::level(b, a));
            level(a, b)
        };
        let zenda = at("Zenda", "Strelsau", here, "RX");
        assert_eq!(level(&zenda, &at("Zenda", "Strelsau", here, "GX")), PlaceLevel::SameVillage);
        assert_eq!(level(&zenda, &at("Edelweiss", "", there, "GX")), PlaceLevel::OtherCountry);
        assert_eq!(level(&zenda, &at("Edelweiss", "", None, "GX")), PlaceLevel::ForeignPaper);
        assert_eq!(level(&zenda, &at("", "", there, "GX")), PlaceLevel::ForeignPaper);
        assert_eq!(level(&zenda, &at("", "Strelsau", here, "RX")), PlaceLevel::SameDistrict);
    }
}
