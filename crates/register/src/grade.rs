//! How well an incident is supported: the published rule of `docs/grading.md`.

use std::collections::BTreeMap;

use cairn_model::{Grade, IncidentStatus};

use crate::bodies::{Bodies, Voices, independent, kin, labels};
use crate::context::ClaimContext;
use crate::decisions::Rulings;
use crate::fold::fold;

/// A grade with its reason and the independent sources behind it.
pub(crate) struct Graded {
    pub(crate) grade: Grade,
    pub(crate) reason: String,
    pub(crate) sources: Vec<String>,
}

/// Grades the reports of one incident.
pub(crate) fn grade(reports: &[&ClaimContext], rulings: &Rulings, bodies: &Bodies) -> Graded {
    let live: Vec<&ClaimContext> =
        (reports.iter().copied()).filter(|report| rulings.standing(report).counts()).collect();
    if let Some(graded) = discounted(reports, rulings) {
        return graded;
    }
    let voices: Vec<(Voices, &ClaimContext)> =
        live.iter().map(|report| (voices(report, bodies), *report)).collect();
    let labels = label_all(&live, bodies);
    let sources: Vec<String> =
        independent(&voices.iter().map(|(v, _)| v.clone()).collect::<Vec<_>>())
            .iter()
            .map(|voices| {
                voices
                    .iter()
                    .filter_map(|key| labels.get(key).cloned())
                    .collect::<Vec<_>>()
                    .join(" with ")
            })
            .collect();
    let (grade, reason) = if let Some(reason) = contested(&live) {
        (Grade::Contested, reason)
    } else if let Some(reason) = confirmed(&live, bodies) {
        (Grade::Confirmed, reason)
    } else {
        supported(&live, &sources)
    };
    Graded { grade, reason, sources }
}

fn discounted(reports: &[&ClaimContext], rulings: &Rulings) -> Option<Graded> {
    let rejections: Option<Vec<_>> =
        reports.iter().map(|report| rulings.rejection(report.id())).collect();
    let last = rejections?.into_iter().max_by_key(|decision| decision.number)?;
    Some(Graded {
        grade: Grade::Discounted,
        reason: format!(
            "every report was rejected; decision {} by {}: {}",
            last.number, last.by, last.why
        ),
        sources: Vec::new(),
    })
}

fn contested(live: &[&ClaimContext]) -> Option<String> {
    let with = |status: IncidentStatus| {
        let mut names: Vec<&str> = (live.iter())
            .filter(|report| report.incident().is_some_and(|i| i.status == status))
            .map(|report| report.document.label.as_str())
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    let (happened, denied) = (with(IncidentStatus::Happened), with(IncidentStatus::Denied));
    (!happened.is_empty() && !denied.is_empty()).then(|| {
        format!(
            "{} that it happened, {} that it is denied",
            report_words(&happened),
            report_words(&denied)
        )
    })
}

fn report_words(names: &[&str]) -> String {
    match names {
        [one] => format!("{one} reports"),
        [first, ..] => format!("{first} and {} more report", names.len() - 1),
        [] => String::new(),
    }
}

/// A body of the accused party says itself that it happened.
///
/// Only where the name of a body that a report cites holds the name of a party that reports of this
/// incident accuse, and that body says that it happened.
fn confirmed(live: &[&ClaimContext], bodies: &Bodies) -> Option<String> {
    for accuser in live {
        for accused in &accuser.document.accused {
            let party = fold(accused);
            // A party of several words is matched as a whole; a single short word proves nothing.
            let words: Vec<&str> = party.split(' ').filter(|word| word.len() >= 5).collect();
            if words.is_empty() {
                continue;
            }
            for report in live {
                let happened = (report.incident())
                    .is_some_and(|incident| incident.status == IncidentStatus::Happened);
                let body = report.said_by().iter().find(|body| {
                    let key = bodies.key(body);
                    words.iter().all(|word| key.split(' ').any(|other| kin(word, other)))
                });
                if let Some(body) = body.filter(|_| happened) {
                    return Some(format!(
                        "{} accuses {accused}; {body} says in {} that it happened",
                        accuser.document.label, report.document.label
                    ));
                }
            }
        }
    }
    None
}

fn supported(live: &[&ClaimContext], sources: &[String]) -> (Grade, String) {
    let reports = match live.len() {
        1 => "one report".to_owned(),
        more => format!("{more} reports"),
    };
    match sources {
        [] if live.is_empty() => (
            Grade::SingleSource,
            "told only by versions of articles that were replaced since".to_owned(),
        ),
        [] => (Grade::SingleSource, format!("{reports}, no source named")),
        [one] => (Grade::SingleSource, format!("{reports}, all resting on {one}")),
        [first, second, rest @ ..] => {
            let mut reason = format!("{reports}; independent of each other: {first}, {second}");
            if !rest.is_empty() {
                reason.push_str(&format!(" and {} more", rest.len()));
            }
            (Grade::Corroborated, reason)
        }
    }
}

/// Who speaks in a report: the bodies it cites, or the publisher for its own reporting.
fn voices(report: &ClaimContext, bodies: &Bodies) -> Voices {
    named(report).map(|name| bodies.key(name)).collect()
}

fn named(report: &ClaimContext) -> impl Iterator<Item = &str> {
    let own = report.said_by().is_empty().then_some(&report.document.publisher);
    (report.said_by().iter()).chain(own.into_iter().flatten()).map(String::as_str)
}

fn label_all(live: &[&ClaimContext], bodies: &Bodies) -> BTreeMap<String, String> {
    labels(live.iter().flat_map(|report| named(report)).map(|name| (bodies.key(name), name)))
}
