//! What weights decide that were learned from gold readings (`cargo xtask train` makes them), where rules leave
//! it open: which of the people whom a text names are victims (`data/victims.tsv`, here), which sentences tell of
//! an occasion ([`occasions`]), how many were killed or hurt ([`figures`]).
//!
//! It only ever chooses among names that the text holds and incidents that rules have found; whoever the
//! rules call a victim stays one. What it adds is said in a note of the reading. Nothing here knows a
//! language: features are classes of the lexicon, places in the sentence and figures of the incident.

mod cases;
mod cues;
mod decide;
mod features;
pub mod figures;
mod near;
pub mod occasions;
mod persons;
mod table;
#[cfg(test)]
mod tests;
pub mod training;
pub mod weights;

pub(crate) use cues::Cues;

use crate::context::Context;
use crate::incidents::IncidentReading;
use figures::FigureWeights;
use occasions::OccasionWeights;
use weights::Weights;

/// All weights that the program was built with; `None` of those by which nothing is to be decided.
#[derive(Clone, Copy, Debug, Default)]
pub struct Learned {
    /// Which sentences tell of an occasion.
    pub occasions: Option<&'static OccasionWeights>,
    /// How many were killed or hurt.
    pub figures: Option<&'static FigureWeights>,
    /// Who was.
    pub victims: Option<&'static Weights>,
}

impl Learned {
    /// Those that the program was built with.
    pub fn built_in() -> Self {
        Self {
            occasions: OccasionWeights::built_in(),
            figures: FigureWeights::built_in(),
            victims: Weights::built_in(),
        }
    }

    /// Adds to the incidents of a text what rules left open.
    pub fn complete(&self, context: &Context<'_>, told: &mut IncidentReading) {
        if let Some(weights) = self.figures {
            figures::fill(context, told, weights);
        }
        if let Some(weights) = self.victims {
            decide::complete(context, told, weights);
        }
    }
}
