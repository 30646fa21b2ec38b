//! The answer, as it is written to JSON, and how it comes about.

use std::collections::BTreeMap;

use cairn_ground::reliability;
use cairn_ground::result::{KindResult, Model, Reliability, Share, StudyArea, ToleranceRow};
use cairn_store::Store;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::ReportError;
use crate::gather::{Gathered, LeftOut, PositionClass, Reason, RecordsUsed, gather};
use crate::grounds::Grounds;
use crate::question::Question;
use crate::quoted::{Quoted, quoted};

/// How far records can be trusted, with every denominator and all that was left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// Items that are counted.
    pub items: usize,
    /// Items that the question asks about and that are not counted, by reason.
    pub excluded: Vec<LeftOut>,
    /// Hits at each distance.
    pub tolerance: Vec<ToleranceRow>,
    /// What the likelihood says; nothing where no item lies on ground that the records claim to cover.
    pub model: Option<Model>,
    /// The seed of everything random.
    pub seed: u64,
    /// Events that the items make.
    pub events: usize,
    /// Explosions and finds apart, where there are both.
    pub by_kind: Vec<KindResult>,
    /// Share of items on the ground that the records claim to cover; nothing if that is not stated.
    pub extent_coverage: Option<Share>,
    /// Share of completely cleared areas that held a find; nothing without cleared areas and finds.
    pub precision: Option<Share>,
    /// What became of the records.
    pub records: RecordsUsed,
    /// Of the records used, how many had rings that cross and were rearranged by the even-odd rule.
    pub records_rearranged: usize,
    /// Of the records used, how many enclose nothing.
    pub records_empty: usize,
    /// The ground that the records cover together, square kilometres.
    pub records_km2: f64,
    /// What area shares are of.
    pub study_area: StudyArea,
    /// How well the positions of the items are known.
    pub positions: Vec<PositionClass>,
    /// Counted items dated before the record nearest to them was drawn, which may rest on them;
    /// nothing where no record bears a date.
    pub known_before: Option<usize>,
    /// Where the records of each sheet and region lie; nothing in answers kept by older versions.
    #[serde(default)]
    pub grounds: Grounds,
    /// What reports quote, beside what follows from the register.
    pub quoted: Quoted,
    /// The question.
    pub question: Question,
    /// The register that was asked.
    pub register: Asked,
}

/// How much the register held when it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Asked {
    /// Documents.
    pub documents: u64,
    /// Claims.
    pub claims: u64,
    /// Decisions.
    pub decisions: u64,
}

/// Answers a question.
///
/// # Errors
/// When the register cannot be read, nothing fits the filters or can be counted, or a choice cannot be
/// worked with.
pub fn answer(store: &dyn Store, question: &Question) -> Result<Answer, ReportError> {
    let mut options = question.options();
    options.check()?;
    let Gathered { areas, records, extent, items, excluded, known_before, positions } =
        gather(store, question)?;
    options.extent = extent;
    let figures = reliability(&areas, &items, &options)?;
    let counts = store.counts()?;
    let quoted = quoted(store, question, &figures)?;
    let Reliability { items, events, tolerance, extent_coverage, precision, model, .. } = figures;
    Ok(Answer {
        items,
        excluded: all_excluded(excluded, &figures.excluded),
        tolerance,
        model,
        seed: figures.seed,
        events,
        by_kind: figures.by_kind,
        extent_coverage,
        precision,
        records,
        records_rearranged: figures.areas.repaired,
        records_empty: figures.areas.without_shape,
        records_km2: figures.areas.union_km2,
        study_area: figures.study_area,
        positions,
        known_before,
        grounds: Grounds::of(&areas),
        quoted,
        question: question.clone(),
        register: Asked {
            documents: counts.documents,
            claims: counts.claims,
            decisions: counts.decisions,
        },
    })
}

fn all_excluded(
    mut gathered: BTreeMap<Reason, usize>,
    on_the_ground: &[cairn_ground::result::Excluded],
) -> Vec<LeftOut> {
    for one in on_the_ground {
        *gathered.entry(one.why.into()).or_default() += one.count;
    }
    gathered.into_iter().map(|(why, count)| LeftOut::new(why, count)).collect()
}

impl Answer {
    /// Items that the question asks about, counted or not.
    pub fn items_wanted(&self) -> usize {
        self.items + self.excluded.iter().map(|one| one.count).sum::<usize>()
    }
}
