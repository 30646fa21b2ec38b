//! The nouns of the gazetteer: a country's code, a place's kind, an entry and its identifier.

use std::fmt;

/// An ISO 3166-1 alpha-2 code in upper case (`XK` for Kosovo).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryCode([u8; 2]);

impl CountryCode {
    /// The code for "country not known", from the range that ISO leaves to its users.
    pub const UNKNOWN: Self = Self(*b"ZZ");

    /// Reads two letters, in either case; anything else is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Some(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase()]))
            }
            _ => None,
        }
    }

    /// The two letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("ZZ")
    }

    pub(crate) const fn bytes(self) -> [u8; 2] {
        self.0
    }

    pub(crate) fn from_bytes(bytes: [u8; 2]) -> Self {
        if bytes.iter().all(u8::is_ascii_uppercase) { Self(bytes) } else { Self::UNKNOWN }
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a place is, from coarse to fine; the order is that of "best class" in [`NameClass`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceKind {
    /// A country or territory with a code of its own.
    Country,
    /// A first-level unit: province, oblast, governorate.
    Region,
    /// A unit below it: district, county, municipality; or a first-level unit as small as one.
    District,
    /// A town, village or other named settlement.
    Settlement,
    /// A part of a town.
    Quarter,
}

impl PlaceKind {
    pub(crate) const fn code(self) -> u8 {
        self as u8
    }

    pub(crate) const fn from_code(code: u8) -> Option<Self> {
        Some(match code {
            0 => Self::Country,
            1 => Self::Region,
            2 => Self::District,
            3 => Self::Settlement,
            4 => Self::Quarter,
            _ => return None,
        })
    }

    /// Whether it is a unit that contains settlements, below the country.
    pub const fn is_unit(self) -> bool {
        matches!(self, Self::Region | Self::District)
    }

    /// The radius in metres within which a point stands for a place of this kind.
    pub(crate) fn usual_precision(self, population: u32) -> u32 {
        match self {
            Self::Country => 300_000,
            Self::Region => 50_000,
            Self::District => 20_000,
            Self::Quarter => 1_500,
            Self::Settlement => {
                // A town's built-up area grows more slowly than its population.
                let metres = 2_000.0 * (f64::from(population.max(2_000)) / 2_000.0).powf(0.3);
                metres.min(8_000.0) as u32
            }
        }
    }
}

/// Who keeps the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Source {
    GeoNames,
    WhosOnFirst,
    Cairn,
    /// A GeoNames first-level code (`AZ.16`), for units whose own number is not in the seed.
    FirstLevel,
}

impl Source {
    pub(crate) const fn code(self) -> u8 {
        self as u8
    }

    pub(crate) const fn from_code(code: u8) -> Option<Self> {
        Some(match code {
            0 => Self::GeoNames,
            1 => Self::WhosOnFirst,
            2 => Self::Cairn,
            3 => Self::FirstLevel,
            _ => return None,
        })
    }
}

/// The number that a source gave to a place.
///
/// Two entries with equal identifiers are one place; the builder keeps the newer facts and the names
/// of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    pub(crate) source: Source,
    pub(crate) number: u32,
    pub(crate) country: CountryCode,
}

impl EntryId {
    /// An entry of GeoNames.
    pub const fn geonames(number: u32) -> Self {
        Self { source: Source::GeoNames, number, country: CountryCode::UNKNOWN }
    }

    /// An entry of Who's On First.
    pub const fn whos_on_first(number: u32) -> Self {
        Self { source: Source::WhosOnFirst, number, country: CountryCode::UNKNOWN }
    }

    pub(crate) const fn cairn(number: u32) -> Self {
        Self { source: Source::Cairn, number, country: CountryCode::UNKNOWN }
    }

    /// A first-level unit by its GeoNames code: at most four letters or digits, or, where no code was
    /// given out, the unit's own GeoNames number.
    pub fn first_level(country: CountryCode, code: &str) -> Option<Self> {
        let bytes = code.as_bytes();
        if bytes.len() > 4 && bytes.iter().all(u8::is_ascii_digit) {
            return code.parse().ok().map(Self::geonames);
        }
        if bytes.is_empty() || bytes.len() > 4 || !bytes.iter().all(u8::is_ascii_alphanumeric) {
            return None;
        }
        let number = bytes.iter().fold(0u32, |n, &b| (n << 8) | u32::from(b));
        Some(Self { source: Source::FirstLevel, number, country })
    }

    /// Reads `geonames:585187`, `geonames:AZ.16` or `wof:85668221`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(rest) = text.strip_prefix("geonames:") {
            if let Some((country, code)) = rest.split_once('.') {
                return Self::first_level(CountryCode::parse(country)?, code);
            }
            return rest.parse().ok().map(Self::geonames);
        }
        text.strip_prefix("wof:")?.parse().ok().map(Self::whos_on_first)
    }

    fn first_level_code(self) -> String {
        self.number.to_be_bytes().iter().filter(|&&b| b != 0).map(|&b| char::from(b)).collect()
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.source {
            Source::GeoNames => write!(f, "geonames:{}", self.number),
            Source::WhosOnFirst => write!(f, "wof:{}", self.number),
            Source::Cairn => write!(f, "cairn:{}", self.number),
            Source::FirstLevel => {
                write!(f, "geonames:{}.{}", self.country, self.first_level_code())
            }
        }
    }
}

/// A place of the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its stable name for machines, as `geonames:585187`, `wof:1277029145` or `cairn:susuzlug`.
    pub gazetteer_id: String,
    /// Its own name, as the source that keeps it spells it.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// The country, or [`CountryCode::UNKNOWN`].
    pub country: CountryCode,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// People, 0 where unknown.
    pub population: u32,
    /// Radius in metres within which the point stands for the place.
    pub precision: u32,
    /// The unit that contains it, where known.
    pub parent: Option<String>,
}

/// What is known of a string as a place name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameClass {
    /// The coarsest kind that a place of this name has.
    pub kind: PlaceKind,
    /// The largest population among places of this name, 0 where unknown.
    pub population: u32,
    /// Whether some entry has this very spelling, but for case, diacritics and spaces; otherwise only
    /// the spelling keys are equal.
    pub exact: bool,
    /// Whether this is of places in the country that was asked for.
    pub is_within: bool,
}
