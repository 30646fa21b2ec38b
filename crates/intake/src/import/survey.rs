//! A second look at a file: where its features lie, and which of them are alike.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;

use cairn_model::RepairKind;

use super::columns::Columns;
use super::fields::Field;
use super::lexicon::{LEXICON, word_key};
use super::locate::{Located, Locator};
use super::stack::{Stack, Standing};
use super::values::text;
use crate::layers::{Feature, LayerError, LayerFile, Shape, Xy};

/// As many features of a district tell where it is.
const OF_A_DISTRICT: usize = 5;
/// So many times farther from the middle of its district than half of its features, and at least so
/// many degrees: far. A degree is about 100 km.
const FAR: f64 = 8.0;
const FAR_DEGREES: f64 = 1.0;

/// What is known of all features together. Memory: some 50 bytes a feature.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Points by their coordinates.
    stacks: BTreeMap<[u64; 2], Stack>,
    /// Whether most points lie on coordinates that many share, and nothing tells why.
    piled: bool,
    /// The middle of half of all positions, and how far that half reaches.
    middle: Option<Around>,
    districts: BTreeMap<String, Around>,
    /// How often features with this fingerprint come.
    prints: BTreeMap<u64, u32>,
}

#[derive(Clone, Copy, Debug)]
struct Around {
    at: Xy,
    /// Degrees within which half of the positions lie.
    half: f64,
}

impl Around {
    fn of(mut positions: Vec<Xy>) -> Option<Self> {
        let middle = |values: &mut Vec<f64>| {
            values.sort_by(f64::total_cmp);
            values.get(values.len() / 2).copied()
        };
        let mut xs: Vec<f64> = positions.iter().map(|[x, _]| *x).collect();
        let mut ys: Vec<f64> = positions.iter().map(|[_, y]| *y).collect();
        let at = [middle(&mut xs)?, middle(&mut ys)?];
        let mut away: Vec<f64> = positions.drain(..).map(|one| apart(one, at)).collect();
        Some(Self { at, half: middle(&mut away)? })
    }

    fn is_far(&self, position: Xy) -> bool {
        apart(position, self.at) > FAR_DEGREES.max(FAR * self.half)
    }
}

fn apart([x, y]: Xy, [u, v]: Xy) -> f64 {
    ((x - u) * v.to_radians().cos()).hypot(y - v)
}

fn bits([x, y]: Xy) -> [u64; 2] {
    [x.to_bits(), y.to_bits()]
}

fn point(shape: &Shape) -> Option<Xy> {
    match shape {
        Shape::Points(points) => match points.as_slice() {
            [one] => Some(*one),
            _ => None,
        },
        _ => None,
    }
}

fn on_globe([x, y]: Xy) -> bool {
    x.abs() <= 180.0 && y.abs() <= 90.0
}

/// A feature's attributes and shape in a number; equal features have equal ones.
pub(super) fn fingerprint(feature: &Feature, columns: &Columns) -> u64 {
    let mut hasher = DefaultHasher::new();
    let id = columns.by_field.get(&Field::Id).map(|column| column.name.as_str());
    for (name, value) in &feature.attributes {
        // A number of its own does not make a row another one.
        if Some(name.as_str()) != id {
            name.hash(&mut hasher);
            value.to_string().hash(&mut hasher);
        }
    }
    let mut shape = feature.shape.clone();
    std::mem::discriminant(&shape).hash(&mut hasher);
    shape.each_position(&mut |position| bits(*position).hash(&mut hasher));
    hasher.finish()
}

fn district(feature: &Feature, columns: &Columns) -> Option<String> {
    let column = columns.by_field.get(&Field::District)?;
    let province = columns.by_field.get(&Field::Province);
    let province = province.and_then(|column| text(feature.attributes.get(&column.name)?));
    let name = text(feature.attributes.get(&column.name)?)?;
    Some(format!("{}|{}", word_key(&province.unwrap_or_default()), word_key(&name)))
}

/// A hash of the finest place that a feature names.
fn settlement(feature: &Feature, columns: &Columns) -> Option<u64> {
    let column = columns.by_field.get(&Field::Settlement)?;
    let name = text(feature.attributes.get(&column.name)?)?;
    if LEXICON.is_missing(&name) {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    word_key(&name).hash(&mut hasher);
    Some(hasher.finish())
}

fn day(feature: &Feature, columns: &Columns) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    let mut any = false;
    for field in [Field::Date, Field::Year, Field::Month, Field::Day] {
        let column = columns.by_field.get(&field);
        let value = column.and_then(|column| text(feature.attributes.get(&column.name)?));
        any |= value.is_some();
        value.hash(&mut hasher);
    }
    any.then(|| hasher.finish())
}

impl Survey {
    pub(super) fn of(file: &LayerFile, locator: &Locator<'_>) -> Result<Self, LayerError> {
        let mut survey = Self::default();
        let mut all: Vec<Xy> = Vec::new();
        let mut points = 0_u64;
        let mut by_district: BTreeMap<String, Vec<Xy>> = BTreeMap::new();
        file.each(&mut |item| {
            let Ok(feature) = item else { return ControlFlow::Continue(()) };
            let columns = locator.columns;
            *survey.prints.entry(fingerprint(&feature, columns)).or_default() += 1;
            let located = locator.locate(&feature);
            if let Some(at) = located.shape.first().filter(|at| on_globe(*at)) {
                all.push(at);
                if let Some(district) = district(&feature, columns) {
                    by_district.entry(district).or_default().push(at);
                }
            }
            if let Some(at) = point(&located.shape) {
                let stack = survey.stacks.entry(bits(at)).or_default();
                stack.add(day(&feature, columns), settlement(&feature, columns));
                points += 1;
            }
            ControlFlow::Continue(())
        })?;
        let untold: u64 = survey.stacks.values().map(|stack| u64::from(stack.untold())).sum();
        survey.piled = untold * 2 >= points;
        survey.middle = (all.len() >= OF_A_DISTRICT).then(|| Around::of(all)).flatten();
        survey.districts = (by_district.into_iter())
            .filter(|(_, positions)| positions.len() >= OF_A_DISTRICT)
            .filter_map(|(name, positions)| Some((name, Around::of(positions)?)))
            .collect();
        Ok(survey)
    }

    /// Whether a shape has longitude and latitude in each other's place: north of the pole, or far
    /// from the other features where its exchange is not.
    pub(super) fn is_swapped(&self, shape: &Shape) -> bool {
        let Some([x, y]) = shape.first() else { return false };
        let other = [y, x];
        if !on_globe([x, y]) {
            return on_globe(other);
        }
        self.middle
            .is_some_and(|middle| on_globe(other) && middle.is_far([x, y]) && !middle.is_far(other))
    }

    /// What the position of a feature, compared with the others', leaves in doubt.
    pub(super) fn doubts(
        &self,
        feature: &Feature,
        located: &Located,
        columns: &Columns,
    ) -> Vec<RepairKind> {
        let shape = &located.shape;
        let mut doubts = Vec::new();
        let stack = point(shape).and_then(|at| self.stacks.get(&bits(at)));
        match stack.map_or(Standing::Itself, |stack| stack.standing(self.piled, located.metres)) {
            Standing::Itself => {}
            Standing::Perhaps => doubts.push(RepairKind::SharedPosition),
            Standing::Surroundings => doubts.push(RepairKind::StackedPosition),
        }
        let middle = district(feature, columns).and_then(|name| self.districts.get(&name));
        if let (Some(at), Some(middle)) = (shape.first(), middle)
            && on_globe(at)
            && middle.is_far(at)
        {
            doubts.push(RepairKind::FarFromDistrict);
        }
        doubts
    }

    /// Whether other features have this fingerprint.
    pub(super) fn is_repeated(&self, print: u64) -> bool {
        self.prints.get(&print).is_some_and(|count| *count > 1)
    }
}
