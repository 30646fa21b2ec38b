//! What tests share.

use std::sync::LazyLock;

use cairn_model::DocumentMeta;

use crate::context::Context;
use crate::doc::Doc;
use crate::languages;
use crate::learned::occasions::OccasionWeights;
use crate::lexicon::Lexicon;
use crate::places::NoPlaces;

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| languages::lexicon("en").unwrap().unwrap());

/// Reads an English text published on a day and gives what `read` makes of it.
pub(crate) fn read<T>(text: &str, published: Option<&str>, read: impl Fn(&Context<'_>) -> T) -> T {
    read_weighing(text, published, None, read)
}

/// The same with weights that say which sentences tell of an occasion.
pub(crate) fn read_weighing<T>(
    text: &str,
    published: Option<&str>,
    weights: Option<&'static OccasionWeights>,
    read: impl Fn(&Context<'_>) -> T,
) -> T {
    let meta = DocumentMeta {
        published: published.map(|day| day.parse().unwrap()),
        ..DocumentMeta::default()
    };
    let doc = Doc::new(text, &meta, &ENGLISH);
    let mut context = Context::new(&doc, &NoPlaces);
    context.occasion_weights = weights;
    read(&context)
}
