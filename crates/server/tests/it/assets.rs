//! The pages' files: packed once, the same bytes whichever way they come, and not sent again.

use std::io::Read;

use axum::http::{StatusCode, header};

use crate::common::{As, Site};

const SCRIPT: &str = "/assets/vendor/maplibre-gl/maplibre-gl.mjs";

fn asking(name: &'static str, value: &str) -> As {
    As(vec![(name, value.to_owned())])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_the_same_packed_and_unpacked() {
    let site = Site::open();
    let plain = site.get(SCRIPT, &As::default()).await;
    assert_eq!(plain.status, StatusCode::OK);
    assert!(!plain.headers.contains_key(header::CONTENT_ENCODING));
    let packed = site.get(SCRIPT, &asking("accept-encoding", "br, gzip")).await;
    assert_eq!(packed.headers[header::CONTENT_ENCODING], "gzip");
    assert!(packed.body.len() < plain.body.len() / 2);
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(&packed.body[..]).read_to_end(&mut unpacked).unwrap();
    assert!(unpacked == plain.body);
    for answer in [&plain, &packed] {
        assert_eq!(answer.headers[header::VARY], "accept-encoding");
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-cache");
        assert_eq!(answer.headers[header::CONTENT_TYPE], plain.headers[header::CONTENT_TYPE]);
    }
    assert_ne!(plain.headers[header::ETAG], packed.headers[header::ETAG]);
    let again = site.get(SCRIPT, &asking("accept-encoding", "gzip")).await;
    assert!(
        again.body == packed.body && again.headers[header::ETAG] == packed.headers[header::ETAG]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_browser_has_is_not_sent_again() {
    let site = Site::open();
    for address in [SCRIPT, "/incidents?f=html", "/base/world.tiles"] {
        let mut who = asking("accept-encoding", "gzip");
        let first = site.get(address, &who).await;
        assert_eq!(first.status, StatusCode::OK, "{address}");
        let tag = first.headers[header::ETAG].to_str().unwrap().to_owned();
        who.0.push(("if-none-match", tag.clone()));
        let second = site.get(address, &who).await;
        assert_eq!((second.status, second.body.len()), (StatusCode::NOT_MODIFIED, 0), "{address}");
        assert_eq!(second.headers[header::ETAG], tag.as_str());
        assert!(second.headers.contains_key(header::VARY));
        if first.headers.contains_key(header::CONTENT_ENCODING) {
            // The tag of the packed file does not stand for the plain one.
            let plain = site.get(address, &asking("if-none-match", &tag)).await;
            assert_eq!(plain.status, StatusCode::OK, "{address}");
        }
    }
}
