//! Where: the names as the source spells them, and the point that they resolve to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A place as a text names it, and where it lies if that could be settled.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The finest named place: a village, a quarter, a named locality.
    pub settlement: Option<String>,
    /// The unit above it that the text names: a district, or a province if nothing finer.
    pub district: Option<String>,
    /// The country, where the text names it in some form.
    pub country: Option<String>,
    /// Where it lies, when a gazetteer knows it.
    #[serde(flatten, default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// What else it could be, best first, when the name is ambiguous.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<PlaceCandidate>,
}

/// A point with the error it is known to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// The gazetteer entry, as `geonames:585187`; absent when a person placed it by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gazetteer_id: Option<String>,
    /// Radius in metres within which the true point is thought to lie: a village is about 2,000, a
    /// district's seat standing for the district tens of thousands.
    pub precision: u32,
}

/// A gazetteer entry that a name may mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceCandidate {
    /// The gazetteer entry, as `geonames:585187`.
    pub gazetteer_id: String,
    /// The entry's own name.
    pub name: String,
    /// Degrees north, WGS 84.
    pub lat: f64,
    /// Degrees east, WGS 84.
    pub lon: f64,
    /// How well it fits, from 0 to 1.
    pub score: f64,
}

impl Place {
    /// Whether the text names no place at all.
    pub const fn is_unnamed(&self) -> bool {
        self.settlement.is_none() && self.district.is_none() && self.country.is_none()
    }

    /// The finest name given.
    pub fn finest(&self) -> Option<&str> {
        self.settlement.as_deref().or(self.district.as_deref()).or(self.country.as_deref())
    }

    /// The names from fine to coarse, as in "Susuzlug, Kalbajar, Azerbaijan".
    pub fn label(&self) -> String {
        [&self.settlement, &self.district, &self.country]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resolved_place_is_flat_in_json() {
        let place = Place {
            settlement: Some("Susuzlug".to_owned()),
            position: Some(Position {
                lat: 40.244,
                lon: 46.169,
                gazetteer_id: Some("cairn:susuzlug".to_owned()),
                precision: 2000,
            }),
            ..Place::default()
        };
        insta::assert_json_snapshot!(place, @r#"
        {
          "settlement": "Susuzlug",
          "district": null,
          "country": null,
          "lat": 40.244,
          "lon": 46.169,
          "gazetteer_id": "cairn:susuzlug",
          "precision": 2000
        }
        "#);
        let back: Place = serde_json::from_value(serde_json::to_value(&place).unwrap()).unwrap();
        assert_eq!(back, place);
    }

    #[test]
    fn an_unresolved_place_has_no_position() {
        let back: Place =
            serde_json::from_str(r#"{"settlement":null,"district":"Lachin","country":null}"#)
                .unwrap();
        assert_eq!(back.position, None);
        assert_eq!(back.label(), "Lachin");
    }
}
