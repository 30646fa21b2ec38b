//! Identifiers, one type each, so that a document's id cannot stand where a claim's belongs.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use smol_str::{SmolStr, format_smolstr};

/// Hexadecimal digits of an incident's identity.
const INCIDENT_DIGITS: usize = 12;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(try_from = "String")]
        // Held and copied by the million while linking: short ones need no memory of their own.
        pub struct $name(#[schemars(with = "String")] SmolStr);

        impl TryFrom<String> for $name {
            type Error = IdError;

            fn try_from(text: String) -> Result<Self, IdError> {
                Self::parse(&text)
            }
        }

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

text_id! {
    /// Identity of a document: the SHA-256 of its untouched bytes, 64 lower-case hexadecimal digits.
    DocumentId
}

text_id! {
    /// Identity of a claim: the first 12 digits of its document's id, `.`, and the claim's own id
    /// within that document's reading, as in `0f3c9a12bd45.i1`.
    ClaimId
}

text_id! {
    /// Identity of a derived incident: `I-` and 12 digits that come from its founding claim, so that
    /// among a million incidents two of one identity are very unlikely.
    IncidentId
}

/// A text that is not the identifier it was taken for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is not {expected}")]
pub struct IdError {
    given: String,
    expected: &'static str,
}

impl DocumentId {
    /// The identity of these bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(hex(&Sha256::digest(bytes)).into())
    }

    /// Takes an id written out in full.
    ///
    /// # Errors
    /// When the text is not 64 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let is_digit = |c: u8| c.is_ascii_digit() || (b'a'..=b'f').contains(&c);
        if text.len() == 64 && text.bytes().all(is_digit) {
            Ok(Self(SmolStr::new(text)))
        } else {
            Err(IdError {
                given: text.to_owned(),
                expected: "a document id (64 hexadecimal digits)",
            })
        }
    }

    /// The first 12 digits, enough to tell documents apart on a screen.
    pub fn short(&self) -> &str {
        self.0.get(..12).unwrap_or(&self.0)
    }
}

impl ClaimId {
    /// The claim that a document's reading calls `local`, as in `i1` or `t3`.
    pub fn new(document: &DocumentId, local: &str) -> Self {
        Self(format_smolstr!("{}.{local}", document.short()))
    }

    /// Takes a claim id as written by [`ClaimId::new`].
    ///
    /// # Errors
    /// When the text is not 12 hexadecimal digits, a dot and a local id.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let well_formed = text.split_once('.').is_some_and(|(document, local)| {
            document.len() == 12
                && document.bytes().all(|c| c.is_ascii_hexdigit())
                && !local.is_empty()
        });
        if well_formed {
            Ok(Self(SmolStr::new(text)))
        } else {
            Err(IdError {
                given: text.to_owned(),
                expected: "a claim id (12 hexadecimal digits, a dot and an entry, as 0f3c9a12bd45.i1)",
            })
        }
    }

    /// The short document id in front of the dot.
    pub fn document_short(&self) -> &str {
        self.0.split_once('.').map_or(self.0.as_str(), |(document, _)| document)
    }

    /// The entry's id within its reading, as in `i1`.
    pub fn local(&self) -> &str {
        self.0.split_once('.').map_or("", |(_, local)| local)
    }
}

impl IncidentId {
    /// The incident founded by this claim. Every claim of an incident gives an alias of it, so an id
    /// quoted last year still finds the incident that the claim belongs to today.
    pub fn founded_by(claim: &ClaimId) -> Self {
        Self(format_smolstr!("I-{}", &hex(&Sha256::digest(claim.as_str()))[..INCIDENT_DIGITS]))
    }

    /// Takes an incident id as written by [`IncidentId::founded_by`].
    ///
    /// # Errors
    /// When the text is not `I-` and 12 hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, IdError> {
        let digits = text.strip_prefix("I-").or_else(|| text.strip_prefix("i-"));
        match digits {
            Some(digits)
                if digits.len() == INCIDENT_DIGITS
                    && digits.bytes().all(|c| c.is_ascii_hexdigit()) =>
            {
                Ok(Self(format_smolstr!("I-{}", digits.to_ascii_lowercase())))
            }
            _ => Err(IdError {
                given: text.to_owned(),
                expected: "an incident id (I- and 12 hexadecimal digits)",
            }),
        }
    }
}

/// Lower-case hexadecimal digits of `bytes`.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_known_by_its_bytes() {
        let empty = DocumentId::of_bytes(b"");
        assert_eq!(
            empty.as_str(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(DocumentId::parse(empty.as_str()), Ok(empty));
        assert!(DocumentId::parse("e3b0").is_err());
    }

    #[test]
    fn json_holds_whole_ids_only() {
        let empty = DocumentId::of_bytes(b"");
        let text = serde_json::to_string(&empty).unwrap();
        assert_eq!(text, format!("\"{empty}\""));
        assert_eq!(serde_json::from_str::<DocumentId>(&text).unwrap(), empty);
        let error = serde_json::from_str::<DocumentId>("\"e3b0\"").unwrap_err();
        assert_eq!(error.to_string(), "`e3b0` is not a document id (64 hexadecimal digits)");
        assert!(serde_json::from_str::<ClaimId>("\"i1\"").is_err());
        assert!(serde_json::from_str::<IncidentId>("\"I-17\"").is_err());
    }

    #[test]
    fn ids_say_what_was_expected() {
        let error = IncidentId::parse("17").unwrap_err();
        assert_eq!(error.to_string(), "`17` is not an incident id (I- and 12 hexadecimal digits)");
    }

    #[test]
    fn an_incident_is_known_by_its_founding_claim() {
        let claim = ClaimId::new(&DocumentId::of_bytes(b""), "i1");
        let incident = IncidentId::founded_by(&claim);
        assert_eq!(incident.as_str(), "I-aa7b5c86d49c");
        assert_eq!(IncidentId::parse(&incident.as_str().to_uppercase()), Ok(incident.clone()));
        let short = &incident.as_str()[..10];
        assert!(IncidentId::parse(short).is_err(), "8 digits collide among 50,000 incidents");
    }

    #[test]
    fn claim_ids_come_apart_again() {
        let claim = ClaimId::new(&DocumentId::of_bytes(b""), "i1");
        assert_eq!(claim.as_str(), "e3b0c44298fc.i1");
        assert_eq!(claim.local(), "i1");
        assert_eq!(ClaimId::parse("e3b0c44298fc.i1"), Ok(claim));
        assert!(ClaimId::parse("i1").is_err());
    }
}
