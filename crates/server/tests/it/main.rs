//! The server as its clients see it: real registers, real accounts, requests by the hundred.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may panic as tests do"
)]

mod access;
mod assets;
mod common;
mod decisions;
mod filters;
mod land;
mod public;
mod uploads;
