//! Whether the figures of a text agree: parts and totals, restated values.
//!
//! Only figures of one matter (one run of sentences, one time) are held against each other, so that
//! two sources or two years give no false alarm.

use cairn_model::{
    Contradiction, ContradictionKind, Evidence, Measure, Note, NoteKind, ReportedFind,
    ReportedIncident, ReportedTally, TallyGroup,
};

use crate::context::Context;
use crate::finds;
use crate::finds::haul::{Hauls, Sum};
use crate::tallies::{self, Figure};

/// What a text says of finds and figures, and whether they agree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Finds.
    pub finds: Vec<ReportedFind>,
    /// Tallies.
    pub tallies: Vec<ReportedTally>,
    /// What cannot all be true; without ids.
    pub contradictions: Vec<Contradiction>,
    /// Sums that hold, words read as others.
    pub notes: Vec<Note>,
}

/// Reads the finds and figures of a text.
pub fn figures(context: &Context<'_>, incidents: &[ReportedIncident]) -> Figures {
    let hauls = finds::hauls::hauls(context);
    let figures = tallies::figures(context, &hauls);
    let mut read = Figures {
        finds: finds::finds_of(context, &hauls, incidents),
        tallies: tallies::tallies_of(context, &figures),
        ..Figures::default()
    };
    sums(context, &hauls, &mut read);
    restated(context, &figures, &mut read);
    parts(context, &figures, &mut read);
    read_as(context, &mut read);
    read.contradictions.dedup_by(|b, a| a.values == b.values && a.kind == b.kind);
    read
}

#[expect(clippy::cast_precision_loss, reason = "counts of items are far below 2^53")]
fn sums(context: &Context<'_>, hauls: &Hauls, read: &mut Figures) {
    for sum in &hauls.sums {
        let terms: Vec<String> =
            sum.parts.iter().map(|tokens| count_text(context, tokens)).collect();
        let evidence = sum_evidence(context, sum);
        if sum.stated == sum.actual {
            read.notes.push(Note {
                kind: NoteKind::CheckHolds,
                text: format!("{} = {}", terms.join(" + "), count_text(context, &sum.tokens)),
                evidence,
            });
        } else {
            read.contradictions.push(Contradiction {
                id: String::new(),
                kind: ContradictionKind::SumMismatch,
                values: vec![sum.stated as f64, sum.actual as f64],
                note: format!(
                    "the total is given as {}, but {} = {}",
                    sum.stated,
                    terms.join(" + "),
                    sum.actual
                ),
                evidence,
            });
        }
    }
}

/// The first number in a range of tokens, as written.
fn count_text(context: &Context<'_>, tokens: &std::ops::Range<usize>) -> String {
    crate::numbers::numbers_in(&context.numbers, tokens.clone())
        .first()
        .map_or_else(|| context.doc.plain(tokens.clone()), |n| context.doc.plain(n.core.clone()))
}

fn sum_evidence(context: &Context<'_>, sum: &Sum) -> Vec<Evidence> {
    let mut sentences = sum.sentences.clone();
    sentences.sort_unstable();
    sentences.dedup();
    sentences.into_iter().map(|number| context.doc.sentence_evidence(number)).collect()
}

fn quote(context: &Context<'_>, figures: &[&Figure]) -> Vec<Evidence> {
    let mut quotes: Vec<Evidence> =
        figures.iter().map(|figure| context.doc.sentence_evidence(figure.sentence)).collect();
    quotes.sort();
    quotes.dedup();
    quotes
}

fn restated(context: &Context<'_>, figures: &[Figure], read: &mut Figures) {
    let push = |read: &mut Figures, a: &Figure, b: f64, evidence: Vec<Evidence>| {
        read.contradictions.push(Contradiction {
            id: String::new(),
            kind: ContradictionKind::RestatedDifferently,
            values: vec![a.value.least(), b],
            note: format!("{}: {}, then {b}", a.measure.label(), a.value),
            evidence,
        });
    };
    for figure in figures {
        if let Some(rival) = figure.rival.filter(|rival| !rival.overlaps(figure.value)) {
            let evidence = quote(context, &[figure]);
            read.contradictions.push(Contradiction {
                id: String::new(),
                kind: ContradictionKind::RestatedDifferently,
                values: vec![rival.least(), figure.value.least()],
                note: format!(
                    "{}: {rival}, by another source {}",
                    figure.measure.label(),
                    figure.value
                ),
                evidence,
            });
        }
        for (value, tokens) in &figure.restated {
            let mut evidence = quote(context, &[figure]);
            evidence.push(context.doc.sentence_evidence(context.doc.sentence_of(tokens.start)));
            evidence.dedup();
            push(read, figure, value.least(), evidence);
        }
    }
    // "48 died … of the 45 dead": kept beside each other, and flagged.
    for (at, later) in figures.iter().enumerate() {
        if !later.definite {
            continue;
        }
        let earlier = figures[..at].iter().find(|earlier| {
            earlier.measure == later.measure
                && earlier.group == later.group
                && earlier.scope == later.scope
                && later.scope > 0
                && earlier.value != later.value
                && !context.is_of_another_time(earlier.sentence, later.sentence)
        });
        if let Some(earlier) = earlier {
            push(read, earlier, later.value.least(), quote(context, &[earlier, later]));
        }
    }
}

/// Killed and injured against casualties, groups against all, within one matter.
fn parts(context: &Context<'_>, figures: &[Figure], read: &mut Figures) {
    for (at, whole) in figures.iter().enumerate() {
        if whole.group != TallyGroup::All || whole.scope == 0 {
            continue;
        }
        let place = tallies::place(context, whole);
        let of_it: Vec<&Figure> = figures
            .iter()
            .enumerate()
            .filter(|(other, figure)| {
                *other != at
                    && figure.scope == whole.scope
                    && tallies::place(context, figure) == place
                    && figure.period.as_ref().map(|p| p.span)
                        == whole.period.as_ref().map(|p| p.span)
            })
            .map(|(_, figure)| figure)
            .collect();
        let all = |measure: Measure| {
            of_it
                .iter()
                .find(|figure| figure.measure == measure && figure.group == TallyGroup::All)
                .copied()
        };
        if whole.measure == Measure::Casualties
            && let (Some(killed), Some(injured)) = (all(Measure::Killed), all(Measure::Injured))
        {
            add_up(context, whole, killed, injured, read);
        }
        for part in &of_it {
            let smaller = part.measure == whole.measure && part.group != TallyGroup::All
                || whole.measure == Measure::Casualties
                    && matches!(part.measure, Measure::Killed | Measure::Injured);
            let most = whole.restated.iter().fold(whole.value, |v, (o, _)| v.hull(*o)).most();
            // Far more than the whole shows that they were never meant for one another.
            let exceeds = |most: f64| part.value.least() > most && part.value.least() < most * 1.5;
            if smaller && most.is_some_and(exceeds) {
                read.contradictions.push(Contradiction {
                    id: String::new(),
                    kind: ContradictionKind::PartExceedsWhole,
                    values: vec![part.value.least(), whole.value.least()],
                    note: format!(
                        "{} {} ({}) of {} {}",
                        part.value,
                        part.measure.label(),
                        part.group.label(),
                        whole.value,
                        whole.measure.label()
                    ),
                    evidence: quote(context, &[whole, part]),
                });
            }
        }
    }
}

fn add_up(
    context: &Context<'_>,
    whole: &Figure,
    killed: &Figure,
    injured: &Figure,
    read: &mut Figures,
) {
    let exact = |figure: &Figure| {
        (figure.value.most() == Some(figure.value.least())).then_some(figure.value.least())
    };
    let (Some(total), Some(a), Some(b)) = (exact(whole), exact(killed), exact(injured)) else {
        return;
    };
    // "188 dead, 300 injured and 24 whose fate is not known": the parts are three.
    let sentences = [whole, killed, injured].map(|f| context.doc.sentence_of(f.tokens.start));
    let third = context.numbers.iter().any(|number| {
        sentences.contains(&context.doc.sentence_of(number.tokens.start))
            && number.value.least() > 0.0
            && (total - a - b - number.value.least()).abs() < 0.5
    });
    if third {
        return;
    }
    let evidence = quote(context, &[whole, killed, injured]);
    if (total - a - b).abs() < 0.5 {
        read.notes.push(Note {
            kind: NoteKind::CheckHolds,
            text: format!("{a} killed + {b} injured = {total}"),
            evidence,
        });
    } else {
        read.contradictions.push(Contradiction {
            id: String::new(),
            kind: ContradictionKind::SumMismatch,
            values: vec![total, a + b],
            note: format!("{total} casualties, but {a} killed + {b} injured = {}", a + b),
            evidence,
        });
    }
}

/// Notes where a word was read as another ("minutes" as mines).
fn read_as(context: &Context<'_>, read: &mut Figures) {
    let doc = context.doc;
    let class = doc.class("device");
    let evidence: Vec<Evidence> = context
        .devices
        .iter()
        .filter(|device| {
            !device.vague
                && device
                    .tokens
                    .clone()
                    .any(|at| doc.entry_at(at, class).is_some_and(|entry| entry.has("minutes")))
        })
        .map(|device| doc.evidence(device.tokens.clone()))
        .collect();
    if let Some(first) = evidence.first() {
        read.notes.push(Note {
            kind: NoteKind::ReadAs,
            text: format!("“{}” read as mines: the text is a machine translation", first.text),
            evidence,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::figures;
    use crate::testing::read;

    fn contradictions(text: &str) -> Vec<Vec<f64>> {
        read(text, Some("2024-05-20"), |context| {
            figures(context, &[]).contradictions.into_iter().map(|one| one.values).collect()
        })
    }

    fn notes(text: &str) -> Vec<String> {
        read(text, None, |context| {
            figures(context, &[]).notes.into_iter().map(|note| note.text).collect()
        })
    }

    #[test]
    fn totals_are_checked_against_their_parts() {
        let text =
            "Found and destroyed:\nAP mines ........ 12\nAT mines ........ 5\nTotal ........ 18";
        assert_eq!(contradictions(text), [[18.0, 17.0]]);
        let text =
            "Nora\n\nSappers removed 40 items in one week: 12 anti-tank mines and 28 shells.";
        assert_eq!(notes(text), ["12 + 28 = 40"]);
    }

    #[test]
    fn killed_and_injured_are_held_against_casualties() {
        let text =
            "Nora\n\nSince 2015 mines have caused 90 casualties in Nora: 30 killed and 50 injured.";
        assert_eq!(contradictions(text), [[90.0, 80.0]]);
        let text =
            "Nora\n\nSince 2015 mines have caused 80 casualties in Nora: 30 killed and 50 injured.";
        assert_eq!(notes(text), ["30 killed + 50 injured = 80"]);
    }

    #[test]
    fn a_part_is_not_larger_than_its_whole() {
        let text = "Nora\n\nSince 2015 mines have killed 20 people in Nora, 25 of them children.";
        assert_eq!(contradictions(text), [[25.0, 20.0]]);
    }

    #[test]
    fn a_figure_taken_up_with_another_value_is_flagged() {
        let text =
            "Nora\n\nSince 2015, 57 people have fallen victim to mines. The 59 victims wait.";
        assert_eq!(contradictions(text), [[57.0, 59.0]]);
    }

    #[test]
    fn two_years_do_not_contradict_each_other() {
        let text =
            "Nora\n\nMine casualties came to 40 in 2021 and 60 in 2022, the centre recorded.";
        assert!(contradictions(text).is_empty());
    }

    #[test]
    fn minutes_that_are_laid_are_mines() {
        let text = "Nora\n\nIn the field 12 minutes were found and neutralized within 20 minutes.";
        assert_eq!(notes(text), ["“minutes” read as mines: the text is a machine translation"]);
    }
}
