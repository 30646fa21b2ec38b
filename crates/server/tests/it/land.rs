//! Land as other programs ask for it: by its shape, not by the frame around it.

use axum::http::StatusCode;
use cairn_store::accounts::PublicSettings;
use serde_json::json;

use crate::common::Site;

/// A field on the lower left of a line from corner to corner, with a cleared place within.
fn layer() -> String {
    let outer = [[46.0, 40.0], [46.1, 40.0], [46.0, 40.1], [46.0, 40.0]];
    let hole = [[46.01, 40.01], [46.01, 40.04], [46.04, 40.01], [46.01, 40.01]];
    json!({ "type": "FeatureCollection", "features": [
        { "type": "Feature", "properties": { "id": "HA-1" },
          "geometry": { "type": "Polygon", "coordinates": [outer, hole] } },
        { "type": "Feature", "properties": { "id": "HA-2" }, "geometry": null },
    ]})
    .to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_box_keeps_land_by_its_shape() {
    let site = Site::with_accounts(PublicSettings::default());
    let manager = site.log_in("manager").await;
    let mut with_layer = manager.clone();
    with_layer.0.push(("content-type", "application/geo+json".to_owned()));
    let answer =
        site.send("POST", "/import?as=hazards&name=areas.geojson", &with_layer, layer()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.json());
    for (bbox, expected) in [
        ("46.0,40.0,46.1,40.1", 1),
        ("45,39,47,41", 1),
        ("46.04,40.04,46.06,40.06", 1),
        ("46.002,40.002,46.004,40.004", 1),
        ("46.1,40.0,46.2,40.1", 1),
        // Within the frame, beside the land; and where nothing is left of it.
        ("46.07,40.07,46.09,40.09", 0),
        ("46.015,40.015,46.02,40.02", 0),
    ] {
        let items = format!("/ogc/collections/hazards/items?bbox={bbox}");
        let page = site.get(&items, &manager).await.json();
        assert_eq!(page["numberMatched"], expected, "{bbox}");
        let filter = format!("S_INTERSECTS(geometry,BBOX({bbox}))");
        let items = format!("/ogc/collections/hazards/items?filter={filter}");
        assert_eq!(site.get(&items, &manager).await.json()["numberMatched"], expected, "{filter}");
        // What has no place is neither within nor without.
        let items = format!("/ogc/collections/hazards/items?filter=NOT%20{filter}");
        let page = site.get(&items, &manager).await.json();
        assert_eq!(page["numberMatched"], 1 - expected, "NOT {filter}");
        let list = site.get(&format!("/hazards?bbox={bbox}"), &manager).await.json();
        assert_eq!(list["total"], expected, "{bbox}");
        assert_eq!(list["left_out"], json!({ "undated": 0, "unplaced": 1 }), "{bbox}");
        let list = site.get(&format!("/hazards?bbox={bbox}&from=1900"), &manager).await.json();
        assert_eq!(list["left_out"], json!({ "undated": 2, "unplaced": 0 }), "{bbox}");
    }
}
