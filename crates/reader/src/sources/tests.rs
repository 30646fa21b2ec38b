//! Sources in invented sentences.
