//! Who may do what: a plain function without state, so that the whole of it can be written down as a
//! table and tested cell by cell.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::vocabulary::{Action, Resource, Role};

/// Whether somebody of this role may do this to that.
pub fn may(role: Role, action: Action, resource: Resource) -> bool {
    least(action, resource).is_some_and(|least| role >= least)
}

/// The least role that may; `None` where nobody may, as it makes no sense.
const fn least(action: Action, resource: Resource) -> Option<Role> {
    use Resource::{
        Accounts, Audit, Decisions, Documents, Ground, Land, Register, Settings, Weights,
    };
    Some(match (action, resource) {
        (Action::Read, Register | Land) => Role::Public,
        (Action::Read, Documents | Ground | Decisions | Weights)
        | (Action::ReadPersonal, Register | Documents | Land | Ground | Decisions) => Role::Viewer,
        (Action::Decide, Decisions) | (Action::Add, Documents) | (Action::Save, Ground) => {
            Role::Reviewer
        }
        (Action::Read, Audit | Settings)
        | (Action::ReadPersonal, Audit)
        | (Action::Decide, Weights)
        | (Action::Add, Land)
        | (Action::Configure, Settings) => Role::Manager,
        (Action::Read | Action::Configure, Accounts) => Role::Administrator,
        _ => return None,
    })
}

/// What a person, or a program in a person's name, is allowed.
///
/// A token is narrowed to some actions; it never may more than the person it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rights {
    /// The person's role.
    pub role: Role,
    /// The actions that are left; `None`: all that the role may do.
    pub scopes: Option<BTreeSet<Action>>,
}

impl Rights {
    /// All that a role may do.
    pub const fn of(role: Role) -> Self {
        Self { role, scopes: None }
    }

    /// Whether this may be done to that.
    pub fn may(&self, action: Action, resource: Resource) -> bool {
        self.scopes.as_ref().is_none_or(|scopes| scopes.contains(&action))
            && may(self.role, action, resource)
    }

    /// All that may be done, as `read:register`, in the order of the vocabulary.
    pub fn list(&self) -> Vec<String> {
        let all = Action::ALL
            .iter()
            .flat_map(|action| Resource::ALL.iter().map(move |resource| (*action, *resource)));
        all.filter(|(action, resource)| self.may(*action, *resource))
            .map(|(action, resource)| format!("{}:{}", action.code(), resource.code()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pair of action and resource with the roles that may, one letter each: public, viewer,
    /// reviewer, manager, administrator. What is not in the table, nobody may.
    const TABLE: &[(&str, &str)] = &[
        ("read:register", "PVRMA"),
        ("read:land", "PVRMA"),
        ("read:documents", "-VRMA"),
        ("read:ground", "-VRMA"),
        ("read:decisions", "-VRMA"),
        ("read:weights", "-VRMA"),
        ("read:audit", "---MA"),
        ("read:settings", "---MA"),
        ("read:accounts", "----A"),
        ("read_personal:register", "-VRMA"),
        ("read_personal:documents", "-VRMA"),
        ("read_personal:land", "-VRMA"),
        ("read_personal:ground", "-VRMA"),
        ("read_personal:decisions", "-VRMA"),
        ("read_personal:audit", "---MA"),
        ("decide:decisions", "--RMA"),
        ("decide:weights", "---MA"),
        ("add:documents", "--RMA"),
        ("add:land", "---MA"),
        ("save:ground", "--RMA"),
        ("configure:settings", "---MA"),
        ("configure:accounts", "----A"),
    ];

    #[test]
    fn every_cell_of_the_table() {
        for action in Action::ALL {
            for resource in Resource::ALL {
                let pair = format!("{}:{}", action.code(), resource.code());
                let row = TABLE.iter().find(|(name, _)| *name == pair);
                let row = row.map_or("-----", |(_, roles)| roles);
                for (role, cell) in Role::ALL.iter().zip(row.chars()) {
                    assert_eq!(may(*role, *action, *resource), cell != '-', "{role} {pair}");
                }
            }
        }
    }

    #[test]
    fn scopes_narrow_a_role_and_never_widen_it() {
        let scopes = Some(BTreeSet::from([Action::Read, Action::Configure]));
        let rights = Rights { role: Role::Reviewer, scopes };
        assert!(rights.may(Action::Read, Resource::Documents));
        assert!(!rights.may(Action::Decide, Resource::Decisions), "taken away by the scopes");
        assert!(!rights.may(Action::Configure, Resource::Accounts), "not given by the role");
        assert_eq!(Rights::of(Role::Public).list(), ["read:register", "read:land"]);
    }
}
