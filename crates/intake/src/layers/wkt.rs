//! Shapes written as well-known text in a column, as in `POINT (46.2 40.1)`.

use super::feature::{Absent, Shape, Xy};

/// The shape that a text describes; `None` when it is no well-known text.
pub fn parse(text: &str) -> Option<Shape> {
    // `SRID=4326;` in front is how PostGIS writes it.
    let text = text.trim();
    let text =
        text.split_once(';').filter(|(head, _)| head.starts_with("SRID")).map_or(text, |t| t.1);
    let open = text.find('(').unwrap_or(text.len());
    let (head, body) = text.split_at_checked(open)?;
    let kind = head.split_whitespace().next()?.to_ascii_uppercase();
    if text.to_ascii_uppercase().ends_with("EMPTY") {
        return Some(Shape::Nothing(Absent::Empty));
    }
    let shape = match kind.as_str() {
        "POINT" => Shape::Points(positions(inner(body)?)?),
        "MULTIPOINT" => {
            let flat = inner(body)?.replace(['(', ')'], "");
            Shape::Points(positions(&flat)?)
        }
        "LINESTRING" => Shape::Lines(vec![positions(inner(body)?)?]),
        "MULTILINESTRING" => Shape::Lines(rings(inner(body)?)?),
        "POLYGON" => Shape::Areas(vec![rings(inner(body)?)?]),
        "MULTIPOLYGON" => {
            let parts = parts(inner(body)?)?;
            Shape::Areas(parts.into_iter().map(rings).collect::<Option<_>>()?)
        }
        _ => return None,
    };
    Some(shape.or_empty())
}

/// What stands between the outermost brackets.
fn inner(text: &str) -> Option<&str> {
    text.trim().strip_prefix('(')?.strip_suffix(')')
}

fn rings(text: &str) -> Option<Vec<Vec<Xy>>> {
    parts(text)?.into_iter().map(positions).collect()
}

/// The insides of bracketed parts side by side.
fn parts(text: &str) -> Option<Vec<&str>> {
    let mut found = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' => {
                depth += 1;
                if depth == 1 {
                    start = at + 1;
                }
            }
            ')' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    found.push(text.get(start..at)?);
                }
            }
            _ => {}
        }
    }
    (depth == 0).then_some(found)
}

fn positions(text: &str) -> Option<Vec<Xy>> {
    text.split(',')
        .map(|pair| {
            let mut numbers = pair.split_whitespace().map(str::parse::<f64>);
            Some([numbers.next()?.ok()?, numbers.next()?.ok()?])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_come_out_of_text() {
        assert_eq!(parse("POINT Z (46.5 40.25 800)"), Some(Shape::Points(vec![[46.5, 40.25]])));
        assert_eq!(
            parse("SRID=4326;MULTIPOINT((1 2),(3 4))"),
            Some(Shape::Points(vec![[1.0, 2.0], [3.0, 4.0]]))
        );
        assert_eq!(
            parse("polygon((0 0, 1 0, 1 1, 0 0),(0.1 0.1, 0.2 0.1, 0.2 0.2, 0.1 0.1))"),
            Some(Shape::Areas(vec![vec![
                vec![[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]],
                vec![[0.1, 0.1], [0.2, 0.1], [0.2, 0.2], [0.1, 0.1]],
            ]]))
        );
        let Some(Shape::Areas(areas)) =
            parse("MULTIPOLYGON(((0 0,1 0,1 1,0 0)),((5 5,6 5,6 6,5 5)))")
        else {
            panic!("no areas");
        };
        assert_eq!(areas.len(), 2);
        assert_eq!(parse("POLYGON EMPTY"), Some(Shape::Nothing(Absent::Empty)));
        for wrong in
            ["", "POINT", "POINT (1)", "POLYGON ((0 0, 1", "Kalbajar (road)", "POINT (a b)"]
        {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_stops_it(text in ".{0,80}") {
            let _ = parse(&text);
            let _ = parse(&format!("POLYGON(({text}))"));
        }
    }
}
