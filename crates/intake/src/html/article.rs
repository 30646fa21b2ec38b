//! The article's text out of a page, as lines separated by blank lines.

use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};

/// Short reports are the rule here: an article of this many letters is not looked for again with
/// less care.
const SHORT_ARTICLE: usize = 120;

/// The article, if one can be made out.
pub(super) fn text(document: Document) -> Option<String> {
    let config = Config {
        text_mode: TextMode::Formatted,
        char_threshold: SHORT_ARTICLE,
        ..Config::default()
    };
    let mut readability = Readability::with_document(document, None, Some(config)).ok()?;
    let article = readability.parse().ok()?;
    Some(tidy(&article.text_content)).filter(|text| !text.is_empty())
}

/// All text of a page; `None` when there is none.
pub(super) fn whole_page(source: &str) -> Option<String> {
    let document = Document::from(source);
    document.select("script, style, noscript, template, nav, form, button, select").remove();
    let body = document.body()?;
    Some(tidy(&body.formatted_text())).filter(|text| !text.is_empty())
}

/// The text with its headline as first line, unless it begins with it.
pub(super) fn with_headline(title: Option<&str>, body: &str) -> String {
    let Some(title) = title else {
        return body.to_owned();
    };
    // A date or rubric may stand before the headline.
    const NEAR: usize = 4;
    let wanted = bare(title);
    let has_it =
        body.lines().filter(|line| !line.is_empty()).take(NEAR).any(|line| bare(line) == wanted);
    if has_it || wanted.is_empty() { body.to_owned() } else { format!("{title}\n\n{body}") }
}

fn bare(line: &str) -> String {
    line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Lines without white space at their ends, never two blank ones in a row, no-break spaces as
/// spaces.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut blank = false;
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            blank = true;
            continue;
        }
        if !tidy.is_empty() {
            tidy.push_str(if blank { "\n\n" } else { "\n" });
        }
        blank = false;
        tidy.extend(line.chars().map(|c| if c == '\u{a0}' { ' ' } else { c }));
    }
    tidy
}
