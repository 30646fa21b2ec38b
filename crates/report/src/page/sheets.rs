//! Sheet by sheet: what the likelihood says of each, as a forest plot and a table.

use cairn_ground::result::{Model, SheetRow};

use super::svg::{Picture, Plane};
use super::text::{paragraph, table};
use crate::answer::Answer;
use crate::words::{interval, number, percent};

/// Sheets that are drawn; the table has all.
const DRAWN: usize = 30;
/// Height of a row, and of what stands above and below the rows.
const ROW: f64 = 17.0;
const ABOVE: f64 = 8.0;
const BELOW: f64 = 38.0;

pub(super) fn section(answer: &Answer) -> String {
    let Some(model) = &answer.model else { return String::new() };
    if model.by_sheet.len() < 2 {
        return String::new();
    }
    let said = format!(
        "Each item is on the sheet that its source names, else on that of the area nearest to it. Sheets with few events are drawn towards \
         the others; how much sheets differ is ρ = {:.2} (90 %: {:.2}–{:.2}), 0 where they are alike. \
         The shift is how far the true areas lie of the drawn ones, where there are enough events.",
        model.sheet_spread.median,
        model.sheet_spread.interval90[0],
        model.sheet_spread.interval90[1]
    );
    let mut most: Vec<&SheetRow> = model.by_sheet.iter().collect();
    most.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.sheet.cmp(&b.sheet)));
    let left = most.len().saturating_sub(DRAWN);
    most.truncate(DRAWN);
    most.sort_by(|a, b| {
        b.sensitivity.total_cmp(&a.sensitivity).then_with(|| a.sheet.cmp(&b.sheet))
    });
    let left = if left > 0 {
        paragraph(
            "note",
            &format!("Drawn: the {DRAWN} sheets with most events; the table has {left} more."),
        )
    } else {
        String::new()
    };
    format!(
        "{}<figure>{}</figure>{left}<details><summary>All {} sheets</summary>{}</details>",
        paragraph("", &said),
        forest(&most, model),
        number(model.by_sheet.len()),
        all(model)
    )
}

fn name(row: &SheetRow) -> String {
    row.sheet.clone().unwrap_or_else(|| "no sheet".to_owned())
}

fn forest(rows: &[&SheetRow], model: &Model) -> String {
    let plane = Plane {
        width: 400.0,
        height: ABOVE + ROW * rows.len() as f64 + BELOW,
        left: 118.0,
        right: 52.0,
        top: ABOVE,
        bottom: BELOW,
    };
    let mut picture = Picture::new(plane);
    let foot = plane.height - BELOW + 4.0;
    for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let x = plane.x(share);
        picture.line("grid", (x, ABOVE), (x, foot));
        picture.text("middle", "tick", (x, foot + 14.0), &format!("{:.0}", share * 100.0));
    }
    let [least, most] = model.sensitivity.interval90.map(|share| plane.x(share));
    picture.area("rate band", &[(least, ABOVE), (most, ABOVE), (most, foot), (least, foot)]);
    let middle = (plane.x(0.5), plane.height - 5.0);
    picture.text("middle", "tick", middle, "share on mapped ground, %");
    for (at, row) in rows.iter().enumerate() {
        let y = ABOVE + ROW * (at as f64 + 0.5);
        let full = name(row);
        let [from, to] = row.interval90.map(|share| plane.x(share));
        picture.text("end", "tick", (plane.left - 8.0, y + 4.0), &shortened(&full));
        picture.line("rate line", (from, y), (to, y));
        let said = format!(
            "{full}: {} of {} events (90 %: {})",
            percent(row.sensitivity),
            number(row.n),
            interval(row.interval90)
        );
        picture.dot("rate", (plane.x(row.sensitivity), y), &said);
        picture.text("start", "tick", (plane.width - plane.right + 8.0, y + 4.0), &count(row.n));
    }
    picture.finish("Share of events on mapped ground, sheet by sheet, with 90 % intervals")
}

fn count(events: usize) -> String {
    format!("n {}", number(events))
}

fn shortened(name: &str) -> String {
    const MOST: usize = 16;
    if name.chars().count() <= MOST {
        return name.to_owned();
    }
    let kept: String = name.chars().take(MOST - 1).collect();
    format!("{kept}…")
}

fn all(model: &Model) -> String {
    let shift = |row: &SheetRow| match (row.shift_m, row.shift_error_m) {
        (Some([east, north]), Some(error)) => format!("{east:.0}, {north:.0} ± {error:.0}"),
        _ => "–".to_owned(),
    };
    let row = |row: &SheetRow| {
        vec![
            name(row),
            number(row.n),
            percent(row.sensitivity),
            interval(row.interval90),
            shift(row),
        ]
    };
    let rows: Vec<Vec<String>> = model.by_sheet.iter().map(row).collect();
    let head = ["Sheet", "Events", "On mapped ground", "90 %", "Shift east, north (m)"];
    table("By sheet", &head, &rows)
}
