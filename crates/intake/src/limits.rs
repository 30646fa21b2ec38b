//! How much one document may cost, so that a hostile or broken file stops itself and nothing else.

use std::time::Duration;

/// Upper bounds on what is taken in. The defaults fit a machine with 1 GB to spare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one document's file as it is stored. 64 MiB.
    pub file_bytes: u64,
    /// Bytes of one line of a JSON Lines file. 16 MiB.
    pub line_bytes: usize,
    /// Bytes of a document's text, in UTF-8. 16 MiB.
    pub text_bytes: usize,
    /// Bytes of one compressed document when unpacked. 256 MiB. A compressed JSON Lines file may
    /// unpack to more, as long as it stays below [`Limits::compression_ratio`].
    pub decompressed_bytes: u64,
    /// How many times larger than its file an unpacked JSON Lines file may be. 200.
    pub compression_ratio: u64,
    /// Elements within elements in an HTML page. 400.
    pub nesting: usize,
    /// Tags in an HTML page. 1,000,000.
    pub html_tags: usize,
    /// How long reading one HTML page may take. 30 seconds.
    pub html_time: Duration,
    /// Pages of a PDF. 2,000.
    pub pdf_pages: usize,
    /// How long reading one PDF may take. 60 seconds.
    pub pdf_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: usize = 1 << 20;
        Self {
            file_bytes: 64 * MIB as u64,
            line_bytes: 16 * MIB,
            text_bytes: 16 * MIB,
            decompressed_bytes: 256 * MIB as u64,
            compression_ratio: 200,
            nesting: 400,
            html_tags: 1_000_000,
            html_time: Duration::from_secs(30),
            pdf_pages: 2_000,
            pdf_time: Duration::from_secs(60),
        }
    }
}

/// A number of bytes as people write it.
pub(crate) fn human_bytes(bytes: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)];
    for (unit, size) in UNITS {
        if bytes >= size {
            return if bytes.is_multiple_of(size) {
                format!("{} {unit}", bytes / size)
            } else {
                format!("{}.{} {unit}", bytes / size, bytes % size * 10 / size)
            };
        }
    }
    format!("{bytes} bytes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_for_people() {
        assert_eq!(human_bytes(64 << 20), "64 MiB");
        assert_eq!(human_bytes(1536), "1.5 KiB");
        assert_eq!(human_bytes(17), "17 bytes");
    }
}
