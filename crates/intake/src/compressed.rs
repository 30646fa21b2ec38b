//! Files compressed with gzip or Zstandard, unpacked no further than the limits allow.

use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::limits::Limits;

/// A way in which a file can be compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    Gzip,
    Zstd,
}

impl Method {
    /// The method that these first bytes announce.
    pub(crate) fn sniff(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\x1f\x8b") {
            Some(Self::Gzip)
        } else if bytes.starts_with(b"\x28\xb5\x2f\xfd") {
            Some(Self::Zstd)
        } else {
            None
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }
}

/// A reader that counts what passes, where others can see it.
pub(crate) struct Counting<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R> Counting<R> {
    pub(crate) const fn new(inner: R, count: Arc<AtomicU64>) -> Self {
        Self { inner, count }
    }
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// What [`Unpacking`] reports when data unpacks to more than it may.
#[derive(Debug, thiserror::Error)]
#[error("unpacks to too much")]
pub(crate) struct TooMuch {
    /// The limit reached, in bytes.
    pub(crate) limit: u64,
}

/// How far unpacking may go.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bound {
    /// This many bytes.
    Bytes(u64),
    /// This many bytes, or so many times what was read of the file, whichever is more.
    Ratio { bytes: u64, ratio: u64 },
}

impl Bound {
    /// The bound for a stream of lines, which may be of any length.
    pub(crate) const fn of_lines(limits: &Limits) -> Self {
        Self::Ratio { bytes: limits.decompressed_bytes, ratio: limits.compression_ratio }
    }
}

/// Unpacked data, refused beyond its bound.
pub(crate) struct Unpacking<R> {
    inner: R,
    packed: Arc<AtomicU64>,
    unpacked: u64,
    bound: Bound,
}

impl<R: Read> Read for Unpacking<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.unpacked += read as u64;
        let limit = match self.bound {
            Bound::Bytes(bytes) => bytes,
            Bound::Ratio { bytes, ratio } => {
                bytes.max(self.packed.load(Ordering::Relaxed).saturating_mul(ratio))
            }
        };
        if self.unpacked > limit {
            return Err(io::Error::other(TooMuch { limit }));
        }
        Ok(read)
    }
}

/// Unpacks `reader`; several compressed parts one after the other are one file.
///
/// # Errors
/// When no decoder can be made.
pub(crate) fn unpack(
    method: Method,
    reader: impl BufRead + Send + 'static,
    bound: Bound,
) -> io::Result<Box<dyn Read + Send>> {
    let packed = Arc::new(AtomicU64::new(0));
    let counted = BufReader::new(Counting::new(reader, Arc::clone(&packed)));
    let inner: Box<dyn Read + Send> = match method {
        Method::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(counted)),
        Method::Zstd => {
            let mut decoder = zstd::stream::read::Decoder::with_buffer(counted)?;
            // 128 MiB: what `zstd` itself accepts without being asked.
            decoder.window_log_max(27)?;
            Box::new(decoder)
        }
    };
    Ok(Box::new(Unpacking { inner, packed, unpacked: 0, bound }))
}
