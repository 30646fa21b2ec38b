//! Do two reports of found ordnance agree?
//!
//! Stricter than for incidents: a find has little to know it by but its count and its model.

use cairn_model::ReportedFind;

use super::{Comparison, counts, date, device, place, sentence};
use crate::context::ClaimContext;
use crate::fold::fold;
use crate::weights::{
    ChainLevel, ChainWeights, CountLevel, DateLevel, DeviceLevel, PlaceLevel, Weights,
};

pub(super) fn compare(a: &ClaimContext, b: &ClaimContext, weights: &Weights) -> Option<Comparison> {
    let (first, second) = (a.find()?, b.find()?);
    let levels = levels(a, b, first, second);
    let (mut agree, mut differ) = (Vec::new(), Vec::new());
    date::reason(levels.date, a, b, &mut agree, &mut differ);
    place::reason(levels.place, a, b, &mut agree, &mut differ);
    match levels.category {
        DeviceLevel::SameSpecific | DeviceLevel::SameGeneric => {
            agree.push(format!("both {}", first.category));
        }
        DeviceLevel::Compatible => agree.push("kinds that fit".to_owned()),
        DeviceLevel::Unknown => {}
        _ => differ.push(format!("{} against {}", first.category, second.category)),
    }
    if levels.model == Some(true) {
        agree.extend(first.model.as_ref().map(|model| format!("both {model}")));
    }
    counts::reason("items", levels.count, first.count, second.count, &mut agree, &mut differ);
    Some(Comparison {
        weight: bits(&levels, weights),
        pattern: None,
        why: sentence(&agree, &differ),
    })
}

pub(super) fn weigh(a: &ClaimContext, b: &ClaimContext, weights: &Weights) -> Option<f64> {
    Some(bits(&levels(a, b, a.find()?, b.find()?), weights))
}

struct Levels {
    date: DateLevel,
    place: PlaceLevel,
    category: DeviceLevel,
    count: CountLevel,
    /// Whether models agree, where both are given.
    model: Option<bool>,
    chain: ChainLevel,
}

fn levels(
    a: &ClaimContext,
    b: &ClaimContext,
    first: &ReportedFind,
    second: &ReportedFind,
) -> Levels {
    Levels {
        date: date::level(a, b),
        place: place::level(a, b),
        category: device::level(first.category, second.category),
        count: counts::level(first.count, second.count),
        model: (first.model.as_ref().zip(second.model.as_ref()))
            .map(|(x, y)| fold(x).replace(' ', "") == fold(y).replace(' ', "")),
        chain: match (&a.document.chain, &b.document.chain) {
            (Some(x), Some(y)) if x == y => ChainLevel::SameArticle,
            _ => ChainLevel::Apart,
        },
    }
}

fn bits(levels: &Levels, weights: &Weights) -> f64 {
    let chain: &ChainWeights = &weights.chain;
    let count = match levels.count {
        CountLevel::SameLarge => 5.0,
        CountLevel::SameSome => 3.0,
        CountLevel::SameFew => 2.0,
        CountLevel::SameOne => 1.0,
        CountLevel::SameNone | CountLevel::Unknown => 0.0,
        CountLevel::Overlap | CountLevel::OverlapLarge => 0.5,
        // Items are counted, not estimated: another number is another find.
        CountLevel::Near
        | CountLevel::NearLarge
        | CountLevel::Far
        | CountLevel::NoneAgainstSome => -6.0,
    };
    // Periods of days and weeks agree more loosely than days of an explosion.
    let date = match levels.date {
        DateLevel::DaysApart => -1.0,
        DateLevel::ShareMonth => 3.0,
        level => weights.date.of(level),
    };
    let model = match levels.model {
        Some(true) => 3.0,
        Some(false) => -4.0,
        None => 0.0,
    };
    weights.prior
        + date
        + count
        + model
        + weights.place.of(levels.place)
        + weights.device.of(levels.category)
        + chain.of(levels.chain)
}
