//! Bringing in documents and layers.

use axum::http::StatusCode;
use cairn_store::accounts::PublicSettings;

use crate::common::{As, Site, reports};

fn of_type(who: &As, media: &str) -> As {
    let mut who = who.clone();
    who.0.push(("content-type", media.to_owned()));
    who
}

fn form(parts: &[(&str, &[u8])]) -> (String, Vec<u8>) {
    let mut body = Vec::new();
    for (name, bytes) in parts {
        body.extend_from_slice(
            format!(
                "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            )
            .as_bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--edge--\r\n");
    ("multipart/form-data; boundary=edge".to_owned(), body)
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_come_in_and_bad_files_are_refused_by_name() {
    let site = Site::with_accounts(PublicSettings::default());
    let reviewer = site.log_in("reviewer").await;
    let text = "A mine exploded in the village of Susuzlug of the Kalbajar district on 9 May 2022. Two \
                people were injured, the police said.";
    let plain = of_type(&reviewer, "text/plain");
    let answer = site.send("POST", "/documents?name=../../story.txt", &plain, text).await;
    let said = answer.json();
    assert_eq!((answer.status, &said["added"]), (StatusCode::CREATED, &1.into()), "{said}");
    assert_eq!(said["documents"].as_array().unwrap().len(), 1);
    assert_eq!(said["summary"]["incidents_new"], 1);
    let again = site.send("POST", "/documents?name=story.txt", &plain, text).await.json();
    assert_eq!((&again["added"], &again["same"]), (&0.into(), &1.into()));
    // The register's own reports again, and files that are no documents.
    let (media, body) = form(&[
        ("reports.jsonl", reports().as_bytes()),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("broken.pdf", b"%PDF-1.4 and then nothing of the kind"),
    ]);
    let answer = site.send("POST", "/documents", &of_type(&reviewer, &media), body).await;
    let said = answer.json();
    assert_eq!(said["same"], 9, "{said}");
    let refused: Vec<&str> = said["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert_eq!(refused, ["picture.png", "broken.pdf"]);
    assert!(said["refused"][0]["why"].as_str().unwrap().contains("picture.png"), "{said}");

    let nothing = site.send("POST", "/documents", &plain, "").await;
    assert_eq!(nothing.status, StatusCode::BAD_REQUEST);
    let viewer = of_type(&site.log_in("viewer").await, "text/plain");
    let refused = site.send("POST", "/documents", &viewer, text).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_layer_comes_in_with_its_repair_list() {
    let site = Site::with_accounts(PublicSettings::default());
    let manager = site.log_in("manager").await;
    let layer = serde_json::json!({ "type": "FeatureCollection", "features": [
        { "type": "Feature", "properties": { "id": "SHA-7", "status": "open" },
          "geometry": { "type": "Polygon", "coordinates":
            [[[46.1, 40.2], [46.2, 40.2], [46.2, 40.3], [46.1, 40.2]]] } },
        { "type": "Feature", "properties": { "id": "SHA-8" }, "geometry": null },
    ]});
    let (media, body) = form(&[("areas.geojson", layer.to_string().as_bytes())]);
    let manager = of_type(&manager, &media);
    let answer = site.send("POST", "/import?as=hazards", &manager, body.clone()).await;
    let said = answer.json();
    assert_eq!(answer.status, StatusCode::CREATED, "{said}");
    assert_eq!(said["report"]["imported"], 2, "{said}");
    let wrong = site.send("POST", "/import?as=flowers", &manager, body.clone()).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert!(wrong.json()["detail"].as_str().unwrap().contains("hazards"), "{}", wrong.json());
    let otherwise = site.send("POST", "/import?as=clearance", &manager, body).await;
    assert_eq!(otherwise.status, StatusCode::CONFLICT, "{}", otherwise.json());
    let (media, body) = form(&[("areas.geojson", b"{ no layer")]);
    let reviewer = of_type(&site.log_in("reviewer").await, &media);
    let refused = site.send("POST", "/import?as=hazards", &reviewer, body).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let (media, body) = form(&[("areas.geojson", b"{ no layer")]);
    let manager = of_type(&site.log_in("manager").await, &media);
    let broken = site.send("POST", "/import?as=hazards", &manager, body).await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", broken.json());
    let detail = broken.json()["detail"].as_str().unwrap().to_owned();
    assert!(detail.contains("areas.geojson") && !detail.contains("cairn-upload"), "{detail}");
}
