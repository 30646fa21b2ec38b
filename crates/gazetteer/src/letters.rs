//! Letters of many scripts to plain ones: what remains of a name when case, diacritics and
//! punctuation are gone. Cyrillic becomes Latin; Arabic script keeps its letters in one form each.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

/// Splits a name into words of folded letters.
pub(crate) fn words(name: &str) -> Vec<String> {
    if name.is_ascii() {
        return plain_words(name);
    }
    let mut words = vec![String::new()];
    let ukrainian = name.chars().any(|c| "іїєґІЇЄҐ".contains(c));
    name.nfc().for_each(|c| fold_into(c, ukrainian, &mut words));
    words.retain(|word| !word.is_empty());
    words
}

/// The same for plain letters, of which most names are.
fn plain_words(name: &str) -> Vec<String> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'\'' | b'`');
    let words = name.as_bytes().split(|byte| !is_part(byte)).map(|word| {
        let mut folded = String::with_capacity(word.len());
        let letters = word.iter().filter(|byte| byte.is_ascii_alphanumeric());
        folded.extend(letters.map(|byte| char::from(byte.to_ascii_lowercase())));
        folded
    });
    words.filter(|word| !word.is_empty()).collect()
}

/// Seven bits that differ, with 127 chances in 128, between names whose folded words differ.
pub(crate) fn fingerprint(words: &[String]) -> u8 {
    let hash = words
        .iter()
        .flat_map(|word| word.bytes())
        .fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
    let [a, b, c, d] = hash.to_le_bytes();
    (a ^ b ^ c ^ d) & 0x7f
}

fn fold_into(c: char, ukrainian: bool, words: &mut Vec<String>) {
    if c == '\'' || is_silent(c) {
        return;
    }
    if !c.is_alphanumeric() {
        // A combining mark that has no composed form belongs to its letter.
        if !unicode_normalization::char::is_combining_mark(c)
            && words.last().is_some_and(|word| !word.is_empty())
        {
            words.push(String::new());
        }
        return;
    }
    let Some(word) = words.last_mut() else { return };
    for lower in c.to_lowercase() {
        fold_letter(lower, ukrainian, word);
    }
}

fn fold_letter(c: char, ukrainian: bool, out: &mut String) {
    if c.is_ascii() {
        out.push(c);
    } else if c == 'г' && ukrainian {
        out.push('h');
    } else if let Some(plain) = cyrillic(c).or_else(|| special_latin(c)) {
        out.push_str(plain);
    } else if let Some(plain) = arabic(c) {
        out.push(plain);
    } else {
        // é is e and an accent; the accent goes.
        decompose_canonical(c, |part| {
            if part == c {
                out.push(c);
            } else if !unicode_normalization::char::is_combining_mark(part) {
                fold_letter(part, ukrainian, out);
            }
        });
    }
}

/// Marks that stand inside a word without ending it: apostrophes of all kinds, soft and hard signs,
/// the Arabic tatweel and joiners.
const fn is_silent(c: char) -> bool {
    matches!(
        c,
        '’' | '‘'
            | 'ʼ'
            | 'ʻ'
            | 'ʹ'
            | 'ʿ'
            | 'ʾ'
            | '`'
            | '´'
            | 'ь'
            | 'ъ'
            | 'Ь'
            | 'Ъ'
            | 'Ӏ'
            | 'ӏ'
            | 'ـ'
            | '\u{200c}'
            | '\u{200d}'
            | '\u{00ad}'
            | 'ء'
    )
}

const fn special_latin(c: char) -> Option<&'static str> {
    Some(match c {
        'ə' | 'ǝ' => "a",
        'ı' => "i",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ŋ' => "ng",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    })
}

const fn cyrillic(c: char) -> Option<&'static str> {
    Some(match c {
        'а' | 'ә' | 'ӓ' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' | 'ғ' | 'ҝ' | 'қ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'й' | 'і' | 'ї' | 'ы' | 'ј' => "i",
        'к' => "k",
        'л' | 'љ' => "l",
        'м' => "m",
        'н' | 'њ' | 'ң' => "n",
        'о' | 'ө' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ү' | 'ў' | 'ұ' => "u",
        'ф' => "f",
        'х' | 'ҳ' => "kh",
        'һ' => "h",
        'ц' => "ts",
        'ч' | 'ћ' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ђ' | 'џ' | 'ҹ' => "j",
        'ю' => "yu",
        'я' => "ya",
        'є' => "ye",
        _ => return None,
    })
}

const fn arabic(c: char) -> Option<char> {
    Some(match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' | 'ئ' => 'ي',
        'ؤ' => 'و',
        'ة' | 'ە' | 'ہ' => 'ه',
        'ک' => 'ك',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn together(name: &str) -> String {
        words(name).concat()
    }

    #[test]
    fn letters_become_plain_and_words_stay_apart() {
        assert_eq!(words("Fada N'Gourma"), ["fada", "ngourma"]);
        assert_eq!(words("Michoacán"), ["michoacan"]);
        assert_eq!(words("Ağdam Rayonu"), ["agdam", "rayonu"]);
        assert_eq!(words("Кельбаджарский"), ["kelbadzharskii"]);
        assert_eq!(words("Луганськ, Ґудзівка"), ["luhansk", "gudzivka"]);
        assert_eq!(words("—"), Vec::<String>::new());
    }

    #[test]
    fn composed_and_decomposed_forms_are_one() {
        assert_eq!(together("Laçın"), together("Lac\u{327}ın"));
        assert_eq!(together("Йена"), together("И\u{306}ена"));
    }

    #[test]
    fn arabic_letters_take_one_form() {
        assert_eq!(together("كلبجر"), together("کلبجر"));
    }
}
