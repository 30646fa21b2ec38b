//! Tiles that were drawn lately, of the latest version of the register.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use cairn_store::Collection;

use super::grid::Square;

/// Bytes of tiles at most.
const ROOM: usize = 64 << 20;

/// A tile: of what, where, with which filter.
pub type Key = (Collection, Square, String);

/// Tiles that were drawn lately.
#[derive(Debug, Default)]
pub struct Kept(Mutex<Tiles>);

#[derive(Debug, Default)]
struct Tiles {
    version: u64,
    size: usize,
    tiles: HashMap<Key, Bytes>,
    order: VecDeque<Key>,
}

impl Kept {
    /// A tile of this version.
    pub fn get(&self, version: u64, key: &Key) -> Option<Bytes> {
        let tiles = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if tiles.version == version { tiles.tiles.get(key).cloned() } else { None }
    }

    /// Keeps a tile; forgets the oldest ones where there is no room, and those of other versions.
    pub fn keep(&self, version: u64, key: Key, tile: Bytes) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.version != version {
            *kept = Tiles { version, ..Tiles::default() };
        }
        kept.size += weight(&key, &tile);
        if let Some(before) = kept.tiles.insert(key.clone(), tile) {
            kept.size -= weight(&key, &before);
        } else {
            kept.order.push_back(key);
        }
        while kept.size > ROOM
            && let Some(oldest) = kept.order.pop_front()
        {
            if let Some(tile) = kept.tiles.remove(&oldest) {
                kept.size -= weight(&oldest, &tile);
            }
        }
    }
}

fn weight(key: &Key, tile: &Bytes) -> usize {
    tile.len() + key.2.len() * 2 + 128
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_version_forgets_the_earlier_one_and_room_is_bounded() {
        let kept = Kept::default();
        let square = Square::parse("0", "0", "0").unwrap();
        let key = |name: usize| (Collection::Incidents, square, name.to_string());
        kept.keep(1, key(1), Bytes::from_static(b"a"));
        assert_eq!(kept.get(1, &key(1)).as_deref(), Some(&b"a"[..]));
        assert_eq!(kept.get(2, &key(1)), None);
        for name in 0..100 {
            kept.keep(2, key(name), Bytes::from(vec![0; 1 << 20]));
        }
        assert_eq!(kept.get(2, &key(0)), None);
        assert!(kept.get(2, &key(99)).is_some());
        assert!(kept.0.lock().unwrap().size <= ROOM);
    }
}
