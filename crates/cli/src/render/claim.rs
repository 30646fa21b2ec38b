//! What one document says, in a line, and as an entry of a page with its words quoted.

use cairn_model::{ClaimBody, NoteKind, ReportedFind, ReportedIncident, ReportedTally, Statement};

use super::chain::says_who;
use super::excerpt::excerpts;
use super::page::Page;
use super::words;
use cairn_report::dossier::{ClaimPage, Said, Source};

/// What the claim says, in one line, attributed to nobody: whoever prints it says who says so.
pub fn in_short(body: &ClaimBody) -> String {
    match body {
        ClaimBody::Incident(incident) => incident_in_short(incident),
        ClaimBody::Find(find) => find_in_short(find),
        ClaimBody::Tally(tally) => tally_in_short(tally),
        ClaimBody::Contradiction(contradiction) => {
            let kind = contradiction.kind.label();
            if contradiction.note.is_empty() {
                kind.to_owned()
            } else {
                format!("{kind}: {}", contradiction.note)
            }
        }
        ClaimBody::Statement(statement) => statement_in_short(statement),
        ClaimBody::Hazard(hazard) => super::land::hazard(hazard),
        ClaimBody::Record(record) => {
            let what = format!("minefield record: {}", record.device.label());
            super::land::in_short(&what, &record.drawn)
        }
        ClaimBody::Release(release) => super::land::release(release),
    }
}

/// Who says so, as a phrase.
pub fn attribution(body: &ClaimBody) -> Option<String> {
    match body {
        ClaimBody::Incident(incident) => Some(says_who(&incident.attribution, &incident.said_by)),
        ClaimBody::Find(find) => Some(says_who(&[], &find.said_by)),
        ClaimBody::Tally(tally) => Some(says_who(&[], &tally.said_by)),
        // The speaker is part of what is said; a contradiction is the reader's own finding.
        ClaimBody::Statement(_) | ClaimBody::Contradiction(_) => None,
        ClaimBody::Hazard(_) | ClaimBody::Record(_) | ClaimBody::Release(_) => {
            body.drawn().map(|drawn| says_who(&[], &drawn.said_by))
        }
    }
}

fn incident_in_short(incident: &ReportedIncident) -> String {
    let mut parts = Vec::new();
    if incident.status != cairn_model::IncidentStatus::Happened {
        parts.push(incident.status.label().to_owned());
    }
    parts.push(words::long_date(&incident.date));
    parts.push(words::place(&incident.place));
    parts.extend(incident.sheet.as_ref().map(|sheet| format!("sheet {sheet}")));
    parts.push(match &incident.device_text {
        Some(text) => format!("{} (“{text}”)", incident.device.label()),
        None => incident.device.label().to_owned(),
    });
    parts.push(harm(incident.killed, incident.injured));
    parts.join("; ")
}

/// "2 killed, 1 injured", with what is not stated left unsaid where the other is.
pub fn harm(
    killed: Option<cairn_model::CountRange>,
    injured: Option<cairn_model::CountRange>,
) -> String {
    let part = |range: Option<_>, word: &str| {
        range.map(|range| format!("{} {word}", words::count(Some(range))))
    };
    let parts: Vec<String> =
        [part(killed, "killed"), part(injured, "injured")].into_iter().flatten().collect();
    if parts.is_empty() { "killed and injured not stated".to_owned() } else { parts.join(", ") }
}

fn find_in_short(find: &ReportedFind) -> String {
    let mut what = format!("{} {}", words::count(find.count), find.category.label());
    if find.count.is_none() {
        what = format!("{}, number not stated", find.category.label());
    }
    if let Some(model) = &find.model {
        what.push_str(&format!(" ({model})"));
    }
    let mut parts = vec![
        format!("{}: {what}", find.action.label()),
        words::long_date(&find.date),
        words::place(&find.place),
    ];
    parts.extend(find.sheet.as_ref().map(|sheet| format!("sheet {sheet}")));
    parts.extend(find.made.as_ref().map(|made| format!("made: {made}")));
    parts.join("; ")
}

fn tally_in_short(tally: &ReportedTally) -> String {
    let mut parts = vec![format!("{}: {}", tally.measure.label(), words::value(tally.value))];
    if tally.group != cairn_model::TallyGroup::All {
        parts.push(tally.group.label().to_owned());
    }
    parts.extend(tally.place.clone());
    let span = cairn_model::DateSpan { from: tally.from, to: tally.to };
    if !span.is_unknown() {
        parts.push(words::long_date(&span));
    } else if let Some(text) = &tally.period_text {
        parts.push(format!("“{text}”"));
    }
    parts.join("; ")
}

fn statement_in_short(statement: &Statement) -> String {
    let speaker = statement.speaker.as_deref().unwrap_or("speaker not named");
    let mut text = format!("{} by {speaker}", statement.kind.label());
    if !statement.addressees.is_empty() {
        text.push_str(&format!(", to {}", words::series(&statement.addressees)));
    }
    if let Some(about) = &statement.about {
        text.push_str(&format!(", about: {about}"));
    }
    if !statement.date.is_unknown() {
        text.push_str(&format!("; {}", words::long_date(&statement.date)));
    }
    if !statement.instruments.is_empty() {
        text.push_str(&format!("; names {}", words::series(&statement.instruments)));
    }
    text
}

/// The document as people call it, its publisher and its day.
pub fn source_line(source: &Source) -> String {
    let publisher = source.meta.publisher.as_deref().unwrap_or("publisher not known");
    let day = source.meta.published.map_or_else(
        || "not dated".to_owned(),
        |day| words::long_date(&cairn_model::DateSpan::day(day)),
    );
    format!("{} — {publisher}, {day}", source.label)
}

/// An entry of a page: the document, who says so, what, and the sentences.
pub fn entry(page: &mut Page, number: usize, said: &Said) {
    let mut head = source_line(&said.source);
    match (&said.source.superseded_by, said.standing.and_then(words::standing)) {
        (Some(later), _) => head.push_str(&format!(" [superseded by {later}]")),
        (None, Some(standing)) => head.push_str(&format!(" [{standing}]")),
        (None, None) => {}
    }
    page.gap();
    page.item(2, &format!("{number}."), &head);
    body(page, 5, said);
}

/// Who says so, what, and the sentences.
fn body(page: &mut Page, indent: usize, said: &Said) {
    if let Some(who) = attribution(&said.claim.body) {
        page.paragraph(indent, &capitalised(&who));
    }
    page.paragraph(indent, &in_short(&said.claim.body));
    for quote in excerpts(Some(&said.source.text), said.claim.body.evidence()) {
        page.quote(indent, &quote);
    }
    page.paragraph(indent, &format!("claim {}", said.claim.id));
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The page about one claim.
pub fn page(page: &mut Page, claim: &ClaimPage) {
    let said = &claim.said;
    page.title(&format!("Claim {} ({})", said.claim.id, said.claim.body.kind()));
    page.gap();
    page.field("Document", &source_line(&said.source));
    if let Some(later) = &said.source.superseded_by {
        page.field_more(&format!("superseded by {later}"));
    }
    if let Some(held_by) = &claim.held_by {
        page.field("Belongs to", held_by);
    }
    page.gap();
    body(page, 2, said);
    super::decisions::part(page, &claim.decisions);
}

/// A remark of the reader's, for people.
pub fn note(note: &cairn_model::Note) -> String {
    match note.kind {
        NoteKind::LanguageNotRead => note.text.clone(),
        kind => format!("{}: {}", kind.label(), note.text),
    }
}
