use std::sync::OnceLock;

use cairn_model::DocumentMeta;
use proptest::prelude::*;

use super::*;
use crate::languages;
use crate::lexicon::Lexicon;

/// Knows a few places.
struct Few;

impl KnownPlaces for Few {
    fn level(&self, name: &str) -> Option<Level> {
        match name {
            "Kemal" | "North Sarat" | "Sarat and Ulm" => Some(Level::Province),
            "Tarsk" => Some(Level::District),
            "Belgor" | "Port Anta" | "Mirsk" => Some(Level::Settlement),
            _ => None,
        }
    }
}

fn english() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| languages::lexicon("en").unwrap().unwrap())
}

/// The places where something happens, as settlement/district/country.
fn told(text: &str) -> String {
    let meta = DocumentMeta::default();
    let doc = Doc::new(text, &meta, english());
    let shown = |name: &Option<String>| name.clone().unwrap_or_default();
    let told: Vec<String> = places(&doc, &Few)
        .iter()
        .filter(|place| place.role == PlaceRole::Where && place.fineness > 0)
        .map(|p| [&p.settlement, &p.district, &p.country].map(shown).join("/"))
        .collect();
    told.join("; ")
}

fn all_told(expected: &[(&str, &str)]) {
    for (text, places) in expected {
        assert_eq!(&told(text), places, "{text}");
    }
}

#[test]
fn chains_run_from_fine_to_coarse() {
    all_told(&[
        ("A boy was hurt in the village of Oltan, Tarsk district, Kenya.", "Oltan/Tarsk/Kenya"),
        ("Two died in Gorun, a remote farming village in the district of Tarsk.", "Gorun/Tarsk/"),
        (
            "A blast in the village of al-Marsa, in the southern countryside of Kemal.",
            "al-Marsa/Kemal/",
        ),
        ("Mine blast kills two in Ukraine's Kharkiv region", "/Kharkiv/Ukraine"),
        ("A child died in the Ugandan district of Adjari.", "/Adjari/Uganda"),
        ("A truck hit a mine at Palok, 20 km east of Belgor, the army said.", "Palok/Belgor/"),
        ("Palok, northern Kemal State", "Palok/Kemal/"),
        ("An IED in Rajori sector of Sarat and Ulm killed a man.", "/Rajori/"),
    ]);
}

#[test]
fn quarters_are_finer_than_their_towns() {
    all_told(&[
        ("A shell blew up in the eastern Lamis quarter of Belgor, police said.", "Lamis/Belgor/"),
        ("Two were hurt in Lamis, one of the poorest neighbourhoods of Belgor.", "Lamis/Belgor/"),
        ("A shell fell in Belgor. It blew up in the Lamis quarter.", "Belgor//; Lamis/Belgor/"),
    ]);
}

#[test]
fn of_two_places_the_nearer_counts() {
    all_told(&[
        (
            "A car hit a mine between the villages of Palok and Senna, Tarsk district.",
            "Palok/Tarsk/",
        ),
        ("It hit a mine between Palok and Senna, near the hamlet of Iluk.", "Iluk//"),
        ("He fell near Mount Sarun, close to Iluk in Tarsk district.", "Mount Sarun/Tarsk/"),
        ("A patrol hit a mine on the Belgor-Mirsk road in Tarsk district.", "Belgor/Tarsk/"),
        ("A bus on its way to Palok village struck a mine.", "Palok//"),
        ("Soldiers on their way to Palok hit a mine near Senna.", "Senna//"),
        ("A van travelling from Palok to Senna hit a mine.", "Palok//"),
    ]);
}

#[test]
fn what_is_no_place_is_none() {
    all_told(&[
        ("The Ministry of Defence said men of the Seventh Division were hurt near Ulom.", "Ulom//"),
        ("The Kebi people fear the mines; in the Kebi villages nobody sleeps.", ""),
        ("Two Marwan tribesmen were killed in Tarsk.", "/Tarsk/"),
        ("He was taken to Belgor hospital and then to a clinic in Port Anta.", ""),
        ("A Belgor-based group counted 40 mines in Palok.", "Palok//"),
        ("The victim, M, 58, was hurt in Palok (Tarsk district).", "Palok/Tarsk/"),
        ("A shepherd, Omar, died in Palok, Kemal.", "Palok/Kemal/"),
        ("A car hit a mine in Belgor, Ahmad Karim, the mayor, said.", "Belgor//"),
        ("A mine exploded in Palok near the Iraqi border.", "Palok//"),
        ("A car hit a mine at Kilo 45 near Senna.", "Senna//"),
        ("THREE FARMERS KILLED BY MINE NEAR BELGOR IN TARSK DISTRICT", "BELGOR/TARSK/"),
        ("Landmine Kills Three Farmers Near Palok", "Palok//"),
    ]);
}

#[test]
fn names_keep_their_parts() {
    all_told(&[
        ("The blast killed three in Niger State and two near Lake Chad.", "/Niger/; Lake Chad//"),
        ("A child died near the Maaro II refugee camp.", "Maaro II//"),
        ("A blast at Hill 350, Tarsk district, killed a soldier.", "Hill 350/Tarsk/"),
        ("He fell on the slope of Mt. Sarun.", "Mt. Sarun//"),
        ("A mine exploded at Bir el Hafey.", "Bir el Hafey//"),
        ("Four were hurt in Deir ez-Zor.", "Deir ez-Zor//"),
    ]);
}

#[test]
fn places_side_by_side_are_no_chain() {
    all_told(&[
        ("In Tarsk and Palok districts 40 mines were found.", "/Tarsk/; /Palok/"),
        ("In Afrin, Belgor, and Mirsk, mines killed ten.", "Afrin//; Belgor//"),
    ]);
}

#[test]
fn what_was_named_is_meant_again() {
    all_told(&[
        (
            "Four died in Tarsk district. A mine went off elsewhere in the same district.",
            "/Tarsk/; /Tarsk/",
        ),
        ("A mine exploded on Sarun. Another went off on the slopes of Sarun.", "Sarun//; Sarun//"),
    ]);
}

#[test]
fn a_dateline_is_not_where_it_happened() {
    let text = "BELGOR, June 4 (Agency) - A mine killed a shepherd in Palok.";
    let meta = DocumentMeta::default();
    let found = places(&Doc::new(text, &meta, english()), &Few);
    assert_eq!(found.first().map(|place| place.role), Some(PlaceRole::Dateline));
    assert_eq!(told(text), "Palok//");
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(\\PC{0,6}| |, |in |near |of |the same |district|village of |Palok|'s|-|\\. |and |between |Mount |from |12 km ){0,24}") {
        let meta = DocumentMeta::default();
        let doc = Doc::new(&text, &meta, english());
        let found = places(&doc, &Few);
        prop_assert!(found.windows(2).all(|pair| pair[0].tokens.start <= pair[1].tokens.start));
        prop_assert!(found.iter().all(|place| place.tokens.end <= doc.tokens.len()));
    }
}
