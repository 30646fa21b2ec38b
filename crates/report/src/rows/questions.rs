//! The list of saved questions.

use cairn_store::SavedQuestion;

use super::Record;

impl Record for SavedQuestion {
    const FIELDS: &'static [&'static str] = &["name", "about", "saved_at", "summary", "question"];

    fn record(&self) -> Vec<String> {
        let Self { name, about, saved_at, summary, question, .. } = self;
        [name, about, saved_at, summary, question].into_iter().cloned().collect()
    }
}
