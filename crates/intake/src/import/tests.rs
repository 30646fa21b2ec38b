//! Files taken in as a whole.

use cairn_model::{ClaimBody, Device, Geometry, HazardKind, Outcome, ReleaseKind, Sex};

use super::*;
use crate::layers::{LayerError, LayerFile, LayerLimits};

pub(super) fn plan(target: Target) -> Plan {
    Plan {
        target,
        source: Some("Example Centre".to_owned()),
        country: None,
        crs: None,
        position_error_m: None,
        mapping: Mapping::default(),
    }
}

pub(super) fn taken(name: &str, text: &str, plan: &Plan) -> Imported {
    let file = LayerFile::from_bytes(name, text.into(), LayerLimits::default()).unwrap();
    let imported = import(&file, plan).unwrap();
    for claim in &imported.claims {
        for evidence in claim.evidence() {
            assert!(evidence.holds_in(&imported.document.text));
        }
    }
    assert_eq!(imported.list.imported as usize, imported.claims.len());
    let all = imported.list.imported + imported.list.refused.len() as u64;
    assert_eq!(imported.list.features, all);
    imported
}

pub(super) fn counts(imported: &Imported) -> Vec<(&'static str, u64)> {
    imported.list.repaired.iter().map(|one| (one.kind.code(), one.count)).collect()
}

#[test]
fn areas_come_with_their_kind_sheet_and_repairs() {
    let text = r#"{"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"typeArea":"Suspected Minefield","fileId":"0000-I "},
       "geometry":{"type":"Polygon","coordinates":[[[17,44],[17.1,44],[17.1,44.1],[17,44]]]}},
      {"type":"Feature","properties":{"typeArea":"CHA","fileId":"0000-I"},
       "geometry":{"type":"Feature","geometry":null}},
      {"type":"Feature","properties":{"typeArea":"swamp","position_error_m":25},
       "geometry":{"type":"Polygon","coordinates":[[[17,44],[17.1,44.1],[17.1,44],[17,44.1],[17,44]]]}},
      "nothing"]}"#;
    let imported = taken("areas.geojson", text, &plan(Target::Hazards));
    let hazards: Vec<_> = (imported.claims.iter())
        .map(|claim| match claim {
            ClaimBody::Hazard(hazard) => hazard,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(hazards[0].kind, HazardKind::Suspected);
    assert_eq!(hazards[0].drawn.sheet.as_deref(), Some("0000-I"));
    assert_eq!(hazards[0].drawn.position_error_m, None);
    assert_eq!((hazards[1].kind, &hazards[1].drawn.geometry), (HazardKind::Confirmed, &None));
    assert_eq!(hazards[2].kind, HazardKind::Unknown);
    assert_eq!(hazards[2].drawn.position_error_m, Some(25.0));
    assert!(
        matches!(&hazards[2].drawn.geometry, Some(Geometry::MultiPolygon(two)) if two.len() == 2)
    );
    assert_eq!(hazards[2].drawn.repairs.len(), 2);
    assert_eq!(
        counts(&imported),
        [
            ("null_geometry", 1),
            ("nested_geometry", 1),
            ("self_crossing", 1),
            ("trailing_blank", 1),
            ("value_not_understood", 1)
        ]
    );
    assert_eq!(imported.list.refused[0].feature, 4);
}

#[test]
fn rows_about_people_become_incidents_and_swapped_columns_are_said() {
    let mut text =
        "departamento;municipio;ano;mes;estado;genero;latitudcabecera;longitudcabecera;Actividad\n"
            .to_owned();
    for year in ["1,999", "2,000", "2,001", "2,002", "2,002", "2,003"] {
        text.push_str(&format!(
            "NORTE;Alto;{year};6;Mujer;Herido;6,143703;-75,185183;Sin información\n"
        ));
    }
    text.push_str("NORTE;Alto;2004;13;Hombre;Muerto;-75,185183;6,143703;Sin información\n");
    let imported = taken("victims.csv", &text, &plan(Target::Incidents));
    assert_eq!(
        counts(&imported),
        [
            ("swapped_coordinates", 1),
            ("stacked_position", 7),
            ("seat_position", 7),
            ("contradicting_column", 7),
            ("number_separator", 6),
            ("duplicate", 1)
        ]
    );
    assert_eq!(imported.remarks.len(), 2);
    let ClaimBody::Incident(first) = &imported.claims[0] else { panic!() };
    let victim = &first.victims[0];
    assert_eq!((victim.sex, victim.outcome), (Some(Sex::Female), Outcome::Injured));
    assert_eq!(first.date.to_string(), "1999-06");
    assert_eq!(
        (first.killed, first.injured.map(|range| range.to_string())),
        (None, Some("1+".to_owned()))
    );
    assert_eq!(first.activity, None, "`Sin información` says nothing");
    let position = first.place.position.as_ref().unwrap();
    assert_eq!((position.lat, position.lon, position.precision), (6.143_703, -75.185_183, 20_000));
    let ClaimBody::Incident(last) = &imported.claims[6] else { panic!() };
    assert_eq!(last.date.to_string(), "2004", "there is no month 13");
    assert_eq!(last.place.position.as_ref().unwrap().lat, 6.143_703);
}

#[test]
fn grids_and_shapes_in_columns_end_on_wgs84() {
    let text = "id,easting,northing,zone,mgrs,wkt,release type,devices_found\n\
                a,602000,4455000,38N,,,cleared,\"1,204\"\n\
                b,,,,38T NK 02000 55000,,BAC,0\n\
                c,,,,,POINT (46.2 40.2),reduced,x\n\
                d,602000,4455000,99,,,,\n";
    let imported = taken("released.csv", text, &plan(Target::Clearance));
    let points: Vec<_> = (imported.claims.iter())
        .map(|claim| {
            let at = claim.drawn()?.geometry.as_ref()?.single_point()?;
            Some([(at.lon() * 1e3).round(), (at.lat() * 1e3).round()])
        })
        .collect();
    assert_eq!(points[0], Some([46_199.0, 40_239.0]));
    assert!(points[1].is_some() && points[2] == Some([46_200.0, 40_200.0]));
    assert_eq!(points[3], None);
    assert_eq!(
        counts(&imported),
        [("unread_coordinates", 1), ("number_separator", 1), ("value_not_understood", 1)]
    );
    let ClaimBody::Release(first) = &imported.claims[0] else { panic!() };
    assert_eq!((first.kind, first.found.unwrap().least()), (ReleaseKind::Cleared, 1204));
}

#[test]
fn a_mapping_names_columns_words_and_what_holds_for_all() {
    let mut plan = plan(Target::Records);
    plan.mapping = Mapping::parse(
        "crs = \"EPSG:28408\"\n[columns]\ndevice = \"Art\"\nlat = \"N\"\nlon = \"E\"\n\
         [constants]\nsheet = \"K-38-1\"\n[values.device]\n\"PMA\" = \"antipersonnel_mine\"\n",
    )
    .unwrap();
    let imported = taken("r.csv", "Art,N,E\npma,4440000,8588000\n", &plan);
    let ClaimBody::Record(record) = &imported.claims[0] else { panic!() };
    assert_eq!(record.device, Device::AntipersonnelMine);
    assert_eq!(record.drawn.sheet.as_deref(), Some("K-38-1"));
    let at = record.drawn.geometry.as_ref().unwrap().single_point().unwrap();
    assert!((at.lon() - 46.030_65).abs() < 1e-4 && (at.lat() - 40.088_89).abs() < 1e-4);
    plan.mapping.crs = Some("EPSG:1".to_owned());
    let file =
        LayerFile::from_bytes("r.csv", b"Art,N,E\npma,1,2\n".to_vec(), LayerLimits::default())
            .unwrap();
    assert!(matches!(import(&file, &plan), Err(LayerError::UnknownCrs { .. })));
}

#[test]
fn one_bad_point_among_many_is_marked() {
    let mut text = "district,latitude,longitude,date\n".to_owned();
    for at in 0..8 {
        text.push_str(&format!("Alpha,44.0{at},17.0{at},2001-01-0{}\n", at + 1));
    }
    text.push_str(
        "Alpha,46.5,17.0,2001-02-01\nAlpha,17.01,44.01,2001-02-02\nAlpha,99,200,2001-02-03\n",
    );
    let imported = taken("points.csv", &text, &plan(Target::Incidents));
    assert_eq!(
        counts(&imported),
        [("swapped_coordinates", 1), ("off_the_globe", 1), ("far_from_district", 1)]
    );
}
