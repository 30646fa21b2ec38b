//! A layer of polygons as a region of a question.

use std::path::Path;

use cairn_intake::import::{self, Mapping, Plan, Target};
use cairn_intake::layers::{LayerFile, LayerLimits};
use cairn_model::Geometry;
use cairn_report::Region;

use crate::error::CommandError;

/// The areas of a layer; `option` is what names it on the command line.
pub fn region(path: &Path, option: &str) -> Result<Region, CommandError> {
    let file = LayerFile::open(path, LayerLimits::default())?;
    let plan = Plan {
        target: Target::Hazards,
        source: None,
        country: None,
        crs: None,
        position_error_m: None,
        mapping: Mapping::default(),
    };
    let imported = import::import(&file, &plan)?;
    let shapes: Vec<Geometry> = (imported.claims.iter())
        .filter_map(|claim| claim.drawn()?.geometry.clone())
        .filter(|shape| matches!(shape, Geometry::MultiPolygon(areas) if !areas.is_empty()))
        .collect();
    if shapes.is_empty() {
        return Err(CommandError::user(format!(
            "{}: none of {} features is an area; {option} expects polygons",
            path.display(),
            imported.claims.len()
        ))
        .hint("name a layer of polygons, such as a country's borders"));
    }
    let name = path.display().to_string();
    Ok(Region { name, document: imported.document.id.to_string(), shapes })
}
