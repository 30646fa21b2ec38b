//! What the rows of each collection hold: names, kinds and titles, in the order of the columns.

use cairn_model::register::Standing;
use cairn_model::{
    ContradictionKind, Device, FindAction, Grade, HazardKind, IncidentStatus, LandStatus, Measure,
    Outcome, ReleaseKind, Sex, StatementKind, TallyGroup, VictimGroup,
};

use super::column::{Column, Numbers, Texts};

/// A field of a row.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// As it is called in filters and features.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// As people call it.
    pub title: &'static str,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Free text.
    Text,
    /// A term of a vocabulary, as its code.
    Code(Vocabulary),
    /// A whole number.
    Whole,
    /// A measured number.
    Real,
    /// A day.
    Day,
}

impl Kind {
    pub(super) fn column(self) -> Column {
        match self {
            Self::Text | Self::Code(_) => Column::Text(Texts::default()),
            Self::Whole | Self::Real => Column::Number(Numbers::default()),
            Self::Day => Column::Day(Vec::new()),
        }
    }
}

macro_rules! vocabularies {
    ($($name:ident),+) => {
        /// A controlled vocabulary.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "named after the types that they stand for")]
        pub enum Vocabulary { $($name),+, Standing, Settlement }

        impl Vocabulary {
            /// Code and label of each term, in the order of the vocabulary.
            pub fn terms(self) -> Vec<(&'static str, &'static str)> {
                match self {
                    $(Self::$name => $name::ALL.iter().map(|one| (one.code(), one.label())).collect(),)+
                    Self::Standing => STANDINGS.to_vec(),
                    Self::Settlement => SETTLEMENTS.to_vec(),
                }
            }
        }
    };
}

vocabularies!(
    ContradictionKind,
    Device,
    FindAction,
    Grade,
    HazardKind,
    IncidentStatus,
    LandStatus,
    Measure,
    Outcome,
    ReleaseKind,
    Sex,
    StatementKind,
    TallyGroup,
    VictimGroup
);

/// Whether a claim counts: as it is called in JSON, and in the file's tables.
const STANDINGS: [(&str, &str); 4] = [
    ("live", standing_label(Standing::Live)),
    ("superseded", standing_label(Standing::Superseded)),
    ("rejected", standing_label(Standing::Rejected)),
    ("accepted", standing_label(Standing::Accepted)),
];

/// Whether somebody decided what came of figures that disagree.
const SETTLEMENTS: [(&str, &str); 2] = [("open", "open"), ("settled", "settled")];

/// Whether a claim counts, as people read it.
pub(crate) const fn standing_label(standing: Standing) -> &'static str {
    match standing {
        Standing::Live => "counts",
        Standing::Superseded => "superseded",
        Standing::Rejected => "rejected",
        Standing::Accepted => "accepted",
    }
}

const fn text(name: &'static str, title: &'static str) -> Field {
    Field { name, kind: Kind::Text, title }
}

const fn code(name: &'static str, vocabulary: Vocabulary, title: &'static str) -> Field {
    Field { name, kind: Kind::Code(vocabulary), title }
}

const fn whole(name: &'static str, title: &'static str) -> Field {
    Field { name, kind: Kind::Whole, title }
}

const fn real(name: &'static str, title: &'static str) -> Field {
    Field { name, kind: Kind::Real, title }
}

const FROM: Field = Field { name: "date_from", kind: Kind::Day, title: "First possible day" };
const TO: Field = Field { name: "date_to", kind: Kind::Day, title: "Last possible day" };
const SETTLEMENT: Field = text("settlement", "Finest named place");
const DISTRICT: Field = text("district", "Unit above the settlement");
const COUNTRY: Field = text("country", "Country, where it is named");
const DEVICE: Field = code("device", Vocabulary::Device, "Device");
const SOURCES: Field = text("sources", "Sources, as they are named");
const DOCUMENT: Field = text("document", "What the document is called");
const LAT: Field = real("lat", "Degrees north (WGS 84)");
const LON: Field = real("lon", "Degrees east (WGS 84)");
const PRECISION: Field =
    real("precision_m", "Metres within which the true point is thought to lie");

pub(super) const INCIDENTS: &[Field] = &[
    text("id", "Incident"),
    FROM,
    TO,
    SETTLEMENT,
    DISTRICT,
    COUNTRY,
    DEVICE,
    whole("killed_least", "Killed, least"),
    whole("killed_most", "Killed, most; empty when open or unknown"),
    whole("injured_least", "Injured, least"),
    whole("injured_most", "Injured, most; empty when open or unknown"),
    text("activity", "What the victims were doing"),
    code("grade", Vocabulary::Grade, "How well it is supported"),
    code("status", Vocabulary::IncidentStatus, "Whether it is said to have taken place"),
    SOURCES,
    whole("n_reports", "Number of reports"),
    PRECISION,
    LAT,
    LON,
];

pub(super) const FINDS: &[Field] = &[
    text("id", "Find"),
    FROM,
    TO,
    SETTLEMENT,
    DISTRICT,
    COUNTRY,
    code("action", Vocabulary::FindAction, "The last action reported"),
    DEVICE,
    text("model", "Type designation, as written"),
    whole("count_least", "Items, least"),
    whole("count_most", "Items, most; empty when open or unknown"),
    SOURCES,
    whole("n_reports", "Number of reports"),
    PRECISION,
    LAT,
    LON,
];

pub(super) const TALLIES: &[Field] = &[
    text("id", "Claim"),
    text("series", "Series"),
    code("measure", Vocabulary::Measure, "What is measured"),
    code("group", Vocabulary::TallyGroup, "Whom it counts"),
    text("place", "The area that it is about"),
    text("period", "The period that it counts"),
    FROM,
    TO,
    real("value_least", "Value, least"),
    real("value_most", "Value, most; empty when open"),
    SOURCES,
    DOCUMENT,
    code("standing", Vocabulary::Standing, "Whether it counts"),
];

pub(super) const CONTRADICTIONS: &[Field] = &[
    text("id", "Contradiction"),
    code("kind", Vocabulary::ContradictionKind, "In which way the figures disagree"),
    text("note", "In one line"),
    text("document", "The documents on both sides"),
    whole("across_documents", "1 where the figures stand in different documents"),
    code("status", Vocabulary::Settlement, "Whether somebody decided what came of it"),
];

pub(super) const DOCUMENTS: &[Field] = &[
    text("id", "Identity"),
    text("label", "What people call it"),
    text("title", "Title, or the first line"),
    SOURCES,
    FROM,
    TO,
    text("language", "The language it was read in"),
    text("about_country", "The country it is about, ISO 3166"),
    text("superseded_by", "The version that replaces it"),
    whole("n_claims", "Claims"),
    whole("n_incidents", "Incidents that it reports"),
    whole("n_finds", "Finds that it reports"),
    whole("n_tallies", "Figures that it gives"),
    whole("n_contradictions", "Contradictions within it"),
    whole("n_statements", "Statements that it reports"),
];

pub(super) const STATEMENTS: &[Field] = &[
    text("id", "Claim"),
    DOCUMENT,
    code("kind", Vocabulary::StatementKind, "What was done"),
    SOURCES,
    text("addressees", "To whom"),
    FROM,
    TO,
];

pub(super) const VICTIMS: &[Field] = &[
    text("id", "Incident"),
    whole("part", "Which of the incident's victims, from 0"),
    text("name", "Name, where one is given"),
    code("outcome", Vocabulary::Outcome, "What became of the person"),
    code("group", Vocabulary::VictimGroup, "Civil status"),
    code("sex", Vocabulary::Sex, "Sex"),
    whole("age", "Age in years"),
    FROM,
    TO,
    SETTLEMENT,
    DISTRICT,
    COUNTRY,
    DEVICE,
    code("grade", Vocabulary::Grade, "How well the incident is supported"),
    code("status", Vocabulary::IncidentStatus, "Whether it is said to have taken place"),
    SOURCES,
    PRECISION,
    LAT,
    LON,
];

const WEST: Field = real("west", "Westernmost degree of the shape");
const SOUTH: Field = real("south", "Southernmost degree of the shape");
const EAST: Field = real("east", "Easternmost degree of the shape");
const NORTH: Field = real("north", "Northernmost degree of the shape");
const REFERENCE: Field = text("reference", "The number under which its source keeps it");
const SHEET: Field = text("sheet", "The map sheet");
const AUTHOR: Field = text("author", "Who drew it up");
const ERROR: Field =
    real("position_error_m", "Metres within which it is thought to lie where it is drawn");
const AREA: Field = real("area_m2", "Square metres, as stated");

pub(super) const HAZARDS: &[Field] = &[
    text("id", "Claim"),
    DOCUMENT,
    code("kind", Vocabulary::HazardKind, "Suspected or confirmed"),
    code("status", Vocabulary::LandStatus, "Open, worked on or closed"),
    DEVICE,
    REFERENCE,
    FROM,
    TO,
    SHEET,
    AUTHOR,
    SETTLEMENT,
    DISTRICT,
    COUNTRY,
    ERROR,
    AREA,
    SOURCES,
    WEST,
    SOUTH,
    EAST,
    NORTH,
];

pub(super) const RECORDS: &[Field] = &[
    text("id", "Claim"),
    DOCUMENT,
    DEVICE,
    whole("count_least", "Mines, least"),
    whole("count_most", "Mines, most; empty when open or unknown"),
    REFERENCE,
    FROM,
    TO,
    SHEET,
    AUTHOR,
    SETTLEMENT,
    DISTRICT,
    COUNTRY,
    ERROR,
    AREA,
    SOURCES,
    WEST,
    SOUTH,
    EAST,
    NORTH,
];

pub(super) const RELEASES: &[Field] = &[
    text("id", "Claim"),
    DOCUMENT,
    code("kind", Vocabulary::ReleaseKind, "Cancelled, reduced, cleared, or battle area clearance"),
    DEVICE,
    whole("found_least", "Devices found, least"),
    whole("found_most", "Devices found, most; empty when open or unknown"),
    real("depth_m", "Metres to which it was searched"),
    REFERENCE,
    FROM,
    TO,
    SHEET,
    AUTHOR,
    SETTLEMENT,
    DISTRICT,
    COUNTRY,
    ERROR,
    AREA,
    SOURCES,
    WEST,
    SOUTH,
    EAST,
    NORTH,
];
