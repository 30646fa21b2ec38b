//! What an address takes: which action on which resource, and whether it shows personal data.
//!
//! One table, looked at before anything is routed. An address that is not in it takes the right to
//! see personal data, so that one that is forgotten here is closed rather than open.

use axum::http::Method;
use cairn_model::{Action, Resource};

/// What a request takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needs {
    /// The right; `None`: nothing of the register is shown or changed.
    pub right: Option<(Action, Resource)>,
    /// Whether who reads it is noted.
    pub personal: bool,
}

impl Needs {
    const NOTHING: Self = Self { right: None, personal: false };

    const fn of(action: Action, resource: Resource) -> Self {
        Self { right: Some((action, resource)), personal: false }
    }

    const fn noted(self) -> Self {
        Self { personal: true, ..self }
    }
}

/// What a request takes, by its method and the path of its address.
pub fn needs(method: &Method, path: &str) -> Needs {
    let mut steps = path.split('/').filter(|step| !step.is_empty());
    let (first, second) = (steps.next().unwrap_or_default(), steps.next());
    let reads = method == Method::GET || method == Method::HEAD || method == Method::OPTIONS;
    if !reads {
        return changes(first);
    }
    let register = Needs::of(Action::Read, Resource::Register);
    match first {
        "assets" | "base" | "session" | "methods" | "openapi.json" | "icon.svg" | "favicon.ico"
        | "boundaries.geojson" => Needs::NOTHING,
        "ogc" => match second {
            None | Some("conformance" | "api") => Needs::NOTHING,
            Some(_) => register.noted(),
        },
        "" | "overview" | "map" | "tallies" | "contradictions" | "export" | "status" => register,
        "incidents" | "finds" | "tiles" => register.noted(),
        "victims" => Needs::of(Action::ReadPersonal, Resource::Register).noted(),
        "hazards" | "records" | "releases" => Needs::of(Action::Read, Resource::Land),
        "documents" | "statements" | "claims" => {
            Needs::of(Action::ReadPersonal, Resource::Documents).noted()
        }
        "ground" | "repairs" => Needs::of(Action::ReadPersonal, Resource::Ground),
        "decisions" | "review" => Needs::of(Action::ReadPersonal, Resource::Decisions).noted(),
        // It repeats what was asked for, names among it.
        "audit" => Needs::of(Action::ReadPersonal, Resource::Audit),
        "settings" => Needs::of(Action::Read, Resource::Settings),
        _ => Needs::of(Action::ReadPersonal, Resource::Register),
    }
}

fn changes(first: &str) -> Needs {
    match first {
        "session" => Needs::NOTHING,
        // Weights take more; whoever handles them looks.
        "decisions" => Needs::of(Action::Decide, Resource::Decisions),
        "documents" => Needs::of(Action::Add, Resource::Documents),
        "import" => Needs::of(Action::Add, Resource::Land),
        // Saving takes more; whoever handles it looks.
        "ground" => Needs::of(Action::ReadPersonal, Resource::Ground),
        "settings" => Needs::of(Action::Configure, Resource::Settings),
        _ => Needs::of(Action::Configure, Resource::Accounts),
    }
}

#[cfg(test)]
mod tests {
    use cairn_model::{Role, may};

    use super::*;

    /// The least role that gets an answer, by request.
    const TABLE: &[(&str, &str)] = &[
        ("GET /", "public"),
        ("GET /overview", "public"),
        ("GET /incidents", "public"),
        ("GET /incidents/I-0f3c9a12bd45", "public"),
        ("GET /finds", "public"),
        ("GET /tallies", "public"),
        ("GET /contradictions/C-0f", "public"),
        ("GET /hazards", "public"),
        ("GET /ogc/collections/incidents/items", "public"),
        ("GET /tiles/incidents/1/2/3.mvt", "public"),
        ("GET /victims", "viewer"),
        ("GET /documents", "viewer"),
        ("GET /documents/0f/original", "viewer"),
        ("GET /claims/0f.i1", "viewer"),
        ("GET /statements", "viewer"),
        ("GET /ground/x", "viewer"),
        ("GET /repairs", "viewer"),
        ("GET /review", "viewer"),
        ("GET /decisions", "viewer"),
        ("GET /some/new/address", "viewer"),
        ("GET /audit", "manager"),
        ("GET /settings", "manager"),
        ("POST /decisions", "reviewer"),
        ("POST /documents", "reviewer"),
        ("POST /import", "manager"),
        ("POST /ground", "viewer"),
        ("PUT /settings", "manager"),
        ("DELETE /incidents/I-0f3c9a12bd45", "administrator"),
    ];

    #[test]
    fn every_role_at_every_address() {
        for (request, least) in TABLE {
            let (method, path) = request.split_once(' ').unwrap();
            let (action, resource) = needs(&method.parse().unwrap(), path).right.unwrap();
            let least: Role = least.parse().unwrap();
            for role in Role::ALL {
                assert_eq!(may(*role, action, resource), *role >= least, "{request} {role}");
            }
        }
    }

    #[test]
    fn what_shows_nothing_is_free() {
        for path in ["/assets/app/main.js", "/base/land.geojson", "/session", "/ogc", "/methods"] {
            assert_eq!(needs(&Method::GET, path), Needs::NOTHING, "{path}");
        }
        assert_eq!(needs(&Method::POST, "/session"), Needs::NOTHING);
    }
}
