//! Tables of FlatBuffers, read where they lie: fields by number, every offset checked.
//!
//! Bytes come from anybody; an offset that points nowhere is a field that is not there.

/// A table within a buffer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// The `N` bytes at a place.
fn fixed<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at.checked_add(N)?)?.first_chunk().copied()
}

/// The number at a place, of 32 bits without a sign.
pub(super) fn int(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(fixed(bytes, at)?)).ok()
}

/// The number at a place, of 16 bits without a sign.
pub(super) fn short(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(fixed(bytes, at)?)))
}

/// The number with decimals at a place.
pub(super) fn double(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(fixed(bytes, at)?))
}

impl<'a> Table<'a> {
    /// The table that a buffer is.
    pub(super) fn root(bytes: &'a [u8]) -> Option<Self> {
        Some(Self { bytes, at: int(bytes, 0)? })
    }

    /// Where a field's value lies.
    fn field(&self, number: usize) -> Option<usize> {
        let back = i64::from(i32::from_le_bytes(fixed(self.bytes, self.at)?));
        let fields = usize::try_from(i64::try_from(self.at).ok()?.checked_sub(back)?).ok()?;
        let entry = 4 + 2 * number;
        if entry + 2 > short(self.bytes, fields)? {
            return None;
        }
        let offset = short(self.bytes, fields.checked_add(entry)?)?;
        (offset > 0).then(|| self.at.checked_add(offset))?
    }

    pub(super) fn byte(&self, field: usize) -> Option<u8> {
        self.bytes.get(self.field(field)?).copied()
    }

    pub(super) fn short(&self, field: usize) -> Option<usize> {
        short(self.bytes, self.field(field)?)
    }

    pub(super) fn signed(&self, field: usize) -> Option<i32> {
        Some(i32::from_le_bytes(fixed(self.bytes, self.field(field)?)?))
    }

    pub(super) fn long(&self, field: usize) -> Option<u64> {
        Some(u64::from_le_bytes(fixed(self.bytes, self.field(field)?)?))
    }

    /// What a field's offset points to.
    fn target(&self, field: usize) -> Option<usize> {
        let at = self.field(field)?;
        at.checked_add(int(self.bytes, at)?)
    }

    pub(super) fn table(&self, field: usize) -> Option<Self> {
        Some(Self { bytes: self.bytes, at: self.target(field)? })
    }

    /// The bytes of a list of things of this size, and no more of them than there are.
    pub(super) fn list(&self, field: usize, size: usize) -> Option<&'a [u8]> {
        let at = self.target(field)?;
        let length = int(self.bytes, at)?.checked_mul(size)?;
        let start = at.checked_add(4)?;
        self.bytes.get(start..start.checked_add(length)?)
    }

    pub(super) fn text(&self, field: usize) -> Option<String> {
        Some(String::from_utf8_lossy(self.list(field, 1)?).into_owned())
    }

    /// The tables of a list.
    pub(super) fn tables(&self, field: usize) -> Vec<Self> {
        let offsets = || {
            let start = self.target(field)?.checked_add(4)?;
            let count = self.list(field, 4)?.len() / 4;
            let tables = (0..count).map(|at| {
                let place = start + at * 4;
                let at = place.checked_add(int(self.bytes, place)?)?;
                Some(Self { bytes: self.bytes, at })
            });
            tables.collect::<Option<Vec<Self>>>()
        };
        offsets().unwrap_or_default()
    }
}
