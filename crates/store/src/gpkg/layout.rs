//! The layouts of the file, one after the other, and what a file is that has none.
//!
//! GeoPackage keeps its own version in `user_version`, so ours stands in the table `cairn_layout`.
//! A list of our own instead of a migration library: twenty lines, no clock, and a later layout is
//! refused rather than guessed at.

use crate::error::{Foreign, StoreError};
use crate::gpkg::db::Db;

struct Layout {
    name: &'static str,
    scripts: &'static [&'static str],
}

/// Append only: a layout that was ever published is never changed.
const LAYOUTS: &[Layout] = &[
    Layout {
        name: "first",
        scripts: &[
            include_str!("../../migrations/0001_first/geopackage.sql"),
            include_str!("../../migrations/0001_first/register.sql"),
            include_str!("../../migrations/0001_first/layers.sql"),
        ],
    },
    Layout { name: "land", scripts: &[include_str!("../../migrations/0002_land.sql")] },
    Layout { name: "questions", scripts: &[include_str!("../../migrations/0003_questions.sql")] },
    Layout { name: "query", scripts: &[include_str!("../../migrations/0004_query.sql")] },
    Layout { name: "settled", scripts: &[include_str!("../../migrations/0005_settled.sql")] },
];

/// How QGIS shows the layers: table, column of the geometry, style.
const STYLES: &[(&str, &str, &str)] = &[
    ("incidents", "geom", include_str!("../../styles/incidents.qml")),
    ("finds", "geom", include_str!("../../styles/finds.qml")),
    ("hazards", "geom", include_str!("../../styles/hazards.qml")),
    ("minefield_records", "geom", include_str!("../../styles/minefield_records.qml")),
    ("land_releases", "geom", include_str!("../../styles/land_releases.qml")),
    ("victims", "", include_str!("../../styles/victims.qml")),
    ("tallies", "", include_str!("../../styles/tallies.qml")),
    ("contradictions", "", include_str!("../../styles/contradictions.qml")),
    ("statements", "", include_str!("../../styles/statements.qml")),
    ("documents", "", include_str!("../../styles/documents.qml")),
    ("texts", "", include_str!("../../styles/texts.qml")),
    ("claims", "", include_str!("../../styles/claims.qml")),
    ("decisions", "", include_str!("../../styles/decisions.qml")),
    ("saved_questions", "", include_str!("../../styles/saved_questions.qml")),
];

const GEOPACKAGE_IDS: [u64; 3] = [0x4750_4B47, 0x4750_3130, 0x4750_3131];

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A register of this layout.
    Register(u32),
    /// Something else.
    Foreign(Foreign),
}

/// The latest layout that this program knows.
pub(crate) fn latest() -> u32 {
    u32::try_from(LAYOUTS.len()).unwrap_or(u32::MAX)
}

/// Looks at a file without changing it.
pub(crate) fn find(db: &Db) -> Result<Found, StoreError> {
    let application = db.number("PRAGMA application_id", [])?;
    let tables = db.number("SELECT count(*) FROM sqlite_master", [])?;
    let is_ours =
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'cairn_layout'";
    if db.number(is_ours, [])? == 1 {
        let version = db.number("SELECT max(version) FROM cairn_layout", [])?;
        return Ok(Found::Register(u32::try_from(version).unwrap_or(u32::MAX)));
    }
    Ok(Found::Foreign(if GEOPACKAGE_IDS.contains(&application) {
        Foreign::OtherGeoPackage
    } else if tables == 0 && application == 0 {
        Foreign::Empty
    } else {
        Foreign::OtherSqlite
    }))
}

/// Brings a file of layout `from` (0: empty) to the latest layout, wholly or not at all.
pub(crate) fn migrate(db: &Db, from: u32) -> Result<(), StoreError> {
    db.batch("BEGIN EXCLUSIVE")?;
    let done = apply(db, from).and_then(|()| db.batch("COMMIT"));
    if done.is_err() && !db.conn.is_autocommit() {
        db.batch("ROLLBACK")?;
    }
    done
}

fn apply(db: &Db, from: u32) -> Result<(), StoreError> {
    for (version, layout) in (1..).zip(LAYOUTS).filter(|(version, _)| *version > from) {
        for script in layout.scripts {
            db.batch(script)?;
        }
        db.execute("INSERT INTO cairn_layout VALUES (?, ?)", (version, layout.name))?;
    }
    // Only our own styles are replaced: those that a person saved beside them stay.
    db.execute("DELETE FROM layer_styles WHERE owner = 'cairn'", [])?;
    for (table, geometry, style) in STYLES {
        db.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, \
             f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, ui, \
             update_time) VALUES ('', '', ?, ?, ?, ?, '', 1, 'Names and symbols of Cairn', 'cairn', \
             NULL, '2000-01-01T00:00:00.000Z')",
            (table, geometry, table, style),
        )?;
    }
    Ok(())
}
