//! Documents in, claims out: what does this text report, and who says so?
//!
//! [`Reader::read`] runs a cascade of small steps, each a pure function of the ones before:
//! [`token`]s and [`segment`]s; [`lexicon`] terms; [`numbers`], [`dates`], [`devices`], [`places`],
//! [`people`] and [`effects`]; and of these [`incidents`] with [`counts`] and [`victims`]; [`learned`]
//! weights add victims whom rules leave open. Words are data (`lexicon/<language>/`); no language is
//! named in code.
//!
//! Who has many texts gives two dozen at a time to [`Reader::read_abreast`], which takes each step with all
//! of them: the steps are more code than a processor's caches hold. A step that looks for words of a
//! class asks for them ([`doc::Doc::terms_in`], [`doc::Doc::entries_from`]) rather than looking at every
//! token, and for mentions in a range ([`context::Context::dates_in`] and the like) rather than at all of
//! them.

pub mod agreement;
pub mod context;
pub mod counts;
pub mod dates;
pub mod devices;
pub mod disagreements;
pub mod doc;
pub mod effects;
pub mod endings;
pub mod fields;
pub mod figures;
pub mod finds;
pub mod incidents;
pub mod language;
pub mod languages;
pub mod learned;
pub mod lexicon;
pub mod mentions;
pub mod name_lists;
pub mod numbers;
pub mod people;
pub mod places;
pub mod reader;
pub mod records;
mod resolve;
pub mod revisions;
pub mod segment;
pub mod sources;
pub mod statements;
pub mod tallies;
mod terms;
#[cfg(test)]
mod testing;
pub mod token;
pub mod victims;

pub use reader::{ABREAST, Reader, ReaderError, Unread};
