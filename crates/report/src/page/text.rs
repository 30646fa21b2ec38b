//! Text into HTML.

/// Text that cannot become markup. Figures stay with their units, and intervals on one line.
pub(super) fn escaped(text: &str) -> String {
    let text = text.replace(" %", "\u{a0}%").replace('–', "\u{2060}–\u{2060}");
    let mut markup = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => markup.push_str("&amp;"),
            '<' => markup.push_str("&lt;"),
            '>' => markup.push_str("&gt;"),
            '"' => markup.push_str("&quot;"),
            '\'' => markup.push_str("&#39;"),
            // Marks that change the direction of what follows.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c => markup.push(c),
        }
    }
    markup
}

/// A paragraph of this class.
pub(super) fn paragraph(class: &str, text: &str) -> String {
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    format!("<p{class}>{}</p>", escaped(text))
}

/// A list of sentences; nothing of none.
pub(super) fn list(items: &[String], class: &str) -> String {
    if items.is_empty() {
        return String::new();
    }
    let items: String = items.iter().map(|item| format!("<li>{}</li>", escaped(item))).collect();
    format!("<ul class=\"{class}\">{items}</ul>")
}

/// A table; every column but the first is of figures. `None` in a row is an empty cell.
pub(super) fn table(caption: &str, head: &[&str], rows: &[Vec<String>]) -> String {
    let cells = |tag: &str, row: &[String]| {
        let cell = |(at, text): (usize, &String)| {
            let class = if at > 0 { " class=\"figure\"" } else { "" };
            format!("<{tag}{class}>{}</{tag}>", escaped(text))
        };
        row.iter().enumerate().map(cell).collect::<String>()
    };
    let head: Vec<String> = head.iter().map(|&name| name.to_owned()).collect();
    let body: String = rows.iter().map(|row| format!("<tr>{}</tr>", cells("td", row))).collect();
    format!(
        "<div class=\"wide\" tabindex=\"0\"><table><caption>{}</caption><thead><tr>{}</tr></thead>\
         <tbody>{body}</tbody></table></div>",
        escaped(caption),
        cells("th", &head)
    )
}
