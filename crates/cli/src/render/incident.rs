//! The dossier of an incident: its values, then every report with its sentences, then why they are
//! taken to tell of one occasion.

use cairn_model::register::{Difference, Incident, Link, Victim};
use cairn_model::{ClaimBody, ClaimId};

use super::claim;
use super::page::Page;
use super::words;
use cairn_report::dossier::{IncidentPage, Said};

/// The whole page.
pub fn page(page: &mut Page, dossier: &IncidentPage) {
    let incident = &dossier.incident;
    page.title(&format!("Incident {}", incident.id));
    page.title(&format!(
        "{} — {}",
        words::long_date(&incident.date),
        words::place(&incident.place)
    ));
    page.gap();
    values(page, incident);
    victims(page, dossier);
    differences(page, dossier);
    reports(page, dossier);
    if !dossier.findings.is_empty() {
        page.heading("Figures in these reports that disagree");
        for finding in &dossier.findings {
            let kind = finding.kind.label();
            page.item(2, "-", &format!("{} ({kind}, {})", finding.note, finding.id));
        }
    }
    links(page, incident);
    super::decisions::part(page, &dossier.decisions);
}

fn values(page: &mut Page, incident: &Incident) {
    page.field("Status", incident.status.label());
    page.field("Date", &words::long_date(&incident.date));
    page.field("Place", &words::place(&incident.place));
    page.field_more(&words::position(&incident.place).unwrap_or_else(|| "not located".to_owned()));
    if !incident.place.candidates.is_empty() {
        let others: Vec<String> = incident
            .place
            .candidates
            .iter()
            .map(|other| format!("{} ({})", other.name, other.gazetteer_id))
            .collect();
        page.field_more(&format!("may also be {}", others.join(", ")));
    }
    page.field("Device", incident.device.label());
    page.field("Activity", incident.activity.as_deref().unwrap_or("not stated"));
    page.field("Killed", &words::count(incident.killed));
    page.field("Injured", &words::count(incident.injured));
    page.field("Grade", &format!("{} — {}", incident.grade.label(), incident.grade_reason));
    page.field("Sources", &incident.sources.join("; "));
}

fn victims(page: &mut Page, dossier: &IncidentPage) {
    if dossier.incident.victims.is_empty() {
        return;
    }
    page.heading("Victims");
    for (number, victim) in (1..).zip(&dossier.incident.victims) {
        page.item(2, &format!("{number}."), &person(victim));
        let labels: Vec<&str> = distinct(
            said_by_claims(dossier, &victim.claims).map(|said| said.source.label.as_str()),
        );
        if !labels.is_empty() {
            page.paragraph(5, &format!("in {}", words::series(&labels)));
        }
    }
}

fn person(victim: &Victim) -> String {
    let mut parts = vec![victim.name.clone().unwrap_or_else(|| "not named".to_owned())];
    if !victim.also_spelled.is_empty() {
        parts.push(format!("also spelled {}", victim.also_spelled.join(", ")));
    }
    parts.push(match victim.outcome {
        cairn_model::Outcome::Unknown => "outcome not stated".to_owned(),
        outcome => outcome.label().to_owned(),
    });
    if victim.group != cairn_model::VictimGroup::Unknown {
        parts.push(victim.group.label().to_owned());
    }
    parts.extend(victim.sex.map(|sex| sex.label().to_owned()));
    parts.extend(victim.age.map(|age| words::plural(u64::from(age), "year", "years")));
    parts.extend(victim.occupation.clone());
    parts.join(", ")
}

fn differences(page: &mut Page, dossier: &IncidentPage) {
    if dossier.incident.differences.is_empty() {
        return;
    }
    page.heading("Where the reports differ");
    for Difference { field, versions } in &dossier.incident.differences {
        page.item(2, "-", &format!("{}:", field.replace('_', " ")));
        for version in versions {
            let who: Vec<String> = distinct(said_by_claims(dossier, &version.claims).map(by_whom));
            page.item(4, "-", &format!("{} — {}", version.value, who.join("; ")));
        }
    }
}

/// "Example Wire, according to the ministry (wire-1)".
fn by_whom(said: &Said) -> String {
    let publisher = said.source.meta.publisher.as_deref().unwrap_or("publisher not known");
    let who = claim::attribution(&said.claim.body).unwrap_or_default();
    let superseded = match &said.source.superseded_by {
        Some(later) => format!(", superseded by {later}"),
        None => String::new(),
    };
    format!("{publisher}, {who} ({}{superseded})", said.source.label)
}

fn said_by_claims<'a>(
    dossier: &'a IncidentPage,
    claims: &'a [ClaimId],
) -> impl Iterator<Item = &'a Said> {
    dossier.reports.iter().filter(|said| claims.contains(&said.claim.id))
}

fn distinct<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut kept = Vec::new();
    for item in items {
        if !kept.contains(&item) {
            kept.push(item);
        }
    }
    kept
}

fn reports(page: &mut Page, dossier: &IncidentPage) {
    page.heading(match dossier.reports.len() {
        1 => "The report",
        _ => "The reports",
    });
    for (number, said) in (1..).zip(&dossier.reports) {
        debug_assert!(matches!(said.claim.body, ClaimBody::Incident(_)));
        claim::entry(page, number, said);
    }
}

/// A claim as people call it: its document's name and the entry.
fn report_name(incident: &Incident, claim: &ClaimId) -> String {
    incident.reports.iter().find(|report| report.claim == *claim).map_or_else(
        || claim.to_string(),
        |report| format!("{}.{}", report.document, report.incident),
    )
}

fn links(page: &mut Page, incident: &Incident) {
    let (joined, missed): (Vec<&Link>, Vec<&Link>) =
        incident.links.iter().partition(|link| link.joined);
    let mut part = |heading: &str, links: &[&Link]| {
        if links.is_empty() {
            return;
        }
        page.heading(heading);
        for link in links {
            let (a, b) = (report_name(incident, &link.a), report_name(incident, &link.b));
            let text = format!("{a} and {b}: {} ({:+.1} bits)", link.why, link.weight);
            page.item(2, "-", &text);
        }
    };
    part("Why these reports are taken to tell of one occasion", &joined);
    part("Reports that were compared and kept apart", &missed);
}

#[cfg(test)]
mod tests {
    use super::super::list::{Format, ListWriter};
    use super::super::samples::incident_page;
    use super::*;
    use cairn_report::rows::VictimRow;

    #[test]
    fn a_dossier_reads_from_values_to_sources_to_reasons() {
        let mut drawn = Page::new(80, false);
        page(&mut drawn, &incident_page());
        insta::assert_snapshot!(drawn.finish(), @r#"
        Incident I-0f3c9a12bd45
        4 June 2021 — Upper Sample, Sample, Nowhereland

          Status       happened
          Date         4 June 2021
          Place        Upper Sample, Sample, Nowhereland
                       40.1000° N, 46.2000° E, within 2 km (geonames:1)
          Device       mine, type not stated
          Activity     not stated
          Killed       2 to 3
          Injured      not stated
          Grade        corroborated by independent sources — the police and the hospital
                       do not depend on each other
          Sources      the police; the hospital

        Victims
          1. Invented Person, also spelled Invented Persson, killed, civilian, male, 41
             years, miller
             in wire-2 and herald

        Where the reports differ
          - killed:
            - 3 — Example Wire, according to the police (wire-2)
            - 2 — Example Herald, according to the hospital (herald)

        The reports

          1. wire-1 — Example Wire, 4 June 2021 [superseded by wire-2]
             According to the police
             4 June 2021; Upper Sample, Sample, Nowhereland; mine, type not stated
             (“mine”); 2 killed
             │ Two people were killed by a mine near the mill of Upper Sample on Friday,
             │ the police said.
             claim 2b64a284e8d1.i1

          2. wire-2 — Example Wire, 4 June 2021
             According to the police
             4 June 2021; Upper Sample, Sample, Nowhereland; mine, type not stated
             (“mine”); 3 killed
             │ Three people were killed by a mine near the mill of Upper Sample on
             │ Friday, the police said.
             claim e078b945e42a.i1

          3. herald — Example Herald, 5 June 2021
             According to the hospital
             4 June 2021; Upper Sample, Sample, Nowhereland; mine, type not stated
             (“mine”); 2 killed
             │ A mine killed two in Upper Sample, according to the hospital.
             claim 1f9fad8e70ac.i1

        Why these reports are taken to tell of one occasion
          - wire-1.i1 and wire-2.i1: versions of one article (+9.2 bits)

        Reports that were compared and kept apart
          - wire-2.i1 and 0123456789ab.i2: same place, but three days apart (-3.0 bits)

        Decisions
          #1 2021-06-07, A. Officer: accepted e078b945e42a.i1
             because: seen the list
        "#);
    }

    fn list<R: crate::render::list::Row>(format: Format, row: &R) -> String {
        let mut out = Vec::new();
        let mut writer = ListWriter::begin::<R>(format, 80, &mut out).unwrap();
        writer.push(row).unwrap();
        writer.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_incident_in_a_list() {
        let incident = incident_page().incident;
        insta::assert_snapshot!(list(Format::Table, &incident), @r#"
        Incident        Date        Place    Device  Killed  Injured  Grade
        ───────────────────────────────────────────────────────────────────────────
        I-0f3c9a12bd45  2021-06-04  Upper    mine       2–3        ?  corroborated
                                    Sample,
                                    Sample
        "#);
        insta::assert_snapshot!(list(Format::Csv, &incident), @r#"
        id,status,date_from,date_to,settlement,district,country,lat,lon,precision_m,device,activity,killed_least,killed_most,injured_least,injured_most,grade,grade_reason,sources,documents
        I-0f3c9a12bd45,happened,2021-06-04,2021-06-04,Upper Sample,Sample,Nowhereland,40.1,46.2,2000,mine_unspecified,,2,3,,,corroborated,the police and the hospital do not depend on each other,the police; the hospital,wire-1; wire-2; herald
        "#);
    }

    #[test]
    fn a_victim_in_a_list_with_and_without_a_name() {
        let incident = incident_page().incident;
        let row = VictimRow {
            incident: incident.id.clone(),
            date: incident.date,
            place: incident.place.clone(),
            device: incident.device,
            redacted: false,
            victim: incident.victims[0].clone(),
        };
        insta::assert_snapshot!(list(Format::Table, &row), @r#"
        Incident        Date        Name       Outcome  Group     Sex   Age  Occupation
        ────────────────────────────────────────────────────────────────────────────────
        I-0f3c9a12bd45  2021-06-04  Invented   killed   civilian  male   41  miller
                                    Person
        "#);
        insta::assert_snapshot!(list(Format::Csv, &row.clone().redact()), @r#"
        incident,date_from,date_to,settlement,district,country,lat,lon,precision_m,device,name,also_spelled,outcome,group,sex,age,occupation,claims
        I-0f3c9a12bd45,2021-06-04,2021-06-04,,Sample,Nowhereland,,,,mine_unspecified,,,killed,civilian,male,41,,e078b945e42a.i1; 1f9fad8e70ac.i1
        "#);
        insta::assert_snapshot!(list(Format::Jsonl, &row.redact()), @r#"{"incident":"I-0f3c9a12bd45","date":{"from":"2021-06-04","to":"2021-06-04"},"place":{"settlement":null,"district":"Sample","country":"Nowhereland"},"device":"mine_unspecified","redacted":true,"name":null,"outcome":"killed","group":"civilian","sex":"male","age":41,"occupation":null,"claims":["e078b945e42a.i1","1f9fad8e70ac.i1"]}"#);
    }
}
