//! Which column says what: by a mapping, by its name, and against its name where its values say
//! otherwise.

use std::collections::BTreeMap;

use super::fields::{Field, Target};
use super::lexicon::{CUT, LEXICON, Words, name_key};
use super::mapping::Mapping;
use super::profile::Profile;
use super::values::Order;

/// A column that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    /// Metres within which a position is known by the column's name alone.
    pub(super) metres: Option<u32>,
    /// Whether its values contradict its name.
    pub(super) contradicts: bool,
}

/// The columns of a file by what they say.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    pub(super) by_field: BTreeMap<Field, Column>,
    /// Columns that are kept in the evidence, and not read.
    pub(super) unused: Vec<String>,
    /// What a person should know about them, a sentence each.
    pub(super) remarks: Vec<String>,
    pub(super) date_order: Order,
    pub(super) dated_order: Order,
}

impl Columns {
    /// Finds out what each column says.
    ///
    /// # Errors
    /// When the mapping names a column that the file does not have.
    pub(super) fn of(profile: &Profile, target: Target, mapping: &Mapping) -> Result<Self, String> {
        let mut columns = Self::default();
        columns.by_mapping(profile, mapping)?;
        columns.by_name(profile, target, mapping);
        columns.by_values(profile, target, mapping);
        columns.unused = (profile.names.iter())
            .filter(|name| !columns.by_field.values().any(|column| column.name == **name))
            .cloned()
            .collect();
        columns.date_order = columns.order(profile, Field::Date);
        columns.dated_order = columns.order(profile, Field::Dated);
        Ok(columns)
    }

    fn by_mapping(&mut self, profile: &Profile, mapping: &Mapping) -> Result<(), String> {
        for (field, name) in mapping.columns.iter().filter(|(_, name)| !name.is_empty()) {
            if !profile.columns.contains_key(name) {
                let known = profile.names.join(", ");
                return Err(format!("{field} = \"{name}\": no such column; there are: {known}"));
            }
            self.put(*field, name, None);
        }
        Ok(())
    }

    fn by_name(&mut self, profile: &Profile, target: Target, mapping: &Mapping) {
        let keys: Vec<(String, &String)> =
            profile.names.iter().map(|name| (name_key(name), name)).collect();
        // Whole names first, so that a name that was cut takes nothing from them.
        for cut in [false, true] {
            for known in &LEXICON.names {
                let meant = known.targets.is_empty() || known.targets.contains(&target);
                // An empty name in the mapping says that no column does.
                let settled = self.by_field.contains_key(&known.field)
                    || mapping.columns.contains_key(&known.field);
                if !meant || settled {
                    continue;
                }
                let wanted = if cut { known.cut.as_ref() } else { Some(&known.key) };
                let taken = |name: &str| self.by_field.values().any(|column| column.name == name);
                let found = keys.iter().find(|(key, name)| {
                    Some(key) == wanted && (!cut || name.chars().count() == CUT) && !taken(name)
                });
                if let Some((_, name)) = found {
                    self.put(known.field, name, known.metres);
                }
            }
        }
    }

    fn put(&mut self, field: Field, name: &str, metres: Option<u32>) {
        let column = Column { name: name.to_owned(), metres, contradicts: false };
        self.by_field.insert(field, column);
    }

    /// Puts right columns whose values belong to another one. What a person mapped is left alone.
    fn by_values(&mut self, profile: &Profile, target: Target, mapping: &Mapping) {
        let vocabularies: Vec<(Field, Words)> = (Field::ALL.iter())
            .filter_map(|field| Some((*field, Words::of(*field, target)?)))
            .filter(|(field, _)| !mapping.columns.contains_key(field))
            .collect();
        let share = |column: &Column, words| {
            profile.columns.get(&column.name).and_then(|one| one.share(words)).unwrap_or(0.0)
        };
        let mut found: Vec<(Field, Field, Column)> = Vec::new();
        for (field, words) in &vocabularies {
            let Some(column) = self.by_field.get(field) else { continue };
            if share(column, *words) >= 0.2 {
                continue;
            }
            let other = vocabularies
                .iter()
                .find(|(other, words)| other != field && share(column, *words) >= 0.8);
            if let Some((other, _)) = other {
                found.push((*field, *other, column.clone()));
            }
        }
        for (field, _, _) in &found {
            self.by_field.remove(field);
        }
        for (named, meant, column) in found {
            let examples = profile.columns.get(&column.name).map(|one| one.most_frequent(3));
            let examples = examples.unwrap_or_default().join(", ");
            let read = if self.by_field.contains_key(&meant) { "not read" } else { "read as" };
            self.remarks.push(format!(
                "the column `{}` is called after the {named} but holds the {meant} ({examples}): \
                 {read} {meant}",
                column.name
            ));
            self.by_field.entry(meant).or_insert(Column { contradicts: true, ..column });
        }
    }

    fn order(&self, profile: &Profile, field: Field) -> Order {
        let column = self.by_field.get(&field).and_then(|column| profile.columns.get(&column.name));
        column.map(|column| Order::of(column.values.keys().map(String::as_str))).unwrap_or_default()
    }

    pub(super) fn contradict(&self) -> bool {
        self.by_field.values().any(|column| column.contradicts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layers::{LayerFile, LayerLimits};

    fn columns(text: &str, target: Target, mapping: &str) -> Result<Columns, String> {
        let file = LayerFile::from_bytes("a.csv", text.into(), LayerLimits::default()).unwrap();
        let mapping = Mapping::parse(mapping).unwrap();
        Columns::of(&Profile::of(&file).unwrap(), target, &mapping)
    }

    const SWAPPED: &str = "estado,genero,ano,latitud,latitudcabecera\n\
                           Hombre,Herido,\"2,006\",1,2\nMujer,Muerto,1990,1,2\nSin Información,Herido,1991,1,2\n";

    #[test]
    fn columns_that_contradict_their_names_are_read_by_their_values() {
        let columns = columns(SWAPPED, Target::Incidents, "").unwrap();
        let name = |field| columns.by_field[&field].name.as_str();
        assert_eq!((name(Field::Sex), name(Field::Outcome)), ("estado", "genero"));
        assert!(columns.contradict());
        insta::assert_snapshot!(columns.remarks.join("\n"), @"
        the column `estado` is called after the outcome but holds the sex (Hombre, Mujer, Sin Información): read as sex
        the column `genero` is called after the sex but holds the outcome (Herido, Muerto): read as outcome
        ");
        assert_eq!(columns.unused, ["latitudcabecera"]);
    }

    #[test]
    fn names_that_a_shapefile_cut_are_recognised() {
        let columns = columns("hazard_typ,position_e,status\nSHA,50,open\n", Target::Hazards, "");
        let fields: Vec<Field> = columns.unwrap().by_field.into_keys().collect();
        assert_eq!(fields, [Field::PositionError, Field::Status, Field::Kind]);
    }

    #[test]
    fn a_mapping_is_believed_and_must_name_what_is_there() {
        let columns = |mapping| columns(SWAPPED, Target::Incidents, mapping);
        let mapped = columns("[columns]\nsex = \"genero\"\noutcome = \"\"").unwrap();
        assert_eq!(mapped.by_field[&Field::Sex].name, "genero");
        assert!(!mapped.by_field.contains_key(&Field::Outcome) && mapped.remarks.is_empty());
        let error = columns("[columns]\nsex = \"sexo\"").unwrap_err();
        assert!(error.contains("no such column; there are: estado, genero"), "{error}");
    }
}
