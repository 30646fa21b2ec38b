//! The mapped area nearest to an item, for what must be settled before items are counted.

use cairn_ground::MappedArea;
use cairn_ground::index::AreaIndex;
use cairn_ground::projection::LocalProjection;
use cairn_ground::shape::repaired;
use geo::{Coord, CoordsIter};
use jiff::civil::Date;

/// All mapped areas, ready to be asked which is nearest.
pub(super) struct Nearest<'a> {
    areas: Vec<&'a MappedArea>,
    index: AreaIndex,
    projection: LocalProjection,
}

impl<'a> Nearest<'a> {
    /// `None` when no area has a usable shape.
    pub(super) fn of(areas: &'a [MappedArea]) -> Option<Self> {
        let corners = areas.iter().flat_map(|area| area.shape.coords_iter());
        let projection = LocalProjection::of(corners)?;
        let usable = areas
            .iter()
            .filter_map(|area| Some((area, repaired(&projection.polygons(&area.shape)?)?.0)));
        let (areas, shapes): (Vec<_>, Vec<_>) = usable.unzip();
        (!areas.is_empty()).then(|| Self { areas, index: AreaIndex::new(&shapes), projection })
    }

    /// Metres to the nearest edge, inside or out; `None` far away.
    pub(super) fn edge_metres(&self, at: Coord<f64>) -> Option<f64> {
        let at = self.projection.forward(at.x, at.y)?;
        Some(self.index.distance(at).abs())
    }

    /// When the area nearest to a position was recorded; `None` where it bears no date.
    pub(super) fn dated(&self, at: Coord<f64>) -> Option<Date> {
        let at = self.projection.forward(at.x, at.y)?;
        self.areas.get(self.index.nearest(at)?.0)?.dated
    }
}
