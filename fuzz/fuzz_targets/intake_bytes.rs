//! Any bytes under any name: an answer or an error, never a crash, and a text that can be kept.
#![no_main]

use cairn_intake::{Limits, take_bytes};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 5] = ["a.txt", "a", "a.json", "a.html", "a.txt.gz"];

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else {
        return;
    };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    let limits = Limits { decompressed_bytes: 1 << 20, ..Limits::default() };
    if let Ok(taken) = take_bytes(name, rest.to_vec(), &limits) {
        assert!(!taken.document.text.trim().is_empty());
        assert!(!taken.document.text.contains('\0'));
    }
});
