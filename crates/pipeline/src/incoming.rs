//! What comes in, and what reads it.

use cairn_intake::Taken;
use cairn_model::{Document, DocumentMeta, Reading};
use cairn_reader::Reader;

/// A document with the untouched bytes it came as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The document.
    pub document: Document,
    /// The bytes; [`Document::id`] is their hash.
    pub bytes: Vec<u8>,
}

impl From<Taken> for Incoming {
    fn from(taken: Taken) -> Self {
        Self { document: taken.document, bytes: taken.bytes }
    }
}

/// Something that reads documents, on any number of threads; a pure function of its arguments.
pub trait Reads: Sync {
    /// What the text says; every span counts bytes of `text`.
    fn read(&self, id: &str, text: &str, meta: &DocumentMeta) -> Reading;
}

impl Reads for Reader {
    fn read(&self, id: &str, text: &str, meta: &DocumentMeta) -> Reading {
        Self::read(self, id, text, meta)
    }
}

impl<F: Fn(&str, &str, &DocumentMeta) -> Reading + Sync> Reads for F {
    fn read(&self, id: &str, text: &str, meta: &DocumentMeta) -> Reading {
        self(id, text, meta)
    }
}
