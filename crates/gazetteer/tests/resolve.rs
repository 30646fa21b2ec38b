//! Names as reports spell them, asked of the gazetteer that comes with the program.
#![allow(clippy::unwrap_used)] // helpers of tests, which the setting for tests does not reach

use cairn_gazetteer::{Gazetteer, PlaceKind, Query, Resolution};

fn ask(gazetteer: &Gazetteer, names: [&str; 4]) -> Resolution {
    let [settlement, district, country, prior_country] =
        names.map(|name| Some(name).filter(|name| !name.is_empty()));
    gazetteer.resolve(&Query { settlement, district, country, prior_country })
}

fn line(names: [&str; 4], answer: &Resolution) -> String {
    let place = answer.position.as_ref().map_or("nowhere".to_owned(), |p| {
        let id = p.gazetteer_id.as_deref().unwrap_or("-");
        format!("{:.2} {:.2} ±{} {id}", p.lat, p.lon, p.precision)
    });
    let country = answer.country.map_or("--".to_owned(), |c| c.to_string());
    let key = answer.admin_key.as_deref().unwrap_or("-");
    format!("{}: {place} | {country} {key} | {} more", names.join(", "), answer.candidates.len())
}

fn table(questions: &[[&str; 4]]) -> String {
    let gazetteer = Gazetteer::world().unwrap();
    let lines: Vec<String> =
        questions.iter().map(|names| line(*names, &ask(&gazetteer, *names))).collect();
    lines.join("\n")
}

#[test]
fn every_spelling_of_a_district_is_one_unit() {
    let gazetteer = Gazetteer::world().unwrap();
    for (key, spellings) in [
        (
            "AZ.kalbacar",
            &[
                "Kalbajar",
                "Kelbajar",
                "Kelbadjar",
                "Kəlbəcər",
                "Kalbacar",
                "Kyalbadzharsky",
                "Kyalbadzharskiy",
                "Kalbajar District",
                "Кельбаджар",
                "Кельбаджарский",
                "KALBAJAR",
            ][..],
        ),
        ("AZ.lacin", &["Lachin", "Laçın", "Lacin", "Lachinsky", "Лачин", "Lachinskiy"]),
        (
            "AZ.xocavand",
            &["Khojavend", "Khojavand", "Khodzhavenskiy", "Khodzhavend", "Xocavənd", "Ходжавенд"],
        ),
        ("AZ.agdam", &["Aghdam", "Agdam", "Ağdam", "Агдам", "Agdamskiy"]),
        ("AZ.fuzuli", &["Fuzuli", "Fizuli", "Füzuli", "Физули"]),
        ("AZ.cabrail", &["Jabrayil", "Jebrail", "Cəbrayıl", "Джебраил"]),
        ("AZ.tartar", &["Tartar", "Terter", "Tərtər", "Тертер"]),
        ("AZ.gubadli", &["Gubadli", "Qubadlı", "Qubadli", "Kubatly"]),
        ("AZ.zangilan", &["Zangilan", "Zəngilan", "Zangelan", "Зангилан"]),
        ("AZ.susa", &["Shusha", "Şuşa", "Шуша"]),
    ] {
        for spelling in spellings {
            let answer = ask(&gazetteer, ["", spelling, "", "AZ"]);
            assert_eq!(answer.admin_key.as_deref(), Some(key), "{spelling}");
            assert!(answer.position.is_some(), "{spelling}");
        }
    }
}

#[test]
fn villages_lie_in_the_named_district() {
    insta::assert_snapshot!(table(&[
        ["Susuzlug", "Kalbajar", "Azerbaijan", ""],
        ["Susuzluk", "Kelbajar", "Azerbaijan", ""],
        ["Susuzluk", "", "Azerbaijan", ""],
        ["Susuzluk", "", "", "AZ"],
        ["Zabukh", "Lachin", "Azerbaijan", ""],
        ["Sus", "Lachin", "", ""],
        ["Lachin", "", "Azerbaijan", ""],
        ["Lachin", "Lachin", "Azerbaijan", ""],
        ["Talish", "Tartar", "Azerbaijan", ""],
        ["Stepanakert", "", "", ""],
        ["", "Kyalbadzharsky and Lachinsky", "Azerbaijan", ""],
        ["Zabukh", "Kalbajar and Lachin", "Azerbaijan", ""],
    ]), @r#"
    Susuzlug, Kalbajar, Azerbaijan, : 40.24 46.17 ±2000 cairn:susuzlug | AZ AZ.kalbacar | 0 more
    Susuzluk, Kelbajar, Azerbaijan, : 40.24 46.17 ±2000 cairn:susuzlug | AZ AZ.kalbacar | 0 more
    Susuzluk, , Azerbaijan, : 40.24 46.17 ±2000 cairn:susuzlug | AZ AZ.kalbacar | 0 more
    Susuzluk, , , AZ: 40.24 46.17 ±2000 cairn:susuzlug | AZ AZ.kalbacar | 0 more
    Zabukh, Lachin, Azerbaijan, : 39.59 46.54 ±2000 cairn:zabukh | AZ AZ.lacin | 0 more
    Sus, Lachin, , : 39.62 46.51 ±2000 cairn:sus | AZ AZ.lacin | 0 more
    Lachin, , Azerbaijan, : 39.64 46.55 ±2500 cairn:lachin | AZ AZ.lacin | 2 more
    Lachin, Lachin, Azerbaijan, : 39.64 46.55 ±2500 cairn:lachin | AZ AZ.lacin | 2 more
    Talish, Tartar, Azerbaijan, : 40.38 46.74 ±2000 cairn:talish | AZ AZ.tartar | 0 more
    Stepanakert, , , : 39.82 46.75 ±5000 cairn:khankendi | AZ - | 0 more
    , Kyalbadzharsky and Lachinsky, Azerbaijan, : 39.88 46.30 ±53789 - | AZ AZ.kalbacar | 4 more
    Zabukh, Kalbajar and Lachin, Azerbaijan, : 39.59 46.54 ±2000 cairn:zabukh | AZ AZ.lacin | 0 more
    "#);
}

#[test]
fn what_is_not_found_falls_back_to_the_coarser_unit() {
    insta::assert_snapshot!(table(&[
        ["Nowhereville", "Kalbajar", "Azerbaijan", ""],
        ["Nowhereville", "Nosuchdistrict", "Azerbaijan", ""],
        ["Nowhereville", "Nosuchdistrict", "", "AZ"],
        ["Nowhereville", "", "", ""],
        ["", "", "Yemen", ""],
        ["", "", "Atlantis", ""],
        ["", "", "", "YE"],
        // A town of this name exists, in another country and far from the district.
        ["Zadar", "Kalbajar", "Azerbaijan", ""],
        ["Zadar", "", "Azerbaijan", ""],
    ]), @r#"
    Nowhereville, Kalbajar, Azerbaijan, : 40.08 46.19 ±30000 cairn:kalbajar-district | AZ AZ.kalbacar | 0 more
    Nowhereville, Nosuchdistrict, Azerbaijan, : 40.36 47.65 ±166020 geonames:587116 | AZ AZ.nosucdistrict | 0 more
    Nowhereville, Nosuchdistrict, , AZ: nowhere | -- AZ.nosucdistrict | 0 more
    Nowhereville, , , : nowhere | -- - | 0 more
    , , Yemen, : 14.90 45.18 ±409940 geonames:69543 | YE - | 0 more
    , , Atlantis, : nowhere | -- - | 0 more
    , , , YE: nowhere | -- - | 0 more
    Zadar, Kalbajar, Azerbaijan, : 40.08 46.19 ±30000 cairn:kalbajar-district | AZ AZ.kalbacar | 2 more
    Zadar, , Azerbaijan, : 40.36 47.65 ±166020 geonames:587116 | AZ - | 2 more
    "#);
}

#[test]
fn other_lands() {
    insta::assert_snapshot!(table(&[
        ["", "Battambang", "Cambodia", ""],
        ["", "Antioquia", "Colombia", ""],
        ["", "Tigray", "Ethiopia", ""],
        ["Omdurman", "Khartoum State", "Sudan", ""],
        ["Slatina", "", "Croatia", ""],
        ["Hodeida", "", "Yemen", ""],
        ["Saraqib", "Idleb", "Syria", ""],
        ["", "Урузган", "Афганистан", ""],
        ["", "Preah Vihear", "Cambodge", ""],
        ["Al-Arish", "", "Egypt", ""],
    ]), @r#"
    , Battambang, Cambodia, : 13.04 103.05 ±60950 geonames:KH.29 | KH KH.batambang | 2 more
    , Antioquia, Colombia, : 6.57 -75.56 ±147320 geonames:CO.02 | CO CO.antioguia | 2 more
    , Tigray, Ethiopia, : 13.78 38.71 ±216050 geonames:ET.53 | ET ET.tigrai | 0 more
    Omdurman, Khartoum State, Sudan, : 15.64 32.48 ±8000 geonames:365137 | SD SD.xartoum | 0 more
    Slatina, , Croatia, : 45.70 17.70 ±3111 geonames:3192932 | HR HR.viroviticapodravina | 3 more
    Hodeida, , Yemen, : 14.80 42.95 ±8000 geonames:79415 | YE YE.hudaida | 2 more
    Saraqib, Idleb, Syria, : 35.86 36.81 ±4688 geonames:164816 | SY SY.idlib | 0 more
    , Урузган, Афганистан, : 32.78 66.25 ±38950 geonames:AF.39 | AF AF.uruzgan | 2 more
    , Preah Vihear, Cambodge, : 13.78 105.12 ±48300 geonames:KH.13 | KH KH.prahvihar | 0 more
    Al-Arish, , Egypt, : 31.13 33.80 ±7953 geonames:361546 | EG EG.northsinai | 0 more
    "#);
}

#[test]
fn candidates_keep_what_is_ambiguous() {
    let gazetteer = Gazetteer::world().unwrap();
    let found: Vec<String> = gazetteer
        .candidates("Tripoli", 4)
        .iter()
        .map(|c| {
            format!("{} {} {} {:.2}", c.entry.name, c.entry.country, c.entry.gazetteer_id, c.score)
        })
        .collect();
    insta::assert_snapshot!(found.join("\n"), @r#"
    Tripoli LY geonames:LY.77 0.90
    Tripoli LY geonames:2210247 0.90
    Tripoli LB geonames:266826 0.86
    Trípoli GR geonames:252601 0.80
    "#);
    for candidate in gazetteer.candidates("San José", 50) {
        assert!((0.0..=1.0).contains(&candidate.score));
        assert_eq!(gazetteer.get(&candidate.entry.gazetteer_id), Some(candidate.entry));
    }
}

#[test]
fn a_word_is_classed_quickly() {
    let gazetteer = Gazetteer::world().unwrap();
    let class = |name: &str| gazetteer.contains_name(name).map(|c| (c.kind, c.exact));
    assert_eq!(class("Azerbaijan"), Some((PlaceKind::Country, true)));
    assert_eq!(class("Kelbajar"), Some((PlaceKind::Region, true)));
    assert_eq!(class("Susuzlug"), Some((PlaceKind::Settlement, true)));
    assert_eq!(class("Xyzzyq"), None);
    assert_eq!(class(""), None);
    assert!(gazetteer.contains_name("Medellín").unwrap().population > 1_000_000);
}

#[test]
fn hand_written_places_have_names_of_their_own() {
    let gazetteer = Gazetteer::world().unwrap();
    for id in
        ["cairn:susuzlug", "cairn:kalbajar", "cairn:kalbajar-district", "cairn:lachin-corridor"]
    {
        assert_eq!(gazetteer.get(id).unwrap().gazetteer_id, id);
    }
    let town = gazetteer.get("cairn:kalbajar").unwrap();
    assert_eq!(town.parent.as_deref(), Some("cairn:kalbajar-district"));
    assert_eq!(gazetteer.get("cairn:atlantis"), None);
    assert_eq!(gazetteer.get("nonsense"), None);
    assert_eq!(gazetteer.get("geonames:146970").unwrap().name, "Khankendi");
}
