//! `cairn user`: accounts in a file of their own, passwords never in an argument.

use crate::common::TestEnvironment;

fn add(env: &TestEnvironment, name: &str, role: &str) -> crate::common::Ran {
    env.pipe(&["user", "add", name, "--role", role, "--stdin"], "several plain old words\n")
}

#[test]
fn accounts_are_given_listed_changed_and_taken() {
    let env = TestEnvironment::new();
    let said = env.fails(&["user", "list"], 1);
    assert!(said.contains("no such file of accounts") && said.contains("cairn user add"), "{said}");
    let ran = add(&env, "A. Keeper", "administrator");
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (Some(0), "A. Keeper is administrator in cairn.accounts.\n")
    );
    assert_eq!(add(&env, "B. Officer", "viewer").code, Some(0));
    insta::assert_snapshot!(add(&env, "b. officer", "viewer").err, @r#"
    error: there is an account called `b. officer` already
      help: choose another name, or change this one with `cairn user role` and
            `password`
    "#);
    let kept = std::fs::read(env.path("cairn.accounts")).unwrap();
    let text = String::from_utf8_lossy(&kept);
    assert!(!text.contains("plain old words"));
    env.ok(&["user", "role", "B. Officer", "reviewer"]);
    let people = env.jsonl(&["user", "list"]);
    let roles: Vec<_> = people.iter().map(|one| (&one["name"], &one["role"])).collect();
    assert_eq!(
        roles,
        [
            (&"A. Keeper".into(), &"administrator".into()),
            (&"B. Officer".into(), &"reviewer".into())
        ]
    );
    let token =
        env.ok(&["user", "token", "add", "B. Officer", "--for", "nightly feed", "--scope", "add"]);
    assert!(token.starts_with("cairn_") && token.trim().len() == 70, "{token}");
    let tokens = env.jsonl(&["user", "token", "list"]);
    assert_eq!(tokens[0]["scopes"], serde_json::json!(["add"]));
    env.ok(&["user", "token", "remove", tokens[0]["id"].as_str().unwrap()]);
    assert!(env.jsonl(&["user", "token", "list"]).is_empty());
    let said = env.fails(&["user", "remove", "A. Keeper"], 1);
    assert!(said.contains("only administrator"), "{said}");
    env.ok(&["user", "remove", "B. Officer"]);
    assert_eq!(env.jsonl(&["user", "list"]).len(), 1);
}

#[test]
fn a_password_that_is_short_or_cannot_be_asked_for_is_refused() {
    let env = TestEnvironment::new();
    let ran = env.pipe(&["user", "add", "A", "--role", "viewer", "--stdin"], "short\n");
    insta::assert_snapshot!(ran.err, @r#"
    error: the password has fewer than 12 characters; several words make a good
      │ one
    "#);
    assert!(!env.path("cairn.accounts").exists(), "nothing was made");
    let ran = env.pipe(&["user", "add", "A", "--role", "viewer"], "several plain old words\n");
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("--stdin"), "{}", ran.err);
    let said = env.fails(&["user", "add", "A", "--role", "public", "--stdin"], 2);
    assert!(said.contains("viewer, reviewer, manager, administrator"), "{said}");
}

#[test]
fn the_manager_says_what_the_public_sees() {
    let env = TestEnvironment::new();
    add(&env, "A. Keeper", "administrator");
    let said = env.ok(&["user", "public"]);
    assert!(said.contains("see nothing"), "{said}");
    let said = env.ok(&["user", "public", "--open", "--hazards", "grid"]);
    assert!(said.contains("public edition") && said.contains("coarse grid"), "{said}");
    let said = env.ok(&["user", "public", "--hazards", "hidden"]);
    assert!(said.contains("public edition") && said.contains("not shown"), "{said}");
    assert!(env.ok(&["user", "public", "--closed"]).contains("see nothing"));
}
