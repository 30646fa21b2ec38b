//! From what was given to what can be counted: projected, repaired, with each exclusion counted.

use std::collections::BTreeMap;

use geo::{BoundingRect, ConvexHull, Coord, CoordsIter, MultiPoint, MultiPolygon, Point};
use jiff::civil::Date;

use crate::error::GroundError;
use crate::events::events;
use crate::index::AreaIndex;
use crate::input::{Item, ItemKind, MappedArea, Options};
use crate::projection::LocalProjection;
use crate::result::{Areas, Excluded, StudyArea, StudySource, Why};
use crate::shape::{Repair, common_area, repaired, united};

/// An item that is counted.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Metres on the plane.
    pub at: Coord<f64>,
    /// Standard deviation of the position along each axis, metres.
    pub error: f64,
    /// How it came to be known.
    pub kind: ItemKind,
    /// Its sheet's place in [`Prepared::sheets`].
    pub sheet: usize,
    /// Its event's number.
    pub event: usize,
}

/// A sheet and the region that it is counted in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sheet {
    /// Its name; `None` for items that no sheet is known of.
    pub name: Option<String>,
    /// The region's place in [`Prepared::regions`].
    pub region: usize,
}

/// Everything ready to be counted.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// Degrees to metres.
    pub projection: LocalProjection,
    /// The usable areas, each with its place in the input.
    pub shapes: Vec<(usize, MultiPolygon<f64>)>,
    /// All areas as one.
    pub union: MultiPolygon<f64>,
    /// The union, ready for questions.
    pub index: AreaIndex,
    /// What shares are of.
    pub study: MultiPolygon<f64>,
    /// The ground that the records claim to cover.
    pub extent: Option<AreaIndex>,
    /// The items that are counted.
    pub items: Vec<Placed>,
    /// Their sheets, by name.
    pub sheets: Vec<Sheet>,
    /// The names of regions; the first is that of sheets without one.
    pub regions: Vec<Option<String>>,
    /// What is not counted, and why.
    pub excluded: Vec<Excluded>,
    /// What became of the areas.
    pub areas: Areas,
    /// What the study area is.
    pub study_area: StudyArea,
    /// Items whose position error was assumed.
    pub assumed_errors: usize,
}

/// Projects, repairs and sorts what was given.
///
/// # Errors
/// When nothing is left to count, or a given study area or extent has no polygon.
pub fn prepare(
    areas: &[MappedArea],
    items: &[Item],
    options: &Options,
) -> Result<Prepared, GroundError> {
    let corners = areas.iter().flat_map(|area| area.shape.coords_iter());
    let no_areas = GroundError::NoAreas { given: areas.len() };
    let projection = LocalProjection::of(corners).ok_or_else(|| no_areas.clone())?;
    let (shapes, mut report) = usable_areas(areas, projection);
    if shapes.is_empty() {
        return Err(no_areas);
    }
    let union = united(&shapes.iter().map(|(_, shape)| shape.clone()).collect::<Vec<_>>());
    let index = AreaIndex::new(std::slice::from_ref(&union));
    let given = region(options.study_area.as_ref(), projection, "study area")?;
    let extent = region(options.extent.as_ref(), projection, "extent")?;
    report.union_km2 = geo::Area::unsigned_area(&union) / 1e6;

    let mut sorting = Sorting::new(areas, &shapes, given.as_ref(), projection, options);
    let mut placed: Vec<Placed> = items.iter().filter_map(|item| sorting.place(item)).collect();
    let excluded = sorting.excluded();
    if placed.is_empty() {
        let why = excluded.iter().map(|entry| format!("{}: {}", entry.why, entry.count));
        let why = why.collect::<Vec<_>>().join(", ");
        return Err(GroundError::NoItems { given: items.len(), why });
    }
    let at: Vec<Coord<f64>> = placed.iter().map(|item| item.at).collect();
    for (item, event) in placed.iter_mut().zip(events(&at, options.event_distance)) {
        item.event = event;
    }
    let source = if given.is_some() { StudySource::Given } else { StudySource::Hull };
    let study = given.unwrap_or_else(|| hull(&union, &at));
    let study_area = describe(&study, &union, source);
    let (sheets, regions) = (sorting.sheet_list(), sorting.region_list());
    let assumed_errors = sorting.assumed;
    let extent = extent.map(|shape| AreaIndex::new(&[shape]));
    Ok(Prepared {
        projection,
        shapes,
        union,
        index,
        study,
        extent,
        items: placed,
        sheets,
        regions,
        excluded,
        areas: report,
        study_area,
        assumed_errors,
    })
}

fn usable_areas(
    areas: &[MappedArea],
    projection: LocalProjection,
) -> (Vec<(usize, MultiPolygon<f64>)>, Areas) {
    let mut report = Areas { given: areas.len(), ..Areas::default() };
    let mut shapes = Vec::with_capacity(areas.len());
    for (place, area) in areas.iter().enumerate() {
        match projection.polygons(&area.shape).and_then(|shape| repaired(&shape)) {
            Some((shape, repair)) => {
                report.repaired += usize::from(repair == Repair::Rearranged);
                shapes.push((place, shape));
            }
            None => report.without_shape += 1,
        }
    }
    report.used = shapes.len();
    (shapes, report)
}

fn region(
    shape: Option<&MultiPolygon<f64>>,
    projection: LocalProjection,
    what: &'static str,
) -> Result<Option<MultiPolygon<f64>>, GroundError> {
    let Some(shape) = shape else { return Ok(None) };
    let usable = projection.polygons(shape).and_then(|shape| repaired(&shape));
    usable.map(|(shape, _)| Some(shape)).ok_or(GroundError::Region { what })
}

fn hull(union: &MultiPolygon<f64>, items: &[Coord<f64>]) -> MultiPolygon<f64> {
    let all = union.coords_iter().chain(items.iter().copied()).map(Point::from);
    MultiPolygon::new(vec![MultiPoint::new(all.collect()).convex_hull()])
}

fn describe(
    study: &MultiPolygon<f64>,
    union: &MultiPolygon<f64>,
    source: StudySource,
) -> StudyArea {
    let bounds = study.bounding_rect();
    let east = bounds.map_or(0.0, |rect| rect.max().x.abs().max(rect.min().x.abs()));
    StudyArea {
        source,
        km2: geo::Area::unsigned_area(study) / 1e6,
        mapped_km2: common_area(union, &AreaIndex::new(std::slice::from_ref(study))) / 1e6,
        greatest_scale_error: LocalProjection::scale_error(east),
    }
}

/// Sorts items into those that count and those that do not.
struct Sorting<'a> {
    areas: &'a [MappedArea],
    places: Vec<usize>,
    by_area: AreaIndex,
    study: Option<AreaIndex>,
    margin: f64,
    assumed_error: f64,
    assumed: usize,
    projection: LocalProjection,
    /// The newest record of each sheet; `None` where one bears no date.
    newest: BTreeMap<Option<&'a str>, Option<Date>>,
    regions: BTreeMap<Option<String>, usize>,
    sheets: BTreeMap<Option<String>, (usize, usize)>,
    why: BTreeMap<Why, usize>,
}

impl<'a> Sorting<'a> {
    fn new(
        areas: &'a [MappedArea],
        shapes: &[(usize, MultiPolygon<f64>)],
        study: Option<&MultiPolygon<f64>>,
        projection: LocalProjection,
        options: &Options,
    ) -> Self {
        let mut newest = BTreeMap::new();
        for (place, _) in shapes {
            let Some(area) = areas.get(*place) else { continue };
            let slot = newest.entry(area.sheet.as_deref()).or_insert(area.dated);
            *slot = slot.zip(area.dated).map(|(a, b)| a.max(b));
        }
        let only: Vec<MultiPolygon<f64>> = shapes.iter().map(|(_, shape)| shape.clone()).collect();
        Self {
            areas,
            places: shapes.iter().map(|(place, _)| *place).collect(),
            by_area: AreaIndex::new(&only),
            study: study.map(|shape| AreaIndex::new(std::slice::from_ref(shape))),
            margin: options.study_margin,
            assumed_error: options.assumed_error,
            assumed: 0,
            projection,
            newest,
            regions: BTreeMap::from([(None, 0)]),
            sheets: BTreeMap::new(),
            why: BTreeMap::new(),
        }
    }

    fn place(&mut self, item: &Item) -> Option<Placed> {
        match self.check(item) {
            Ok(placed) => Some(placed),
            Err(why) => {
                *self.why.entry(why).or_default() += 1;
                None
            }
        }
    }

    fn check(&mut self, item: &Item) -> Result<Placed, Why> {
        let position = item.position;
        if !crate::projection::is_on_earth(position) {
            return Err(Why::NoPosition);
        }
        let at = self.projection.forward(position.x, position.y).ok_or(Why::FarFromAreas)?;
        if self.study.as_ref().is_some_and(|study| study.distance(at) > self.margin) {
            return Err(Why::OutsideStudyArea);
        }
        let stated = item.position_error_m.filter(|error| error.is_finite() && *error >= 0.0);
        let areas = self.areas;
        let nearest = self.by_area.nearest(at).and_then(|(area, _)| self.places.get(area));
        let nearest = nearest.and_then(|place| areas.get(*place));
        let sheet = item.sheet.as_deref().or_else(|| nearest?.sheet.as_deref());
        let newest = self.newest.get(&sheet).copied().flatten();
        if newest.zip(item.laid).is_some_and(|(record, laid)| laid > record) {
            return Err(Why::LaidAfterRecord);
        }
        self.assumed += usize::from(stated.is_none());
        let region = item.region.as_deref().or_else(|| nearest?.region.as_deref());
        let sheet = self.sheet(sheet, region);
        let error = stated.unwrap_or(self.assumed_error);
        Ok(Placed { at, error, kind: item.kind, sheet, event: 0 })
    }

    /// A sheet is counted in the region that its first item is in.
    fn sheet(&mut self, name: Option<&str>, region: Option<&str>) -> usize {
        let name = name.map(str::to_owned);
        if let Some((place, _)) = self.sheets.get(&name) {
            return *place;
        }
        let regions = self.regions.len();
        let region = *self.regions.entry(region.map(str::to_owned)).or_insert(regions);
        let place = self.sheets.len();
        self.sheets.insert(name, (place, region));
        place
    }

    fn excluded(&self) -> Vec<Excluded> {
        self.why.iter().map(|(why, count)| Excluded { why: *why, count: *count }).collect()
    }

    fn sheet_list(&self) -> Vec<Sheet> {
        let mut sheets: Vec<(usize, Sheet)> = self
            .sheets
            .iter()
            .map(|(name, (place, region))| (*place, Sheet { name: name.clone(), region: *region }))
            .collect();
        sheets.sort_unstable();
        sheets.into_iter().map(|(_, sheet)| sheet).collect()
    }

    fn region_list(&self) -> Vec<Option<String>> {
        let mut regions: Vec<_> =
            self.regions.iter().map(|(name, at)| (*at, name.clone())).collect();
        regions.sort_unstable();
        regions.into_iter().map(|(_, name)| name).collect()
    }
}
