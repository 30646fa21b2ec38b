//! The bytes of an index: a header, fixed-width records, lists of records by key, names, and an
//! automaton from keys to those lists. Numbers are little-endian; nothing needs unpacking at start.

use crate::types::{CountryCode, EntryId, PlaceKind, Source};

pub(crate) const MAGIC: [u8; 8] = *b"CAIRNPL\n";
pub(crate) const VERSION: u32 = 1;
/// Magic, checksum, version, number of records, lengths of the three sections after the records.
pub(crate) const HEADER_LEN: usize = 8 + 8 + 4 + 4 + 3 * 8;
/// Where the bytes begin that the checksum covers.
pub(crate) const CHECKED_FROM: usize = 16;
pub(crate) const RECORD_LEN: usize = 30;
/// A posting keeps a record's number in 24 bits.
pub(crate) const MOST_RECORDS: usize = 1 << 24;
pub(crate) const NO_PARENT: u32 = u32::MAX;

/// One place as it is kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Record {
    pub id: EntryId,
    pub kind: PlaceKind,
    pub country: CountryCode,
    /// Hundred-thousandths of a degree.
    pub lat: i32,
    pub lon: i32,
    pub population: u32,
    pub name_start: u32,
    pub name_len: u8,
    /// The number of the record that contains it, or [`NO_PARENT`].
    pub parent: u32,
    /// Tens of metres; 0 means "as usual for its kind".
    pub precision: u16,
}

impl Record {
    pub(crate) fn point(&self) -> (f64, f64) {
        (f64::from(self.lat) / 1e5, f64::from(self.lon) / 1e5)
    }

    pub(crate) fn precision_m(&self) -> u32 {
        match self.precision {
            0 => self.kind.usual_precision(self.population),
            tens => u32::from(tens) * 10,
        }
    }

    pub(crate) fn encode(&self) -> [u8; RECORD_LEN] {
        let mut out = [0; RECORD_LEN];
        let words = [
            self.lat.to_le_bytes(),
            self.lon.to_le_bytes(),
            self.id.number.to_le_bytes(),
            self.population.to_le_bytes(),
            self.name_start.to_le_bytes(),
            self.parent.to_le_bytes(),
        ];
        for (slot, word) in out.chunks_exact_mut(4).zip(words) {
            slot.copy_from_slice(&word);
        }
        let [cc0, cc1] = self.country.bytes();
        let [p0, p1] = self.precision.to_le_bytes();
        let codes = (self.id.source.code() << 4) | self.kind.code();
        let tail = [cc0, cc1, codes, self.name_len, p0, p1];
        for (slot, byte) in out.iter_mut().skip(24).zip(tail) {
            *slot = byte;
        }
        out
    }

    /// `None` when the bytes are too few or hold a code that does not exist.
    pub(crate) fn decode(bytes: &[u8]) -> Option<Self> {
        let (words, tail) = bytes.split_at_checked(24)?;
        let word = |n: usize| -> Option<[u8; 4]> { words.get(n * 4..n * 4 + 4)?.try_into().ok() };
        let &[cc0, cc1, codes, name_len, p0, p1] = tail else { return None };
        let country = CountryCode::from_bytes([cc0, cc1]);
        let source = Source::from_code(codes >> 4)?;
        let id = EntryId {
            source,
            number: u32::from_le_bytes(word(2)?),
            country: if source == Source::FirstLevel { country } else { CountryCode::UNKNOWN },
        };
        Some(Self {
            id,
            kind: PlaceKind::from_code(codes & 0xf)?,
            country,
            lat: i32::from_le_bytes(word(0)?),
            lon: i32::from_le_bytes(word(1)?),
            population: u32::from_le_bytes(word(3)?),
            name_start: u32::from_le_bytes(word(4)?),
            name_len,
            parent: u32::from_le_bytes(word(5)?),
            precision: u16::from_le_bytes([p0, p1]),
        })
    }
}

/// A record under a key, with the fingerprint of the spelling that led to the key.
///
/// The automaton says at which word the postings of a key begin; the last one is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Posting {
    pub record: u32,
    /// Seven bits.
    pub fingerprint: u8,
}

impl Posting {
    pub(crate) const fn pack(self, is_last: bool) -> u32 {
        (self.record << 8) | ((self.fingerprint as u32 & 0x7f) << 1) | is_last as u32
    }

    pub(crate) const fn unpack(word: u32) -> (Self, bool) {
        let posting = Self { record: word >> 8, fingerprint: (word >> 1 & 0x7f) as u8 };
        (posting, word & 1 == 1)
    }
}

/// A 64-bit checksum (FNV-1a over words of eight bytes), against damage, not against malice.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ bytes.len() as u64;
    for chunk in bytes.chunks(8) {
        let mut word = [0; 8];
        for (slot, byte) in word.iter_mut().zip(chunk) {
            *slot = *byte;
        }
        hash = (hash ^ u64::from_le_bytes(word)).wrapping_mul(0x0000_0100_0000_01b3);
        // Multiplication never carries high bits down; without this some damage would go unseen.
        hash ^= hash >> 29;
    }
    hash
}
