//! The file of accounts, as a caller sees it.

use std::collections::BTreeSet;

use cairn_model::{Action, Resource, Role};
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;

use super::*;

const HASH: &str = "$argon2id$made-up";

fn now() -> Timestamp {
    "2026-01-01T00:00:00Z".parse().unwrap()
}

fn later(hours: i64) -> Timestamp {
    now() + SignedDuration::from_hours(hours)
}

fn fresh() -> (TempDir, Accounts) {
    let folder = TempDir::new().unwrap();
    let accounts = Accounts::open_or_create(&folder.path().join("cairn.accounts")).unwrap();
    (folder, accounts)
}

fn with_people() -> (TempDir, Accounts) {
    let (folder, mut accounts) = fresh();
    accounts.add_person("A. Keeper", Role::Administrator, Some(HASH), now()).unwrap();
    accounts.add_person("B. Officer", Role::Reviewer, Some(HASH), now()).unwrap();
    (folder, accounts)
}

#[cfg(unix)]
#[test]
fn only_its_owner_may_read_the_file_and_those_beside_it() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, _accounts) = with_people();
    let mut files = 0;
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let file = file.unwrap();
        let mode = file.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", file.file_name());
        files += 1;
    }
    assert!(files >= 2, "the log beside it was looked at, too");
    let path = folder.path().join("cairn.accounts");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let refused = Accounts::open(&path).unwrap_err();
    assert!(matches!(refused, AccountsError::Exposed { mode: 0o644, .. }), "{refused}");
}

#[test]
fn another_file_is_refused_and_not_touched() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("notes.txt");
    let text = "nothing of the kind, and long enough to be looked at as a header of a database file\
                 which takes a hundred bytes";
    std::fs::write(&path, text).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    assert!(matches!(Accounts::open(&path), Err(AccountsError::NotAccounts { .. })));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn names_are_one_whatever_their_case_and_the_last_administrator_stays() {
    let (_folder, mut accounts) = with_people();
    let taken = accounts.add_person("b. officer", Role::Viewer, None, now());
    assert!(matches!(taken, Err(AccountsError::Taken { .. })));
    assert_eq!(accounts.person("b. OFFICER").unwrap().unwrap().name, "B. Officer");
    for name in ["", " x", "x\n", &"x".repeat(65)] {
        let bad = accounts.add_person(name, Role::Viewer, None, now());
        assert!(matches!(bad, Err(AccountsError::BadName { .. })), "{name:?}");
    }
    let last = accounts.remove_person("A. Keeper");
    assert!(matches!(last, Err(AccountsError::LastAdministrator { .. })));
    let last = accounts.set_role("a. keeper", Role::Viewer);
    assert!(matches!(last, Err(AccountsError::LastAdministrator { .. })));
    accounts.set_role("B. Officer", Role::Administrator).unwrap();
    accounts.remove_person("A. Keeper").unwrap();
    assert_eq!(accounts.people().unwrap().len(), 1);
    let nobody = accounts.remove_person("A. Keeper");
    assert!(matches!(nobody, Err(AccountsError::Nobody { .. })));
}

#[test]
fn a_session_ends_by_itself_with_a_new_password_and_with_the_account() {
    let (_folder, mut accounts) = with_people();
    let hash = [7; 32];
    let begin = |accounts: &mut Accounts| {
        let (begun_at, expires_at) = (now(), later(12));
        let new = NewSession { hash: &hash, person: "b. officer", csrf: "c", begun_at, expires_at };
        accounts.begin_session(new).unwrap();
    };
    begin(&mut accounts);
    let session = accounts.session(&hash, later(11)).unwrap().unwrap();
    assert_eq!((session.person.as_str(), session.role), ("B. Officer", Role::Reviewer));
    assert_eq!(accounts.session(&hash, later(12)).unwrap(), None);
    accounts.set_role("B. Officer", Role::Viewer).unwrap();
    assert_eq!(accounts.session(&hash, now()).unwrap().unwrap().role, Role::Viewer);
    accounts.set_password("B. Officer", "other").unwrap();
    assert_eq!(accounts.session(&hash, now()).unwrap(), None);
    begin(&mut accounts);
    accounts.end_session(&hash).unwrap();
    assert_eq!(accounts.session(&hash, now()).unwrap(), None);
    begin(&mut accounts);
    accounts.remove_person("B. Officer").unwrap();
    assert_eq!(accounts.session(&hash, now()).unwrap(), None);
}

#[test]
fn a_token_may_what_its_owner_may_now_narrowed() {
    let (_folder, mut accounts) = with_people();
    let hash = [9; 32];
    let scopes = BTreeSet::from([Action::Read, Action::Add]);
    let new = NewToken {
        id: "t1",
        hash: &hash,
        person: "B. Officer",
        label: "nightly feed",
        scopes: Some(&scopes),
        made_at: now(),
        expires_at: later(24),
    };
    accounts.add_token(new).unwrap();
    let rights = |accounts: &Accounts| accounts.token(&hash, now()).unwrap().unwrap().rights;
    assert!(rights(&accounts).may(Action::Add, Resource::Documents));
    assert!(!rights(&accounts).may(Action::Decide, Resource::Decisions));
    accounts.set_role("B. Officer", Role::Viewer).unwrap();
    assert!(!rights(&accounts).may(Action::Add, Resource::Documents));
    assert_eq!(accounts.token(&hash, later(24)).unwrap(), None);
    accounts.remove_token("t1").unwrap();
    assert_eq!(accounts.token(&hash, now()).unwrap(), None);
    assert!(matches!(accounts.remove_token("t1"), Err(AccountsError::NoToken { .. })));
}

#[test]
fn the_audit_log_only_grows() {
    let (_folder, mut accounts) = with_people();
    let entry = |thing: &str| NewAuditEntry {
        at: now(),
        person: "B. Officer".to_owned(),
        role: Role::Reviewer,
        address: "192.0.2.7".to_owned(),
        did: "read".to_owned(),
        thing: thing.to_owned(),
    };
    accounts.audit(&[entry("/victims"), entry("/documents/0f")]).unwrap();
    let log = accounts.audited(None, 10).unwrap();
    assert_eq!(log.iter().map(|one| one.number).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(log[1].entry, entry("/victims"));
    assert_eq!(accounts.audited(Some(2), 10).unwrap().len(), 1);
    for sql in [
        "DELETE FROM audit",
        "UPDATE audit SET person = 'nobody'",
        "INSERT OR REPLACE INTO audit VALUES (1, 0, '', '', '', '', '')",
    ] {
        let refused = accounts.conn.execute_batch(sql).unwrap_err().to_string();
        assert!(refused.contains("audit log"), "{sql}: {refused}");
    }
}

#[test]
fn failures_add_up_and_are_forgotten_after_a_day() {
    let (_folder, mut accounts) = fresh();
    accounts.note_failure(&["name x", "from 192.0.2.7"], now()).unwrap();
    accounts.note_failure(&["name x"], later(1)).unwrap();
    let failed = |accounts: &Accounts, at| accounts.attempts("name x", at).unwrap();
    let expected = Attempts { failures: 2, last_at: later(1) };
    assert_eq!(failed(&accounts, later(2)), Some(expected));
    assert_eq!(failed(&accounts, later(26)), None);
    accounts.forget_failures(&["name x"]).unwrap();
    assert_eq!(failed(&accounts, later(2)), None);
    assert!(accounts.attempts("from 192.0.2.7", later(2)).unwrap().is_some());
}

#[test]
fn the_public_sees_nothing_unless_somebody_decided_otherwise() {
    let (folder, mut accounts) = fresh();
    assert_eq!(accounts.public_settings().unwrap(), PublicSettings::default());
    assert!(!PublicSettings::default().open);
    let open = PublicSettings { open: true, hazards: HazardGeometry::Grid };
    accounts.set_public_settings(open).unwrap();
    let again = Accounts::open(&folder.path().join("cairn.accounts")).unwrap();
    assert_eq!(again.public_settings().unwrap(), open);
}
