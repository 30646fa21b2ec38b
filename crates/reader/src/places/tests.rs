use proptest::prelude::*;

use super::*;
use crate::languages;
use crate::lexicon::Lexicon;
use cairn_model::DocumentMeta;
use std::sync::OnceLock;

/// Knows a few places.
struct Few;

impl KnownPlaces for Few {
    fn level(&self, name: &str) -> Option<Level> {
        match name {
            "Orvania" => Some(Level::Country),
            "Kemal" | "North Sarat" => Some(Level::Province),
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
fn told(text: &str) -> Vec<String> {
    let meta = DocumentMeta::default();
    let doc = Doc::new(text, &meta, english());
    let shown = |name: &Option<String>| name.clone().unwrap_or_default();
    places(&doc, &Few)
        .iter()
        .filter(|place| place.role == PlaceRole::Where && place.fineness > 0)
        .map(|p| {
            [&p.settlement, &p.district, &p.country].map(shown).join("/")
        })
        .collect()
}

#[test]
fn probe() {
    for text in [
        "A boy was hurt in the village of Oltan, Tarsk district, Orvania on Monday.",
        "The mine went off on the road between Palok and Senna in Tarsk district.",
        "A truck hit a mine 20 km east of Belgor.",
        "A truck hit a mine at Palok, 20 km east of Belgor, the army said.",
        "Two men died in Gorun, a remote farming village in the district of Tarsk.",
        "A shell blew up in the eastern Lamis quarter of Belgor, police said.",
        "Two were hurt in Lamis, one of the poorest neighbourhoods of Belgor.",
        "A bus carrying pilgrims on its way to Palok village struck a mine.",
        "Soldiers on their way to Palok hit a mine near Senna, the army said.",
        "The dead were from Palok; the blast was in Senna.",
        "The Ministry of Defence said three men of the Seventh Division were hurt near Ulom.",
        "Two Marwan tribesmen were killed in Tarsk.",
        "The Kebi people fear the mines.",
        "In the Kebi villages nobody sleeps.",
        "A man stepped on a mine near Mount Sarun, close to the hamlet of Iluk in Tarsk district.",
        "THREE FARMERS KILLED BY MINE NEAR BELGOR IN TARSK DISTRICT",
        "Landmine Kills Three Farmers Near Palok",
        "Mine blast kills two in Ukraine's Kharkiv region",
        "Four people died in Tarsk district. Another mine went off elsewhere in the same district.",
        "The injured man was taken to Belgor hospital and then to a clinic in Port Anta.",
        "BELGOR, June 4 (Agency) - A mine killed a shepherd in Palok, in the mountains of Tarsk district.",
        "Ahmad Suri, 34, a driver, was killed at Palok, Samir Nadi said.",
        "A Belgor-based group counted 40 mines in Palok.",
        "Near the Maaro II refugee camp in the Ugandan district of Adjari a child died.",
        "A device exploded in the village of al-Marsa, in the southern countryside of Kemal.",
        "A patrol hit a mine on the Belgor-Mirsk road in Tarsk district.",
        "At the 12th kilometre of the Belgor-Mirsk highway a car hit a mine.",
        "The blast killed three in Niger State and two near Lake Chad.",
        "A farmer of Palok said the army had warned them.",
        "The mayor of Palok was wounded when his jeep struck a mine.",
        "Mines were cleared in the districts of Tarsk, Palok and Senna.",
        "In Tarsk and Palok districts 40 mines were found.",
        "In Kemal's Palok district a girl lost a leg.",
        "He works for OAS in Washington.",
        "The blast at Hill 350, Tarsk district, killed a soldier.",
        "A mine exploded on Sarun. Two days later another went off on the slopes of Sarun.",
        "Two women died while gathering wood in the Wadi Sarun area, west of Belgor.",
        "The victim, M, 58, was hurt in Palok (Tarsk district).",
        "12 May, Palok. Tractor hit mine.",
        "Palok, northern Kemal State",
        "A mine exploded at Bir el Hafey, Sidi Omar governorate.",
        "Police officers hit a mine in Vereda La Esperanza, municipality of San Luis, Orvania.",
        "A deminer of the Halo Trust was hurt in Senna, Tarsk.",
        "Guerrillas attacked in Arauquita, a town near the border with Venezuela.",
        "A mine killed a cow herder in Tarsk, in Orvania's restive north.",
        "Residents of Palok said the mine lay near a school outside Belgor.",
        "The bomb was planted in Sector 4 of Belgor city.",
        "The explosion was heard in Belgor and Mirsk.",
        "It happened about 300 metres from Senna, in Tarsk.",
        "A grenade exploded in a house in Ulica Nova in Belgor.",
        "A boy found a grenade in the Nova Bazaar of Belgor.",
        "The road from Palok to Senna was mined.",
        "A vehicle travelling from Palok to Senna hit a mine.",
        "Workers from the Orvanian city of Belgor hit a mine in the Palok locality of Tarsk County.",
        "Four soldiers were hurt in Deir ez-Zor's eastern countryside.",
        "According to the Belgor police, a mine went off in Palok at noon.",
        "UN experts visited Palok.",
    ] {
        println!("{text}\n      {}", told(text).join(" ; "));
    }
}
