//! An answer in sentences, the same on the terminal and on the page.

use cairn_ground::result::{Share, StudySource};
use cairn_model::Measure;

use crate::answer::Answer;
use crate::quoted::{ENOUGH, QuotedFigure};

/// A share as per cent: `16.7 %`.
pub fn percent(share: f64) -> String {
    let text = format!("{:.1}", share * 100.0);
    format!("{} %", text.strip_suffix(".0").unwrap_or(&text))
}

/// An interval of shares as per cent: `15.1–18.3 %`.
pub fn interval([least, most]: [f64; 2]) -> String {
    format!("{}–{}", percent(least).trim_end_matches(" %"), percent(most))
}

/// A whole number, thousands set apart by commas.
pub fn number(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count with its noun.
pub fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// A size in square kilometres, as exact as it makes sense.
pub fn km2(size: f64) -> String {
    if size >= 100.0 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rounded size")]
        let whole = size.round() as usize;
        format!("{} km²", number(whole))
    } else {
        format!("{size:.2} km²")
    }
}

/// What follows, the most important first.
pub fn findings(answer: &Answer) -> Vec<String> {
    let mut said = Vec::new();
    let items = counted(answer.items, "item", "items");
    if let Some(row) = answer.tolerance.first() {
        let place = if row.metres > 0.0 {
            format!("within {:.0} m of a mapped area", row.metres)
        } else {
            "inside a mapped area as it is drawn".to_owned()
        };
        said.push(format!(
            "{} of {items} ({}; 90 %: {}) lie {place}. The same points moved 2 to 5 km at random \
             would hit {}.",
            number(row.hits),
            percent(row.rate),
            interval(row.interval90),
            percent(row.null)
        ));
        if row.undetermined > 0 {
            said.push(format!(
                "Of {} the position is less exact than the distance to that line: inside or outside \
                 is not known.",
                counted(row.undetermined, "item", "items")
            ));
        }
    }
    if let Some(model) = &answer.model {
        said.push(format!(
            "Position errors allowed for, {} of {} lay on mapped ground (90 %: {}).",
            percent(model.sensitivity.median),
            counted(model.events, "event", "events"),
            interval(model.sensitivity.interval90)
        ));
    }
    for kind in &answer.by_kind {
        if let Some(model) = &kind.model {
            let name = match kind.kind {
                cairn_ground::ItemKind::Find => "Finds",
                cairn_ground::ItemKind::Explosion => "Explosions",
            };
            if model.events < ENOUGH {
                let events = counted(model.events, "event", "events");
                said.push(format!("{name} alone: {events}, too few to say."));
                continue;
            }
            said.push(format!(
                "{name} alone: {} of {} (90 %: {}).",
                percent(model.sensitivity.median),
                counted(model.events, "event", "events"),
                interval(model.sensitivity.interval90)
            ));
        }
    }
    said.push(shared(
        "Extent coverage",
        answer.extent_coverage.as_ref(),
        "items lie on ground that the \
        records claim to cover",
        "not known: no record states the ground that it claims to cover",
    ));
    said.push(shared(
        "Precision",
        answer.precision.as_ref(),
        "completely cleared areas held a find",
        "not known: it takes completely cleared areas and finds with positions",
    ));
    said
}

fn shared(name: &str, share: Option<&Share>, what: &str, unknown: &str) -> String {
    let Some(share) = share else { return format!("{name}: {unknown}.") };
    let open = match share.undetermined {
        0 => String::new(),
        count => format!("; {} could be either way", number(count)),
    };
    format!(
        "{name}: {} of {} {what} ({}; 90 %: {}{open}).",
        number(share.count),
        number(share.of),
        percent(share.rate),
        interval(share.interval90)
    )
}

/// Which records were used, and what became of the others.
pub fn records(answer: &Answer) -> Vec<String> {
    let of = &answer.records;
    let used = of.hazards + of.records + of.releases - answer.records_empty;
    let mut said = vec![format!(
        "{} of {} used: {}, {}, {}; together {}",
        number(used),
        counted(of.wanted, "mapped area", "mapped areas"),
        counted(of.hazards, "hazardous area", "hazardous areas"),
        counted(of.records, "minefield record", "minefield records"),
        counted(of.releases, "area released", "areas released"),
        km2(answer.records_km2)
    )];
    let not = [
        (of.without_shape, "without a shape"),
        (of.points_or_lines, "drawn as points or lines"),
        (answer.records_empty, "enclosing nothing"),
        (of.rejected, "rejected by a person"),
        (of.not_judged, "that the filter cannot judge"),
    ];
    let not: Vec<String> = (not.into_iter().filter(|(count, _)| *count > 0))
        .map(|(count, what)| format!("{} {what}", number(count)))
        .collect();
    if !not.is_empty() {
        said.push(format!("not used: {}", not.join(", ")));
    }
    if answer.records_rearranged > 0 {
        said.push(format!(
            "{} with rings that cross, taken by the even-odd rule",
            number(answer.records_rearranged)
        ));
    }
    said
}

/// How well the positions of the items are known.
pub fn positions(answer: &Answer) -> String {
    let parts: Vec<String> = (answer.positions.iter())
        .map(|class| match class.metres {
            u32::MAX => format!("{} coarser than 10 km", number(class.items)),
            metres => format!("{} within {} m", number(class.items), number(metres as usize)),
        })
        .collect();
    parts.join(", ")
}

/// What area shares are of.
pub fn study_area(answer: &Answer) -> String {
    let area = &answer.study_area;
    let what = match (area.source, &answer.question.study_area) {
        (StudySource::Given, Some(region)) => region.name.clone(),
        (StudySource::Given, None) => "as given".to_owned(),
        (StudySource::Hull, _) => "the hull of areas and items".to_owned(),
    };
    let share = if area.km2 > 0.0 { area.mapped_km2 / area.km2 } else { 0.0 };
    format!("{what}: {}, of which {} is mapped", km2(area.km2), percent(share))
}

/// What the figures do not say, and what weakens them.
pub fn limits(answer: &Answer) -> Vec<String> {
    let mut said = vec![
        "They are about records, not about danger. Ground off the map is not thereby free of mines, \
         and ground without items is unknown."
            .to_owned(),
        "Items are what somebody met with and reported. Where nobody goes, nothing is reported."
            .to_owned(),
        "Hits rise with the tolerance whatever the records are worth: read each rate beside what \
         points moved at random hit."
            .to_owned(),
        "A position error is taken as the standard deviation along each axis. Where it was not stated \
         but assumed on import, the figures rest on that assumption."
            .to_owned(),
    ];
    if answer.model.as_ref().is_some_and(|model| !model.by_exposure.is_empty())
        || answer.by_kind.len() > 1
    {
        said.push(
            "Explosions happen where people go. People who know the map keep off mapped ground, so \
             the records know of more than explosions show."
                .to_owned(),
        );
    }
    match answer.known_before {
        Some(1) if !answer.question.only_later => said.push(
            "1 item was known before the record nearest to it was drawn, which may rest on it: \
             asking only of later ones (--only-later) leaves it out."
                .to_owned(),
        ),
        Some(count) if count > 0 && !answer.question.only_later => said.push(format!(
            "{} items were known before the record nearest to them was drawn, which may rest on \
             them: asking only of later ones (--only-later) leaves them out.",
            number(count)
        )),
        Some(_) => {}
        None => said.push(
            "No record bears a date: items known before the records were drawn, on which they may \
             rest, cannot be told apart."
                .to_owned(),
        ),
    }
    if answer.records.on_a_sheet == 0 {
        said.push("No record names a map sheet: sheets cannot be compared.".to_owned());
    }
    said
}

/// Question and answer in one line.
pub fn summary(answer: &Answer) -> String {
    let rate = answer.tolerance.first().map_or_else(String::new, |row| {
        format!("{} of {} items hit at {:.0} m", number(row.hits), number(answer.items), row.metres)
    });
    let model = answer.model.as_ref().map_or_else(String::new, |model| {
        format!(
            "; sensitivity {} (90 %: {})",
            percent(model.sensitivity.median),
            interval(model.sensitivity.interval90)
        )
    });
    format!("{rate}{model}")
}

/// A quoted figure as a heading: "25 %, stated reliability of maps, Azerbaijan".
pub fn quoted_title(figure: &QuotedFigure) -> String {
    let [least, most] = figure.percent;
    let value = |least: f64, most: f64| {
        if most > least { format!("{least}–{most} %") } else { format!("{least} %") }
    };
    let what = match figure.measure {
        Measure::OffMapIncidentsPercent => {
            format!("explosions off the maps ({} on them)", value(100.0 - most, 100.0 - least))
        }
        _ => "stated reliability of maps".to_owned(),
    };
    let place = figure.place.as_ref().map_or_else(String::new, |place| format!(", {place}"));
    format!("{}, {what}{place}", value(least, most))
}

/// Who says so, in which report.
pub fn quoted_source(figure: &QuotedFigure) -> String {
    let who = if figure.said_by.is_empty() {
        "the report itself".to_owned()
    } else {
        figure.said_by.join(", ")
    };
    let when = figure.as_of.map_or_else(String::new, |day| format!(", {day}"));
    format!("{who}{when}, in {} (claim {})", figure.document, figure.claim)
}

/// A filter in words for people; "all" where it wants everything.
pub fn filter(filter: &crate::Filter, all: &str) -> String {
    if filter.is_empty() { all.to_owned() } else { filter.to_string() }
}

/// The command that asks this question again, without its register and files.
pub fn command(answer: &Answer) -> String {
    let question = &answer.question;
    let usual = crate::Question::default();
    let mut words = vec!["cairn reliability".to_owned()];
    let mut option = |name: &str, value: String| words.push(format!("--{name} {value}"));
    for (name, filter) in
        [("records", &question.records), ("items", &question.items), ("quoted", &question.quoted)]
    {
        if !filter.is_empty() {
            option(name, format!("'{filter}'"));
        }
    }
    let list =
        |values: &[f64]| values.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
    if question.tolerances_m != usual.tolerances_m {
        option("tolerance", list(&question.tolerances_m));
    }
    if question.exposures != usual.exposures {
        option("exposure", list(&question.exposures));
    }
    for (name, value, usual) in [
        ("cluster", question.cluster_m, usual.cluster_m),
        ("coarsest", question.coarsest_m, usual.coarsest_m),
    ] {
        if value.total_cmp(&usual).is_ne() {
            option(name, value.to_string());
        }
    }
    for (name, region) in [("study-area", &question.study_area), ("extent", &question.extent)] {
        if let Some(region) = region {
            option(name, format!("'{}'", region.name));
        }
    }
    if question.only_later {
        words.push("--only-later".to_owned());
    }
    words.push(format!("--seed {}", question.seed));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_short() {
        assert_eq!(percent(0.25), "25 %");
        assert_eq!(percent(0.1671), "16.7 %");
        assert_eq!(interval([0.151, 0.2]), "15.1–20 %");
        assert_eq!(number(1_234_567), "1,234,567");
        assert_eq!(km2(51_197.4), "51,197 km²");
        assert_eq!(km2(0.25), "0.25 km²");
    }
}
