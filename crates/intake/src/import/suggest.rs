//! A mapping to start from: what is recognised in a file, and what is left, with samples.

use super::columns::Columns;
use super::fields::Target;
use super::mapping::Mapping;
use super::profile::Profile;
use crate::layers::{LayerError, LayerFile};

/// Values shown of a column.
const SAMPLES: usize = 3;
const SAMPLE_LENGTH: usize = 30;

/// A mapping in TOML that reads the file as it is read without one, to be edited.
///
/// # Errors
/// When the file is broken as a whole.
pub fn suggest(file: &LayerFile, target: Target, mapping: &Mapping) -> Result<String, LayerError> {
    let profile = Profile::of(file)?;
    let columns = Columns::of(&profile, target, mapping)
        .map_err(|why| LayerError::Mapping { name: file.name().to_owned(), why })?;
    let samples = |name: &str| {
        let values = profile.columns.get(name).map(|column| column.most_frequent(SAMPLES));
        let short = |value: &str| value.chars().take(SAMPLE_LENGTH).collect::<String>();
        let values: Vec<String> = values.unwrap_or_default().into_iter().map(short).collect();
        values.join(" | ").replace(['\n', '\r'], " ")
    };
    let mut text = format!(
        "# How to read {}: edit it, then `cairn import {} --map THIS-FILE`.\n\
         as = \"{target}\"\n# source = \"who made the file\"\n# position_error_m = 100\n",
        file.name(),
        file.name()
    );
    match file.stated_crs()?.filter(|crs| !crs.contains('[')) {
        Some(crs) => text.push_str(&format!("crs = {}\n", quoted(&crs))),
        None => text.push_str("# crs = \"EPSG:4326\"\n"),
    }
    for remark in &columns.remarks {
        text.push_str(&format!("# Note: {remark}.\n"));
    }
    text.push_str("\n# What a column says, and the column.\n[columns]\n");
    for (field, column) in &columns.by_field {
        let line = format!("{field} = {}", quoted(&column.name));
        text.push_str(&format!("{line:<40} # {}\n", samples(&column.name)));
    }
    if !columns.unused.is_empty() {
        text.push_str("\n# Columns that are kept in the evidence, and not read:\n");
        for name in &columns.unused {
            text.push_str(&format!("# {:<38} # {}\n", quoted(name), samples(name)));
        }
    }
    text.push_str(
        "\n# What holds for every feature that does not say otherwise, as device = \"mine_unspecified\".\n\
         [constants]\n\n# Words of the file and what they stand for, as \"PMA-2\" = \"antipersonnel_mine\".\n\
         [values.device]\n",
    );
    Ok(text)
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::LayerLimits;

    #[test]
    fn what_is_suggested_can_be_used_as_it_is() {
        let text = "Hazard_ID;Type \"A\";Lat;Lon\n7;SHA;44,5;17\n";
        let file = LayerFile::from_bytes("a.csv", text.into(), LayerLimits::default()).unwrap();
        let suggested = suggest(&file, Target::Hazards, &Mapping::default()).unwrap();
        let mapping = Mapping::parse(&suggested).unwrap();
        assert_eq!(mapping.columns.len(), 3, "{suggested}");
        assert!(suggested.contains("# 'Type \"A\"'"), "{suggested}");
    }
}
