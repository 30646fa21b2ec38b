//! Any files as a lexicon: they compile or are refused, and what compiles finds terms in bounds.
#![no_main]

use cairn_reader::lexicon::Lexicon;
use cairn_reader::token::tokenise;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &str| {
    let mut parts = data.split('\0');
    let text = parts.next().unwrap_or_default();
    let files: Vec<(&str, &str)> = ["device", "effect", "person"].into_iter().zip(parts).collect();
    if let Ok(lexicon) = Lexicon::compile("xx", &files) {
        let tokens = tokenise(text);
        for term in lexicon.find_terms(&tokens) {
            assert!(term.start < term.end && term.end <= tokens.len());
            assert_eq!(lexicon.entry(&term).class, term.class);
        }
    }
});
