//! Which language a text is in: what its metadata say, else what its letters and words suggest.

use cairn_model::DocumentMeta;

/// How much of a text is looked at.
const SAMPLE: usize = 2000;

/// The language of a text, ISO 639-1; `None` when it cannot be told.
pub fn language(text: &str, meta: &DocumentMeta) -> Option<String> {
    if let Some(given) = meta.language.as_deref() {
        let primary =
            given.split(['-', '_']).next().unwrap_or_default().trim().to_ascii_lowercase();
        if primary.len() == 2 {
            return Some(primary);
        }
    }
    let sample = (0..=SAMPLE.min(text.len())).rev().find_map(|end| text.get(..end))?;
    whatlang::detect(sample).and_then(|found| short_code(found.lang().code()))
}

/// ISO 639-3 to ISO 639-1, for the languages that the detector knows and reports are written in.
fn short_code(code: &str) -> Option<String> {
    const CODES: &[(&str, &str)] = &[
        ("ara", "ar"),
        ("aze", "az"),
        ("bul", "bg"),
        ("ben", "bn"),
        ("ces", "cs"),
        ("deu", "de"),
        ("ell", "el"),
        ("eng", "en"),
        ("spa", "es"),
        ("fra", "fr"),
        ("hin", "hi"),
        ("hrv", "hr"),
        ("hun", "hu"),
        ("hye", "hy"),
        ("ind", "id"),
        ("ita", "it"),
        ("jpn", "ja"),
        ("kat", "ka"),
        ("khm", "km"),
        ("kor", "ko"),
        ("mkd", "mk"),
        ("mya", "my"),
        ("nep", "ne"),
        ("nld", "nl"),
        ("pes", "fa"),
        ("pol", "pl"),
        ("por", "pt"),
        ("ron", "ro"),
        ("rus", "ru"),
        ("sin", "si"),
        ("slk", "sk"),
        ("slv", "sl"),
        ("srp", "sr"),
        ("tam", "ta"),
        ("tha", "th"),
        ("tur", "tr"),
        ("ukr", "uk"),
        ("urd", "ur"),
        ("uzb", "uz"),
        ("vie", "vi"),
        ("cmn", "zh"),
    ];
    CODES.iter().find(|(long, _)| *long == code).map(|(_, short)| (*short).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_decide() {
        let meta = DocumentMeta { language: Some("en-GB".to_owned()), ..DocumentMeta::default() };
        assert_eq!(language("Взрыв", &meta).as_deref(), Some("en"));
    }

    #[test]
    fn letters_and_words_decide_otherwise() {
        let meta = DocumentMeta::default();
        let russian = "Вчера вечером на окраине села трактор наехал на противотанковую мину.";
        assert_eq!(language(russian, &meta).as_deref(), Some("ru"));
        let english = "A tractor ran over an anti-tank mine at the edge of the village last night.";
        assert_eq!(language(english, &meta).as_deref(), Some("en"));
    }
}
