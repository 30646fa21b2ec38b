//! End-to-end tests: the real program, a file a command, as users see it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests may panic as tests do"
)]

mod add;
mod bad_input;
mod closed_pipe;
mod common;
mod crash;
mod decide;
mod demo;
mod gazetteer;
mod help;
mod import;
mod import_bad;
mod import_formats;
mod killed;
mod lists;
mod read;
mod reliability;
mod serve;
mod serve_ogc;
mod show;
mod user;
