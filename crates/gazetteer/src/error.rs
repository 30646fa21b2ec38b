//! What can go wrong with an index file, and what to do about it.

use std::path::PathBuf;

/// Why a gazetteer could not be opened, read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GazetteerError {
    /// The file could not be read or written.
    #[error("{}: could not {action}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What was being done, as "read the file".
        action: &'static str,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// The file is not an index, or part of it is missing or changed.
    #[error(
        "{}: not a whole Cairn place index: {fault}; make it again from the dumps with `cairn gazetteer add`",
        path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was expected and is not so.
        fault: String,
    },
    /// The file is no dump of a known shape.
    #[error(
        "{}: not a gazetteer dump: expected columns with tabs between them, as in a GeoNames dump (19), \
         admin1CodesASCII (4), countryInfo (19) or a Who's On First table (9), plain or gzip",
        path.display()
    )]
    NotADump {
        /// The file.
        path: PathBuf,
    },
    /// The file was written by a newer Cairn.
    #[error(
        "{}: this place index has format version {found}, this program reads up to {known}; \
         use the newer program, or make the index again from the dumps",
        path.display()
    )]
    NewerFormat {
        /// The file.
        path: PathBuf,
        /// The version it has.
        found: u32,
        /// The newest version that this program reads.
        known: u32,
    },
    /// More places than one index holds.
    #[error("{count} places are more than one index holds ({most}); split the dump by country")]
    TooMany {
        /// How many were given.
        count: usize,
        /// The most that fit.
        most: usize,
    },
    /// A row of a file that comes with the program is wrong.
    #[error("{file}, line {line}: {expected}")]
    Lexicon {
        /// The file, as `lexicon/places.tsv`.
        file: &'static str,
        /// Its line, from 1.
        line: usize,
        /// What was expected.
        expected: String,
    },
    /// An input of the seed is not in the expected shape.
    #[error("{what}: {expected}")]
    Seed {
        /// The input.
        what: String,
        /// What was expected.
        expected: String,
    },
}
