//! Killed at any moment while adding: the register opens, and nothing is half there.

use std::time::Duration;

use crate::common::TestEnvironment;

fn many(count: usize) -> String {
    (0..count)
        .map(|number| {
            let text = format!(
                "{} people were injured when a mine exploded in the village of Susuzlug of the \
                 Kalbajar district on {} June {}, the police said.",
                number % 7 + 2,
                number % 28 + 1,
                1990 + number / 28 % 30,
            );
            serde_json::json!({"id": format!("d{number:05}"), "text": text, "country": "AZ"})
                .to_string()
                + "\n"
        })
        .collect()
}

#[cfg(unix)]
#[test]
fn killed_while_adding() {
    let env = TestEnvironment::new();
    env.write("docs.jsonl", many(150));
    env.ok(&["add", "docs.jsonl", "--register", "whole.gpkg"]);
    let whole = env.ok(&["incidents", "--format", "jsonl", "--register", "whole.gpkg"]);
    assert!(whole.lines().count() > 50, "{whole}");
    for (round, wait) in [5u64, 40, 150, 400].into_iter().enumerate() {
        let register = format!("r{round}.gpkg");
        let mut child =
            env.command(&["add", "docs.jsonl", "--register", &register]).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        // It may have ended already; then there is nothing to kill.
        let _ = child.kill();
        child.wait().unwrap();
        if env.path(&register).exists() {
            let opened = env.run(&["documents", "--register", &register, "--format", "jsonl"]);
            // A file without a layout yet is as good as none: adding again must make it whole.
            if opened.code == Some(0) {
                let kept = opened.out.lines().count();
                let claims = env.jsonl(&["incidents", "--register", &register]);
                let reports: usize = claims
                    .iter()
                    .map(|incident| incident["reports"].as_array().unwrap().len())
                    .sum();
                assert!(reports <= kept, "{register}: {reports} reports of {kept} documents");
            }
        }
        env.ok(&["add", "docs.jsonl", "--register", &register]);
        assert_eq!(env.jsonl(&["documents", "--register", &register]).len(), 150);
        let listed = env.ok(&["incidents", "--format", "jsonl", "--register", &register]);
        assert!(listed == whole, "{register}");
    }
}
