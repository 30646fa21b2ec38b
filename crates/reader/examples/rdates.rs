//! Scratch harness, not kept.
#![allow(missing_docs, clippy::unwrap_used)]
use cairn_model::DocumentMeta;
use cairn_reader::doc::Doc;
use std::io::Read;
fn main() {
    let lex = cairn_reader::languages::lexicon("en").unwrap().unwrap();
    // stdin: json lines {id, published, text}
    let mut s = String::new();
    std::io::stdin().read_to_string(&mut s).unwrap();
    for line in s.lines() {
        let v: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = v["text"].as_str().unwrap();
        let meta = DocumentMeta {
            published: v["published"].as_str().and_then(|d| d.parse().ok()),
            ..Default::default()
        };
        let doc = Doc::new(text, &meta, &lex);
        let ds = cairn_reader::dates::dates(&doc);
        let ns = cairn_reader::numbers::numbers_beside(&doc, &ds);
        let f = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string());
        let out = serde_json::json!({
            "id": v["id"], "published": f(ds.published),
            "dates": ds.mentions.iter().map(|m| serde_json::json!([doc.plain(m.tokens.clone()), format!("{:?}", m.kind), f(m.span.from), f(m.span.to)])).collect::<Vec<_>>(),
            "numbers": ns.iter().map(|n| serde_json::json!([doc.plain(n.tokens.clone()), format!("{:?}", n.kind), n.value.least(), n.value.most(), doc.plain(n.core.start.saturating_sub(3)..(n.core.end+3).min(doc.tokens.len()))])).collect::<Vec<_>>(),
        });
        println!("{out}");
    }
}
