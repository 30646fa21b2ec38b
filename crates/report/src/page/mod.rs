//! An answer as one HTML page that needs nothing beside it: no request, no script, light and dark,
//! to be printed.

mod curve;
mod exposure;
mod sheets;
mod svg;
mod tables;
mod text;

use crate::answer::Answer;
use crate::words;

use text::{escaped, list, paragraph};

/// Colours, type and print. Sizes are relative, so that the page follows the reader's settings.
const STYLE: &str = include_str!("page.css");

/// What a page says of itself beside the answer.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The register's file name.
    pub register: &'a str,
    /// The name under which the question is saved.
    pub saved_as: Option<&'a str>,
    /// The program and its version.
    pub made_by: &'a str,
    /// When, RFC 3339 in UTC.
    pub made_at: &'a str,
}

/// The page.
pub fn html(answer: &Answer, about: &About<'_>) -> String {
    let mut body = String::new();
    body.push_str("<header><h1>How far the records can be trusted</h1>");
    body.push_str(&asked(answer, about));
    body.push_str("</header>");
    let sections = [
        ("What follows", list(&words::findings(answer), "findings")),
        ("Hits by distance, beside chance", curve::section(answer)),
        ("If people keep off mapped ground", exposure::section(answer)),
        ("Sheet by sheet", sheets::section(answer)),
        ("Figures that reports quote", tables::quoted(answer)),
        ("What was left out, and why", tables::left_out(answer)),
        ("What these figures do not say", list(&words::limits(answer), "limits")),
        ("To ask again", again(answer, about)),
    ];
    for (title, section) in sections {
        if !section.is_empty() {
            body.push_str(&format!("<section><h2>{title}</h2>{section}</section>"));
        }
    }
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
         style-src 'unsafe-inline'\"><title>How far the records can be trusted</title>\
         <style>{STYLE}</style></head><body><main>{body}</main></body></html>\n"
    )
}

fn asked(answer: &Answer, about: &About<'_>) -> String {
    let question = &answer.question;
    let mut fields = vec![
        ("Register", about.register.to_owned()),
        ("Records", words::filter(&question.records, "all mapped areas")),
        ("", words::records(answer).join("; ")),
        ("Items", words::filter(&question.items, "all incidents and finds")),
        (
            "",
            format!(
                "{} of {} counted; they make {}",
                words::number(answer.items),
                words::number(answer.items_wanted()),
                words::counted(answer.events, "event", "events")
            ),
        ),
        ("Positions", words::positions(answer)),
        ("Study area", words::study_area(answer)),
    ];
    if let Some(name) = about.saved_as {
        fields.insert(0, ("Saved as", name.to_owned()));
    }
    let rows = fields
        .iter()
        .map(|(name, value)| format!("<dt>{}</dt><dd>{}</dd>", escaped(name), escaped(value)));
    format!("<dl>{}</dl>", rows.collect::<String>())
}

fn again(answer: &Answer, about: &About<'_>) -> String {
    let command = match about.saved_as {
        Some(name) => format!("cairn reliability --saved '{name}'"),
        None => words::command(answer),
    };
    let register = &answer.register;
    let made = format!(
        "The same register gives the same answer, to the last digit. It held {} documents, {} claims \
         and {} decisions. Seed {}. Made by {} at {}.",
        register.documents,
        register.claims,
        register.decisions,
        answer.seed,
        about.made_by,
        about.made_at
    );
    format!("<pre><code>{}</code></pre>{}", escaped(&command), paragraph("", &made))
}

#[cfg(test)]
mod tests;
