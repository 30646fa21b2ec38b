//! Figures that are published, each a question that can be asked again.
//!
//! A [`Question`] says which mapped areas and which items of a register are meant ([`filter`]), and
//! the choices made. [`answer`](fn@answer) collects them from a store ([`gather`]), counts what is
//! left out and why, has [`cairn_ground`] work the figures out, and sets what reports quote beside
//! them ([`quoted`]). The [`Answer`] is what programs read; [`words`] and [`page`] say it to people.
//!
//! What is listed rather than published: [`query`] filters and counts, [`rows`] are the entries,
//! [`lookup`] finds what an id means, [`dossier`] collects everything about it, [`waiting`] is what a person has to decide.
//!
//! [`public`] is the edition of a register that may be shown to everybody.
//!
//! Same register, same question: the same answer, to the last digit.

pub mod answer;
pub mod dossier;
pub mod error;
pub mod filter;
pub mod gather;
pub mod grounds;
pub mod lookup;
pub mod page;
pub mod period;
pub mod public;
pub mod query;
pub mod question;
pub mod quoted;
pub mod rows;
pub mod waiting;
pub mod words;

pub use answer::{Answer, answer};
pub use error::{Astray, ReportError};
pub use filter::{Filter, FilterError, Subject};
pub use grounds::{Ground, Grounds};
pub use question::{Question, Region};
