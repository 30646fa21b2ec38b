use cairn_model::DocumentMeta;

use super::*;
use crate::languages::lexicon;

/// The dates of a text published on a day (or on none), one a line: words, kind, span.
fn read(published: &str, text: &str) -> String {
    let lexicon = lexicon("en").unwrap().unwrap();
    let meta = DocumentMeta { published: published.parse().ok(), ..DocumentMeta::default() };
    let doc = Doc::new(text, &meta, &lexicon);
    dates(&doc)
        .mentions
        .iter()
        .map(|m| format!("{} = {:?} {}", doc.plain(m.tokens.clone()), m.kind, m.span))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn smoke() {
    insta::assert_snapshot!(read("2024-05-15", "A mine exploded on Tuesday."), @"on Tuesday = Day 2024-05-14");
}
