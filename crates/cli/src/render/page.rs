//! A page of text: headings, fields, paragraphs and quotations, wrapped to a width.
//!
//! Everything that comes from a document passes through [`printable`], so that no text can move the
//! cursor, recolour the screen or reorder what stands beside it.

use std::borrow::Cow;

/// Where the values of fields begin.
const FIELD_WIDTH: usize = 13;

/// A page under construction.
#[derive(Debug)]
pub struct Page {
    text: String,
    width: usize,
    bold: bool,
}

impl Page {
    /// An empty page.
    pub const fn new(width: usize, bold: bool) -> Self {
        Self { text: String::new(), width, bold }
    }

    /// The page as text.
    pub fn finish(self) -> String {
        self.text
    }

    /// The page's first line.
    pub fn title(&mut self, text: &str) {
        self.strong("", text);
    }

    /// A part of the page, after an empty line.
    pub fn heading(&mut self, text: &str) {
        self.gap();
        self.strong("", text);
    }

    /// An empty line, unless the page is empty or has one already.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A paragraph, indented by `indent` columns.
    pub fn paragraph(&mut self, indent: usize, text: &str) {
        let indent = " ".repeat(indent);
        self.wrapped(&indent, &indent, text);
    }

    /// A label and its value; nothing when there is no value.
    pub fn field(&mut self, label: &str, value: &str) {
        if value.is_empty() {
            return;
        }
        let first = format!("  {label:FIELD_WIDTH$}");
        self.wrapped(&first, &" ".repeat(FIELD_WIDTH + 2), value);
    }

    /// A further line of the value before.
    pub fn field_more(&mut self, value: &str) {
        let indent = " ".repeat(FIELD_WIDTH + 2);
        self.wrapped(&indent, &indent, value);
    }

    /// An entry of a list behind its marker, as in `1.`; later lines stand below the text.
    pub fn item(&mut self, indent: usize, marker: &str, text: &str) {
        let indent = " ".repeat(indent);
        let first = format!("{indent}{marker} ");
        let rest = format!("{indent}{}", " ".repeat(marker.chars().count() + 1));
        self.wrapped(&first, &rest, text);
    }

    /// A line of a table, as it is.
    pub fn verbatim(&mut self, line: &str) {
        self.text.push_str(printable(line).trim_end());
        self.text.push('\n');
    }

    /// Words of a document.
    pub fn quote(&mut self, indent: usize, text: &str) {
        let bar = format!("{}│ ", " ".repeat(indent));
        for paragraph in printable(text).lines().filter(|line| !line.trim().is_empty()) {
            self.wrapped(&bar, &bar, paragraph);
        }
    }

    fn strong(&mut self, indent: &str, text: &str) {
        let start = self.text.len();
        self.wrapped(indent, indent, text);
        if self.bold {
            let line = self.text.split_off(start);
            let line = line.trim_end_matches('\n');
            self.text.push_str(&format!("\u{1b}[1m{line}\u{1b}[0m\n"));
        }
    }

    fn wrapped(&mut self, first: &str, rest: &str, text: &str) {
        let text = printable(text);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let options = textwrap::Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        for line in textwrap::wrap(&text, options) {
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }
}

/// The text without characters that steer a terminal or the direction of writing.
pub fn printable(text: &str) -> Cow<'_, str> {
    let steers = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{061c}')
    };
    if text.contains(steers) {
        Cow::Owned(text.replace(steers, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// As [`printable`], on one line.
pub fn one_line(text: &str) -> String {
    printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first `most` characters, with an ellipsis where something was left out.
pub fn shortened(text: &str, most: usize) -> String {
    let text = one_line(text);
    if text.chars().count() <= most {
        return text;
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_keeps_to_its_width() {
        let mut page = Page::new(40, false);
        page.title("Incident I-12345678");
        page.field("Place", "a village with a long name, a district, a country");
        page.field("Activity", "");
        page.heading("Reports");
        page.item(2, "1.", "Example Wire, 5 June 2021, according to the ministry");
        page.quote(5, "Three people were injured.\n\nOne of them died.");
        insta::assert_snapshot!(page.finish(), @r#"
        Incident I-12345678
          Place        a village with a long
                       name, a district, a
                       country

        Reports
          1. Example Wire, 5 June 2021,
             according to the ministry
             │ Three people were injured.
             │ One of them died.
        "#);
    }

    #[test]
    fn a_document_cannot_steer_the_terminal() {
        assert_eq!(printable("a\u{1b}[2Jb"), "a\u{fffd}[2Jb");
        assert_eq!(printable("\u{202e}evil"), "\u{fffd}evil");
        assert_eq!(printable("Kəlbəcər"), "Kəlbəcər");
        let mut page = Page::new(80, false);
        page.paragraph(0, "bell\u{7} and\r\nreturn");
        assert_eq!(page.finish(), "bell\u{fffd} and\u{fffd} return\n");
    }

    #[test]
    fn long_text_is_shortened_by_characters() {
        assert_eq!(shortened("Kəlbəcər rayonu", 9), "Kəlbəcər…");
        assert_eq!(shortened("short", 9), "short");
    }
}
