//! The lists of land: hazardous areas, minefield records, released land.

use cairn_report::rows::LandRow;

use super::{or_empty, short_place};
use crate::render::list::{Column, Row};
use crate::render::{land, words};

impl Row for LandRow {
    const COLUMNS: &'static [Column] = &[
        Column::whole("Claim"),
        Column::text("Kind"),
        Column::text("Sheet"),
        Column::text("Place"),
        Column::text("Date"),
        Column::text("Device"),
        Column::text("Shape"),
    ];

    fn cells(&self) -> Vec<String> {
        let (kind, device, _) = self.told();
        let Some(drawn) = self.drawn() else { return vec![String::new(); Self::COLUMNS.len()] };
        vec![
            self.claim.to_string(),
            kind.to_owned(),
            or_empty(drawn.sheet.as_ref()),
            short_place(&drawn.place),
            words::short_date(&drawn.date),
            super::short_device(device).to_owned(),
            land::shape(drawn.geometry.as_ref()),
        ]
    }
}
