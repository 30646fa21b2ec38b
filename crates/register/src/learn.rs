//! Weights estimated from a register's own pairs, by expectation–maximisation.
//!
//! The model is Fellegi and Sunter's: a pair tells of one occasion or not, and given which, its fields
//! agree independently. What is counted is patterns, so that the order of documents cannot matter;
//! the start is the priors and no number is drawn by lot, so that the seed is fixed by being none.
//! Where pairs are few the priors hold ([`STRENGTH`]), and no weight leaves its prior by more than
//! [`REACH`], so that a register of one odd district does not unlearn what a name is worth.

use std::collections::BTreeMap;

use crate::compare::Agreement;
use crate::weights::{FindPattern, FindWeights, Pattern, Weights};

/// Pairs that the priors count for.
pub const STRENGTH: f64 = 40.0;
/// Pairs of one occasion at a level that move its weight half the way.
const ENOUGH: f64 = 10.0;
/// Bits by which a weight may leave its prior.
pub const REACH: f64 = 2.0;
/// Rounds at most.
const ROUNDS: usize = 60;
/// Bits; when no weight moves further in a round, it is done.
const STILL: f64 = 0.005;

/// Pairs counted by how they agree, and by what a person said of them.
///
/// `Some(true)`: together; `Some(false)`: apart; `None`: nobody said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs(BTreeMap<(Agreement, Option<bool>), u64>);

impl Pairs {
    /// Counts one more pair.
    pub fn note(&mut self, agreement: Agreement, said: Option<bool>) {
        *self.0.entry((agreement, said)).or_default() += 1;
    }

    /// How many pairs there are.
    pub fn len(&self) -> u64 {
        self.0.values().sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The weights that these pairs speak for; the lines that are drawn stay as they are.
#[must_use]
pub fn learn(pairs: &Pairs, priors: &Weights) -> Weights {
    let (mut incidents, mut finds) = (Vec::new(), Vec::new());
    for ((agreement, said), count) in &pairs.0 {
        #[expect(clippy::cast_precision_loss, reason = "counts of pairs are far below 2^52")]
        let count = *count as f64;
        match agreement {
            Agreement::Incident(pattern) => {
                incidents.push(Row {
                    levels: incident_levels(pattern).to_vec(),
                    said: *said,
                    count,
                });
            }
            Agreement::Find(pattern) => {
                finds.push(Row { levels: find_levels(pattern).to_vec(), said: *said, count });
            }
        }
    }
    let fields = estimate(&incidents, priors.prior, &incident_fields(priors));
    let mut learned = with_incident_fields(priors, &fields);
    let fields = estimate(&finds, priors.finds.prior, &find_fields(&priors.finds));
    learned.finds = with_find_fields(&priors.finds, &fields);
    learned
}

/// Bits by field and level.
type Fields = Vec<Vec<f64>>;

pub(crate) fn incident_fields(weights: &Weights) -> Fields {
    vec![
        weights.date.rows(),
        weights.place.rows(),
        weights.device.rows(),
        weights.killed.rows(),
        weights.injured.rows(),
        weights.victims.rows(),
        weights.activity.rows(),
        weights.chain.rows(),
    ]
}

const fn incident_levels(pattern: &Pattern) -> [usize; 8] {
    [
        pattern.date.index(),
        pattern.place.index(),
        pattern.device.index(),
        pattern.killed.index(),
        pattern.injured.index(),
        pattern.victims.index(),
        pattern.activity.index(),
        pattern.chain.index(),
    ]
}

fn with_incident_fields(weights: &Weights, fields: &Fields) -> Weights {
    let mut new = weights.clone();
    if let [date, place, device, killed, injured, victims, activity, chain] = fields.as_slice() {
        new.date = new.date.with_rows(date);
        new.place = new.place.with_rows(place);
        new.device = new.device.with_rows(device);
        new.killed = new.killed.with_rows(killed);
        new.injured = new.injured.with_rows(injured);
        new.victims = new.victims.with_rows(victims);
        new.activity = new.activity.with_rows(activity);
        new.chain = new.chain.with_rows(chain);
    }
    new
}

pub(crate) fn find_fields(weights: &FindWeights) -> Fields {
    vec![
        weights.date.rows(),
        weights.place.rows(),
        weights.category.rows(),
        weights.count.rows(),
        weights.model.rows(),
        weights.chain.rows(),
    ]
}

const fn find_levels(pattern: &FindPattern) -> [usize; 6] {
    [
        pattern.date.index(),
        pattern.place.index(),
        pattern.category.index(),
        pattern.count.index(),
        pattern.model.index(),
        pattern.chain.index(),
    ]
}

fn with_find_fields(weights: &FindWeights, fields: &Fields) -> FindWeights {
    let mut new = weights.clone();
    if let [date, place, category, count, model, chain] = fields.as_slice() {
        new.date = new.date.with_rows(date);
        new.place = new.place.with_rows(place);
        new.category = new.category.with_rows(category);
        new.count = new.count.with_rows(count);
        new.model = new.model.with_rows(model);
        new.chain = new.chain.with_rows(chain);
    }
    new
}

/// Pairs that agree in the same way.
struct Row {
    /// The level of each field.
    levels: Vec<usize>,
    said: Option<bool>,
    count: f64,
}

/// Estimates the bits of every field. How rare pairs of one occasion are stays as set by hand: pairs
/// alone do not tell a register of many reports on few occasions from careless keys.
fn estimate(rows: &[Row], prior: f64, priors: &Fields) -> Fields {
    let total: f64 = rows.iter().map(|row| row.count).sum();
    if total == 0.0 {
        return priors.clone();
    }
    // How the priors think that levels are spread among pairs of either sort: those that they take
    // for two occasions as these are seen to be, the others as the bits then have it.
    let at_large: Vec<Vec<f64>> = (priors.iter().enumerate())
        .map(|(field, levels)| {
            let none = vec![0.5; levels.len()];
            let apart = |row: &Row| row.count * (1.0 - chance(row, prior, priors));
            shares(&counted(rows, field, none, apart))
        })
        .collect();
    let of_one: Vec<Vec<f64>> = (priors.iter().zip(&at_large))
        .map(|(bits, at_large)| {
            let odds: Vec<f64> = bits.iter().zip(at_large).map(|(b, u)| u * b.exp2()).collect();
            shares(&odds)
        })
        .collect();
    let mut bits = priors.clone();
    for _ in 0..ROUNDS {
        let at = bits.clone();
        let mut moved = 0.0_f64;
        for (field, before) in bits.iter_mut().enumerate() {
            let (Some(u0), Some(m0), Some(was)) =
                (at_large.get(field), of_one.get(field), priors.get(field))
            else {
                continue;
            };
            let seen = counted(rows, field, vec![0.0; m0.len()], |row| {
                row.count * chance(row, prior, &at)
            });
            let other = counted(rows, field, vec![0.0; u0.len()], |row| {
                row.count * (1.0 - chance(row, prior, &at))
            });
            let joined: f64 = seen.iter().sum();
            let (one, two) = (with(&seen, m0), with(&other, u0));
            // By how much the estimate leaves what the priors would have it be, as far as pairs of one
            // occasion were seen to have the level, or should have been.
            let shifts: Vec<f64> = (one.iter().zip(&two).zip(m0.iter().zip(u0)).zip(&seen))
                .map(|(((one, two), (m0, u0)), seen)| {
                    let seen = seen.max(m0 * joined);
                    ((one / two).log2() - (m0 / u0).log2()) * seen / (seen + ENOUGH)
                })
                .collect();
            // What is added to one level is taken from others, so that pairs of one occasion are
            // on the whole joined as readily as before.
            let mean = shifts.iter().zip(&one).map(|(shift, share)| shift * share).sum::<f64>();
            for ((bits, was), shift) in before.iter_mut().zip(was).zip(&shifts) {
                let new = was + (shift - mean).clamp(-REACH, REACH);
                moved = moved.max((new - *bits).abs());
                *bits = new;
            }
        }
        if moved < STILL {
            break;
        }
    }
    // Tenths are as much as a weight can mean, and the same on every machine.
    let tenth = |bits: f64| (bits * 10.0).round() / 10.0;
    bits.iter().map(|levels| levels.iter().copied().map(tenth).collect()).collect()
}

/// Adds to `counts` what each row weighs, by its level of one field.
fn counted(
    rows: &[Row],
    field: usize,
    mut counts: Vec<f64>,
    mut weight: impl FnMut(&Row) -> f64,
) -> Vec<f64> {
    for row in rows {
        let weight = weight(row);
        if let Some(count) = row.levels.get(field).and_then(|level| counts.get_mut(*level)) {
            *count += weight;
        }
    }
    counts
}

/// The shares of what was seen, with what the priors count for.
fn with(seen: &[f64], prior: &[f64]) -> Vec<f64> {
    let counts = seen.iter().zip(prior).map(|(seen, prior)| seen + prior * STRENGTH);
    shares(&counts.collect::<Vec<_>>())
}

fn shares(counts: &[f64]) -> Vec<f64> {
    let total: f64 = counts.iter().sum();
    counts.iter().map(|count| (count / total).max(1e-9)).collect()
}

/// How likely a pair tells of one occasion; what people said is certain.
fn chance(row: &Row, prior: f64, fields: &Fields) -> f64 {
    match row.said {
        Some(together) => f64::from(u8::from(together)),
        None => {
            let bits: f64 = (row.levels.iter().zip(fields))
                .map(|(level, bits)| bits.get(*level).copied().unwrap_or(0.0))
                .sum();
            1.0 / (1.0 + (-(prior + bits)).exp2())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::weights::{
        ActivityLevel, ChainLevel, CountLevel, DateLevel, DeviceLevel, PlaceLevel, VictimLevel,
    };

    fn pattern(date: DateLevel, place: PlaceLevel, device: DeviceLevel) -> Agreement {
        Agreement::Incident(Pattern {
            date,
            place,
            device,
            killed: CountLevel::Unknown,
            injured: CountLevel::Unknown,
            victims: VictimLevel::Unknown,
            activity: ActivityLevel::Unknown,
            chain: ChainLevel::Apart,
        })
    }

    /// A register in which reports of one occasion give any device: it tells nothing there.
    fn careless(times: u64) -> Pairs {
        let mut pairs = Pairs::default();
        let devices = [DeviceLevel::SameSpecific, DeviceLevel::Different, DeviceLevel::Confusable];
        for device in devices {
            for _ in 0..times {
                pairs.note(pattern(DateLevel::SameDay, PlaceLevel::SameSettlement, device), None);
            }
            for _ in 0..times * 20 {
                pairs.note(pattern(DateLevel::FarApart, PlaceLevel::SameDistrict, device), None);
            }
        }
        pairs
    }

    #[test]
    fn no_pairs_leave_the_priors() {
        let priors = Weights::default();
        assert_eq!(learn(&Pairs::default(), &priors), priors);
    }

    #[test]
    fn few_pairs_move_little_and_many_move_much_but_within_bounds() {
        let priors = Weights::default();
        let moved = |times| {
            let learned = learn(&careless(times), &priors);
            assert_eq!(learned.finds, priors.finds);
            let all = incident_fields(&learned).concat().into_iter();
            for (new, old) in all.zip(incident_fields(&priors).concat()) {
                assert!((new - old).abs() <= REACH + 0.05, "{new} {old}");
            }
            learned.device.different - priors.device.different
        };
        let (few, many) = (moved(1), moved(400));
        assert!((0.0..0.6).contains(&few), "{few}");
        assert!(many > 1.0, "{many}");
    }

    #[test]
    fn what_people_say_is_learned_from() {
        let odd = pattern(DateLevel::WeekApart, PlaceLevel::SameDistrict, DeviceLevel::Unknown);
        let bits = |said| {
            let mut pairs = careless(10);
            for _ in 0..60 {
                pairs.note(odd, said);
            }
            learn(&pairs, &Weights::default()).date.week_apart
        };
        let (together, silent, apart) = (bits(Some(true)), bits(None), bits(Some(false)));
        assert!(together > silent && silent >= apart, "{together} {silent} {apart}");
    }

    #[test]
    fn learned_weights_can_be_written_out_and_taken_back() {
        let learned = learn(&careless(50), &Weights::default());
        let json = serde_json::to_value(&learned).unwrap();
        assert_eq!(Weights::from_json(&json).unwrap(), learned);
    }
}
