//! One index in memory: opened from the program's own bytes or from a file, used as it lies.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use fst::Streamer;

use crate::error::GazetteerError;
use crate::format::{self, HEADER_LEN, Posting, RECORD_LEN, Record};
use crate::keys;
use crate::near;
use crate::types::EntryId;

/// The bytes of an index, without a copy of the embedded ones.
#[derive(Clone)]
pub(crate) enum Bytes {
    Static(&'static [u8]),
    Shared(Arc<[u8]>),
}

impl Bytes {
    fn all(&self) -> &[u8] {
        match self {
            Self::Static(bytes) => bytes,
            Self::Shared(bytes) => bytes,
        }
    }
}

#[derive(Clone)]
struct Section {
    bytes: Bytes,
    range: Range<usize>,
}

impl AsRef<[u8]> for Section {
    fn as_ref(&self) -> &[u8] {
        self.bytes.all().get(self.range.clone()).unwrap_or_default()
    }
}

/// An opened index.
pub(crate) struct Index {
    count: u32,
    records: Section,
    postings: Section,
    names: Section,
    keys: fst::Map<Section>,
}

/// What is wrong with some bytes that should be an index.
pub(crate) enum Fault {
    Damaged(String),
    Newer(u32),
}

impl Fault {
    pub(crate) fn at(self, path: &Path) -> GazetteerError {
        let path = path.to_owned();
        match self {
            Self::Damaged(fault) => GazetteerError::Damaged { path, fault },
            Self::Newer(found) => {
                GazetteerError::NewerFormat { path, found, known: format::VERSION }
            }
        }
    }
}

fn damaged<T>(fault: &str) -> Result<T, Fault> {
    Err(Fault::Damaged(fault.to_owned()))
}

impl Index {
    /// Opens bytes that came from a file, after checking that they are whole.
    pub(crate) fn from_file_bytes(bytes: Vec<u8>) -> Result<Self, Fault> {
        let bytes = Bytes::Shared(bytes.into());
        let all = bytes.all();
        if !all.starts_with(&format::MAGIC) {
            return damaged("it does not begin with the mark of such a file");
        }
        let Some(version) = u32_at(all, 16) else { return damaged("its header is cut off") };
        if version > format::VERSION {
            return Err(Fault::Newer(version));
        }
        let checked = all.get(format::CHECKED_FROM..).unwrap_or_default();
        if u64_at(all, 8) != Some(format::checksum(checked)) {
            return damaged("its checksum does not match, so it is cut off or changed");
        }
        let index = Self::open(bytes)?;
        let words = index.postings.as_ref().len() as u64 / 4;
        if keys::check(index.keys.as_fst().as_bytes(), words).is_none() {
            return damaged("its table of keys is not one");
        }
        Ok(index)
    }

    /// Opens bytes that the program was built with or has just made; they are not checked.
    pub(crate) fn open(bytes: Bytes) -> Result<Self, Fault> {
        let all = bytes.all();
        let (Some(count), Some(postings), Some(names), Some(keys)) =
            (u32_at(all, 20), len_at(all, 24), len_at(all, 32), len_at(all, 40))
        else {
            return damaged("its header is cut off");
        };
        let mut start = HEADER_LEN;
        let mut section = |len: usize| -> Option<Section> {
            let range = start..start.checked_add(len)?;
            start = range.end;
            (range.end <= all.len()).then(|| Section { bytes: bytes.clone(), range })
        };
        let sections = (
            (count as usize).checked_mul(RECORD_LEN).and_then(&mut section),
            section(postings),
            section(names),
            section(keys),
        );
        let (Some(records), Some(postings), Some(names), Some(keys)) = sections else {
            return damaged("its sections are longer than the file");
        };
        let Ok(keys) = fst::Map::new(keys) else { return damaged("its table of keys is not one") };
        Ok(Self { count, records, postings, names, keys })
    }

    /// How many places there are.
    pub(crate) const fn len(&self) -> u32 {
        self.count
    }

    pub(crate) fn record(&self, number: u32) -> Option<Record> {
        let start = (number as usize).checked_mul(RECORD_LEN)?;
        Record::decode(self.records.as_ref().get(start..start + RECORD_LEN)?)
    }

    pub(crate) fn records(&self) -> impl Iterator<Item = (u32, Record)> {
        (0..self.count).filter_map(|number| Some((number, self.record(number)?)))
    }

    pub(crate) fn name(&self, record: &Record) -> &str {
        let start = record.name_start as usize;
        self.names
            .as_ref()
            .get(start..start + usize::from(record.name_len))
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or_default()
    }

    /// Looks through all records; the number alone rules nearly all of them out.
    pub(crate) fn find(&self, id: EntryId) -> Option<(u32, Record)> {
        let number = id.number.to_le_bytes();
        (0..)
            .zip(self.records.as_ref().chunks_exact(RECORD_LEN))
            .filter(|(_, bytes)| bytes.get(8..12) == Some(&number[..]))
            .find_map(|(at, _)| Some((at, self.record(at).filter(|record| record.id == id)?)))
    }

    /// Calls `each` with every place under a key; the coarsest and largest come first.
    pub(crate) fn under_key(&self, key: &str, each: impl FnMut(Posting)) {
        if let Some(value) = self.keys.get(key) {
            self.postings(value).for_each(each);
        }
    }

    /// Calls `each` with every place whose key begins with `prefix` and is at most `more` letters
    /// longer.
    pub(crate) fn under_prefix(&self, prefix: &str, more: usize, mut each: impl FnMut(Posting)) {
        near::beginning(self.keys.as_fst(), prefix.as_bytes(), more, &mut |value| {
            self.postings(value).for_each(&mut each);
        });
    }

    /// The lists of the keys within one edit of `key`; see [`Index::listed`].
    pub(crate) fn lists_near(&self, key: &str) -> Vec<u64> {
        near::values(self.keys.as_fst(), key.as_bytes())
    }

    /// Calls `each` with every place of a list.
    pub(crate) fn listed(&self, list: u64, each: impl FnMut(Posting)) {
        self.postings(list).for_each(each);
    }

    /// Calls `each` with every key and place.
    pub(crate) fn every_key(&self, mut each: impl FnMut(&str, Posting)) {
        // Each key has postings of its own; a made-up file may hold keys without number that share
        // theirs.
        let most = self.postings.as_ref().len() / 4;
        let mut left = most;
        let mut stream = self.keys.stream();
        for _ in 0..most {
            let Some((key, value)) = stream.next() else { break };
            let Ok(key) = std::str::from_utf8(key) else { continue };
            for posting in self.postings(value).take(left) {
                left -= 1;
                each(key, posting);
            }
        }
    }

    /// The list that begins at a word.
    fn postings(&self, word: u64) -> impl Iterator<Item = Posting> {
        let start = usize::try_from(word).ok().and_then(|word| word.checked_mul(4));
        let list = start.and_then(|at| self.postings.as_ref().get(at..)).unwrap_or_default();
        let mut ended = false;
        list.chunks_exact(4).map_while(move |word| {
            let (posting, is_last) = Posting::unpack(u32_at(word, 0)?);
            (!std::mem::replace(&mut ended, is_last)).then_some(posting)
        })
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..at.checked_add(8)?)?.try_into().ok().map(u64::from_le_bytes)
}

fn len_at(bytes: &[u8], at: usize) -> Option<usize> {
    u64_at(bytes, at).and_then(|len| usize::try_from(len).ok())
}
