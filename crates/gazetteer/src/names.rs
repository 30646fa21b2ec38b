//! Which of the other names in a dump are worth a key.

/// Bytes beyond which a "name" is a description.
const MOST_BYTES: usize = 80;

/// Whether another name should lead to its place: Latin, Cyrillic and Arabic letters only, no airport
/// code, and none of GeoNames's romanisations of other scripts, which begin with a small letter.
pub(crate) fn is_useful(name: &str) -> bool {
    let name = name.trim();
    let Some(first) = name.chars().next() else { return false };
    let is_code =
        name.len() <= 5 && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let has_article = ["al-", "el-", "ad-", "an-", "ar-", "as-", "at-", "az-", "ash-"]
        .iter()
        .any(|article| name.starts_with(article));
    name.len() <= MOST_BYTES
        && !is_code
        && (!first.is_ascii_lowercase() || has_article)
        && !name.contains(['=', '/', '(', ')', ',', ';'])
        && name.chars().all(is_of_known_script)
        && name.chars().any(char::is_alphabetic)
}

const fn is_of_known_script(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{24f}'         // Latin
        | '\u{259}'                 // schwa
        | '\u{2b0}'..='\u{36f}'     // modifier letters and combining marks
        | '\u{400}'..='\u{52f}'     // Cyrillic
        | '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' // Arabic
        | '\u{1e00}'..='\u{1eff}'   // more Latin
        | '\u{200c}'..='\u{200d}'
        | '\u{2010}'..='\u{2019}')
}

#[cfg(test)]
mod tests {
    use super::is_useful;

    #[test]
    fn codes_romanisations_and_other_scripts_are_left_out() {
        for name in ["Kəlbəcər", "Кельбаджар", "كلبجر", "al-Khawkhah", "Fada N'Gourma", "Sus"]
        {
            assert!(is_useful(name), "{name}");
        }
        for name in ["ALV", "aisakaladesa", "カルバジャル", "კელბაჯარი", "A/B", "", " ", "12"]
        {
            assert!(!is_useful(name), "{name}");
        }
    }
}
