//! Any bytes as a web page: an answer or an error, and no panic that has to be contained either.
#![no_main]

use cairn_intake::{Limits, Problem, take_bytes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    match take_bytes("page.html", data.to_vec(), &Limits::default()) {
        Ok(taken) => assert!(!taken.document.text.trim().is_empty()),
        Err(error) => assert!(
            !matches!(error.problem(), Problem::HtmlBroken(_) | Problem::HtmlTooSlow { .. }),
            "{error}"
        ),
    }
});
