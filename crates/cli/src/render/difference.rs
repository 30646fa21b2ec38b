//! How two versions of an article differ, sentence by sentence.

use cairn_intake::revision::{Change, sentence_diff};

use super::page::Page;
use super::words::plural;

/// The sentences that were taken out (`-`) and put in (`+`), in the order of the text; runs of
/// sentences that stayed are only counted.
pub fn part(page: &mut Page, earlier: &str, later: &str) {
    let mut same = 0u64;
    let mut changed = false;
    for line in sentence_diff(earlier, later) {
        let mark = match line.change {
            Change::Same => {
                same += 1;
                continue;
            }
            Change::Removed => "-",
            Change::Added => "+",
        };
        unchanged(page, &mut same);
        changed = true;
        page.item(2, mark, &line.text);
    }
    if changed {
        unchanged(page, &mut same);
    } else {
        page.paragraph(2, "No sentence changed.");
    }
}

fn unchanged(page: &mut Page, same: &mut u64) {
    if *same > 0 {
        let count = plural(*same, "sentence", "sentences");
        page.paragraph(4, &format!("({count} unchanged)"));
        *same = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_spelled_out() {
        let earlier = "A mine exploded on Friday. Two people were killed. The road is closed.";
        let later = "A mine exploded on Friday. Three people were killed. The road is closed.";
        let mut page = Page::new(60, false);
        part(&mut page, earlier, later);
        insta::assert_snapshot!(page.finish(), @r#"
          (1 sentence unchanged)
        - Two people were killed.
        + Three people were killed.
          (1 sentence unchanged)
        "#);
        let mut page = Page::new(60, false);
        part(&mut page, earlier, earlier);
        assert_eq!(page.finish(), "  No sentence changed.\n");
    }
}
