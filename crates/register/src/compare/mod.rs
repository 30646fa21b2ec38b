//! Two reports, field by field: do they tell of one occasion, and why.
//!
//! Each field has a small pure function that gives a level of agreement; [`Weights`] turn levels into
//! bits, and the reason in plain words is made of the same levels.

mod counts;
mod date;
mod device;
mod finds;
mod place;
mod victims;

use cairn_model::ReportedIncident;

pub(crate) use place::alike as place_alike;

use crate::context::ClaimContext;
use crate::fold::fold;
use crate::weights::{ActivityLevel, ChainLevel, FindPattern, Pattern, Weights};

/// More than sums of bits may differ by when they are added up in another order.
const ROUNDING: f64 = 1e-6;

/// What comparing two claims came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Bits that speak for one occasion; from [`Weights::join`] on the pair is joined.
    pub weight: f64,
    /// How each field agrees.
    pub pattern: Agreement,
    /// The reason, one line in plain words.
    pub why: String,
}

/// How two claims agree, field by field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// Two reports of an incident.
    Incident(Pattern),
    /// Two reports of found ordnance.
    Find(FindPattern),
}

impl Comparison {
    /// Whether the pair is joined on its own evidence.
    pub fn joins(&self, weights: &Weights) -> bool {
        self.weight >= weights.join
    }

    /// Whether the pair is worth showing although it is not joined.
    pub fn is_near_miss(&self, weights: &Weights) -> bool {
        self.weight >= weights.near && !self.joins(weights)
    }
}

/// Compares two claims of one kind from two documents.
///
/// `None` for claims of one document (a text tells its incidents apart itself), for claims of other
/// kinds than incident and find, and for two kinds.
pub fn compare(a: &ClaimContext, b: &ClaimContext, weights: &Weights) -> Option<Comparison> {
    if a.claim.document == b.claim.document {
        return None;
    }
    // In a fixed order, so that the reason reads the same whichever was asked for first.
    let (a, b) = if a.id() <= b.id() { (a, b) } else { (b, a) };
    if let (Some(first), Some(second)) = (a.incident(), b.incident()) {
        let pattern = pattern(a, b, first, second);
        return Some(Comparison {
            weight: weights.of(&pattern),
            pattern: Agreement::Incident(pattern),
            why: reason(a, b, first, second, &pattern),
        });
    }
    finds::compare(a, b, weights)
}

/// How two claims of one kind from two documents agree, if there are weights for that.
pub fn agreement(a: &ClaimContext, b: &ClaimContext) -> Option<Agreement> {
    if a.claim.document == b.claim.document {
        return None;
    }
    let (a, b) = if a.id() <= b.id() { (a, b) } else { (b, a) };
    match (a.incident(), b.incident()) {
        (Some(first), Some(second)) => Some(Agreement::Incident(pattern(a, b, first, second))),
        _ => Some(Agreement::Find(finds::pattern(a, b, a.find()?, b.find()?))),
    }
}

/// The weight alone, for the many pairs that come to nothing.
pub fn weigh(a: &ClaimContext, b: &ClaimContext, weights: &Weights) -> Option<f64> {
    if a.claim.document == b.claim.document {
        return None;
    }
    let (a, b) = if a.id() <= b.id() { (a, b) } else { (b, a) };
    match (a.incident(), b.incident()) {
        (Some(first), Some(second)) => Some(weights.of(&pattern(a, b, first, second))),
        _ => finds::weigh(a, b, weights),
    }
}

/// As [`weigh`], for pairs that come to `least` bits; most pairs are seen not to before their names,
/// which take longest, are compared.
pub fn weigh_from(
    a: &ClaimContext,
    b: &ClaimContext,
    weights: &Weights,
    least: f64,
) -> Option<f64> {
    if a.claim.document == b.claim.document {
        return None;
    }
    if let (Some(first), Some(second)) = (a.incident(), b.incident()) {
        let (killed, injured) = counts::tolls(first, second);
        let told = weights.prior
            + weights.date.of(date::level(a, b))
            + weights.device.of(device::level(first.device, second.device))
            + weights.killed.of(killed)
            + weights.injured.of(injured)
            + weights.chain.of(chain(a, b));
        let untold = weights.place.most() + weights.victims.most() + weights.activity.most();
        // Sums in another order may differ in their last digit.
        if told + untold + ROUNDING < least {
            return None;
        }
    }
    weigh(a, b, weights).filter(|bits| *bits >= least)
}

fn pattern(
    a: &ClaimContext,
    b: &ClaimContext,
    first: &ReportedIncident,
    second: &ReportedIncident,
) -> Pattern {
    let (killed, injured) = counts::tolls(first, second);
    Pattern {
        date: date::level(a, b),
        place: place::level(a, b),
        device: device::level(first.device, second.device),
        killed,
        injured,
        victims: victims::level(a, b, first, second),
        activity: activity(first.activity.as_deref(), second.activity.as_deref()),
        chain: chain(a, b),
    }
}

fn chain(a: &ClaimContext, b: &ClaimContext) -> ChainLevel {
    match (&a.document.chain, &b.document.chain) {
        (Some(x), Some(y)) if x == y => ChainLevel::SameArticle,
        _ => ChainLevel::Apart,
    }
}

fn activity(a: Option<&str>, b: Option<&str>) -> ActivityLevel {
    match (a, b) {
        (Some(a), Some(b)) if fold(a) == fold(b) => ActivityLevel::Same,
        _ => ActivityLevel::Unknown,
    }
}

fn reason(
    a: &ClaimContext,
    b: &ClaimContext,
    first: &ReportedIncident,
    second: &ReportedIncident,
    pattern: &Pattern,
) -> String {
    let mut agree = Vec::new();
    let mut differ = Vec::new();
    if pattern.chain == ChainLevel::SameArticle {
        agree.push("versions of one article".to_owned());
    }
    date::reason(pattern.date, a, b, &mut agree, &mut differ);
    place::reason(pattern.place, a, b, &mut agree, &mut differ);
    victims::reason(pattern.victims, a, b, &mut agree, &mut differ);
    device::reason(pattern.device, first, second, &mut agree, &mut differ);
    counts::reason("killed", pattern.killed, first.killed, second.killed, &mut agree, &mut differ);
    counts::reason(
        "injured",
        pattern.injured,
        first.injured,
        second.injured,
        &mut agree,
        &mut differ,
    );
    if pattern.activity == ActivityLevel::Same
        && let Some(activity) = &first.activity
    {
        agree.push(format!("both {activity}"));
    }
    sentence(&agree, &differ)
}

/// What agrees, then after a semicolon what does not.
fn sentence(agree: &[String], differ: &[String]) -> String {
    let (agree, differ) = (agree.join(", "), differ.join(", "));
    match (agree.is_empty(), differ.is_empty()) {
        (false, false) => format!("{agree}; but {differ}"),
        (false, true) => agree,
        (true, false) => format!("differs: {differ}"),
        (true, true) => "nothing to tell them apart or together".to_owned(),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use cairn_model::{
        Claim, ClaimBody, ClaimId, DateSpan, Device, DocumentId, IncidentStatus, Outcome, Place,
        ReportedVictim, VictimGroup,
    };
    use jiff::civil::Date;

    use super::*;
    use crate::context::{DocumentFacts, PlaceKeys};
    use crate::weights::VictimLevel;

    /// An incident of which nothing is told.
    pub(crate) fn told() -> ReportedIncident {
        ReportedIncident {
            id: "i1".to_owned(),
            status: IncidentStatus::Happened,
            date: DateSpan::UNKNOWN,
            date_text: None,
            place: Place::default(),
            sheet: None,
            device: Device::Unknown,
            device_text: None,
            activity: None,
            killed: None,
            injured: None,
            victims: Vec::new(),
            said_by: Vec::new(),
            attribution: Vec::new(),
            evidence: Vec::new(),
        }
    }

    /// A report of it in a document of its own.
    pub(crate) fn report(
        incident: ReportedIncident,
        keys: PlaceKeys,
        published: Option<Date>,
    ) -> ClaimContext {
        let document =
            DocumentId::of_bytes(format!("{incident:?}{published:?}{keys:?}").as_bytes());
        let id = ClaimId::new(&document, "i1");
        let facts = DocumentFacts { published, ..DocumentFacts::default() };
        ClaimContext::new(Claim { id, document, body: ClaimBody::Incident(incident) }, facts, keys)
    }

    fn naming(people: &[(&str, Option<u8>)]) -> ClaimContext {
        let mut incident = told();
        for (name, age) in people {
            incident.victims.push(ReportedVictim {
                name: Some((*name).to_owned()),
                outcome: Outcome::Killed,
                group: VictimGroup::Unknown,
                sex: None,
                age: *age,
                occupation: None,
                evidence: Vec::new(),
            });
        }
        report(incident, PlaceKeys::default(), None)
    }

    #[test]
    fn people_in_other_letters_and_of_one_age_are_known_again() {
        let victims = |a: &ClaimContext, b: &ClaimContext| match agreement(a, b) {
            Some(Agreement::Incident(pattern)) => pattern.victims,
            other => panic!("{other:?}"),
        };
        let otto = naming(&[("Otto Brandlov", Some(32))]);
        assert_eq!(
            victims(&otto, &naming(&[("Отто Брандлов", Some(32))])),
            VictimLevel::OneNameAndAge
        );
        assert_eq!(victims(&otto, &naming(&[("Otto Brandlow", None)])), VictimLevel::OneName);
        assert_eq!(victims(&otto, &naming(&[("Emil Kessler", None)])), VictimLevel::OtherNames);
        // A word that was taken for a name says nothing.
        assert_eq!(victims(&otto, &naming(&[("Strelsau", None)])), VictimLevel::Unknown);
    }

    #[test]
    fn pairs_seen_early_to_come_to_too_little_are_those_that_do() {
        let mut reports = vec![naming(&[("Otto Brandlov", Some(32))]), naming(&[])];
        for (day, killed, district) in
            [(4, 2, "saren"), (4, 3, "saren"), (5, 2, "orash"), (20, 0, "saren")]
        {
            let mut incident = told();
            let date = jiff::civil::date(2021, 6, day);
            incident.date = DateSpan { from: Some(date), to: Some(date) };
            incident.killed = Some(cairn_model::CountRange::exactly(killed));
            let keys = PlaceKeys { district: Some(district.to_owned()), ..PlaceKeys::default() };
            reports.push(report(incident, keys, Some(date)));
        }
        let weights = Weights::default();
        let (mut reached, mut missed) = (0, 0);
        for (a, b) in reports.iter().flat_map(|a| reports.iter().map(move |b| (a, b))) {
            for least in [-30.0, -9.0, weights.near, weights.join, 20.0] {
                let bits = weigh(a, b, &weights).filter(|bits| *bits >= least);
                assert_eq!(weigh_from(a, b, &weights, least), bits);
                *(if bits.is_some() { &mut reached } else { &mut missed }) += 1;
            }
        }
        assert!(reached > 30 && missed > 30, "{reached} {missed}");
    }
}
