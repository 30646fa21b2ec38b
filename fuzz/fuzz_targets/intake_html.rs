//! Any text as a web page.
#![no_main]

use cairn_intake::{Limits, take_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Ok(taken) = take_bytes("page.html", data.to_vec(), &Limits::default()) {
        assert!(!taken.document.text.trim().is_empty());
    }
});
