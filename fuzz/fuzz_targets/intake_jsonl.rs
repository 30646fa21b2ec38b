//! Any bytes as JSON Lines: as many answers as there are lines that are not blank.
#![no_main]

use std::io::Cursor;

use cairn_intake::{Limits, take_stream};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let answers = take_stream("docs.jsonl", Cursor::new(data.to_vec()), &Limits::default()).count();
    let packed = data.starts_with(b"\x1f\x8b") || data.starts_with(b"\x28\xb5\x2f\xfd");
    let wide = data.starts_with(b"\xff\xfe") || data.starts_with(b"\xfe\xff");
    if !packed && !wide {
        let data = data.strip_prefix(b"\xef\xbb\xbf").unwrap_or(data);
        let lines = data.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
        assert_eq!(answers, lines.count());
    }
});
