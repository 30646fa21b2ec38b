"""Reads a running server as OWSLib does. Usage: features.py http://127.0.0.1:7700"""

import sys

from owslib.ogcapi.features import Features


def main(server):
    features = Features(f"{server}/ogc")
    assert any("ogcapi-features-1" in one for one in features.conformance()["conformsTo"])
    names = features.feature_collections()
    assert set(names) == {
        "incidents", "finds", "hazards", "minefield_records", "land_releases",
    }, names
    for name in names:
        described = features.collection(name)
        assert described["id"] == name
        queryables = features.collection_queryables(name)
        assert "geometry" in queryables["properties"]
        page = features.collection_items(name, limit=2)
        assert page["numberReturned"] == len(page["features"]) <= 2
        if page["features"]:
            one = features.collection_item(name, page["features"][0]["id"])
            assert one["properties"] == page["features"][0]["properties"]
    everything = features.collection_items("incidents", limit=1000)
    mines = features.collection_items(
        "incidents", limit=1000, filter="device = 'antivehicle_mine'"
    )
    assert 0 < mines["numberMatched"] < everything["numberMatched"]
    print(f"OWSLib: {len(names)} collections, {everything['numberMatched']} incidents")


if __name__ == "__main__":
    main(sys.argv[1])
