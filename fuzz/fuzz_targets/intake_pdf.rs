//! Any bytes after the header of a PDF.
#![no_main]

use std::time::Duration;

use cairn_intake::{Limits, take_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let limits = Limits {
        decompressed_bytes: 1 << 20,
        pdf_time: Duration::from_secs(10),
        ..Limits::default()
    };
    let bytes = [b"%PDF-1.4\n", data].concat();
    if let Ok(taken) = take_bytes("file.pdf", bytes, &limits) {
        assert!(!taken.document.text.trim().is_empty());
    }
});
