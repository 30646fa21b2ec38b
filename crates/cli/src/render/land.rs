//! Land in a line: hazardous areas, minefield records, released land.

use cairn_model::{
    Device, Drawn, EvidenceClass, Geometry, Hazard, LandRelease, LandStatus, NonconformitySeverity,
    QualityCheck, StatusChange,
};

use super::words;

/// A hazardous area in one line.
pub fn hazard(hazard: &Hazard) -> String {
    let mut what = hazard.kind.label().to_owned();
    if hazard.device != Device::Unknown {
        what.push_str(&format!(" ({})", hazard.device.label()));
    }
    let mut parts = vec![what];
    if hazard.status != LandStatus::Unknown {
        parts.push(format!("status {}", hazard.status.label()));
    }
    match (hazard.basis, &hazard.basis_text) {
        (EvidenceClass::Unknown, None) => {}
        (EvidenceClass::Unknown, Some(text)) => parts.push(format!("evidence “{text}”")),
        (class, None) => parts.push(class.label().to_owned()),
        (class, Some(text)) => parts.push(format!("{} (“{text}”)", class.label())),
    }
    parts.extend(hazard.benchmark.as_ref().map(|point| format!("benchmark {point}")));
    parts.extend(hazard.beneficiaries.map(|people| format!("would serve {people} people")));
    if !hazard.history.is_empty() {
        let changes: Vec<String> = hazard.history.iter().map(change).collect();
        parts.push(format!("history: {}", changes.join(", ")));
    }
    in_short(&parts.join("; "), &hazard.drawn)
}

fn change(change: &StatusChange) -> String {
    let what = change.text.as_deref().unwrap_or(change.status.label());
    if change.date.is_unknown() {
        return format!("{what} (not dated)");
    }
    format!("{what} {}", words::long_date(&change.date))
}

/// Released land in one line.
pub fn release(release: &LandRelease) -> String {
    let mut parts = vec![format!("land {}", release.kind.label())];
    parts.extend(release.method.as_ref().map(|method| format!("method {method}")));
    parts.extend(release.depth_m.map(|metres| format!("to {metres} m deep")));
    if let Some(found) = release.found {
        let devices = match release.device {
            Device::Unknown => "devices",
            device => device.label(),
        };
        let yields = release.yield_per_hectare();
        let yields = yields.map(|devices| format!(" ({devices:.2} a hectare)"));
        parts.push(format!("{found} {devices} found{}", yields.unwrap_or_default()));
    }
    if !release.started.is_unknown() {
        parts.push(format!("begun {}", words::long_date(&release.started)));
    }
    in_short(&parts.join("; "), &release.drawn)
}

fn checked(check: &QualityCheck) -> String {
    let mut parts = vec!["checked".to_owned()];
    if !check.date.is_unknown() {
        parts.push(words::long_date(&check.date));
    }
    parts.extend(check.by.as_ref().map(|by| format!("by {by}")));
    parts.extend(check.of.as_ref().map(|of| format!("work of {of}")));
    parts.extend(check.activity.as_ref().map(|activity| format!("({activity})")));
    let mut text = parts.join(" ");
    if check.severity != NonconformitySeverity::Unknown {
        text.push_str(&format!(": {}", check.severity.label()));
    }
    for more in [&check.nonconformity, &check.measures].into_iter().flatten() {
        text.push_str(&format!(", “{more}”"));
    }
    text
}

/// What is there, where, when and how exact, in one line.
pub fn in_short(what: &str, drawn: &Drawn) -> String {
    let mut parts = vec![what.to_owned()];
    parts.extend(drawn.reference.as_ref().map(|reference| format!("no. {reference}")));
    parts.extend(drawn.sheet.as_ref().map(|sheet| format!("sheet {sheet}")));
    if !drawn.place.is_unnamed() {
        parts.push(words::place(&drawn.place));
    }
    if !drawn.date.is_unknown() {
        parts.push(words::long_date(&drawn.date));
    }
    parts.push(shape(drawn.geometry.as_ref()));
    parts.extend(drawn.position_error_m.map(|metres| format!("within {metres} m")));
    parts.extend(drawn.check.as_ref().map(checked));
    parts.extend(drawn.repairs.iter().map(|repair| format!("[{}]", repair.note)));
    parts.join("; ")
}

/// A shape for people: what it is of, and where its middle lies.
pub fn shape(geometry: Option<&Geometry>) -> String {
    let Some(geometry) = geometry else { return "no shape".to_owned() };
    let of = match geometry {
        Geometry::MultiPoint(points) => words::plural(points.len(), "point", "points"),
        Geometry::MultiLineString(lines) => words::plural(lines.len(), "line", "lines"),
        Geometry::MultiPolygon(areas) => {
            let metres = geometry.area_m2().unwrap_or_default().round();
            let metres = words::grouped(&metres.to_string());
            format!("{} of {metres} m²", words::plural(areas.len(), "area", "areas"))
        }
    };
    match geometry.middle() {
        Some(at) => format!("{of} at {:.4}, {:.4}", at.lat(), at.lon()),
        None => of,
    }
}
