//! Who says so: a chain of attribution as a phrase that attributes and never adopts.

use cairn_model::{Attribution, AttributionRole};

use super::words::series;

/// Who says it, as in "according to the ministry, citing the prosecutor's office, as relayed by the
/// agency". `said_by` stands in where the chain itself was not recorded.
pub fn says_who(attribution: &[Attribution], said_by: &[String]) -> String {
    let mut phrases = Vec::new();
    let sources = at_depths(attribution, AttributionRole::Source);
    for (step, names) in sources.iter().enumerate() {
        let verb = if step == 0 { "according to" } else { "citing" };
        phrases.push(format!("{verb} {}", series(names)));
    }
    if sources.is_empty() && !said_by.is_empty() {
        phrases.push(format!("according to {}", series(said_by)));
    }
    let flat = |role| -> Vec<&str> { at_depths(attribution, role).into_iter().flatten().collect() };
    let relays = flat(AttributionRole::Relay);
    if !relays.is_empty() {
        phrases.push(format!("as relayed by {}", series(&relays)));
    }
    let others = flat(AttributionRole::OtherVersion);
    if !others.is_empty() {
        phrases.push(format!("another version comes from {}", series(&others)));
    }
    let deniers = flat(AttributionRole::Denies);
    if !deniers.is_empty() {
        phrases.push(format!("denied by {}", series(&deniers)));
    }
    if phrases.is_empty() { "the publisher's own account".to_owned() } else { phrases.join(", ") }
}

/// The names in this role, nearest step first, each name once.
fn at_depths(attribution: &[Attribution], role: AttributionRole) -> Vec<Vec<&str>> {
    let mut steps: Vec<(u8, Vec<&str>)> = Vec::new();
    let mut ordered: Vec<&Attribution> =
        attribution.iter().filter(|step| step.role == role).collect();
    ordered.sort_by_key(|step| step.depth);
    for step in ordered {
        if steps.iter().any(|(_, names)| names.contains(&step.name.as_str())) {
            continue;
        }
        match steps.last_mut() {
            Some((depth, names)) if *depth == step.depth => names.push(&step.name),
            _ => steps.push((step.depth, vec![&step.name])),
        }
    }
    steps.into_iter().map(|(_, names)| names).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(name: &str, role: AttributionRole, depth: u8) -> Attribution {
        Attribution { name: name.to_owned(), role, depth, evidence: None }
    }

    #[test]
    fn a_chain_reads_from_the_nearest_source() {
        let chain = [
            step("Example Wire", AttributionRole::Outlet, 0),
            step("Other Agency", AttributionRole::Relay, 1),
            step("the prosecutor's office", AttributionRole::Source, 2),
            step("the interior ministry", AttributionRole::Source, 2),
            step("a witness", AttributionRole::Source, 3),
        ];
        assert_eq!(
            says_who(&chain, &[]),
            "according to the prosecutor's office and the interior ministry, citing a witness, \
             as relayed by Other Agency"
        );
    }

    #[test]
    fn other_versions_and_denials_are_named() {
        let chain = [
            step("one ministry", AttributionRole::Source, 1),
            step("another ministry", AttributionRole::Denies, 1),
        ];
        assert_eq!(says_who(&chain, &[]), "according to one ministry, denied by another ministry");
    }

    #[test]
    fn without_a_chain_the_list_of_sources_serves() {
        assert_eq!(says_who(&[], &["the police".to_owned()]), "according to the police");
        assert_eq!(says_who(&[], &[]), "the publisher's own account");
    }
}
