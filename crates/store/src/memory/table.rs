//! Collections as columns, made from what is kept in memory.

use cairn_model::register::{Find, Finding, Incident, TallyPoint, TallySeries, Victim};
use cairn_model::{Claim, ClaimBody, CountRange, DateSpan, Drawn, Place, Statement, ValueRange};

use crate::error::StoreError;
use crate::gpkg::{display, geometry, land};
use crate::memory::contents::{Contents, KeptDocument};
use crate::shared;
use crate::store::VisitShape;
use crate::table::{Collection, Table, Value, standing_label};

/// A row: its number, its values, the words in it, and those that tell who somebody is.
struct Row {
    values: Vec<Value>,
    words: Vec<String>,
    personal: Vec<String>,
}

pub(super) fn table(now: &Contents, collection: Collection) -> Table {
    let mut table = Table::new(collection);
    for (fid, row) in (1..).zip(rows(now, collection)) {
        table.push(fid, row.values);
    }
    table.in_order()
}

pub(super) fn holding(
    now: &Contents,
    collection: Collection,
    wanted: &str,
    personal: bool,
) -> Vec<i64> {
    let wanted = wanted.to_lowercase();
    let holds = |words: &[String]| words.iter().any(|word| word.to_lowercase().contains(&wanted));
    (1..)
        .zip(rows(now, collection))
        .filter(|(_, row)| holds(&row.words) || (personal && holds(&row.personal)))
        .map(|(fid, _)| fid)
        .collect()
}

/// The claims of land in the order of their rows, for their shapes.
pub(super) fn land_of(now: &Contents, collection: Collection) -> Vec<&Claim> {
    let of_kind = |claim: &&Claim| {
        matches!(
            (&claim.body, collection),
            (ClaimBody::Hazard(_), Collection::Hazards)
                | (ClaimBody::Record(_), Collection::Records)
                | (ClaimBody::Release(_), Collection::Releases)
        )
    };
    now.claims.values().map(|kept| &kept.claim).filter(of_kind).collect()
}

fn rows(now: &Contents, collection: Collection) -> Vec<Row> {
    match collection {
        Collection::Incidents => now.incidents.things.values().map(incident).collect(),
        Collection::Finds => now.finds.things.values().map(find).collect(),
        Collection::Tallies => (now.series.things.values())
            .flat_map(|series| series.points.iter().map(move |one| point(series, one)))
            .collect(),
        Collection::Contradictions => now.findings.values().map(finding).collect(),
        Collection::Documents => (now.documents.values()).map(|one| document(now, one)).collect(),
        Collection::Statements => statements(now),
        Collection::Victims => (now.incidents.things.values())
            .flat_map(|one| (0..).zip(&one.victims).map(move |(part, who)| victim(one, part, who)))
            .collect(),
        Collection::Hazards | Collection::Records | Collection::Releases => {
            land_of(now, collection).into_iter().map(|claim| feature(now, claim)).collect()
        }
    }
}

fn text(text: impl Into<String>) -> Value {
    let text = text.into();
    if text.is_empty() { Value::None } else { Value::Text(text) }
}

fn maybe(given: Option<&String>) -> Value {
    given.map_or(Value::None, text)
}

fn whole(number: u64) -> Value {
    Value::Whole(i64::try_from(number).unwrap_or(i64::MAX))
}

fn real(number: Option<f64>) -> Value {
    number.map_or(Value::None, Value::Real)
}

fn count(range: Option<CountRange>) -> [Value; 2] {
    let (least, most) = display::bounds(range);
    [least, most].map(|number| number.map_or(Value::None, Value::Whole))
}

fn days(date: &DateSpan) -> [Value; 2] {
    [date.from, date.to].map(|day| {
        let day = day.filter(|day| (0..=9999).contains(&day.year()));
        day.map_or(Value::None, Value::Day)
    })
}

fn names(place: &Place) -> [Value; 3] {
    [&place.settlement, &place.district, &place.country].map(|name| maybe(name.as_ref()))
}

/// Precision, latitude and longitude.
fn position(place: &Place) -> [Value; 3] {
    match &place.position {
        Some(at) if at.lat.abs() <= 90.0 && at.lon.abs() <= 180.0 => {
            [whole(at.precision.into()), Value::Real(at.lat), Value::Real(at.lon)]
        }
        Some(at) => [whole(at.precision.into()), Value::None, Value::None],
        None => [Value::None, Value::None, Value::None],
    }
}

fn words<const N: usize>(words: [&str; N]) -> Vec<String> {
    words.map(str::to_owned).to_vec()
}

fn shown(given: Option<&String>) -> &str {
    given.map_or("", String::as_str)
}

fn incident(one: &Incident) -> Row {
    let mut values = vec![text(one.id.as_str())];
    values.extend(days(&one.date));
    values.extend(names(&one.place));
    values.push(text(one.device.code()));
    values.extend(count(one.killed));
    values.extend(count(one.injured));
    values.push(maybe(one.activity.as_ref()));
    values.extend([text(one.grade.code()), text(one.status.code())]);
    let sources = display::joined(&one.sources);
    values.extend([text(sources.as_str()), whole(one.reports.len() as u64)]);
    values.extend(position(&one.place));
    let summary = display::summary(one);
    let activity = shown(one.activity.as_ref());
    let (grade, status) = (one.grade.label(), one.status.label());
    let personal = one.victims.iter().flat_map(about).collect();
    Row {
        values,
        words: words([
            one.id.as_str(),
            &summary,
            &sources,
            activity,
            &one.grade_reason,
            grade,
            status,
        ]),
        personal,
    }
}

fn about(who: &Victim) -> Vec<String> {
    let known = [who.name.clone(), who.occupation.clone()].into_iter().flatten();
    known.chain(std::iter::once(display::joined(&who.also_spelled))).collect()
}

fn victim(one: &Incident, part: i64, who: &Victim) -> Row {
    let mut values = vec![
        text(one.id.as_str()),
        Value::Whole(part),
        maybe(who.name.as_ref()),
        text(who.outcome.code()),
        text(who.group.code()),
        who.sex.map_or(Value::None, |sex| text(sex.code())),
        who.age.map_or(Value::None, |age| Value::Whole(age.into())),
    ];
    values.extend(days(&one.date));
    values.extend(names(&one.place));
    values.extend([one.device.code(), one.grade.code(), one.status.code()].map(text));
    values.push(text(display::joined(&one.sources)));
    values.extend(position(&one.place));
    let sex = who.sex.map_or("", |sex| sex.label());
    let mut personal = about(who);
    personal.push(one.place.label());
    let told = [one.id.as_str(), who.outcome.label(), who.group.label(), sex];
    Row { values, words: words(told), personal }
}

fn find(one: &Find) -> Row {
    let mut values = vec![text(one.id.as_str())];
    values.extend(days(&one.date));
    values.extend(names(&one.place));
    values.extend([text(one.action.code()), text(one.category.code())]);
    values.push(maybe(one.model.as_ref()));
    values.extend(count(one.count));
    let sources = display::joined(&one.sources);
    values.extend([text(sources.as_str()), whole(one.claims.len() as u64)]);
    values.extend(position(&one.place));
    let summary = display::find_summary(one);
    Row { values, words: words([&one.id, &summary, &sources]), personal: Vec::new() }
}

fn point(series: &TallySeries, one: &TallyPoint) -> Row {
    let (measure, group) = (series.measure, series.group);
    let mut values = vec![
        text(one.claim.as_str()),
        text(series.id.as_str()),
        text(measure.code()),
        text(group.code()),
        maybe(series.place.as_ref()),
        text(series.period.as_str()),
    ];
    values.extend(days(&DateSpan { from: one.as_of, to: one.as_of }));
    values.extend([Value::Real(one.value.least()), real(ValueRange::most(one.value))]);
    let said_by = display::joined(&one.said_by);
    let standing = serde_json::to_value(one.standing).ok();
    let standing = standing.and_then(|code| code.as_str().map(str::to_owned)).unwrap_or_default();
    values.extend([text(said_by.as_str()), text(one.document.as_str()), text(standing)]);
    let place = shown(series.place.as_ref());
    let told = [
        one.claim.as_str(),
        &series.id,
        measure.label(),
        group.label(),
        place,
        &series.period,
        &said_by,
        &one.document,
        standing_label(one.standing),
    ];
    // The standing is not among the words of the file either.
    let told = told.iter().take(8).map(|word| (*word).to_owned()).collect();
    Row { values, words: told, personal: Vec::new() }
}

fn finding(one: &Finding) -> Row {
    let documents = display::joined(&one.documents);
    let values = vec![
        text(one.id.as_str()),
        text(one.kind.code()),
        text(one.note.as_str()),
        text(documents.as_str()),
        Value::Whole(one.across_documents.into()),
        text(if one.settled.is_some() { "settled" } else { "open" }),
    ];
    let figures = display::joined(&one.values);
    let told = [one.id.as_str(), one.kind.label(), &figures, &one.note, &documents];
    Row { values, words: words(told), personal: Vec::new() }
}

fn document(now: &Contents, kept: &KeptDocument) -> Row {
    let one = now.summary(kept);
    let meta = &kept.stored.document.meta;
    let mut values = vec![text(one.id.as_str()), text(one.label.as_str())];
    values.extend([text(one.title.as_str()), maybe(one.publisher.as_ref())]);
    values.extend(days(&DateSpan { from: meta.published, to: meta.published }));
    values.extend([&one.language, &meta.country, &one.superseded_by].map(|it| maybe(it.as_ref())));
    values.push(whole(one.claims.iter().chain(&one.land).sum()));
    values.extend(one.claims.map(whole));
    let told = [
        one.id.as_str(),
        &one.label,
        &shared::title(&kept.stored.document),
        shown(one.publisher.as_ref()),
        shown(meta.url.as_ref()),
        shown(one.language.as_ref()),
    ];
    Row { values, words: words(told), personal: Vec::new() }
}

fn label<'a>(now: &'a Contents, claim: &Claim) -> &'a str {
    now.documents.get(&claim.document).map_or("", |kept| &kept.stored.document.label)
}

fn statements(now: &Contents) -> Vec<Row> {
    let claims = now.claims.values().map(|kept| &kept.claim);
    let row = |claim: &Claim| match &claim.body {
        ClaimBody::Statement(said) => Some(statement(label(now, claim), claim, said)),
        _ => None,
    };
    claims.filter_map(row).collect()
}

fn statement(document: &str, claim: &Claim, said: &Statement) -> Row {
    let addressees = display::joined(&said.addressees);
    let mut values = vec![
        text(claim.id.as_str()),
        text(document),
        text(said.kind.code()),
        maybe(said.speaker.as_ref()),
        text(addressees.as_str()),
    ];
    values.extend(days(&said.date));
    let instruments = display::joined(&said.instruments);
    let speaker = shown(said.speaker.as_ref());
    let told = [claim.id.as_str(), document, said.kind.label(), speaker, &addressees, &instruments];
    let sentence = display::quoted(&said.evidence);
    let about = shown(said.about.as_ref());
    Row { values, words: words(told), personal: words([about, &sentence]) }
}

fn feature(now: &Contents, claim: &Claim) -> Row {
    let document = label(now, claim);
    let mut values = vec![text(claim.id.as_str()), text(document)];
    let (own, mut told) = match &claim.body {
        ClaimBody::Hazard(one) => (
            [one.kind.code(), one.status.code(), one.device.code()].map(text).to_vec(),
            words([one.kind.label(), one.status.label(), one.device.label()]),
        ),
        ClaimBody::Record(one) => {
            let mut own = vec![text(one.device.code())];
            own.extend(count(one.count));
            (own, words([one.device.label()]))
        }
        ClaimBody::Release(one) => {
            let mut own = vec![text(one.kind.code()), text(one.device.code())];
            own.extend(count(one.found));
            own.push(real(one.depth_m));
            (own, words([one.kind.label(), one.device.label()]))
        }
        _ => (Vec::new(), Vec::new()),
    };
    values.extend(own);
    let Some(drawn) = claim.body.drawn() else {
        return Row { values, words: told, personal: Vec::new() };
    };
    values.extend(drawn_values(drawn));
    told.extend(words([claim.id.as_str(), document]));
    told.extend(drawn_words(drawn));
    told.extend(land::summary_of(&claim.body));
    Row { values, words: told, personal: Vec::new() }
}

fn drawn_values(drawn: &Drawn) -> Vec<Value> {
    let mut values = vec![maybe(drawn.reference.as_ref())];
    values.extend(days(&drawn.date));
    values.extend([maybe(drawn.sheet.as_ref()), maybe(drawn.author.as_ref())]);
    values.extend(names(&drawn.place));
    values.extend([real(drawn.position_error_m), real(drawn.area_m2)]);
    values.push(text(display::joined(&drawn.said_by)));
    let bounds = drawn.geometry.as_ref().and_then(cairn_model::Geometry::bounds);
    values.extend(bounds.into_iter().flatten().map(Value::Real));
    values
}

fn drawn_words(drawn: &Drawn) -> Vec<String> {
    let repairs: Vec<&str> = drawn.repairs.iter().map(|repair| repair.note.as_str()).collect();
    let mut told = words([
        shown(drawn.reference.as_ref()),
        shown(drawn.sheet.as_ref()),
        shown(drawn.author.as_ref()),
    ]);
    told.extend([display::joined(&drawn.said_by), display::joined(&repairs)]);
    told
}

/// Visits the shapes of these rows as well-known binary.
pub(super) fn shapes(
    now: &Contents,
    collection: Collection,
    rows: &[i64],
    visit: VisitShape<'_>,
) -> Result<(), StoreError> {
    let at = |row: &i64| usize::try_from(row - 1).ok();
    let point = |place: &Place| place.position.as_ref().and_then(geometry::point);
    let incidents: Vec<_> = now.incidents.things.values().collect();
    let finds: Vec<_> = now.finds.things.values().collect();
    let land = land_of(now, collection);
    for row in rows {
        let place = at(row);
        let blob = match collection {
            Collection::Incidents => {
                place.and_then(|at| incidents.get(at)).and_then(|one| point(&one.place))
            }
            Collection::Finds => {
                place.and_then(|at| finds.get(at)).and_then(|one| point(&one.place))
            }
            _ => place.and_then(|at| land.get(at)).and_then(|claim| {
                let shape = claim.body.drawn()?.geometry.as_ref()?;
                Some(geometry::shape(shape, shape.bounds()?))
            }),
        };
        if let Some(shape) = blob.as_deref().and_then(geometry::well_known) {
            visit(*row, shape)?;
        }
    }
    Ok(())
}
