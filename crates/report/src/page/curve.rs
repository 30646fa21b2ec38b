//! Hits by distance, beside what the same points displaced at random hit.

use cairn_ground::result::ToleranceRow;

use super::svg::{Picture, Plane, key};
use super::text::{paragraph, table};
use crate::answer::Answer;
use crate::words::{interval, number, percent};

const PLANE: Plane =
    Plane { width: 400.0, height: 250.0, left: 44.0, right: 14.0, top: 12.0, bottom: 40.0 };

pub(super) fn section(answer: &Answer) -> String {
    let rows = &answer.tolerance;
    let key = key(&[
        ("rate", "items hit, with 90 % interval"),
        ("null", "the same items moved 2 to 5 km at random"),
    ]);
    let note = "An item counts as hit within the distance of a mapped area. Steps along the bottom are \
                the distances that were counted; they are not to scale. Excess is (rate − chance) ÷ \
                (1 − chance). PAI is the rate by the share of the study area within the distance. \
                Either way: items whose position error exceeds their distance to the line.";
    format!("<figure>{}{key}</figure>{}{}", picture(rows), figures(answer), paragraph("note", note))
}

fn picture(rows: &[ToleranceRow]) -> String {
    let mut picture = Picture::new(PLANE);
    let last = rows.len().saturating_sub(1).max(1) as f64;
    let x = |at: usize| if rows.len() < 2 { PLANE.x(0.5) } else { PLANE.x(at as f64 / last) };
    let points = |of: &dyn Fn(&ToleranceRow) -> f64| -> Vec<(f64, f64)> {
        rows.iter().enumerate().map(|(at, row)| (x(at), PLANE.y(of(row)))).collect()
    };
    let band = |least: &dyn Fn(&ToleranceRow) -> f64, most: &dyn Fn(&ToleranceRow) -> f64| {
        points(least).into_iter().chain(points(most).into_iter().rev()).collect::<Vec<_>>()
    };
    picture.levels(1.0);
    picture.area("null band", &band(&|row| row.null_interval90[0], &|row| row.null_interval90[1]));
    picture.area("rate band", &band(&|row| row.interval90[0], &|row| row.interval90[1]));
    picture.path("null line", &points(&|row| row.null));
    picture.path("rate line", &points(&|row| row.rate));
    for (at, row) in rows.iter().enumerate() {
        let said = format!(
            "{:.0} m: {} hit (90 %: {}); by chance {}",
            row.metres,
            percent(row.rate),
            interval(row.interval90),
            percent(row.null)
        );
        picture.dot("null", (x(at), PLANE.y(row.null)), &said);
        picture.dot("rate", (x(at), PLANE.y(row.rate)), &said);
        let below = PLANE.height - PLANE.bottom + 16.0;
        picture.text("middle", "tick", (x(at), below), &short(row.metres));
    }
    let middle = (PLANE.x(0.5), PLANE.height - 6.0);
    picture.text("middle", "tick", middle, "distance from a mapped area, metres");
    picture.finish("Share of items hit by distance from mapped areas, beside displaced items")
}

fn short(metres: f64) -> String {
    if metres >= 10_000.0 { format!("{:.0}k", metres / 1_000.0) } else { format!("{metres}") }
}

fn figures(answer: &Answer) -> String {
    let or_none = |value: Option<String>| value.unwrap_or_else(|| "–".to_owned());
    let row = |row: &ToleranceRow| {
        vec![
            format!("{}\u{a0}m", row.metres),
            number(row.hits),
            percent(row.rate),
            interval(row.interval90),
            percent(row.null),
            or_none(row.excess.map(percent)),
            percent(row.area_share),
            or_none(row.pai.map(|pai| format!("{pai:.1}"))),
            number(row.undetermined),
        ]
    };
    let rows: Vec<Vec<String>> = answer.tolerance.iter().map(row).collect();
    let caption = format!("Of {} items", number(answer.items));
    let head = ["Within", "Hit", "Rate", "90 %", "Chance", "Excess", "Area", "PAI", "Either way"];
    table(&caption, &head, &rows)
}
