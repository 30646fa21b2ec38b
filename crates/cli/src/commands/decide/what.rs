//! From what people type to what is decided: ids to claims, values to JSON.

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

use cairn_model::{
    ClaimBody, ClaimId, DecisionAction, Device, FindAction, IncidentStatus, Verdict,
};
use cairn_store::Store;
use serde_json::{Value, json};

use crate::error::CommandError;
use crate::values;
use cairn_report::lookup::{self, Thing};

/// To go by the weights in a file.
pub fn weights(file: &Path) -> Result<DecisionAction, CommandError> {
    let unread = |error: io::Error| {
        CommandError::user(format!("cannot read the weights in {}", file.display())).because(error)
    };
    let text = fs::read_to_string(file).map_err(unread)?;
    let weights = serde_json::from_str(&text).map_err(|error| {
        CommandError::user(format!("{} is not JSON", file.display()))
            .because(error)
            .hint("`cairn decide log --format json` shows a table of weights after `--learn`")
    })?;
    Ok(DecisionAction::Weigh { weights, pairs: None })
}

/// The claims that a thing consists of.
fn claims(store: &dyn Store, id: &str) -> Result<Vec<ClaimId>, CommandError> {
    match lookup::thing(store, id)? {
        Thing::Claim(claim) => Ok(vec![claim.id]),
        Thing::Incident(incident) => {
            Ok(incident.reports.into_iter().map(|report| report.claim).collect())
        }
        Thing::Find(find) => Ok(find.claims),
        Thing::Series(_) | Thing::Finding(_) | Thing::Document(_) => Err(CommandError::user(
            format!("`{id}` is nothing to decide about"),
        )
        .hint(
            "decisions are about incidents, finds and claims; `cairn show` lists the claims of a \
                 document, a series or a finding",
        )),
    }
}

/// The claims to accept or reject.
pub fn claims_to_judge(
    store: &dyn Store,
    id: &str,
    all: bool,
) -> Result<Vec<ClaimId>, CommandError> {
    let claims = claims(store, id)?;
    if claims.len() > 1 && !all {
        let names: Vec<&str> = claims.iter().map(ClaimId::as_str).collect();
        return Err(CommandError::user(format!("`{id}` has {} reports", claims.len()))
            .hint(format!("name one of its claims: {}", names.join(", ")))
            .hint("or give --all to decide about every one of them"));
    }
    Ok(claims)
}

/// A claim by which a decision finds the thing, however the register is rebuilt.
pub fn any_claim(store: &dyn Store, id: &str) -> Result<ClaimId, CommandError> {
    claims(store, id)?
        .into_iter()
        .next()
        .ok_or_else(|| CommandError::user(format!("`{id}` has no claim to decide about")))
}

/// That all claims of these things report one occasion.
pub fn merge(store: &dyn Store, ids: &[String]) -> Result<DecisionAction, CommandError> {
    let mut merged = Vec::new();
    for id in ids {
        for claim in claims(store, id)? {
            if !merged.contains(&claim) {
                merged.push(claim);
            }
        }
    }
    if merged.len() < 2 {
        return Err(CommandError::user("there is only one claim to merge")
            .hint("name two or more incidents, or claims of different incidents"));
    }
    Ok(DecisionAction::Merge { claims: merged })
}

/// That some claims report another occasion than others: those named, or else what is left of the
/// incidents that hold the claims.
pub fn split(
    store: &dyn Store,
    ids: &[String],
    from: &[String],
) -> Result<DecisionAction, CommandError> {
    let mut apart = Vec::new();
    for id in ids {
        apart.extend(claims(store, id)?);
    }
    let mut rest = BTreeSet::new();
    if from.is_empty() {
        for claim in &apart {
            if let Some(incident) = store.incident_of(claim)?
                && let Some(incident) = store.incident(&incident)?
            {
                rest.extend(incident.reports.into_iter().map(|report| report.claim));
            }
        }
    } else {
        for id in from {
            rest.extend(claims(store, id)?);
        }
    }
    let rest: Vec<ClaimId> = rest.into_iter().filter(|claim| !apart.contains(claim)).collect();
    if rest.is_empty() {
        return Err(CommandError::user("nothing is left to set these claims apart from")
            .hint("name fewer claims, or say with --from what they are to be set apart from"));
    }
    Ok(DecisionAction::Split { claims: apart, from: rest })
}

/// What came of looking into a contradiction.
pub fn settlement(
    store: &dyn Store,
    id: &str,
    verdict: Verdict,
) -> Result<DecisionAction, CommandError> {
    match lookup::thing(store, id)? {
        Thing::Finding(finding) => Ok(DecisionAction::Settle { claims: finding.claims, verdict }),
        _ => Err(CommandError::user(format!("`{id}` is no contradiction"))
            .hint("`cairn contradictions` lists them; their ids begin with C-")),
    }
}

/// That a field of an incident or a find has this value.
pub fn correction(
    store: &dyn Store,
    id: &str,
    field: &str,
    typed: &str,
) -> Result<DecisionAction, CommandError> {
    let claim = any_claim(store, id)?;
    let about = match store.claim(&claim)?.map(|claim| claim.body) {
        Some(ClaimBody::Incident(_)) => Subject::Incident,
        Some(ClaimBody::Find(_)) => Subject::Find,
        _ => {
            return Err(CommandError::user(format!("`{id}` has no value to correct")).hint(
                "only incidents and finds are corrected; reject the claim if it is misread",
            ));
        }
    };
    let value = value(about, field, typed)?;
    Ok(DecisionAction::Correct { claim, field: field.to_owned(), value })
}

/// What is corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Incident,
    Find,
}

impl Subject {
    const fn fields(self) -> &'static str {
        match self {
            Self::Incident => "killed, injured, date, device, status, activity",
            Self::Find => "count, date, category, action, model",
        }
    }
}

/// A typed value in the shape that the field has in JSON.
fn value(about: Subject, field: &str, typed: &str) -> Result<Value, CommandError> {
    let shown =
        |error: &dyn std::error::Error| CommandError::usage(format!("cannot set {field}: {error}"));
    let code = |known: Result<&'static str, cairn_model::vocabulary::UnknownTerm>| {
        known.map(Value::from).map_err(|error| shown(&error))
    };
    match (about, field) {
        (Subject::Incident, "killed" | "injured") | (Subject::Find, "count") => {
            let range = values::count(typed).map_err(|error| shown(&error))?;
            Ok(json!(range))
        }
        (_, "date") => {
            let span = values::date_span(typed).map_err(|error| shown(&error))?;
            Ok(json!(span))
        }
        (Subject::Incident, "device") | (Subject::Find, "category") => {
            code(typed.parse::<Device>().map(Device::code))
        }
        (Subject::Incident, "status") => {
            code(typed.parse::<IncidentStatus>().map(IncidentStatus::code))
        }
        (Subject::Find, "action") => code(typed.parse::<FindAction>().map(FindAction::code)),
        (Subject::Incident, "activity") | (Subject::Find, "model") => Ok(match typed.trim() {
            "" | "unknown" => Value::Null,
            text => Value::from(text),
        }),
        (_, "place" | "lat" | "lon" | "position") => {
            Err(CommandError::usage("a place is set with `cairn decide place`")
                .hint("cairn decide place ID NORTH,EAST --precision METRES --why TEXT"))
        }
        (about, _) => {
            Err(CommandError::usage(format!("`{field}` is no field that can be corrected"))
                .hint(format!("expected one of: {}", about.fields())))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(field: &str, typed: &str) -> Value {
        value(Subject::Incident, field, typed).unwrap()
    }

    #[test]
    fn typed_values_take_the_shape_of_the_field() {
        assert_eq!(set("killed", "2-3"), json!([2, 3]));
        assert_eq!(set("killed", "unknown"), Value::Null);
        assert_eq!(set("date", "2021-06-04"), json!({"from": "2021-06-04", "to": "2021-06-04"}));
        assert_eq!(set("device", "erw_other"), json!("erw_other"));
        assert_eq!(set("activity", "ploughing"), json!("ploughing"));
        assert_eq!(value(Subject::Find, "count", "20").unwrap(), json!([20, 20]));
    }

    #[test]
    fn a_wrong_value_is_refused_with_what_was_expected() {
        let said = |about, field, typed| value(about, field, typed).unwrap_err().to_string();
        assert_eq!(
            said(Subject::Incident, "killed", "some"),
            "cannot set killed: `some` is not a count (3), a range (2-3), an open range (3+) or \
             `unknown`"
        );
        assert!(
            said(Subject::Incident, "device", "bomb")
                .contains("expected one of: antipersonnel_mine")
        );
        assert_eq!(
            said(Subject::Find, "killed", "3"),
            "`killed` is no field that can be corrected"
        );
    }
}
