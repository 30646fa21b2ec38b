//! What a column may say, whatever it is called.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $( $(#[$entry_doc:meta])* $entry:ident = $code:literal; )+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $( $(#[$entry_doc])* #[serde(rename = $code)] $entry, )+
        }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$( Self::$entry ),+];

            /// The word for it in files and on the command line.
            pub const fn code(self) -> &'static str {
                match self { $( Self::$entry => $code, )+ }
            }

            /// What this word stands for.
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == word)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.code())
            }
        }
    };
}

words! {
    /// What the features of a file are.
    Target {
        /// Explosions and accidents, or their victims, a row each.
        Incidents = "incidents";
        /// Ordnance found.
        Finds = "finds";
        /// Hazardous areas.
        Hazards = "hazards";
        /// Minefield records.
        Records = "records";
        /// Land cancelled, reduced or cleared.
        Clearance = "clearance";
    }
}

words! {
    /// What a column says.
    Field {
        /// The number or name under which the source keeps it.
        Id = "id";
        /// The day, month or year.
        Date = "date";
        /// The day of a record, where it differs from the date.
        Dated = "dated";
        /// The year alone.
        Year = "year";
        /// The month, beside a year.
        Month = "month";
        /// The day of the month, beside a month.
        Day = "day";
        /// The map sheet.
        Sheet = "sheet";
        /// Who drew it up or says so.
        Author = "author";
        /// Metres within which the position is thought to be right.
        PositionError = "position_error_m";
        /// The kind of ordnance.
        Device = "device";
        /// Its type designation.
        Model = "model";
        /// How many devices.
        Count = "count";
        /// Whether land is open, worked on or closed.
        Status = "status";
        /// What kind of hazardous area, or of release.
        Kind = "kind";
        /// What was done with ordnance.
        Action = "action";
        /// How many people were killed.
        Killed = "killed";
        /// How many people were injured.
        Injured = "injured";
        /// What became of a person, where a row is a person.
        Outcome = "outcome";
        /// The person's sex.
        Sex = "sex";
        /// The person's age in years.
        Age = "age";
        /// The person's civil status.
        Group = "group";
        /// What the victims were doing.
        Activity = "activity";
        /// The finest place named.
        Settlement = "settlement";
        /// The unit above it.
        District = "district";
        /// The unit above that, which stands in where no district is named.
        Province = "province";
        /// The country.
        Country = "country";
        /// Square metres, as stated.
        Area = "area_m2";
        /// Metres to which land was searched.
        Depth = "depth_m";
        /// What speaks for a hazard.
        Basis = "basis";
        /// The fixed point from which land was measured.
        Benchmark = "benchmark";
        /// How many people the release of land would serve.
        Beneficiaries = "beneficiaries";
        /// Statuses with their days, as in `open 1996-05; closed 2003-11-02`.
        History = "history";
        /// The day since when land is open.
        Opened = "opened";
        /// The day since when land is worked on.
        WorkedOn = "worked_on_since";
        /// The day since when land is closed.
        Closed = "closed";
        /// The day on which land was handed over.
        HandedOver = "handed_over";
        /// How land was searched.
        Method = "method";
        /// The day on which work began.
        Started = "started";
        /// The day of a check by quality assurance or control.
        QaDate = "qa_date";
        /// The activity that was checked.
        QaActivity = "qa_activity";
        /// The organisation that checked.
        QaBy = "qa_by";
        /// The organisation whose work was checked.
        QaOf = "qa_of";
        /// What did not conform.
        QaNonconformity = "qa_nonconformity";
        /// How grave that is.
        QaSeverity = "qa_severity";
        /// What was done about it.
        QaMeasures = "qa_measures";
        /// The area that a record claims to cover, as well-known text.
        Extent = "extent";
        /// Degrees north.
        Lat = "lat";
        /// Degrees east.
        Lon = "lon";
        /// Both in one, latitude first.
        Position = "position";
        /// Metres east in a grid.
        Easting = "easting";
        /// Metres north in a grid.
        Northing = "northing";
        /// The UTM zone.
        Zone = "zone";
        /// A reference of the military grid.
        Mgrs = "mgrs";
        /// A shape as well-known text.
        Wkt = "wkt";
    }
}
