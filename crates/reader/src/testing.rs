//! What tests share.

use std::sync::LazyLock;

use cairn_model::DocumentMeta;

use crate::context::Context;
use crate::doc::Doc;
use crate::languages;
use crate::lexicon::Lexicon;
use crate::places::NoPlaces;

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| languages::lexicon("en").unwrap().unwrap());

/// Reads an English text published on a day and gives what `read` makes of it.
pub(crate) fn read<T>(text: &str, published: Option<&str>, read: impl Fn(&Context<'_>) -> T) -> T {
    let meta = DocumentMeta {
        published: published.map(|day| day.parse().unwrap()),
        ..DocumentMeta::default()
    };
    let doc = Doc::new(text, &meta, &ENGLISH);
    read(&Context::new(&doc, &NoPlaces))
}
