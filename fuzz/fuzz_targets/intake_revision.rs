//! Any two texts as versions of one article: a difference that leaves out nothing, an order that
//! does not depend on who is asked first.
#![no_main]

use cairn_intake::revision::{
    Change, Version, article_keys, normal_url, order, same_article, sentence_diff,
};
use cairn_model::{DocumentId, DocumentMeta};
use jiff::civil::date;
use libfuzzer_sys::fuzz_target;

/// Address, publisher, day and text.
fn version(part: &str) -> (DocumentId, DocumentMeta, &str) {
    let (head, text) = part.split_once('\n').unwrap_or(("", part));
    let mut fields = head.split('\t').map(|field| Some(field.to_owned()).filter(|f| !f.is_empty()));
    let meta = DocumentMeta {
        url: fields.next().flatten(),
        publisher: fields.next().flatten(),
        published: fields.next().flatten().map(|day| date(9999, 12, 1 + (day.len() % 31) as i8)),
        ..DocumentMeta::default()
    };
    (DocumentId::of_bytes(part.as_bytes()), meta, text)
}

fuzz_target!(|data: &str| {
    let (first, second) = data.split_once('\0').unwrap_or((data, ""));
    let (first, second) = (version(first), version(second));
    let a = Version { id: &first.0, meta: &first.1, text: first.2, announced: None };
    let b = Version { id: &second.0, meta: &second.1, text: second.2, announced: None };

    let keys = article_keys(&a);
    assert!(keys.len() <= 42 && keys.is_sorted());
    if let (Some(x), Some(y)) =
        (a.meta.url.as_deref().and_then(normal_url), b.meta.url.as_deref().and_then(normal_url))
    {
        assert_eq!(normal_url(&x).as_deref(), Some(&*x));
        if x == y {
            assert!(article_keys(&b).iter().any(|key| keys.contains(key)));
        }
    }
    assert_eq!(same_article(&a, &b).is_some(), same_article(&b, &a).is_some());
    assert_eq!(order(&a, &b), order(&b, &a).reverse());

    let lines = sentence_diff(a.text, b.text);
    for line in &lines {
        for (span, text) in [(&line.earlier, a.text), (&line.later, b.text)] {
            assert!(span.as_ref().is_none_or(|span| text[span.clone()] == line.text));
        }
    }
    let kept = |gone: Change| {
        lines.iter().filter(move |line| line.change != gone).map(|line| line.text.as_str())
    };
    let words = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(
        kept(Change::Added).flat_map(str::split_whitespace).collect::<String>(),
        words(a.text)
    );
    assert_eq!(
        kept(Change::Removed).flat_map(str::split_whitespace).collect::<String>(),
        words(b.text)
    );
});
