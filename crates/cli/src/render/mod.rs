//! Turning what the register holds into lines for people and records for programs.

pub mod chain;
pub mod claim;
pub mod decisions;
pub mod difference;
pub mod document;
pub mod excerpt;
pub mod find;
pub mod finding;
pub mod incident;
pub mod land;
pub mod list;
pub mod page;
pub mod reliability;
pub mod repairs;
pub mod rows;
#[cfg(test)]
mod samples;
pub mod series;
pub mod summary;
pub mod words;
