//! Do two reports of found ordnance agree?
//!
//! With weights of their own, stricter than those of incidents (see [`crate::weights::FindWeights`]).

use cairn_model::ReportedFind;

use super::{Agreement, Comparison, counts, date, device, place, sentence};
use crate::context::ClaimContext;
use crate::fold::fold;
use crate::weights::{DeviceLevel, FindPattern, ModelLevel, Weights};

pub(super) fn compare(a: &ClaimContext, b: &ClaimContext, weights: &Weights) -> Option<Comparison> {
    let (first, second) = (a.find()?, b.find()?);
    let levels = pattern(a, b, first, second);
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
    if levels.model == ModelLevel::Same {
        agree.extend(first.model.as_ref().map(|model| format!("both {model}")));
    }
    counts::reason("items", levels.count, first.count, second.count, &mut agree, &mut differ);
    Some(Comparison {
        weight: weights.finds.of(&levels),
        pattern: Agreement::Find(levels),
        why: sentence(&agree, &differ),
    })
}

pub(super) fn weigh(a: &ClaimContext, b: &ClaimContext, weights: &Weights) -> Option<f64> {
    Some(weights.finds.of(&pattern(a, b, a.find()?, b.find()?)))
}

pub(crate) fn pattern(
    a: &ClaimContext,
    b: &ClaimContext,
    first: &ReportedFind,
    second: &ReportedFind,
) -> FindPattern {
    let models = first.model.as_ref().zip(second.model.as_ref());
    FindPattern {
        date: date::level(a, b),
        place: place::level(a, b),
        category: device::level(first.category, second.category),
        count: counts::level(first.count, second.count),
        model: match models.map(|(x, y)| fold(x).replace(' ', "") == fold(y).replace(' ', "")) {
            Some(true) => ModelLevel::Same,
            Some(false) => ModelLevel::Other,
            None => ModelLevel::Unknown,
        },
        chain: super::chain(a, b),
    }
}
