//! Any text with any metadata, read: no panic, the same twice, and every quotation is what the text
//! has at its place.
//!
//! The first four bytes choose the metadata, the rest is the text.
#![no_main]

use std::sync::{Arc, LazyLock};

use cairn_gazetteer::Gazetteer;
use cairn_model::{DocumentMeta, Reading};
use cairn_reader::Reader;
use jiff::{ToSpan, civil::date};
use libfuzzer_sys::fuzz_target;

static READER: LazyLock<Reader> = LazyLock::new(|| {
    let gazetteer = Gazetteer::world().expect("the program's own places");
    Reader::new(Arc::new(gazetteer)).expect("the program's own lexicon")
});

const LANGUAGES: [Option<&str>; 4] = [Some("en"), None, Some("en-GB"), Some("ru")];
const COUNTRIES: [Option<&str>; 4] = [None, Some("AZ"), Some("UA"), Some("??")];

fn meta(choices: [u8; 4], text: &str) -> DocumentMeta {
    let [flags, place, day, more_days] = choices;
    let first_line = || text.lines().next().map(str::to_owned);
    let days = i64::from(u16::from_le_bytes([day, more_days])) - 30_000;
    DocumentMeta {
        title: (flags & 1 == 1).then(first_line).flatten(),
        publisher: (flags & 2 == 2).then(|| text.chars().take(20).collect()),
        published: (flags & 4 == 4).then(|| date(2020, 1, 1).saturating_add(days.days())),
        language: LANGUAGES[usize::from(place & 3)].map(str::to_owned),
        country: COUNTRIES[usize::from(place >> 2 & 3)].map(str::to_owned),
        url: (flags & 8 == 8).then(|| format!("https://example.org/{}", flags)),
    }
}

fuzz_target!(|data: &[u8]| {
    let Some((choices, text)) = data.split_first_chunk::<4>() else { return };
    let Ok(text) = str::from_utf8(text) else { return };
    let meta = meta(*choices, text);
    let reading = READER.read("d", text, &meta);
    for quoted in reading.evidence() {
        assert!(quoted.holds_in(text), "{quoted:?}");
    }
    if choices[0] & 16 == 16 {
        assert_eq!(reading, READER.read("d", text, &meta));
    }
    let written = serde_json::to_string(&reading).expect("a reading is plain data");
    assert_eq!(serde_json::from_str::<Reading>(&written).expect(&written), reading);
});
