//! CQL2 text as conditions, and what is said of text that is none.

use super::*;

fn compare(field: &str, is: Comparison, value: Literal) -> Condition {
    Condition::Compare { field: field.to_owned(), is, value }
}

#[test]
fn comparisons_are_joined_and_negated() {
    let killed = |is, number| compare("killed_most", is, Literal::Number(number));
    assert_eq!(parse("killed_most >= 2"), Ok(killed(Comparison::AtLeast, 2.0)));
    assert_eq!(parse("2 < killed_most"), Ok(killed(Comparison::More, 2.0)));
    let text = Literal::Text("O'Neil".to_owned());
    assert_eq!(parse("\"sources\" = 'O''Neil'"), Ok(compare("sources", Comparison::Equal, text)));
    assert_eq!(
        parse("a = 1 AND b = 2 OR NOT (c IS NULL)").unwrap(),
        parse("(a = 1 and b = 2) or c is not null").unwrap()
    );
    let both = parse("a BETWEEN -1 AND 2.5e1").unwrap();
    assert_eq!(both, parse("a >= -1 AND a <= 25").unwrap());
    assert!(matches!(parse("a NOT IN ('x', 'y')"), Ok(Condition::Not(_))));
    assert!(matches!(parse("a LIKE 'Kal%'"), Ok(Condition::Like { .. })));
}

#[test]
fn days_and_places_have_their_own_words() {
    let from = |is| compare("date_from", is, Literal::Day(20_210_604));
    assert_eq!(parse("date_from > DATE('2021-06-04')"), Ok(from(Comparison::More)));
    assert_eq!(
        parse("T_AFTER(date_from, TIMESTAMP('2021-06-04T10:00:00Z'))"),
        Ok(from(Comparison::More))
    );
    assert!(parse("T_DURING(date_from, INTERVAL('2021-01-01', '..'))").is_ok());
    assert!(matches!(
        parse("S_INTERSECTS(geometry, BBOX(46, 40, 47, 41))"),
        Ok(Condition::Touches(_))
    ));
    assert!(parse("S_INTERSECTS(geometry, POINT(46 40))").is_ok());
}

#[test]
fn what_cannot_be_read_says_where() {
    for (text, at) in [
        ("", 1),
        ("killed_most >", 14),
        ("killed_most > 'x", 15),
        ("a = 1 b = 2", 7),
        ("a = 1 AND", 10),
        ("(a = 1", 7),
        ("a ! 1", 3),
        ("area(geometry) > 1", 1),
        ("a = DATE('June')", 10),
        ("S_INTERSECTS(geometry, BBOX(1,2,3))", 24),
    ] {
        let error = parse(text).unwrap_err();
        assert_eq!(error.at, at, "{text}: {error}");
    }
    let deep = format!("{}a = 1{}", "(".repeat(500), ")".repeat(500));
    assert!(parse(&deep).is_err());
}

proptest::proptest! {
    #[test]
    fn nothing_that_is_typed_breaks_it(text in "\\PC{0,40}") {
        let _ = parse(&text);
    }

    #[test]
    fn nothing_that_looks_like_it_breaks_it(text in "[aA( )'=<>,0-9.NOTINDRLKE_]{0,40}") {
        let _ = parse(&text);
    }
}
