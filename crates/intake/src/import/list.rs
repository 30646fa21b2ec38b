//! The repair list: how many features came, what was mended, what could not be taken in.

use std::collections::BTreeMap;

use cairn_model::RepairKind;
use serde::Serialize;

use crate::layers::Refused;

/// Features named for each kind of repair.
const EXAMPLES: usize = 5;

/// What became of the features of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RepairList {
    /// Features in the file.
    pub features: u64,
    /// Features taken in, mended or not.
    pub imported: u64,
    /// What was mended or marked, by kind; a feature may count under several.
    pub repaired: Vec<Repaired>,
    /// Features that were not taken in.
    pub refused: Vec<Refused>,
}

/// One kind of repair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Repaired {
    /// What was mended or marked.
    pub kind: RepairKind,
    /// In how many features.
    pub count: u64,
    /// The first of them, by their number in the file.
    pub examples: Vec<u64>,
}

/// A list in the making.
#[derive(Debug, Default)]
pub(super) struct Tally {
    kinds: BTreeMap<RepairKind, (u64, Vec<u64>)>,
    list: RepairList,
}

impl Tally {
    pub(super) fn taken(&mut self, feature: u64, kinds: impl IntoIterator<Item = RepairKind>) {
        self.list.features += 1;
        self.list.imported += 1;
        for kind in kinds {
            let (count, examples) = self.kinds.entry(kind).or_default();
            *count += 1;
            if examples.len() < EXAMPLES {
                examples.push(feature);
            }
        }
    }

    pub(super) fn refused(&mut self, refused: Refused) {
        self.list.features += 1;
        self.list.refused.push(refused);
    }

    /// The list, its kinds in the order of the vocabulary.
    pub(super) fn finish(mut self) -> RepairList {
        self.list.repaired = (self.kinds.into_iter())
            .map(|(kind, (count, examples))| Repaired { kind, count, examples })
            .collect();
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_the_shape_that_programs_read() {
        let mut tally = Tally::default();
        for feature in 1..=7 {
            tally.taken(feature, [RepairKind::NullGeometry]);
        }
        tally.refused(Refused { feature: 8, why: "is no feature".to_owned() });
        insta::assert_json_snapshot!(tally.finish(), @r#"
        {
          "features": 8,
          "imported": 7,
          "repaired": [
            {
              "kind": "null_geometry",
              "count": 7,
              "examples": [
                1,
                2,
                3,
                4,
                5
              ]
            }
          ],
          "refused": [
            {
              "feature": 8,
              "why": "is no feature"
            }
          ]
        }
        "#);
    }
}
