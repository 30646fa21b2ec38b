//! The words of a collection, ready to be searched: every text once, in lower case, side by side.
//!
//! A search goes through memory from end to end as fast as memory is read, rather than through the
//! rows of a file. A hundred thousand incidents take some fifteen megabytes; what would take more
//! than [`MOST_BYTES`] is not kept, and the file is looked through instead
//! ([`Store::rows_holding`](crate::Store::rows_holding)); so there are two ways, and a test that they
//! find the same.

use std::collections::HashMap;

use memchr::memmem::Finder;

/// Bytes of texts of a collection that are kept in memory at most.
pub const MOST_BYTES: usize = 128 << 20;

/// The texts of a collection in which words are looked for, by the rows of its table.
#[derive(Clone, Debug, Default)]
pub struct Words {
    rows: usize,
    fields: Vec<Field>,
}

/// The texts of one field, each once.
#[derive(Clone, Debug)]
struct Field {
    /// Whether it tells who somebody is.
    personal: bool,
    texts: Texts,
    /// Where the rows of each text end among `rows`.
    row_ends: Vec<u32>,
    rows: Vec<u32>,
}

/// Texts side by side.
#[derive(Clone, Debug, Default)]
struct Texts {
    all: String,
    ends: Vec<u32>,
}

impl Texts {
    fn push(&mut self, text: &str) -> u32 {
        let place = number(self.ends.len());
        self.all.push_str(text);
        self.ends.push(number(self.all.len()));
        place
    }

    /// Visits the texts that hold what is looked for. A place where one text ends and the next begins
    /// holds nothing.
    fn holding(&self, wanted: &Finder<'_>, mut visit: impl FnMut(usize)) {
        let bytes = self.all.as_bytes();
        let (mut from, mut text) = (0, 0);
        while let Some(rest) = bytes.get(from..)
            && let Some(found) = wanted.find(rest)
        {
            let begins = from + found;
            while self.ends.get(text).is_some_and(|end| *end as usize <= begins) {
                text += 1;
            }
            let Some(end) = self.ends.get(text).map(|end| *end as usize) else { return };
            if begins + wanted.needle().len() <= end {
                visit(text);
                from = end;
            } else {
                from = begins + 1;
            }
        }
    }
}

impl Field {
    fn rows_of(&self, text: usize) -> &[u32] {
        let end = |text: usize| self.row_ends.get(text).map_or(0, |end| *end as usize);
        let begins = text.checked_sub(1).map_or(0, end);
        self.rows.get(begins..end(text)).unwrap_or_default()
    }
}

impl Words {
    /// Which rows hold these words somewhere, upper and lower case alike, row by row; where what tells
    /// who somebody is counts only if `personal` is asked for.
    pub fn holding(&self, wanted: &str, personal: bool) -> Vec<bool> {
        let wanted = wanted.to_lowercase();
        let finder = Finder::new(wanted.as_bytes());
        let mut held = vec![false; self.rows];
        for field in self.fields.iter().filter(|field| personal || !field.personal) {
            field.texts.holding(&finder, |text| {
                for row in field.rows_of(text) {
                    if let Some(held) = held.get_mut(*row as usize) {
                        *held = true;
                    }
                }
            });
        }
        held
    }

    /// Bytes of memory that it takes, nearly.
    pub fn size(&self) -> usize {
        let of = |field: &Field| {
            let numbers = field.texts.ends.len() + field.row_ends.len() + field.rows.len();
            field.texts.all.len() + numbers * size_of::<u32>()
        };
        self.fields.iter().map(of).sum()
    }
}

/// Words while they are gathered.
#[derive(Debug, Default)]
pub(crate) struct Gathering {
    rows: usize,
    bytes: usize,
    fields: Vec<GatheredField>,
}

#[derive(Debug)]
struct GatheredField {
    personal: bool,
    texts: Texts,
    known: HashMap<Box<str>, u32>,
    /// Which text stands in which row.
    entries: Vec<(u32, u32)>,
}

impl Gathering {
    /// Of a table of so many rows: plain fields, and then those that tell who somebody is.
    pub(crate) fn new(rows: usize, plain: usize, personal: usize) -> Self {
        let field = |personal| GatheredField {
            personal,
            texts: Texts::default(),
            known: HashMap::new(),
            entries: Vec::new(),
        };
        let fields = (0..plain + personal).map(|place| field(place >= plain)).collect();
        Self { rows, bytes: 0, fields }
    }

    /// Takes the text of a field of a row; `false` when there is more than can be kept.
    pub(crate) fn take(&mut self, field: usize, row: u32, text: &str) -> bool {
        let Some(field) = self.fields.get_mut(field) else { return true };
        if text.is_empty() {
            return true;
        }
        let text = text.to_lowercase();
        let number = match field.known.get(text.as_str()) {
            Some(number) => *number,
            None => {
                self.bytes += text.len();
                if self.bytes > MOST_BYTES {
                    return false;
                }
                let number = field.texts.push(&text);
                field.known.insert(text.into_boxed_str(), number);
                number
            }
        };
        field.entries.push((number, row));
        true
    }

    pub(crate) fn done(self) -> Words {
        Words {
            rows: self.rows,
            fields: self.fields.into_iter().map(GatheredField::done).collect(),
        }
    }
}

impl GatheredField {
    fn done(self) -> Field {
        let Self { personal, mut texts, known, mut entries } = self;
        drop(known);
        entries.sort_unstable();
        texts.all.shrink_to_fit();
        texts.ends.shrink_to_fit();
        let mut row_ends = vec![0; texts.ends.len()];
        for (end, (text, _)) in (1u32..).zip(&entries) {
            if let Some(place) = row_ends.get_mut(*text as usize) {
                *place = end;
            }
        }
        let rows = entries.into_iter().map(|(_, row)| row).collect();
        Field { personal, texts, row_ends, rows }
    }
}

/// Neither texts nor bytes are more than [`MOST_BYTES`].
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gathered(rows: &[[&str; 3]]) -> Words {
        let mut gathering = Gathering::new(rows.len(), 2, 1);
        for (row, texts) in (0..).zip(rows) {
            for (field, text) in texts.iter().enumerate() {
                assert!(gathering.take(field, row, text));
            }
        }
        gathering.done()
    }

    fn found(words: &Words, wanted: &str, personal: bool) -> Vec<usize> {
        let held = words.holding(wanted, personal);
        held.iter().enumerate().filter(|(_, held)| **held).map(|(row, _)| row).collect()
    }

    #[test]
    fn words_are_found_in_any_case_and_script() {
        let words = gathered(&[
            ["Upper Mill", "Ministry", "Ana"],
            ["Кельбаджар", "Ministry", ""],
            ["", "Örnek Ocağı", "Boris"],
        ]);
        assert_eq!(found(&words, "upper MILL", false), [0]);
        assert_eq!(found(&words, "ministry", false), [0, 1]);
        assert_eq!(found(&words, "КЕЛЬБА", false), [1]);
        assert_eq!(found(&words, "ocağı", false), [2]);
        assert_eq!(found(&words, "boris", true), [2]);
        assert!(found(&words, "boris", false).is_empty());
        assert_eq!(found(&words, "i", false), [0, 1]);
    }

    #[test]
    fn two_texts_side_by_side_are_not_one() {
        let words = gathered(&[["mill", "a", ""], ["road", "b", ""], ["millroad", "a", ""]]);
        assert_eq!(found(&words, "millroad", true), [2]);
        assert_eq!(found(&words, "lr", true), [2]);
        assert_eq!(found(&words, "a", false), [0, 1, 2]);
    }

    proptest::proptest! {
        #[test]
        fn what_a_row_holds_is_found_and_nothing_else(
            rows in proptest::collection::vec(["[a-bА-Бİ]{0,4}", "[a-b ]{0,3}", "[a-b]{0,2}"], 0..12),
            wanted in "[a-bА-Б]{1,3}",
            personal: bool,
        ) {
            let texts: Vec<[&str; 3]> =
                rows.iter().map(|row| row.each_ref().map(String::as_str)).collect();
            let holds = |text: &str| text.to_lowercase().contains(&wanted.to_lowercase());
            let expected: Vec<usize> = (texts.iter().enumerate())
                .filter(|(_, [a, b, c])| holds(a) || holds(b) || (personal && holds(c)))
                .map(|(row, _)| row)
                .collect();
            proptest::prop_assert_eq!(found(&gathered(&texts), &wanted, personal), expected);
        }
    }
}
