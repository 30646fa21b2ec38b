//! Bytes in, documents out: plain text, HTML, PDF with text, JSON Lines, folders and streams.
//!
//! [`take`] walks what it is given and yields one [`Taken`] at a time: the document and its
//! untouched bytes. What cannot be taken in is an [`IntakeError`] that names the file or line, and
//! the rest goes on. Nothing in a document is executed or fetched, and nothing here prints.
//!
//! [`revision`] tells which documents are versions of one article, and how they differ.
//!
//! ```
//! use cairn_intake::{Limits, take_bytes};
//!
//! let taken = take_bytes("note.txt", b"Two deminers were injured.".to_vec(), &Limits::default())?;
//! assert_eq!(taken.document.label, "note");
//! assert_eq!(taken.document.text, "Two deminers were injured.");
//! # Ok::<(), cairn_intake::IntakeError>(())
//! ```

mod compressed;
mod contained;
mod dates;
mod decode;
mod error;
mod html;
pub mod import;
mod json;
pub mod layers;
mod limits;
mod lines;
mod name;
mod pdf;
mod remark;
pub mod revision;
pub mod shapes;
mod single;
mod sniff;
mod stream;
mod take;

pub use error::{IntakeError, Problem};
pub use limits::Limits;
pub use remark::Remark;
pub use single::take_bytes;
pub use take::{Input, Take, Taken, count_hint, take, take_stream};
