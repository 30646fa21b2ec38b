//! Laws and examples of [`super`].

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

const FIRST: &str = "Blast near Orta. A mine exploded near the village of Orta in the Sample \
    district on Friday morning, the interior ministry said. Two residents were taken to the \
    district hospital with injuries to their legs. The road to the village has been closed and \
    deminers are checking the verges, the ministry added.";

const SECOND: &str = "Blast near Orta. Details added, first version posted 10:22. A mine exploded \
    near the village of Orta in the Sample district on Friday morning, the interior ministry said. \
    Three residents were taken to the district hospital with injuries to their legs. The road to \
    the village has been closed and deminers are checking the verges, the ministry added.";

const OTHER: &str = "The mine action agency said on Monday that its teams had cleared 120 hectares \
    in the past week and destroyed 41 antipersonnel mines and 12 shells in three districts.";

/// A document that owns what a [`Version`] borrows.
#[derive(Clone, Debug)]
struct Held {
    id: DocumentId,
    meta: DocumentMeta,
    text: String,
    announced: Option<Revision>,
}

impl Held {
    fn new(text: &str) -> Self {
        let meta = DocumentMeta {
            publisher: Some("Example Wire".to_owned()),
            published: Some(date(2021, 6, 4)),
            ..DocumentMeta::default()
        };
        Self {
            id: DocumentId::of_bytes(text.as_bytes()),
            meta,
            text: text.to_owned(),
            announced: None,
        }
    }

    fn by(mut self, publisher: Option<&str>) -> Self {
        self.meta.publisher = publisher.map(str::to_owned);
        self
    }

    fn on(mut self, day: Option<Date>) -> Self {
        self.meta.published = day;
        self
    }

    fn at(mut self, url: &str) -> Self {
        self.meta.url = Some(url.to_owned());
        self
    }

    fn announced(mut self, number: Option<u32>) -> Self {
        self.announced =
            Some(Revision { text: String::new(), number, first_posted: None, evidence: vec![] });
        self
    }

    fn version(&self) -> Version<'_> {
        Version {
            id: &self.id,
            meta: &self.meta,
            text: &self.text,
            announced: self.announced.as_ref(),
        }
    }
}

fn why(a: &Held, b: &Held) -> Option<String> {
    same_article(&a.version(), &b.version())
}

#[test]
fn one_address_is_one_article() {
    let a = Held::new(FIRST).at("https://www.example.org/a/1?utm_source=x");
    let b = Held::new(OTHER).at("http://example.org/a/1").by(None);
    assert_eq!(why(&a, &b).as_deref(), Some("same address example.org/a/1"));
}

#[test]
fn near_identical_texts_of_one_publisher_are_versions() {
    let why = why(&Held::new(FIRST), &Held::new(SECOND).by(Some("EXAMPLE wire ")));
    insta::assert_snapshot!(why.unwrap_or_default(), @"same publisher, 72 % of the wording shared, same day");
}

#[test]
fn other_publishers_texts_and_weeks_are_not() {
    let first = Held::new(FIRST);
    assert_eq!(why(&first, &Held::new(OTHER)), None);
    assert_eq!(why(&first, &Held::new(SECOND).by(Some("Sample Post"))), None);
    assert_eq!(why(&first, &Held::new(SECOND).by(None)), None);
    assert_eq!(why(&first, &Held::new(SECOND).on(Some(date(2021, 6, 11)))), None);
}

#[test]
fn an_announced_update_may_differ_more() {
    let short = Held::new(&FIRST[..170]);
    let update = Held::new(SECOND).announced(None);
    assert_eq!(why(&short, &Held::new(SECOND)), None);
    insta::assert_snapshot!(why(&short, &update).unwrap_or_default(), @"same publisher, 34 % of the wording shared, same day, one says it is an update");
    let weeks_later = update.clone().on(Some(date(2021, 7, 1)));
    assert_eq!(why(&short, &weeks_later), None);
    assert!(why(&Held::new(FIRST), &weeks_later).is_some());
}

#[test]
fn versions_share_a_key() {
    let keys = |held: &Held| article_keys(&held.version());
    let share = |a: &Held, b: &Held| keys(a).iter().any(|key| keys(b).contains(key));
    assert!(share(&Held::new(FIRST), &Held::new(SECOND)));
    assert!(share(&Held::new(FIRST), &Held::new(SECOND).on(Some(date(2021, 6, 5)))));
    assert!(share(&Held::new(FIRST).on(None), &Held::new(SECOND).on(None)));
    assert!(share(&Held::new(&FIRST[..170]), &Held::new(SECOND)));
    assert!(share(&Held::new(FIRST).at("example.org/1"), &Held::new(OTHER).at("//example.org/1")));
    assert!(!share(&Held::new(FIRST), &Held::new(OTHER)));
    assert!(!share(&Held::new(FIRST), &Held::new(SECOND).by(Some("Sample Post"))));
    assert!(keys(&Held::new(FIRST).at("example.org/1")).len() <= 42);
}

#[test]
fn versions_come_in_order() {
    let id = |text: &str| Held::new(text);
    let undated = id("a").on(None);
    let first = id("b");
    let details = id("c").announced(None);
    let update_1 = id("d").announced(Some(1));
    let update_3 = id("e").announced(Some(3));
    let next_day = id("f").on(Some(date(2021, 6, 5)));
    let undated_update = id("g").on(None).announced(Some(1));
    let all = [undated, first, details, update_1, update_3, next_day, undated_update];
    assert!(all.windows(2).all(|pair| order(&pair[0].version(), &pair[1].version()).is_lt()));
}

prop_compose! {
    fn any_version()(
        words in prop::collection::vec(prop::sample::select(vec!["mine", "road", "two", "hurt"]), 0..9),
        publisher in prop::option::of(prop::sample::select(vec!["A", "B"])),
        day in prop::option::of(1_i8..6),
        url in prop::option::of(prop::sample::select(vec!["a.org/1", "https://www.a.org/1#x", "a.org"])),
        announced in prop::option::of(prop::option::of(0_u32..3)),
    ) -> Held {
        let mut held = Held::new(&words.join(" ")).by(publisher).on(day.map(|day| date(2021, 6, day)));
        held.meta.url = url.map(str::to_owned);
        match announced {
            Some(number) => held.announced(number),
            None => held,
        }
    }
}

proptest! {
    #[test]
    fn being_one_article_is_symmetric(a in any_version(), b in any_version()) {
        prop_assert_eq!(why(&a, &b), why(&b, &a));
    }

    #[test]
    fn order_is_total(a in any_version(), b in any_version(), c in any_version()) {
        let (a, b, c) = (a.version(), b.version(), c.version());
        prop_assert_eq!(order(&a, &b), order(&b, &a).reverse());
        if order(&a, &b).is_le() && order(&b, &c).is_le() {
            prop_assert!(order(&a, &c).is_le());
        }
        if order(&a, &b).is_eq() {
            prop_assert_eq!(a.id, b.id);
        }
    }

    #[test]
    fn keys_are_sorted_and_each_once(a in any_version()) {
        let keys = article_keys(&a.version());
        prop_assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
