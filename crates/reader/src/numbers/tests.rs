use cairn_model::DocumentMeta;
use proptest::prelude::*;

use super::*;
use crate::languages::lexicon;
use crate::lexicon::Lexicon;

static LEXICON: std::sync::OnceLock<Lexicon> = std::sync::OnceLock::new();

fn english() -> &'static Lexicon {
    LEXICON.get_or_init(|| lexicon("en").unwrap().unwrap())
}

fn read(texts: &[&str]) -> String {
    let meta = DocumentMeta { published: "2024-05-15".parse().ok(), ..DocumentMeta::default() };
    let mut lines = Vec::new();
    for text in texts {
        let doc = Doc::new(text, &meta, english());
        for n in numbers(&doc) {
            lines.push(format!("{} = {:?} {}", doc.plain(n.tokens.clone()), n.kind, n.value));
        }
    }
    lines.join("\n")
}

#[test]
fn digits_and_words() {
    insta::assert_snapshot!(read(&[
        "They found 1,119 mines, 26 385 shells, 53,081.8 ha and 2.3 million rounds.",
        "Forty-one men, two hundred and six women, three thousand four hundred, a hundred cows.",
        "A dozen, two dozen, half a dozen, a couple of boys, dozens of cows, hundreds, several, a handful of men.",
        "Four 82 mm bombs and three 130 mm shells.",
    ]), @r"
    1,119 = Cardinal 1119
    26 385 = Cardinal 26385
    53,081.8 = Cardinal 53081.8
    2.3 million = Cardinal 2300000
    Forty-one = Cardinal 41
    two hundred and six = Cardinal 206
    three thousand four hundred = Cardinal 3400
    a hundred = Cardinal 100
    A dozen = Cardinal 12
    two dozen = Cardinal 24
    half a dozen = Cardinal 6
    a couple of = Cardinal 2
    dozens of = Cardinal 24+
    hundreds = Cardinal 200+
    several = Cardinal 2+
    a handful of = Cardinal 2+
    Four = Cardinal 4
    82 = Label 82
    three = Cardinal 3
    130 = Label 130
    ");
}

#[test]
fn modifiers_make_ranges() {
    insta::assert_snapshot!(read(&[
        "At least three died, more than 1,400 fled, over 20 were hurt, 50 or more, 100+ cows.",
        "About 30, nearly 7,000, some 200, close to 40, almost two, approximately 12.",
        "Up to six, no more than 4, fewer than ten; it does not exceed 25 per cent.",
        "Only two of them lived.",
    ]), @r"
    At least three = Cardinal 3+
    more than 1,400 = Cardinal 1400+
    over 20 = Cardinal 20+
    50 or more = Cardinal 50+
    100+ = Cardinal 100+
    About 30 = Cardinal 30
    nearly 7,000 = Cardinal 7000
    some 200 = Cardinal 200
    close to 40 = Cardinal 40
    almost two = Cardinal 2
    approximately 12 = Cardinal 12
    Up to six = Cardinal 0–6
    no more than 4 = Cardinal 0–4
    fewer than ten = Cardinal 0–10
    does not exceed 25 per cent = Percent 0–25
    Only two = Cardinal 2
    ");
}

#[test]
fn ranges_and_shares() {
    insta::assert_snapshot!(read(&[
        "4 to 6 men, 100,000–300,000 mines, between four and ten girls, three or four cows, two to three million.",
        "One in four, four out of five, two-thirds of them, half of the men, 25 per cent, 12.5%.",
        "UPDATE 3 - Six men died. Six and eight were hurt.",
    ]), @r"
    4 to 6 = Cardinal 4–6
    100,000–300,000 = Cardinal 100000–300000
    between four and ten = Cardinal 4–10
    three or four = Cardinal 3–4
    two to three million = Cardinal 2000000–3000000
    One in four = Share 25
    four out of five = Share 80
    two-thirds of = Share 66.666667
    half of = Share 50
    25 per cent = Percent 25
    12.5% = Percent 12.5
    UPDATE 3 = Label 3
    Six = Cardinal 6
    Six = Cardinal 6
    eight = Cardinal 8
    ");
}

#[test]
fn ages_and_names_are_no_counts() {
    insta::assert_snapshot!(read(&[
        "A 41-year-old man, a boy aged 9, a woman, 52 years, and nine-year-old twins died.",
        "Ivo Barik (28), Ana Barik, 31, a girl (7), two girls (12 and 15) and a boy of 13 were hurt.",
        "The other, who is 20, lives. 2) 3 May, Aldo. Driver, M/58, hurt. Men aged 67 and 40, both dead.",
        "Ten PMN-2 and TM-57 mines lay on Hill 350, beside Marker 15, by shaft No. 41.",
        "The third case, the 2nd Battalion, a five-day march, the twenty-first mine.",
    ]), @r"
    41 = Age 41
    aged 9 = Age 9
    52 = Age 52
    nine = Age 9
    28 = Age 28
    31 = Age 31
    7 = Age 7
    two = Cardinal 2
    12 = Age 12
    15 = Age 15
    13 = Age 13
    who is 20 = Age 20
    2 = Label 2
    M/58 = Age 58
    aged 67 = Age 67
    40 = Age 40
    Ten = Cardinal 10
    2 = Label 2
    57 = Label 57
    Hill 350 = Label 350
    Marker 15 = Label 15
    No. 41 = Label 41
    third = Ordinal 3
    2nd = Ordinal 2
    five = Label 5
    twenty-first = Ordinal 21
    ");
}

#[test]
fn times_years_and_days_are_left_out() {
    insta::assert_snapshot!(read(&[
        "At 10:22, at 0600 gmt, at about 11 a.m., at 1600 hrs, at 10.40 in 2019 two died.",
        "On 4 June 2021, after the 1992-93 war, a 2019 audit named 2021 mines.",
        "No one was hurt. This one was a fresh one. One of them went off. One man died.",
    ]), @r"
    two = Cardinal 2
    2021 = Cardinal 2021
    One = Cardinal 1
    One = Cardinal 1
    ");
}

proptest! {
    #[test]
    fn any_text_is_read(words in proptest::collection::vec(word(), 0..40)) {
        let text = words.concat();
        let meta = DocumentMeta::default();
        let doc = Doc::new(&text, &meta, english());
        let mut end = 0;
        for number in numbers(&doc) {
            prop_assert!(number.tokens.start >= end && number.tokens.end <= doc.tokens.len());
            prop_assert!(number.tokens.start <= number.core.start && number.core.start < number.core.end);
            prop_assert!(number.core.end <= number.tokens.end);
            prop_assert!(number.value.most().is_none_or(|most| most >= number.value.least()));
            end = number.tokens.end;
        }
    }

    #[test]
    fn grouped_digits_are_the_number(value in 2100u32..2_000_000_000) {
        let digits = value.to_string();
        let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|c| std::str::from_utf8(c).unwrap()).collect();
        for separator in [",", " ", ""] {
            let text = format!("They found {} mines.", groups.join(separator));
            let meta = DocumentMeta::default();
            let doc = Doc::new(&text, &meta, english());
            let found = numbers(&doc);
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(found[0].value.least(), f64::from(value));
        }
    }
}

fn word() -> impl Strategy<Value = String> {
    let pieces = "one|two|ten|twenty|hundred|thousand|million|dozen|dozens of|a|and|to|or|between|at least|more than|\
        about|up to|only|in|out of|per cent|%|+|-|,|.|(|)|year-old|aged|who is|1,119|3|45|385|2019|10:22|82|mm|No.|PMN|\
        first|2nd|half|a.m.|hours|Ana|boy|of|/|1.5.3|99999999999999999999999999999999|\n";
    let pieces: Vec<String> = pieces.split('|').map(|piece| format!("{piece} ")).collect();
    prop_oneof![9 => proptest::sample::select(pieces), 1 => "\\PC{0,6}"]
}
