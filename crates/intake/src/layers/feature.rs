//! A feature as its file has it: attributes and a shape in the file's own coordinates.

use cairn_model::RepairKind;
use serde_json::{Map, Value};

/// Across and up, in the units of the file: usually degrees east and north, or metres.
pub type Xy = [f64; 2];

/// One feature, row or placemark.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// Its place in the file, from 1, counted through all layers.
    pub number: u64,
    /// The layer or sheet that it is in.
    pub layer: String,
    /// What is said about it, names as the file spells them.
    pub attributes: Map<String, Value>,
    /// Where it is.
    pub shape: Shape,
    /// What reading had to mend.
    pub mended: Vec<RepairKind>,
}

/// A shape in the coordinates of its file. Rings need not be closed or valid.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// None, and why.
    Nothing(Absent),
    /// Points.
    Points(Vec<Xy>),
    /// Lines.
    Lines(Vec<Vec<Xy>>),
    /// Areas: each its rings, the outer one first.
    Areas(Vec<Vec<Vec<Xy>>>),
}

/// Why a feature has no shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absent {
    /// It is null.
    Null,
    /// It holds no coordinates.
    Empty,
    /// It cannot be read, for this reason.
    NotRead(String),
    /// The file is a table: coordinates, if any, stand in its columns.
    InColumns,
}

/// A feature that could not be taken in, and why.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Refused {
    /// Its place in the file, from 1.
    pub feature: u64,
    /// Why, and what was expected.
    pub why: String,
}

/// What a reader comes to, one after the other.
pub type Item = Result<Feature, Refused>;

impl Shape {
    /// The first position, if there is one.
    pub fn first(&self) -> Option<Xy> {
        match self {
            Self::Nothing(_) => None,
            Self::Points(points) => points.first().copied(),
            Self::Lines(lines) => lines.iter().flatten().next().copied(),
            Self::Areas(areas) => areas.iter().flatten().flatten().next().copied(),
        }
    }

    /// Every position, to be changed in place.
    pub fn each_position(&mut self, change: &mut dyn FnMut(&mut Xy)) {
        match self {
            Self::Nothing(_) => {}
            Self::Points(points) => points.iter_mut().for_each(change),
            Self::Lines(lines) => lines.iter_mut().flatten().for_each(change),
            Self::Areas(areas) => areas.iter_mut().flatten().flatten().for_each(change),
        }
    }

    /// How many positions there are.
    pub fn size(&self) -> usize {
        match self {
            Self::Nothing(_) => 0,
            Self::Points(points) => points.len(),
            Self::Lines(lines) => lines.iter().map(Vec::len).sum(),
            Self::Areas(areas) => areas.iter().flatten().map(Vec::len).sum(),
        }
    }

    /// The shape, or that it is empty.
    #[must_use]
    pub fn or_empty(self) -> Self {
        match self {
            Self::Nothing(why) => Self::Nothing(why),
            shape if shape.size() == 0 => Self::Nothing(Absent::Empty),
            shape => shape,
        }
    }
}
