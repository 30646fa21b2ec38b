//! The pages' files as they are sent: packed once, and kept for as long as the program runs.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Write;
use std::sync::{LazyLock, Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::{HeaderMap, header};
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::EmbeddedFile;

/// Files by the hash of what they hold; nothing for those that packing makes no smaller. There are no
/// more than the program brings; a debug build adds those that are changed while it runs.
static PACKED: LazyLock<Mutex<HashMap<[u8; 32], Option<Bytes>>>> = LazyLock::new(Mutex::default);

/// A file as it is, without a copy of it where it is part of the program.
pub(super) fn whole(file: &EmbeddedFile) -> Bytes {
    match &file.data {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes.clone()),
    }
}

/// A file packed; nothing where that does not make it smaller, as for pictures.
pub(super) fn of(file: &EmbeddedFile) -> Option<Bytes> {
    let hash = file.metadata.sha256_hash();
    let kept = || PACKED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(packed) = kept().get(&hash) {
        return packed.clone();
    }
    // Not while others wait: two that come at once both pack it, and one of the two is kept.
    let packed = pack(&file.data);
    kept().entry(hash).or_insert(packed).clone()
}

fn pack(bytes: &[u8]) -> Option<Bytes> {
    let level = if cfg!(debug_assertions) { Compression::fast() } else { Compression::best() };
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), level);
    // Memory takes all that is written to it.
    encoder.write_all(bytes).ok()?;
    let packed = encoder.finish().ok()?;
    (packed.len() < bytes.len() / 10 * 9).then(|| Bytes::from(packed))
}

/// Whether whoever asks takes a packed file.
pub(super) fn is_accepted(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter();
    let named = lines.filter_map(|line| line.to_str().ok()).flat_map(|line| line.split(','));
    let mut accepted = false;
    for one in named {
        let (name, rest) = one.split_once(';').unwrap_or((one, ""));
        let weight = rest.trim().strip_prefix("q=").map_or(Ok(1.0), str::parse::<f32>);
        let wanted = weight.is_ok_and(|weight| weight > 0.0);
        match name.trim().to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" => return wanted,
            "*" => accepted = wanted,
            _ => {}
        }
    }
    accepted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_names_it_gets_it_packed() {
        let accepts = |line: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, line.parse().unwrap());
            is_accepted(&headers)
        };
        for yes in ["gzip", "br, gzip;q=0.5", "deflate, GZIP", "*"] {
            assert!(accepts(yes), "{yes}");
        }
        for no in ["", "br", "gzip;q=0", "identity", "*;q=0", "gzip;q=0, *"] {
            assert!(!accepts(no), "{no}");
        }
        assert!(!is_accepted(&HeaderMap::new()));
    }

    #[test]
    fn what_gets_no_smaller_stays_as_it_is() {
        assert_eq!(pack(b"ab"), None);
        assert!(pack(&[7; 10_000]).is_some_and(|packed| packed.len() < 200));
    }
}
