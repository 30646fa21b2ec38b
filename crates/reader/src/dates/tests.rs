use cairn_model::DocumentMeta;
use proptest::prelude::*;

use super::*;
use crate::languages::lexicon;
use crate::lexicon::Lexicon;

fn english() -> Lexicon {
    lexicon("en").unwrap().unwrap()
}

fn read_all(lexicon: &Lexicon, published: &str, text: &str) -> (Vec<String>, Option<Date>) {
    let meta = DocumentMeta { published: published.parse().ok(), ..DocumentMeta::default() };
    let doc = Doc::new(text, &meta, lexicon);
    let dates = dates(&doc);
    let lines = dates
        .mentions
        .iter()
        .map(|m| format!("{} = {:?} {}", doc.plain(m.tokens.clone()), m.kind, m.span))
        .collect();
    (lines, dates.published)
}

/// The dates of each text, published on a day (or on none).
fn read(published: &str, texts: &[&str]) -> String {
    let lexicon = english();
    texts
        .iter()
        .flat_map(|text| read_all(&lexicon, published, text).0)
        .collect::<Vec<_>>()
        .join("\n")
}

// 2024-05-15 is a Wednesday.

#[test]
fn days_of_the_week_lie_before_publication() {
    insta::assert_snapshot!(read("2024-05-15", &[
        "The blast came on Tuesday.",
        "A man died early on Wednesday morning.",
        "Late on Thursday night a car hit a mine.",
        "Last Wednesday a boy was hurt.",
        "Friday's blast was the second.",
        "On Saturday, May 11, two were hurt.",
        "On Monday 6 May two were hurt.",
        "It happened on Sunday [12 May].",
        "They died on Saturday the 4th.",
        "He sat in the sun on a march.",
    ]), @r"
    on Tuesday = Day 2024-05-14
    early on Wednesday morning = Day 2024-05-15
    Late on Thursday night = Day 2024-05-09
    Last Wednesday = Day 2024-05-08
    Friday's = Day 2024-05-10
    On Saturday, May 11 = Day 2024-05-11
    On Monday 6 May = Day 2024-05-06
    on Sunday [12 May] = Day 2024-05-12
    on Saturday the 4th = Day 2024-05-04
    ");
}

#[test]
fn relative_days_and_weeks() {
    insta::assert_snapshot!(read("2024-05-15", &[
        "Yesterday a mine exploded. This morning another did. Last night was calm.",
        "The day before yesterday two cows died.",
        "A shepherd died two days ago.",
        "Earlier this month a child was hurt, and last month three.",
        "Last week and this week there were none.",
        "Over the past 24 hours one man died, the radio said on Tuesday.",
        "In the past fortnight teams found ten mines; in the last three weeks, thirty.",
        "Over the weekend nothing happened.",
        "Every spring and each year they come.",
    ]), @r"
    Yesterday = Day 2024-05-14
    This morning = Day 2024-05-15
    Last night = Day 2024-05-14
    The day before yesterday = Day 2024-05-13
    two days ago = Day 2024-05-13
    Earlier this month = Days 2024-05-01 to 2024-05-15
    last month = Month 2024-04
    Last week = Days 2024-05-06 to 2024-05-12
    this week = Days 2024-05-13 to 2024-05-15
    Over the past 24 hours = Days 2024-05-13 to 2024-05-14
    on Tuesday = Day 2024-05-14
    In the past fortnight = Days 2024-05-01 to 2024-05-15
    in the last three weeks = Days 2024-04-24 to 2024-05-15
    Over the weekend = Days 2024-05-11 to 2024-05-12
    ");
}

#[test]
fn days_told_from_other_days() {
    insta::assert_snapshot!(read("2024-05-15", &[
        "On 3 March 2016 a jeep hit a mine. Five days later a tractor did. The next day a third followed.",
        "On 29 August 2016 a mine went off. A week later, on 5 September, a second one did.",
        "On Sunday a truck burned. The day before, a bus had. The previous Sunday it was a cart.",
        "A boy died on Monday, a day after two girls were hurt.",
        "In March 2021 many died. That month was the worst.",
        "Two men died on Sunday, the mayor said on Wednesday. The same day a third was hurt.",
        "Two died on Sunday.\n\nThis is from a statement that the office put out on Wednesday. The day before, one was hurt.",
    ]), @r"
    On 3 March 2016 = Day 2016-03-03
    Five days later = Day 2016-03-08
    The next day = Day 2016-03-09
    On 29 August 2016 = Day 2016-08-29
    A week later, on 5 September = Day 2016-09-05
    On Sunday = Day 2024-05-12
    The day before = Day 2024-05-11
    The previous Sunday = Day 2024-05-05
    on Monday = Day 2024-05-13
    a day after = Day 2024-05-12
    In March 2021 = Month 2021-03
    That month = Month 2021-03
    on Sunday = Day 2024-05-12
    on Wednesday = Day 2024-05-15
    The same day = Day 2024-05-12
    on Sunday = Day 2024-05-12
    on Wednesday = Day 2024-05-15
    The day before = Day 2024-05-11
    ");
}

#[test]
fn calendar_dates_in_any_order() {
    insta::assert_snapshot!(read("2024-05-15", &[
        "It was on 17/02/2021, on 01.07.2023, and on 2020-11-10.",
        "On June 23, 2010, on Nov. 10, 2020, on 12 of April, on the 3rd of May 2019.",
        "Report of 6 Sep 20. Note of 3 Dec 03.",
        "On August 12 a man died. On 14 January another.",
        "In July 2012, in October and in 1999 there were more.",
        "In May 12 people were hurt and 2023 mines were found.",
        "The year 2018 was quiet; on 30 February and in 2199 nothing was.",
        "He may march in august company in Mar Aldo. On 14-Apr-2024 and 02/05/24.",
    ]), @r"
    on 17/02/2021 = Day 2021-02-17
    on 01.07.2023 = Day 2023-07-01
    on 2020-11-10 = Day 2020-11-10
    On June 23, 2010 = Day 2010-06-23
    on Nov. 10, 2020 = Day 2020-11-10
    on 12 of April = Day 2024-04-12
    on the 3rd of May 2019 = Day 2019-05-03
    of 6 Sep 20 = Day 2020-09-06
    of 3 Dec 03 = Day 2003-12-03
    On August 12 = Day 2023-08-12
    On 14 January = Day 2024-01-14
    In July 2012 = Month 2012-07
    in October = Month 2023-10
    in 1999 = Year 1999
    In May = Month 2024-05
    The year 2018 = Year 2018
    on 30 February = Day unknown
    On 14-Apr-2024 = Day 2024-04-14
    02/05/24 = Day 2024-05-02
    ");
}

#[test]
fn parts_and_seasons() {
    insta::assert_snapshot!(read("2024-05-15", &[
        "In mid-February, in early March, late last year and in the third week of April.",
        "In the second half of 2023 and the first half of January.",
        "In the autumn of 1999, in spring 2013, last summer, this winter.",
        "At the end of August 2020, in the last week of April, in the first quarter of 2023, end-2022.",
        "Water rises in the spring; prices fall.",
    ]), @r"
    In mid-February = Days 2024-02-11 to 2024-02-20
    in early March = Days 2024-03-01 to 2024-03-10
    late last year = Year 2023-10-01 to 2023-12-31
    in the third week of April = Days 2024-04-15 to 2024-04-21
    In the second half of 2023 = Year 2023-07-01 to 2023-12-31
    the first half of January = Days 2024-01-01 to 2024-01-15
    In the autumn of 1999 = Season 1999-09-01 to 1999-11-30
    in spring 2013 = Season 2013-03-01 to 2013-05-31
    last summer = Season 2023-06-01 to 2023-08-31
    this winter = Season 2023-12-01 to 2024-02-29
    At the end of August 2020 = Days 2020-08-21 to 2020-08-31
    in the last week of April = Days 2024-04-24 to 2024-04-30
    in the first quarter of 2023 = Year 2023-01-01 to 2023-03-31
    end-2022 = Year 2022-12
    in the spring = Season 2024-03-01 to 2024-05-31
    ");
}

#[test]
fn spans_and_periods() {
    insta::assert_snapshot!(read("2024-05-15", &[
        "7-13 October 2023; 4 - 10 September; 28 December 2023 - 3 January 2024.",
        "From 1 to 15 March. Between 1 January and 30 April of this year. From January to September 2019.",
        "Since 2004, since November 2020, since 8 December 2023, since late April.",
        "From 10 November 2020 to 31 March 2024 and from the beginning of the year to the end of April.",
        "In the first four months of this year it was 12. In the same period of last year it was 20.",
        "As of 31 March, by the end of 2022, up to now, so far this year, to date.",
        "Over the past 30 years and in 21 years.",
        "Week ending Friday 10 May 2024.",
        "On the night of 26 to 27 April.",
        "Since the programme opened in 2006, since it was founded in May 2019, since then.",
        "In a coma since Monday, when it exploded; at work since Monday, the police said.",
    ]), @r"
    7-13 October 2023 = Days 2023-10-07 to 2023-10-13
    4 - 10 September = Days 2023-09-04 to 2023-09-10
    28 December 2023 - 3 January 2024 = Days 2023-12-28 to 2024-01-03
    From 1 to 15 March = Days 2024-03-01 to 2024-03-15
    Between 1 January and 30 April of this year = Period 2024-01-01 to 2024-04-30
    From January to September 2019 = Period 2019-01-01 to 2019-09-30
    Since 2004 = Period since 2004-01-01
    since November 2020 = Period since 2020-11-01
    since 8 December 2023 = Period since 2023-12-08
    since late April = Period since 2024-04-21
    From 10 November 2020 to 31 March 2024 = Period 2020-11-10 to 2024-03-31
    from the beginning of the year to the end of April = Period 2024-01-01 to 2024-04-30
    In the first four months of this year = Period 2024-01-01 to 2024-04-30
    In the same period of last year = Period 2023-01-01 to 2023-04-30
    As of 31 March = Period until 2024-03-31
    by the end of 2022 = Period until 2022-12-31
    up to now = Period until 2024-05-15
    so far this year = Period 2024-01-01 to 2024-05-15
    to date = Period until 2024-05-15
    Over the past 30 years = Period unknown
    in 21 years = Period unknown
    Week ending Friday 10 May 2024 = Days 2024-05-04 to 2024-05-10
    On the night of 26 to 27 April = Days 2024-04-26 to 2024-04-27
    Since the programme opened in 2006 = Period since 2006-01-01
    since it was founded in May 2019 = Period since 2019-05-01
    since then = Period until 2024-05-15
    since Monday = Day 2024-05-13
    since Monday = Period since 2024-05-13
    ");
}

#[test]
fn datelines_are_not_days_of_events() {
    insta::assert_snapshot!(read("2024-05-15", &[
        "Mine kills two\n\nPORT ALDO, May 15 (Example Wire) - Two men died on Tuesday.",
        "Mine kills two\n\nALDO, Freeland, May 14. Two men died.",
        "Statement to the press, 13 May 2024\n\nTwo men died on 2 May.",
        "Incidents\n\n- 2 May. Aldo. Two men died.\n- 3 May, Aldo: one died.",
    ]), @r"
    May 15 = Dateline 2024-05-15
    on Tuesday = Day 2024-05-14
    May 14 = Dateline 2024-05-14
    13 May 2024 = Dateline 2024-05-13
    on 2 May = Day 2024-05-02
    2 May = Day 2024-05-02
    3 May = Day 2024-05-03
    ");
}

#[test]
fn a_text_may_show_its_own_date() {
    let lexicon = english();
    for (text, published) in [
        ("Ombudsman speaks\n\n# 27 May 2021 17:33 (UTC +04:00)\n\nA man died.", Some("2021-05-27")),
        (" date 2021-06-04 Title Changed:\n\nALDO, June 4\n\nTwo died.", Some("2021-06-04")),
        ("Our reporter in Aldo | 13 April 2024\n\nA boy died on Friday.", Some("2024-04-13")),
        ("Two men died on Tuesday\n\nALDO - Two men died.", None),
        (
            "Two men died\n\nThe accident of 4 June 2019 is not forgotten by those who live in Aldo and its hills.",
            None,
        ),
    ] {
        let published: Option<Date> = published.map(|day: &str| day.parse().unwrap());
        assert_eq!(read_all(&lexicon, "", text).1, published, "{text}");
    }
}

#[test]
fn without_a_day_of_publication_only_full_dates_are_known() {
    insta::assert_snapshot!(read("", &[
        "He died on Tuesday. Yesterday and on 23 July others did. Last month there were none.",
        "In October 2012 and on 1 September 2016 there were blasts. Since 1996 many died.",
    ]), @r"
    on Tuesday = Day unknown
    Yesterday = Day unknown
    on 23 July = Day unknown
    Last month = Month unknown
    In October 2012 = Month 2012-10
    on 1 September 2016 = Day 2016-09-01
    Since 1996 = Period since 1996-01-01
    ");
}

proptest! {
    #[test]
    fn any_text_is_read(words in proptest::collection::vec(word(), 0..40), day in "20[0-2][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9])") {
        let text = words.concat();
        let lexicon = LEXICON.get_or_init(english);
        for published in [None, day.parse::<Date>().ok()] {
            let meta = DocumentMeta { published, ..DocumentMeta::default() };
            let doc = Doc::new(&text, &meta, lexicon);
            let mut end = 0;
            for mention in dates(&doc).mentions {
                prop_assert!(mention.tokens.start >= end && mention.tokens.start < mention.tokens.end);
                prop_assert!(mention.tokens.end <= doc.tokens.len());
                end = mention.tokens.end;
                if let (Some(from), Some(to)) = (mention.span.from, mention.span.to) {
                    prop_assert!(from <= to);
                }
            }
        }
    }

    #[test]
    fn a_written_day_is_that_day(year in 1900i16..2030, month in 1i8..=12, day in 1i8..=28, form in 0usize..4) {
        let date = Date::new(year, month, day).unwrap();
        let written = ["%-d %B %Y", "%B %-d, %Y", "%Y-%m-%d", "%d.%m.%Y"][form];
        let text = format!("A mine exploded on {} in Aldo.", date.strftime(written));
        let doc = Doc::new(&text, &EMPTY, LEXICON.get_or_init(english));
        let mentions = dates(&doc).mentions;
        prop_assert_eq!(mentions.len(), 1);
        prop_assert_eq!(mentions[0].span, cairn_model::DateSpan::day(date));
    }

    #[test]
    fn a_weekday_is_one_of_the_last_seven_days(published in 0i64..20_000, weekday in 0usize..7) {
        use jiff::ToSpan as _;
        let published = Date::constant(1980, 1, 1).checked_add(published.days()).unwrap();
        let name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][weekday];
        let meta = DocumentMeta { published: Some(published), ..DocumentMeta::default() };
        let text = format!("A mine exploded on {name}.");
        let doc = Doc::new(&text, &meta, LEXICON.get_or_init(english));
        let day = dates(&doc).mentions[0].span.single_day().unwrap();
        prop_assert_eq!(day.weekday().to_monday_zero_offset() as usize, weekday);
        prop_assert!((0..7).contains(&day.until(published).unwrap().get_days()));
    }
}

static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();
static EMPTY: DocumentMeta = DocumentMeta {
    title: None,
    publisher: None,
    published: None,
    language: None,
    country: None,
    url: None,
};

/// Pieces of dates in any order, and noise.
fn word() -> impl Strategy<Value = String> {
    let pieces = "on|in|the|of|since|from|to|between|and|until|by|last|this|next|that|the same|previous|day|week|\
        month|year|years|hours|weekend|decade|ago|later|earlier|after|before|early|mid|late|end of|first|third|half|\
        Monday|Friday|Sun|May|June|Dec|Feb|2020|1999|2024|31|29|30|12|1|7|17/02/2021|31.12.1999|2020-11-10|spring|\
        winter|yesterday|the next day|to date|so far|same period|week ending|-|,|.|(|)|[|]|'s|\n|five|several|a|10000|\
        every|morning|1600|22:30|gmt|1992-93";
    let pieces: Vec<String> = pieces.split('|').map(|piece| format!("{piece} ")).collect();
    prop_oneof![9 => proptest::sample::select(pieces), 1 => "\\PC{0,6}"]
}
