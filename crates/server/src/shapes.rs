//! The shapes of land, as well-known binary: from memory where they fit, else from the file.

use cairn_report::query::{Bounds, Shapes};
use cairn_store::{Store, StoreError, Table};
use geozero::ToGeo;

use crate::laid::Laid;

/// Bytes of shapes of a collection that are kept in memory at most.
const MOST_BYTES: usize = 64 << 20;

/// The shapes of a collection, row by row.
#[derive(Debug)]
pub struct Kept {
    bytes: Vec<u8>,
    /// Where the shape of each row begins, and how long it is.
    places: Vec<(u32, u32)>,
}

impl Kept {
    /// Reads the shapes of a table's rows; `None` where they are too large to be kept.
    ///
    /// # Errors
    /// When the register cannot be read.
    pub fn of(store: &dyn Store, table: &Table) -> Result<Option<Self>, StoreError> {
        // In the order in which the file has them.
        let mut rows: Vec<(i64, u32)> = table.fids().iter().copied().zip(0..).collect();
        rows.sort_unstable();
        let mut kept = Self { bytes: Vec::new(), places: vec![(0, 0); rows.len()] };
        let fids: Vec<i64> = rows.iter().map(|(fid, _)| *fid).collect();
        for fids in fids.chunks(1_000) {
            store.shapes(table.collection(), fids, &mut |fid, shape| {
                let place = rows.binary_search_by_key(&fid, |(fid, _)| *fid);
                let row =
                    place.ok().and_then(|place| rows.get(place)).map(|(_, row)| *row as usize);
                let bounds = (u32::try_from(kept.bytes.len()), u32::try_from(shape.len()));
                if let (Some(place), (Ok(begins), Ok(length))) =
                    (row.and_then(|row| kept.places.get_mut(row)), bounds)
                {
                    *place = (begins, length);
                    kept.bytes.extend_from_slice(shape);
                }
                Ok(())
            })?;
            if kept.bytes.len() > MOST_BYTES {
                return Ok(None);
            }
        }
        kept.bytes.shrink_to_fit();
        Ok(Some(kept))
    }

    /// The shape of a row, if it has one.
    pub fn of_row(&self, row: u32) -> Option<&[u8]> {
        let (begins, length) = *self.places.get(row as usize)?;
        let begins = begins as usize;
        self.bytes.get(begins..begins + length as usize).filter(|shape| !shape.is_empty())
    }
}

/// Visits the shapes of rows; rows without one are left out.
///
/// # Errors
/// When the register cannot be read.
pub fn visit(
    store: &dyn Store,
    laid: &Laid,
    rows: &[u32],
    mut visit: impl FnMut(u32, &[u8]),
) -> Result<(), StoreError> {
    if let Some(kept) = laid.shapes(store)? {
        for row in rows {
            if let Some(shape) = kept.of_row(*row) {
                visit(*row, shape);
            }
        }
        return Ok(());
    }
    for row in rows {
        let Some(fid) = laid.table.fid(*row) else { continue };
        store.shapes(laid.table.collection(), &[fid], &mut |_, shape| {
            visit(*row, shape);
            Ok(())
        })?;
    }
    Ok(())
}

/// The shapes of a collection, for filters.
pub struct OfLand<'a> {
    store: &'a dyn Store,
    laid: &'a Laid,
}

impl<'a> OfLand<'a> {
    /// The shapes; nothing where things have none but a point.
    pub fn of(store: &'a dyn Store, laid: &'a Laid) -> Option<Self> {
        laid.table.collection().is_land().then_some(Self { store, laid })
    }
}

impl Shapes for OfLand<'_> {
    /// What cannot be read is not known; whoever wants to see it is told.
    fn meet(&self, row: u32, bounds: Bounds) -> Option<bool> {
        let mut meets = None;
        let read = visit(self.store, self.laid, &[row], |_, shape| {
            meets = geozero::wkb::Wkb(shape).to_geo().ok().map(|shape| bounds.meet(&shape));
        });
        read.ok().and(meets)
    }
}
