//! Sensitivity over the relative exposure of mapped ground.

use cairn_ground::ItemKind;
use cairn_ground::result::{ExposureRow, Model};

use super::svg::{Picture, Plane};
use super::text::{paragraph, table};
use crate::answer::Answer;
use crate::words::{interval, percent};

const PLANE: Plane =
    Plane { width: 400.0, height: 230.0, left: 44.0, right: 14.0, top: 12.0, bottom: 40.0 };

/// The model that exposure is stated for: that of explosions.
fn model(answer: &Answer) -> Option<&Model> {
    let of_kind = answer.by_kind.iter().find(|kind| kind.kind == ItemKind::Explosion);
    let model = of_kind.map_or(answer.model.as_ref(), |kind| kind.model.as_ref())?;
    (!model.by_exposure.is_empty()).then_some(model)
}

pub(super) fn section(answer: &Answer) -> String {
    let Some(model) = model(answer) else { return String::new() };
    let rows = &model.by_exposure;
    let said = format!(
        "{} of {} explosion events lay on mapped ground, position errors allowed for. If people enter \
         mapped ground r times as often as other ground, this share of all items in the ground lies \
         there. r = 1: they do not know or heed the map.",
        percent(model.sensitivity.median),
        crate::words::number(model.events)
    );
    let row = |row: &ExposureRow| {
        vec![
            format!("r = {}", row.relative_exposure),
            percent(row.sensitivity),
            interval(row.interval90),
        ]
    };
    let table = table(
        "Share of all items on mapped ground",
        &["Exposure", "Middle", "90 %"],
        &rows.iter().map(row).collect::<Vec<_>>(),
    );
    format!(
        "{}<figure>{}</figure><details><summary>The figures</summary>{table}</details>",
        paragraph("", &said),
        picture(rows)
    )
}

fn picture(rows: &[ExposureRow]) -> String {
    let mut picture = Picture::new(PLANE);
    let mut rows: Vec<&ExposureRow> = rows.iter().collect();
    rows.sort_by(|a, b| a.relative_exposure.total_cmp(&b.relative_exposure));
    let least = rows.first().map_or(0.0, |row| row.relative_exposure);
    let most = rows.last().map_or(1.0, |row| row.relative_exposure);
    let x = |r: f64| {
        if most > least { PLANE.x((r - least) / (most - least)) } else { PLANE.x(0.5) }
    };
    let at = |of: &dyn Fn(&ExposureRow) -> f64| -> Vec<(f64, f64)> {
        rows.iter().map(|row| (x(row.relative_exposure), PLANE.y(of(row)))).collect()
    };
    picture.levels(1.0);
    let low = at(&|row| row.interval90[0]);
    let high = at(&|row| row.interval90[1]);
    picture.area("rate band", &low.into_iter().chain(high.into_iter().rev()).collect::<Vec<_>>());
    picture.path("rate line", &at(&|row| row.sensitivity));
    for row in &rows {
        let r = row.relative_exposure;
        let said =
            format!("r = {r}: {} (90 %: {})", percent(row.sensitivity), interval(row.interval90));
        picture.dot("rate", (x(r), PLANE.y(row.sensitivity)), &said);
        let below = (x(r), PLANE.height - PLANE.bottom + 16.0);
        picture.text("middle", "tick", below, &format!("{r}"));
    }
    let middle = (PLANE.x(0.5), PLANE.height - 6.0);
    picture.text("middle", "tick", middle, "relative exposure r of mapped ground");
    picture.finish("Share of all items on mapped ground, by relative exposure of mapped ground")
}
