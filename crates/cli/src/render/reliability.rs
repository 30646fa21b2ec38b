//! How far records can be trusted, as a page on the terminal.

use cairn_ground::result::{Model, SheetRow, ToleranceRow};
use cairn_report::Answer;
use cairn_report::words::{self, interval, number, percent};

use super::page::{Page, shortened};

/// Sheets that the page names; a file has all of them.
const SHEETS: usize = 12;
/// Below this width the last columns of the table are left out.
const WHOLE_TABLE: usize = 72;

/// The page.
pub fn page(mut page: Page, answer: &Answer, register: &str, width: usize) -> String {
    page.title("How far the records can be trusted");
    page.gap();
    asked(&mut page, answer, register);
    page.heading("What follows");
    for finding in words::findings(answer) {
        page.item(2, "-", &finding);
    }
    tolerance(&mut page, answer, width);
    if let Some(model) = explosions(answer) {
        exposure(&mut page, model);
    }
    if let Some(model) = &answer.model {
        sheets(&mut page, model);
    }
    quoted(&mut page, answer);
    left_out(&mut page, answer);
    page.heading("What these figures do not say");
    for limit in words::limits(answer) {
        page.item(2, "-", &limit);
    }
    page.gap();
    page.paragraph(0, &format!("Seed {}. To ask again:", answer.seed));
    page.paragraph(2, &words::command(answer));
    page.finish()
}

fn asked(page: &mut Page, answer: &Answer, register: &str) {
    let question = &answer.question;
    page.field("Register", register);
    page.field("Records", &words::filter(&question.records, "all mapped areas"));
    for line in words::records(answer) {
        page.field_more(&line);
    }
    page.field("Items", &words::filter(&question.items, "all incidents and finds"));
    page.field_more(&format!(
        "{} of {} counted; they make {}",
        number(answer.items),
        number(answer.items_wanted()),
        words::counted(answer.events, "event", "events")
    ));
    page.field("Positions", &words::positions(answer));
    page.field("Study area", &words::study_area(answer));
}

fn tolerance(page: &mut Page, answer: &Answer, width: usize) {
    page.heading(&format!("Hits by distance, of {} items", number(answer.items)));
    let whole = width >= WHOLE_TABLE;
    let line = |cells: [&str; 8]| {
        let [within, hit, rate, interval, chance, excess, pai, open] = cells;
        let first = format!("{within:>10}{hit:>7}{rate:>9}{interval:>14}{chance:>9}{excess:>9}");
        if whole { format!("{first}{pai:>6}{open:>12}") } else { first }
    };
    page.verbatim(&line([
        "within",
        "hit",
        "rate",
        "90 %",
        "chance",
        "excess",
        "PAI",
        "either way",
    ]));
    for row in &answer.tolerance {
        let ToleranceRow { metres, hits, rate, null, undetermined, .. } = row;
        page.verbatim(&line([
            &format!("{metres} m"),
            &number(*hits),
            &percent(*rate),
            &interval(row.interval90),
            &percent(*null),
            &row.excess.map_or_else(|| "–".to_owned(), percent),
            &row.pai.map_or_else(|| "–".to_owned(), |pai| format!("{pai:.1}")),
            &number(*undetermined),
        ]));
    }
    page.paragraph(
        2,
        "chance: the same items moved 2 to 5 km at random. excess: (rate − chance) ÷ (1 − chance). \
         PAI: rate by share of the study area. either way: position error exceeds the distance to \
         the line.",
    );
}

/// The model of explosions alone.
fn explosions(answer: &Answer) -> Option<&Model> {
    let kinds = answer.by_kind.iter().filter_map(|kind| kind.model.as_ref());
    let mut models = kinds.chain(&answer.model);
    models.find(|model| !model.by_exposure.is_empty())
}

fn exposure(page: &mut Page, model: &Model) {
    page.heading("If people enter mapped ground r times as often as other ground");
    page.verbatim(&format!("{:>10}{:>26}{:>14}", "r", "of all items on the map", "90 %"));
    for row in &model.by_exposure {
        page.verbatim(&format!(
            "{:>10}{:>26}{:>14}",
            row.relative_exposure,
            percent(row.sensitivity),
            interval(row.interval90)
        ));
    }
}

fn sheets(page: &mut Page, model: &Model) {
    if model.by_sheet.len() < 2 {
        return;
    }
    page.heading("Sheet by sheet, those with most events first");
    page.verbatim(&format!(
        "  {:<22}{:>7}{:>12}{:>14}  {}",
        "sheet", "events", "on the map", "90 %", "shift E, N (m)"
    ));
    let mut rows: Vec<&SheetRow> = model.by_sheet.iter().collect();
    rows.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.sheet.cmp(&b.sheet)));
    for row in rows.iter().take(SHEETS) {
        let name = shortened(row.sheet.as_deref().unwrap_or("no sheet"), 21);
        let shift = match (row.shift_m, row.shift_error_m) {
            (Some([east, north]), Some(error)) => format!("{east:.0}, {north:.0} ± {error:.0}"),
            _ => "–".to_owned(),
        };
        page.verbatim(&format!(
            "  {name:<22}{:>7}{:>12}{:>14}  {shift}",
            number(row.n),
            percent(row.sensitivity),
            interval(row.interval90),
        ));
    }
    let more = rows.len().saturating_sub(SHEETS);
    let more = if more > 0 {
        format!("{} more sheets: --page or --format json has all. ", number(more))
    } else {
        String::new()
    };
    let spread = &model.sheet_spread;
    page.paragraph(
        2,
        &format!(
            "{more}Sheets with few events are drawn towards the others. How much sheets differ: ρ = \
             {:.2} (90 %: {:.2}–{:.2}), 0 where they are alike.",
            spread.median, spread.interval90[0], spread.interval90[1]
        ),
    );
}

fn quoted(page: &mut Page, answer: &Answer) {
    if answer.quoted.figures.is_empty() {
        return;
    }
    page.heading("Figures that reports quote, beside these");
    for figure in &answer.quoted.figures {
        page.item(2, "-", &format!("“{}”", words::quoted_title(figure)));
        page.paragraph(4, &words::quoted_source(figure));
        for (holds, said) in [(true, "Both hold if it means:"), (false, "It does not hold as:")] {
            let ways: Vec<_> = figure.ways.iter().filter(|way| way.holds == holds).collect();
            if !ways.is_empty() {
                page.paragraph(4, said);
            }
            for way in ways {
                page.item(6, "·", &way.note);
            }
        }
    }
    for pair in &answer.quoted.together {
        page.item(2, "-", &pair.note);
    }
}

fn left_out(page: &mut Page, answer: &Answer) {
    let of = number(answer.items_wanted());
    if answer.excluded.is_empty() {
        page.heading(&format!("What was left out: none of {of} items"));
        return;
    }
    page.heading(&format!("What was left out of {of} items, and why"));
    for one in &answer.excluded {
        page.item(2, "-", &format!("{}: {}", number(one.count), one.note));
    }
}
