//! All that a list shows, as a file: comma-separated, a workbook, features with their shapes.
//!
//! Written as it is read, so that a register of any size passes through; but for the workbook, which
//! has to be whole before its first byte is known.

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use cairn_report::query::Selection;
use cairn_store::Collection;
use rust_xlsxwriter::{Format as CellFormat, Workbook};
use serde_json::Value;
use tokio::sync::mpsc;

use super::ask::Ask;
use super::choose::choose;
use super::entry::{Entry, fields};
use super::list::in_order;
use crate::problem::Problem;
use crate::register::Register;
use crate::respond::Format;

/// Bytes that are sent on at once.
const PIECE: usize = 64 << 10;
/// Rows of a sheet, the line of names among them.
const SHEET: usize = 1_048_576;
/// Letters of a cell.
const CELL: usize = 32_767;

/// All entries that are wanted.
///
/// # Errors
/// When the register cannot be read, the filter does not fit, or there are too many for a workbook.
pub async fn whole(
    register: Register,
    collection: Collection,
    ask: Ask,
    format: Format,
) -> Result<Response, Problem> {
    let (media, ending) = match format {
        Format::Xlsx => {
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")
        }
        Format::GeoJson => ("application/geo+json", "geojson"),
        _ => ("text/csv; charset=utf-8", "csv"),
    };
    let body = match format {
        Format::Xlsx => Body::from(workbook(register, collection, ask).await?),
        format => stream(register, collection, ask, format).await?,
    };
    let name = format!("attachment; filename=\"{}.{ending}\"", collection.name());
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// Refuses filters of which the collection knows nothing. A page says so beside its rows; a file has no
/// place to say it, and would be taken for what was asked for.
fn fits(collection: Collection, selection: &Selection) -> Result<(), Problem> {
    let Some(first) = selection.ignored.first() else { return Ok(()) };
    let (kind, names) = (collection.name(), selection.ignored.join(", "));
    Err(Problem::new(
        axum::http::StatusCode::BAD_REQUEST,
        "bad-parameter",
        "A filter does not fit the collection",
        format!("{kind} have nothing that these filters could choose by: {names}"),
    )
    .about(first)
    .hint("leave them out of the address; then the file holds all that the others keep"))
}

type Piece = Result<Bytes, std::io::Error>;

async fn stream(
    register: Register,
    collection: Collection,
    ask: Ask,
    format: Format,
) -> Result<Body, Problem> {
    // What does not fit is said before the first byte, when it can still be said.
    let (own, asked) = (register.clone(), ask.wanted.clone());
    register
        .read(move |store| fits(collection, &choose(&own, store, collection, &asked)?.selection))
        .await?;
    let (pieces, mut taken) = mpsc::channel::<Piece>(4);
    let reading = register.clone();
    tokio::spawn(async move {
        let failed = pieces.clone();
        let written = register
            .read(move |store| {
                let mut out = Out { pieces, buffer: Vec::with_capacity(PIECE) };
                let chosen = choose(&reading, store, collection, &ask.wanted)?;
                let rows = in_order(&chosen.table, chosen.selection.rows, &ask);
                out.begin(collection, format)?;
                for (place, row) in rows.into_iter().enumerate() {
                    if let Some(entry) = Entry::of(store, &chosen.table, row)? {
                        out.entry(&entry, format, place == 0)?;
                    }
                }
                out.end(format)
            })
            .await;
        if let Err(problem) = written {
            // The answer breaks off, so that nobody takes a part for the whole.
            let broken = std::io::Error::other(problem.detail().to_owned());
            let _ = failed.send(Err(broken)).await;
        }
    });
    Ok(Body::from_stream(futures_util::stream::poll_fn(move |context| taken.poll_recv(context))))
}

/// Pieces on their way to whoever asked.
struct Out {
    pieces: mpsc::Sender<Piece>,
    buffer: Vec<u8>,
}

impl Out {
    fn begin(&mut self, collection: Collection, format: Format) -> Result<(), Problem> {
        if format == Format::GeoJson {
            self.buffer.extend_from_slice(b"{\"type\":\"FeatureCollection\",\"features\":[\n");
            return Ok(());
        }
        // Spreadsheets take a file without this mark for one in the letters of their country.
        self.buffer.extend_from_slice("\u{feff}".as_bytes());
        let names: Vec<String> = fields(collection).iter().map(|name| (*name).to_owned()).collect();
        self.line(&names)
    }

    fn entry(&mut self, entry: &Entry, format: Format, first: bool) -> Result<(), Problem> {
        if format != Format::GeoJson {
            let record: Vec<String> = entry.record().into_iter().map(harmless).collect();
            return self.line(&record);
        }
        if !first {
            self.buffer.extend_from_slice(b",\n");
        }
        let feature = serde_json::json!({
            "type": "Feature",
            "id": id_of(entry),
            "geometry": entry.geometry(),
            "properties": entry.json()?,
        });
        serde_json::to_writer(&mut self.buffer, &feature)
            .map_err(|error| Problem::internal(format!("a feature cannot be written: {error}")))?;
        self.pass_on(PIECE)
    }

    fn end(&mut self, format: Format) -> Result<(), Problem> {
        if format == Format::GeoJson {
            self.buffer.extend_from_slice(b"\n]}\n");
        }
        self.pass_on(1)
    }

    fn line(&mut self, record: &[String]) -> Result<(), Problem> {
        let mut writer = csv::Writer::from_writer(&mut self.buffer);
        let written = writer.write_record(record).and_then(|()| Ok(writer.flush()?));
        drop(writer);
        written.map_err(|error| Problem::internal(format!("a row cannot be written: {error}")))?;
        self.pass_on(PIECE)
    }

    /// Hands on what there is, if it is so much.
    fn pass_on(&mut self, least: usize) -> Result<(), Problem> {
        if self.buffer.len() < least {
            return Ok(());
        }
        let piece = Bytes::from(std::mem::take(&mut self.buffer));
        self.pieces.blocking_send(Ok(piece)).map_err(|_| Problem::internal("the client has gone"))
    }
}

fn id_of(entry: &Entry) -> Value {
    match entry {
        Entry::Incident(one) => one.id.as_str().into(),
        Entry::Find(one) => one.id.as_str().into(),
        Entry::Tally(one) => one.point.claim.as_str().into(),
        Entry::Finding(one) => one.id.as_str().into(),
        Entry::Document(one) => one.id.as_str().into(),
        Entry::Statement(one) => one.claim.as_str().into(),
        Entry::Victim(one) => one.incident.as_str().into(),
        Entry::Land(one) => one.claim.as_str().into(),
    }
}

/// A cell that no spreadsheet takes for a formula: texts come from anybody.
fn harmless(cell: String) -> String {
    let risky = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if risky && cell.parse::<f64>().is_err() { format!("'{cell}") } else { cell }
}

async fn workbook(
    register: Register,
    collection: Collection,
    ask: Ask,
) -> Result<Vec<u8>, Problem> {
    let own = register.clone();
    register
        .read(move |store| {
            let chosen = choose(&own, store, collection, &ask.wanted)?;
            fits(collection, &chosen.selection)?;
            let rows = in_order(&chosen.table, chosen.selection.rows, &ask);
            if rows.len() >= SHEET {
                return Err(too_many(rows.len()));
            }
            let failed = |error: rust_xlsxwriter::XlsxError| {
                Problem::internal(format!("the workbook cannot be written: {error}"))
            };
            let mut book = Workbook::new();
            let sheet = book.add_worksheet_with_constant_memory().map_err(failed)?;
            sheet.set_name(collection.name()).map_err(failed)?;
            let bold = CellFormat::new().set_bold();
            for (column, name) in (0..).zip(fields(collection)) {
                sheet.write_with_format(0, column, *name, &bold).map_err(failed)?;
            }
            sheet.set_freeze_panes(1, 0).map_err(failed)?;
            for (line, row) in (1..).zip(rows) {
                let Some(entry) = Entry::of(store, &chosen.table, row)? else { continue };
                for (column, cell) in (0..).zip(entry.record()) {
                    match cell.parse::<f64>() {
                        Ok(number) if number.is_finite() && is_figure(&cell) => {
                            sheet.write_number(line, column, number).map_err(failed)?;
                        }
                        _ if cell.is_empty() => {}
                        _ => {
                            let cell: String = cell.chars().take(CELL).collect();
                            sheet.write_string(line, column, cell).map_err(failed)?;
                        }
                    }
                }
            }
            book.save_to_buffer().map_err(failed)
        })
        .await
}

/// Whether a number is written as figures are: identities and sheets with leading zeros are texts.
fn is_figure(cell: &str) -> bool {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    digits.len() <= 15
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && (!digits.starts_with('0') || digits == "0" || digits.starts_with("0."))
}

fn too_many(rows: usize) -> Problem {
    Problem::new(
        axum::http::StatusCode::BAD_REQUEST,
        "too-many",
        "Too many for a workbook",
        format!("{rows} entries; a sheet holds {}", SHEET - 1),
    )
    .hint("narrow the filter, or take f=csv")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_taken_for_a_formula() {
        assert_eq!(harmless("=HYPERLINK(\"x\")".to_owned()), "'=HYPERLINK(\"x\")");
        assert_eq!(harmless("-12.5".to_owned()), "-12.5");
        assert_eq!(harmless("- said".to_owned()), "'- said");
        assert_eq!(harmless("Lachin".to_owned()), "Lachin");
    }

    #[test]
    fn identities_stay_texts() {
        for text in ["2585e3", "007", "12345678901234567", "1e5", "inf", ""] {
            assert!(!is_figure(text) || text.is_empty(), "{text}");
        }
        for figure in ["0", "12", "-3.5", "0.25"] {
            assert!(is_figure(figure), "{figure}");
        }
    }
}
