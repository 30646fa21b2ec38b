//! Tables as text: commas, semicolons, tabs or bars between columns, names in the first row.

use std::ops::ControlFlow;

use serde_json::{Map, Value};

use super::feature::{Absent, Feature, Item, Refused, Shape};

/// Between columns: the one that the first row has most of, outside quotes.
fn delimiter(text: &str) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            byte if !quoted => {
                counts
                    .iter_mut()
                    .filter(|(one, _)| *one == byte)
                    .for_each(|(_, count)| *count += 1);
            }
            _ => {}
        }
    }
    // Of equals the first: a comma.
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or_default();
    counts.iter().find(|(_, count)| *count == most).map_or(b',', |(one, _)| *one)
}

/// Visits the rows until told to stop.
///
/// # Errors
/// When there is no row of names.
pub(super) fn read(
    text: &str,
    layer: &str,
    visit: &mut dyn FnMut(Item) -> ControlFlow<()>,
) -> Result<(), String> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .flexible(true)
        .from_reader(text.as_bytes());
    let names = reader.headers().map_err(|error| error.to_string())?.clone();
    let names = super::table::distinct(names.iter().map(str::trim));
    if names.iter().all(String::is_empty) {
        return Err("the first row names no columns".to_owned());
    }
    let mut record = csv::StringRecord::new();
    let mut number = 0;
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => number += 1,
            Err(error) => return Err(error.to_string()),
        }
        let item =
            row(&names, &record, number, layer).map_err(|why| Refused { feature: number, why });
        if visit(item).is_break() {
            return Ok(());
        }
    }
}

fn row(
    names: &[String],
    record: &csv::StringRecord,
    number: u64,
    layer: &str,
) -> Result<Feature, String> {
    if let Some(extra) = record.iter().skip(names.len()).find(|value| !value.trim().is_empty()) {
        let (found, expected) = (record.len(), names.len());
        return Err(format!(
            "the row has {found} values for {expected} columns (`{extra}` is one too many); put \
             values that hold the separator in quotes"
        ));
    }
    let mut attributes = Map::new();
    for (name, value) in names.iter().zip(record) {
        attributes.insert(name.clone(), Value::String(value.to_owned()));
    }
    Ok(Feature {
        number,
        layer: layer.to_owned(),
        attributes,
        shape: Shape::Nothing(Absent::InColumns),
        mended: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(text: &str) -> Vec<Item> {
        let mut found = Vec::new();
        read(text, "test", &mut |item| {
            found.push(item);
            ControlFlow::Continue(())
        })
        .unwrap();
        found
    }

    #[test]
    fn the_separator_is_found_out() {
        assert_eq!(delimiter("a,b\n1;2;3;4;5"), b',');
        assert_eq!(delimiter("\"a,x,y\";b;c\n"), b';');
        assert_eq!(delimiter("a\tb\tc,d\n"), b'\t');
        assert_eq!(delimiter("one\n"), b',');
    }

    #[test]
    fn a_row_with_a_value_too_many_is_refused_and_one_with_too_few_is_not() {
        let found = items("id;lat;lon\n1;\"44,5\";17\n2;44;17;oops\n3\n");
        assert_eq!(found[0].as_ref().unwrap().attributes["lat"], "44,5");
        assert!(found[1].as_ref().unwrap_err().why.contains("`oops` is one too many"));
        assert_eq!(found[2].as_ref().unwrap().attributes.len(), 1);
    }
}
