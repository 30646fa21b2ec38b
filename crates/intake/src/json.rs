//! One document as a JSON object: `id`, `text`, and what is known beside.

use cairn_model::{Document, DocumentId, DocumentMeta};
use serde::Deserialize;
use serde_json::Value;

use crate::dates::published_day;
use crate::decode::is_control_noise;
use crate::error::{IntakeError, Problem};
use crate::limits::Limits;
use crate::remark::Remark;
use crate::take::Taken;

/// The fields of a document's JSON object. All other fields are passed over.
#[derive(Deserialize)]
struct Fields {
    id: Option<Value>,
    text: Option<Value>,
    title: Option<Value>,
    publisher: Option<Value>,
    published: Option<Value>,
    language: Option<Value>,
    country: Option<Value>,
    url: Option<Value>,
}

/// Takes in one JSON object. `origin` says where it stands; `fallback` is its label when it has no
/// `id`.
pub(crate) fn take_object(
    origin: &str,
    fallback: &str,
    bytes: Vec<u8>,
    limits: &Limits,
) -> Result<Taken, IntakeError> {
    match parse(origin, fallback, &bytes, limits) {
        Ok((document, remarks)) => Ok(Taken { document, bytes, remarks }),
        Err(problem) => Err(IntakeError::new(origin, problem).about(peek_id(&bytes))),
    }
}

fn parse(
    origin: &str,
    fallback: &str,
    bytes: &[u8],
    limits: &Limits,
) -> Result<(Document, Vec<Remark>), Problem> {
    let source =
        std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    let fields = parse_fields(source)?;
    let text = match fields.text {
        Some(Value::String(text)) => text,
        None | Some(Value::Null) => {
            return Err(Problem::MissingField {
                field: "text",
                expected: "the document's text as a string",
            });
        }
        Some(other) => {
            return Err(Problem::WrongField {
                field: "text",
                found: kind_of(&other),
                expected: "a string",
            });
        }
    };
    check_text(&text, limits)?;
    let label = match fields.id {
        None | Some(Value::Null) => fallback.to_owned(),
        Some(Value::String(id)) if id.trim().is_empty() => fallback.to_owned(),
        Some(Value::String(id)) => id,
        Some(Value::Number(id)) => id.to_string(),
        Some(other) => {
            return Err(Problem::WrongField {
                field: "id",
                found: kind_of(&other),
                expected: "a string or a number",
            });
        }
    };
    let mut remarks = Vec::new();
    let meta = DocumentMeta {
        title: string("title", fields.title, &mut remarks),
        publisher: string("publisher", fields.publisher, &mut remarks),
        published: string("published", fields.published, &mut remarks)
            .and_then(|given| published(&given, &mut remarks)),
        language: string("language", fields.language, &mut remarks)
            .and_then(|given| language(&given, &mut remarks)),
        country: string("country", fields.country, &mut remarks)
            .and_then(|given| country(&given, &mut remarks)),
        url: string("url", fields.url, &mut remarks),
    };
    let document = Document {
        id: DocumentId::of_bytes(bytes),
        label,
        origin: origin.to_owned(),
        media_type: "application/json".to_owned(),
        meta,
        text,
    };
    Ok((document, remarks))
}

fn parse_fields(source: &str) -> Result<Fields, Problem> {
    let trimmed = source.trim_start_matches(|c: char| c.is_ascii_whitespace());
    if let Some(found) = not_an_object(trimmed) {
        return Err(Problem::NotAnObject { found });
    }
    if !trimmed.starts_with('{') {
        return Err(Problem::Json {
            message: "expected `{`".to_owned(),
            column: source.len() - trimmed.len() + 1,
        });
    }
    serde_json::from_str(source).map_err(|error| {
        let full = error.to_string();
        let message = full.rsplit_once(" at line ").map_or(full.as_str(), |(message, _)| message);
        Problem::Json { message: message.to_owned(), column: error.column() }
    })
}

/// What a JSON text is, when it is sound and not an object.
fn not_an_object(trimmed: &str) -> Option<&'static str> {
    if trimmed.starts_with('{') {
        return None;
    }
    if trimmed.starts_with('[') {
        return Some("an array");
    }
    serde_json::from_str::<Value>(trimmed).ok().map(|value| kind_of(&value))
}

const fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

fn not_utf8(bytes: &[u8], at: usize) -> Problem {
    Problem::NotUtf8 { at, value: bytes.get(at).copied().unwrap_or_default() }
}

/// Refuses a text that is empty, too long or no text.
pub(crate) fn check_text(text: &str, limits: &Limits) -> Result<(), Problem> {
    if text.trim().is_empty() {
        return Err(Problem::Empty { expected: "text" });
    }
    if text.len() > limits.text_bytes {
        return Err(Problem::TooLarge { what: "its text", limit: limits.text_bytes as u64 });
    }
    if is_control_noise(text) {
        return Err(Problem::Binary {
            found: "text with NUL or too many control characters",
            hint: "check how the text was made: no article holds NUL or control characters",
        });
    }
    Ok(())
}

fn string(field: &'static str, value: Option<Value>, remarks: &mut Vec<Remark>) -> Option<String> {
    match value? {
        Value::Null => None,
        Value::String(text) if text.trim().is_empty() => None,
        Value::String(text) if !text.contains('\0') => Some(text.trim().to_owned()),
        other => {
            remarks.push(Remark::left_out(field, &other.to_string(), "a string"));
            None
        }
    }
}

/// The day of publication; what is no date is left out with a remark.
pub(crate) fn published(given: &str, remarks: &mut Vec<Remark>) -> Option<jiff::civil::Date> {
    let day = published_day(given);
    if day.is_none() {
        remarks.push(Remark::left_out("published", given, "a date as 2021-06-04"));
    }
    day
}

/// The language's primary subtag in lower case: `en-US` is `en`.
pub(crate) fn language(given: &str, remarks: &mut Vec<Remark>) -> Option<String> {
    let primary = given.trim().split(['-', '_']).next().unwrap_or_default();
    if (2..=3).contains(&primary.len()) && primary.bytes().all(|c| c.is_ascii_alphabetic()) {
        return Some(primary.to_ascii_lowercase());
    }
    remarks.push(Remark::left_out("language", given, "an ISO 639-1 code as en"));
    None
}

pub(crate) fn country(given: &str, remarks: &mut Vec<Remark>) -> Option<String> {
    // "AZ", or a first-level unit of it ("AZ-KAL").
    let code = given.split('-').next().unwrap_or_default();
    if code.len() == 2 && code.bytes().all(|c| c.is_ascii_alphabetic()) {
        return Some(code.to_ascii_uppercase());
    }
    remarks.push(Remark::left_out("country", given, "an ISO 3166 alpha-2 code as AZ"));
    None
}

/// The `id` of a broken object, as far as it can be made out: the first `"id":` with a whole
/// string or number after it.
pub(crate) fn peek_id(bytes: &[u8]) -> Option<String> {
    const SEEN: usize = 64 << 10;
    let text = String::from_utf8_lossy(bytes.get(..SEEN).unwrap_or(bytes));
    text.match_indices("\"id\"").find_map(|(at, key)| {
        let rest = text.get(at + key.len()..)?.trim_start();
        let value = rest.strip_prefix(':')?.trim_start();
        first_scalar(value)
    })
}

fn first_scalar(value: &str) -> Option<String> {
    let mut values = serde_json::Deserializer::from_str(value).into_iter::<Value>();
    if !value.starts_with(|c: char| c == '"' || c == '-' || c.is_ascii_digit()) {
        return None;
    }
    match values.next()?.ok()? {
        Value::String(id) if !id.trim().is_empty() => Some(id),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(line: &str) -> Result<Taken, IntakeError> {
        take_object("d.jsonl:7", "d:7", line.as_bytes().to_vec(), &Limits::default())
    }

    fn error(line: &str) -> String {
        take(line).unwrap_err().to_string()
    }

    #[test]
    fn all_fields_are_taken() {
        let taken = take(
            r#"{"id":"a-1","text":"A mine.","title":" Blast ","publisher":"Example Wire",
                "published":"2024-04-28T08:00:00Z","language":"en-GB","country":"az",
                "url":"https://example.org/1","score":[{"x":1}]}"#,
        )
        .unwrap();
        insta::assert_json_snapshot!(taken.document, @r#"
        {
          "id": "c7edaeb6585fa293527df964edb436380b3db0303867e27cef09ae5dd9983c4e",
          "label": "a-1",
          "origin": "d.jsonl:7",
          "media_type": "application/json",
          "meta": {
            "title": "Blast",
            "publisher": "Example Wire",
            "published": "2024-04-28",
            "language": "en",
            "country": "AZ",
            "url": "https://example.org/1"
          },
          "text": "A mine."
        }
        "#);
        assert_eq!(taken.remarks, []);
    }

    #[test]
    fn an_id_may_be_a_number_or_missing() {
        assert_eq!(take(r#"{"id":17,"text":"x"}"#).unwrap().document.label, "17");
        assert_eq!(take(r#"{"text":"x"}"#).unwrap().document.label, "d:7");
    }

    #[test]
    fn a_wrong_optional_field_is_left_out_with_a_remark() {
        let taken =
            take(r#"{"text":"x","published":"last week","title":5,"country":"Azerbaijan"}"#);
        let remarks: Vec<String> = taken.unwrap().remarks.iter().map(Remark::to_string).collect();
        insta::assert_snapshot!(remarks.join("\n"), @r#"
        `title` left out: `5` is not a string
        `published` left out: `last week` is not a date as 2021-06-04
        `country` left out: `Azerbaijan` is not an ISO 3166 alpha-2 code as AZ
        "#);
    }

    #[test]
    fn broken_lines_say_what_was_expected() {
        insta::assert_snapshot!(error(r#"{"id":"a","text":"x"#), @"d.jsonl:7: is not a JSON object: EOF while parsing a string at column 19");
        insta::assert_snapshot!(error(r#"{"id":"a"}"#), @"d.jsonl:7: has no `text`, expected the document's text as a string");
        insta::assert_snapshot!(error(r#"{"id":"a","text":7}"#), @"d.jsonl:7: `text` is a number, expected a string");
        insta::assert_snapshot!(error(r#"{"id":{},"text":"x"}"#), @"d.jsonl:7: `id` is an object, expected a string or a number");
        insta::assert_snapshot!(error(r#"{"id":"a","text":" "}"#), @"d.jsonl:7: is empty, expected text");
        insta::assert_snapshot!(error(r#"["a"]"#), @"d.jsonl:7: is an array, expected a JSON object with `text`");
        insta::assert_snapshot!(error("17"), @"d.jsonl:7: is a number, expected a JSON object with `text`");
        insta::assert_snapshot!(error("not json"), @"d.jsonl:7: is not a JSON object: expected `{` at column 1");
        insta::assert_snapshot!(error("{\"text\":\"a\\u0000b\"}"), @"d.jsonl:7: is text with NUL or too many control characters, expected text, HTML, PDF or JSON Lines");
    }

    #[test]
    fn a_line_that_is_not_utf8_names_the_byte() {
        let error =
            take_object("f:1", "f:1", b"{\"id\":3,\"text\":\"\xe9\"}".to_vec(), &Limits::default())
                .unwrap_err();
        insta::assert_snapshot!(error, @"f:1: is not UTF-8: invalid byte 0xe9 at byte 16 of the line");
        assert_eq!(error.document_id_hint(), Some("3"));
    }

    #[test]
    fn deep_nesting_is_an_error_not_a_crash() {
        let deep = "[".repeat(200_000);
        assert!(take(&format!(r#"{{"id":"a","title":{deep}"#)).is_err());
        assert!(take(&format!(r#"{{"id":"a","other":{deep}"#)).is_err());
        assert!(take(&deep).is_err());
        assert!(take(&r#"{"id":"#.repeat(50_000)).is_err());
    }

    #[test]
    fn the_id_of_a_broken_line_is_made_out() {
        assert_eq!(peek_id(br#"{"id": "a\"b", "text"#), Some("a\"b".to_owned()));
        assert_eq!(peek_id(br#"{"text":1,"id":-4,"#), Some("-4".to_owned()));
        assert_eq!(peek_id(br#"{"id":"cut"#), None);
        assert_eq!(peek_id(b"no id"), None);
    }
}
