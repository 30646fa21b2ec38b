//! Place names under keys, so that spellings of one place meet.

use cairn_gazetteer::{Gazetteer, Query};
use cairn_model::Place;
use cairn_register::PlaceKeys;

/// Something that knows spellings of places and which country a name belongs to.
pub trait PlaceNames: Sync {
    /// The key that all spellings of this name share.
    fn spelling_key(&self, name: &str) -> String;

    /// The ISO 3166 alpha-2 code of a country, in upper case, by any of its names.
    fn country_code(&self, name: &str) -> Option<String>;

    /// The unit below the country that a place lies in, as a key, where that can be settled.
    fn admin_key(&self, _place: &Place, _country: Option<&str>) -> Option<String> {
        None
    }

    /// The keys of a place that a document about `country` names; they follow from its names alone.
    fn keys(&self, place: &Place, country: Option<&str>) -> PlaceKeys {
        let key = |name: &Option<String>| {
            (name.as_deref().map(|name| self.spelling_key(name))).filter(|key| !key.is_empty())
        };
        PlaceKeys {
            settlement: key(&place.settlement),
            settlement_words: (place.settlement.iter())
                .flat_map(|name| telling_words(name))
                .map(|word| self.spelling_key(word))
                .filter(|key| !key.is_empty())
                .collect(),
            district: key(&place.district),
            admin: self.admin_key(place, country),
            country: (place.country.as_deref())
                .and_then(|name| self.country_code(name))
                .or_else(|| country.map(str::to_ascii_uppercase)),
        }
    }

    /// The keys of an area that a figure is about, in a document about `country`.
    fn area_keys(&self, area: Option<&str>, country: Option<&str>) -> PlaceKeys {
        let country = country.map(str::to_ascii_uppercase);
        match area.map(|area| (area, self.country_code(area))) {
            None => PlaceKeys { country, ..PlaceKeys::default() },
            Some((_, Some(code))) => PlaceKeys { country: Some(code), ..PlaceKeys::default() },
            Some((area, None)) => PlaceKeys {
                district: Some(self.spelling_key(area)).filter(|key| !key.is_empty()),
                country,
                ..PlaceKeys::default()
            },
        }
    }
}

/// The words of a place name that tell which place it is.
fn telling_words(name: &str) -> impl Iterator<Item = &str> {
    const GENERIC: &str = include_str!("../../../lexicon/place-words.txt");
    name.split([' ', '-', '–', '\'', '’', '/', ',', '(', ')'])
        .filter(|word| word.chars().count() >= 4)
        .filter(|word| {
            let word = word.to_lowercase();
            !GENERIC.lines().any(|generic| generic == word)
        })
}

impl PlaceNames for Gazetteer {
    fn spelling_key(&self, name: &str) -> String {
        cairn_gazetteer::spelling_key(name)
    }

    fn country_code(&self, name: &str) -> Option<String> {
        Self::country_code(self, name).map(|code| code.to_string())
    }

    fn admin_key(&self, place: &Place, country: Option<&str>) -> Option<String> {
        if place.settlement.is_none() && place.district.is_none() {
            return None;
        }
        self.resolve(&Query {
            settlement: place.settlement.as_deref(),
            district: place.district.as_deref(),
            country: place.country.as_deref(),
            prior_country: country,
        })
        .admin_key
    }
}
