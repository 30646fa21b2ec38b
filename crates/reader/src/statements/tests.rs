//! Statements in invented sentences.
